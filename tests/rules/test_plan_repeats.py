"""No measure and no step stands twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.model.finding import Location
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Step
from toolkit.rules.plan_rules import check_plan_repeats

YEAR = fiscal_months(2567)
BOTH = ("01", "02")


def measure(number: str, text: str, *steps: Step) -> Measure:
    own = (replace(step, measure_no=number) for step in steps)
    location = Location("มาตรการ", 4 + int(number), {"measure": 6})
    return Measure(number, text, YEAR[0], YEAR[-1], steps=tuple(own), location=location)


def step(number: str, text: str, divisions: tuple[str, ...] = ("01",), **fields: object) -> Step:
    location = Location("ขั้นตอน", 4 + int(number), {"step": 5})
    made = Step("1", number, text, division_codes=divisions, location=location)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([measure("1", "ก"), measure("2", "ข")], []),
        ([measure("1", "ทำคู่มือ ๑"), measure("2", "ทำ คู่มือ 1")], ["measure-repeated F6 2=1"]),
        (
            [measure("1", "ก"), measure("2", "ก"), measure("3", "ก")],
            ["measure-repeated F6 2=1", "measure-repeated F7 3=1"],
        ),
        ([measure("1", ""), measure("2", "")], []),
        ([measure("1", "ก", step("1", "ร่าง"), step("2", "ร่าง "))], ["step-repeated E6 1.2=1.1"]),
        (
            [measure("1", "ก", step("1", "ร่าง"), step("2", "ร่าง"), step("3", "ร่าง"))],
            ["step-repeated E6 1.2=1.1", "step-repeated E7 1.3=1.1"],
        ),
        ([measure("1", "ก", step("1", "ร่าง"), step("2", "ร่าง", BOTH))], ["step-repeated E6 1.2=1.1"]),
        ([measure("1", "ก", step("1", "ร่าง"), step("2", "ร่าง", ("02",)))], []),
        ([measure("1", "ก", step("1", "ร่าง")), measure("2", "ข", step("1", "ร่าง"))], []),
        # one ended before the other began
        ([measure("1", "ก", step("1", "ร่าง", until=YEAR[2]), step("2", "ร่าง", first=YEAR[3]))], []),
        (
            [measure("1", "ก", step("1", "ร่าง", until=YEAR[3]), step("2", "ร่าง", first=YEAR[3]))],
            ["step-repeated E6 1.2=1.1"],
        ),
        ([measure("1", "ก", step("1", ""), step("2", ""))], []),
    ],
)
def test_repeats(measures: list[Measure], expected: list[str]) -> None:
    plan = Plan(Agency("1", "หน่วยงาน", 2567), measures=tuple(measures))
    found = [
        f"{finding.code} {finding.cell} {finding.found}={finding.expected}"
        for finding in check_plan_repeats(plan)
    ]
    assert found == expected
