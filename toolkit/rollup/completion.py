"""Completion: from accepted entries to the figures of steps, measures, divisions and the whole.

One arithmetic, in plain Python over exact fractions; the rules are the contract's section "Status,
completion and reporting". A mean over nothing is None and leaves the mean above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from toolkit.model.figures import (
    AssignmentResult,
    Completion,
    Counts,
    MeasureResult,
    MonthFigures,
    State,
    StepResult,
)
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import (
    HUNDRED,
    Assignment,
    AssignmentValue,
    Entries,
    History,
    assignments,
    history_of,
    is_stale,
    planned_at,
    values_at,
)

_BEHIND_BY = 10
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step at a month, and the value of each assignment that holds then; `completion` is None where
    nothing is left. It is part of the measure where it `counts`."""

    measure: Measure
    step: Step
    counts: bool
    completion: Fraction | None
    planned: Fraction
    values: tuple[tuple[Assignment, AssignmentValue], ...]

    def state(self, month: Month) -> State | None:
        """Return how the step stands at the month that its figures are of."""
        start, due = self.measure.step_start(self.step), self.measure.step_due(self.step)
        return state_of(self.completion, self.planned, start=start, end=due, month=month)


def mean(weighted: Iterable[tuple[Fraction | None, Fraction]]) -> Fraction | None:
    """Return the weighted mean of (value, weight); None values drop out, a mean over nothing is None."""
    known = [(value, weight) for value, weight in weighted if value is not None]
    if len(known) == 1:
        return known[0][0]
    # Whole numbers over one denominator, which is divided out once: adding fractions costs twenty times that.
    total, weights, below = 0, 0, 1
    for value, weight in known:
        (value_above, value_below), (above, parts) = value.as_integer_ratio(), weight.as_integer_ratio()
        parts *= value_below
        if below % parts:
            total, weights, below = total * parts, weights * parts, below * parts
        scale = below // parts
        total += value_above * above * scale
        weights += above * value_below * scale
    return Fraction(total, weights) if weights else None


def state_of(
    completion: Fraction | None,
    planned: Fraction | None,
    *,
    start: Month,
    end: Month,
    month: Month,
    overdue_step: bool = False,
) -> State | None:
    """Return the first state that holds at the last day of a month; None where nothing is left.

    A measure with an overdue step is behind, however far its mean is: late work is never averaged away.
    """
    if completion is None or planned is None:
        return None
    # Before the dates: what is finished is done, however late it came.
    if completion == HUNDRED:
        return "done"
    # Before "behind": what is past its end is overdue, however little it lacks.
    if end <= month:
        return "overdue"
    # In its first month nothing needs to have happened yet.
    if completion == 0 and start >= month:
        return "not_started"
    return "behind" if overdue_step or completion < planned - _BEHIND_BY else "on_track"


class Calculator:
    """Completion of one plan with one set of accepted entries, at any month of its fiscal year."""

    def __init__(self, plan: Plan, entries: Entries) -> None:
        self._plan = plan
        self.assignments = assignments(plan)
        # By id: the hash of an assignment would take in its whole measure each time.
        self._histories = {id(assignment): history_of(assignment, entries) for assignment in self.assignments}

    def history(self, assignment: Assignment) -> History:
        return self._histories[id(assignment)]

    @cached_property
    def _of_step(self) -> Mapping[str, list[tuple[Assignment, list[AssignmentValue]]]]:
        """The assignments of each step, with their values at the months of the year."""
        # All months in one pass over the entries: the figures of a year ask for each of them.
        of_step: dict[str, list[tuple[Assignment, list[AssignmentValue]]]] = {}
        for assignment in self.assignments:
            values = values_at(assignment, self.history(assignment), self._plan.months)
            of_step.setdefault(assignment.key, []).append((assignment, values))
        return of_step

    def at(self, month: Month) -> Completion:
        """Return the figures at the end of a month."""
        steps = self._steps(month)
        measures = [_measure(measure, own, month) for measure, own in self._by_measure(steps)]
        overall, planned = _overall(self._plan, [(result.completion, result.planned) for result in measures])
        return Completion(
            month=month,
            completion=overall,
            planned=planned,
            counts=_counts([figures for figures in steps if figures.counts], month),
            measures=tuple(measures),
            steps=tuple(self._result(figures, month) for figures in steps),
            by_division=_divisions(steps),
        )

    def trend(self, months: Iterable[Month]) -> tuple[MonthFigures, ...]:
        """Return the overall completion and plan month by month."""
        trend = []
        for month in months:
            # Without states and counts, which the line of the year does not show.
            measures = [_means(own) for _, own in self._by_measure(self._steps(month))]
            trend.append(MonthFigures(month, *_overall(self._plan, measures)))
        return tuple(trend)

    def _steps(self, month: Month) -> list[StepFigures]:
        steps = []
        index = self._plan.months.index(month)
        for measure, step in self._plan.steps:
            own = self._of_step.get(step.key, ())
            # A division that handed the step over drops out, and its successor's value goes on from it.
            values = tuple(
                (assignment, by_month[index]) for assignment, by_month in own if assignment.holds_in(month)
            )
            # Divisions weigh alike within a step: weights belong to steps and measures.
            completion = mean((value.percent, _ONE) for _, value in values)
            planned = planned_at(measure, step, month)
            steps.append(StepFigures(measure, step, step.counts_in(month), completion, planned, values))
        return steps

    def _by_measure(self, steps: Iterable[StepFigures]) -> Iterator[tuple[Measure, list[StepFigures]]]:
        """Return each measure with its steps that count."""
        by_measure: dict[str, list[StepFigures]] = {measure.measure_no: [] for measure in self._plan.measures}
        for figures in steps:
            if figures.counts:
                by_measure[figures.measure.measure_no].append(figures)
        return ((measure, by_measure[measure.measure_no]) for measure in self._plan.measures)

    def _result(self, figures: StepFigures, month: Month) -> StepResult:
        step = figures.step
        return StepResult(
            measure_no=step.measure_no,
            step_no=step.step_no,
            completion=figures.completion,
            planned=figures.planned if figures.counts else None,
            state=figures.state(month),
            assignments=tuple(
                AssignmentResult(
                    assignment.division_code,
                    value.status,
                    value.percent,
                    value.month,
                    is_stale(assignment, self.history(assignment), month),
                )
                for assignment, value in figures.values
            ),
        )


def _means(steps: Iterable[StepFigures]) -> tuple[Fraction | None, Fraction | None]:
    """Return completion and plan over the steps of a measure of which anything is left."""
    # The plan over the same steps: where one does not concern anybody, both leave it out.
    left = [figures for figures in steps if figures.completion is not None]
    completion = mean((figures.completion, figures.step.weight) for figures in left)
    return completion, mean((figures.planned, figures.step.weight) for figures in left)


def _overall(
    plan: Plan, measures: Iterable[tuple[Fraction | None, Fraction | None]]
) -> tuple[Fraction | None, Fraction | None]:
    """Return completion and plan over all measures, from those of each."""
    weighted = [(*means, measure.weight) for means, measure in zip(measures, plan.measures, strict=True)]
    completion = mean((percent, weight) for percent, _, weight in weighted)
    return completion, mean((percent, weight) for _, percent, weight in weighted)


def _divisions(steps: Iterable[StepFigures]) -> Mapping[str, Fraction | None]:
    values: dict[str, list[tuple[Fraction | None, Fraction]]] = {}
    for figures in steps:
        for assignment, value in figures.values:
            values.setdefault(assignment.division_code, []).append((value.percent, figures.step.weight))
    return {code: mean(weighted) for code, weighted in values.items()}


def _measure(measure: Measure, steps: list[StepFigures], month: Month) -> MeasureResult:
    completion, planned = _means(steps)
    counts = _counts(steps, month)
    state = state_of(
        completion,
        planned,
        start=measure.start,
        end=measure.end,
        month=month,
        overdue_step=counts.steps_overdue > 0,
    )
    return MeasureResult(
        measure_no=measure.measure_no,
        label=measure.printed_no,
        completion=completion,
        planned=planned,
        state=state,
        counts=counts,
    )


def _counts(steps: list[StepFigures], month: Month) -> Counts:
    """Count steps: `steps_na` have every assignment na, `steps_cannot` at least one that cannot be done."""
    statuses = [[value.status for _, value in figures.values] for figures in steps]
    return Counts(
        steps_done=sum(figures.completion == HUNDRED for figures in steps),
        steps_total=len(steps),
        steps_na=sum(bool(own) and all(status == "na" for status in own) for own in statuses),
        steps_cannot=sum("cannot" in own for own in statuses),
        steps_overdue=sum(figures.state(month) == "overdue" for figures in steps),
    )
