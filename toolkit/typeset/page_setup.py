"""How much of a sheet a page holds: paper, margins, header, footer and the scale of "fit to width".

A sheet's columns are counted in digits of the book's font, so their width in points, and with it the scale
that makes them fit, hangs on the font that the workbook names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
