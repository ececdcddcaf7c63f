"""The fonts that a document names for what it prints: a workbook's cells, a Word document's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from toolkit.model.cells import column_number
from toolkit.xlsx.package import Package
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import elements

_YES = ("1", "true")
_TEXT, _TEXT_STYLES = "word/document.xml", "word/styles.xml"
_DEFAULTS = ""  # stands for what holds where no style is named
_LISTS_OF_STYLES = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")

Elements = Iterable[tuple[str, dict[str, str]]]
"""The elements of a part in order: local names, and attributes by local names."""


def cell_fonts(data: bytes) -> tuple[str, ...]:
    """Return the font families of the filled cells of an .xlsx that can be seen, sorted.

    Raises RefusedError.
    """
    package = Package(data)
    parts = workbook_parts(package)
    by_style = _fonts_by_style(_elements(package, parts.styles)) if parts.styles else []
    families: set[str] = set()
    for sheet in parts.sheets:
        if sheet.state == "visible":
            families |= _sheet_fonts(_elements(package, sheet.part), by_style)
    for name, values in _elements(package, parts.strings) if parts.strings else ():
        if name == "rFont":  # of a piece of a cell's text
            families.add(values.get("val", ""))
    return tuple(sorted(families - {""}))


def _fonts_by_style(listed: Elements) -> list[str]:
    """Return the family of each cell style."""
    families: list[str] = []
    styles: list[str] = []
    section = ""
    for name, values in listed:
        if name in _LISTS_OF_STYLES:
            section = name
        elif section == "fonts" and name == "font":
            families.append("")
        elif section == "fonts" and name == "name" and families:
            families[-1] = values.get("val", "")
        elif section == "cellXfs" and name == "xf":
            number = _number(values.get("fontId", ""))
            styles.append(families[number] if number < len(families) else "")
    return styles


def _sheet_fonts(listed: Elements, by_style: list[str]) -> set[str]:
    """Return the families of a sheet's filled cells that are not hidden, as those of markers are."""
    families: set[str] = set()
    hidden_columns: list[range] = []
    row_hidden = hidden = False
    style = 0
    for name, values in listed:
        if name == "c":
            column = column_number(values.get("r", "").rstrip("0123456789"))
            hidden = row_hidden or any(column in columns for columns in hidden_columns)
            style = _number(values.get("s", ""))
        elif name == "row":
            row_hidden = values.get("hidden") in _YES
        elif name == "col" and values.get("hidden") in _YES:
            first, last = _number(values.get("min", "")), _number(values.get("max", ""))
            hidden_columns.append(range(first, last + 1))
        elif name in ("v", "is") and by_style and not hidden:
            families.add(by_style[min(style, len(by_style) - 1)])
        elif name == "rFont" and not hidden:
            families.add(values.get("val", ""))
    return families


def text_fonts(data: bytes) -> tuple[str, ...]:
    """Return the families that the text of a .docx names itself and those of the styles that it uses, sorted.

    Raises RefusedError.
    """
    package = Package(data, any_kind=True)
    families: set[str] = set()
    styles = {_DEFAULTS, "Normal"}
    for name, values in _elements(package, _TEXT):
        if name in ("pStyle", "rStyle", "tblStyle"):
            styles.add(values.get("val", ""))
        elif name == "rFonts":
            families |= _of_letters(values)
    by_style: dict[str, set[str]] = defaultdict(set)
    current = _DEFAULTS
    for name, values in _elements(package, _TEXT_STYLES) if _TEXT_STYLES in package else ():
        if name == "style":
            current = values.get("styleId", "")
        elif name == "rFonts":
            by_style[current] |= _of_letters(values)
    return tuple(sorted(families.union(*(by_style[style] for style in styles)) - {""}))


def _of_letters(values: dict[str, str]) -> set[str]:
    """Return the families for Latin and for Thai letters; the one for East Asian letters is not drawn."""
    return {values.get(script, "") for script in ("ascii", "hAnsi", "cs")}


def _elements(package: Package, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, values, _ in elements(package.read(part), part):
        yield name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in values.items()}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
