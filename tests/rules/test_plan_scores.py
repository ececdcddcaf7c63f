"""The results that a plan rests on: years, repeats, what follows from what, and levels.

Scores are written "2566 1 98.48; 2566 overall 90 ผ่าน": year, item, score, level.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import Location
from toolkit.model.month import Month
from toolkit.model.plan import Agency, Measure, Plan, Score, Weakness
from toolkit.rules.plan_assessment import check_own_result, check_plan_basis, check_plan_scores

FIELDS = {"year": 2, "item": 3, "score": 4, "level": 5}


def _plan(text: str, year: int = 2567) -> Plan:
    scores = []
    for row, part in enumerate(filter(None, text.split(";")), 5):
        own, item, score, level = (*part.split(), "", "")[:4]
        value = Fraction(score) if score not in ("", "-") else None
        scores.append(Score(int(own), item, value, level, location=Location("ผลประเมิน", row, FIELDS)))
    return Plan(Agency("1", "หน่วยงาน", year), scores=tuple(scores))


def found(text: str, year: int = 2567) -> list[str]:
    return [
        f"{severity_of(finding)} {finding.code} {finding.cell} {finding.found} {finding.expected}"
        for finding in check_plan_scores(_plan(text, year))
    ]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("", []),
        ("2566 1 90; 2566 2 90; 2565 1 90", []),
        ("2566 1 90; 2566 1 90", ["error score-doubled C6 1 C5"]),
        ("2566 1 90; 2566 1 91; 2566 1 -", ["error score-doubled C6 1 C5", "error score-doubled C7 1 C5"]),
        ("0 1 90; 0 1 91", []),  # a year that cannot be read is told already
    ],
)
def test_a_score_typed_twice(scores: str, expected: list[str]) -> None:
    assert found(scores) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("2565 1 90; 2566 1 90", []),
        ("2566 1 90; 2567 1 90", []),  # the plan's own year beside it, for the annual report
        ("2566 1 90; 2568 1 90; 2568 2 90", ["warning score-year-late B6 2568 2567"]),
        ("2565 1 90", []),
    ],
)
def test_the_year_of_a_result(scores: str, expected: list[str]) -> None:
    assert found(scores) == expected


INSTRUMENTS = "{0} iit 99.58; {0} eit 94.20; {0} oit 100; {0} overall {1}"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (INSTRUMENTS.format(2566, "98.13"), []),
        (INSTRUMENTS.format(2566, "98.15"), []),
        (INSTRUMENTS.format(2566, "98.16"), ["warning score-not-reproduced D8 98.16 98.13"]),
        (INSTRUMENTS.format(2561, "12"), []),  # another scheme
        ("2566 1 90; 2566 overall 12", []),  # indicators are missing
        ("2566 9 90; 2566 10 80; 2566 oit 86", ["warning score-not-reproduced D7 86.00 85.00"]),
    ],
)
def test_scores_that_do_not_follow(scores: str, expected: list[str]) -> None:
    assert found(scores) == expected


def test_where_weights_are_not_confirmed_it_is_only_a_note() -> None:
    assert found(INSTRUMENTS.format(2569, "98.16"), 2570) == ["note score-not-reproduced D8 98.16 98.13"]


LETTERS = "AA / A / B / C / D / E / F"
WORDS = "ผ่านดีเยี่ยม / ผ่านดี / ผ่าน / ต้องปรับปรุง / ต้องปรับปรุงโดยด่วน"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("2565 overall 89.92 A", []),
        ("2565 overall 84.99 A", ["warning level-differs E5 A B"]),
        ("2565 overall 84.995 a", []),
        ("2565 overall 89.92 ผ่านดี", [f"warning level-unknown E5 ผ่านดี {LETTERS}"]),
        ("2566 overall 89.92 A", [f"warning level-unknown E5 A {WORDS}"]),
        ("2566 overall 89.92 ดีมาก", [f"warning level-unknown E5 ดีมาก {WORDS}"]),
        ("2566 overall 89.92 ผ่านดี", []),
        ("2566 overall 89.92 ผ่าน", []),  # the parts that would decide are not known
        ("2566 overall 89.92 ต้องปรับปรุง", ["warning level-differs E5 ต้องปรับปรุง ผ่านดี / ผ่าน"]),
        ("2566 overall 69.99 ต้องปรับปรุง", ["warning level-differs E5 ต้องปรับปรุง ต้องปรับปรุงโดยด่วน"]),
        ("2566 iit 80; 2566 overall 90 ผ่านดี", ["warning level-differs E6 ผ่านดี ผ่าน"]),
        ("2566 overall - ผ่าน", []),
        ("2561 overall 90 สูงมาก", []),
        ("2566 1 90 A", []),
    ],
)
def test_levels(scores: str, expected: list[str]) -> None:
    assert found(scores) == expected


MEASURE = Measure("1", "มาตรการ", Month(2566, 10), Month(2567, 9))
ANALYSED = ("ผลประเมินปี 2566 ต่ำ",)


@pytest.mark.parametrize(
    ("scores", "analysis", "expected"),
    [
        ("2566 1 90", ANALYSED, []),
        ("2566 1 90; 2567 1 90", ANALYSED, []),  # the own year beside it, for the annual report
        ("", ANALYSED, ["score-basis-missing  2567 2566"]),
        ("2566 1 -", ANALYSED, ["score-basis-missing  2567 2566"]),  # a row without a score
        ("2565 1 90", ANALYSED, ["score-basis-missing B5 2567 2566"]),
        ("2567 1 90; 2564 1 90", ANALYSED, ["score-basis-missing B5 2567 2566"]),
        ("2566 1 90", (), ["analysis-missing  2566 "]),
        ("2566 1 90", ("ผลประเมินปี พ.ศ. ๒๕๖๕ ต่ำ",), ["weakness-year-old D9 2565 2566"]),
        ("2566 1 90", ("ผลประเมินปี 2566 ต่ำกว่าผลประเมินปี 2565",), []),  # compared, not quoted alone
        ("2566 1 90", ("คู่มือไม่ครบ",), []),  # no year at all
    ],
)
def test_a_plan_rests_on_the_result_of_the_year_before(
    scores: str, analysis: tuple[str, ...], expected: list[str]
) -> None:
    points = tuple(
        Weakness("1", "1", text, "แก้ไข", ("1",), Location("ประเด็น", 9, {"weakness": 4})) for text in analysis
    )
    plan = replace(_plan(scores), measures=(MEASURE,), weaknesses=points)
    assert [
        f"{finding.code} {finding.cell} {finding.found} {finding.expected}"
        for finding in check_plan_basis(plan)
    ] == expected
    assert all(severity_of(finding) == "warning" for finding in check_plan_basis(plan))
    assert not list(check_plan_basis(replace(plan, measures=())))


def test_an_annual_report_without_its_own_result_says_so() -> None:
    assert [finding.code for finding in check_own_result(_plan("2566 1 90; 2567 1 -"))] == [
        "score-own-year-missing"
    ]
    assert not list(check_own_result(_plan("2567 1 90")))
