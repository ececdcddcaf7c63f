"""What a memo says of the assessment: each indicator's score, the item asked for, the day of announcement."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from sample_office import SEPTEMBER, sample_figures, sample_plan

from toolkit.assessment.facts import facts_of
from toolkit.model.plan import Plan, Score, Weakness
from toolkit.report.content import report_content
from toolkit.report.memo import MemoText, memo_text
from toolkit.report.submitted import Submitted

PLAN = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"))


def scored(year: int, extras: dict[str, str] | None = None, **changes: Any) -> Plan:
    scores = (
        Score(year, "overall", Fraction(90)),
        *(Score(year, str(no), Fraction(80 + no)) for no in (1, 10)),
    )
    return replace(PLAN, agency=replace(PLAN.agency, extras=extras or {}), scores=scores, **changes)


def memo(plan: Plan, kind: Any) -> MemoText:
    return memo_text(plan, sample_figures(plan, SEPTEMBER), kind)


@pytest.mark.parametrize(("kind", "year"), [("plan", 2566), ("annual", 2567)])
def test_each_known_indicator_with_its_score(kind: Any, year: int) -> None:
    told = memo(scored(year), kind).background.told
    assert (
        "คะแนนรายตัวชี้วัด ได้แก่ ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 81.00 คะแนน และตัวชี้วัดที่ 10 การป้องกันการทุจริต 90.00 คะแนน"
    ) in told


@pytest.mark.parametrize("kind", ["monthly", "six-month", "annual-brief"])
def test_a_memo_that_does_not_rest_on_the_result_tells_the_overall_score_alone(kind: Any) -> None:
    year = 2567 if kind == "annual-brief" else 2566
    told = "\n".join(memo(scored(year), kind).background.told)
    assert "90.00 คะแนน" in told
    assert "รายตัวชี้วัด" not in told


@pytest.mark.parametrize(
    ("kind", "extras", "asked"),
    [
        ("plan", {"plan_item": "O22 การนำผลไปใช้"}, "ข้อ O22 การนำผลไปใช้"),
        ("annual", {"result_item": "O23 รายงานผล"}, "ข้อ O23 รายงานผล"),
        ("plan", {}, ""),  # the code of 2567 is not confirmed
        ("six-month", {"result_item": "O23"}, ""),  # filed under no item
    ],
)
def test_the_item_that_asks_for_the_document(kind: Any, extras: dict[str, str], asked: str) -> None:
    lines = [line for line in memo(scored(2566, extras), kind).facts.told if line.startswith("คู่มือ")]
    assert [line.endswith(asked) for line in lines] == ([True] if asked else [])


@pytest.mark.parametrize(
    ("kind", "year", "extras", "day"),
    [
        ("plan", 2566, {"result_announced": "2 ส.ค. 2566"}, "2 สิงหาคม 2566"),
        ("annual", 2567, {"own_result_announced": "1 ส.ค. 2567"}, "1 สิงหาคม 2567"),
        ("annual", 2567, {"result_announced": "2 ส.ค. 2566"}, "........................"),
    ],
)
def test_the_day_of_the_announcement(kind: Any, year: int, extras: dict[str, str], day: str) -> None:
    assert f"ปี พ.ศ. {year} เมื่อวันที่ {day} นั้น" in "\n".join(memo(scored(year, extras), kind).background.told)


def test_the_officer_of_a_measure_stands_below_its_divisions() -> None:
    (one, *_) = PLAN.measures
    plan = replace(
        PLAN, measures=(replace(one, responsible="สำนักปลัด", officer="นางสาวสมมติ ใจดี นักวิเคราะห์ 7"),)
    )
    (measure,) = report_content(plan, sample_figures(plan), Submitted(), "annual").measures
    assert measure.responsible == "สำนักปลัด\nนางสาวสมมติ ใจดี นักวิเคราะห์ 7"
    # Whom a measure is assigned to changes no workbook that was issued.
    assert replace(one, officer="ใคร") == one


def test_a_question_whose_indicator_is_not_known_stands_with_its_instrument() -> None:
    facts = facts_of(2569)
    assert facts is not None and "I" not in facts.questions
    (one, two, *_) = PLAN.measures
    measures = (replace(one, refs="I1"), two)
    scores = (
        *(Score(2569, str(no), Fraction(90)) for no in range(1, 11)),
        *(Score(2569, code, Fraction(80), text="ถามอะไร") for code in ("I1", "E9")),
    )
    agency = replace(PLAN.agency, fiscal_year=2570)
    weaknesses = (Weakness("7", "", "ยังช้า (ข้อ E9)", "แก้ไข", ("2",)),)
    plan = replace(PLAN, agency=agency, scores=scores, measures=measures, weaknesses=weaknesses)
    texts = report_content(plan, sample_figures(PLAN), Submitted(), "plan").scores
    asked = {indicator.title: indicator.questions for indicator in texts.instruments[0].indicators}
    assert asked["ข้อคำถามของแบบวัดนี้"] == "I1 ถามอะไร 80.00 คะแนน (มาตรการ 1)"
    assert next(own for own in texts.indicators if own.no == "7").questions.startswith("E9 ถามอะไร 80.00")
    # The chart and the table of all indicators have no row for it.
    assert [own.no for own in texts.indicators] == [str(no) for no in range(1, 11)]
