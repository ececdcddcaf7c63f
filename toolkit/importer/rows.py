"""What each row of a table of measures does: it begins a measure, adds a step, goes on with the row above, is
a section's heading, or nothing of these (notes, totals, signatures)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.importer.document import SourceTable
from toolkit.importer.headers import Header
from toolkit.importer.headings import SourceColumn
from toolkit.importer.items import split_items
from toolkit.importer.people import is_person_line
from toolkit.importer.row_words import (
    is_column_numbers,
    measure_number,
    names_measure,
    next_number,
    only_continues,
    says_nothing,
    section_issue,
    without_continued,
)
from toolkit.importer.words import import_words
from toolkit.thai.text import clean_text, squash, to_arabic
from toolkit.thai.words import BLANK_MARKS

RowRole = Literal["measure", "step", "continue", "section", "header", "skip"]

_DATA = ("measure", "steps", "responsible", "period")
_OF_THE_ROW = ("responsible", "period")
_ASIDE = (*_OF_THE_ROW, "steps", "monitoring", "expected", "result", "status")
_SIGNING = re.compile(r"[(.…_\-]|ตำแหน่ง|วันที่")
_DOTTED = re.compile(r"\(?(\d{1,2})((?:\.\d{1,2}){0,2})\)?[.)]?(?!\d)")
_BULLET = re.compile(r"\s*[-–•*]\s*[^\d\s\-–]")
_AGAIN = re.compile(r"\s*(\d{1,3})\s*\.?\s*\(\s*ต่อ\s*\)")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|มาตรการ|เงิน|\d|$)")


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

    @property
    def has_letters(self) -> bool:
        return any(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table of measures: what it does, its cells, and all that it says."""

    role: RowRole
    table: int
    number: int
    cells: tuple[SourceCell, ...]
    text: str
    place: str

    def cell(self, field: str) -> SourceCell | None:
        """The first filled cell of a field, else its first cell."""
        own = self.all(field)
        return next((cell for cell in own if cell.text), own[0] if own else None)

    def all(self, field: str) -> tuple[SourceCell, ...]:
        return tuple(cell for cell in self.cells if cell.column.field == field)


def source_row(table: SourceTable, header: Header, number: int, role: RowRole = "skip") -> SourceRow:
    """Return a row of a table, those cells left out that another cell of the row covers."""
    texts = table.rows[number]
    cells = tuple(
        SourceCell(
            column,
            clean_text(texts[column.place]),
            table.place(number, column.place),
            # A merged cell that began further up says nothing new in this row.
            table.first(number, column.place)[0] < number,
        )
        for column in header.columns
        if table.first(number, column.place)[1] == column.place
    )
    filled = [column for column, text in enumerate(texts) if text.strip()]
    said = "\n".join(dict.fromkeys(clean_text(texts[column]) for column in filled))
    return SourceRow(role, table.number, number, cells, said, table.place(number, min(filled, default=0)))


@dataclass
class Memory:
    """The measure above a row, by which it is told whether that begins another one: its number and text,
    and whether its steps have markers."""

    text: str = ""
    number: str = ""
    marked: bool = False


def row_roles(
    table: SourceTable, header: Header, body: Sequence[int], heads: frozenset[int], memory: Memory
) -> Iterator[tuple[int, RowRole, bool]]:
    """Propose what each row of a table's body does, and whether that is sure: where there are `heads`, these
    name measures and the other rows are steps. `memory` is carried on."""
    below = False
    row_place = next((column.place for column in header.of("measure")), 0)
    for number in body:
        row = source_row(table, header, number)
        texts = [text for text in table.rows[number] if text.strip()]
        if not texts or is_column_numbers(texts):
            yield number, "header" if texts else "skip", True
            continue
        lines = row.text.split("\n")
        spans = len(set(texts)) == 1 and len(texts) == table.width > 2 and not row.cells[0].merged
        section = _is_section(row, texts, spans=spans)
        # Signatures and notes end a table, unless rows of data follow: then they stood in its middle.
        below = _ends_table(texts) or (below and not section and not _is_data(row.cells))
        if len(set(texts)) == 1 and only_continues(lines[0], len(texts)):
            yield number, "continue", True
        elif below or _TOTAL.match(squash(lines[0])):
            yield number, "skip", True
        elif number in heads:
            yield number, _remembered(memory, row, "measure"), True
        elif section:
            yield number, "section", section_issue(row.text) is not None
        else:
            below_it = table.rows[min(number + 1, len(table.rows) - 1)][row_place]
            role, sure = _data_role(row, memory, below_it)
            role, sure = ("step", True) if heads else (role, sure)
            yield number, _remembered(memory, row, role), sure


def _is_section(row: SourceRow, texts: Sequence[str], *, spans: bool) -> bool:
    if spans:
        return True
    filled = [cell for cell in row.cells if cell.text]
    if len({squash(text) for text in texts}) > 1 or not filled:
        return False
    # Some offices type the heading of a section into the column of numbers and merge nothing.
    if len(row.cells) > 1 and filled[0].column.field == "number" and len(filled) == 1:
        bare = squash(filled[0].text)
        return not re.fullmatch(r"[\d().]+", bare) and not _signed(bare) and not _TOTAL.match(bare)
    across = len(texts) > 1 or len(row.cells) == 1 or filled[0].column.place == 0
    return across and section_issue(filled[0].text) is not None


def _remembered(memory: Memory, row: SourceRow, role: RowRole) -> RowRole:
    cell = row.cell("measure")
    text = cell.text if cell is not None and not cell.merged else ""
    if role == "measure":
        column = row.cell("number")
        memory.number, memory.text = measure_number(text or row.text, next_number(memory.number))
        if not memory.number and column is not None:
            memory.number = measure_number(f"{column.text.strip()}.")[0]
        memory.marked = False
    elif role == "continue" and text:
        memory.text += "\n" + text
    if role != "skip":
        marked = any(item.marker for cell in row.all("steps") for item in split_items(cell.text))
        memory.marked = memory.marked or marked
    return role


def _data_role(row: SourceRow, memory: Memory, below: str) -> tuple[RowRole, bool]:
    """What a row does, by what its cells say and the measure's cell `below` it, and whether that is sure."""
    cell = row.cell("measure")
    merged = cell is not None and cell.merged
    text = cell.text if cell is not None and not merged else ""
    # Where all else is blank, it may be the heading of what follows.
    alone = not any(other.text for other in row.cells if other.column.field in _ASIDE)
    if not memory.text:
        return ("skip" if says_nothing(text) else "measure"), not alone
    guessed = bool(text) and (_list_goes_on(memory, row, text, below) or _wraps(memory, row, text))
    if text and not guessed and not _named_again(memory, row, text):
        if says_nothing(text):
            return "skip", True
        number = row.cell("number")
        numbered = bool(measure_number(text, next_number(memory.number))[0] or (number and number.text))
        return "measure", not alone and (numbered or not memory.number)
    named = [other for other in (cell, row.cell("number")) if other is not None]
    again = any(without_continued(other.text)[1] for other in named)
    torn = not merged and not any(other.text for other in row.cells if other.column.field in _OF_THE_ROW)
    goes_on = again or guessed or (torn and memory.marked)
    return ("continue" if goes_on else "step"), not guessed


def _list_goes_on(memory: Memory, row: SourceRow, text: str, below: str) -> bool:
    """Whether a measure's cell only goes on with the list in the cell of the measure before: "๔. …" after its
    steps 1 to 3, where nobody is named and no measure 4 is due, or the row below says that 3 goes on."""
    if row.all("steps") or any(cell.text for cell in row.cells if cell.column.field in _OF_THE_ROW):
        return False
    number = split_items(text, 1)[0].number or measure_number(text)[0]
    numbers = [int(item.number) for item in split_items(memory.text) if item.number.isdecimal()]
    if not numbers or number != str(numbers[-1] + 1) or without_continued(text)[1]:
        return False
    again = _AGAIN.match(to_arabic(below))
    return number != next_number(memory.number) or (again is not None and again[1] == memory.number)


def _wraps(memory: Memory, row: SourceRow, text: str) -> bool:
    """Whether a row holds nothing but the rest of a sentence: no number though the measure above has one, and
    nothing beside it, or nobody named where there is a column for that (results go on overleaf too)."""
    if not memory.number or split_items(text)[0].marker or names_measure(text):
        return False
    beside = {cell.column.field for cell in row.cells if cell.text and not cell.merged} - {"measure"}
    return not beside or (bool(row.all("responsible")) and not beside & {"number", "steps", *_OF_THE_ROW})


def _named_again(memory: Memory, row: SourceRow, text: str) -> bool:
    """Whether a filled measure cell only says again which measure goes on."""
    text, again = without_continued(text)
    number, rest = measure_number(text, next_number(memory.number))
    bare = squash(rest)
    if not bare:
        return (again and not number) or number == memory.number
    if bare in import_words().lists["rows.same"]:
        return number in ("", memory.number)
    column = row.cell("number")
    own = measure_number(f"{without_continued(column.text)[0].strip()}.")[0] if column is not None else ""
    known = squash(memory.text)
    same = bare == known or (again and (bool(number or own) or known.startswith(bare)))
    return same and {number, own} <= {"", memory.number}


def _ends_table(texts: Sequence[str]) -> bool:
    """Whether a row begins what stands below a table: signatures ("ลงชื่อ ....", "(นาย ก ข)"), or a note with
    nothing beside it."""
    note = len(set(texts)) == 1 and squash(texts[0]).startswith(import_words().lists["rows.notes"])
    return note or _signed(texts[0])


def _signed(text: str) -> bool:
    bare = squash(text)
    named = bare.startswith("(") and bare.endswith(")") and is_person_line(text)
    return named or bare.startswith(import_words().lists["rows.signatures"])


def _is_data(cells: Sequence[SourceCell]) -> bool:
    """Whether a row below signatures or notes is one of data again: two of its columns are filled with what
    names no person or post, or one goes on with a list of steps."""
    own: Mapping[str, str] = {
        cell.column.field: cell.text
        for cell in cells
        if cell.column.field in _DATA
        and cell.text
        and not _SIGNING.match(squash(cell.text))
        and not cell.text.startswith(import_words().written["responsible.posts"])
    }
    goes_on = any(item.marker for item in split_items(own.get("steps", "")))
    return not any(map(is_person_line, own.values())) and (goes_on or len(own) > 1)


def measure_heads(table: SourceTable, header: Header, body: Sequence[int]) -> frozenset[int]:
    """Return the rows that name a measure where the others are rows of steps; none where each is a measure.

    A row names a measure by its words ("มาตรการที่ ๑ …") where other rows have none, by its number where the
    rows below it count on (1, 1.1, 1.2, 2, 2.1), or by the want of a dash where others have one.
    """
    if header.of("steps") or not header.of("measure"):
        return frozenset()
    place = header.of("measure")[0].place
    texts = {row: table.rows[row][place] for row in body}
    texts = {
        row: text
        for row, text in texts.items()
        if any(map(str.isalpha, text)) and not _signed(text) and not _TOTAL.match(squash(text))
    }
    named = {row for row, text in texts.items() if names_measure(text)}
    dashed = {row for row, text in texts.items() if _BULLET.match(text)}
    for heads in (named, _counted(table, header, list(texts)), set(texts) - dashed if dashed else set()):
        if heads and min(texts) in heads and len(heads) < len(texts):
            return frozenset(heads)
    return frozenset()


def _counted(table: SourceTable, header: Header, rows: Sequence[int]) -> set[int]:
    """The rows with a whole number, where every other row counts below the one before it."""
    columns = (*header.of("number"), *header.of("measure"))
    heads: set[int] = set()
    last = ""
    for row in rows:
        numbers = (squash(table.rows[row][column.place]) for column in columns)
        match = _DOTTED.match(next(filter(None, numbers), ""))
        if match is None or (match[2] and match[1] != last):
            return set()
        if not match[2]:
            heads.add(row)
            last = match[1]
    return heads
