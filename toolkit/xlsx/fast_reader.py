"""The fast reader, for files of our own archive only: calamine, after the strict reader has passed them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from toolkit.xlsx.cell_values import whole
from toolkit.xlsx.sheet_data import BookData, CellValue, SheetData
from toolkit.xlsx.strict_reader import read_book


def read_archived(
    data: bytes, *, wanted: Callable[[str], bool] = lambda _: True, keyed: bool = False
) -> BookData:
    """Read the wanted sheets of a workbook that was accepted before; with `keyed` only the rows that hold
    a marker or a key in column A. Number formats are not known here: what hangs on them (a percent format)
    stands in the ledger. Should calamine balk at a form that the strict reader took, that one reads it
    again, every row of it."""
    try:
        return _read(data, wanted, keyed)
    except CalamineError:
        return read_book(data, wanted=wanted)


def _read(data: bytes, wanted: Callable[[str], bool], keyed: bool) -> BookData:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return BookData(
        {
            metadata.name: _sheet(book.get_sheet_by_name(metadata.name), keyed)
            for metadata in book.sheets_metadata
            if metadata.typ == SheetTypeEnum.WorkSheet and wanted(metadata.name)
        }
    )


def _sheet(source: CalamineSheet, keyed: bool) -> SheetData:
    """Return the cells of a sheet, by their true rows and columns."""
    # calamine gives rows from the sheet's first on, but cells only from the first column that is filled.
    sheet = SheetData(source.name)
    first = source.start[1] + 1 if source.start is not None else 1
    if keyed and first > 1:
        return sheet
    for row, cells in enumerate(source.iter_rows(), 1):
        if not keyed or cells[0] != "":
            values = {
                column: value if type(value) is str else _value(value)
                for column, value in enumerate(cells, first)
                if value != ""
            }
            if values:
                sheet.rows[row] = values
    return sheet


def _value(value: object) -> CellValue:
    if isinstance(value, float):
        return whole(value)
    if isinstance(value, bool | int | dt.datetime):
        return value
    if isinstance(value, dt.timedelta):
        return dt.datetime(1899, 12, 30) + value  # noqa: DTZ001  (cells have no zone)
    if isinstance(value, dt.time):
        return dt.datetime.combine(dt.date(1899, 12, 30), value)
    assert isinstance(value, dt.date), type(value)
    return dt.datetime.combine(value, dt.time.min)
