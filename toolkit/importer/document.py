"""A document of another year as plain text: its paragraphs and tables in order, whatever program wrote it.

Holds the limits of what is read of a foreign document, and its JSON form, in which the child process hands
it over and the review workbook keeps it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.model.cells import cell_name, cell_position
from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import clean_text, show_private
from toolkit.xlsx.sheet_data import RefusedError

MAX_ROWS = 10_001
"""Rows of one table: ten thousand and their header."""
MAX_COLUMNS = 60
MAX_CHARACTERS = 20_000_000
"""Characters of all texts together, a merged cell counted once."""
MAX_CELLS = 2_000_000
"""Cells of all tables together."""
SHOWN_LIMIT = "10,000 × 60"
TABLE_LEFT_OUT = "import-file-table-left-out"
"""The code of a note on a table that is too large."""
_CAPTION_LINES = 2  # lines above a table that may be its caption

Place = tuple[int, int]
"""A 0-based (row, column) of a table's grid."""


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph outside tables: its text and its 0-based place among the document's blocks."""

    text: str
    block: int


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as a full grid: every row has the same number of cells.

    `number` counts tables from 1, `block` is its place among the blocks. A merged cell has its text in
    every place it covers; `anchors` maps each covered place to the first one. Line breaks and paragraphs
    inside a cell are "\n". `sheet` is the sheet's name where the document is a workbook, and `first_cell`
    the place of the grid's corner in it ("B4"). `drawn` are blank cells that a colour or an arrow fills, and
    `turned` tells that the rows of a form stand as columns.
    """

    number: int
    block: int
    rows: tuple[tuple[str, ...], ...]
    anchors: Mapping[Place, Place] = field(default_factory=dict)
    sheet: str = ""
    first_cell: str = ""
    drawn: frozenset[Place] = frozenset()
    turned: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def first(self, row: int, column: int) -> Place:
        """Return the first place of the merged cell that covers a place; the place itself for a plain one."""
        return self.anchors.get((row, column), (row, column))

    def filled(self, row: int) -> dict[int, str]:
        """Return the texts of a row by column, blank cells and those covered from the left passed over."""
        return {
            column: clean_text(text)
            for column, text in enumerate(self.rows[row])
            if text.strip() and self.first(row, column)[1] == column
        }

    def lone_text(self, row: int) -> str:
        """Return the text that a row holds alone, in some of its columns or in one; "" where it has more."""
        texts = {clean_text(text) for text in self.rows[row] if text.strip()}
        return texts.pop() if len(texts) == 1 else ""

    def place(self, row: int, column: int) -> str:
        """Say where a cell is: "ตาราง 2 แถว 3 คอลัมน์ 4", or sheet and cell where it is a workbook."""
        if self.turned:
            return f"แผ่น {self.sheet}" if self.sheet else f"ตาราง {self.number}"
        if self.sheet:
            first_row, first_column = cell_position(self.first_cell or "A1")
            return f"แผ่น {self.sheet} เซลล์ {cell_name(first_row + row, first_column + column)}"
        return f"ตาราง {self.number} แถว {row + 1} คอลัมน์ {column + 1}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding to be: its code and values, the field of the plan it is about ("" for the whole row) and its
    place in the source ("ตาราง 2 แถว 3 คอลัมน์ 4")."""

    code: str
    field: str = ""
    found: str = ""
    expected: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What was read of one file. `notes` are codes of the catalogue with what was found, such as an
    encoding that had to be guessed or a nested table that was unfolded."""

    name: str
    kind: str
    paragraphs: tuple[SourceParagraph, ...]
    tables: tuple[SourceTable, ...]
    notes: tuple[tuple[str, str], ...] = ()

    def captions(self) -> dict[int, list[str]]:
        """Return the last lines above each table by its number. Those above the first one are the document's
        title, unless they say that they are a caption."""
        found, before = {}, -1
        for table in self.tables:
            lines = self.lines_above(table, before, _CAPTION_LINES)
            found[table.number] = [line for line in lines if before >= 0 or line.startswith("ตาราง")]
            before = table.block
        return found

    def lines_above(self, table: SourceTable, after: int, most: int) -> list[str]:
        """Return the last lines between a block and a table, at most so many."""
        near = [paragraph.text for paragraph in self.paragraphs if after < paragraph.block < table.block]
        return [clean_text(text) for text in near[-most:]]


_ENGLISH = {"ตาราง": "table", "แถว": "row", "คอลัมน์": "column", "แผ่น": "sheet", "เซลล์": "cell"}


def in_english(place: str) -> str:
    """Return a place of a table in English."""
    for thai, english in _ENGLISH.items():
        place = place.replace(f"{thai} ", f"{english} ")
    return place


def encode(outcome: SourceDocument | Finding) -> str:
    """Return the JSON of what came of a file, in ASCII, a merged cell's text once. Raises RefusedError for a
    document of which every table or all texts together are longer than accepted."""
    if isinstance(outcome, Finding):
        return json.dumps({"finding": asdict(outcome)})
    left_out = [table for code, table in outcome.notes if code == TABLE_LEFT_OUT]
    if left_out and not outcome.tables:
        raise RefusedError("import-file-too-long", found=left_out[0], expected=SHOWN_LIMIT)
    content = asdict(outcome)
    size = sum(len(paragraph.text) for paragraph in outcome.paragraphs)
    for table in content["tables"]:
        rows = [list(row) for row in table["rows"]]
        for row, column in table["anchors"]:
            rows[row][column] = None
        size += sum(len(cell) for row in rows for cell in row if cell)
        anchors = [[*place, *first] for place, first in table["anchors"].items()]
        table |= {"rows": rows, "anchors": anchors, "drawn": sorted(table["drawn"])}
    if size > MAX_CHARACTERS:
        raise RefusedError("import-file-too-long", found=f"{size / 1e6:.0f} M", expected=SHOWN_LIMIT)
    return json.dumps(content)


def decode(text: str) -> SourceDocument:
    """Return the document that `encode` wrote. Raises UserError with the finding where it wrote one, and
    ValueError, KeyError, TypeError or IndexError for anything else."""
    content = json.loads(text)
    if "finding" in content:
        raise UserError(Finding(**content["finding"]))
    paragraphs = tuple(SourceParagraph(**paragraph) for paragraph in content["paragraphs"])
    notes = tuple((code, value) for code, value in content["notes"])
    tables = tuple(map(_source_table, content["tables"]))
    return SourceDocument(content["name"], content["kind"], paragraphs, tables, notes)


def _source_table(content: dict[str, Any]) -> SourceTable:
    rows = content["rows"]
    anchors = {(row, column): (above, left) for row, column, above, left in content["anchors"]}
    for (row, column), (above, left) in anchors.items():
        rows[row][column] = rows[above][left]
    drawn = frozenset((row, column) for row, column in content["drawn"])
    return SourceTable(**content | {"rows": tuple(map(tuple, rows)), "anchors": anchors, "drawn": drawn})


_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LINE_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|li|ul|ol|tr)\b[^<>]{0,200}>", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return a text with LF as its only line end, private characters shown as what they are, literal `<p>`
    and `<br>` tags as line ends, and no control characters. Words, blanks and tabs stay as they are."""
    if "\r" in text or not text.replace("\n", "").replace("\t", "").isprintable():
        text = _INVISIBLE.sub("", show_private(_LINE_END.sub("\n", text)))
    if "<" in text and _LINE_TAG.search(text):
        lines = (line.strip() for line in _LINE_TAG.sub("\n", text).split("\n"))
        text = "\n".join(filter(None, lines))
    return text
