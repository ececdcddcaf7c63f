"""Workbooks from Markdown tables, so that a test shows what stands in its sheets.

A sheet's text holds one or more tables; each line is a row, each cell between bars a column, column A
first. Cells are texts, except: a bare number (7, 0.5, -3; in quotes it is text), `=A1` a formula without
a stored value, `=A1 -> 5` one with it, `#REF!` an error, `50%` a number in a percent format, `2024-03-31`
a date cell. `\\n` breaks a line. Lines without a bar at the start are left out.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)")


def rows_of(table: str) -> list[list[str]]:
    """The cells of a Markdown table; a line of dashes below headings is left out."""
    lines = (line.strip() for line in table.splitlines())
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if not all(re.fullmatch(r":?-{3,}:?", cell) for cell in row)]


def markdown_book(sheets: Mapping[str, str]) -> bytes:
    """The bytes of a workbook with one sheet for each name, filled from its Markdown."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2023, 10, 1)})  # noqa: DTZ001  (a document's own time)
    looks = {
        "percent": book.add_format({"num_format": "0%"}),
        "date": book.add_format({"num_format": "d mmm yyyy"}),
    }
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows_of(table)):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, looks)
    book.close()
    return _without_values(buffer.getvalue())


def _write(sheet: Worksheet, row: int, column: int, cell: str, looks: Mapping[str, object]) -> None:
    if not cell:
        return
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        sheet.write_string(row, column, cell[1:-1])
    elif cell.startswith("="):
        formula, arrow, value = cell.partition(" -> ")
        sheet.write_formula(row, column, formula, None, value if arrow else _UNCACHED)
    elif _ERROR.fullmatch(cell):
        sheet.write_formula(row, column, "=A1", None, cell)
    elif match := _PERCENT.fullmatch(cell):
        sheet.write_number(row, column, float(match[1]) / 100, looks["percent"])
    elif _DATE.fullmatch(cell):
        sheet.write_datetime(row, column, dt.datetime.fromisoformat(cell), looks["date"])
    elif _NUMBER.fullmatch(cell):
        sheet.write_number(row, column, float(cell))
    else:
        sheet.write_string(row, column, cell.replace("\\n", "\n"))


_UNCACHED = 987654321
"""Stands for "no value" until `_without_values` takes it out: XlsxWriter always stores one."""


def _without_values(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(f"<v>{_UNCACHED}</v>".encode(), b""))
    return buffer.getvalue()
