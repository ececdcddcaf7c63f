"""The rows of the roll-up workbook that need more than the figures: assignments and late steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    histories = _histories(plan, entries)
    for measure, step, step_result in _steps(plan, figures):
        for result in step_result.assignments:
            history = histories.get((result.division_code, step.key), {})
            yield AssignmentRow(
                measure=measure,
                step=step,
                result=result,
                division_name=plan.division_name(result.division_code),
                action=_latest(history, figures.month, "action"),
                evidence=_latest(history, figures.month, "evidence"),
                # What stood in the way of a step is past once it is done.
                reason="" if result.status == "done" else _latest(history, figures.month, "reason"),
            )


def late_rows(plan: Plan, figures: Figures, entries: Entries) -> list[LateRow]:
    """Return a row for each step that is overdue, behind or without news this month, worst first."""
    histories = _histories(plan, entries)
    rows = []
    for measure, step, result in _steps(plan, figures):
        stale = [assignment for assignment in result.assignments if assignment.stale]
        if result.state not in ("overdue", "behind") and not stale:
            continue
        unfinished = [
            assignment
            for assignment in result.assignments
            # None is na, which nobody has to finish.
            if assignment.percent is not None and assignment.percent < 100
        ]
        reasons = []
        for assignment in unfinished:
            history = histories.get((assignment.division_code, step.key), {})
            reason = _latest(history, figures.month, "reason")
            # Several divisions have a reason each; of a single one the column beside tells the name.
            if reason and len(result.assignments) > 1:
                reason = f"{plan.division_name(assignment.division_code)}: {reason}"
            reasons += [reason] if reason else []
        overdue = result.state == "overdue"
        rows.append(
            LateRow(
                measure=measure,
                step=step,
                result=result,
                # A step is overdue at the end of its own month, when no month has gone by.
                months_overdue=max(0, figures.month - measure.step_due(step)) if overdue else None,
                unfinished=_division_names(plan, unfinished),
                stale=_division_names(plan, stale),
                reason="\n".join(reasons),
            )
        )
    return sorted(rows, key=lambda row: row.rank)


def _division_names(plan: Plan, results: Iterable[AssignmentResult]) -> str:
    return "\n".join(plan.division_name(result.division_code) for result in results)


def _steps(plan: Plan, figures: Figures) -> Iterator[tuple[Measure, Step, StepResult]]:
    """Yield the steps of the plan that have figures."""
    steps = {(measure.measure_no, step.step_no): (measure, step) for measure, step in plan.steps}
    for result in figures.steps:
        if (result.measure_no, result.step_no) in steps:
            yield *steps[result.measure_no, result.step_no], result


def _histories(plan: Plan, entries: Entries) -> Entries:
    """Return the entries of each assignment, those inherited from another division included."""
    inherited = {(own.division_code, own.key): history_of(own, entries) for own in assignments(plan)}
    return {**entries, **inherited}


def _latest(history: History, month: Month, field: str) -> str:
    """Return the last text that was given in a field up to a month, or ""."""
    months = sorted((other for other in history if other <= month), reverse=True)
    return next((text for other in months if (text := str(getattr(history[other], field)))), "")
