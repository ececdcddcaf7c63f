"""The control workbook, open in LibreOffice, for the tests of the macros."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from calc import Calc
from calc_system import System
from loaded import loaded
from test_macros_source import MACROS

from toolkit.books.control_book import CONTROL_SHEET
from toolkit.office.folder import OfficeFolder
from toolkit.xlsx.strict_reader import read_book

REJECTED = "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"
SHEET, WRONG, UNWRITTEN = "มี.ค.67", (16, 8), (26, 4)
"""In that workbook: H16 holds 120 percent, in D26 a result is not written."""


FIRST_FINDING = 4


class Control:
    """The control workbook, open in LibreOffice as a third system beside Windows and macOS."""

    def __init__(self, calc: Calc, office: OfficeFolder, notes: Path) -> None:
        self.calc, self.office = calc, office
        self.path = Path(shutil.copy(MACROS / "ita-control.xlsm", office.root))
        calc("open", self.path)
        self.system = System(calc, self.path, notes)

    def call(self, macro: str, *arguments: Any) -> Any:
        return self.calc("call", self.path, macro, list(arguments))

    def press(self, macro: str) -> str:
        """Call a macro; gives the text of its message box."""
        self.system.noted("box")
        self.call(macro)
        return self.system.box

    def rows(self, sheet: str, top: int, bottom: int, columns: int) -> list[list[Any]]:
        return self.calc("get", self.path, sheet, [top, 1, bottom, columns])

    def select(self, sheet: str, *box: int) -> None:
        self.calc("select", self.path, sheet, list(box))

    def type_in(self, cell: str, text: str) -> None:
        """Type into a cell of the control sheet."""
        self.calc("put", self.path, CONTROL_SHEET, [int(cell[1:]), 3] * 2, [[text]])

    def open(self, name: str) -> Path:
        self.calc("open", self.office.root / name)
        return self.office.root / name

    @property
    def message(self) -> str:
        return self.calc("get", self.path, CONTROL_SHEET, [9, 2, 9, 2])[0][0] or ""


def unprotected(path: Path) -> None:
    found = loaded(path)
    for sheet in found:
        sheet.protection.sheet = False
    found.save(path)


def expected_rows(path: Path, sheet: str) -> dict[int, dict[int, Any]]:
    return {row: values for row, values in read_book(path.read_bytes()).sheets[sheet].rows.items() if values}
