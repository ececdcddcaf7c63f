"""The general way through a sheet: any legal form of its XML, element by element."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from toolkit.model.cells import MAX_COLUMN
from toolkit.xlsx.burdens import ELEMENTS, Beside
from toolkit.xlsx.sheet_data import Cell, RefusedError
from toolkit.xlsx.workbook_parts import STRING, T
from toolkit.xlsx.xml_walk import XmlElement, attributes, element, names, walk

_V = element(text=True)
_F = element(text=True)
_C = element({"v": _V, "f": _F, "is": STRING})
_ROW = element({"c": _C}, passed="extLst")
_DATA = element({"row": _ROW})
_SHEET = element({"sheetData": _DATA, **ELEMENTS}, passed=None)
_DOCUMENT = element({"worksheet": _SHEET})
_STRAY = names("sheetData", "row", "c", "v", "is")
"""Values in other places would be lost, so they may not stand there."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = ("1", "true")

AddRow = Callable[[str, bool, list[Cell]], None]


class _Rows:
    """Collects the cells of a row and hands the row on."""

    def __init__(self, part: str, add_row: AddRow) -> None:
        self._part = part
        self._add_row = add_row
        self._number = ""
        self._hidden = False
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._formula = self._value = ""
        self._pieces: list[str] = []
        self._data = 0
        self.beside = Beside()

    def begin(self, node: XmlElement, flat: list[str]) -> None:
        if node is _C:
            self._cell = attributes(flat)
            self._formula = self._value = ""
            self._pieces.clear()
        elif node is _V or node is STRING:
            # Of two values in a cell readers take either one.
            if self._value:
                raise self._damaged()
            self._value = "v" if node is _V else "is"
        elif node is _F:
            if self._formula:
                raise self._damaged()
            self._formula = ">"
        elif node is _ROW:
            row = attributes(flat)
            self._number = row.get("r", "")
            self._hidden = row.get("hidden") in _TRUE
            self._cells = []
        elif node is _DATA:
            self._data += 1
            if self._data > 1:
                raise self._damaged()
        else:
            self.beside.begin(node, flat)

    def end(self, node: XmlElement, text: str) -> None:
        if node is _V or node is T:
            self._pieces.append(text)
        elif node is _F:
            # As XML again, as the quick way finds it: it is decoded when somebody asks for it.
            self._formula = ">" + escape(text, quote=False)
        elif node is _C:
            self._end_cell()
        elif node is _ROW:
            self._add_row(self._number, self._hidden, self._cells)
        elif node is _SHEET:
            if not self._data:
                raise self._damaged()
        else:
            self.beside.end(node, text)

    def _end_cell(self) -> None:
        cell = self._cell
        reference = cell.get("r", "")
        match = _CELL.fullmatch(reference)
        # Cells that name no place are counted, and a row has no more places than columns.
        if (reference and not match) or len(self._cells) >= MAX_COLUMN:
            raise RefusedError("cell-broken", found=reference[:80])
        letters, digits = match.groups() if match else ("", "")
        kind = cell.get("t", "")
        # Other readers show nothing of a text in a cell of another type.
        if self._value == "is":
            kind = "is" if kind == "inlineStr" else "<is>"
        text = "".join(self._pieces)
        self._cells.append((letters, digits, cell.get("s", ""), kind, self._formula, self._value, text))

    def _damaged(self) -> RefusedError:
        return RefusedError("file-damaged", found=self._part)


def any_rows(data: bytes, part: str, add_row: AddRow) -> Beside:
    """Hand on every row of a sheet: its number ("" where it names none), whether it is hidden, its cells.
    Returns what stands beside them.

    Raises RefusedError for a sheet that is not well formed and for anything in a wrong place: a value
    outside a cell, a cell outside a row, two values in a cell, a second `sheetData`.
    """
    rows = _Rows(part, add_row)
    walk(data, part, _DOCUMENT, rows.begin, rows.end, _STRAY)
    return rows.beside
