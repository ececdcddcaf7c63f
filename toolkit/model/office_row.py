"""The figures of many offices: a row for each, and groups of them (country, province, district)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Literal, get_args

from toolkit.model.figures import rounded
from toolkit.model.finding import Finding

PlanElement = Literal["analysis", "issues", "measures", "responsible", "steps", "monitoring", "period"]
PLAN_ELEMENTS: tuple[PlanElement, ...] = get_args(PlanElement)
"""What the assessment asks a plan to hold: last year's result, the points it names, and of every measure
who is responsible, the steps, how it is monitored and the period."""
ReportElement = Literal["measure", "result", "outcome"]
REPORT_ELEMENTS: tuple[ReportElement, ...] = get_args(ReportElement)
"""What it asks a report to hold of every measure: the measure, its result and its outcome."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeRow:
    """An office's own figures of a month, rounded as it publishes them; None where nothing is left.

    `place` is its folder or file below the root. `behind` and `overdue` count measures, `stale` assignments
    without news, `restatements` changed values. The elements are those present in plan and reports; None
    where only a roll-up file was read, which does not say.
    """

    place: str
    agency_code: str
    agency_name: str
    district: str
    province: str
    fiscal_year: int
    month: str
    completion: float | None
    planned: float | None
    steps_done: int
    steps_total: int
    steps_na: int
    steps_cannot: int
    steps_overdue: int
    measures: int
    behind: int
    overdue: int
    stale: int
    expected: int
    received: int
    on_time: int
    late: int
    empty: int
    rejected: int
    missing: int
    restatements: int
    plan_elements: tuple[str, ...] | None = None
    report_elements: tuple[str, ...] | None = None


COUNTS = tuple(
    column.name for column in fields(OfficeRow) if column.type == "int" and column.name != "fiscal_year"
)
BANDS = 10
"""The number of bands of ten percent in which offices are counted; 100 falls in the last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Many offices as one row: the country, a province or a district (names above it are "").

    `timely` is the percent of expected division reports that came on time; `counts` holds the sums of
    `COUNTS`; `bands` and `timely_bands` count offices by completion and by timeliness. Of the offices whose
    elements are known (`telling`), each element counts those that have it, `whole_plans` and
    `whole_reports` those that have all.
    """

    province: str
    district: str
    offices: int
    completion: float | None
    planned: float | None
    timely: float | None
    silent: int
    counts: Mapping[str, int]
    bands: tuple[int, ...]
    timely_bands: tuple[int, ...]
    telling: int
    plan_elements: Mapping[str, int]
    report_elements: Mapping[str, int]
    whole_plans: int
    whole_reports: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The content of the summary workbook and summary.json.

    `faults` are offices that were left out, workers that were refused and results that are missing.
    """

    fiscal_year: int | None
    month: str
    as_of: dt.datetime
    country: Group
    provinces: tuple[Group, ...]
    districts: tuple[Group, ...]
    offices: tuple[OfficeRow, ...]
    faults: tuple[Finding, ...]

    @property
    def named_provinces(self) -> int:
        """The number of provinces; offices that named none are a group, but no province."""
        return sum(1 for group in self.provinces if group.province)


def timely(row: OfficeRow | Group) -> float | None:
    """Return the percent of expected reports that came on time; None where none was expected."""
    return row.timely if isinstance(row, Group) else share(row.on_time, row.expected)


def share(part: int, whole: int) -> float | None:
    """Return a part in percent, rounded as all percents are; None of nothing."""
    # None and not 0: that nobody was expected must not look as if nobody had come.
    return rounded(Fraction(100 * part, whole)) if whole else None
