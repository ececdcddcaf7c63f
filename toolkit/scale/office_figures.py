"""An office's line for the summary, from its roll-up as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.intake.accepted import Accepted
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.figures import rounded
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.office_row import OfficeRow, PlanElement, ReportElement
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.rollup.roll_up import RollUp, last_ended, roll_up
from toolkit.rollup.rollup_json import report_file_json
from toolkit.scale.tables import Row, TableName, parquet, rows_of_roll_up


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


@dataclass(frozen=True)
class OfficeFigures:
    """An office's line and its rows by table."""

    row: OfficeRow
    tables: Mapping[TableName, list[Row]]


def figures_of_folder(
    office: OfficeFolder, place: str, month: Month | None, as_of: dt.datetime
) -> OfficeFigures:
    """What `ita rollup` of the folder would say; nothing is written there.

    Raises UserError where the office cannot be counted: its plan cannot be understood, its ledger is broken,
    or (office-other-year) the month is of another fiscal year.
    """
    checked = check_plan_file(office)
    plan = checked.usable
    if month is not None and month not in plan.months:
        raise UserError(_other_year(place, plan.fiscal_year, month))
    done = roll_up(office, plan, month, as_of, keep=False)
    plain = report_file_json(done, (checked.result, *done.files), "th")
    row = row_of(place, plain, _plan_elements(plan), _report_elements(done))
    columns = _columns(row)
    tables: dict[TableName, list[Row]] = rows_of_roll_up(columns, plain)
    tables["entries"] = _entries(columns, done.accepted)
    tables["reporting"] = _reporting(columns, done)
    tables["findings"] += [
        {**columns, "file": each.file, "code": each.code, "severity": "error", "found": each.found}
        for each in done.findings
    ]
    return OfficeFigures(row, tables)


def figures_of_file(data: bytes, place: str, month: Month | None, as_of: dt.datetime) -> OfficeFigures:
    """What a roll-up file (`reports/rollup-<month>.json`) says.

    Raises UserError for a file that is none (rollup-file-broken), of another year (office-other-year) or
    another month (rollup-other-month) than asked for.
    """
    try:
        plain = json.loads(data)
        row = row_of(place, plain)
        tables = rows_of_roll_up(_columns(row), plain)
        own = Month.parse(row.month)
        for name, rows in tables.items():
            parquet(name, rows)  # it may hold values of any kind
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(Finding("rollup-file-broken", file=place, found=str(error)[:120])) from error
    if month is not None and month.fiscal_year != row.fiscal_year:
        raise UserError(_other_year(place, row.fiscal_year, month))
    wanted = month or last_ended(row.fiscal_year, as_of)
    if own != wanted:
        raise UserError(Finding("rollup-other-month", file=place, found=row.month, expected=str(wanted)))
    return OfficeFigures(row, tables)


def _other_year(place: str, found: int, month: Month) -> Finding:
    return Finding("office-other-year", file=place, found=str(found), expected=str(month.fiscal_year))


def _columns(row: OfficeRow) -> Row:
    return {name: getattr(row, name) for name in ("place", "agency_code", "agency_name", "district")}


def _entries(columns: Row, accepted: Accepted) -> list[Row]:
    """Every accepted entry of the year, in order."""
    found: list[Row] = []
    for (division_code, key), by_month in sorted(accepted.entries.items()):
        measure_no, _, step_no = key.partition(".")
        for month, entry in sorted(by_month.items()):
            found.append(
                {
                    **columns,
                    "division_code": division_code,
                    "measure_no": measure_no,
                    "step_no": step_no,
                    "month": str(month),
                    "status": entry.status,
                    "percent": rounded(entry.percent),
                    **{name: getattr(entry, name) or None for name in ("action", "evidence", "reason")},
                }
            )
    return found


def _reporting(columns: Row, done: RollUp) -> list[Row]:
    """Every division-month up to that of the roll-up."""
    found: list[Row] = []
    for code, cells in done.figures.matrix:
        name = done.plan.division_by_code[code].division_name
        for cell in cells:
            if cell.state is not None:
                received = cell.received.isoformat() if cell.received else None
                known: dict[str, Any] = {
                    "division_code": code,
                    "division_name": name,
                    "month": str(cell.month),
                }
                found.append({**columns, **known, "state": cell.state, "received": received})
    return found


def _plan_elements(plan: Plan) -> tuple[PlanElement, ...]:
    present: dict[PlanElement, bool] = {
        "analysis": bool(plan.scores),
        "issues": bool(plan.weaknesses),
        "measures": bool(plan.measures),
        "responsible": all(
            measure.responsible or any(step.division_codes for step in measure.steps)
            for measure in plan.measures
        ),
        "steps": all(measure.steps for measure in plan.measures),
        "monitoring": all(measure.monitoring for measure in plan.measures),
        "period": all(measure.start <= measure.end for measure in plan.measures),
    }
    return tuple(name for name, there in present.items() if there and plan.measures)


def _report_elements(done: RollUp) -> tuple[ReportElement, ...]:
    """What the report has of every measure that has begun and of which anything is left."""
    month = done.figures.month
    counted = {each.measure_no for each in done.figures.measures if each.completion is not None}
    begun = [each for each in done.plan.measures if each.start <= month and each.measure_no in counted]
    said: dict[str, set[str]] = {"result": set(), "outcome": set()}
    for (_, measure_no), by_month in done.accepted.outcomes.items():
        for each, outcome in by_month.items():
            if each <= month:
                for name, numbers in said.items():
                    if getattr(outcome, name):
                        numbers.add(measure_no)
    has: dict[ReportElement, bool] = {
        "measure": all(each.measure for each in begun),
        "result": all(each.measure_no in said["result"] for each in begun),
        "outcome": all(each.measure_no in said["outcome"] for each in begun),
    }
    return tuple(name for name, there in has.items() if there and begun)
