"""What is allowed but most likely not meant: the edges of each rule (their plain cases: test_every_rule)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sheets import Row, month_sheet, told

from toolkit.model.entry import Entry, Status
from toolkit.model.month import Month
from toolkit.model.plan import Step
from toolkit.rules.sense import check_sense

NOVEMBER, DECEMBER, JANUARY = Month(2566, 11), Month(2566, 12), Month(2567, 1)
LABELS: dict[Status, str] = {
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการแล้วเสร็จ",
    "cannot": "ไม่สามารถดำเนินการได้",
    "na": "ไม่เกี่ยวข้อง",
}
OWN_WORDS = "เชิญผู้แทนทุกหมู่บ้านมาให้ความเห็นต่อร่างคู่มือ"


def row(status: Status, percent: str = "", action: str = "ทำ", reason: str = "") -> Row:
    reason = "เพราะ" if status in ("cannot", "na") else reason
    return {"status": LABELS[status], "percent": percent, "action": action, "reason": reason}


def entry(status: Status, percent: int | None = None, action: str = "ทำ") -> Entry:
    return Entry("1.1", status, None if percent is None else Fraction(percent), action)


def found(now: Row, *before: tuple[Month, Entry], step: Step | None = None) -> list[str]:
    """What is said of row 1.1 in January after these entries."""
    steps = {"1.1": step} if step else None
    sheet = month_sheet(JANUARY, {"1.1": now}, steps=steps, before={"1.1": dict(before)})
    return told(check_sense(sheet))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([], row("in_progress", "10"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("in_progress", "40"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("in_progress", "39.5"), ["percent-fell G9 39.5"]),
        ([(DECEMBER, entry("in_progress", 40))], row("in_progress", "39.5", reason="แก้แบบใหม่"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("done"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("na"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("cannot"), []),  # keeps the 40
        ([(DECEMBER, entry("in_progress", 40))], row("cannot", "40"), []),
        ([(DECEMBER, entry("in_progress", 40))], row("cannot", "0"), ["percent-fell G9 0"]),
        ([(DECEMBER, entry("in_progress", 40))], row("not_started"), ["percent-fell F9 0"]),
        # a month without news between them, and what lies behind a later one
        ([(NOVEMBER, entry("in_progress", 40))], row("in_progress", "30"), ["percent-fell G9 30"]),
        (
            [(NOVEMBER, entry("in_progress", 60)), (DECEMBER, entry("in_progress", 20))],
            row("in_progress", "30"),
            [],
        ),
        # done before: the row is not due, of which another rule tells
        ([(DECEMBER, entry("done"))], row("done"), []),
        ([(DECEMBER, entry("done"))], row("na"), []),
        ([(DECEMBER, entry("done"))], row("in_progress", "90"), []),
        ([(DECEMBER, entry("done"))], row("cannot"), []),
        (
            [(NOVEMBER, entry("done")), (DECEMBER, entry("in_progress", 50))],
            row("in_progress", "60"),
            [],
        ),
        # not relevant before
        ([(DECEMBER, entry("na"))], row("in_progress", "10"), []),
    ],
)
def test_beside_what_was_reported_before(
    before: list[tuple[Month, Entry]], now: Row, expected: list[str]
) -> None:
    assert found(now, *before) == expected


@pytest.mark.parametrize("status", ["in_progress", "not_started", "cannot"])
def test_rounds_of_a_recurring_step_begin_anew(status: Status) -> None:
    monthly = Step("1", "1", "ข", every="month", due=NOVEMBER)
    assert found(row(status), (DECEMBER, entry("done")), step=monthly) == []


@pytest.mark.parametrize(
    ("status", "due", "expected"),
    [
        ("in_progress", DECEMBER, ["past-due F9 1.1 (ธ.ค. 66)"]),
        ("not_started", DECEMBER, ["past-due F9 1.1 (ธ.ค. 66)"]),
        ("in_progress", JANUARY, []),
        ("in_progress", None, []),  # the measure's end
        ("done", DECEMBER, []),
        ("cannot", DECEMBER, []),
    ],
)
def test_work_after_the_due_month(status: Status, due: Month | None, expected: list[str]) -> None:
    now = row(status, "40" if status == "in_progress" else "")
    # A row that says why it is late is not asked for it again.
    for reason in ("", "รออุปกรณ์"):
        told = found({**now, "reason": reason}, step=Step("1", "1", "ข", due=due))
        assert told == ([] if reason else expected)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (OWN_WORDS, OWN_WORDS, ["action-repeated H9 ธันวาคม 2566"]),
        (OWN_WORDS, f"{OWN_WORDS} ครั้งที่ 2", []),
        ("ดำเนินการตามแผน", "ดำเนินการตามแผน", []),  # a stock phrase
        ("", "", []),
    ],
)
def test_the_same_words_again(before: str, now: str, expected: list[str]) -> None:
    earlier = (DECEMBER, entry("in_progress", 10, before))
    assert found(row("in_progress", "20", now), earlier) == expected
    assert found(row("done", "", now), earlier) == []


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["ดำเนินการตามแผน"] * 3, ["action-same-everywhere H9 ดำเนินการตามแผน"]),
        (
            ["ดำเนินการตามแผน", " ดำเนินการ ตามแผน", "ดำเนินการตามแผน\u200b"],
            ["action-same-everywhere H9 ดำเนินการตามแผน"],
        ),
        (["ดำเนินการตามแผน"] * 3 + [""], ["action-same-everywhere H9 ดำเนินการตามแผน"]),
        (["ดำเนินการตามแผน"] * 2, []),
        (["ดำเนินการตามแผน"] * 3 + ["ประชุม"], []),
        (["จัดประชุม"] * 5, []),
    ],
)
def test_one_text_for_all(actions: list[str], expected: list[str]) -> None:
    rows = {f"1.{number}": row("done", "", text) for number, text in enumerate(actions, 1)}
    assert told(check_sense(month_sheet(JANUARY, rows))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["na", "na"], ["all-na F9 2"]),
        (["na"], []),  # a division with one step may well have none
        (["na", "not_started"], []),
        (["na", None], []),
    ],
)
def test_everything_is_not_relevant(words: list[Status | None], expected: list[str]) -> None:
    rows = {f"1.{number}": row(word) if word else {} for number, word in enumerate(words, 1)}
    assert told(check_sense(month_sheet(JANUARY, rows))) == expected


def test_settled_rows_do_not_count_for_everything() -> None:
    """One step is done; the two that are left are not relevant."""
    rows = {"1.1": {}, "1.2": row("na"), "1.3": row("na")}
    before = {"1.1": {DECEMBER: entry("done")}}
    assert told(check_sense(month_sheet(JANUARY, rows, before=before))) == ["all-na F10 2"]


@pytest.mark.parametrize(
    ("field", "cell"), [("result", "C11"), ("outcome", "D11"), ("problem", None), ("suggestion", None)]
)
def test_one_summary_for_many_measures(field: str, cell: str | None) -> None:
    rows = {"1": {field: OWN_WORDS}, "2": {field: OWN_WORDS}, "3": {field: "เว็บไซต์ครบทุกหัวข้อ"}}
    expected = [f"result-same {cell} 1, 2"] if cell else []
    assert told(check_sense(month_sheet(JANUARY, {}, rows))) == expected
