"""Tinting the cells of a checked workbook, by Python or by the macros, and putting back what they had.

What a cell had before is kept on a sheet of the control workbook in rows of workbook, sheet, cell, tint, fill
before. `macros/ItaTints.bas` keeps the same rows, so that each puts back what the other tinted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from toolkit.books.control_book import WORDS
from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import Finding, Severity
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_TINTS: Mapping[Severity, str] = {"error": PROBLEM_FILL, "warning": MISSING_FILL}
_NO_FILL = "none"
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class CellTint:
    """A cell to be tinted; `colour` is #RRGGBB."""

    sheet: str
    cell: str
    colour: str


def tints_of(findings: Iterable[Finding]) -> tuple[CellTint, ...]:
    """The cells of errors and warnings, each once; errors come first and win."""
    severe = [(severity_of(each), each) for each in findings]
    found: dict[tuple[str, str], CellTint] = {}
    for severity, colour in _TINTS.items():
        for finding in (each for its, each in severe if its == severity and each.sheet):
            for cell in _CELL.findall(finding.cell):
                found.setdefault((finding.sheet, cell), CellTint(finding.sheet, cell, colour))
    return tuple(found.values())


def tint_book(memory: Any, book: Any, tints: Iterable[CellTint]) -> str:
    """Tint cells of an xlwings Book, after the tints of the last check are taken back; gives what to tell.

    `memory` is the Sheet that keeps what the cells had.
    """
    rows = _put_back(memory, book)
    refused: dict[str, None] = {}
    count = wanted = 0
    for tint in tints:
        wanted += 1
        try:
            cell = book.sheets[tint.sheet][tint.cell]
            before = _fill_of(cell)
            cell.color = tint.colour
        except Exception:  # Excel's errors differ by system; the sheet is named in the message
            refused[tint.sheet] = None
            continue
        rows.append([book.fullname, tint.sheet, tint.cell, tint.colour, before])
        count += 1
    _remember(memory, rows)
    said = WORDS["tinted"].replace("%1", str(count)) if wanted else WORDS["no_tints"]
    return said + ("\n" + WORDS["not_tinted"].replace("%1", ", ".join(refused)) if refused else "")


def _put_back(memory: Any, book: Any) -> list[list[str]]:
    """Give cells their fill of before, where nobody has coloured them since; gives the other books' rows."""
    others = []
    for row in memory[0 : memory.used_range.last_cell.row, :_COLUMNS].options(ndim=2).value:
        name, sheet, address, tint, before = row
        if name != book.fullname:
            others += [row] if name else []
            continue
        with suppress(Exception):  # its sheet is gone or was protected since
            cell = book.sheets[sheet][address]
            if _fill_of(cell) == tint:
                cell.color = None if before == _NO_FILL else before
    return others


def _remember(memory: Any, rows: list[list[str]]) -> None:
    memory.clear_contents()
    if rows:
        memory[0 : len(rows), :_COLUMNS].number_format = "@"  # "ต.ค.66" would become a date
        memory["A1"].value = rows


def _fill_of(cell: Any) -> str:
    fill = cell.color
    return "#{:02X}{:02X}{:02X}".format(*fill) if fill else _NO_FILL
