"""The fonts that a document names for what it prints, and the copy that is printed where one is missing.

In that copy its free redrawing stands instead, at the size at which a text is as wide and so ends its lines
where it would. The redrawing is about one and a half times as large, so its sizes are two thirds; columns,
which programs count in digits of the book's font, keep their width. Its lines are lower than those of some
fonts, and the rows of a report with them: pages end where they would, and are shorter. What people keep is
not touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.cells import column_number, range_corners
from toolkit.typeset.fonts import missing_official
from toolkit.typeset.glyphs import STAND_IN, face
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.printed_cells import printed_sheets
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.tables import kind_of
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import TRUE, Tree, bare_attributes, bare_name, hidden_columns, new_element, whole

_POINTS = re.compile(r"\d{1,4}(\.\d+)?")
_TEXT, _TEXT_STYLES = "word/document.xml", "word/styles.xml"


def cell_fonts(data: bytes) -> tuple[str, ...]:
    """Return the font families of the filled cells of an .xlsx that can be seen, sorted.

    Raises RefusedError.
    """
    package = Package(data)
    parts = workbook_parts(package)
    styles = _fonts_of_styles(package.tree(parts.styles))[1] if parts.styles else []
    families: set[str] = set()
    for listed in parts.sheets:
        if listed.state == "visible":
            families |= _sheet_fonts(package.tree(listed.part), styles)
    if parts.strings:
        families |= _families(package.tree(parts.strings), "{*}rFont", "val")
    return tuple(sorted(families - {""}))


@dataclass(frozen=True, slots=True)
class StyleFont:
    """The font of a cell style: its family and its size in points."""

    name: str = ""
    size: float = 11.0


def _fonts_of_styles(root: Tree) -> tuple[list[StyleFont], list[StyleFont]]:
    """Return the fonts of a workbook, the first that of its Normal style, and the font of each cell style."""
    fonts: list[StyleFont] = []
    # The fonts of conditional formats (dxfs) stand elsewhere and have no number.
    for font in root.iterfind("{*}fonts/{*}font"):
        said = {bare_name(child): child.get("val", "") for child in font.iterchildren("{*}*")}
        size = float(said["sz"]) if _POINTS.fullmatch(said.get("sz", "")) else 11.0
        fonts.append(StyleFont(said.get("name", ""), size))
    numbers = (max(whole(style.get("fontId")), 0) for style in root.iterfind("{*}cellXfs/{*}xf"))
    return fonts, [fonts[number] if number < len(fonts) else StyleFont() for number in numbers]


def _sheet_fonts(root: Tree, styles: Sequence[StyleFont]) -> set[str]:
    """Return the families of a sheet's filled cells that are not hidden, as those of markers are."""
    hidden = hidden_columns(root)
    families: set[str] = set()
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        column = column_number(cell.get("r", "").rstrip("0123456789"))
        if cell.getparent().get("hidden") in TRUE or column in hidden:
            continue
        if styles and (cell.find("{*}v") is not None or cell.find("{*}is") is not None):
            families.add(styles[min(max(whole(cell.get("s")), 0), len(styles) - 1)].name)
        families |= _families(cell, "{*}rFont", "val")
    return families


def text_fonts(data: bytes) -> tuple[str, ...]:
    """Return the families that the text of a .docx names itself and those of the styles that it uses, sorted.

    Raises RefusedError.
    """
    package = Package(data, any_kind=True)
    text = package.tree(_TEXT)
    roots = [text]
    if _TEXT_STYLES in package:
        kinds = ("{*}pStyle", "{*}rStyle", "{*}tblStyle")
        # The first two hold for paragraphs that name no style.
        used = {"", "Normal"}.union(*(_families(text, kind, "val") for kind in kinds))
        for child in package.tree(_TEXT_STYLES):
            roots += [child] if bare_attributes(child).get("styleId", "") in used else []
    # The font for East Asian letters is not drawn.
    families = (_families(root, "{*}rFonts", script) for root in roots for script in ("ascii", "hAnsi", "cs"))
    return tuple(sorted(set[str]().union(*families) - {""}))


def _families(root: Tree, tag: str, attribute: str) -> set[str]:
    return {bare_attributes(element).get(attribute, "") for element in root.iter(tag)}


_LOOKS = ("{*}font", "{*}rPr", "{*}defRPr", "{*}endParaRPr")
"""A font of a workbook's styles, and the look of a piece of a text: in a cell, a drawing or a chart."""
_MARGIN_FAMILY = re.compile(r'(?<=&")[^",]*(?=,)')
"""A font in a header or footer, whose size nothing names."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTER = "ก"
_STEP = 20  # parts of a point in which programs keep a size
_EMU = 12_700  # English metric units in a point
_WORD_BODY = 32  # half points
_SPARE = 0.65  # points above and below a text that LibreOffice does without
_BLANK = 1.12  # how much higher a blank row of the redrawing is than its size says

Scales = Mapping[str, float]


def drawn_copy(data: bytes, suffix: str) -> bytes:
    """Return a document as it is printed here: itself, unless its redrawing stands in for a font of it."""
    scales = {
        font: face(font=font).advances[_LETTER] / face(font=STAND_IN).advances[_LETTER]
        for font in missing_official()
    }
    if not scales or suffix not in (".xlsx", ".docx"):
        return data
    try:
        package = EditedPackage(data, any_kind=suffix == ".docx")
        if suffix == ".docx":
            _redraw_text(package, scales)
        else:
            body, drawn = _redraw_workbook(package, scales)
            # Only its page breaks are planned: with lower rows the pages of others would end elsewhere.
            if drawn and kind_of(data) == "report":
                _lower_rows(package, min(1.0, _BLANK * drawn / body))
    except RefusedError:
        return data
    return package.save()


def _redraw_workbook(package: EditedPackage, scales: Scales) -> tuple[float, float]:
    """Give a workbook the redrawing and columns as wide as they were; return the size of its body font before
    and after, 0 for one that is not missing."""
    parts = workbook_parts(package)
    fonts = _fonts_of_styles(package.tree(parts.styles))[0] if parts.styles else []
    body = fonts[0] if fonts else StyleFont()
    wider, drawn = 1.0, 0.0
    if body.name in scales:
        # Of the size that programs keep, or columns would be wider than the letters in them.
        drawn = round(body.size * scales[body.name] * _STEP) / _STEP
        wider = face(font=body.name).digit * body.size / (face(font=STAND_IN).digit * drawn)
    for name in package.names:
        if name in (parts.styles, parts.strings) or name.startswith(("xl/charts/", "xl/drawings/")):
            _redraw_looks(package, name, scales)
        elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
            root = package.edit(name)
            for column in root.iterfind("{*}cols/{*}col"):
                _scale(column, "width", wider, 0)
            for usual in root.iterfind("{*}sheetFormatPr"):
                _scale(usual, "defaultColWidth", wider, 0)
            for margin in root.iterfind("{*}headerFooter/{*}*"):
                margin.text = _MARGIN_FAMILY.sub(
                    lambda font: STAND_IN if font[0] in scales else font[0], margin.text or ""
                )
    return body.size, drawn


def _redraw_looks(package: EditedPackage, name: str, scales: Scales) -> None:
    for look in package.edit(name).iter(*_LOOKS) if name.endswith(".xml") else ():
        named = [
            (element, attribute)
            for element in look.iter("{*}*")
            for attribute in ("val", "typeface")
            if element.get(attribute) in scales
        ]
        if named:
            scale = scales[named[0][0].get(named[0][1])]
            # In a drawing a size stands in hundredths of a point.
            _scale(look, "sz", scale, 1)
            for size in look.iterchildren("{*}sz"):
                _scale(size, "val", scale, _STEP)
        for element, attribute in named:
            element.set(attribute, STAND_IN)


def _redraw_text(package: EditedPackage, scales: Scales) -> None:
    """Give a Word document the redrawing; such a document is in one font."""
    names = [name for name in package.names if name.startswith("word/") and name.endswith(".xml")]
    fonts = [fonts for name in names for fonts in package.tree(name).iter(f"{_WORD}rFonts")]
    used = {family for element in fonts for family in element.values()} & scales.keys()
    if not used:
        return
    scale = scales[min(used)]
    high, low = (one.ascent + one.descent for one in (face(font=min(used)), face(font=STAND_IN)))
    # Lines are as high as those of the font, in the size that most of a document is written in.
    pitch = high * _WORD_BODY / (low * _half_points(_WORD_BODY * scale)[0])
    for root in map(package.edit, names):
        # Thai letters have a size of their own (szCs), beside that of Latin ones.
        for size in root.iter(f"{_WORD}sz", f"{_WORD}szCs"):
            points, wide = _half_points(whole(size.get(f"{_WORD}val")) * scale)
            if wide:
                size.set(f"{_WORD}val", str(points))
            if wide and size.tag == f"{_WORD}sz":
                size.addprevious(new_element(size, "w", space=_WORD[1:-1], **{f"{_WORD}val": str(wide)}))
        for spacing in root.iter(f"{_WORD}spacing"):
            if spacing.get(f"{_WORD}lineRule") == "auto":
                _scale(spacing, f"{_WORD}line", pitch, 1)
    for element in fonts:
        for attribute, family in element.items():
            if family in scales:
                element.set(attribute, STAND_IN)


def _half_points(wanted: float) -> tuple[int, int]:
    """Return the size in whole half points, as Word keeps it, and the percent of their width that letters
    have, with which a text is as wide as at the wanted size."""
    sizes = (max(1, int(wanted)), int(wanted) + 1)
    pairs = ((size, round(100 * wanted / size)) for size in sizes)
    return min(pairs, key=lambda pair: abs(pair[0] * pair[1] / 100 - wanted))


def _scale(element: Tree, attribute: str, scale: float, steps: int) -> None:
    """Scale a number of an element, if it is one, to parts of a whole; 0 stands for parts as small as it
    takes."""
    text = element.get(attribute, "")
    if _POINTS.fullmatch(text):
        number = float(text) * scale
        element.set(attribute, f"{round(number * steps) / steps:g}" if steps else f"{number:.6g}")


def drawn_rows(package: EditedPackage, part: str) -> list[tuple[range, float]]:
    """Return the rows in which the corners of a sheet's drawings lie, and the height in points that a drawing
    by one corner has."""
    drawings = []
    for drawing in Relations(package, part).parts("drawing").values():
        for anchor in package.tree(drawing).iterchildren("{*}oneCellAnchor", "{*}twoCellAnchor"):
            rows = [whole(row.text) + 1 for row in anchor.iterfind("*/{*}row")]
            extent = anchor.find("{*}ext") if len(rows) == 1 else None
            points = 0.0 if extent is None else whole(extent.get("cy")) / _EMU
            drawings += [(range(rows[0], rows[-1] + 1), points)] if rows else []
    return drawings


def _lower_rows(package: EditedPackage, blank: float) -> None:
    """Make rows as low as their texts need in the copy, blank ones by the ratio `blank`; those under
    drawings, and over which cells are merged, stay."""
    needed = {
        sheet.name: {row: least - _SPARE for row, (_, least) in sheet.heights.items()}
        for sheet in printed_sheets(package.save())
    }
    for listed in workbook_parts(package).sheets:
        if listed.name not in needed:
            continue
        root, drawings = package.edit(listed.part), drawn_rows(package, listed.part)
        stay = {row for rows, _ in drawings for row in rows}
        extents = {rows.start: extent for rows, extent in drawings}
        for merged in root.iterfind("{*}mergeCells/{*}mergeCell"):
            first, _, last, _ = range_corners(merged.get("ref", ""))
            stay.update(range(first, last + 1) if last > first else ())
        under = 0.0
        for row in root.iterfind("{*}sheetData/{*}row[@ht]"):
            if not _POINTS.fullmatch(row.get("ht")):
                continue
            number, points = whole(row.get("r")), float(row.get("ht"))
            under = max(under, extents.get(number, 0.0))
            if number not in stay and under <= 0:
                row.set("ht", f"{min(points, needed[listed.name].get(number, points * blank)):g}")
            under -= points
