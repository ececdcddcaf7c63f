"""Key rules: is each row of a month sheet still the row that was issued?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import Assignment, assignments
from toolkit.rules.month_head import OUTCOME_FIELDS
from toolkit.rules.row_values import TYPED_FIELDS
from toolkit.thai.text import squash
from toolkit.thai.words import parse_status
from toolkit.xlsx.tables import TableRow

_TYPED = (*TYPED_FIELDS, *OUTCOME_FIELDS)


@dataclass(frozen=True)
class PlanIndex:
    """What the rules look up in the plan: who has which rows, and the texts that row keys stood for in it and
    in those distributed before.

    `before` gives these plans; it is asked only where a row disagrees with today's plan, or a workbook bears
    another agency code.
    """

    plan: Plan
    before: Callable[[], tuple[Plan, ...]] = field(default=tuple)

    @cached_property
    def assignments(self) -> Mapping[str, tuple[Assignment, ...]]:
        """The assignments of each division that has any."""
        by_division: dict[str, tuple[Assignment, ...]] = {}
        for own in assignments(self.plan):
            by_division[own.division_code] = (*by_division.get(own.division_code, ()), own)
        return by_division

    @cached_property
    def today(self) -> Mapping[str, tuple[str, str]]:
        return _texts_of(self.plan)

    @cached_property
    def _older(self) -> tuple[Mapping[str, tuple[str, str]], ...]:
        return tuple(map(_texts_of, self.before()))

    def own_keys(self, division_code: str, month: Month) -> frozenset[str]:
        """Return the row keys that a division may fill in a month: not those it has passed on by then."""
        own = self.assignments.get(division_code, ())
        held = (assignment.key for assignment in own if assignment.last is None or month <= assignment.last)
        return frozenset((*held, *(assignment.measure.measure_no for assignment in own)))

    def keys_in(self, month: Month) -> frozenset[str]:
        """Return the row keys of the plan in a month: not those of steps that ended before it."""
        steps = (step.key for _, step in self.plan.steps if step.until is None or month <= step.until)
        return frozenset((*steps, *(measure.measure_no for measure in self.plan.measures)))

    def agree(self, record: TableRow) -> bool:
        """Return whether the row's measure and step texts are those of its key in any plan issued."""
        shown = squash(record.text("measure")), squash(record.text("step"))
        return _fits(shown, self.today.get(record.key)) or any(
            _fits(shown, texts.get(record.key)) for texts in self._older
        )


def _texts_of(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """Return the measure and step text of each row key, squashed for comparing."""
    texts = {step.key: (squash(measure.measure), squash(step.step)) for measure, step in plan.steps}
    return texts | {measure.measure_no: (squash(measure.measure), "") for measure in plan.measures}


def _fits(shown: tuple[str, str], issued: tuple[str, str] | None) -> bool:
    """Return whether texts agree. A blank one agrees with anything."""
    # Somebody emptied a cell that is not read: no row was moved by that.
    return issued is not None and all(
        not text or expected in text for text, expected in zip(shown, issued, strict=True)
    )


def check_row_keys(
    records: tuple[TableRow, ...], index: PlanIndex, own: frozenset[str], known: frozenset[str]
) -> Iterator[Finding]:
    """Find rows without key, keys doubled, foreign or unknown, and keys that disagree with their row's text.

    `own` are the keys of this division, `known` those of the whole plan.
    """
    seen: set[str] = set()
    for record in records:
        typed = record.filled(_TYPED)
        # Where the column itself is gone, the cell of the key stands for the row.
        sheet, key, key_cell = record.sheet.name, record.key, f"A{record.row}"
        typed_cell = record.cell("status") or record.cell("result") or key_cell
        step_cell = record.cell("step") or record.cell("measure") or key_cell
        if not key:
            if typed:
                status = record.text("status")
                # With a status it is work that somebody believes to have reported; without one it is a note.
                code = "row-inserted" if status and parse_status(status) else "row-without-key"
                yield Finding(code, sheet, typed_cell, status if code == "row-inserted" else "")
            continue
        if key in seen:
            yield Finding("key-doubled", sheet, step_cell, key)
        seen.add(key)
        # A foreign or moved row that is blank brings no figures along.
        if not typed:
            continue
        if key not in known:
            yield Finding("key-unknown", sheet, typed_cell, key)
        elif key not in own:
            yield Finding("row-not-yours", sheet, typed_cell, key)
        elif not index.agree(record):
            shown = record.text("step") or record.text("measure")
            yield Finding("key-mismatch", sheet, step_cell, shown[:60], key)
