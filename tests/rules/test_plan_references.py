"""The questions and items that a measure refers to."""

from __future__ import annotations

import pytest

from toolkit.assessment.facts import office_facts
from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import Location
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan
from toolkit.rules.plan_assessment import check_plan_references


def found(refs: str, year: int, **corrections: str) -> list[str]:
    months = fiscal_months(year)
    location = Location("มาตรการ", 5, {"refs": 7})
    agency = Agency("1", "หน่วยงาน", year, extras=corrections)
    measure = Measure("1", "ก", months[0], months[-1], refs=refs, location=location)
    facts = office_facts(agency)
    assert facts is not None
    plan = Plan(agency, measures=(measure,))
    return [
        f"{severity_of(finding)} {finding.cell} {finding.found}>{finding.expected}"
        for finding in check_plan_references(plan, facts)
    ]


@pytest.mark.parametrize(
    ("refs", "year", "expected"),
    [
        ("", 2566, []),
        ("I30, E15, O43", 2566, []),
        ("ข้อ ๐๔๓, o๑๓ และ e15; I 1/042", 2566, []),
        ("I31", 2566, ["warning G5 I31>I30"]),
        ("I1, e16\n๐๔๔", 2566, ["warning G5 E16>E15", "warning G5 O44>O43"]),
        ("O44, o๔๔", 2566, ["warning G5 O44>O43"]),
        ("นโยบายไม่รับของขวัญ, โทร 043-123456", 2566, []),
        # the codes of the year of the result and of the plan's own year
        ("I30, E15, O43", 2567, []),
        ("O44", 2567, ["warning G5 O44>O43"]),  # so many there never were
        ("O35, I15", 2568, []),
        ("O36, I16", 2568, ["note G5 O36>O35", "note G5 I16>I15"]),
        ("O29", 2569, ["note G5 O29>O28"]),
        ("I20, E20", 2570, []),  # how many there are is not known
        ("I31", 2570, []),
        ("O27", 2570, ["note G5 O27>O26"]),
        ("I99", 2562, []),
    ],
)
def test_codes_beyond_the_last_question(refs: str, year: int, expected: list[str]) -> None:
    assert found(refs, year) == expected


def test_what_the_office_corrects_is_sure() -> None:
    assert found("O40", 2568) == ["note G5 O40>O35"]
    assert found("O40", 2568, last_questions="O39") == ["note G5 O40>O39"]
    assert found("O40", 2568, last_questions="O40") == []
    assert found("O27", 2570) == ["note G5 O27>O26"]
    assert found("O27", 2570, last_questions="O25") == ["warning G5 O27>O26"]  # 2569 is confirmed
