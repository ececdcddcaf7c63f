"""What the rules about one month sheet are given: the sheet as read, and what was reported before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.model.entry import Entry, MonthReport
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, Month
from toolkit.model.progress import Assignment, History
from toolkit.rules.row_values import TYPED_FIELDS
from toolkit.thai.dates import format_date, format_month, parse_date
from toolkit.xlsx.layouts import MONTH
from toolkit.xlsx.sheet_data import CellError
from toolkit.xlsx.tables import FoundTable, TableRow

OUTCOME_FIELDS = ("result", "outcome", "problem", "suggestion")


@dataclass(frozen=True)
class MonthSheet:
    """One month of one division: `mine` are its assignments of the year, `histories` their entries by row
    key as they stand with this file taken in, `keys_of_book` the row keys on all its month sheets."""

    report: MonthReport
    head: FoundTable
    status: FoundTable
    outcomes: FoundTable | None
    mine: tuple[Assignment, ...]
    histories: Mapping[str, History]
    keys_of_book: frozenset[str] = frozenset()

    @property
    def month(self) -> Month:
        return self.report.month

    @cached_property
    def entry_of(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.report.entries}

    @cached_property
    def own_entries(self) -> tuple[tuple[Assignment, Entry, History], ...]:
        """Each filled row of a step that is the division's in this month, and what was said before it."""
        month, found = self.month, []
        for assignment in self.mine:
            entry = self.entry_of.get(assignment.key)
            if entry is not None and assignment.holds_in(month):
                known = self.histories[assignment.key]
                found.append((assignment, entry, {at: each for at, each in known.items() if at < month}))
        return tuple(found)

    @cached_property
    def typed(self) -> tuple[tuple[TableRow, str], ...]:
        """Every cell that people type in and that is filled, as its record and field."""
        outcomes = self.outcomes.records if self.outcomes is not None else ()
        return tuple(
            (record, field)
            for records, fields in ((self.status.records, TYPED_FIELDS), (outcomes, OUTCOME_FIELDS))
            for record in records
            if record.key
            for field in fields
            if record.raw(field) is not None
        )

    def finding(self, code: str, key: str, field: str, found: str = "", expected: str = "") -> Finding:
        """A finding at a field of the status row with this key."""
        cell = self.status.by_key[key].cell(field)
        return Finding(code, self.status.sheet.name, cell, found, expected)


_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 2
_LABELS = {key.id: key.label for key in MONTH.keys}


def head_cell(table: FoundTable, key: str) -> str:
    """The value cell of one key of the head; "" where the key is gone."""
    record = table.by_key.get(key)
    return record.cell("value") if record else ""


def read_reported_on(head: FoundTable) -> tuple[dt.date | None, tuple[Finding, ...]]:
    """The reporting date as it is meant (None where blank or unreadable), and what was found in its cell."""
    record = head.by_key.get("reported_on")
    text = record.text("value") if record else ""
    if record is None or not text:
        return None, ()
    value, cell = record.raw("value"), record.cell("value")
    try:
        day = parse_date(value)
    except ValueError:
        return None, (Finding("reported-on-unreadable", head.sheet.name, cell, text),)
    if isinstance(value, int | float):
        return day, (Finding("reported-on-serial", head.sheet.name, cell, text, format_date(day)),)
    if isinstance(value, dt.datetime) and value.date() != day:
        return day, (Finding("reported-on-year", head.sheet.name, cell, str(value.year), format_date(day)),)
    return day, ()


def check_reporter(report: MonthReport, head: FoundTable) -> Iterator[Finding]:
    """A name or a post has at least two letters: "1", "ก" or "-" names nobody, and neither does an error."""
    record = head.by_key.get("reporter")
    if record is not None and isinstance(error := record.raw("value"), CellError):
        yield Finding("cell-error", report.location.sheet, record.cell("value"), error.text)
    elif report.reporter and len(_LETTER.findall(report.reporter)) < _LEAST_LETTERS:
        yield Finding("reporter-odd", report.location.sheet, head_cell(head, "reporter"), report.reporter)


def check_unsigned(report: MonthReport, table: FoundTable, intake: dt.datetime) -> Iterator[Finding]:
    """Rows filled without reporter or date: an error once the month has ended, before that a draft."""
    month = format_month(report.month, "full")
    if intake < report.month.ends_at:
        yield Finding("month-draft", report.location.sheet, "", month)
        return
    for key, missing in (("reporter", not report.reporter), ("reported_on", report.reported_on is None)):
        if missing:
            cell = head_cell(table, key)
            yield Finding("month-unsigned", report.location.sheet, cell, month, _LABELS[key])


def check_reported_on(report: MonthReport, table: FoundTable, intake: dt.datetime) -> Iterator[Finding]:
    """A reporting date before its month or after today is most likely a slip of the pen."""
    day = report.reported_on
    if day is None:
        return
    if day < report.month.first_day or day > intake.astimezone(BANGKOK).date():
        cell = head_cell(table, "reported_on")
        month = format_month(report.month, "full")
        yield Finding("reported-on-odd", report.location.sheet, cell, format_date(day), month)


def not_begun(month: Month, intake: dt.datetime) -> bool:
    """Whether a month lies wholly after the moment of intake."""
    return intake < month.begins_at
