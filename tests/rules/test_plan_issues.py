"""The issues that a plan covers, from 2567 on."""

from __future__ import annotations

import pytest

from toolkit.assessment.facts import facts_of
from toolkit.model.finding import Location
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Weakness
from toolkit.rules.plan_assessment import check_plan_issues

YEAR = fiscal_months(2567)


def found(issues: list[str], year: int = 2567, weakness: str = "") -> list[str]:
    facts = facts_of(year)
    assert facts is not None
    measures = tuple(
        Measure(
            str(row),
            "ก",
            YEAR[0],
            YEAR[-1],
            issue_no=issue,
            location=Location("มาตรการ", row, {"issue_no": 5}),
        )
        for row, issue in enumerate(issues, 5)
    )
    weaknesses = (Weakness("7", weakness, "ข", location=Location("ประเด็น", 5, {"issue_no": 3})),)
    plan = Plan(Agency("1", "หน่วยงาน", year), measures=measures, weaknesses=weaknesses)
    return [
        f"{finding.code} {finding.sheet}!{finding.cell} {finding.found}"
        for finding in check_plan_issues(plan, facts)
    ]


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        (["1", "2", "3", "4", "5", "6", "7"], []),
        (["1, 2", "3/4", "ประเด็นที่ 5", "6 และ 7"], []),
        (["1", "2", "", "4", "5", "6", "7"], ["issue-missing มาตรการ! 3"]),
        (["1", "2", "3", "4", "5"], ["issue-missing มาตรการ! 6", "issue-missing มาตรการ! 7"]),
        (["", ""], ["issues-unnamed มาตรการ!E5 "]),
        (["1, 2, 3, 4, 5, 6, 7, 8"], ["issue-unknown มาตรการ!E5 1, 2, 3, 4, 5, 6, 7, 8"]),
        (["1, 2, 3, 4, 5, 6, 7", "อื่น ๆ"], ["issue-unknown มาตรการ!E6 อื่น ๆ"]),
        (["1 2 3 4 5 6 7", "9" * 5_000], ["issue-unknown มาตรการ!E6 " + "9" * 5_000]),
        ([], []),
    ],
    ids=lambda value: str(value)[:40],
)
def test_issues(issues: list[str], expected: list[str]) -> None:
    assert found(issues) == expected


@pytest.mark.parametrize(("year", "asked"), [(2563, 0), (2566, 0), (2567, 1), (2569, 1), (2572, 1)])
def test_plans_have_issues_from_2567_on(year: int, asked: int) -> None:
    assert len(found(["", ""], year)) == asked


def test_the_issue_of_a_weakness() -> None:
    assert found(["1 2 3 4 5 6 7"], weakness="9") == ["issue-unknown ประเด็น!C5 9"]


def test_a_missing_issue_is_named() -> None:
    facts = facts_of(2567)
    assert facts is not None
    measure = Measure("1", "ก", YEAR[0], YEAR[-1], issue_no="1 3 4 5 6 7")
    (missing,) = check_plan_issues(Plan(Agency("1", "หน่วยงาน", 2567), measures=(measure,)), facts)
    assert missing.expected == "การให้บริการและระบบ E-Service"
