"""Finding our tables in any sheet: by marker and field id, never by position or heading."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.cells import MAX_ROW
from toolkit.model.finding import Location
from toolkit.thai.text import clean_text
from toolkit.xlsx.layouts import MARKER, META, META_SHEET, Table
from toolkit.xlsx.sheet_data import BookData, CellError, CellValue, Position, SheetData
from toolkit.xlsx.strict_reader import read_book


@dataclass(eq=False, slots=True)
class TableRow:
    """One data row: its key (column A), where it stands, and its cells by column, asked for by field id.

    Each text is cleaned once: the rules ask for the same ones over and over.
    """

    key: str
    sheet: SheetData
    row: int
    columns: Mapping[str, int]
    _cells: Mapping[int, CellValue]
    _texts: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    @property
    def location(self) -> Location:
        return Location(self.sheet.name, self.row, self.columns)

    def raw(self, field: str) -> CellValue | None:
        """Return a value as it was read; None where the cell is blank or the table has no such field."""
        return self._cells.get(self.columns.get(field, 0))

    def text(self, field: str) -> str:
        """Return a value as clean text; "" where the cell is blank."""
        text = self._texts.get(field)
        if text is None:
            text = self._texts[field] = as_text(self._cells.get(self.columns.get(field, 0)))
        return text

    def texts(self, *fields: str) -> dict[str, str]:
        """Return the texts of some fields by field id."""
        return {field: self.text(field) for field in fields}

    def cell(self, field: str) -> str:
        return self.location.cell(field)

    def at(self, field: str) -> Position:
        """Return the 1-based (row, column) of a field; column 0 where the table has no such field."""
        return self.row, self.columns.get(field, 0)

    def filled(self, fields: Iterable[str]) -> bool:
        return any(self.text(field) for field in fields if self.raw(field) is not None)


@dataclass(frozen=True)
class FoundTable:
    """A table as it stands in a sheet: its name, its columns by field id and its rows."""

    name: str
    sheet: SheetData
    marker_row: int
    columns: Mapping[str, int]
    records: tuple[TableRow, ...]

    @cached_property
    def by_key(self) -> Mapping[str, TableRow]:
        # Reversed, so that of two rows with one key the first counts.
        return {record.key: record for record in reversed(self.records) if record.key}

    def value(self, key: str) -> str:
        """Return the text of a key's `value`; "" where the key is gone."""
        record = self.by_key.get(key)
        return record.text("value") if record else ""

    def value_cell(self, key: str) -> str:
        """Return the cell of a key's `value`; "" where the key is gone."""
        record = self.by_key.get(key)
        return record.cell("value") if record else ""

    def missing_fields(self, layout: Table) -> tuple[str, ...]:
        return tuple(field.id for field in layout.fields if field.id not in self.columns and not field.added)

    def doubled_fields(self) -> tuple[str, ...]:
        """Return the field ids that stand twice in the marker row."""
        marker_row = self.sheet.rows[self.marker_row]
        if len(marker_row) == len(self.columns) + 1:
            return ()
        ids = [as_text(value) for column, value in marker_row.items() if column > 1]
        return tuple(sorted(field_id for field_id, count in Counter(ids).items() if field_id and count > 1))


def as_text(value: CellValue | None) -> str:
    """Return any cell value as clean text; a whole number without ".0"; a date in ISO form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, CellError):
        return value.text
    # The shortest text that reads back as the same number.
    return repr(value)


def tables_of(sheet: SheetData, wanted: str = "") -> Iterator[FoundTable]:
    """Yield every table of a sheet in order, or those of one name.

    Data run from two rows below a marker, behind the headings, to the next marker.
    """
    rows = sheet.rows
    markers = sorted(
        row
        for row, values in rows.items()
        if isinstance(key := values.get(1), str) and MARKER in key and key.strip().startswith(MARKER)
    )
    ordered = sorted(rows) if markers else []
    for index, marker in enumerate(markers):
        name = as_text(rows[marker][1]).removeprefix(MARKER)
        if wanted and name != wanted:
            continue
        end = markers[index + 1] if index + 1 < len(markers) else MAX_ROW + 1
        columns: dict[str, int] = {}
        for column, value in sorted(rows[marker].items()):
            if column > 1 and (field_id := as_text(value)):
                # Of a field id that stands twice the first counts; a rule points out the copy.
                columns.setdefault(field_id, column)
        # Not only to the first blank row: people leave gaps, and what stands below one would be lost.
        own = ordered[bisect_left(ordered, marker + 2) : bisect_left(ordered, end)]
        records = tuple(
            TableRow(as_text(cells.get(1)), sheet, row, columns, cells) for row in own if (cells := rows[row])
        )
        yield FoundTable(name, sheet, marker, columns, records)


def find_tables(book: BookData, name: str) -> tuple[FoundTable, ...]:
    """Return every table of one name in a workbook, in the order of the sheets."""
    return tuple(table for sheet in book.sheets.values() for table in tables_of(sheet, name))


def meta_of(book: BookData) -> Mapping[str, str]:
    """Return the `_meta` table as plain texts; empty where the workbook has none."""
    usual = book.sheets.get(META_SHEET)
    tables = tuple(tables_of(usual)) if usual else ()
    # Where the sheet was renamed, the marker still tells what the table is.
    metas = [table for table in tables or find_tables(book, META.name) if table.name == META.name]
    return {key: record.text("value") for table in metas[:1] for key, record in table.by_key.items()}


def kind_of(data: bytes) -> str:
    """Return what a workbook of ours is (plan, division, report, …), "" for another. Raises RefusedError."""
    return meta_of(read_book(data, wanted=META_SHEET.__eq__)).get("kind", "")
