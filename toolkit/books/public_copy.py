"""A workbook as it may be published: visible sheets and what they show, and nothing that tells of its makers.

The copy is put together from what the visible sheets lead to: their cells as values, styles, drawings, charts
and pictures. All else stays behind: hidden sheets, rows and columns and their texts, document properties,
comments, printer settings, links to other files, macros, and what a camera wrote into a picture. A chart
keeps the figures that it shows instead of the cells that it was drawn from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from toolkit.books.public_parts import Clean, clean_texts, make_literal, without_metadata
from toolkit.model.cells import column_number
from toolkit.xlsx.edited_package import MAIN, RELATIONS, Tree, UnmarkableError, parse_tree, serialise
from toolkit.xlsx.package import CONTENT_TYPES, Package, Relations, relations_part, resolved, zip_parts
from toolkit.xlsx.sheet_data import RefusedError

_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KEPT = frozenset(("worksheet", "styles", "theme", "sharedStrings", "drawing", "image", "chart", "table"))
"""The kinds of relation that are followed."""
_OF_WORKBOOK = frozenset(("workbookPr", "bookViews", "sheets", "definedNames", "calcPr"))
_NOT_OF_SHEET = frozenset(
    ("dataValidations", "extLst", "customProperties", "webPublishItems", "legacyDrawing", "legacyDrawingHF")
)
_ID = f"{{{RELATIONS}}}id"
_TRUE = ("1", "true")
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XML_TYPES = {
    "worksheet": "spreadsheetml.worksheet",
    "styles": "spreadsheetml.styles",
    "theme": "theme",
    "sharedStrings": "spreadsheetml.sharedStrings",
    "drawing": "drawing",
    "chart": "drawingml.chart",
    "table": "spreadsheetml.table",
}
_IMAGE_TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "bmp": "image/bmp",
}
_WEB = re.compile(r"https?://[^\s@]+", re.IGNORECASE)


def clean_copy(data: bytes, clean: Clean = lambda text: text, without: Collection[str] = ()) -> bytes:
    """The published form of an .xlsx; every text of its cells goes through `clean`, the sheets named in
    `without` stay behind as hidden ones do.

    Equal bytes give equal bytes. Raises RefusedError for a workbook that cannot be read in full, or in which
    no sheet is visible.
    """
    try:
        return _Copy(Package(data), clean, without).made()
    except UnmarkableError as error:
        raise RefusedError("file-damaged", found=str(error)) from error


class _Copy:
    def __init__(self, package: Package, clean: Clean, without: Collection[str]) -> None:
        self._package = package
        self._clean = clean
        self._without = without
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._hidden: list[str] = []
        self._strings_used: set[int] = set()
        self._strings = ""

    def made(self) -> bytes:
        main = Relations(self._package, "").one("officeDocument")
        if not main:
            raise RefusedError("file-not-workbook", found="zip")
        root = parse_tree(self._package.read(main), main)
        hidden = self._drop_sheets(root)
        self._hidden = [name for _, name in hidden]
        kept = {each.get(_ID, "") for each in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")}
        if not kept:
            raise RefusedError("file-damaged", found=main)
        _drop_names(root, hidden)
        self._follow(main, lambda key, kind: kind != "worksheet" or key in kept)
        self._put(main, serialise(root, main), _MAIN_TYPE)
        self._put_strings()
        self._parts[relations_part("")] = _relations_xml([_relation_xml("rId1", "officeDocument", main)])
        return self._zipped()

    def _drop_sheets(self, root: Tree) -> list[tuple[int, str]]:
        """Take hidden sheets out of the workbook's part, with all that is neither a sheet nor its look;
        gives the place and name of each."""
        for each in list(root):
            if _local(each) not in _OF_WORKBOOK:
                root.remove(each)
        hidden = []
        for sheets in root.iterfind(f"{{{MAIN}}}sheets"):
            for place, each in enumerate(list(sheets)):
                if each.get("state", "visible") != "visible" or each.get("name") in self._without:
                    hidden.append((place, each.get("name", "")))
                    sheets.remove(each)
        for view in root.iterfind(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView"):
            for name in ("activeTab", "firstSheet"):
                view.attrib.pop(name, None)
        return hidden

    def _follow(self, part: str, wanted: Callable[[str, str], bool] = lambda *_: True) -> set[str]:
        """Copy what a part leads to; gives the ids of the relations that are kept."""
        lines, kept = [], set()
        for key, (kind, target, outside) in sorted(Relations(self._package, part).by_id.items()):
            if outside:
                if kind != "hyperlink" or not _WEB.fullmatch(target):
                    continue
                mode, shown = ' TargetMode="External"', target
            else:
                if kind not in _KEPT or not wanted(key, kind):
                    continue
                shown, mode = target, ""
                own = resolved(part, target)
                if own not in self._parts:
                    self._copy(own, kind)
            kept.add(key)
            lines.append(_relation_xml(key, kind, shown, mode))
        if lines:
            self._parts[relations_part(part)] = _relations_xml(lines)
        return kept

    def _copy(self, part: str, kind: str) -> None:
        data = self._package.read(part)
        if kind == "image":
            extension = part.rpartition(".")[2].lower()
            if extension not in _IMAGE_TYPES:
                raise RefusedError("file-damaged", found=part)
            try:
                picture = without_metadata(data)
            except ValueError as error:
                raise RefusedError("file-damaged", found=part) from error
            self._put(part, picture, _IMAGE_TYPES[extension])
        elif kind == "sharedStrings":
            self._strings = part  # written last, when it is known which are used
        else:
            type_ = f"application/vnd.openxmlformats-officedocument.{_XML_TYPES[kind]}+xml"
            self._put(part, b"", type_)  # taken before what it leads to, which may lead back
            kept = self._follow(part)
            root = parse_tree(data, part)
            _drop_links(root, kept)
            clean_texts(root, self._clean)
            if kind == "worksheet":
                self._values_only(root)
            elif kind == "chart":
                make_literal(root)
            self._put(part, serialise(root, part), type_)

    def _values_only(self, sheet: Tree) -> None:
        """Leave the values of formulas that are shown, clean them, and note the shared texts used."""
        for each in list(sheet):
            if _local(each) in _NOT_OF_SHEET or self._leads_astray(each):
                sheet.remove(each)
        for link in list(sheet.iterfind(f"{{{MAIN}}}hyperlinks/{{{MAIN}}}hyperlink")):
            if self._leads_to_hidden(link.get("location", "")):
                link.getparent().remove(link)
        _blank_hidden(sheet)
        for view in sheet.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
            view.attrib.pop("tabSelected", None)
        for cell in sheet.iter(f"{{{MAIN}}}c"):
            for name in ("cm", "vm"):  # they point into a part that stays behind
                cell.attrib.pop(name, None)
            for formula in cell.findall(f"{{{MAIN}}}f"):
                cell.remove(formula)
            value = cell.find(f"{{{MAIN}}}v")
            if cell.get("t") == "s" and value is not None and (value.text or "").isdecimal():
                self._strings_used.add(int(value.text))
            elif cell.get("t") == "str" and value is not None and value.text:
                value.text = self._clean(value.text)

    def _leads_astray(self, element: Tree) -> bool:
        """Whether a conditional format rests on a sheet that stays behind."""
        if _local(element) != "conditionalFormatting":
            return False
        return any(self._leads_to_hidden(each.text or "") for each in element.iter(f"{{{MAIN}}}formula"))

    def _leads_to_hidden(self, formula: str) -> bool:
        return any(_leads_to(formula, name) for name in self._hidden)

    def _put_strings(self) -> None:
        """The shared texts, those that no visible sheet shows left blank."""
        if not self._strings:
            return
        root = parse_tree(self._package.read(self._strings), self._strings)
        for place, each in enumerate(root.iterfind(f"{{{MAIN}}}si")):
            if place not in self._strings_used:
                for inner in list(each):
                    each.remove(inner)
                each.append(each.makeelement(f"{{{MAIN}}}t", nsmap=each.nsmap))
        clean_texts(root, self._clean)
        type_ = f"application/vnd.openxmlformats-officedocument.{_XML_TYPES['sharedStrings']}+xml"
        self._put(self._strings, serialise(root, self._strings), type_)

    def _put(self, part: str, data: bytes, type_: str) -> None:
        self._parts[part] = data
        self._types[part] = type_

    def _zipped(self) -> bytes:
        listed = "".join(
            f'<Override PartName="/{_quoted(part)}" ContentType="{type_}"/>'
            for part, type_ in sorted(self._types.items())
        )
        types = (
            f'{_DECLARATION}<Types xmlns="{_TYPES}">'
            f'<Default Extension="rels" ContentType="{_RELATION_TYPE}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
        )
        return zip_parts([(CONTENT_TYPES, types.encode()), *sorted(self._parts.items())])


def _drop_names(root: Tree, hidden: list[tuple[int, str]]) -> None:
    """Take out names that are hidden or lead to a hidden sheet, and count the places of sheets anew."""
    gone = [place for place, _ in hidden]
    for names in list(root.iterfind(f"{{{MAIN}}}definedNames")):
        for each in list(names):
            place = each.get("localSheetId", "")
            text = each.text or ""
            leads = "[" in text or any(_leads_to(text, name) for _, name in hidden)  # [1]: another file
            if each.get("hidden") in _TRUE or leads or (place.isdecimal() and int(place) in gone):
                names.remove(each)
            elif place.isdecimal():
                each.set("localSheetId", str(int(place) - sum(one < int(place) for one in gone)))
            each.attrib.pop("comment", None)
        if not len(names):
            root.remove(names)


def _blank_hidden(sheet: Tree) -> None:
    """Empty the cells of hidden rows and columns: people hide there what is not for everybody."""
    hidden = [
        range(int(each.get("min", "0")), int(each.get("max", "0")) + 1)
        for each in sheet.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col")
        if each.get("hidden") in _TRUE
    ]
    for row in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        for place, cell in enumerate(row, 1):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = column_number(letters) if letters else place
            if row.get("hidden") in _TRUE or any(column in each for each in hidden):
                cell.attrib.pop("t", None)
                for each in list(cell):
                    cell.remove(each)


def _leads_to(formula: str, sheet: str) -> bool:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!" in formula or bool(re.search(rf"(?<![\w']){re.escape(sheet)}!", formula))


def _drop_links(root: Tree, kept: set[str]) -> None:
    """Take out what hangs on a relation that is not kept; of a page set-up only the relation."""
    for each in list(root.iter()):
        lost = [
            name
            for name, value in each.attrib.items()
            if name.startswith(f"{{{RELATIONS}}}") and value and value not in kept
        ]
        parent = each.getparent()
        if not lost:
            continue
        if _local(each) == "pageSetup" or parent is None:
            for name in lost:
                del each.attrib[name]
        else:
            parent.remove(each)
    for each in list(root.iter(f"{{{MAIN}}}hyperlinks")):
        if not len(each):
            each.getparent().remove(each)


def _local(element: Tree) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _relations_xml(lines: list[str]) -> bytes:
    head = f'{_DECLARATION}<Relationships xmlns="{_PACKAGE_RELATIONS}">'
    return f"{head}{''.join(lines)}</Relationships>".encode()


def _relation_xml(key: str, kind: str, target: str, mode: str = "") -> str:
    ends = f'Target="{_quoted(target)}"{mode}/>'
    return f'<Relationship Id="{_quoted(key)}" Type="{RELATIONS}/{kind}" {ends}'


def _quoted(text: str) -> str:
    return "".join(_ESCAPES.get(each, each) for each in text)


_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
