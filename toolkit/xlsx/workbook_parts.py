"""The small parts of a workbook: shared strings, the list of its sheets, number formats, last-saved time.

Strings and styles have a quick way, by regular expressions that believe only what they account for in full,
and a general way, element by element.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.xlsx.package import RELATION_BASES, Package, Relations
from toolkit.xlsx.plain_sheet import balanced, decode_plain, entities, legal, plain_attributes
from toolkit.xlsx.sheet_data import FORMAT_DATE, FORMAT_GENERAL, FORMAT_PERCENT, RefusedError
from toolkit.xlsx.xml_walk import SPREADSHEET, XmlElement, attributes, element, names, parse_strictly, walk

# Possessive throughout (*+, ?+): text that does not fit fails at once, without backtracking.
_PHONETIC = "<phoneticPr" + "".join(rf'(?: {name}="\w*+")?+' for name in ("fontId", "type", "alignment"))
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
# A letter outside the basic plane is escaped in two halves, which are one character together.
_PAIR = re.compile("_x([dD][89abAB][0-9A-Fa-f]{2})__x([dD][c-fC-F][0-9A-Fa-f]{2})_")
_ESCAPE = re.compile(r"_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Decode Excel's `_x000D_` escapes; half of a surrogate pair is no character and stays as it is."""
    if "_x" not in text:
        return text
    text = _PAIR.sub(lambda match: bytes.fromhex(match[1] + match[2]).decode("utf-16-be"), text)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def shared_strings(data: bytes, part: str) -> list[str]:
    """Return the table of shared strings; runs of rich text joined, phonetic hints left out.

    Raises RefusedError, also for a table that claims to hold more strings than it has room for: other
    readers believe that count and allocate memory for it.
    """
    strings = _plain_strings(data, part)
    if strings is None:
        strings = _any_strings(data, part)
    return [unescape(text) if "_x" in text else text for text in strings]


def _plain_strings(data: bytes, part: str) -> list[str] | None:
    """Return the strings the quick way, where every one is a single text; else None."""
    text = decode_plain(data)
    match = text is not None and _PLAIN.fullmatch(text)
    if text is None or not match or match[2] not in SPREADSHEET:
        return None
    # What the grammar and the characters prove well formed needs no parser but for its head.
    proved = legal(data[data.find(b"<sst") :], text)
    parse_strictly(f"{match[1]}</sst>".encode() if proved else data, part)
    unique = _UNIQUE.search(match[3])
    _check_count(unique[1] if unique else "0", data, part)
    strings = _TEXT.findall(text)
    return [entities(string) for string in strings] if "&" in text else strings


def _any_strings(data: bytes, part: str) -> list[str]:
    """Return the strings the general way, element by element."""
    strings: list[str] = []
    pieces: list[str] = []

    def begin(node: XmlElement, flat: list[str]) -> None:
        if node is _SST:
            _check_count(attributes(flat).get("uniqueCount", "0"), data, part)

    def end(node: XmlElement, text: str) -> None:
        if node is T:
            pieces.append(text)
        elif node is STRING:
            strings.append("".join(pieces))
            pieces.clear()

    walk(data, part, _DOCUMENT, begin, end, _STRAY)
    return strings


def _check_count(claimed: str, data: bytes, part: str) -> None:
    fits = claimed.isascii() and claimed.isdigit() and len(claimed) < 10
    if not fits or int(claimed) > len(data) // _SHORTEST:
        raise RefusedError("file-damaged", found=part)


# What a format shows as it stands is no letter of a date; [h] and [mm] are, as spans of time.
_QUOTED = re.compile(r'"[^"]*"|\[(?![hmsHMS]++\])[^\[\]]*+\]|\\.|_.|\*.')
# As long as Excel takes a format.
_LONGEST_FORMAT = 255
# With b for the Buddhist year: readers hand on a date in "bbbb" alone as a plain number.
_DATE_LETTERS = re.compile(r"[ymdhsbYMDHSB]")
# Numbers that no file spells out: 27-36 and 50-58 are of East Asian Excel, 67-81 of Thai Excel.
_BUILTIN_PERCENT = frozenset((9, 10, 67, 68))
_BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)))
_BUILTIN_CODES = {
    **dict.fromkeys((1, 59), "0"), **dict.fromkeys((2, 60), "0.00"),
    **dict.fromkeys((3, 37, 38, 61), "#,##0"), **dict.fromkeys((4, 39, 40, 62), "#,##0.00"),
    **dict.fromkeys((9, 67), "0%"), **dict.fromkeys((10, 68), "0.00%"),
    **dict.fromkeys((16, 73), "d-mmm"), **dict.fromkeys((17, 74), "mmm-yy"),
    **dict.fromkeys((18, 19, 20, 21, 75, 76), "h:mm"), **dict.fromkeys((46, 79), "[h]:mm"),
}  # fmt: skip
"""How those show their value, where it is another text than a plain number or a date with day and year."""

_IDS = frozenset(f"{base} id" for base in RELATION_BASES)
_SHEET = element(passed=None)
_SHEETS = element({"sheet": _SHEET})
_SETTINGS = element(passed=None)
_WORKBOOK = element({"workbook": element({"sheets": _SHEETS, "workbookPr": _SETTINGS}, passed=None)})
_FORMAT = element(passed=None)
_STYLE = element(passed=None)
_STYLES = element(
    {
        "styleSheet": element(
            {
                "numFmts": element({"numFmt": _FORMAT}, passed=None),
                "cellXfs": element({"xf": _STYLE}),
            },
            passed=None,
        )
    }
)
_PLAIN_ROOT = re.compile(r'(?:<\?xml [^<>?]*+\?>\s*+)?<styleSheet xmlns="([^<>"]*+)"[^<>]*+>')
_PREFIXED_LIST = re.compile(r"<[^\s<>/:]++:(?:numFmts|cellXfs)\b")
_PLAIN_FORMAT = re.compile(r"<numFmt\s([^<>]*)>")
_PLAIN_STYLE = re.compile(r"<xf\s([^<>]*)>")
_FORMAT_ID = re.compile(r"""\bnumFmtId\s*=\s*["']([^"']*)["']""")
_CORE_SPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS_SPACE = "http://purl.org/dc/terms/"
_MODIFIED = element(text=True)
_CORE = XmlElement(
    {f"{_CORE_SPACE} coreProperties": XmlElement({f"{_TERMS_SPACE} modified": _MODIFIED}, None)},
)
_CACHED_BYTES = 200_000
# Charts and dialogs hold no cells to read; sheets of old macros are told as a burden.
_OTHER_SHEETS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """Where things are: sheets of cells in order, the parts of styles and strings ("" where the workbook
    has none), the date system, and the workbook's relations."""

    sheets: tuple[SheetPart, ...]
    styles: str
    strings: str
    date1904: bool
    relations: Relations


def workbook_parts(package: Package) -> WorkbookParts:
    """Find the workbook's parts through its relations. Raises RefusedError."""
    main = Relations(package, "").one("officeDocument")
    if not main:
        raise RefusedError("file-not-workbook", found="zip")
    relations = Relations(package, main)
    sheets: list[SheetPart] = []
    flags: list[bool] = []

    def begin(node: XmlElement, flat: list[str]) -> None:
        if node is _SHEET:
            values = attributes(flat)
            keys = [value for name, value in values.items() if name in _IDS]
            # Of two ids readers take either one.
            if len(keys) != 1:
                raise RefusedError("file-damaged", sheet=values.get("name", ""), found=main)
            key = keys[0]
            kind, part = relations.part(key)
            if kind == "worksheet":
                sheets.append(SheetPart(values.get("name", ""), values.get("state", "visible"), part))
            elif kind not in _OTHER_SHEETS:
                raise RefusedError("file-damaged", sheet=values.get("name", ""), found=f"{main}: {key}")
        elif node is _SETTINGS:
            flags.append(attributes(flat).get("date1904") in ("1", "true"))
            if len(flags) > 1:
                raise RefusedError("file-damaged", found=main)

    # Neither may stand in an extension or a choice, which some readers take.
    walk(package.read(main), main, _WORKBOOK, begin, stray=names("sheet", "workbookPr"))
    used: set[str] = set()
    for sheet in sheets:
        # Two names for one part: readers give the first sheet twice, and its rows would count twice.
        if sheet.part.casefold() in used:
            raise RefusedError("file-damaged", sheet=sheet.name, found=sheet.part)
        used.add(sheet.part.casefold())
    return WorkbookParts(
        tuple(sheets), relations.one("styles"), relations.one("sharedStrings"), any(flags), relations
    )


def style_kinds(data: bytes, part: str) -> tuple[tuple[int, str], ...]:
    """Return for each cell style whether it is general, percent or date, and the code of its number format
    ("" for a value that shows as it is)."""
    # Most workbooks of an office have the same styles.
    return _kinds_again(data, part) if len(data) <= _CACHED_BYTES else _style_kinds(data, part)


def _style_kinds(data: bytes, part: str) -> tuple[tuple[int, str], ...]:
    formats, numbers = _plain_styles(data, part) or _any_styles(data, part)
    kinds = {number: _kind(number, formats.get(number)) for number in set(numbers)}
    return tuple(kinds[number] for number in numbers)


_kinds_again = lru_cache(maxsize=16)(_style_kinds)


def _plain_styles(data: bytes, part: str) -> tuple[dict[int, str], list[int]] | None:
    """Return custom formats by number, and the number of each cell style, the quick way: from the two lists
    alone, where they stand plainly under the root; None where they do not."""
    text = decode_plain(data)
    root = text and _PLAIN_ROOT.match(text)
    if not text or not root or root[1] not in SPREADSHEET:
        return None
    lists = []
    for name in ("numFmts", "cellXfs"):
        begin = text.find(f"<{name}", root.end())
        end = text.find(f"</{name}>", begin)
        # A second list, or one deeper in the tree, could be the one that counts.
        if text.count(f"<{name}") != (end > 0) or (
            end > 0 and not balanced(text[root.end() : begin].encode())
        ):
            return None
        lists.append(text[begin:end] if end > 0 else "")
    # With a prefix of its own a list stands plainly for others only.
    if _PREFIXED_LIST.search(text):
        return None
    if "<!" in text or "<?" in text[root.end() :] or text.count("<") != text.count(">"):
        return None
    parse_strictly(data, part)
    formats = {
        _index(values.get("numFmtId", ""), part): values.get("formatCode", "")
        for values in map(plain_attributes, _PLAIN_FORMAT.findall(lists[0]))
    }
    ids = map(_FORMAT_ID.search, _PLAIN_STYLE.findall(lists[1]))
    return formats, [_index(number[1] if number else "0", part) for number in ids]


def _any_styles(data: bytes, part: str) -> tuple[dict[int, str], list[int]]:
    """Return the same the general way, element by element."""
    formats: dict[int, str] = {}
    numbers: list[int] = []

    def begin(node: XmlElement, flat: list[str]) -> None:
        if node is _STYLE:
            numbers.append(_index(attributes(flat).get("numFmtId", "0"), part))
        elif node is _FORMAT:
            values = attributes(flat)
            formats[_index(values.get("numFmtId", ""), part)] = values.get("formatCode", "")

    walk(data, part, _STYLES, begin, stray=names("cellXfs", "numFmts"))
    return formats, numbers


def _kind(number: int, code: str | None) -> tuple[int, str]:
    if code is None:
        shown = _BUILTIN_CODES.get(number, "")
        if number in _BUILTIN_PERCENT:
            return FORMAT_PERCENT, shown
        return FORMAT_DATE if number in _BUILTIN_DATES else FORMAT_GENERAL, shown
    # LibreOffice writes "General" as a format of its own.
    if code.casefold() in ("general", "@"):
        return FORMAT_GENERAL, ""
    code = code[:_LONGEST_FORMAT]
    bare = _QUOTED.sub("", code)
    if "%" in bare:
        return FORMAT_PERCENT, code
    return FORMAT_DATE if _DATE_LETTERS.search(bare) else FORMAT_GENERAL, code


def _index(text: str, part: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RefusedError("file-damaged", found=part)
    return int(text)


def modified_time(package: Package) -> dt.datetime | None:
    """Return the workbook's own last-saved time in UTC, or None where it is absent or unreadable."""
    part = "docProps/core.xml"
    if part not in package:
        return None
    texts: list[str] = []
    try:
        walk(package.read(part), part, _CORE, lambda *_: None, lambda _, text: texts.append(text.strip()))
        # The time is a help for files whose own says nothing; one that cannot be read is no reason to refuse.
        moment = dt.datetime.fromisoformat(texts[0])
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (RefusedError, ValueError, OverflowError):
        return None
