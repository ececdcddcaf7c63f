"""Plan rules: a number that was distributed is an identity; it neither moves nor vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.model.finding import Finding
from toolkit.model.plan import Plan
from toolkit.model.source import Source
from toolkit.thai.text import squash


def check_plan_identity(plan: Plan, distributed: Plan | None) -> Iterator[Finding]:
    """Compare with the plan as last distributed: a text under another number, or a number that is gone."""
    if distributed is None:
        return
    yield from _compare(
        {each.measure_no: (each.measure, each.source) for each in plan.measures},
        {each.measure_no: (each.measure, each.source) for each in distributed.measures},
        "measure_no",
    )
    now = {step.key: (step.step, step.source) for _, step in plan.steps}
    kept = {measure.measure_no for measure in plan.measures}
    before = {step.key: (step.step, step.source) for _, step in distributed.steps if step.measure_no in kept}
    yield from _compare(now, before, "step_no")


def _compare(
    now: Mapping[str, tuple[str, Source]], before: Mapping[str, tuple[str, Source]], field: str
) -> Iterator[Finding]:
    texts: dict[str, list[str]] = {}
    for number, (text, _) in before.items():
        texts.setdefault(squash(text), []).append(number)
    moved: set[str] = set()
    for number, (text, source) in now.items():
        owners = texts.get(squash(text), [])
        if text and owners and number not in owners:
            moved.update(owners)
            yield Finding("text-moved", source.sheet, source.cell(field), number, ", ".join(owners))
    for number, (_, source) in before.items():
        if number not in now and number not in moved:
            yield Finding("number-vanished", source.sheet, "", number)
