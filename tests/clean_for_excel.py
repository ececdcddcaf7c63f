"""What Excel repairs or refuses although the schema allows it, as people report it.

Excel is not to be had where this is tested: so its limits and rules are written down here, and every
workbook that a test lets the toolkit write is held against them (tests/conftest.py).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

Element = etree._Element

MOST_TEXT, MOST_FORMULA, MOST_LIST, MOST_NAME, MOST_SHEET = 32_767, 8_192, 255, 255, 31
MOST_TITLE, MOST_PROMPT, MOST_ERROR, MOST_HEADER = 32, 255, 225, 255
MOST_FORMATS, MOST_LINKS, MOST_ADDRESS, MOST_HEIGHT = 65_490, 65_530, 2_079, 409
NEWER = re.compile(
    r"ARABIC|BASE|BITAND|BYCOL|BYROW|CHOOSECOLS|CHOOSEROWS|CONCAT|DAYS|DECIMAL|DROP|"
    r"ENCODEURL|EXPAND|FILTER|FILTERXML|FORMULATEXT|HSTACK|IFNA|IFS|ISFORMULA|ISOWEEKNUM|"
    r"LAMBDA|LET|MAKEARRAY|MAP|MAXIFS|MINIFS|NUMBERVALUE|RANDARRAY|REDUCE|SCAN|SEQUENCE|"
    r"SHEET|SHEETS|SINGLE|SORT|SORTBY|SWITCH|TAKE|TEXTAFTER|TEXTBEFORE|TEXTJOIN|TEXTSPLIT|"
    r"TOCOL|TOROW|UNICHAR|UNICODE|UNIQUE|VSTACK|WEBSERVICE|XLOOKUP|XMATCH|XOR"
)
"""Functions that came after Excel 2010."""
_CALL = re.compile(r"([A-Z][A-Z0-9.]*)\(")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_BARE_SHEET = re.compile(r"([^\s!'(),;:=+\-*/&<>^{}]+)!")
_LETTERS = re.compile(r"[\w.]+")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[RrCc]")
_NAME = re.compile(r"[^\W\d][\w.\u0e31-\u0e4e]*|\\[\w.]*")
_STRINGS = "xl/sharedStrings.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = re.compile(r"(.*?)_rels/([^/]+)\.rels")


@lru_cache(maxsize=4096)
def faults(data: bytes) -> tuple[str, ...]:
    """Return what Excel would object to in the bytes of a workbook, with its part."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    if "xl/workbook.xml" not in parts:
        return ()
    found = [f"{name} is there twice" for name in {name for name in names if names.count(name) > 1}]
    found += _package(parts)
    book = etree.fromstring(parts["xl/workbook.xml"])
    found += _book(book)
    found += _tables(parts, {str(name.get("name")).casefold() for name in book.iter("{*}definedName")})
    formats = _count(parts.get("xl/styles.xml", b"<x/>"), "cellXfs")
    if formats > MOST_FORMATS:
        found.append(f"{formats} formats")
    for name, part in parts.items():
        if name.endswith(".xml") and b"<scheme " in part:
            found.append(f"{name}: a font is bound to the theme")
        if name == "xl/sharedStrings.xml":
            found += [f"{name}: {fault}" for fault in _texts(etree.fromstring(part).iter("{*}si"))]
        if name.startswith("xl/worksheets/sheet"):
            found += [f"{name}: {fault}" for fault in _sheet(etree.fromstring(part), formats)]
    return tuple(found)


def _count(part: bytes, tag: str) -> int:
    return sum(len(element) for element in etree.fromstring(part).iter(f"{{*}}{tag}"))


def _package(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield parts without a type, types without a part, and relations that lead nowhere."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    endings = {str(entry.get("Extension")).casefold() for entry in types.iter("{*}Default")}
    named = {str(entry.get("PartName"))[1:] for entry in types.iter("{*}Override")}
    yield from (f"{name} has a type and is not there" for name in named - parts.keys())
    for name, part in parts.items():
        typed = name in named or name.rpartition(".")[2].casefold() in endings
        if not typed and name != "[Content_Types].xml":
            yield f"{name} has no type"
        match = _RELATIONS.fullmatch(name)
        if match is None:
            continue
        folder, source = match.groups()
        if source != "" and folder + source not in parts:
            yield f"{name} belongs to nothing"
        for relation in etree.fromstring(part):
            target = str(relation.get("Target"))
            if relation.get("TargetMode") == "External":
                if len(target) > MOST_ADDRESS:
                    yield f"{name}: an address of {len(target)} signs"
            elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in parts:
                yield f"{name}: {target} is not there"


def _relations_of(name: str, parts: dict[str, bytes]) -> dict[str, str]:
    """Return what the relations of a part lead to, by their ids: names of parts, or addresses."""
    folder, _, file = name.rpartition("/")
    relations = etree.fromstring(parts.get(f"{folder}/_rels/{file}.rels", b"<x/>"))
    return {
        str(relation.get("Id")): posixpath.normpath(posixpath.join(folder, str(relation.get("Target"))))
        for relation in relations
    }


def _tables(parts: dict[str, bytes], known: set[str]) -> Iterator[str]:
    """Yield ids that no relation has, and what is wrong with tables: names, headings, places."""
    texts = ["".join(text.itertext()) for text in etree.fromstring(parts.get(_STRINGS, b"<x/>"))]
    numbers: set[str | None] = set()
    for name in sorted(part for part in parts if part.startswith("xl/worksheets/sheet")):
        sheet, leads = etree.fromstring(parts[name]), _relations_of(name, parts)
        asked = {str(element.get(_ID)) for element in sheet.iter() if element.get(_ID) is not None}
        yield from (f"{name}: {one} leads nowhere" for one in sorted(asked - leads.keys()))
        cells = {str(cell.get("r")): _shown(cell, texts) for cell in sheet.iter("{*}c")}
        places = [place_range(str(cell.get("ref"))) for cell in sheet.iter("{*}mergeCell")]
        for part in (leads.get(str(one.get(_ID)), "") for one in sheet.iter("{*}tablePart")):
            if part not in parts:
                continue
            table = etree.fromstring(parts[part])
            own = str(table.get("displayName"))
            if own.casefold() in known or table.get("id") in numbers:
                yield f"{part}: two tables or names {own}"
            known.add(own.casefold())
            numbers.add(table.get("id"))
            if _LIKE_A_CELL.fullmatch(own) or not _NAME.fullmatch(own) or len(own) > MOST_NAME:
                yield f"{part}: no name for a table: {own}"
            places.append(place_range(str(table.get("ref"))))
            top, left, _, right = places[-1]
            headings = [str(column.get("name")) for column in table.iter("{*}tableColumn")]
            there = [cells.get(f"{get_column_letter(column)}{top}") for column in range(left, right + 1)]
            if len({heading.casefold() for heading in headings}) < len(headings):
                yield f"{part}: two columns of one heading among {headings}"
            if table.get("headerRowCount") != "0" and headings != there:
                yield f"{part}: headings {headings} over cells {there}"
        yield from (f"{name}: {fault}" for fault in _overlaps(places))


def _shown(cell: Element, texts: list[str]) -> str:
    value = "".join(cell.itertext())
    return texts[int(value)] if cell.get("t") == "s" else value


def _book(book: Element) -> Iterator[str]:
    """Yield what is wrong with the names of sheets and the defined names."""
    sheets = [str(sheet.get("name")) for sheet in book.iter("{*}sheet")]
    if len({name.casefold() for name in sheets}) < len(sheets):
        yield f"two sheets of one name among {sheets}"
    for name in sheets:
        if not 0 < len(name) <= MOST_SHEET or set(name) & set("[]:*?/\\") or name.strip("'") != name:
            yield f"no name for a sheet: {name}"
    known = set()
    for defined in book.iter("{*}definedName"):
        name, scope = str(defined.get("name")), defined.get("localSheetId")
        if (scope, name.casefold()) in known:
            yield f"two names {name} of one scope"
        known.add((scope, name.casefold()))
        bare = name.removeprefix("_xlnm.")
        if len(name) > MOST_NAME or _LIKE_A_CELL.fullmatch(bare) or not _NAME.fullmatch(bare):
            yield f"no defined name: {name}"
        if scope is not None and int(scope) >= len(sheets):
            yield f"{name} belongs to a sheet that is not there"
        yield from (f"{name}: {fault}" for fault in _formula(defined.text or ""))


def _sheet(sheet: Element, formats: int) -> Iterator[str]:
    formulas = {formula.text or "" for formula in sheet.iter("{*}f", "{*}formula", "{*}formula1")}
    for formula in sorted(formulas):
        yield from _formula(formula)
    yield from _texts(sheet.iter("{*}is"))
    yield from _rows(sheet, formats)
    yield from _validations(sheet)
    links = list(sheet.iter("{*}hyperlink"))
    if len(links) > MOST_LINKS:
        yield f"{len(links)} links"
    for header in sheet.iter("{*}oddHeader", "{*}oddFooter", "{*}firstHeader", "{*}firstFooter"):
        if len(header.text or "") > MOST_HEADER:
            yield f"a header or footer of {len(header.text or '')} signs"


def _rows(sheet: Element, formats: int) -> Iterator[str]:
    last = 0
    for row in sheet.iter("{*}row"):
        number = int(row.get("r") or last + 1)
        if number <= last:
            yield f"row {number} after row {last}"
        last = number
        if float(row.get("ht") or 0) > MOST_HEIGHT:
            yield f"row {number} is {row.get('ht')} points high"
        # "AA7" after "B7": the longer name is the later one.
        columns = [(len(name), name) for cell in row if (name := cell.get("r"))]
        if columns != sorted(set(columns)):
            yield f"cells of row {number} out of order"
        if any(int(style) >= formats for style in {cell.get("s") or 0 for cell in row}):
            yield f"a cell of row {number} has a format that is not there"


def _validations(sheet: Element) -> Iterator[str]:
    for rule in sheet.iter("{*}dataValidation"):
        place = rule.get("sqref")
        limits = {
            "promptTitle": MOST_TITLE,
            "prompt": MOST_PROMPT,
            "errorTitle": MOST_TITLE,
            "error": MOST_ERROR,
        }
        for name, most in limits.items():
            if len(rule.get(name) or "") > most:
                yield f"{name} at {place}: {len(rule.get(name) or '')} signs"
        first = rule.find("{*}formula1")
        text = "" if first is None else first.text or ""
        if rule.get("type") == "list" and text.startswith('"') and len(text) - 2 > MOST_LIST:
            yield f"a list of {len(text) - 2} signs at {place}"


@lru_cache(maxsize=100_000)
def _formula(formula: str) -> tuple[str, ...]:
    return tuple(_of_formula(formula))


def _of_formula(formula: str) -> Iterator[str]:
    if len(formula) > MOST_FORMULA:
        yield f"a formula of {len(formula)} signs"
    bare = _TEXT.sub('""', formula)
    called = set(_CALL.findall(_QUOTED.sub("''", bare).replace("_xlfn.", "").replace("_xlws.", "")))
    newer = {function for function in called if NEWER.fullmatch(function)}
    if newer:
        yield f"newer than Excel 2010: {', '.join(sorted(newer))} in {formula[:80]}"
    for name in _BARE_SHEET.findall(_QUOTED.sub("", bare)):
        # LibreOffice reads letters alone back without quotes, no vowels and tone marks.
        if not _LETTERS.fullmatch(name):
            yield f"the sheet {name} without quotes in {formula[:80]}"


def _texts(texts: Iterable[Element]) -> Iterator[str]:
    for text in texts:
        size = sum(len(part.text or "") for part in text.iter("{*}t"))
        if size > MOST_TEXT:
            yield f"a text of {size} signs"


def place_range(reference: str) -> tuple[int, int, int, int]:
    """Return top, left, bottom and right of a range."""
    first, _, last = reference.partition(":")
    top, left = coordinate_to_tuple(first)
    bottom, right = coordinate_to_tuple(last or first)
    return top, left, bottom, right


def _overlaps(ranges: list[tuple[int, int, int, int]]) -> Iterator[str]:
    ranges.sort()
    for index, (_, left, bottom, right) in enumerate(ranges):
        for other in ranges[index + 1 :]:
            if other[0] > bottom:
                break
            if other[1] <= right and left <= other[3]:
                yield f"merged cells or tables overlap: {ranges[index]} and {other}"
