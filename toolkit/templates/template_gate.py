"""The template gate: what of a template would be lost or go wrong when it is filled.

Looked for in the parts of the file itself, since the library that fills a template drops what it does not
know without a word.
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
from toolkit.xlsx.edited_package import Tree, UnmarkableError, parse_tree
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.workbook_parts import workbook_parts

_PARTS: Mapping[str, str] = {
    r"xl/vbaProject\.bin": "template-lost-macro",
    r"xl/(externalLinks|queryTables)/|xl/connections\.xml": "template-lost-link",
    r"xl/pivot(Tables|Cache)/": "template-lost-pivot",
    r"xl/(slicers|slicerCaches|timelines|timelineCaches)/": "template-lost-slicer",
    r"xl/(ctrlProps|activeX|embeddings)/": "template-lost-control",
    r"xl/(charts|chartsheets)/": "template-lost-chart",
    r"xl/richData/": "template-lost-picture",
}
"""Parts that are lost, by the beginning of their names."""
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
_BUTTON = re.compile(rb'ObjectType="(?!Note)')
_KEPT_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_ROW = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?(?P<row>\d+)(?![\d(])")


def check_template(data: bytes) -> tuple[Finding, ...]:
    """What must be mended in a template before it can be filled; empty for a good one."""
    try:
        package = Package(data)
        package.verify()  # openpyxl unpacks whatever it is given
        book = open_template(data)
        found = [*_lost_parts(package), *_lost_in_sheets(package)]
    except RefusedError as error:
        return (error.finding if error.beyond_limits else Finding("template-not-workbook"),)
    except (UnmarkableError, InvalidFileException, OSError, KeyError, ValueError):
        return (Finding("template-not-workbook"),)
    try:
        marks = read_marks(book)
    except TemplateError as error:
        return (*dict.fromkeys(found), *error.findings)
    for sheet in book.worksheets:
        found += _lost_in_cells(sheet, marks.get(sheet.title, Marks()))
    found += _moved_references(book, marks)
    if not any(_expressions(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"):
        found.append(Finding("template-empty"))
    return tuple(dict.fromkeys(found))


def open_template(data: bytes) -> Any:
    """The template as a workbook; what its loading would drop with a warning is the gate's to tell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def _local(element: Tree) -> str:
    return str(element.tag).rpartition("}")[2]


def _lost_parts(package: Package) -> Iterator[Finding]:
    for pattern, code in _PARTS.items():
        if any(re.match(pattern, name, re.IGNORECASE) for name in package.names):
            yield Finding(code)


def _lost_in_sheets(package: Package) -> Iterator[Finding]:
    for sheet in workbook_parts(package).sheets:
        name, part = sheet.name, sheet.part
        for element in parse_tree(package.read(part), part).iter():
            code = _IN_SHEET.get(_local(element)) or _IN_EXTENSION.get(str(element.tag))
            if code:
                cells = [each.text or "" for each in element.iter() if _local(each) == "sqref"]
                yield Finding(code, name, ", ".join(cells))
        for drawing in Relations(package, part).parts().values():
            if drawing.endswith(".vml") and _BUTTON.search(package.read(drawing)):
                yield Finding("template-lost-control", name)
            if re.match(r"xl/drawings/drawing[^/]*\.xml", drawing):
                yield from _lost_in_drawing(package, drawing, name)


def _lost_in_drawing(package: Package, part: str, sheet: str) -> Iterator[Finding]:
    related = Relations(package, part).parts()
    for anchor in parse_tree(package.read(part), part):
        cell = _anchored(anchor)
        names = {_local(each) for each in anchor.iter()}
        if names & _SHAPES or ("graphicFrame" in names and "chart" not in names):
            yield Finding("template-lost-shape", sheet, cell)
        for each in anchor.iter():
            cropped = _local(each) == "srcRect" and any(int(edge or 0) for edge in each.attrib.values())
            pictures = [
                related.get(value, "") for key, value in each.attrib.items() if key.endswith("}embed")
            ]
            strange = [one for one in pictures if not one.lower().endswith(_KEPT_PICTURES)]
            if cropped or strange:
                yield Finding("template-lost-picture", sheet, cell)


def _anchored(anchor: Tree) -> str:
    """The cell in whose corner a drawing begins; "" for one that is anchored to none."""
    start = next((each for each in anchor if _local(each) == "from"), None)
    if start is None:
        return ""
    place = {_local(each): int(each.text or 0) for each in start}
    return cell_name(place.get("row", 0) + 1, place.get("col", 0) + 1)


def _lost_in_cells(sheet: Any, marks: Marks) -> Iterator[Finding]:
    """Mixed letters in cells to be filled, merges, tables and pictures that cannot grow with the bands."""
    for row in sheet.iter_rows():
        for cell in row:
            runs = isinstance(cell.value, CellRichText) and [
                each for each in cell.value if isinstance(each, TextBlock)
            ]
            if runs and holds_expression(str(cell.value)):
                yield Finding("template-rich-text", sheet.title, cell.coordinate)
    for band in _all_bands(marks.bands):
        yield from _crossed(sheet, band)
    moving = _first_moving(sheet, marks)
    for table in sheet.tables.values():
        if moving and max(map(int, re.findall(r"\d+", table.ref))) >= moving:
            yield Finding("template-table-moves", sheet.title, table.ref, table.displayName)


def _crossed(sheet: Any, band: Band) -> Iterator[Finding]:
    """Cells merged across an edge of a band, and pictures in its rows."""
    name = BAND + band.name
    for merged in sheet.merged_cells.ranges:
        top, bottom = merged.min_row, merged.max_row
        if top < band.first <= bottom or top <= band.last < bottom:
            yield Finding(
                "template-band-merge", sheet.title, merged.start_cell.coordinate, name, str(merged.coord)
            )
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
    """Formulas, names and conditional formats that refer to rows which move."""
    moving = {sheet.title: _first_moving(sheet, marks.get(sheet.title, Marks())) for sheet in book.worksheets}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                text = str(getattr(cell.value, "text", cell.value))
                if (
                    cell.data_type == "f"
                    and not holds_expression(text)
                    and _refers(text, sheet.title, moving)
                ):
                    yield Finding("template-formula-moves", sheet.title, cell.coordinate, text)
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                fixed = [each for each in rule.formula if re.search(r"\$\d", each)]
                if any(_refers(each, sheet.title, moving) for each in fixed):
                    yield Finding("template-formula-moves", sheet.title, str(area.sqref), fixed[0])
    for holder in (book, *book.worksheets):
        for name, defined in holder.defined_names.items():
            marked = name.lower().startswith(MARKS)
            if not marked and _refers(str(defined.attr_text or ""), "", moving):
                yield Finding("template-formula-moves", found=name)


def _refers(formula: str, own: str, moving: Mapping[str, int]) -> bool:
    """Whether a formula refers to a row that moves on its sheet."""
    for match in _ROW.finditer(formula):
        sheet = (match["sheet"] or own).strip("'").replace("''", "'")
        first = moving.get(sheet, 0)
        if first and int(match["row"]) >= first:
            return True
    return False


def _first_moving(sheet: Any, marks: Marks) -> int:
    """The first row that may move: a repeated one, or the one below a text that may grow; 0 for none."""
    rows = [band.first for band in marks.bands]
    rows += [row + 1 for row in _expressions(sheet)]
    return min(rows, default=0)


def _expressions(sheet: Any) -> list[int]:
    """The rows of a sheet that hold an expression."""
    return [cell.row for row in sheet.iter_rows() for cell in row if holds_expression(str(cell.value or ""))]
