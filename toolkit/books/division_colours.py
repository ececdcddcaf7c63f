"""The colours of a month sheet: what is missing, what must be mended, what need not be filled.

The rules look up `_calc` through INDIRECT: a conditional format may not name another sheet in Excel
2007's file form and in Google Sheets. A cell is coloured exactly when `ready` names it.
"""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.books.division_grid import (
    CALC_SHEET,
    LAST_COLUMN,
    NUMBER_COLUMN,
    OUTCOME_SPANS,
    READY_ROW,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    VALUE_COLUMN,
    VALUE_END_COLUMN,
    DivisionGrid,
    address,
    calc_column,
)
from toolkit.books.division_state import LACKING, READY
from toolkit.model.cells import column_letters
from toolkit.xlsx.new_workbook import GOOD_FILL, MISSING_FILL, MUTED, PROBLEM_FILL, Book

NOT_DUE_FILL = "#E5E7EB"
_TYPED = ("status", "percent", "action", "evidence", "reason")
_MAY_BE_WRONG = ("status", "percent")


def add_month_colours(book: Book, sheet: Worksheet, grid: DivisionGrid, month: int) -> None:
    """All colour rules of one month sheet; month 1 is October."""
    missing, wrong = _fill(book, MISSING_FILL), _fill(book, PROBLEM_FILL)
    rows = (grid.status_rows[0], grid.status_rows[-1])
    for each in _TYPED:
        column = STATUS_COLUMNS[each]
        area = (rows[0], column, rows[1], column)
        named = _is_named(column, month)
        if each in _MAY_BE_WRONG:
            _add(sheet, area, f"=AND({named},{_on_calc('wrong', month)}=1)", wrong)
        _add(sheet, area, f"={named}", missing)
    first, last = OUTCOME_SPANS["result"]
    results = (grid.outcome_rows[0], first, grid.outcome_rows[-1], last)
    _add(sheet, results, f"={_is_named(first, month)}", missing)
    signature = (REPORTER_ROW, VALUE_COLUMN, REPORTED_ON_ROW, VALUE_END_COLUMN)
    _add(sheet, signature, f"={_is_named(VALUE_COLUMN, month)}", missing)
    grey = book.workbook.add_format({"bg_color": NOT_DUE_FILL, "font_color": MUTED})
    for table in (rows, (grid.outcome_rows[0], grid.outcome_rows[-1])):
        area = (table[0], NUMBER_COLUMN, table[1], LAST_COLUMN)
        _add(sheet, area, f"={_on_calc('due', month)}=0", grey)
    _add_verdict_colours(book, sheet)


def _add_verdict_colours(book: Book, sheet: Worksheet) -> None:
    """The `ready` cell: green when ready, yellow while something is missing."""
    area = (READY_ROW, VALUE_COLUMN, READY_ROW, VALUE_END_COLUMN)
    ready = address(READY_ROW, VALUE_COLUMN, absolute=True)
    lacking = LACKING.strip()
    _add(sheet, area, f'={ready}="{READY}"', _fill(book, GOOD_FILL))
    _add(sheet, area, f'=LEFT({ready},{len(lacking)})="{lacking}"', _fill(book, MISSING_FILL))


def _on_calc(block: str, month: int) -> str:
    """A quantity of the row that is being coloured."""
    return f'INDIRECT("{CALC_SHEET}!{column_letters(calc_column(block, month) + 1)}"&ROW())'


def _is_named(column: int, month: int) -> str:
    """Whether the row's missing cells name this column: " G12," within "., F12, G12,"."""
    letters = column_letters(column + 1)
    return f'ISNUMBER(FIND(" {letters}"&ROW()&",",{_on_calc("missing", month)}&","))'


def _fill(book: Book, colour: str) -> Format:
    return book.workbook.add_format({"bg_color": colour})


def _add(sheet: Worksheet, area: tuple[int, int, int, int], formula: str, look: Format) -> None:
    """One rule; a rule added earlier wins over a later one."""
    options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
    sheet.conditional_format(*area, options)
