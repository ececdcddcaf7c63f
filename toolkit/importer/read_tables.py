"""Reading text tables (.csv, .tsv) and workbooks (.xlsx, .xls, .ods)."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import product
from typing import Literal

from toolkit.importer.document import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    TABLE_LEFT_OUT,
    Place,
    SourceDocument,
    SourceTable,
    tidy,
)
from toolkit.model.cells import cell_name
from toolkit.thai.dates import format_date, parse_date
from toolkit.xlsx.foreign_sheets import ForeignSheet, read_foreign
from toolkit.xlsx.sheet_data import RefusedError

_DELIMITERS = (",", ";", "|")
_SAMPLE = 64_000
"""Characters that the choice of the delimiter looks at."""
_LONGEST_FIELD = 200_000
"""Characters of one cell; more is a quotation mark that was never closed."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED_CELLS = 8
"""How many cells one note names."""


def read_csv(data: bytes, name: str, kind: str = "csv") -> SourceDocument:
    """Read the bytes of a text table as one table of text. Raises RefusedError.

    A cell stays the text that it is, a date apart (2023-10-01). A quotation mark without its partner is
    refused with its line, for it would swallow the rest of the file.
    """
    text, notes = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # UTF-16 without a byte order mark, or no text at all.
    if "\0" in text:
        raise RefusedError("import-file-other-format", found="?", expected="Excel (.xlsx)")
    # `csv.Sniffer` judges by single characters and takes a letter of Thai text for a delimiter.
    signs = ("\t", *_DELIMITERS) if kind == "tsv" else (*_DELIMITERS, "\t")
    lines = text[:_SAMPLE].splitlines()
    delimiter = max(signs, key=lambda sign: (sum(sign in line for line in lines), lines[0].count(sign)))
    cells = enumerate(_rows(text, delimiter), 1)
    texts = {(row, at): cell for row, line in cells for at, cell in enumerate(line, 1) if cell.strip()}
    if not texts:
        raise RefusedError("import-file-empty")
    return _document(name, kind, [ForeignSheet("", texts)], *notes)


def _decoded(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The text of the bytes, and a note where the encoding had to be guessed: a byte order mark says it, else
    it is strict UTF-8, else Windows-874, which holds TIS-620."""
    marked = "utf-16" if data.startswith(_UTF16) else "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else ""
    # Windows-874 takes almost any bytes and goes last; Thai in it is hardly ever valid UTF-8.
    for encoding in (marked,) if marked else ("utf-8", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        guessed = [("import-file-encoding-guessed", "Windows-874 (TIS-620)")]
        return text, guessed if encoding == "cp874" else []
    raise RefusedError("import-file-encoding")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            # A cell may hold line ends: the line to name is where the row that fails begins.
            line = reader.line_num + 1
    except csv.Error as error:
        raise RefusedError("import-file-quote", found=str(line)) from error
    return rows


def read_workbook(data: bytes, name: str, kind: Literal["xlsx", "xls", "ods"]) -> SourceDocument:
    """Read the bytes of an .xlsx (.xlsm), .xls or .ods. Raises RefusedError.

    Titles above a table stay rows of its grid. Hidden sheets are left out with a note, blank ones
    without; a merged cell's text stands in every place that it covers.
    """
    return _document(name, kind, read_foreign(data, kind))


def _document(name: str, kind: str, sheets: Iterable[ForeignSheet], *said: tuple[str, str]) -> SourceDocument:
    tables, notes, cells = list[SourceTable](), list(said), 0
    for sheet in sheets:
        if sheet.hidden:
            notes += [("import-file-sheet-hidden", sheet.name)] if sheet.texts else []
            continue
        if sheet.uncached:
            names = ", ".join(cell_name(*place) for place in sheet.uncached[:_NAMED_CELLS])
            more = " …" if len(sheet.uncached) > _NAMED_CELLS else ""
            notes.append(("import-file-no-stored-value", f"{sheet.name}!{names}{more}"))
        if not sheet.texts:
            continue
        rows, columns = zip(*sheet.texts, strict=True)
        top, left, bottom, right = corners = min(rows), min(columns), max(rows), max(columns)
        height, width = bottom - top + 1, right - left + 1
        if height > MAX_ROWS or width > MAX_COLUMNS or cells + height * width > MAX_CELLS:
            notes.append((TABLE_LEFT_OUT, f"{sheet.name} ({height:,} × {width:,})".strip()))
        else:
            cells += height * width
            tables.append(_table(sheet, len(tables) + 1, corners))
    return SourceDocument(name, kind, (), tuple(tables), tuple(notes))


def _shown(text: str) -> str:
    """A date cell's text as Thai readers know it, "1 ต.ค. 66"; every other text as it is."""
    with suppress(ValueError):
        return format_date(parse_date(text), "short") if _DATE.fullmatch(text) else text
    return text


def _table(sheet: ForeignSheet, number: int, corners: tuple[int, int, int, int]) -> SourceTable:
    top, left, bottom, right = corners  # from 1
    rows = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for (row, column), text in sheet.texts.items():
        rows[row - top][column - left] = _shown(tidy(text).strip())
    anchors: dict[Place, Place] = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merges:
        if not (top <= first_row <= bottom and left <= first_column <= right):
            continue
        first = first_row - top, first_column - left
        down = range(first[0], min(last_row, bottom) - top + 1)
        for place in product(down, range(first[1], min(last_column, right) - left + 1)):
            # Some programs leave a text under a merged cell: Excel hides it, but somebody typed it.
            if place != first and not rows[place[0]][place[1]] and first not in anchors:
                anchors[place] = first
    for (row, column), (anchor_row, anchor_column) in anchors.items():
        rows[row][column] = rows[anchor_row][anchor_column]
    texts = tuple(map(tuple, rows))
    drawn = frozenset((row - top, column - left) for row, column in sheet.drawn if column <= right)
    return SourceTable(number, number - 1, texts, anchors, sheet.name, cell_name(top, left), drawn)
