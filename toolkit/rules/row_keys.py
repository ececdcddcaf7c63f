"""Key rules: is each row of a month sheet still the row that was issued?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.model.finding import Finding
from toolkit.model.plan import Plan
from toolkit.rules.month_head import OUTCOME_FIELDS
from toolkit.rules.row_values import TYPED_FIELDS
from toolkit.thai.text import squash
from toolkit.xlsx.tables import TableRow

_TYPED = (*TYPED_FIELDS, *OUTCOME_FIELDS)


@dataclass(frozen=True)
class IssuedTexts:
    """The texts that row keys stood for: in today's plan, and in those distributed before.

    `older` is asked only where a row disagrees with today's plan.
    """

    today: Mapping[str, tuple[str, str]]
    older: Callable[[], tuple[Mapping[str, tuple[str, str]], ...]] = field(default=tuple)

    def agree(self, record: TableRow) -> bool:
        """Whether the row's measure and step texts are those of its key in some plan that was issued."""
        shown = squash(record.text("measure")), squash(record.text("step"))
        if _fits(shown, self.today.get(record.key)):
            return True
        return any(_fits(shown, texts.get(record.key)) for texts in self.older())


def texts_of(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """Row key -> (measure text, step text), squashed for comparing."""
    texts = {step.key: (squash(measure.measure), squash(step.step)) for measure, step in plan.steps}
    return texts | {measure.measure_no: (squash(measure.measure), "") for measure in plan.measures}


def _fits(shown: tuple[str, str], issued: tuple[str, str] | None) -> bool:
    """A blank text agrees with anything: somebody emptied a cell that is not read."""
    if issued is None:
        return False
    return all(not seen or text in seen for seen, text in zip(shown, issued, strict=True))


def check_row_keys(
    records: tuple[TableRow, ...], issued: IssuedTexts, own: frozenset[str], known: frozenset[str]
) -> Iterator[Finding]:
    """Rows without key, keys doubled, foreign or unknown, and keys that disagree with their row's text.

    `own` are the keys of this division, `known` those of the whole plan.
    """
    seen: set[str] = set()
    for record in records:
        typed = record.filled(_TYPED)
        sheet, cell = record.sheet.name, f"A{record.row}"
        if not record.key:
            if typed:
                yield Finding("row-without-key", sheet, record.cell("status") or cell)
            continue
        if record.key in seen:
            yield Finding("key-doubled", sheet, record.cell("step") or cell, record.key)
        seen.add(record.key)
        if not typed:
            continue
        if record.key not in known:
            yield Finding("key-unknown", sheet, record.cell("status") or cell, record.key)
        elif record.key not in own:
            yield Finding("row-not-yours", sheet, record.cell("status") or cell, record.key)
        elif not issued.agree(record):
            shown = record.text("step") or record.text("measure")
            yield Finding("key-mismatch", sheet, record.cell("step") or cell, shown[:60], record.key)
