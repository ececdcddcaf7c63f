"""An overdue step makes its measure late, whatever the mean says, and is counted wherever counts stand."""

from __future__ import annotations

import pytest
from small_office import DIVISIONS, MONTHS, SmallOffice, plan_content, sheet

from toolkit.planning.new_office import new_office

STEPS = (
    {"measure_no": "1", "step_no": "1", "step": "ร่างคู่มือ", "divisions": "01", "due": "ธ.ค. 2566"},
    {"measure_no": "1", "step_no": "2", "step": "ประกาศใช้คู่มือ", "divisions": "01", "due": "ก.ย. 2567"},
    {"measure_no": "2", "step_no": "1", "step": "ปรับปรุงเว็บไซต์", "divisions": "02", "due": "ม.ค. 2567"},
    {"measure_no": "2", "step_no": "2", "step": "เปิดเผยข้อมูล", "divisions": "02", "due": "ก.ย. 2567"},
)


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> SmallOffice:
    root = tmp_path_factory.mktemp("late")
    new_office(root / "office", content=plan_content(divisions=DIVISIONS, steps=STEPS))
    made = SmallOffice(root / "office")
    made.distribute("2023-10-02 09:00")
    return made


@pytest.mark.parametrize(
    ("words", "state", "overdue"),
    [
        (("p60", "p90"), "behind", 1),  # 75 of 75 planned, one step late since December
        (("d", "p40"), "on_track", 0),
        (("x", "p40"), "on_track", 0),  # what does not apply is not late
        (("c", "p90"), "behind", 1),  # what cannot be carried out stays late
        (("d", "d"), "done", 0),
    ],
)
def test_a_measure_with_an_overdue_step_is_behind(
    office: SmallOffice, words: tuple[str, str], state: str, overdue: int
) -> None:
    rows = dict(zip(("1.1", "1.2"), words, strict=True))
    office.send("a.xlsx", office.fill("01", sheet("มี.ค.", "4 เม.ย. 2567", rows)), "2024-04-04 09:00")
    done = office.roll_up("มี.ค.", "2024-04-06 09:00")
    plain = done.json()
    first = plain["measures"][0]
    assert (first["state"], first["steps_overdue"]) == (state, overdue)
    assert plain["overall"]["steps_overdue"] == overdue + 1  # nobody reported step 2.1


def test_the_month_before_it_is_due_nothing_is_overdue(office: SmallOffice) -> None:
    done = office.roll_up("พ.ย.", "2023-12-06 09:00")
    assert done.figures.month == MONTHS["พ.ย."]
    assert done.json()["overall"]["steps_overdue"] == 0


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        (("d", "p40"), {"steps_done": 1, "steps_na": 0, "steps_cannot": 0}),
        (("x", "p40"), {"steps_done": 0, "steps_na": 1, "steps_cannot": 0}),
        (("c", "d"), {"steps_done": 1, "steps_na": 0, "steps_cannot": 1}),
        (("c", "c"), {"steps_done": 0, "steps_na": 0, "steps_cannot": 2}),
    ],
)
def test_steps_are_counted_by_what_became_of_them(
    office: SmallOffice, words: tuple[str, str], counts: dict[str, int]
) -> None:
    rows = dict(zip(("1.1", "1.2"), words, strict=True))
    office.send("a.xlsx", office.fill("01", sheet("มี.ค.", "4 เม.ย. 2567", rows)), "2024-04-04 09:00")
    first = office.roll_up("มี.ค.", "2024-04-06 09:00").json()["measures"][0]
    assert {name: first[name] for name in counts} == counts
    assert first["steps_total"] == 2
