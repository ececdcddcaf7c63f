"""Reporting: which divisions reported for which month, and whether in time.

Contract: a division-month is judged at as-of; the first state that holds counts. A division without
a due row is never counted. The deadline is a moment: the end of the due day in Bangkok.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from toolkit.model.entry import Entry
from toolkit.model.figures import ReportCell, Reporting, ReportState, Restatement, rounded
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Plan
from toolkit.model.progress import is_due
from toolkit.office.accepted import Accepted
from toolkit.office.ledger import LedgerLine
from toolkit.rollup.completion import Calculator


def deadline(month: Month, due_day: int) -> dt.datetime:
    """Return the last moment at which a month's report is in time: the end of the due day a month later."""
    # In Bangkok, wherever the program runs: others were a day off by taking midnight or another zone.
    day = (month + 1).first_day.replace(day=due_day)
    return dt.datetime.combine(day, dt.time(23, 59, 59), BANGKOK)


class ReportingBook:
    """The reporting state of every division-month of one office, judged at one moment."""

    def __init__(
        self,
        plan: Plan,
        calculator: Calculator,
        accepted: Accepted,
        lines: Iterable[LedgerLine],
        *,
        as_of: dt.datetime,
    ) -> None:
        self._plan = plan
        self._calculator = calculator
        self._accepted = accepted
        self._as_of = as_of
        self._rejected = {
            (line.division_code, month) for line in lines if line.event == "rejected" for month in line.filled
        }

    def has_due_row(self, division_code: str, month: Month) -> bool:
        return any(
            assignment.division_code == division_code
            and is_due(assignment, self._calculator.history(assignment), month)
            for assignment in self._calculator.assignments
        )

    def cell(self, division_code: str, month: Month) -> ReportCell:
        """Return the state of one division-month and when its first accepted version was received."""
        # Timely is what came first: a later correction makes no report late.
        first = self._accepted.first_filled(division_code, month)
        if first is not None:
            in_time = first.received <= deadline(month, self._plan.agency.report_due_day)
            return ReportCell(month, "on-time" if in_time else "late", first.received)
        empty = self._accepted.first(division_code, month)
        if empty is not None:
            return ReportCell(month, "empty", empty.received)
        return ReportCell(month, self._unreported(division_code, month))

    def _unreported(self, division_code: str, month: Month) -> ReportState:
        if (division_code, month) in self._rejected:
            return "rejected"
        if self._as_of <= deadline(month, self._plan.agency.report_due_day):
            return "not-due"
        return "missing" if self.has_due_row(division_code, month) else "not-due"

    def summary(self, month: Month) -> Reporting:
        """Count the divisions with a due row by how they reported for a month."""
        states = Counter(
            self.cell(division.division_code, month).state
            for division in self._plan.divisions
            if self.has_due_row(division.division_code, month)
        )
        return Reporting(
            states["on-time"], states["late"], states["empty"], states["rejected"], states["missing"]
        )


_FIELDS = ("status", "percent", "action", "evidence", "reason")


def rolled_up(lines: Iterable[LedgerLine]) -> dict[Month, int]:
    """Return the ledger line at which each month was first rolled up."""
    first: dict[Month, int] = {}
    for line in lines:
        if line.event == "rolled-up" and line.month is not None:
            first.setdefault(line.month, line.sequence)
    return first


def restatements(accepted: Accepted, lines: Iterable[LedgerLine], until: Month) -> tuple[Restatement, ...]:
    """Return every change of a month up to `until` that was accepted after the month was rolled up."""
    changes: list[Restatement] = []
    for month, sequence in sorted(rolled_up(lines).items()):
        if month <= until:
            earlier = [
                version
                for version in accepted.months
                if version.report.month == month and version.sequence < sequence
            ]
            changes += _changes(month, Accepted(earlier), accepted)
    return tuple(changes)


def _changes(month: Month, before: Accepted, now: Accepted) -> Iterator[Restatement]:
    for (division_code, key), by_month in sorted(now.entries.items()):
        entry = by_month.get(month)
        old = before.entries.get((division_code, key), {}).get(month)
        if entry is None or entry == old:
            continue
        source = now.source(division_code, key, month)
        measure_no, _, step_no = key.partition(".")
        for field in _FIELDS:
            was, value = _plain(old, field), _plain(entry, field)
            if was != value:
                yield Restatement(
                    month=month,
                    division_code=division_code,
                    measure_no=measure_no,
                    step_no=step_no,
                    field=field,
                    was=was,
                    now=value,
                    received=source.received,
                    file=source.file,
                )


def _plain(entry: Entry | None, field: str) -> str | float | None:
    if entry is None:
        return None
    if field == "percent":
        return rounded(entry.percent)
    return str(getattr(entry, field)) or None
