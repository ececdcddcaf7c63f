"""An .xlsx opened for editing: what is not edited is written back as it was, byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW
from toolkit.xlsx.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LARGEST = 20_000_000
"""Parts above this are not edited: as a tree one takes some ten times its size."""

Tree = Any  # an element of lxml, which comes without types


class UnmarkableError(Exception):
    """A workbook of a form that cannot be edited safely; the text names the part that stands in the way."""


def parse(data: bytes, name: str) -> Tree:
    """The root of a part's XML. Raises UnmarkableError for one that is too large or not well formed."""
    if len(data) > _LARGEST:
        raise UnmarkableError(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnmarkableError(name) from error


def serialise(root: Tree, name: str) -> bytes:
    """A part's XML as it is stored; old drawings bear no declaration."""
    tree = root.getroottree()
    if name.endswith(".vml"):
        return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=False))
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True))


def child(parent: Tree, name: str, space: str = MAIN) -> Tree | None:
    """The first child of a local name in the namespace of sheets, or in another one."""
    return parent.find(f"{{{space}}}{name}")


def new(parent: Tree, name: str, space: str = MAIN, /, **attributes: str) -> Tree:
    """An element that may stand in `parent`, in whose prefixes it is written; not yet put there."""
    return parent.makeelement(f"{{{space}}}{name}", attributes, nsmap=parent.nsmap)


class EditedPackage:
    """The parts of a workbook by name (compared case-folded), some of them as trees.

    Raises RefusedError for bytes that are no sound .xlsx.
    """

    def __init__(self, data: bytes) -> None:
        package = Package(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
        self._names = {each.filename.casefold(): each.filename for each in infos}
        self._methods = {each.filename: each.compress_type for each in infos}
        self._parts = {each.filename: package.read(each.filename) for each in infos}
        self._trees: dict[str, Tree] = {}
        self._edited: set[str] = set()
        self._added: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part as it came (none for a new one). Raises UnmarkableError for a missing one."""
        if name not in self:
            raise UnmarkableError(name)
        return self._parts.get(self._names[name.casefold()], b"")

    def tree(self, name: str) -> Tree:
        """The XML of a part, to look at."""
        data = self.read(name)
        known = self._names[name.casefold()]
        if known not in self._trees:
            self._trees[known] = parse(data, known)
        return self._trees[known]

    def edit(self, name: str) -> Tree:
        """The XML of a part, to change: it is written anew."""
        tree = self.tree(name)
        self._edited.add(self._names[name.casefold()])
        return tree

    def content_type(self, name: str) -> str:
        """The type that is declared for a part by its name; "" where none is."""
        declared = (
            each.get("ContentType", "")
            for each in self.tree(_CONTENT_TYPES).iterfind(f"{{{_TYPES}}}Override")
            if each.get("PartName", "").casefold() == f"/{name}".casefold()
        )
        return next(declared, "")

    def add(self, name: str, root: Tree, content_type: str, extension: str = "") -> None:
        """Put in a new part; its type is declared for its name, or for its extension where one is given."""
        self._names[name.casefold()] = name
        self._trees[name] = root
        self._edited.add(name)
        self._added.add(name)
        if content_type == _RELATION_TYPE:
            return
        types = self.edit(_CONTENT_TYPES)
        if extension:
            declared = [
                each.get("ContentType")
                for each in types.iterfind(f"{{{_TYPES}}}Default")
                if each.get("Extension", "").casefold() == extension
            ]
            if not declared:
                default = new(types, "Default", _TYPES, Extension=extension, ContentType=content_type)
                types.insert(0, default)
            if not declared or declared == [content_type]:
                return
        types.append(new(types, "Override", _TYPES, PartName=f"/{name}", ContentType=content_type))

    def remove(self, name: str) -> None:
        """Take out a part and what declares its type."""
        known = self._names.pop(name.casefold())
        self._trees.pop(known, None)
        self._parts.pop(known, None)
        self._edited.discard(known)
        types = self.edit(_CONTENT_TYPES)
        for each in types.findall(f"{{{_TYPES}}}Override"):
            if each.get("PartName", "").casefold() == f"/{known}".casefold():
                types.remove(each)
        extension = known.rpartition(".")[2].casefold()
        if extension == "vml" and not any(each.endswith(".vml") for each in self._names):
            for each in types.findall(f"{{{_TYPES}}}Default"):
                if each.get("Extension", "").casefold() == extension:
                    types.remove(each)

    def free_name(self, pattern: str) -> str:
        """The first name not taken, of a pattern such as "xl/comments{}.xml"."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The internal parts that a part refers to by relations of one kind: id -> part."""
        path = _relations_of(part)
        if path not in self:
            return {}
        folder = posixpath.dirname(part)
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
            for each in self.tree(path).iterfind(f"{{{_PACKAGE_RELATIONS}}}Relationship")
            if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; gives the relation's id."""
        path = _relations_of(part)
        if path not in self:
            root = etree.Element(f"{{{_PACKAGE_RELATIONS}}}Relationships", nsmap={None: _PACKAGE_RELATIONS})
            self.add(path, root, _RELATION_TYPE)
        relations = self.edit(path)
        taken = {each.get("Id") for each in relations}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relative = posixpath.relpath(target, posixpath.dirname(part))
        attributes = {"Id": f"rId{number}", "Type": f"{RELATIONS}/{kind}", "Target": relative}
        relations.append(new(relations, "Relationship", _PACKAGE_RELATIONS, **attributes))
        return f"rId{number}"

    def unrelate(self, part: str, identity: str) -> None:
        """Take out a relation; a part of relations without any goes too."""
        path = _relations_of(part)
        relations = self.edit(path)
        for each in relations.findall(f"{{{_PACKAGE_RELATIONS}}}Relationship"):
            if each.get("Id") == identity:
                relations.remove(each)
        if not len(relations):
            self.remove(path)

    def save(self) -> bytes:
        """The workbook: the parts in their order, new ones after them by name; fixed times."""
        names = self._names.values()
        ordered = [each for each in names if each not in self._added] + sorted(self._added & set(names))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in ordered:
                info = zipfile.ZipInfo(name, _ZIP_TIME)
                info.compress_type = self._methods.get(name, zipfile.ZIP_DEFLATED)
                edited = name in self._edited
                archive.writestr(info, serialise(self._trees[name], name) if edited else self._parts[name])
        return buffer.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


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
    ranks = {f"{{{MAIN}}}{name}": rank for rank, name in enumerate(order)}
    own = ranks[added.tag]
    before = [index for index, each in enumerate(parent) if ranks.get(each.tag, len(order)) <= own]
    parent.insert(before[-1] + 1 if before else 0, added)


def put_instead(parent: Tree, added: Tree, order: tuple[str, ...]) -> None:
    """Put a child in the place of those of its name."""
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
