"""The summary workbook of many offices: its sheets, values as values, and what very many rows leave out."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import office_rows
import pytest

from toolkit.books import country_book
from toolkit.books.country_book import make_country_workbook
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK
from toolkit.scale.summary import summarise
from toolkit.xlsx.strict_reader import read_book

AS_OF = dt.datetime(2024, 4, 10, 9, tzinfo=BANGKOK)
ROW = replace(office_rows.ROW, agency_name="=1+1")
ROWS = [ROW, replace(ROW, agency_code="02", agency_name="ข", completion=None, plan_elements=None)]


def texts(data: bytes) -> dict[str, list[object]]:
    return {
        name: [value for row in sheet.rows.values() for value in row.values()]
        for name, sheet in read_book(data).sheets.items()
    }


def test_the_two_charts_lie_side_by_side() -> None:
    package = zipfile.ZipFile(io.BytesIO(make_country_workbook(summarise(ROWS, (), AS_OF))))
    drawing = package.read("xl/drawings/drawing1.xml").decode()
    (_, left_end), (right_start, right_end) = re.findall(
        r"<xdr:from><xdr:col>(\d).*?<xdr:to><xdr:col>(\d)", drawing
    )
    assert (left_end, right_start, right_end) == ("2", "3", "5")


def test_sheets_from_the_country_down_to_the_office() -> None:
    fault = Finding("agency-twice", file="north/a", found="03", expected="south/b")
    found = texts(make_country_workbook(summarise(ROWS, [fault], AS_OF)))
    assert list(found) == ["ภาพรวม", "จังหวัด", "อำเภอ", "หน่วยงาน", "ที่ไม่ได้นับ", "_meta"]
    assert {"2 จาก 8", 50.0, "90–100"} <= set(found["ภาพรวม"])
    assert {"=1+1", "01", 50.0, "2/7", "3/3", "–"} <= set(found["หน่วยงาน"])
    assert "north/a" in found["ที่ไม่ได้นับ"]
    assert not any(
        sheet.formulas
        for sheet in read_book(make_country_workbook(summarise(ROWS, (), AS_OF))).sheets.values()
    )


def test_equal_summaries_give_equal_bytes() -> None:
    assert make_country_workbook(summarise(ROWS, (), AS_OF)) == make_country_workbook(
        summarise(ROWS, (), AS_OF)
    )


def test_above_the_limit_the_offices_are_left_to_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country_book, "MOST_ROWS", 1)
    assert "หน่วยงาน" not in texts(make_country_workbook(summarise(ROWS, (), AS_OF)))


def test_no_office_at_all_is_a_workbook_too() -> None:
    assert "ยังไม่มีหน่วยงานที่นับได้" in texts(make_country_workbook(summarise((), (), AS_OF)))["จังหวัด"]


def test_offices_that_name_no_province_are_a_group_and_no_province() -> None:
    summary = summarise([ROW, replace(ROW, agency_code="02", province="", district="")], (), AS_OF)
    found = texts(make_country_workbook(summary))
    assert summary.named_provinces == 1
    assert "(ไม่ระบุจังหวัด)" in found["จังหวัด"] and "(ไม่ระบุอำเภอ)" in found["อำเภอ"]
