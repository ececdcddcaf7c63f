"""Tables are found by marker and field id, whatever else stands on the sheet."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.xlsx.layouts import Field, Table
from toolkit.xlsx.sheet_data import BookData, CellError, CellValue, SheetData
from toolkit.xlsx.tables import FoundTable, as_text, find_tables, tables_of


def sheet_of(text: str, name: str = "ต.ค.66") -> SheetData:
    """A sheet from lines of cells parted by "|"; a blank cell is no value, row 1 is the first line."""
    found = SheetData(name)
    for row, line in enumerate(text.strip("\n").split("\n"), 1):
        cells: dict[int, CellValue] = {
            column: cell.strip() for column, cell in enumerate(line.split("|"), 1) if cell.strip()
        }
        if cells:
            found.rows[row] = cells
    return found


def table(text: str) -> FoundTable:
    (found,) = tables_of(sheet_of(text))
    return found


STATUS = """
หัวเรื่อง |         |
ita:status| measure | percent | ของกอง
          | มาตรการ | ร้อยละ  | หมายเหตุ
1.1       | ก       | 50      | x
          |         |         |
1.10      | ข       |         |
          | ไม่มีรหัส |         |
"""


def test_rows_are_found_by_key_and_values_by_field() -> None:
    found = table(STATUS)
    assert (found.name, found.marker_row) == ("status", 2)
    assert [(record.key, record.text("measure"), record.text("percent")) for record in found.records] == [
        ("1.1", "ก", "50"),
        ("1.10", "ข", ""),
        ("", "ไม่มีรหัส", ""),
    ]


def test_coordinates_travel_with_the_values() -> None:
    record = table(STATUS).by_key["1.10"]
    assert (record.cell("percent"), record.cell("measure"), record.cell("unknown")) == ("C6", "B6", "")
    assert (record.at("percent"), record.at("unknown")) == ((6, 3), (6, 0))
    assert record.location.sheet == "ต.ค.66"


def test_columns_may_move_and_unknown_ones_are_kept() -> None:
    moved = """
ita:status | ของกอง | percent | | measure
           |        |         | |
1.1        | x      | 50      | | ก
"""
    record = table(moved).by_key["1.1"]
    assert (record.text("measure"), record.text("percent"), record.text("ของกอง")) == ("ก", "50", "x")
    assert record.cell("measure") == "E3"


def test_a_table_ends_where_the_next_one_begins() -> None:
    text = """
ita:month | label | value
          | หัว   |
month     | เดือน | ต.ค.66
 ita:status | percent
          | ร้อยละ
1.1       | 50
"""
    month, status = tables_of(sheet_of(text))
    assert [record.key for record in month.records] == ["month"]
    assert [record.key for record in status.records] == ["1.1"]
    assert month.by_key["month"].text("value") == "ต.ค.66"


def test_the_row_of_headings_is_never_data() -> None:
    assert table("ita:x | a\nkey | หัว").records == ()
    assert table("ita:x | a").records == ()


def test_data_go_on_after_a_long_gap() -> None:
    found = sheet_of("ita:x | a\n | หัว\n1 | ก")
    found.rows[100_000] = {1: "2", 2: "ข"}
    (only,) = tables_of(found)
    assert [(record.key, record.location.row) for record in only.records] == [("1", 3), ("2", 100_000)]


def test_the_first_row_of_a_key_counts() -> None:
    found = table("ita:x | a\n | หัว\n1 | แรก\n1 | หลัง")
    assert found.by_key["1"].text("a") == "แรก"
    assert len(found.records) == 2


def test_missing_and_doubled_fields_are_named() -> None:
    layout = Table("x", "แผ่น", "ชื่อ", (Field("a", "ก"), Field("b", "ข"), Field("c", "ค")))
    found = table("ita:x | a | c | a | a\n | | | |\n1 | ก | | ข |")
    assert found.missing_fields(layout) == ("b",)
    assert found.doubled_fields() == ("a",)
    assert found.records[0].text("a") == "ก"


def test_a_marker_counts_in_column_a_only_and_only_as_text() -> None:
    assert list(tables_of(sheet_of("x | ita:status | a"))) == []
    found = SheetData("x", rows={1: {1: CellError("ita:status")}, 2: {1: 5}})
    assert list(tables_of(found)) == []


def test_tables_of_one_name_are_found_on_every_sheet_in_order() -> None:
    sheets = {name: sheet_of("ita:x | a\n | หัว\n1 | ก", name) for name in ("ข", "ก")}
    sheets["อื่น"] = sheet_of("ita:y | a", "อื่น")
    assert [sheet.sheet.name for sheet in find_tables(BookData(sheets), "x")] == ["ข", "ก"]


@pytest.mark.parametrize("filled", ["a", "b", ""])
def test_filled_means_more_than_blanks(filled: str) -> None:
    found = SheetData("x", rows={1: {1: "ita:x", 2: "a", 3: "b"}, 3: {1: "1", 2: " \u200b ", 3: "\xa0"}})
    if filled:
        found.rows[3][2 if filled == "a" else 3] = "ก"
    (only,) = tables_of(found)
    assert only.records[0].filled(("a", "b")) is bool(filled)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("  ก\u200b ข  ", "ก ข"),
        ("1.10", "1.10"),
        (1.1, "1.1"),
        (5, "5"),
        (1234567890123, "1234567890123"),
        (-0.25, "-0.25"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.datetime.fromisoformat("2024-01-15T10:14:28"), "2024-01-15"),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_any_value_as_text(value: CellValue | None, text: str) -> None:
    assert as_text(value) == text
