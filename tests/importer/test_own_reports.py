"""The reports that are made of a plan, and the workbooks of roll-ups, are read as the plan they came from."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from office_program import convert
from source import codes, document, lost_words, measures, step_counts, steps, table, understand

from toolkit.importer.divisions import ALL
from toolkit.importer.import_document import ImportedPlan
from toolkit.importer.open_document import read_document
from toolkit.importer.propose import propose
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.report.kinds import ReportKind
from toolkit.report.write import write_report
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash
from toolkit.thai.words import is_all_divisions

AS_OF = dt.datetime(2024, 10, 3, 9, 0, tzinfo=BANGKOK)
SIGNED = {"ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้เห็นชอบ", "ผู้อนุมัติ"}


@pytest.fixture(scope="module")
def office(demo_office: OfficeFolder, tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    folder = tmp_path_factory.mktemp("own") / "office"
    shutil.copytree(demo_office.root, folder)
    return OfficeFolder(folder)


@pytest.fixture(scope="module")
def plan(office: OfficeFolder) -> Plan:
    found = check_plan_file(office).plan
    assert found is not None
    return found


def of_plan(plan: Plan, *, spelt_out: bool = False) -> dict[str, list[tuple[str, set[str]]]]:
    """The steps of each measure with who does them; all divisions are named where `spelt_out`."""
    names = {division.division_code: division.division_name for division in plan.divisions}
    return {
        squash(measure.measure): [
            (
                squash(entry.step),
                {ALL}
                if is_all_divisions(entry.divisions) and not spelt_out
                else {names[code] for code in entry.division_codes},
            )
            for entry in measure.steps
        ]
        for measure in plan.measures
    }


def of_import(made: ImportedPlan) -> dict[str, list[tuple[str, set[str]]]]:
    tables = made.content.tables
    return {
        squash(row["measure"]): [
            (squash(step["step"]), set(step["divisions"].split(", ")))
            for step in tables["steps"]
            if step["measure_no"] == row["measure_no"]
        ]
        for row in tables["measures"]
    }


def periods(plan: Plan) -> dict[str, tuple[str, str]]:
    return {
        squash(entry.measure): (format_month(entry.start), format_month(entry.end)) for entry in plan.measures
    }


def same_plan(made: ImportedPlan, plan: Plan, *, spelt_out: bool = False) -> None:
    assert of_import(made) == of_plan(plan, spelt_out=spelt_out)
    assert {squash(text): (start, end) for text, start, end in measures(made, "measure", "start", "end")} == (
        periods(plan)
    )
    assert {row["division_name"] for row in made.content.tables["divisions"]} == {
        division.division_name for division in plan.divisions
    }


@pytest.mark.parametrize("kind", ["plan", "six-month", "annual"])
def test_a_report_is_the_plan_it_came_from(office: OfficeFolder, plan: Plan, kind: ReportKind) -> None:
    source = read_document(write_report(office, plan, kind, None, AS_OF).path)
    made = understand(source)
    same_plan(made, plan)
    assert {row["role"] for row in made.content.tables["signatories"]} == SIGNED
    assert lost_words(source, made) == []


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_report_saved_again(
    office: OfficeFolder, plan: Plan, soffice: str, tmp_path: Path, kind: str
) -> None:
    path = write_report(office, plan, "six-month", None, AS_OF).path
    same_plan(understand(read_document(convert(soffice, path, tmp_path / f"{path.stem}.{kind}"))), plan)


def test_a_short_report_has_its_steps_below_the_measure(office: OfficeFolder, plan: Plan) -> None:
    """One cell holds a measure, the questions it is for in brackets, and its steps; pages part them."""
    made = understand(read_document(write_report(office, plan, "annual", None, AS_OF, "annual-brief").path))
    found, whole = of_import(made), of_plan(plan)
    assert all(said.startswith(own) for said, own in zip(found, whole, strict=True))
    assert list(found.values()) == list(whole.values())


def test_what_names_measures_by_number_alone_makes_none(office: OfficeFolder, plan: Plan) -> None:
    """Sheets of late steps and of a roll-up's steps name measures by their numbers; what they say is told."""
    for path in (
        write_report(office, plan, "monthly", None, AS_OF).path,
        office.root / "reports" / "rollup-2567-03.xlsx",
    ):
        source = read_document(path)
        made = understand(source)
        assert set(of_import(made)) == set(of_plan(plan))
        assert "import-text-left" in codes(made)
        assert lost_words(source, made) == []


HEADS = "มาตรการ | ขั้นตอน | การกำกับติดตาม | ระยะเวลา | ผู้รับผิดชอบ"
FIRST = "๑. เปิดเผยข้อมูลให้ประชาชนทราบ | ๑. จัดหมวดหมู่ | ๑. ตรวจทุกเดือน | ต.ค. 67 | กองคลัง"


@pytest.mark.parametrize(
    "again",
    [
        "๑. เปิดเผยข้อมูล… (ต่อ)",
        "๑. เปิดเผยข้อมูล... (ต่อ)",
        "๑. (ต่อ) เปิดเผยข้อมูลให้ประชาชนทราบ",
        "มาตรการที่ ๑ (ต่อ)",
        "เปิดเผยข้อมูลให้ประชาชน (ต่อ)",
        "(ต่อ) เปิดเผยข้อมูลให้ประชาชน",
        "๑. เปิดเผยข้อมูลให้ประชาซนทราบ ( ต่อ )",
    ],
)
def test_a_label_with_continued_at_any_place(again: str) -> None:
    made = understand(document(table(f"{HEADS}\n{FIRST}\n{again} | ตามรายการ/n๒. เผยแพร่ | และรายงาน | |")))
    assert measures(made, "measure", "monitoring") == [("เปิดเผยข้อมูลให้ประชาชนทราบ", "๑. ตรวจทุกเดือนและรายงาน")]
    assert steps(made, "step") == [("จัดหมวดหมู่ตามรายการ",), ("เผยแพร่",)]
    assert "import-text-joined" in codes(made)


@pytest.mark.parametrize("again", ["๒. เปิดเผยข้อมูล… (ต่อ)", "๒. ให้บริการ (ต่อ)", "ให้บริการต่อเนื่อง"])
def test_another_number_or_text_is_another_measure(again: str) -> None:
    made = understand(document(table(f"{HEADS}\n{FIRST}\n{again} | ๑. ทำ | | |")))
    assert step_counts(made) == [1, 1]


def test_a_measure_parted_at_the_page_is_whole_again() -> None:
    made = understand(document(table(f"{HEADS}\n{FIRST}\n๑. (ต่อ)/nอย่างต่อเนื่อง | ๒. เผยแพร่ | | |")))
    assert measures(made, "measure") == [("เปิดเผยข้อมูลให้ประชาชนทราบอย่างต่อเนื่อง",)]


def test_responsible_divisions_that_go_on_are_those_of_all_steps() -> None:
    made = understand(document(table(f"{HEADS}\n{FIRST}\n๑. (ต่อ) | ๒. เผยแพร่ | | | กองช่าง")))
    assert steps(made, "divisions") == [("กองคลัง, กองช่าง",)] * 2


@pytest.mark.parametrize(
    ("rows", "merge"),
    [
        (
            "(ลงชื่อ) ........ | | | (ลงชื่อ) ........ |\n(นางต้นแบบ ใจดี) | | | (นายตัวอย่าง ใจงาม) |\n"
            "ตำแหน่ง นิติกร | | | ปลัดเทศบาล |",
            "",
        ),
        (
            "(ลงชื่อ) ........ | | | (ลงชื่อ) ........ |\n(นางต้นแบบ ใจดี) | | | (นายตัวอย่าง ใจงาม) |\n"
            "ตำแหน่ง นิติกร | | | ปลัดเทศบาล |",
            "2,0:2,2 2,3:2,4 3,0:3,2 3,3:3,4 4,0:4,2 4,3:4,4",
        ),
        (
            "หมายเหตุ ตัวเลขเดือนแรก | | | |\nข้อมูลเดือนที่สอง แก้ไขแล้ว | | | |\n"
            "(นางต้นแบบ ใจดี) | | | (นายตัวอย่าง ใจงาม) |\nนิติกร | | | ปลัดเทศบาล |",
            "",
        ),
        (
            "– = ไม่มี | – = ไม่มี | – = ไม่มี | – = ไม่มี | – = ไม่มี\n"
            "ลงชื่อ ..... | | | |\n(นางต้นแบบ ใจดี) | | | (นายตัวอย่าง ใจงาม) |\nนิติกร | | | ปลัดเทศบาล |",
            "2,0:2,4",
        ),
    ],
)
def test_what_stands_below_a_table_is_no_measure(rows: str, merge: str) -> None:
    source = document(table(f"{HEADS}\n{FIRST}\n{rows}", merge=merge))
    made = understand(source)
    assert measures(made, "measure", "section") == [("เปิดเผยข้อมูลให้ประชาชนทราบ", "")]
    signed = {(row["name"], row["title"]) for row in made.content.tables["signatories"]}
    assert signed == {("นางต้นแบบ ใจดี", "นิติกร"), ("นายตัวอย่าง ใจงาม", "ปลัดเทศบาล")}
    assert lost_words(source, made) == []


def test_rows_of_data_go_on_after_a_signature_on_each_page() -> None:
    rows = "ลงชื่อ ..... ผู้รายงาน | | | |\n(นางต้นแบบ ใจดี) | | | |\n๒. ให้บริการ | ๑. ทำ | | พ.ย. 67 | กองช่าง"
    made = understand(document(table(f"{HEADS}\n{FIRST}\n{rows}")))
    assert [text for (text,) in measures(made, "measure")] == ["เปิดเผยข้อมูลให้ประชาชนทราบ", "ให้บริการ"]


@pytest.mark.parametrize(
    ("step", "text", "divisions"),
    [
        ("จัดทำ (กองคลัง)", "จัดทำ", "กองคลัง"),
        ("จัดทำ (กองคลัง, กองช่าง)", "จัดทำ", "กองคลัง, กองช่าง"),
        ("จัดทำ (ทุกกอง)", "จัดทำ", "ทุกกอง"),
        ("จัดทำ (กองการศึกษา)", "จัดทำ (กองการศึกษา)", "กองคลัง, กองช่าง"),  # not among who is responsible
        ("จัดทำ (ฉบับย่อ)", "จัดทำ (ฉบับย่อ)", "กองคลัง, กองช่าง"),
        ("จัดทำ (กองคลัง และภาคเอกชน ๓ แห่ง)", "จัดทำ (กองคลัง และภาคเอกชน ๓ แห่ง)", "กองคลัง, กองช่าง"),
    ],
)
def test_divisions_in_brackets_behind_a_step(step: str, text: str, divisions: str) -> None:
    made = understand(document(table(f"{HEADS}\n๑. ให้บริการ | ๑. {step} ๒. ส่ง | | ต.ค. 67 | กองคลัง, กองช่าง")))
    assert steps(made, "step", "divisions") == [(text, divisions), ("ส่ง", "กองคลัง, กองช่าง")]


def test_a_text_alone_in_a_row_is_asked_about() -> None:
    """It may be a measure, or the step of a list that goes on overleaf."""
    rows = "๑. คู่มือ/n๑. ร่าง | กองคลัง\n๒. เปิดเผย/n๑. วางแผน/n๒. จัดหมวด | กองช่าง\n๓. เผยแพร่ |\n๔. ทบทวน |"
    source = document(table(f"มาตรการหรือกิจกรรม | ผู้รับผิดชอบ\n{rows}"))
    assert step_counts(understand(source)) == [1, 2, 1, 1]
    assert propose(source).tables[0].unsure_rows == {3, 4}
