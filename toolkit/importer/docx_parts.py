"""The parts of a Word document that hold text, as XML elements of what a reader of the printed page sees.

The container is read by ourselves and only the XML by lxml: so a missing picture, a macro document (.docm), a
template (.dotx) or strict Open XML is read like any other document. Elements are told apart by their local
names, which are the same in all of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError

_GONE = (
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"),
    *("sdtPr", "sdtEndPr", "sectPr"),
)
"""What was deleted or moved away, the commands of fields and reading hints."""
_WRAPPERS = (
    *("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"),
    *("AlternateContent", "Choice", "Fallback"),
)
"""What stands around blocks, rows, cells and runs and is no part of the text."""


_EMU = 12_700  # of DrawingML in a point


def word_part(package: Package, name: str) -> Element:
    """Return the root of a part, cleaned. Raises RefusedError."""
    data = package.read(name)
    if b"<!DOCTYPE" in data[:4096]:
        raise RefusedError("import-file-damaged", found=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("import-file-damaged", found=name) from error
    _clean(root)
    return root


def _clean(root: Element) -> None:
    """Leave of a part what a reader of the printed page sees, with nothing around blocks, rows and runs."""
    for control in list(root.iter("{*}sdt")):  # one that still shows its prompt ("click here")
        if _switched_on(child(control, "sdtPr", "showingPlcHdr")):
            _drop(control)
    for run in list(root.iter("{*}r")):
        if _switched_on(child(run, "rPr", "vanish")):
            _drop(run)
    for row in list(root.iter("{*}tr")):
        if child(row, "trPr", "del") is not None:
            _drop(row)
    for paragraph in list(root.iter("{*}p")):
        following = paragraph.getnext()
        # Whose end was deleted runs into the next one.
        if child(paragraph, "pPr", "rPr", "del") is not None and following is not None:
            at = int(child(following, "pPr") is not None)
            following[at:at] = [part for part in paragraph if local(part) != "pPr"]
            _drop(paragraph)
    for alternatives in list(root.iter("{*}AlternateContent")):
        forms = list(alternatives)
        # The form that Word shows: the first one, unless only another holds text.
        told = (form for form in forms if next(form.iter("{*}t", "{*}txbxContent"), None) is not None)
        shown = next(told, forms[0] if forms else None)
        for form in forms:
            if form is not shown:
                alternatives.remove(form)
    etree.strip_elements(root, *(f"{{*}}{name}" for name in _GONE), with_tail=False)
    etree.strip_tags(root, *(f"{{*}}{name}" for name in _WRAPPERS))


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _switched_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of local names, or None."""
    if element is None:
        return None
    found: Element | None = element.find("/".join(f"{{*}}{name}" for name in path))
    return found


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of one local name; none of None."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def attribute(element: Element | None, name: str = "val") -> str:
    """Return an attribute by its local name, "" where there is none."""
    attributes = {} if element is None else element.attrib
    return next((str(value) for key, value in attributes.items() if str(key).rpartition("}")[2] == name), "")


def integer(element: Element | None, otherwise: int, name: str = "val") -> int:
    """Return an integer attribute; what is none counts as not given."""
    text = attribute(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def fill_of(cell: Element) -> str:
    """Return the colour that a cell is filled with, "" for none or white."""
    colour = attribute(child(cell, "tcPr", "shd"), "fill").upper()
    return "" if colour in ("", "AUTO", "FFFFFF") else colour


def arrow_ends(cell: Element, start: float) -> Iterator[tuple[float, float]]:
    """Yield from where to where, in points, the lines and shapes reach that hang on a cell which begins at
    `start`; not those of VML, which Word has not drawn since 2007."""
    for anchor in (*cell.iter("{*}anchor"), *cell.iter("{*}inline")):
        if next(anchor.iter("{*}blip"), None) is None:
            offset = str(anchor.findtext("{*}positionH/{*}posOffset") or "0")
            at = start + int(offset) / _EMU if offset.lstrip("-").isdecimal() else start
            yield at, at + integer(child(anchor, "extent"), 0, "cx") / _EMU
