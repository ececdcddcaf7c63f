"""Pictures that people put on a sheet, with the cell under each one's top-left corner.

Read from the package directly: loading the workbook with openpyxl drops pictures in groups and shapes,
and costs a hundred times as much.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import attributes, parse_strictly

_DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
_ANCHORS = frozenset(f"{uri} {name}" for uri in _DRAWING for name in ("oneCellAnchor", "twoCellAnchor"))
_FROM = frozenset(f"{uri} from" for uri in _DRAWING)
_PLACES = {f"{uri} {name}": name for uri in _DRAWING for name in ("row", "col")}


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
    images = Relations(package, drawing).parts("image")
    reader = _Anchors()
    parse_strictly(package.read(drawing), drawing, reader.start, reader.end, reader.text)
    places = {
        (row, column, images[key]): None
        for row, column, key in reader.pictures
        if key in images and images[key] in package
    }
    return [PlacedPicture(row, column, package.read(target)) for row, column, target in places]


class _Anchors:
    """Collects (row, column, relation id) of each picture in an anchor, however deep it lies in it.

    A picture twice in one place is the same one: a program writes it again for older programs.
    """

    def __init__(self) -> None:
        self.pictures: list[tuple[int, int, str]] = []
        self._at: dict[str, int] = {}
        self._in_from = False
        self._text = ""

    def start(self, name: str, flat: list[str]) -> None:
        if name in _ANCHORS:
            self._at = {}
        elif name in _FROM:
            self._in_from = True
        elif name.endswith("/main blip"):
            key = next((value for name, value in attributes(flat).items() if name.endswith(" embed")), "")
            if key and len(self._at) == 2:
                self.pictures.append((self._at["row"] + 1, self._at["col"] + 1, key))
        self._text = ""

    def text(self, text: str) -> None:
        self._text += text

    def end(self, name: str) -> None:
        if name in _FROM:
            self._in_from = False
        elif self._in_from and name in _PLACES and self._text.strip().isdecimal():
            self._at[_PLACES[name]] = int(self._text)
