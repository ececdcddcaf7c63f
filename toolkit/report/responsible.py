"""Who answers for what in a report's period: steps that count, their divisions, and successors."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import Assignment, assignments

ALL_DIVISIONS = "ทุกกอง"


class Responsible:
    """The steps and divisions of one plan from `first` to `last`, as they stand at the end of the period."""

    def __init__(self, plan: Plan, first: Month, last: Month) -> None:
        self._plan = plan
        self._first = first
        self._last = last
        self._assignments: dict[tuple[str, str], list[Assignment]] = {}
        for each in assignments(plan):
            self._assignments.setdefault((each.measure.measure_no, each.step.step_no), []).append(each)

    def assignments(self, step: Step) -> tuple[Assignment, ...]:
        """Every assignment of a step, in the order of the plan's divisions."""
        return tuple(self._assignments.get((step.measure_no, step.step_no), ()))

    def steps(self, measure: Measure) -> tuple[Step, ...]:
        """The steps of a measure that are part of the plan in any month of the period."""
        return tuple(
            step
            for step in measure.steps
            if (step.first is None or step.first <= self._last)
            and (step.until is None or step.until >= self._first)
        )

    def codes(self, steps: Iterable[Step]) -> frozenset[str]:
        """The divisions that hold steps at the end of the period, successors for those that ended."""
        return frozenset(
            each.division_code
            for step in steps
            for each in self.assignments(step)
            if each.last is None or each.last >= self._last
        )

    def names(self, codes: Iterable[str]) -> str:
        """Divisions as a plain list, one a line, or "ทุกกอง" where it is all that count as such."""
        wanted = set(codes)
        everyone = {
            each.division_code for each in self._plan.divisions if each.in_all and self._lives(each.until)
        }
        if len(everyone) > 1 and wanted == everyone:
            return ALL_DIVISIONS
        return "\n".join(each.division_name for each in self._plan.divisions if each.division_code in wanted)

    def holder(self, code: str) -> str:
        """The division that speaks for another at the end of the period: its successor, once it has ended."""
        seen = {code}
        while (
            (division := self._plan.division_by_code.get(code)) is not None
            and not self._lives(division.until)
            and division.successor in self._plan.division_by_code
            and division.successor not in seen
        ):
            code = division.successor
            seen.add(code)
        return code

    def _lives(self, until: Month | None) -> bool:
        return until is None or until >= self._last
