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
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW, META_SHEET

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
