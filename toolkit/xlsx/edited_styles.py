"""Adding looks to a workbook's styles: only at the end of each list, so that no index of theirs changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from toolkit.xlsx.edited_package import Tree, UnmarkableError, element_of, first_child, new_element
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
        # Font 0 is that of the Normal style, in whose digits column widths are counted.
        normal = first_child(self._list("fonts"), "font")
        name = None if normal is None else first_child(normal, "name")
        size = None if normal is None else first_child(normal, "sz")
        family = "" if name is None else name.get("val", "")
        ours = family in CHOICES["font"]
        self.font: str = family if ours else CHOICES["font"][0]
        points = float(size.get("val", BODY_SIZE)) if size is not None else BODY_SIZE
        self.stretch = BODY_SIZE / points if ours and points > 0 else _OTHER_DIGIT
        """What a column's width is multiplied by to be as wide as in our own workbooks, since it counts in
        digits of the book's default font."""

    def cell(self, look: Look) -> str:
        """Return the index of a cell style."""
        if look not in self._cells:
            across = f' horizontal="{look.across}"' if look.across else ""
            wrapped = ' wrapText="1"' if look.wrapped else ""
            applied = " ".join(f'apply{part}="1"' for part in ("Font", "Fill", "Border", "Alignment"))
            self._cells[look] = self._index(
                "cellXfs",
                f'<xf numFmtId="0" fontId="{self._font(look)}" fillId="{self._fill(look.fill)}"'
                f' borderId="{self._border(framed=look.framed)}" xfId="0" {applied}>'
                f'<alignment vertical="{look.down}"{across}{wrapped}/></xf>',
            )
        return self._cells[look]

    def differential(self, colour: str) -> str:
        """Return the index of a look for conditional formats that fills a cell."""
        if first_child(self._root, "dxfs") is None:
            put(self._root, new_element(self._root, "dxfs", count="0"), STYLES)
        rgb = _argb(colour)
        # Both: a conditional format fills with the background in Excel, in others with the foreground.
        colours = f'<fgColor rgb="{rgb}"/><bgColor rgb="{rgb}"/>'
        fill = f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'
        return self._index("dxfs", f"<dxf>{fill}</dxf>")

    def unlocked(self, style: str) -> str:
        """Return the index of a cell style that is the same but for its lock."""
        formats = self._list("cellXfs")
        index = int(style)
        if index >= len(formats):
            raise UnmarkableError(f"styles: {style}")
        made = deepcopy(formats[index])
        protection = first_child(made, "protection")
        if protection is None:
            protection = new_element(made, "protection")
            alignment = first_child(made, "alignment")
            # The schema wants the alignment before the lock.
            made.insert(0 if alignment is None else made.index(alignment) + 1, protection)
        if protection.get("locked") in ("0", "false"):
            return style
        protection.set("locked", "0")
        made.set("applyProtection", "1")
        return self._index_of("cellXfs", made)

    def _list(self, name: str) -> Tree:
        listed = first_child(self._root, name)
        if listed is None:
            raise UnmarkableError(f"styles: {name}")
        return listed

    def _font(self, look: Look) -> str:
        # The children of a font stand in the order of the schema; Excel repairs others.
        marks = "<b/>" * look.bold + "<u/>" * look.underlined
        named = f'<name val="{self.font}"/><family val="2"/>'
        sized = f'<sz val="{look.size:g}"/><color rgb="{_argb(look.color)}"/>'
        return self._index("fonts", f"<font>{marks}{sized}{named}</font>")

    def _fill(self, colour: str) -> str:
        pattern = '<patternFill patternType="none"/>'
        if colour:
            colours = f'<fgColor rgb="{_argb(colour)}"/><bgColor indexed="64"/>'
            pattern = f'<patternFill patternType="solid">{colours}</patternFill>'
        return self._index("fills", f"<fill>{pattern}</fill>")

    def _border(self, *, framed: bool) -> str:
        line = f' style="thin"><color rgb="{_argb(LINE)}"/></' if framed else "></"
        sides = "".join(f"<{side}{line}{side}>" for side in ("left", "right", "top", "bottom"))
        return self._index("borders", f"<border>{sides}<diagonal/></border>")

    def _index(self, name: str, xml: str) -> str:
        """Return the index of an element in its list, where it is put unless an equal one stands there."""
        return self._index_of(name, element_of(xml))

    def _index_of(self, name: str, made: Tree) -> str:
        listed = self._list(name)
        # Equal looks are used again: a file that goes back and forth would gain styles each time.
        if name not in self._known:
            self._known[name] = {}
            for index, element in enumerate(listed):
                self._known[name].setdefault(_canonical(element), index)
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
