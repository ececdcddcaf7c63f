"""Plan rules: does the plan hold what a plan must hold, and do its dates make sense?

Source of the required parts: the assessment's own list (who is responsible, the steps, how it is
monitored, the period; see the guide).
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.finding import Finding
from toolkit.model.plan import Measure, Plan, Step
from toolkit.thai.date_format import format_month


def check_plan_content(plan: Plan) -> Iterator[Finding]:
    """Every measure has text, steps and monitoring; every step text and divisions; periods in order."""
    if not plan.measures:
        yield Finding("plan-empty")
    for measure in plan.measures:
        yield from _measure(measure)
        for step in measure.steps:
            yield from _step(measure, step)


def _measure(measure: Measure) -> Iterator[Finding]:
    source, number = measure.source, measure.measure_no
    if not measure.measure:
        yield Finding("measure-text-missing", source.sheet, source.cell("measure"), number)
    if not measure.steps:
        yield Finding("measure-without-step", source.sheet, source.cell("measure_no"), number)
    if not measure.monitoring:
        yield Finding("monitoring-missing", source.sheet, source.cell("monitoring"), number)
    if measure.end < measure.start:
        found, start = format_month(measure.end), format_month(measure.start)
        yield Finding("period-reversed", source.sheet, source.cell("end"), found, start)
    last = max((step.until or measure.end for step in measure.steps), default=measure.end)
    if measure.start <= last < measure.end:
        yield Finding("measure-ends-early", source.sheet, source.cell("end"), number, format_month(last))


def _step(measure: Measure, step: Step) -> Iterator[Finding]:
    source = step.source
    if not step.step:
        yield Finding("step-text-missing", source.sheet, source.cell("step"), step.key)
    if not step.divisions:
        yield Finding("step-without-division", source.sheet, source.cell("divisions"), step.key)
    start, due = measure.step_start(step), measure.step_due(step)
    if due < start and measure.start <= measure.end:
        cell = source.cell("due" if step.due else "from")
        yield Finding("period-reversed", source.sheet, cell, format_month(due), format_month(start))
    elif step.due is not None and step.due > measure.end:
        found, end = format_month(step.due), format_month(measure.end)
        yield Finding("due-after-end", source.sheet, source.cell("due"), found, end)
    if step.until is not None and step.first is not None and step.until < step.first:
        found, first = format_month(step.until), format_month(step.first)
        yield Finding("period-reversed", source.sheet, source.cell("until"), found, first)
