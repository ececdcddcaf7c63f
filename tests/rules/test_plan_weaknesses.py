"""The analysis of last year's result."""

from __future__ import annotations

import pytest

from toolkit.assessment.facts import facts_of
from toolkit.model.finding import Location
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Weakness
from toolkit.rules.plan_assessment import check_plan_weaknesses

FIELDS = {"indicator": 2, "issue_no": 3, "weakness": 4, "action": 5, "measures": 6}
MONTHS = fiscal_months(2567)
MEASURE = Measure("1", "ก", MONTHS[0], MONTHS[-1])


def found(*weaknesses: Weakness, measures: tuple[Measure, ...] = (MEASURE,)) -> list[str]:
    facts = facts_of(2567)
    assert facts is not None
    plan = Plan(Agency("1", "หน่วยงาน", 2567), measures=measures, weaknesses=weaknesses)
    findings = check_plan_weaknesses(plan, facts)
    return [
        f"{finding.code} {finding.cell} {finding.found} {finding.expected}".strip() for finding in findings
    ]


def weakness(
    indicator: str = "7", text: str = "ข้อมูลค้นหายาก", action: str = "แก้ไข", measures: tuple[str, ...] = ("1",)
) -> Weakness:
    return Weakness(indicator, "3", text, action, measures, Location("ประเด็น", 5, FIELDS))


@pytest.mark.parametrize(
    ("action", "measures", "expected"),
    [
        ("แก้ไข", ("1",), []),
        ("แก้ไข", ("1", "8"), ["weakness-measure-unknown F5 8"]),
        ("แก้ไข", (), ["weakness-without-measure F5"]),
        ("พัฒนา", (), ["weakness-without-measure F5"]),
        ("", (), ["weakness-without-measure F5"]),
        ("รักษาระดับ", (), []),
        ("รักษาระดับ", ("8",), ["weakness-measure-unknown F5 8"]),
    ],
)
def test_a_weakness_has_measures_that_are_there(
    action: str, measures: tuple[str, ...], expected: list[str]
) -> None:
    assert found(weakness(action=action, measures=measures)) == expected


@pytest.mark.parametrize(
    "indicator", ["1", "10", "ตัวชี้วัดที่ 8", "07", "7.", "7 ประสิทธิภาพการสื่อสาร", "การใช้อำนาจ"]
)
def test_an_indicator_by_number_or_name(indicator: str) -> None:
    assert found(weakness(indicator)) == []


@pytest.mark.parametrize("indicator", ["0", "11", "iit", "ความโปร่งใส", "-", "9" * 5_000])
def test_an_indicator_that_does_not_exist(indicator: str) -> None:
    assert found(weakness(indicator)) == [f"weakness-indicator-unknown B5 {indicator} 10"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("ผลการประเมินปี ๒๕๖๗ ต่ำกว่าข้ออื่น", "2567"),
        ("จากผลประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568 พบว่า", "2568"),
        ("คะแนนปี 2567 ลดลง", "2567"),
        ("ผลการประเมินปี 2566 ลดลงจากผลการประเมินปี 2565", None),
        ("ได้ 79.68 คะแนน จะปรับปรุงในปีงบประมาณ พ.ศ. 2567", None),
        ("ปรับปรุงคะแนนเพื่อรองรับการประเมินในปี 2567", None),
        ("เพิ่มคะแนนในปี 2567", None),
        ("ยกระดับผลการประเมิน ปี 2567", None),
        ("เผยแพร่ข้อมูลปี 2567 ล่าช้า", None),
        ("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. 2567", "2567"),
        ("ผลการประเมินปี 25670", None),
        ("ผลการประเมิน" + "พ.ศ. ประจำปี " * 2_000, None),
        ("", None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_result_that_a_weakness_rests_on(text: str, year: str | None) -> None:
    assert found(weakness(text=text)) == ([f"weakness-year-late D5 {year} 2567"] if year else [])
