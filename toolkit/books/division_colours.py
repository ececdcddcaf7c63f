"""The colours of month sheets and of สรุป: what is missing, what must be mended, what need not be filled.

The conditions state no rule of their own: they look up `_calc`, so that a cell is coloured exactly when
`ready` names it. They do so through INDIRECT, since a conditional format may not name another sheet in Excel
2007's file form and in Google Sheets.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from toolkit.books import division_grid as layout
from toolkit.books.division_state import LACKING, READY
from toolkit.model.cells import column_letters
from toolkit.xlsx.new_workbook import GOOD_FILL, MISSING_FILL, MUTED, PROBLEM_FILL, Book

NOT_DUE_FILL = "#E5E7EB"
_TYPED = ("status", "percent", "action", "evidence", "reason")
_MAY_BE_WRONG = ("status", "percent")

Area = tuple[int, int, int, int]
"""The 0-based first row, first column, last row and last column of some cells."""


def add_month_colours(book: Book, sheet: Worksheet, grid: layout.DivisionGrid, month: int) -> None:
    """Add all colours of one month sheet; month 1 is October."""
    missing, wrong = {"bg_color": MISSING_FILL}, {"bg_color": PROBLEM_FILL}
    first, last = grid.status_rows[0], grid.status_rows[-1]
    for field in _TYPED:
        column = layout.STATUS_COLUMNS[field]
        area = (first, column, last, column)
        named = _is_named(column, month)
        # Pink before yellow: what is wrong is among the cells that are named as missing too.
        if field in _MAY_BE_WRONG:
            add_colour(book, sheet, area, f"AND({named},{_on_calc('wrong', month)}=1)", wrong)
        add_colour(book, sheet, area, named, missing)
    left, right = layout.OUTCOME_SPANS["result"]
    results = (grid.outcome_rows[0], left, grid.outcome_rows[-1], right)
    add_colour(book, sheet, results, _is_named(left, month), missing)
    signature = (layout.REPORTER_ROW, layout.VALUE_COLUMN, layout.REPORTED_ON_ROW, layout.VALUE_END_COLUMN)
    add_colour(book, sheet, signature, _is_named(layout.VALUE_COLUMN, month), missing)
    for rows in (grid.status_rows, grid.outcome_rows):
        area = (rows[0], layout.NUMBER_COLUMN, rows[-1], layout.LAST_COLUMN)
        grey = {"bg_color": NOT_DUE_FILL, "font_color": MUTED}
        add_colour(book, sheet, area, f"{_on_calc('due', month)}=0", grey)
    ready = (layout.READY_ROW, layout.VALUE_COLUMN)
    area = (*ready, layout.READY_ROW, layout.VALUE_END_COLUMN)
    add_verdict_colours(book, sheet, area, layout.address(*ready, absolute=True))


def add_verdict_colours(book: Book, sheet: Worksheet, area: Area, cell: str) -> None:
    """Colour verdicts: green when ready, yellow while something is missing; `cell` is the first of them."""
    lacking = LACKING.strip()
    add_colour(book, sheet, area, f'{cell}="{READY}"', {"bg_color": GOOD_FILL})
    # The verdict goes on with the cells that lack something.
    begins = f'LEFT({cell},{len(lacking)})="{lacking}"'
    add_colour(book, sheet, area, begins, {"bg_color": MISSING_FILL})


def add_colour(book: Book, sheet: Worksheet, area: Area, condition: str, colour: Mapping[str, str]) -> None:
    """Add one rule; a rule added earlier wins over a later one."""
    look = book.workbook.add_format(colour)
    options = {"type": "formula", "criteria": f"={condition}", "format": look, "stop_if_true": True}
    sheet.conditional_format(*area, options)


def _on_calc(block: str, month: int) -> str:
    """Return a quantity of the row that is being coloured; it has the same number on `_calc`."""
    # A rule in the form of Excel 2007, which XlsxWriter writes, may not name another sheet itself.
    return f'INDIRECT("{layout.CALC_SHEET}!{column_letters(layout.calc_column(block, month) + 1)}"&ROW())'


def _is_named(column: int, month: int) -> str:
    """Return whether the row's missing cells name this column: " G12," within "., F12, G12,"."""
    letters = column_letters(column + 1)
    return f'ISNUMBER(FIND(" {letters}"&ROW()&",",{_on_calc("missing", month)}&","))'
