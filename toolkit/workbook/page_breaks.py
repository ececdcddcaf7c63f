"""Page breaks of the sheets that we make from nothing, chosen from the heights of the rows written."""

from __future__ import annotations

from collections.abc import Container, Sequence

from xlsxwriter.worksheet import Worksheet

from toolkit.printing.fonts import is_installed
from toolkit.printing.glyphs import PIXELS_PER_POINT
from toolkit.printing.page_plan import Page, Row, plan_pages
from toolkit.printing.pages import SMALL_FONTS, PageSetup, page_height
from toolkit.workbook.style import BODY_SIZE


def sheet_page(columns: float, font: str, *, landscape: bool) -> float:
    """The points of rows that a page holds, set up as by `style.landscape_a4`; `columns` as stored."""
    small = font in SMALL_FONTS and is_installed(font)
    return page_height(PageSetup(columns, BODY_SIZE, small=small, landscape=landscape, footer=1))


def row_heights(sheet: Worksheet, last: int) -> list[float]:
    """The heights in points of the rows 0..last of a sheet, hidden ones 0."""
    sizes = (sheet.row_sizes.get(row, (sheet.default_row_height, False)) for row in range(last + 1))
    return [0.0 if hidden else pixels / PIXELS_PER_POINT for pixels, hidden in sizes]


def break_pages(
    sheet: Worksheet,
    height: float,
    last: int,
    *,
    headings: Container[int],
    sections: Sequence[int],
    repeated: tuple[int, int],
) -> None:
    """Break the pages of rows 0..last so that sections stay whole where that costs little room, and none of
    `headings` is the last row on its page.

    Rows are 0-based; `sections` are the first rows of the sections, `repeated` the first and last row that
    every page repeats.
    """
    rows = []
    for row, points in enumerate(row_heights(sheet, last)):
        begun = tuple(start for start in sections if start <= row)
        rows.append(Row(least=points, groups=begun[-1:], heads=row in headings, whole=True))
    pieces = plan_pages(rows, Page(height, repeated))
    sheet.set_h_pagebreaks([piece.row for piece in pieces if piece.top])
