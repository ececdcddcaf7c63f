"""Reading a Word document: its paragraphs and tables in the order of the page."""

from __future__ import annotations

from toolkit.importer.document import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    SHOWN_LIMIT,
    Place,
    SourceDocument,
    SourceParagraph,
    SourceTable,
)
from toolkit.importer.docx_numbering import Numbering
from toolkit.importer.docx_package import Element, attribute, children, local, open_word
from toolkit.importer.docx_text import (
    ParagraphText,
    blocks,
    cells_of,
    paragraph_text,
    read_grid,
    rows_of,
    width_of,
)
from toolkit.model.cells import cell_name
from toolkit.xlsx.sheet_data import RefusedError


def read_docx(data: bytes, name: str) -> SourceDocument:
    """Read the bytes of a .docx (.docm, .dotx). Raises RefusedError.

    Automatic numbers stand in front of their paragraphs as text ("๑. ", "- "). Text boxes follow the
    paragraph that they hang on, notes the paragraph or table that refers to them; deleted text, hidden
    text, comments, headers and footers are left out. A table of one cell that holds tables is a frame:
    its content is read as if it were not there.
    """
    word = open_word(data)
    reader = _Reader(
        Numbering(word.numbering, word.styles),
        {
            (kind, attribute(each, "id") or ""): each
            for kind, part in (("footnote", word.footnotes), ("endnote", word.endnotes))
            for each in children(part, kind)
        },
    )
    reader.read(word.document)
    return reader.document(name)


class _Reader:
    def __init__(self, numbering: Numbering, notes: dict[tuple[str, str], Element]) -> None:
        self._numbering = numbering
        self._note_elements = notes
        self._paragraphs: list[SourceParagraph] = []
        self._tables: list[SourceTable] = []
        self._notes: list[tuple[str, str]] = []
        self._referred: list[tuple[str, str]] = []
        self._left_out: list[str] = []
        self._block = self._table_count = self._cells = 0
        self._footnotes = self._embedded = self._pictures = 0

    def read(self, container: Element) -> None:
        """Read the blocks of a body, a text box or a framing cell."""
        carried = ""
        for block in blocks(container):
            kind = local(block)
            if kind == "p":
                carried = self._paragraph(block, carried)
            elif kind == "tbl":
                self._table(block)
            else:
                self._embedded += 1
            self._read_notes()
        self._add_paragraph(carried)

    def document(self, name: str) -> SourceDocument:
        if self._left_out and not self._tables:
            raise RefusedError("import-file-too-long", found=self._left_out[0], expected=SHOWN_LIMIT)
        counted = (
            ("import-file-embedded", self._embedded),
            # Only a document without any table may have its tables in pictures.
            ("import-file-pictures", 0 if self._table_count else self._pictures),
        )
        notes = [
            *self._notes,
            *(("import-file-table-left-out", each) for each in self._left_out),
            *((code, str(count)) for code, count in counted if count),
        ]
        return SourceDocument(name, "docx", tuple(self._paragraphs), tuple(self._tables), tuple(notes))

    def _text(self, paragraph: Element, carried: str) -> tuple[str, ParagraphText]:
        """A paragraph's text with its number in front, after what is carried over a deleted paragraph end."""
        found = paragraph_text(paragraph)
        self._referred += found.notes
        self._embedded += found.embedded
        self._pictures += found.pictures
        text = carried + found.text
        if not found.joins_next:
            # A paragraph whose end was deleted has no number; the one that it runs into has.
            mark = self._numbering.mark(paragraph)
            text = mark + text if text.strip() else text
        return text, found

    def _paragraph(self, paragraph: Element, carried: str) -> str:
        text, found = self._text(paragraph, carried)
        if not found.joins_next:
            self._add_paragraph(text)
        for box in found.boxes:
            self.read(box)
        return text if found.joins_next else ""

    def _add_paragraph(self, text: str) -> None:
        if text.strip():
            self._paragraphs.append(SourceParagraph(text.strip(), self._block))
            self._block += 1

    def _read_notes(self) -> None:
        """The notes referred to so far, as paragraphs; each once."""
        referred, self._referred = self._referred, []
        for each in referred:
            # Taken out before it is read, since a note may refer to itself.
            note = self._note_elements.pop(each, None)
            if note is not None:
                self._footnotes += 1
                self.read(note)

    def _table(self, table: Element) -> None:
        rows = rows_of(table)
        cells = cells_of(rows[0]) if len(rows) == 1 else []
        if len(cells) == 1 and any(local(each) == "tbl" for each in blocks(cells[0])):
            self.read(cells[0])
            return
        width = max(map(width_of, rows), default=0)
        if not width:
            return
        self._table_count += 1
        number = self._table_count
        self._cells += len(rows) * width
        if len(rows) > MAX_ROWS or width > MAX_COLUMNS or self._cells > MAX_CELLS:
            self._cells -= len(rows) * width
            self._left_out.append(f"{number} ({len(rows):,} × {width:,})")
            return
        block = self._block
        self._block += 1
        grid = read_grid(rows, lambda cell, place: self._cell_text(cell, number, place))
        texts, anchors = grid.full(), dict(sorted(grid.anchors.items()))
        self._tables.append(SourceTable(number, block, texts, anchors))

    def _cell_text(self, cell: Element, number: int, place: Place) -> str:
        lines, nested = self._lines(cell)
        if nested:
            where = f"{number} ({cell_name(place[0] + 1, place[1] + 1)})"
            self._notes.append(("import-file-nested-table", where))
        return "\n".join(lines).strip()

    def _lines(self, container: Element) -> tuple[list[str], bool]:
        """The paragraphs of a cell or of a box in it, and whether a table was unfolded among them."""
        lines: list[str] = []
        carried, nested = "", False
        for block in blocks(container):
            kind = local(block)
            if kind == "tbl":
                lines += self._unfolded(block)
                nested = True
            elif kind == "p":
                text, found = self._text(block, carried)
                carried = text if found.joins_next else ""
                lines += [] if found.joins_next else [text.rstrip()]
                for box in found.boxes:
                    within, inside = self._lines(box)
                    lines += filter(str.strip, within)
                    nested = nested or inside
            else:
                self._embedded += 1
        return ([*lines, carried] if carried else lines), nested

    def _unfolded(self, table: Element) -> list[str]:
        """A nested table as lines: one row after the other, its cells with a blank between them."""
        rows = ([self._lines(cell)[0] for cell in cells_of(row)] for row in rows_of(table))
        joined = (" ".join(filter(None, ("\n".join(lines).strip() for lines in row))) for row in rows)
        return [line for line in joined if line]
