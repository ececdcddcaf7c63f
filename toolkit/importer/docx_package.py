"""The parts of a Word document that hold text, as XML elements.

The container is read by ourselves and only the XML by python-docx: so a missing picture, a macro
document (.docm), a template (.dotx) or strict Open XML is read like any other document. Elements are
told apart by their local names, which are the same in all of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, RefusedError

__all__ = ["Element", "WordParts", "attribute", "child", "children", "local", "open_word", "switched_on"]


@dataclass(frozen=True, slots=True)
class WordParts:
    """The root elements of the parts; None for a part that the document does not have."""

    document: Element
    numbering: Element | None = None
    styles: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: Element) -> str:
    """An element's name without its namespace; "" for a comment or an instruction."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of one name; none of None."""
    return (each for each in (() if element is None else element) if local(each) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        for each in element:  # not by `children`: this is asked a dozen times for each paragraph
            tag = each.tag
            if isinstance(tag, str) and _local(tag) == name:
                element = each
                break
        else:
            return None
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name, or None."""
    if element is None:
        return None
    found: Iterator[str] = (value for key, value in element.attrib.items() if _local(key) == name)
    return next(found, None)


def switched_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def open_word(data: bytes) -> WordParts:
    """Read the parts of a Word document. Raises RefusedError for a broken container or part."""
    package = Package(data, DOCUMENT_LIMITS, any_kind=True)
    main = next(iter(Relations(package, "").parts("officeDocument").values()), "")
    if main not in package:
        raise RefusedError("import-file-damaged", found=main or "officeDocument")
    document = _part(package, main)
    if local(document) != "document":
        raise RefusedError("import-file-damaged", found=main)
    relations = Relations(package, main)

    def optional(kind: str) -> Element | None:
        target = next(iter(relations.parts(kind).values()), "")
        return _part(package, target) if target in package else None

    return WordParts(
        document, optional("numbering"), optional("styles"), optional("footnotes"), optional("endnotes")
    )


def _part(package: Package, name: str) -> Element:
    data = package.read(name)
    if b"<!DOCTYPE" in data[:4096]:
        raise RefusedError("import-file-damaged", found=name)
    try:
        return parse_xml(data)
    except SyntaxError as error:  # which lxml's own error is
        raise RefusedError("import-file-damaged", found=name) from error
