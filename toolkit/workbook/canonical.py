"""The quick way through XML in the plain form that spreadsheet programs write.

Calling Python for every element is what a streaming read costs. Excel, LibreOffice, WPS, Google
Sheets, openpyxl and XlsxWriter all write a cell as `<c r= s= t=><f/><v/></c>` without comments or
CDATA, so one regular expression finds the cells. What it finds is believed only when it accounts for
every cell the part holds; otherwise the caller takes the general way, event by event. The part has
been proved well formed before.
"""

from __future__ import annotations

import re

_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]{1,9})")?'
    r"(?:/>|>(<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?(?:(<v)(?:/>|>([^<]*)</v>))?</c>)"
)
_HIDDEN_ROW = re.compile(r'<row r="([0-9]{1,7})"[^>]*\shidden="(?:1|true)"')
_STRING = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>|<si><t(?: xml:space="preserve")?/></si>'
)

_REFERENCE = re.compile(r"&(amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

Cell = tuple[str, str, str, str, str, str, str]
"""Column letters, row, style, type, formula element, "<v" where there is a value element, its text."""


def sheet_cells(text: str) -> tuple[list[Cell], list[int]] | None:
    """Every cell and the hidden rows of a sheet in plain form; None where it is not."""
    begin, end = text.find("<sheetData>"), text.rfind("</sheetData>")
    if begin < 0 or end < begin:
        return None
    data = text[begin:end]
    if "<!" in data or "<?" in data:
        return None
    cells = _CELL.findall(data)
    if len(cells) != data.count("<c ") + data.count("<c>") + data.count("<c/"):
        return None
    hidden = [int(row) for row in _HIDDEN_ROW.findall(data)] if "hidden=" in data else []
    if len(hidden) != data.count("hidden=") - data.count('hidden="0"'):
        return None
    return cells, hidden


def plain_strings(text: str) -> list[str] | None:
    """The shared strings in plain form (no rich text); None where they are not."""
    if "<!" in text or "<?" in text[5:]:
        return None
    strings = _STRING.findall(text)
    if len(strings) != text.count("<si>") + text.count("<si ") + text.count("<si/"):
        return None
    return [entities(each) for each in strings] if "&" in text else strings


def entities(text: str) -> str:
    """Decode the character references of XML text."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name[0] != "#":
        return _NAMED[name]
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
