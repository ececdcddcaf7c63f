"""Worked examples: a plan and a year's submissions of a made-up office, read from a TOML file.

The file holds `[agency]`, rows of the plan's tables by field id (`[[divisions]]`, `[[steps]]`, …) and
`[[submissions]]`: what each division sent, when, and with which months filled.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.books.bundled import bundled
from toolkit.books.division_typing import DivisionTyping
from toolkit.books.plan_book import PlanContent
from toolkit.model.month import BANGKOK, Month
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
    rows: Mapping[str, Mapping[str, str]]
    outcomes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ExampleSubmission:
    """One file that a division sends: its name in the inbox, the moment it was saved and sent, and the
    months newly filled in it. `fault` says what it shows (late, rejected, empty, correction or "")."""

    file: str
    division: str
    sent: dt.datetime
    fault: str
    months: tuple[ExampleMonth, ...]


@dataclass(frozen=True)
class Example:
    """A plan and its submissions in the order in which they were sent."""

    plan: PlanContent
    submissions: tuple[ExampleSubmission, ...]


def load_example(name: str = DEFAULT_EXAMPLE) -> Example:
    """Read one of `EXAMPLES`. Raises ValueError for another name, KeyError for a file that lacks a part."""
    if name not in EXAMPLES:
        raise ValueError(f"no example {name!r}; there are: {', '.join(EXAMPLES)}")
    return read_example(bundled(f"examples/{name}.toml").decode())


def read_example(text: str) -> Example:
    """Read an example from the text of its TOML file."""
    document = tomllib.loads(text)
    tables = {
        table.name: _rows(document[table.name])
        for table in PLAN_TABLES
        if table is not AGENCY and table.name in document
    }
    submissions = map(_submission, document.get("submissions", ()))
    return Example(PlanContent(_row(document["agency"]), tables), tuple(_in_order_sent(submissions)))


def _submission(entry: Mapping[str, Any]) -> ExampleSubmission:
    months = tuple(map(_month, entry["months"]))
    return ExampleSubmission(
        str(entry["file"]),
        str(entry["division"]),
        _moment(entry["sent"]),
        str(entry.get("fault", "")),
        months,
    )


def _month(entry: Mapping[str, Any]) -> ExampleMonth:
    rows, outcomes = (
        {str(key): _row(row) for key, row in entry.get(part, {}).items()} for part in ("rows", "outcomes")
    )
    return ExampleMonth(
        Month.parse(str(entry["month"])), str(entry["reporter"]), str(entry["reported_on"]), rows, outcomes
    )


def _moment(value: object) -> dt.datetime:
    """Return the moment of a TOML time or an ISO text; one without a zone is Bangkok's."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=BANGKOK)


def _rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, str], ...]:
    return tuple(map(_row, rows))


def _row(row: Mapping[str, Any]) -> Mapping[str, str]:
    # A person types text: numbers and dates of TOML are read as what is typed.
    return {str(field): str(value) for field, value in row.items()}


def fill_submission(
    workbook: bytes, submission: ExampleSubmission, earlier: Iterable[ExampleSubmission] = ()
) -> bytes:
    """Fill a division workbook with the months of the division's earlier submissions and of this one.

    The workbook is the one that `ita distribute` issued to the division; where two submissions fill the
    same row, the later one wins. It carries the time it was sent as its last-saved time.
    """
    typing = DivisionTyping(workbook)
    for filling in (*_of_division(earlier, submission), submission):
        _type(typing, filling)
    return typing.save(submission.sent)


def fill_submissions(
    workbook: bytes, submissions: Iterable[ExampleSubmission]
) -> Iterator[tuple[ExampleSubmission, bytes]]:
    """Yield the submissions of one division, given in the order sent, each with its workbook.

    The bytes are those that `fill_submission` gives with the submissions before it; the workbook is loaded
    once.
    """
    typing = DivisionTyping(workbook)
    for submission in submissions:
        _type(typing, submission)
        yield submission, typing.save(submission.sent)


def _of_division(
    earlier: Iterable[ExampleSubmission], submission: ExampleSubmission
) -> list[ExampleSubmission]:
    """Return the earlier submissions of the same division, in the order sent."""
    return _in_order_sent(candidate for candidate in earlier if candidate.division == submission.division)


def _in_order_sent(submissions: Iterable[ExampleSubmission]) -> list[ExampleSubmission]:
    return sorted(submissions, key=lambda submission: submission.sent)


def _type(typing: DivisionTyping, submission: ExampleSubmission) -> None:
    for month in submission.months:
        signature = {"reporter": month.reporter, "reported_on": month.reported_on}
        typing.type_month(month.month, signature, month.rows, month.outcomes)
