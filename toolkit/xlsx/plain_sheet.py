"""The quick way through a sheet in the plain form that spreadsheet programs write.

Calling Python for every element is what a streaming read costs. Excel, LibreOffice, WPS, Google
Sheets, openpyxl and XlsxWriter all write a row as `<row r=><c r= s= t=><f/><v/></c></row>`, without
blanks, comments or CDATA between, so regular expressions find the cells. They are believed only when one
grammar accounts for every character of the sheet's data and nothing that could be a cell stands outside;
otherwise the caller takes the general way (`toolkit.xlsx.any_sheet`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from toolkit.xlsx.sheet_data import Cell
from toolkit.xlsx.xml_walk import SPREADSHEET

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
_LONGEST = 8_000_000
"""Bytes of a part; above that, text is not held several times over in memory."""
_AFTER_DECLARATION = 60
"""An XML declaration may end in a carriage return, which no value does then."""

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# XML forbids these two, which Python decodes without complaint.
_ILLEGAL = ("\ufffe", "\uffff")
_VALUE_REFERENCE = re.compile("<v>[^<&]*+&")
_NAMED_REFERENCE = re.compile(b"&(?:amp|lt|gt|quot|apos);")

_Row = tuple[str, bool, list[Cell]]
"""A row's number as text, whether it is hidden, and its cells that hold anything."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet in plain form: what stands between the tags of its data, which is proved well formed, and the
    sheet without it."""

    data: str
    around: bytes


def plain_sheet(sheet: bytes) -> PlainSheet | None:
    """Return a sheet whose XML is in plain form; None for any other, and for one of which anything is left
    to a parser to prove."""
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
    if len(rest) > _LONGEST_REST or rest[:1] != b"<" or not _balanced(head) or not _only_tags_end(rest):
        return None
    if _STRAY.search(rest):
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
    return PlainSheet(data, sheet[:begin] + _OPEN + sheet[stop:])


def may_be_plain(data: bytes) -> bool:
    """Return whether a part is short enough, and its line ends need no parser to make them uniform."""
    return len(data) <= _LONGEST and data.find(b"\r", _AFTER_DECLARATION) < 0


def legal(data: bytes, text: str) -> bool:
    """Return whether data hold only characters and references that XML allows; `text` is the same decoded."""
    if len(data) != len(data.translate(None, _CONTROLS)) or any(letter in text for letter in _ILLEGAL):
        return False
    # The end of a CDATA section may not stand in text.
    if "]" in text and "]]>" in text:
        return False
    return b"&" not in data or data.count(b"&") == len(_NAMED_REFERENCE.findall(data))


def _balanced(head: bytes) -> bool:
    """Return whether every element that begins in the head ends there: the data then stand under the root."""
    tags = head.count(b"<")
    return tags == head.count(b">") and tags == 2 * head.count(b"</") + head.count(b"/>")


def _only_tags_end(rest: bytes) -> bool:
    """Return whether ">" ends a tag wherever it stands, and no text follows an empty element."""
    empty = rest.count(b"/>")
    return rest.count(b"<") == rest.count(b">") and empty == rest.count(b"/><") + rest.endswith(b"/>")


def plain_rows(data: str) -> Iterator[_Row]:
    """Yield the rows of a sheet's data in plain form."""
    references = "&" in data and _VALUE_REFERENCE.search(data) is not None
    for row in data.split(_ROW)[1:]:
        attributes = row[: row.index(">")]
        hidden = "hidden" in attributes and (' hidden="1"' in attributes or ' hidden="true"' in attributes)
        cells: list[Cell] = _CONTENT.findall(row)
        if references and "&" in row:
            cells = [(*cell[:6], unescape(cell[6])) if "&" in cell[6] else cell for cell in cells]
        yield attributes[: attributes.index('"')], hidden, cells
