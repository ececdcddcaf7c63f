"""A workbook as it may be published: visible sheets and what they show, and nothing that tells of its makers.

The copy is put together from what the visible sheets lead to: their cells as values, styles, drawings, charts
and pictures. All else stays behind: hidden sheets, rows and columns and their texts, document properties,
comments, printer settings, links to other files, macros, and what a camera wrote into a picture. A chart
keeps the figures that it shows instead of the cells that it was drawn from.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Collection
from urllib.parse import unquote

from toolkit.model.cells import column_number
from toolkit.model.links import address_fault
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.package import CONTENT_TYPES, Relations, relations_part, resolved
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.xml_trees import MAIN, RELATIONS, TRUE, Tree, bare_name, hidden_columns, new_element

Clean = Callable[[str], str]

# What is kept is listed, not what is thrown out: such a list cannot forget a new kind of leak.
_KEPT = frozenset(("worksheet", "styles", "theme", "sharedStrings", "drawing", "image", "chart", "table"))
_OF_WORKBOOK = frozenset(("workbookPr", "bookViews", "sheets", "definedNames", "calcPr"))
# Of a sheet more than thirty elements shape what is seen, so here the few that tell or reach outside go.
_NOT_OF_SHEET = frozenset(
    ("dataValidations", "extLst", "customProperties", "webPublishItems", "legacyDrawing", "legacyDrawingHF")
)
_ID = f"{{{RELATIONS}}}id"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# Not GIF or SVG: what they tell besides the picture cannot be taken out for certain.
_IMAGES = ("jpeg", "jpg", "png", "bmp")
_EXTENSIONS = ("rels", "xml", *_IMAGES)


def clean_copy(data: bytes, clean: Clean = lambda text: text, without: Collection[str] = ()) -> bytes:
    """Return the published form of an .xlsx; every text goes through `clean`, and the sheets named in
    `without` stay behind as hidden ones do.

    Equal bytes give equal bytes. Raises RefusedError for a workbook that cannot be read in full, or in which
    no sheet is visible.
    """
    return _Copy(EditedPackage(data), clean, without).made()


class _Copy:
    def __init__(self, package: EditedPackage, clean: Clean, without: Collection[str]) -> None:
        self._package = package
        self._clean = clean
        self._without = without
        self._kept = {CONTENT_TYPES}
        self._hidden: list[str] = []
        self._strings_used: set[int] = set()
        self._strings = ""

    def made(self) -> bytes:
        main = Relations(self._package, "").one("officeDocument")
        if not main:
            raise RefusedError("file-not-workbook", found="zip")
        root = self._package.edit(main)
        hidden = self._drop_sheets(root)
        self._hidden = [name for _, name in hidden]
        kept = {sheet.get(_ID, "") for sheet in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")}
        if not kept:
            raise RefusedError("file-damaged", found=main)
        _drop_names(root, hidden)
        self._kept.add(main)
        self._follow("", lambda _, kind: kind == "officeDocument")
        self._follow(main, lambda key, kind: kind in _KEPT and (kind != "worksheet" or key in kept))
        self._clean_strings()
        types, parts = self._package.edit(CONTENT_TYPES), {part.casefold() for part in self._kept}
        for declared in list(types):
            part = declared.get("PartName", "").removeprefix("/").casefold()
            if part == main.casefold():  # also of a workbook that had macros
                declared.set("ContentType", _MAIN_TYPE)
            elif part not in parts and declared.get("Extension", "").lower() not in _EXTENSIONS:
                types.remove(declared)
        return self._package.save(self._kept)

    def _drop_sheets(self, root: Tree) -> list[tuple[int, str]]:
        """Take hidden sheets out of the workbook's part, and all else that is not in `_OF_WORKBOOK`; return
        the index and name of each hidden sheet."""
        for element in list(root):
            if bare_name(element) not in _OF_WORKBOOK:
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

    def _follow(self, part: str, wanted: Callable[[str, str], bool] = lambda _, kind: kind in _KEPT) -> None:
        """Keep what a part leads to; drop its other relations, and with them what needs them."""
        path = relations_part(part)
        if path not in self._package:
            return
        relations, lost = self._package.edit(path), set()
        self._kept.add(path)
        for relation in list(relations):
            key, kind = relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            # Links to files tell of the office's own machines; an e-mail address may stand in a link, also as
            # %40.
            public = kind == "hyperlink" and address_fault(target) is None and "@" not in unquote(target)
            if not (public if outside else wanted(key, kind)):
                lost.add(key)
                relations.remove(relation)
            elif not outside and (own := resolved(part, target)) not in self._kept:
                self._copy(own, kind)
        if part and lost:
            _drop_links(self._package.edit(part), lost)

    def _copy(self, part: str, kind: str) -> None:
        self._kept.add(part)  # before what it leads to, which may lead back
        if kind == "image":
            try:
                if part.rpartition(".")[2].lower() not in _IMAGES:
                    raise ValueError(part)
                self._package.put(part, without_metadata(self._package.read(part)))
            except ValueError as error:
                raise RefusedError("file-damaged", found=part) from error
        elif kind == "sharedStrings":
            self._strings = part  # cleaned last, when it is known which are used
        else:
            root = self._package.edit(part)
            self._follow(part)
            clean_texts(root, self._clean)
            if kind == "worksheet":
                self._values_only(root)
            elif kind == "chart":
                make_literal(root)

    def _values_only(self, sheet: Tree) -> None:
        """Replace formulas by the values that they show, cleaned, and note which shared texts are used."""
        for element in list(sheet):
            name = bare_name(element)
            formulas = element.iter(f"{{{MAIN}}}formula") if name == "conditionalFormatting" else ()
            if name in _NOT_OF_SHEET or any(self._leads_to_hidden(one.text or "") for one in formulas):
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

    def _leads_to_hidden(self, formula: str) -> bool:
        return any(_leads_to(formula, name) for name in self._hidden)

    def _clean_strings(self) -> None:
        """Clean the shared texts. Those that no visible sheet shows are blank but stay: cells count them."""
        if not self._strings:
            return
        root = self._package.edit(self._strings)
        for index, item in enumerate(root.iterfind(f"{{{MAIN}}}si")):
            if index not in self._strings_used:
                item[:] = [new_element(item, "t")]
        clean_texts(root, self._clean)


def _drop_names(root: Tree, hidden: list[tuple[int, str]]) -> None:
    """Take out names that are hidden or lead to a hidden sheet, and number the sheets of the others anew."""
    gone = [index for index, _ in hidden]
    for block in list(root.iterfind(f"{{{MAIN}}}definedNames")):
        for name in list(block):
            index = name.get("localSheetId", "")
            text = name.text or ""
            leads = "[" in text or any(_leads_to(text, name) for _, name in hidden)  # [1]: another file
            if name.get("hidden") in TRUE or leads or (index.isdecimal() and int(index) in gone):
                block.remove(name)
            elif index.isdecimal():
                # The index counts the sheets of the book: those that are left move up.
                name.set("localSheetId", str(int(index) - sum(one < int(index) for one in gone)))
            name.attrib.pop("comment", None)
        if not len(block):
            root.remove(block)


def _blank_hidden(sheet: Tree) -> None:
    """Empty the cells of hidden rows and columns: people hide there what is not for everybody."""
    hidden = hidden_columns(sheet)
    for row in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        # A cell may lack its reference: it then stands right of the one before.
        for number, cell in enumerate(row, 1):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = column_number(letters) if letters else number
            if row.get("hidden") in TRUE or column in hidden:
                cell.attrib.pop("t", None)
                for child in list(cell):
                    cell.remove(child)


def _leads_to(formula: str, sheet: str) -> bool:
    # Not as the end of a longer name: "A!" is not meant by "BA!".
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!" in formula or bool(re.search(rf"(?<![\w']){re.escape(sheet)}!", formula))


def _drop_links(root: Tree, lost: Collection[str]) -> None:
    """Take out the elements that need a relation which is lost. A page set-up stays and loses only the
    relation: it names a printer, but says the paper too."""
    for element in list(root.iter()):
        gone = [
            attribute
            for attribute, value in element.attrib.items()
            if attribute.startswith(f"{{{RELATIONS}}}") and value in lost
        ]
        parent = element.getparent()
        if not gone:
            continue
        if bare_name(element) == "pageSetup" or parent is None:
            for attribute in gone:
                del element.attrib[attribute]
        else:
            parent.remove(element)
    for links in list(root.iter(f"{{{MAIN}}}hyperlinks")):
        if not len(links):
            links.getparent().remove(links)


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RUNS = {
    f"{{{MAIN}}}si": f"{{{MAIN}}}t",
    f"{{{MAIN}}}is": f"{{{MAIN}}}t",
    f"{_DRAWING}p": f"{_DRAWING}t",
}
"""What holds one text in pieces, and its pieces."""
_HEADS = tuple(
    f"{{{MAIN}}}{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
_HEAD_CODE = re.compile(r'(&"[^"]*"|&\d+|&.)', re.DOTALL)
"""What is no text in the head or foot of a page: &L, &"font,bold", &16."""
_SAYING = ("descr", "title", "tooltip", "display", "name", "location")
"""Attributes in which drawings and links say something: Excel once put a picture's path into `descr`."""
_OF_DRAWING = ("cNvPr", "hyperlink", "hlinkClick")


def clean_texts(root: Tree, clean: Clean) -> None:
    """Put every text of a part through `clean`: cells, drawings, charts, headers, footers and the names of
    pictures and links."""
    for element in root.iter(*_RUNS):
        pieces = list(element.iter(_RUNS[element.tag]))
        # As a whole: an e-mail address may be half bold.
        text = "".join(piece.text or "" for piece in pieces)
        cleaned = clean(text)
        if cleaned != text:
            # The whole takes the format of its first piece.
            for piece, own in zip(pieces, (cleaned, *[""] * (len(pieces) - 1)), strict=True):
                piece.text = own
    for element in root.iter(f"{_CHART}v"):
        element.text = clean(element.text or "")
    for element in root.iter(*_HEADS):
        pieces = _HEAD_CODE.split(element.text or "")
        element.text = "".join(piece if piece.startswith("&") else clean(piece) for piece in pieces)
    for element in root.iter(*(f"{{*}}{tag}" for tag in _OF_DRAWING)):
        for name in _SAYING:
            if element.get(name):
                element.set(name, clean(element.get(name)))


_LITERAL = {"strRef": ("strCache", "strLit"), "numRef": ("numCache", "numLit")}


def make_literal(chart: Tree) -> None:
    """Put the figures and words that a chart shows in the place of the cells that it refers to, which may
    stand on a hidden sheet."""
    for reference, (cache, literal) in _LITERAL.items():
        for cells in list(chart.iter(_tag(reference))):
            _replace(cells, cells.find(_tag(cache)), literal)


def _replace(reference: Tree, cache: Tree | None, literal: str) -> None:
    parent = reference.getparent()
    if parent.tag == _tag("tx"):  # a series or a title, which takes a plain text
        text = "".join(cache.itertext()).strip() if cache is not None else ""
        made = parent.makeelement(_tag("v"), nsmap=parent.nsmap)
        made.text = text
    else:
        made = parent.makeelement(_tag(literal), nsmap=parent.nsmap)
        made.extend(list(cache) if cache is not None else ())
    parent.replace(reference, made)


def _tag(name: str) -> str:
    return f"{_CHART}{name}"


_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT_APPLICATION = (0xE0, 0xEE)  # JFIF and Adobe say how the colours are to be read
_COMMENT = 0xFE
_SCAN = 0xDA
_END = b"\xff\xd9"
# What the picture looks like; texts, times and Exif may tell who made it, and where.
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs")
)


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG without application segments and comments, a PNG without texts, or a BMP, which has none.

    Raises ValueError for any other picture and for a broken one: nobody knows what it tells.
    """
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
    except (struct.error, IndexError) as error:
        raise ValueError("a picture that is cut off") from error
    if data.startswith(b"BM"):
        return data
    raise ValueError("no picture of a known kind")


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    offset = 2
    while data[offset + 1] != _SCAN:
        if data[offset] != 0xFF:
            raise ValueError("a JPEG whose segments do not follow each other")
        marker = data[offset + 1]
        if marker == 0xFF:  # a byte to fill up
            offset += 1
            continue
        (length,) = struct.unpack_from(">H", data, offset + 2)
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION
        # JFXX is of JFIF's number, and holds a small copy of the picture, perhaps as it was before a cut.
        if not application and marker != _COMMENT and data[offset + 4 : offset + 8] != b"JFXX":
            kept.append(data[offset : offset + 2 + length])
        offset += 2 + length
    # What follows the image, as telephones append a second picture, goes too.
    end = data.find(_END, offset)
    return b"".join((*kept, data[offset : end + 2] if end > 0 else data[offset:]))


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    offset = 8
    while offset + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, offset)
        if kind in _PNG_KEPT:
            kept.append(data[offset : offset + 12 + length])
        offset += 12 + length
    return b"".join(kept)
