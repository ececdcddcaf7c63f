"""Plan rules: a number that was distributed stays with its text; it neither moves, vanishes nor is reused.

A step that was distributed with an `until` month has ended and may leave the plan. What else has changed
since the plan was distributed is told, so that it is distributed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from toolkit.model.finding import Finding, Location
from toolkit.model.plan import Division, Measure, Plan, Step
from toolkit.thai.text import squash
from toolkit.xlsx.layouts import DIVISIONS, MEASURES, STEPS, Table

_REWORDED = 50.0
"""How alike, in percent, two wordings of one work are at least. Among the steps of real plans any two stay
below it nine times in ten; a text that is drawn out, cut or reworded here and there stays above."""


def check_plan_identity(plan: Plan, distributed: Plan | None) -> Iterator[Finding]:
    """Compare with the plan as last distributed: a text under another number, a number that is gone, or one
    that stands for something else now."""
    if distributed is None:
        return
    yield from _compare(
        {measure.measure_no: (measure.measure, measure.location) for measure in plan.measures},
        {measure.measure_no: (measure.measure, measure.location) for measure in distributed.measures},
        "measure_no",
        frozenset(
            measure.measure_no
            for measure in distributed.measures
            if measure.steps and all(step.until is not None for step in measure.steps)
        ),
    )
    kept = {measure.measure_no for measure in plan.measures}
    yield from _compare(
        {step.key: (step.step, step.location) for _, step in plan.steps},
        # A measure that is gone is told once, not for each of its steps again.
        {step.key: (step.step, step.location) for _, step in distributed.steps if step.measure_no in kept},
        "step_no",
        frozenset(step.key for _, step in distributed.steps if step.until is not None),
    )


_Record = Division | Measure | Step
_READ_AS = {"first": "from", "division_codes": "divisions"}
"""The fields of a record whose columns have another name."""


def check_plan_changes(plan: Plan, distributed: Plan | None) -> Iterator[Finding]:
    """Note what was added to the plan or changed in it since it was distributed."""
    if distributed is None or distributed.digest == plan.digest:
        return
    for table, key, now, before in (
        (DIVISIONS, "division_code", plan.divisions, distributed.divisions),
        (MEASURES, "measure_no", plan.measures, distributed.measures),
        (STEPS, "key", [step for _, step in plan.steps], [step for _, step in distributed.steps]),
    ):
        yield from _changes(table, key, now, before)


def _changes(table: Table, key: str, now: Sequence[_Record], before: Sequence[_Record]) -> Iterator[Finding]:
    """Yield a note on each record that is new, and on each in which columns differ, with their headings."""
    known = {getattr(record, key): record for record in before}
    column = "step_no" if table is STEPS else key
    for record in now:
        number = getattr(record, key)
        old = known.get(number)
        if old is None:
            yield record.location.finding("added-since-issue", column, number, table.sheet)
            continue
        differing = {
            _READ_AS.get(member.name, member.name)
            for member in fields(record)
            if member.compare
            and member.name != "steps"
            and getattr(record, member.name) != getattr(old, member.name)
        }
        headings = [field.heading for field in table.fields if field.id in differing]
        if headings:
            number = f"{table.sheet} {number}"
            yield record.location.finding("changed-since-issue", column, number, ", ".join(headings))


def _compare(
    now: Mapping[str, tuple[str, Location]],
    before: Mapping[str, tuple[str, Location]],
    field: str,
    ended: frozenset[str],
) -> Iterator[Finding]:
    """Compare texts and locations by number.

    A text has moved when a number that had it lost it; the same text under one number more has not.
    """
    numbers_of: dict[str, list[str]] = {}
    for number, (text, _) in before.items():
        numbers_of.setdefault(squash(text), []).append(number)
    # A text that moved explains what happened to both of its numbers.
    moved: set[str] = set()
    for number, (text, location) in now.items():
        owners = numbers_of.get(squash(text), []) if text else []
        lost = [owner for owner in owners if owner not in now or squash(now[owner][0]) != squash(text)]
        if lost and number not in owners:
            moved.update(lost, [number])
            yield location.finding("text-moved", field, number, ", ".join(lost))
    for number, (text, location) in before.items():
        if number in moved:
            continue
        if number in now:
            new_text, new_location = now[number]
            if _is_another(squash(text), squash(new_text)):
                yield new_location.finding("text-replaced", field, number, text)
        elif number not in ended:
            yield Finding("number-vanished", location.sheet, "", number)


def _is_another(before: str, now: str) -> bool:
    """Return whether a text stands for something else and is no new wording of the same. One that holds the
    other is the same."""
    if not before or not now or before == now:
        return False
    from rapidfuzz.fuzz import partial_ratio, ratio

    return max(ratio(before, now), partial_ratio(before, now)) < _REWORDED
