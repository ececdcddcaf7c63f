"""Reading worked examples."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.books.plan_book import make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.example.worked_example import EXAMPLES, load_example, read_example
from toolkit.model.month import BANGKOK, Month
from toolkit.xlsx.strict_reader import read_book

TOML = """
[agency]
agency_code = "05990101"
fiscal_year = "2567"

[[steps]]
measure_no = "1"
step_no = "2"
step = "จัดทำคู่มือ"

[[submissions]]
file = "กองคลัง/พ.ย..xlsx"
division = "02"
sent = "2023-12-01T09:00:00+07:00"

[[submissions.months]]
month = "2566-11"
reporter = "นักวิชาการพัสดุ"
reported_on = "1 ธ.ค. 2566"
rows."1.2" = { status = "อยู่ระหว่างดำเนินการ", percent = "50" }
outcomes."1" = { result = "ทำแล้ว" }

[[submissions]]
file = "ต.ค..xlsx"
division = "01"
sent = "2023-11-01T09:00:00+00:00"
months = []
"""


def test_rows_are_read_by_field_id() -> None:
    plan = read_example(TOML).plan
    assert plan.agency == {"agency_code": "05990101", "fiscal_year": "2567"}
    assert dict(plan.tables) == {"steps": ({"measure_no": "1", "step_no": "2", "step": "จัดทำคู่มือ"},)}


def test_submissions_stand_in_the_order_sent() -> None:
    first, second = read_example(TOML).submissions
    assert (first.file, first.division, first.months) == ("ต.ค..xlsx", "01", ())
    assert first.sent == dt.datetime(2023, 11, 1, 16, 0, tzinfo=BANGKOK)
    assert second.file == "กองคลัง/พ.ย..xlsx"
    assert second.sent == dt.datetime(2023, 12, 1, 9, 0, tzinfo=BANGKOK)


def test_months_hold_what_is_typed() -> None:
    (month,) = read_example(TOML).submissions[1].months
    assert month.month == Month(2566, 11)
    assert (month.reporter, month.reported_on) == ("นักวิชาการพัสดุ", "1 ธ.ค. 2566")
    assert month.rows == {"1.2": {"status": "อยู่ระหว่างดำเนินการ", "percent": "50"}}
    assert month.outcomes == {"1": {"result": "ทำแล้ว"}}


def test_an_unknown_example_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="no example 'atlantis'; there are: thetsaban-tambon"):
        load_example("atlantis")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bundled_plan_reads_without_a_finding(name: str) -> None:
    example = load_example(name)
    plan, findings = read_plan(read_book(make_plan_workbook(example.plan)))
    assert findings == ()
    assert plan is not None
    assert len(plan.steps) == len(example.plan.tables["steps"])
    assert {submission.division for submission in example.submissions} <= set(plan.division_by_code)
