"""The hidden sheet `_calc` of a division workbook: every quantity by assignment and month, as a formula.

Month sheets are read often and stay light: all helpers stand here, on the row that the assignment or
measure has on the month sheets. Functions of Excel 2010 only, so no TEXTJOIN: each row names its own
missing cells and one formula a month joins them. A text that may be blank begins with a dot, because a
formula whose cached value is "" counts as not computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from toolkit.workbook.division.formulas import (
    MONTHS,
    PlainWorksheet,
    Value,
    dotted,
    is_blank,
    named_if,
    span,
    write_computed,
)
from toolkit.workbook.division.grid import (
    BLOCKS,
    CALC_SHEET,
    LAST_COLUMN,
    OUTCOME_SPANS,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    TOTALS,
    VALUE_COLUMN,
    DivisionGrid,
    address,
    calc_cell,
    calc_column,
)
from toolkit.workbook.division.rows import AssignmentRow
from toolkit.workbook.division.state import HALF_YEARS
from toolkit.workbook.division.verdict import (
    LACKING,
    LACKING_OR_WRONG,
    NAMED_CELLS,
    NO_VALUE,
    NOTHING_DUE,
    READY,
    DivisionState,
)
from toolkit.workbook.style import Book


def write_calc(book: Book, state: DivisionState) -> None:
    """Write and hide the sheet."""
    sheet = book.workbook.add_worksheet(CALC_SHEET, PlainWorksheet)
    for block in BLOCKS:
        for month in range(13):
            sheet.write_string(0, calc_column(block, month), f"{block} {month}")
    for index, row in enumerate(state.rows):
        AssignmentRow(sheet, state, index, row).write()
    for index in range(len(state.measures)):
        _write_measure(sheet, state, index)
    for month in MONTHS:
        _write_signature(sheet, state, month)
        _write_totals(sheet, state, month)
    for name in TOTALS:
        sheet.write_string(state.grid.total_row(name), 0, name)
    sheet.protect()
    sheet.hide()


def _write_measure(sheet: Worksheet, state: DivisionState, index: int) -> None:
    """A measure's outcome row: finished here (block "value"), asked for ("due"), what is missing."""
    grid, measure = state.grid, state.measures[index]
    row = grid.outcome_rows[index]
    sheet.write_string(row, 0, measure.measure.measure_no)
    sheet.write_number(row, calc_column("value", 0), 0)
    for month in MONTHS:
        rows = grid.rows_of(measure.measure)
        weights = span("weight", rows, month)
        values = span("value", rows, month)
        done = f"SUMPRODUCT(({weights}>0)*({values}=100))"
        counted = f'SUMPRODUCT(({weights}>0)*({values}<>"na"))'
        complete = f"IF(AND({done}>0,{done}={counted}),1,0)"
        write_computed(sheet, (row, calc_column("value", month)), complete, int(measure.complete[month]))
        now, before = calc_cell("value", row, month), calc_cell("value", row, month - 1)
        asked = f"IF(AND({now}=1,{before}=0),1,0)"
        if month in HALF_YEARS:
            asked = f"IF({counted}>0,1,0)"
        formula = asked if measure.measure.start <= grid.months[month - 1] else None
        write_computed(sheet, (row, calc_column("due", month)), formula, int(measure.asked[month]))
        result = grid.from_month(month, row, OUTCOME_SPANS["result"][0])
        lacking = named_if(f"AND({calc_cell('due', row, month)}=1,{is_blank(result)})", result)
        where = (row, calc_column("missing", month))
        write_computed(sheet, where, f'"."&{lacking}', dotted(state.outcome_cells(index, month)))


def _write_signature(sheet: Worksheet, state: DivisionState, month: int) -> None:
    """The missing reporter and date, asked for once the month needs a report."""
    needed = state.grid.total("needed", month)
    for row, cells in zip((REPORTER_ROW, REPORTED_ON_ROW), state.signature_cells(month), strict=True):
        cell = state.grid.from_month(month, row, VALUE_COLUMN)
        lacking = named_if(f"AND({needed}=1,{is_blank(cell)})", cell)
        write_computed(sheet, (row, calc_column("missing", month)), f'"."&{lacking}', dotted(cells))


def _write_totals(sheet: Worksheet, state: DivisionState, month: int) -> None:
    values = state.month(month)
    completion: Value = NO_VALUE if values.completion is None else values.completion
    known: dict[str, Value] = {
        "filled": int(values.filled),
        "needed": int(values.needed),
        "wrong": values.wrong,
        "cells": dotted(values.cells),
        "count": len(values.cells),
        "ready": values.ready,
        "completion": completion,
        "done": values.done,
        "total": values.total,
        "due": values.due,
        "missing": values.rows_missing,
    }
    column = calc_column("code", month)
    for name, formula in _total_formulas(state.grid, month):
        write_computed(sheet, (state.grid.total_row(name), column), formula, known[name])


def _total_formulas(grid: DivisionGrid, month: int) -> Iterator[tuple[str, str]]:
    """The formulas of `TOTALS` in one month. 1E-9 lifts a tie that binary floats left just below it."""
    rows = grid.status_rows
    values, weights = span("value", rows, month), span("weight", rows, month)
    missing, due = span("missing", rows, month), span("due", rows, month)
    asked = span("due", grid.outcome_rows, month)
    cells, count, needed = (grid.total(name, month) for name in ("cells", "count", "needed"))
    yield "filled", _filled(grid, month)
    yield "needed", f"IF({grid.total('filled', month)}+SUM({due})+SUM({asked})>0,1,0)"
    yield "wrong", f"SUM({span('wrong', rows, month)})"
    lines = (REPORTER_ROW, REPORTED_ON_ROW, *rows, *grid.outcome_rows)
    joined = "&".join(calc_cell("missing", row, month) for row in lines)
    yield "cells", f'"."&SUBSTITUTE({joined},".","")'
    yield "count", f'LEN({cells})-LEN(SUBSTITUTE({cells},",",""))'
    cut = f'LEFT({cells},FIND("|",SUBSTITUTE({cells},",","|",{NAMED_CELLS + 1}))-1)&" …"'
    named = f"MID(IF({count}>{NAMED_CELLS},{cut},{cells}),4,999)"
    prefix = f'IF({grid.total("wrong", month)}>0,"{LACKING_OR_WRONG}","{LACKING}")'
    calm = f'IF({needed}=1,"{READY}","{NOTHING_DUE}")'
    yield "ready", f'IF({count}=0,{calm},{prefix}&{count}&" ช่อง: "&{named})'
    counted = f'SUMPRODUCT(({values}<>"na")*{weights})'
    mean = f"SUMPRODUCT({weights},{values})/{counted}"
    yield "completion", f'IF({counted}=0,"{NO_VALUE}",ROUND({mean}+0.000000001,2))'
    yield "done", f"SUMPRODUCT(({weights}>0)*({values}=100))"
    yield "total", f'SUMPRODUCT(({weights}>0)*({values}<>"na"))'
    yield "due", f"SUM({due})"
    yield "missing", f"SUMPRODUCT((LEN({missing})>1)*1)"


def _filled(grid: DivisionGrid, month: int) -> str:
    """Whether anything is typed on a month sheet."""
    areas = (
        (REPORTER_ROW, VALUE_COLUMN, REPORTED_ON_ROW, VALUE_COLUMN),
        (grid.status_rows[0], STATUS_COLUMNS["status"], grid.status_rows[-1], LAST_COLUMN),
        (grid.outcome_rows[0], OUTCOME_SPANS["result"][0], grid.outcome_rows[-1], LAST_COLUMN),
    )
    counts = (
        f"COUNTA({grid.from_month(month, top, left)}:{address(bottom, right)})"
        for top, left, bottom, right in areas
    )
    return f"IF({'+'.join(counts)}>0,1,0)"
