"""One year beside another: points gained or lost, and the standard sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.assessment.facts import facts_of
from toolkit.assessment.scoring import Change, Result, change_from, year_on_year


def changes(now: dict[str, str], before: dict[str, str], year_before: int = 2566) -> tuple[Change, ...]:
    facts = facts_of(2567)
    assert facts is not None
    results = (
        Result(year, {no: Fraction(score) for no, score in items.items()})
        for year, items in ((2567, now), (year_before, before))
    )
    return year_on_year(*results, facts)


@pytest.mark.parametrize(
    ("no", "now", "before", "points"),
    [
        ("1", "98.99", "98.53", "0.46"),
        ("2", "97.58", "95.77", "1.81"),
        ("3", "100", "96.50", "3.50"),
        ("4", "96.36", "93.94", "2.42"),
        ("5", "91.31", "94.87", "-3.56"),
    ],
)
def test_points_gained_or_lost(no: str, now: str, before: str, points: str) -> None:
    (change,) = changes({no: now}, {no: before})
    assert change.score_before is not None
    turn = "ลดลง" if points.startswith("-") else "เพิ่มขึ้น"
    assert change_from(change.score, change.score_before) == f"{turn} {points.strip('-')} คะแนน"


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (
            *("98.99", "98.53"),
            "ในปี 2567 (98.99 คะแนน) เพิ่มขึ้นจากปี 2566 (98.53 คะแนน) จำนวน 0.46 คะแนน",
        ),
        (
            *("91.31", "94.87"),
            "ในปี 2567 (91.31 คะแนน) ลดลงจากปี 2566 (94.87 คะแนน) จำนวน 3.56 คะแนน",
        ),
        ("95", "95.00", "ในปี 2567 (95.00 คะแนน) เท่ากับปี 2566 (95.00 คะแนน)"),
        ("95", "", "ในปี 2567 (95.00 คะแนน) ไม่มีคะแนนปี 2566 ให้เปรียบเทียบ"),
    ],
)
def test_the_sentence(now: str, before: str, sentence: str) -> None:
    (change,) = changes({"1": now}, {"1": before} if before else {})
    assert change.sentence == f"ผลการประเมิน ITA ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ {sentence}"


def test_only_indicators_with_a_score_now_are_compared() -> None:
    found = changes({"3": "90", "overall": "90"}, {"1": "80", "3": "85"}, year_before=2564)
    assert [(row.indicator.no, row.year_before) for row in found] == [("3", 2564)]
