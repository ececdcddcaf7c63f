"""Reading a Word document: its paragraphs and tables in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

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
    lay_flat,
    local,
    word_part,
)
from toolkit.model.cells import cell_name
from toolkit.thai.text import symbol
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, RefusedError

_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_Cell = tuple[Element, range]
"""A cell of a row and the grid columns that it covers."""


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
    lay_flat(document, notes)
    reader = _Reader(Numbering(optional("numbering"), optional("styles")))
    for block in document.iterfind("{*}body/*"):
        reader.read(block)
    embedded = list(document.iter("{*}OLEObject", "{*}objectEmbed", "{*}altChunk"))
    # Only a document without any table may have its tables in pictures.
    pictures = [] if reader.table_count else list(document.iter("{*}blip", "{*}imagedata"))
    pictures = [picture for picture in pictures if next(picture.iterancestors("{*}object"), None) is None]
    counted = (("import-file-embedded", embedded), ("import-file-pictures", pictures))
    told = (*reader.notes, *((code, str(len(found))) for code, found in counted if found))
    return SourceDocument(name, "docx", tuple(reader.paragraphs), tuple(reader.tables), told)


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self.paragraphs: list[SourceParagraph] = []
        self.tables: list[SourceTable] = []
        self.notes: list[tuple[str, str]] = []
        self.table_count = self._block = self._cells = 0

    def read(self, block: Element) -> None:
        """Read a block of the body."""
        if local(block) == "tbl":
            self._table(block)
        elif local(block) == "p" and (text := self._text(block).strip()):
            self.paragraphs.append(SourceParagraph(text, self._block))
            self._block += 1

    def _text(self, paragraph: Element) -> str:
        """A paragraph's text with its number in front."""
        text = tidy("".join(map(_said, paragraph.iter())))
        mark = self._numbering.mark(paragraph)
        return mark + text if text.strip() else text

    def _table(self, table: Element) -> None:
        rows = [list(_cells(row)) for row in children(table, "tr")]
        width = max((columns.stop for cells in rows for _, columns in cells), default=0)
        if not width:
            return
        self.table_count += 1
        size = len(rows) * width
        if len(rows) > MAX_ROWS or width > MAX_COLUMNS or self._cells + size > MAX_CELLS:
            self.notes.append((TABLE_LEFT_OUT, f"{self.table_count} ({len(rows):,} × {width:,})"))
            return
        self._cells += size
        number, block = self.table_count, self._block
        self._block += 1
        texts, anchors = self._grid(rows, number, width)
        drawn = frozenset(place for place in _drawn(table, rows) if not texts[place[0]][place[1]])
        self.tables.append(SourceTable(number, block, texts, anchors, drawn=drawn))

    def _grid(
        self, rows: Sequence[Sequence[_Cell]], number: int, width: int
    ) -> tuple[tuple[tuple[str, ...], ...], dict[Place, Place]]:
        """The full grid, a merged cell's text in every place that it covers. Text hidden in a cell that a
        vertical merge covers goes to the end of the first one's."""
        grid = [[""] * width for _ in rows]
        anchors: dict[Place, Place] = {}
        above = 0  # columns that the row above covers
        for row_no, cells in enumerate(rows):
            for cell, columns in cells:
                first = row_no, columns.start
                down = child(cell, "tcPr", "vMerge")
                if down is not None and attribute(down) != "restart" and columns.start < above:
                    first = anchors.get((row_no - 1, columns.start), (row_no - 1, columns.start))
                anchors |= {(row_no, at): first for at in columns if (row_no, at) != first}
                if next(cell.iter("{*}tbl"), None) is not None:
                    where = f"{number} ({cell_name(row_no + 1, columns.start + 1)})"
                    self.notes.append(("import-file-nested-table", where))
                text = "\n".join(self._lines(cell)).strip()
                kept = grid[first[0]][first[1]]
                grid[first[0]][first[1]] = "\n".join(filter(None, (kept, text)))
            above = cells[-1][1].stop if cells else 0
        for (row_no, at), (first_row, first_column) in anchors.items():
            grid[row_no][at] = grid[first_row][first_column]
        return tuple(map(tuple, grid)), anchors

    def _lines(self, cell: Element) -> Iterator[str]:
        """The paragraphs of a cell; a nested table row by row, blanks between its cells."""
        for block in cell:
            if local(block) == "p":
                yield self._text(block).rstrip()
            elif local(block) == "tbl":
                for row in children(block, "tr"):
                    texts = ("\n".join(self._lines(inner)).strip() for inner in children(row, "tc"))
                    yield from filter(None, [" ".join(filter(None, texts))])


def _cells(row: Element) -> Iterator[_Cell]:
    """The cells of a row, those columns passed over that it leaves out at its beginning."""
    # A false number must not make a giant: one column too many is enough to be refused.
    start = min(integer(child(row, "trPr", "gridBefore"), 0), MAX_COLUMNS)
    for cell in children(row, "tc"):
        span = max(1, min(integer(child(cell, "tcPr", "gridSpan"), 1), MAX_COLUMNS + 1))
        yield cell, range(start, start + span)
        start += span


def _drawn(table: Element, rows: Sequence[Sequence[_Cell]]) -> Iterator[Place]:
    """The cells of another colour than the first of their row, and those that a line or an arrow crosses."""
    widths = [integer(column, 0, "w") / 20 for column in children(child(table, "tblGrid"), "gridCol")]
    edges = list(accumulate(widths, initial=0.0))
    for number, cells in enumerate(rows):
        middles = [(left + right) / 2 for left, right in pairwise(edges)]
        middles = middles[: cells[-1][1].stop] if cells else []
        for cell, columns in cells:
            own = range(columns.start, min(columns.stop, len(middles)))
            if fill_of(cell) not in ("", fill_of(cells[0][0])):
                yield from ((number, column) for column in own)
            for left, right in arrow_ends(cell, edges[columns.start]) if own else ():
                crossed = [column for column, middle in enumerate(middles) if left <= middle <= right]
                yield from ((number, column) for column in crossed or own)


def _said(part: Element) -> str:
    """The text that an element of a run stands for."""
    name = local(part)
    if name != "sym":
        return part.text or "" if name == "t" else _PLAIN.get(name, "")
    try:
        number = int(attribute(part, "char"), 16)
    except ValueError:
        return ""
    # Letters of symbol fonts stand in the private area from F000 on, or as the bare byte.
    return symbol(number) if number >= 0xF000 or number < 0x100 else chr(number % 0x110000)
