"""The tables of a roll-up as pandas DataFrames: what the roll-up workbook writes and analysts take on.

Their columns are described at `toolkit.books.rollup_tables.RollupTables`. pandas loads with this
module (about 0.3 s): import it only where a roll-up is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from toolkit.books.rollup_tables import (
    LATE_COLUMNS,
    REPORTING_COLUMNS,
    STATUS_COLUMNS,
    STEP_COLUMNS,
    RollupTables,
)
from toolkit.model.figures import AssignmentResult, Figures, StepResult, rounded
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import History, assignments, history_of

Entries = Mapping[tuple[str, str], History]
"""Accepted entries by (division_code, row key)."""

_LATE_ORDER = {"overdue": 0, "behind": 1}


def rollup_tables(plan: Plan, figures: Figures, entries: Entries) -> RollupTables:
    """Every table of one month's roll-up, in the order of the plan; `late` worst first."""
    histories = _histories(plan, entries)
    steps = {(measure.measure_no, step.step_no): (measure, step) for measure, step in plan.steps}
    known = [
        (*steps[result.measure_no, result.step_no], result)
        for result in figures.steps
        if (result.measure_no, result.step_no) in steps
    ]
    late = [
        row
        for measure, step, result in known
        if (row := _late_row(plan, figures.month, measure, step, result, histories)) is not None
    ]
    late.sort(key=_late_rank)
    return RollupTables(
        status=_frame(
            STATUS_COLUMNS,
            (
                _status_row(plan, figures.month, measure, step, each, histories)
                for measure, step, result in known
                for each in result.assignments
            ),
        ),
        steps=_frame(
            STEP_COLUMNS, (_step_row(plan, measure, step, result) for measure, step, result in known)
        ),
        late=_frame(LATE_COLUMNS, late),
        reporting=_reporting(plan, figures),
    )


def _frame(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """A table of plain objects: pandas must turn neither "001" into 1 nor None into NaN."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def _histories(plan: Plan, entries: Entries) -> Mapping[tuple[str, str], History]:
    """The entries of each assignment, those inherited from another division included."""
    inherited = {(each.division_code, each.key): history_of(each, entries) for each in assignments(plan)}
    return {**entries, **inherited}


def _name(plan: Plan, code: str) -> str:
    division = plan.division_by_code.get(code)
    return division.division_name if division else code


def _latest(history: History, month: Month, field: str) -> str:
    """The last words that were said in a field up to a month; "" where nothing was."""
    said = [
        text for each in sorted(history) if each <= month and (text := str(getattr(history[each], field)))
    ]
    return said[-1] if said else ""


def _status_row(
    plan: Plan,
    month: Month,
    measure: Measure,
    step: Step,
    result: AssignmentResult,
    histories: Mapping[tuple[str, str], History],
) -> tuple[object, ...]:
    history = histories.get((result.division_code, step.key), {})
    return (
        measure.measure_no,
        measure.printed_no,
        measure.measure,
        step.step_no,
        step.label or step.step_no,
        step.step,
        result.division_code,
        _name(plan, result.division_code),
        str(measure.step_due(step)),
        result.status,
        rounded(result.percent),
        None if result.month is None else str(result.month),
        result.stale,
        _latest(history, month, "action"),
        _latest(history, month, "evidence"),
        "" if result.status == "done" else _latest(history, month, "reason"),
    )


def _step_row(plan: Plan, measure: Measure, step: Step, result: StepResult) -> tuple[object, ...]:
    return (
        measure.measure_no,
        measure.printed_no,
        step.step_no,
        step.label or step.step_no,
        step.step,
        "\n".join(_name(plan, each.division_code) for each in result.assignments),
        str(measure.step_due(step)),
        rounded(result.completion),
        rounded(result.planned),
        result.state,
    )


def _late_row(
    plan: Plan,
    month: Month,
    measure: Measure,
    step: Step,
    result: StepResult,
    histories: Mapping[tuple[str, str], History],
) -> tuple[object, ...] | None:
    """The row of a step that is overdue, behind its plan or without news this month; None for others."""
    stale = [each for each in result.assignments if each.stale]
    if result.state not in _LATE_ORDER and not stale:
        return None
    unfinished = [each for each in result.assignments if each.percent is not None and each.percent < 100]
    reasons = (
        (each, _latest(histories.get((each.division_code, step.key), {}), month, "reason"))
        for each in unfinished
    )
    several = len(result.assignments) > 1
    return (
        *_step_row(plan, measure, step, result),
        max(0, month - measure.step_due(step)) if result.state == "overdue" else None,
        "\n".join(_name(plan, each.division_code) for each in unfinished),
        "\n".join(_name(plan, each.division_code) for each in stale),
        "\n".join(
            f"{_name(plan, each.division_code)}: {reason}" if several else reason
            for each, reason in reasons
            if reason
        ),
    )


def _late_rank(row: tuple[object, ...]) -> tuple[float, float, float]:
    """Overdue first, the longest first; then behind, the widest gap first; then those without news."""
    late = dict(zip(LATE_COLUMNS, row, strict=True))
    months = late["months_overdue"]
    gap = _number(late["planned"]) - _number(late["completion"])
    return _LATE_ORDER.get(str(late["state"]), 2), -_number(months), -gap


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _reporting(plan: Plan, figures: Figures) -> pd.DataFrame:
    months = sorted({*plan.months, *(cell.month for _, cells in figures.matrix for cell in cells)})
    received = {each.division_code: each.received for each in figures.divisions}
    rows = []
    for code, cells in figures.matrix:
        states = {cell.month: cell.state for cell in cells}
        rows.append((code, _name(plan, code), received.get(code), *(states.get(month) for month in months)))
    return _frame((*REPORTING_COLUMNS, *map(str, months)), rows)
