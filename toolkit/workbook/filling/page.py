"""The page of a template's sheet: how it is set up for print, what fits on it, where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.pagebreak import Break, RowBreak

from toolkit.printing.fonts import is_installed
from toolkit.printing.page_plan import Piece
from toolkit.printing.pages import A4, PAPERS, SMALL_FONTS, PageSetup
from toolkit.workbook.filling.rows import column_widths

PAGE_NUMBERS = "หน้า &P/&N"
_PAGE = re.compile(r"&P|&\[Page\]")
_INCH = 72
_PARTS = ("left", "center", "right")


def set_page(sheet: Any) -> None:
    """Complete what the template leaves open: a paper we know, one page wide, page numbers."""
    if int(sheet.page_setup.paperSize or 0) not in PAPERS:
        sheet.page_setup.paperSize = A4
    if not sheet.page_setup.orientation:
        sheet.page_setup.orientation = "portrait"
    # A report grows: on pages of a fixed number it would shrink beyond reading.
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = [getattr(margin, part).text for margin in (sheet.oddHeader, sheet.oddFooter) for part in _PARTS]
    if not any(_PAGE.search(text or "") for text in margins):
        free = [part for part in ("right", "center", "left") if not getattr(sheet.oddFooter, part).text]
        for part in free[:1]:
            getattr(sheet.oddFooter, part).text = PAGE_NUMBERS


def page_setup(sheet: Any, normal: float, font: str) -> PageSetup:
    """The page of a sheet: what is printed is its print area, or else all its columns."""
    first, last = 1, sheet.max_column
    if sheet.print_area:
        areas = [range_boundaries(each.split("!")[-1]) for each in str(sheet.print_area).split(",")]
        first, last = min(each[0] or 1 for each in areas), max(each[2] or last for each in areas)
    margins, widths = sheet.page_margins, column_widths(sheet)
    return PageSetup(
        columns=sum(widths.get(column, widths[0]) for column in range(first, last + 1)),
        normal=normal,
        small=font in SMALL_FONTS and is_installed(font),
        paper=int(sheet.page_setup.paperSize),
        landscape=sheet.page_setup.orientation == "landscape",
        left=margins.left * _INCH,
        right=margins.right * _INCH,
        top=margins.top * _INCH,
        bottom=margins.bottom * _INCH,
        header=_lines(sheet.oddHeader),
        footer=_lines(sheet.oddFooter),
    )


def set_breaks(sheet: Any, pieces: Sequence[Piece]) -> None:
    """Write the planned page breaks, and only these."""
    breaks = RowBreak()
    for number, piece in enumerate(pieces):  # a break stands below the row before it
        if piece.top:
            breaks.append(Break(id=number))
    sheet.row_breaks = breaks


def _lines(margin: Any) -> int:
    texts = [getattr(margin, part).text or "" for part in _PARTS]
    return max((text.count("\n") + 1 for text in texts if text), default=0)
