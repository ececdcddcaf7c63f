"""A workbook as it may be published: visible sheets and what they show, and nothing that tells of its makers.

The copy is put together from what the visible sheets lead to: their cells as values, styles, drawings, charts
and pictures. All else stays behind: hidden sheets, rows and columns and their texts, document properties,
comments, printer settings, links to other files, macros, and what a camera wrote into a picture. A chart
keeps the figures that it shows instead of the cells that it was drawn from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import unquote
from xml.sax.saxutils import escape

from toolkit.books.public_parts import Clean, clean_texts, make_literal, without_metadata
from toolkit.model.cells import column_number
from toolkit.model.links import address_fault
from toolkit.xlsx.edited_package import MAIN, RELATIONS, Tree, UnmarkableError, parse_tree, serialise
from toolkit.xlsx.package import CONTENT_TYPES, Package, Relations, relations_part, resolved, zip_parts
from toolkit.xlsx.sheet_data import RefusedError

_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# What is kept is listed, not what is thrown out: such a list cannot forget a new kind of leak.
_KEPT = frozenset(("worksheet", "styles", "theme", "sharedStrings", "drawing", "image", "chart", "table"))
_OF_WORKBOOK = frozenset(("workbookPr", "bookViews", "sheets", "definedNames", "calcPr"))
# Of a sheet more than thirty elements shape what is seen, so here the few that tell or reach outside go.
_NOT_OF_SHEET = frozenset(
    ("dataValidations", "extLst", "customProperties", "webPublishItems", "legacyDrawing", "legacyDrawingHF")
)
_ID = f"{{{RELATIONS}}}id"
_TRUE = ("1", "true")
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.{}+xml"
_MAIN_TYPE = _DOCUMENT_TYPE.format("spreadsheetml.sheet.main")
_XML_TYPES = {
    **{
        kind: _DOCUMENT_TYPE.format(f"spreadsheetml.{kind}")
        for kind in ("worksheet", "styles", "sharedStrings", "table")
    },
    **{kind: _DOCUMENT_TYPE.format(kind) for kind in ("theme", "drawing")},
    "chart": _DOCUMENT_TYPE.format("drawingml.chart"),
}
# Not GIF or SVG: what they tell besides the picture cannot be taken out for certain.
_IMAGE_TYPES = {"jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "bmp": "image/bmp"}


def clean_copy(data: bytes, clean: Clean = lambda text: text, without: Collection[str] = ()) -> bytes:
    """Return the published form of an .xlsx; every text goes through `clean`, and the sheets named in
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
        kept = {sheet.get(_ID, "") for sheet in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")}
        if not kept:
            raise RefusedError("file-damaged", found=main)
        _drop_names(root, hidden)
        self._follow(main, lambda key, kind: kind != "worksheet" or key in kept)
        self._put(main, serialise(root, main), _MAIN_TYPE)
        self._put_strings()
        self._parts[relations_part("")] = _relations_xml([_relation_xml("rId1", "officeDocument", main)])
        return self._zipped()

    def _drop_sheets(self, root: Tree) -> list[tuple[int, str]]:
        """Take hidden sheets out of the workbook's part, and all else that is not in `_OF_WORKBOOK`; return
        the index and name of each hidden sheet."""
        for element in list(root):
            if _local(element) not in _OF_WORKBOOK:
                root.remove(element)
        hidden = []
        for sheets in root.iterfind(f"{{{MAIN}}}sheets"):
            for index, sheet in enumerate(list(sheets)):
                if sheet.get("state", "visible") != "visible" or sheet.get("name") in self._without:
                    hidden.append((index, sheet.get("name", "")))
                    sheets.remove(sheet)
        for view in root.iterfind(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView"):
            for name in ("activeTab", "firstSheet"):  # Excel repairs a book whose active tab is missing
                view.attrib.pop(name, None)
        return hidden

    def _follow(self, part: str, wanted: Callable[[str, str], bool] = lambda *_: True) -> set[str]:
        """Copy what a part leads to; return the ids of the relations that are kept."""
        lines, kept = [], set()
        # In a fixed order, since equal workbooks give equal bytes.
        for key, (kind, target, outside) in sorted(Relations(self._package, part).by_id.items()):
            if outside:
                # Links to files tell of the office's own machines.
                if kind != "hyperlink" or not _is_public(target):
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
            type_ = _XML_TYPES[kind]
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
        """Replace formulas by the values that they show, cleaned, and note which shared texts are used."""
        for element in list(sheet):
            if _local(element) in _NOT_OF_SHEET or self._leads_astray(element):
                sheet.remove(element)
        for link in list(sheet.iterfind(f"{{{MAIN}}}hyperlinks/{{{MAIN}}}hyperlink")):
            if self._leads_to_hidden(link.get("location", "")):
                link.getparent().remove(link)
        _blank_hidden(sheet)
        for view in sheet.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
            # What is typed goes into every selected sheet, and the one that opens may stay behind.
            view.attrib.pop("tabSelected", None)
        for cell in sheet.iter(f"{{{MAIN}}}c"):
            for name in ("cm", "vm"):  # they point into a part that stays behind
                cell.attrib.pop(name, None)
            for formula in cell.findall(f"{{{MAIN}}}f"):
                cell.remove(formula)
            value = cell.find(f"{{{MAIN}}}v")
            if cell.get("t") == "s" and value is not None and (value.text or "").isdecimal():
                self._strings_used.add(int(value.text))
            # The text that a formula came to stands in its cell, not among the shared ones.
            elif cell.get("t") == "str" and value is not None and value.text:
                value.text = self._clean(value.text)

    def _leads_astray(self, element: Tree) -> bool:
        """Return whether an element is a conditional format that rests on a sheet that stays behind."""
        if _local(element) != "conditionalFormatting":
            return False
        formulas = element.iter(f"{{{MAIN}}}formula")
        return any(self._leads_to_hidden(formula.text or "") for formula in formulas)

    def _leads_to_hidden(self, formula: str) -> bool:
        return any(_leads_to(formula, name) for name in self._hidden)

    def _put_strings(self) -> None:
        """Write the shared texts. Those that no visible sheet shows are blank but stay: cells count them."""
        if not self._strings:
            return
        root = parse_tree(self._package.read(self._strings), self._strings)
        for index, item in enumerate(root.iterfind(f"{{{MAIN}}}si")):
            if index not in self._strings_used:
                for child in list(item):
                    item.remove(child)
                item.append(item.makeelement(f"{{{MAIN}}}t", nsmap=item.nsmap))
        clean_texts(root, self._clean)
        self._put(self._strings, serialise(root, self._strings), _XML_TYPES["sharedStrings"])

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


def _is_public(address: str) -> bool:
    """Return whether a link opens for everybody; an e-mail address may stand in its path, also as %40."""
    return address_fault(address) is None and "@" not in unquote(address)


def _drop_names(root: Tree, hidden: list[tuple[int, str]]) -> None:
    """Take out names that are hidden or lead to a hidden sheet, and number the sheets of the others anew."""
    gone = [index for index, _ in hidden]
    for block in list(root.iterfind(f"{{{MAIN}}}definedNames")):
        for name in list(block):
            index = name.get("localSheetId", "")
            text = name.text or ""
            leads = "[" in text or any(_leads_to(text, name) for _, name in hidden)  # [1]: another file
            if name.get("hidden") in _TRUE or leads or (index.isdecimal() and int(index) in gone):
                block.remove(name)
            elif index.isdecimal():
                # The index counts the sheets of the book: those that are left move up.
                name.set("localSheetId", str(int(index) - sum(one < int(index) for one in gone)))
            name.attrib.pop("comment", None)
        if not len(block):
            root.remove(block)


def _blank_hidden(sheet: Tree) -> None:
    """Empty the cells of hidden rows and columns: people hide there what is not for everybody."""
    hidden = [
        range(int(column.get("min", "0")), int(column.get("max", "0")) + 1)
        for column in sheet.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col")
        if column.get("hidden") in _TRUE
    ]
    for row in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        # A cell may lack its reference: it then stands right of the one before.
        for number, cell in enumerate(row, 1):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = column_number(letters) if letters else number
            if row.get("hidden") in _TRUE or any(column in columns for columns in hidden):
                cell.attrib.pop("t", None)
                for child in list(cell):
                    cell.remove(child)


def _leads_to(formula: str, sheet: str) -> bool:
    # Not as the end of a longer name: "A!" is not meant by "BA!".
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!" in formula or bool(re.search(rf"(?<![\w']){re.escape(sheet)}!", formula))


def _drop_links(root: Tree, kept: set[str]) -> None:
    """Take out the elements that need a relation which is not kept. A page set-up stays and loses only the
    relation: it names a printer, but says the paper too."""
    for element in list(root.iter()):
        gone = [
            attribute
            for attribute, value in element.attrib.items()
            if attribute.startswith(f"{{{RELATIONS}}}") and value and value not in kept
        ]
        parent = element.getparent()
        if not gone:
            continue
        if _local(element) == "pageSetup" or parent is None:
            for attribute in gone:
                del element.attrib[attribute]
        else:
            parent.remove(element)
    for links in list(root.iter(f"{{{MAIN}}}hyperlinks")):
        if not len(links):
            links.getparent().remove(links)


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
    return escape(text, {'"': "&quot;"})
