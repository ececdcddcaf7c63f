"""An .xlsx opened for editing: what is not edited is written back as it was, byte for byte."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Collection
from typing import Any

from lxml import etree

from toolkit.xlsx.package import CONTENT_TYPES, Package, relations_part, resolved, zip_parts
from toolkit.xlsx.sheet_data import RefusedError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION = f"{{{_PACKAGE_RELATIONS}}}Relationship"
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_LARGEST = 20_000_000
"""Parts above this are not edited: as a tree one takes some ten times its size."""

Tree = Any  # an element of lxml, which comes without types


class UnmarkableError(Exception):
    """A workbook of a form that cannot be edited safely; the text names the part that stands in the way."""


def parse_tree(data: bytes, name: str) -> Tree:
    """Return the root of a part's XML. Raises UnmarkableError for one too large or not well formed."""
    if len(data) > _LARGEST:
        raise UnmarkableError(name)
    # Nothing is fetched or expanded, whatever a file asks for; a comment would count as a child.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnmarkableError(name) from error


def read_tree(package: Package, part: str) -> Tree:
    """Return the XML of a part that is only looked at. Raises RefusedError."""
    try:
        return parse_tree(package.read(part), part)
    except UnmarkableError as error:
        raise RefusedError("file-damaged", found=part) from error


def without_dangling(data: bytes) -> bytes:
    """Return a package without the relations that lead to no part of it, which R and others leave behind.

    Raises RefusedError for what is no package, UnmarkableError for relations that are not well formed.
    """
    package = EditedPackage(data)
    for path in package.names:
        folder, name = posixpath.split(path)
        part = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        for relation in list(package.tree(path)) if name.endswith(".rels") else ():
            inside = relation.tag == _RELATION and relation.get("TargetMode") != "External"
            if inside and resolved(part, relation.get("Target", "")) not in package:
                package.edit(path).remove(relation)
    return package.save()


def first_child(parent: Tree, name: str) -> Tree | None:
    """Return the first child of a local name in the namespace of sheets."""
    return parent.find(f"{{{MAIN}}}{name}")


def new_element(parent: Tree, name: str, /, *children: Tree, space: str = MAIN, **attributes: str) -> Tree:
    """Return an element that may stand in `parent`, in whose prefixes it is written; not yet put there."""
    made = parent.makeelement(f"{{{space}}}{name}", attributes, nsmap=parent.nsmap)
    made.extend(children)
    return made


def element_of(xml: str) -> Tree:
    """Return the element that a text in the namespace of sheets stands for."""
    return etree.fromstring(f'<parent xmlns="{MAIN}">{xml}</parent>')[0]


class EditedPackage:
    """The parts of a workbook by name (compared case-folded), some of them as trees; with `any_kind` it may
    be another zip container. Raises RefusedError for bytes that are no sound one."""

    def __init__(self, data: bytes, *, any_kind: bool = False) -> None:
        package = Package(data, any_kind=any_kind)
        self._names = {name.casefold(): name for name in package.names}
        self._methods = package.methods  # a part that was stored stays so: nothing else of it changes
        self._parts = {name: package.read(name) for name in package.names}
        self._trees: dict[str, Tree] = {}
        self._edited: set[str] = set()
        self._added: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts as they stand in the file."""
        return tuple(self._names.values())

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as it came, b"" for a new one. Raises UnmarkableError for none."""
        if name not in self:
            raise UnmarkableError(name)
        return self._parts.get(self._names[name.casefold()], b"")

    def tree(self, name: str) -> Tree:
        """Return the XML of a part, to look at."""
        data, known = self.read(name), self._names[name.casefold()]
        if known not in self._trees:
            self._trees[known] = parse_tree(data, known)
        return self._trees[known]

    def edit(self, name: str) -> Tree:
        """Return the XML of a part, to change: it is written anew."""
        tree = self.tree(name)
        self._edited.add(self._names[name.casefold()])
        return tree

    def put(self, name: str, data: bytes) -> None:
        """Put other bytes in the place of a part's."""
        self._parts[self._names[name.casefold()]] = data

    def content_type(self, name: str) -> str:
        """Return the type that is declared for a part by its name; "" where none is."""
        for override in self.tree(CONTENT_TYPES).iterfind(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").casefold() == f"/{name}".casefold():
                return str(override.get("ContentType", ""))
        return ""

    def add(self, name: str, root: Tree, content_type: str) -> None:
        """Put in a new part and declare its type."""
        self._names[name.casefold()] = name
        self._trees[name] = root
        self._edited.add(name)
        self._added.add(name)
        # Relations are declared once for all, by the ending of their names.
        if content_type == _RELATION_TYPE:
            return
        types = self.edit(CONTENT_TYPES)
        values = {"PartName": f"/{name}", "ContentType": content_type}
        types.append(new_element(types, "Override", space=_TYPES, **values))

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Return the internal parts that a part refers to by relations of one kind: id -> part."""
        path = relations_part(part)
        relations = self.tree(path).iterfind(_RELATION) if path in self else ()
        return {
            relation.get("Id", ""): resolved(part, relation.get("Target", ""))
            for relation in relations
            # Strict Open XML has another address before the last word.
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; return the relation's id."""
        path = relations_part(part)
        if path not in self:
            root = etree.Element(f"{{{_PACKAGE_RELATIONS}}}Relationships", nsmap={None: _PACKAGE_RELATIONS})
            self.add(path, root, _RELATION_TYPE)
        relations = self.edit(path)
        taken = {relation.get("Id") for relation in relations}
        # Ids count up in most packages, so the next number is nearly always free.
        numbers = itertools.count(len(taken) + 1)
        key = next(key for number in numbers if (key := f"rId{number}") not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(part))
        values = {"Id": key, "Type": f"{RELATIONS}/{kind}", "Target": relative}
        relations.append(new_element(relations, "Relationship", space=_PACKAGE_RELATIONS, **values))
        return key

    def save(self, only: Collection[str] = ()) -> bytes:
        """Return the workbook: the parts in their order, new ones after them by name; all, or those named."""
        folded = {name.casefold() for name in only}
        names = [name for key, name in self._names.items() if not only or key in folded]
        parts = []
        for name in [name for name in names if name not in self._added] + sorted(self._added & set(names)):
            data = self._parts.get(name, b"")
            if name in self._edited:
                # Old drawings bear no declaration.
                declared = {} if name.endswith(".vml") else {"standalone": True}
                tree = self._trees[name].getroottree()
                data = etree.tostring(tree, encoding="UTF-8", xml_declaration=bool(declared), **declared)
            parts.append((name, data))
        return zip_parts(parts, self._methods)
