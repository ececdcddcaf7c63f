"""Rows of one or several tables joined to measures with their steps."""

from __future__ import annotations

import pytest
from source import codes, document, measures, step_counts, steps, table, understand

from toolkit.importer.rows import measure_number

HEADS = "มาตรการ | ขั้นตอน | การกำกับติดตาม | ระยะเวลา | ผู้รับผิดชอบ"


def test_measures_and_steps() -> None:
    made = understand(
        document(
            table(f"""
            {HEADS}
            ๑. สร้างการรับรู้ | ๑. ประชุม ๒. เผยแพร่ | ๑. รายงาน ๒. สรุป | ต.ค. ๖๗ - ก.ย. ๖๘ | ๑.สำนักปลัด ๒.กองคลัง
            ๒. พัฒนางาน     | อบรม               | ติดตาม          | ภายใน ธ.ค. ๖๗   | กองช่าง
            """)
        )
    )
    assert measures(made, "measure_no", "measure", "monitoring", "start", "end", "period") == [
        ("1", "สร้างการรับรู้", "๑. รายงาน\n๒. สรุป", "ต.ค. 67", "ก.ย. 68", "ต.ค. ๖๗ - ก.ย. ๖๘"),
        ("2", "พัฒนางาน", "ติดตาม", "ต.ค. 67", "ธ.ค. 67", "ภายใน ธ.ค. ๖๗"),
    ]
    assert steps(made, "measure_no", "step_no", "label", "step", "divisions") == [
        ("1", "1", "", "ประชุม", "สำนักปลัด, กองคลัง"),
        ("1", "2", "", "เผยแพร่", "สำนักปลัด, กองคลัง"),
        ("2", "1", "", "อบรม", "กองช่าง"),
    ]
    assert codes(made) == []


def test_a_table_over_several_pages() -> None:
    """The header repeated, a row that only says it goes on, and a piece of the measure before."""
    first = table(f"{HEADS}\n๑. ก | ๑. ทำ | ๑. ตรวจ ๒. รายงาน | ต.ค. 67 | กองคลัง")
    rest = f"""
    {HEADS}
    ข้อ ๑ | ข้อ ๑ | ข้อ ๑ | ข้อ ๑ | ข้อ ๑
    ๒. ข | ๑. ทำ | ๓. สรุป/n๑. ตรวจ/n๒. รายงาน/n๓. สรุป | ต.ค. 67 | กองคลัง
    """
    made = understand(document(first, table(rest, number=2, block=11)))
    assert measures(made, "measure", "monitoring") == [
        ("ก", "๑. ตรวจ\n๒. รายงาน\n๓. สรุป"),
        ("ข", "๑. ตรวจ\n๒. รายงาน\n๓. สรุป"),
    ]
    assert codes(made) == ["import-text-joined"]
    assert "“๓. สรุป”" in made.content.notes[("measures", 0, "monitoring")]


def test_a_list_that_goes_on_in_the_next_measure_is_its_own() -> None:
    """Two measures share merged cells, and the second one's steps count on from the first's."""
    made = understand(
        document(
            table(f"""
            {HEADS}
            ๑) ก | ๑) ทำ ๒) ส่ง | ตรวจ | ต.ค. 67 | กองคลัง
            ๒) ข | ๓) จัด ๔) ปิด |     |         |
            """)
        )
    )
    assert steps(made, "measure_no", "step_no", "label", "divisions") == [
        ("1", "1", "", "กองคลัง"),
        ("1", "2", "", "กองคลัง"),
        ("2", "1", "3", "กองคลัง"),
        ("2", "2", "4", "กองคลัง"),
    ]
    assert measures(made, "start", "monitoring") == [("ต.ค. 67", "ตรวจ")] * 2
    assert codes(made) == ["import-cell-inherited"]


def test_merged_cells_are_shared_without_a_doubt() -> None:
    rows = f"{HEADS}\n๑. ก | ทำ | ตรวจ | ต.ค. 67 | กองคลัง\n๒. ข | จัด | | |"
    made = understand(document(table(rows, merge="1,2:2,2 1,3:2,3 1,4:2,4")))
    assert measures(made, "monitoring", "start", "responsible") == [("ตรวจ", "ต.ค. 67", "กองคลัง")] * 2
    assert codes(made) == []


def test_rows_of_steps_have_their_own_periods_and_divisions() -> None:
    made = understand(
        document(
            table("""
            มาตรการ           | กิจกรรม | ระยะเวลา          | ผู้รับผิดชอบ
            มาตรการที่ 1 รับรู้ | ประชุม  | ต.ค. 67           | สำนักปลัด
                              | เผยแพร่ | พ.ย. 67 - ม.ค. 68 | กองคลัง (งานพัสดุ)
                              | สรุปผล  | ก.ย. 68           | สำนักปลัด
            """)
        )
    )
    assert measures(made, "measure", "start", "end", "period") == [("รับรู้", "ต.ค. 67", "ก.ย. 68", "")]
    assert steps(made, "step", "divisions", "unit", "due") == [
        ("ประชุม", "สำนักปลัด", "", "ต.ค. 67"),
        ("เผยแพร่", "กองคลัง", "งานพัสดุ", "ม.ค. 68"),
        ("สรุปผล", "สำนักปลัด", "", ""),
    ]


def test_a_page_break_inside_a_step() -> None:
    first = table("มาตรการ | วิธีการ | ผู้รับผิดชอบ\n๑. ก | ๑. ทำให้เสร็จ ๒. รายงานผลให้ | กองคลัง")
    rest = table("| ผู้บริหารทราบ ๓. สรุป |\n๒. ข | จัด | กองช่าง", number=2, block=11)
    made = understand(document(first, rest))
    assert [text for (text,) in steps(made, "step")] == ["ทำให้เสร็จ", "รายงานผลให้ผู้บริหารทราบ", "สรุป", "จัด"]
    assert "import-text-joined" in codes(made)


@pytest.mark.parametrize("again", ["๑. สร้างการรับรู้ (ต่อ)", "๑. สร้างการรับรู้", "(ต่อ)", "๑. (ต่อ)"])
def test_a_measure_that_is_named_again_goes_on(again: str) -> None:
    rows = f"มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. สร้างการรับรู้ | ๑. ก | กองคลัง\n{again} | ๒. ข | กองคลัง"
    assert step_counts(understand(document(table(rows)))) == [2]


@pytest.mark.parametrize(
    ("cell", "text", "expected"),
    [
        ("คำถามข้อหนึ่ง :/n1. ทำ/n2. ส่ง", "คำถามข้อหนึ่ง", ["ทำ", "ส่ง"]),
        ("คำถามข้อหนึ่ง : 1. ทำ", "คำถามข้อหนึ่ง", ["ทำ"]),
        ("๑. มีคุณธรรม ดังนี้ ๑) ทำ ๒) ส่ง", "มีคุณธรรม ดังนี้", ["ทำ", "ส่ง"]),
        ("มีคุณธรรม", "มีคุณธรรม", ["มีคุณธรรม"]),
    ],
)
def test_a_measure_may_carry_its_own_steps(cell: str, text: str, expected: list[str]) -> None:
    made = understand(document(table(f"มาตรการ | สรุปผล | ผู้รับผิดชอบ\n{cell} | ดี | กองคลัง")))
    assert measures(made, "measure") == [(text,)]
    assert [step for (step,) in steps(made, "step")] == expected


def test_a_list_in_a_measure_with_steps_stays_its_text() -> None:
    made = understand(
        document(table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. มี ๒ เรื่อง/n๑) ก/n๒) ข | - ทำ/n- ส่ง | กองคลัง"))
    )
    assert measures(made, "measure") == [("มี ๒ เรื่อง\n๑) ก\n๒) ข",)]
    assert step_counts(made) == [2]
    assert "import-list-unsure" in codes(made)


def test_sections_across_the_table_and_above_it() -> None:
    rows = """
    ที่ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ
    ประเด็นที่ ๒ การให้บริการและระบบ E-Service | | |
    ๑ | ก | ทำ | กองคลัง
    กลไกและมาตรการในการแก้ไขและป้องกันการทุจริต | | |
    ๒ | ข | ทำ | กองคลัง
    """
    made = understand(document(table(rows, merge="1,0:1,3 3,0:3,3")))
    assert measures(made, "label", "issue_no", "section") == [
        ("", "2", "ประเด็นที่ ๒ การให้บริการและระบบ E-Service"),
        ("", "7", "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริต"),
    ]
    heading = "๑. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)"
    made = understand(
        document(table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nก | ทำ | กองคลัง"), text=f"ปีงบประมาณ 2568\n{heading}")
    )
    assert measures(made, "section") == [("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",)]


def test_rows_of_column_numbers_and_totals_are_no_measures() -> None:
    rows = "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n(1) | (2) | (3)\n๑. ก | ทำ | กองคลัง\nรวม 1 มาตรการ | |"
    assert measures(understand(document(table(rows))), "measure") == [("ก",)]


def test_a_measure_told_in_two_tables_is_one() -> None:
    plan = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. สร้างการรับรู้ให้ประชาชน | ๑. ทำ ๒. ส่ง | กองคลัง")
    results = table(
        "มาตรการ | สรุปผล | ระยะเวลา\n๑. สร้างการรับรู้ให้ประชาชน | ทำแล้ว | ต.ค. 67", number=2, block=20
    )
    made = understand(document(plan, results))
    assert step_counts(made) == [2]
    assert measures(made, "start") == [("ต.ค. 67",)]
    assert "ทำแล้ว" in made.content.notes[("measures", 0, "measure")]


@pytest.mark.parametrize(
    ("text", "expected", "number", "rest"),
    [
        ("๑. การ", "1", "1", "การ"),
        ("๑)การ", "1", "1", "การ"),
        ("(๑๒) การ", "12", "12", "การ"),
        ("มาตรการที่ ๓ : การ", "9", "3", "การ"),
        ("๒ การ", "2", "2", "การ"),
        ("ข้อ ๒ การ", "2", "2", "การ"),
        ("๕ ส.", "1", "", "๕ ส."),
        ("ข้อ 11 การ", "1", "", "ข้อ 11 การ"),
        ("มาตรการข้อ E13 การ", "1", "", "มาตรการข้อ E13 การ"),
        ("2567 เป็นปีแห่งการ", "1", "", "2567 เป็นปีแห่งการ"),
        ("การ", "1", "", "การ"),
    ],
)
def test_a_measures_own_number(text: str, expected: str, number: str, rest: str) -> None:
    assert measure_number(text, expected) == (number, rest)
