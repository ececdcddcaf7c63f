"""Where everything stands in a division workbook: the same rows and columns on all twelve month sheets.

Rows and columns are 0-based, as XlsxWriter counts them; `address` turns them into "G12". The hidden
sheet `_calc` keeps the row of each assignment and measure, so that one row number serves both sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from toolkit.model.cells import cell_name, column_letters
from toolkit.model.plan import Measure, Plan
from toolkit.model.progress import Assignment
from toolkit.thai.dates import format_month
from toolkit.thai.words import BLANK_MARKS, STATUS_VARIANTS
from toolkit.xlsx.layouts import MONTH, OUTCOMES, STATUS, Table, list_range

CALC_SHEET = "_calc"

KEY_COLUMN = 0
NUMBER_COLUMN = 1
LABEL_COLUMN = 2
VALUE_COLUMN = 3
STATUS_COLUMNS: Mapping[str, int] = {field.id: column for column, field in enumerate(STATUS.fields, 2)}
VALUE_END_COLUMN = STATUS_COLUMNS["percent"]
"""Values of `ita:month` are merged from VALUE_COLUMN up to here."""
LAST_COLUMN = STATUS_COLUMNS["reason"]
OUTCOME_SPANS: Mapping[str, tuple[int, int]] = dict(
    zip(OUTCOMES.field_ids, ((2, 2), (3, 4), (5, 7), (8, 8), (9, 10)), strict=True)
)
"""First and last column of each outcome field: its columns are those of the status table above it."""

TITLE_ROW = 0
MONTH_MARKER_ROW = 1
READY_ROW = 3  # the fourth and last frozen row: the verdict stays in sight while one types
MONTH_ROW = 4
DIVISION_ROW = 5
REPORTER_ROW = 6
REPORTED_ON_ROW = 7
STATUS_MARKER_ROW = 9
FIRST_STATUS_ROW = STATUS_MARKER_ROW + 2

# A column for the state before the year lets October look one month back like every other month.
BLOCKS = (
    *("code", "percent", "counted", "last", "running", "round", "rounds_done"),
    *("value", "due", "wrong", "missing", "weight"),
)
"""The quantities of `_calc`, 13 columns each: the state before the year, then the twelve months."""
TOTALS = (
    *("filled", "needed", "wrong", "cells", "count", "ready"),
    *("completion", "done", "total", "due", "missing"),
)
"""The month's own quantities, one row each below the last measure, in the columns of block "code"."""
_FIRST_CALC_COLUMN = 2
_BLOCK_WIDTH = 13


def address(row: int, column: int, *, absolute: bool = False) -> str:
    """Return the name of a cell at a 0-based row and column: (11, 6) -> "G12" or "$G$12"."""
    if absolute:
        return f"${column_letters(column + 1)}${row + 1}"
    return cell_name(row + 1, column + 1)


def span_of(table: Table, field_id: str) -> tuple[int, int]:
    """Return the first and last column of a field of a month sheet."""
    if table is MONTH:
        return VALUE_COLUMN, VALUE_END_COLUMN
    column = STATUS_COLUMNS.get(field_id, 0)
    return OUTCOME_SPANS[field_id] if table is OUTCOMES else (column, column)


def span_width(first: int, last: int) -> float:
    """Return the width of neighbouring columns of the status table in characters."""
    return sum(field.width for field in STATUS.fields if first <= STATUS_COLUMNS[field.id] <= last)


def calc_column(block: str, month: int) -> int:
    """Return the 0-based column of a quantity on `_calc`: month 1 is October, 0 the state before the year."""
    return _FIRST_CALC_COLUMN + BLOCKS.index(block) * _BLOCK_WIDTH + month


def calc_cell(block: str, row: int, month: int) -> str:
    """Return a cell of `_calc`, seen from that sheet itself."""
    return address(row, calc_column(block, month))


def from_calc(block: str, row: int, month: int) -> str:
    """Return the same cell, seen from another sheet."""
    return f"{CALC_SHEET}!{calc_cell(block, row, month)}"


@dataclass(frozen=True)
class DivisionGrid:
    """The rows of one division's sheets: its assignments and the measures it takes part in."""

    plan: Plan
    assignments: tuple[Assignment, ...]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of the assignments, in their order."""
        return tuple({own.measure.measure_no: own.measure for own in self.assignments}.values())

    @cached_property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of the month sheets, October first: ต.ค.66."""
        return tuple(format_month(month, "sheet") for month in self.plan.months)

    @property
    def status_rows(self) -> range:
        return range(FIRST_STATUS_ROW, FIRST_STATUS_ROW + len(self.assignments))

    @property
    def outcome_title_row(self) -> int:
        return self.status_rows.stop

    @property
    def outcome_marker_row(self) -> int:
        return self.outcome_title_row + 1

    @property
    def outcome_rows(self) -> range:
        first = self.outcome_marker_row + 2
        return range(first, first + len(self.measures))

    def rows_of(self, measure: Measure) -> list[int]:
        """Return the status rows of one measure, which stand together."""
        numbered = zip(self.status_rows, self.assignments, strict=True)
        return [row for row, own in numbered if own.measure.measure_no == measure.measure_no]

    def total_row(self, name: str) -> int:
        """Return the row on `_calc` of one of `TOTALS`."""
        return self.outcome_rows.stop + 1 + TOTALS.index(name)

    def total(self, name: str, month: int) -> str:
        """Return one of `TOTALS` on `_calc`, seen from that sheet itself; October is month 1."""
        return calc_cell("code", self.total_row(name), month)

    def from_month(self, month: int, row: int, column: int) -> str:
        """Return a cell of a month sheet, seen from another sheet; October is month 1."""
        # Quoted: a name with a dot (ต.ค.66) is not understood everywhere without.
        return f"'{self.sheet_names[month - 1]}'!{address(row, column)}"


FormulaValue = float | str
"""What a formula comes to."""
STATUSES = list_range("status").removeprefix("=")
VARIANTS_COLUMN = calc_column("weight", 12) + 2
"""Where on `_calc` the words stand that are read as a status, and in the next column the word of each."""
VARIANTS, VARIANT_STATUSES = (
    f"${column_letters(column + 1)}$1:${column_letters(column + 1)}${len(STATUS_VARIANTS)}"
    for column in (VARIANTS_COLUMN, VARIANTS_COLUMN + 1)
)
MONTHS = range(1, 13)


def as_number(value: Fraction | int) -> float:
    """Return a number as it is written: whole numbers stay whole."""
    return int(value) if value == int(value) else float(value)


def literal(value: Fraction | int) -> str:
    """Return a number as it is written in a formula."""
    return repr(as_number(value))


def blank_condition(cell: str) -> str:
    """Return the condition that a cell says nothing: it holds blanks alone, or a dash."""
    return f'ISNUMBER(FIND("|"&TRIM({cell})&"|","||{_DASHES}|"))'


_DASHES = "|".join(sorted(BLANK_MARKS))


def named_if(condition: str, cell: str) -> str:
    """Return the part of a formula that names a cell ("G12") where a condition holds.

    The name is computed, since people may insert rows and columns, which no text in a formula follows.
    """
    return f'IF({condition},", "&ADDRESS(ROW({cell}),COLUMN({cell}),4),"")'


def dotted(cells: tuple[str, ...]) -> str:
    """Return cells as the text ". G12, I12" that the formulas build.

    The dot keeps the text of a row that lacks nothing from being blank: a blank cell would read as 0.
    """
    return "." + "".join(f", {cell}" for cell in cells)


def rounded_formula(value: str) -> str:
    """Return a value rounded half up to two decimals, as `toolkit.model.figures.rounded` does exactly."""
    # 1E-9 lifts a tie (52.025) that binary floats left just below it.
    return f"ROUND({value}+0.000000001,2)"


def span(block: str, rows: list[int] | range, month: int) -> str:
    """Return the range of a quantity of neighbouring rows."""
    column = calc_column(block, month)
    return f"{address(rows[0], column, absolute=True)}:{address(rows[-1], column, absolute=True)}"
