"""Texts parted into the items of their lists: "๑.", "1)", "(๑)", "๑.๑", "-", "•", "ข้อ ๑"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.importer.words import import_words
from toolkit.thai.text import clean_text, to_arabic

_D = "[0-9๐-๙]"
_N = rf"(?:[1-9๑-๙]{_D}?)"
# Behind a digit, letter, point or slash a number belongs to a date, an amount or a code ("12/3.", "O42)").
_BEFORE = r"(?<![0-9๐-๙A-Za-z.,/:\-])"
_NUMBERS = (
    rf"\(\s?(?P<round>{_N})\s?\)"
    rf"|{_BEFORE}(?P<deep>{_N}(?:\.{_N}){{1,3}})(?:[.)](?!{_D})|(?=[\s\u0e00-\u0e7f]))"
    rf"|{_BEFORE}(?P<bracket>{_N})\s?\)"
    # "3.5" is an amount and no marker "3.".
    rf"|{_BEFORE}(?P<dot>{_N})\s?\.(?!{_D})"
)
_BULLETS = r"(?P<bullet>[-–—•●▪■◦○*➢➤✓✔➡→·\uf0b7\uf0a7\uf0d8])"
_DASHES = "-–—"
# Inside a sentence these are arrows, footnote stars and ornaments.
_LINE_ONLY = "*·○→➡"
# "ต.ค.๖๕-ก.ย.๖๖": the dash before a month is that of a period.
_MONTH = re.compile(r"\s*[ก-ฮ]{1,2}\.?\s?[ก-ฮ]\.")
# "1.5 ล้าน" is an amount and not item 5 below item 1.
_UNIT = re.compile(r"\s*(?:คะแนน|บาท|ล้าน|%|เปอร์เซ็นต์|เมตร|กิโล|น\.|นาฬิกา|ชั่วโมง|คน|ครั้ง)")
_TAIL = 24  # characters looked at before a number
_LONG_ENOUGH = 8  # letters that a piece between two dashes of a sentence must have to be an item
_LONGEST = 32_767  # characters that a cell of Excel holds; a longer text is no list
_DEEPEST = 6  # lists inside lists
_LINE_ITEM = 30  # letters of each line of a text without markers, to be an item of its own


@dataclass(frozen=True, slots=True)
class _Mark:
    """A candidate marker: its slice of the text, its style ("." ")" "()" "1." for a dotted depth, or the
    bullet itself), its number's last part (0 for a bullet), and whether a line begins with it."""

    start: int
    end: int
    style: str
    number: int
    label: str
    at_line: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: `raw` is its exact slice of the text, marker included; `marker` as written ("๑)", "-", "" for
    what stands before the first), `number` in Arabic digits ("" for a bullet), `text` without the marker."""

    raw: str
    marker: str
    number: str
    text: str

    @property
    def line(self) -> str:
        """The item on a line of its own, with its marker."""
        return f"{self.marker} {self.text}".strip() if self.text else ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: what introduces it, its items, and whether where they part is sure: not with a gap in the
    numbering, one that starts again, a dash inside a line, a list in an item, or lines taken as items."""

    lead: str
    items: tuple[ListItem, ...]
    sure: bool = True


def split_items(text: str, after: int = 0) -> tuple[ListItem, ...]:
    """Return the items of the outermost list in reading order; one without marker where there is no list. A
    list that goes on from another cell may begin anywhere with the number that follows `after`.

    The `raw` of all items joined is the text.
    """
    marks, _ = _outermost(text, after)
    if not marks:
        return (ListItem(text, "", "", item_text(text)),)
    head = text[: marks[0].start]
    pieces = [ListItem(head, "", "", item_text(head))] if head.strip() else []
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        start = mark.start if pieces else 0  # blanks before the first marker belong to its item
        marker = text[mark.start : mark.end].strip()
        pieces.append(ListItem(text[start:end], marker, mark.label, item_text(text[mark.end : end])))
    return tuple(pieces)


def list_of(text: str, after: int = 0) -> ItemList:
    """Return the list that a cell holds, for making steps of it: an introduction, then the items.

    A single item that only introduces a list of its own gives way to that list. A text without markers is one
    item, or one for each of its lines where all are long.
    """
    pieces = [item for item in split_items(text, after) if item.text]
    sure = not _outermost(text, after)[1]
    marked = [item for item in pieces if item.marker]
    if not marked:
        return _by_lines(pieces[0]) if pieces else ItemList("", ())
    lead = ""
    if not pieces[0].marker:
        if after or _introduces(pieces[0].text) or marked[0].number == "1":
            lead = pieces[0].text
        else:
            marked.insert(0, pieces[0])
            sure = False
    bodies = [item.raw.lstrip().removeprefix(item.marker) for item in marked]
    if len(marked) == 1 and marked[0].marker:
        inner = list_of(bodies[0])
        if len(inner.items) > 1 and inner.items[0].marker:
            return ItemList("\n".join(filter(None, (lead, inner.lead))), inner.items, sure and inner.sure)
    nested = any(item.marker for body in bodies for item in split_items(body))
    return ItemList(lead, tuple(marked), sure and not nested)


def item_text(raw: str) -> str:
    """Return the text of an item: repaired, its wrapped lines joined, a list in it still one entry a line."""
    text = clean_text(raw)
    if "\n" not in text:
        return text
    starts = {mark.start for mark in _find_marks(text) if mark.at_line}
    return re.sub(r"\n+[ \t]*", lambda line_end: "\n" if line_end.end() in starts else " ", text)


def _by_lines(piece: ListItem) -> ItemList:
    lines = [clean_text(line) for line in piece.raw.split("\n") if line.strip()]
    if len(lines) < 2 or min(map(_letters, lines)) < _LINE_ITEM:
        return ItemList("", (piece,))
    return ItemList("", tuple(ListItem(line, "", "", line) for line in lines), False)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _introduces(text: str) -> bool:
    return text.rstrip().endswith(import_words().written["items.introduces"])


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(import_words().written["items.numbering"])
    worded = rf"^[ \t]*(?P<all>(?:{names})[ \t]*(?P<word>{_N})(?!{_D})[ \t]*[.):]?)(?=\s|[\u0e00-\u0e7f(“])"
    return re.compile(f"{worded}|{_NUMBERS}|{_BULLETS}", re.M)


def _find_marks(text: str) -> list[_Mark]:
    """All candidates of a text, in order, none overlapping another."""
    inside = _in_brackets(text)
    marks = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup if match["all"] is None else "word"
        start = match.start("all" if kind == "word" else 0)
        at_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if kind == "bullet":
            if _is_bullet(text, match, at_line=at_line, inside=bool(inside[start])):
                style = "-" if match[0] in _DASHES else match[0]
                spaced = text[match.end() : match.end() + 1].isspace()
                marks.append(_Mark(start, match.end(), style, 0, "", at_line, spaced))
            continue
        label = to_arabic(match[str(kind)])
        amount = kind == "deep" and _UNIT.match(text, match.end())
        if not amount and (at_line or (not inside[start] and _may_stand_inside(text, match))):
            style = {"round": "()", "bracket": ")", "dot": "."}.get(str(kind), f"{kind}{label.count('.')}")
            number = int(label.rpartition(".")[2])
            marks.append(_Mark(start, match.end(), style, number, label, at_line, False))
    return marks


def _in_brackets(text: str) -> bytearray:
    """Which places of a text lie within a pair of brackets on one line."""
    inside = bytearray(len(text) + 1)
    opened: list[int] = []
    for match in re.finditer(r"[()\n]", text):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == "\n":
            opened.clear()
        elif opened:
            start = opened.pop() + 1
            inside[start : match.start()] = b"\1" * (match.start() - start)
    return inside


def _may_stand_inside(text: str, match: re.Match[str]) -> bool:
    """Whether a number in the middle of a line may be a marker: not part of a phrase, followed by words."""
    before = text[max(0, match.start() - _TAIL) : match.start()].rstrip()
    # "ที่" in front makes an ordinal, but "หน้าที่" (duty) is a word of its own.
    if before.endswith(import_words().written["items.part_of_sentence"]) and not before.endswith("หน้าที่"):
        return False
    if before[-1:].isdigit() and match["round"]:  # "มาตรา ๙ (๑)"
        return False
    after = text[match.end() :].lstrip()[:1]
    return bool(after) and (after.isalpha() or after in "“\"'(‘เแโใไ")


def _is_bullet(text: str, match: re.Match[str], *, at_line: bool, inside: bool) -> bool:
    after = text[match.end() : match.end() + 16]
    first, spaced, dash = after.lstrip()[:1], after[:1].isspace(), match[0] in _DASHES
    if not first or first in _DASHES or (first.isdigit() and not (spaced and at_line)):
        return False  # "- ๕ หลักเกณฑ์", but not "-3.56"
    if at_line:
        return True
    if match[0] in _LINE_ONLY or inside or _MONTH.match(after):
        return False
    before = text[match.start() - 1]
    behind_word = spaced and ("ก" <= before <= "๎" or before == ")")
    return (before.isspace() or behind_word) and (not dash or first.isalpha() or first in "“\"'(")


_Chain = tuple[tuple[_Mark, ...], bool]


def _outermost(text: str, after: int = 0) -> _Chain:
    """The marks of the outermost list, and whether they are doubtful."""
    marks = _find_marks(text) if len(text) <= _LONGEST else []
    chains = []
    for style in dict.fromkeys(mark.style for mark in marks):
        group = [mark for mark in marks if mark.style == style]
        chain = _numbered(marks, style, text, after) if group[0].number else _bulleted(text, group)
        chains += [chain] if chain[0] else []
    # The list that begins first holds the others.
    return min(chains, key=lambda chain: chain[0][0].start, default=((), False))


def _numbered(marks: Sequence[_Mark], style: str, text: str, after: int) -> _Chain:
    """The sequence of one style; a number of another style goes on with it where that one never began."""
    begun = {mark.style for mark in marks if mark.number == 1}
    usable = [
        mark
        for mark in marks
        if mark.style == style or (mark.number > 1 and mark.at_line and mark.style not in begun)
    ]
    runs: list[list[_Mark]] = []
    doubtful = False
    for mark in usable:
        if not runs:
            runs += [[mark]] if mark.style == style and _may_begin(mark, usable, text, after) else []
            continue
        # Innermost first: a number goes on with the list that it stands in before one further out.
        innermost = range(len(runs) - 1, max(-1, len(runs) - 1 - _DEEPEST), -1)
        resumed = next((n for n in innermost if runs[n][-1].number + 1 == mark.number), None)
        last = runs[-1][-1].number
        if resumed is not None:
            del runs[resumed + 1 :]
            runs[resumed].append(mark)
        elif mark.style == style and mark.number == 1:
            runs.append([mark])
        # One number left out or typed twice is a slip; a longer jump is no item of this list.
        elif mark.style == style and mark.at_line and last <= mark.number <= last + 2:
            runs[-1].append(mark)
            doubtful = True
    # A lone "1." inside a line is part of a sentence and no second list.
    kept = [run for n, run in enumerate(runs) if n == 0 or len(run) > 1 or run[0].at_line]
    first = kept[0][0] if kept else None
    alone = first is not None and sum(map(len, kept)) == 1 and not after
    if first is None or (alone and not (first.at_line or _introduces(text[: first.start]))):
        return (), False
    return tuple(mark for run in kept for mark in run), doubtful or len(kept) > 1


def _may_begin(mark: _Mark, usable: Sequence[_Mark], text: str, after: int) -> bool:
    if mark.number == 1 or not text[: mark.start].strip() or (after and mark.number == after + 1):
        return True
    following = any(other.number == mark.number + 1 and other.start > mark.start for other in usable)
    return (mark.number == 2 and (mark.at_line or following)) or (mark.at_line and following)


def _bulleted(text: str, marks: Sequence[_Mark]) -> _Chain:
    """Bullets at line starts; inside a line only where they cannot be the dash of a sentence."""
    at_lines = tuple(mark for mark in marks if mark.at_line)
    if marks[0].style != "-":
        return tuple(marks), False
    if len(at_lines) != 1:
        return tuple(mark for mark in marks if mark.at_line or not mark.spaced), False
    inline = tuple(mark for mark in marks if mark.at_line or mark.spaced == at_lines[0].spaced)
    ends = [*(mark.start for mark in inline[1:]), len(text)]
    pieces = [text[mark.end : end] for mark, end in zip(inline, ends, strict=True)]
    if min(map(_letters, pieces)) < _LONG_ENOUGH:
        return at_lines, False
    return inline, any(mark.spaced and not mark.at_line for mark in inline)
