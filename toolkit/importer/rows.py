"""The rows of all tables of measures as one sequence: what each row is, and its cells by field.

Between rows of measures stand rows that only say "ข้อ ๒" in every cell, headings of sections, and, where a
table has no column of steps, rows of steps below the row of their measure. Below them stand notes, legends
and signatures, whose cells do not follow the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from toolkit.importer.document import Place, SourceDocument, SourceTable, place_of
from toolkit.importer.headers import SourceColumn
from toolkit.importer.items import split_items
from toolkit.importer.people import is_person_line
from toolkit.importer.row_kinds import (
    below_content,
    ends_table,
    is_column_numbers,
    is_continued,
    names_measure,
    section_of,
)
from toolkit.importer.uses import TableProposal, TableUse
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash

RowKind = Literal["row", "section", "continued", "below"]

_NUMBER = re.compile(r"[\d().]+")
_DATA = ("measure", "steps", "responsible", "period")
_SIGNING = re.compile(r"[(.…_\-]|ตำแหน่ง|วันที่")
_DOTTED = re.compile(r"\(?(\d{1,2})((?:\.\d{1,2}){0,2})\)?[.)]?(?!\d)")
_BULLET = re.compile(r"\s*[-–•*]\s*[^\d\s\-–]")
_NEAR = 4  # paragraphs above a table in which the heading of its section is looked for


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: its column's field and heading, its text, its place in words, and whether it only repeats
    the merged cell above it."""

    column: SourceColumn
    text: str
    place: str
    merged: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table of measures. For a section, `text` is its heading and `issue_no` its number; below
    the table it is all that the row says.
    `role` is what the row does where that is settled: "measure", "step" or "continue"; "" leaves it open."""

    kind: RowKind
    table: int
    number: int
    cells: tuple[SourceCell, ...] = ()
    text: str = ""
    issue_no: str = ""
    place: str = ""
    role: str = ""

    def cell(self, field: str) -> SourceCell | None:
        """The first filled cell of a field, else its first cell."""
        own = [each for each in self.cells if each.column.field == field]
        return next((each for each in own if each.text), own[0] if own else None)

    def all(self, field: str) -> tuple[SourceCell, ...]:
        return tuple(each for each in self.cells if each.column.field == field)


def measure_rows(document: SourceDocument, uses: tuple[TableUse, ...]) -> Iterator[SourceRow]:
    """The rows of the tables of measures in reading order, headers and column numbers left out."""
    last_block = -1
    for use, after in zip_longest(uses, uses[1:]):
        if use.header.kind == "measures":
            yield from _section_above(document, last_block, use.table)
            rows = list(_rows(use))
            goes_on = after is not None and (not after.own or after.table.number == use.table.number)
            # Where the table goes on overleaf, a heading at its foot belongs to the rows there.
            yield from rows if goes_on else _ended(rows)
        last_block = use.table.block


def chosen_rows(document: SourceDocument, tables: Sequence[TableProposal]) -> Iterator[SourceRow]:
    """The rows of the tables of measures in reading order, each with what it was proposed or chosen to do."""
    last_block = -1
    for proposal in tables:
        use = proposal.use
        if proposal.role == "plan":
            yield from _section_above(document, last_block, use.table)
            anchors = dict(use.table.anchors)
            for number, role in sorted(proposal.rows.items()):
                if role != "header" and not (role == "skip" and use.own and number < use.header.first_row):
                    yield from _chosen(use, number, role, anchors)
        if proposal.role != "skip":
            last_block = use.table.block


def _chosen(use: TableUse, number: int, role: str, anchors: dict[Place, Place]) -> Iterator[SourceRow]:
    table = use.table
    filled = {column: text for column, text in enumerate(table.rows[number]) if text.strip()}
    if not filled or (role == "skip" and is_column_numbers(list(filled.values()))):
        return
    place = place_of(table, number, min(filled))
    distinct = list(dict.fromkeys(map(clean_text, filled.values())))
    cells = _cells(use, number, anchors)
    if role == "section":
        issue = section_of(distinct[0]) or ("",)
        yield SourceRow(
            "section", table.number, number, text=" ".join(distinct), issue_no=issue[0], place=place
        )
    elif role == "skip" or not role:
        yield SourceRow("below", table.number, number, cells, "\n".join(distinct), place=place)
    elif role == "continue" and is_continued(distinct, len(filled)):
        yield SourceRow("continued", table.number, number, text=distinct[0], place=place)
    else:
        own = [cell for cell in cells if cell.column.field == "measure" and cell.text and not cell.merged]
        if role == "measure" and not own and len(distinct) == 1 and use.header.has("measure"):
            cells = (SourceCell(use.header.of("measure")[0], distinct[0], place, False),)
        yield SourceRow("row", table.number, number, cells, place=place, role=role)


def _section_above(document: SourceDocument, after: int, table: SourceTable) -> Iterator[SourceRow]:
    near = [each for each in document.paragraphs if after < each.block < table.block and each.text.strip()]
    for paragraph in near[-_NEAR:]:
        text = clean_text(paragraph.text)
        found = section_of(text)
        if found:
            yield SourceRow("section", table.number, -1, text=text, issue_no=found[0])


def _ended(rows: list[SourceRow]) -> Iterator[SourceRow]:
    """The rows of a table that goes on nowhere: an unknown heading that has no row below it is a note."""
    last = max((place for place, each in enumerate(rows) if each.kind == "row"), default=-1)
    for place, row in enumerate(rows):
        note = place > last and row.kind == "section" and section_of(row.text) is None
        yield replace(row, kind="below") if note else row


def _rows(use: TableUse) -> Iterator[SourceRow]:
    table = use.table
    below = False
    anchors = dict(table.anchors)
    heads = measure_heads(use)
    for number in use.body:
        texts = table.rows[number]
        filled = {column: text for column, text in enumerate(texts) if text.strip()}
        if not filled or is_column_numbers(list(filled.values())):
            continue
        place = place_of(table, number, min(filled))
        distinct = list(dict.fromkeys(map(clean_text, filled.values())))
        if is_continued(distinct, len(filled)):
            yield SourceRow("continued", table.number, number, text=distinct[0], place=place)
            continue
        cells = _cells(use, number, anchors)
        across = len(distinct) == 1 and (len(filled) > 1 or len(cells) == 1 or min(filled) == 0)
        found = section_of(distinct[0]) if across else None
        spans = across and len(filled) == len(texts) and len(texts) > 2 and not cells[0].merged
        # Signatures and notes end a table, unless rows of data follow: then they stood in its middle.
        below = ends_table(distinct) or (below and not found and not _is_data(cells))
        if below:
            yield SourceRow("below", table.number, number, cells, "\n".join(distinct), place=place)
            continue
        # Some offices type the heading of a section into the column of numbers and merge nothing.
        titled = len(cells) > 1 and list(filled) == [each.place for each in use.header.of("number")][:1]
        if titled and not _NUMBER.fullmatch(squash(distinct[0])) and not below_content(distinct[0]):
            found = found or ("",)
        if number in heads and spans:
            column = use.header.of("measure")[0]
            cells = (SourceCell(column, distinct[0], place, False),)
            yield SourceRow("row", table.number, number, cells, place=place, role="measure")
        elif found or spans:
            issue = found[0] if found else ""
            yield SourceRow("section", table.number, number, text=distinct[0], issue_no=issue, place=place)
        else:
            role = "" if not heads else "measure" if number in heads else "step"
            yield SourceRow("row", table.number, number, cells, place=place, role=role)


def _cells(use: TableUse, number: int, anchors: dict[Place, Place]) -> tuple[SourceCell, ...]:
    """The cells of a row, those left out that another cell of the row covers."""
    texts = use.table.rows[number]
    return tuple(
        SourceCell(
            column,
            clean_text(texts[column.place]),
            place_of(use.table, number, column.place),
            # A merged cell that began further up says nothing new in this row.
            anchors.get((number, column.place), (number, 0))[0] < number,
        )
        for column in use.header.columns
        if column.place < len(texts)
        and anchors.get((number, column.place), (number, column.place))[1] == column.place
    )


def _is_data(cells: Sequence[SourceCell]) -> bool:
    """Whether a row below signatures or notes is one of data again: two of its columns are filled with what
    names no person or post, or one goes on with a list of steps."""
    own = {
        each.column.field: each.text
        for each in cells
        if each.column.field in _DATA and each.text and not _signing(each.text)
    }
    goes_on = any(each.marker for each in split_items(own.get("steps", "")))
    return not any(map(is_person_line, own.values())) and (goes_on or len(own) > 1)


def _signing(text: str) -> bool:
    """Whether a text is a name in brackets, a line to sign on, a date or a post."""
    return _SIGNING.match(squash(text)) is not None or text.startswith(words().written["responsible.posts"])


def columns_below(rows: Sequence[SourceRow]) -> Iterator[tuple[str, ...]]:
    """What stands below tables, column by column, as blocks of signatures are read: name, then post."""
    columns: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.text:
                columns.setdefault((row.table, cell.column.place), []).extend(cell.text.split("\n"))
    yield from map(tuple, columns.values())


def measure_heads(use: TableUse) -> frozenset[int]:
    """The rows that name a measure where the others are rows of steps; none where each row is a measure.

    A row names a measure by its words ("มาตรการที่ ๑ …") where other rows have none, or by its number
    where the rows below it count on (1, 1.1, 1.2, 2, 2.1) or have dashes for numbers.
    """
    if use.header.has("steps") or not use.header.has("measure"):
        return frozenset()
    place = use.header.of("measure")[0].place
    texts = {row: use.table.rows[row][place] for row in use.body}
    rows = [row for row in use.body if any(map(str.isalpha, texts[row])) and not below_content(texts[row])]
    bullets = {row for row in rows if _BULLET.match(texts[row])}
    headed = {row for row in rows if row not in bullets} if bullets else set()
    # Words are surer than numbers, and numbers surer than the want of a dash.
    for heads in ({row for row in rows if names_measure(texts[row])}, _counted(use, rows), headed):
        if heads and rows[0] in heads and len(heads) < len(rows):
            return frozenset(heads)
    return frozenset()


def _counted(use: TableUse, rows: list[int]) -> set[int]:
    """The rows with a whole number, where every other row counts below the one before it."""
    heads: set[int] = set()
    last = ""
    for row in rows:
        match = _DOTTED.match(_number_text(use, row))
        if match is None:
            return set()
        if not match[2]:
            heads.add(row)
            last = match[1]
        elif match[1] != last:
            return set()
    return heads


def _number_text(use: TableUse, row: int) -> str:
    """Where a row's number stands: in its column, else at the head of the measure's cell."""
    columns = (*use.header.of("number"), *use.header.of("measure"))
    return next(filter(None, (squash(use.table.rows[row][each.place]) for each in columns)), "")
