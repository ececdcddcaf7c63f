"""The list of sheets of a workbook and its styles, being edited.

Their children stand in a fixed order. Looks are added only at the end of each list of styles, so that no
index of theirs changes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.layouts import CHOICES, FINDINGS_HEADING_ROW, META_SHEET
from toolkit.xlsx.new_workbook import BODY_SIZE
from toolkit.xlsx.package import Relations
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.xml_trees import MAIN, RELATIONS, Tree, element_of, first_child, new_element

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


_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ID = f"{{{RELATIONS}}}id"
_SELECTED = re.compile(rb"tabSelected\s*=\s*[\"'](?:1|true)")
_PRINT_TITLES = "_xlnm.Print_Titles"
_COLUMNS = re.compile(r"\$[A-Z]+:\$[A-Z]+")


class WorkbookPart:
    """The list of sheets of a package. Raises RefusedError for a workbook in another form than usual."""

    def __init__(self, package: EditedPackage) -> None:
        self._package = package
        self.part = Relations(package, "").one("officeDocument")
        self._root = package.edit(self.part)
        sheets = first_child(self._root, "sheets")
        if self._root.tag != f"{{{MAIN}}}workbook" or sheets is None:
            raise RefusedError("file-damaged", found=self.part)
        # One with macros, or a template, does not open under the name of a plain workbook.
        if package.content_type(self.part) != _WORKBOOK_TYPE:
            raise RefusedError("file-damaged", found=self.part)
        self._sheets = sheets

    def own_sheet(self, name: str, make: Callable[[], Tree]) -> str:
        """Return the part of the sheet of a name, which is made where there is none."""
        targets = Relations(self._package, self.part).parts("worksheet")
        for sheet in self._sheets:
            if sheet.get("name") == name:
                if sheet.get(_ID) not in targets:
                    raise RefusedError("file-damaged", found=name)
                return targets[sheet.get(_ID)]
        parts = (f"xl/worksheets/sheet{number}.xml" for number in itertools.count(1))
        part = next(part for part in parts if part not in self._package)
        self._package.add(part, make(), _SHEET_TYPE)
        number = 1 + max((int(sheet.get("sheetId", "0")) for sheet in self._sheets), default=0)
        relation = self._package.relate(self.part, "worksheet", part)
        values = {"name": name, "sheetId": str(number), _ID: relation}
        spaces = {"r": RELATIONS, **self._sheets.nsmap}
        self._sheets.append(self._sheets.makeelement(f"{{{MAIN}}}sheet", values, nsmap=spaces))
        names = first_child(self._root, "definedNames")
        if names is None:
            names = new_element(self._root, "definedNames")
            put(self._root, names, WORKBOOK)
        title = new_element(names, "definedName", name=_PRINT_TITLES, localSheetId=str(len(self._sheets) - 1))
        row = FINDINGS_HEADING_ROW + 1
        title.text = f"'{name}'!${row}:${row}"
        names.append(title)
        return part

    def keep_unseen(self, name: str, root: Tree) -> None:
        """Keep the cells of a sheet in a hidden one of its name, for formulas; it gets another name itself,
        and of its print titles only the columns are left."""
        number = [sheet.get("name") for sheet in self._sheets].index(name)
        self._sheets[number].set("name", f"_{number}")
        cells = deepcopy(root)
        cells[:] = [child for child in cells if child.tag == f"{{{MAIN}}}sheetData"]
        self.own_sheet(name, lambda: cells)
        self._sheets[-1].set("state", "hidden")
        for defined in self._root.findall(f"{{{MAIN}}}definedNames/*"):
            if defined.get("name") == _PRINT_TITLES and defined.get("localSheetId") == str(number):
                columns = _COLUMNS.search(defined.text or "")
                defined.text = f"_{number}!{columns[0]}" if columns else ""
                if not columns:
                    defined.getparent().remove(defined)

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
        views = first_child(self._root, "bookViews")
        if views is None:
            views = new_element(self._root, "bookViews", new_element(self._root, "workbookView"))
            put(self._root, views, WORKBOOK)
        for view in views:
            for name in ("activeTab", "firstSheet"):
                if name in view.attrib:
                    view.set(name, "0")
        # What is typed goes into every selected sheet.
        for part in Relations(self._package, self.part).parts("worksheet").values():
            if part in self._package and _SELECTED.search(self._package.read(part)):
                for view in self._package.edit(part).iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
                    view.attrib.pop("tabSelected", None)


_OTHER_DIGIT = 1.4
"""How much wider a digit of our body font is than one of the usual Calibri 11."""


class Styles:
    """The styles of a workbook, to which others are added. Raises RefusedError where a list is missing."""

    def __init__(self, root: Tree) -> None:
        self._root = root
        self._known: dict[str, dict[bytes, int]] = {}
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

    def adopted(self, other: Tree) -> list[str]:
        """Return for each cell style of another workbook the index of an equal one in this."""
        indexes = []
        for style in other.iterfind(f"{{{MAIN}}}cellXfs/*"):
            made = deepcopy(style)
            for kind in ("font", "fill", "border"):
                part = other.find(f"{{{MAIN}}}{kind}s")[int(style.get(f"{kind}Id"))]
                made.set(f"{kind}Id", self._index_of(f"{kind}s", deepcopy(part)))
            indexes.append(self._index_of("cellXfs", made))
        return indexes

    def differential(self, colour: str) -> str:
        """Return the index of a look for conditional formats that fills a cell."""
        if first_child(self._root, "dxfs") is None:
            put(self._root, new_element(self._root, "dxfs", count="0"), STYLES)
        rgb = "FF" + colour.removeprefix("#")
        # Both: a conditional format fills with the background in Excel, in others with the foreground.
        colours = f'<fgColor rgb="{rgb}"/><bgColor rgb="{rgb}"/>'
        fill = f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'
        return self._index_of("dxfs", element_of(f"<dxf>{fill}</dxf>"))

    def unlocked(self, style: str) -> str:
        """Return the index of a cell style that is the same but for its lock."""
        formats = self._list("cellXfs")
        index = int(style)
        if index >= len(formats):
            raise RefusedError("file-damaged", found=f"styles: {style}")
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

    def parted(self, style: str, *, top: bool, bottom: bool, spread: bool) -> str:
        """Return the index of a cell style that is the same but for its lines at the top or the bottom, and
        whose text is spread over its height."""
        made = deepcopy(self._list("cellXfs")[int(style)])
        border = deepcopy(self._list("borders")[int(made.get("borderId", "0"))])
        for side, kept in (("top", top), ("bottom", bottom)):
            line = first_child(border, side)
            if line is not None and not kept:
                line.attrib.pop("style", None)
                line[:] = []
        made.set("borderId", self._index_of("borders", border))
        alignment = first_child(made, "alignment")
        if spread and alignment is not None:
            alignment.set("vertical", "justify")
        return self._index_of("cellXfs", made)

    def _list(self, name: str) -> Tree:
        listed = first_child(self._root, name)
        if listed is None:
            raise RefusedError("file-damaged", found=f"styles: {name}")
        return listed

    def _index_of(self, name: str, made: Tree) -> str:
        """Return the index of an element in its list, where it is put unless an equal one stands there."""
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


def is_sheet(root: Tree) -> bool:
    """Return whether a part is a sheet of cells in the usual form."""
    return root.tag == f"{{{MAIN}}}worksheet" and first_child(root, "sheetData") is not None


def put_sheet(sheet: Tree, made: EditedPackage, styles: Styles) -> None:
    """Put the first sheet of a workbook of ours in the place of what a sheet holds, all but its footer."""
    page, strings = made.tree("xl/worksheets/sheet1.xml"), made.tree("xl/sharedStrings.xml")
    indexes = styles.adopted(made.tree("xl/styles.xml"))
    for cell in page.iter(f"{{{MAIN}}}c"):
        cell.set("s", indexes[int(cell.get("s", "0"))])
        if cell.get("t") == "s":
            # In the cell itself: the officer's own table of strings stays as it is, byte for byte.
            text = strings[int(cell.findtext(f"{{{MAIN}}}v"))]
            cell.set("t", "inlineStr")
            cell[:] = [new_element(cell, "is", *deepcopy(text))]
    for column in page.iter(f"{{{MAIN}}}col"):
        column.set("width", f"{float(column.get('width')) * styles.stretch:.6g}")
    # It names the office and the division.
    footer = first_child(sheet, "headerFooter")
    if footer is not None:
        page.replace(first_child(page, "headerFooter"), footer)
    sheet[:] = list(page)
