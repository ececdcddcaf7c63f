"""What stands beside values: what a workbook carries besides its sheets, and a sheet besides its cells.

Macros, connections, links to elsewhere and embedded objects show in the names of parts, their declared types
and their relations; none of these parts is opened. Links, dropdowns and filters stand in the sheet's own XML.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from toolkit.xlsx.package import CONTENT_TYPES, Package, Relations
from toolkit.xlsx.sheet_data import Burden, RefusedError, SheetData
from toolkit.xlsx.xml_trees import TRUE, Tree, below

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
    for declared in package.tree(CONTENT_TYPES).iter("{*}Override"):
        for word, kind in _DECLARED:
            if word in declared.get("ContentType", "").casefold():
                yield kind, declared.get("PartName", "").lstrip("/")


_MOST_LINKS = 65_530
"""As many as Excel takes on a sheet."""
_NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}dataValidation"
_NEWER_RANGE = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"


def note_beside(sheet: SheetData, root: Tree) -> list[tuple[str, str, str]]:
    """Note what stands beside the cells of a sheet; return the links that lead elsewhere: their cells, the
    relation's id, the place in the target. Raises RefusedError."""
    # A link without an id leads to a place in the workbook itself.
    links = [
        (link.get("ref", ""), key, link.get("location", ""))
        for link in below(root, "hyperlinks", "hyperlink")
        for name, key in link.attrib.items()
        if name.rpartition("}")[2] == "id"
    ]
    if len(links) > _MOST_LINKS:
        raise RefusedError("file-too-large", found=f"> {_MOST_LINKS} links")
    sheet.merges += [merged.get("ref", "") for merged in below(root, "mergeCells", "mergeCell")]
    rules = [(rule, rule.get("sqref", "")) for rule in below(root, "dataValidations", "dataValidation")]
    rules += [(rule, rule.findtext(_NEWER_RANGE, "")) for rule in root.iter(_NEWER)]
    sheet.dropdowns += [cells.strip() for rule, cells in rules if rule.get("type") == "list"]
    hides = [True for properties in below(root, "sheetPr") if properties.get("filterMode") in TRUE]
    sheet.filtered = bool(hides or below(root, "autoFilter", "filterColumn"))
    return links
