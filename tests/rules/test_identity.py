"""Whether a workbook is ours: of this office, this year and a division of the plan."""

from __future__ import annotations

import pytest
from markdown_book import markdown_book

from toolkit.model.plan import Agency, Division, Plan
from toolkit.rules.identity import identify
from toolkit.rules.row_keys import PlanIndex
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import meta_of

PLAN = Plan(Agency("05990101", "หน่วยงาน", 2567), (Division("01", "สำนักปลัด"),), digest="abc")
INDEX = PlanIndex(PLAN)
META = """
| ita:meta      | label | value      |
|               |       |            |
| kind          |       | division   |
| schema        |       | 1          |
| agency_code   |       | "05990101" |
| fiscal_year   |       | 2567       |
| division_code |       | "01"       |
| plan_digest   |       | abc        |
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "found", "expected"),
    [
        ("| ita:meta", "| something", "identity-missing", "", ""),
        ("| division   |", "| rollup |", "kind-wrong", "rollup", ""),
        ("| division   |", "| plan |", "kind-wrong", "plan", ""),
        ("| 1          |", "| 2 |", "schema-unknown", "2", ""),
        ('"05990101"', '"05990102"', "agency-other", "05990102", "05990101"),
        ("| 2567       |", "| 2566 |", "year-other", "2566", "2567"),
        ('| "01"', '| "09"', "division-not-in-plan", "09", ""),
        ('| "01"       |', "| |", "division-not-in-plan", "", ""),
    ],
)
def test_a_no_gives_one_finding(old: str, new: str, code: str, found: str, expected: str) -> None:
    assert old in META
    identity = identify(read_book(markdown_book({"_meta": META.replace(old, new)})), INDEX)
    assert identity.division is None
    (finding,) = identity.findings
    assert (finding.code, finding.found, finding.expected) == (code, found, expected)


@pytest.mark.parametrize(
    ("sheet", "old", "new"),
    [
        ("_meta", "abc", "abc"),
        ("_meta", "2567", "๒๕๖๗"),
        ("_meta", "2567 ", '"2567"'),
        ("_meta", "abc", ""),
        ("renamed", "abc", "abc"),
    ],
)
def test_ours(sheet: str, old: str, new: str) -> None:
    assert old in META
    identity = identify(read_book(markdown_book({"หน้าแรก": "| x |", sheet: META.replace(old, new)})), INDEX)
    assert (identity.kind, identity.division, identity.findings) == ("division", PLAN.divisions[0], ())


def test_a_workbook_of_an_earlier_plan_is_ours_with_a_note() -> None:
    identity = identify(read_book(markdown_book({"_meta": META.replace("abc", "old")})), INDEX)
    assert identity.division == PLAN.divisions[0]
    assert [finding.code for finding in identity.findings] == ["plan-older"]


def test_a_workbook_without_meta_says_nothing_of_itself() -> None:
    assert meta_of(read_book(markdown_book({"แผ่น": "| x |"}))) == {}
