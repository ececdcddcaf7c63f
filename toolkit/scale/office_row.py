"""An office's line for the summary, from its roll-up as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.model.country import OfficeRow, PlanElement, ReportElement


def row_of(
    place: str,
    rollup: Mapping[str, Any],
    plan_elements: tuple[PlanElement, ...] | None = None,
    report_elements: tuple[ReportElement, ...] | None = None,
) -> OfficeRow:
    """The line of an office from its roll-up as `reports/rollup-<month>.json` holds it.

    Raises KeyError, TypeError or ValueError for content that is no roll-up.
    """
    overall, reporting = rollup["overall"], rollup["reporting"]
    states = [each["state"] for each in rollup["measures"]]
    assignments = [each for step in rollup["steps"] for each in step["assignments"]]
    return OfficeRow(
        place=place,
        agency_code=_text(rollup["agency_code"]),
        agency_name=_text(rollup["agency_name"]),
        district=_text(rollup["district"]),
        province=_text(rollup["province"]),
        fiscal_year=_count(rollup["fiscal_year"]),
        month=_text(rollup["month"]),
        completion=_percent(overall["completion"]),
        planned=_percent(overall["planned"]),
        steps_done=_count(overall["steps_done"]),
        steps_total=_count(overall["steps_total"]),
        steps_na=_count(overall["steps_na"]),
        steps_cannot=_count(overall["steps_cannot"]),
        measures=len(states),
        behind=states.count("behind"),
        overdue=states.count("overdue"),
        stale=sum(bool(each["stale"]) for each in assignments),
        expected=_count(reporting["expected"]),
        received=_count(reporting["received"]),
        on_time=_count(reporting["on_time"]),
        late=_count(reporting["late"]),
        empty=_count(reporting["empty"]),
        rejected=_count(reporting["rejected"]),
        missing=_count(reporting["missing"]),
        restatements=len(rollup["restatements"]),
        plan_elements=plan_elements,
        report_elements=report_elements,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r:.60}")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"no count: {value!r:.60}")
    return value


def _percent(value: object) -> float | None:
    if value is None:
        return None
    if not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError(f"no percent: {value!r:.60}")
    return float(value)
