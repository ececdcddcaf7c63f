"""What stands beside values: what a workbook carries besides its sheets, and a sheet besides its cells.

Macros, connections, links to elsewhere and embedded objects show in the names of parts, their declared types
and their relations; none of these parts is opened. Links, dropdowns and filters stand in the sheet's own XML.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from toolkit.xlsx.package import CONTENT_TYPES, Package, Relations
from toolkit.xlsx.sheet_data import Burden, RefusedError, SheetData
from toolkit.xlsx.xml_walk import XmlElement, attributes, element, elements

# A part that nothing refers to is carried along all the same.
_FOLDERS: tuple[tuple[str, Burden], ...] = (
    ("xl/vbaproject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/connections", "connection"),
    ("xl/querytables/", "connection"),
    ("xl/embeddings/", "embedded"),
    ("xl/activex/", "embedded"),
    ("xl/ctrlprops/", "embedded"),
    ("xl/webextensions/", "embedded"),
    ("customui/", "embedded"),
)
# By the last word of a relation's type, whatever its part is called.
_KINDS: dict[str, Burden] = {
    "vbaProject": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "connections": "connection",
    "queryTable": "connection",
    "extensibility": "embedded",
}
# A declared type shows what a part is under any name.
_DECLARED: tuple[tuple[str, Burden], ...] = (
    ("vbaproject", "macros"),
    ("macrosheet", "macros"),
    ("macroenabled", "macro-format"),
)


def find_burdens(package: Package, relations: Iterable[Relations]) -> tuple[tuple[Burden, str], ...]:
    """Return each burden once for each part that shows it, in the order of the package.

    `relations` are those of the workbook and of sheets that were read. Raises RefusedError for relations
    or types that are damaged.
    """
    known = {one.path.casefold(): one for one in relations}
    burdens = [*_by_name(package), *_by_type(package)]
    for path in package.names:
        folded = path.casefold()
        if not folded.endswith(".rels") or folded.startswith(_EXTERNAL):
            continue
        # Damage in a part that leads nowhere is no reason to refuse a workbook.
        if folded not in known and not any(word in package.read(path) for word in _OUTWARD):
            continue
        folder, file = posixpath.split(path)
        part = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
        related = known.get(folded) or Relations(package, part)
        for key, (kind, target, outside) in related.by_id.items():
            if kind in _KINDS:
                burdens.append((_KINDS[kind], related.part(key)[1] or target))
            # A hyperlink leads out only when somebody clicks it.
            elif outside and kind != "hyperlink":
                burdens.append(("dde" if kind == "oleObject" else "external-link", target))
    return tuple(dict.fromkeys(burdens))


_EXTERNAL = "xl/externallinks/"
_OUTWARD = (b"External", b"&#", b"\0")
"""One of these stands in relations that lead out of the workbook; the last two may hide the word."""


def _by_name(package: Package) -> Iterator[tuple[Burden, str]]:
    for name in package.names:
        folded = name.casefold()
        for start, kind in _FOLDERS:
            if folded.startswith(start):
                yield kind, name
        if folded.startswith(_EXTERNAL) and folded.endswith(".xml"):
            # A link to another workbook names its file in its relations; a link to a program (DDE) has none,
            # and one to an object (OLE) says so.
            outward = [relation for relation in Relations(package, name).by_id.values() if relation.outside]
            if not outward or any(relation.kind == "oleObject" for relation in outward):
                yield "dde", name
            else:
                yield "external-link", outward[0].target


def _by_type(package: Package) -> Iterator[tuple[Burden, str]]:
    for name, values, _ in elements(package.read(CONTENT_TYPES), CONTENT_TYPES):
        for word, kind in _DECLARED:
            if name.endswith(" Override") and word in values.get("ContentType", "").casefold():
                yield kind, values.get("PartName", "").lstrip("/")


_X14 = ("http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",)
_XM = ("http://schemas.microsoft.com/office/excel/2006/main",)
_TRUE = ("1", "true")
_MOST_LINKS = 65_530
"""As many as Excel takes on a sheet."""

_FILTER = element(passed=None)
_PROPERTIES = element(passed=None)
_LINK = element(passed=None)
_MERGE = element(passed=None)
_DROPDOWN = element(passed=None)
_RANGE = element(text=True)
_EXTENDED = element({"sqref": _RANGE}, passed=None, namespaces=_XM)
_EXTENDED_ALL = element({"dataValidation": _EXTENDED}, passed=None, namespaces=_X14)
_EXTENSION = element({"dataValidations": _EXTENDED_ALL}, passed=None, namespaces=_X14)
ELEMENTS = {
    "sheetPr": _PROPERTIES,
    "autoFilter": element({"filterColumn": _FILTER}, passed=None),
    "mergeCells": element({"mergeCell": _MERGE}, passed=None),
    "hyperlinks": element({"hyperlink": _LINK}, passed=None),
    "dataValidations": element({"dataValidation": _DROPDOWN}, passed=None),
    "extLst": element({"ext": _EXTENSION}, passed=None),
}
"""The elements of a sheet that tell of it, for `toolkit.xlsx.xml_walk.walk`."""


@dataclass(slots=True)
class Beside:
    """Takes in what stands beside the cells of a sheet; `links` are those that lead somewhere else: cells,
    relation id, place in the target."""

    sheet: SheetData
    links: list[tuple[str, str, str]] = field(default_factory=list)
    _listed: bool = False

    def begin(self, node: XmlElement, flat: list[str]) -> None:
        """Take in the beginning of one of `ELEMENTS` or of what is in them."""
        if node is _LINK:
            if len(self.links) == _MOST_LINKS:
                raise RefusedError("file-too-large", found=f"> {_MOST_LINKS} links")
            values = {name.rpartition(" ")[2]: value for name, value in attributes(flat).items()}
            # A link without an id leads to a place in the workbook itself.
            if "id" in values:
                self.links.append((values.get("ref", ""), values["id"], values.get("location", "")))
        elif node is _MERGE:
            self.sheet.merges.append(attributes(flat).get("ref", ""))
        elif node is _DROPDOWN:
            values = attributes(flat)
            if values.get("type") == "list":
                self.sheet.dropdowns.append(values.get("sqref", "").strip())
        elif node is _EXTENDED:
            self._listed = attributes(flat).get("type") == "list"
        elif node is _FILTER or (node is _PROPERTIES and attributes(flat).get("filterMode") in _TRUE):
            self.sheet.filtered = True

    def end(self, node: XmlElement, text: str) -> None:
        """Take in the end of one of them."""
        if node is _RANGE and self._listed:
            self.sheet.dropdowns.append(text.strip())
