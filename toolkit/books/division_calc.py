"""The formulas on `_calc` for one assignment: its entry, rounds, value, and what its row still lacks."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from toolkit.books.division_grid import (
    BLOCKS,
    CALC_SHEET,
    LAST_COLUMN,
    MONTHS,
    OUTCOME_SPANS,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    STATUSES,
    TOTALS,
    VALUE_COLUMN,
    DivisionGrid,
    PlainWorksheet,
    Value,
    address,
    as_number,
    calc_cell,
    calc_column,
    dotted,
    is_blank,
    literal,
    named_if,
    span,
    write_computed,
)
from toolkit.books.division_state import (
    HALF_YEARS,
    LACKING,
    LACKING_OR_WRONG,
    NAMED_CELLS,
    NO_VALUE,
    NONE_TYPED,
    NOTHING_DUE,
    READY,
    DivisionState,
    RowState,
    is_wrong,
)
from toolkit.xlsx.new_workbook import Book


class AssignmentRow:
    """The formulas of one assignment; `at(block, month)` is a cell of its row."""

    def __init__(self, sheet: Worksheet, state: DivisionState, index: int, row: RowState) -> None:
        self.sheet, self.state, self.index, self.values = sheet, state, index, row
        self.grid: DivisionGrid = state.grid
        self.row = self.grid.status_rows[index]
        self.starts = row.starts
        self.recurs = row.assignment.step.every is not None

    def at(self, block: str, month: int) -> str:
        return calc_cell(block, self.row, month)

    def typed(self, field_id: str, month: int) -> str:
        return self.grid.from_month(month, self.row, STATUS_COLUMNS[field_id])

    def put(self, block: str, month: int, formula: str | None, value: Value) -> None:
        write_computed(self.sheet, (self.row, calc_column(block, month)), formula, value)

    def write(self) -> None:
        self.sheet.write_string(self.row, 0, self.values.assignment.key)
        for block in ("last", "running", "rounds_done", "value"):
            self.put(block, 0, None, 0)
        for month in MONTHS:
            self.write_entry(month)
            self.write_rounds(month)
            self.write_value(month)
            self.write_due(month)
            self.write_wrong(month)
            self.put("missing", month, self.missing(month), dotted(self.state.row_cells(self.index, month)))

    def write_entry(self, month: int) -> None:
        """What the row says: typed on the sheet, else inherited from a division that had it before."""
        values, status, percent = self.values, self.typed("status", month), self.typed("percent", month)
        entry = values.entries[month] if values.own[month] is None else None
        inherited = values.code[month] if entry else 0
        found = f"MATCH(TRIM({status}),{STATUSES},0)"
        self.put("code", month, f"IFERROR({found},{inherited})", values.code[month])
        share = f"IF(AND({percent}>0,{percent}<1),ROUND({percent}*100,9),{percent})"
        none = literal(NONE_TYPED)
        own = f"IF(ISNUMBER({percent}),{share},{none})"
        if entry:
            own = f"IF(ISNUMBER({found}),{own},{literal(values.percent[month])})"
        self.put("percent", month, own, as_number(values.percent[month]))
        code, last = self.at("code", month), self.at("last", month - 1)
        self.put("last", month, f"IF({code}>0,{code},{last})", values.last[month])
        before, number = self.at("running", month - 1), self.at("percent", month)
        kept = f"IF(OR({code}=0,{code}=5,{number}<0),{before},{number})"
        running = f"IF({code}=3,100,IF({code}=1,0,{kept}))"
        self.put("running", month, running, as_number(values.running[month]))

    def write_rounds(self, month: int) -> None:
        """The status of the round that runs in a month, and the rounds done until then."""
        if not self.recurs:
            return
        start, code = self.starts[month], self.at("code", month)
        counted = self.at("rounds_done", (start or month) - 1)
        if not start:
            self.put("rounds_done", month, counted, self.values.rounds_done[month])
            return
        before = self.at("round", month - 1)
        latest = code if start == month else f"IF({code}>0,{code},{before})"
        self.put("round", month, latest, self.values.round[month])
        done = f"{counted}+IF({self.at('round', month)}=3,1,0)"
        self.put("rounds_done", month, done, self.values.rounds_done[month])

    def write_value(self, month: int) -> None:
        values = self.values
        reached = self.at("running", month)
        if self.recurs:
            total = values.rounds_total
            reached = f"{self.at('rounds_done', month)}*100/{total}" if total else "0"
        value = values.value[month]
        known: Value = "na" if value is None else as_number(value)
        self.put("value", month, f'IF({self.at("last", month)}=5,"na",{reached})', known)
        weight = values.assignment.step.weight if values.holds[month] else 0
        self.put("weight", month, None, as_number(weight))

    def write_due(self, month: int) -> None:
        last = self.at("last", month - 1)
        ended = f"{last}=5" if self.recurs else f"OR({last}=3,{last}=5)"
        formula = f"IF({ended},0,1)" if self.values.may_be_due[month] else None
        self.put("due", month, formula, int(self.values.due[month]))

    def write_wrong(self, month: int) -> None:
        """1 where the status is no word of the list or the percent contradicts it."""
        status, percent = self.typed("status", month), self.typed("percent", month)
        code, number = self.at("code", month), self.at("percent", month)
        judged = "0"
        if not self.recurs:
            by_status = (
                f"{percent}=0",
                f"AND({number}>=1,{number}<=99)",
                f"OR({percent}=100,{percent}=1)",
                f"AND({number}>=0,{number}<=100)",
                "TRUE",
            )
            right = f"CHOOSE({code},{','.join(by_status)})"
            judged = f"IF({is_blank(percent)},0,IF(ISNUMBER({percent}),IF({right},0,1),1))"
        formula = f"IF({code}=0,IF({is_blank(status)},0,1),{judged})"
        self.put("wrong", month, formula, int(is_wrong(self.values, month)))

    def missing(self, month: int) -> str:
        """The row's missing or wrong cells: ".", or "., G12, I12"."""
        typed = {name: self.typed(name, month) for name in STATUS_COLUMNS}
        code, due, wrong = self.at("code", month), f"{self.at('due', month)}=1", self.at("wrong", month)
        expected = due
        if 0 < self.starts[month] < month:
            expected = f"AND({due},{self.at('round', month - 1)}<>3)"
        written = "&".join(typed[name] for name in ("status", "percent", "action", "reason"))
        parts = [named_if(f"AND({code}=0,OR({expected},LEN(TRIM({written}))>0))", typed["status"])]
        bad_percent = f"AND({wrong}=1,{code}>0)"
        if not self.recurs:
            parts.append(
                named_if(
                    f"OR({bad_percent},AND({due},{code}=2,{is_blank(typed['percent'])}))", typed["percent"]
                )
            )
        if self.values.may_be_due[month]:
            parts.append(
                named_if(f"AND({due},OR({code}=2,{code}=3),{is_blank(typed['action'])})", typed["action"])
            )
            if self.values.assignment.step.evidence_required:
                parts.append(
                    named_if(f"AND({due},{code}=3,{is_blank(typed['evidence'])})", typed["evidence"])
                )
            parts.append(
                named_if(f"AND({due},OR({code}=4,{code}=5),{is_blank(typed['reason'])})", typed["reason"])
            )
        return '"."&' + "&".join(parts)


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
