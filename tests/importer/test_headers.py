"""Headings known by meaning, wherever they stand and however they are spaced."""

from __future__ import annotations

import pytest
from source import document, measures, table, understand

from toolkit.importer.headers import find_header
from toolkit.importer.headings import field_of
from toolkit.importer.propose import propose

HEADINGS = [
    *(
        (text, "measure")
        for text in ("มาตรการ", "มาตรการ/แนวทาง", "มาตรการหรือกิจกรรมที่ดำเนินการ", "(1) มาตรการ")
    ),
    *((text, "measure") for text in ("โครงการ/กิจกรรม", "มาตรการ/ แนวทาง", "แนวทาง", "มาตรการ/วิธีการดำเนินการ")),
    *((text, "steps") for text in ("ขั้นตอนหรือวิธีการดำเนินการ", "วิธีการปฏิบัติ", "แนวทางการปฏิบัติ", "การดำเนินการ")),
    *(
        (text, "monitoring")
        for text in ("การกำกับติดตาม", "การกำกับ ติดตาม", "แนวทางการกำกับติดตาม", "การติดตามและรายงานผล")
    ),
    *(
        (text, "period")
        for text in ("ระยะเวลา ดำเนินการ", "ระยะเวลาดำเนินการ", "ช่วงเวลา", "กำหนดแล้วเสร็จ", "ปีที่ดำเนินการ")
    ),
    *((text, "responsible") for text in ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ผู้ รับผิด ชอบ")),
    *((text, "result") for text in ("สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", "ผลการดำเนินงาน", "ความก้าวหน้า")),
    *((text, "outcome") for text in ("ผลลัพธ์/ความสำเร็จ", "ผลลัพธ์หรือความสำเร็จ ของการดำเนินการ")),
    *((text, "expected") for text in ("ผลที่คาดว่าจะได้รับ", "ผลที่คาดหวัง", "ประโยชน์ที่คาดว่าจะได้รับ")),
    ("ข้อเสนอแนะ", "suggestion"),
    ("ปัญหา/อุปสรรค", "problem"),
    ("งบประมาณ (บาท)", "budget"),
    ("หมายเหตุ", "remark"),
    ("ตัวชี้วัดความสำเร็จ", "indicator"),
    ("เป้าหมาย", "target"),
    ("ลำดับที่", "number"),
    ("ที่", "number"),
    ("ประเด็นที่ต้องพัฒนา", "issue"),
    ("ชื่อ-สกุล", ""),
    ("โทรศัพท์", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "field"), HEADINGS)
def test_meaning(text: str, field: str) -> None:
    assert field_of(text) == field


def fields(rows: str, merge: str = "") -> list[str]:
    header = find_header(table(rows, merge=merge))
    return [column.field for column in header.columns] if header is not None else []


@pytest.mark.parametrize("heading", ["ประเด็น/มาตรการ", "กลยุทธ์/มาตรการ", "ความเสี่ยงและมาตรการ"])
def test_a_heading_that_names_measures_beside_another_word_is_asked_about(heading: str) -> None:
    source = document(table(f"{heading} | วิธีการ | ผู้รับผิดชอบ\nเปิดเผยข้อมูล | ลงเว็บ | กองคลัง"))
    assert propose(source).tables[0].unsure_columns == {0}
    assert measures(understand(source), "measure", "section") == [("เปิดเผยข้อมูล", "")]


def test_the_header_may_stand_below_a_title() -> None:
    header = find_header(table("แผนปฏิบัติการ | แผนปฏิบัติการ\n(ต่อ) |\nมาตรการ | ผู้รับผิดชอบ\nก | ข", merge="0,0:0,1"))
    assert header is not None
    assert (header.first_row, header.last_row) == (2, 2)


def test_columns_stand_in_any_order() -> None:
    assert fields("ผู้รับผิดชอบ | ระยะเวลา | มาตรการ | วิธีการ") == ["responsible", "period", "measure", "steps"]


def test_a_second_column_of_measures_is_one_of_steps() -> None:
    assert fields("มาตรการ | กิจกรรม | ผู้รับผิดชอบ") == ["measure", "steps", "responsible"]
    assert fields("กิจกรรม | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ") == ["remark", "measure", "steps", "responsible"]


def test_issues_or_steps_stand_for_measures_where_there_are_none() -> None:
    assert fields("ประเด็น | วิธีการ | ผู้รับผิดชอบ") == ["measure", "steps", "responsible"]
    assert fields("ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา") == ["measure", "responsible", "period"]


def test_a_header_of_two_rows() -> None:
    rows = """
    มาตรการ | การดำเนินการ |         | ผู้รับผิดชอบ
            | ขั้นตอน     | ระยะเวลา |
    ก       | ข         | ต.ค. 67  | กองคลัง
    """
    header = find_header(table(rows, merge="0,0:1,0 0,1:0,2 0,3:1,3"))
    assert header is not None
    assert [column.field for column in header.columns] == ["measure", "steps", "steps", "responsible"]
    assert header.last_row == 1


def test_a_time_chart_gives_its_months() -> None:
    rows = """
    มาตรการ | ปี 2567 |      | ปี 2568 | ผู้รับผิดชอบ
            | ต.ค.   | พ.ย. | ม.ค.   |
    ก       | /      |      |        | กองคลัง
    """
    header = find_header(table(rows, merge="0,0:1,0 0,1:0,2 0,4:1,4"))
    assert header is not None
    assert [column.span for column in header.columns] == [None, (1, 1), (2, 2), (4, 4), None]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน", "scores"),
        ("ตัวชี้วัดของการประเมิน | ประเด็นที่ต้องแก้ไข", "scores"),
        ("มาตรการ | ผู้รับผิดชอบ", "plan"),
        ("ประเด็น | การกำกับติดตาม", "plan"),
    ],
)
def test_what_a_table_is_about(rows: str, kind: str) -> None:
    header = find_header(table(rows))
    assert header is not None
    assert header.role == kind


@pytest.mark.parametrize(
    "rows",
    [
        "ชื่อ | ตำแหน่ง | โทรศัพท์",
        "มาตรการ | ข้อความทั่วไป",
        "มาตรการสร้างการรับรู้ของประชาชน | ประชาชนทราบข้อมูล | เมษายน",
        "มาตรการ | มาตรการ",
    ],
)
def test_other_rows_are_no_headers(rows: str) -> None:
    assert find_header(table(rows)) is None
