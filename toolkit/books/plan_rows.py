"""The rows and cells of a plan's tables: what cannot be understood in them becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.thai.dates import parse_month
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.layouts import CHOICE_IDS, Table
from toolkit.xlsx.sheet_data import BookData, CellError
from toolkit.xlsx.tables import FoundTable, TableRow, tables_of

_MOST_DIGITS = 400  # more than any number of a cell has


class PlanRows:
    """Reads tables, rows and cells of one plan workbook; `findings` grow on the way.

    `year` is the plan's fiscal year, by which months are judged; 0 until it is known.
    """

    def __init__(self, book: BookData) -> None:
        self._tables: dict[str, list[FoundTable]] = {}
        for sheet in book.sheets.values():
            for table in tables_of(sheet):
                self._tables.setdefault(table.name, []).append(table)
        self.findings: list[Finding] = []
        self.year = 0

    def add(
        self, code: str, record: TableRow | None, field: str = "", found: str = "", expected: str = ""
    ) -> None:
        """Note what was found in a field of a row; echoes of an error value (#REF!) are left out."""
        if record and code != "cell-error" and isinstance(record.raw(field), CellError):
            return
        sheet, cell = (record.location.sheet, record.cell(field)) if record else ("", "")
        self.findings.append(Finding(code, sheet, cell, found, expected))

    def table(self, layout: Table) -> FoundTable | None:
        """The table of a layout (None where its marker is gone), its lost and doubled parts noted."""
        found = self._tables.get(layout.name)
        if not found:
            self.findings.append(Finding("marker-missing", layout.sheet, "", layout.marker))
            return None
        for extra in found[1:]:
            self.findings.append(
                Finding("table-doubled", extra.sheet.name, f"A{extra.marker_row}", layout.marker)
            )
        for name in found[0].missing_fields(layout):
            self.findings.append(Finding("field-missing", found[0].sheet.name, "", name, layout.marker))
        for name in found[0].doubled_fields():
            self.findings.append(Finding("field-doubled", found[0].sheet.name, "", name, layout.marker))
        return found[0]

    def rows(self, table: FoundTable | None, layout: Table) -> Iterator[TableRow]:
        """The data rows; a row without its first field is a remark."""
        if table is None:
            return
        first = layout.fields[0].id
        for record in table.records:
            self.cell_faults(record)
            if record.text(first):
                yield record
            elif record.filled(table.columns):
                filled = next(each for each in table.columns if record.text(each))
                self.add("row-ignored", record, filled, record.text(filled), first)

    def cell_faults(self, record: TableRow) -> None:
        """Error values and formulas without a result, wherever they stand in a row."""
        for field in record.columns:
            value = record.raw(field)
            if isinstance(value, CellError):
                self.add("cell-error", record, field, value.text)
            elif value is None and record.at(field) in record.sheet.uncached:
                self.add("formula-uncached", record, field)

    def unique(self, table: FoundTable | None, layout: Table, field: str) -> Iterator[TableRow]:
        """Rows with a number that is unique and has no dot; a doubled one is left out."""
        seen: set[str] = set()
        for record in self.rows(table, layout):
            number = to_arabic(record.text(field))
            if not self._number_ok(record, layout, field):
                continue
            if number in seen:
                self.add("number-doubled", record, field, number, heading(layout, field))
                continue
            seen.add(number)
            yield record

    def _number_ok(self, record: TableRow, layout: Table, field: str) -> bool:
        number = record.text(field)
        if re.search(r"[.\s]", number):
            self.add("number-dotted", record, field, number, heading(layout, field))
            return False
        return True

    def month(self, record: TableRow, field: str) -> Month | None:
        """The month of a field; None where it is blank, unreadable or outside the fiscal year."""
        if not record.text(field):
            return None
        try:
            month = parse_month(record.raw(field), last=field in ("end", "due", "until"))
        except ValueError:
            self.add("date-unreadable", record, field, record.text(field))
            return None
        if month.fiscal_year != self.year:
            self.add("date-outside-year", record, field, record.text(field), str(self.year))
            return None
        return month

    def weight(self, record: TableRow) -> Fraction:
        """The weight of a row, 1 where it is blank or invalid."""
        text = to_arabic(record.text("weight"))
        if not text:
            return Fraction(1)
        value = number_of(text)
        if value is None or value <= 0:
            self.add("weight-invalid", record, "weight", record.text("weight"))
            return Fraction(1)
        return value


def heading(layout: Table, field: str) -> str:
    """The Thai heading of a field."""
    return next((each.heading for each in layout.fields if each.id == field), "")


def id_of(choices: str, text: str) -> str:
    """The id of a choice from its Thai word, or from the id itself; any other text as it is."""
    words = {squash(word): id_ for word, id_ in CHOICE_IDS[choices].items()}
    wanted = squash(to_arabic(text)).casefold()
    return words.get(wanted) or next((each for each in words.values() if each == wanted), text)


def number_of(text: str) -> Fraction | None:
    """A number as typed, exactly; None where the text is none, or one of absurd size (1e-999999)."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    return Fraction(value) if isinstance(exponent, int) and abs(exponent) <= _MOST_DIGITS else None
