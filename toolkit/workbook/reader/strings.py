"""The table of shared strings of a workbook."""

from __future__ import annotations

import re

from toolkit.workbook.reader.canonical import entities, legal, plain_text
from toolkit.workbook.reader.xml_walk import SPREADSHEET, Element, attributes, element, names, parse, walk
from toolkit.workbook.reading import RefusedError

_PHONETIC = "<phoneticPr" + "".join(rf'(?: {each}="\w*+")?+' for each in ("fontId", "type", "alignment"))
_STRING = rf'<si>(?:<t(?: xml:space="preserve")?+>[^<]*+</t>|<t ?/>)(?:{_PHONETIC} ?/>)?+</si>'
_PLAIN = re.compile(
    r'((?:<\?xml [^<>?]*+\?>\s*+)?<sst xmlns="([^<>"]*+)"((?: [a-zA-Z]++="[0-9]*+")*+)>)'
    rf"(?:{_STRING})*+</sst>\s*+"
)
_TEXT = re.compile(r"<si><t[^<>]*>([^<]*)")
_UNIQUE = re.compile(r' uniqueCount="([^"]*)"')
_SHORTEST = len("<si/>")

T = element(text=True)
RUN = element({"t": T}, passed="rPr")
STRING = element({"t": T, "r": RUN}, passed="rPh phoneticPr extLst")
"""A string: its text or runs of rich text; phonetic hints are passed over."""
_SST = element({"si": STRING}, passed="extLst")
_DOCUMENT = element({"sst": _SST})
_STRAY = names("si")
_ESCAPE = re.compile(r"_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Decode Excel's `_x000D_` escapes; half of a surrogate pair is no character and stays as it is."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def shared_strings(data: bytes, part: str) -> list[str]:
    """The table of shared strings; runs of rich text joined, phonetic hints left out.

    Raises RefusedError, also for a table that claims to hold more strings than it has room for: other
    readers believe that count and allocate memory for it.
    """
    strings = _plain_strings(data, part)
    if strings is None:
        strings = _any_strings(data, part)
    return [unescape(each) if "_x" in each else each for each in strings]


def _plain_strings(data: bytes, part: str) -> list[str] | None:
    """The quick way: every string a single text; None where it is not so."""
    text = plain_text(data)
    match = text is not None and _PLAIN.fullmatch(text)
    if text is None or not match or match[2] not in SPREADSHEET:
        return None
    # What the grammar and the characters prove well formed needs no parser but for its head.
    proved = legal(data[data.find(b"<sst") :], text)
    parse(f"{match[1]}</sst>".encode() if proved else data, part)
    unique = _UNIQUE.search(match[3])
    _check_count(unique[1] if unique else "0", data, part)
    strings = _TEXT.findall(text)
    return [entities(each) for each in strings] if "&" in text else strings


def _any_strings(data: bytes, part: str) -> list[str]:
    """The general way, element by element."""
    strings: list[str] = []
    pieces: list[str] = []

    def begin(found: Element, flat: list[str]) -> None:
        if found is _SST:
            _check_count(attributes(flat).get("uniqueCount", "0"), data, part)

    def end(found: Element, text: str) -> None:
        if found is T:
            pieces.append(text)
        elif found is STRING:
            strings.append("".join(pieces))
            pieces.clear()

    walk(data, part, _DOCUMENT, begin, end, _STRAY)
    return strings


def _check_count(claimed: str, data: bytes, part: str) -> None:
    fits = claimed.isascii() and claimed.isdigit() and len(claimed) < 10
    if not fits or int(claimed) > len(data) // _SHORTEST:
        raise RefusedError("file-damaged", found=part)
