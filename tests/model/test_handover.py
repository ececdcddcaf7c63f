"""Work that passes from a division that ends to its successor."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.model.entry import Entry
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Agency, Division, Measure, Plan, Step
from toolkit.model.progress import assignments, history_of, is_due, value_at

YEAR = fiscal_months(2567)
OCTOBER, NOVEMBER, DECEMBER, JANUARY, FEBRUARY, MARCH = YEAR[:6]
MONTHS = dict(zip("ONDJFM", YEAR, strict=False))


def plan_of(divisions: str, responsible: str) -> Plan:
    """Divisions as "A:D>B B C": A until December, then B. `responsible` holds the codes of the one step."""
    made = []
    for word in divisions.split():
        code, _, ends = word.partition(":")
        until, _, successor = ends.partition(">")
        made.append(Division(code, f"กอง {code}", until=MONTHS.get(until), successor=successor))
    step = Step("1", "1", "ขั้นตอน", division_codes=tuple(responsible))
    measure = Measure("1", "มาตรการ", YEAR[0], YEAR[-1], steps=(step,))
    return Plan(Agency("1", "หน่วยงาน", 2567), tuple(made), (measure,))


def holders(plan: Plan, month: Month) -> str:
    return "".join(
        sorted(assignment.division_code for assignment in assignments(plan) if assignment.holds_in(month))
    )


@pytest.mark.parametrize(
    ("divisions", "responsible", "by_month"),
    [
        ("A B", "A", "A A A A A A"),
        ("A:D>B B", "A", "A A A B B B"),
        ("A:D> B", "A", "A A A   "),  # no successor: the work drops out
        ("A:D>B B", "AB", "AB AB AB B B B"),  # the successor has the step already
        ("A:D>C B:D>C C", "AB", "AB AB AB C C C"),  # two predecessors, one assignment
        ("A:N>C B:J>C C", "AB", "AB AB BC BC C C"),
        ("A:N>B B:J>C C", "A", "A A B B C C"),  # a chain
        ("A:N>B B:N>C C", "A", "A A C C C C"),  # both end at once
        ("A:J>B B:N>C C", "A", "A A A A C C"),  # the successor ended before
        ("A:N>B B:J>A", "A", "A A B B  "),  # in a ring: nobody left
        ("A:N>X", "A", "A A    "),  # an unknown successor
        ("A", "AX", "A A A A A A"),  # an unknown division
    ],
)
def test_who_holds_a_step(divisions: str, responsible: str, by_month: str) -> None:
    plan = plan_of(divisions, responsible)
    expected = [word.strip() for word in by_month.split(" ")][:6]
    assert [holders(plan, month) for month in YEAR[:6]] == expected + [""] * (6 - len(expected))


def entry(status: str, percent: int | None = None) -> Entry:
    return Entry("1.1", status, None if percent is None else Fraction(percent))  # type: ignore[arg-type]


def value(plan: Plan, entries: dict[tuple[str, str], dict[Month, Entry]], code: str, month: Month) -> object:
    held = next(assignment for assignment in assignments(plan) if assignment.division_code == code)
    return value_at(held, history_of(held, entries), month).percent


def test_the_successor_takes_over_the_latest_entry() -> None:
    plan = plan_of("A:D>B B", "A")
    entries = {("A", "1.1"): {OCTOBER: entry("in_progress", 20), DECEMBER: entry("in_progress", 60)}}
    assert value(plan, entries, "B", JANUARY) == 60
    entries["B", "1.1"] = {FEBRUARY: entry("done")}
    assert (value(plan, entries, "B", JANUARY), value(plan, entries, "B", FEBRUARY)) == (60, 100)


def test_what_a_division_reports_after_its_end_is_not_passed_on() -> None:
    plan = plan_of("A:D>B B", "A")
    entries = {("A", "1.1"): {NOVEMBER: entry("in_progress", 30), JANUARY: entry("done")}}
    assert value(plan, entries, "B", FEBRUARY) == 30


def test_what_an_heir_reports_before_it_takes_over_does_not_count() -> None:
    plan = plan_of("A:D>B B", "A")
    entries = {
        ("A", "1.1"): {NOVEMBER: entry("in_progress", 30)},
        ("B", "1.1"): {OCTOBER: entry("done"), DECEMBER: entry("in_progress", 80)},
    }
    assert value(plan, entries, "B", FEBRUARY) == 30


def test_work_that_was_done_before_the_handover_is_not_due_again() -> None:
    plan = plan_of("A:D>B B", "A")
    (_, heir) = assignments(plan)
    known = history_of(heir, {("A", "1.1"): {NOVEMBER: entry("done")}})
    assert not is_due(heir, known, JANUARY)
    assert is_due(heir, {}, JANUARY)
    assert not is_due(heir, {}, DECEMBER)


def test_a_chain_passes_everything_on() -> None:
    plan = plan_of("A:N>B B:J>C C", "A")
    entries = {
        ("A", "1.1"): {OCTOBER: entry("in_progress", 20)},
        ("B", "1.1"): {DECEMBER: entry("in_progress", 50)},
    }
    assert (value(plan, entries, "C", FEBRUARY), value(plan, entries, "B", NOVEMBER + 1)) == (50, 50)
    del entries["B", "1.1"]
    assert value(plan, entries, "C", FEBRUARY) == 20


def test_of_two_predecessors_the_first_to_end_passes_its_work_on() -> None:
    plan = plan_of("A:D>C B:N>C C", "AB")
    entries = {
        ("A", "1.1"): {OCTOBER: entry("in_progress", 80)},
        ("B", "1.1"): {OCTOBER: entry("in_progress", 40)},
    }
    assert value(plan, entries, "C", JANUARY) == 40
