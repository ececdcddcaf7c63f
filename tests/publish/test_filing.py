"""Under which item of which assessment year the plan and its results are filed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_office import MARCH

from toolkit.model.plan import Agency, Measure, Plan, Score, Step, Weakness
from toolkit.publish.filing import elements, plan_filing, result_filing
from toolkit.report.measure_text import NOT_BEGUN, MeasureText


@pytest.mark.parametrize(
    ("year", "plan", "result"),
    [
        (2562, (2562, ""), (2562, "")),
        (2563, (2563, ""), (2563, "")),
        (2564, (2564, "O42"), (2564, "O43")),
        (2565, (2565, "O42"), (2565, "O43")),
        (2566, (2566, "O42"), (2566, "O43")),
        (2567, (2567, "O34"), (2568, "O28")),
        (2568, (2568, "O27"), (2569, "O26")),
        (2569, (2569, "O25"), (2570, "O26")),
        (2575, (2575, "O25"), (2576, "O26")),
        (2550, (2550, ""), (2550, "")),
    ],
)
def test_year_and_item(year: int, plan: tuple[int, str], result: tuple[int, str]) -> None:
    agency = Agency("1", "ก", year)
    assert (plan_filing(agency).year, plan_filing(agency).code) == plan
    assert (result_filing(agency).year, result_filing(agency).code) == result
    assert plan_filing(agency).title


def test_what_the_office_typed_wins_and_is_certain() -> None:
    agency = Agency("1", "ก", 2567, extras={"plan_item": "ข้อ o33", "result_item": "O31"})
    assert (plan_filing(agency).code, plan_filing(agency).confirmed) == ("O33", True)
    assert (result_filing(agency).year, result_filing(agency).code) == (2568, "O31")
    assert not plan_filing(Agency("1", "ก", 2567)).confirmed


_FIELDS = {name: "ก" for name in MeasureText.__dataclass_fields__ if name not in ("step", "origins")}
TEXT = MeasureText(**_FIELDS)
MEASURE = Measure("1", "ก", MARCH, MARCH, monitoring="ทุกเดือน", steps=(Step("1", "1", "ก"),))
FULL = Plan(
    Agency("1", "ก", 2567),
    measures=(MEASURE,),
    scores=(Score(2566, "overall", 90),),  # type: ignore[arg-type]
    weaknesses=(Weakness("1", "", "ก", "แก้ไข", ("1",)), Weakness("2", "", "ข", "พัฒนา", ("1",))),
)


@pytest.mark.parametrize(
    ("plan", "text", "missing"),
    [
        (FULL, TEXT, []),
        (replace(FULL, scores=()), TEXT, ["analysis"]),
        (replace(FULL, weaknesses=FULL.weaknesses[:1]), TEXT, ["development"]),
        (replace(FULL, weaknesses=()), TEXT, ["analysis", "faults", "development"]),
        (replace(FULL, measures=(replace(MEASURE, monitoring=""),)), TEXT, ["monitoring"]),
        (replace(FULL, measures=(replace(MEASURE, steps=()),)), TEXT, ["steps"]),
        (FULL, replace(TEXT, responsible=""), ["responsible"]),
    ],
)
def test_plan_elements(plan: Plan, text: MeasureText, missing: list[str]) -> None:
    ticked = elements(plan, "plan", [text])
    assert len(ticked) == 7
    assert [tick.element.id for tick in ticked if not tick.there] == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (TEXT, {}),
        (replace(TEXT, result="–"), {"result": ("ก",)}),
        (replace(TEXT, outcome="–"), {"outcome": ("ก",)}),
        (replace(TEXT, result=NOT_BEGUN, outcome="–"), {}),
    ],
)
def test_result_elements(text: MeasureText, missing: dict[str, tuple[str, ...]]) -> None:
    ticked = elements(FULL, "result", [text])
    assert {tick.element.id: tick.lacking for tick in ticked if not tick.there} == missing


def test_a_plan_without_measures_ticks_nothing_of_them() -> None:
    empty = replace(FULL, measures=())
    assert not any(tick.there for tick in elements(empty, "result", []))
