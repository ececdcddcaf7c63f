"""The text of one Word paragraph as a reader of the printed page sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from toolkit.importer.document import MAX_COLUMNS, Place, tidy
from toolkit.importer.docx_package import Element, attribute, child, children, local, switched_on
from toolkit.thai.text import symbol

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
    # Letters of symbol fonts stand in the private area from F000 on, or as the bare byte.
    return symbol(number) if number >= 0xF000 or number < 0x100 else chr(number % 0x110000)


@dataclass(slots=True)
class Grid:
    """The texts by place, each merged cell's at its first place only, and which place belongs to which."""

    texts: list[list[str]] = field(default_factory=list)
    anchors: dict[Place, Place] = field(default_factory=dict)

    def full(self) -> tuple[tuple[str, ...], ...]:
        """Rows of equal length with a merged cell's text in every place that it covers."""
        width = max(map(len, self.texts), default=0)
        for row in self.texts:
            row += [""] * (width - len(row))
        for (row_no, column), (first_row, first_column) in self.anchors.items():
            self.texts[row_no][column] = self.texts[first_row][first_column]
        return tuple(map(tuple, self.texts))


def rows_of(table: Element) -> list[Element]:
    """The rows of a table that are not tracked as deleted."""
    return [row for row in wrapped(table, "tr") if child(row, "trPr", "del") is None]


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, those in wrappers too."""
    return list(wrapped(row, "tc"))


def width_of(row: Element) -> int:
    """How many grid columns the cells of a row cover."""
    return _number(child(row, "trPr", "gridBefore"), 0) + sum(
        _span(child(cell, "tcPr")) for cell in cells_of(row)
    )


def read_grid(rows: list[Element], cell_text: Callable[[Element, Place], str]) -> Grid:
    """Place the cells of every row. `cell_text` is asked once for each cell, in reading order.

    The hidden text of a cell that a vertical merge covers is kept: it goes to the end of the first one's.
    """
    grid = Grid()
    for row_no, row in enumerate(rows):
        texts: list[str] = [""] * min(_number(child(row, "trPr", "gridBefore"), 0), MAX_COLUMNS)
        grid.texts.append(texts)
        for cell in cells_of(row):
            place = row_no, len(texts)
            properties = child(cell, "tcPr")
            text = cell_text(cell, place)
            first = _merged_into(grid, properties, place)
            texts += [""] * _span(properties)
            if first == place:
                texts[place[1]] = text
            elif text.strip():
                kept = grid.texts[first[0]][first[1]]
                grid.texts[first[0]][first[1]] = f"{kept}\n{text}" if kept else text
            for column in range(place[1], len(texts)):
                if (row_no, column) != first:
                    grid.anchors[row_no, column] = first
    return grid


def _merged_into(grid: Grid, properties: Element | None, place: Place) -> Place:
    """The first place of the merged cell that a cell continues; its own place where it continues none."""
    row, column = place
    down = child(properties, "vMerge")
    if down is not None and attribute(down) != "restart" and row and column < len(grid.texts[row - 1]):
        above = row - 1, column
        return grid.anchors.get(above, above)
    across = child(properties, "hMerge")
    if across is not None and attribute(across) != "restart" and column:
        left = row, column - 1
        return grid.anchors.get(left, left)
    return place


def _span(properties: Element | None) -> int:
    # A false number must not make a giant: one column too many is enough to be refused.
    return max(1, min(_number(child(properties, "gridSpan"), 1), MAX_COLUMNS + 1))


def _number(element: Element | None, otherwise: int) -> int:
    text = attribute(element) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
