"""The rows of a sheet, read in one of two ways.

Calling Python for every element is what a streaming read costs. Excel, LibreOffice, WPS, Google
Sheets, openpyxl and XlsxWriter all write a row as `<row r=><c r= s= t=><f/><v/></c></row>`, without
blanks, comments or CDATA between, so regular expressions find the cells. They are believed only when one
grammar accounts for every character of the sheet's data and the rest is a sheet with one place for them.
Any other legal form becomes a tree, as what stands around the data always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from toolkit.model.cells import MAX_COLUMN
from toolkit.xlsx.sheet_data import Cell, RefusedError
from toolkit.xlsx.xml_trees import (
    SPREADSHEET,
    TRUE,
    Tree,
    below,
    check_places,
    children,
    legal,
    may_be_plain,
    parse_tree,
    string_text,
)

Row = tuple[str, bool, list[Cell]]
"""The number of a row as text, whether it is hidden, and its cells that hold anything."""


def read_rows(data: bytes, part: str) -> tuple[Iterator[Row], Tree]:
    """Return the rows of a sheet, and the sheet as a tree, without the rows where these are plain.

    Raises RefusedError, the rows too, for a sheet that is not well formed and for anything in a wrong place:
    a value outside a cell, a cell outside a row, two values in a cell, a second `sheetData`.
    """
    rows, around = plain_sheet(data) or ("", data)
    root = parse_tree(around, part)
    check_places(root, part, _PARENTS)
    listed = below(root, "sheetData")
    if len(listed) != 1:
        raise RefusedError("file-damaged", found=part)
    return plain_rows(rows) if around is not data else _tree_rows(listed[0], part), root


_PARENTS = {"worksheet": "", "sheetData": "worksheet", "row": "sheetData", "c": "row", "v": "c", "is": "c"}
"""Values in other places would be lost, so they may not stand there."""

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
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_MARK = b"\xef\xbb\xbf"

_VALUE_REFERENCE = re.compile("<v>[^<&]*+&")


def plain_sheet(sheet: bytes) -> tuple[str, bytes] | None:
    """Return the rows of a sheet in plain form, proved well formed, and the sheet without them, for a parser
    to prove; None for any other form."""
    if not may_be_plain(sheet):
        return None
    # A parser passes over the mark of UTF-8, offsets do not.
    sheet = sheet.removeprefix(_MARK)
    begin = sheet.find(_OPEN)
    stop = sheet.find(_CLOSE, begin)
    root = _ROOT.match(sheet)
    if begin < 0 or stop < 0 or root is None or root[1] not in _SPACES:
        return None
    rest = sheet[root.end() : begin] + sheet[stop:]
    # A comment or CDATA may hold what only looks like the data; anything else the tree of the rest tells.
    if b"<!" in rest or b"<?" in rest:
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


def plain_rows(data: str) -> Iterator[Row]:
    """Yield the rows of a sheet's data in plain form."""
    references = "&" in data and _VALUE_REFERENCE.search(data) is not None
    for row in data.split(_ROW)[1:]:
        tag = row[: row.index(">")]
        hidden = "hidden" in tag and (' hidden="1"' in tag or ' hidden="true"' in tag)
        cells: list[Cell] = _CONTENT.findall(row)
        if references and "&" in row:
            cells = [(*cell[:6], unescape(cell[6])) if "&" in cell[6] else cell for cell in cells]
        yield tag[: tag.index('"')], hidden, cells


_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _tree_rows(data: Tree, part: str) -> Iterator[Row]:
    """Yield the rows of a sheet's data in any legal form."""
    for name, row in children(data, part):
        cells: list[Cell] = []
        for inner, cell in children(row, part, ("extLst",)):
            if name != "row" or inner != "c":
                raise RefusedError("file-damaged", found=part)
            # Cells that name no place are counted, and a row has no more places than columns.
            if len(cells) >= MAX_COLUMN:
                raise RefusedError("cell-broken", found=cell.get("r", "")[:80])
            cells.append(_cell(cell, part))
        yield row.get("r", ""), row.get("hidden") in TRUE, cells


def _cell(cell: Tree, part: str) -> Cell:
    reference = cell.get("r", "")
    match = _REFERENCE.fullmatch(reference)
    if reference and not match:
        raise RefusedError("cell-broken", found=reference[:80])
    kind, formula, valued, text = cell.get("t", ""), "", "", ""
    for name, child in children(cell, part):
        # Of two values in a cell readers take either one.
        if (
            (formula if name == "f" else valued)
            or name not in ("f", "v", "is")
            or (name != "is" and len(child))
        ):
            raise RefusedError("file-damaged", found=part)
        if name == "f":
            # As XML again, as the quick way finds it: it is decoded when somebody asks for it.
            formula = ">" + escape(child.text or "", quote=False)
        else:
            valued, text = name, string_text(child, part) if name == "is" else child.text or ""
    # Other readers show nothing of a text in a cell of another type.
    if valued == "is":
        kind = "is" if kind == "inlineStr" else "<is>"
    return (*(match.groups() if match else ("", "")), cell.get("s", ""), kind, formula, valued, text)
