"""The figures of a roll-up as tidy pandas DataFrames, for whoever analyses them.

pandas takes 0.3 s to load: no command does; `RollUp.frames()` imports this module when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.messages.catalogue import severity_of
from toolkit.model.figures import rounded
from toolkit.model.finding import SEVERITIES
from toolkit.model.progress import assignments, history_of, values_at
from toolkit.rollup.roll_up import RollUp

_ASSIGNMENTS = {
    "fiscal_year": "int64",
    "month": "string",
    "division_code": "string",
    "division_name": "string",
    "measure_no": "string",
    "measure": "string",
    "step_no": "string",
    "step": "string",
    "status": "string",
    "percent": "Float64",
    "value": "Float64",
}
_DIVISIONS = {
    "fiscal_year": "int64",
    "month": "string",
    "division_code": "string",
    "division_name": "string",
    "report": "string",
    # In the time of Bangkok, by which deadlines are judged.
    "received": "datetime64[ns, Asia/Bangkok]",
}
_FILES = {
    "file": "string",
    "kind": "string",
    "verdict": "string",
    "errors": "int64",
    "warnings": "int64",
    "notes": "int64",
}


@dataclass(frozen=True)
class Frames:
    """Three tables; months are "2567-03" (Buddhist era), percents 0-100 rounded half up to two decimals.

    - `assignments`: one row for each assignment and month from the first of the fiscal year to the month
      rolled up, in the months in which the division holds the step. `status` and `percent` are what the
      division reported for that month (missing: no news), `value` is what the assignment counts then (0
      before its first entry, missing for na).
    - `divisions`: one row for each division and month up to then: the state of its `report` (on-time, late,
      empty, rejected, not-due, missing) and when the first accepted version was `received`.
    - `files`: one row for each file: its kind, its verdict and how many findings of each severity it has.
    """

    assignments: pd.DataFrame
    divisions: pd.DataFrame
    files: pd.DataFrame


def frames_of(roll_up: RollUp) -> Frames:
    """Return the tables of a roll-up."""
    return Frames(
        assignments=_frame(_ASSIGNMENTS, _assignment_rows(roll_up)),
        divisions=_frame(_DIVISIONS, _division_rows(roll_up)),
        files=_frame(_FILES, _file_rows(roll_up)),
    )


def _frame(types: Mapping[str, str], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    # Built of plain objects first: pandas would read the code "001" as a number and None as NaN.
    return pd.DataFrame(list(rows), columns=list(types), dtype=object).astype(types)


def _assignment_rows(roll_up: RollUp) -> Iterator[tuple[object, ...]]:
    plan = roll_up.plan
    months = [month for month in plan.months if month <= roll_up.figures.month]
    for assignment in assignments(plan):
        history = history_of(assignment, roll_up.accepted.entries)
        for month, value in zip(months, values_at(assignment, history, months), strict=True):
            # Before a step was handed over its months are rows of the division that had it.
            if assignment.holds_in(month):
                entry = history.get(month)
                yield (
                    plan.fiscal_year,
                    str(month),
                    assignment.division_code,
                    plan.division_name(assignment.division_code),
                    assignment.measure.measure_no,
                    assignment.measure.measure,
                    assignment.step.step_no,
                    assignment.step.step,
                    entry.status if entry else None,
                    rounded(entry.percent) if entry else None,
                    rounded(value.percent),
                )


def _division_rows(roll_up: RollUp) -> Iterator[tuple[object, ...]]:
    plan = roll_up.plan
    for code, cells in roll_up.figures.matrix:
        for cell in cells:
            if cell.state is not None:
                yield (
                    plan.fiscal_year,
                    str(cell.month),
                    code,
                    plan.division_name(code),
                    cell.state,
                    cell.received,
                )


def _file_rows(roll_up: RollUp) -> Iterator[tuple[object, ...]]:
    for file in roll_up.files:
        severities = [severity_of(finding) for finding in file.findings]
        yield file.file, file.kind, file.verdict, *(severities.count(severity) for severity in SEVERITIES)
