"""The text of one Word paragraph as a reader of the printed page sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.importer.docx_package import Element, attribute, child, children, local, switched_on
from toolkit.importer.source_text import symbol, tidy

_NOT_TEXT = frozenset(
    (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "trPr", "tcPr"),
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"),
    )
)
"""Properties, what was deleted or moved away, the commands of fields and reading hints."""

_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: its text, the text boxes that hang on it, the notes that it refers to
    ("footnote" or "endnote", id), and how many embedded objects and pictures. `joins_next`: its end was
    deleted, so that the next paragraph goes on in it."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    embedded: int = 0
    pictures: int = 0
    joins_next: bool = False


def paragraph_text(paragraph: Element) -> ParagraphText:
    """Read one paragraph; a soft line break is "\\n", a tab stays a tab."""
    found = ParagraphText()
    pieces: list[str] = []
    _walk(paragraph, found, pieces)
    found.text = tidy("".join(pieces))
    found.joins_next = child(paragraph, "pPr", "rPr", "del") is not None
    return found


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs, tables and embedded documents (`altChunk`) of a body, cell or box in their order,
    out of content controls and tracked insertions too."""
    for each in container:
        name = local(each)
        if name in ("p", "tbl", "altChunk"):
            yield each
        elif name and name not in _NOT_TEXT and not _is_hidden(each, name):
            yield from blocks(each)


def wrapped(container: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, out of content controls and tracked insertions too."""
    for each in container:
        found = local(each)
        if found == name:
            yield each
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from wrapped(each, name)


def _walk(element: Element, found: ParagraphText, pieces: list[str]) -> None:
    for each in element:
        name = local(each)
        if name == "t":
            pieces.append(each.text or "")
        elif name in _NOT_TEXT or not name:
            continue
        elif name in _PLAIN:
            pieces.append(_PLAIN[name])
        elif name == "sym":
            pieces.append(_symbol(attribute(each, "char") or ""))
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), attribute(each, "id") or ""))
        elif name in ("drawing", "pict", "object"):
            _shape(each, name, found)
        elif name == "AlternateContent":
            _alternative(each, found, pieces)
        elif not _is_hidden(each, name):
            _walk(each, found, pieces)


def _shape(shape: Element, name: str, found: ParagraphText) -> None:
    found.boxes += _boxes(shape)
    names = {local(each) for each in shape.iter()}
    if "OLEObject" in names or "objectEmbed" in names:
        found.embedded += 1
    elif name != "object" and names & {"blip", "imagedata"}:
        found.pictures += 1


def _boxes(shape: Element) -> Iterator[Element]:
    """The outermost text boxes of a shape, each in one of its alternative forms only."""
    for each in shape:
        name = local(each)
        if name == "txbxContent":
            yield each
        elif name == "AlternateContent":
            yield from _boxes(_chosen(each))
        elif name:
            yield from _boxes(each)


def _alternative(element: Element, found: ParagraphText, pieces: list[str]) -> None:
    _walk(_chosen(element), found, pieces)


def _chosen(alternatives: Element) -> Element:
    """The form that Word shows: the first choice, unless only the fallback holds text or anything at all."""
    forms = [*children(alternatives, "Choice"), *children(alternatives, "Fallback")]
    texts = (each for each in forms if any(local(part) in ("t", "txbxContent") for part in each.iter()))
    return next(texts, forms[0] if forms else alternatives)


def _is_hidden(element: Element, name: str) -> bool:
    """Whether it is a run of hidden text, or a content control that still shows its prompt ("click here")."""
    if name == "r":
        return switched_on(child(element, "rPr", "vanish"))
    return name == "sdt" and switched_on(child(element, "sdtPr", "showingPlcHdr"))


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return symbol(number) if number >= 0xF000 or number < 0x100 else chr(number % 0x110000)
