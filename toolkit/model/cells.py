"""References to cells as text and as numbers, which count from 1: "F7" is row 7, column 6."""

from __future__ import annotations

import re
from functools import lru_cache

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Rows and columns are optional: people merge and validate whole columns.
_RANGE = re.compile(r"\$?([A-Z]{0,3})\$?([0-9]{0,7})(?::\$?([A-Z]{0,3})\$?([0-9]{0,7}))?")
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last row and column of a sheet: XFD1048576."""


def column_letters(column: int) -> str:
    """Return the letters of a column: 1 -> "A", 27 -> "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# Asked for each row of a ledger, with the same few letters.
@lru_cache(maxsize=512)
def column_number(letters: str) -> int:
    """Return the number of a column given in capital letters; 0 for no letters and beyond XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number if number <= MAX_COLUMN else 0


def cell_name(row: int, column: int) -> str:
    """Return the reference of a cell: (7, 6) -> "F7"."""
    return f"{column_letters(column)}{row}"


def cell_position(cell: str) -> tuple[int, int]:
    """Return the row and column of a cell: "F7" -> (7, 6). Raises ValueError for anything else."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    return int(match[2]), column_number(match[1])


# The month sheets of all divisions have the same merges and dropdowns.
@lru_cache(maxsize=1024)
def range_corners(cells: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column of a range such as "G12:G29", "$A:$F" or
    "H3"; an empty range (1, 1, 0, 0) for anything else."""
    match = _RANGE.fullmatch(cells)
    if match is None or not cells:
        return 1, 1, 0, 0
    left, top, right, bottom = match.groups() if ":" in cells else (match[1], match[2]) * 2
    last_row, last_column = int(bottom or MAX_ROW), column_number(right) or MAX_COLUMN
    return int(top or 1), column_number(left) or 1, last_row, last_column
