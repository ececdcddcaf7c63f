"""The small XML parts of an .xlsx, read strictly: no DOCTYPE, UTF-8 only, well formed."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from toolkit.workbook.canonical import plain_strings
from toolkit.workbook.package import Package
from toolkit.workbook.reading import FORMAT_DATE, FORMAT_GENERAL, FORMAT_PERCENT, RefusedError

_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']+)[\"']")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhsbYMDHSB]")
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT_BUFFER = 1 << 18
"""Longer than any cell's text (32,767 characters), so that it arrives in one piece."""
_BUILTIN_PERCENT = frozenset((9, 10, 67, 68))
_BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)))

Start = Callable[[str, list[str]], None]


class _ForbiddenError(Exception):
    pass


def _forbid(*_: object) -> None:
    raise _ForbiddenError


def parse(
    data: bytes, part: str, start: Start | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Run expat over one part. Raises RefusedError naming the part.

    Attributes arrive as a flat list. Each run of text arrives as one piece after the start of its
    element, so that no handler for element ends is needed: calls from C into Python are what
    reading costs. Without handlers the part is only proved well formed.
    """
    declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    ):
        raise RefusedError("part-encoding", found=part)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = _TEXT_BUFFER
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _ForbiddenError) as error:
        raise RefusedError("file-damaged", found=part) from error


def well_formed(data: bytes, part: str) -> str:
    """The text of a part that has been proved well formed. Raises RefusedError."""
    parse(data, part)
    text = data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def attributes(flat: list[str]) -> dict[str, str]:
    """A flat attribute list as a mapping of local names."""
    return {name.rpartition(":")[2]: value for name, value in zip(flat[::2], flat[1::2], strict=True)}


def unescape(text: str) -> str:
    """Decode Excel's `_x000D_` escapes."""
    return _EXCEL_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """Where things are: sheets in order, the parts of styles and strings, and the date system."""

    sheets: tuple[SheetPart, ...]
    styles: str
    strings: str
    date1904: bool


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (type's last word, target part) of one part."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, flat: list[str]) -> None:
        if local(element) == "Relationship":
            each = attributes(flat)
            if each.get("TargetMode") != "External" and "Id" in each:
                target = each.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[each["Id"]] = (each.get("Type", "").rpartition("/")[2], posixpath.normpath(full))

    if path in package:
        parse(package.read(path), path, start)
    return found


def workbook_parts(package: Package) -> WorkbookParts:
    """Find the workbook's parts through its relations. Raises RefusedError."""
    main = next((target for kind, target in _relations(package, "").values() if kind == "officeDocument"), "")
    if main not in package:
        raise RefusedError("file-not-workbook", found="zip")
    relations = _relations(package, main)
    sheets: list[SheetPart] = []
    flags: list[bool] = []

    def start(element: str, flat: list[str]) -> None:
        name = local(element)
        if name == "sheet":
            each = attributes(flat)
            target = relations.get(each.get("id", ""), ("", ""))
            if target[0] == "worksheet":
                sheets.append(SheetPart(each.get("name", ""), each.get("state", "visible"), target[1]))
        elif name == "workbookPr":
            flags.append(attributes(flat).get("date1904") in ("1", "true"))

    parse(package.read(main), main, start)
    by_kind = dict(relations.values())
    return WorkbookParts(
        tuple(sheets), by_kind.get("styles", ""), by_kind.get("sharedStrings", ""), any(flags)
    )


def style_kinds(data: bytes, part: str) -> list[int]:
    """For each cell style: general, percent or date."""
    formats: dict[int, str] = {}
    numbers: list[int] = []
    inside = False

    def start(name: str, flat: list[str]) -> None:
        nonlocal inside
        if name.endswith("xf"):
            if inside:
                numbers.append(_index(attributes(flat).get("numFmtId", "0"), part))
        elif name.endswith(("cellXfs", "cellStyles", "dxfs")):
            inside = name.endswith("cellXfs")
        elif name.endswith("numFmt"):
            each = attributes(flat)
            formats[_index(each.get("numFmtId", ""), part)] = each.get("formatCode", "")

    parse(data, part, start)
    kinds = {number: _kind(number, formats.get(number)) for number in set(numbers)}
    return [kinds[number] for number in numbers]


def _kind(number: int, code: str | None) -> int:
    if code is None:
        if number in _BUILTIN_PERCENT:
            return FORMAT_PERCENT
        return FORMAT_DATE if number in _BUILTIN_DATES else FORMAT_GENERAL
    if code.casefold() == "general":
        return FORMAT_GENERAL
    bare = _QUOTED.sub("", code)
    if "%" in bare:
        return FORMAT_PERCENT
    return FORMAT_DATE if _DATE_LETTERS.search(bare) else FORMAT_GENERAL


def _index(text: str, part: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RefusedError("file-damaged", found=part)
    return int(text)


def shared_strings(data: bytes, part: str) -> list[str]:
    """The table of shared strings; runs of rich text joined, phonetic hints left out."""
    strings = plain_strings(well_formed(data, part))
    if strings is None:
        strings = _strings_by_events(data, part)
    return [unescape(each) if "_x" in each else each for each in strings]


def _strings_by_events(data: bytes, part: str) -> list[str]:
    strings: list[str] = []
    si, t = "", ""
    wanted = skip = False

    def start(name: str, _: list[str]) -> None:
        nonlocal si, t, wanted, skip
        if name == t:
            wanted, skip = not skip, False
        elif name == si:
            strings.append("")
            wanted = False
        elif not si:
            si, t = (name.removesuffix("sst") + each for each in ("si", "t"))
        else:
            wanted = False
            skip = name.endswith("rPh")

    def text(found: str) -> None:
        nonlocal wanted
        if wanted:
            strings[-1] += found
            wanted = False

    parse(data, part, start, text)
    return strings


def modified_time(package: Package) -> dt.datetime | None:
    """The workbook's own last-saved time in UTC, or None where it is absent or unreadable."""
    part = "docProps/core.xml"
    if part not in package:
        return None
    element = ""
    found: list[str] = []

    def start(name: str, _: list[str]) -> None:
        nonlocal element
        element = local(name)

    def text(content: str) -> None:
        nonlocal element
        if element == "modified":
            found.append(content)
            element = ""

    try:
        parse(package.read(part), part, start, text)
        moment = dt.datetime.fromisoformat(found[-1].strip()) if found else None
    except (RefusedError, ValueError):
        return None
    if moment is None:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
