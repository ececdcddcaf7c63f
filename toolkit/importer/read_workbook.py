"""Reading a workbook of another year: each sheet one table, cut to what is filled."""

from __future__ import annotations

import re
from typing import Literal

from toolkit.importer.document import Place, SourceDocument, SourceTable
from toolkit.importer.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, SHOWN_LIMIT
from toolkit.importer.source_text import tidy
from toolkit.model.finding import cell_name
from toolkit.thai.dates import format_date, parse_date
from toolkit.xlsx.foreign_sheets import ForeignSheet, read_foreign
from toolkit.xlsx.sheet_data import RefusedError

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED_CELLS = 8
"""How many cells one note names."""


def read_workbook(data: bytes, name: str, kind: Literal["xlsx", "xls", "ods"]) -> SourceDocument:
    """Read the bytes of an .xlsx (.xlsm), .xls or .ods. Raises RefusedError.

    Titles above a table stay rows of its grid. Hidden sheets are left out with a note, blank ones
    without; a merged cell's text stands in every place that it covers.
    """
    tables: list[SourceTable] = []
    notes: list[tuple[str, str]] = []
    left_out: list[str] = []
    cells = 0
    for sheet in read_foreign(data, kind):
        if sheet.hidden:
            notes += [("import-file-sheet-hidden", sheet.name)] if sheet.texts else []
            continue
        if sheet.uncached:
            notes.append(("import-file-no-stored-value", _named(sheet)))
        if not sheet.texts:
            continue
        height, width = _size(sheet)
        cells += height * width
        if height > MAX_ROWS or width > MAX_COLUMNS or cells > MAX_CELLS:
            cells -= height * width
            left_out.append(f"{sheet.name} ({height:,} × {width:,})")
        else:
            tables.append(_table(sheet, len(tables) + 1))
    if left_out and not tables:
        raise RefusedError("import-file-too-long", found=left_out[0], expected=SHOWN_LIMIT)
    notes += (("import-file-table-left-out", each) for each in left_out)
    return SourceDocument(name, kind, (), tuple(tables), tuple(notes))


def _named(sheet: ForeignSheet) -> str:
    names = ", ".join(cell_name(*place) for place in sheet.uncached[:_NAMED_CELLS])
    return f"{sheet.name}!{names}{' …' if len(sheet.uncached) > _NAMED_CELLS else ''}"


def _shown(text: str) -> str:
    """A date cell's text as Thai readers know it, "1 ต.ค. 66"; every other text as it is."""
    if not _DATE.fullmatch(text):
        return text
    try:
        return format_date(parse_date(text), "short")
    except ValueError:
        return text


def _corners(sheet: ForeignSheet) -> tuple[Place, Place]:
    """The first and the last 1-based place of what is filled."""
    rows = [row for row, _ in sheet.texts]
    columns = [column for _, column in sheet.texts]
    return (min(rows), min(columns)), (max(rows), max(columns))


def _size(sheet: ForeignSheet) -> tuple[int, int]:
    (top, left), (bottom, right) = _corners(sheet)
    return bottom - top + 1, right - left + 1


def _table(sheet: ForeignSheet, number: int) -> SourceTable:
    (top, left), (bottom, right) = _corners(sheet)
    rows = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for (row, column), text in sheet.texts.items():
        rows[row - top][column - left] = _shown(tidy(text).strip())
    anchors: dict[Place, Place] = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merges:
        if not (top <= first_row <= bottom and left <= first_column <= right):
            continue
        first = first_row - top, first_column - left
        for row in range(first[0], min(last_row, bottom) - top + 1):
            for column in range(first[1], min(last_column, right) - left + 1):
                if (row, column) != first and not rows[row][column] and first not in anchors:
                    anchors[row, column] = first
    for (row, column), (anchor_row, anchor_column) in anchors.items():
        rows[row][column] = rows[anchor_row][anchor_column]
    return SourceTable(
        number,
        number - 1,
        tuple(map(tuple, rows)),
        tuple(sorted(anchors.items())),
        sheet.name,
        cell_name(top, left),
    )
