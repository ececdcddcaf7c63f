"""The template gate: what of a template would be lost or go wrong when it is filled.

It reads the parts of the file itself, since openpyxl, which fills templates, drops what it does not know
without a word.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException

from toolkit.model.cells import cell_name
from toolkit.model.finding import Finding
from toolkit.templates.bands import BAND, MARKS, Band, Marks, read_marks
from toolkit.templates.cell_text import TemplateError, holds_expression
from toolkit.xlsx.edited_package import without_dangling
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import bare_name

_PARTS: Mapping[str, str] = {
    r"xl/vbaProject\.bin": "template-lost-macro",
    r"xl/(externalLinks|queryTables)/|xl/connections\.xml": "template-lost-link",
    r"xl/pivot(Tables|Cache)/": "template-lost-pivot",
    r"xl/(slicers|slicerCaches|timelines|timelineCaches)/": "template-lost-slicer",
    r"xl/(ctrlProps|activeX|embeddings)/": "template-lost-control",
    r"xl/(charts|chartsheets)/": "template-lost-chart",
    r"xl/richData/": "template-lost-picture",
}
"""Parts that openpyxl loses, by the beginning of their names."""
_IN_SHEET: Mapping[str, str] = {
    "sparklineGroup": "template-lost-sparkline",
    "legacyDrawingHF": "template-lost-header-picture",
    "control": "template-lost-control",
    "oleObject": "template-lost-control",
}
"""Elements of a sheet that are lost, by their local names."""
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_IN_EXTENSION: Mapping[str, str] = {
    f"{{{_X14}}}conditionalFormatting": "template-lost-format",
    f"{{{_X14}}}dataValidation": "template-lost-validation",
}
_SHAPES = frozenset({"sp", "cxnSp", "grpSp", "AlternateContent"})
# Comments are old drawings of the type Note, which openpyxl writes anew; it drops buttons.
_BUTTON = re.compile(rb'ObjectType="(?!Note)')
_KEPT_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
# Not the 10 of LOG10(, which is a function.
_ROW = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?(?P<row>\d+)(?![\d(])")


def checked_template(data: bytes) -> tuple[Any, dict[str, Marks]]:
    """Return a template as a workbook and what is marked on its sheets. Raises TemplateError with everything
    that must be mended first."""
    try:
        Package(data).verify()  # openpyxl unpacks whatever it is given
        book = open_template(data)
        package = Package(without_dangling(data))
        findings = [
            Finding(code)
            for pattern, code in _PARTS.items()
            if any(re.match(pattern, name, re.IGNORECASE) for name in package.names)
        ]
        findings += _lost_in_sheets(package)
    except RefusedError as error:
        refused = error.finding if error.beyond_limits else Finding("template-not-workbook")
        raise TemplateError(refused) from error
    # A SyntaxError is one of its XML.
    except (InvalidFileException, OSError, KeyError, SyntaxError, ValueError) as error:
        raise TemplateError(Finding("template-not-workbook")) from error
    try:
        marks = read_marks(book)
    except TemplateError as error:
        raise TemplateError(*dict.fromkeys(findings), *error.findings) from error
    for sheet in book.worksheets:
        findings += _lost_in_cells(sheet, marks.get(sheet.title, Marks()))
    findings += _moved_references(book, marks)
    if not any(_rows_with_expressions(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"):
        findings.append(Finding("template-empty"))
    if findings:
        raise TemplateError(*dict.fromkeys(findings))
    return book, marks


def open_template(data: bytes) -> Any:
    """Return the template as a workbook, without the warnings of openpyxl: the gate finds what it drops."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        # openpyxl opens what a relation names, whether the sheet uses it or not.
        return openpyxl.load_workbook(io.BytesIO(without_dangling(data)), rich_text=True)


def _lost_in_sheets(package: Package) -> Iterator[Finding]:
    for sheet in workbook_parts(package).sheets:
        for element in package.tree(sheet.part).iter():
            code = _IN_SHEET.get(bare_name(element)) or _IN_EXTENSION.get(str(element.tag))
            if code:
                cells = [inner.text or "" for inner in element.iter() if bare_name(inner) == "sqref"]
                yield Finding(code, sheet.name, ", ".join(cells))
        for drawing in Relations(package, sheet.part).parts().values():
            if drawing.endswith(".vml") and _BUTTON.search(package.read(drawing)):
                yield Finding("template-lost-control", sheet.name)
            if re.match(r"xl/drawings/drawing[^/]*\.xml", drawing):
                yield from _lost_in_drawing(package, drawing, sheet.name)


def _lost_in_drawing(package: Package, part: str, sheet: str) -> Iterator[Finding]:
    related = Relations(package, part).parts()
    for anchor in package.tree(part):
        elements = {bare_name(element): element for element in anchor.iter()}
        corner = {bare_name(edge): int(edge.text or 0) for edge in elements.get("from", ())}
        # A drawing without a cell for its corner is named by its sheet alone.
        cell = cell_name(corner.get("row", 0) + 1, corner.get("col", 0) + 1) if "from" in elements else ""
        if elements.keys() & _SHAPES or ("graphicFrame" in elements and "chart" not in elements):
            yield Finding("template-lost-shape", sheet, cell)
        for element in anchor.iter():
            # openpyxl keeps a picture's file and its place, but not how it is cropped.
            edges = element.attrib.values() if bare_name(element) == "srcRect" else ()
            cropped = any(int(edge or 0) for edge in edges)
            files = [related.get(id_, "") for key, id_ in element.attrib.items() if key.endswith("}embed")]
            if cropped or not all(file.lower().endswith(_KEPT_PICTURES) for file in files):
                yield Finding("template-lost-picture", sheet, cell)


def _lost_in_cells(sheet: Any, marks: Marks) -> Iterator[Finding]:
    """Find mixed letters in cells to be filled, merges, tables and pictures that cannot grow with the bands,
    and bands whose rows have lost every field."""
    for cell in _cells(sheet):
        rich = isinstance(cell.value, CellRichText) and any(isinstance(run, TextBlock) for run in cell.value)
        if rich and holds_expression(str(cell.value)):
            yield Finding("template-rich-text", sheet.title, cell.coordinate)
    for band in _all_bands(marks.bands):
        yield from _crossed(sheet, band)
    filled = frozenset(_rows_with_expressions(sheet))
    for band in marks.bands:  # without a field the table would be as many empty rows
        if filled.isdisjoint(range(band.first, band.last + 1)):
            yield Finding("template-band-empty", sheet.title, f"A{band.first}", BAND + band.name)
    moving = _first_moving(sheet, marks)
    for table in sheet.tables.values():
        # The range of a table is written back as it was read, wherever its rows have gone.
        if moving and max(map(int, re.findall(r"\d+", table.ref))) >= moving:
            yield Finding("template-table-moves", sheet.title, table.ref, table.displayName)


def _crossed(sheet: Any, band: Band) -> Iterator[Finding]:
    """Find cells merged across an edge of a band, and pictures in its rows."""
    name = BAND + band.name
    for merged in sheet.merged_cells.ranges:
        top, bottom = merged.min_row, merged.max_row
        if top < band.first <= bottom or top <= band.last < bottom:
            cell = merged.start_cell.coordinate
            yield Finding("template-band-merge", sheet.title, cell, name, str(merged.coord))
    for drawing in (*sheet._images, *sheet._charts):
        start = getattr(drawing.anchor, "_from", None)
        end: Any = getattr(drawing.anchor, "to", None) or start
        if start is not None and start.row + 1 <= band.last and end.row + 1 >= band.first:
            cell = cell_name(start.row + 1, start.col + 1)
            yield Finding("template-band-drawing", sheet.title, cell, name)


def _all_bands(bands: tuple[Band, ...]) -> Iterator[Band]:
    for band in bands:
        yield band
        yield from _all_bands(band.inner)


def _moved_references(book: Any, marks: Mapping[str, Marks]) -> Iterator[Finding]:
    """Find formulas, names and conditional formats that refer to rows which move: nothing adjusts them."""
    moving = {sheet.title: _first_moving(sheet, marks.get(sheet.title, Marks())) for sheet in book.worksheets}
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            formula = str(getattr(cell.value, "text", cell.value))  # an array formula has its text inside
            computed = cell.data_type == "f" and not holds_expression(formula)
            if computed and _refers(formula, sheet.title, moving):
                yield Finding("template-formula-moves", sheet.title, cell.coordinate, formula)
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                # A rule that names its own row moves with its cells; one with a $ points where it did.
                fixed = [formula for formula in rule.formula if re.search(r"\$\d", formula)]
                if any(_refers(formula, sheet.title, moving) for formula in fixed):
                    yield Finding("template-formula-moves", sheet.title, str(area.sqref), fixed[0])
    for holder in (book, *book.worksheets):
        for name, defined in holder.defined_names.items():
            # Our own marks are read before any row moves, and taken out afterwards.
            marked = name.lower().startswith(MARKS)
            if not marked and _refers(str(defined.attr_text or ""), "", moving):
                yield Finding("template-formula-moves", found=name)


def _refers(formula: str, own_sheet: str, moving: Mapping[str, int]) -> bool:
    """Return whether a formula refers to a row that moves on its sheet."""
    for match in _ROW.finditer(formula):
        sheet = (match["sheet"] or own_sheet).strip("'").replace("''", "'")
        first = moving.get(sheet, 0)
        if first and int(match["row"]) >= first:
            return True
    return False


def _first_moving(sheet: Any, marks: Marks) -> int:
    """Return the first row that may move: a repeated one, or the one below a text that may grow; 0 for
    none."""
    rows = [band.first for band in marks.bands]
    rows += [row + 1 for row in _rows_with_expressions(sheet)]
    return min(rows, default=0)


def _rows_with_expressions(sheet: Any) -> list[int]:
    return [cell.row for cell in _cells(sheet) if holds_expression(str(cell.value or ""))]


def _cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row)
