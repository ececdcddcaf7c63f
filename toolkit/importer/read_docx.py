"""Reading a Word document: its paragraphs and tables in the order of the page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from lxml.etree import _Element as Element

from toolkit.importer.document import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    TABLE_LEFT_OUT,
    Place,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    tidy,
)
from toolkit.importer.docx_parts import (
    Numbering,
    arrow_ends,
    attribute,
    child,
    children,
    fill_of,
    integer,
    local,
    word_part,
)
from toolkit.model.cells import cell_name
from toolkit.thai.text import symbol
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, RefusedError

_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SHAPES = ("drawing", "pict", "object")


def read_docx(data: bytes, name: str) -> SourceDocument:
    """Read the bytes of a .docx (.docm, .dotx). Raises RefusedError.

    Automatic numbers stand in front of their paragraphs as text ("๑. ", "- "). Text boxes follow the
    paragraph that they hang on, notes the paragraph or table that refers to them; deleted text, hidden
    text, comments, headers and footers are left out. A table of one cell that holds tables is a frame:
    its content is read as if it were not there.
    """
    package = Package(data, DOCUMENT_LIMITS, any_kind=True)
    main = next(iter(Relations(package, "").parts("officeDocument").values()), "")
    if main not in package:
        raise RefusedError("import-file-damaged", found=main or "officeDocument")
    document = word_part(package, main)
    if local(document) != "document":
        raise RefusedError("import-file-damaged", found=main)
    relations = Relations(package, main)

    def optional(kind: str) -> Element | None:
        target = next(iter(relations.parts(kind).values()), "")
        return word_part(package, target) if target in package else None

    notes = {
        (f"{kind}Reference", attribute(note, "id")): note
        for kind in ("footnote", "endnote")
        for note in children(optional(f"{kind}s"), kind)
    }
    reader = _Reader(Numbering(optional("numbering"), optional("styles")), notes)
    body = child(document, "body")
    if body is not None:
        reader.read(body)
    return reader.document(name)


class _Reader:
    def __init__(self, numbering: Numbering, notes: dict[tuple[str, str], Element]) -> None:
        self._numbering = numbering
        self._notes_by_id = notes
        self._referred: deque[Element] = deque()
        self._paragraphs: list[SourceParagraph] = []
        self._tables: list[SourceTable] = []
        self._notes: list[tuple[str, str]] = []
        self._block = self._table_count = self._cells = self._embedded = self._pictures = 0

    def read(self, container: Element) -> None:
        """Read the blocks of a body, a text box, a note or a framing cell."""
        for block in container:
            kind = local(block)
            if kind == "p":
                text, boxes = self._text(block)
                if text.strip():
                    self._paragraphs.append(SourceParagraph(text.strip(), self._block))
                    self._block += 1
                for box in boxes:
                    self.read(box)
            elif kind == "tbl":
                self._table(block)
            self._embedded += kind == "altChunk"
            while self._referred:
                self.read(self._referred.popleft())

    def document(self, name: str) -> SourceDocument:
        # Only a document without any table may have its tables in pictures.
        pictures = 0 if self._table_count else self._pictures
        counted = (("import-file-embedded", self._embedded), ("import-file-pictures", pictures))
        notes = [*self._notes, *((code, str(count)) for code, count in counted if count)]
        return SourceDocument(name, "docx", tuple(self._paragraphs), tuple(self._tables), tuple(notes))

    def _text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """A paragraph's text with its number in front, and the text boxes that hang on it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        self._walk(paragraph, pieces, boxes)
        text = tidy("".join(pieces))
        mark = self._numbering.mark(paragraph)
        return (mark + text if text.strip() else text), boxes

    def _walk(self, element: Element, pieces: list[str], boxes: list[Element]) -> None:
        for part in element:
            name = local(part)
            if name == "t":
                pieces.append(part.text or "")
            elif name in _PLAIN:
                pieces.append(_PLAIN[name])
            elif name == "sym":
                pieces.append(_symbol(attribute(part, "char")))
            elif name in ("footnoteReference", "endnoteReference"):
                # Taken out, since a note may refer to itself.
                note = self._notes_by_id.pop((name, attribute(part, "id")), None)
                self._referred.extend(() if note is None else (note,))
            elif name in _SHAPES:
                boxes += self._boxes(part)
                names = set(map(local, part.iter()))
                self._embedded += bool(names & {"OLEObject", "objectEmbed"})
                self._pictures += name != "object" and bool(names & {"blip", "imagedata"})
            elif name not in ("pPr", "rPr"):
                self._walk(part, pieces, boxes)

    def _boxes(self, shape: Element) -> list[Element]:
        """The outermost text boxes of a shape."""
        if local(shape) == "txbxContent":
            return [shape]
        return [box for part in shape for box in self._boxes(part)]

    def _table(self, table: Element) -> None:
        rows = list(children(table, "tr"))
        cells = list(children(rows[0], "tc")) if len(rows) == 1 else []
        if len(cells) == 1 and child(cells[0], "tbl") is not None:
            self.read(cells[0])
            return
        width = max(map(_width, rows), default=0)
        if not width:
            return
        self._table_count += 1
        size = len(rows) * width
        if len(rows) > MAX_ROWS or width > MAX_COLUMNS or self._cells + size > MAX_CELLS:
            self._notes.append((TABLE_LEFT_OUT, f"{self._table_count} ({len(rows):,} × {width:,})"))
            return
        self._cells += size
        number, block = self._table_count, self._block
        self._block += 1
        texts, anchors = self._grid(rows, number, width)
        drawn = frozenset(place for place in _drawn(table, rows) if not texts[place[0]][place[1]])
        self._tables.append(SourceTable(number, block, texts, anchors, drawn=drawn))

    def _grid(
        self, rows: list[Element], number: int, width: int
    ) -> tuple[tuple[tuple[str, ...], ...], dict[Place, Place]]:
        """The full grid, a merged cell's text in every place that it covers. Text hidden in a cell that a
        vertical merge covers goes to the end of the first one's."""
        grid = [[""] * width for _ in rows]
        anchors: dict[Place, Place] = {}
        for row_no, row in enumerate(rows):
            column = _skipped(row)
            for cell in children(row, "tc"):
                place = row_no, column
                above = _width(rows[row_no - 1]) if row_no else 0
                first = _first_place(cell, place, anchors, above)
                column = min(column + _span(cell), width)
                covered = ((row_no, at) for at in range(place[1], column))
                anchors |= {own: first for own in covered if own != first}
                if next(cell.iter("{*}tbl"), None) is not None:
                    where = f"{number} ({cell_name(row_no + 1, place[1] + 1)})"
                    self._notes.append(("import-file-nested-table", where))
                text = "\n".join(self._lines(cell)).strip()
                kept = grid[first[0]][first[1]]
                grid[first[0]][first[1]] = "\n".join(filter(None, (kept, text)))
        for (row_no, at), (first_row, first_column) in anchors.items():
            grid[row_no][at] = grid[first_row][first_column]
        return tuple(map(tuple, grid)), anchors

    def _lines(self, container: Element) -> list[str]:
        """The paragraphs of a cell or of a box in it; a nested table row by row, blanks between its cells."""
        lines: list[str] = []
        for block in container:
            kind = local(block)
            if kind == "tbl":
                for row in children(block, "tr"):
                    texts = ("\n".join(self._lines(cell)).strip() for cell in children(row, "tc"))
                    lines += filter(None, [" ".join(filter(None, texts))])
            elif kind == "p":
                text, boxes = self._text(block)
                lines.append(text.rstrip())
                lines += (line for box in boxes for line in self._lines(box) if line.strip())
            self._embedded += kind == "altChunk"
        return lines


def _drawn(table: Element, rows: list[Element]) -> Iterator[Place]:
    """The cells of another colour than the first of their row, and those that a line or an arrow crosses."""
    widths = [integer(column, 0, "w") / 20 for column in children(child(table, "tblGrid"), "gridCol")]
    edges = [sum(widths[:column]) for column in range(len(widths) + 1)]
    for number, row in enumerate(rows):
        column, first = _skipped(row), ""
        for place, cell in enumerate(children(row, "tc")):
            first = first if place else fill_of(cell)
            columns = range(column, min(column + _span(cell), len(widths), _width(row)))
            if fill_of(cell) not in ("", first):
                yield from ((number, covered) for covered in columns)
            for left, right in arrow_ends(cell, edges[column]) if columns else ():
                middles = ((edges[at] + edges[at + 1]) / 2 for at in range(min(len(widths), _width(row))))
                crossed = [at for at, middle in enumerate(middles) if left <= middle <= right]
                yield from ((number, covered) for covered in crossed or columns)
            column += _span(cell)


def _skipped(row: Element) -> int:
    """How many grid columns a row leaves out at its beginning."""
    return min(integer(child(row, "trPr", "gridBefore"), 0), MAX_COLUMNS)


def _span(cell: Element) -> int:
    # A false number must not make a giant: one column too many is enough to be refused.
    return max(1, min(integer(child(cell, "tcPr", "gridSpan"), 1), MAX_COLUMNS + 1))


def _width(row: Element) -> int:
    """How many grid columns the cells of a row cover."""
    return _skipped(row) + sum(map(_span, children(row, "tc")))


def _first_place(cell: Element, place: Place, anchors: dict[Place, Place], above: int) -> Place:
    """The first place of the merged cell that a cell continues; its own place where it continues none. The
    row above covers so many columns."""
    row, column = place
    down, across = child(cell, "tcPr", "vMerge"), child(cell, "tcPr", "hMerge")
    if down is not None and attribute(down) != "restart" and column < above:
        return anchors.get((row - 1, column), (row - 1, column))
    if across is not None and attribute(across) != "restart" and column:
        return anchors.get((row, column - 1), (row, column - 1))
    return place


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # Letters of symbol fonts stand in the private area from F000 on, or as the bare byte.
    return symbol(number) if number >= 0xF000 or number < 0x100 else chr(number % 0x110000)
