"""Completion: from accepted entries to the figures of steps, measures, divisions and the whole.

One arithmetic, in plain Python over exact fractions; the rules are the contract's section "Status,
completion and reporting". A mean over nothing is None and leaves the mean above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.model.completion import (
    AssignmentResult,
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
    History,
    Value,
    assignments,
    history_of,
    is_stale,
    planned_at,
    value_at,
    values_at,
)

_BEHIND_BY = 10


@dataclass(frozen=True)
class StepFigures:
    """One step at a month; `completion` is None where nothing is left."""

    measure: Measure
    step: Step
    completion: Fraction | None
    planned: Fraction
    result: StepResult


@dataclass(frozen=True)
class Completion:
    """All completion figures of an office at one month."""

    completion: Fraction | None
    planned: Fraction | None
    counts: Counts
    measures: tuple[MeasureResult, ...]
    steps: tuple[StepResult, ...]
    by_division: Mapping[str, Fraction | None]


def mean(weighted: Iterable[tuple[Fraction | None, Fraction]]) -> Fraction | None:
    """The weighted mean of (value, weight); None values drop out, and a mean over nothing is None."""
    # Whole numbers over one denominator, which is divided out once: adding fractions costs twenty times that.
    total, weights, below = 0, 0, 1
    for value, weight in weighted:
        if value is not None:
            parts = value.denominator * weight.denominator
            if below % parts:
                total, weights, below = total * parts, weights * parts, below * parts
            scale = below // parts
            total += value.numerator * weight.numerator * scale
            weights += weight.numerator * value.denominator * scale
    return Fraction(total, weights) if weights else None


def state_of(
    completion: Fraction | None, planned: Fraction | None, start: Month, end: Month, month: Month
) -> State | None:
    """The first state that holds at the last day of a month; None where nothing is left."""
    if completion is None or planned is None:
        return None
    if completion == HUNDRED:
        return "done"
    if end <= month:
        return "overdue"
    if completion == 0 and start >= month:
        return "not_started"
    return "behind" if completion < planned - _BEHIND_BY else "on_track"


class Calculator:
    """Completion of one plan with one set of accepted entries, at any month."""

    def __init__(self, plan: Plan, entries: Mapping[tuple[str, str], History]) -> None:
        self._plan = plan
        self.assignments = assignments(plan)
        self._histories = {id(each): history_of(each, entries) for each in self.assignments}
        self._values = {
            id(each): values_at(each, self._histories[id(each)], plan.months) for each in self.assignments
        }
        self._at: dict[Month, Completion] = {}
        self._of_step: dict[str, list[Assignment]] = {}
        for each in self.assignments:
            self._of_step.setdefault(each.key, []).append(each)

    def history(self, assignment: Assignment) -> History:
        return self._histories[id(assignment)]

    def _value(self, assignment: Assignment, month: Month) -> Value:
        known = self._values[id(assignment)]
        return known[month] if month in known else value_at(assignment, self.history(assignment), month)

    def at(self, month: Month) -> Completion:
        """The figures at the end of a month."""
        if month not in self._at:
            self._at[month] = self._computed(month)
        return self._at[month]

    def _computed(self, month: Month) -> Completion:
        steps = [self._step(measure, step, month) for measure, step in self._plan.steps]
        by_measure: dict[str, list[StepFigures]] = {}
        for figures in steps:
            if figures.step.counts_in(month):
                by_measure.setdefault(figures.measure.measure_no, []).append(figures)
        measures, weights = [], []
        for measure in self._plan.measures:
            measures.append(_measure(measure, by_measure.get(measure.measure_no, []), month))
            weights.append(measure.weight)
        counted = [figures for figures in steps if figures.step.counts_in(month)]
        return Completion(
            mean((each.completion, weight) for each, weight in zip(measures, weights, strict=True)),
            mean((each.planned, weight) for each, weight in zip(measures, weights, strict=True)),
            _counts(counted),
            tuple(measures),
            tuple(figures.result for figures in steps),
            self._divisions(month),
        )

    def trend(self, months: Iterable[Month]) -> tuple[MonthFigures, ...]:
        """Overall completion and plan month by month."""
        found = ((month, self.at(month)) for month in months)
        return tuple(MonthFigures(month, at.completion, at.planned) for month, at in found)

    def _step(self, measure: Measure, step: Step, month: Month) -> StepFigures:
        results = []
        for assignment in self._of_step.get(step.key, ()):
            if assignment.holds_in(month):
                history = self.history(assignment)
                value = self._value(assignment, month)
                stale = is_stale(assignment, history, month)
                status = history[value.month].status if value.month else None
                results.append(
                    AssignmentResult(assignment.division_code, status, value.percent, value.month, stale)
                )
        completion = mean((each.percent, Fraction(1)) for each in results)
        planned = planned_at(measure, step, month)
        counts = step.counts_in(month)
        start, due = measure.step_start(step), measure.step_due(step)
        result = StepResult(
            step.measure_no,
            step.step_no,
            completion,
            planned if counts else None,
            state_of(completion, planned, start, due, month),
            tuple(results),
        )
        return StepFigures(measure, step, completion, planned, result)

    def _divisions(self, month: Month) -> Mapping[str, Fraction | None]:
        values: dict[str, list[tuple[Fraction | None, Fraction]]] = {}
        for assignment in self.assignments:
            if assignment.holds_in(month):
                value = self._value(assignment, month).percent
                values.setdefault(assignment.division_code, []).append((value, assignment.step.weight))
        return {code: mean(each) for code, each in values.items()}


def _measure(measure: Measure, steps: list[StepFigures], month: Month) -> MeasureResult:
    left = [each for each in steps if each.completion is not None]
    completion = mean((each.completion, each.step.weight) for each in left)
    planned = mean((each.planned, each.step.weight) for each in left)
    state = state_of(completion, planned, measure.start, measure.end, month)
    return MeasureResult(measure.measure_no, measure.printed_no, completion, planned, state, _counts(steps))


def _counts(steps: list[StepFigures]) -> Counts:
    """steps_na: every assignment is na; steps_cannot: at least one assignment cannot be carried out."""
    statuses = [[each.status for each in figures.result.assignments] for figures in steps]
    return Counts(
        steps_done=sum(figures.completion == HUNDRED for figures in steps),
        steps_total=len(steps),
        steps_na=sum(bool(each) and all(status == "na" for status in each) for each in statuses),
        steps_cannot=sum("cannot" in each for each in statuses),
    )
