"""Foreign workbooks (.xlsx, .xls, .ods) as sheets of text, for the import."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from toolkit.model.cells import range_corners
from toolkit.xlsx.drawn_cells import drawn_cells, solid_fills
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, DOCUMENT_LIMITS, CellError, Position, RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import workbook_parts

Merge = tuple[Position, Position]
"""The first and last place of a merged range, both 1-based (row, column)."""

_NO_DAY = (dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1904, 1, 1))
"""The days that a time of day without a date falls on."""


@dataclass(slots=True)
class ForeignSheet:
    """One sheet: its non-blank texts by 1-based place, its merged ranges, and whether it is hidden.

    Numbers are plain decimals without ".0", percents end in "%" (not in .xls, where that is not known),
    dates are ISO (2023-10-01, in the year as stored), truth values TRUE and FALSE, errors their own text
    (#REF!). `uncached` are formulas without a stored value, `drawn` blank cells that a colour or an arrow
    fills (of .xlsx alone).
    """

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    uncached: tuple[Position, ...] = ()
    drawn: frozenset[Position] = frozenset()


def shown(value: object, *, percent: bool = False) -> str:
    """Return a cell's value as text. Raises TypeError for what no cell holds."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        # Fifteen digits, as Excel shows: 0.1 + 0.2 is stored as 0.30000000000000004.
        number = Decimal(format(value, ".15g"))
        return f"{_plain(number * 100)}%" if percent else _plain(number)
    if isinstance(value, dt.datetime):
        if value.date() in _NO_DAY:
            return value.time().isoformat("seconds")
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    if isinstance(value, dt.timedelta | CellError):
        return str(value)
    raise TypeError(type(value))


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{{{_SPACE.format(name)}}}" for name in ("table", "office", "text", "style")
)
_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-rows", "table-header-rows", "table-row-group")}
# A cell under a merge counts as a column: without it what follows would move to the left.
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_PART = "content.xml"


def read_ods(data: bytes) -> Iterator[ForeignSheet]:
    """Yield the sheets of an .ods in order. Raises RefusedError."""
    content = Package(data, DOCUMENT_LIMITS, any_kind=True).read(_PART)
    # ElementTree expands entities, by which a small file grows to gigabytes.
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
                # A cell may say that it stands in a million places.
                if len(sheet.texts) + count * width > DEFAULT_LIMITS.sheet_cells:
                    raise RefusedError("file-unsafe", found=f"> {DEFAULT_LIMITS.sheet_cells:,} cells")
                places = product(range(row, row + count), range(column, column + width))
                sheet.texts.update(dict.fromkeys(places, text))
            bottom = row + _number(cell, "number-rows-spanned") - 1
            right = column + _number(cell, "number-columns-spanned") - 1
            if (bottom, right) != (row, column):
                merges.append(((row, column), (bottom, right)))
            column += width
        row += count
    sheet.merges = tuple(merges)
    return sheet


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, out of header rows and groups too."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _number(element: Element, name: str) -> int:
    """Return a count that says how often or how far; 1 where it is not given."""
    text = element.get(f"{_TABLE}{name}", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 9):
        raise RefusedError("file-damaged", found=_PART)
    return max(int(text), 1)


def _value(cell: Element) -> str:
    """Return a cell's value: numbers and dates as stored, everything else as it is shown."""
    kind, number = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
    if kind in ("float", "percentage", "currency") and number is not None:
        try:
            return shown(float(number), percent=kind == "percentage")
        except (ValueError, ArithmeticError) as error:
            raise RefusedError("file-damaged", found=_PART) from error
    # The stored day: the text that is shown may be in any form and era.
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return "TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell if paragraph.tag == f"{_TEXT}p")


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph piece by piece, without comments in it."""
    yield element.text or ""
    for child in element:
        if child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif child.tag != f"{_OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""


def read_foreign(data: bytes, kind: Literal["xlsx", "xls", "ods"]) -> tuple[ForeignSheet, ...]:
    """Return the sheets of a workbook in order. Raises RefusedError."""
    readers = {"xlsx": _xlsx, "xls": _xls, "ods": read_ods}
    return tuple(readers[kind](data))


def _xlsx(data: bytes) -> Iterator[ForeignSheet]:
    """Yield the sheets as the strict reader gives them."""
    book = read_book(data)
    package = Package(data)
    parts = workbook_parts(package)
    fills, places = solid_fills(package, parts.styles), {sheet.name: sheet.part for sheet in parts.sheets}
    for name, sheet in book.sheets.items():
        texts = {
            (row, column): text
            for row, cells in sheet.rows.items()
            for column, value in cells.items()
            if (text := shown(value, percent=(row, column) in sheet.percents)).strip()
        }
        corners = map(range_corners, sheet.merges if texts else ())
        merges = tuple(((top, left), (bottom, right)) for top, left, bottom, right in corners)
        drawn = drawn_cells(package, places[name], fills, texts) if texts else frozenset[Position]()
        uncached = tuple(sorted(sheet.uncached))
        yield ForeignSheet(name, texts, merges, sheet.state != "visible", uncached, drawn)


def _xls(data: bytes) -> Iterator[ForeignSheet]:
    """Yield the sheets as calamine gives them, its errors as refusals; its panics end the process."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    # Not by name: of two sheets with one name calamine gives the first twice.
                    sheet = book.get_sheet_by_index(index)
                    yield _xls_sheet(sheet, hidden=about.visible != SheetVisibleEnum.Visible)
    except PasswordError as error:
        raise RefusedError("file-encrypted") from error
    except (CalamineError, OSError) as error:
        raise RefusedError("file-damaged", found="workbook") from error


def _xls_sheet(sheet: CalamineSheet, *, hidden: bool) -> ForeignSheet:
    texts = {
        (row, column): text
        # Else calamine skips blank rows and columns before the first cell, and addresses shift.
        for row, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(cells, 1)
        if (text := shown(value)).strip()
    }
    ranges = sheet.merged_cell_ranges or ()
    merges = (((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in ranges)
    return ForeignSheet(sheet.name, texts, tuple(merges), hidden)
