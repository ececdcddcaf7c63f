"""What ผลตรวจ says, how high its rows are, the boxes of notes, and the list without a workbook."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from marked_book import AT, FINDINGS, NOVEMBER, OCTOBER, verdict

from toolkit.books.returned_copy import list_workbook
from toolkit.books.returned_notes import NoteBoxes
from toolkit.books.returned_page import Attempt, result_page
from toolkit.model.finding import Finding
from toolkit.xlsx.edited_package import MAIN
from toolkit.xlsx.layouts import FINDINGS_SHEET, META_SHEET
from toolkit.xlsx.strict_reader import read_book

ERROR, WARNING, NOTE = (
    Finding("percent-range", NOVEMBER, "H12", "120"),
    Finding("action-missing", NOVEMBER, "I13"),
    Finding("row-blank", OCTOBER, "", "1.2"),
)


@pytest.mark.parametrize(
    ("findings", "counted"),
    [
        ((ERROR,), "ไฟล์นี้ยังไม่ผ่าน เพราะมี 1 ข้อที่ต้องแก้ไข"),
        ((ERROR, WARNING), "ไฟล์นี้ยังไม่ผ่าน เพราะมี 1 ข้อที่ต้องแก้ไข นอกจากนี้มีข้อควรตรวจสอบ 1 ข้อ"),
        ((ERROR, ERROR, NOTE), "ไฟล์นี้ยังไม่ผ่าน เพราะมี 2 ข้อที่ต้องแก้ไข นอกจากนี้มีหมายเหตุ 1 ข้อ"),
        (
            (ERROR, WARNING, NOTE),
            "ไฟล์นี้ยังไม่ผ่าน เพราะมี 1 ข้อที่ต้องแก้ไข นอกจากนี้มีข้อควรตรวจสอบ 1 ข้อ และหมายเหตุ 1 ข้อ",
        ),
    ],
)
def test_the_verdict_is_one_sentence_with_counts(findings: tuple[Finding, ...], counted: str) -> None:
    page = result_page(verdict(*findings), "วิธีส่งคืน")
    assert page.verdict_line == f"{counted}\nวิธีส่งคืน"
    assert page.title == "ผลตรวจแบบรายงาน — สำนักปลัด"
    assert page.file_line == "ไฟล์ รายงาน.xlsx · ตรวจเมื่อ 5 ม.ค. 67 เวลา 09.00 น."


def test_against_the_last_attempt() -> None:
    gone = Finding("status-unknown", OCTOBER, "G12", "ไม่ทราบ")
    before = Attempt(AT - dt.timedelta(days=2), (gone,), frozenset((ERROR,)))
    page = result_page(replace(verdict(ERROR, WARNING, NOTE), before=before), "วิธีส่งคืน")
    assert page.verdict_line.splitlines()[-1] == (
        "เทียบกับครั้งก่อน (3 ม.ค. 67 เวลา 09.00 น.): แก้แล้ว 1 ข้อ ยังค้าง 1 ข้อ ใหม่ 1 ข้อ"
    )
    assert [row.texts[:2] for row in page.rows] == [
        ("1", "ต้องแก้ไข\nยังค้าง"),
        ("2", "ควรตรวจสอบ\nใหม่"),
        ("3", "หมายเหตุ"),
        ("", "แก้แล้ว"),
    ]
    assert [row.mended for row in page.rows] == [False, False, False, True]


def test_long_texts_make_high_rows() -> None:
    text = "ข้อความยาวที่กรอกผิดช่อง " * 20
    short, long = result_page(
        verdict(
            Finding("status-unknown", NOVEMBER, "G12", "ผิด"), Finding("status-unknown", "ก" * 31, "G13", text)
        ),
        "",
    ).rows
    assert long.height > short.height >= 27


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
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [FINDINGS_SHEET, META_SHEET] and book.active.title == FINDINGS_SHEET
    assert book[FINDINGS_SHEET].print_title_rows == "$4:$4"
    assert all(book[FINDINGS_SHEET].row_dimensions[row].height for row in range(1, 5 + len(FINDINGS)))


@pytest.mark.parametrize(
    ("columns", "rows", "anchor"),
    [
        pytest.param("", "", "2, 12, 4, 4, 7, 47, 7, 2", id="usual cells of 59 by 20 pixels"),
        pytest.param(
            '<cols><col min="3" max="3" width="50"/></cols>', "", "2, 12, 4, 4, 2, 342, 7, 2", id="wide"
        ),
        pytest.param(
            '<cols><col min="3" max="4" width="50" hidden="1"/></cols>',
            "",
            "2, 12, 4, 4, 9, 47, 7, 2",
            id="hidden",
        ),
        pytest.param("", '<row r="5" ht="75"/>', "2, 12, 4, 4, 7, 47, 4, 62", id="high"),
    ],
)
def test_a_note_has_room_for_its_text_whatever_the_cells_beside_it(
    columns: str, rows: str, anchor: str
) -> None:
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{rows}</sheetData></worksheet>')
    assert NoteBoxes(sheet).anchor(4, 1, "หนึ่ง\nสอง") == anchor


def test_a_note_at_the_end_of_the_sheet_stays_on_it() -> None:
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    places = [int(each) for each in NoteBoxes(sheet).anchor(1_048_575, 16_383, "หนึ่ง").split(", ")]
    assert max(places[0], places[4]) <= 16_383 and max(places[2], places[6]) <= 1_048_575
