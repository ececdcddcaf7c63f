"""What the formulas of a division workbook come to for the entries that it is issued with.

Every formula is issued with its value, so each quantity of `_calc` exists twice: as a formula
(`division_calc`) and here, in plain Python over `toolkit.model.progress`. Months are counted 1 (October)
to 12; 0 is the state before the year. A test recalculates every cell in LibreOffice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from toolkit.books.division_grid import (
    OUTCOME_SPANS,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    VALUE_COLUMN,
    DivisionGrid,
    address,
)
from toolkit.model.entry import Entry, MonthReport
from toolkit.model.figures import rounded
from toolkit.model.month import Month
from toolkit.model.plan import Measure
from toolkit.model.progress import HUNDRED, ZERO, Assignment, History, history_of, is_due, rounds, value_at

STATUS_CODES: Mapping[str, int] = {"not_started": 1, "in_progress": 2, "done": 3, "cannot": 4, "na": 5}
"""The place of each status in the dropdown list; 0 stands for a blank row."""
NONE_TYPED = Fraction(-1)
HALF_YEARS = (6, 12)  # March and September


@dataclass(frozen=True)
class RowState:
    """One assignment through the year; every sequence runs from 0 (before October) to 12.

    `percent` is the percent typed (NONE_TYPED: none), `running` the value without rounds, `round` the
    status code of the running round, `value` None for na. `entries` are those on the sheets, inherited
    ones included; `own` those of this division alone. `may_be_due`: due as long as nothing ended it.
    `starts` is the month in which a month's round begins (`round_starts`).
    """

    assignment: Assignment
    own: tuple[Entry | None, ...]
    entries: tuple[Entry | None, ...]
    code: tuple[int, ...]
    percent: tuple[Fraction, ...]
    last: tuple[int, ...]
    running: tuple[Fraction, ...]
    round: tuple[int, ...]
    rounds_done: tuple[int, ...]
    value: tuple[Fraction | None, ...]
    due: tuple[bool, ...]
    holds: tuple[bool, ...]
    may_be_due: tuple[bool, ...]
    rounds_total: int
    starts: tuple[int, ...]


@dataclass(frozen=True)
class MeasureState:
    """A measure's outcome row: whether all its assignments here are finished, and whether it is asked for."""

    measure: Measure
    complete: tuple[bool, ...]
    asked: tuple[bool, ...]


def row_state(
    assignment: Assignment,
    months: tuple[Month, ...],
    own: History,
    entries: Mapping[tuple[str, str], History],
) -> RowState:
    """The year of one assignment: `own` stands on the sheets, `entries` holds what it inherited."""
    merged = history_of(assignment, {**entries, (assignment.division_code, assignment.key): own})
    found = [merged.get(month) for month in months]
    code = [0, *(STATUS_CODES[each.status] if each else 0 for each in found)]
    typed = (each.percent if each else None for each in found)
    percent = [NONE_TYPED, *(NONE_TYPED if each is None else each for each in typed)]
    last, running = [0], [ZERO]
    for now, number in zip(code[1:], percent[1:], strict=True):
        last.append(now or last[-1])
        kept = now in (0, 5) or number < 0
        running.append({3: HUNDRED, 1: ZERO}.get(now, running[-1] if kept else number))
    starts = round_starts(assignment, months)
    state, counts = _rounds(starts, code)
    return RowState(
        assignment,
        own=(None, *(own.get(month) for month in months)),
        entries=(None, *found),
        code=tuple(code),
        percent=tuple(percent),
        last=tuple(last),
        running=tuple(running),
        round=state,
        rounds_done=counts,
        value=(ZERO, *(value_at(assignment, merged, month).percent for month in months)),
        due=(False, *(is_due(assignment, merged, month) for month in months)),
        holds=(False, *(assignment.holds_in(month) for month in months)),
        may_be_due=(False, *(is_due(assignment, {}, month) for month in months)),
        rounds_total=len(rounds(assignment.measure, assignment.step)) if assignment.step.every else 0,
        starts=starts,
    )


def round_starts(assignment: Assignment, months: tuple[Month, ...]) -> tuple[int, ...]:
    """For months 0-12 the number of the month in which its round begins (within the year); 0: in no round."""
    starts = [0] * (len(months) + 1)
    if assignment.step.every is not None:
        for first, last in rounds(assignment.measure, assignment.step):
            inside = [number for number, month in enumerate(months, 1) if first <= month <= last]
            for number in inside:
                starts[number] = inside[0]
    return tuple(starts)


def _rounds(starts: tuple[int, ...], code: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The status of the running round and the number of rounds done, by month."""
    state, counts = [0], [0]
    for month in range(1, len(starts)):
        start = starts[month]
        if not start:
            state.append(0)
            counts.append(counts[-1])
            continue
        state.append(code[month] if start == month else code[month] or state[-1])
        counts.append(counts[start - 1] + (state[-1] == 3))
    return tuple(state), tuple(counts)


def measure_state(measure: Measure, months: tuple[Month, ...], rows: list[RowState]) -> MeasureState:
    """When a measure's outcome is asked for: March, September, and when its last step here is done."""
    complete, asked = [False], [False]
    for number, month in enumerate(months, 1):
        values = [row.value[number] for row in rows if row.holds[number]]
        complete.append(HUNDRED in values and set(values) <= {HUNDRED, None})
        open_now = any(value is not None for value in values) and measure.start <= month
        finished = complete[-1] and not complete[-2]
        asked.append(open_now and (number in HALF_YEARS or finished))
    return MeasureState(measure, tuple(complete), tuple(asked))


READY = "พร้อมส่ง"
NOTHING_DUE = "เดือนนี้ไม่มีรายการที่ต้องรายงาน"
LACKING = "ยังขาด "
LACKING_OR_WRONG = "ยังขาดหรือต้องแก้ "
NAMED_CELLS = 8
NO_VALUE = "–"
_LEAST, _MOST = Fraction(1), Fraction(99)


@dataclass(frozen=True)
class MonthState:
    """What `TOTALS` come to in one month; `cells` are the missing or wrong ones in order."""

    filled: bool
    needed: bool
    wrong: int
    cells: tuple[str, ...]
    completion: float | None
    done: int
    total: int
    due: int
    rows_missing: int

    @property
    def ready(self) -> str:
        """The verdict in words: what is still missing before the month can be sent."""
        if not self.cells:
            return READY if self.needed else NOTHING_DUE
        named = ", ".join(self.cells[:NAMED_CELLS]) + (" …" if len(self.cells) > NAMED_CELLS else "")
        return f"{LACKING_OR_WRONG if self.wrong else LACKING}{len(self.cells)} ช่อง: {named}"


def in_finished_round(row: RowState, month: int) -> bool:
    """Whether an earlier month of the same round said done, so that a blank row lacks nothing."""
    return 0 < row.starts[month] < month and row.round[month - 1] == 3


def is_wrong(row: RowState, month: int) -> bool:
    """Whether the percent typed contradicts its status (rounds have no percent)."""
    entry = row.own[month]
    if entry is None or entry.percent is None or row.assignment.step.every is not None:
        return False
    return {
        "not_started": entry.percent != 0,
        "in_progress": not _LEAST <= entry.percent <= _MOST,
        "done": entry.percent not in (1, HUNDRED),
        "cannot": not ZERO <= entry.percent <= HUNDRED,
    }.get(entry.status, False)


def missing_fields(row: RowState, month: int) -> tuple[str, ...]:
    """The field ids of a row that are missing or wrong in a month, in the order of the columns."""
    entry, step = row.own[month], row.assignment.step
    if entry is None:
        blank = row.code[month] == 0 and row.due[month] and not in_finished_round(row, month)
        return ("status",) if blank else ()
    due, status = row.due[month], entry.status
    wanted = {
        "percent": is_wrong(row, month)
        or (due and status == "in_progress" and step.every is None and entry.percent is None),
        "action": due and status in ("in_progress", "done") and not entry.action.strip(),
        "evidence": due and status == "done" and step.evidence_required and not entry.evidence.strip(),
        "reason": due and status in ("cannot", "na") and not entry.reason.strip(),
    }
    return tuple(name for name, missing in wanted.items() if missing)


@dataclass(frozen=True)
class DivisionState:
    """All computed values of one division's workbook."""

    grid: DivisionGrid
    rows: tuple[RowState, ...]
    measures: tuple[MeasureState, ...]
    reports: Mapping[Month, MonthReport]

    def row_cells(self, index: int, month: int) -> tuple[str, ...]:
        """The missing or wrong cells of one assignment's row."""
        row = self.rows[index]
        at = self.grid.status_rows[index]
        return tuple(address(at, STATUS_COLUMNS[each]) for each in missing_fields(row, month))

    def outcome_cells(self, index: int, month: int) -> tuple[str, ...]:
        """The result cell of one measure where it is asked for and blank."""
        state = self.measures[index]
        if not state.asked[month] or self._result(state.measure, month).strip():
            return ()
        return (address(self.grid.outcome_rows[index], OUTCOME_SPANS["result"][0]),)

    def signature_cells(self, month: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The missing cells of reporter and of date: each empty where the month lacks nothing there."""
        report = self._report(month)
        needed = self._needed(month)
        reporter = needed and not (report and report.reporter.strip())
        reported_on = needed and not (report and report.reported_on)
        return (
            (address(REPORTER_ROW, VALUE_COLUMN),) if reporter else (),
            (address(REPORTED_ON_ROW, VALUE_COLUMN),) if reported_on else (),
        )

    @cached_property
    def months(self) -> tuple[MonthState, ...]:
        """The totals of the twelve months, October first."""
        return tuple(self._month(number) for number in range(1, 13))

    def month(self, month: int) -> MonthState:
        """The totals of one month (1 = October)."""
        return self.months[month - 1]

    def _month(self, month: int) -> MonthState:
        signature = self.signature_cells(month)
        rows = [self.row_cells(index, month) for index in range(len(self.rows))]
        outcomes = [self.outcome_cells(index, month) for index in range(len(self.measures))]
        held = [(row.assignment.step.weight, row.value[month]) for row in self.rows if row.holds[month]]
        counted = [(weight, value) for weight, value in held if value is not None]
        weights = sum((weight for weight, _ in counted), ZERO)
        mean = sum((weight * value for weight, value in counted), ZERO) / weights if weights else None
        return MonthState(
            filled=self._filled(month),
            needed=self._needed(month),
            wrong=sum(is_wrong(row, month) for row in self.rows),
            cells=tuple(cell for group in (*signature, *rows, *outcomes) for cell in group),
            completion=rounded(mean),
            done=sum(value == HUNDRED for _, value in counted),
            total=len(counted),
            due=sum(row.due[month] for row in self.rows),
            rows_missing=sum(bool(cells) for cells in rows),
        )

    def _report(self, month: int) -> MonthReport | None:
        return self.reports.get(self.grid.months[month - 1])

    def _result(self, measure: Measure, month: int) -> str:
        report = self._report(month)
        outcomes = report.outcomes if report else ()
        return next((each.result for each in outcomes if each.measure_no == measure.measure_no), "")

    def _filled(self, month: int) -> bool:
        report = self._report(month)
        if report is None:
            return False
        measures = {each.measure.measure_no for each in self.measures}
        outcomes = (each for each in report.outcomes if each.measure_no in measures)
        typed = any(each.result or each.outcome or each.problem or each.suggestion for each in outcomes)
        return bool(
            report.reporter or report.reported_on or typed or any(row.own[month] for row in self.rows)
        )

    def _needed(self, month: int) -> bool:
        asked = any(each.asked[month] for each in self.measures)
        return asked or self._filled(month) or any(row.due[month] for row in self.rows)


def division_state(
    grid: DivisionGrid, reports: Mapping[Month, MonthReport], entries: Mapping[tuple[str, str], History]
) -> DivisionState:
    """Compute every value; `entries` are the accepted entries of all divisions, for what was handed over."""
    own: dict[str, dict[Month, Entry]] = {}
    for month, report in reports.items():
        for entry in report.entries:
            own.setdefault(entry.key, {})[month] = entry
    rows = tuple(row_state(each, grid.months, own.get(each.key, {}), entries) for each in grid.assignments)
    measures = tuple(
        measure_state(measure, grid.months, [row for row in rows if row.assignment.measure is measure])
        for measure in grid.measures
    )
    return DivisionState(grid, rows, measures, reports)
