"""A document of another year as plain text: paragraphs and tables in order, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass

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
