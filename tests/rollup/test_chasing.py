"""The text to paste into a chat: whom it names, before and after the deadline."""

from __future__ import annotations

import io
import zipfile

import pytest
from small_office import DIVISIONS, MEASURES, STEPS, SmallOffice, moment, plan_content, sheet

from toolkit.model.month import Month
from toolkit.rollup.chasing import chasing_text
from toolkit.rollup.roll_up import status_of
from toolkit.rollup.write import rollup_workbook
from toolkit.xlsx.strict_reader import read_book

OCTOBER = Month(2566, 10)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _chased(small: SmallOffice, at: str) -> list[str]:
    return chasing_text(status_of(small.office, small.plan, month=OCTOBER, as_of=moment(at))).splitlines()


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("2023-11-02 09:00", "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ 5 พฤศจิกายน 2566 ขอขอบคุณ"),
        ("2023-11-05 23:59", "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ 5 พฤศจิกายน 2566 ขอขอบคุณ"),
        ("2023-11-06 00:00", "เลยกำหนดส่ง (วันที่ 5 พฤศจิกายน 2566) แล้ว ขอความอนุเคราะห์ส่งแบบรายงานโดยด่วน ขอขอบคุณ"),
    ],
)
def test_whom_it_names(small_office: SmallOffice, at: str, last: str) -> None:
    """กองช่าง has no step and is never chased; nobody is thanked for what is still to come."""
    greeting, title, missing, please = _chased(small_office, at)
    assert greeting == "เรียน ผู้อำนวยการกองและผู้ประสานงาน ITA"
    assert title == "เรื่อง รายงานผลตามมาตรการ ITA ประจำเดือนตุลาคม 2566"
    assert missing == "ยังไม่ได้รับรายงานจาก • สำนักปลัด • กองคลัง"
    assert please == last


def test_who_has_sent_is_not_named(small_office: SmallOffice) -> None:
    data = small_office.fill("02", sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p40"}))
    small_office.send("02.xlsx", data, "2023-11-01 10:00")
    small_office.take("2023-11-02 08:00")
    assert _chased(small_office, "2023-11-02 09:00")[2] == "ยังไม่ได้รับรายงานจาก • สำนักปลัด"


def test_a_school_is_spoken_to_in_its_own_words(small_office: SmallOffice) -> None:
    small_office.change_plan(
        plan_content(
            divisions=tuple(
                {**division, "division_name": f"ฝ่าย{number}"} for number, division in enumerate(DIVISIONS)
            ),
            steps=STEPS,
        )
    )
    assert _chased(small_office, "2023-11-02 09:00")[0] == "เรียน หัวหน้าฝ่ายและผู้ประสานงาน ITA"


def test_thanks_when_all_is_in(small_office: SmallOffice) -> None:
    for code, rows in (("01", {"1.1": "d", "1.2": "d"}), ("02", {"1.1": "d", "2.1": "d"})):
        data = small_office.fill(code, sheet("ต.ค.", "1 พ.ย. 2566", rows))
        small_office.send(f"{code}.xlsx", data, "2023-11-01 10:00")
    small_office.take("2023-11-02 08:00")
    assert _chased(small_office, "2023-11-02 09:00")[2:] == ["ได้รับรายงานครบทุกกองแล้ว ขอขอบคุณทุกกอง"]


def test_a_month_that_has_not_ended_chases_nobody(small_office: SmallOffice) -> None:
    assert _chased(small_office, "2023-10-20 09:00") == [
        "เรียน ผู้อำนวยการกองและผู้ประสานงาน ITA",
        "เรื่อง รายงานผลตามมาตรการ ITA ประจำเดือนตุลาคม 2566",
        "เดือนตุลาคม 2566 ยังไม่สิ้นสุด จึงยังไม่ต้องทวงถาม (กำหนดส่ง 5 พฤศจิกายน 2566)",
    ]
    assert len(_chased(small_office, "2023-11-01 00:00")) == 4


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("กองคลัง/รายงาน.docx", b"PK\x03\x04"),
        ("กองคลัง/รายงาน.pdf", b"%PDF-1.7\n%\xe2\xe3"),
        ("รายงาน กองคลัง ต.ค..jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
        ("กองคลัง.xlsx", b"%PDF-1.7\n%\xe2\xe3"),  # a PDF under another name
    ],
)
def test_a_division_that_sent_no_workbook_is_told_so(
    small_office: SmallOffice, name: str, data: bytes
) -> None:
    if name.endswith(".docx"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as document:
            document.writestr("[Content_Types].xml", "")
            document.writestr("word/document.xml", "")
        data = buffer.getvalue()
    small_office.send(name, data, "2023-11-03 10:00")
    intake = small_office.take("2023-11-04 08:00")
    assert intake.open_files == ()
    assert not list(small_office.office.returned.glob("*"))
    lines = _chased(small_office, "2023-11-06 09:00")
    assert lines[2] == "ยังไม่ได้รับรายงานจาก • สำนักปลัด"
    assert lines[3].startswith("ส่งผิดชนิด") and lines[3].endswith("• กองคลัง")
    november = status_of(
        small_office.office, small_office.plan, month=OCTOBER + 2, as_of=moment("2024-01-06 09:00")
    )
    assert not any(division.instead for division in november.figures.divisions)


def test_a_workbook_that_follows_settles_the_wrong_kind(small_office: SmallOffice) -> None:
    small_office.send("กองคลัง.pdf", b"%PDF-1.7\n%\xe2\xe3", "2023-11-03 10:00")
    data = small_office.fill("02", sheet("ต.ค.", "4 พ.ย. 2566", {"1.1": "p40"}))
    small_office.send("02.xlsx", data, "2023-11-04 10:00")
    small_office.take("2023-11-05 08:00")
    assert _chased(small_office, "2023-11-06 09:00")[2] == "ยังไม่ได้รับรายงานจาก • สำนักปลัด"
    november = status_of(
        small_office.office, small_office.plan, month=OCTOBER + 1, as_of=moment("2023-12-06 09:00")
    )
    assert not any(division.instead for division in november.figures.divisions)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("กองคลัง.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), id="with a password"),
        pytest.param("กองคลัง.xls", OLE + "Workbook".encode("utf-16-le"), id="of before 2007"),
        pytest.param("กองคลัง/ต.ค.xlsx", b"PK\3\4" + bytes(99) + b"PK\5\6", id="damaged"),
        pytest.param("กองคลัง.xlsx", b"<html><table>", id="a web page"),
    ],
)
def test_a_division_whose_workbook_cannot_be_read_is_asked_for_a_correction(
    small_office: SmallOffice, name: str, data: bytes
) -> None:
    """It has sent something: that nothing came would be wrong, and helps nobody."""
    small_office.send(name, data, "2023-11-03 10:00")
    assert small_office.take("2023-11-04 08:00").open_files
    lines = _chased(small_office, "2023-11-06 09:00")
    assert lines[2:4] == ["ยังไม่ได้รับรายงานจาก • สำนักปลัด", "ส่งคืนให้แก้ไข รอฉบับแก้ไขจาก • กองคลัง"]


def test_a_returned_workbook_is_neither_the_wrong_kind_nor_one_that_leaves_a_month_out(
    small_office: SmallOffice,
) -> None:
    data = small_office.fill("02", sheet("พ.ย.", "30 พ.ย. 2566", {"1.1": "p120"}))
    small_office.send("02.xlsx", data, "2023-11-30 10:00")
    assert [file.verdict for file in small_office.take("2023-12-01 08:00").files] == ["rejected"]
    october = status_of(
        small_office.office, small_office.plan, month=OCTOBER, as_of=moment("2023-12-06 09:00")
    )
    finance = next(one for one in october.figures.divisions if one.division_code == "02")
    assert (finance.report, finance.instead) == ("missing", None)


def test_last_months_workbook_under_a_new_name_leaves_the_month_out(small_office: SmallOffice) -> None:
    """Its division believes to have reported; the time inside the file is of the month before."""
    data = small_office.fill("02", sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p40"}), saved="2023-11-03 09:00")
    small_office.send("ต.ค..xlsx", data, "2023-11-03 10:00")
    small_office.take("2023-11-06 09:00")
    small_office.send("พ.ย..xlsx", data, "2023-12-04 10:00")
    small_office.take("2023-12-06 09:00")
    november = status_of(
        small_office.office, small_office.plan, month=OCTOBER + 1, as_of=moment("2023-12-06 09:00")
    )
    said = chasing_text(november).splitlines()
    assert any(line.startswith("ส่งแล้วแต่ในไฟล์ไม่มีข้อมูลของเดือนนี้") and "กองคลัง" in line for line in said)


def test_a_division_without_a_due_row_is_not_asked_for_the_sheet_that_it_signed(
    small_office: SmallOffice,
) -> None:
    content = plan_content(measures=({**MEASURES[0], "start": "พ.ย. 2566"}, MEASURES[1]))
    small_office.change_plan(content)
    small_office.distribute("2023-10-01 09:00")
    data = small_office.fill("01", sheet("ต.ค.", "3 พ.ย. 2566"), saved="2023-11-03 09:00")
    small_office.send("01.xlsx", data, "2023-11-03 10:00")
    small_office.take("2023-11-04 08:00")
    assert not any("สำนักปลัด" in line for line in _chased(small_office, "2023-11-06 09:00"))


def test_the_workbook_says_of_a_division_what_the_terminal_says(small_office: SmallOffice) -> None:
    small_office.send("กองคลัง.pdf", b"%PDF-1.7\n%\xe2\xe3", "2023-11-03 10:00")
    small_office.take("2023-11-04 08:00")
    done = status_of(small_office.office, small_office.plan, month=OCTOBER, as_of=moment("2023-11-06 09:00"))
    rows = read_book(rollup_workbook(done)).sheets["ภาพรวม"].rows.values()
    assert [row[4] for row in rows if row.get(2) == "กองคลัง" and row.get(1) == "02"] == ["ส่งผิดชนิด"]
