"""What the six-month report says, and the workbook that it fills."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pdf_text import pdf_text, squeezed
from reported_office import write
from sample_office import (
    ALL,
    DECEMBER,
    MARCH,
    OCTOBER,
    SEPTEMBER,
    sample_entries,
    sample_figures,
    sample_outcomes,
    sample_plan,
)
from small_office import SmallOffice

from toolkit.books.bundled import bundled
from toolkit.model.entry import Entry, Outcome
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, ReportText, Step
from toolkit.model.progress import Entries
from toolkit.report.content import ReportContent, report_content
from toolkit.report.measure_text import MeasureText
from toolkit.report.submitted import Submitted
from toolkit.templates.cell_text import TemplateError
from toolkit.thai.text import to_arabic
from toolkit.typeset.page_plan import CONTINUED

PLAN = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"))
TEMPLATE = bundled("reports/six-month.xlsx")
Outcomes = Mapping[tuple[str, str], Mapping[Month, Outcome]]


def _measure(*steps: Step, **changes: Any) -> Plan:
    """A plan of one measure."""
    measure = Measure("1", "มาตรการ", OCTOBER, SEPTEMBER, steps=steps)
    return replace(PLAN, measures=(replace(measure, **changes),), texts=changes.pop("texts", ()))


def _step(no: str = "1", text: str = "ทำงาน", codes: tuple[str, ...] = ("01",), **changes: Any) -> Step:
    return Step("1", no, text, division_codes=codes, **changes)


def content(
    plan: Plan,
    entries: Entries | None = None,
    outcomes: Outcomes | None = None,
) -> ReportContent:
    """What the six-month report of a plan says; without entries nobody reported anything."""
    figures = sample_figures(plan, entries=entries or {})
    return report_content(plan, figures, Submitted(entries or {}, outcomes or {}), "six-month")


def report(
    plan: Plan,
    entries: Entries | None = None,
    outcomes: Outcomes | None = None,
    template: bytes = TEMPLATE,
) -> bytes:
    return content(plan, entries, outcomes).fill(template).workbook


def _text(plan: Plan, entries: Entries | None = None, outcomes: Outcomes | None = None) -> MeasureText:
    return content(plan, entries, outcomes).measures[0]


def _said(**changes: str) -> Outcome:
    return replace(Outcome("1"), **changes)


# Columns before the result -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "printed"),
    [
        ((_step("1", "ก"), _step("2", "ข")), "1. ก\n2. ข"),
        ((_step("1", "1. ก"), _step("2", "2) ข"), _step("3", "(๓) ค")), "1. ก\n2) ข\n(3) ค"),
        ((_step("a", "ก", label="1.1"), _step("2", "12. ข")), "1.1 ก\n2. 12. ข"),
        ((_step("1", "ก"), _step("2", "ข", ("02",))), "1. ก (สำนักปลัด)\n2. ข (กองคลัง)"),
        ((_step("1", "ก", ALL), _step("2", "ข", ("02", "03"))), "1. ก (ทุกกอง)\n2. ข (กองคลัง, กองช่าง)"),
        ((_step("1", "ก", ("01", "02")), _step("2", "ข", ("02", "01"))), "1. ก\n2. ข"),
        ((_step("1", "ก"), _step("2", "ข", first=MARCH + 1)), "1. ก"),
        ((), "–"),
    ],
)
def test_steps_are_numbered_once_and_name_divisions_that_differ(
    steps: tuple[Step, ...], printed: str
) -> None:
    assert _text(_measure(*steps)).steps == printed


@pytest.mark.parametrize(
    ("codes", "responsible", "printed"),
    [
        (("01",), "งานนิติการ\nสำนักปลัด", "งานนิติการ\nสำนักปลัด"),
        (("02", "01"), "", "สำนักปลัด\nกองคลัง"),
        (ALL, "", "ทุกกอง"),
        ((*ALL, "06"), "", None),
    ],
)
def test_responsible(codes: tuple[str, ...], responsible: str, printed: str | None) -> None:
    everyone = "\n".join(division.division_name for division in PLAN.divisions)
    assert _text(_measure(_step(codes=codes), responsible=responsible)).responsible == (printed or everyone)


def test_a_division_that_ended_is_answered_for_by_its_successor() -> None:
    divisions = tuple(
        replace(division, until=DECEMBER, successor="02") if division.division_code == "03" else division
        for division in PLAN.divisions
    )
    plan = replace(_measure(_step(codes=("03",))), divisions=divisions)
    outcomes = {
        ("03", "1"): {DECEMBER: _said(result="ผลของกองช่าง")},
        ("02", "1"): {MARCH: _said(result="ผลที่กองคลังรับมา")},
    }
    assert _text(plan).responsible == "กองคลัง"
    assert _text(plan, None, outcomes).result == "ผลที่กองคลังรับมา"
    del outcomes["02", "1"]
    assert _text(plan, None, outcomes).result == "ผลของกองช่าง"


@pytest.mark.parametrize(
    ("period", "printed"), [("", "1 ต.ค. 66 – 30 ก.ย. 67"), ("ตลอดปีงบประมาณ", "ตลอดปีงบประมาณ")]
)
def test_period(period: str, printed: str) -> None:
    assert _text(_measure(_step(), period=period)).period == printed


# The result ----------------------------------------------------------------------------------

ACTIONS = {
    ("01", "1.1"): {
        OCTOBER: Entry("1.1", "in_progress", Fraction(10), "เริ่มงาน"),
        DECEMBER: Entry("1.1", "in_progress", Fraction(40), "ทำต่อ"),
        MARCH: Entry("1.1", "in_progress", Fraction(50), "เริ่มงาน"),
        MARCH + 1: Entry("1.1", "done", None, "หลังช่วงรายงาน"),
    }
}


def test_the_heads_own_words_win() -> None:
    plan = replace(_measure(_step()), texts=(ReportText("six-month", "1", "result", "ผลตามที่หัวหน้าเขียน"),))
    outcomes = {("01", "1"): {MARCH: _said(result="ผลของกอง")}}
    assert _text(plan, ACTIONS, outcomes).result == "ผลตามที่หัวหน้าเขียน"
    other = replace(
        plan, texts=(ReportText("annual", "1", "result", "รายปี"), ReportText("six-month", "2", "result", "x"))
    )
    assert _text(other, ACTIONS, outcomes).result == "ผลของกอง"


@pytest.mark.parametrize(
    ("outcomes", "printed"),
    [
        ({"01": {OCTOBER: "เก่า", MARCH: "ใหม่"}}, "ใหม่"),
        # What was done after the newest summary is told as well.
        ({"01": {DECEMBER: "เดิม", MARCH: ""}}, "เดิม\n- เริ่มงาน อยู่ระหว่างดำเนินการ (ร้อยละ 10)"),
        (
            {"01": {DECEMBER: "เดิม", MARCH + 1: "หลังช่วง"}},
            "เดิม\n- เริ่มงาน อยู่ระหว่างดำเนินการ (ร้อยละ 10)",
        ),
        ({"01": {MARCH: "เหมือนกัน"}, "02": {MARCH: "เหมือน กัน "}}, "เหมือนกัน"),
        ({"01": {MARCH: "ก"}, "02": {MARCH: "ข"}}, "สำนักปลัด: ก\nกองคลัง: ข"),
        (
            {"01": {MARCH: "สำนักปลัดจัดอบรม"}, "02": {MARCH: "ข"}},
            "สำนักปลัดจัดอบรม\nกองคลัง: ข",
        ),
        ({"03": {MARCH: "ก"}, "01": {MARCH: "ก"}, "02": {MARCH: "ข"}}, "สำนักปลัด กองช่าง: ก\nกองคลัง: ข"),
    ],
)
def test_the_divisions_latest_summaries(outcomes: Mapping[str, Mapping[Month, str]], printed: str) -> None:
    found = {
        (code, "1"): {m: _said(result=text) for m, text in said.items()} for code, said in outcomes.items()
    }
    assert _text(_measure(_step(codes=ALL)), ACTIONS, found).result == printed


def test_else_one_bullet_a_step_with_distinct_actions_of_the_period_and_how_far_it_is() -> None:
    assert _text(_measure(_step()), ACTIONS).result == "- เริ่มงาน ทำต่อ อยู่ระหว่างดำเนินการ (ร้อยละ 50)"


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        (Entry("1.1", "done", None, "ทำเสร็จ"), "- ทำเสร็จ"),
        (Entry("1.1", "done"), "- ขั้นตอนที่ 1 ดำเนินการแล้วเสร็จ"),
        (Entry("1.1", "in_progress", Fraction(100, 3)), "- ขั้นตอนที่ 1 อยู่ระหว่างดำเนินการ (ร้อยละ 33.33)"),
        (Entry("1.1", "not_started"), "- ขั้นตอนที่ 1 ยังไม่ดำเนินการ"),
        (Entry("1.1", "cannot", reason="ไม่มีงบ"), "- ขั้นตอนที่ 1 ไม่สามารถดำเนินการได้ เนื่องจากไม่มีงบ"),
        (Entry("1.1", "na", reason="เนื่องจากไม่มีงาน"), "- ขั้นตอนที่ 1 ไม่เกี่ยวข้อง เนื่องจากไม่มีงาน"),
    ],
)
def test_what_is_said_of_a_step_by_its_status(entry: Entry, printed: str) -> None:
    assert _text(_measure(_step()), {("01", "1.1"): {MARCH: entry}}).result == printed


def test_ties_are_rounded_half_up() -> None:
    percents = (20, 60, 95, 10)
    entries = {
        (code, "1.1"): {MARCH: Entry("1.1", "in_progress", Fraction(value))}
        for code, value in zip(("01", "02", "03", "04"), percents, strict=True)
    }
    assert "(ร้อยละ 46.25)" in _text(_measure(_step(codes=("01", "02", "03", "04"))), entries).result
    eighth = {("01", "1.1"): {MARCH: Entry("1.1", "in_progress", Fraction("12.125"))}}
    assert "(ร้อยละ 12.13)" in _text(_measure(_step()), eighth).result


def test_nothing_known_is_a_dash_and_a_gap() -> None:
    plan = _measure(_step())
    said = content(plan)
    assert (said.measures[0].result, said.measures[0].suggestion, said.gaps) == ("–", "–", ("1",))


def test_a_measure_that_starts_after_the_period_is_no_gap() -> None:
    plan = _measure(_step(), start=Month(2567, 4))
    said = content(plan)
    assert (said.measures[0].result, said.gaps) == ("ยังไม่ถึงระยะเวลาดำเนินการ", ())


def test_suggestions_of_the_head_else_of_the_divisions() -> None:
    outcomes = {("01", "1"): {MARCH: _said(suggestion="ก")}, ("02", "1"): {DECEMBER: _said(suggestion="ข")}}
    plan = _measure(_step(codes=("01", "02")))
    assert _text(plan, None, outcomes).suggestion == "สำนักปลัด: ก\nกองคลัง: ข"
    own = replace(plan, texts=(ReportText("six-month", "1", "suggestion", "ของหัวหน้า"),))
    assert _text(own, None, outcomes).suggestion == "ของหัวหน้า"


# Digits --------------------------------------------------------------------------------------


def test_thai_digits_everywhere_but_in_addresses_and_codes() -> None:
    plan = sample_plan()
    said = content(plan, sample_entries(), sample_outcomes())
    assert (said.report.fiscal_year, said.report.months) == ("๒๕๖๗", "๖")
    assert (said.report.first_day, said.report.last_day) == ("๑ ตุลาคม ๒๕๖๖", "๓๑ มีนาคม ๒๕๖๗")
    steps = said.measures[1].steps
    assert steps.startswith("๑. เพิ่มคำร้องออนไลน์อย่างน้อย ๓ เรื่อง")
    assert "/eservice2567" in steps and "E13 และ o14" in steps
    assert "คู่มือ2567.pdf" in said.measures[1].result
    assert said.meta["fiscal_year"] == "2567"


# The workbook --------------------------------------------------------------------------------


def _sheet(workbook: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook))["รายงาน"]


def _strings(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        yield from (str(cell.value) for cell in row if cell.value is not None)


def _all_texts() -> Iterator[str]:
    """Every text of the sample that belongs into the report."""
    for measure in PLAN.measures:
        yield measure.measure
        yield from (step.step for step in measure.steps)
    summed = {
        measure for (_, measure), said in sample_outcomes().items() if any(o.result for o in said.values())
    }
    for (_, key), history in sample_entries().items():
        if key.split(".")[0] not in summed:
            yield from (entry.action for entry in history.values())
    for said in sample_outcomes().values():
        for outcome in said.values():
            yield from (outcome.result, outcome.suggestion)
    yield from (text.text for text in PLAN.texts)
    for signatory in PLAN.signatories:
        yield from (signatory.role, signatory.name, signatory.title)


@pytest.fixture(scope="module")
def filled() -> bytes:
    return report(sample_plan(), sample_entries(), sample_outcomes())


def test_every_source_text_is_in_the_workbook(filled: bytes) -> None:
    # By columns, so that a text that goes on overleaf is whole.
    cells = (str(cell.value or "") for column in _sheet(filled).iter_cols() for cell in column)
    printed = squeezed(to_arabic("\n".join(text.rpartition(f"{CONTINUED}\n")[2] for text in cells)))
    for text in _all_texts():
        assert squeezed(text) in printed


def test_one_row_a_measure_titles_signatures_and_meta(filled: bytes) -> None:
    sheet = _sheet(filled)
    assert sheet["A2"].value == "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ รอบ ๖ เดือน (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)"
    assert sheet["A3"].value == "องค์การบริหารส่วนตำบลหนองไผ่ทอง อำเภอทุ่งสมมติ จังหวัดตัวอย่าง"
    said = {row: str(sheet.cell(row, 1).value or "") for row in range(6, sheet.max_row + 1)}
    titles = [text[:2] for text in said.values() if text and text[0] in "๑๒๓๔๕๖๗" and "(ต่อ)" not in text]
    assert titles == ["๑.", "๒.", "๓.", "๔.", "๕.", "๖.", "๗."]
    assert not [text for text in said.values() if text.startswith(("หมายเหตุ", "ข้อมูลเดือน"))]
    notes = [str(row[0].value) for row in sheet.parent["หมายเหตุ"].iter_rows() if row[0].value]
    assert notes[0] == "หมายเหตุการปรับปรุงข้อมูล" and notes[-1].startswith("ข้อมูลเดือน")
    below = next(row for row in said if str(sheet.cell(row, 4).value).startswith("ลงชื่อ")) - 1
    signed = sheet.cell(below + 1, 4).value, sheet.cell(below + 5, 4).value
    assert signed[0].endswith("ผู้ตรวจสอบ") and signed[1].endswith("ผู้รับรองรายงาน")
    assert f"A{below + 1}:C{below + 1}" in {str(area) for area in sheet.merged_cells.ranges}
    meta = {row[0].value: row[2].value for row in sheet.parent["_meta"].iter_rows()}
    assert (meta["kind"], meta["agency_code"], meta["plan_digest"]) == ("report", "99999901", "d" * 64)
    assert sheet.print_title_rows == "$5:$5"


def test_equal_inputs_give_equal_bytes(filled: bytes) -> None:
    assert report(sample_plan(), sample_entries(), sample_outcomes()) == filled


def test_a_step_of_1200_characters_and_hostile_text_stay_whole() -> None:
    long = ("ประชาสัมพันธ์ข้อมูลข่าวสารของหน่วยงานผ่านทุกช่องทางเพื่อให้ประชาชนเข้าถึงได้ง่าย" * 20)[:1200]
    hostile = '=HYPERLINK("x") {{ 7*7 }} {% raw %} a & b < c'
    plan = _measure(_step("1", long), _step("2", "สั้น"), measure=hostile)
    outcomes = {("01", "1"): {MARCH: _said(result=hostile, suggestion="=1+1")}}
    sheet = _sheet(report(plan, None, outcomes))
    printed = squeezed("".join(str(cell.value or "") for column in sheet.iter_cols() for cell in column))
    assert len(long) == 1200 and squeezed(long) in printed
    assert 2 <= printed.count(squeezed(hostile)) <= 2 + printed.count("(ต่อ)")
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(1, sheet.max_row + 1))
    assert [sheet["F6"].value, sheet["F6"].data_type] == ["=1+1", "s"]


def test_an_empty_plan_still_prints_heading_and_signature() -> None:
    plan = replace(PLAN, measures=(), signatories=())
    assert content(plan).gaps == ()
    assert "ข้อเสนอแนะ" in list(_strings(_sheet(report(plan))))


def test_an_unknown_placeholder_names_its_cell() -> None:
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    book["รายงาน"]["E6"].value = "{{ measure.outcome_of_all }}"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(TemplateError) as caught:
        report(PLAN, template=buffer.getvalue())
    assert caught.value.finding == Finding("template-name-unknown", "รายงาน", "E6", "outcome_of_all")


def test_printed_pages_hold_every_text(soffice: str, tmp_path: Path, filled: bytes) -> None:
    (tmp_path / "six-month.xlsx").write_bytes(filled)
    printed = to_arabic(pdf_text(soffice, tmp_path / "six-month.xlsx"))
    for measure in PLAN.measures:
        assert squeezed(measure.measure) in printed
        for step in measure.steps:
            assert squeezed(step.step) in printed


def test_measures_without_any_result_are_told_once(small_office: SmallOffice) -> None:
    findings = write(small_office, "six-month").findings
    assert [finding.code for finding in findings].count("garuda-blank") == 1
    missing = [finding.found for finding in findings if finding.code == "report-result-missing"]
    assert missing == [", ".join(measure.measure_no for measure in small_office.plan.measures)]
