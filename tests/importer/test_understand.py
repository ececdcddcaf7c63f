"""Whole documents made into plans: the plan passes its check, no word is lost, and bad ones are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from source import TITLE, checked, codes, document, errors, lost_words, step_counts, table, understand

from toolkit.books.plan_book import make_plan_workbook
from toolkit.importer.document import SourceDocument, SourceParagraph, SourceTable
from toolkit.importer.doubts import Kept, plan_cell
from toolkit.messages.catalogue import describe
from toolkit.model.finding import UserError
from toolkit.xlsx.strict_reader import read_book

FULL = """
ที่ | มาตรการ | แนวทางการปฏิบัติ | ระยะเวลา | หน่วยงานรับผิดชอบ | การกำกับติดตาม | งบประมาณ | ผลที่คาดหวัง | หมายเหตุ
๑ | จัดทำคู่มือ | ๑) สำรวจ/n๒) เผยแพร่ | ไตรมาส ๑ - ๒ | สำนักปลัด/กองคลัง | ๑. รายงาน | 5,000 บาท | เร็วขึ้น | ทำต่อ
๒ | อบรม | อบรมการใช้ทรัพย์สิน | ตลอดปี | ทุกส่วนราชการ | | - | |
| ทบทวน | - จัดประชุม/n- สรุปผล | | กองช่าง | ติดตาม | | |
"""
REPORT = """
มาตรการ/กิจกรรม | สรุปผลการดำเนินการ | ผลลัพธ์/ความสำเร็จ | ปัญหา/อุปสรรค | ข้อเสนอแนะ | ผู้รับผิดชอบ
มาตรการข้อ E13 บริการออนไลน์ : 1. ทำระบบ 2. แจ้ง | เสร็จเมื่อ ๑ มิ.ย. ๖๘ | ใช้มาก | รู้น้อย | เพิ่มสื่อ | นายสมมุติ ใจดี กองคลัง
"""
SCORES = "ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน\n1 | การปฏิบัติราชการ | 97.92\nรวม | ทุกเครื่องมือ | -"
TO_FILL_IN = {"placeholder-left", "issues-unnamed", "analysis-missing", "score-basis-missing"}
"""What these documents do not have and a plan needs."""
NO_FACTS = {"facts-assumed"}  # no questions are known for 2570
TO_LOOK_AT: dict[tuple[str, int | None], set[str]] = {
    ("report", None): {"reference-beyond", "facts-unconfirmed"},  # E13, and 2567 had nine questions
    **{(name, 2570): NO_FACTS for name in ("plan", "report", "several", "workbook", "hard")},
}
OTHER = "รายการ | โทรศัพท์\nศูนย์บริการ | 02-000-0000"


def documents() -> dict[str, SourceDocument]:
    return {
        "plan": document(table(FULL)),
        "report": document(table(REPORT), after="ข้อเสนอแนะ :\nลงพื้นที่ให้มากขึ้น"),
        "several": document(table(SCORES, block=4), table(FULL, number=2), table(OTHER, number=3, block=20)),
        "workbook": document(table("แผนงานประจำปี\n" + FULL.strip(), sheet="แผน", first_cell="B3")),
        "hard": document(table('มาตรการ | ขั้นตอน\n"มาตรการ | ทำ\nข้อ ๑ | ข้อ ๑\n | ๓. ต่อ | \n๒. ข | ๑. ก ๑. ข')),
    }


@pytest.mark.parametrize("name", documents())
@pytest.mark.parametrize("year", [None, 2570])
def test_the_plan_passes_its_check(name: str, year: int | None, tmp_path: Path) -> None:
    found = checked(understand(documents()[name], year), tmp_path)
    assert errors(found) == {"placeholder-left"}
    assert {finding.code for finding in found.result.findings} == TO_FILL_IN | TO_LOOK_AT.get(
        (name, year), set()
    )
    assert found.plan is not None


@pytest.mark.parametrize("name", documents())
@pytest.mark.parametrize("year", [None, 2570])
def test_no_word_is_lost(name: str, year: int | None) -> None:
    source = documents()[name]
    assert lost_words(source, understand(source, year)) == []


CELL = st.sampled_from(
    [
        "",
        "๑. วาง",
        "วางแผน",
        "๑. ก ๒. ข",
        "- ทำ\n- ส่ง",
        "ข้อ ๑",
        "ต่อ",
        "กองคลัง",
        "ต.ค. 67",
        "๓. ค ๑. ง",
        "ทุกกอง",
        "(ต่อ)",
        '"',
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from([None, 2569])
)
@example([("", "", "", "", "(ต่อ)")], None)
@example([("", "", "", "", "(ต่อ)"), ("", "", "", "", "กองคลัง")], None)
@example([("", "", "", "", "ต่อ"), ("", "", "", "", "ต่อ"), ("วางแผน", "", "", "", "")], None)
def test_any_table_makes_a_plan_that_passes_and_loses_nothing(
    tmp_path: Path, rows: list[tuple[str, ...]], year: int | None
) -> None:
    heads = ("มาตรการ", "ขั้นตอน", "การกำกับติดตาม", "ระยะเวลา", "ผู้รับผิดชอบ")
    source = document(SourceTable(1, 5, (heads, ("มาตรการแรก", *[""] * 4), *rows)))
    made = understand(source, year)
    assert set(lost_words(source, made)) <= {"ข้อ", "ต่อ"}  # which only number
    check = checked(made, tmp_path)
    assert errors(check) == {"placeholder-left"}
    found = {finding.code for finding in check.result.findings}
    assert found - {"measure-repeated", "step-repeated"} == TO_FILL_IN


def test_columns_without_a_place_become_notes_on_the_measure() -> None:
    made = understand(documents()["report"])
    note = made.content.notes[("measures", 0, "measure")]
    assert "สรุปผลการดำเนินการ: เสร็จเมื่อ ๑ มิ.ย. ๖๘" in note
    assert "ข้อเสนอแนะ: เพิ่มสื่อ" in note
    assert "ลงพื้นที่ให้มากขึ้น" in made.content.notes[("agency", 1, "value")]


def test_each_doubt_stands_on_its_cell() -> None:
    made = understand(documents()["report"])
    (finding,) = [finding for finding in made.findings if finding.code == "import-monitoring-assumed"]
    assert (finding.sheet, finding.cell) == ("มาตรการ", plan_cell("measures", 0, "monitoring"))
    book = read_book(make_plan_workbook(made.content))
    sheet = book.sheets["มาตรการ"]
    assert finding.cell == "L5"
    assert sheet.rows[5][12] == made.content.tables["measures"][0]["monitoring"]
    words = describe(finding)
    assert made.content.notes[
        ("measures", 0, "monitoring")
    ] == f"{describe(finding).message} — {words.advice}".replace(f"เซลล์ {finding.cell}: ", "")


def test_the_same_document_gives_the_same_bytes() -> None:
    source = documents()["several"]
    assert make_plan_workbook(understand(source).content) == make_plan_workbook(understand(source).content)


def test_a_caption_is_a_note_on_the_first_measure_of_its_table() -> None:
    rows = "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nลดเวลา | ทำ | กองคลัง"
    other = rows.replace("ลดเวลา", "เปิดเผย")
    source = document(table(rows), table(other, number=2, block=20), text=TITLE)
    caption = SourceParagraph("ตารางที่ ๒ งานที่ทำต่อเนื่อง", 15)
    source = replace(source, paragraphs=(*source.paragraphs, caption))
    made = understand(source)
    assert made.content.notes[("measures", 1, "measure")] == "ตารางที่ ๒ งานที่ทำต่อเนื่อง"
    assert "import-text-left" not in codes(made)


def test_what_stands_behind_the_last_table_is_told_with_its_place() -> None:
    source = document(table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nลดเวลา | ทำ | กองคลัง"), text=TITLE)
    remark = SourceParagraph("ปัญหา/อุปสรรค : เครื่องถ่ายเอกสารเสีย", 30)
    made = understand(replace(source, paragraphs=(*source.paragraphs, remark)))
    (left,) = (finding for finding in made.findings if finding.code == "import-text-left")
    assert left.file == "หลังตารางสุดท้าย"


def test_words_of_two_cells_are_not_one_that_was_lost() -> None:
    kept = Kept(["ตรวจงาน", "พัสดุ"])
    assert kept.holds("ตรวจ งาน")
    assert not kept.holds("งานพัสดุ")


def test_counts() -> None:
    made = understand(documents()["several"])
    assert (made.counts["measures"], made.counts["steps"], made.counts["scores"]) == (3, 5, 1)
    assert step_counts(made) == [2, 1, 2]
    assert "import-text-left" in codes(made)


REFUSED = [
    (document(), "import-no-table"),
    (document(table("ก | ข\nค | ง")), "import-no-header"),
    (document(table(SCORES)), "import-no-header"),
    (document(table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ")), "import-no-measures"),
    (
        document(table("มาตรการ | ขั้นตอน\n" + "\n".join(f"มาตรการ {n} | ทำ" for n in range(10_000)))),
        "import-too-large",
    ),
    (document(table("มาตรการ | ขั้นตอน\nก |" + "ทำ" * 20_000)), "import-file-too-long"),
]


@pytest.mark.parametrize(("source", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_what_cannot_be_a_plan_is_refused(source: SourceDocument, code: str) -> None:
    with pytest.raises(UserError) as caught:
        understand(source)
    assert caught.value.finding.code == code


def test_a_document_of_pictures_says_so() -> None:
    source = SourceDocument("scan.docx", "docx", (), (), (("import-file-pictures", "3"),))
    with pytest.raises(UserError) as caught:
        understand(source)
    assert caught.value.finding.code == "import-file-pictures"


def test_notes_of_the_reader_are_told() -> None:
    plain = document(table(FULL), text=TITLE)
    source = SourceDocument("x.csv", "csv", plain.paragraphs, plain.tables, (("import-file-embedded", "2"),))
    assert "import-file-embedded" in codes(understand(source))


def test_a_dash_in_a_column_without_a_field_is_no_note() -> None:
    rows = "มาตรการ | ขั้นตอน | ตัวชี้วัดความสำเร็จ | ผู้รับผิดชอบ\n๑. ก | ทำ | - | กองคลัง\n๒. ข | ทำ | มีคำสั่ง | กองคลัง"
    notes = understand(document(table(rows))).content.notes
    assert not any("ตัวชี้วัดความสำเร็จ: -" in text for text in notes.values())
    assert any("ตัวชี้วัดความสำเร็จ: มีคำสั่ง" in text for text in notes.values())
