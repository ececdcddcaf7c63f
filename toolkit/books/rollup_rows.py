"""The rows of the roll-up workbook that need more than the figures: assignments and late steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from toolkit.model.figures import AssignmentResult, Figures, StepResult, rounded
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import Entries, History, assignments, history_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """One assignment at the month, with the latest text of each field up to then."""

    measure: Measure
    step: Step
    result: AssignmentResult
    division_name: str
    action: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """One step that is overdue, behind its plan or without news; `months_overdue` is None unless overdue.

    `unfinished` and `stale` name divisions, one a line; `reason` holds their latest reasons likewise.
    """

    measure: Measure
    step: Step
    result: StepResult
    months_overdue: int | None
    unfinished: str
    stale: str
    reason: str

    @property
    def rank(self) -> tuple[int, int, float]:
        """Overdue steps, the longest first; then those behind, the widest gap first; then the rest."""
        gap = (rounded(self.result.planned) or 0.0) - (rounded(self.result.completion) or 0.0)
        return {"overdue": 0, "behind": 1}.get(self.result.state or "", 2), -(self.months_overdue or 0), -gap


def assignment_rows(plan: Plan, figures: Figures, entries: Entries) -> Iterator[AssignmentRow]:
    """Yield a row for each assignment in the order of the plan."""
    # With what was inherited from another division.
    inherited = {(own.division_code, own.key): history_of(own, entries) for own in assignments(plan)}
    histories = {**entries, **inherited}
    steps = {step.key: (measure, step) for measure, step in plan.steps}
    for step_result in figures.steps:
        key = f"{step_result.measure_no}.{step_result.step_no}"
        measure, step = steps[key]
        for result in step_result.assignments:
            history = histories.get((result.division_code, key), {})
            yield AssignmentRow(
                measure=measure,
                step=step,
                result=result,
                division_name=plan.division_name(result.division_code),
                action=_latest(history, figures.month, "action"),
                evidence=_latest(history, figures.month, "evidence"),
                reason=_latest(history, figures.month, "reason"),
            )


def late_rows(plan: Plan, figures: Figures, entries: Entries) -> list[LateRow]:
    """Return a row for each step that is overdue, behind or without news this month, worst first."""
    results = {f"{result.measure_no}.{result.step_no}": result for result in figures.steps}
    rows = []
    for key, grouped in groupby(assignment_rows(plan, figures, entries), lambda row: row.step.key):
        own, result = list(grouped), results[key]
        measure, step = own[0].measure, own[0].step
        stale = [row for row in own if row.result.stale]
        if result.state not in ("overdue", "behind") and not stale:
            continue
        # None is na, which nobody has to finish.
        unfinished = [row for row in own if row.result.percent is not None and row.result.percent < 100]
        # Several divisions have a reason each; of a single one the column beside tells the name.
        reasons = [
            f"{row.division_name}: {row.reason}" if len(own) > 1 else row.reason
            for row in unfinished
            if row.reason
        ]
        overdue = result.state == "overdue"
        rows.append(
            LateRow(
                measure=measure,
                step=step,
                result=result,
                # A step is overdue at the end of its own month, when no month has gone by.
                months_overdue=max(0, figures.month - measure.step_due(step)) if overdue else None,
                unfinished="\n".join(row.division_name for row in unfinished),
                stale="\n".join(row.division_name for row in stale),
                reason="\n".join(reasons),
            )
        )
    return sorted(rows, key=lambda row: row.rank)


def _latest(history: History, month: Month, field: str) -> str:
    """Return the last text that was given in a field up to a month, or ""."""
    months = sorted((other for other in history if other <= month), reverse=True)
    return next((text for other in months if (text := str(getattr(history[other], field)))), "")
