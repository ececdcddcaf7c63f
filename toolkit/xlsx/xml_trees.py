"""XML of a part as a tree, read strictly: UTF-8, no DOCTYPE, well formed, every element where it belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from toolkit.model.cells import MAX_COLUMN
from toolkit.xlsx.sheet_data import RefusedError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""The namespaces of sheets: the usual one and that of strict Open XML."""
TRUE = ("1", "true")

Tree = Any  # an element of lxml, which comes without types

_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii")
# UTF-16 with or without its mark: other readers take such a part for empty, and lose its values.
_FOREIGN_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_LARGEST = 20_000_000
"""Bytes of a part that becomes a tree, which takes some ten times its size."""

_LONGEST = 8_000_000
"""Bytes of a part; above that, text is not held several times over in memory."""
_AFTER_DECLARATION = 60
"""An XML declaration may end in a carriage return, which no value does then."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# XML forbids these two, which Python decodes without complaint.
_ILLEGAL = ("\ufffe", "\uffff")
_NAMED_REFERENCE = re.compile(b"&(?:amp|lt|gt|quot|apos);")


def parse_tree(data: bytes, part: str) -> Tree:
    """Return the root of a part's XML, without comments. Raises RefusedError naming the part."""
    declared = _DECLARED.match(data)
    if data.startswith(_FOREIGN_STARTS) or (declared and declared[1].lower() not in _ENCODINGS):
        raise RefusedError("part-encoding", found=part)
    if len(data) > _LARGEST:
        raise RefusedError("file-too-large", found=part)
    # Nothing is fetched or expanded, whatever a file asks for; a comment would count as a child.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("file-damaged", found=part) from error
    # A DOCTYPE may define entities, which the parser keeps from growing; other readers may not.
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("file-damaged", found=part)
    return root


def local_name(element: Tree) -> str:
    """Return the name of an element of sheets; that of any other with its namespace, {} for none."""
    space, _, name = element.tag.rpartition("}")
    return str(name if space[1:] in SPREADSHEET else f"{space or '{'}}}{name}")


def bare_name(element: Tree) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag.rpartition("}")[2])


def bare_attributes(element: Tree) -> dict[str, str]:
    """Return the attributes of an element by their names without namespaces."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _tags(name: str) -> list[str]:
    return [f"{{{space}}}{name}" for space in SPREADSHEET]


def below(root: Tree, *path: str) -> list[Tree]:
    """Return the elements that stand below a root by a path of names of sheets, in their order."""
    found = [root]
    for name in path:
        found = [child for element in found for child in element.iterchildren(*_tags(name))]
    return found


def children(element: Tree, part: str, passed: Collection[str] = ()) -> Iterator[tuple[str, Tree]]:
    """Return the children of an element with their names, but for those `passed` over. Raises RefusedError
    where text stands between them."""
    between = (element.text, *(child.tail for child in element))
    if any(text and not text.isspace() for text in between):
        raise RefusedError("file-damaged", found=part)
    named = ((local_name(child), child) for child in element)
    return ((name, child) for name, child in named if name not in passed)


def check_places(root: Tree, part: str, parents: Mapping[str, str]) -> None:
    """Raise RefusedError unless each element of a name stands in its parent, the root in none (""): some
    readers take one that stands in an extension or a choice. No text may stand in the root."""
    children(root, part)
    if parents.get(local_name(root)) != "":
        raise RefusedError("file-damaged", found=part)
    for name, wanted in parents.items():
        for element in root.iter(*_tags(name)):
            parent = element.getparent()
            if (local_name(parent) if parent is not None else "") != wanted:
                raise RefusedError("file-damaged", found=part)


def string_text(element: Tree, part: str, passed: Collection[str] = ("rPh", "phoneticPr", "extLst")) -> str:
    """Return a string: its text or the runs of rich text; phonetic hints are passed over. Raises
    RefusedError."""
    pieces = []
    for name, child in children(element, part, passed):
        if name == "t" and not len(child):
            pieces.append(child.text or "")
        elif name == "r" and "rPr" not in passed:
            pieces.append(string_text(child, part, ("rPr",)))
        else:
            raise RefusedError("file-damaged", found=part)
    return "".join(pieces)


def first_child(parent: Tree, name: str) -> Tree | None:
    """Return the first child of a local name in the usual namespace of sheets."""
    return parent.find(f"{{{MAIN}}}{name}")


def new_element(parent: Tree, name: str, /, *inside: Tree, space: str = MAIN, **attributes: str) -> Tree:
    """Return an element that may stand in `parent`, in whose prefixes it is written; not yet put there."""
    made = parent.makeelement(f"{{{space}}}{name}", attributes, nsmap=parent.nsmap)
    made.extend(inside)
    return made


def element_of(xml: str) -> Tree:
    """Return the element that a text in the namespace of sheets stands for."""
    return etree.fromstring(f'<parent xmlns="{MAIN}">{xml}</parent>')[0]


def whole(text: str | None) -> int:
    """Return the whole number of an attribute, 0 for what is none."""
    try:
        return int(text or 0)
    except ValueError:
        return 0


def hidden_columns(sheet: Tree) -> frozenset[int]:
    """Return the numbers of the columns of a sheet that are hidden or without width. Raises RefusedError."""
    hidden: set[int] = set()
    for column in below(sheet, "cols", "col"):
        try:
            first, last = int(column.get("min", "0")), int(column.get("max", "0"))
            flat = not float(column.get("width", "1"))
        except ValueError as error:
            raise RefusedError("file-damaged", found="cols") from error
        if flat or column.get("hidden") in TRUE:
            hidden.update(range(max(first, 1), min(last, MAX_COLUMN) + 1))
    return frozenset(hidden)


def may_be_plain(data: bytes) -> bool:
    """Return whether a part is short enough, and its line ends need no parser to make them uniform."""
    return len(data) <= _LONGEST and data.find(b"\r", _AFTER_DECLARATION) < 0


def legal(data: bytes, text: str) -> bool:
    """Return whether data hold only characters and references that XML allows; `text` is the same decoded."""
    if len(data) != len(data.translate(None, _CONTROLS)) or any(letter in text for letter in _ILLEGAL):
        return False
    # The end of a CDATA section may not stand in text.
    if "]" in text and "]]>" in text:
        return False
    return b"&" not in data or data.count(b"&") == len(_NAMED_REFERENCE.findall(data))
