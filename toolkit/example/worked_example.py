"""Worked examples: a plan and a year's submissions of a made-up office, read from a TOML file.

The file holds `[agency]`, rows of the plan's tables by field id (`[[divisions]]`, `[[steps]]`, …) and
`[[submissions]]`: what each division sent, when, and with which months filled. Values are texts, as typed.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.books.bundled import bundled
from toolkit.books.division_typing import DivisionTyping
from toolkit.books.plan_book import PlanContent
from toolkit.model.month import Month
from toolkit.office.ledger_content import record_of
from toolkit.xlsx.layouts import AGENCY, PLAN_TABLES

DEFAULT_EXAMPLE = "thetsaban-tambon"
EXAMPLES = (DEFAULT_EXAMPLE,)
"""The names of the bundled examples."""


@dataclass(frozen=True)
class ExampleMonth:
    """What a division types into one month sheet: field id -> text, by row key and by measure number."""

    month: Month
    reporter: str
    reported_on: str
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ExampleSubmission:
    """One file that a division sends: its name in the inbox, the moment it was saved and sent, and the
    months newly filled in it."""

    file: str
    division: str
    sent: dt.datetime
    months: tuple[ExampleMonth, ...]


@dataclass(frozen=True)
class Example:
    """A plan and its submissions in the order in which they were sent."""

    plan: PlanContent
    submissions: tuple[ExampleSubmission, ...]


def load_example(name: str = DEFAULT_EXAMPLE) -> Example:
    """Read one of `EXAMPLES`. Raises ValueError for another name."""
    if name not in EXAMPLES:
        raise ValueError(f"no example {name!r}; there are: {', '.join(EXAMPLES)}")
    return read_example(bundled(f"examples/{name}.toml").decode())


def read_example(text: str) -> Example:
    """Read an example from the text of its TOML file."""
    document = tomllib.loads(text)
    tables = {
        table.name: tuple(document[table.name])
        for table in PLAN_TABLES
        if table is not AGENCY and table.name in document
    }
    submissions = map(record_of(ExampleSubmission), document.get("submissions", ()))
    in_order = sorted(submissions, key=lambda submission: submission.sent)
    return Example(PlanContent(document["agency"], tables), tuple(in_order))


def fill_submissions(
    workbook: bytes, submissions: Iterable[ExampleSubmission]
) -> Iterator[tuple[ExampleSubmission, bytes]]:
    """Yield the submissions of one division, given in the order sent, each with its workbook.

    The first fills the workbook that `ita distribute` issued to the division, each other one the workbook
    before it. A workbook carries the time it was sent as its last-saved time.
    """
    typing = DivisionTyping(workbook)
    for submission in submissions:
        for month in submission.months:
            signature = {"reporter": month.reporter, "reported_on": month.reported_on}
            typing.type_month(month.month, signature, month.rows, month.outcomes)
        yield submission, typing.save(submission.sent)
