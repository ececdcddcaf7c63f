"""A number that was distributed is an identity: it neither moves nor vanishes.

Plans are written as "1: measure text / 1 step text / 2 step text; 2: …".
"""

from __future__ import annotations

import pytest

from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Measure, Plan, Step
from toolkit.rules.plan_identity import check_plan_identity

YEAR = fiscal_months(2567)


def plan_of(text: str) -> Plan:
    """A step whose text ends in "(ended)" has an `until` month."""
    measures = []
    for part in text.split(";"):
        number, _, rest = part.strip().partition(": ")
        title, *steps = (word.strip() for word in rest.split("/"))
        made = (step.partition(" ")[::2] for step in steps)
        measures.append(
            Measure(
                number,
                title,
                YEAR[0],
                YEAR[-1],
                steps=tuple(
                    Step(
                        number,
                        no,
                        words.removesuffix("(ended)").strip(),
                        until=YEAR[2] if "(ended)" in words else None,
                    )
                    for no, words in made
                ),
            )
        )
    return Plan(Agency("1", "หน่วยงาน", 2567), measures=tuple(measures))


BEFORE = "1: คู่มือ / 1 ร่าง / 2 ประกาศ; 2: ประชุม / 1 เชิญ"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEFORE, []),
        # reworded, added, put in another order
        ("1: คู่มือใหม่ / 1 ยกร่าง / 2 ประกาศใช้; 2: ประชุม / 1 เชิญ", []),
        (f"{BEFORE} / 2 สรุป; 3: อบรม / 1 จัด", []),
        ("2: ประชุม / 1 เชิญ; 1: คู่มือ / 2 ประกาศ / 1 ร่าง", []),
        ("1: คู่ มือ / 1 ร่าง / 2 ประกาศ; 2: ประชุม / 1 เชิญ", []),
        # the same text once more is no move
        (f"{BEFORE}; 3: อบรม / 1 ร่าง / 2 ประกาศ", []),
        (f"{BEFORE} / 2 เชิญ", []),
        # moved
        ("1: คู่มือ / 1 ประกาศ / 2 ร่าง; 2: ประชุม / 1 เชิญ", ["text-moved 1.1<1.2", "text-moved 1.2<1.1"]),
        ("1: คู่มือ / 1 ร่าง / 3 ประกาศ; 2: ประชุม / 1 เชิญ", ["text-moved 1.3<1.2"]),
        ("1: คู่มือ / 1 ร่าง / 2 ใหม่ / 3 ประกาศ; 2: ประชุม / 1 เชิญ", ["text-moved 1.3<1.2"]),
        ("1: คู่มือ / 1 ร่าง / 2 ประกาศ; 3: ประชุม / 1 เชิญ", ["text-moved 3<2"]),
        (
            "2: คู่มือ / 1 ร่าง / 2 ประกาศ; 1: ประชุม / 1 เชิญ",
            [
                *("text-moved 2<1", "text-moved 1<2"),
                *("text-moved 2.1<1.1", "text-moved 2.2<1.2", "text-moved 1.1<2.1"),
            ],
        ),
        # another work under a number that was distributed
        ("1: คู่มือ / 1 ซื้อรถ / 2 ประกาศ; 2: ประชุม / 1 เชิญ", ["text-replaced 1.1<ร่าง"]),
        ("1: จัดซื้อ / 1 ร่าง / 2 ประกาศ; 2: ประชุม / 1 เชิญ", ["text-replaced 1<คู่มือ"]),
        # vanished
        ("1: คู่มือ / 1 ร่าง; 2: ประชุม / 1 เชิญ", ["number-vanished 1.2<"]),
        ("1: คู่มือ / 1 ร่าง / 2 ประกาศ", ["number-vanished 2<"]),
    ],
)
def test_changes_of_a_distributed_plan(now: str, expected: list[str]) -> None:
    found = check_plan_identity(plan_of(now), plan_of(BEFORE))
    assert [f"{finding.code} {finding.found}<{finding.expected}" for finding in found] == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("1: คู่มือ / 1 ร่าง / 2 ประกาศ (ended)", "1: คู่มือ / 1 ร่าง", []),
        ("1: คู่มือ / 1 ร่าง (ended); 2: ประชุม / 1 เชิญ", "2: ประชุม / 1 เชิญ", []),
        ("1: คู่มือ / 1 ร่าง / 2 ประกาศ (ended); 2: ก / 1 ข", "2: ก / 1 ข", ["number-vanished 1"]),
        ("1: คู่มือ; 2: ประชุม / 1 เชิญ", "2: ประชุม / 1 เชิญ", ["number-vanished 1"]),
    ],
    ids=["an ended step", "a measure whose steps ended", "one step still runs", "a measure without steps"],
)
def test_only_what_was_distributed_with_an_end_may_leave(before: str, now: str, expected: list[str]) -> None:
    found = check_plan_identity(plan_of(now), plan_of(before))
    assert [f"{finding.code} {finding.found}" for finding in found] == expected


STEP = "ประกาศใช้คู่มือการปฏิบัติงานของทุกกองบนเว็บไซต์"


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        (STEP, False),
        ("ลงนามและประกาศใช้คู่มือการปฏิบัติงานของทุกกอง", False),
        ("จัดทำและประกาศใช้คู่มือปฏิบัติงานทุกส่วนราชการ ทางเว็บไซต์ของเทศบาล", False),
        ("ประกาศใช้คู่มือ", False),
        (f"{STEP} ป้ายประชาสัมพันธ์ และเสียงตามสายทุกหมู่บ้าน ภายในวันที่ 15 ของเดือน", False),
        ("", False),  # which is an error of its own
        ("อบรมพนักงานใหม่เรื่องวินัยและการรักษาความลับของผู้ร้องเรียน", True),
        ("ตรวจนับพัสดุและครุภัณฑ์ประจำปี", True),
    ],
)
@pytest.mark.parametrize("ended", ["", " (ended)"])
def test_only_quite_another_text_is_told(text: str, replaced: bool, ended: str) -> None:
    found = check_plan_identity(plan_of(f"1: ก / 1 {text}{ended}"), plan_of(f"1: ก / 1 {STEP}{ended}"))
    assert [(finding.code, finding.found, finding.expected) for finding in found] == (
        [("text-replaced", "1.1", STEP)] if replaced else []
    )


def test_a_plan_that_was_never_distributed_may_change_freely() -> None:
    assert list(check_plan_identity(plan_of("9: อื่น / 9 อื่น"), None)) == []
