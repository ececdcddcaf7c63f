"""Which cells of a workbook print, and how its sheets want their pages."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Alignment, Font

from toolkit.xlsx.printed_cells import PrintedSheet, printed_sheets
from toolkit.xlsx.sheet_data import RefusedError

Change = Callable[[Any], object]


def sheets_after(*changes: Change) -> tuple[PrintedSheet, ...]:
    """The printed sheets of a 3 x 3 workbook (A1 = "ก1", B1 = "ข1" …) after changes to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (1, 2, 3):
        sheet.append([f"{letter}{row}" for letter in "กขค"])
    for change in changes:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return printed_sheets(buffer.getvalue())


def cells_after(*changes: Change) -> str:
    return " ".join(cell.texts[0] for sheet in sheets_after(*changes) for cell in sheet.cells)


def put(cell: str, value: object, number_format: str = "General") -> Change:
    def change(sheet: Any) -> None:
        sheet[cell] = value
        sheet[cell].number_format = number_format

    return change


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def flatten_row(sheet: Any) -> None:
    sheet.row_dimensions[2].height = 0.01  # openpyxl does not write 0


def hide_columns(sheet: Any) -> None:
    sheet.column_dimensions.group("A", "B", hidden=True)


def flatten_column(sheet: Any) -> None:
    sheet.column_dimensions["B"].width = 0.01


def hide_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("อื่น")["A1"] = "อื่น"
    sheet.sheet_state = "veryHidden"


def print_area(area: str) -> Change:
    return lambda sheet: setattr(sheet, "print_area", area)


ALL = "ก1 ข1 ค1 ก2 ข2 ค2 ก3 ข3 ค3"


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (lambda sheet: None, ALL),
        (hide_row, "ก1 ข1 ค1 ก3 ข3 ค3"),
        (flatten_row, "ก1 ข1 ค1 ก3 ข3 ค3"),
        (hide_columns, "ค1 ค2 ค3"),
        (flatten_column, "ก1 ค1 ก2 ค2 ก3 ค3"),
        (hide_sheet, "อื่น"),
        (print_area("A1:B2"), "ก1 ข1 ก2 ข2"),
        (print_area("A1:A2,C3"), "ก1 ก2 ค3"),
        (lambda sheet: sheet.merge_cells("A1:B2"), "ก1 ค1 ค2 ก3 ข3 ค3"),
        (put("B2", 12.5, "0.00"), "ก1 ข1 ค1 ก2 12.50 ค2 ก3 ข3 ค3"),
        (put("B2", True), "ก1 ข1 ค1 ก2 TRUE ค2 ก3 ข3 ค3"),
        (put("B2", "บน_x000D_ล่าง"), "ก1 ข1 ค1 ก2 บน\rล่าง ค2 ก3 ข3 ค3"),
        (put("B2", "ลับ", ";;;"), "ก1 ข1 ค1 ก2 ค2 ก3 ข3 ค3"),
        (put("B2", 5, ";;;"), "ก1 ข1 ค1 ก2 ค2 ก3 ข3 ค3"),
        (put("B2", "  \n"), "ก1 ข1 ค1 ก2 ค2 ก3 ข3 ค3"),
        (put("B2", dt.date(2024, 3, 5), "d/m/yyyy"), "ก1 ข1 ค1 ก2 ค2 ก3 ข3 ค3"),  # its text is not foretold
        (put("B2", "=A1"), "ก1 ข1 ค1 ก2 ค2 ก3 ข3 ค3"),  # a formula without a stored value
    ],
)
def test_what_prints(change: Change, cells: str) -> None:
    assert cells_after(change) == cells


def test_hidden_rows_are_told_but_for_the_marks_of_tables() -> None:
    def mark(sheet: Any) -> None:
        sheet["A2"] = "ita:status"
        sheet.row_dimensions[3].hidden = True

    (sheet,) = sheets_after(hide_row)
    assert sheet.hidden_rows == {2: "ก2"}
    (sheet,) = sheets_after(hide_row, mark)
    assert sheet.hidden_rows == {}


def test_facts_of_cells_and_sheets() -> None:
    def dress(sheet: Any) -> None:
        sheet.print_title_rows = "1:2"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_margins.top = 1
        sheet.oddFooter.right.text = "หน้า &P/&N"
        sheet["B3"].alignment = Alignment(wrap_text=True)
        sheet["B3"].font = Font(name="TH SarabunPSK")

    (sheet,) = sheets_after(dress)
    assert (sheet.paper, sheet.landscape, sheet.margins[0]) == (9, True, 72)
    assert sheet.margin_texts == ("", "", "", "", "", "หน้า &P/&N")
    assert sheet.fonts == {"Calibri", "TH SarabunPSK"}
    assert [cell.repeated for cell in sheet.cells[::3]] == [True, True, False]
    assert [cell.name for cell in sheet.cells if cell.wrapped] == ["B3"]


def test_a_sheet_that_names_no_paper() -> None:
    (sheet,) = sheets_after()
    assert (sheet.paper, sheet.landscape) == (0, False)


def test_what_openpyxl_does_not_know_is_no_matter() -> None:
    """A data bar of Excel 2010, of which openpyxl warns; warnings are errors in these tests."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    own = book.add_worksheet()
    own.write("A1", 5)
    own.conditional_format("A1", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    (sheet,) = printed_sheets(buffer.getvalue())
    assert [cell.texts for cell in sheet.cells] == [("5",)]


def damaged() -> bytes:
    """A workbook whose first sheet is no XML."""
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    broken = io.BytesIO()
    with zipfile.ZipFile(buffer) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            after.writestr(name, b"<worksheet" if name.endswith("sheet1.xml") else before.read(name))
    return broken.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", damaged()])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(RefusedError):
        printed_sheets(data)
