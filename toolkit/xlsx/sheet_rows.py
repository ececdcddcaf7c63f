"""The rows of a sheet, read in one of two ways.

Calling Python for every element is what a streaming read costs. Excel, LibreOffice, WPS, Google
Sheets, openpyxl and XlsxWriter all write a row as `<row r=><c r= s= t=><f/><v/></c></row>`, without
blanks, comments or CDATA between, so regular expressions find the cells. They are believed only when one
grammar accounts for every character of the sheet's data and nothing that could be a cell stands outside.
The general way takes any other legal form, element by element, and what stands around the data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from toolkit.model.cells import MAX_COLUMN
from toolkit.xlsx.burdens import ELEMENTS, Beside
from toolkit.xlsx.sheet_data import Cell, RefusedError
from toolkit.xlsx.workbook_parts import STRING, T
from toolkit.xlsx.xml_walk import (
    SPREADSHEET,
    XmlElement,
    attributes,
    element,
    legal,
    may_be_plain,
    names,
    walk,
)

AddRow = Callable[[str, bool, list[Cell]], None]
"""Takes in a row: its number as text, whether it is hidden, and its cells that hold anything."""


def read_rows(data: bytes, part: str, add_row: AddRow, beside: Beside) -> None:
    """Hand on every row of a sheet, the quick way where its XML is plain, and what stands beside them.

    Raises RefusedError for a sheet that is not well formed and for anything in a wrong place: a value
    outside a cell, a cell outside a row, two values in a cell, a second `sheetData`.
    """
    rows, around = plain_sheet(data) or ("", data)
    general = _Rows(part, add_row, beside)
    walk(around, part, _DOCUMENT, general.begin, general.end, _STRAY_NAMES)
    for row in plain_rows(rows):
        add_row(*row)


# Possessive throughout (*+, ?+), so that no made-up sheet can make an expression backtrack.
_VALUE = r'="[^<>"&]*+"'
_ROW_START = '<row r="[1-9][0-9]{0,6}+"' + "".join(
    f"(?: {name}{_VALUE})?+"
    for name in (
        *("spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed"),
        *("thickTop", "thickBot", "ph", "x14ac:dyDescent"),
    )
)
_FORMULA_START = "<f" + "".join(f"(?: {name}{_VALUE})?+" for name in ("t", "ref", "aca", "si", "ca"))
"""Each attribute in the order in which programs write them, so that none can stand twice."""
_FORMULA = rf"{_FORMULA_START}(?: ?/>|>[^<]*+</f>)"
_CELL = (
    r'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: s="[0-9]{1,6}+")?+(?: t="[a-zA-Z]{1,9}+")?+'
    rf"(?: ?/>|>(?:{_FORMULA})?+(?:<v>[^<]*+</v>|<v ?/>)?+</c>)"
)
_DATA = re.compile(rf"(?:{_ROW_START}(?: ?/>|>(?:{_CELL})*+</row>))*+")

_ROW = '<row r="'
_CONTENT = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+>'
    r"(?:<f[^>]*+(>[^<]*+)(?:</f>)?+)?+(?:(<v)[^>]*+>([^<]*+))?+"
)
_ROOT = re.compile(rb'(?:<\?xml [^<>?]*+\?>\s*+)?<worksheet xmlns="([^<>"]*+)"[^<>]*+>')
_SPACES = frozenset(uri.encode() for uri in SPREADSHEET)
_STRAY = re.compile(rb"<(?:(?:[^\s<>/:]++:)?+(?:sheetData|row|[cv]|is)[\s/>]|[!?]|/[^<>]*+>[^<])")
"""Outside the data: what could be a cell, a comment or CDATA, and text behind the end of an element."""
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_MARK = b"\xef\xbb\xbf"
_LONGEST_REST = 4_000_000

_VALUE_REFERENCE = re.compile("<v>[^<&]*+&")


def plain_sheet(sheet: bytes) -> tuple[str, bytes] | None:
    """Return the rows of a sheet whose XML is in plain form, proved well formed, and the sheet without them;
    None for any other, and for one of which anything is left to a parser to prove."""
    if not may_be_plain(sheet):
        return None
    # A parser passes over the mark of UTF-8, offsets do not.
    sheet = sheet.removeprefix(_MARK)
    begin = sheet.find(_OPEN)
    stop = sheet.find(_CLOSE, begin)
    root = _ROOT.match(sheet)
    if begin < 0 or stop < 0 or root is None or root[1] not in _SPACES:
        return None
    head = sheet[root.end() : begin]
    rest = head + sheet[stop:].rstrip()
    if len(rest) > _LONGEST_REST or rest[:1] != b"<" or _STRAY.search(rest):
        return None
    # Every element that begins in the head ends there: the data then stand under the root.
    tags, empty = head.count(b"<"), rest.count(b"/>")
    if not tags == head.count(b">") == 2 * head.count(b"</") + head.count(b"/>"):
        return None
    # ">" ends a tag wherever it stands, and no text follows an empty element.
    if rest.count(b"<") != rest.count(b">") or empty != rest.count(b"/><") + rest.endswith(b"/>"):
        return None
    inside = sheet[begin + len(_OPEN) : stop]
    try:
        data = inside.decode()
    except UnicodeDecodeError:
        return None
    if not _DATA.fullmatch(data) or not legal(inside, data):
        return None
    # An attribute whose prefix is declared nowhere is not well formed.
    if "x14ac:" in data and b" xmlns:x14ac=" not in root[0]:
        return None
    return data, sheet[:begin] + _OPEN + sheet[stop:]


def plain_rows(data: str) -> Iterator[tuple[str, bool, list[Cell]]]:
    """Yield the rows of a sheet's data in plain form."""
    references = "&" in data and _VALUE_REFERENCE.search(data) is not None
    for row in data.split(_ROW)[1:]:
        tag = row[: row.index(">")]
        hidden = "hidden" in tag and (' hidden="1"' in tag or ' hidden="true"' in tag)
        cells: list[Cell] = _CONTENT.findall(row)
        if references and "&" in row:
            cells = [(*cell[:6], unescape(cell[6])) if "&" in cell[6] else cell for cell in cells]
        yield tag[: tag.index('"')], hidden, cells


_V = element(text=True)
_F = element(text=True)
_C = element({"v": _V, "f": _F, "is": STRING})
_ROW_ELEMENT = element({"c": _C}, passed="extLst")
_DATA_ELEMENT = element({"row": _ROW_ELEMENT})
_SHEET = element({"sheetData": _DATA_ELEMENT, **ELEMENTS}, passed=None)
_DOCUMENT = element({"worksheet": _SHEET})
_STRAY_NAMES = names("sheetData", "row", "c", "v", "is")
"""Values in other places would be lost, so they may not stand there."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = ("1", "true")


class _Rows:
    """Collects the cells of a row and hands the row on."""

    def __init__(self, part: str, add_row: AddRow, beside: Beside) -> None:
        self._part = part
        self._add_row = add_row
        self._number = ""
        self._hidden = False
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._formula = self._value = ""
        self._pieces: list[str] = []
        self._data = 0
        self._beside = beside

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
        elif node is _ROW_ELEMENT:
            row = attributes(flat)
            self._number = row.get("r", "")
            self._hidden = row.get("hidden") in _TRUE
            self._cells = []
        elif node is _DATA_ELEMENT:
            self._data += 1
            if self._data > 1:
                raise self._damaged()
        else:
            self._beside.begin(node, flat)

    def end(self, node: XmlElement, text: str) -> None:
        if node is _V or node is T:
            self._pieces.append(text)
        elif node is _F:
            # As XML again, as the quick way finds it: it is decoded when somebody asks for it.
            self._formula = ">" + escape(text, quote=False)
        elif node is _C:
            self._end_cell()
        elif node is _ROW_ELEMENT:
            self._add_row(self._number, self._hidden, self._cells)
        elif node is _SHEET:
            if not self._data:
                raise self._damaged()
        else:
            self._beside.end(node, text)

    def _end_cell(self) -> None:
        cell = self._cell
        reference = cell.get("r", "")
        match = _REFERENCE.fullmatch(reference)
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
