"""The figures of a roll-up. Percents are exact fractions; `rounded` is applied once, on output."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from toolkit.model.entry import Status
from toolkit.model.month import Month

State = Literal["done", "overdue", "not_started", "behind", "on_track"]
ReportState = Literal["on-time", "late", "empty", "rejected", "not-due", "missing"]
REPORT_STATES: tuple[ReportState, ...] = ("on-time", "late", "empty", "rejected", "not-due", "missing")


def rounded(value: Fraction | None) -> float | None:
    """A percent rounded half up to 2 decimals, free of binary ties; None stays None."""
    return None if value is None else ((value * 100 + Fraction(1, 2)) // 1) / 100


@dataclass(frozen=True, slots=True)
class Counts:
    """How many steps stand behind a percent."""

    steps_done: int
    steps_total: int
    steps_na: int
    steps_cannot: int


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """A step x division at a month: its latest entry; `month` and `status` are None where there is none."""

    division_code: str
    status: Status | None
    percent: Fraction | None
    month: Month | None
    stale: bool


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step at a month; figures are None where nothing is left of it, or where it does not count."""

    measure_no: str
    step_no: str
    completion: Fraction | None
    planned: Fraction | None
    state: State | None
    assignments: tuple[AssignmentResult, ...]


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A measure at a month; figures are None where nothing is left of it."""

    measure_no: str
    label: str
    completion: Fraction | None
    planned: Fraction | None
    state: State | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class DivisionResult:
    """A division at a month; `received` is the time of its first accepted version of that month."""

    division_code: str
    division_name: str
    completion: Fraction | None
    report: ReportState
    received: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Reporting:
    """How many divisions reported in a month; divisions without a due row are not counted."""

    on_time: int
    late: int
    empty: int
    rejected: int
    missing: int

    @property
    def received(self) -> int:
        return self.on_time + self.late

    @property
    def expected(self) -> int:
        return self.received + self.empty + self.rejected + self.missing


@dataclass(frozen=True, slots=True)
class Restatement:
    """A value of a month that changed after the month was rolled up."""

    month: Month
    division_code: str
    measure_no: str
    step_no: str
    field: str
    was: str | float | None
    now: str | float | None
    received: dt.datetime
    file: str


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Completion and plan at one month, for the line of the year."""

    month: Month
    completion: Fraction | None
    planned: Fraction | None


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell of the division x month matrix; `state` is None for a month after the roll-up's."""

    month: Month
    state: ReportState | None
    received: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything computed for one office at one month."""

    month: Month
    as_of: dt.datetime
    completion: Fraction | None
    planned: Fraction | None
    counts: Counts
    measures: tuple[MeasureResult, ...]
    steps: tuple[StepResult, ...]
    divisions: tuple[DivisionResult, ...]
    reporting: Reporting
    trend: tuple[MonthFigures, ...]
    matrix: tuple[tuple[str, tuple[ReportCell, ...]], ...]
    restatements: tuple[Restatement, ...]
