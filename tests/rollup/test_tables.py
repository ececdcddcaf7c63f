"""The tables that a roll-up is written from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from sample_office import DECEMBER, MARCH, OCTOBER, sample_entries, sample_figures, sample_plan

from toolkit.books.rollup_tables import LATE_COLUMNS, STATUS_COLUMNS, STEP_COLUMNS, RollupTables
from toolkit.model.entry import Entry
from toolkit.model.plan import Division, Plan
from toolkit.rollup.frames import rollup_tables

PLAN = sample_plan()
FIGURES = sample_figures(PLAN)


@pytest.fixture(scope="module")
def tables() -> RollupTables:
    return rollup_tables(PLAN, FIGURES, sample_entries())


def _status(tables: RollupTables, measure: str, step: str, division: str) -> dict[str, object]:
    frame = tables.status
    wanted = (frame.measure_no == measure) & (frame.step_no == step) & (frame.division_code == division)
    return dict(frame[wanted].iloc[0])


def test_one_status_row_an_assignment_in_plan_order(tables: RollupTables) -> None:
    assert tuple(tables.status.columns) == STATUS_COLUMNS
    expected = [(m.measure_no, s.step_no, code) for m, s in PLAN.steps for code in s.division_codes]
    found = tables.status[["measure_no", "step_no", "division_code"]].itertuples(index=False, name=None)
    assert list(found) == expected


@pytest.mark.parametrize(
    ("key", "status", "percent", "month", "stale"),
    [
        (("1", "1", "01"), "done", 100.0, "2566-12", False),
        (("1", "1", "05"), None, 0.0, None, True),
        (("2", "2", "04"), "cannot", 0.0, "2567-03", False),
        (("4", "3", "03"), "na", None, "2566-12", False),
        (("5", "1", "02"), "in_progress", 25.0, "2567-01", True),
    ],
)
def test_status_values(
    tables: RollupTables,
    key: tuple[str, str, str],
    status: str | None,
    percent: float | None,
    month: str | None,
    stale: bool,
) -> None:
    row = _status(tables, *key)
    assert (row["status"], row["percent"], row["month"], row["stale"]) == (status, percent, month, stale)


def test_latest_words_are_those_up_to_the_month() -> None:
    early = rollup_tables(PLAN, sample_figures(PLAN, OCTOBER + 1), sample_entries())
    assert _status(early, "1", "1", "01")["action"] == "ทบทวนคู่มือแล้ว 6 เรื่อง"
    late = rollup_tables(PLAN, FIGURES, sample_entries())
    assert _status(late, "1", "1", "01")["action"] == "ประกาศใช้คู่มือฉบับปรับปรุง ปี 2567 จำนวน 14 เรื่อง"
    assert _status(late, "2", "2", "04")["reason"] == "กล้องถ่ายวิดีโอชำรุด อยู่ระหว่างส่งซ่อม"


def test_entries_of_a_division_that_ended_stand_under_its_successor() -> None:
    divisions = tuple(
        replace(each, until=DECEMBER, successor="02") if each.division_code == "03" else each
        for each in PLAN.divisions
    )
    step = replace(PLAN.measures[0].steps[0], division_codes=("03",))
    plan = Plan(PLAN.agency, divisions, (replace(PLAN.measures[0], steps=(step,)),))
    entries = {("03", "1.1"): {DECEMBER: Entry("1.1", "done", action="ทำแล้วโดยกองช่าง")}}
    row = rollup_tables(plan, sample_figures(plan), entries).status.set_index("division_code").loc["02"]
    assert row["action"] == "ทำแล้วโดยกองช่าง"


def test_steps_name_their_divisions(tables: RollupTables) -> None:
    assert tuple(tables.steps.columns) == STEP_COLUMNS
    assert len(tables.steps) == 21
    row = tables.steps[(tables.steps.measure_no == "4") & (tables.steps.step_no == "2")].iloc[0]
    assert row["divisions"] == "กองคลัง\nหน่วยตรวจสอบภายใน"
    assert (row["due"], row["completion"], row["planned"]) == ("2567-09", 50.0, 50.0)


def test_late_steps_worst_first(tables: RollupTables) -> None:
    late = tables.late
    assert tuple(late.columns) == LATE_COLUMNS
    ranks = [{"overdue": 0, "behind": 1}.get(str(state), 2) for state in late.state]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1}
    overdue = [months for months in late.months_overdue if months is not None]
    assert overdue == sorted(overdue, reverse=True) and overdue[0] == 3
    first = late[(late.measure_no == "1") & (late.step_no == "1")].iloc[0]
    assert first["waiting_for"] == first["stale_divisions"] == "กองสาธารณสุขและสิ่งแวดล้อม"
    reason = late[(late.measure_no == "2") & (late.step_no == "2")].iloc[0]["reason"]
    assert reason == "กองการศึกษา ศาสนาและวัฒนธรรม: กล้องถ่ายวิดีโอชำรุด อยู่ระหว่างส่งซ่อม"


def test_a_step_on_track_without_news_is_listed_last() -> None:
    entries = {("02", "5.2"): {MARCH + -1: Entry("5.2", "in_progress", Fraction(50))}}
    late = rollup_tables(PLAN, sample_figures(PLAN, entries=entries), entries).late
    last = late.iloc[-1]
    assert (last["measure_no"], last["step_no"], last["state"]) == ("5", "2", "on_track")
    assert last["stale_divisions"] == "กองคลัง"


def test_finished_steps_are_not_late(tables: RollupTables) -> None:
    late = set(zip(tables.late.measure_no, tables.late.step_no, strict=True))
    assert ("2", "1") not in late and ("6", "1") not in late


def test_reporting_is_division_by_month(tables: RollupTables) -> None:
    frame = tables.reporting
    assert list(frame.columns[3:]) == [str(month) for month in PLAN.months]
    assert list(frame["2567-03"]) == ["on-time", "late", "on-time", "rejected", "missing", "not-due"]
    assert set(frame["2567-04"]) == {None}
    assert frame.received[3] is None and frame.received[0].hour == 15


def test_codes_stay_text_and_nothing_becomes_nan() -> None:
    plan = replace(PLAN, divisions=(*PLAN.divisions, Division("001", "NA")))
    frame = rollup_tables(plan, sample_figures(plan), sample_entries()).reporting
    assert (frame.division_code.iloc[-1], frame.division_name.iloc[-1]) == ("001", "NA")


def test_an_empty_plan_gives_empty_tables() -> None:
    plan = Plan(PLAN.agency)
    tables = rollup_tables(plan, sample_figures(plan, MARCH), {})
    assert [len(each) for each in (tables.status, tables.steps, tables.late, tables.reporting)] == [0] * 4
