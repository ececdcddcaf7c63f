"""The workbook's own part: which sheets there are, in what order, and which of them opens."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.workbook.division.pages import FINDINGS_HEADING_ROW
from toolkit.workbook.marking.parts import MAIN, RELATIONS, EditedPackage, Tree, UnmarkableError, child, new
from toolkit.workbook.marking.sequence import WORKBOOK, put

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
        sheets = child(self._root, "sheets")
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
        views = child(self._root, "bookViews")
        if views is None:
            views = new(self._root, "bookViews")
            views.append(new(views, "workbookView"))
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
        names = child(self._root, "definedNames")
        if names is None:
            names = new(self._root, "definedNames")
            put(self._root, names, WORKBOOK)
        title = new(names, "definedName", name=_PRINT_TITLES, localSheetId=str(len(self._sheets) - 1))
        row = FINDINGS_HEADING_ROW + 1
        title.text = f"'{name}'!${row}:${row}"
        names.append(title)

    def _defined_names(self) -> list[Tree]:
        names = child(self._root, "definedNames")
        return [] if names is None else list(names)


def _moved(place: int, old: int) -> int:
    """Where a sheet stands after the one at `old` went to the front."""
    return 0 if place == old else place + 1 if place < old else place
