"""Texts parted into the items of their lists: "๑.", "1)", "(๑)", "๑.๑", "-", "•", "ข้อ ๑"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.importer.words import alternatives, words_of
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
# "ก." begins a line of a list, "ก.ค." a month.
_LETTERS = "กขคงจฉชซฌญ"
_LETTERED = rf"^[ \t]*(?P<lettered>\(?(?P<letter>[{_LETTERS}])(?:\)|\.(?![ก-ฮ]\.)))(?=\s|[ก-๎“\"(])"
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
_LINE_ITEM = 30  # letters of each line of a text without markers, to be an item of its own


@dataclass(frozen=True, slots=True)
class _Mark:
    """A candidate marker: its slice of the text, its style ("dot", "bracket", "round", "deep1", "word" or the
    bullet itself), its number in Arabic digits ("" for a bullet) and whether a line begins with it."""

    start: int
    end: int
    style: str
    label: str
    at_line: bool

    @property
    def number(self) -> int:
        """The last part of a number such as 1.2; 0 for a bullet."""
        return int(self.label.rpartition(".")[2] or 0)


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
    return text.rstrip().endswith(words_of("items.introduces"))


@cache
def _pattern() -> re.Pattern[str]:
    names = alternatives("items.numbering")
    worded = rf"^[ \t]*(?P<all>(?:{names})[ \t]*(?P<word>{_N})(?!{_D})[ \t]*[.):]?)(?=\s|[\u0e00-\u0e7f(“])"
    return re.compile(f"{worded}|{_LETTERED}|{_NUMBERS}|{_BULLETS}", re.M)


def _find_marks(text: str) -> list[_Mark]:
    """All candidates of a text, in order, none overlapping another."""
    marks = []
    for match in _pattern().finditer(text):
        kind = "word" if match["all"] else "letter" if match["letter"] else str(match.lastgroup)
        start = match.start({"word": "all", "letter": "lettered"}.get(kind, 0))
        before, after = text[text.rfind("\n", 0, start) + 1 : start], text[match.end() :][:_TAIL]
        at_line = not before.strip()
        # Within a pair of brackets numbers and dashes are part of a sentence.
        inside = before.rfind("(") > before.rfind(")") and ")" in text[start:].partition("\n")[0]
        if not at_line and (inside or not _may_stand_inside(kind, match[0], before, after)):
            continue
        if kind == "bullet":
            first = after.lstrip()[:1]
            # "- ๕ หลักเกณฑ์", but not "-3.56"
            if first and first not in _DASHES and not (first.isdigit() and not after[0].isspace()):
                marks.append(_Mark(start, match.end(), "-" if match[0] in _DASHES else match[0], "", at_line))
        elif not (kind == "deep" and _UNIT.match(after)):
            label = to_arabic(match[kind]) if kind != "letter" else str(_LETTERS.index(match[kind]) + 1)
            style = f"{kind}{label.count('.')}" if kind == "deep" else kind
            marks.append(_Mark(start, match.end(), style, label, at_line))
    return marks


def _may_stand_inside(kind: str, sign: str, before: str, after: str) -> bool:
    """Whether a sign in the middle of a line may be a marker: not part of a phrase, followed by words."""
    first = after.lstrip()[:1]
    if kind == "bullet":
        behind_word = after[:1].isspace() and ("ก" <= before[-1] <= "๎" or before[-1] == ")")
        parts = before[-1].isspace() or behind_word
        worded = first.isalpha() or (bool(first) and first in "“\"'(") or sign not in _DASHES
        return parts and worded and sign not in _LINE_ONLY and not _MONTH.match(after)
    before = before[-_TAIL:].rstrip()
    # "ที่" in front makes an ordinal, but "หน้าที่" (duty) is a word of its own.
    if before.endswith(words_of("items.part_of_sentence")) and not before.endswith("หน้าที่"):
        return False
    if before[-1:].isdigit() and kind == "round":  # "มาตรา ๙ (๑)"
        return False
    return bool(first) and (first.isalpha() or first in "“\"'(‘เแโใไ")


_Chain = tuple[tuple[_Mark, ...], bool]


def _outermost(text: str, after: int = 0) -> _Chain:
    """The marks of the outermost list, and whether they are doubtful."""
    marks = _find_marks(text) if len(text) <= _LONGEST else []
    chains = []
    for style in dict.fromkeys(mark.style for mark in marks):
        group = [mark for mark in marks if mark.style == style]
        chain = _numbered(marks, style, text, after) if group[0].label else _bulleted(text, group)
        chains += [chain] if chain[0] else []
    # The list that begins first holds the others.
    return min(chains, key=lambda chain: chain[0][0].start, default=((), False))


def _numbered(marks: Sequence[_Mark], style: str, text: str, after: int) -> _Chain:
    """The marks of one style that count on; one of another style goes on where that one never began. Numbers
    left out, typed twice or beginning again are doubtful."""
    begun = {mark.style for mark in marks if mark.number == 1}
    last_at = {mark.number: at for at, mark in enumerate(marks)}
    chain: list[_Mark] = []
    doubtful = False
    for at, mark in enumerate(marks):
        own = mark.style == style
        following = last_at.get(mark.number + 1, 0) > at
        last = chain[-1].number if chain else 0
        if not chain:
            first = mark.number in (1, after + 1) or not text[: mark.start].strip()
            second = (mark.number == 2 or mark.at_line) and (following or (mark.number == 2 and mark.at_line))
            chain += [mark] if own and (first or second) else []
        elif mark.number == last + 1 and (own or (mark.at_line and mark.style not in begun)):
            chain.append(mark)
        # A lone "1." inside a line is part of a sentence and no second list.
        elif own and (
            (mark.at_line and mark.number in (1, last, last + 2)) or (mark.number == 1 and following)
        ):
            chain.append(mark)
            doubtful = True
    alone = len(chain) == 1 and not after and not chain[0].at_line
    return ((), False) if alone and not _introduces(text[: chain[0].start]) else (tuple(chain), doubtful)


def _bulleted(text: str, marks: Sequence[_Mark]) -> _Chain:
    """Bullets; dashes only where they begin lines, or follow the one at the beginning of a line that has no
    other and part pieces too long for the two halves of a phrase."""
    at_lines = tuple(mark for mark in marks if mark.at_line)
    if marks[0].style != "-" or len(at_lines) != 1:
        return (tuple(marks) if marks[0].style != "-" else at_lines), False
    spaced = text[at_lines[0].end : at_lines[0].end + 1].isspace()
    inline = tuple(mark for mark in marks if mark.at_line or text[mark.end].isspace() == spaced)
    ends = [*(mark.start for mark in inline[1:]), len(text)]
    pieces = [text[mark.end : end] for mark, end in zip(inline, ends, strict=True)]
    short = min(map(_letters, pieces)) < _LONG_ENOUGH
    return (at_lines, False) if short else (inline, len(inline) > 1)
