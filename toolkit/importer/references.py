"""Question codes and item codes in a text: I1, E13, O43, written "e13", "o๑๓", "๐๔๓", "ข้อ I1"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.importer.words import words
from toolkit.thai.digits import to_arabic

_LAST = {"I": 30, "E": 15, "O": 43}
"""The highest number of each instrument in any year (2564-2566)."""
_EDGE = r"(?<![A-Za-z0-9๐-๙.,/\-@])"
_END = r"(?![A-Za-z0-9๐-๙]|[.,/\-–]\s?[0-9๐-๙])"
_CODE = re.compile(rf"{_EDGE}(?P<letter>[IEOieo])[\s.\-]?(?P<number>[0-9๐-๙]{{1,2}}){_END}")
_ZERO = re.compile(rf"{_EDGE}[0๐](?P<number>[0-9๐-๙]{{1,2}}){_END}")
_ZERO_SIGNS = re.compile(r"(?:ข้อ|อ้างอิง(?:จาก)?|ตาม|[(,/]|และ|OIT|ถึง)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class References:
    """The codes of a text in reading order, and what was read as I and a number though it has no letter."""

    codes: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()


def references(text: str, *, measure: bool = False) -> References:
    """The codes in a text. In a measure's own text (`measure`), "ข้อ 11" at its head is read as I1, since the
    letter I is often typed as 1, and asked about."""
    found: dict[int, str] = {}
    for match in _CODE.finditer(text):
        _add(found, match.start(), match["letter"].upper(), match["number"])
    for match in _ZERO.finditer(text):
        if _ZERO_SIGNS.search(text[max(0, match.start() - 16) : match.start()]):
            _add(found, match.start(), "O", match["number"])
    asked: list[tuple[str, str]] = []
    head = _headed().match(text) if measure else None
    if head is not None and head.start("number") not in found:
        digits = to_arabic(head["number"])
        code = f"I{int(digits[1:])}" if digits[0] == "1" and digits[1:].strip("0") else ""
        if code and int(code[1:]) <= _LAST["I"]:
            found[head.start("number")] = code
            asked.append((head[0].strip(), code))
    return References(tuple(dict.fromkeys(found[place] for place in sorted(found))), tuple(asked))


def joined(parts: Iterable[References]) -> str:
    """The codes of several texts as a plan's cell holds them: "I1, O13"."""
    return ", ".join(dict.fromkeys(code for part in parts for code in part.codes))


def _add(found: dict[int, str], place: int, letter: str, digits: str) -> None:
    number = int(to_arabic(digits))
    if 1 <= number <= _LAST[letter]:
        found[place] = f"{letter}{number}"


@cache
def _headed() -> re.Pattern[str]:
    names = sorted(words().written["measures.references"], key=len, reverse=True)
    return re.compile(
        rf"\s*(?:{'|'.join(map(re.escape, names))})\s*(?P<number>[1๑][0-9๐-๙]{{1,2}})(?![0-9๐-๙.])"
    )
