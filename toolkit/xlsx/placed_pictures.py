"""Pictures that people put on a sheet, with the cell under each one's top-left corner and what of it shows.

Read from the package directly: loading the workbook with openpyxl drops pictures in groups and shapes,
and costs a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.model.entry import WHOLE, Framing
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_walk import attributes, elements, parse_strictly

_ANCHORS = frozenset(("oneCellAnchor", "twoCellAnchor", "absoluteAnchor"))
# People fill a shape with a picture or group it with its caption: both turn and crop it further.
_HOLDERS = frozenset(("pic", "sp", "grpSp"))
_EMU_PER_POINT, _EMU_PER_PIXEL = 12_700, 9_525
_USUAL_WIDTH, _USUAL_HEIGHT = 9.14, 15.0
"""Of a column in digits and of a row in points, where a sheet does not say."""
_MOST_CELLS = 100_000
"""How far down or to the right a picture is looked for that names no cell."""
_CELL_IMAGES = "xl/cellimages.xml"


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture, the 1-based row and column of the cell under its top-left corner, and its framing."""

    row: int
    column: int
    data: bytes = field(repr=False)
    framing: Framing = WHOLE


def read_pictures(package: Package) -> Mapping[str, tuple[PlacedPicture, ...]]:
    """Return the pictures of each sheet that has any, from top to bottom.

    Raises RefusedError for a workbook or drawing that cannot be read.
    """
    # Most workbooks hold no picture, and nothing of them is parsed for one.
    if not any("drawings/" in name.casefold() for name in package.names):
        return {}
    found: dict[str, tuple[PlacedPicture, ...]] = {}
    for listed in workbook_parts(package).sheets:
        pictures = [
            picture
            for drawing in Relations(package, listed.part).parts("drawing").values()
            for picture in _pictures(package, drawing, listed.part)
        ]
        if pictures:
            found[listed.name] = tuple(sorted(pictures, key=lambda picture: (picture.row, picture.column)))
    return found


def cell_pictures(package: Package) -> Mapping[str, PlacedPicture]:
    """Return the pictures that WPS keeps for cells, by the id that =DISPIMG() names; they have no place."""
    if _CELL_IMAGES not in package:
        return {}
    images = Relations(package, _CELL_IMAGES).parts("image")
    return {
        blip.name: PlacedPicture(0, 0, package.read(images[blip.key]), blip.framing)
        for blip in _blips(package.read(_CELL_IMAGES), _CELL_IMAGES)
        if images.get(blip.key, "") in package
    }


def _pictures(package: Package, drawing: str, sheet: str) -> list[PlacedPicture]:
    """Return the pictures of a drawing, however deep they lie in an anchor.

    A picture twice in one place is the same one: a program writes it again for older programs.
    """
    images = Relations(package, drawing).parts("image")
    placed: dict[tuple[int, int, str], Framing] = {}
    for blip in _blips(package.read(drawing), drawing):
        part = images.get(blip.key, "")
        corner = blip.corner or (blip.position and _cell_at(package, sheet, *blip.position))
        # The copy for older programs may be whole where the first is cropped: the cropped one wins.
        if corner and part in package and placed.get((*corner, part), WHOLE) == WHOLE:
            placed[*corner, part] = blip.framing
    return [
        PlacedPicture(row, column, package.read(part), framing)
        for (row, column, part), framing in placed.items()
    ]


@dataclass(slots=True)
class _Blip:
    """A picture as a drawing names it: the relation of its file, its name, the cell of its corner or its
    position in EMU, and its framing."""

    key: str
    name: str
    corner: tuple[int, int] | None
    position: tuple[int, int] | None
    framing: Framing


@dataclass(slots=True)
class _Holder:
    """A picture, shape or group that is being read."""

    key: str = ""
    name: str = ""
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    fill: tuple[float, float, float, float] = (0, 0, 0, 0)
    turn: float = 0
    flips: tuple[bool, bool] = (False, False)


class _Drawing:
    """Collects the pictures of a drawing while it is read."""

    def __init__(self) -> None:
        self.blips: list[_Blip] = []
        self._path: list[str] = []
        self._holders: list[_Holder] = []
        self._corner: dict[str, int] = {}
        self._position: tuple[int, int] | None = None
        self._text = ""

    def begin(self, name: str, flat: list[str]) -> None:
        local, parent = name.rpartition(" ")[2], self._path[-1] if self._path else ""
        self._path.append(local)
        self._text = ""
        if local in _ANCHORS:
            self._corner, self._position = {}, None
        elif local in _HOLDERS:
            self._holders.append(_Holder())
        elif local in ("pos", "xfrm", "srcRect", "fillRect", "blip", "cNvPr"):
            self._add(
                local, parent, {key.rpartition(" ")[2]: value for key, value in attributes(flat).items()}
            )

    def _add(self, local: str, parent: str, values: Mapping[str, str]) -> None:
        holder = self._holders[-1] if self._holders else None
        if local == "pos":
            self._position = _whole(values.get("x", "")), _whole(values.get("y", ""))
        elif holder is None:
            return
        elif local == "xfrm" and parent in ("spPr", "grpSpPr"):
            # Angles stand in the file in sixty-thousandths of a degree.
            holder.turn = _whole(values.get("rot", "")) / 60_000
            holder.flips = values.get("flipH") in ("1", "true"), values.get("flipV") in ("1", "true")
        elif local in ("srcRect", "fillRect"):
            edges = tuple(_share(values.get(edge, "")) for edge in "ltrb")
            left, top, right, bottom = edges
            if local == "srcRect":
                holder.crop = left, top, right, bottom
            else:
                holder.fill = left, top, right, bottom
        elif local == "blip":
            holder.key = holder.key or values.get("embed", "")
        elif local == "cNvPr":
            holder.name = holder.name or values.get("name", "")

    def text(self, text: str) -> None:
        self._text += text

    def end(self, _: str) -> None:
        local = self._path.pop()
        # Not those of "to", the corner at the bottom right.
        if local in ("row", "col") and self._path[-1:] == ["from"] and self._text.strip().isdecimal():
            self._corner[local] = int(self._text) + 1
        elif local in _HOLDERS:
            holder = self._holders.pop()
            if holder.key:
                corner = (self._corner["row"], self._corner["col"]) if len(self._corner) == 2 else None
                framing = _framing(holder, self._holders)
                self.blips.append(_Blip(holder.key, holder.name, corner, self._position, framing))


def _blips(data: bytes, part: str) -> list[_Blip]:
    drawing = _Drawing()
    parse_strictly(data, part, drawing.begin, drawing.end, drawing.text)
    return drawing.blips


def _framing(holder: _Holder, around: list[_Holder]) -> Framing:
    """Return what of a picture shows, by its own crop and turn and those of the groups around it."""
    crop = holder.crop
    if min(holder.fill) < 0:  # a picture larger than the shape that it fills
        left, top, right, bottom = holder.fill
        # Never 0, by which a made-up file would have us divide.
        across, down = max(1 - left - right, 0.01), max(1 - top - bottom, 0.01)
        filled = (-left / across, -top / down, -right / across, -bottom / down)
        crop = tuple(max(one, other) for one, other in zip(crop, filled, strict=True))  # type: ignore[assignment]
    turn = (holder.turn + sum(group.turn for group in around)) % 360
    mirrored = holder.flips[0] ^ (sum(group.flips[0] for group in around) % 2 == 1)
    upside_down = holder.flips[1] ^ (sum(group.flips[1] for group in around) % 2 == 1)
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in crop)
    return Framing((left, top, right, bottom), turn, mirrored, upside_down)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _share(text: str) -> float:
    """Return an edge of a rectangle as a share: "50000" and "50%" are 0.5."""
    # Strict Open XML writes percents, the usual form thousandths of a percent.
    return _whole(text.removesuffix("%").partition(".")[0]) / (100 if text.endswith("%") else 100_000)


def _cell_at(package: Package, sheet: str, x: int, y: int) -> tuple[int, int]:
    """Return the cell of a sheet that lies so many EMU from its top-left corner."""
    widths: list[tuple[int, int, float]] = []
    heights: dict[int, float] = {}
    usual_width, usual_height = _USUAL_WIDTH, _USUAL_HEIGHT
    for name, values, _ in elements(package.read(sheet), sheet):
        local, hidden = name.rpartition(" ")[2], values.get("hidden") in ("1", "true")
        if local == "sheetFormatPr":
            usual_width = _number(values.get("defaultColWidth", ""), usual_width)
            usual_height = _number(values.get("defaultRowHeight", ""), usual_height)
        elif local == "col":
            wide = 0.0 if hidden else _number(values.get("width", ""), usual_width)
            widths.append((_whole(values.get("min", "")), _whole(values.get("max", "")), wide))
        elif local == "row" and (hidden or "ht" in values):
            heights[_whole(values.get("r", ""))] = 0.0 if hidden else _number(values["ht"], usual_height)

    def width(column: int) -> float:
        digits = next((wide for first, last, wide in widths if first <= column <= last), usual_width)
        # Seven pixels are a digit of Calibri 11.
        return int(digits * 7) * _EMU_PER_PIXEL

    row = _place(y, (heights.get(row, usual_height) * _EMU_PER_POINT for row in range(1, _MOST_CELLS)))
    return row, _place(x, map(width, range(1, 1000)))


def _place(distance: float, sizes: Iterator[float]) -> int:
    """Return the number of the row or column at a distance from the beginning."""
    number = 1
    for size in sizes:
        distance -= size
        if distance < 0:
            break
        number += 1
    return number


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
