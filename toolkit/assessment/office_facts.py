"""The facts of an office's own year, with what the office corrected on the sheet of its plan.

Item codes and numbers of questions are not confirmed for every year, so an office may type them itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.assessment.facts import Facts, Item, Questions, facts_of
from toolkit.assessment.item_codes import find_item_codes, parse_item_code
from toolkit.model.plan import Agency

PLAN_ITEM, RESULT_ITEM, LAST_QUESTIONS = OFFICE_KEYS = ("plan_item", "result_item", "last_questions")
"""The keys of the agency table that correct the facts: "O34", "O35", "I15, E9, O35"."""


def office_facts(agency: Agency) -> Facts | None:
    """The facts of the office's fiscal year, corrected; None for a year before the first that is known.
    A correction that cannot be read counts as blank (see `unreadable_keys`)."""
    facts = facts_of(agency.fiscal_year)
    if facts is None:
        return None
    questions = dict(facts.questions) | _questions(agency.extras.get(LAST_QUESTIONS, ""))
    return replace(
        facts,
        plan_item=_item(agency.extras.get(PLAN_ITEM, ""), facts.plan_item, facts.year),
        result_item=_item(agency.extras.get(RESULT_ITEM, ""), facts.result_item, facts.year),
        questions=questions,
    )


def unreadable_keys(agency: Agency) -> Mapping[str, str]:
    """The keys whose text is no correction that can be read, each with its text."""
    texts = {key: agency.extras.get(key, "") for key in OFFICE_KEYS}
    readable = {key: parse_item_code(texts[key]) is not None for key in (PLAN_ITEM, RESULT_ITEM)}
    readable[LAST_QUESTIONS] = bool(_questions(texts[LAST_QUESTIONS]))
    return {key: text for key, text in texts.items() if text and not readable[key]}


def _item(text: str, known: Item | None, year: int) -> Item | None:
    code = parse_item_code(text)
    if code is None:
        return known
    return replace(known, code=code, confirmed=True) if known else Item(code, "", year)


def _questions(text: str) -> dict[str, Questions]:
    """The last question of each instrument in "I15, E9, O35" or "I1-I15 …"."""
    found: dict[str, Questions] = {}
    for _, code in find_item_codes(text.replace("-", " ").replace("–", " ")):
        last = max(int(code[1:]), found[code[0]].last if code[0] in found else 0)
        found[code[0]] = Questions(code[0], last)
    return found
