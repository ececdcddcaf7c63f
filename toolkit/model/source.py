"""Where a value stands, so that every message can name its sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def column_letters(column: int) -> str:
    """The letters of a 1-based column number: 1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The address of a 1-based row and column: (7, 6) -> "F7"."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Source:
    """The place of one record: its sheet, its 1-based row and the 1-based column of each field id."""

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, field_id: str) -> str:
        """The cell of one field ("F7"); "" where the record has no such column or came from no sheet."""
        column = self.columns.get(field_id, 0)
        return cell_name(self.row, column) if column and self.row else ""


NOWHERE = Source()
