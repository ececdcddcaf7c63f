"""What the rules about one month sheet are given: the sheet as read, and what was reported before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.check.row_values import TYPED_FIELDS
from toolkit.model.entry import Entry, MonthReport
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.progress import Assignment, History
from toolkit.workbook.tables_in import FoundTable, Record

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
    def typed(self) -> tuple[tuple[Record, str], ...]:
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
