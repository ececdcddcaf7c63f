"""A document of another year as plain text: its paragraphs and tables in order, whatever program wrote it.

Holds the limits of what is read of a foreign document, the words for a place in it, and its JSON form, in
which the child process hands it over.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.model.cells import cell_name, cell_position
from toolkit.model.finding import Finding
from toolkit.thai.text import show_private
from toolkit.xlsx.sheet_data import RefusedError

MAX_ROWS = 10_001
"""Rows of one table: ten thousand and their header."""
MAX_COLUMNS = 60
MAX_CHARACTERS = 20_000_000
"""Characters of all texts together, a merged cell counted once."""
MAX_CELLS = 2_000_000
"""Cells of all tables together."""
SHOWN_LIMIT = "10,000 × 60"


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
    every place it covers; `anchors` maps each covered place to the first one (itself for a plain cell
    is left out). Line breaks and paragraphs inside a cell are "\n". `sheet` is the sheet's name where
    the document is a workbook, and `first_cell` the place of the grid's corner in it ("B4"). Where the
    grid is not as the document has it (a form turned into a table), `places` says what stood where.
    """

    number: int
    block: int
    rows: tuple[tuple[str, ...], ...]
    anchors: tuple[tuple[Place, Place], ...] = ()
    sheet: str = ""
    first_cell: str = ""
    places: tuple[tuple[Place, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What was read of one file. `notes` are codes of the catalogue with what was found, such as an
    encoding that had to be guessed or a nested table that was unfolded."""

    name: str
    kind: str
    paragraphs: tuple[SourceParagraph, ...]
    tables: tuple[SourceTable, ...]
    notes: tuple[tuple[str, str], ...] = ()


_ENGLISH = {"ตาราง": "table", "แถว": "row", "คอลัมน์": "column", "แผ่น": "sheet", "เซลล์": "cell"}


def place_of(table: SourceTable, row: int, column: int) -> str:
    """A cell of the source in words: "ตาราง 2 แถว 3 คอลัมน์ 4", or sheet and cell where it is a workbook."""
    row, column = dict(table.places).get((row, column), (row, column))
    if table.sheet:
        first_row, first_column = cell_position(table.first_cell or "A1")
        return f"แผ่น {table.sheet} เซลล์ {cell_name(first_row + row, first_column + column)}"
    return f"ตาราง {table.number} แถว {row + 1} คอลัมน์ {column + 1}"


def in_english(place: str) -> str:
    """A place of `place_of` in English."""
    for thai, english in _ENGLISH.items():
        place = place.replace(f"{thai} ", f"{english} ")
    return place


def encode(outcome: SourceDocument | Finding) -> str:
    """The JSON of what came of a file, in ASCII. A merged cell's text is written once. Raises RefusedError
    for a document whose texts are longer than accepted."""
    if isinstance(outcome, Finding):
        return json.dumps({"finding": asdict(outcome)})
    tables = [table_json(each) for each in outcome.tables]
    size = sum(len(each.text) for each in outcome.paragraphs)
    size += sum(len(cell) for table in tables for row in table["rows"] for cell in row if cell)
    if size > MAX_CHARACTERS:
        raise RefusedError("import-file-too-long", found=f"{size / 1e6:.0f} M", expected=SHOWN_LIMIT)
    return json.dumps(
        {
            "name": outcome.name,
            "kind": outcome.kind,
            "paragraphs": [[each.text, each.block] for each in outcome.paragraphs],
            "tables": tables,
            "notes": outcome.notes,
        }
    )


def decode(text: str) -> SourceDocument | Finding:
    """What `encode` wrote. Raises ValueError, KeyError, TypeError or IndexError for anything else."""
    found = json.loads(text)
    if "finding" in found:
        return Finding(**found["finding"])
    return SourceDocument(
        found["name"],
        found["kind"],
        tuple(SourceParagraph(text, block) for text, block in found["paragraphs"]),
        tuple(map(source_table, found["tables"])),
        tuple((code, value) for code, value in found["notes"]),
    )


def table_json(table: SourceTable) -> dict[str, Any]:
    """A table for JSON, a merged cell's text once."""
    rows: list[list[str | None]] = [list(row) for row in table.rows]
    for (row, column), _ in table.anchors:
        rows[row][column] = None
    return {
        "number": table.number,
        "block": table.block,
        "rows": rows,
        "anchors": [[*place, *first] for place, first in table.anchors],
        "sheet": table.sheet,
        "first_cell": table.first_cell,
        "places": [[*place, *source] for place, source in table.places],
        "width": len(table.rows[0]) if table.rows else 0,
    }


def source_table(found: dict[str, Any]) -> SourceTable:
    """The table of which `table_json` made this."""
    rows = found["rows"]
    anchors: list[tuple[Place, Place]] = []
    for row, column, first_row, first_column in found["anchors"]:
        anchors.append(((row, column), (first_row, first_column)))
        rows[row][column] = rows[first_row][first_column]
    return SourceTable(
        found["number"],
        found["block"],
        tuple(map(tuple, rows)),
        tuple(anchors),
        found["sheet"],
        found["first_cell"],
        tuple(((row, column), (old_row, old_column)) for row, column, old_row, old_column in found["places"]),
    )


_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LINE_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|li|ul|ol|tr)\b[^<>]{0,200}>", re.IGNORECASE)


def tidy(text: str) -> str:
    """A text with LF as its only line end, private characters shown as what they are, literal `<p>` and
    `<br>` tags as line ends, and no control characters. Words, blanks and tabs stay as they are."""
    if "\r" in text or not text.replace("\n", "").replace("\t", "").isprintable():
        text = _LINE_END.sub("\n", text)
        text = show_private(text)
        text = _INVISIBLE.sub("", text)
    if "<" in text and _LINE_TAG.search(text):
        lines = (line.strip() for line in _LINE_TAG.sub("\n", text).split("\n"))
        text = "\n".join(filter(None, lines))
    return text
