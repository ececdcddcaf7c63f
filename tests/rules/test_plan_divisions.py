"""Divisions have names, pass their work on to somebody, and have work at all."""

from __future__ import annotations

import pytest

from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import Location
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Division, Measure, Plan, Step
from toolkit.rules.plan_rules import check_plan_divisions

YEAR = fiscal_months(2567)
FIELDS = {"division_code": 2, "division_name": 3, "successor": 9}


def found(text: str, working: str = "01") -> list[str]:
    """Divisions as "code>successor", parted by blanks; `-code` has no name. One step in the hands of
    `working`."""
    divisions = []
    for row, part in enumerate(text.split(), 5):
        code, _, successor = part.lstrip("-").partition(">")
        name = "" if part.startswith("-") else f"กอง {code}"
        until = YEAR[2] if successor else None
        location = Location("กอง", row, FIELDS)
        divisions.append(Division(code, name, until=until, successor=successor, location=location))
    codes = tuple(working.split())
    steps = (Step("1", "1", "ร่าง", division_codes=codes),) if codes else ()
    measure = Measure("1", "คู่มือ", YEAR[0], YEAR[-1], steps=steps)
    plan = Plan(Agency("1", "หน่วยงาน", 2567), tuple(divisions), (measure,))
    return [f"{finding.code} {finding.cell} {finding.found}" for finding in check_plan_divisions(plan)]


@pytest.mark.parametrize(
    ("divisions", "working", "expected"),
    [
        ("01", "01", []),
        ("-01", "01", ["division-name-missing C5 01"]),
        ("01 02", "01", ["division-unused B6 กอง 02"]),
        ("01>02 02", "01", []),  # the heir has its work
        ("01 02 03", "", []),  # no step at all is another matter
        ("01>01", "01", ["successor-loop I5 01 → 01"]),
        ("01>02 02>01", "01", ["successor-loop I5 01 → 02 → 01", "successor-loop I6 02 → 01 → 02"]),
        ("01>02 02>03 03", "01", []),
        ("01>02 02>03 03>02", "01", ["successor-loop I6 02 → 03 → 02", "successor-loop I7 03 → 02 → 03"]),
        ("01>09", "01", []),  # an unknown successor is found while reading
    ],
)
def test_divisions(divisions: str, working: str, expected: list[str]) -> None:
    assert found(divisions, working) == expected


def test_only_an_unused_division_may_stay() -> None:
    plan = Plan(Agency("1", "หน่วยงาน", 2567), (Division("01", "", until=YEAR[2], successor="01"),))
    assert [severity_of(finding) for finding in check_plan_divisions(plan)] == ["error", "error"]
