"""The rows and cells of a plan's tables: what cannot be understood in them becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.thai.dates import parse_month
from toolkit.thai.periods import parse_period
from toolkit.thai.text import foreign_letter, squash, to_arabic
from toolkit.thai.words import PLACEHOLDER
from toolkit.xlsx.layouts import CHOICE_IDS, Table
from toolkit.xlsx.sheet_data import BookData, CellError
from toolkit.xlsx.tables import FoundTable, TableRow, tables_of

_PLACEHOLDER = squash(PLACEHOLDER)
_BETWEEN = re.compile(r"[,;/\n，；]+")
_MOST_JOINED = 6
"""Of how many parts of a list a name may consist: a bound, so that a cell full of commas is soon read."""
_MOST_DIGITS = 400  # more than any number of a cell has


class PlanRows:
    """Reads the tables, rows and cells of one plan workbook, and keeps what was found in `findings`.

    `year` is the plan's fiscal year, by which months are judged; 0 until it is known.
    """

    def __init__(self, book: BookData) -> None:
        self._tables: dict[str, list[FoundTable]] = {}
        for sheet in book.sheets.values():
            for table in tables_of(sheet):
                self._tables.setdefault(table.name, []).append(table)
        self.findings: list[Finding] = []
        self.year = 0

    def add(self, code: str, row: TableRow, field: str, found: str = "", expected: str = "") -> None:
        """Add a finding at a field of a row, unless an error value (#REF!) stands there, which is one."""
        if code == "cell-error" or not isinstance(row.raw(field), CellError):
            self.findings.append(Finding(code, row.location.sheet, row.cell(field), found, expected))

    def table(self, layout: Table) -> FoundTable | None:
        """Return the table of a layout (None where its marker is gone); note its lost and doubled parts."""
        tables = self._tables.get(layout.name)
        if not tables:
            self.findings.append(Finding("marker-missing", layout.sheet, "", layout.marker))
            return None
        table, *others = tables
        for other in others:
            cell = f"A{other.marker_row}"
            self.findings.append(Finding("table-doubled", other.sheet.name, cell, layout.marker))
        for name in table.missing_fields(layout):
            self.findings.append(Finding("field-missing", table.sheet.name, "", name, layout.marker))
        for name in table.doubled_fields():
            self.findings.append(Finding("field-doubled", table.sheet.name, "", name, layout.marker))
        return table

    def rows(self, table: FoundTable | None, layout: Table) -> Iterator[TableRow]:
        """Yield the data rows; a row without its first field is a remark."""
        if table is None:
            return
        first = layout.fields[0].id
        for row in table.records:
            self.cell_faults(row)
            if row.text(first):
                yield row
            elif filled := next((field for field in table.columns if row.text(field)), ""):
                self.add("row-ignored", row, filled, row.text(filled), first)

    def cell_faults(self, row: TableRow) -> None:
        """Note error values, formulas without a result, placeholders and letters that only look Thai."""
        for field in row.columns:
            value = row.raw(field)
            text = row.text(field)
            if "ระบุ" in text and _PLACEHOLDER in map(squash, re.split(r"[,;/\n]", text)):
                self.add("placeholder-left", row, field, text)
            # They come with scanned documents, and a font for Thai prints a box in their place.
            if word := foreign_letter(text):
                self.add("plan-letter-foreign", row, field, word)
            if isinstance(value, CellError):
                self.add("cell-error", row, field, value.text)
            elif value is None and row.at(field) in row.sheet.uncached:
                self.add("formula-uncached", row, field)

    def unique(self, table: FoundTable | None, layout: Table, field: str) -> Iterator[TableRow]:
        """Yield the rows with a number that is unique and has no dot; note and leave out the others."""
        seen: set[str] = set()
        for row in self.rows(table, layout):
            text = row.text(field)
            number = to_arabic(text)
            # Numbers are parts of row keys ("1.2"), and a dot in one would make two keys of the same text.
            if re.search(r"[.\s]", text):
                self.add("number-dotted", row, field, text, heading(layout, field))
            elif number in seen:
                self.add("number-doubled", row, field, number, heading(layout, field))
            else:
                seen.add(number)
                yield row

    def month(self, row: TableRow, field: str) -> Month | None:
        """Return the month of a field; None where it is blank, unreadable or outside the fiscal year."""
        text = row.text(field)
        if not text:
            return None
        raw = row.raw(field)
        try:
            month = self._read_month(raw, field)
        except ValueError:
            self.add("date-unreadable", row, field, text)
            return None
        # A fiscal year begins in October of the year before, and a plan is of one.
        if month.fiscal_year != self.year:
            self.add("date-outside-year", row, field, text, str(self.year))
            return None
        return month

    def _read_month(self, raw: object, field: str) -> Month:
        """Return a month as typed, or the end of a period that the field asks for. Raises ValueError."""
        try:
            return parse_month(raw)
        except ValueError:
            if not isinstance(raw, str):
                raise
        # "ไตรมาส 2" as a start is its first month, as an end its last. "ภายใน พ.ย. 66" is November above.
        first, last = parse_period(raw, self.year)
        return last if field in ("end", "due", "until") else first

    def weight(self, row: TableRow) -> Fraction:
        """Return the weight of a row, 1 where it is blank or invalid."""
        text = to_arabic(row.text("weight"))
        value = number_of(text) if text else Fraction(1)
        # Of weights of 0 no mean could be taken.
        if value is None or value <= 0:
            self.add("weight-invalid", row, "weight", row.text("weight"))
            return Fraction(1)
        return value


def names_in(text: str, known: Container[str] = ()) -> tuple[str, ...]:
    """Split a list of names; one that is `known`, squashed, stays whole: "งานพัสดุ/จัดซื้อ"."""
    edges = (0, *(edge for gap in _BETWEEN.finditer(text) for edge in gap.span()), len(text))
    starts, ends = edges[::2], edges[1::2]
    names: list[str] = []
    at = 0
    while at < len(starts):
        joined = range(min(at + _MOST_JOINED, len(ends)) - 1, at, -1)
        last = next((last for last in joined if squash(text[starts[at] : ends[last]]) in known), at)
        names.append(text[starts[at] : ends[last]].strip())
        at = last + 1
    return tuple(filter(None, names))


def heading(layout: Table, field: str) -> str:
    """Return the Thai heading of a field."""
    return next((column.heading for column in layout.fields if column.id == field), "")


def id_of(choices: str, text: str) -> str:
    """Return the id of a choice from its Thai word, or from the id itself; any other text as it is."""
    words = {squash(word).casefold(): id_ for word, id_ in CHOICE_IDS[choices].items()}
    wanted = squash(to_arabic(text)).casefold()
    return words.get(wanted) or (wanted if wanted in words.values() else text)


def number_of(text: str) -> Fraction | None:
    """Return a number as typed, exactly; None where the text is none, or one of absurd size (1e-999999)."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    return Fraction(value) if isinstance(exponent, int) and abs(exponent) <= _MOST_DIGITS else None
