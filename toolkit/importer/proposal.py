"""What a document is taken for, before anything is made of it: its tables, columns, rows, units and year.

A proposal is guessed (`toolkit.importer.propose`) or comes back corrected in a review workbook. The plan is
made of it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.importer.agency import SourceAgency
from toolkit.importer.document import SourceDocument
from toolkit.importer.doubts import Doubt
from toolkit.importer.uses import TableUse

TableRole = Literal["plan", "scores", "skip"]
RowRole = Literal["measure", "step", "continue", "section", "header", "skip", ""]


@dataclass(frozen=True, slots=True)
class TableProposal:
    """One table, or the part of one that has a header of its own.

    `rows` holds what each row does, by its 0-based number. `unsure_columns` are the columns that a person
    should look at, and `sure` tells whether the table as a whole needs no look.
    """

    use: TableUse
    role: TableRole
    rows: Mapping[int, RowRole]
    sure: bool = True
    unsure_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitProposal:
    """A unit as the responsible column names it: what it stands for (the name of a division, or one of the
    words of `toolkit.importer.divisions`), and the first cells that name it."""

    text: str
    choice: str
    cells: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a document is taken for. `year` is its fiscal year, 0 where it names none."""

    document: SourceDocument
    tables: tuple[TableProposal, ...]
    units: tuple[UnitProposal, ...] = ()
    year: int = 0
    year_doubts: tuple[Doubt, ...] = ()
    agency: SourceAgency = field(default_factory=SourceAgency)
    decided: bool = False

    @property
    def uses(self) -> tuple[TableUse, ...]:
        """The tables in use, in order."""
        return tuple(table.use for table in self.tables if table.role != "skip")
