"""The report templates in `workbooks/reports/` are what their specification makes."""

from __future__ import annotations

import io

import openpyxl

from toolkit.workbook.bundled import bundled
from toolkit.workbook.report_templates import SIX_MONTH_COLUMNS, make_six_month_template


def test_the_committed_six_month_template_is_the_one_made() -> None:
    assert bundled("reports/six-month.xlsx") == make_six_month_template()


def test_six_columns_titles_bands_and_print_setup() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_six_month_template()))
    sheet = book["รายงาน"]
    assert [cell.value for cell in sheet[5]] == [column.heading for column in SIX_MONTH_COLUMNS]
    assert [str(cell.value).split("\n")[0] for cell in sheet[5]] == [
        "มาตรการ/แนวทาง",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "ผลการดำเนินงาน",
        "ข้อเสนอแนะ",
    ]
    assert sheet["A1"].value == "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    assert set(book.defined_names) == {"band_measure", "band_note", "band_signatures"}
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert book["_meta"].sheet_state == "veryHidden"
