"""Which part of which table is read by which header.

One table may run over several pages as tables of their own, with the header repeated or not; one sheet may
hold several tables, one below the other; and a form says in its first column what stands in its second.

Holds the proposal too: what a document is taken for before anything is made of it, guessed
(`toolkit.importer.propose`) or corrected in a review workbook. The plan is made of it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.importer.agency import SourceAgency
from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.doubts import Doubt
from toolkit.importer.forms import form_as_table, with_measure
from toolkit.importer.headers import Header, find_header, new_header, repeats
from toolkit.importer.row_kinds import names_measure
from toolkit.thai.text import clean_text

_NEAR = 2  # paragraphs above a table in which the measure it is about is looked for


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table, or the part of one, with the header it goes by. `own` tells whether that stands in it, `body`
    are its rows of data, and `top` is the row where the titles above the header begin."""

    table: SourceTable
    header: Header
    own: bool
    body: tuple[int, ...]
    top: int = 0


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


def tables_in_use(document: SourceDocument) -> Iterator[TableUse]:
    """Each part of a table whose header is known, or that goes on from the one before in the same columns."""
    before: TableUse | None = None
    block = -1
    for table in document.tables:
        above = _measure_above(document, block, table)
        block = table.block
        form = form_as_table(table, above)
        if form is not None:
            header = find_header(form)
            assert header is not None  # a form's labels are headings
            before = None
            yield TableUse(form, header, True, tuple(range(1, len(form.rows))))
            continue
        goes_on = before is not None and _same_columns(table, before.table)
        header = find_header(table, goes_on=goes_on)
        if header is not None and above and header.stand_in:
            table = with_measure(table, header, above)
            header = find_header(table)
        parts: tuple[TableUse, ...] = ()
        if header is not None:
            parts = tuple(_parts(table, header, own=True))
        elif goes_on and before is not None:
            parts = tuple(_parts(table, before.header, own=False))
        before = parts[-1] if parts else None
        yield from parts


def _parts(table: SourceTable, header: Header, *, own: bool) -> Iterator[TableUse]:
    """A table parted where another header begins; rows that repeat the header are left out."""
    top = 0
    body: list[int] = []
    row = header.last_row + 1 if own else 0
    while row < len(table.rows):
        again = repeats(table, row, header)
        other = None if again is not None else new_header(table, row)
        if again is not None:
            row = again.last_row
        elif other is not None:
            yield TableUse(table, header, own, tuple(body), top)
            header, own, top, body = other, True, other.first_row, []
            row = other.last_row
        else:
            body.append(row)
        row += 1
    yield TableUse(table, header, own, tuple(body), top)


def _same_columns(table: SourceTable, before: SourceTable) -> bool:
    return bool(table.rows) and table.sheet == before.sheet and len(table.rows[0]) == len(before.rows[0])


def _measure_above(document: SourceDocument, after: int, table: SourceTable) -> str:
    """The heading that names the measure a table is about, "" where none stands right above it."""
    near = [each.text for each in document.paragraphs if after < each.block < table.block]
    texts = (clean_text(each) for each in reversed(near[-_NEAR:]))
    return next(filter(names_measure, texts), "")
