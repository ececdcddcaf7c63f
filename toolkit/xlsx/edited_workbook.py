"""The list of sheets of a workbook and its styles, being edited.

Their children stand in a fixed order. Looks are added only at the end of each list of styles, so that no
index of theirs changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from toolkit.xlsx.edited_package import (
    MAIN,
    RELATIONS,
    EditedPackage,
    Tree,
    UnmarkableError,
    element_of,
    first_child,
    new_element,
)
from toolkit.xlsx.layouts import CHOICES, FINDINGS_HEADING_ROW, META_SHEET
from toolkit.xlsx.new_workbook import BODY_SIZE, INK, LINE

SHEET = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("controls", "webPublishItems", "tableParts", "extLst"),
)
WORKBOOK = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
    *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
STYLES = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)


def put(parent: Tree, added: Tree, order: tuple[str, ...]) -> None:
    """Put a child behind all that come before it or have its name; children of other kinds stay put."""
    # Excel repairs a part whose children are in another order than the schema's.
    ranks = {f"{{{MAIN}}}{name}": rank for rank, name in enumerate(order)}
    own = ranks[added.tag]
    before = [index for index, child in enumerate(parent) if ranks.get(child.tag, len(order)) <= own]
    parent.insert(before[-1] + 1 if before else 0, added)


def put_instead(parent: Tree, added: Tree, order: tuple[str, ...]) -> None:
    """Put a child in the place of those of its name."""
    for child in parent.findall(added.tag):
        parent.remove(child)
    put(parent, added, order)


_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ID = f"{{{RELATIONS}}}id"
_SELECTED = re.compile(rb"tabSelected\s*=\s*[\"'](?:1|true)")
_PRINT_TITLES = "_xlnm.Print_Titles"


class WorkbookPart:
    """The list of sheets of a package. Raises UnmarkableError for a workbook in another form than usual."""

    def __init__(self, package: EditedPackage) -> None:
        self._package = package
        mains = package.related("", "officeDocument")
        self.part = next(iter(mains.values()), "")
        self._root = package.edit(self.part)
        sheets = first_child(self._root, "sheets")
        if self._root.tag != f"{{{MAIN}}}workbook" or sheets is None:
            raise UnmarkableError(self.part)
        # One with macros, or a template, does not open under the name of a plain workbook.
        if package.content_type(self.part) != _WORKBOOK_TYPE:
            raise UnmarkableError(self.part)
        self._sheets = sheets

    def own_sheet(self, name: str, make: Callable[[], Tree]) -> str:
        """Return the part of the sheet of a name, which is made where there is none."""
        targets = self._package.related(self.part, "worksheet")
        for sheet in self._sheets:
            if sheet.get("name") == name:
                if sheet.get(_ID) not in targets:
                    raise UnmarkableError(name)
                return targets[sheet.get(_ID)]
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.add(part, make(), _SHEET_TYPE)
        number = 1 + max((int(sheet.get("sheetId", "0")) for sheet in self._sheets), default=0)
        relation = self._package.relate(self.part, "worksheet", part)
        values = {"name": name, "sheetId": str(number), _ID: relation}
        spaces = {"r": RELATIONS, **self._sheets.nsmap}
        self._sheets.append(self._sheets.makeelement(f"{{{MAIN}}}sheet", values, nsmap=spaces))
        self._add_print_titles(name)
        return part

    def _add_print_titles(self, sheet: str) -> None:
        names = first_child(self._root, "definedNames")
        if names is None:
            names = new_element(self._root, "definedNames")
            put(self._root, names, WORKBOOK)
        title = new_element(names, "definedName", name=_PRINT_TITLES, localSheetId=str(len(self._sheets) - 1))
        row = FINDINGS_HEADING_ROW + 1
        title.text = f"'{sheet}'!${row}:${row}"
        names.append(title)

    def put_first(self, name: str) -> None:
        """Put a sheet before all others, let it be seen, and let the workbook open on it."""
        old = [sheet.get("name") for sheet in self._sheets].index(name)
        own = self._sheets[old]
        self._sheets.insert(0, own)
        if own.get("state", "visible") != "visible":
            del own.attrib["state"]
        # Programs that know only "hidden" have made it one that people may unhide.
        for sheet in self._sheets:
            if sheet.get("name") == META_SHEET:
                sheet.set("state", "veryHidden")
        # Names of one sheet give its index, which has changed for all that stood before.
        for defined in self._root.iterfind(f"{{{MAIN}}}definedNames/*"):
            index = defined.get("localSheetId", "")
            # The sheet that moved to the front gets 0, those that stood before it move back by one.
            if index.isdecimal() and int(index) <= old:
                defined.set("localSheetId", "0" if int(index) == old else str(int(index) + 1))
        self._open_first()

    def _open_first(self) -> None:
        """Let the workbook open on its first sheet, and take the selection off all others: what is typed goes
        into every selected one."""
        views = first_child(self._root, "bookViews")
        if views is None:
            views = new_element(self._root, "bookViews", new_element(self._root, "workbookView"))
            put(self._root, views, WORKBOOK)
        for view in views:
            for name in ("activeTab", "firstSheet"):
                if name in view.attrib:
                    view.set(name, "0")
        for part in self._package.related(self.part, "worksheet").values():
            if part in self._package and _SELECTED.search(self._package.read(part)):
                for view in self._package.edit(part).iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
                    view.attrib.pop("tabSelected", None)


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
