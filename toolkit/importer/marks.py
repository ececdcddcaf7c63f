"""Where a text may have list markers: "๑.", "1)", "(๑)", "๑.๑", "-", "•", "ข้อ ๑" at the start of a line.

A mark is only a candidate. Which of them number a list is decided in `toolkit.importer.items`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.importer.words import words
from toolkit.thai.text import to_arabic

_D = "[0-9๐-๙]"
_N = rf"(?:[1-9๑-๙]{_D}?)"
_DOTTED = rf"{_N}(?:\.{_N}){{1,3}}"
_BEFORE = r"(?<![0-9๐-๙A-Za-z.,/:\-])"
_NUMBER = re.compile(
    rf"\(\s?(?P<round>{_N})\s?\)"
    rf"|{_BEFORE}(?P<deep>{_DOTTED})(?:[.)](?!{_D})|(?=[\s\u0e00-\u0e7f]))"
    rf"|{_BEFORE}(?P<bracket>{_N})\s?\)"
    rf"|{_BEFORE}(?P<dot>{_N})\s?\.(?!{_D})"
)
_BULLET = re.compile(r"[-–—•●▪■◦○*➢➤✓✔➡→·\uf0b7\uf0a7\uf0d8]")
_DASHES = "-–—"
_LINE_ONLY = "*·○→➡"
_MONTH = re.compile(r"\s*[ก-ฮ]{1,2}\.?\s?[ก-ฮ]\.")
_UNIT = re.compile(r"\s*(?:คะแนน|บาท|ล้าน|%|เปอร์เซ็นต์|เมตร|กิโล|น\.|นาฬิกา|ชั่วโมง|คน|ครั้ง)")
_TAIL = 24  # characters looked at before a number


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate marker: its slice of the text, its style ("." ")" "()" "1." for a dotted depth, or the
    bullet itself), its number's last part (0 for a bullet), and how it stands."""

    start: int
    end: int
    style: str
    number: int
    label: str
    at_text: bool
    at_line: bool
    spaced: bool

    @property
    def bullet(self) -> bool:
        return not self.number


def find_marks(text: str) -> tuple[Mark, ...]:
    """All candidates of a text, in order, none overlapping another."""
    brackets = _Brackets(text)
    taken = 0
    found = []
    for mark in sorted((*_numbers(text, brackets), *_bullets(text, brackets)), key=lambda each: each.start):
        if mark.start >= taken:
            found.append(mark)
            taken = mark.end
    return tuple(found)


def _numbers(text: str, brackets: _Brackets) -> Iterator[Mark]:
    for match in _line_words().finditer(text):
        label = to_arabic(match["number"])
        yield _mark(text, match.start("all"), match.end(), "word", int(label), label)
    for match in _NUMBER.finditer(text):
        kind = str(match.lastgroup)
        label = to_arabic(match[kind])
        at_line = _at_line(text, match.start())
        if not at_line and not _may_stand_inside(text, match, brackets):
            continue
        if kind == "deep" and _UNIT.match(text, match.end()):
            continue
        style = {"round": "()", "bracket": ")", "dot": "."}.get(kind, f"1.{label.count('.')}")
        yield _mark(text, match.start(), match.end(), style, int(label.rpartition(".")[2]), label)


def _may_stand_inside(text: str, match: re.Match[str], brackets: _Brackets) -> bool:
    """Whether a number in the middle of a line may be a marker: not in brackets, not part of a phrase,
    and followed by words."""
    if brackets.inside(match.start()):
        return False
    before = text[max(0, match.start() - _TAIL) : match.start()].rstrip()
    if before.endswith(words().written["items.part_of_sentence"]) and not before.endswith("หน้าที่"):
        return False
    if re.search(rf"{_D}\s?$", before) and str(match.lastgroup) == "round":  # "มาตรา ๙ (๑)"
        return False
    after = text[match.end() :].lstrip()[:1]
    return bool(after) and (after.isalpha() or after in "“\"'(‘เแโใไ")


def _bullets(text: str, brackets: _Brackets) -> Iterator[Mark]:
    for match in _BULLET.finditer(text):
        start, sign = match.start(), match[0]
        after = text[match.end() : match.end() + 16]
        spaced = after[:1].isspace()
        first = after.lstrip()[:1]
        at_line = _at_line(text, start)
        numbered = first.isdigit() and spaced and at_line  # "- ๕ หลักเกณฑ์", but not "-3.56"
        if not first or first in _DASHES or (first.isdigit() and not numbered):
            continue
        if not at_line:
            if sign in _LINE_ONLY or brackets.inside(start) or _MONTH.match(after):
                continue
            if sign in _DASHES and not (first.isalpha() or first in "“\"'("):
                continue
            before = text[start - 1]
            if not before.isspace() and (not spaced or not ("ก" <= before <= "๎" or before == ")")):
                continue
        yield _mark(text, start, match.end(), "-" if sign in _DASHES else sign, 0, "")


def _mark(text: str, start: int, end: int, style: str, number: int, label: str) -> Mark:
    at_line = _at_line(text, start)
    at_text = not text[:start].strip()
    return Mark(start, end, style, number, label, at_text, at_line or at_text, text[end : end + 1].isspace())


def _at_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


@cache
def _line_words() -> re.Pattern[str]:
    names = "|".join(sorted(words().written["items.numbering"], key=len, reverse=True))
    return re.compile(
        rf"^[ \t]*(?P<all>(?:{names})[ \t]*(?P<number>{_N})(?!{_D})[ \t]*[.):]?)(?=\s|[\u0e00-\u0e7f(“])",
        re.M,
    )


class _Brackets:
    """Which places of a text lie within a pair of brackets on one line."""

    def __init__(self, text: str) -> None:
        opened: list[int] = []
        spans: list[tuple[int, int]] = []
        for match in re.finditer(r"[()\n]", text):
            if match[0] == "(":
                opened.append(match.start())
            elif match[0] == "\n":
                opened.clear()
            elif opened:
                spans.append((opened.pop(), match.start()))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):  # outermost only
            if not self._ends or start > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def inside(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and self._starts[index] < place < self._ends[index]
