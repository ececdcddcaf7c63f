"""Typing into an issued division workbook as its officer does, for examples, demonstrations and tests.

Cells are found by marker, key and field id. Only what is typed is changed: the cell in its sheet's XML,
the string table and the document's times. Loading and saving with openpyxl takes 1.1 s a workbook
(measured), this some 30 ms a save, and a demonstration saves dozens. It relies on the plain XML in which
`division_book` writes; a workbook that came back from a spreadsheet program is not for here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from html import escape
from typing import TypeVar

from toolkit.books.division_grid import span_of, span_width
from toolkit.model.cells import cell_name
from toolkit.model.month import Month
from toolkit.thai.dates import parse_month
from toolkit.xlsx.layouts import MONTH, OUTCOMES, STATUS, Table
from toolkit.xlsx.new_workbook import texts_height
from toolkit.xlsx.package import Package, zip_parts
from toolkit.xlsx.sheet_data import FORMAT_PERCENT
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, tables_of
from toolkit.xlsx.workbook_parts import style_kinds, workbook_parts

_Texts = Mapping[str, str]
"""Field id -> text as typed."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_HEIGHT = re.compile(r'(<row r="([0-9]+)"[^>]* ht=")([0-9.]+)(")')
_FORMULA_VALUE = re.compile(r"(</f>)<v>[^<]*</v>")
_COUNTS = re.compile(r' count="[0-9]+" uniqueCount="[0-9]+"')
_SAVED = re.compile(r"(<dcterms:(created|modified) [^>]*>)[^<]*(</dcterms:\2>)")
_STRINGS, _CORE = "xl/sharedStrings.xml", "docProps/core.xml"


class DivisionTyping:
    """An issued division workbook that is being filled, month after month."""

    def __init__(self, workbook: bytes) -> None:
        """Take the workbook's parts. Raises RefusedError for bytes that are no workbook."""
        package = Package(workbook)
        parts = workbook_parts(package)
        self._months = _month_tables(workbook)
        self._percent_styles = {
            str(index)
            for index, (kind, _) in enumerate(style_kinds(package.read(parts.styles), parts.styles))
            if kind == FORMAT_PERCENT
        }
        self._part_of = {sheet.name: sheet.part for sheet in parts.sheets}
        self._typed: dict[str, dict[str, str | float]] = {}
        self._needed: dict[str, dict[int, float]] = {}  # by sheet and row, the height of what is typed
        self._parts = {name: package.read(name) for name in package.names}
        for part in self._part_of.values():
            # What the issued formulas came to is no longer true once something is typed.
            self._parts[part] = _FORMULA_VALUE.sub(r"\1", self._parts[part].decode()).encode()

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
        part = self._part_of[sheet]
        cells = self._typed.setdefault(part, {})
        texts = [(text, span_width(*span_of(table, field))) for field, text in values.items()]
        self._needed.setdefault(part, {})[record.row] = texts_height(texts)
        for field, text in values.items():
            column = _known(on_sheet.columns, field, f"column of {table.marker}")
            number = field == "percent" and _NUMBER.fullmatch(text)
            cells[cell_name(record.row, column)] = float(text) if number else text

    def save(self, saved_at: dt.datetime) -> bytes:
        """Return the workbook as saved at a moment (with a zone), its created and modified time."""
        strings: dict[str, int] = {}
        changed = {
            part: _grown(self._written(self._parts[part].decode(), cells, strings), self._needed[part])
            for part, cells in sorted(self._typed.items())
        }
        changed[_STRINGS] = _with_strings(self._parts[_STRINGS].decode(), strings)
        moment = saved_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        changed[_CORE] = _SAVED.sub(rf"\g<1>{moment}\g<3>", self._parts[_CORE].decode())
        return zip_parts({**self._parts, **{name: xml.encode() for name, xml in changed.items()}}.items())

    def _written(self, xml: str, cells: Mapping[str, str | float], strings: dict[str, int]) -> str:
        """Return a sheet with its typed cells; new strings are numbered after those of the workbook."""
        # Cells refer to a string by its place, so those of the issued workbook keep theirs.
        first = self._parts[_STRINGS].count(b"<si>")
        missed = set(cells)

        def typed(match: re.Match[str]) -> str:
            name, style = match[1], match[2]
            if name not in cells:
                return match[0]
            missed.discard(name)
            value, start = cells[name], f'<c r="{name}"' + (f' s="{style}"' if style else "")
            # A float is a percent, the only field that is a number.
            if isinstance(value, float):
                # Excel takes a number typed into a percent cell as so many hundredths.
                return f"{start}><v>{value / (100 if style in self._percent_styles else 1):.15g}</v></c>"
            if not value:
                return f"{start}/>"
            return f'{start} t="s"><v>{first + strings.setdefault(value, len(strings))}</v></c>'

        written = _CELL.sub(typed, xml)
        if missed:
            raise KeyError(f"no such cell to type in: {', '.join(sorted(missed))}")
        return written


def _grown(xml: str, needed: Mapping[int, float]) -> str:
    """Return a sheet whose rows are as high as what is typed in them needs, never lower than issued."""

    def grown(match: re.Match[str]) -> str:
        height = max(float(match[3]), needed.get(int(match[2]), 0.0))
        return f"{match[1]}{height:.15g}{match[4]}"

    return _HEIGHT.sub(grown, xml)


def _month_tables(workbook: bytes) -> dict[Month, dict[str, FoundTable]]:
    """Return the tables of each month sheet by name."""
    tables_in = {}
    for sheet in read_book(workbook).sheets.values():
        tables = {table.name: table for table in tables_of(sheet)}
        if MONTH.name in tables:
            value = _known(tables[MONTH.name].by_key, "month", f"key on sheet {sheet.name}").text("value")
            tables_in[parse_month(value)] = tables
    return tables_in


def _with_strings(xml: str, strings: Mapping[str, int]) -> str:
    """Return the string table with more strings at its end. Its counts are optional and are left out."""
    # Otherwise blanks at the ends of a text would be lost.
    more = "".join(f'<si><t xml:space="preserve">{escape(text, quote=False)}</t></si>' for text in strings)
    return _COUNTS.sub("", xml, count=1).replace("</sst>", f"{more}</sst>")


def _known(items: Mapping[_Key, _Value], key: _Key, what: str) -> _Value:
    if key not in items:
        raise KeyError(f"no such {what}: {key}")
    return items[key]
