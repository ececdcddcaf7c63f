"""Plan rules: a number that was distributed is an identity; it neither moves nor vanishes, nor is it reused.

A step that was distributed with an `until` month has ended and may leave the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.model.finding import Finding, Location
from toolkit.model.plan import Plan
from toolkit.thai.text import squash

_REWORDED = 50.0
"""How alike, in percent, two wordings of one work are at least. Among the steps of real plans any two stay
below it nine times in ten; a text that is drawn out, cut or reworded here and there stays above."""


def check_plan_identity(plan: Plan, distributed: Plan | None) -> Iterator[Finding]:
    """Compare with the plan as last distributed: a text under another number, a number that is gone, or one
    that stands for something else now."""
    if distributed is None:
        return
    yield from _compare(
        {each.measure_no: (each.measure, each.location) for each in plan.measures},
        {each.measure_no: (each.measure, each.location) for each in distributed.measures},
        "measure_no",
        frozenset(
            each.measure_no
            for each in distributed.measures
            if each.steps and all(step.until is not None for step in each.steps)
        ),
    )
    kept = {measure.measure_no for measure in plan.measures}
    yield from _compare(
        {step.key: (step.step, step.location) for _, step in plan.steps},
        {step.key: (step.step, step.location) for _, step in distributed.steps if step.measure_no in kept},
        "step_no",
        frozenset(step.key for _, step in distributed.steps if step.until is not None),
    )


def _compare(
    now: Mapping[str, tuple[str, Location]],
    before: Mapping[str, tuple[str, Location]],
    field: str,
    ended: frozenset[str],
) -> Iterator[Finding]:
    """A text has moved when a number that had it lost it; the same text under one number more is none."""
    texts: dict[str, list[str]] = {}
    for number, (text, _) in before.items():
        texts.setdefault(squash(text), []).append(number)
    moved: set[str] = set()
    for number, (text, location) in now.items():
        owners = texts.get(squash(text), []) if text else []
        lost = [each for each in owners if each not in now or squash(now[each][0]) != squash(text)]
        if lost and number not in owners:
            moved.update(lost)
            yield Finding("text-moved", location.sheet, location.cell(field), number, ", ".join(lost))
            moved.add(number)
    for number, (text, location) in before.items():
        if number in moved:
            continue
        if number in now:
            yield from _replaced(number, text, *now[number], field)
        elif number not in ended:
            yield Finding("number-vanished", location.sheet, "", number)


def _replaced(number: str, before: str, text: str, location: Location, field: str) -> Iterator[Finding]:
    """Whether another text stands under a number, and no new wording of the same."""
    was, now = squash(before), squash(text)
    if was and now and was != now and _alike(was, now) < _REWORDED:
        yield Finding("text-replaced", location.sheet, location.cell(field), number, before)


def _alike(one: str, other: str) -> float:
    """How alike two texts are in percent; a text that holds the other is wholly alike."""
    from rapidfuzz.fuzz import partial_ratio, ratio

    return max(ratio(one, other), partial_ratio(one, other))
