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
from toolkit.importer.grouped import measure_heads
from toolkit.importer.headers import SourceColumn
from toolkit.importer.items import split_items
from toolkit.importer.people import is_person_line
from toolkit.importer.row_kinds import below_content, ends_table, is_column_numbers, is_continued, section_of
from toolkit.importer.uses import TableUse
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash

RowKind = Literal["row", "section", "continued", "below"]

_NUMBER = re.compile(r"[\d().]+")
_DATA = ("measure", "steps", "responsible", "period")
_SIGNING = re.compile(r"[(.…_\-]|ตำแหน่ง|วันที่")
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
    `grouped`: the table has rows of measures, and below each the rows of its steps."""

    kind: RowKind
    table: int
    number: int
    cells: tuple[SourceCell, ...] = ()
    text: str = ""
    issue_no: str = ""
    place: str = ""
    grouped: bool = False

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
            yield from rows if goes_on else _ended(rows)
        last_block = use.table.block


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
        below = ends_table(distinct) or (below and not found and not _is_data(cells))
        if below:
            yield SourceRow("below", table.number, number, cells, "\n".join(distinct), place=place)
            continue
        titled = len(cells) > 1 and list(filled) == [each.place for each in use.header.of("number")][:1]
        if titled and not _NUMBER.fullmatch(squash(distinct[0])) and not below_content(distinct[0]):
            found = found or ("",)
        if number in heads and spans:
            column = use.header.of("measure")[0]
            cells = (SourceCell(column, distinct[0], place, False),)
            yield SourceRow("row", table.number, number, cells, place=place, grouped=True)
        elif found or spans:
            issue = found[0] if found else ""
            yield SourceRow("section", table.number, number, text=distinct[0], issue_no=issue, place=place)
        else:
            cells = cells if not heads or number in heads else tuple(map(_as_step, cells))
            yield SourceRow("row", table.number, number, cells, place=place, grouped=bool(heads))


def _cells(use: TableUse, number: int, anchors: dict[Place, Place]) -> tuple[SourceCell, ...]:
    """The cells of a row, those left out that another cell of the row covers."""
    texts = use.table.rows[number]
    return tuple(
        SourceCell(
            column,
            clean_text(texts[column.place]),
            place_of(use.table, number, column.place),
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


def _as_step(cell: SourceCell) -> SourceCell:
    """A cell of the column of measures as one of steps."""
    if cell.column.field != "measure":
        return cell
    return replace(cell, column=replace(cell.column, field="steps"))
