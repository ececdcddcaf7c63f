"""The fonts that a document names for what it prints, and the copy that is printed where one is missing.

In that copy its free redrawing stands instead, at the size at which a text is as wide and so ends its lines
where it would. The redrawing is about one and a half times as large, so its sizes are two thirds; columns,
which programs count in digits of the book's font, keep their width. Its lines are lower than those of some
fonts, and the rows of a report with them: pages end where they would, and are shorter. What people keep is
not touched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import unescape

from toolkit.model.cells import column_number, range_corners
from toolkit.typeset.fonts import missing_official
from toolkit.typeset.glyphs import STAND_IN, face
from toolkit.typeset.heights import CellText, blank_height, lines_per_row
from toolkit.xlsx.layouts import META_SHEET
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import elements

_YES = ("1", "true")
_POINTS = re.compile(r"\d{1,3}(\.\d+)?")
_TEXT, _TEXT_STYLES = "word/document.xml", "word/styles.xml"
_DEFAULTS = ""  # stands for what holds where no style is named
# The fonts of conditional formats (dxfs) stand elsewhere and have no number.
_LISTS_OF_STYLES = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")

Elements = Iterable[tuple[str, dict[str, str]]]
"""The elements of a part in order: local names, and attributes by local names."""


def cell_fonts(data: bytes) -> tuple[str, ...]:
    """Return the font families of the filled cells of an .xlsx that can be seen, sorted.

    Raises RefusedError.
    """
    package = Package(data)
    parts = workbook_parts(package)
    looks = _fonts_of_styles(package, parts.styles)[1]
    by_style = [look.name for look in looks]
    families: set[str] = set()
    for sheet in parts.sheets:
        if sheet.state == "visible":
            families |= _sheet_fonts(_elements(package, sheet.part), by_style)
    for name, values in _elements(package, parts.strings) if parts.strings else ():
        if name == "rFont":  # of a piece of a cell's text
            families.add(values.get("val", ""))
    return tuple(sorted(families - {""}))


@dataclass(frozen=True, slots=True)
class StyleFont:
    """The font of a cell style: its family, its size in points and whether it is bold."""

    name: str = ""
    size: float = 11.0
    bold: bool = False


def _fonts_of_styles(package: Package, part: str) -> tuple[list[StyleFont], list[StyleFont]]:
    """Return the fonts of a workbook, the first that of its Normal style, and the font of each cell style."""
    fonts: list[StyleFont] = []
    styles: list[StyleFont] = []
    section = ""
    for name, values in _elements(package, part) if part else ():
        if name in _LISTS_OF_STYLES:
            section = name
        elif section == "fonts" and name == "font":
            fonts.append(StyleFont())
        elif section == "fonts" and fonts and name in ("name", "sz", "b"):
            value, last = values.get("val", ""), fonts[-1]
            fonts[-1] = StyleFont(
                value if name == "name" else last.name,
                float(value) if name == "sz" and _POINTS.fullmatch(value) else last.size,
                value not in ("0", "false") if name == "b" else last.bold,
            )
        elif section == "cellXfs" and name == "xf":
            number = _number(values.get("fontId", ""))
            styles.append(fonts[number] if number < len(fonts) else StyleFont())
    return fonts, styles


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
    # Both hold for paragraphs that name no style.
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


# Not an empty <font/>: its end would be found in the font after it.
_FONT = re.compile(rb"<((?:\w+:)?)(font|rPr)\b[^>]*(?<!/)>.*?</\1\2>", re.DOTALL)
"""A font of a workbook's styles, or the look of a piece of a text in a cell."""
_FAMILY = re.compile(rb'(<(?:\w+:)?(?:name|rFont)\b[^>]*?\bval=")([^"]*)(")')
_SIZE = re.compile(rb'(<(?:\w+:)?sz\b[^>]*?\bval=")([\d.]+)(")')
_DRAWN = re.compile(rb"<((?:\w+:)?)(rPr|defRPr|endParaRPr)\b[^>]*?(?:/>|>.*?</\1\2>)", re.DOTALL)
"""The look of a text in a drawing or a chart; its size stands in hundredths of a point."""
_TYPEFACE = re.compile(rb'(\btypeface=")([^"]*)(")')
_DRAWN_SIZE = re.compile(rb'(\bsz=")(\d+)(")')
_MARGIN_FAMILY = re.compile(rb'(&amp;(?:"|&quot;))([^",]*)(,)')
"""A font in a header or footer, whose size nothing names."""
_COLUMN = re.compile(rb'(<(?:\w+:)?col\b[^>]*?\bwidth=")([\d.]+)(")')
_DEFAULT_COLUMN = re.compile(rb'(\bdefaultColWidth=")([\d.]+)(")')
# Thai letters have a size of their own (szCs), beside that of Latin ones.
_WORD_SIZE = re.compile(rb'(<w:szC?s?\b[^>]*?\bw:val=")(\d+)(")')
_WORD_FAMILY = re.compile(rb'(\bw:(?:ascii|hAnsi|cs|eastAsia)=")([^"]*)(")')
_LETTER = "ก"
_STEP = 20  # parts of a point in which programs keep a size


def drawn_copy(data: bytes, suffix: str) -> bytes:
    """Return a document as it is printed here: itself, unless its redrawing stands in for a font of it."""
    scales = {
        font: face(font=font).advances[_LETTER] / face(font=STAND_IN).advances[_LETTER]
        for font in missing_official()
    }
    change = {".xlsx": _of_workbook, ".docx": _of_text}.get(suffix)
    if not scales or change is None:
        return data
    # Some programs write letters beyond ASCII as numbers.
    named = {font.encode(): scale for font, scale in scales.items()}
    named |= {font.encode("ascii", "xmlcharrefreplace"): scale for font, scale in scales.items()}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info: package.read(info) for info in package.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return data
    changed = change({info.filename: part for info, part in parts.items()}, named)
    if suffix == ".xlsx":
        changed = {**changed, **_lowered(data, changed, scales)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info in parts:
            package.writestr(info, changed[info.filename])
    return out.getvalue()


Parts = Mapping[str, bytes]
Scales = Mapping[bytes, float]


def _of_workbook(parts: Parts, scales: Scales) -> Parts:
    """Return the parts of a workbook with other fonts and with its columns as wide as they were."""
    styles = parts.get("xl/styles.xml", b"")
    columns = _column_ratio(styles, scales)
    return {name: _of_part(name, data, scales, columns) for name, data in parts.items()}


def _of_part(name: str, data: bytes, scales: Scales, columns: float) -> bytes:
    if name in ("xl/styles.xml", "xl/sharedStrings.xml"):
        return _FONT.sub(partial(_replaced, family=_FAMILY, size=_SIZE, scales=scales), data)
    if name.startswith(("xl/charts/", "xl/drawings/")) and name.endswith(".xml"):
        return _DRAWN.sub(partial(_replaced, family=_TYPEFACE, size=_DRAWN_SIZE, scales=scales), data)
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        # Widths stand before the cells, in which the same words would be somebody's text.
        head, mark, rest = data.partition(b"<sheetData")
        widen = partial(_widened, scale=columns)
        cells, footer, margins = rest.partition(b"<headerFooter")
        margins = _MARGIN_FAMILY.sub(partial(_renamed, scales=scales), margins)
        return _DEFAULT_COLUMN.sub(widen, _COLUMN.sub(widen, head)) + mark + cells + footer + margins
    return data


def _column_ratio(styles: bytes, scales: Scales) -> float:
    """Return the digit of the book's font over that of the redrawing, as large as it is drawn."""
    body = _FONT.search(styles)
    family = _FAMILY.search(body[0]) if body else None
    size = _SIZE.search(body[0]) if body else None
    if not family or not size or family[2] not in scales:
        return 1.0
    # Of the size that programs keep, or columns would be wider than the letters in them.
    drawn = round(float(size[2]) * scales[family[2]] * _STEP) / _STEP
    wide = face(font=unescape(family[2].decode())).digit * float(size[2])
    return wide / (face(font=STAND_IN).digit * drawn)


_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</\1row>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HEIGHT = re.compile(rb'(\bht=")([\d.]+)(")')
_FILLED = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([^"]*)"')
_ANCHOR = re.compile(rb"<((?:\w+:)?(?:one|two)CellAnchor)\b.*?</\1>", re.DOTALL)
_ANCHOR_ROW = re.compile(rb"<(?:\w+:)?row>(\d+)<")
_EXTENT = re.compile(rb'<(?:\w+:)?ext\b[^>]*\bcy="(\d+)"')
_EMU = 12_700  # English metric units in a point
_FRAME = 1.6  # points that LibreOffice leaves above and below the lines of a cell


def _lowered(data: bytes, drawn: Parts, scales: Mapping[str, float]) -> Parts:
    """Return the sheets of a report as they are drawn, with rows as low as the lines of the redrawing.

    Only a report has its page breaks planned; the pages of other workbooks would end elsewhere.
    """
    try:
        meta = read_book(data, wanted=lambda name: name == META_SHEET).sheets.get(META_SHEET)
        if meta is None or not any({"kind", "report"} <= {*row.values()} for row in meta.rows.values()):
            return {}
        package = Package(data)
        parts = workbook_parts(package)
        fonts, styles = _fonts_of_styles(package, parts.styles)
        if not fonts or fonts[0].name not in scales:
            return {}
        lowering = _Lowering(fonts[0], styles, scales)
        return {
            sheet.part: lowering.sheet(drawn[sheet.part], drawn_rows(package, sheet.part))
            for sheet in parts.sheets
            if sheet.state == "visible"
        }
    except (RefusedError, ValueError, LookupError):  # printed with the rows that it has
        return {}


def drawn_rows(package: Package, part: str) -> list[tuple[range, float]]:
    """Return the rows in which the corners of a sheet's drawings lie, and the height in points that a drawing
    by one corner has."""
    drawings = []
    for drawing in Relations(package, part).parts("drawing").values():
        for anchor in _ANCHOR.finditer(package.read(drawing)):
            rows = [int(row) + 1 for row in _ANCHOR_ROW.findall(anchor[0])]
            extent = _EXTENT.search(anchor[0]) if len(rows) == 1 else None
            drawings.append((range(rows[0], rows[-1] + 1), int(extent[1]) / _EMU if extent else 0.0))
    return drawings


@dataclass(frozen=True, slots=True)
class _Lowering:
    """Lowers rows: `body` is the font of the Normal style, `styles` are those of cells."""

    body: StyleFont
    styles: Sequence[StyleFont]
    scales: Mapping[str, float]

    def sheet(self, data: bytes, drawings: Iterable[tuple[range, float]]) -> bytes:
        """Return a sheet with lower rows; those under drawings, and over which cells are merged, stay."""
        stay = {row for rows, _ in drawings for row in rows}
        for merged in _MERGED.finditer(data):
            first, _, last, _ = range_corners(merged[1].decode())
            stay.update(range(first, last + 1) if last > first else ())
        under = 0.0
        extents = {rows.start: extent for rows, extent in drawings}

        def lower(match: re.Match[bytes]) -> bytes:
            nonlocal under
            height, number = _HEIGHT.search(match[2]), _ROW_NUMBER.search(match[2])
            if height is None or number is None:
                return match[0]
            row, points = int(number[1]), float(height[2])
            under = max(under, extents.get(row, 0.0))
            keeps = row in stay or under > 0
            under -= points
            lowered = points if keeps else min(points, self.height(match[3] or b"", points))
            return match[0].replace(height[0], b"%b%g%b" % (height[1], lowered, height[3]), 1)

        return _ROW.sub(lower, data)

    def height(self, cells: bytes, points: float) -> float:
        """Return the height at which a row of so many points shows the lines that it shows, redrawn."""
        filled = [_STYLE.search(cell[1]) for cell in _FILLED.finditer(cells)]
        looks = [self.styles[int(style[1]) if style else 0] for style in filled]
        if not looks:
            return points * blank_height(self.drawn(self.body).size) / blank_height(self.body.size)
        return max(lines_per_row(self.cell(look), points) * self.drawn(look).line + _FRAME for look in looks)

    def cell(self, look: StyleFont) -> CellText:
        """Return an empty text in a style's font."""
        return CellText("", 99, look.size, look.bold, self.body.size, font=look.name, body=self.body.name)

    def drawn(self, look: StyleFont) -> CellText:
        """Return an empty text in the redrawing of a style's font."""
        scale, normal = self.scales.get(look.name), self.body.size * self.scales[self.body.name]
        redrawn = look if scale is None else replace(look, name=STAND_IN, size=look.size * scale)
        return replace(self.cell(redrawn), normal=normal, body=STAND_IN)


def _of_text(parts: Parts, scales: Scales) -> Parts:
    """Return the parts of a Word document in the redrawing; such a document is in one font."""
    own = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    used = {match[2] for name in own for match in _WORD_FAMILY.finditer(parts[name])} & scales.keys()
    if not used:
        return parts
    shrink = partial(_scaled, scale=scales[min(used)], whole=True)
    rename = partial(_renamed, scales=scales)
    return {
        name: _WORD_FAMILY.sub(rename, _WORD_SIZE.sub(shrink, data)) if name in own else data
        for name, data in parts.items()
    }


def _replaced(
    match: re.Match[bytes], *, family: re.Pattern[bytes], size: re.Pattern[bytes], scales: Scales
) -> bytes:
    """Return the look of a text in the redrawing, where it names a font that this stands in for."""
    look = match[0]
    named = next((found[2] for found in family.finditer(look) if found[2] in scales), None)
    if named is None:
        return look
    hundreds = size is _DRAWN_SIZE
    smaller = size.sub(partial(_scaled, scale=scales[named], whole=hundreds), look)
    return family.sub(partial(_renamed, scales=scales), smaller)


def _renamed(match: re.Match[bytes], *, scales: Scales) -> bytes:
    return match[1] + (STAND_IN.encode() if match[2] in scales else match[2]) + match[3]


def _scaled(match: re.Match[bytes], *, scale: float, whole: bool = False) -> bytes:
    number = float(match[2]) * scale
    text = f"{round(number)}" if whole else f"{round(number * _STEP) / _STEP:g}"
    return match[1] + text.encode() + match[3]


def _widened(match: re.Match[bytes], *, scale: float) -> bytes:
    return match[1] + f"{float(match[2]) * scale:.6g}".encode() + match[3]
