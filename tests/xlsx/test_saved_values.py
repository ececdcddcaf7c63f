"""The strict reader gives the values that were written, whichever program saved them."""

from __future__ import annotations

import pytest
from zoo.made import FIRST_COLUMN, FIRST_ROW, TABLE, by_openpyxl, by_xlsxwriter

from toolkit.xlsx.strict_reader import read_book

SAVED = {"XlsxWriter": by_xlsxwriter, "openpyxl": by_openpyxl}


@pytest.mark.parametrize("program", SAVED)
def test_the_values_are_those_that_were_written(program: str) -> None:
    sheet = read_book(SAVED[program]()).sheets["ตาราง"]
    for row, cells in enumerate(TABLE, FIRST_ROW):
        written = {column: value for column, value in enumerate(cells, FIRST_COLUMN) if value is not None}
        assert sheet.rows[row] == written
    assert (21, 4) in sheet.percents
