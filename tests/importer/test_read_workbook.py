"""Workbooks of other years: every sheet a grid of text."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
import xlsxwriter
from office_program import convert
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.importer.document import SourceDocument, encode
from toolkit.importer.read_tables import read_workbook
from toolkit.xlsx.foreign_sheets import shown
from toolkit.xlsx.package import zip_parts
from toolkit.xlsx.sheet_data import RefusedError


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: openpyxl.Workbook) -> SourceDocument:
    return read_workbook(saved(book), "plan.xlsx", "xlsx")


def sheet_of(rows: dict[str, object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "แผน"
    for cell, value in rows.items():
        sheet[cell] = value
    return book, sheet


def test_a_sheet_is_cut_to_what_is_filled_and_keeps_gaps() -> None:
    book, _ = sheet_of({"B3": "แผนปี 2567", "B5": "มาตรการ", "C5": "กอง", "C9": "กองคลัง"})
    found = read(book)
    table = found.tables[0]
    assert (table.sheet, table.first_cell, table.number, table.block) == ("แผน", "B3", 1, 0)
    assert table.rows == (
        ("แผนปี 2567", ""),
        ("", ""),
        ("มาตรการ", "กอง"),
        *((("", ""),) * 3),
        ("", "กองคลัง"),
    )
    assert (found.kind, found.paragraphs, found.notes) == ("xlsx", (), ())


def test_merged_cells_have_their_text_everywhere() -> None:
    book, sheet = sheet_of({"A1": "หัวเรื่อง", "A2": "มาตรการ ๑", "B2": "ก", "B3": "ข"})
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:A3")
    found = read(book).tables[0]
    assert found.rows == (("หัวเรื่อง", "หัวเรื่อง"), ("มาตรการ ๑", "ก"), ("มาตรการ ๑", "ข"))
    assert found.anchors == {(0, 1): (0, 0), (2, 0): (1, 0)}


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (12, "General", "12"),
        (12.0, "0.00", "12"),
        (98.99, "General", "98.99"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567890123, "General", "1234567890123"),
        (0.985, "0.00%", "98.5%"),
        (1, "0%", "100%"),
        (dt.datetime.fromisoformat("2023-10-01"), "dd/mm/yyyy", "1 ต.ค. 66"),
        (dt.datetime.fromisoformat("2566-10-01"), "dd/mm/yyyy", "1 ต.ค. 66"),
        (dt.datetime.fromisoformat("2023-10-01T08:30"), "dd/mm/yyyy hh:mm", "2023-10-01 08:30:00"),
        (True, "General", "TRUE"),
        ("001", "General", "001"),
        ("ก\nข", "General", "ก\nข"),
        ("<p>ก</p><p>ข</p>", "General", "ก\nข"),
    ],
)
def test_values_are_text(value: object, form: str, text: str) -> None:
    book, sheet = sheet_of({"A1": value})
    sheet["A1"].number_format = form
    assert read(book).tables[0].rows == ((text,),)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e21, "1000000000000000000000"),
        (-0.5, "-0.5"),
        (100, "100"),
        (dt.date(2023, 10, 1), "2023-10-01"),
        (dt.time(8, 30), "08:30:00"),
        (dt.datetime.fromisoformat("1899-12-30T08:30"), "08:30:00"),
    ],
)
def test_values_of_other_readers_are_text(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_value_of_no_cell_is_our_fault() -> None:
    with pytest.raises(TypeError):
        shown(object())


def test_hidden_and_blank_sheets_are_left_out() -> None:
    book, _ = sheet_of({"A1": "ก"})
    book.create_sheet("ว่าง")
    hidden = book.create_sheet("รายการ")
    hidden["A1"] = "ข"
    hidden.sheet_state = "hidden"
    book.create_sheet("แผนสอง")["B2"] = "ค"
    found = read(book)
    assert [
        (source_table.number, source_table.block, source_table.sheet) for source_table in found.tables
    ] == [
        (1, 0, "แผน"),
        (2, 1, "แผนสอง"),
    ]
    assert found.notes == (("import-file-sheet-hidden", "รายการ"),)


def test_formulas_are_their_stored_values_and_those_without_are_named() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet("แผน")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "=#REF!", None, "#REF!")
    found = read_workbook(stream.getvalue(), "plan.xlsx", "xlsx")
    assert (found.tables[0].rows, found.notes) == ((("2",), ("#REF!",)), ())
    book, _ = sheet_of({"A1": "ก", **{f"B{row}": "=1+1" for row in range(1, 11)}})
    named = "แผน!B1, B2, B3, B4, B5, B6, B7, B8 …"
    assert read(book).notes == (("import-file-no-stored-value", named),)


def test_a_sheet_beyond_the_limit_is_left_out_with_a_note_or_refused_alone() -> None:
    book, _ = sheet_of({"A1": "ก", "A10002": "ข"})
    with pytest.raises(RefusedError) as refused:
        encode(read(book))
    assert refused.value.finding.code == "import-file-too-long"
    assert refused.value.finding.found == "แผน (10,002 × 1)"
    book.create_sheet("เล็ก")["A1"] = "ค"
    found = read(book)
    assert [(source_table.number, source_table.sheet) for source_table in found.tables] == [(1, "เล็ก")]
    assert found.notes == (("import-file-table-left-out", "แผน (10,002 × 1)"),)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_of_another_program(soffice: str, tmp_path: Path, kind: Literal["xls", "ods"]) -> None:
    """Merged ranges are known of .xls alone; a place under one is blank in .ods, as a cell left empty is."""
    book, sheet = sheet_of({"B2": "มาตรการ ๑", "C2": 12, "C3": dt.datetime.fromisoformat("2023-10-01")})
    sheet.merge_cells("B2:B3")
    book.create_sheet("ซ่อน")["A1"] = "ก"
    book["ซ่อน"].sheet_state = "hidden"
    (tmp_path / "plan.xlsx").write_bytes(saved(book))
    other = convert(soffice, tmp_path / "plan.xlsx", tmp_path / f"plan.{kind}")
    found = read_workbook(other.read_bytes(), other.name, kind)
    (table,) = found.tables
    assert (found.kind, table.sheet, table.first_cell) == (kind, "แผน", "B2")
    merged = kind == "xls"
    assert table.rows == (("มาตรการ ๑", "12"), ("มาตรการ ๑" if merged else "", "1 ต.ค. 66"))
    assert table.anchors == ({(1, 0): (0, 0)} if merged else {})
    assert found.notes == (("import-file-sheet-hidden", "ซ่อน"),)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("ods", b"PK\x03\x04" + bytes(600)),
        ("ods", zip_parts([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")])),
    ],
    ids=["xls", "ods", "ods without content"],
)
def test_a_broken_workbook_of_another_program_is_refused(kind: Literal["xls", "ods"], data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_workbook(data, f"plan.{kind}", kind)
    assert refused.value.finding.code == "file-damaged"
