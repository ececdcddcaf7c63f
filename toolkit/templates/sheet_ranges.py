"""What a sheet knows by row number, moved to where the rows of the template went; and its page setup.

Print areas, conditional formats, validations, filters and drawings do not follow rows that are rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.pagebreak import Break, RowBreak

from toolkit.model.cells import MAX_COLUMN, range_corners
from toolkit.thai.text import to_arabic
from toolkit.typeset.glyphs import THAI_DIGITS
from toolkit.typeset.page_plan import Piece
from toolkit.typeset.page_setup import A4, PAPERS, Bounds, PageSetup

_DEFAULT_WIDTH = 8.43
"""Characters of a column whose width was never set, as Excel draws it."""
PAGE_NUMBERS = "หน้า &P/&N"
_PAGE = re.compile(r"&P|&\[Page\]")
_STATED = re.compile(r"กว้าง\s*(?:คงที่|(\d+)\s*(?:[-–]|ถึง)\s*(\d+))")
INCH = 72  # points
_PARTS = ("left", "center", "right")


class RowMap(list[tuple[int, int]]):
    """Where each template row went, as (its number, the row), for each time that it was written."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the template's rows start..end stand now; None when none of them was written."""
        rows = [row for number, row in self if start <= number <= end]
        # Rows below the last one that was taken out, as in a print area, move as far as that one.
        last, below = max(self, default=(0, 0))
        rows += [row + below - last for row in (start, end) if row > last]
        return (min(rows), max(rows)) if rows else None


def move_ranges(sheet: Any, rows: RowMap, drawings: Iterable[Any]) -> None:
    """Move print area, print titles, conditional formats, validations, filter and the template's drawings."""
    if sheet.print_area:
        areas = " ".join(area.split("!")[-1] for area in str(sheet.print_area).split(","))
        sheet.print_area = _moved(areas, rows).split()
    if titles := title_rows(sheet):
        span = rows.span(titles[0], titles[-1])
        if span:
            sheet.print_title_rows = f"{span[0]}:{span[1]}"
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _moved(sheet.auto_filter.ref, rows)
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        moved = _moved(str(area.sqref), rows)
        for rule in area.rules if moved else ():
            formats.add(moved, rule)
    sheet.conditional_formatting = formats
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(_moved(str(validation.sqref), rows))
    for anchor in (drawing.anchor for drawing in drawings):
        start = getattr(anchor, "_from", None)
        # A picture moves with the row its top stands in; an absolute anchor names no cell.
        span = rows.span(start.row + 1, start.row + 1) if start is not None else None
        shift = span[0] - 1 - start.row if span and start is not None else 0
        for corner in (start, getattr(anchor, "to", None)) if shift else ():
            if corner is not None:
                corner.row += shift


def _moved(references: str, rows: RowMap) -> str:
    """Return ranges with blanks between them where their rows went, without those that were not written."""
    moved = []
    for area in map(CellRange, references.replace("$", "").split()):
        if span := rows.span(area.min_row, area.max_row):
            area.min_row, area.max_row = span
            moved.append(area.coord)
    return " ".join(moved)


def title_rows(sheet: Any) -> range:
    """Return the rows that every page repeats."""
    first, _, last = str(sheet.print_title_rows or "").replace("$", "").partition(":")
    return range(int(first), int(last or first) + 1) if first else range(0)


def set_page(sheet: Any, *, cover: bool = False) -> None:
    """Complete what the template leaves open: a paper we know, one page wide, page numbers but on a cover."""
    # Paper and orientation must stand in the workbook: no converter has an option for them.
    if int(sheet.page_setup.paperSize or 0) not in PAPERS:
        sheet.page_setup.paperSize = A4
    if not sheet.page_setup.orientation:
        sheet.page_setup.orientation = "portrait"
    # A report grows: on pages of a fixed number it would shrink beyond reading.
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # Page breaks of our own hold beside "one page wide", but not where the height is fitted too.
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = [getattr(margin, part).text for margin in (sheet.oddHeader, sheet.oddFooter) for part in _PARTS]
    if cover:
        for part in _PARTS:
            own = getattr(sheet.oddFooter, part)
            own.text = None if _PAGE.search(own.text or "") else own.text
    elif not any(_PAGE.search(text or "") for text in margins):
        free = [part for part in ("right", "center", "left") if not getattr(sheet.oddFooter, part).text]
        if free:
            getattr(sheet.oddFooter, free[0]).text = PAGE_NUMBERS


def count_in_thai(sheet: Any) -> None:
    """Print page numbers in Thai digits.

    No program has a code for them in a header or footer, but one of the offices' fonts draws Arabic digits
    so; where it is missing they stay Arabic.
    """
    for margin in (sheet.oddHeader, sheet.oddFooter):
        for part in _PARTS:
            own = getattr(margin, part)
            if _PAGE.search(own.text or ""):
                own.font = f"{THAI_DIGITS},Regular"


def page_setup(sheet: Any, normal: float, font: str) -> PageSetup:
    """Return the page of a sheet: what is printed is its print area, or else all its columns."""
    first, last = 1, sheet.max_column
    if sheet.print_area:
        areas = [range_corners(cells.split("!")[-1]) for cells in str(sheet.print_area).split(",")]
        first = min(left for _, left, _, _ in areas)
        # A print area of whole rows ends at the last column there is, of which nothing prints.
        last = max(last if right == MAX_COLUMN else right for _, _, _, right in areas)
    margins, widths = sheet.page_margins, column_widths(sheet)
    return PageSetup(
        columns=sum(widths.get(column, widths[0]) for column in range(first, last + 1)),
        normal=normal,
        font=font,
        paper=int(sheet.page_setup.paperSize),
        landscape=sheet.page_setup.orientation == "landscape",
        left=margins.left * INCH,
        right=margins.right * INCH,
        top=margins.top * INCH,
        bottom=margins.bottom * INCH,
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
    """Return how many lines a page header or footer takes."""
    texts = [getattr(margin, part).text or "" for part in _PARTS]
    return max((text.count("\n") + 1 for text in texts if text), default=0)


def stated_bounds(sheet: Any, titles: range) -> Bounds:
    """Return the least and greatest widths of columns, in characters, that notes on a table's headings state:
    "กว้าง 12-30", or "กว้างคงที่" for the width that is drawn. The notes are taken off."""
    widths = column_widths(sheet)
    bounds = {}
    for row in titles:
        for cell in sheet[row]:
            stated = _STATED.search(to_arabic(cell.comment.text)) if cell.comment else None
            if stated is None:
                continue
            drawn = widths.get(cell.column, widths[0])
            least, most = (float(text) if text else drawn for text in stated.groups())
            bounds[cell.column] = min(least, most), max(least, most)
            cell.comment = None
    return bounds


def set_columns(sheet: Any, widths: Mapping[int, float]) -> None:
    """Set each column's width; one without width is hidden."""
    # One entry may stand for several columns and would go on giving them its old width.
    for letter in list(sheet.column_dimensions):
        del sheet.column_dimensions[letter]
    for column, width in widths.items():
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.min = dimension.max = column
        if width:
            dimension.width = width
        else:
            dimension.hidden = True


def column_widths(sheet: Any) -> dict[int, float]:
    """Return the width of each column in characters; 0 stands for those that were never set."""
    widths = {0: float(sheet.sheet_format.defaultColWidth or _DEFAULT_WIDTH)}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            widths[column] = 0.0 if dimension.hidden else float(dimension.width)
    return widths
