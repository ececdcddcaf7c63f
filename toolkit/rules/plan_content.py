"""Plan rules: does the plan hold what a plan must hold, and do its dates make sense?

Source of the required parts: the assessment's own list (who is responsible, the steps, how it is
monitored, the period; see the guide).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Measure, Plan, Step
from toolkit.model.progress import assignments
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash


def check_plan_content(plan: Plan) -> Iterator[Finding]:
    """Every measure has text, steps and monitoring; every step text and divisions; periods in order."""
    if not plan.measures:
        yield Finding("plan-empty")
    for measure in plan.measures:
        yield from _measure(measure)
        for step in measure.steps:
            yield from _step(measure, step)


def _measure(measure: Measure) -> Iterator[Finding]:
    location, number = measure.location, measure.measure_no
    if not measure.measure:
        yield Finding("measure-text-missing", location.sheet, location.cell("measure"), number)
    if not measure.steps:
        yield Finding("measure-without-step", location.sheet, location.cell("measure_no"), number)
    if not measure.monitoring:
        yield Finding("monitoring-missing", location.sheet, location.cell("monitoring"), number)
    if measure.end < measure.start:
        found, start = format_month(measure.end), format_month(measure.start)
        yield Finding("period-reversed", location.sheet, location.cell("end"), found, start)
    last = max((step.until or measure.end for step in measure.steps), default=measure.end)
    if measure.start <= last < measure.end:
        yield Finding("measure-ends-early", location.sheet, location.cell("end"), number, format_month(last))


def _step(measure: Measure, step: Step) -> Iterator[Finding]:
    location = step.location
    if not step.step:
        yield Finding("step-text-missing", location.sheet, location.cell("step"), step.key)
    if not step.divisions:
        yield Finding("step-without-division", location.sheet, location.cell("divisions"), step.key)
    start, due = measure.step_start(step), measure.step_due(step)
    if due < start and measure.start <= measure.end:
        cell = location.cell("due" if step.due else "from")
        yield Finding("period-reversed", location.sheet, cell, format_month(due), format_month(start))
    elif step.due is not None and step.due > measure.end:
        found, end = format_month(step.due), format_month(measure.end)
        yield Finding("due-after-end", location.sheet, location.cell("due"), found, end)
    if step.until is not None and step.first is not None and step.until < step.first:
        found, first = format_month(step.until), format_month(step.first)
        yield Finding("period-reversed", location.sheet, location.cell("until"), found, first)


def check_plan_repeats(plan: Plan) -> Iterator[Finding]:
    """Two measures with one text, and two steps of a measure with one text in the hands of one division."""
    first: dict[str, Measure] = {}
    for measure in plan.measures:
        text = squash(measure.measure)
        same = first.setdefault(text, measure)
        if text and same is not measure:
            location, number = measure.location, measure.measure_no
            yield Finding(
                "measure-repeated", location.sheet, location.cell("measure"), number, same.measure_no
            )
        told: set[str] = set()
        for one, other in combinations(measure.steps, 2):
            if other.key not in told and _alike(one, other):
                told.add(other.key)
                location = other.location
                yield Finding("step-repeated", location.sheet, location.cell("step"), other.key, one.key)


def _alike(one: Step, other: Step) -> bool:
    """Whether a division has both steps at one time and reads the same in both."""
    text = squash(one.step)
    apart = _ends_before(one, other) or _ends_before(other, one)
    shared = set(one.division_codes) & set(other.division_codes)
    return bool(text) and text == squash(other.step) and bool(shared) and not apart


def _ends_before(one: Step, other: Step) -> bool:
    return one.until is not None and other.first is not None and one.until < other.first


def check_plan_divisions(plan: Plan) -> Iterator[Finding]:
    """A division without a name, successors that lead round in a circle, and a division without any work."""
    busy = {each.division_code for each in assignments(plan)}
    for division in plan.divisions:
        location, code = division.location, division.division_code
        if not division.division_name:
            yield Finding("division-name-missing", location.sheet, location.cell("division_name"), code)
        circle = _circle(plan, division)
        if circle:
            yield Finding("successor-loop", location.sheet, location.cell("successor"), " → ".join(circle))
        if busy and code not in busy:
            name = division.division_name or code
            yield Finding("division-unused", location.sheet, location.cell("division_code"), name)


def _circle(plan: Plan, division: Division) -> tuple[str, ...]:
    """The codes from a division along its successors back to itself; empty where they end."""
    path = [division.division_code]
    while division.successor in plan.division_by_code:
        path.append(division.successor)
        if division.successor in path[:-1]:
            return tuple(path) if path[0] == path[-1] else ()
        division = plan.division_by_code[division.successor]
    return ()
