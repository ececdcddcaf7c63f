"""Workbooks of other programs and years as grids of text, for the import of old plans only.

An .xlsx passes the strict reader, an .ods one of its own; an .xls goes through calamine, which does not
tell percent formats and can abort the whole process: call this in a child process.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from toolkit.workbook.foreign.ods import read_ods
from toolkit.workbook.foreign.sheet import ForeignSheet, Merge, shown
from toolkit.workbook.reader.strict import read_book
from toolkit.workbook.reading import RefusedError


def read_foreign(data: bytes, kind: Literal["xlsx", "xls", "ods"]) -> tuple[ForeignSheet, ...]:
    """The sheets of a workbook in order. Raises RefusedError."""
    readers = {"xlsx": _xlsx, "xls": _xls, "ods": read_ods}
    return tuple(readers[kind](data))


def _xlsx(data: bytes) -> Iterator[ForeignSheet]:
    """The strict reader's values. Merged ranges alone are asked of calamine, safe after the strict pass."""
    book = read_book(data)
    with _opened(data) as merged:
        for name, sheet in book.sheets.items():
            texts = {
                (row, column): text
                for row, cells in sheet.rows.items()
                for column, value in cells.items()
                if (text := shown(value, percent=(row, column) in sheet.percents)).strip()
            }
            merges = _merges(merged.get_sheet_by_name(name)) if texts else ()
            yield ForeignSheet(name, texts, merges, sheet.state != "visible", tuple(sorted(sheet.uncached)))


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple(((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in ranges)


@contextmanager
def _opened(data: bytes) -> Iterator[CalamineWorkbook]:
    """A workbook in calamine, its errors as refusals; not its panics, which end the process."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except PasswordError as error:
        raise RefusedError("file-encrypted") from error
    except (CalamineError, OSError) as error:
        raise RefusedError("file-damaged", found="workbook") from error


def _xls(data: bytes) -> Iterator[ForeignSheet]:
    with _opened(data) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            texts = {
                (row, column): text
                for row, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
                for column, value in enumerate(cells, 1)
                if (text := shown(value)).strip()
            }
            hidden = about.visible != SheetVisibleEnum.Visible
            yield ForeignSheet(about.name, texts, _merges(sheet), hidden)
