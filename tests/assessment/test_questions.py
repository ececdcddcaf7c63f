"""Scores by question: which count, where a question belongs, and two years side by side."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.assessment.facts import facts_of
from toolkit.assessment.questions import indicator_of, questions_cited, questions_of
from toolkit.assessment.scoring import results_of
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Score, Weakness

TEXT = "เจ้าหน้าที่ปฏิบัติงานตามขั้นตอนและระยะเวลา"


def score(item: str, year: int, value: str, text: str = "") -> Score:
    return Score(year, item, Fraction(value), text=text)


SCORES = (
    score("E14", 2566, "80"),
    score("I1", 2566, "85.2", TEXT),
    score("I1", 2567, "90.105"),
    score("I1", 2567, "10"),
    score("I2", 2568, "70"),
    score("1", 2567, "88"),
)


def test_questions_are_apart_from_the_result_of_a_year() -> None:
    assert list(questions_of(SCORES, 2567)) == ["I1", "E14"]
    assert {year: list(result.scores) for year, result in results_of(SCORES).items()} == {2567: ["1"]}


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("I1", 2567, f"ข้อ I1 {TEXT} ปี 2566 85.20 คะแนน ปี 2567 90.11 คะแนน เพิ่มขึ้น 4.91 คะแนน"),
        ("I1", 2566, f"ข้อ I1 {TEXT} ปี 2566 85.20 คะแนน"),
        ("E14", 2567, ""),
    ],
)
def test_two_years_side_by_side(code: str, year: int, said: str) -> None:
    assert questions_of(SCORES, 2567)[code].beside(year) == said


@pytest.mark.parametrize(
    ("code", "year", "indicator"),
    [
        *(("I1", 2566, "1"), ("I6", 2566, "1"), ("I7", 2566, "2"), ("I30", 2566, "5"), ("E15", 2566, "8")),
        *(("I3", 2567, "1"), ("I4", 2567, "2"), ("E9", 2567, "8"), ("E13", 2567, None), ("O14", 2567, None)),
        ("E2", 2567, "7"),  # a point of the analysis cites it
    ],
)
def test_a_question_belongs_to_an_indicator(code: str, year: int, indicator: str | None) -> None:
    facts = facts_of(year)
    assert facts is not None
    cited = (Weakness("7", "", "ข้อ E2 ได้คะแนนน้อย", "แก้ไข", ()),)
    assert indicator_of(code, facts, cited) == indicator


def test_a_measure_answers_what_it_cites_and_what_its_points_cite() -> None:
    measure = Measure("1", "มาตรการข้อ E13", Month(2566, 10), Month(2567, 9), refs="I1, o14")
    points = (Weakness("6", "", "ข้อ E3 ได้น้อย", "แก้ไข", ("1",)), Weakness("6", "", "ข้อ E4", "แก้ไข", ("2",)))
    assert questions_cited(measure, points) == ("I1", "O14", "E13", "E3")
