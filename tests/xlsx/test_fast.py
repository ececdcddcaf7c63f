"""The fast reader against the strict one, cell by cell, on what several programs save.

Known differences, which `read_archived` leaves to the ledger or which cannot stand in an accepted file: error
cells read as blank, percent formats are not known, formulas are not marked.
"""

from __future__ import annotations

import pytest
from zoo.made import (
    FIRST_COLUMN,
    FIRST_ROW,
    OWN,
    TABLE,
    by_libreoffice,
    by_openpyxl,
    by_xlsxwriter,
    filled_division,
    own_workbooks,
)
from zoo.make import Specimen, cell, rows, sheet, strings, workbook, zoo
from zoo.ways import values

from toolkit.intake.month_reading import is_read
from toolkit.xlsx.fast_reader import read_archived
from toolkit.xlsx.sheet_data import CellError
from toolkit.xlsx.strict_reader import read_book

SAVED = {"XlsxWriter": by_xlsxwriter, "openpyxl": by_openpyxl}


def typed(data: dict[str, dict[int, dict[int, object]]]) -> dict[tuple[str, int, int], tuple[str, object]]:
    """Every value with its type's name, so that 1, 1.0 and TRUE are three things."""
    return {
        (name, row, column): (type(value).__name__, value)
        for name, found in data.items()
        for row, cells in found.items()
        for column, value in cells.items()
    }


def assert_same(data: bytes) -> None:
    strict, fast = typed(values(read_book(data))), typed(values(read_archived(data)))
    assert strict
    assert fast == strict


@pytest.mark.parametrize("program", SAVED)
def test_both_readers_agree_on_what_a_program_saves(program: str) -> None:
    assert_same(SAVED[program]())


@pytest.mark.parametrize("source", [*SAVED, "division"])
def test_both_readers_agree_on_what_libreoffice_saves_again(soffice: str, source: str) -> None:
    assert_same(by_libreoffice(soffice)[source])


@pytest.mark.parametrize("kind", OWN)
def test_both_readers_agree_on_our_own_workbooks(kind: str) -> None:
    assert_same(own_workbooks()[kind])


@pytest.mark.parametrize("program", SAVED)
def test_the_values_are_those_that_were_written(program: str) -> None:
    found = read_book(SAVED[program]()).sheets["ตาราง"]
    for row, cells in enumerate(TABLE, FIRST_ROW):
        written = {column: value for column, value in enumerate(cells, FIRST_COLUMN) if value is not None}
        assert found.rows[row] == written
    assert (21, 4) in found.percents


def test_only_wanted_sheets_are_read() -> None:
    data = filled_division()
    strict, fast = read_book(data, wanted=is_read), read_archived(data, wanted=is_read)
    assert list(strict.sheets) == list(fast.sheets) != list(read_book(data).sheets)


UNLIKE = {
    "error cell": "errors are blanks",
    "picture in a cell": "its stored value is an error",
    "CDATA in a value": "CDATA is nothing",
    "CDATA in a string": "CDATA is nothing",
    "date with a zone": "a date with a zone is a text",
    "names of Windows": "no workbook is found",
    "names from the root on": "no workbook is found",
    "names from the root of Windows": "no workbook is found",
    "300 sheets": "left out for its time; its sheets are empty",
}


@pytest.mark.parametrize(
    "specimen",
    [odd_file for odd_file in zoo() if odd_file.code is None and odd_file.name not in UNLIKE],
    ids=lambda each: each.name,
)
def test_both_readers_agree_on_the_odd_files_that_read(specimen: Specimen) -> None:
    assert typed(values(read_archived(specimen.data))) == typed(values(read_book(specimen.data)))


def test_an_error_is_a_value_for_the_strict_reader_only() -> None:
    data = cell('<c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c>')
    assert read_book(data).sheets["Sheet1"].rows == {1: {1: CellError("#REF!"), 2: 1}}
    assert read_archived(data).sheets["Sheet1"].rows == {1: {2: 1}}


def test_a_count_of_strings_that_would_end_the_process_never_reaches_the_fast_reader() -> None:
    """calamine reserves memory for `uniqueCount`; the strict reader refuses such a file (see the zoo)."""
    lying = next(odd_file for odd_file in zoo() if odd_file.name == "string count that lies")
    assert lying.code == "file-damaged"


def test_leading_blanks_move_nothing() -> None:
    data = rows('<row r="7"><c r="D7" t="s"><v>0</v></c></row>', strings("<t>ก</t>"))
    assert read_archived(data).sheets["Sheet1"].rows == {7: {4: "ก"}}


def test_sheets_of_one_name_but_for_case_never_reach_the_fast_reader() -> None:
    assert list(read_archived(workbook(sheet(""), sheet(""))).sheets) == ["Sheet1", "Sheet2"]
