"""An .xlsx opened for editing: what is not edited is written back as it was, byte for byte."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from toolkit.xlsx.package import CONTENT_TYPES, Package, relations_part, resolved, zip_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_LARGEST = 20_000_000
"""Parts above this are not edited: as a tree one takes some ten times its size."""

Tree = Any  # an element of lxml, which comes without types


class UnmarkableError(Exception):
    """A workbook of a form that cannot be edited safely; the text names the part that stands in the way."""


def parse_tree(data: bytes, name: str) -> Tree:
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


def first_child(parent: Tree, name: str, space: str = MAIN) -> Tree | None:
    """Return the first child of a local name in the namespace of sheets, or in another one."""
    return parent.find(f"{{{space}}}{name}")


def new_element(parent: Tree, name: str, space: str = MAIN, /, **attributes: str) -> Tree:
    """An element that may stand in `parent`, in whose prefixes it is written; not yet put there."""
    return parent.makeelement(f"{{{space}}}{name}", attributes, nsmap=parent.nsmap)


class EditedPackage:
    """The parts of a workbook by name (compared case-folded), some of them as trees.

    Raises RefusedError for bytes that are no sound .xlsx.
    """

    def __init__(self, data: bytes) -> None:
        package = Package(data)
        self._names = {name.casefold(): name for name in package.names}
        self._methods = package.methods
        self._parts = {name: package.read(name) for name in package.names}
        self._trees: dict[str, Tree] = {}
        self._edited: set[str] = set()
        self._added: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as it came, b"" for a new one. Raises UnmarkableError for none."""
        if name not in self:
            raise UnmarkableError(name)
        return self._parts.get(self._names[name.casefold()], b"")

    def tree(self, name: str) -> Tree:
        """The XML of a part, to look at."""
        data = self.read(name)
        known = self._names[name.casefold()]
        if known not in self._trees:
            self._trees[known] = parse_tree(data, known)
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
            for each in self.tree(CONTENT_TYPES).iterfind(f"{{{_TYPES}}}Override")
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
        types = self.edit(CONTENT_TYPES)
        if extension:
            declared = [
                each.get("ContentType")
                for each in types.iterfind(f"{{{_TYPES}}}Default")
                if each.get("Extension", "").casefold() == extension
            ]
            if not declared:
                default = new_element(types, "Default", _TYPES, Extension=extension, ContentType=content_type)
                types.insert(0, default)
            if not declared or declared == [content_type]:
                return
        types.append(new_element(types, "Override", _TYPES, PartName=f"/{name}", ContentType=content_type))

    def remove(self, name: str) -> None:
        """Take out a part and what declares its type."""
        known = self._names.pop(name.casefold())
        self._trees.pop(known, None)
        self._parts.pop(known, None)
        self._edited.discard(known)
        types = self.edit(CONTENT_TYPES)
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
        path = relations_part(part)
        if path not in self:
            return {}
        return {
            each.get("Id", ""): resolved(part, each.get("Target", ""))
            for each in self.tree(path).iterfind(f"{{{_PACKAGE_RELATIONS}}}Relationship")
            if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; gives the relation's id."""
        path = relations_part(part)
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
        relations.append(new_element(relations, "Relationship", _PACKAGE_RELATIONS, **attributes))
        return f"rId{number}"

    def unrelate(self, part: str, identity: str) -> None:
        """Take out a relation; a part of relations without any goes too."""
        path = relations_part(part)
        relations = self.edit(path)
        for each in relations.findall(f"{{{_PACKAGE_RELATIONS}}}Relationship"):
            if each.get("Id") == identity:
                relations.remove(each)
        if not len(relations):
            self.remove(path)

    def save(self) -> bytes:
        """Return the workbook: the parts in their order, new ones after them by name."""
        names = self._names.values()
        ordered = [name for name in names if name not in self._added] + sorted(self._added & set(names))
        return zip_parts(
            (
                (name, serialise(self._trees[name], name) if name in self._edited else self._parts[name])
                for name in ordered
            ),
            self._methods,
        )
