"""What a workbook carries besides its sheets: macros, connections, links to elsewhere, embedded objects.

Told by the names of parts, their declared types and their relations; none of these parts is opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from toolkit.workbook.reader.package import Package
from toolkit.workbook.reader.parts import Relations
from toolkit.workbook.reader.xml_walk import Element, attributes, element, walk
from toolkit.workbook.reading import Burden

_TYPES_PART = "[Content_Types].xml"
_TYPES_SPACE = ("http://schemas.openxmlformats.org/package/2006/content-types",)
_TYPE = element(passed=None)
_TYPES = element(
    {"Types": element({"Override": _TYPE}, passed=None, namespaces=_TYPES_SPACE)},
    passed=None,
    namespaces=_TYPES_SPACE,
)

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
_KINDS: dict[str, Burden] = {
    "vbaProject": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "connections": "connection",
    "queryTable": "connection",
    "extensibility": "embedded",
}
_DECLARED: tuple[tuple[str, Burden], ...] = (
    ("vbaproject", "macros"),
    ("macrosheet", "macros"),
    ("macroenabled", "macro-format"),
)
_EXTERNAL = "xl/externallinks/"
_ESCAPES = (b"External", b"&#", b"\0")
"""A part of relations without any of these names no target outside the workbook; the last two may hide a
word from a search in bytes."""


def burdens(package: Package, relations: Iterable[Relations]) -> tuple[tuple[Burden, str], ...]:
    """Each kind once for each part that shows it, in the order of the package.

    `relations` are those of the workbook and of sheets that were read. Raises RefusedError for relations
    or types that are damaged.
    """
    known = {each.path.casefold(): each for each in relations}
    found = [*_named(package), *_declared(package)]
    for name in package.names:
        folded = name.casefold()
        if not folded.endswith(".rels"):
            continue
        each = known.get(folded) or _outward(package, name)
        if each is not None:
            found += _related(each)
    return tuple(dict.fromkeys(found))


def _named(package: Package) -> Iterator[tuple[Burden, str]]:
    for name in package.names:
        folded = name.casefold()
        for start, kind in _FOLDERS:
            if folded.startswith(start):
                yield kind, name
        if folded.startswith(_EXTERNAL) and folded.endswith(".xml"):
            yield _link(package, name)


def _link(package: Package, name: str) -> tuple[Burden, str]:
    """A link to another workbook names its file in its relations; a link to a program (DDE) has none, one
    to an object (OLE) says so."""
    outside = [each for each in Relations(package, name).written.values() if each[2]]
    if not outside or any(kind == "oleObject" for kind, _, _ in outside):
        return "dde", name
    return "external-link", outside[0][1]


def _declared(package: Package) -> Iterator[tuple[Burden, str]]:
    types: list[tuple[str, str]] = []

    def begin(found: Element, flat: list[str]) -> None:
        if found is _TYPE:
            each = attributes(flat)
            types.append((each.get("ContentType", "").casefold(), each.get("PartName", "").lstrip("/")))

    data = package.read(_TYPES_PART)
    if any(word.encode() in data.lower() for word, _ in _DECLARED) or any(
        each in data for each in _ESCAPES[1:]
    ):
        walk(data, _TYPES_PART, _TYPES, begin)
    for declared, part in types:
        for word, kind in _DECLARED:
            if word in declared:
                yield kind, part


def _outward(package: Package, name: str) -> Relations | None:
    """The relations of a part, where any may lead out of the workbook."""
    data = package.read(name)
    if name.casefold().startswith(_EXTERNAL) or not any(each in data for each in _ESCAPES):
        return None
    folder, file = posixpath.split(name)
    return Relations(package, posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")))


def _related(relations: Relations) -> Iterator[tuple[Burden, str]]:
    for key, (kind, target, outside) in relations.written.items():
        if kind in _KINDS:
            yield _KINDS[kind], relations.part(key)[1] or target
        elif outside and kind != "hyperlink":
            yield "dde" if kind == "oleObject" else "external-link", target
