"""Plan rules: does the plan hold what a plan must hold, do its dates make sense, is anything in it twice?

`check_plan` runs these and the rules of the assessment. Source of the required parts: the assessment's own
list (who is responsible, the steps, how it is monitored, the period; see the guide).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toolkit.assessment.facts import facts_of, office_facts
from toolkit.model.finding import Finding
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import assignments
from toolkit.rules.plan_assessment import (
    check_plan_basis,
    check_plan_issues,
    check_plan_references,
    check_plan_scores,
    check_plan_weaknesses,
)
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash


def check_plan(plan: Plan) -> Iterator[Finding]:
    """Yield what all rules find, and one note where the facts of the year are not announced, or some of it
    rests on facts that are not confirmed.

    A plan of a year before the first whose assessment is known is not judged by what the assessment asks for.
    """
    yield from check_plan_content(plan)
    yield from check_plan_divisions(plan)
    yield from check_plan_repeats(plan)
    facts = office_facts(plan.agency)
    # Years before 2562 had another scheme.
    if facts is None:
        return
    findings = [
        *check_plan_issues(plan, facts),
        *check_plan_references(plan, facts),
        *check_plan_scores(plan),
        *check_plan_weaknesses(plan, facts),
        *check_plan_basis(plan),
    ]
    yield from findings
    yield from facts_assumed(plan.fiscal_year)
    # Where the whole year is assumed, that was said already.
    if not facts.assumed and any(finding.severity == "note" for finding in findings):
        yield Finding("facts-unconfirmed", found=str(plan.fiscal_year))


def facts_assumed(year: int) -> Iterator[Finding]:
    """Say that a year's assessment is not announced yet, and which year's facts stand in for it."""
    facts = facts_of(year)
    if facts is not None and facts.assumed:
        yield Finding("facts-assumed", found=str(year), expected=str(facts.announced))


def check_plan_content(plan: Plan) -> Iterator[Finding]:
    """Find measures without text, steps or monitoring, steps without text or divisions, and periods out of
    order."""
    if not plan.measures:
        yield Finding("plan-empty")
    for measure in plan.measures:
        yield from _check_measure(measure)
        for step in measure.steps:
            yield from _check_step(measure, step)


def _check_measure(measure: Measure) -> Iterator[Finding]:
    at, number = measure.location.finding, measure.measure_no
    if not measure.measure:
        yield at("measure-text-missing", "measure", number)
    if not measure.steps:
        yield at("measure-without-step", "measure_no", number)
    if not measure.monitoring:
        yield at("monitoring-missing", "monitoring")
    if measure.end < measure.start:
        yield at("period-reversed", "end", format_month(measure.end), format_month(measure.start))
    last = max((step.until or measure.end for step in measure.steps), default=measure.end)
    if measure.start <= last < measure.end:
        yield at("measure-ends-early", "end", number, format_month(last))


def _check_step(measure: Measure, step: Step) -> Iterator[Finding]:
    at = step.location.finding
    if not step.step:
        yield at("step-text-missing", "step", step.key)
    if not step.divisions:
        yield at("step-without-division", "divisions", step.key)
    start, due = measure.step_start(step), measure.step_due(step)
    # In a measure whose own period is reversed every step would be reported again.
    if due < start and measure.start <= measure.end:
        field = "due" if step.due else "from"
        yield at("period-reversed", field, format_month(due), format_month(start))
    elif step.due is not None and step.due > measure.end:
        yield at("due-after-end", "due", format_month(step.due), format_month(measure.end))
    if step.until is not None and step.first is not None and step.until < step.first:
        yield at("period-reversed", "until", format_month(step.until), format_month(step.first))


def check_plan_repeats(plan: Plan) -> Iterator[Finding]:
    """Find measures of one text, and steps of a measure that one division would read twice."""
    first: dict[str, Measure] = {}
    for measure in plan.measures:
        text = squash(measure.measure)
        same = first.setdefault(text, measure)
        if text and same is not measure:
            number = measure.measure_no
            yield measure.location.finding("measure-repeated", "measure", number, same.measure_no)
        repeated: set[str] = set()
        for one, other in combinations(measure.steps, 2):
            if other.key not in repeated and _read_alike(one, other):
                repeated.add(other.key)
                yield other.location.finding("step-repeated", "step", other.key, one.key)


def _read_alike(one: Step, other: Step) -> bool:
    """Return whether a division has both steps at one time and reads the same in both."""
    text = squash(one.step)
    # One after the other, two steps of the same words are never read side by side.
    apart = _ends_before(one, other) or _ends_before(other, one)
    shared = set(one.division_codes) & set(other.division_codes)
    return bool(text) and text == squash(other.step) and bool(shared) and not apart


def _ends_before(one: Step, other: Step) -> bool:
    return one.until is not None and other.first is not None and one.until < other.first


def check_plan_divisions(plan: Plan) -> Iterator[Finding]:
    """Find divisions without a name, successors that lead round in a circle, and divisions without work."""
    # Successors have work too: assignments tell who holds a step in any month.
    busy = {assignment.division_code for assignment in assignments(plan)}
    for division in plan.divisions:
        at, code = division.location.finding, division.division_code
        if not division.division_name:
            yield at("division-name-missing", "division_name", code)
        line = plan.line_of(code)
        if line[-1].successor == code:
            yield at("successor-loop", "successor", " → ".join([*(one.division_code for one in line), code]))
        if busy and code not in busy:
            yield at("division-unused", "division_code", division.division_name or code)
