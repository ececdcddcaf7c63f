"""How many lines a text takes in a column, and how high its row must be: measured, never too low.

Spreadsheet programs other than Excel do not grow a row, and merged cells grow in none, so every row we
write carries its height. Texts are measured with the glyphs of `toolkit.printing.glyphs` and broken as
`toolkit.printing.line_breaks` says; LibreOffice's own optimal heights are the yardstick.

This module imports nothing of the house but `toolkit.thai`, so that `toolkit.workbook` may use it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.printing.glyphs import PIXELS_PER_POINT, face, line_height, pixel_advances, pixel_size
from toolkit.printing.line_breaks import BLANKS, line_ends

MAX_HEIGHT = 409.0
"""The highest row in points that Excel keeps (its limit is 409.5)."""
_PADDING = 4.0  # points above and below the text of a cell
_MARGINS = 4  # pixels left and right of it
_NORMAL_SIZE = 14.0
_SCREEN = 0.966  # LibreOffice's columns on the screen, where it fits heights, over those on paper
_NARROWER = 0.995  # a second width that is tried, since programs and fonts differ by a pixel or two
_LARGER = 1.503  # Laksaman over TH Sarabun New, whose digits Excel rounds to whole pixels
_INDENT = 3  # blanks of the book's font for each step of indentation


@dataclass(frozen=True, slots=True)
class CellText:
    """A text in a column as wide as `columns` characters of the book's font, as the file stores it.

    For merged cells `columns` is the sum of theirs. `size` is the cell's font size and `normal` that of
    the book's default font, in points; `indent` counts the cell's steps of indentation.
    """

    text: str
    columns: float
    size: float = _NORMAL_SIZE
    bold: bool = False
    normal: float = _NORMAL_SIZE
    indent: int = 0

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return line_height(self.size, self.bold)

    @property
    def usable(self) -> int:
        """The width in pixels that a line of the text may have."""
        regular = face()
        ems = self.columns * regular.digit - self.indent * _INDENT * regular.advances[" "]
        return max(1, int(ems * self.normal * PIXELS_PER_POINT * _column_scale(self.normal)) - _MARGINS)


@cache
def _column_scale(normal: float) -> float:
    """The least that a program makes of a column of digits, over what their advances come to."""
    exact = face().digit / _LARGER * pixel_size(normal)
    return min(_SCREEN, round(exact) / exact)


def line_count(cell: CellText) -> int:
    """The lines a text takes, one for each line end at least; a blank text takes one."""
    return sum(_lines(each, cell) for each in cell.text.split("\n"))


@lru_cache(maxsize=4096)
def _ends(paragraph: str, width: int, size: float, bold: bool) -> tuple[int, ...]:
    """The offsets at which the lines of a paragraph end; equal paragraphs are measured once.

    Of the width and one a little narrower, the one that takes more lines: a narrower line may by chance end
    where words fall better, and we must not come out too low in a program that is a pixel off.
    """
    font = pixel_advances(size, bold)
    wide, narrow = (line_ends(paragraph, each, font) for each in (width, int(width * _NARROWER)))
    return tuple(wide if len(wide) > len(narrow) else narrow)


def row_height(cells: Iterable[CellText], *, least: float = 0.0) -> float:
    """The height of a row in points that shows all its cells, never under `least` nor over `MAX_HEIGHT`."""
    needed = max((line_count(cell) * cell.line + _PADDING for cell in cells), default=0.0)
    return min(MAX_HEIGHT, math.ceil(max(needed, least)))


def lines_per_row(cell: CellText) -> int:
    """How many lines of a cell the highest row shows."""
    return max(1, int((MAX_HEIGHT - _PADDING) // cell.line))


def split_text(cell: CellText, lines: int | None = None) -> tuple[str, ...]:
    """Part a text into pieces of at most `lines` lines (those of the highest row), for continuation rows.

    Cuts where lines end, and keeps a paragraph whole where that costs no further piece. Nothing is lost:
    the pieces, without blanks, are the text without blanks.
    """
    room = lines or lines_per_row(cell)
    pieces: list[str] = []
    current: list[str] = []
    used = 0
    for paragraph in cell.text.split("\n"):
        rest = paragraph
        while used + (taken := _lines(rest, cell)) > room:
            if used and (taken <= room or used == room):
                pieces.append("\n".join(current))
                current, used = [], 0
                continue
            place = _cut(rest, room - used, cell)
            pieces.append("\n".join([*current, rest[:place].rstrip(BLANKS)]))
            rest = rest[place:].lstrip(BLANKS)
            current, used = [], 0
        current.append(rest)
        used += taken
    return (*pieces, "\n".join(current))


def _lines(paragraph: str, cell: CellText) -> int:
    return len(_ends(paragraph, cell.usable, cell.size, cell.bold))


def _cut(paragraph: str, lines: int, cell: CellText) -> int:
    """Where a paragraph is cut so that its head takes `lines` lines or fewer, and at least one."""
    ends = _ends(paragraph, cell.usable, cell.size, cell.bold)
    # A head is measured anew, since the words before a cut may be found otherwise than within the whole.
    fitting = (end for end in reversed(ends[:lines]) if _lines(paragraph[:end].rstrip(BLANKS), cell) <= lines)
    return next(fitting, ends[0])
