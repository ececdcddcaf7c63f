"""The quick way through a sheet in the plain form that spreadsheet programs write.

Calling Python for every element is what a streaming read costs. Excel, LibreOffice, WPS, Google
Sheets, openpyxl and XlsxWriter all write a row as `<row r=><c r= s= t=><f/><v/></c></row>`, without
blanks, comments or CDATA between, so regular expressions find the cells. They are believed only when one
grammar accounts for every character of the sheet's data and nothing that could be a cell stands outside;
otherwise the caller takes the general way (`toolkit.workbook.events`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.workbook.reading import Cell
from toolkit.workbook.xml_walk import SPREADSHEET

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
_ROOT = re.compile(r'(?:<\?xml [^<>?]*+\?>\s*+)?<worksheet xmlns="([^<>"]*+)"[^<>]*+>')
_STRAY = re.compile(r"<(?:(?:[\w.-]++:)?+(?:sheetData|row|[cv]|is)[\s/>]|[!?])")
_TEXT_AFTER_END = re.compile(r"</[^<>]*+>[^<]")
_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
_LONGEST_REST = 4_000_000
_LONGEST = 8_000_000
"""Bytes of a part; above that, text is not held several times over in memory."""
_AFTER_DECLARATION = 60
"""An XML declaration may end in a carriage return, which no value does then."""

_CONTROLS = bytes(each for each in range(32) if each not in b"\t\n")
_ILLEGAL = ("]]>", "\ufffe", "\uffff")
_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VALUE_REFERENCE = re.compile("<v>[^<&]*+&")
_NAMED_REFERENCE = re.compile("&(?:amp|lt|gt|quot|apos);")
_REFERENCE = re.compile(r"&(amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

Row = tuple[str, bool, list[Cell]]
"""A row's number as text, whether it is hidden, and its cells that hold anything."""


def plain_text(data: bytes) -> str | None:
    """The text of a part; None where it is not UTF-8, is very long or needs its line ends made uniform."""
    if len(data) > _LONGEST or data.find(b"\r", _AFTER_DECLARATION) >= 0:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet in plain form: what stands between the tags of its data, what stands around them, and the XML
    that is still to be proved well formed: the sheet without its data, or the whole where its grammar does
    not prove the data so."""

    data: str
    beside: str
    unproved: str


def plain_sheet(text: str) -> PlainSheet | None:
    """A sheet whose XML is in plain form; None for any other."""
    begin = text.find(_OPEN)
    stop = text.find(_CLOSE, begin)
    root = _ROOT.match(text)
    if begin < 0 or stop < 0 or root is None or root[1] not in SPREADSHEET:
        return None
    data = text[begin + len(_OPEN) : stop]
    head = text[root.end() : begin]
    rest = head + text[stop:].rstrip()
    if len(rest) > _LONGEST_REST or rest[0] != "<" or not balanced(head) or not _only_tags_end(rest):
        return None
    if _STRAY.search(rest) or _TEXT_AFTER_END.search(rest):
        return None
    if not _DATA.fullmatch(data):
        return None
    prefixes = "x14ac:" not in data or " xmlns:x14ac=" in root[0]
    proved = prefixes and legal(data)
    return PlainSheet(data, rest, text[:begin] + _OPEN + text[stop:] if proved else text)


def legal(data: str) -> bool:
    """Whether data of the grammar hold only characters and references that XML allows."""
    encoded = data.encode()
    if len(encoded) != len(encoded.translate(None, _CONTROLS)) or any(each in data for each in _ILLEGAL):
        return False
    return "&" not in data or data.count("&") == len(_NAMED_REFERENCE.findall(data))


def balanced(head: str) -> bool:
    """Whether every element that begins in the head ends there, so that the data stand under the root."""
    tags = head.count("<")
    return tags == head.count(">") and tags == 2 * head.count("</") + head.count("/>")


def _only_tags_end(rest: str) -> bool:
    """Whether ">" ends a tag wherever it stands, and no text follows an empty element."""
    empty = rest.count("/>")
    return rest.count("<") == rest.count(">") and empty == rest.count("/><") + rest.endswith("/>")


def plain_rows(data: str) -> Iterator[Row]:
    """The rows of a sheet's data in plain form."""
    references = "&" in data and _VALUE_REFERENCE.search(data) is not None
    for row in data.split(_ROW)[1:]:
        attributes = row[: row.index(">")]
        hidden = "hidden" in attributes and (' hidden="1"' in attributes or ' hidden="true"' in attributes)
        cells: list[Cell] = _CONTENT.findall(row)
        if references and "&" in row:
            cells = [(*each[:6], entities(each[6])) if "&" in each[6] else each for each in cells]
        yield attributes[: attributes.index('"')], hidden, cells


def plain_attributes(text: str) -> dict[str, str]:
    """The attributes of a tag from what stands between its name and its end, names as written."""
    return {name: entities(one or two) for name, one, two in _ATTRIBUTE.findall(text)}


def entities(text: str) -> str:
    """Decode the character references of XML text."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name[0] != "#":
        return _NAMED[name]
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
