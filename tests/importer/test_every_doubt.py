"""Doubts that no other test of the importer expects, each from the smallest document that raises it."""

from __future__ import annotations

import pytest
from source import codes, document, table, understand

from toolkit.importer.document import SourceDocument

HEAD = "มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ"


def rows(*lines: str) -> SourceDocument:
    return document(table("\n".join((HEAD, *lines))))


def steps(cell: str) -> SourceDocument:
    """A measure whose steps stand in one cell."""
    return rows(f"ลดเวลา | {cell} | ต.ค. 67 | กองช่าง")


@pytest.mark.parametrize(
    ("code", "source"),
    [
        (
            "import-list-unsure",
            steps("- ทบทวนคู่มือการปฏิบัติงานทุกงาน - ประกาศใช้คู่มือฉบับใหม่ให้ทราบทั่วกัน"),
        ),
        (
            "import-list-unsure",
            steps("ทบทวนคู่มือการปฏิบัติงานของทุกงานให้เป็นปัจจุบันอยู่เสมอ/nประกาศใช้คู่มือฉบับใหม่ให้พนักงานทุกคนทราบโดยทั่วกัน"),
        ),
        ("import-list-unsure", steps("1. ทบทวน/n1.1 อ่าน/n1.2 แก้/n2. ประกาศ")),
        ("import-list-unsure", steps("1. ทบทวน/n2. แก้ไข/n4. ประกาศ")),
        ("import-list-unsure", steps("1. ทบทวน/n2. แก้ไข/n1. ประกาศ")),
        ("import-text-joined", steps("ดำเนินการดังนี้/n1. ทบทวน/n2. ประกาศ")),
        ("import-step-is-measure", rows("ลดเวลาอนุญาต | | ต.ค. 67 | กองช่าง")),
        ("import-period-assumed", rows("ลดเวลา | ทบทวน | | กองช่าง")),
        ("import-name-moved", rows("ลดเวลา | ทบทวน | ต.ค. 67 | นายสมมุติ ใจดี กองช่าง")),
        ("import-text-left", document(table(f"แผนงานประจำปี\n{HEAD}\nลดเวลา | ทบทวน | ต.ค. 67 | กองช่าง"))),
        (
            "import-text-left",
            document(table(f"{HEAD}\nลดเวลา | ทบทวน | ต.ค. 67 | กองช่าง"), after="ข้อเสนอแนะ :\nเพิ่มช่องทาง"),
        ),
        (
            "import-text-joined",
            document(
                table(
                    f"{HEAD}\nลดขั้นตอนการให้บริการประชาชน | ทบทวน | ต.ค. 67 | กองช่าง\n"
                    "อบรมพนักงานเรื่องความโปร่งใส | จัดอบรม | ต.ค. 67 | กองคลัง"
                ),
                table(f"{HEAD}\nลดขั้นตอนการให้บริการประชาชน | ทบทวน | ต.ค. 67 | กองช่าง", number=2, block=20),
            ),
        ),
        (
            "import-score-year",
            document(
                table("ตัวชี้วัด | คะแนน\n1 | 95.20", block=30),
                table(f"{HEAD}\nลดเวลา | ทบทวน | ต.ค. 67 | กองช่าง", number=2, block=40),
                text="แผน ปีงบประมาณ 2568\n" + "\n".join(f"ข้อความที่ยาวกว่า {n}" for n in "กขคงจฉ"),
            ),
        ),
    ],
)
def test_the_doubt_is_told(code: str, source: SourceDocument) -> None:
    assert code in codes(understand(source))
