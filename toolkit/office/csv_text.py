"""CSV that opens in Excel with Thai letters and without running a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

CsvCell = str | int | float | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so may run as a formula in a spreadsheet program; it gets an apostrophe in front."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[CsvCell]]) -> bytes:
    """Return a table as CSV: UTF-8 with BOM, by which Excel knows the encoding; None is an empty cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(
        [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell for cell in row]
        for row in rows
    )
    return stream.getvalue().encode("utf-8-sig")
