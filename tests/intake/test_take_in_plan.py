"""What the intake makes of workbooks when the plan has changed since they were issued."""

from __future__ import annotations

import pytest
from small_office import AGENCY, DIVISIONS, STEPS, SmallOffice, edited, plan_content, sheet, values, verdicts
from taken_in import DECEMBER, TAKEN_AT, findings


def test_a_rejected_file_is_judged_again_when_the_plan_has_changed(small_office: SmallOffice) -> None:
    content = plan_content(
        divisions=(*DIVISIONS, {"division_code": "04", "division_name": "กองใหม่"}),
        steps=(*STEPS, {"measure_no": "2", "step_no": "2", "step": "อบรม", "divisions": "04"}),
    )
    small_office.change_plan(content)
    small_office.distribute("2023-10-03 09:00")
    data = small_office.fill("04", sheet("ธ.ค.", "4 ม.ค. 2567", {"2.2": "p40"}))
    small_office.change_plan(plan_content())
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "rejected division-not-in-plan"}
    assert intake.open_files == ("inbox/a.xlsx",)
    small_office.change_plan(content)
    intake = small_office.take("2024-01-07 09:00")
    assert verdicts(intake.files) == {"a.xlsx": "accepted"}
    assert intake.open_files == ()
    assert values(intake, "ธ.ค.") == {"04 2.2": "in_progress 40"}


def test_a_rejected_file_is_judged_again_when_the_agency_code_was_mended(small_office: SmallOffice) -> None:
    data = edited(small_office.fill("01", DECEMBER), "<t>05990101</t>", "<t>05990109</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "rejected agency-other"}
    small_office.change_plan(plan_content(agency={**AGENCY, "agency_code": "05990109"}))
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "accepted"}


@pytest.mark.parametrize(
    ("meant", "verdict"),
    [
        ("05990101", "accepted"),  # as issued, before the code in the plan was mended
        ("05990109", "accepted"),  # issued again since
        ("05990102", "rejected agency-other"),  # another office with the very same plan
    ],
)
def test_workbooks_issued_before_the_agency_code_was_mended_are_known(
    small_office: SmallOffice, meant: str, verdict: str
) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.change_plan(plan_content(agency={**AGENCY, "agency_code": "05990109"}))
    if meant != "05990101":
        data = edited(data, "<t>05990101</t>", f"<t>{meant}</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": verdict}


def test_workbooks_of_an_earlier_plan_are_read_by_step_number(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    first, *rest = STEPS
    small_office.change_plan(plan_content(steps=({**first, "step": "ยกร่างคู่มือ"}, *rest)))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted plan-older"}
    assert values(intake, "ธ.ค.")["01 1.1"] == "in_progress 40"


def test_a_row_that_went_to_another_division_is_kept_but_not_its_own(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    first, second, third = STEPS
    small_office.change_plan(plan_content(steps=(first, {**second, "divisions": "02"}, third)))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    found = small_office.take(TAKEN_AT)
    assert verdicts(found.files) == {"a.xlsx": "warned row-not-yours plan-older"}


def test_rows_filled_after_a_division_or_a_step_ended_are_not_lost_silently(
    small_office: SmallOffice,
) -> None:
    rows = {"1.1": "p40", "1.2": "p50"}
    data = small_office.fill("01", DECEMBER, sheet("ม.ค.", "2 ก.พ. 2567", rows))
    first, second, third = STEPS
    ended = ({**DIVISIONS[0], "until": "ธ.ค. 66", "successor": "03"}, *DIVISIONS[1:])
    small_office.change_plan(
        plan_content(divisions=ended, steps=(first, {**second, "until": "ธ.ค. 66"}, third))
    )
    small_office.send("a.xlsx", data, "2024-02-02 09:00")
    intake = small_office.take("2024-02-06 09:00")
    assert findings(intake.files, "a.xlsx") == [
        "row-not-yours ม.ค.67!G12",
        "key-unknown ม.ค.67!G13",
        "plan-older !",
    ]


def test_a_step_that_ended_is_told_once_and_not_as_a_stranger(small_office: SmallOffice) -> None:
    first, second, third = STEPS
    small_office.change_plan(plan_content(steps=(first, {**second, "until": "ธ.ค. 66"}, third)))
    small_office.distribute("2024-01-10 09:00")
    data = small_office.fill("01", DECEMBER, sheet("ม.ค.", "2 ก.พ. 2567", {"1.1": "p40", "1.2": "p50"}))
    small_office.send("a.xlsx", data, "2024-02-02 09:00")
    intake = small_office.take("2024-02-06 09:00")
    assert [told for told in findings(intake.files, "a.xlsx") if told.endswith("G13")] == [
        "row-not-due ม.ค.67!G13"
    ]


@pytest.mark.parametrize("name", ["กองคลัง.pdf", "กองคลัง.xlsx"])
def test_a_file_that_was_settled_is_not_told_anew_when_the_plan_changes(
    small_office: SmallOffice, name: str
) -> None:
    wrong = small_office.fill("02", sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p120"}), saved="2023-11-03 09:00")
    data = b"%PDF-1.7\n" if name.endswith("pdf") else wrong
    small_office.send(name, data, "2023-11-03 10:00")
    assert small_office.take("2023-11-04 09:00").files[0].verdict == "rejected"
    right = small_office.fill("02", sheet("ต.ค.", "5 พ.ย. 2566", {"1.1": "p20"}), saved="2023-11-05 09:00")
    small_office.send("ใหม่.xlsx", right, "2023-11-05 10:00")
    small_office.take("2023-11-06 09:00")
    first, *rest = STEPS
    small_office.change_plan(plan_content(steps=({**first, "step": "ยกร่างคู่มือ"}, *rest)))
    again = small_office.take("2024-01-11 09:00")
    assert again.news == frozenset()
    assert list(small_office.office.returned.glob("*.xlsx")) == []


@pytest.mark.parametrize(
    ("reporter", "told"), [("ผู้อำนวยการ กองคลัง", True), ("หัวหน้าสำนักปลัด", False), ("นิติกร", False)]
)
def test_a_reporter_who_heads_another_division_is_told(
    small_office: SmallOffice, reporter: str, told: bool
) -> None:
    """A clerk filled in the workbook of the division next door: its figures count there."""
    heads = ("หัวหน้าสำนักปลัด", "ผู้อำนวยการกองคลัง", "")
    divisions = [{**row, "head_title": head} for row, head in zip(DIVISIONS, heads, strict=True)]
    small_office.change_plan(plan_content(divisions=divisions))
    data = small_office.fill("01", sheet("ธ.ค.", "2 ม.ค. 2567", {"1.1": "p40"}, reporter=reporter))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    found = findings(small_office.take(TAKEN_AT).files, "a.xlsx")
    assert any(code.startswith("reporter-other-division") for code in found) is told
