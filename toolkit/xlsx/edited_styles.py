"""Adding looks to a workbook's styles: only at the end of each list, so that no index of theirs changes."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from toolkit.xlsx.edited_package import Tree, UnmarkableError, first_child, new_element
from toolkit.xlsx.edited_workbook import STYLES, put
from toolkit.xlsx.layouts import CHOICES
from toolkit.xlsx.new_workbook import BODY_SIZE, INK, LINE

_OTHER_DIGIT = 1.4
"""How much wider a digit of our body font is than one of the usual Calibri 11."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; colours are "#RRGGBB"."""

    bold: bool = False
    size: float = BODY_SIZE
    color: str = INK
    fill: str = ""
    framed: bool = False
    underlined: bool = False
    wrapped: bool = True
    across: str = ""
    down: str = "top"


class Styles:
    """The styles of a workbook, to which looks are added. Raises UnmarkableError where a list is missing."""

    def __init__(self, root: Tree) -> None:
        self._root = root
        self._known: dict[str, dict[bytes, int]] = {}
        self._cells: dict[Look, str] = {}
        normal = first_child(self._list("fonts"), "font")
        name = None if normal is None else first_child(normal, "name")
        size = None if normal is None else first_child(normal, "sz")
        found = "" if name is None else name.get("val", "")
        ours = found in CHOICES["font"]
        self.font: str = found if ours else CHOICES["font"][0]
        points = float(size.get("val", BODY_SIZE)) if size is not None else BODY_SIZE
        self.stretch = BODY_SIZE / points if ours and points > 0 else _OTHER_DIGIT
        """What a column's width is multiplied by to be as wide as in our own workbooks, since it counts in
        digits of the book's default font."""

    def cell(self, look: Look) -> str:
        """The index of a cell style."""
        if look not in self._cells:
            self._cells[look] = self._index("cellXfs", self._format(look))
        return self._cells[look]

    def _format(self, look: Look) -> Tree:
        formats = self._list("cellXfs")
        made = new_element(
            formats,
            "xf",
            numFmtId="0",
            fontId=self._index("fonts", self._font(look)),
            fillId=self._index("fills", self._fill(look.fill)),
            borderId=self._index("borders", self._border(framed=look.framed)),
            xfId="0",
            applyFont="1",
            applyFill="1",
            applyBorder="1",
            applyAlignment="1",
        )
        alignment = new_element(made, "alignment", vertical=look.down)
        if look.across:
            alignment.set("horizontal", look.across)
        if look.wrapped:
            alignment.set("wrapText", "1")
        made.append(alignment)
        return made

    def differential(self, colour: str) -> str:
        """The index of a look for conditional formats that fills a cell."""
        if first_child(self._root, "dxfs") is None:
            put(self._root, new_element(self._root, "dxfs", count="0"), STYLES)
        made = new_element(self._list("dxfs"), "dxf")
        pattern = new_element(made, "patternFill", patternType="solid")
        pattern.append(new_element(pattern, "fgColor", rgb=_argb(colour)))
        pattern.append(new_element(pattern, "bgColor", rgb=_argb(colour)))
        fill = new_element(made, "fill")
        fill.append(pattern)
        made.append(fill)
        return self._index("dxfs", made)

    def _list(self, name: str) -> Tree:
        found = first_child(self._root, name)
        if found is None:
            raise UnmarkableError(f"styles: {name}")
        return found

    def _font(self, look: Look) -> Tree:
        font = new_element(self._list("fonts"), "font")
        if look.bold:
            font.append(new_element(font, "b"))
        if look.underlined:
            font.append(new_element(font, "u"))
        font.append(new_element(font, "sz", val=f"{look.size:g}"))
        font.append(new_element(font, "color", rgb=_argb(look.color)))
        font.append(new_element(font, "name", val=self.font))
        font.append(new_element(font, "family", val="2"))
        return font

    def _fill(self, colour: str) -> Tree:
        fill = new_element(self._list("fills"), "fill")
        pattern = new_element(fill, "patternFill", patternType="solid" if colour else "none")
        if colour:
            pattern.append(new_element(pattern, "fgColor", rgb=_argb(colour)))
            pattern.append(new_element(pattern, "bgColor", indexed="64"))
        fill.append(pattern)
        return fill

    def _border(self, *, framed: bool) -> Tree:
        border = new_element(self._list("borders"), "border")
        for name in ("left", "right", "top", "bottom"):
            side = new_element(border, name)
            if framed:
                side.set("style", "thin")
                side.append(new_element(side, "color", rgb=_argb(LINE)))
            border.append(side)
        border.append(new_element(border, "diagonal"))
        return border

    def _index(self, name: str, made: Tree) -> str:
        """The index of an element in its list, where it is put unless an equal one stands there."""
        listed = self._list(name)
        if name not in self._known:
            self._known[name] = {}
            for index, each in enumerate(listed):
                self._known[name].setdefault(_canonical(each), index)
        known = self._known[name]
        key = _canonical(made)
        if key not in known:
            known[key] = len(listed)
            listed.append(made)
            listed.set("count", str(len(listed)))
        return str(known[key])


def _canonical(element: Tree) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")
