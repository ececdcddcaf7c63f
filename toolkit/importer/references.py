"""Question codes and item codes in a text: I1, E13, O43, written "e13", "o๑๓", "๐๔๓", "ข้อ I1"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.assessment.facts import last_question_of_any_year
from toolkit.assessment.item_codes import find_item_codes
from toolkit.importer.words import words
from toolkit.thai.text import to_arabic


@dataclass(frozen=True, slots=True)
class References:
    """The codes of a text in reading order, and what was read as I and a number though it has no letter."""

    codes: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()


def references(text: str, *, measure: bool = False) -> References:
    """The codes in a text. In a measure's own text (`measure`), "ข้อ 11" at its head is read as I1, since the
    letter I is often typed as 1, and asked about."""
    found = {place: code for place, code in find_item_codes(text) if _known(code)}
    asked: list[tuple[str, str]] = []
    head = _headed().match(text) if measure else None
    if head is not None and head.start("number") not in found:
        digits = to_arabic(head["number"])
        code = f"I{int(digits[1:])}" if digits[0] == "1" and digits[1:].strip("0") else ""
        if code and _known(code):
            found[head.start("number")] = code
            asked.append((head[0].strip(), code))
    return References(tuple(dict.fromkeys(found[place] for place in sorted(found))), tuple(asked))


def joined(parts: Iterable[References]) -> str:
    """The codes of several texts as a plan's cell holds them: "I1, O13"."""
    return ", ".join(dict.fromkeys(code for part in parts for code in part.codes))


def _known(code: str) -> bool:
    """Whether some year had such a question."""
    return int(code[1:]) <= last_question_of_any_year(code[0])


@cache
def _headed() -> re.Pattern[str]:
    names = sorted(words().written["measures.references"], key=len, reverse=True)
    return re.compile(
        rf"\s*(?:{'|'.join(map(re.escape, names))})\s*(?P<number>[1๑][0-9๐-๙]{{1,2}})(?![0-9๐-๙.])"
    )
