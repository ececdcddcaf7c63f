"""Rules that are announced before they bite: a note until a month, a warning from it on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_office import AGENCY, SmallOffice, plan_content, typed

from toolkit.messages.catalogue import CATALOGUE, graded, severity_of
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.thai.dates import format_date

ANNOUNCED = ("evidence-local", "evidence-vague", "action-same-everywhere")


def test_which_rules_are_announced() -> None:
    assert {code for code in CATALOGUE if CATALOGUE[code].warning_from == "2570-10"} >= set(ANNOUNCED)


@pytest.mark.parametrize("code", ANNOUNCED)
@pytest.mark.parametrize(
    ("month", "severity"), [("2570-09", "note"), ("2570-10", "warning"), ("2570-11", "warning")]
)
def test_the_month_of_the_report_decides(code: str, month: str, severity: str) -> None:
    (finding,) = graded([Finding(code)], Month.parse(month))
    assert severity_of(finding) == severity


@pytest.mark.parametrize(
    ("month", "severity"),
    [(Month(2570, 9), "note"), (Month(2570, 10), "warning"), (Month(2570, 11), "warning")],
    ids=str,
)
def test_the_same_row_before_the_month_in_it_and_after_it(
    small_office: SmallOffice, month: Month, severity: str
) -> None:
    """A workbook whose evidence lies on somebody's own drive."""
    small_office.change_plan(plan_content(agency={**AGENCY, "fiscal_year": str(month.fiscal_year)}))
    small_office.distribute(f"{month.fiscal_year - 544}-10-02 09:00")
    day = month.last_day
    signature = {"reporter": "นักวิชาการ", "reported_on": format_date(day)}
    rows = {"1.1": {**typed("p40"), "evidence": r"D:\งาน\สรุป.pdf"}, "1.2": typed("n")}
    outcomes = {"1": {"result": "ร่างคู่มือแล้ว"}}
    data = small_office.fill("01", (month, signature, rows, outcomes), saved=f"{day} 12:00")
    small_office.send("a.xlsx", data, f"{day} 12:00")
    (result,) = small_office.take(f"{day + timedelta(days=3)} 09:00", keep=False).files
    assert [(finding.code, severity_of(finding), finding.cell) for finding in result.findings] == [
        ("evidence-local", severity, "J12")
    ]
    assert result.verdict == ("warned" if severity == "warning" else "accepted")
