"""Where a text may have list markers: "๑.", "1)", "(๑)", "๑.๑", "-", "•", "ข้อ ๑" at the start of a line.

A mark is only a candidate. Which of them number a list is decided in `toolkit.importer.items`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.importer.words import words
from toolkit.thai.text import clean_text, to_arabic

_D = "[0-9๐-๙]"
_N = rf"(?:[1-9๑-๙]{_D}?)"
_DOTTED = rf"{_N}(?:\.{_N}){{1,3}}"
# Behind a digit, letter, point or slash a number belongs to a date, an amount or a code ("12/3.", "O42)").
_BEFORE = r"(?<![0-9๐-๙A-Za-z.,/:\-])"
_NUMBER = re.compile(
    rf"\(\s?(?P<round>{_N})\s?\)"
    rf"|{_BEFORE}(?P<deep>{_DOTTED})(?:[.)](?!{_D})|(?=[\s\u0e00-\u0e7f]))"
    rf"|{_BEFORE}(?P<bracket>{_N})\s?\)"
    # "3.5" is an amount and no marker "3.".
    rf"|{_BEFORE}(?P<dot>{_N})\s?\.(?!{_D})"
)
_BULLET = re.compile(r"[-–—•●▪■◦○*➢➤✓✔➡→·\uf0b7\uf0a7\uf0d8]")
_DASHES = "-–—"
# Inside a sentence these are arrows, footnote stars and ornaments.
_LINE_ONLY = "*·○→➡"
# "ต.ค.๖๕-ก.ย.๖๖": the dash before a month is that of a period.
_MONTH = re.compile(r"\s*[ก-ฮ]{1,2}\.?\s?[ก-ฮ]\.")
# "1.5 ล้าน" is an amount and not item 5 below item 1.
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
    # "ที่" in front makes an ordinal, but "หน้าที่" (duty) is a word of its own.
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


_LONG_ENOUGH = 8  # letters that a piece between two dashes of a sentence must have to be an item
_LONGEST = 32_767  # characters that a cell of Excel holds; a longer text is no list
_DEEPEST = 6  # lists inside lists
_LINE_ITEM = 30  # letters of each line of a text without markers, to be an item of its own


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
    """A list: what introduces it, its items, and what was doubtful: "gap" in the numbering, "restart",
    "dash" inside a line, "nested" list kept in an item, "lines" without markers taken as items."""

    lead: str
    items: tuple[ListItem, ...]
    doubts: tuple[str, ...] = ()


def split_items(text: str, after: int = 0) -> tuple[ListItem, ...]:
    """The items of the outermost list in reading order; one item without marker where there is no list.
    A list that goes on from another cell may begin anywhere with the number that follows `after`.

    The `raw` of all items joined is the text.
    """
    marks, _ = _outermost(text, after)
    if not marks:
        return (ListItem(text, "", "", item_text(text)),)
    head = text[: marks[0].start]
    pieces = [ListItem(head, "", "", item_text(head))] if head.strip() else []
    ends = [*(each.start for each in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        start = mark.start if pieces else 0  # blanks before the first marker belong to its item
        marker = text[mark.start : mark.end].strip()
        pieces.append(ListItem(text[start:end], marker, mark.label, item_text(text[mark.end : end])))
    return tuple(pieces)


def list_of(text: str, after: int = 0) -> ItemList:
    """The list that a cell holds, for making steps of it: an introduction, then the items.

    A single item that only introduces a list of its own gives way to that list. Raises nothing: a text
    without markers is one item, or one for each of its lines where all are long.
    """
    pieces = [each for each in split_items(text, after) if each.text]
    doubts = list(_outermost(text, after)[1])
    if not pieces:
        return ItemList("", ())
    marked = [each for each in pieces if each.marker]
    if not marked:
        return _by_lines(pieces[0])
    lead = ""
    if not pieces[0].marker:
        if after or _introduces(pieces[0].text) or marked[0].number == "1":
            lead = pieces[0].text
        else:
            marked.insert(0, pieces[0])
            doubts.append("gap")
    if len(marked) == 1 and marked[0].marker:
        inner = list_of(_body(marked[0]))
        if len(inner.items) > 1 and inner.items[0].marker:
            both = "\n".join(filter(None, (lead, inner.lead)))
            return ItemList(both, inner.items, tuple(dict.fromkeys((*doubts, *inner.doubts))))
    if any(_holds_list(_body(each)) for each in marked):
        doubts.append("nested")
    return ItemList(lead, tuple(marked), tuple(dict.fromkeys(doubts)))


def item_text(raw: str) -> str:
    """The text of an item: repaired, its wrapped lines joined, a list inside it still one entry a line."""
    text = clean_text(raw)
    if "\n" not in text:
        return text
    starts = {each.start for each in find_marks(text) if each.at_line}
    return re.sub(r"\n+[ \t]*", lambda line_end: "\n" if line_end.end() in starts else " ", text)


def _body(item: ListItem) -> str:
    return item.raw.lstrip().removeprefix(item.marker)


def _holds_list(text: str) -> bool:
    return any(each.marker for each in split_items(text))


def _introduces(text: str) -> bool:
    return text.rstrip().endswith(words().written["items.introduces"])


def _by_lines(piece: ListItem) -> ItemList:
    lines = [clean_text(each) for each in piece.raw.split("\n") if each.strip()]
    if len(lines) < 2 or min(map(_letters, lines)) < _LINE_ITEM:
        return ItemList("", (piece,))
    return ItemList("", tuple(ListItem(each, "", "", each) for each in lines), ("lines",))


def _letters(text: str) -> int:
    return sum(each.isalpha() for each in text)


def _outermost(text: str, after: int = 0) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """The marks of the outermost list and what is doubtful about them."""
    marks = find_marks(text) if len(text) <= _LONGEST else ()
    if not marks:
        return (), ()
    lists = []
    for style in dict.fromkeys(each.style for each in marks):
        group = [each for each in marks if each.style == style]
        chain = _bulleted(text, group) if group[0].bullet else _numbered(marks, style, text, after)
        if chain[0]:
            lists.append(chain)
    if not lists:
        return (), ()
    # The list that begins first holds the others.
    return min(lists, key=lambda each: each[0][0].start)


Chain = tuple[tuple[Mark, ...], tuple[str, ...]]


def _numbered(marks: Sequence[Mark], style: str, text: str, after: int) -> Chain:
    """The sequence of one style; a number of another style goes on with it where that one never began."""
    begun = {each.style for each in marks if each.number == 1}
    usable = [
        each
        for each in marks
        if each.style == style or (each.number > 1 and each.at_line and each.style not in begun)
    ]
    runs: list[list[Mark]] = []
    doubts: list[str] = []
    for mark in usable:
        if not runs:
            if _may_begin(mark, usable, style) or (
                after and mark.number == after + 1 and mark.style == style
            ):
                runs.append([mark])
            continue
        # Innermost first: a number goes on with the list that it stands in before one further out.
        innermost = range(len(runs) - 1, max(-1, len(runs) - 1 - _DEEPEST), -1)
        resumed = next((n for n in innermost if runs[n][-1].number + 1 == mark.number), None)
        last = runs[-1][-1].number
        if resumed is not None:
            del runs[resumed + 1 :]
            runs[resumed].append(mark)
        elif mark.style != style:
            continue
        elif mark.number == 1:
            runs.append([mark])
        # One number left out or typed twice is a slip; a longer jump is no item of this list.
        elif mark.at_line and last <= mark.number <= last + 2:
            runs[-1].append(mark)
            doubts.append("gap")
    # A lone "1." inside a line is part of a sentence and no second list.
    kept = [run for n, run in enumerate(runs) if n == 0 or len(run) > 1 or run[0].at_line]
    if not kept or not (after or _holds_together(kept, text)):
        return (), ()
    if len(kept) > 1:
        doubts.append("restart")
    return tuple(mark for run in kept for mark in run), tuple(doubts)


def _may_begin(mark: Mark, usable: Sequence[Mark], style: str) -> bool:
    if mark.style != style:
        return False
    if mark.number == 1 or mark.at_text:
        return True
    following = any(each.number == mark.number + 1 and each.start > mark.start for each in usable)
    return (mark.number == 2 and (mark.at_line or following)) or (mark.at_line and following)


def _holds_together(runs: Sequence[Sequence[Mark]], text: str) -> bool:
    """Two numbers in sequence are a list; a single one is, where the text or a line begins with it or
    where it was announced."""
    if sum(map(len, runs)) > 1:
        return True
    only = runs[0][0]
    return only.at_line or _introduces(text[: only.start])


def _bulleted(text: str, marks: Sequence[Mark]) -> Chain:
    """Bullets at line starts; inside a line only where they cannot be the dash of a sentence."""
    at_lines = [each for each in marks if each.at_line]
    strong = [each for each in marks if not each.at_line and (each.style != "-" or not each.spaced)]
    if marks[0].style != "-":
        return tuple(marks), ()
    if len(at_lines) > 1 or not at_lines:
        return tuple(sorted((*at_lines, *strong), key=lambda each: each.start)), ()
    inline = [each for each in marks if each.at_line or each.spaced == at_lines[0].spaced]
    chosen = [inline[0]]
    ends = [*(each.start for each in inline[2:]), len(text)]
    for mark, end in zip(inline[1:], ends, strict=False):
        if min(_letters(text[chosen[-1].end : mark.start]), _letters(text[mark.end : end])) >= _LONG_ENOUGH:
            chosen.append(mark)
    loose = any(each.spaced and not each.at_line for each in chosen)
    return tuple(chosen), ("dash",) if loose else ()
