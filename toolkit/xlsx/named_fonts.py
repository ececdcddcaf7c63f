"""The fonts that a document names for what it prints: a workbook's cells, a Word document's text."""

from __future__ import annotations

from collections import defaultdict

from toolkit.model.cells import column_number
from toolkit.xlsx.package import Package
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import parse_strictly

_YES = ("1", "true")
_TEXT, _TEXT_STYLES = "word/document.xml", "word/styles.xml"
_DEFAULTS = ""  # stands for what holds where no style is named


def cell_fonts(data: bytes) -> tuple[str, ...]:
    """The font families of the filled cells of an .xlsx that can be seen, sorted. Raises RefusedError."""
    package = Package(data)
    parts = workbook_parts(package)
    by_style = _fonts_by_style(package.read(parts.styles), parts.styles) if parts.styles else []
    found: set[str] = set()
    for sheet in parts.sheets:
        if sheet.state == "visible":
            found |= _sheet_fonts(package.read(sheet.part), sheet.part, by_style)
    if parts.strings:

        def start(name: str, flat: list[str]) -> None:
            if _local(name) == "rFont":  # of a piece of a cell's text
                found.add(_value(flat, "val"))

        parse_strictly(package.read(parts.strings), parts.strings, start)
    return tuple(sorted(found - {""}))


def _fonts_by_style(content: bytes, part: str) -> list[str]:
    """The family of each cell style."""
    families: list[str] = []
    styles: list[str] = []
    section = ""

    def start(name: str, flat: list[str]) -> None:
        nonlocal section
        local = _local(name)
        if local in ("fonts", "cellXfs"):
            section = local
        elif section == "fonts" and local == "font":
            families.append("")
        elif section == "fonts" and local == "name" and families:
            families[-1] = _value(flat, "val")
        elif section == "cellXfs" and local == "xf":
            number = _number(_value(flat, "fontId"))
            styles.append(families[number] if number < len(families) else "")

    def end(name: str) -> None:
        nonlocal section
        if _local(name) == section:
            section = ""

    parse_strictly(content, part, start, end)
    return styles


def _sheet_fonts(content: bytes, part: str, by_style: list[str]) -> set[str]:
    """The families of a sheet's filled cells that are not hidden, as those of markers are."""
    found: set[str] = set()
    hidden: list[tuple[int, int]] = []
    current: int | None = None
    row_hidden = False

    def start(name: str, flat: list[str]) -> None:
        nonlocal current, row_hidden
        local = _local(name)
        if local == "c":
            column = column_number(_value(flat, "r").rstrip("0123456789"))
            seen = not row_hidden and not any(first <= column <= last for first, last in hidden)
            current = min(_number(_value(flat, "s")), len(by_style) - 1) if seen else None
        elif local == "row":
            row_hidden = _value(flat, "hidden") in _YES
        elif local == "col" and _value(flat, "hidden") in _YES:
            hidden.append((_number(_value(flat, "min")), _number(_value(flat, "max"))))
        elif local in ("v", "is") and current is not None and by_style:
            found.add(by_style[current])
        elif local == "rFont" and current is not None:
            found.add(_value(flat, "val"))

    parse_strictly(content, part, start)
    return found


def text_fonts(data: bytes) -> tuple[str, ...]:
    """The families that the text of a .docx names itself and those of the styles that it uses, sorted.

    Raises RefusedError.
    """
    package = Package(data, any_kind=True)
    found: set[str] = set()
    styles = {_DEFAULTS, "Normal"}

    def of_text(name: str, flat: list[str]) -> None:
        local = _local(name)
        if local in ("pStyle", "rStyle", "tblStyle"):
            styles.add(_value(flat, "val"))
        elif local == "rFonts":
            found.update(_families(flat))

    parse_strictly(package.read(_TEXT), _TEXT, of_text)
    by_style: dict[str, set[str]] = defaultdict(set)
    current = _DEFAULTS

    def of_styles(name: str, flat: list[str]) -> None:
        nonlocal current
        if _local(name) == "style":
            current = _value(flat, "styleId")
        elif _local(name) == "rFonts":
            by_style[current].update(_families(flat))

    if _TEXT_STYLES in package:
        parse_strictly(package.read(_TEXT_STYLES), _TEXT_STYLES, of_styles)
    return tuple(sorted(found.union(*(by_style[each] for each in styles)) - {""}))


def _families(flat: list[str]) -> set[str]:
    """The families for Latin and for Thai letters; the one for East Asian letters is not drawn."""
    return {_value(flat, each) for each in ("ascii", "hAnsi", "cs")}


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _value(flat: list[str], attribute: str) -> str:
    """An attribute by its local name; blank where it is missing."""
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return next((value for name, value in pairs if _local(name) == attribute), "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
