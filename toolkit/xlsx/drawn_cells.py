"""The blank cells of a sheet that a colour or an arrow fills, as time charts are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.model.cells import cell_position
from toolkit.xlsx.edited_package import Tree, read_tree
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import Position

_NO_COLOUR = ("", "FFFFFFFF", "FFFFFF", "theme0", "indexed9", "indexed64")
_WIDEST = 60  # columns that one arrow is followed over


def solid_fills(package: Package, part: str) -> tuple[str, ...]:
    """Return the colour that each style of a workbook fills a cell with, "" for none or white."""
    if not part:
        return ()
    root = read_tree(package, part)
    fills = [_colour(fill) for fill in root.findall("{*}fills/{*}fill")]
    styles = (int(style.get("fillId", "0")) for style in root.findall("{*}cellXfs/{*}xf"))
    return tuple(fills[style] if 0 <= style < len(fills) else "" for style in styles)


def drawn_cells(
    package: Package, part: str, fills: tuple[str, ...], texts: Mapping[Position, str]
) -> frozenset[Position]:
    """Return the blank cells beside texts that are filled with another colour than the first text of their
    row, as striped rows are, or that an arrow covers."""
    colours: dict[Position, str] = {}
    for cell in read_tree(package, part).iter("{*}c") if any(fills) else ():
        style = int(cell.get("s", "0"))
        if cell.get("r") and style < len(fills) and fills[style]:
            colours[cell_position(cell.get("r"))] = fills[style]
    first: dict[int, int] = {}
    for row, column in texts:
        first[row] = min(column, first.get(row, column))
    coloured = (
        (row, column)
        for (row, column), colour in colours.items()
        if row in first and colour != colours.get((row, first[row]), "")
    )
    arrows = (
        place
        for drawing in Relations(package, part).parts("drawing").values()
        for place in _arrows(package, drawing)
    )
    return frozenset(place for place in (*coloured, *arrows) if place not in texts and place[0] in first)


def _arrows(package: Package, part: str) -> Iterator[Position]:
    """The cells from the beginning of each line or shape to its end, in the row of its middle."""
    for anchor in read_tree(package, part).findall("{*}twoCellAnchor") if part in package else ():
        names = [f"{{*}}{end}/{{*}}{name}" for end in ("from", "to") for name in ("row", "col")]
        places = [anchor.findtext(name, "") for name in names]
        if anchor.find("{*}pic") is not None or not all(place.isdecimal() for place in places):
            continue
        top, left, bottom, right = map(int, places)
        for column in range(left, min(right, left + _WIDEST) + 1):
            yield (top + bottom) // 2 + 1, column + 1


def _colour(fill: Tree) -> str:
    colour = fill.find("{*}patternFill[@patternType]/{*}fgColor")
    if colour is None or colour.getparent().get("patternType") == "none":
        return ""
    kinds = ((name, colour.get(name)) for name in ("rgb", "theme", "indexed"))
    named = next((value if name == "rgb" else f"{name}{value}" for name, value in kinds if value), "")
    tint = colour.get("tint", "")
    return f"{named}{tint}" if tint or named not in _NO_COLOUR else ""
