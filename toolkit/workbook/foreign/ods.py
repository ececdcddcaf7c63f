"""OpenDocument spreadsheets as grids of text: with merged cells and percents, which calamine leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from toolkit.workbook.foreign.package import ForeignPackage
from toolkit.workbook.foreign.sheet import ForeignSheet, Merge, shown
from toolkit.workbook.reading import DEFAULT_LIMITS, RefusedError

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{{{_SPACE.format(each)}}}" for each in ("table", "office", "text", "style")
)
_ROW_GROUPS = {f"{_TABLE}{each}" for each in ("table-rows", "table-header-rows", "table-row-group")}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_PART = "content.xml"


def read_ods(data: bytes) -> Iterator[ForeignSheet]:
    """The sheets of an .ods in order. Raises RefusedError."""
    content = ForeignPackage(data).read(_PART)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise RefusedError("file-unsafe", found=_PART)
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as error:
        raise RefusedError("file-damaged", found=_PART) from error
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        yield _sheet(table, table.get(f"{_TABLE}style-name") in hidden)


def _sheet(table: Element, hidden: bool) -> ForeignSheet:
    sheet = ForeignSheet(table.get(f"{_TABLE}name", ""), hidden=hidden)
    merges: list[Merge] = []
    row = 1
    for element in _rows(table):
        count = _number(element, "number-rows-repeated")
        column = 1
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            width = _number(cell, "number-columns-repeated")
            text = _value(cell)
            if text.strip():
                if len(sheet.texts) + count * width > DEFAULT_LIMITS.sheet_cells:
                    raise RefusedError("file-unsafe", found=f"> {DEFAULT_LIMITS.sheet_cells:,} cells")
                for down in range(count):
                    sheet.texts.update({(row + down, column + right): text for right in range(width)})
            bottom = row + _number(cell, "number-rows-spanned") - 1
            right = column + _number(cell, "number-columns-spanned") - 1
            if (bottom, right) != (row, column):
                merges.append(((row, column), (bottom, right)))
            column += width
        row += count
    sheet.merges = tuple(merges)
    return sheet


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, out of header rows and groups too."""
    for each in table:
        if each.tag == f"{_TABLE}table-row":
            yield each
        elif each.tag in _ROW_GROUPS:
            yield from _rows(each)


def _number(element: Element, name: str) -> int:
    """A count that says how often or how far; 1 where it is not given."""
    text = element.get(f"{_TABLE}{name}", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 9):
        raise RefusedError("file-damaged", found=_PART)
    return max(int(text), 1)


def _value(cell: Element) -> str:
    """A cell's value: numbers and dates as stored, everything else as it is shown."""
    kind, number = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
    if kind in ("float", "percentage", "currency") and number is not None:
        try:
            return shown(float(number), percent=kind == "percentage")
        except (ValueError, ArithmeticError) as error:
            raise RefusedError("file-damaged", found=_PART) from error
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return "TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    return "\n".join("".join(_pieces(each)) for each in cell if each.tag == f"{_TEXT}p")


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph; comments in it are none."""
    yield element.text or ""
    for each in element:
        if each.tag == f"{_TEXT}s":
            yield " "
        elif each.tag == f"{_TEXT}tab":
            yield "\t"
        elif each.tag == f"{_TEXT}line-break":
            yield "\n"
        elif each.tag != f"{_OFFICE}annotation":
            yield from _pieces(each)
        yield each.tail or ""
