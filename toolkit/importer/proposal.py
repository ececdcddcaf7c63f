"""What a document is taken for before anything is made of it: proposed (`toolkit.importer.propose`) or
corrected in a review workbook (`toolkit.importer.review`). The plan is made of it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.importer.agency import SourceAgency
from toolkit.importer.divisions import names_division
from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.headers import Header
from toolkit.importer.headings import SourceColumn
from toolkit.thai.text import clean_text
from toolkit.thai.words import BLANK_MARKS

RowRole = Literal["measure", "step", "continue", "section", "header", "skip"]

DRAWN = "■"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: its column, its text, its place, and whether it only repeats the merged cell above."""

    column: SourceColumn
    text: str
    place: str
    merged: bool = False

    @property
    def says(self) -> bool:
        """Whether the cell says something of its own, and is more than a dash."""
        return bool(self.text) and not self.merged and self.text.strip() not in BLANK_MARKS


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table of measures: what it does, its cells, and all that it says."""

    role: str
    table: int
    cells: tuple[SourceCell, ...]
    text: str
    place: str

    def cell(self, field: str) -> SourceCell | None:
        """The first filled cell of a field, else its first cell."""
        own = self.all(field)
        return next((cell for cell in own if cell.text), own[0] if own else None)

    def all(self, field: str) -> tuple[SourceCell, ...]:
        return tuple(cell for cell in self.cells if cell.column.field == field)


def source_row(table: SourceTable, header: Header, number: int, role: str = "skip") -> SourceRow:
    """Return a row of a table, those cells left out that another cell of the row covers."""
    texts = table.rows[number]
    cells = tuple(
        SourceCell(
            _covered(table, header, number, column),
            # What is drawn in a chart of months says as much as a tick.
            clean_text(texts[column.place])
            or (DRAWN if column.span and (number, column.place) in table.drawn else ""),
            table.place(number, column.place),
            # A merged cell that began further up says nothing new in this row.
            table.first(number, column.place)[0] < number,
        )
        for column in header.columns
        if table.first(number, column.place)[1] == column.place
    )
    filled = [column for column, text in enumerate(texts) if text.strip()]
    said = "\n".join(dict.fromkeys(clean_text(texts[column]) for column in filled))
    return SourceRow(role, table.number, cells, said, table.place(number, min(filled, default=0)))


def _covered(table: SourceTable, header: Header, number: int, column: SourceColumn) -> SourceColumn:
    """The column of a cell: in a chart, an arrow drawn across several months stands for all of them; a cell
    that names who is responsible is no tick below a division."""
    text = table.rows[number][column.place]
    if column.division and names_division(text, unit=not names_division(column.division)):
        return replace(column, division="")
    first = table.first(number, column.place)
    spans = [own.span for own in header.columns if own.span and table.first(number, own.place) == first]
    return replace(column, span=(spans[0][0], spans[-1][1])) if column.span else column


@dataclass(frozen=True, kw_only=True)
class TableProposal:
    """One table, or the part of one that has a header of its own; `header.role` is what it is used for.

    `rows` holds what each row does, by its 0-based number; in a table of scores every row that is no header
    is read. `above` holds the headings of sections above it, and `title` the name of its measure where only a
    line above it has that. `unsure_columns` and `unsure_rows` are what a person should look at, and `sure`
    tells whether the table as a whole needs no look.
    """

    table: SourceTable
    header: Header
    rows: Mapping[int, str]
    above: tuple[str, ...] = ()
    title: str = ""
    sure: bool = True
    unsure_columns: frozenset[int] = frozenset()
    unsure_rows: frozenset[int] = frozenset()

    @property
    def body(self) -> list[int]:
        """The rows below the headings."""
        rows = sorted(self.rows.items())
        return [row for row, role in rows if role != "header" and row > self.header.last_row]

    def lines_above(self) -> Iterator[SourceRow]:
        """Yield the sections and the title above a table of measures as rows."""
        number, place = self.table.number, self.table.place(0, 0)
        for line in self.above:
            yield SourceRow("section", number, (), line, "")
        if self.title:
            cell = SourceCell(SourceColumn(0, "measure", ""), self.title, place)
            yield SourceRow("measure", number, (cell,), self.title, place)

    def source_rows(self) -> Iterator[SourceRow]:
        """Yield the rows of a table of measures in reading order, and what stands above it."""
        yield from self.lines_above()
        for row, role in sorted(self.rows.items()):
            if role != "header" and any(map(str.strip, self.table.rows[row])):
                yield source_row(self.table, self.header, row, role)


@dataclass(frozen=True, slots=True)
class UnitProposal:
    """A party as the responsible column names it: what it stands for (the name of a division, or one of the
    words of `toolkit.importer.divisions`), and the first cells that name it."""

    text: str
    choice: str
    cells: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a document is taken for. `year` is its fiscal year, 0 where it names none, and `other_years` are
    those that it may be instead."""

    document: SourceDocument
    tables: tuple[TableProposal, ...]
    units: tuple[UnitProposal, ...] = ()
    year: int = 0
    other_years: tuple[int, ...] = ()
    agency: SourceAgency = field(default_factory=SourceAgency)

    def of(self, *roles: str) -> list[TableProposal]:
        """Return the tables that are used for one thing or another."""
        return [table for table in self.tables if table.header.role in roles]

    def rows(self) -> Iterator[SourceRow]:
        """Yield the rows of the tables of measures in reading order."""
        for table in self.of("plan"):
            yield from table.source_rows()
