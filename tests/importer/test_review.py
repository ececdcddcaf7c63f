"""The review workbook: what a document was taken for, corrected in a sheet and imported again."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from office_program import convert
from openpyxl.worksheet.worksheet import Worksheet
from source import document, measures, steps, table, understand

from toolkit.importer.document import SourceDocument
from toolkit.importer.import_document import ImportedPlan, import_document, make_plan, plan_path
from toolkit.importer.open_document import open_document
from toolkit.importer.proposal import Proposal
from toolkit.importer.propose import propose
from toolkit.importer.review import proposal_of
from toolkit.importer.review_book import review_of
from toolkit.model.finding import UserError
from toolkit.xlsx.new_workbook import MISSING_FILL

Answers = Mapping[tuple[str, str], str]
FRONT, FIRST = "ตรวจการนำเข้า", "ตาราง 1"
ROWS = """
มาตรการ | ขั้นตอน | ผู้รับผิดชอบ
๑. ก้าวหน้า | ๑. ทำ ๒. ส่ง | งานพัสดุ
๒. เปิดเผย | ลงเว็บ | ทุกงาน
"""
PLAN = document(table(ROWS))
CSV = "ลำดับ,เรื่องที่จะทำ,จำนวนเงิน,ใคร\n1,ประกาศนโยบาย,500,ธุรการ\n2,เปิดเผยงบประมาณ,-,การเงิน\n"


def answered(review: bytes, answers: Answers) -> bytes:
    """A review workbook with cells chosen anew, by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(review))
    for (sheet, cell), text in answers.items():
        book[sheet][cell] = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(source: SourceDocument) -> Worksheet:
    """The sheet of a document's first table."""
    sheet: Worksheet = openpyxl.load_workbook(io.BytesIO(review_of(propose(source))))[FIRST]
    return sheet


def made(source: SourceDocument, answers: Answers) -> ImportedPlan:
    return make_plan(proposal_of(answered(review_of(propose(source)), answers))[0])


def test_an_unanswered_review_gives_the_same_plan() -> None:
    again, before = made(PLAN, {}).content, understand(PLAN).content
    assert (dict(again.agency), dict(again.tables)) == (before.agency, before.tables)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_an_unanswered_review_of_a_real_document_gives_the_same_plan(seeds: Path, name: str) -> None:
    source = open_document(seeds / f"{name}.docx")
    proposal, findings = proposal_of(review_of(propose(source)))
    again = make_plan(proposal).content
    before = understand(source).content
    assert {key: list(rows) for key, rows in again.tables.items()} == before.tables
    assert (dict(again.agency), findings) == (before.agency, ())


def test_what_is_chosen_is_done() -> None:
    answers = {(FIRST, "B9"): "ต่อจากแถวบน", (FRONT, "C5"): "2570", (FRONT, "C6"): "วิทยาลัยสมมุติ"}
    plan = made(PLAN, answers)
    assert len(plan.content.tables["measures"]) == 1
    assert (plan.fiscal_year, plan.content.agency["agency_name"]) == (2570, "วิทยาลัยสมมุติ")


def test_a_unit_is_what_a_person_says() -> None:
    plan = made(PLAN, {(FRONT, "C11"): "กองคลัง"})
    assert steps(plan, "divisions")[0] == ("กองคลัง",)


def test_a_unit_beside_a_division_is_asked_about() -> None:
    source = document(table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nเปิดเผย | ลงเว็บ | กลุ่มงานพัสดุ, กองคลัง"))
    assert steps(made(source, {}), "divisions", "unit") == [("กองคลัง", "กลุ่มงานพัสดุ")]
    plan = made(source, {(FRONT, "C11"): "สร้างกองใหม่"})
    assert steps(plan, "divisions", "unit") == [("กลุ่มงานพัสดุ, กองคลัง", "")]


def test_a_refused_table_becomes_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "รายการ.csv"
    path.write_text(CSV, "utf-8")
    with pytest.raises(UserError) as caught:
        import_document(path, plan_path(path))
    assert caught.value.finding.code == "import-no-header"
    review = tmp_path / "รายการ-ตรวจการนำเข้า.xlsx"
    answers = {
        (FIRST, "B5"): "แผนมาตรการ",
        (FIRST, "D6"): "มาตรการ",
        (FIRST, "F6"): "ผู้รับผิดชอบ",
        (FRONT, "C5"): "2569",
    }
    review.write_bytes(answered(review.read_bytes(), answers))
    plan = import_document(review, plan_path(review))
    assert plan_path(review).name == "รายการ-plan.xlsx"
    assert measures(plan, "measure") == [("ประกาศนโยบาย",), ("เปิดเผยงบประมาณ",)]
    assert steps(plan, "divisions") == [("ธุรการ",), ("การเงิน",)]
    import_document(review, plan_path(review))  # the plan that nobody saved since is made anew


@pytest.mark.parametrize(("sheet", "cell"), [(FIRST, "B5"), (FIRST, "C6"), (FIRST, "B8"), (FRONT, "C5")])
def test_a_choice_that_is_none_is_told_by_cell(sheet: str, cell: str) -> None:
    with pytest.raises(UserError) as caught:
        made(PLAN, {(sheet, cell): "อะไรก็ได้"})
    finding = caught.value.finding
    assert (finding.code, finding.sheet, finding.cell) == ("import-review-choice", sheet, cell)


def changed(change: Callable[[openpyxl.Workbook], object]) -> tuple[Proposal, list[tuple[str, str]]]:
    """The proposal of a review workbook that somebody changed, and each finding's code and cell."""
    book = openpyxl.load_workbook(io.BytesIO(review_of(propose(PLAN))))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    proposal, findings = proposal_of(stream.getvalue())
    return proposal, [(finding.code.removeprefix("import-review-"), finding.cell) for finding in findings]


def test_all_cells_that_were_emptied_are_told_at_once() -> None:
    with pytest.raises(UserError) as caught:
        made(PLAN, {(FIRST, "B8"): "", (FIRST, "B9"): "", (FIRST, "C6"): "อื่น"})
    assert caught.value.finding.cell in ("B8, B9", "C6")


def test_what_is_typed_into_a_row_of_its_own_is_told_by_cell() -> None:
    def insert(book: openpyxl.Workbook) -> None:
        book[FIRST].insert_rows(9)
        book[FIRST]["B9"], book[FIRST]["C9"] = "มาตรการใหม่", "อบรม"

    proposal, told = changed(insert)
    assert told == [("typed", "C9")]
    assert make_plan(proposal).content.tables == understand(PLAN).content.tables


def test_a_unit_whose_text_was_changed_is_told_and_read_as_before() -> None:
    proposal, told = changed(lambda book: book[FRONT].cell(11, 2, "งานอื่น"))
    assert told == [("typed", "B11")]
    assert steps(make_plan(proposal), "divisions")[0] == ("งานพัสดุ",)


def test_a_unit_that_is_typed_and_in_no_list_is_asked_about() -> None:
    plan = made(PLAN, {(FRONT, "C11"): "กองคลงั"})
    assert steps(plan, "divisions")[0] == ("กองคลงั",)
    (finding,) = [finding for finding in plan.findings if finding.code == "import-division-new"]
    assert finding.found == "กองคลงั"


def test_a_workbook_without_its_first_sheet_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        changed(lambda book: book.remove(book[FRONT]))
    assert (caught.value.finding.code, caught.value.finding.sheet) == ("import-review-lost", FRONT)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_review_workbook_in_another_format_is_refused(soffice: str, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ก-ตรวจการนำเข้า.xlsx"
    path.write_bytes(review_of(propose(PLAN)))
    saved = convert(soffice, path, tmp_path / f"{path.stem}.{kind}")
    with pytest.raises(UserError) as caught:
        import_document(saved, plan_path(saved))
    assert (caught.value.finding.code, caught.value.finding.found) == ("import-file-other-format", f".{kind}")


def test_a_deleted_row_is_not_used_and_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(review_of(propose(PLAN))))
    book[FIRST].delete_rows(8)
    stream = io.BytesIO()
    book.save(stream)
    proposal, findings = proposal_of(stream.getvalue())
    assert [finding.code for finding in findings] == ["import-review-row-gone"]
    assert measures(make_plan(proposal), "measure") == [("เปิดเผย",)]


def test_a_deleted_sheet_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(review_of(propose(PLAN))))
    del book[FIRST]
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UserError) as caught:
        proposal_of(stream.getvalue())
    assert caught.value.finding.code == "import-review-lost"


def test_a_text_typed_over_is_told_by_cell_and_has_no_effect() -> None:
    review = answered(review_of(propose(PLAN)), {(FIRST, "D8"): "อย่างอื่น"})
    proposal, findings = proposal_of(review)
    assert [(finding.code, finding.sheet, finding.cell) for finding in findings] == [
        ("import-review-typed", FIRST, "D8")
    ]
    assert make_plan(proposal).content.tables == understand(PLAN).content.tables


def test_a_sheet_of_another_document_in_the_same_shape_is_refused() -> None:
    """As when somebody copies a sheet: it says which document it is of."""
    other = openpyxl.load_workbook(
        io.BytesIO(review_of(propose(document(table(ROWS.replace("ก้าวหน้า", "ถอยหลัง"))))))
    )
    with pytest.raises(UserError) as caught:
        made(PLAN, {(FIRST, "A5"): str(other[FIRST]["A5"].value)})
    assert (caught.value.finding.code, caught.value.finding.sheet) == ("import-review-lost", FIRST)


def test_rows_and_columns_that_are_guessed_are_yellow() -> None:
    rows = "แนวทาง | โครงการ | ผู้รับผิดชอบ\nพัฒนางาน | |\nลดเวลา | ทำ | กองคลัง"
    sheet = openpyxl.load_workbook(io.BytesIO(review_of(propose(document(table(rows))))))[FIRST]
    yellow = {
        cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == f"FF{MISSING_FILL[1:]}"
    }
    assert yellow == {"C6", "B8"}


def test_a_merged_text_stands_once_and_months_are_narrow() -> None:
    months = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
    rows = f"มาตรการ | ระยะเวลาดำเนินการ | {' | ' * 10}\n | {' | '.join(months)}\nลดเวลา | / |"
    sheet = sheet_of(document(table(rows, merge="0,0:1,0 0,1:0,12")))
    assert [cell.value for cell in sheet[7]].count("ระยะเวลาดำเนินการ") == 1
    months_of_chart = sheet.column_dimensions["D"]
    assert (months_of_chart.min, months_of_chart.max, round(months_of_chart.width)) == (4, 15, 7)


FORM = document(
    table(
        "งานที่จะทำ | คุมการเบิกน้ำมัน\nอย่างไร | 1. จดเลขไมล์/n2. ตรวจสอบ\nผู้รับผิดชอบ | งานยานพาหนะ\nเสียงประชาชน | ดี"
    ),
    text="แผน ปีงบประมาณ 2569",
)


def test_a_form_without_a_known_label_is_turned_by_what_its_cells_look_like() -> None:
    rows = (
        "จะทำอะไร | ลดเวลารอคอย\nทำอย่างไร | ๑. แยกช่อง/n๒. แจ้งคิว\nใครทำ | งานผู้ป่วยนอก\nเมื่อไร | ม.ค. – มี.ค. ๖๙"
    )
    form = document(table(rows), text="แผน ปีงบประมาณ 2569")
    assert not propose(form).tables[0].sure
    plan = made(form, {(FIRST, "B5"): "แผนมาตรการ"})
    assert measures(plan, "measure", "start", "end") == [("ลดเวลารอคอย", "ม.ค. 69", "มี.ค. 69")]
    assert steps(plan, "step", "divisions") == [("แยกช่อง", "งานผู้ป่วยนอก"), ("แจ้งคิว", "งานผู้ป่วยนอก")]


def test_a_form_is_turned_and_its_columns_are_chosen() -> None:
    """The labels that nobody knows are chosen; those that are known need no choice."""
    assert not propose(FORM).tables[0].sure
    plan = made(FORM, {(FIRST, "B5"): "แผนมาตรการ", (FIRST, "C6"): "มาตรการ", (FIRST, "D6"): "ขั้นตอน/วิธีการ"})
    assert measures(plan, "measure", "responsible") == [("คุมการเบิกน้ำมัน", "งานยานพาหนะ")]
    assert steps(plan, "step", "divisions") == [("จดเลขไมล์", "งานยานพาหนะ"), ("ตรวจสอบ", "งานยานพาหนะ")]
    assert plan.content.notes[("measures", 0, "measure")].endswith("เสียงประชาชน: ดี")
