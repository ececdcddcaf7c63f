"""Plan rules: no measure and no step stands twice, for a division could not tell the two apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toolkit.model.finding import Finding
from toolkit.model.plan import Measure, Plan, Step
from toolkit.thai.text import squash


def check_plan_repeats(plan: Plan) -> Iterator[Finding]:
    """Two measures with one text, and two steps of a measure with one text in the hands of one division."""
    first: dict[str, Measure] = {}
    for measure in plan.measures:
        text = squash(measure.measure)
        same = first.setdefault(text, measure)
        if text and same is not measure:
            source, number = measure.source, measure.measure_no
            yield Finding("measure-repeated", source.sheet, source.cell("measure"), number, same.measure_no)
        told: set[str] = set()
        for one, other in combinations(measure.steps, 2):
            if other.key not in told and _alike(one, other):
                told.add(other.key)
                source = other.source
                yield Finding("step-repeated", source.sheet, source.cell("step"), other.key, one.key)


def _alike(one: Step, other: Step) -> bool:
    """Whether a division has both steps at one time and reads the same in both."""
    text = squash(one.step)
    apart = _ends_before(one, other) or _ends_before(other, one)
    shared = set(one.division_codes) & set(other.division_codes)
    return bool(text) and text == squash(other.step) and bool(shared) and not apart


def _ends_before(one: Step, other: Step) -> bool:
    return one.until is not None and other.first is not None and one.until < other.first
