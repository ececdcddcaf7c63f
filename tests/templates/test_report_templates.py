"""What must hold of the report templates in `workbooks/reports/`, whoever edited them last."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from toolkit.books.bundled import bundled
from toolkit.report.kinds import KINDS, TEMPLATES
from toolkit.report.own_templates import check_memo_template, check_report_template
from toolkit.templates.bands import MARKS

COVER_SHEET, REPORT_SHEET = "ปก", "รายงาน"
SIX = ("มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินการ")
SHAPES = {
    "plan": (
        ("บันทึกข้อความ", "ผลวิเคราะห์", "รายงาน"),
        ("มาตรการ", "ขั้นตอนหรือวิธีการดำเนินการ", "การกำกับติดตาม", "ระยะเวลา", "ผู้รับผิดชอบ"),
    ),
    "monthly": (
        ("บันทึกข้อความ", "รายงาน", "งานล่าช้า", "การส่งรายงาน"),
        ("ที่", "มาตรการ", "แผน", "ผล", "แล้วเสร็จ", "ผลเทียบแผน", "ผลการดำเนินการถึงเดือนนี้"),
    ),
    "six-month": (
        ("ปก", "บันทึกข้อความ", "ผลวิเคราะห์", "รายงาน", "ภาพกิจกรรม"),
        (*SIX, "ข้อเสนอแนะ"),
    ),
    "annual": (
        ("ปก", "บันทึกข้อความ", "ผลประเมิน", "รายงาน", "ภาพกิจกรรม"),
        (*SIX, "ผลลัพธ์/ความสำเร็จ"),
    ),
    "annual-brief": (
        ("บันทึกข้อความ", "รายงาน", "ภาพกิจกรรม"),
        ("มาตรการหรือกิจกรรมที่ดำเนินการ", "สรุปผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ", "ผู้รับผิดชอบ"),
    ),
}


def _book(name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(bundled(f"reports/{name}.xlsx")))


def test_every_kind_of_report_has_its_templates() -> None:
    assert set(TEMPLATES) == set(SHAPES)
    assert all(kind.templates[0] == kind.id for kind in KINDS.values())


@pytest.mark.parametrize("name", SHAPES)
def test_every_expression_can_be_filled(name: str) -> None:
    assert check_report_template(bundled(f"reports/{name}.xlsx")) == ()


def test_every_expression_of_the_memo_can_be_filled() -> None:
    assert check_memo_template(bundled("reports/memo.docx")) == ()


@pytest.mark.parametrize("name", SHAPES)
def test_names_stand_once_and_mark_rows_of_one_sheet(name: str) -> None:
    """Read from the part itself: of two equal names openpyxl keeps the last, and Excel repairs the file."""
    with zipfile.ZipFile(io.BytesIO(bundled(f"reports/{name}.xlsx"))) as archive:
        part = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    names = [element for element in part.iter() if element.tag.endswith("}definedName")]
    keys = [(element.get("name", "").lower(), element.get("localSheetId")) for element in names]
    assert len(keys) == len(set(keys))
    for element in names:
        area = re.fullmatch(r"'(.+)'!(\$[A-Z]+)?\$\d+:(\$[A-Z]+)?\$\d+", element.text or "")
        assert area and area[1] in SHAPES[name][0], element.text
        assert element.get("name", "").startswith((*MARKS, "_xlnm."))


@pytest.mark.parametrize("name", SHAPES)
def test_sheets_and_columns_of_each_shape(name: str) -> None:
    sheets, columns = SHAPES[name]
    book = _book(name)
    assert tuple(book.sheetnames) == (*sheets, "_meta")
    assert book["_meta"].sheet_state == "veryHidden"
    sheet = book[REPORT_SHEET]
    heading = int(str(sheet.print_title_rows).split("$")[-1])
    assert tuple(str(cell.value).split("\n")[0] for cell in sheet[heading]) == columns


@pytest.mark.parametrize("name", SHAPES)
def test_every_sheet_is_set_up_for_print(name: str) -> None:
    for sheet in _book(name).worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.title == COVER_SHEET or "&P" in str(sheet.oddFooter.right.text)


def test_the_memo_has_the_margins_of_an_official_letter() -> None:
    margins = _book("annual")["บันทึกข้อความ"].page_margins
    inches = (margins.left, margins.right, margins.top, margins.bottom)
    assert [round(each * 2.54, 1) for each in inches] == [3.0, 2.0, 2.5, 2.0]


def test_charts_stand_on_the_sheet_of_scores() -> None:
    names = {name: each.attr_text for name, each in _book("annual").defined_names.items()}
    assert {name for name in names if name.startswith("chart_")} == {"chart_overall", "chart_indicators"}
    assert all(names[name].startswith("'ผลประเมิน'!") for name in ("chart_overall", "chart_indicators"))
