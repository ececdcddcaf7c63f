"""What a document is taken for before anything is made of it: proposed (`toolkit.importer.propose`) or
corrected in a review workbook (`toolkit.importer.review`). The plan is made of it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.importer.agency import SourceAgency
from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.headers import Header
from toolkit.importer.row_words import section_issue
from toolkit.importer.rows import RowRole, SourceRow, source_row

_NEAR = 4  # paragraphs above a table in which the heading of its section is looked for


@dataclass(frozen=True, kw_only=True)
class TableProposal:
    """One table, or the part of one that has a header of its own; `header.role` is what it is used for.

    `rows` holds what each row does, by its 0-based number; in a table of scores every row that is no header
    is read. `own` tells whether the headings stand in it. `unsure_columns` and `unsure_rows` are what a
    person should look at, and `sure` tells whether the table as a whole needs no look.
    """

    table: SourceTable
    header: Header
    rows: Mapping[int, RowRole]
    own: bool = True
    sure: bool = True
    unsure_columns: frozenset[int] = frozenset()
    unsure_rows: frozenset[int] = frozenset()

    @property
    def body(self) -> list[int]:
        """The rows below the headings."""
        last = self.header.last_row if self.own else -1
        return [row for row, role in sorted(self.rows.items()) if role != "header" and row > last]


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

    def of(self, role: str) -> list[TableProposal]:
        """Return the tables that are used for one thing."""
        return [table for table in self.tables if table.header.role == role]

    def rows(self) -> Iterator[SourceRow]:
        """Yield the rows of the tables of measures in reading order, sections above the tables too."""
        before = -1
        for proposal in self.tables:
            table, header = proposal.table, proposal.header
            if header.role == "plan":
                for line in self.document.lines_above(table, before, _NEAR):
                    if section_issue(line) is not None:
                        yield SourceRow("section", table.number, -1, (), line, "")
                for number, role in sorted(proposal.rows.items()):
                    if role != "header" and any(map(str.strip, table.rows[number])):
                        yield source_row(table, header, number, role)
            if header.role != "skip":
                before = table.block
