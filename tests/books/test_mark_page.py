"""What ผลตรวจ says, how high its rows are, and the list without a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from loaded import loaded
from marked_book import AT, FINDINGS, NOVEMBER, OCTOBER, verdict
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.returned_copy import Attempt, ReturnedWorkbook, list_workbook
from toolkit.model.finding import Finding
from toolkit.xlsx.layouts import FINDINGS_SHEET, META_SHEET
from toolkit.xlsx.strict_reader import read_book

ERROR, WARNING, NOTE = (
    Finding("percent-range", NOVEMBER, "H12", "120"),
    Finding("action-missing", NOVEMBER, "I13"),
    Finding("row-blank", OCTOBER, "", "1.2"),
)


def page_of(returned: ReturnedWorkbook, why: str = "วิธีส่งคืน") -> Worksheet:
    return loaded(list_workbook(returned, why, "TH Sarabun New", {"kind": "report"}))[FINDINGS_SHEET]


@pytest.mark.parametrize(
    ("findings", "counted"),
    [
        ((ERROR,), "ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข 1 ข้อ แล้วส่งใหม่"),
        ((ERROR, WARNING), "ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข 1 ข้อ แล้วส่งใหม่ นอกจากนี้มีข้อควรตรวจสอบ 1 ข้อ"),
        ((ERROR, ERROR, NOTE), "ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข 2 ข้อ แล้วส่งใหม่ นอกจากนี้มีหมายเหตุ 1 ข้อ"),
        (
            (ERROR, WARNING, NOTE),
            "ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข 1 ข้อ แล้วส่งใหม่ นอกจากนี้มีข้อควรตรวจสอบ 1 ข้อ และหมายเหตุ 1 ข้อ",
        ),
    ],
)
def test_the_verdict_is_one_sentence_with_counts(findings: tuple[Finding, ...], counted: str) -> None:
    page = page_of(verdict(*findings))
    assert page["B3"].value == f"{counted}\nวิธีส่งคืน"
    assert page["B1"].value == "ผลตรวจแบบรายงาน — สำนักปลัด"
    assert page["B2"].value == "ไฟล์ รายงาน.xlsx · ตรวจเมื่อ 5 ม.ค. 67 เวลา 09.00 น."


def test_against_the_last_attempt() -> None:
    gone = Finding("status-unknown", OCTOBER, "G12", "ไม่ทราบ")
    before = Attempt(AT - dt.timedelta(days=2), (gone,), frozenset((ERROR,)))
    page = page_of(replace(verdict(ERROR, WARNING, NOTE), before=before))
    assert str(page["B3"].value).splitlines()[-1] == (
        "เทียบกับครั้งก่อน (3 ม.ค. 67 เวลา 09.00 น.): แก้แล้ว 1 ข้อ ยังค้าง 1 ข้อ ใหม่ 1 ข้อ"
    )
    assert [(page.cell(row, 2).value, page.cell(row, 3).value) for row in range(5, 9)] == [
        ("1", "ต้องแก้ไข\nยังค้าง"),
        ("2", "ควรตรวจสอบ\nใหม่"),
        ("3", "หมายเหตุ"),
        (None, "แก้แล้ว"),
    ]
    fills = [page.cell(row, 3).fill.fgColor.rgb for row in range(5, 9)]
    assert fills[:2] == ["FFF4B0B4", "FFFBE0BF"] and not {*fills[:2]} & {*fills[2:]}


def test_long_texts_make_high_rows() -> None:
    text = "ข้อความยาวที่กรอกผิดช่อง " * 20
    short, long = (Finding("status-unknown", NOVEMBER, "G12", said) for said in ("ผิด", text))
    heights = [page_of(verdict(short, long)).row_dimensions[row].height for row in (5, 6)]
    assert heights[1] > heights[0] >= 27


def test_the_list_alone_looks_the_same_and_says_why() -> None:
    data = list_workbook(verdict(), "ทำเครื่องหมายไม่ได้ เพราะไฟล์ชำรุด", "TH Sarabun New", {"kind": "report"})
    assert data == list_workbook(
        verdict(), "ทำเครื่องหมายไม่ได้ เพราะไฟล์ชำรุด", "TH Sarabun New", {"kind": "report"}
    )
    page = read_book(data).sheets[FINDINGS_SHEET]
    assert "เพราะไฟล์ชำรุด" in str(page.rows[3][2])
    assert [row[2] for number, row in page.rows.items() if number > 4] == [
        str(number) for number in range(1, len(FINDINGS) + 1)
    ]
    book = loaded(data)
    assert book.sheetnames == [FINDINGS_SHEET, META_SHEET] and book.active.title == FINDINGS_SHEET
    assert book[FINDINGS_SHEET].print_title_rows == "$4:$4"
    assert all(book[FINDINGS_SHEET].row_dimensions[row].height for row in range(1, 5 + len(FINDINGS)))
