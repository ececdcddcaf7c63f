"""The rows of the roll-up workbook that need more than the figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from sample_office import DECEMBER, MARCH, OCTOBER, sample_entries, sample_figures, sample_plan

from toolkit.books.rollup_rows import AssignmentRow, LateRow, assignment_rows, late_rows
from toolkit.model.entry import Entry
from toolkit.model.plan import Plan

PLAN = sample_plan()
FIGURES = sample_figures(PLAN)
ROWS = tuple(assignment_rows(PLAN, FIGURES, sample_entries()))
LATE = late_rows(PLAN, FIGURES, sample_entries())


def row_of(rows: tuple[AssignmentRow, ...], key: str, division: str) -> AssignmentRow:
    (row,) = (row for row in rows if (row.step.key, row.result.division_code) == (key, division))
    return row


def late_row(key: str) -> LateRow:
    (row,) = (row for row in LATE if row.step.key == key)
    return row


def test_one_row_for_each_assignment_in_plan_order() -> None:
    expected = [(step.key, code) for _, step in PLAN.steps for code in step.division_codes]
    assert [(row.step.key, row.result.division_code) for row in ROWS] == expected


@pytest.mark.parametrize(
    ("key", "division", "status", "percent", "month", "stale"),
    [
        ("1.1", "01", "done", 100, "2566-12", False),
        ("1.1", "05", None, 0, "None", True),
        ("2.2", "04", "cannot", 0, "2567-03", False),
        ("4.3", "03", "na", None, "2566-12", False),
        ("5.1", "02", "in_progress", 25, "2567-01", True),
    ],
)
def test_what_an_assignment_counts(
    key: str, division: str, status: str | None, percent: int | None, month: str, stale: bool
) -> None:
    result = row_of(ROWS, key, division).result
    assert (result.status, result.percent, str(result.month), result.stale) == (status, percent, month, stale)


def test_latest_words_are_those_up_to_the_month() -> None:
    early = tuple(assignment_rows(PLAN, sample_figures(PLAN, OCTOBER + 1), sample_entries()))
    assert row_of(early, "1.1", "01").action == "ทบทวนคู่มือแล้ว 6 เรื่อง"
    assert row_of(ROWS, "1.1", "01").action == "ประกาศใช้คู่มือฉบับปรับปรุง ปี 2567 จำนวน 14 เรื่อง"
    assert row_of(ROWS, "2.2", "04").reason == "กล้องถ่ายวิดีโอชำรุด อยู่ระหว่างส่งซ่อม"


def test_entries_of_a_division_that_ended_stand_under_its_successor() -> None:
    divisions = tuple(
        replace(division, until=DECEMBER, successor="02") if division.division_code == "03" else division
        for division in PLAN.divisions
    )
    step = replace(PLAN.measures[0].steps[0], division_codes=("03",))
    plan = Plan(PLAN.agency, divisions, (replace(PLAN.measures[0], steps=(step,)),))
    entries = {("03", "1.1"): {DECEMBER: Entry("1.1", "done", action="ทำแล้วโดยกองช่าง")}}
    rows = tuple(assignment_rows(plan, sample_figures(plan), entries))
    assert row_of(rows, "1.1", "02").action == "ทำแล้วโดยกองช่าง"


def test_late_steps_worst_first() -> None:
    ranks = [{"overdue": 0, "behind": 1}.get(str(row.result.state), 2) for row in LATE]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1}
    overdue = [row.months_overdue for row in LATE if row.months_overdue is not None]
    assert overdue == sorted(overdue, reverse=True) and overdue[0] == 3
    first = late_row("1.1")
    assert first.unfinished == first.stale == "กองสาธารณสุขและสิ่งแวดล้อม"
    assert late_row("2.2").reason == "กองการศึกษา ศาสนาและวัฒนธรรม: กล้องถ่ายวิดีโอชำรุด อยู่ระหว่างส่งซ่อม"


def test_a_step_on_track_without_news_is_listed_last() -> None:
    entries = {("02", "5.2"): {MARCH + -1: Entry("5.2", "in_progress", Fraction(50))}}
    last = late_rows(PLAN, sample_figures(PLAN, entries=entries), entries)[-1]
    assert (last.step.key, last.result.state, last.stale) == ("5.2", "on_track", "กองคลัง")


def test_finished_steps_are_not_late() -> None:
    assert {row.step.key for row in LATE}.isdisjoint({"2.1", "6.1"})


def test_an_empty_plan_gives_no_rows() -> None:
    plan = Plan(PLAN.agency)
    figures = sample_figures(plan, MARCH)
    assert [*assignment_rows(plan, figures, {}), *late_rows(plan, figures, {})] == []
