"""Plan rules: divisions have names, pass their work on to somebody, and have work at all."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Plan
from toolkit.model.progress import assignments


def check_plan_divisions(plan: Plan) -> Iterator[Finding]:
    """A division without a name, successors that lead round in a circle, and a division without any work."""
    busy = {each.division_code for each in assignments(plan)}
    for division in plan.divisions:
        source, code = division.source, division.division_code
        if not division.division_name:
            yield Finding("division-name-missing", source.sheet, source.cell("division_name"), code)
        circle = _circle(plan, division)
        if circle:
            yield Finding("successor-loop", source.sheet, source.cell("successor"), " → ".join(circle))
        if busy and code not in busy:
            name = division.division_name or code
            yield Finding("division-unused", source.sheet, source.cell("division_code"), name)


def _circle(plan: Plan, division: Division) -> tuple[str, ...]:
    """The codes from a division along its successors back to itself; empty where they end."""
    path = [division.division_code]
    while division.successor in plan.division_by_code:
        path.append(division.successor)
        if division.successor in path[:-1]:
            return tuple(path) if path[0] == path[-1] else ()
        division = plan.division_by_code[division.successor]
    return ()
