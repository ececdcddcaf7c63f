"""Plan rules: the questions and items that a measure refers to exist in a year that concerns it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.assessment.facts import Facts, facts_of, last_question_of_any_year
from toolkit.assessment.item_codes import find_item_codes, parse_item_code
from toolkit.model.finding import Finding
from toolkit.model.plan import Plan

_SEPARATORS = re.compile(r"[,;/\n，；]+|\bและ\b")


def check_plan_references(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """A code beyond the last question, in the plan's own year (`facts`) and in that of the result it rests
    on: plans cite either. Only a note where the last question of one of them is not confirmed, unless no
    year ever had so many."""
    before = facts_of(plan.fiscal_year - 1)
    years = (facts,) if before is None else (facts, before)
    for measure in plan.measures:
        for code in _codes(measure.refs):
            known = [each.questions.get(code[0]) for each in years]
            last = max((each.last for each in known if each), default=0)
            if last and int(code[1:]) > last:
                source = measure.source
                sure = all(each is not None and each.confirmed for each in known)
                sure = sure or int(code[1:]) > last_question_of_any_year(code[0])
                yield Finding(
                    "reference-beyond",
                    source.sheet,
                    source.cell("refs"),
                    code,
                    f"{code[0]}{last}",
                    severity=None if sure else "note",
                )


def _codes(text: str) -> tuple[str, ...]:
    """The codes in a cell that lists them, each once."""
    codes: list[str] = []
    for part in _SEPARATORS.split(text):
        whole = parse_item_code(part)
        codes += [whole] if whole else [code for _, code in sorted(find_item_codes(part))]
    return tuple(dict.fromkeys(codes))
