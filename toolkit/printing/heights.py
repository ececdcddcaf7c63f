"""How many lines a text takes in a column, and how high its row must be: an estimate.

Spreadsheet programs other than Excel do not grow a row, and merged cells grow in none, so every row we
write carries its height. This counts base characters (marks above and below take no width) instead of
measuring glyphs and breaking words, and allows for the room that is lost where a Thai word does not fit.
It errs on the high side for ordinary text; it does not promise the exact line.

This module imports nothing of the house but `toolkit.thai`, so that `toolkit.workbook` may use it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from toolkit.thai._pythainlp import pythainlp

MAX_HEIGHT = 409.0
"""The highest row in points that Excel keeps (its limit is 409.5)."""
LINE_HEIGHT = 1.66
"""Line pitch over font size, as LibreOffice sets Laksaman, which stands for TH Sarabun New and is taller."""
_PADDING = 5.0  # points above and below the text of a cell
_BOLD = 1.06  # bold advances over regular ones
_NORMAL_SIZE = 14.0
_MARGIN = 1.0  # characters lost to a cell's inner margins
_WINDOW = 120  # characters before a cut in which a word border is looked for

_NARROW = frozenset(" .,:;'|!()[]ijltfเแโใไ")

_BLANK = re.compile(r"[ \u00a0]+")
_NO_LINE_START = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]")
_LEADING_VOWEL = re.compile(r"[\u0e40-\u0e44]")


@dataclass(frozen=True, slots=True)
class CellText:
    """A text in a column of `columns` characters; `size` (the cell) and `normal` (the book) are points."""

    text: str
    columns: float
    size: float = _NORMAL_SIZE
    bold: bool = False
    normal: float = _NORMAL_SIZE

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return self.size * LINE_HEIGHT

    @property
    def usable(self) -> float:
        """The width in digits of the cell's own font, less its margins."""
        return max(1.0, self.columns * self.normal / self.size / (_BOLD if self.bold else 1) - _MARGIN)

    @property
    def capacity(self) -> float:
        """Digits that surely fit on each of several lines: less the room lost where a word does not fit."""
        return max(1.0, self.usable * 0.8, self.usable - 5)


def base_width(text: str) -> float:
    """The width of a text in digits of its font; marks above and below take none."""
    return sum(map(_advance, text))


@cache
def _advance(character: str) -> float:
    """The width of a character in digits, rounded up from Laksaman's."""
    if unicodedata.category(character) == "Mn":
        return 0.0
    if character in _NARROW:
        return 0.62
    if character in "าๅะำ":
        return 0.9
    if "ก" <= character <= "ฮ":
        return 1.15
    return 1.3 if character.isupper() else 1.0


def line_count(cell: CellText) -> int:
    """The lines a text takes, one for each line end at least; a blank text takes one."""
    return sum(_paragraph_lines(line, cell) for line in cell.text.split("\n"))


def _paragraph_lines(paragraph: str, cell: CellText) -> int:
    width = base_width(paragraph)
    return 1 if width <= cell.usable else math.ceil(width / cell.capacity)


def row_height(cells: Iterable[CellText], *, least: float = 0.0) -> float:
    """The height of a row in points that shows all its cells, never under `least` nor over `MAX_HEIGHT`."""
    needed = max((line_count(cell) * cell.line + _PADDING for cell in cells), default=0.0)
    return min(MAX_HEIGHT, math.ceil(max(needed, least)))


def lines_per_row(cell: CellText) -> int:
    """How many lines of a cell the highest row shows."""
    return max(1, int((MAX_HEIGHT - _PADDING) // cell.line))


def split_text(cell: CellText, lines: int | None = None) -> tuple[str, ...]:
    """Part a text into pieces of at most `lines` lines (those of the highest row), for continuation rows.

    Cuts at line ends, else at blanks, else between Thai words. Nothing is lost: the pieces, without
    blanks, are the text without blanks.
    """
    room = lines or lines_per_row(cell)
    pieces: list[str] = []
    current: list[str] = []
    used = 0
    for paragraph in cell.text.split("\n"):
        rest = paragraph
        while used + (taken := _paragraph_lines(rest, cell)) > room:
            if used and taken <= room:
                pieces.append("\n".join(current))
                current, used = [], 0
                continue
            head, rest = _cut(rest, (room - used) * cell.capacity)
            pieces.append("\n".join([*current, head]))
            current, used = [], 0
        current.append(rest)
        used += taken
    return (*pieces, "\n".join(current))


def _cut(text: str, width: float) -> tuple[str, str]:
    """Part a paragraph so that its head is at most `width` digits wide and no word is broken."""
    widths = accumulate(_advance(character) for character in text)
    limit = max(1, sum(each <= width for each in widths))
    place = _last_border(text, limit)
    return text[:place].rstrip(" "), text[place:].lstrip(" ")


def _last_border(text: str, limit: int) -> int:
    """The last place at or before `limit` where a line may end."""
    start = max(0, limit - _WINDOW)
    blanks = [match.end() for match in _BLANK.finditer(text, start, limit)]
    if blanks and blanks[-1] > start:
        return blanks[-1]
    ends = [start + end for end in accumulate(map(len, _words(text[start : limit + _WINDOW])))]
    fitting = [end for end in ends if start < end <= limit]
    return fitting[-1] if fitting else _cluster_border(text, limit)


def _words(text: str) -> Sequence[str]:
    pythainlp()  # sets its switches (nothing is written, nothing is fetched) before the tokenizer loads
    from pythainlp.tokenize import word_tokenize

    words: list[str] = word_tokenize(text, engine="newmm", keep_whitespace=True)
    return words


def _cluster_border(text: str, limit: int) -> int:
    """A place near `limit` that parts no letter from its marks."""
    for place in range(min(limit, len(text) - 1), 1, -1):
        if not _NO_LINE_START.match(text[place]) and not _LEADING_VOWEL.match(text[place - 1]):
            return place
    return limit
