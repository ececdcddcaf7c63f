"""References to cells: as text and as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.cells import (
    MAX_COLUMN,
    MAX_ROW,
    cell_name,
    cell_position,
    column_letters,
    column_number,
    range_corners,
)


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_a_name_leads_back_to_its_row_and_column(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


def test_columns_end_at_xfd() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, MAX_COLUMN)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]
    assert [column_number(letters) for letters in ("XFD", "XFE", "")] == [MAX_COLUMN, 0, 0]


@pytest.mark.parametrize("text", ["", "7", "F", "F0", "f7", "$F$7", "F7:F9", "ก7"])
def test_what_is_no_cell_has_no_position(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        cell_position(text)


@pytest.mark.parametrize(
    ("text", "corners"),
    [
        ("G12:H29", (12, 7, 29, 8)),
        ("$G$12:$H$29", (12, 7, 29, 8)),
        ("G:H", (1, 7, MAX_ROW, 8)),
        ("2:3", (2, 1, 3, MAX_COLUMN)),
        ("H3", (3, 8, 3, 8)),
        ("", (1, 1, 0, 0)),
        ("#REF!", (1, 1, 0, 0)),
    ],
)
def test_the_corners_of_a_range(text: str, corners: tuple[int, int, int, int]) -> None:
    assert range_corners(text) == corners
