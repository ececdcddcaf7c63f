"""Typing into an issued division workbook as its officer does, for examples, demonstrations and tests.

Cells are found by marker, key and field id. Only what is typed is changed: the cell, the table of strings
and the document's times. Loading and saving with openpyxl takes 1.1 s a workbook (measured), this a tenth,
and a demonstration saves dozens.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TypeVar

from toolkit.books.division_grid import span_of, span_width
from toolkit.model.cells import cell_name
from toolkit.model.month import Month
from toolkit.thai.dates import parse_month
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.layouts import MONTH, OUTCOMES, STATUS, Table
from toolkit.xlsx.new_workbook import texts_height
from toolkit.xlsx.sheet_data import FORMAT_PERCENT
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, tables_of
from toolkit.xlsx.workbook_parts import style_kinds, workbook_parts
from toolkit.xlsx.xml_trees import MAIN, Tree, first_child, new_element

_Texts = Mapping[str, str]
"""Field id -> text as typed."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_TIMES = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")


class DivisionTyping:
    """An issued division workbook that is being filled, month after month."""

    def __init__(self, workbook: bytes) -> None:
        """Take the workbook's parts. Raises RefusedError for bytes that are no workbook."""
        self._package = EditedPackage(workbook)
        parts = workbook_parts(self._package)
        kinds = style_kinds(self._package.read(parts.styles), parts.styles)
        self._percent_styles = {str(index) for index, (kind, _) in enumerate(kinds) if kind == FORMAT_PERCENT}
        self._strings = parts.strings
        self._months = _month_tables(workbook)
        self._cells: dict[str, dict[str, Tree]] = {}
        for sheet in parts.sheets:
            cells = self._cells[sheet.name] = {}
            for cell in self._package.edit(sheet.part).iter(f"{{{MAIN}}}c"):
                cells[cell.get("r")] = cell
                # What the issued formulas came to is no longer true once something is typed.
                if first_child(cell, "f") is not None:
                    cell[:] = [child for child in cell if child.tag != f"{{{MAIN}}}v"]

    def type_month(
        self, month: Month, signature: _Texts, rows: Mapping[str, _Texts], outcomes: Mapping[str, _Texts]
    ) -> None:
        """Fill a month sheet; a row typed there before is replaced as a whole.

        `signature` maps the month's keys (reporter, reported_on) to text, `rows` the row keys of its
        status table ("1.2") and `outcomes` the measure numbers to what is typed in their fields.
        Raises KeyError, naming it, for a month, table, row or field that the workbook does not have.
        """
        tables = _known(self._months, month, "month")
        for key, text in signature.items():
            self._type_row(tables, MONTH, key, {"value": text})
        for table, typed in ((STATUS, rows), (OUTCOMES, outcomes)):
            open_fields = {field.id: "" for field in table.fields if not field.locked}
            for key, values in typed.items():
                for field in values:
                    _known(open_fields, field, f"field to type in {table.marker}")
                self._type_row(tables, table, key, {**open_fields, **values})

    def _type_row(self, tables: Mapping[str, FoundTable], table: Table, key: str, values: _Texts) -> None:
        on_sheet = _known(tables, table.name, "table")
        sheet = on_sheet.sheet.name
        record = _known(on_sheet.by_key, key, f"row of {table.marker} on sheet {sheet}")
        needed = texts_height((text, span_width(*span_of(table, field))) for field, text in values.items())
        for field, text in values.items():
            column = _known(on_sheet.columns, field, f"column of {table.marker}")
            cell = _known(self._cells[sheet], cell_name(record.row, column), "cell to type in")
            cell[:] = []
            cell.attrib.pop("t", None)
            if text:
                value = new_element(cell, "v")
                if field == "percent" and _NUMBER.fullmatch(text):
                    # Excel takes a number typed into a percent cell as so many hundredths.
                    value.text = f"{float(text) / (100 if cell.get('s') in self._percent_styles else 1):.15g}"
                else:
                    cell.set("t", "s")
                    value.text = str(self._string(text))
                cell.append(value)
            # As high as what is typed needs, never lower than before.
            row = cell.getparent()
            row.set("ht", f"{max(float(row.get('ht', '0')), needed):.15g}")

    def _string(self, text: str) -> int:
        """Put a text at the end of the table of strings, whose counts are optional; return its place."""
        strings = self._package.edit(self._strings)
        for name in ("count", "uniqueCount"):
            strings.attrib.pop(name, None)
        written = new_element(strings, "t")
        # Otherwise blanks at its ends would be lost.
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = text
        strings.append(new_element(strings, "si", written))
        return len(strings) - 1

    def save(self, saved_at: dt.datetime) -> bytes:
        """Return the workbook as saved at a moment (with a zone), its created and modified time."""
        for time in self._package.edit("docProps/core.xml").iter(*_TIMES):
            time.text = saved_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._package.save()


def _month_tables(workbook: bytes) -> dict[Month, dict[str, FoundTable]]:
    """Return the tables of each month sheet by name."""
    tables_in = {}
    for sheet in read_book(workbook).sheets.values():
        tables = {table.name: table for table in tables_of(sheet)}
        if MONTH.name in tables:
            value = _known(tables[MONTH.name].by_key, "month", f"key on sheet {sheet.name}").text("value")
            tables_in[parse_month(value)] = tables
    return tables_in


def _known(items: Mapping[_Key, _Value], key: _Key, what: str) -> _Value:
    if key not in items:
        raise KeyError(f"no such {what}: {key}")
    return items[key]
