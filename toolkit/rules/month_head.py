"""A month sheet for the rules: as read, with what was reported before it; and the rules of its head.

The head says who reports, when, and for which month.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.entry import Entry, MonthReport
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Plan
from toolkit.model.progress import Assignment, History, is_due
from toolkit.rules.row_values import TYPED_FIELDS
from toolkit.thai.dates import format_date, format_month, parse_date
from toolkit.thai.text import squash
from toolkit.xlsx.layouts import MONTH
from toolkit.xlsx.sheet_data import CellError
from toolkit.xlsx.tables import FoundTable, TableRow

OUTCOME_FIELDS = ("result", "outcome", "problem", "suggestion")


@dataclass(frozen=True)
class MonthSheet:
    """One month sheet as read: its report, its tables, whether anything is typed in its rows, and what was
    found in reading.

    What the rules look at beside it is added when it is judged: `mine` are the assignments of its division in
    the year, `histories` their entries by row key as they stand with this file taken in.
    """

    report: MonthReport
    head: FoundTable
    status: FoundTable
    outcomes: FoundTable | None
    touched: bool = False
    findings: tuple[Finding, ...] = ()
    mine: tuple[Assignment, ...] = ()
    histories: Mapping[str, History] = field(default_factory=dict)

    @property
    def month(self) -> Month:
        return self.report.month

    @cached_property
    def entry_of(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.report.entries}

    @cached_property
    def due(self) -> Mapping[str, Assignment]:
        """The assignments of the division whose row is due in this month, by row key."""
        return {own.key: own for own in self.mine if is_due(own, self.histories[own.key], self.month)}

    @cached_property
    def own_entries(self) -> tuple[tuple[Assignment, Entry, History], ...]:
        """Each filled row that is due in this month, and what was said before it."""
        filled = []
        for key, assignment in self.due.items():
            if (entry := self.entry_of.get(key)) is not None:
                history = self.histories[key]
                before = {month: earlier for month, earlier in history.items() if month < self.month}
                filled.append((assignment, entry, before))
        return tuple(filled)

    @cached_property
    def typed(self) -> tuple[tuple[TableRow, str], ...]:
        """Every cell that people type in and that is filled, as its record and field."""
        outcomes = self.outcomes.records if self.outcomes is not None else ()
        return tuple(
            (record, name)
            for records, names in ((self.status.records, TYPED_FIELDS), (outcomes, OUTCOME_FIELDS))
            for record in records
            if record.key
            for name in names
            if record.raw(name) is not None
        )

    def finding(self, code: str, key: str, field: str, found: str = "", expected: str = "") -> Finding:
        """Return a finding at a field of the status row with this key."""
        return self.status.by_key[key].location.finding(code, field, found, expected)


# Thai vowels and tone marks above and below are no letters to Python, and are not needed here.
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 2
_LABELS = {key.id: key.label for key in MONTH.keys}


def read_reported_on(head: FoundTable) -> tuple[dt.date | None, tuple[Finding, ...]]:
    """Return the reporting date as it is meant (None where blank or unreadable), and what was found in its
    cell."""
    record = head.by_key.get("reported_on")
    text = record.text("value") if record else ""
    if record is None or not text:
        return None, ()
    value, at = record.raw("value"), record.location.finding
    try:
        day = parse_date(value)
    except ValueError:
        return None, (at("reported-on-unreadable", "value", text),)
    # A date in a format of the Buddhist year alone comes from the readers as a bare number.
    if isinstance(value, int | float):
        return day, (at("reported-on-serial", "value", text, format_date(day)),)
    # Excel took a Buddhist year for a Christian one, or the other way round.
    if isinstance(value, dt.datetime) and value.date() != day:
        return day, (at("reported-on-year", "value", str(value.year), format_date(day)),)
    return day, ()


def check_reporter(report: MonthReport, head: FoundTable) -> Iterator[Finding]:
    """Find an error value, and texts such as "1", "ก" or "-" that are neither a name nor a post."""
    record = head.by_key.get("reporter")
    if record is None:
        return
    if isinstance(error := record.raw("value"), CellError):
        yield record.location.finding("cell-error", "value", error.text)
    elif report.reporter and len(_LETTER.findall(report.reporter)) < _LEAST_LETTERS:
        yield record.location.finding("reporter-odd", "value", report.reporter)


def check_reporters_division(
    report: MonthReport, head: FoundTable, plan: Plan, division_code: str
) -> Iterator[Finding]:
    """Find a reporter who heads another division: a workbook counts for whom it was issued to."""
    record, post = head.by_key.get("reporter"), squash(report.reporter)
    heads = {division.division_code for division in plan.divisions if squash(division.head_title) == post}
    # A post that stands for several divisions tells nothing.
    if record is not None and post and len(heads) == 1 and division_code not in heads:
        own, other = plan.division_name(division_code), plan.division_name(heads.pop())
        yield record.location.finding("reporter-other-division", "value", other, own)


def check_unsigned(report: MonthReport, head: FoundTable, as_of: dt.datetime) -> Iterator[Finding]:
    """Find rows filled without reporter or date: an error once the month has ended, before that a draft."""
    sheet, month = report.location.sheet, format_month(report.month, "full")
    if as_of < report.month.ends_at:
        yield Finding("month-draft", sheet, "", month)
        return
    for key, missing in (("reporter", not report.reporter), ("reported_on", report.reported_on is None)):
        if missing:
            yield Finding("month-unsigned", sheet, head.value_cell(key), month, _LABELS[key])


def check_reported_on(report: MonthReport, head: FoundTable, as_of: dt.datetime) -> Iterator[Finding]:
    """Find a reporting date before its month or after today: most likely a slip of the pen."""
    # Today is that of Bangkok: on a machine set to UTC the day changes seven hours later.
    day, today = report.reported_on, as_of.astimezone(BANGKOK).date()
    if day is not None and not report.month.first_day <= day <= today:
        cell, month = head.value_cell("reported_on"), format_month(report.month, "full")
        yield Finding("reported-on-odd", report.location.sheet, cell, format_date(day), month)


def not_begun(month: Month, as_of: dt.datetime) -> bool:
    """Return whether a month begins after the moment at which things are judged."""
    return as_of < month.begins_at
