"""A package opened for editing: what is not edited is written back as it was, byte for byte."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Collection

from lxml import etree

from toolkit.xlsx.package import CONTENT_TYPES, Package, relations_part, resolved, zip_parts
from toolkit.xlsx.xml_trees import RELATIONS, Tree, new_element

_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION = f"{{{_PACKAGE_RELATIONS}}}Relationship"


def without_dangling(data: bytes) -> bytes:
    """Return a package without the relations that lead to no part of it, which R and others leave behind.

    Raises RefusedError.
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


class EditedPackage(Package):
    """A package of which some parts are changed as trees; every part is read once, at the beginning."""

    def __init__(self, data: bytes, *, any_kind: bool = False) -> None:
        super().__init__(data, any_kind=any_kind)
        self._contents: dict[str, bytes] = {}
        self._trees: dict[str, Tree] = {}
        self._edited: set[str] = set()
        self._added: set[str] = set()
        self._contents.update([(name.casefold(), self.read(name)) for name in self.names])

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as it came, b"" for a new one. Raises RefusedError for none."""
        known = name.casefold()
        if known in self._added:
            return b""
        return self._contents[known] if known in self._contents else super().read(name)

    def tree(self, name: str) -> Tree:
        """Return the XML of a part with its changes, to look at."""
        known = name.casefold()
        if known not in self._trees:
            self._trees[known] = super().tree(name)
        return self._trees[known]

    def edit(self, name: str) -> Tree:
        """Return the XML of a part, to change: it is written anew."""
        tree = self.tree(name)
        self._edited.add(name.casefold())
        return tree

    def put(self, name: str, data: bytes) -> None:
        """Put other bytes in the place of a part's."""
        self._contents[name.casefold()] = data

    def content_type(self, name: str) -> str:
        """Return the type that is declared for a part by its name; "" where none is."""
        for override in self.tree(CONTENT_TYPES).iterfind(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").casefold() == f"/{name}".casefold():
                return str(override.get("ContentType", ""))
        return ""

    def add(self, name: str, root: Tree, content_type: str = "") -> None:
        """Put in a new part and declare its type; relations are declared once for all, by their ending."""
        known = name.casefold()
        self._names[known], self._trees[known] = name, root
        self._edited.add(known)
        self._added.add(known)
        if content_type:
            types = self.edit(CONTENT_TYPES)
            values = {"PartName": f"/{name}", "ContentType": content_type}
            types.append(new_element(types, "Override", space=_TYPES, **values))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; return the relation's id."""
        path = relations_part(part)
        if path not in self:
            self.add(path, etree.Element(f"{_RELATION}s", nsmap={None: _PACKAGE_RELATIONS}))
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
        wanted = {name.casefold() for name in only or self._names}
        parts = []
        for known in [*(name for name in self._names if name not in self._added), *sorted(self._added)]:
            if known not in wanted:
                continue
            name, data = self._names[known], self._contents.get(known, b"")
            if known in self._edited:
                # Old drawings bear no declaration.
                declared = {} if name.endswith(".vml") else {"standalone": True}
                tree = self._trees[known].getroottree()
                data = etree.tostring(tree, encoding="UTF-8", xml_declaration=bool(declared), **declared)
            parts.append((name, data))
        # A part that was stored stays so: nothing else of it changes.
        return zip_parts(parts, {info.filename: info.compress_type for info in self._parts.values()})
