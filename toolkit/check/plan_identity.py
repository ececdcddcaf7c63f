"""Plan rules: a number that was distributed is an identity; it neither moves nor vanishes.

A step that was distributed with an `until` month has ended and may leave the plan.
"""

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
        frozenset(
            each.measure_no
            for each in distributed.measures
            if each.steps and all(step.until is not None for step in each.steps)
        ),
    )
    kept = {measure.measure_no for measure in plan.measures}
    yield from _compare(
        {step.key: (step.step, step.source) for _, step in plan.steps},
        {step.key: (step.step, step.source) for _, step in distributed.steps if step.measure_no in kept},
        "step_no",
        frozenset(step.key for _, step in distributed.steps if step.until is not None),
    )


def _compare(
    now: Mapping[str, tuple[str, Source]],
    before: Mapping[str, tuple[str, Source]],
    field: str,
    ended: frozenset[str],
) -> Iterator[Finding]:
    """A text has moved when a number that had it lost it; the same text under one number more is none."""
    texts: dict[str, list[str]] = {}
    for number, (text, _) in before.items():
        texts.setdefault(squash(text), []).append(number)
    moved: set[str] = set()
    for number, (text, source) in now.items():
        owners = texts.get(squash(text), []) if text else []
        lost = [each for each in owners if each not in now or squash(now[each][0]) != squash(text)]
        if lost and number not in owners:
            moved.update(lost)
            yield Finding("text-moved", source.sheet, source.cell(field), number, ", ".join(lost))
    for number, (_, source) in before.items():
        if number not in now and number not in moved | ended:
            yield Finding("number-vanished", source.sheet, "", number)
