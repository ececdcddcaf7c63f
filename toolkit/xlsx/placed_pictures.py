"""Pictures that people put on a sheet, with the cell under each one's top-left corner.

Read from the package directly: loading the workbook with openpyxl drops pictures in groups and shapes,
and costs a hundred times as much.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import elements

_DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
_ANCHORS = frozenset(f"{uri} {name}" for uri in _DRAWING for name in ("oneCellAnchor", "twoCellAnchor"))
_CORNER = {f"{uri} {name}": name for uri in _DRAWING for name in ("row", "col")}


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture and the 1-based row and column of the cell in which its top-left corner lies."""

    row: int
    column: int
    data: bytes = field(repr=False)


def read_pictures(data: bytes, sheet: str) -> tuple[PlacedPicture, ...]:
    """Return the pictures of one sheet, from top to bottom; none where there is no such sheet.

    Raises RefusedError for a workbook or drawing that cannot be read.
    """
    package = Package(data)
    pictures = [
        picture
        for listed in workbook_parts(package).sheets
        if listed.name == sheet
        for drawing in Relations(package, listed.part).parts("drawing").values()
        for picture in _pictures(package, drawing)
    ]
    return tuple(sorted(pictures, key=lambda picture: (picture.row, picture.column)))


def _pictures(package: Package, drawing: str) -> list[PlacedPicture]:
    """Return the pictures of a drawing, however deep they lie in an anchor.

    A picture twice in one place is the same one: a program writes it again for older programs.
    """
    images = Relations(package, drawing).parts("image")
    corner: dict[str, int] = {}
    placed: dict[tuple[int, int, str], None] = {}
    for name, values, text in elements(package.read(drawing), drawing):
        if name in _ANCHORS:
            corner = {}
        elif name in _CORNER and text.strip().isdecimal():
            corner.setdefault(_CORNER[name], int(text) + 1)  # of `from`, which stands before `to`
        elif name.endswith("/main blip") and len(corner) == 2:
            key = next((value for name, value in values.items() if name.endswith(" embed")), "")
            if images.get(key, "") in package:
                placed[corner["row"], corner["col"], images[key]] = None
    return [PlacedPicture(row, column, package.read(part)) for row, column, part in placed]
