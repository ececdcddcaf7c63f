#!/usr/bin/python3
"""A spreadsheet program for tests: LibreOffice driven through UNO, one JSON request and answer a line.

Runs under the Python that LibreOffice's UNO bridge belongs to, so it imports nothing of the house. A request
is [operation, *arguments]; the answer {"is": value} or {"error": text}. `tests/calc.py` is the other end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import uno
from optimal_heights import measured

sys.path.append(str(Path(__file__).parents[1] / "make"))
from vba_project import options, running_office

_ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


class Calc:
    """The operations; documents are known by their path."""

    def __init__(self, desktop: Any) -> None:
        self.desktop = desktop
        self.documents: dict[str, Any] = {}

    def open(self, path: str) -> None:
        given = options(MacroExecutionMode=_ALWAYS)  # a hidden one has no view to select in
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, given)
        if document is None:
            raise ValueError(f"not opened: {path}")
        self.documents[path] = document

    def convert(self, path: str, target: str, filter_name: str) -> None:
        """Save a file under another format, as `--convert-to` does, without showing it."""
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options(Hidden=True))
        if document is None:
            raise ValueError(f"not opened: {path}")
        document.storeToURL(Path(target).as_uri(), options(FilterName=filter_name))
        document.close(True)

    def optimal_heights(self, *paths: str) -> list[list[dict[str, Any]]]:
        """The row heights of the visible sheets of each workbook, as stored and as they should be."""
        answer = []
        for path in paths:
            url = Path(path).as_uri()
            document = self.desktop.loadComponentFromURL(url, "_blank", 0, options(Hidden=True))
            sheets = [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]
            answer.append([measured(sheet) for sheet in sheets if sheet.IsVisible])
            document.close(True)
        return answer

    def open_copy(self, path: str) -> None:
        """A new document that was never saved, known as "unsaved"."""
        given = options(MacroExecutionMode=_ALWAYS, AsTemplate=True)
        self.documents["unsaved"] = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, given)

    def books(self, *_: str) -> list[str]:
        """The paths of all open documents, those that a macro opened too."""
        found = {}
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if hasattr(component, "Sheets"):
                found[uno.fileUrlToSystemPath(component.URL) if component.URL else "unsaved"] = component
        self.documents = found
        return list(found)

    def close(self, path: str) -> None:
        self.documents.pop(path).close(True)

    def save(self, path: str) -> None:
        self.documents[path].store()

    def pdf(self, path: str, target: str) -> None:
        self.documents[path].storeToURL(Path(target).as_uri(), options(FilterName="calc_pdf_Export"))

    def sheets(self, path: str) -> list[str]:
        return list(self.documents[path].Sheets.ElementNames)

    def visible(self, path: str, sheet: str) -> bool:
        return bool(self._sheet(path, sheet).IsVisible)

    def protect(self, path: str, sheet: str, *, on: bool) -> None:
        target = self._sheet(path, sheet)
        target.protect("") if on else target.unprotect("")

    def is_protected(self, path: str, sheet: str) -> bool:
        return bool(self._sheet(path, sheet).isProtected())

    def used(self, path: str, sheet: str) -> list[int]:
        """The last used row and column, both from 1."""
        cursor = self._sheet(path, sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = cursor.RangeAddress
        return [area.EndRow + 1, area.EndColumn + 1]

    def get(self, path: str, sheet: str, box: list[int]) -> list[list[Any]]:
        rows = self._box(path, sheet, box).getDataArray()
        return [[None if value == "" else value for value in row] for row in rows]

    def put(self, path: str, sheet: str, box: list[int], rows: list[list[Any]]) -> None:
        target = self._box(path, sheet, box)
        if target.getPropertyValue("CellProtection").IsLocked and self._sheet(path, sheet).isProtected():
            raise PermissionError("the sheet is protected")
        target.setDataArray(tuple(tuple("" if cell is None else cell for cell in row) for row in rows))

    def format(self, path: str, sheet: str, box: list[int]) -> str:
        key = self._box(path, sheet, box).NumberFormat
        return str(self.documents[path].NumberFormats.getByKey(key).FormatString)

    def set_format(self, path: str, sheet: str, box: list[int], code: str) -> None:
        formats, local = self.documents[path].NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(code, local, False)
        self._box(path, sheet, box).NumberFormat = formats.addNew(code, local) if key < 0 else key

    def clear(self, path: str, sheet: str) -> None:
        self._sheet(path, sheet).clearContents(1 | 2 | 4 | 16)  # values, dates, texts, formulas

    def colour(self, path: str, sheet: str, box: list[int]) -> int:
        """The fill as 0xRRGGBB, -1 where there is none."""
        return int(self._box(path, sheet, box).CellBackColor)

    def set_colour(self, path: str, sheet: str, box: list[int], colour: int) -> None:
        if self._sheet(path, sheet).isProtected():  # as Excel refuses it without format_cells
            raise PermissionError("the sheet is protected")
        target = self._box(path, sheet, box)
        target.CellBackColor = colour
        known = target.UserDefinedAttributes  # what macros set is kept here too, and read before the colour
        for elementname in known.ElementNames:
            known.removeByName(elementname)
        target.UserDefinedAttributes = known

    def height(self, path: str, sheet: str, row: int) -> float:
        """The height of a row in points; 0 for a hidden one."""
        found = self._sheet(path, sheet).Rows.getByIndex(row - 1)
        return float(found.Height * 72 / 2540) if found.IsVisible else 0.0

    def set_height(self, path: str, sheet: str, row: int, points: float) -> None:
        self._sheet(path, sheet).Rows.getByIndex(row - 1).Height = round(points * 2540 / 72)

    def autofit(self, path: str, sheet: str, box: list[int]) -> None:
        if self._sheet(path, sheet).isProtected():
            raise PermissionError("the sheet is protected")
        for row in range(box[0], box[2] + 1):
            found = self._sheet(path, sheet).Rows.getByIndex(row - 1)
            if found.IsVisible:
                found.OptimalHeight = True

    def select(self, path: str, sheet: str, box: list[int]) -> None:
        controller = self.documents[path].CurrentController
        controller.Frame.activate()
        controller.setActiveSheet(self._sheet(path, sheet))
        controller.select(self._box(path, sheet, box))

    def selected(self, path: str) -> str:
        return str(self.documents[path].CurrentSelection.AbsoluteName)

    def call(self, path: str, macro: str, arguments: list[Any]) -> Any:
        """Run a macro ("Module.Procedure") of a document; gives what it returns where that is plain."""
        place = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        script = self.documents[path].getScriptProvider().getScript(place)
        # A whole number arrives as 0 in LibreOffice's ByVal Long.
        given = (float(argument) if type(argument) is int else argument for argument in arguments)
        answer = script.invoke(tuple(given), (), ())[0]
        del script  # held on to, it brings LibreOffice down when the document is closed
        return answer if isinstance(answer, str | int | float | bool) else None

    def replace_module(self, path: str, module: str, source: str) -> None:
        """Put another text in the place of a module."""
        self.documents[path].BasicLibraries.getByName("VBAProject").replaceByName(module, source)

    def _sheet(self, path: str, sheet: str) -> Any:
        return self.documents[path].Sheets.getByName(sheet)

    def _box(self, path: str, sheet: str, box: list[int]) -> Any:
        top, left, bottom, right = (edge - 1 for edge in box)
        return self._sheet(path, sheet).getCellRangeByPosition(left, top, right, bottom)


def serve(calc: Calc) -> None:
    for line in sys.stdin:
        operation, *arguments = json.loads(line)
        named = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        try:
            answer = {"is": getattr(calc, operation)(*arguments, **named)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main() -> None:
    with running_office() as desktop:
        calc = Calc(desktop)
        serve(calc)
        for path in calc.books():  # one that is open keeps the program from ending
            calc.close(path)


if __name__ == "__main__":
    main()
