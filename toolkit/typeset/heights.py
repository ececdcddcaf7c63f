"""How many lines a text takes in a column, and how high its row must be: measured, never too low.

Spreadsheet programs other than Excel do not grow a row, and merged cells grow in none, so every row we
write carries its height. Texts are measured with the glyphs of `toolkit.typeset.glyphs` and broken as
`toolkit.typeset.line_breaks` says. The constants were measured against LibreOffice's own optimal heights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from toolkit.typeset.glyphs import (
    BODY_FONT,
    PAPER_PARTS,
    PIXELS_PER_POINT,
    face,
    line_height,
    paper_advances,
    pixel_advances,
    pixel_size,
)
from toolkit.typeset.joins import joined
from toolkit.typeset.line_breaks import BLANKS, line_ends, word_pieces
from toolkit.typeset.page_setup import HOLDS, ColumnShare

MAX_HEIGHT = 409.0
"""The highest row in points that Excel keeps (its limit is 409.5)."""
SHORT = 6
"""Lines: a cell beside a longer one that has no more is not parted."""
FEW = 3
"""Lines: a piece at a page's foot or head never has fewer, unless a row or page is too small for more."""
_PIXEL = 1 / PIXELS_PER_POINT
_PADDING = 3 * _PIXEL  # points above and below the text of a cell
_ONE_LINE = 1.18  # the least row of LibreOffice over the size of the book's font, without a pixel
_MARGINS = 4  # pixels left and right of it
_LOST = 0.15  # digits that each column of a merged cell may lose on the screen: a pixel
_LONG = 10  # lines: in a longer paragraph one of them may be a pixel off, and another line shows little
_NORMAL_SIZE = 14.0
_SCREEN = 0.971  # LibreOffice's columns on the screen, where it fits heights, over those on paper
_TWIPS = 20  # in a point: LibreOffice counts columns in digits of whole ones
_ROUNDING = 1e-6  # points
_MOST_OF_LINE = 0.9  # of a line's width: brackets or commas may stand beside a piece that is not broken
_INDENT = 3  # blanks of the book's font for each step of indentation


@dataclass(frozen=True, slots=True)
class CellText:
    """A text in a column as wide as `columns` characters of the book's font, as the file stores it.

    For merged cells `columns` is their `merged_width`. `size` is the cell's font size and `normal` that of
    the book's default font, in points; `indent` counts the cell's steps of indentation. `font` is that of
    the cell, `body` the book's where it is another. `windows`: lines may be as high as in Excel on Windows,
    where people type into them.
    """

    text: str
    columns: float
    size: float = _NORMAL_SIZE
    bold: bool = False
    normal: float = _NORMAL_SIZE
    indent: int = 0
    font: str = BODY_FONT
    windows: bool = False
    body: str = ""

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return line_height(self.size, self.bold, self.font, windows=self.windows)

    @property
    def height(self) -> float:
        """The height in points that the text needs."""
        least = max(self.size, self.normal) * _ONE_LINE + _PIXEL
        return max(line_count(self) * self.line + _PADDING, least)

    def ends(self, paragraph: str) -> tuple[int, ...]:
        """Return the offsets at which the lines of one of its paragraphs end."""
        return _ends(paragraph, self.usable, self.printed, self.size, self.bold, self.font)

    @property
    def usable(self) -> int:
        """The width in pixels that a line of the text may have."""
        return _usable(self.columns, self.indent, self.body or self.font, self.normal)[0]

    @property
    def printed(self) -> int:
        """The same on paper, in the parts of a pixel in which `paper_advances` counts."""
        return _usable(self.columns, self.indent, self.body or self.font, self.normal)[1] * PAPER_PARTS


@cache
def _digit_widths(font: str, size: float) -> tuple[float, float]:
    """Return the pixels of a digit of the book's font, in which columns are counted, on the screen and on
    paper."""
    digit = face(font=font).digit
    # LibreOffice scales columns on the screen; Excel rounds the digits to whole pixels.
    paper = round(digit * size * _TWIPS) / _TWIPS * PIXELS_PER_POINT
    excel = round(digit * pixel_size(size)) * size * PIXELS_PER_POINT / pixel_size(size)
    return min(_SCREEN * paper, excel), paper


@lru_cache(maxsize=1024)
def _usable(columns: float, indent: int, font: str, size: float) -> tuple[int, int]:
    """Return the pixels that a line may have in a column, on the screen and on paper."""
    regular = face(font=font)
    digits = columns - indent * _INDENT * regular.advances[" "] / regular.digit
    screen, paper = (max(1, int(digits * digit) - _MARGINS) for digit in _digit_widths(font, size))
    return screen, paper


Texts = Mapping[int, CellText]
"""The texts of a row by column."""


def kept(cell: CellText, names: tuple[str, ...] = ()) -> CellText:
    """Return a text with its pieces joined that lines do not break (`toolkit.typeset.joins`), those of
    `names` too, where the column is wide enough."""
    advances, most = pixel_advances(cell.size, cell.bold, cell.font), cell.usable * _MOST_OF_LINE
    return replace(cell, text=joined(cell.text, lambda piece: advances.width(piece) <= most, names))


def merged_width(widths: Sequence[float]) -> float:
    """Return the width of a cell that is merged over columns of these widths (or stands in one)."""
    return sum(widths) - _LOST * (len(widths) - 1)


def column_share(cell: CellText, column: int, names: tuple[str, ...] = ()) -> ColumnShare:
    """Return what a text takes of a column, in digits of the book's font; `names` are words."""
    cell = kept(replace(cell, columns=cell.columns * HOLDS), names)
    cell = replace(cell, columns=cell.columns / HOLDS)
    advances = pixel_advances(cell.size, cell.bold, cell.font)
    digit = _digit_widths(cell.body or cell.font, cell.normal)[0]
    beside = cell.columns - cell.usable / digit  # margins and indentation
    # Not `split()`, which parts at a blank where no line ends, too.
    groups = (group for line in cell.text.split("\n") for group in line.split(" "))
    pieces = (piece for group in groups for piece in word_pieces(group))
    word = max((advances.width(piece) for piece in pieces), default=0) + _MARGINS
    whole = advances.width(cell.text) / digit + beside
    return ColumnShare(column, whole, cell.text.count("\n") + 1, word / digit + beside)


def line_count(cell: CellText) -> int:
    """Return the lines a text takes, one for each line end at least; a blank text takes one."""
    return sum(len(cell.ends(paragraph)) for paragraph in cell.text.split("\n"))


@lru_cache(maxsize=4096)
def _ends(paragraph: str, usable: int, printed: int, size: float, bold: bool, font: str) -> tuple[int, ...]:
    """Return the offsets at which the lines of a paragraph end; equal paragraphs are measured once.

    Of the lines on the screen and on paper the more count. Columns are wider on paper, and yet a text may
    take more lines there: LibreOffice goes far back where a line would end behind a slash.
    """
    advances = pixel_advances(size, bold, font)
    screen = line_ends(paragraph, usable, advances)
    if len(screen) > _LONG:
        screen = line_ends(paragraph, usable - 1, advances)
    paper = line_ends(paragraph, printed, paper_advances(size, bold, font))
    return tuple(paper if len(paper) > len(screen) else screen)


def row_height(cells: Iterable[CellText], *, least: float = 0.0) -> float:
    """Return the height in points of a row that shows all its cells, from `least` to `MAX_HEIGHT`."""
    return min(MAX_HEIGHT, max(needed_height(cells), least))


def needed_height(cells: Iterable[CellText]) -> float:
    """Return the height in points, of whole pixels, that cells need, however high a row may be.

    0.0 for no cells.
    """
    return math.ceil(max((cell.height for cell in cells), default=0.0) * PIXELS_PER_POINT) * _PIXEL


def blank_height(size: float) -> float:
    """Return the least height in points that programs give an empty row of a book's font size."""
    return math.ceil((size * _ONE_LINE + _PIXEL) * PIXELS_PER_POINT) * _PIXEL


def lines_per_row(cell: CellText, height: float = MAX_HEIGHT) -> int:
    """Return how many lines of a cell a row of a height in points shows, one at least."""
    return max(1, int((height - _PADDING + _ROUNDING) // cell.line))


def split_row(cells: Sequence[CellText]) -> tuple[tuple[str, ...], ...]:
    """Part the texts of a row that is too high for Excel; return the texts of each of the new rows.

    Nothing is lost but blanks and line ends at the cuts.
    """
    rows = []
    rest = list(cells)
    while needed_height(rest) > MAX_HEIGHT:
        cuts = [cut_text(cell, lines_per_row(cell), 1) for cell in rest]
        rows.append(tuple(head for head, _ in cuts))
        rest = [replace(cell, text=after) for cell, (_, after) in zip(rest, cuts, strict=True)]
    return (*rows, tuple(cell.text for cell in rest))


def cut_text(cell: CellText, lines: int, few: int = 2) -> tuple[str, str]:
    """Cut a text where a line ends: into what `lines` lines (at least one) show, and the rest ("": none).

    On either side of the cut stand at least `few` lines of its paragraph, or it goes to the rest as a whole,
    unless the text begins with it. Nothing is lost but blanks and line ends at the cut.
    """
    lines = max(1, lines)
    shown: list[str] = []
    used = 0
    paragraphs = cell.text.split("\n")
    for number, paragraph in enumerate(paragraphs):
        ends = cell.ends(paragraph)
        taken = len(ends)
        if used + taken > lines:
            most = min(lines - used, taken - few)
            place = 0
            if most >= few or not used:
                fitting = reversed(ends[: max(1, most)])
                # A head is measured anew: words before a cut may be found otherwise than within the whole.
                heads = (
                    end for end in fitting if len(cell.ends(paragraph[:end].rstrip(BLANKS))) <= max(1, most)
                )
                place = next(heads, ends[0])
                shown.append(paragraph[:place].rstrip(BLANKS))
            rest = [paragraph[place:], *paragraphs[number + 1 :]]
            return "\n".join(shown), "\n".join(rest).lstrip(BLANKS + "\n")
        shown.append(paragraph)
        used += taken
    return cell.text, ""


def row_lines(cells: Texts) -> int:
    """Return the lines of the longest text of a row."""
    return max(map(line_count, cells.values()), default=0)


def least_lines(cells: Texts) -> int:
    """Return the least lines of the first piece of a row: its short cells are whole in it."""
    return max([FEW, *(lines for cell in cells.values() if (lines := line_count(cell)) <= SHORT)])


def lines_within(cells: Texts, room: float) -> int:
    """Return how many lines a row of a height in points shows of the cell that is cut first."""
    needed = [(line_count(cell), cell) for cell in cells.values()]
    return min(
        (lines_per_row(cell, room) for lines, cell in needed if lines > lines_per_row(cell, room)),
        default=FEW,
    )


def part_texts(cells: Texts, room: float, few: int) -> tuple[Texts, Texts]:
    """Return the texts that a row of a height in points shows, and the rest of each.

    At least `few` lines of a paragraph stand on either side of a cut.
    """
    cuts = {column: cut_text(cell, lines_per_row(cell, room), few) for column, cell in cells.items()}
    return (
        {column: replace(cells[column], text=head) for column, (head, _) in cuts.items()},
        {column: replace(cells[column], text=rest) for column, (_, rest) in cuts.items()},
    )
