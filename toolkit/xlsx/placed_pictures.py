"""Pictures that people put on a sheet, with the cell under each one's top-left corner and what of it shows.

Read from the package directly: loading the workbook with openpyxl drops pictures in groups and shapes,
and costs a hundred times as much.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from toolkit.model.entry import WHOLE, Framing
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import TRUE, Tree, bare_attributes, bare_name, whole

_ANCHORS = frozenset(("oneCellAnchor", "twoCellAnchor", "absoluteAnchor"))
# People fill a shape with a picture or group it with its caption: both turn and crop it further. Lines,
# charts and what was written with a pen may lie over it.
_HOLDERS = frozenset(("pic", "sp", "grpSp", "cxnSp", "graphicFrame", "contentPart"))
_MOST_OBJECTS = 1_000
"""On one sheet; what lies over what is not asked of more, and none of their pictures is printed."""
_USUAL_CORNERS, _USUAL_LINE = 0.16667, 9_525
"""The radius of round corners as a share of the shorter side, and a line's width, where nothing is said."""
_THIN = 72_000
"""In EMU, two millimetres: a line of this width, an overlap or a soft edge hides nothing."""
_FAINT = 0.5
"""A picture of less strength, or lightened or darkened by more, shows less than its file holds."""
_CELL_IMAGES = "xl/cellimages.xml"
_VEILS = frozenset(
    (
        *("alphaBiLevel", "alphaCeiling", "alphaFloor", "alphaInv", "alphaMod", "alphaRepl", "biLevel"),
        *("blur", "clrChange", "clrRepl", "effectDag", "fillOverlay"),
    )
)
"""Effects after which a picture shows less than its file holds."""
_EMU_PER_POINT, _EMU_PER_PIXEL = 12_700, 9_525
_USUAL_WIDTH, _USUAL_HEIGHT = 9.14, 15.0
"""Of a column in digits and of a row in points, where a sheet does not say."""
_MOST_ROWS, _MOST_COLUMNS = 100_000, 1_000
"""How far down and to the right a place is looked for."""


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
        one.name: PlacedPicture(0, 0, package.read(images[one.key]), one.framing)
        for one in _objects(package.tree(_CELL_IMAGES))
        if images.get(one.key, "") in package
    }


def _pictures(package: Package, drawing: str, sheet: str) -> list[PlacedPicture]:
    """Return the pictures of a drawing, however deep they lie in an anchor.

    A picture twice in one place is the same one: a program writes it again for older programs.
    """
    images = Relations(package, drawing).parts("image")
    objects = [*_objects(package.tree(drawing)), *_legacy_objects(package, sheet)]
    pictures = [one for one in objects if images.get(one.key, "") in package]
    if not pictures:
        return []
    # Where things lie on the sheet is asked only where one may lie on another, or names no cell.
    grid = _Grid(package, sheet) if len(objects) > 1 or not all(one.corner for one in pictures) else None
    boxes = [one.box(grid) for one in objects] if grid else []
    placed: dict[tuple[int, int, str], Framing] = {}
    for number, one in enumerate(objects):
        part = images.get(one.key, "")
        corner = one.corner or (grid and one.anchor.position and grid.cell_at(*one.anchor.position))
        if not corner or part not in package:
            continue
        framing = one.framing
        crowded = len(objects) > _MOST_OBJECTS
        above = () if crowded else range(number + 1, len(objects))
        if crowded or any(one.lies_below(objects[at], boxes[number], boxes[at]) for at in above):
            framing = replace(framing, hidden=True)
        # The copy for older programs may be whole where the first is cropped: the cropped one wins.
        if placed.get((*corner, part), WHOLE) == WHOLE:
            placed[*corner, part] = framing
    return [
        PlacedPicture(row, column, package.read(part), framing)
        for (row, column, part), framing in placed.items()
    ]


class _Grid:
    """The columns and rows of a sheet, to tell where on it a cell lies, and which cell lies there."""

    def __init__(self, package: Package, sheet: str) -> None:
        heights: dict[int, float] = {}
        columns: list[tuple[int, int, float]] = []
        usual_width, usual_height = _USUAL_WIDTH, _USUAL_HEIGHT
        for values in package.tree(sheet).iter("{*}sheetFormatPr", "{*}col", "{*}row"):
            local, hidden = bare_name(values), values.get("hidden") in TRUE
            if local == "sheetFormatPr":
                usual_width = _number(values.get("defaultColWidth", ""), usual_width)
                usual_height = _number(values.get("defaultRowHeight", ""), usual_height)
            elif local == "col":
                wide = 0.0 if hidden else _number(values.get("width", ""), usual_width)
                columns.append((whole(values.get("min")), whole(values.get("max")), wide))
            elif hidden or "ht" in values.attrib:
                height = 0.0 if hidden else _number(values.get("ht"), usual_height)
                heights[whole(values.get("r"))] = height
        widths = [usual_width] * _MOST_COLUMNS
        for first, last, wide in columns:
            for column in range(max(first, 1), min(last, _MOST_COLUMNS) + 1):
                widths[column - 1] = wide
        rows = (heights.get(row, usual_height) for row in range(1, _MOST_ROWS))
        # Where each column and row begins; seven pixels are a digit of Calibri 11.
        self._lefts = [0, *accumulate(int(digits * 7) * _EMU_PER_PIXEL for digits in widths)]
        self._tops = [0, *accumulate(high * _EMU_PER_POINT for high in rows)]

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the 1-based row and column that lie so many EMU from the top-left corner."""
        return max(bisect_right(self._tops, y), 1), max(bisect_right(self._lefts, x), 1)

    def point(self, corner: Mapping[str, int]) -> tuple[float, float]:
        """Return where the corner of an anchor lies, in EMU."""
        left = self._lefts[min(corner.get("col", 1), _MOST_COLUMNS) - 1] + corner.get("colOff", 0)
        return left, self._tops[min(corner.get("row", 1), _MOST_ROWS) - 1] + corner.get("rowOff", 0)


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in EMU."""


@dataclass(slots=True)
class _Anchor:
    """Where an object hangs: the 1-based column and row of two corners with what is added in EMU, a position
    and a size."""

    corners: dict[str, dict[str, int]] = field(default_factory=lambda: {"from": {}, "to": {}})
    position: tuple[int, int] | None = None
    size: tuple[int, int] | None = None

    def box(self, grid: _Grid) -> Box:
        first, last = self.corners["from"], self.corners["to"]
        left, top = grid.point(first) if first else self.position or (0, 0)
        if last:
            return left, top, *grid.point(last)
        wide, high = self.size or (0, 0)
        return left, top, left + wide, top + high


@dataclass(slots=True)
class _Object:
    """A picture, shape, line, group or chart as a drawing names it, and the groups around it, outermost
    first. A picture has a `key`, the relation of its file."""

    kind: str
    anchor: _Anchor
    around: tuple[_Object, ...]
    key: str = ""
    name: str = ""
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    fill: tuple[float, float, float, float] = (0, 0, 0, 0)
    turn: float = 0
    flips: tuple[bool, bool] = (False, False)
    frames: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Its own `off` and `ext`, of a group also `chOff` and `chExt`, by which it places what it holds."""
    outline: str = "rect"
    corners: float = _USUAL_CORNERS
    line: int = 0
    clear: bool = False
    unseen: bool = False
    veiled: bool = False

    @property
    def corner(self) -> tuple[int, int] | None:
        cell = self.anchor.corners["from"]
        return (cell["row"], cell["col"]) if {"row", "col"} <= cell.keys() else None

    @property
    def hides(self) -> bool:
        """Whether what lies below does not show: not under a thin line or a frame without a filling."""
        drawn = (
            self.clear or self.kind == "cxnSp" or self.outline.endswith(("line", "Connector1", "Connector3"))
        )
        return self.kind != "grpSp" and not self.unseen and (not drawn or self.line > _THIN)

    @property
    def framing(self) -> Framing:
        """What of a picture shows, by its own crop and turn and those of the groups around it."""
        crop, own = self.crop, (*self.around, self)
        if min(self.fill) < 0:  # a picture larger than the shape that it fills
            left, top, right, bottom = self.fill
            # Never 0, by which a made-up file would have us divide.
            across, down = max(1 - left - right, 0.01), max(1 - top - bottom, 0.01)
            filled = (-left / across, -top / down, -right / across, -bottom / down)
            crop = tuple(map(max, crop, filled))  # type: ignore[assignment]
        left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in crop)
        mirrored, upside_down = (sum(one.flips[axis] for one in own) % 2 == 1 for axis in (0, 1))
        return Framing(
            (left, top, right, bottom),
            sum(one.turn for one in own) % 360,
            mirrored,
            upside_down,
            oval=self.outline == "ellipse",
            corners=self.corners if self.outline == "roundRect" else 0,
            hidden=any(one.unseen or one.veiled for one in own)
            or self.outline not in ("rect", "roundRect", "ellipse"),
        )

    def box(self, grid: _Grid) -> Box:
        """Return where it lies on the sheet; a slanted one with room to turn in."""
        left, top, right, bottom = self.anchor.box(grid)
        for group, inner in zip(self.around, (*self.around, self)[1:], strict=True):
            (x, y), (wide, high) = (group.frames.get(name, (0, 0)) for name in ("chOff", "chExt"))
            place, size = inner.frames.get("off"), inner.frames.get("ext")
            if not (wide and high and place and size):  # anywhere within the group
                break
            across, down = (right - left) / wide, (bottom - top) / high
            left, top = left + (place[0] - x) * across, top + (place[1] - y) * down
            right, bottom = left + size[0] * across, top + size[1] * down
        more = self.line / 2
        if any(one.turn % 180 for one in (*self.around, self)):
            reach, middle = (
                math.hypot(right - left, bottom - top) / 2,
                ((left + right) / 2, (top + bottom) / 2),
            )
            left, top, right, bottom = (at + sign * reach for sign in (-1, 1) for at in middle)
        return left - more, top - more, right + more, bottom + more

    def lies_below(self, other: _Object, own: Box, its: Box) -> bool:
        """Return whether a later object hides a part of this picture.

        Not a photograph of another row, over which a larger one hangs, nor the copy for older programs; but
        a little picture laid on a face.
        """
        if not other.hides or (other.key == self.key and own == its):
            return False
        # An anchor holds one object, if need be in two forms.
        if other.anchor is self.anchor and (not self.around or other.around[:1] != self.around[:1]):
            return False
        if other.key and other.corner and self.corner and other.corner[0] != self.corner[0]:
            outside = any(its[at] < own[at] or its[at + 2] > own[at + 2] for at in (0, 1))
            if outside or _area(its) * 4 > _area(own):
                return False
        return all(min(own[at + 2], its[at + 2]) - max(own[at], its[at]) > _THIN for at in (0, 1))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _objects(drawing: Tree) -> list[_Object]:
    """Return the objects of a drawing, in the order in which they lie on each other."""
    objects: dict[Tree, _Object] = {}
    anchors: dict[Tree | None, _Anchor] = {None: _Anchor()}
    for element in drawing.iter():
        local, above = bare_name(element), list(element.iterancestors())
        if local in _ANCHORS:
            anchors[element] = _anchor(element)
        elif local in _HOLDERS:
            anchor = next((one for one in above if one in anchors), None)
            around = tuple(objects[one] for one in reversed(above) if one in objects)
            objects[element] = _Object(local, anchors[anchor], around)
        elif holder := next((objects[one] for one in above if one in objects), None):
            _add(holder, local, bare_name(above[0]), bare_attributes(element))
    return list(objects.values())


def _anchor(element: Tree) -> _Anchor:
    anchor = _Anchor()
    for name, corner in anchor.corners.items():
        for number in element.iterfind(f"{{*}}{name}/{{*}}*"):
            local, text = bare_name(number), (number.text or "").strip()
            if local in ("row", "col") and text.isdecimal():
                corner[local] = int(text) + 1
            elif local in ("rowOff", "colOff"):
                corner[local] = whole(text)
    for place in element.iterfind("{*}pos"):
        anchor.position = whole(place.get("x")), whole(place.get("y"))
    for size in element.iterfind("{*}ext"):
        anchor.size = whole(size.get("cx")), whole(size.get("cy"))
    return anchor


def _add(one: _Object, local: str, parent: str, values: Mapping[str, str]) -> None:
    """Add what an element says of an object."""
    if local == "xfrm" and parent in ("spPr", "grpSpPr"):
        # Angles stand in the file in sixty-thousandths of a degree.
        one.turn = whole(values.get("rot")) / 60_000
        one.flips = values.get("flipH") in TRUE, values.get("flipV") in TRUE
    elif parent == "xfrm":
        pair = ("x", "y") if local in ("off", "chOff") else ("cx", "cy")
        one.frames[local] = whole(values.get(pair[0])), whole(values.get(pair[1]))
    elif local in ("srcRect", "fillRect"):
        left, top, right, bottom = (_share(values.get(edge, "")) for edge in "ltrb")
        if local == "srcRect":
            one.crop = left, top, right, bottom
        else:
            one.fill = left, top, right, bottom
    elif local == "blip":
        one.key = one.key or values.get("embed", "")
    elif local in _VEILS and parent in ("blip", "effectLst", "spPr", "grpSpPr"):
        one.veiled = True
    elif local == "softEdge":
        one.veiled |= whole(values.get("rad")) > _THIN
    elif local == "alphaModFix" and parent == "blip":
        one.veiled |= _share(values.get("amt", "100000")) < _FAINT
    elif local == "lum" and parent == "blip":
        one.veiled |= max(abs(_share(values.get(name, ""))) for name in ("bright", "contrast")) > _FAINT
    elif local == "cNvPr":
        one.name, one.unseen = values.get("name", ""), values.get("hidden") in TRUE
    elif local in ("prstGeom", "custGeom") and parent == "spPr":
        one.outline = values.get("prst", local)
    elif local == "gd" and values.get("fmla", "").startswith("val "):
        one.corners = min(whole(values["fmla"][4:]) / 100_000, 0.5)
    elif local == "ln" and parent == "spPr":
        one.line = whole(values.get("w")) or _USUAL_LINE
    elif local == "noFill" and parent == "ln":
        one.line = 0
    elif local == "noFill" and parent == "spPr":
        one.clear = True


def _legacy_objects(package: Package, sheet: str) -> list[_Object]:
    """Return what the older form of drawing lays over a sheet: buttons, boxes, comments that stay open."""
    objects: list[_Object] = []
    for part in Relations(package, sheet).parts("vmlDrawing").values():
        for element in package.tree(part).iter():
            local, text = bare_name(element), element.text or ""
            if local == "ClientData":
                objects.append(_Object(local, _Anchor(), (), unseen=element.get("ObjectType") == "Note"))
            elif local == "Visible" and objects:
                objects[-1].unseen = False
            elif local == "Anchor" and objects and text.count(",") == 7:
                numbers = [whole(number.strip()) for number in text.split(",")]
                for at, corner in ((0, "from"), (4, "to")):
                    column, x, row, y = numbers[at : at + 4]
                    offsets = {"colOff": x * _EMU_PER_PIXEL, "rowOff": y * _EMU_PER_PIXEL}
                    objects[-1].anchor.corners[corner] = {"col": column + 1, "row": row + 1, **offsets}
    return objects


def _share(text: str) -> float:
    """Return an edge of a rectangle as a share: "50000" and "50%" are 0.5."""
    # Strict Open XML writes percents, the usual form thousandths of a percent.
    return whole(text.removesuffix("%").partition(".")[0]) / (100 if text.endswith("%") else 100_000)
