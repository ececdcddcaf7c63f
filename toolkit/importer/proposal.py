"""What a document is taken for before anything is made of it: proposed (`toolkit.importer.propose`) or
corrected in a review workbook (`toolkit.importer.review`). The plan is made of it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.importer.agency import SourceAgency
from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.headers import Header, SourceColumn, field_of, is_whole, names_measure
from toolkit.thai.text import clean_text, squash
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
            column,
            clean_text(texts[column.place]) or _drawn(table, column, number),
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


def _drawn(table: SourceTable, column: SourceColumn, row: int) -> str:
    """What is drawn in a chart of months: it says as much as a tick."""
    return DRAWN if column.span and (row, column.place) in table.drawn else ""


@dataclass(frozen=True, kw_only=True)
class TableProposal:
    """One table, or the part of one that has a header of its own; `header.role` is what it is used for.

    `rows` holds what each row does, by its 0-based number; in a table of scores every row that is no header
    is read, and in a form, whose first column says what stands in its second, a row has the field of a
    column instead (":steps"). `own` tells whether the headings stand in the table, `above` holds the
    headings of sections above it, and `title` the name of its measure where only a line above it has that.
    `unsure_columns` and `unsure_rows` are what a person should look at, and `sure` tells whether the table as
    a whole needs no look.
    """

    table: SourceTable
    header: Header
    rows: Mapping[int, str]
    own: bool = True
    above: tuple[str, ...] = ()
    title: str = ""
    sure: bool = True
    unsure_columns: frozenset[int] = frozenset()
    unsure_rows: frozenset[int] = frozenset()

    @property
    def body(self) -> list[int]:
        """The rows below the headings."""
        last = self.header.last_row if self.own else -1
        return [row for row, role in sorted(self.rows.items()) if role != "header" and row > last]

    @property
    def columns(self) -> tuple[SourceColumn, ...]:
        """The columns of the table; of a form its labels."""
        labels = (cell.column for row in self.source_rows() for cell in row.cells)
        return self.header.columns if self.header.role != "form" else tuple(labels)

    def source_rows(self) -> Iterator[SourceRow]:
        """Yield the rows of a table of measures or a form in reading order, and what stands above it."""
        number, place = self.table.number, self.table.place(0, 0)
        for line in self.above:
            yield SourceRow("section", number, (), line, "")
        if self.title:
            cell = SourceCell(SourceColumn(0, "measure", ""), self.title, place)
            yield SourceRow("measure", number, (cell,), self.title, place)
        if self.header.role == "form":
            yield from self._form_rows()
            return
        for row, role in sorted(self.rows.items()):
            if role != "header" and any(map(str.strip, self.table.rows[row])):
                yield source_row(self.table, self.header, row, role)

    def _form_rows(self) -> Iterator[SourceRow]:
        """The rows of a form; one without a label names a measure or goes on with what stands above it."""
        label = SourceColumn(0, "", "")
        for row, chosen in sorted(self.rows.items()):
            said = filled(self.table, row)
            text = "\n".join(dict.fromkeys(text for _, text in said))
            cells = []
            for at, (column, content) in enumerate(label_pairs(self.table, row, chosen)):
                heading = clean_text(self.table.rows[row][column])
                own = chosen[1:] if at == 0 and chosen.startswith(":") else field_of(heading)
                label = SourceColumn(column, own or "remark", " ".join(heading.split()))
                cells.append(self._cell(label, row, content))
            goes_on = not cells
            if goes_on and len(said) == 1 and names_measure(text):
                label = SourceColumn(said[0][0], "measure", "")
            cells = cells or [self._cell(label, row, column) for column, _ in said]
            measure = any(cell.column.field == "measure" for cell in cells)
            role = "skip" if chosen == "skip" else "measure" if measure else "continue" if goes_on else "step"
            if text:
                yield SourceRow(role, self.table.number, tuple(cells), text, self.table.place(row, 0))

    def _cell(self, column: SourceColumn, row: int, place: int) -> SourceCell:
        return SourceCell(column, clean_text(self.table.rows[row][place]), self.table.place(row, place))


def filled(table: SourceTable, row: int) -> list[tuple[int, str]]:
    """Return the texts of a row by column, those of merged cells once and where they begin."""
    return [
        (column, text) for column, text in table.filled(row).items() if table.first(row, column)[0] == row
    ]


def label_pairs(table: SourceTable, row: int, chosen: str = "") -> list[tuple[int, int]]:
    """Return the labels of a row of a form, each with the column of what it labels, to its right; a number
    before a label is passed over. Where no label is known, one is `chosen` or stands first beside a text."""
    columns = [column for column in range(table.width) if table.first(row, column) == (row, column)]
    texts = [clean_text(table.rows[row][column]) for column in columns]
    at = int(bool(texts) and squash(texts[0]).strip("().").isdecimal())
    pairs: list[tuple[int, int]] = []
    while at + 1 < len(columns) and is_whole(texts[at].rstrip(" :：")):
        pairs.append((columns[at], columns[at + 1]))
        at += 2
    unknown = columns[:1] == [0] and len([text for text in texts if text]) == 2 and texts[0]
    if not pairs and len(columns) > 1 and (unknown or chosen.startswith(":")):
        said = (column for column, text in zip(columns[1:], texts[1:], strict=True) if text)
        pairs.append((columns[0], next(said, columns[1])))
    return pairs


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
        for table in self.of("plan", "form"):
            yield from table.source_rows()
