"""The small parts of an .xlsx: where the sheets are, what the styles mean, when it was saved."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass

from toolkit.workbook.package import Package
from toolkit.workbook.reading import FORMAT_DATE, FORMAT_GENERAL, FORMAT_PERCENT, RefusedError
from toolkit.workbook.xml_walk import Element, attributes, element, names, walk

_QUOTED = re.compile(r'"[^"]*"|\[(?![hmsHMS]+\])[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhsbYMDHSB]")
_BUILTIN_PERCENT = frozenset((9, 10, 67, 68))
_BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)))

_RELATIONS_SPACE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_RELATION = element()
_RELATIONS = element(
    {"Relationships": element({"Relationship": _RELATION}, namespaces=_RELATIONS_SPACE)},
    namespaces=_RELATIONS_SPACE,
)
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
_CORE_SPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS_SPACE = "http://purl.org/dc/terms/"
_MODIFIED = element(text=True)
_CORE = Element(
    {f"{_CORE_SPACE} coreProperties": Element({f"{_TERMS_SPACE} modified": _MODIFIED}, None)},
)
_CELL_SHEETS, _OTHER_SHEETS = ("worksheet",), ("chartsheet", "dialogsheet")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """Where things are: sheets of cells in order, the parts of styles and strings ("" where the workbook
    has none), and the date system."""

    sheets: tuple[SheetPart, ...]
    styles: str
    strings: str
    date1904: bool


class _Relations:
    """The internal relations of one part: id -> (the type's last word, target part)."""

    def __init__(self, package: Package, part: str) -> None:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", name + ".rels")
        self.path = path
        self.by_id: dict[str, tuple[str, str]] = {}

        def begin(found: Element, flat: list[str]) -> None:
            if found is _RELATION:
                each = attributes(flat)
                key = each.get("Id", "")
                if key in self.by_id:
                    raise RefusedError("file-damaged", found=path)
                if each.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                    self.by_id[key] = each.get("Type", "").rpartition("/")[2], target.lstrip("/")

        if path in package:
            walk(package.read(path), path, _RELATIONS, begin)

    def one(self, kind: str) -> str:
        """The only part of a kind, "" where there is none. Raises RefusedError where there are several."""
        found = {target for each, target in self.by_id.values() if each == kind}
        if len(found) > 1:
            raise RefusedError("file-damaged", found=self.path)
        return found.pop() if found else ""


def workbook_parts(package: Package) -> WorkbookParts:
    """Find the workbook's parts through its relations. Raises RefusedError."""
    main = _Relations(package, "").one("officeDocument")
    if not main:
        raise RefusedError("file-not-workbook", found="zip")
    relations = _Relations(package, main)
    sheets: list[SheetPart] = []
    flags: list[bool] = []

    def begin(found: Element, flat: list[str]) -> None:
        if found is _SHEET:
            each = attributes(flat)
            place = next((value for name, value in each.items() if name.endswith(" id")), "")
            kind, part = relations.by_id.get(place, ("", ""))
            if kind in _CELL_SHEETS:
                sheets.append(SheetPart(each.get("name", ""), each.get("state", "visible"), part))
            elif kind not in _OTHER_SHEETS:
                raise RefusedError("file-damaged", sheet=each.get("name", ""), found=f"{main}: {place}")
        elif found is _SETTINGS:
            flags.append(attributes(flat).get("date1904") in ("1", "true"))

    walk(package.read(main), main, _WORKBOOK, begin, stray=names("sheet"))
    parts = [each.part.casefold() for each in sheets]
    for each in sheets:
        if parts.count(each.part.casefold()) > 1:
            raise RefusedError("file-damaged", sheet=each.name, found=each.part)
    return WorkbookParts(tuple(sheets), relations.one("styles"), relations.one("sharedStrings"), any(flags))


def style_kinds(data: bytes, part: str) -> list[int]:
    """For each cell style: general, percent or date."""
    formats: dict[int, str] = {}
    numbers: list[int] = []

    def begin(found: Element, flat: list[str]) -> None:
        if found is _STYLE:
            numbers.append(_index(attributes(flat).get("numFmtId", "0"), part))
        elif found is _FORMAT:
            each = attributes(flat)
            formats[_index(each.get("numFmtId", ""), part)] = each.get("formatCode", "")

    walk(data, part, _STYLES, begin)
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


def modified_time(package: Package) -> dt.datetime | None:
    """The workbook's own last-saved time in UTC, or None where it is absent or unreadable."""
    part = "docProps/core.xml"
    if part not in package:
        return None
    found: list[str] = []
    try:
        walk(package.read(part), part, _CORE, lambda *_: None, lambda _, text: found.append(text.strip()))
        moment = dt.datetime.fromisoformat(found[0])
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (RefusedError, ValueError, OverflowError):
        return None
