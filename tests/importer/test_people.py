"""Names of persons: found, and nowhere but among the signatories."""

from __future__ import annotations

import pytest
from source import document, measures, table, understand

from toolkit.importer.people import Person, signatories, without_names


@pytest.mark.parametrize(
    ("text", "left", "names"),
    [
        ("นายสมมุติ ใจดี นิติกร สำนักปลัด", "นิติกร สำนักปลัด", ["นายสมมุติ ใจดี"]),
        ("นางสาวต้นแบบ ตั้งใจ\nกองคลัง", "กองคลัง", ["นางสาวต้นแบบ ตั้งใจ"]),
        ("นายกมล ใจดี\nน.ส.ตัวอย่าง งามดี", "", ["นายกมล ใจดี", "น.ส.ตัวอย่าง งามดี"]),
        ("นายกองค์การบริหารส่วนตำบล สำนักปลัด", "นายกองค์การบริหารส่วนตำบล สำนักปลัด", []),
        ("นายกเทศมนตรี และ กองคลัง", "นายกเทศมนตรี และ กองคลัง", []),
        ("นายช่าง โยธา ชำนาญงาน", "นายช่าง โยธา ชำนาญงาน", []),
        ("กองคลัง", "กองคลัง", []),
    ],
)
def test_names_in_a_cell(text: str, left: str, names: list[str]) -> None:
    found, people = without_names(text, "ผู้รับผิดชอบ")
    assert (found, [person.name for person in people]) == (left, names)


def people(text: str) -> list[tuple[str, str, str]]:
    return [(line.role, line.name, line.title) for line in signatories(text.splitlines())]


SIGNED = [
    ("(นายสมมุติ ใจดี)\nเจ้าพนักงานธุรการ", [("ผู้จัดทำ", "นายสมมุติ ใจดี", "เจ้าพนักงานธุรการ")]),
    ("( นางต้นแบบ  ตั้งใจ )\nหัวหน้าสำนักปลัด", [("ผู้ตรวจสอบ", "นางต้นแบบ ตั้งใจ", "หัวหน้าสำนักปลัด")]),
    (
        "(นางต้นแบบ ตั้งใจ)\nหัวหน้าสำนักปลัด รักษาราชการแทน\nปลัดเทศบาลตำบลทุ่งตัวอย่าง",
        [("ผู้เห็นชอบ", "นางต้นแบบ ตั้งใจ", "หัวหน้าสำนักปลัด รักษาราชการแทน ปลัดเทศบาลตำบลทุ่งตัวอย่าง")],
    ),
    ("(นายแบบอย่าง ซื่อตรง)\nนายกเทศมนตรี", [("ผู้อนุมัติ", "นายแบบอย่าง ซื่อตรง", "นายกเทศมนตรี")]),
    ("ผู้รายงาน\n(นางสาวนาม สกุลดี)\nนิติกร", [("ผู้รายงาน", "นางสาวนาม สกุลดี", "นิติกร")]),
    (
        "ผู้รายงาน : นายสมมุติ ใจดี กองงาน : สำนักปลัด ว/ด/ป ๓ ตุลาคม ๒๕๖๗",
        [("ผู้รายงาน", "นายสมมุติ ใจดี", "สำนักปลัด")],
    ),
    ("(เดือนตุลาคม ๒๕๖๗)\n(ลายมือชื่อ)", []),
    ("ตามที่นายกเทศมนตรีตำบล ได้มีคำสั่ง", []),
]


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_signatures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert people(text) == expected


def test_one_who_signs_twice_stands_once_with_the_fuller_title() -> None:
    lines = ["ผู้รายงาน : นายสมมุติ ใจดี กองงาน : สำนักปลัด"]
    found = signatories(lines, [Person("ผู้รับผิดชอบ", "นายสมมุติ ใจดี", "นิติกร สำนักปลัด")])
    assert found == (Person("ผู้รายงาน", "นายสมมุติ ใจดี", "นิติกร สำนักปลัด"),)


def test_a_table_of_signatures_tells_roles_and_posts() -> None:
    block = table(
        """
    ผู้เสนอแผน/n(นางสาวตัวอย่าง ใจดี)/nหัวหน้ากลุ่มงานบริหารทั่วไป | ผู้อนุมัติแผน/n(นายแพทย์สมมุติ ใจงาม)/nผู้อำนวยการโรงพยาบาล
    """,
        number=2,
        block=20,
    )
    made = understand(document(table("มาตรการ | สรุปผล | ผู้รับผิดชอบ\n๑. ก : ๑) ทำ | ดี | กองคลัง"), block))
    assert [
        tuple(row[key] for key in ("role", "name", "title")) for row in made.content.tables["signatories"]
    ] == [
        ("ผู้เสนอ", "นางสาวตัวอย่าง ใจดี", "หัวหน้ากลุ่มงานบริหารทั่วไป"),
        ("ผู้อนุมัติ", "นายแพทย์สมมุติ ใจงาม", "ผู้อำนวยการโรงพยาบาล"),
    ]


def test_names_go_to_the_signatories_only() -> None:
    made = understand(
        document(
            table("""
            มาตรการ | สรุปผล | ผู้รับผิดชอบ
            ๑. ก : ๑) ทำ | ดี | นายสมมุติ ใจดี นิติกร สำนักปลัด
            ลงชื่อ (นางต้นแบบ ตั้งใจ) ผู้รายงาน | |
            """),
            after="ผู้รายงาน : นายสมมุติ ใจดี กองงาน : สำนักปลัด",
        )
    )
    assert measures(made, "responsible") == [("นิติกร สำนักปลัด",)]
    signed = [(row["role"], row["name"]) for row in made.content.tables["signatories"]]
    assert signed == [("ผู้รายงาน", "นายสมมุติ ใจดี"), ("ผู้รายงาน", "นางต้นแบบ ตั้งใจ")]
    said = [
        *(
            text
            for name, rows in made.content.tables.items()
            if name != "signatories"
            for row in rows
            for text in row.values()
        ),
        *made.content.notes.values(),
        *(finding.found for finding in made.findings),
    ]
    assert [text for text in said if "ใจดี" in text or "ต้นแบบ" in text] == []


def test_who_is_named_in_a_table_of_scores_signs() -> None:
    plan = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nเปิดเผย | ลงเว็บ | กองคลัง")
    scores = table("ตัวชี้วัด | คะแนน | ผู้ประเมิน\n1 การใช้อำนาจ | 91.2 | นายสมมุติ ใจดี", number=2, block=20)
    made = understand(document(plan, scores))
    assert [row["name"] for row in made.content.tables["signatories"]] == ["นายสมมุติ ใจดี"]
