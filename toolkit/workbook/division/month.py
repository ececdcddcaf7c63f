"""The twelve month sheets of a division workbook: page, title, verdict and who reports.

Only `previous` and `ready` are formulas here; what they need stands on `_calc`.
"""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.model.entry import MonthReport
from toolkit.thai.dates import format_date, format_month
from toolkit.workbook.division.colours import NOT_DUE_FILL, add_month_colours
from toolkit.workbook.division.content import DivisionContent
from toolkit.workbook.division.formulas import PlainWorksheet
from toolkit.workbook.division.grid import (
    CALC_SHEET,
    DIVISION_ROW,
    KEY_COLUMN,
    LABEL_COLUMN,
    LAST_COLUMN,
    MONTH_MARKER_ROW,
    MONTH_ROW,
    NUMBER_COLUMN,
    READY_ROW,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    TITLE_ROW,
    VALUE_COLUMN,
    VALUE_END_COLUMN,
    DivisionGrid,
    address,
)
from toolkit.workbook.division.tables import NUMBER_FIELD, MonthTables
from toolkit.workbook.division.verdict import DivisionState
from toolkit.workbook.layouts import GUIDE_SHEET, MONTH, STATUS, SUMMARY_SHEET, Field, Key
from toolkit.workbook.page_breaks import row_heights, sheet_page
from toolkit.workbook.row_height import row_height, stored_width
from toolkit.workbook.style import (
    BODY_SIZE,
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    PROBLEM_FILL,
    PROTECTION,
    Book,
    landscape_a4,
)
from toolkit.workbook.tables_out import add_dropdown, open_table

TITLE = "แบบรายงานความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_KEYS = {each.id: each for each in MONTH.keys}
_VALUE_WIDTH = sum(
    each.width for each in STATUS.fields if VALUE_COLUMN <= STATUS_COLUMNS[each.id] <= VALUE_END_COLUMN
)
_LEGEND = (
    (MISSING_FILL, "สีเหลือง คือ ช่องที่ยังต้องกรอก"),
    (PROBLEM_FILL, "สีชมพู คือ ช่องที่ต้องแก้"),
    (NOT_DUE_FILL, "สีเทา คือ เดือนนี้ไม่ต้องรายงาน"),
)


def write_month(book: Book, content: DivisionContent, state: DivisionState, month: int) -> None:
    """Write one month sheet; `month` 1 is October."""
    grid = state.grid
    sheet = book.workbook.add_worksheet(grid.sheet_names[month - 1], PlainWorksheet)
    report = content.reports.get(grid.months[month - 1], MonthReport(grid.months[month - 1]))
    _set_page(sheet, content, grid, month)
    _write_title(book, sheet, format_month(report.month, "full"))
    _write_verdict(book, sheet, state, month)
    _write_keys(book, sheet, content, report)
    MonthTables(book, sheet, state, report, month).write()
    _break_page(book, sheet, grid)
    add_month_colours(book, sheet, grid, month)


def _set_page(sheet: Worksheet, content: DivisionContent, grid: DivisionGrid, month: int) -> None:
    """Columns, frozen cells, lock and paper."""
    name = format_month(grid.months[month - 1], "full")
    footer = f"{content.plan.agency.agency_name} · {content.division.division_name} · {name}"
    # Only the title repeats: the headings of one table would stand above the rows of the other.
    landscape_a4(sheet, repeat=(TITLE_ROW, TITLE_ROW), footer=footer.replace("&", "&&"))
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.hide_gridlines(2)
    sheet.set_column(KEY_COLUMN, KEY_COLUMN, 10, None, {"hidden": True})
    sheet.set_column(NUMBER_COLUMN, NUMBER_COLUMN, NUMBER_FIELD.width)
    for each in STATUS.fields:
        sheet.set_column(STATUS_COLUMNS[each.id], STATUS_COLUMNS[each.id], each.width)
    sheet.freeze_panes(READY_ROW + 1, NUMBER_COLUMN + 1)
    sheet.set_selection(REPORTER_ROW, VALUE_COLUMN, REPORTER_ROW, VALUE_COLUMN)
    last = address(grid.outcome_rows[-1], LAST_COLUMN)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
    sheet.protect("", dict(PROTECTION))


def _break_page(book: Book, sheet: Worksheet, grid: DivisionGrid) -> None:
    """The second table begins a page where both are more than one: its headings are never last on a page."""
    columns = stored_width(NUMBER_FIELD.width, *(each.width for each in STATUS.fields))
    height = sheet_page(columns, book.font, landscape=True)
    if sum(row_heights(sheet, grid.outcome_rows[-1])) > height:
        sheet.set_h_pagebreaks([grid.outcome_title_row])


def _write_title(book: Book, sheet: Worksheet, month: str) -> None:
    """The title, and the hidden marker and heading rows of `ita:month` below it."""
    look = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    sheet.set_row(TITLE_ROW, 32)
    sheet.write_string(TITLE_ROW, NUMBER_COLUMN, f"{TITLE} ประจำเดือน{month}", look)
    open_table(book, sheet, replace(MONTH, fields=(Field("", ""), *MONTH.fields)), MONTH_MARKER_ROW)
    sheet.set_row(MONTH_MARKER_ROW + 1, None, None, {"hidden": True})


def _write_verdict(book: Book, sheet: Worksheet, state: DivisionState, month: int) -> None:
    """The `ready` cell, which stays in sight: its row is the last frozen one."""
    look = book.look(
        bold=True, font_size=16, bg_color=LOCKED_FILL, border=1, border_color=LINE, valign="vcenter"
    )
    _write_key(book, sheet, _KEYS["ready"], READY_ROW, "", look)
    formula = f"={CALC_SHEET}!{state.grid.total('ready', month)}"
    sheet.write_formula(READY_ROW, VALUE_COLUMN, formula, look, state.month(month).ready)
    sheet.set_row(READY_ROW, 34)
    link = book.look(font_color=BRAND, underline=1, align="center", valign="vcenter")
    for name, column in ((GUIDE_SHEET, "evidence"), (SUMMARY_SHEET, "reason")):
        sheet.write_url(READY_ROW, STATUS_COLUMNS[column], f"internal:'{name}'!A1", link, name)


def _write_keys(book: Book, sheet: Worksheet, content: DivisionContent, report: MonthReport) -> None:
    """Month, division, reporter and date; what the colours mean stands beside them."""
    frame = {"border": 1, "border_color": LINE, "valign": "vcenter", "num_format": "@"}
    locked = book.look(bg_color=LOCKED_FILL, **frame)
    typed = book.look(bg_color=INPUT_FILL, locked=False, **frame)
    day = report.reported_on
    for key_id, row, text, look in (
        ("month", MONTH_ROW, format_month(report.month, "full"), locked),
        ("division_name", DIVISION_ROW, content.division.division_name, locked),
        ("reporter", REPORTER_ROW, report.reporter, typed),
        ("reported_on", REPORTED_ON_ROW, format_date(day) if day else "", typed),
    ):
        sheet.set_row(row, row_height([(text, _VALUE_WIDTH)], BODY_SIZE) + 2)
        _write_key(book, sheet, _KEYS[key_id], row, text, look)
        add_dropdown(sheet, (row, row), VALUE_COLUMN, _KEYS[key_id])
    for row, (colour, meaning) in enumerate(_LEGEND, MONTH_ROW):
        look = book.look(bg_color=colour, border=1, border_color=LINE, valign="vcenter")
        sheet.write_string(row, STATUS_COLUMNS["action"], meaning, look)


def _write_key(book: Book, sheet: Worksheet, key: Key, row: int, text: str, look: Format) -> None:
    """One row of `ita:month`: hidden key, label, and the value merged over a few columns."""
    label = book.look(bold=True, bg_color=BRAND_LIGHT, border=1, border_color=LINE, valign="vcenter")
    sheet.write_string(row, KEY_COLUMN, key.id)
    sheet.write_string(row, LABEL_COLUMN, key.label, label)
    sheet.merge_range(row, VALUE_COLUMN, row, VALUE_END_COLUMN, "", look)
    if text:
        sheet.write_string(row, VALUE_COLUMN, text, look)
