"""The parts of a workbook whose children stand in a fixed order, and its list of sheets, being edited."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.xlsx.edited_package import (
    MAIN,
    RELATIONS,
    EditedPackage,
    Tree,
    UnmarkableError,
    first_child,
    new_element,
)
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW

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
    """Put a first_child behind all that come before it or have its name; children of other kinds stay put."""
    ranks = {f"{{{MAIN}}}{name}": rank for rank, name in enumerate(order)}
    own = ranks[added.tag]
    before = [index for index, each in enumerate(parent) if ranks.get(each.tag, len(order)) <= own]
    parent.insert(before[-1] + 1 if before else 0, added)


def put_instead(parent: Tree, added: Tree, order: tuple[str, ...]) -> None:
    """Put a first_child in the place of those of its name."""
    for each in parent.findall(added.tag):
        parent.remove(each)
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
        """The part of the sheet of a name, which is made where there is none."""
        targets = self._package.related(self.part, "worksheet")
        for each in self._sheets:
            if each.get("name") == name:
                if each.get(_ID) not in targets:
                    raise UnmarkableError(name)
                return targets[each.get(_ID)]
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.add(part, make(), _SHEET_TYPE)
        number = 1 + max((int(each.get("sheetId", "0")) for each in self._sheets), default=0)
        listed = self._sheets.makeelement(f"{{{MAIN}}}sheet", nsmap={"r": RELATIONS, **self._sheets.nsmap})
        listed.set("name", name)
        listed.set("sheetId", str(number))
        listed.set(_ID, self._package.relate(self.part, "worksheet", part))
        self._sheets.append(listed)
        self._add_print_titles(name)
        return part

    def put_first(self, name: str) -> None:
        """Put a sheet before all others, let it be seen, and let the workbook open on it."""
        before = [each.get("name") for each in self._sheets]
        old = before.index(name)
        own = self._sheets[old]
        self._sheets.remove(own)
        self._sheets.insert(0, own)
        if own.get("state", "visible") != "visible":
            del own.attrib["state"]
        for each in self._defined_names():
            place = each.get("localSheetId", "")
            if place.isdecimal():
                each.set("localSheetId", str(_moved(int(place), old)))
        self._open_first()
        self._select_only()

    def _open_first(self) -> None:
        views = first_child(self._root, "bookViews")
        if views is None:
            views = new_element(self._root, "bookViews")
            views.append(new_element(views, "workbookView"))
            put(self._root, views, WORKBOOK)
        for view in views:
            for each in ("activeTab", "firstSheet"):
                if each in view.attrib:
                    view.set(each, "0")

    def _select_only(self) -> None:
        """Take the selection off all sheets: what is typed goes into every selected one."""
        for part in self._package.related(self.part, "worksheet").values():
            if part in self._package and _SELECTED.search(self._package.read(part)):
                for view in self._package.edit(part).iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
                    view.attrib.pop("tabSelected", None)

    def _add_print_titles(self, name: str) -> None:
        names = first_child(self._root, "definedNames")
        if names is None:
            names = new_element(self._root, "definedNames")
            put(self._root, names, WORKBOOK)
        title = new_element(names, "definedName", name=_PRINT_TITLES, localSheetId=str(len(self._sheets) - 1))
        row = FINDINGS_HEADING_ROW + 1
        title.text = f"'{name}'!${row}:${row}"
        names.append(title)

    def _defined_names(self) -> list[Tree]:
        names = first_child(self._root, "definedNames")
        return [] if names is None else list(names)


def _moved(place: int, old: int) -> int:
    """Where a sheet stands after the one at `old` went to the front."""
    return 0 if place == old else place + 1 if place < old else place
