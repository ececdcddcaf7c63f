"""The sheet สรุป of a division workbook: completion and what is missing by month, and every step's value."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.books.division_grid import CALC_SHEET, MONTHS, DivisionGrid, address, calc_column, from_calc
from toolkit.books.division_state import LACKING, NO_VALUE, READY, DivisionState
from toolkit.model.figures import rounded
from toolkit.thai.dates import format_month
from toolkit.xlsx.layouts import SUMMARY_SHEET
from toolkit.xlsx.new_workbook import (
    BODY_SIZE,
    BRAND,
    GOOD_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    MUTED,
    PROTECTION,
    Book,
    heading_look,
    landscape_a4,
    lines_height,
    row_height,
)

_NUMBER, _MEASURE, _STEP, _FIRST_MONTH = 1, 2, 3, 4
_WIDTHS = (5.0, 24.0, 42.0, 7.5)
_LAST = _FIRST_MONTH + 11
_SPAN = 3  # month columns under each count
_TITLE, _BY_MONTH = 0, 2  # rows
_BY_STEP = _BY_MONTH + 1 + 12 + 2
_NOTE = "– คือ ไม่เกี่ยวข้อง ไม่นำมาคิด · 0 คือ ยังไม่มีผล · ช่องสีเทา คือ เดือนที่ขั้นตอนไม่อยู่ในแผนของกอง"
_COUNTS = (
    ("completion", "ร้อยละความสำเร็จ"),
    ("done", "แล้วเสร็จ (ขั้นตอน)"),
    ("due", "ต้องรายงาน (แถว)"),
    ("missing", "ยังขาด (แถว)"),
)


def write_summary(book: Book, state: DivisionState) -> None:
    """Write the sheet; all figures are formulas over `_calc`, issued with their values."""
    sheet = book.formula_sheet(SUMMARY_SHEET)
    agency, division = state.content.plan.agency, state.content.division
    title = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    muted = book.look(font_color=MUTED, text_wrap=False, valign="vcenter")
    sheet.set_row(_TITLE, 32)
    sheet.write_string(_TITLE, _NUMBER, f"สรุปความคืบหน้าของ{division.division_name}", title)
    sheet.set_row(_TITLE + 1, 26)
    office = f"{agency.agency_name} ปีงบประมาณ พ.ศ. {agency.fiscal_year}"
    sheet.write_string(_TITLE + 1, _NUMBER, f"{office} · คำนวณจากแผ่นรายเดือน ไม่ต้องกรอก", muted)
    _write_months(book, sheet, state)
    _write_steps(book, sheet, state)
    sheet.set_column(0, 0, 2, None, {"hidden": True})
    for column, width in enumerate(_WIDTHS, _NUMBER):
        sheet.set_column(column, column, width)
    sheet.set_column(_FIRST_MONTH, _LAST, _WIDTHS[-1])
    sheet.hide_gridlines(2)
    sheet.set_tab_color(BRAND)
    sheet.freeze_panes(_TITLE + 1, 0)
    last = address(_BY_STEP + 2 + len(state.rows), _LAST)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
    footer = f"{agency.agency_name} · {division.division_name}"
    landscape_a4(sheet, repeat=(_BY_STEP, _BY_STEP), footer=footer)
    sheet.set_h_pagebreaks([_BY_STEP - 1])
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.protect("", dict(PROTECTION))


def _write_months(book: Book, sheet: Worksheet, state: DivisionState) -> None:
    """One row a month: the verdict in words, completion, steps done, rows due and rows missing."""
    heading, grid = heading_look(book), state.grid
    sheet.set_row(_BY_MONTH, lines_height(2))
    sheet.merge_range(_BY_MONTH, _NUMBER, _BY_MONTH, _MEASURE, "เดือน", heading)
    sheet.write_string(_BY_MONTH, _STEP, "ผลตรวจก่อนส่ง", heading)
    for index, (_, text) in enumerate(_COUNTS):
        left = _FIRST_MONTH + _SPAN * index
        sheet.merge_range(_BY_MONTH, left, _BY_MONTH, left + _SPAN - 1, text, heading)
    frame = {"border": 1, "border_color": LINE, "valign": "vcenter"}
    link = book.look(font_color=BRAND, underline=1, bg_color=LOCKED_FILL, **frame)
    centred = book.look(align="center", **frame)
    percent = book.look(align="center", num_format="0.00", bold=True, **frame)
    for month in MONTHS:
        row, values = _BY_MONTH + month, state.months[month - 1]
        sheet.set_row(row, lines_height(2))
        sheet.merge_range(row, _NUMBER, row, _MEASURE, "", link)
        name = format_month(grid.months[month - 1], "full")
        sheet.write_url(row, _NUMBER, f"internal:'{grid.sheet_names[month - 1]}'!D7", link, name)
        _put(sheet, (row, _STEP), _total(grid, "ready", month), values.ready, book.look(**frame))
        counted = f'{_total(grid, "done", month)}&" จาก "&{_total(grid, "total", month)}'
        completion = NO_VALUE if values.completion is None else values.completion
        cells: tuple[tuple[str, float | str, Format], ...] = (
            (_total(grid, "completion", month), completion, percent),
            (counted, f"{values.done} จาก {values.total}", centred),
            (_total(grid, "due", month), values.due, centred),
            (_total(grid, "missing", month), values.rows_missing, centred),
        )
        for index, (formula, value, look) in enumerate(cells):
            left = _FIRST_MONTH + _SPAN * index
            sheet.merge_range(row, left, row, left + _SPAN - 1, "", look)
            _put(sheet, (row, left), formula, value, look)
    _colour_verdicts(book, sheet, grid)


def _colour_verdicts(book: Book, sheet: Worksheet, grid: DivisionGrid) -> None:
    """Muted while nothing is typed in a month, so that months to come do not look like faults."""
    first, lacking = address(_BY_MONTH + 1, _STEP), LACKING.strip()
    row, column = grid.total_row("filled"), calc_column("code", 1)
    filled = f"{CALC_SHEET}!{address(row, column, absolute=True)}:{address(row, column + 11, absolute=True)}"
    rules: tuple[tuple[str, dict[str, str]], ...] = (
        (f'=INDEX(INDIRECT("{filled}"),ROW()-{_BY_MONTH + 1})=0', {"font_color": MUTED}),
        (f'={first}="{READY}"', {"bg_color": GOOD_FILL}),
        (f'=LEFT({first},{len(lacking)})="{lacking}"', {"bg_color": MISSING_FILL}),
    )
    for formula, colour in rules:
        look = book.workbook.add_format(colour)
        options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
        right = _LAST if "font_color" in colour else _STEP
        sheet.conditional_format(_BY_MONTH + 1, _STEP, _BY_MONTH + 12, right, options)


def _write_steps(book: Book, sheet: Worksheet, state: DivisionState) -> None:
    """One row a step: the value reached at the end of each month; grey where it does not count."""
    grid, heading = state.grid, heading_look(book)
    section = book.look(bold=True, font_size=16, font_color=BRAND, text_wrap=False, valign="bottom")
    sheet.set_row(_BY_STEP - 1, 34)
    sheet.write_string(_BY_STEP - 1, _NUMBER, "ร้อยละสะสมของแต่ละขั้นตอน ณ สิ้นเดือน", section)
    names = ("ที่", "มาตรการ", "ขั้นตอน", *grid.sheet_names)
    for column, name in enumerate(names, _NUMBER):
        sheet.write_string(_BY_STEP, column, name, heading)
    sheet.set_row(_BY_STEP, lines_height(1))
    frame = {"border": 1, "border_color": LINE}
    text, centred = book.look(**frame), book.look(align="center", **frame)
    absent = book.look(bg_color=LINE, **frame)
    for at, status_row in enumerate(state.rows, _BY_STEP + 1):
        measure, step = status_row.measure, status_row.step
        sheet.write_string(at, _NUMBER, status_row.printed_no, centred)
        sheet.write_string(at, _MEASURE, measure.measure, text)
        sheet.write_string(at, _STEP, step.step, text)
        room = ((measure.measure, _WIDTHS[1]), (step.step, _WIDTHS[2]))
        sheet.set_row(at, row_height(room, BODY_SIZE))
        for month in MONTHS:
            column = _FIRST_MONTH + month - 1
            if not status_row.holds[month]:
                sheet.write_blank(at, column, None, absent)
                continue
            cell = from_calc("value", status_row.row, month)
            value = rounded(status_row.value[month])
            formula = f'IF({cell}="na","{NO_VALUE}",ROUND({cell}+0.000000001,2))'
            _put(sheet, (at, column), formula, NO_VALUE if value is None else value, centred)
    note = book.look(font_color=MUTED, text_wrap=False, valign="vcenter")
    below = _BY_STEP + 1 + len(state.rows)
    sheet.set_row(below, 28)
    sheet.write_string(below, _NUMBER, _NOTE, note)


def _total(grid: DivisionGrid, name: str, month: int) -> str:
    return f"{CALC_SHEET}!{grid.total(name, month)}"


def _put(sheet: Worksheet, where: tuple[int, int], formula: str, value: float | str, look: Format) -> None:
    sheet.write_formula(*where, f"={formula}", look, value)
