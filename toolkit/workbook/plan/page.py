"""The top of a plan sheet and how it prints: title, note, headings, and pages side by side."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from toolkit.workbook.layouts import Table
from toolkit.workbook.plan.guide import SHEET_NOTES
from toolkit.workbook.style import BRAND, BRAND_LIGHT, MUTED, Book, landscape_a4
from toolkit.workbook.tables_out import FIRST_COLUMN, open_table

MARKER_ROW = 2
"""Below the title and the sheet's note; with the headings four rows, which are frozen."""
LINE_HEIGHT = 28.0
"""The height in points of a row with one line."""
_TITLE_HEIGHT, _HEADING_HEIGHT = 36.0, 60.0
_ONE_PAGE = 170  # characters that a landscape page holds at a size that can be read
_ONE_PAGE_AT_FULL_SIZE = 93  # characters of the body font on a landscape page: 770 pt of 7.6 pt, less 8 %


def open_plan_sheet(book: Book, table: Table, agency: Mapping[str, str]) -> Worksheet:
    """A sheet with its title, its note, the hidden marker row and the headings."""
    sheet = book.sheet(table.sheet)
    sheet.set_tab_color(BRAND)
    title = book.look(
        bold=True, font_size=20, font_color=BRAND, bg_color=BRAND_LIGHT, text_wrap=False, valign="vcenter"
    )
    note = book.look(font_color=MUTED, text_wrap=False, valign="vcenter")
    words = FIRST_COLUMN + _repeated(table)  # beside the columns that every page repeats, which would cut it
    for column in range(FIRST_COLUMN, right_column(table) + 1):
        sheet.write_blank(0, column, None, title)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, words, table.title, title)
    sheet.set_row(1, LINE_HEIGHT)
    sheet.write_string(1, words, SHEET_NOTES[table.name], note)
    open_table(book, sheet, table, MARKER_ROW)
    sheet.set_row(MARKER_ROW + 1, _HEADING_HEIGHT)
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    footer = " ".join(filter(None, (agency.get("agency_name", ""), table.title)))
    landscape_a4(sheet, repeat=(MARKER_ROW + 1, MARKER_ROW + 1), footer=footer.replace("&", "&&"))
    _spread(sheet, table)
    return sheet


def _spread(sheet: Worksheet, table: Table) -> None:
    """Print a table that would be too small on one page on two side by side, identities on both."""
    kept = _repeated(table)
    if not kept:
        return
    widths = [each.width for each in table.fields]
    repeated = sum(widths[:kept])
    split = min(
        range(kept + 1, len(widths)),
        key=lambda at: max(sum(widths[:at]), repeated + sum(widths[at:])),
    )
    widest = max(sum(widths[:split]), repeated + sum(widths[split:]))
    sheet.set_print_scale(min(100, int(100 * _ONE_PAGE_AT_FULL_SIZE / widest)))
    sheet.set_v_pagebreaks([FIRST_COLUMN + split])
    sheet.repeat_columns(FIRST_COLUMN, FIRST_COLUMN + kept - 1)
    sheet.print_across()
    sheet.set_zoom(85)


def _repeated(table: Table) -> int:
    """How many columns a table repeats on its second page across; 0 where one page is wide enough."""
    if sum(each.width for each in table.fields) <= _ONE_PAGE:
        return 0
    return sum(each.required for each in table.fields[:2])


def right_column(table: Table) -> int:
    """The last column of a table's sheet, the hints of the agency included."""
    return FIRST_COLUMN + len(table.fields) - 1 + bool(table.keys)
