"""What a report says of the work holds against what divisions reported, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from sample_office import DECEMBER, MARCH, OCTOBER, SEPTEMBER, sample_figures, sample_plan

from toolkit.books.bundled import bundled
from toolkit.model.entry import Entry, Outcome, Status
from toolkit.model.plan import Division, Measure, Plan, Score, Step
from toolkit.report.content import ReportContent, report_content, whole_text
from toolkit.report.memo import memo_text
from toolkit.report.progress_text import division_texts, overdue_steps
from toolkit.report.submitted import Submitted
from toolkit.xlsx.strict_reader import read_book

BASE = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"), texts=())


def plan_of(*steps: Step, **changes: Any) -> Plan:
    return replace(BASE, measures=(Measure("1", "มาตรการ", OCTOBER, SEPTEMBER, steps=steps),), **changes)


def step(no: str = "1", codes: tuple[str, ...] = ("01", "02"), **changes: Any) -> Step:
    return Step("1", no, f"ทำงาน {no}", division_codes=codes, **changes)


def told(
    plan: Plan, said: Mapping[str, tuple[Status, int | None, str, str]], kind: Any = "annual"
) -> ReportContent:
    """The report where divisions said status, percent, action and reason of step 1 in March."""
    entries = {
        (code, "1.1"): {
            MARCH: Entry("1.1", status, None if percent is None else Fraction(percent), action, reason=reason)
        }
        for code, (status, percent, action, reason) in said.items()
    }
    return report_content(plan, sample_figures(plan, entries=entries), Submitted(entries, {}), kind)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        # Whom the step concerns has not reported: nothing is said in their name.
        ({"01": ("na", None, "", "ไม่มีงานนี้")}, "–"),
        ({"01": ("cannot", None, "", "งบถูกตัด")}, "- ขั้นตอนที่ 1 สำนักปลัดไม่สามารถดำเนินการได้ เนื่องจากงบถูกตัด"),
        (
            {"01": ("cannot", None, "", "งบถูกตัด"), "02": ("na", None, "", "ไม่มี")},
            "- ขั้นตอนที่ 1 ไม่สามารถดำเนินการได้ เนื่องจากงบถูกตัด",
        ),
        (
            {"01": ("cannot", None, "", "งบถูกตัด"), "02": ("in_progress", 50, "ร่างแล้ว", "")},
            "- ร่างแล้ว อยู่ระหว่างดำเนินการ (ร้อยละ 25) สำนักปลัดไม่สามารถดำเนินการได้ เนื่องจากงบถูกตัด",
        ),
        # What says itself that it is under way is not told so twice.
        ({"01": ("in_progress", 50, "อยู่ระหว่างจัดทำคู่มือ", "")}, "- อยู่ระหว่างจัดทำคู่มือ (คืบหน้าร้อยละ 25)"),
    ],
)
def test_a_step_of_several_divisions(said: Any, printed: str) -> None:
    assert told(plan_of(step()), said).measures[0].result == printed


@pytest.mark.parametrize("kind", ["plan", "annual"])
def test_steps_that_start_later_or_were_dropped_say_so(kind: Any) -> None:
    january = DECEMBER + 1
    added = step("2", first=january, added=True)
    plan = plan_of(step("1", until=DECEMBER), added, step("3", until=SEPTEMBER), step("4", first=january))
    figures = replace(sample_figures(plan, entries={}), month=SEPTEMBER)
    (measure,) = report_content(plan, figures, Submitted(), kind).measures
    assert measure.steps.splitlines() == [
        "1. ทำงาน 1 (ยกเลิกตั้งแต่ ม.ค. 67)",
        "2. ทำงาน 2 (เพิ่มตั้งแต่ ม.ค. 67)",
        "3. ทำงาน 3",
        "4. ทำงาน 4 (ตั้งแต่ ม.ค. 67)",
    ]


def test_a_plan_printed_in_october_has_the_steps_added_later() -> None:
    plan = plan_of(step("1"), step("2", first=MARCH))
    figures = replace(sample_figures(plan, entries={}), month=OCTOBER)
    (measure,) = report_content(plan, figures, Submitted(), "plan").measures
    assert "2. ทำงาน 2" in measure.steps


def test_a_problem_that_several_measures_share_stands_once() -> None:
    (one,) = plan_of(step()).measures
    plan = replace(BASE, measures=tuple(replace(one, measure_no=no) for no in "123"))
    said = {"1": "คนไม่พอ", "2": "ไม่มีงบ", "3": "คนไม่พอ"}
    outcomes = {("01", no): {MARCH: Outcome(no, problem=problem)} for no, problem in said.items()}
    content = report_content(plan, sample_figures(plan, entries={}), Submitted({}, outcomes), "annual")
    assert whole_text(content.measures).problem == "มาตรการ 1, 3: คนไม่พอ\nมาตรการ 2: ไม่มีงบ"


def test_a_problem_of_one_measure_below_a_shared_one_does_not_double_that() -> None:
    (one,) = plan_of(step()).measures
    plan = replace(BASE, measures=tuple(replace(one, measure_no=no) for no in "123"))
    said = {"1": "คนไม่พอ", "2": "คนไม่พอ\n\nไม่มีงบ\nฝนตก", "3": "คนไม่พอ"}
    outcomes = {("01", no): {MARCH: Outcome(no, problem=problem)} for no, problem in said.items()}
    content = report_content(plan, sample_figures(plan, entries={}), Submitted({}, outcomes), "annual")
    assert (
        whole_text(content.measures).problem == "มาตรการ 1, 2, 3: คนไม่พอ\nมาตรการ 2: ไม่มีงบ\nมาตรการ 2: ฝนตก"
    )


@pytest.mark.parametrize(("of", "printed"), [("123", "คนไม่พอ"), ("2", "มาตรการ 2: คนไม่พอ")])
def test_a_problem_names_its_measures_unless_all_have_it(of: str, printed: str) -> None:
    (one,) = plan_of(step()).measures
    plan = replace(BASE, measures=tuple(replace(one, measure_no=no) for no in "123"))
    outcomes = {("01", no): {MARCH: Outcome(no, problem="คนไม่พอ")} for no in of}
    content = report_content(plan, sample_figures(plan, entries={}), Submitted({}, outcomes), "annual")
    assert whole_text(content.measures).problem == printed


def test_a_division_that_has_ended_is_no_longer_listed() -> None:
    divisions = tuple(
        replace(division, until=DECEMBER, successor="01") if division.division_code == "02" else division
        for division in BASE.divisions
    )
    plan = plan_of(step(), divisions=divisions)
    names = [text.name for text in division_texts(plan, sample_figures(plan, entries={}))]
    assert "กองคลัง" not in names
    assert "สำนักปลัด" in names


@pytest.mark.parametrize(
    ("changes", "entry", "overdue"),
    [
        ({"due": DECEMBER}, Entry("1.1", "in_progress", Fraction(50)), "กำหนดเสร็จ ธ.ค. 66 เกินกำหนด 3 เดือน"),
        # A report of March is signed in April: it does not call March this month.
        ({"due": MARCH}, Entry("1.1", "in_progress", Fraction(50)), "กำหนดเสร็จ มี.ค. 67 ครบกำหนดแล้ว"),
        (
            {"due": DECEMBER},
            Entry("1.1", "cannot", None, reason="งบถูกตัด"),
            "กำหนดเสร็จ ธ.ค. 66 เกินกำหนด 3 เดือน ไม่สามารถดำเนินการได้",
        ),
    ],
)
def test_an_overdue_step(changes: Any, entry: Entry, overdue: str) -> None:
    plan = plan_of(step(codes=("01",), **changes))
    lines = overdue_steps(plan, sample_figures(plan, entries={("01", "1.1"): {MARCH: entry}}))
    assert lines[1:] == (f"มาตรการที่ 1 ขั้นตอนที่ 1 ทำงาน 1 (สำนักปลัด {overdue})",)


def test_an_overdue_recurring_step_tells_its_rounds() -> None:
    plan = plan_of(step(codes=("01",), every="month", due=DECEMBER))
    entries = {("01", "1.1"): {month: Entry("1.1", "done") for month in (OCTOBER, DECEMBER)}}
    lines = overdue_steps(plan, sample_figures(plan, entries=entries))
    assert lines[1].endswith("เกินกำหนด 3 เดือน ดำเนินการแล้ว 2 จาก 3 รอบ)")


@pytest.mark.parametrize("kind", ["plan", "monthly", "six-month", "annual"])
def test_an_offices_units_are_called_what_it_calls_them(kind: Any) -> None:
    """A hospital has กลุ่มงาน and no กอง; who signs its report knows no other word."""
    names = ("กลุ่มงานบริหารทั่วไป", "กลุ่มงานการพยาบาล", "กลุ่มงานเภสัชกรรม", "หน่วยตรวจสอบภายใน")
    divisions = tuple(Division(f"0{number}", name) for number, name in enumerate(names, 1))
    hospital = replace(BASE.agency, agency_name="โรงพยาบาลดอนสมมติ", agency_type="โรงพยาบาล")
    plan = replace(plan_of(step(codes=("01", "02", "03", "04"))), agency=hospital, divisions=divisions)
    plan = replace(plan, signatories=(), weaknesses=())
    figures = sample_figures(plan, entries={})
    content = report_content(plan, figures, Submitted(), kind)
    assert content.measures[0].responsible == "ทุกกลุ่มงาน"
    memo = memo_text(plan, figures, kind, None, None)
    book = read_book(content.fill(bundled(f"reports/{kind}.xlsx")).workbook)
    printed = [str(row) for sheet in book.sheets.values() for row in sheet.rows.values()]
    assert "กลุ่มงานที่รับผิดชอบ" in repr(memo)
    assert "กอง" not in repr(memo) + " ".join(printed)


@pytest.mark.parametrize("kind", ["plan", "six-month"])
def test_a_score_that_is_not_known_is_left_out(kind: Any) -> None:
    """An office that types its overall score alone read "– คะแนน" after every indicator."""
    scores = (Score(BASE.fiscal_year - 1, "overall", Fraction("86.12")),)
    plan = plan_of(step(), scores=scores)
    content = report_content(plan, sample_figures(plan, entries={}), Submitted(), kind)
    book = read_book(content.fill(bundled(f"reports/{kind}.xlsx")).workbook)
    printed = " ".join(str(row) for sheet in book.sheets.values() for row in sheet.rows.values())
    assert "86.12 คะแนน" in printed
    assert "– คะแนน" not in printed


def test_a_late_step_is_laid_to_those_who_have_not_finished_it() -> None:
    said: dict[str, tuple[Status, int | None, str, str]] = {"01": ("done", None, "ทำแล้ว", "")}
    content = told(plan_of(step(due=MARCH)), said, "monthly")
    assert [late.responsible for late in content.late] == ["กองคลัง"]
