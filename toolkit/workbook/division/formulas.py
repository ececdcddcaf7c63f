"""The pieces that the formulas of a division workbook are built from, and how they are written."""

from __future__ import annotations

from fractions import Fraction

from xlsxwriter.worksheet import Worksheet

from toolkit.workbook.division.grid import address, calc_column
from toolkit.workbook.tables_out import list_range

Value = float | str
STATUSES = list_range("status").removeprefix("=")
MONTHS = range(1, 13)


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A sheet whose formulas are written as they are.

    XlsxWriter tries 29 substitutions for functions of newer Excels on each formula, two thirds of the time
    that a division workbook takes; ours use functions of Excel 2010 only.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


def write_computed(sheet: Worksheet, where: tuple[int, int], formula: str | None, value: Value) -> None:
    """A formula with its value, or the bare value where it can never change."""
    if formula is not None:
        sheet.write_formula(*where, f"={formula}", None, value)
    elif isinstance(value, str):
        sheet.write_string(*where, value)
    else:
        sheet.write_number(*where, value)


def as_number(value: Fraction | int) -> float:
    """A number as it is written: whole numbers stay whole."""
    return int(value) if value == int(value) else float(value)


def literal(value: Fraction | int) -> str:
    """A number as it is written in a formula."""
    return repr(as_number(value))


def cell_name_of(cell: str) -> str:
    """The formula for a cell's own name, without its sheet: "G12"."""
    return f"ADDRESS(ROW({cell}),COLUMN({cell}),4)"


def is_blank(cell: str) -> str:
    """The condition that a cell holds nothing but blanks."""
    return f"LEN(TRIM({cell}))=0"


def named_if(condition: str, cell: str) -> str:
    """The formula part that names a cell when it lacks something."""
    return f'IF({condition},", "&{cell_name_of(cell)},"")'


def dotted(cells: tuple[str, ...]) -> str:
    """Cells as the text ". G12, I12" that the formulas build."""
    return "." + "".join(f", {each}" for each in cells)


def span(block: str, rows: list[int] | range, month: int) -> str:
    """A quantity of neighbouring rows (the assignments of a measure stand together)."""
    column = calc_column(block, month)
    return f"{address(rows[0], column, absolute=True)}:{address(rows[-1], column, absolute=True)}"
