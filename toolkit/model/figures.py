"""The figures of a roll-up. Percents are exact fractions, rounded once, on output (see `rounded`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from toolkit.model.entry import Status
from toolkit.model.month import Month

State = Literal["done", "overdue", "not_started", "behind", "on_track"]
ReportState = Literal["on-time", "late", "empty", "rejected", "not-due", "missing"]
SentInstead = Literal["wrong-kind", "rejected", "left-out"]
REPORT_STATES: tuple[ReportState, ...] = get_args(ReportState)


def round_half_up(value: Fraction) -> Fraction:
    """Round a percent or a score to two decimals, exactly; half a hundredth goes up."""
    # Python's own round goes to the even digit: 52.025 would become 52.02 even without floats.
    return Fraction((value * 100 + Fraction(1, 2)) // 1, 100)


def rounded(value: Fraction | None) -> float | None:
    """Return a percent as it is given out: rounded half up to two decimals. None stays None.

    Fractions know no binary ties: `round(52.025, 2)` is 52.02, since the float lies below the tie.
    """
    return None if value is None else float(round_half_up(value))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many steps stand behind a percent."""

    steps_done: int
    steps_total: int
    steps_na: int
    steps_cannot: int
    steps_overdue: int


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """An assignment at a month: its latest entry; `month` and `status` are None where there is none."""

    division_code: str
    status: Status | None
    percent: Fraction | None
    month: Month | None
    stale: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StepResult:
    """A step at a month; figures are None where no assignment counts."""

    measure_no: str
    step_no: str
    completion: Fraction | None
    planned: Fraction | None
    state: State | None
    assignments: tuple[AssignmentResult, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureResult:
    """A measure at a month; figures are None where no step counts."""

    measure_no: str
    label: str
    completion: Fraction | None
    planned: Fraction | None
    state: State | None
    counts: Counts


def _told(state: ReportState, asked: bool) -> ReportState:
    # What came where nothing was due is not counted: beside “6 of 6” stand six divisions that reported.
    return state if asked or state in ("rejected", "missing") else "not-due"


@dataclass(frozen=True, slots=True)
class DivisionResult:
    """A division at a month; `received` is the time of its first accepted version of that month.

    `asked`: it has something to report for the month. `instead` is what it sent while nothing of that has
    come: only what is no workbook (Word, PDF, a picture), a workbook that cannot be read and was returned, or
    one that leaves the month out.
    """

    division_code: str
    division_name: str
    completion: Fraction | None
    report: ReportState
    received: dt.datetime | None
    asked: bool = True
    instead: SentInstead | None = None

    @property
    def told(self) -> ReportState:
        """The state as people read it."""
        return _told(self.report, self.asked)


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
        # An empty report is expected but not received: in time without any content is no report.
        return self.on_time + self.late

    @property
    def expected(self) -> int:
        # Not the number of divisions: those with nothing due leave the rate, so that none passes 100 %.
        return self.received + self.empty + self.rejected + self.missing


@dataclass(frozen=True, kw_only=True, slots=True)
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
    """Completion and plan of the office at one month: a point of the year's line."""

    month: Month
    completion: Fraction | None
    planned: Fraction | None


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell of the division x month matrix; `state` is None for a month after the roll-up's.

    `asked`: the division has something to report for the month.
    """

    month: Month
    state: ReportState | None
    received: dt.datetime | None = None
    asked: bool = True

    @property
    def told(self) -> ReportState | None:
        """The state as people read it."""
        return self.state and _told(self.state, self.asked)


@dataclass(frozen=True, kw_only=True)
class Completion:
    """How far the work of one office is at one month; `by_division` gives the percent of each division."""

    month: Month
    completion: Fraction | None
    planned: Fraction | None
    counts: Counts
    measures: tuple[MeasureResult, ...]
    steps: tuple[StepResult, ...]
    by_division: Mapping[str, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Figures(Completion):
    """The figures of one office at one month: its completion, judged at `as_of`, and how it reported."""

    as_of: dt.datetime
    divisions: tuple[DivisionResult, ...]
    reporting: Reporting
    trend: tuple[MonthFigures, ...]
    matrix: tuple[tuple[str, tuple[ReportCell, ...]], ...]
    restatements: tuple[Restatement, ...]

    @property
    def month_ended(self) -> bool:
        """Whether the month had ended when it was judged: before, nobody can have reported in full."""
        return self.month.ends_at <= self.as_of
