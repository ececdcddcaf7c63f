"""The small parts of a workbook: shared strings, the list of its sheets, number formats, last-saved time."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.xlsx.package import RELATION_BASES, Package, Relations
from toolkit.xlsx.sheet_data import FORMAT_DATE, FORMAT_GENERAL, FORMAT_PERCENT, RefusedError
from toolkit.xlsx.xml_trees import (
    TRUE,
    below,
    check_places,
    children,
    legal,
    may_be_plain,
    parse_tree,
    string_text,
)

_SHORTEST = len("<si/>")
# Possessive throughout (*+, ?+): text that does not fit fails at once, without backtracking.
_PHONETIC = "<phoneticPr" + "".join(rf'(?: {name}="\w*+")?+' for name in ("fontId", "type", "alignment"))
_STRING = rf'<si>(?:<t(?: xml:space="preserve")?+>[^<]*+</t>|<t ?/>)(?:{_PHONETIC} ?/>)?+</si>'
_PLAIN = re.compile(rf"((?:<\?xml [^<>?]*+\?>\s*+)?<sst [^<>]*+(?<!/)>)(?:{_STRING})*+</sst>\s*+")
_TEXT = re.compile(r"<si><t[^<>]*>([^<]*)")

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
    head, strings = _plain_strings(data) or (data, [])
    root = parse_tree(head, part)
    check_places(root, part, {"sst": "", "si": "sst"})
    if _index(root.get("uniqueCount", "0"), part) > len(data) // _SHORTEST:
        raise RefusedError("file-damaged", found=part)
    for name, item in children(root, part, ("extLst",)):
        if name != "si":
            raise RefusedError("file-damaged", found=part)
        strings.append(string_text(item, part))
    return [unescape(text) if "_x" in text else text for text in strings]


def _plain_strings(data: bytes) -> tuple[bytes, list[str]] | None:
    """Return a table without its strings, and the strings, where each is a single text in the plain form that
    programs write: what its grammar proves well formed needs no parser, a third of the time. Else None."""
    try:
        text = data.decode() if may_be_plain(data) else ""
    except UnicodeDecodeError:
        return None
    match = _PLAIN.fullmatch(text)
    if match is None or not legal(data[data.find(b"<sst") :], text):
        return None
    strings = _TEXT.findall(text)
    return f"{match[1]}</sst>".encode(), list(map(html.unescape, strings)) if "&" in text else strings


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

_IDS = frozenset(f"{{{base}}}id" for base in RELATION_BASES)
_MODIFIED = "{http://purl.org/dc/terms/}modified"
# Charts and dialogs hold no cells to read; sheets of old macros are told as a burden.
_OTHER_SHEETS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_PARENTS = {"workbook": "", "sheets": "workbook", "sheet": "sheets", "workbookPr": "workbook"}


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
    root = package.tree(main)
    check_places(root, main, _PARENTS)
    for sheet in below(root, "sheets", "sheet"):
        name, keys = sheet.get("name", ""), [value for name, value in sheet.attrib.items() if name in _IDS]
        # Of two ids readers take either one.
        if len(keys) != 1:
            raise RefusedError("file-damaged", sheet=name, found=main)
        kind, part = relations.part(keys[0])
        if kind == "worksheet":
            sheets.append(SheetPart(name, sheet.get("state", "visible"), part))
        elif kind not in _OTHER_SHEETS:
            raise RefusedError("file-damaged", sheet=name, found=f"{main}: {keys[0]}")
    settings = below(root, "workbookPr")
    if len(settings) > 1:
        raise RefusedError("file-damaged", found=main)
    used = [listed.part.casefold() for listed in sheets]
    for listed in sheets:
        # Two names for one part: readers give the first sheet twice, and its rows would count twice.
        if used.count(listed.part.casefold()) > 1:
            raise RefusedError("file-damaged", sheet=listed.name, found=listed.part)
    return WorkbookParts(
        tuple(sheets),
        relations.one("styles"),
        relations.one("sharedStrings"),
        any(one.get("date1904") in TRUE for one in settings),
        relations,
    )


# Most workbooks of an office have the same styles; few are kept, as they may be megabytes.
@lru_cache(maxsize=4)
def style_kinds(data: bytes, part: str) -> tuple[tuple[int, str], ...]:
    """Return for each cell style whether it is general, percent or date, and the code of its number format
    ("" for a value that shows as it is)."""
    root = parse_tree(data, part)
    check_places(root, part, {"styleSheet": "", "cellXfs": "styleSheet", "numFmts": "styleSheet"})
    formats: dict[int, str] = {}
    numbers: list[int] = []
    # Beside the formats may stand others for newer programs alone.
    for one in below(root, "numFmts", "numFmt"):
        formats[_index(one.get("numFmtId", ""), part)] = one.get("formatCode", "")
    for listed in below(root, "cellXfs"):
        for name, one in children(listed, part):
            if name != "xf":
                raise RefusedError("file-damaged", found=part)
            numbers.append(_index(one.get("numFmtId", "0"), part))
    kinds = {number: _kind(number, formats.get(number)) for number in set(numbers)}
    return tuple(kinds[number] for number in numbers)


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
    part, program = "docProps/core.xml", "docProps/app.xml"
    if part not in package:
        return None
    try:
        texts = [(time.text or "").strip() for time in package.tree(part).iter(_MODIFIED)]
        # LibreOffice writes the time of the PC as if it were that of Greenwich: a report saved at 23:00 on
        # its last day would be late.
        if program in package and b"<Application>LibreOffice" in package.read(program):
            texts = [text.replace("Z", "+07:00") for text in texts]
        # The time is a help for files whose own says nothing; one that cannot be read is no reason to refuse.
        moment = dt.datetime.fromisoformat(texts[0] if texts else "")
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (RefusedError, ValueError, OverflowError):
        return None
