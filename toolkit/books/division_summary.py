"""The sheet สรุป of a division workbook: completion and what is missing by month, and every step's value."""

from __future__ import annotations

from toolkit.books.division_grid import CALC_SHEET, MONTHS, address, calc_column, from_calc
from toolkit.books.division_month import add_verdict_colours
from toolkit.books.division_row import reached_formula
from toolkit.books.division_state import NO_VALUE, DivisionState
from toolkit.model.figures import rounded
from toolkit.thai.dates import format_month
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import SUMMARY_SHEET

_NUMBER, _MEASURE, _STEP, _FIRST_MONTH = 1, 2, 3, 4
_WIDTHS = (5.0, 24.0, 42.0, *(7.5,) * len(MONTHS))
_LAST = _FIRST_MONTH + len(MONTHS) - 1
_SPAN = 3  # month columns under each count
_BY_MONTH = 2  # the 0-based row of the headings of the first table
_BY_STEP = _BY_MONTH + len(MONTHS) + 3
_NOTE = (
    "– คือ ไม่เกี่ยวข้อง ไม่นำมาคิด · 0 คือ ยังไม่มีผล · ว่าง คือ เดือนที่ยังไม่รายงาน · ช่องสีเทา คือ เดือนที่ขั้นตอนไม่อยู่ในแผนของกอง"
)
_COUNTS = ("ความคืบหน้า (ร้อยละ)", "แล้วเสร็จ (ขั้นตอน)", "ต้องรายงาน (แถว)", "ยังขาด (แถว)")


def write_summary(book: style.Book, state: DivisionState) -> None:
    """Write the sheet; all figures are formulas over `_calc`, issued with their values."""
    sheet = book.formula_sheet(SUMMARY_SHEET)
    agency, division = state.content.plan.agency, state.content.division
    office = f"{agency.agency_name} ปีงบประมาณ พ.ศ. {agency.fiscal_year}"
    note = f"{office} · คำนวณจากแผ่นรายเดือน ไม่ต้องกรอก"
    style.write_title(book, sheet, f"สรุปความคืบหน้าของ{division.division_name}", note)
    _write_months(book, sheet, state)
    _write_steps(book, sheet, state)
    sheet.set_column(0, 0, 2, None, {"hidden": True})
    sheet.set_widths(_WIDTHS, _NUMBER)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(style.BRAND)
    sheet.freeze_panes(1, 0)
    last = address(_BY_STEP + 2 + len(state.rows), _LAST)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
    footer = f"{agency.agency_name} · {division.division_name}"
    style.landscape_a4(sheet, repeat=(_BY_STEP, _BY_STEP), footer=footer)
    # Only one row can repeat at the top of pages, and it is that of the second table.
    sheet.set_h_pagebreaks([_BY_STEP - 2])
    # Twelve months stand on one page.
    sheet.set_margins(left=0.4, right=0.4, top=0.35, bottom=0.5)
    sheet.protect("", dict(style.PROTECTION))


def _write_months(book: style.Book, sheet: style.Sheet, state: DivisionState) -> None:
    """Write one row a month: the verdict in words, completion, steps done, rows due and rows missing."""
    heading, grid = style.heading_look(book), state.grid
    sheet.set_row(_BY_MONTH, style.lines_height(2, book.font))
    sheet.span(_BY_MONTH, _NUMBER, _MEASURE, "เดือน", heading)
    sheet.write_string(_BY_MONTH, _STEP, "ผลตรวจก่อนส่ง", heading)
    for index, text in enumerate(_COUNTS):
        left = _FIRST_MONTH + _SPAN * index
        sheet.span(_BY_MONTH, left, left + _SPAN - 1, text, heading)
    plain = book.framed(valign="vcenter")
    link = book.framed(font_color=style.BRAND, underline=1, bg_color=style.LOCKED_FILL, valign="vcenter")
    centred = book.framed(align="center", valign="vcenter")
    percent = book.framed(align="center", num_format="0.00", bold=True, valign="vcenter")
    for month, totals in zip(MONTHS, state.months, strict=True):
        row = _BY_MONTH + month

        # The default binds this month: a closure would see the last one of the loop.
        def total(name: str, month: int = month) -> str:
            return f"{CALC_SHEET}!{grid.total(name, month)}"

        sheet.set_row(row, style.lines_height(2, book.font))
        sheet.span(row, _NUMBER, _MEASURE, None, link)
        name = format_month(grid.plan.months[month - 1], "full")
        # D7 is where the reporter is typed, the first cell to fill.
        sheet.write_url(row, _NUMBER, f"internal:'{grid.sheet_names[month - 1]}'!D7", link, name)
        completion = NO_VALUE if totals.completion is None else totals.completion
        reported, current, due = _reported(state, month), _reported(state, month - 1), total("due")
        formula, ready = _where(current, total("ready"), totals.ready)
        sheet.write_formula(row, _STEP, f"={formula}", plain, ready)
        done = f'{total("done")}&" จาก "&{total("total")}', f"{totals.done} จาก {totals.total}"
        missing: float | str = totals.rows_missing if totals.due else NO_VALUE
        cells: tuple[tuple[str, float | str], ...] = (
            _where(reported, total("completion"), completion),
            _where(reported, *done),
            _where(current, due, totals.due),
            _where(current, f'IF({due}=0,"{NO_VALUE}",{total("missing")})', missing),
        )
        for index, (formula, value) in enumerate(cells):
            left, look = _FIRST_MONTH + _SPAN * index, centred if index else percent
            sheet.span(row, left, left + _SPAN - 1, None, look)
            sheet.write_formula(row, left, f"={formula}", look, value)
    first, last = _BY_MONTH + MONTHS[0], _BY_MONTH + MONTHS[-1]
    add_verdict_colours(book, sheet, (first, _STEP, last, _STEP), address(first, _STEP))


def _reported(state: DivisionState, month: int) -> tuple[str, bool]:
    """Return whether anything is typed in a month or a later one, as formula and value; of no month, yes.

    What is reached stands for the months after it too, and would look reported there; what a month lacks is
    shown from the one before it on, so that months to come do not look like faults.
    """
    if not month:
        return "TRUE", True
    row, first, last = state.grid.total_row("filled"), calc_column("code", month), calc_column("code", 12)
    filled = f"{address(row, first, absolute=True)}:{address(row, last, absolute=True)}"
    return f"SUM({CALC_SHEET}!{filled})>0", any(totals.filled for totals in state.months[month - 1 :])


def _where(reported: tuple[str, bool], formula: str, value: float | str) -> tuple[str, float | str]:
    """Return a formula and its value where months are reported, a blank text elsewhere."""
    condition, holds = reported
    return f'IF({condition},{formula},"")', value if holds else ""


def _write_steps(book: style.Book, sheet: style.Sheet, state: DivisionState) -> None:
    """Write one row a step: the value reached at the end of each month; grey where it does not count."""
    style.write_section(book, sheet, _BY_STEP - 1, "ร้อยละสะสมของแต่ละขั้นตอน ณ สิ้นเดือน")
    names = ("ที่", "มาตรการ", "ขั้นตอน", *state.grid.sheet_names)
    for column, name in enumerate(names, _NUMBER):
        sheet.write_string(_BY_STEP, column, name, style.heading_look(book))
    sheet.set_row(_BY_STEP, style.lines_height(1, book.font))
    text, centred, absent = book.framed(), book.framed(align="center"), book.framed(bg_color=style.LINE)
    for at, row in enumerate(state.rows, _BY_STEP + 1):
        sheet.write_string(at, _NUMBER, row.printed_no, centred)
        sheet.write_string(at, _MEASURE, row.measure.measure, text)
        sheet.write_string(at, _STEP, row.step.step, text)
        cells = ((row.measure.measure, _WIDTHS[1]), (row.step.step, _WIDTHS[2]))
        sheet.set_row(at, style.texts_height(cells, book.font))
        for column, month in enumerate(MONTHS, _FIRST_MONTH):
            if not row.holds[month]:
                sheet.write_blank(at, column, None, absent)
                continue
            reached = reached_formula(from_calc("value", row.row, month), NO_VALUE).removeprefix("=")
            value = rounded(row.value[month])
            shown: float | str = NO_VALUE if value is None else value
            formula, shown = _where(_reported(state, month), reached, shown)
            sheet.write_formula(at, column, f"={formula}", centred, shown)
    below = _BY_STEP + 1 + len(state.rows)
    sheet.set_row(below, 28)
    note = book.look(font_color=style.MUTED, text_wrap=False, valign="vcenter")
    sheet.write_string(below, _NUMBER, _NOTE, note)
