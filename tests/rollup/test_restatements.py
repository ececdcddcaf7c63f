"""What changed in a month after it had been rolled up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_office import MONTHS, SmallOffice, moment, sheet, typed

from toolkit.model.finding import UserError
from toolkit.model.month import Month
from toolkit.rollup.roll_up import RollUp, roll_up, status_of

AFTER_DECEMBER, AFTER_JANUARY = "2024-01-06 09:00", "2024-02-06 09:00"


def listed(done: RollUp) -> list[str]:
    return [
        f"{restatement.month} {restatement.division_code} {restatement.measure_no}.{restatement.step_no}"
        f" {restatement.field}: {restatement.was} > {restatement.now}"
        for restatement in done.figures.restatements
    ]


def send(
    office: SmallOffice, name: str, month: str, day: str, rows: dict[str, str], at: str, code: str = "01"
) -> None:
    office.send(name, office.fill(code, sheet(month, day, rows)), at)


def test_a_correction_is_listed_with_what_was_and_what_is(small_office: SmallOffice) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"}, "2024-01-04 09:00")
    assert listed(small_office.roll_up("ธ.ค.", AFTER_DECEMBER)) == []
    send(small_office, "b.xlsx", "ธ.ค.", "8 ม.ค. 2567", {"1.1": "p30"}, "2024-01-08 09:00")
    done = small_office.roll_up("ม.ค.", AFTER_JANUARY)
    assert listed(done) == ["2566-12 01 1.1 percent: 40.0 > 30.0"]
    (one,) = done.figures.restatements
    assert (one.received, one.file) == (moment("2024-01-08 09:00"), "inbox/b.xlsx")


def test_a_step_that_left_the_plan_restates_nothing(small_office: SmallOffice) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "p50"}, "2024-01-04 09:00")
    small_office.roll_up("ธ.ค.", AFTER_DECEMBER)
    send(small_office, "b.xlsx", "ธ.ค.", "8 ม.ค. 2567", {"1.1": "p30", "1.2": "p60"}, "2024-01-08 09:00")
    small_office.roll_up("ม.ค.", AFTER_JANUARY)
    plan = small_office.plan
    first = replace(plan.measures[0], steps=plan.measures[0].steps[1:])
    shorter = replace(plan, measures=(first, *plan.measures[1:]))
    done = status_of(small_office.office, shorter, month=MONTHS["ม.ค."], as_of=moment(AFTER_JANUARY))
    assert listed(done) == ["2566-12 01 1.2 percent: 50.0 > 60.0"]


def test_a_first_late_report_replaces_nothing(small_office: SmallOffice) -> None:
    small_office.roll_up("ธ.ค.", AFTER_DECEMBER)
    send(small_office, "late.xlsx", "ธ.ค.", "8 ม.ค. 2567", {"1.1": "p40"}, "2024-01-08 09:00")
    assert listed(small_office.roll_up("ม.ค.", AFTER_JANUARY)) == []
    send(small_office, "again.xlsx", "ธ.ค.", "9 ม.ค. 2567", {"1.1": "p30"}, "2024-01-09 09:00")
    assert listed(small_office.roll_up("ม.ค.", AFTER_JANUARY)) == ["2566-12 01 1.1 percent: 40.0 > 30.0"]


def test_a_row_that_was_not_told_before_replaces_nothing(small_office: SmallOffice) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}, "2024-01-04 09:00")
    small_office.roll_up("ธ.ค.", AFTER_DECEMBER)
    send(small_office, "b.xlsx", "ธ.ค.", "8 ม.ค. 2567", {"1.1": "p40", "1.2": "d"}, "2024-01-08 09:00")
    assert listed(small_office.roll_up("ม.ค.", AFTER_JANUARY)) == []


@pytest.mark.parametrize(
    ("word", "again", "expected"),
    [
        ("p40", "d", ["status: in_progress > done", "percent: 40.0 > None"]),
        ("d", "c", ["status: done > cannot", "action: ดำเนินการตามแผน > None"]),
        ("p40", "p40", []),
    ],
)
def test_every_field_that_changed_is_listed(
    small_office: SmallOffice, word: str, again: str, expected: list[str]
) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": word}, "2024-01-04 09:00")
    small_office.roll_up("ธ.ค.", AFTER_DECEMBER)
    send(small_office, "b.xlsx", "ธ.ค.", "8 ม.ค. 2567", {"1.1": again}, "2024-01-08 09:00")
    assert listed(small_office.roll_up("ม.ค.", AFTER_JANUARY)) == [
        f"2566-12 01 1.1 {change}" for change in expected
    ]


def test_what_came_before_the_month_was_rolled_up_is_no_restatement(small_office: SmallOffice) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}, "2024-01-04 09:00")
    small_office.roll_up("ธ.ค.", "2024-01-05 23:59:59")  # before the deadline has passed: a look, no more
    send(small_office, "b.xlsx", "ธ.ค.", "5 ม.ค. 2567", {"1.1": "p50"}, "2024-01-05 23:00")
    assert listed(small_office.roll_up("ธ.ค.", AFTER_DECEMBER)) == []
    assert [line.time for line in small_office.ledger.lines if line.event == "rolled-up"] == [
        moment(AFTER_DECEMBER)
    ]


def test_restatements_stand_in_the_order_of_months(small_office: SmallOffice) -> None:
    for name, month in (("c", "ธ.ค."), ("d", "ม.ค.")):
        data = small_office.fill("02", sheet(month, "5 ก.พ. 2567", {"1.1": "n"}))
        small_office.send(f"{name}.xlsx", data, "2024-02-05 09:00")
    small_office.roll_up("ม.ค.", AFTER_JANUARY)
    small_office.roll_up("ธ.ค.", AFTER_JANUARY)
    rows = {"1.1": typed("d")}
    for name, month, at in (("a", "ม.ค.", "2024-02-08 09:00"), ("b", "ธ.ค.", "2024-02-09 09:00")):
        data = small_office.fill("02", sheet(month, "8 ก.พ. 2567", rows))
        small_office.send(f"{name}.xlsx", data, at)
    done = small_office.roll_up("ก.พ.", "2024-03-06 09:00")
    assert listed(done) == [
        "2566-12 02 1.1 status: not_started > done",
        "2567-01 02 1.1 status: not_started > done",
    ]


def test_months_after_the_one_rolled_up_are_left_out(small_office: SmallOffice) -> None:
    small_office.roll_up("ม.ค.", AFTER_JANUARY)
    send(small_office, "a.xlsx", "ม.ค.", "8 ก.พ. 2567", {"1.1": "d"}, "2024-02-08 09:00")
    assert listed(small_office.roll_up("ธ.ค.", "2024-02-09 09:00")) == []


def test_a_month_is_rolled_up_once(small_office: SmallOffice) -> None:
    for at in (AFTER_DECEMBER, "2024-01-07 09:00"):
        small_office.roll_up("ธ.ค.", at)
    assert [line.month for line in small_office.ledger.lines if line.event == "rolled-up"] == [MONTHS["ธ.ค."]]


@pytest.mark.parametrize("month", [Month(2566, 9), Month(2567, 10)])
def test_a_month_outside_the_fiscal_year_is_refused_before_anything_is_taken_in(
    small_office: SmallOffice, month: Month
) -> None:
    send(small_office, "a.xlsx", "ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}, "2024-01-04 09:00")
    for run in (roll_up, status_of):
        with pytest.raises(UserError, match="date-outside-year"):
            run(small_office.office, small_office.plan, month=month, as_of=moment(AFTER_DECEMBER))
    assert len(small_office.ledger.lines) == 1
