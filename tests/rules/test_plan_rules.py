"""All plan rules together: a sound plan has nothing to mend, and unconfirmed facts are told of once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.example.worked_example import EXAMPLES, load_example
from toolkit.messages.catalogue import describe
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Score, Step, Weakness
from toolkit.rules.plan_rules import check_plan
from toolkit.xlsx.strict_reader import read_book


def plan_of(content: PlanContent) -> tuple[Plan, list[str]]:
    plan, findings = read_plan(read_book(make_plan_workbook(content)))
    assert plan is not None
    return plan, [f"{finding.code} {finding.cell} {finding.found}" for finding in findings]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_has_nothing_to_mend(name: str) -> None:
    plan, findings = plan_of(load_example(name).plan)
    assert findings == []
    assert list(check_plan(plan)) == []


def sound(year: int, refs: str = "") -> Plan:
    months = fiscal_months(year)
    step = Step("1", "1", "ร่าง", divisions="กองคลัง")
    issues = "1 2 3 4 5 6 7"
    measure = Measure("1", "ก", months[0], months[-1], issue_no=issues, refs=refs, steps=(step,))
    measure = replace(measure, monitoring="ทุกเดือน")
    weakness = Weakness("7", "1", "ข", "แก้ไข", ("1",))
    scores = (Score(year - 1, "1", Fraction(90)),)
    return Plan(Agency("1", "หน่วยงาน", year), measures=(measure,), weaknesses=(weakness,), scores=scores)


@pytest.mark.parametrize(
    ("year", "refs", "codes"),
    [
        (2566, "O43", []),
        (2566, "O44", ["reference-beyond"]),
        (2568, "O40, I20", ["reference-beyond", "reference-beyond", "facts-unconfirmed"]),
        (2569, "", []),
        (2570, "", ["facts-assumed"]),
        (2572, "O99", ["reference-beyond", "facts-assumed"]),
    ],
)
def test_what_is_not_confirmed_is_told_once(year: int, refs: str, codes: list[str]) -> None:
    assert [finding.code for finding in check_plan(sound(year, refs))] == codes


def test_years_of_another_scheme_are_not_judged_by_the_assessment() -> None:
    plan = replace(sound(2561, "O99"), scores=(Score(2561, "overall", Fraction(90), "A"),), weaknesses=())
    assert list(check_plan(plan)) == []


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ({"plan_item": "O33", "result_item": "ข้อ 034", "last_questions": "I15, E9, O35"}, []),
        ({"plan_item": "ไม่ทราบ"}, ["agency-setting-unreadable C25 ไม่ทราบ"]),
        ({"last_questions": "๑๕"}, ["agency-setting-unreadable C27 ๑๕"]),
    ],
)
def test_corrections_typed_on_the_sheet(agency: dict[str, str], expected: list[str]) -> None:
    known = {"agency_code": "1", "agency_name": "หน่วยงาน", "fiscal_year": "2567"}
    plan, findings = plan_of(PlanContent(known | agency, {}))
    assert findings == expected
    assert {key: plan.agency.extras[key] for key in agency} == agency


@pytest.mark.parametrize("year", ["66", "ปี 2566", "1999", "-"])
def test_the_year_of_a_score_has_four_digits(year: str) -> None:
    known = {"agency_code": "1", "agency_name": "หน่วยงาน", "fiscal_year": "2567"}
    plan, findings = plan_of(PlanContent(known, {"scores": [{"year": year, "item": "1", "score": "90"}]}))
    assert findings == [f"score-year-invalid B5 {year}"]
    assert plan.scores[0].year == 0


@pytest.mark.parametrize("score", ["1e-999999999", "1e999999999", "NaN", "-1", "100.01", "เก้าสิบ"])
def test_a_score_that_is_no_number_from_0_to_100(score: str) -> None:
    known = {"agency_code": "1", "agency_name": "หน่วยงาน", "fiscal_year": "2567"}
    plan, findings = plan_of(PlanContent(known, {"scores": [{"year": "2566", "item": "1", "score": score}]}))
    assert findings == [f"score-invalid D5 {score}"]
    assert plan.scores[0].score is None


TYPED = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="ผลประเมินคะแนน ปีพ.ศIEOieo0123๐๒๕๖๗,;/-\n", max_size=30),
)


@given(TYPED, TYPED, TYPED, st.sampled_from(["1", "9", "iit", "oit", "overall"]), st.integers(0, 10_000))
def test_whatever_is_typed_is_judged_in_words(one: str, two: str, three: str, item: str, cents: int) -> None:
    plan = sound(2567, one)
    measure = replace(plan.measures[0], issue_no=two, measure=three)
    weakness = Weakness(one, two, three, two, (three,))
    scores = tuple(Score(year, item, Fraction(cents, 100), one) for year in (0, 2566, 2566, 2567, 2570))
    plan = replace(plan, measures=(measure, measure), weaknesses=(weakness,), scores=scores)
    found = list(check_plan(plan))
    assert "score-doubled" in {finding.code for finding in found}
    assert all(describe(finding).message for finding in found)
