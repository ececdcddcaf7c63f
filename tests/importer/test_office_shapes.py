"""Tables in the shapes that offices make them: each is read into the measures, steps and months it says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from source import codes, document, lost_words, measures, steps, table, understand

from toolkit.importer.document import SourceDocument
from toolkit.importer.import_document import ImportedPlan


def shown(made: ImportedPlan) -> list[tuple[str, ...]]:
    """Each step with its measure: text, months, divisions, due, recurrence."""
    of = {row["measure_no"]: row for row in made.content.tables["measures"]}
    return [
        (
            of[row["measure_no"]]["measure"],
            f"{of[row['measure_no']]['start']}-{of[row['measure_no']]['end']}",
            row["step"],
            row["divisions"],
            " ".join(filter(None, (row["due"], row["every"]))),
        )
        for row in made.content.tables["steps"]
    ]


def shape(*rows: str, merge: str = "", text: str = "แผน ปีงบประมาณ 2567", sheet: str = "") -> SourceDocument:
    return document(table("\n".join(rows), merge=merge, sheet=sheet, first_cell="A1"), text=text)


FORM = document(
    table(
        "มาตรการ | ลดเวลาอนุญาต\nวัตถุประสงค์ | บริการเร็วขึ้น\nขั้นตอนการดำเนินงาน | ๑. ทบทวน/n๒. ประกาศ\n"
        "ระยะเวลาดำเนินการ | ม.ค. 67 - มี.ค. 67\nผู้รับผิดชอบหลัก | กองช่าง\nหมายเหตุ | -"
    ),
    table(
        "ชื่อมาตรการ | เปิดรับฟังเสียงประชาชน\nวิธีดำเนินการ | จัดเวที\nกรอบเวลา | ก.พ. 67\nหน่วยงานที่รับผิดชอบ | สำนักปลัด",
        number=2,
        block=11,
    ),
)
PAIRED_FORM = shape(
    "มาตรการที่ ๑ ลดเวลาอนุญาต | | |",
    "วิธีการดำเนินงาน | ๑) ทบทวน ๒) ประกาศ | |",
    "ระยะเวลา | ม.ค. 67 - มี.ค. 67 | ผู้รับผิดชอบ | กองช่าง",
    "งบประมาณ | - | ตัวชี้วัด | เร็วขึ้นร้อยละ ๒๐",
    merge="0,0:0,3 1,1:1,3",
)
NAMED_ABOVE = document(
    table("ขั้นตอนการดำเนินงาน | ระยะเวลา | ผู้รับผิดชอบ\nทบทวน | ม.ค. 67 | กองช่าง\nประกาศ | มี.ค. 67 | กองช่าง"),
    text="แผน ปีงบประมาณ 2567\nมาตรการที่ 1 ลดเวลาอนุญาต",
)
PLAN = [
    ("ลดเวลาอนุญาต", "ม.ค. 67-มี.ค. 67", "ทบทวน", "กองช่าง", ""),
    ("ลดเวลาอนุญาต", "ม.ค. 67-มี.ค. 67", "ประกาศ", "กองช่าง", ""),
]
PLAN_OF_ROWS = [(*PLAN[0][:4], "ม.ค. 67"), PLAN[1]]
HEARING = ("เปิดรับฟังเสียงประชาชน", "ก.พ. 67-ก.พ. 67", "จัดเวที", "สำนักปลัด", "")

SHAPES: list[tuple[str, SourceDocument, Sequence[tuple[str, ...]]]] = [
    ("a form for each measure", FORM, [*PLAN, HEARING]),
    ("a form with two labels in a row and its measure across", PAIRED_FORM, PLAN),
    ("a table of steps below a heading that names the measure", NAMED_ABOVE, PLAN_OF_ROWS),
    (
        "a chart of steps alone, below the title of its project",
        shape(
            "ที่ | ขั้นตอนการดำเนินการ | ม.ค. | ก.พ. | มี.ค. | ผู้รับผิดชอบ",
            "1 | ทบทวน (Plan) | / | | | กองช่าง",
            "2 | ประกาศ (Do) | | / | / | กองช่าง",
            text="แผน ปีงบประมาณ 2567\nโครงการ ลดเวลาอนุญาต\nวิทยาลัยสมมุติ",
        ),
        [
            ("โครงการ ลดเวลาอนุญาต", "ม.ค. 67-มี.ค. 67", "ทบทวน (Plan)", "กองช่าง", "ม.ค. 67"),
            ("โครงการ ลดเวลาอนุญาต", "ม.ค. 67-มี.ค. 67", "ประกาศ (Do)", "กองช่าง", ""),
        ],
    ),
    (
        "measures across a table of steps",
        shape(
            "ขั้นตอน/กิจกรรม | ระยะเวลา | ผู้รับผิดชอบ",
            "มาตรการที่ ๑ ลดเวลาอนุญาต | |",
            "ทบทวน | ม.ค. 67 | กองช่าง",
            "ประกาศ | มี.ค. 67 | กองช่าง",
            "มาตรการที่ ๒ เปิดรับฟังเสียงประชาชน | |",
            "จัดเวที | ก.พ. 67 | สำนักปลัด",
            merge="1,0:1,2 4,0:4,2",
        ),
        [*PLAN_OF_ROWS, HEARING],
    ),
    (
        "measures and steps in one column, told apart by their words",
        shape(
            "มาตรการและขั้นตอน | ผู้รับผิดชอบ | กำหนดเวลา",
            "มาตรการที่ 1 ลดเวลาอนุญาต | |",
            "1. ทบทวน | กองช่าง | ม.ค. 67",
            "2. ประกาศ | กองช่าง | มี.ค. 67",
            "มาตรการที่ 2 เปิดรับฟังเสียงประชาชน | |",
            "1. จัดเวที | สำนักปลัด | ก.พ. 67",
        ),
        [*PLAN_OF_ROWS, HEARING],
    ),
    (
        "measures and steps in one column, told apart by their numbers",
        shape(
            "ที่ | กิจกรรม | ผู้รับผิดชอบ | ระยะเวลา",
            "๑ | ลดเวลาอนุญาต | |",
            "๑.๑ | ทบทวน | กองช่าง | ม.ค. 67",
            "๑.๒ | ประกาศ | กองช่าง | มี.ค. 67",
            "๒ | เปิดรับฟังเสียงประชาชน | |",
            "๒.๑ | จัดเวที | สำนักปลัด | ก.พ. 67",
        ),
        [*PLAN_OF_ROWS, HEARING],
    ),
    (
        "rows of data that begin with the words of headings",
        shape(
            "โครงการ | กิจกรรม | ระยะเวลา | ผู้รับผิดชอบ",
            "โครงการสุจริต | กิจกรรมอบรม | ม.ค. 67 | สำนักปลัด",
            "มาตรการลดขั้นตอน | ขั้นตอนการให้บริการ | ก.พ. 67 | ผู้อำนวยการกองช่าง",
            "มาตรการการเผยแพร่ | แต่งตั้งผู้รับผิดชอบข้อมูล | ปีงบประมาณ ๒๕๖๗ | กองคลัง",
        ),
        [
            ("โครงการสุจริต", "ม.ค. 67-ม.ค. 67", "กิจกรรมอบรม", "สำนักปลัด", ""),
            ("มาตรการลดขั้นตอน", "ก.พ. 67-ก.พ. 67", "ขั้นตอนการให้บริการ", "กองช่าง", ""),
            ("มาตรการการเผยแพร่", "ต.ค. 66-ก.ย. 67", "แต่งตั้งผู้รับผิดชอบข้อมูล", "กองคลัง", ""),
        ],
    ),
    (
        "steps beside a measure merged over their rows",
        shape(
            "มาตรการ | กิจกรรม/ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ | การกำกับติดตาม",
            "มาตรการที่ ๑ ปรับปรุงงาน | สำรวจ | ต.ค. 66 | กองช่าง | รายงานทุกเดือน",
            "| ลดขั้นตอน | ม.ค. 67 | กองช่าง และกองคลัง |",
            "มาตรการที่ ๒ โปร่งใส | ประกาศแผน | ภายใน พ.ย. 66 | กองคลัง | รายงาน",
            "| ประกาศผล | ทุกไตรมาส | กองคลัง |",
            merge="1,0:2,0 1,4:2,4 3,0:4,0 3,4:4,4",
        ),
        [
            ("ปรับปรุงงาน", "ต.ค. 66-ม.ค. 67", "สำรวจ", "กองช่าง", "ต.ค. 66"),
            ("ปรับปรุงงาน", "ต.ค. 66-ม.ค. 67", "ลดขั้นตอน", "กองช่าง, กองคลัง", ""),
            ("โปร่งใส", "ต.ค. 66-ก.ย. 67", "ประกาศแผน", "กองคลัง", "พ.ย. 66"),
            ("โปร่งใส", "ต.ค. 66-ก.ย. 67", "ประกาศผล", "กองคลัง", "ไตรมาส"),
        ],
    ),
    (
        "a measure without period and division, which its rows of steps have",
        shape(
            "มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ",
            "๑. ก่อน | ทำ | ม.ค. 67 | กองช่าง",
            "๒. หลัง | | |",
            "| จัด | มี.ค. 67 | กองคลัง",
        ),
        [
            ("ก่อน", "ม.ค. 67-ม.ค. 67", "ทำ", "กองช่าง", ""),
            ("หลัง", "มี.ค. 67-มี.ค. 67", "จัด", "กองคลัง", ""),
        ],
    ),
    (
        "a beginning and an end in two columns",
        shape("มาตรการ | ขั้นตอน | เริ่มต้น | สิ้นสุด | ผู้รับผิดชอบ", "ก | ทำ | 1 ต.ค. 66 | 31 มี.ค. 67 | กองคลัง"),
        [("ก", "ต.ค. 66-มี.ค. 67", "ทำ", "กองคลัง", "")],
    ),
    (
        "faults and how to mend them",
        shape("ข้อบกพร่อง | แนวทางการแก้ไข | ผู้เกี่ยวข้อง | แล้วเสร็จภายใน", "หาไม่พบ | ทำดัชนี | กองคลัง | มิ.ย. 67"),
        [("ทำดัชนี", "มิ.ย. 67-มิ.ย. 67", "ทำดัชนี", "กองคลัง", "")],
    ),
    (
        "amounts and dashes in a chart of quarters",
        shape(
            "มาตรการ | ขั้นตอน | ไตรมาส 1 | ไตรมาส 2 | ไตรมาส 3 | ไตรมาส 4 | ผู้รับผิดชอบ",
            "ก | ทำ | - | ๕,๐๐๐ | - | - | กองคลัง",
        ),
        [("ก", "ม.ค. 67-มี.ค. 67", "ทำ", "กองคลัง", "")],
    ),
    (
        "divisions that are ticked",
        shape(
            "มาตรการ | ขั้นตอน | หน่วยงานรับผิดชอบ | | | ระยะเวลา",
            " | | สำนักปลัด | กองคลัง | กองช่าง | ",
            "๑. ประกาศ | ๑) ร่าง ๒) ลงนาม | / | | | ต.ค. 66",
            "๒. ตรวจ | ตรวจพัสดุ | - | ✓ | ✓ | พ.ย. 66",
            merge="0,0:1,0 0,1:1,1 0,2:0,4 0,5:1,5",
        ),
        [
            ("ประกาศ", "ต.ค. 66-ต.ค. 66", "ร่าง", "สำนักปลัด", ""),
            ("ประกาศ", "ต.ค. 66-ต.ค. 66", "ลงนาม", "สำนักปลัด", ""),
            ("ตรวจ", "พ.ย. 66-พ.ย. 66", "ตรวจพัสดุ", "กองคลัง, กองช่าง", ""),
        ],
    ),
    (
        "a dash where something is not said",
        shape("มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ", "ก | ทำ | ต.ค. 66 | กองคลัง", "ข | ส่ง | - | กองช่าง"),
        [("ก", "ต.ค. 66-ต.ค. 66", "ทำ", "กองคลัง", ""), ("ข", "-", "ส่ง", "กองช่าง", "")],
    ),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_each_shape(source: SourceDocument, expected: Sequence[tuple[str, ...]]) -> None:
    made = understand(source)
    assert shown(made) == list(expected)
    assert set(lost_words(source, made)) <= {"มาตรการที่"}  # which only numbers
    assert "import-text-left" not in codes(made)


def test_two_tables_on_a_sheet_each_with_its_own_headings() -> None:
    source = shape(
        "ผลคะแนน ITA ปี 2566 | | | |",
        "ตัวชี้วัด | คะแนน | | |",
        "1 การปฏิบัติหน้าที่ | 91.2 | | |",
        " | | | | |",
        "ที่ | มาตรการ | ขั้นตอน | กำหนดแล้วเสร็จ | ผู้รับผิดชอบ",
        "1 | ก | ทำ | ธ.ค. 66 | กองคลัง",
        "แผนที่สอง | | | |",
        "มาตรการ | วิธีการ | ผู้รับผิดชอบ | ระยะเวลา |",
        "ข | ส่ง | กองช่าง | มี.ค. 67 |",
        text="",
        sheet="ITA 2567",
    )
    made = understand(source)
    assert [row[:4] for row in shown(made)] == [
        ("ก", "ธ.ค. 66-ธ.ค. 66", "ทำ", "กองคลัง"),
        ("ข", "มี.ค. 67-มี.ค. 67", "ส่ง", "กองช่าง"),
    ]
    assert [(row["year"], row["item"], row["score"]) for row in made.content.tables["scores"]] == [
        ("2566", "1", "91.2")
    ]
    assert measures(made, "section") == [("",), ("แผนที่สอง",)]


def test_scores_and_weaknesses_in_one_table() -> None:
    heads = "ตัวชี้วัด | คะแนน ปี ๒๕๖๖ | ประเด็นที่ต้องพัฒนา\n๑. การปฏิบัติหน้าที่ | ๙๒.๑๐ | ไม่ทราบขั้นตอน"
    made = understand(document(table(heads), table("มาตรการ | ระยะเวลา\nก | ต.ค. 66", number=2, block=20)))
    assert made.content.tables["weaknesses"] == [{"indicator": "1", "weakness": "ไม่ทราบขั้นตอน"}]
    assert made.counts["scores"] == 1
    assert "import-text-left" not in codes(made)


def test_results_of_two_rounds_keep_the_round_in_their_heading() -> None:
    source = shape(
        "มาตรการ | ผลการดำเนินงาน | | ผู้รับผิดชอบ",
        " | รอบ 6 เดือน | รอบ 12 เดือน | ",
        "ก | จัด ๑ ครั้ง | จัดครบ | กองคลัง",
        merge="0,0:1,0 0,1:0,2 0,3:1,3",
    )
    note = understand(source).content.notes[("measures", 0, "measure")]
    assert "ผลการดำเนินงาน รอบ 6 เดือน: จัด ๑ ครั้ง" in note
    assert "ผลการดำเนินงาน รอบ 12 เดือน: จัดครบ" in note


@pytest.mark.parametrize(
    ("number", "text", "label", "measure"),
    [("๑.๑", "ปรับปรุงเว็บไซต์", "1.1", "ปรับปรุงเว็บไซต์"), ("", "2.3 ปรับปรุงเว็บไซต์", "2.3", "ปรับปรุงเว็บไซต์")],
)
def test_a_measure_of_a_dotted_number_is_printed_under_it(
    number: str, text: str, label: str, measure: str
) -> None:
    made = understand(shape("ที่ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ", f"{number} | {text} | ทำ | กองคลัง"))
    assert measures(made, "measure_no", "label", "measure") == [("1", label, measure)]


@pytest.mark.parametrize(
    ("period", "every", "start", "end"),
    [
        ("ทุกเดือน", "เดือน", "ต.ค. 66", "ก.ย. 67"),
        ("ทุกสิ้นเดือน", "เดือน", "ต.ค. 66", "ก.ย. 67"),
        ("ทุกวันที่ ๕ ของเดือน", "เดือน", "ต.ค. 66", "ก.ย. 67"),
        ("เดือนละ ๑ ครั้ง ตลอดปีงบประมาณ", "เดือน", "ต.ค. 66", "ก.ย. 67"),
        ("ทุกเดือน (ต.ค. 66 - มี.ค. 67)", "เดือน", "ต.ค. 66", "มี.ค. 67"),
        ("รายไตรมาส", "ไตรมาส", "ต.ค. 66", "ก.ย. 67"),
        ("ทุก ๓ เดือน", "ไตรมาส", "ต.ค. 66", "ก.ย. 67"),
        ("ทุก ๖ เดือน", "", "", ""),
        ("ภายใน ๓๐ วัน", "", "", ""),
        ("ประจำเดือนตุลาคม 2566", "", "ต.ค. 66", "ต.ค. 66"),
    ],
)
def test_what_is_done_again(period: str, every: str, start: str, end: str) -> None:
    made = understand(shape("มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ", f"ก | ทำ | {period} | กองคลัง"))
    assert measures(made, "start", "end", "period") == [(start, end, period)]
    assert steps(made, "every") == [(every,)]
    assert ("import-step-recurs" in codes(made)) == bool(every)
    assert ("import-period-unread" in codes(made)) == (not start)


@pytest.mark.parametrize(
    ("cell", "names", "register"),
    [
        ("สป./กค.", "สำนักปลัด, กองคลัง", [("สำนักปลัด", "สป."), ("กองคลัง", "กค.")]),
        ("สำนักปลัด อบต.บ้านสมมุติ", "สำนักปลัด", [("สำนักปลัด", "สำนักปลัดอบต.บ้านสมมุติ")]),
        ("สำนักปลัดฯ", "สำนักปลัดฯ", [("สำนักปลัดฯ", "สำนักปลัด")]),
        ("นายก อบต./ปลัด อบต.", "ยังไม่ระบุ", [("ยังไม่ระบุ", "")]),
    ],
)
def test_short_names_of_divisions(cell: str, names: str, register: list[tuple[str, str]]) -> None:
    made = understand(shape("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ", f"ก | ทำ | {cell}"))
    assert steps(made, "divisions") == [(names,)]
    found = [(row["division_name"], row["aliases"]) for row in made.content.tables["divisions"]]
    assert [entry for entry in found if entry[0] in names] == [(name, alias) for name, alias in register]


@pytest.mark.parametrize(
    ("title", "sheet", "year"),
    [("รายงานผล ประจำปี พ.ศ. ๒๕๖๗", "", 2567), ("แผนปี 2568", "", 2568), ("", "แผน 2569", 2569)],
)
def test_the_year_of_a_title_or_a_sheet(title: str, sheet: str, year: int) -> None:
    made = understand(shape("มาตรการ | ผู้รับผิดชอบ", "ก | กองคลัง", text=title, sheet=sheet))
    assert made.source_year == year
