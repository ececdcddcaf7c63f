"""Places of a source document in words, so that a person finds what a message is about."""

from __future__ import annotations

import re

from toolkit.importer.document import SourceTable
from toolkit.model.finding import column_letters

_ENGLISH = {"ตาราง": "table", "แถว": "row", "คอลัมน์": "column", "แผ่น": "sheet", "เซลล์": "cell"}


def place_of(table: SourceTable, row: int, column: int) -> str:
    """A cell of the source in words: "ตาราง 2 แถว 3 คอลัมน์ 4", or sheet and cell where it is a workbook."""
    row, column = dict(table.places).get((row, column), (row, column))
    if table.sheet:
        match = re.fullmatch(r"([A-Z]+)(\d+)", table.first_cell or "A1")
        letters, digits = (match[1], int(match[2])) if match else ("A", 1)
        first = 0
        for letter in letters:
            first = first * 26 + ord(letter) - 64
        return f"แผ่น {table.sheet} เซลล์ {column_letters(first + column)}{digits + row}"
    return f"ตาราง {table.number} แถว {row + 1} คอลัมน์ {column + 1}"


def in_english(place: str) -> str:
    """A place of `place_of` in English."""
    for thai, english in _ENGLISH.items():
        place = place.replace(f"{thai} ", f"{english} ")
    return place
