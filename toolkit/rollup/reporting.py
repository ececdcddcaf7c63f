"""Reporting: which divisions reported for which month, and whether in time.

Contract: a division-month is judged at as-of; the first state that holds counts. A division without
a due row is never counted. The deadline is a moment: the end of the due day in Bangkok.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from toolkit.model.entry import AcceptedMonth, Entry
from toolkit.model.figures import ReportCell, Reporting, Restatement, SentInstead, rounded
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
        self._lines = tuple(lines)
        # By the months that had something filled: a returned workbook reports nothing of its blank ones.
        self._rejected = {
            (line.division_code, month)
            for line in self._lines
            if line.event == "rejected"
            for month in line.filled
        }

    def cell(self, division_code: str, month: Month) -> ReportCell:
        """Return the state of one division-month and when its first accepted version was received."""
        asked = any(
            assignment.division_code == division_code
            and is_due(assignment, self._calculator.history(assignment), month)
            for assignment in self._calculator.assignments
        )
        # Timely is what came first: a later correction makes no report late.
        first = self._accepted.first_filled.get((division_code, month))
        if first is not None:
            in_time = first.received <= deadline(month, self._plan.agency.report_due_day)
            return ReportCell(month, "on-time" if in_time else "late", first.received, asked)
        # Only where no version had anything filled: an empty one that comes later takes nothing back.
        empty = self._accepted.first.get((division_code, month))
        if empty is not None:
            return ReportCell(month, "empty", empty.received, asked)
        if (division_code, month) in self._rejected:
            return ReportCell(month, "rejected", None, asked)
        late = self._as_of > deadline(month, self._plan.agency.report_due_day)
        return ReportCell(month, "missing" if late and asked else "not-due", None, asked)

    def sent_instead(self, division_code: str, month: Month) -> SentInstead | None:
        """Return what a division sent while nothing of what it has to report for a month has come.

        Either only what is no workbook or cannot be read: such a file names no month, so that it is taken for
        the one before that in which it came, and for that as well until a sound workbook follows. Or a sound
        workbook with nothing in it for the month.
        """
        cell = self.cell(division_code, month)
        if not cell.asked or cell.state not in ("missing", "not-due"):
            return None
        first, end = month.begins_at, (month + 1).ends_at
        own = [
            # The time inside a workbook that came again is that of its first coming.
            (line, line.time if line.event == "resent" and line.kind != "other" else line.received)
            for line in self._lines
            if line.division_code == division_code and line.received is not None
        ]
        near = [(line, at) for line, at in own if at is not None and first <= at < end]
        sound = max((line.sequence for line, _ in own if line.event == "accepted"), default=0)
        for line, at in reversed(near):
            names_none = line.event == "rejected" or (line.event == "resent" and line.kind == "other")
            if names_none and not line.filled and (month.ends_at <= at or line.sequence > sound):
                return "wrong-kind" if line.kind == "other" else "rejected"
        for line, at in near:
            # One that came before the month's end says so only where it was filled in for a later month.
            told = month.ends_at <= at or any(later > month for later in line.filled)
            if line.event in ("accepted", "resent") and line.kind != "other" and told:
                return "left-out"
        return None

    def summary(self, month: Month) -> Reporting:
        """Count the divisions with a due row by how they reported for a month."""
        cells = [self.cell(division.division_code, month) for division in self._plan.divisions]
        states = Counter(cell.state for cell in cells if cell.asked)
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


def restatements(
    plan: Plan, accepted: Accepted, lines: Iterable[LedgerLine], until: Month
) -> tuple[Restatement, ...]:
    """Return every value of the plan's steps that was replaced after its month, up to `until`, was rolled up.

    What is told for the first time, however late, replaces nothing.
    """
    changes: list[Restatement] = []
    for month, sequence in sorted(rolled_up(lines).items()):
        if month <= until:
            own = [version for version in accepted.months if version.report.month == month and version.taken]
            changes += _changes(month, _first_told(own, sequence), accepted)
    return tuple(change for change in changes if f"{change.measure_no}.{change.step_no}" in plan.step_by_key)


def _first_told(versions: list[AcceptedMonth], sequence: int) -> dict[tuple[str, str], Entry]:
    """Return each row of a month as it stood when the month was rolled up; one that was not told by then as
    it was first told later."""
    at_roll_up = Accepted(version for version in versions if version.sequence < sequence)
    told = {key: entry for key, by_month in at_roll_up.entries.items() for entry in by_month.values()}
    for version in versions:
        for entry in version.report.entries if version.sequence > sequence else ():
            told.setdefault((version.division_code, entry.key), entry)
    return told


def _changes(month: Month, before: Mapping[tuple[str, str], Entry], now: Accepted) -> Iterator[Restatement]:
    for (division_code, key), by_month in sorted(now.entries.items()):
        entry = by_month.get(month)
        old = before.get((division_code, key))
        if entry is None or old is None or entry == old:
            continue
        source = now.source(division_code, key, month)
        measure_no, _, step_no = key.partition(".")
        for field in _FIELDS:
            was, value = _plain(old, field), _plain(entry, field)
            # What was blank before is told for the first time, and replaces nothing.
            if was is not None and was != value:
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


def _plain(entry: Entry, field: str) -> str | float | None:
    if field == "percent":
        return rounded(entry.percent)
    return str(getattr(entry, field)) or None
