"""What one office adds to the whole: its line of the summary and its rows of the tables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from toolkit.intake.plan_file import check_plan_file
from toolkit.messages.catalogue import severity_of
from toolkit.model.figures import rounded
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.office_row import OfficeRow, PlanElement, ReportElement
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.rollup.roll_up import RollUp, last_ended, roll_up
from toolkit.rollup.rollup_json import report_file_json
from toolkit.scale.parquet_tables import ParquetRow, TableName, parquet, rows_of_roll_up

OfficeFigures = tuple[OfficeRow, Mapping[TableName, list[ParquetRow]]]
"""An office's line and its rows by table."""


def figures_of_folder(
    office: OfficeFolder, place: str, month: Month | None, as_of: dt.datetime
) -> OfficeFigures:
    """Return what `ita rollup` of the folder would say; nothing is written there.

    Raises UserError where the office cannot be counted: its plan cannot be understood, its ledger is broken,
    or (office-other-year) the month is of another fiscal year.
    """
    checked = check_plan_file(office)
    plan = checked.usable
    if month is not None and month not in plan.months:
        raise UserError(_other_year(place, plan.fiscal_year, month))
    # A rehearsal: an office's folder is only read, whether it has run its own roll-up or not.
    done = roll_up(office, plan, month=month, as_of=as_of, keep=False)
    plain = report_file_json(replace(done, files=(checked.result, *done.files)), "th")
    row = _row(place, plain, _plan_elements(plan), _report_elements(done))
    columns = _office_columns(row)
    tables = rows_of_roll_up(columns, plain)
    # A roll-up as JSON knows the month alone; the folder knows the whole year.
    tables["entries"] = _entries(columns, done)
    tables["reporting"] = _reporting(columns, done)
    tables["findings"] += [
        {
            **columns,
            **{name: getattr(finding, name) for name in ("file", "code", "found")},
            "severity": severity_of(finding),
        }
        for finding in done.findings
    ]
    return row, tables


def figures_of_file(data: bytes, place: str, month: Month | None, as_of: dt.datetime) -> OfficeFigures:
    """Return what a roll-up file (`reports/rollup-<month>.json`) says.

    Raises UserError for a file that is none (rollup-file-broken), of another year (office-other-year) or
    another month (rollup-other-month) than asked for.
    """
    try:
        plain = json.loads(data)
        row = _row(place, plain)
        tables = rows_of_roll_up(_office_columns(row), plain)
        own = Month.parse(row.month)
        for name, rows in tables.items():
            parquet(name, rows)  # a file may hold values of any kind, which only the schema finds
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(Finding("rollup-file-broken", file=place, found=str(error)[:120])) from error
    if month is not None and month.fiscal_year != row.fiscal_year:
        raise UserError(_other_year(place, row.fiscal_year, month))
    # A file holds one month and cannot be computed anew for another.
    wanted = month or last_ended(row.fiscal_year, as_of)
    if own != wanted:
        raise UserError(Finding("rollup-other-month", file=place, found=row.month, expected=str(wanted)))
    return row, tables


def _other_year(place: str, found: int, month: Month) -> Finding:
    return Finding("office-other-year", file=place, found=str(found), expected=str(month.fiscal_year))


def _row(
    place: str,
    rollup: Mapping[str, Any],
    plan_elements: tuple[PlanElement, ...] | None = None,
    report_elements: tuple[ReportElement, ...] | None = None,
) -> OfficeRow:
    """Return the line of an office from its roll-up as `reports/rollup-<month>.json` holds it.

    Raises KeyError, TypeError or ValueError for content that is no roll-up.
    """
    overall, reporting = rollup["overall"], rollup["reporting"]
    states = [measure["state"] for measure in rollup["measures"]]
    assignments = [assignment for step in rollup["steps"] for assignment in step["assignments"]]
    counted = {
        "place": place,
        "measures": len(states),
        "behind": states.count("behind"),
        "overdue": states.count("overdue"),
        "stale": sum(bool(assignment["stale"]) for assignment in assignments),
        "restatements": len(rollup["restatements"]),
        "plan_elements": plan_elements,
        "report_elements": report_elements,
    }
    values = {**rollup, **overall, **reporting, **counted}
    kinds = {field.name: str(field.type) for field in fields(OfficeRow)}
    return OfficeRow(**{name: _checked(kind, values[name]) for name, kind in kinds.items()})


def _checked(kind: str, value: Any) -> Any:
    """Return a value of a roll-up file. Raises TypeError or ValueError for one that a field of this type
    cannot hold."""
    if kind == "str" and not isinstance(value, str):
        raise TypeError(f"no text: {value!r:.60}")
    # A file comes from another machine: one wrong number in it would spoil the sums of a country.
    if kind == "int" and (not isinstance(value, int) or value < 0):
        raise ValueError(f"no count: {value!r:.60}")
    if kind == "float | None" and value is not None:
        if not isinstance(value, int | float) or not 0 <= value <= 100:
            raise ValueError(f"no percent: {value!r:.60}")
        return float(value)
    return value


def _office_columns(row: OfficeRow) -> ParquetRow:
    return {name: getattr(row, name) for name in ("place", "agency_code", "agency_name", "district")}


def _entries(columns: ParquetRow, done: RollUp) -> list[ParquetRow]:
    """Return every accepted entry of the year and of a step of the plan, in order."""
    return [
        {
            **columns,
            "division_code": division_code,
            "measure_no": key.partition(".")[0],
            "step_no": key.partition(".")[2],
            "month": str(month),
            "status": entry.status,
            "percent": rounded(entry.percent),
            **{name: getattr(entry, name) or None for name in ("action", "evidence", "reason")},
        }
        for (division_code, key), by_month in sorted(done.accepted.entries.items())
        if key in done.plan.step_by_key
        for month, entry in sorted(by_month.items())
    ]


def _reporting(columns: ParquetRow, done: RollUp) -> list[ParquetRow]:
    """Return every division-month up to that of the roll-up."""
    return [
        {
            **columns,
            "division_code": code,
            "division_name": done.plan.division_by_code[code].division_name,
            "month": str(cell.month),
            "state": cell.state,
            "received": cell.received.isoformat() if cell.received else None,
        }
        for code, cells in done.figures.matrix
        for cell in cells
        if cell.state is not None
    ]


def _plan_elements(plan: Plan) -> tuple[PlanElement, ...]:
    """Return the parts that the assessment asks of a plan and that this one has."""
    measures = plan.measures
    present: dict[PlanElement, bool] = {
        "analysis": bool(plan.scores),
        "issues": bool(plan.weaknesses),
        "measures": bool(measures),
        "responsible": all(
            measure.responsible or any(step.division_codes for step in measure.steps) for measure in measures
        ),
        "steps": all(measure.steps for measure in measures),
        "monitoring": all(measure.monitoring for measure in measures),
        "period": all(measure.start <= measure.end for measure in measures),
    }
    # all() of nothing is true: a plan without measures has none of the parts.
    return tuple(name for name, there in present.items() if there and measures)


def _report_elements(done: RollUp) -> tuple[ReportElement, ...]:
    """Return what the report has of every measure that has begun and of which anything is left."""
    month = done.figures.month
    # A measure that concerns nobody (all na) owes no result.
    counted = {measure.measure_no for measure in done.figures.measures if measure.completion is not None}
    begun = [
        measure for measure in done.plan.measures if measure.start <= month and measure.measure_no in counted
    ]
    outcomes = [
        (measure_no, outcome)
        for (_, measure_no), by_month in done.accepted.outcomes.items()
        for reported, outcome in by_month.items()
        if reported <= month
    ]
    with_result = {measure_no for measure_no, outcome in outcomes if outcome.result}
    with_outcome = {measure_no for measure_no, outcome in outcomes if outcome.outcome}
    present: dict[ReportElement, bool] = {
        "measure": all(measure.measure for measure in begun),
        "result": all(measure.measure_no in with_result for measure in begun),
        "outcome": all(measure.measure_no in with_outcome for measure in begun),
    }
    # Before any measure has begun there is nothing to report, which is not a whole report.
    return tuple(name for name, there in present.items() if there and begun)
