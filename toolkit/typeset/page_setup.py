"""How much of a sheet a page holds: paper, margins, header, footer and the scale of "fit to width".

A sheet's columns are counted in digits of the book's font, so their width in points, and with it the scale
that makes them fit, hangs on the font that the workbook names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter

from toolkit.typeset.glyphs import BODY_FONT, face, line_height

PAPERS: Mapping[int, tuple[float, float]] = {
    1: (612.0, 792.0),  # Letter
    5: (612.0, 1008.0),  # Legal
    8: (841.9, 1190.6),  # A3
    9: (595.3, 841.9),  # A4
    11: (419.5, 595.3),  # A5
    14: (612.0, 936.0),  # Folio, which offices call F4
}
"""Width and height in points, upright, of the papers we know, by their number in a workbook."""
A4 = 9

_RESERVE = 0.03
"""The part of a page that is left free. LibreOffice's pages, measured, hold up to 0.2 % less than the
arithmetic says; Excel counts a digit in whole pixels, which takes up to 3 %."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How a sheet is printed; margins in points, from the edge of the paper.

    `columns` is the width of what is printed in digits of the book's font, as the file stores it; `normal`
    that font's size. `header` and `footer` count the lines of text in the margins.
    """

    columns: float
    normal: float
    font: str = BODY_FONT
    paper: int = A4
    landscape: bool = False
    left: float = 36.0
    right: float = 36.0
    top: float = 43.2
    bottom: float = 43.2
    header: int = 0
    footer: int = 0

    @property
    def printable(self) -> tuple[float, float]:
        """The width and the height in points between the margins."""
        width, height = PAPERS[self.paper]
        if self.landscape:
            width, height = height, width
        return width - self.left - self.right, height - self.top - self.bottom


def digit_width(page: PageSetup) -> float:
    """Return the width in points of a digit of the book's font."""
    return face(font=page.font).digit * page.normal


def scale_of(page: PageSetup) -> float:
    """Return the whole percent at which the sheet prints.

    Never above 100: programs shrink a sheet to fit, they do not enlarge it.
    """
    fitting = 100 * page.printable[0] / (page.columns * digit_width(page)) if page.columns else 100
    return float(min(100, max(10, int(fitting))))


def page_height(page: PageSetup) -> float:
    """Return the points of row heights that one page surely holds, in Excel and in LibreOffice."""
    # LibreOffice makes room for a line of the header or footer by its font's size, then lets it grow.
    grown = (page.header + page.footer) * max(0.0, line_height(page.normal, font=page.font) - page.normal)
    return (page.printable[1] - grown) / scale_of(page) * 100 * (1 - _RESERVE)


NARROWEST, WIDEST = 0.6, 4.0
"""The bounds of a shared column, over its width in the template."""
HOLDS = 1.4
"""How much wider than in the template a column is made at most to hold its longest word or name."""
_STEP = 2.0  # digits by which a column grows at another's cost
_RAGGED = 3.0  # digits that stay empty at a line's end, margins and half a word
_MOST_ROWS = 40  # the longest rows decide


@dataclass(frozen=True, slots=True)
class ColumnShare:
    """A text in one of the columns that share a width, in digits: the whole of it, and its longest word."""

    column: int
    text: float
    paragraphs: int
    word: float


Bounds = Mapping[int, tuple[float, float]]
"""The least and the greatest width of a column, where a template states them."""


def shared_widths(
    rows: Sequence[Sequence[ColumnShare]], widths: Mapping[int, float], bounds: Bounds | None = None
) -> dict[int, float]:
    """Return widths of the same sum with which rows of texts are together as low as can be.

    Columns keep within their bounds and hold their longest word, unless it is much wider than they are.
    """
    if len(widths) < 2:
        return dict(widths)
    words: dict[int, float] = dict.fromkeys(widths, 0.0)
    for share in chain.from_iterable(rows):
        words[share.column] = max(words[share.column], share.word)
    rows = sorted(rows, key=lambda row: max(_lines(share, widths[share.column]) for share in row))
    rows = rows[-_MOST_ROWS:]
    least = {column: max(NARROWEST * old, min(HOLDS * old, words[column])) for column, old in widths.items()}
    most = {column: WIDEST * old for column, old in widths.items()}
    for column, (lowest, highest) in (bounds or {}).items():
        least[column], most[column] = lowest, highest
    best = {column: max(old, least[column]) for column, old in widths.items()}
    widest = max(best, key=best.__getitem__)
    # The widest column gives what others need for their words.
    best[widest] -= sum(best.values()) - sum(widths.values())
    if best[widest] < least[widest]:
        best = dict(widths)

    # Each step changes two columns: what the others take is not worked out again.
    @cache
    def lines(column: int, width: float) -> Sequence[float]:
        own = ([share for share in row if share.column == column] for row in rows)
        return [max((_lines(share, width) for share in shares), default=0.0) for shares in own]

    def height(tried: Mapping[int, float]) -> float:
        heights: Iterable[float] = map(max, *(lines(column, width) for column, width in tried.items()))
        return sum(heights)

    total = height(best)
    while True:
        tried = [
            (height(moved), moved)
            for giver in widths
            if best[giver] - _STEP >= least[giver]
            for taker in widths
            if taker != giver and best[taker] + _STEP <= most[taker]
            for moved in [{**best, giver: best[giver] - _STEP, taker: best[taker] + _STEP}]
        ]
        lowest, moved = min(tried, key=itemgetter(0), default=(total, best))
        if lowest >= total:
            return best
        best, total = moved, lowest


def _lines(share: ColumnShare, width: float) -> float:
    """Return about how many lines a text takes: not whole ones, so that each step counts."""
    if share.text <= width:
        return share.paragraphs
    return share.text / max(1.0, width - _RAGGED) + share.paragraphs / 2
