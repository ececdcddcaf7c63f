"""Scores and weaknesses out of tables and sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest
from source import codes, document, table, understand

from toolkit.assessment.facts import facts_of
from toolkit.assessment.scoring import Result, year_on_year
from toolkit.importer.document import SourceTable
from toolkit.importer.import_document import ImportedPlan

PLAN = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. ก | ทำ | กองคลัง", number=9, block=500)


def made(*tables: SourceTable, text: str = "", after: str = "") -> ImportedPlan:
    return understand(document(*tables, PLAN, text=f"ปีงบประมาณ พ.ศ. 2568\n{text}", after=after))


def scores(plan: ImportedPlan) -> list[tuple[str, ...]]:
    return [(row["year"], row["item"], row["score"], row["level"]) for row in plan.content.tables["scores"]]


SENTENCES = [
    (
        'ได้ประกาศผลประจำปี พ.ศ.๒๕๖๗ "เทศบาลมีคะแนนรวม ๘๙.๙๒ คะแนน อยู่ในระดับ ผ่านดี"',
        [("2567", "overall", "89.92", "ผ่านดี")],
    ),
    (
        "ผลคะแนนประจำปี ๒๕๖๗ จำนวน ๙๘.๑๓ คะแนน จากคะแนนเต็ม ๑๐๐ คะแนน ระดับ ผ่านดีเยี่ยม",
        [("2567", "overall", "98.13", "ผ่านดีเยี่ยม")],
    ),
    ("ผลการประเมินปี พ.ศ. ๒๕๖๔ พบว่า มีผลคะแนน ๖๑.๑๖ คะแนน อยู่ในระดับ D", [("2564", "overall", "61.16", "D")]),
    ("เป้าหมายปี 2568 มีคะแนนในภาพรวม ๘๕ คะแนนขึ้นไป", []),
    ("ในปี 2567 มีผู้รับบริการ 85 คน", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_overall_score_in_a_sentence(text: str, expected: list[tuple[str, ...]]) -> None:
    assert scores(made(text=text)) == expected


def test_a_table_of_indicators_goes_by_number_whatever_it_calls_them() -> None:
    rows = "ตัวชี้วัดที่ | รายละเอียด ตัวชี้วัด | คะแนน\n1 | การปฏิบัติหน้าที่ | 100.00\n๓ | การใช้จ่าย | ๙๗.๙๒"
    plan = made(table(rows, block=50), text="ผลการประเมิน\nปี 2565 ปี 2566 ปี 2567")
    assert scores(plan) == [("2567", "1", "100.00", ""), ("2567", "3", "97.92", "")]
    assert plan.content.notes[("scores", 1, "item")] == "ตัวชี้วัด: การใช้จ่าย"


@pytest.mark.parametrize("difference", ["เพิ่ม/ลด", "การเปลี่ยนแปลงจากปีก่อน"])
def test_scores_of_several_years_stand_below_the_years(difference: str) -> None:
    head = f"ตัวชี้วัด | ปี ๒๕๖๖ | ปีงบประมาณ พ.ศ. 2567 | {difference}"
    rows = "๑. การปฏิบัติหน้าที่ | ๙๐.๑๐ | ๙๓.๒๕ | +๓.๑๕\nคะแนนรวม | 88 | 91.4 | 3.4"
    plan = made(table(f"{head}\n{rows}", block=50))
    assert scores(plan) == [
        ("2566", "1", "90.10", ""),
        ("2566", "overall", "88", ""),
        ("2567", "1", "93.25", ""),
        ("2567", "overall", "91.4", ""),
    ]
    assert [finding.found for finding in plan.findings if finding.code == "import-text-left"] == [
        "คะแนนรวม\n3.4"
    ]
    (read,) = (finding.found for finding in plan.findings if finding.code == "import-columns-read")
    assert f"{difference} = ไม่ใช้;" in read


def test_numbers_below_years_beside_other_indicators_are_no_scores() -> None:
    rows = "ตัวชี้วัด | ปี 2566 | ปี 2567\n1. จำนวนครั้งที่อบรม | 2 | 4\n2. จำนวนผู้เข้าอบรม | 40 | 80"
    assert scores(made(table(rows, block=50))) == []


def test_scores_by_question_have_the_words_of_the_question() -> None:
    rows = "ข้อ | ข้อคำถาม | คะแนน ปี 2567\nI1 | เจ้าหน้าที่ปฏิบัติตามขั้นตอน | 91.2\nE๑๓ | ให้ข้อมูลครบ | ๘๘\n3 | อื่น | 5"
    plan = made(table(rows, block=50))
    assert [
        tuple(row.get(name, "") for name in ("year", "item", "score", "text"))
        for row in plan.content.tables["scores"]
    ] == [
        ("2567", "I1", "91.2", "เจ้าหน้าที่ปฏิบัติตามขั้นตอน"),
        ("2567", "E13", "88", "ให้ข้อมูลครบ"),
    ]


def test_a_table_with_years_as_columns_and_instruments() -> None:
    rows = """
    ตัวชี้วัด | คะแนน ปี 2566 | คะแนน ปี 2567
    2. การใช้งบประมาณ | 91.00 | 92.00
    IIT | 95.10 | 96.20
    คะแนนรวม | 90.00 | 91.50
    """
    assert scores(made(table(rows, block=50))) == [
        ("2566", "2", "91.00", ""),
        ("2566", "iit", "95.10", ""),
        ("2566", "overall", "90.00", ""),
        ("2567", "2", "92.00", ""),
        ("2567", "iit", "96.20", ""),
        ("2567", "overall", "91.50", ""),
    ]


def test_a_column_of_another_heading_names_the_indicator() -> None:
    rows = "ตัวชี้วัดที่ | ชื่อ | คะแนน ปี 2567\n1 | การปฏิบัติหน้าที่ | 97.5\n2 | การจ่าย | 92"
    plan = made(table(rows, block=50))
    assert scores(plan) == [("2567", "1", "97.5", ""), ("2567", "2", "92", "")]
    assert "import-text-left" not in codes(plan)


WEAK = """
ตัวชี้วัดของการประเมิน | ประเด็นที่ต้องแก้ไข/รักษาระดับ
แบบวัดการรับรู้ภายใน IIT | จากผลคะแนน IIT
๑.การปฏิบัติหน้าที่ ๙๘.๔๘ คะแนน | - ขั้นตอนยังไม่ชัดเจน
แบบวัดการรับรู้ภายนอก EIT | จากผลคะแนน EIT
๑.คุณภาพการดำเนินงาน ๗๖.๒๗ คะแนน | ให้ข้อมูลไม่ครบ
แบบวัด OIT | จากผลคะแนน OIT
๒.การป้องกันการทุจริต ๑๒.๕๐ คะแนน | ไม่พบรายงาน
"""


def test_weaknesses_count_on_from_the_instrument() -> None:
    plan = made(table(WEAK, block=50), text="ผลการประเมิน พ.ศ. ๒๕๖๕ ดังนี้")
    assert scores(plan) == [
        ("2565", "1", "98.48", ""),
        ("2565", "6", "76.27", ""),
        ("2565", "10", "12.50", ""),
    ]
    found = [(row["indicator"], row["weakness"]) for row in plan.content.tables["weaknesses"]]
    assert found == [("1", "ขั้นตอนยังไม่ชัดเจน"), ("6", "ให้ข้อมูลไม่ครบ"), ("10", "ไม่พบรายงาน")]


def test_pairs_of_years() -> None:
    pair = "ตัวชี้วัดที่ ๕ การแก้ไขปัญหาการทุจริต ในปี ๒๕๖๗ (๙๑.๓๑ คะแนน) ลดลงจากปี ๒๕๖๖ (๙๔.๘๗ คะแนน)"
    plan = made(table(f"มาตรการ | ผลลัพธ์ | ผู้รับผิดชอบ\nก | - ผลการประเมิน {pair} | กองคลัง", block=50))
    assert scores(plan) == [("2566", "5", "94.87", ""), ("2567", "5", "91.31", "")]


def test_the_first_of_two_scores_stands_and_is_doubted() -> None:
    text = "ปี ๒๕๖๗ มีคะแนนรวม ๘๙.๙๒ คะแนน\nปี ๒๕๖๗ มีคะแนนรวม ๙๐.๐๐ คะแนน"
    plan = made(text=text)
    assert scores(plan) == [("2567", "overall", "89.92", "")]
    assert "import-score-differs" in codes(plan)


@pytest.mark.parametrize("before", ["98.53", "98.99", "99.00"])
def test_the_standard_sentence_is_read_back(before: str) -> None:
    facts = facts_of(2567)
    assert facts is not None
    now, old = (Result(year, {"1": Fraction(entry)}) for year, entry in ((2567, "98.99"), (2566, before)))
    (change,) = year_on_year(now, old, facts)
    rows = f"มาตรการ | ผลลัพธ์ | ผู้รับผิดชอบ\nก | - {change.sentence} | กองคลัง"
    plan = made(table(rows, block=50))
    assert scores(plan) == [("2566", "1", before, ""), ("2567", "1", "98.99", "")]
    assert "import-score-differs" not in codes(plan)
