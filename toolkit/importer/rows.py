"""The rows of all tables of measures as one sequence: what each row is, and its cells by field.

One table may run over several pages: as tables of their own, with the header repeated or not, with rows
that only say "ข้อ ๒" in every cell, with a title across, and with headings of a section between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.importer.document import Document, SourceTable
from toolkit.importer.headers import Column, Header, find_header, header_at
from toolkit.importer.words import words
from toolkit.model.source import column_letters
from toolkit.thai.digits import to_arabic
from toolkit.thai.text import clean_text, squash

RowKind = Literal["row", "section", "continued", "signature"]

_LONGEST_SECTION = 250
_ENGLISH = {"ตาราง": "table", "แถว": "row", "คอลัมน์": "column", "แผ่น": "sheet", "เซลล์": "cell"}
_NEAR = 4  # paragraphs above a table in which the heading of its section is looked for


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: its column's field and heading, its text, its place in words, and whether it only repeats
    the merged cell above it."""

    column: Column
    text: str
    place: str
    merged: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table of measures. For a section, `text` is its heading and `issue_no` its number."""

    kind: RowKind
    table: int
    number: int
    cells: tuple[SourceCell, ...] = ()
    text: str = ""
    issue_no: str = ""
    place: str = ""

    def cell(self, field: str) -> SourceCell | None:
        """The first filled cell of a field, else its first cell."""
        own = [each for each in self.cells if each.column.field == field]
        return next((each for each in own if each.text), own[0] if own else None)

    def all(self, field: str) -> tuple[SourceCell, ...]:
        return tuple(each for each in self.cells if each.column.field == field)


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table with the header it goes by; `own` tells whether that stands in the table itself."""

    table: SourceTable
    header: Header
    own: bool

    @property
    def body(self) -> range:
        return range(self.header.last_row + 1 if self.own else 0, len(self.table.rows))


def place_of(table: SourceTable, row: int, column: int) -> str:
    """A cell of the source in words: "ตาราง 2 แถว 3 คอลัมน์ 4", or sheet and cell where it is a workbook."""
    if table.sheet:
        match = re.fullmatch(r"([A-Z]+)(\d+)", table.first_cell or "A1")
        letters, digits = (match[1], int(match[2])) if match else ("A", 1)
        first = 0
        for letter in letters:
            first = first * 26 + ord(letter) - 64
        return f"แผ่น {table.sheet} เซลล์ {column_letters(first + column)}{digits + row}"
    return f"ตาราง {table.number} แถว {row + 1} คอลัมน์ {column + 1}"


def in_english(place: str) -> str:
    """A place of `place_of` in English."""
    for thai, english in _ENGLISH.items():
        place = place.replace(f"{thai} ", f"{english} ")
    return place


def tables_in_use(document: Document) -> Iterator[TableUse]:
    """Each table whose header is known, or that goes on from the one before it in the same columns."""
    before: TableUse | None = None
    for table in document.tables:
        header = find_header(table)
        if header is not None:
            before = TableUse(table, header, True)
            yield before
        elif before is not None and _same_columns(table, before):
            before = TableUse(table, before.header, False)
            yield before
        else:
            before = None


def _same_columns(table: SourceTable, before: TableUse) -> bool:
    return (
        bool(table.rows)
        and table.sheet == before.table.sheet
        and len(table.rows[0]) == len(before.table.rows[0])
    )


def measure_rows(document: Document, uses: tuple[TableUse, ...]) -> Iterator[SourceRow]:
    """The rows of the tables of measures in reading order, headers and column numbers left out."""
    last_block = -1
    for use in uses:
        if use.header.kind == "measures":
            yield from _section_above(document, last_block, use.table)
            yield from _rows(use)
        last_block = use.table.block


def _section_above(document: Document, after: int, table: SourceTable) -> Iterator[SourceRow]:
    near = [each for each in document.paragraphs if after < each.block < table.block and each.text.strip()]
    for paragraph in near[-_NEAR:]:
        text = clean_text(paragraph.text)
        found = _section(text)
        if found:
            yield SourceRow("section", table.number, -1, text=text, issue_no=found[0])


def _section(text: str) -> tuple[str] | None:
    """The issue number of a section heading ("" where it has none); None for a text that is no heading."""
    squashed = squash(text)
    if not squashed or len(squashed) > _LONGEST_SECTION:
        return None
    bare = re.sub(r"^[(\[\d.)\]\-•]+", "", squashed)
    number = re.match(r"\(?(\d)[.)]", squashed)
    lists = words().lists
    for index, name in enumerate(lists["rows.issue_names"], 1):
        if bare.startswith(name) or re.match(rf"(?:ประเด็น|ด้าน)(?:ที่)?\d*[.:)]*{re.escape(name)}", bare):
            return (str(index),)
    for name in lists["rows.issues"]:
        match = re.match(rf"{re.escape(name)}(\d)", bare)
        if match:
            return (match[1],)
    if any(each in squashed for each in lists["rows.sections"]):
        return ("",)
    if bare.startswith("ประเด็น") and number:
        return (number[1],)
    return None


def _rows(use: TableUse) -> Iterator[SourceRow]:
    table = use.table
    anchors = dict(table.anchors)
    header = use.header
    skip_to = -1
    for number in use.body:
        if number <= skip_to:
            continue
        texts = table.rows[number]
        filled = {column: text for column, text in enumerate(texts) if text.strip()}
        if not filled or _column_numbers(filled):
            continue
        repeated = header_at(table, number)
        if repeated is not None:
            if repeated.kind != "measures":  # another table of the same sheet
                return
            header, skip_to = repeated, repeated.last_row
            continue
        place = place_of(table, number, min(filled))
        distinct = list(dict.fromkeys(map(clean_text, filled.values())))
        if _continued(distinct, len(filled)):
            yield SourceRow("continued", table.number, number, text=distinct[0], place=place)
            continue
        cells = tuple(
            SourceCell(
                column,
                clean_text(texts[column.place]),
                place_of(table, number, column.place),
                anchors.get((number, column.place), (number, 0))[0] < number,
            )
            for column in header.columns
            if column.place < len(texts)
            and anchors.get((number, column.place), (number, column.place))[1] == column.place
        )
        across = len(distinct) == 1 and (len(filled) > 1 or len(cells) == 1 or min(filled) == 0)
        found = _section(distinct[0]) if across else None
        spans = across and len(filled) == len(texts) and len(texts) > 2 and not cells[0].merged
        if found or spans:
            issue = found[0] if found else ""
            yield SourceRow("section", table.number, number, text=distinct[0], issue_no=issue, place=place)
        elif squash(distinct[0]).startswith(words().lists["rows.signatures"]):
            yield SourceRow("signature", table.number, number, cells, "\n".join(distinct), place=place)
        else:
            yield SourceRow("row", table.number, number, cells, place=place)


def _column_numbers(filled: dict[int, str]) -> bool:
    """A row that numbers the columns: (1) (2) (3)."""
    numbers = [re.fullmatch(r"\(?(\d{1,2})\)?", squash(text)) for text in filled.values()]
    if len(numbers) < 3 or not all(numbers):
        return False
    values = [int(match[1]) for match in numbers if match]
    return values == list(range(values[0], values[0] + len(values)))


def _continued(distinct: list[str], filled: int) -> bool:
    lists = words().lists
    bare = squash(distinct[0])
    if bare in lists["rows.continued"] and len(distinct) == 1:
        return True
    if len(distinct) > 1 or filled < 2:
        return False
    names = "|".join(map(re.escape, lists["rows.numbered_continued"]))
    return bool(re.fullmatch(rf"(?:{names})?\d{{0,2}}\.?(?:\(?ต่อ\)?)?", to_arabic(bare)))
