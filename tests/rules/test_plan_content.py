"""What a plan must hold, and whether its months make sense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import Location
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Step
from toolkit.rules.plan_rules import check_plan_content

YEAR = fiscal_months(2567)
OCTOBER, NOVEMBER, DECEMBER, JANUARY = YEAR[:4]
FIELDS = ("measure_no", "measure", "monitoring", "start", "end")
STEP_FIELDS = ("measure_no", "step_no", "step", "divisions", "due", "from", "until")
STEP = Step(
    "1",
    "1",
    "ร่าง",
    divisions="กองคลัง",
    location=Location("ขั้นตอน", 3, dict(zip(STEP_FIELDS, range(2, 9), strict=True))),
)
MEASURE = Measure(
    "1",
    "ปรับปรุงคู่มือ",
    NOVEMBER,
    DECEMBER,
    monitoring="ทุกเดือน",
    steps=(STEP,),
    location=Location("มาตรการ", 3, dict(zip(FIELDS, range(2, 7), strict=True))),
)
EARLY = "measure-ends-early มาตรการ!F3"


def codes(*measures: Measure) -> list[str]:
    plan = Plan(Agency("1", "หน่วยงาน", 2567), measures=measures)
    return [f"{finding.code} {finding.sheet}!{finding.cell}" for finding in check_plan_content(plan)]


def with_step(**fields: object) -> Measure:
    return replace(MEASURE, steps=(replace(STEP, **fields),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (MEASURE, []),
        (replace(MEASURE, measure=""), ["measure-text-missing มาตรการ!C3"]),
        (replace(MEASURE, steps=()), ["measure-without-step มาตรการ!B3"]),
        (replace(MEASURE, monitoring=""), ["monitoring-missing มาตรการ!D3"]),
        (replace(MEASURE, start=JANUARY), ["period-reversed มาตรการ!F3"]),
        (with_step(step=""), ["step-text-missing ขั้นตอน!D3"]),
        (with_step(divisions=""), ["step-without-division ขั้นตอน!E3"]),
        (with_step(due=NOVEMBER), []),
        (with_step(due=DECEMBER), []),
        (with_step(due=OCTOBER), ["period-reversed ขั้นตอน!F3"]),
        (with_step(due=JANUARY), ["due-after-end ขั้นตอน!F3"]),
        (with_step(first=DECEMBER, due=NOVEMBER), ["period-reversed ขั้นตอน!F3"]),
        (with_step(first=JANUARY), ["period-reversed ขั้นตอน!G3"]),
        (with_step(first=DECEMBER, until=NOVEMBER), [EARLY, "period-reversed ขั้นตอน!H3"]),
        (with_step(first=NOVEMBER, until=NOVEMBER), [EARLY]),
        (with_step(until=NOVEMBER), [EARLY]),
        (with_step(until=DECEMBER), []),
        (replace(with_step(until=NOVEMBER), end=NOVEMBER), []),
        (replace(MEASURE, steps=(STEP, replace(STEP, step_no="2", until=NOVEMBER))), []),
    ],
)
def test_measures_and_steps(measure: Measure, expected: list[str]) -> None:
    assert codes(measure) == expected


@pytest.mark.parametrize("due", [OCTOBER, JANUARY], ids=["before start", "after end"])
def test_a_due_month_outside_its_measure_is_an_error(due: Month) -> None:
    (finding,) = check_plan_content(Plan(Agency("1", "หน่วยงาน", 2567), measures=(with_step(due=due),)))
    assert severity_of(finding) == "error"


def test_a_plan_without_measures() -> None:
    assert codes() == ["plan-empty !"]
