"""Footnotes about what changed after a month had been rolled up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sample_office import DECEMBER, MARCH, sample_figures, sample_plan

from toolkit.model.figures import Restatement
from toolkit.model.month import BANGKOK
from toolkit.report.content import report_content
from toolkit.report.endings import footnotes
from toolkit.report.submitted import Submitted

PLAN = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"))
THAI = replace(PLAN, agency=replace(PLAN.agency, numerals="thai"))


def change(field: str, was: object, now: object, **changes: object) -> Restatement:
    received = dt.datetime(2024, 4, 12, 9, 0, tzinfo=BANGKOK)
    made = Restatement(
        month=DECEMBER,
        division_code="02",
        measure_no="1",
        step_no="1",
        field=field,
        was=was,
        now=now,
        received=received,
        file="inbox/ก.xlsx",
    )  # type: ignore[arg-type]
    return replace(made, **changes)  # type: ignore[arg-type]


DECEMBER_OF_FINANCE = (
    "ข้อมูลเดือนธันวาคม 2566 ของกองคลัง ได้รับข้อมูลเพิ่มเติมภายหลังการสรุปผลประจำเดือน (รับเมื่อ 12 เมษายน 2567) ได้แก่ "
)


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ([change("percent", 40.0, 62.5)], "มาตรการที่ 1 ขั้นตอนที่ 1 (จากร้อยละ 40 เป็นร้อยละ 62.5)"),
        (
            [
                change("status", None, "in_progress"),
                change("percent", None, 40.0),
                change("action", None, "ก"),
            ],
            "มาตรการที่ 1 ขั้นตอนที่ 1 (จาก “ไม่มีรายงาน” เป็น “อยู่ระหว่างดำเนินการ” ร้อยละ 40)",
        ),
        (
            [change("status", "in_progress", "done"), change("percent", 50.0, None)],
            "มาตรการที่ 1 ขั้นตอนที่ 1 (จาก “อยู่ระหว่างดำเนินการ” เป็น “ดำเนินการแล้วเสร็จ”)",
        ),
        ([change("action", "ก", "ข"), change("evidence", "ก", None)], "มาตรการที่ 1 ขั้นตอนที่ 1 (แก้ไขข้อความ)"),
        (
            [change("percent", 40.0, 50.0), change("percent", 1.0, 2.0, step_no="2")],
            "มาตรการที่ 1 ขั้นตอนที่ 1 (จากร้อยละ 40 เป็นร้อยละ 50) มาตรการที่ 1 ขั้นตอนที่ 2 (จากร้อยละ 1 เป็นร้อยละ 2)",
        ),
    ],
)
def test_changed_steps(changes: list[Restatement], printed: str) -> None:
    (note,) = footnotes(PLAN, changes)
    assert note.text == f"{DECEMBER_OF_FINANCE}{printed}"


def test_one_note_for_each_month_and_division_and_the_first_is_headed() -> None:
    changes = [change("percent", 1.0, 2.0, month=MARCH), change("percent", 1.0, 2.0, division_code="01")]
    notes = [note.text for note in footnotes(PLAN, [*changes, change("percent", 1.0, 2.0)])]
    assert [note.split(" ได้รับข้อมูล")[0] for note in notes] == [
        "ข้อมูลเดือนธันวาคม 2566 ของสำนักปลัด",
        "ข้อมูลเดือนธันวาคม 2566 ของกองคลัง",
        "ข้อมูลเดือนมีนาคม 2567 ของกองคลัง",
    ]


def test_thai_digits_where_the_office_uses_them() -> None:
    (note,) = footnotes(THAI, [change("percent", 40.0, 62.5)])
    assert "มาตรการที่ ๑ ขั้นตอนที่ ๑ (จากร้อยละ ๔๐ เป็นร้อยละ ๖๒.๕)" in note.text


def test_a_note_names_measure_and_step_as_they_are_printed() -> None:
    (measure, *others) = PLAN.measures
    steps = (replace(measure.steps[0], label="ก"), *measure.steps[1:])
    plan = replace(PLAN, measures=(replace(measure, label="1.1", steps=steps), *others))
    (note,) = footnotes(plan, [change("percent", 40.0, 62.5)])
    assert "มาตรการที่ 1.1 ขั้นตอนที่ ก (จาก" in note.text


def test_a_months_report_does_not_repeat_the_notes_of_months_before() -> None:
    old = change("percent", 1.0, 2.0, received=dt.datetime(2024, 2, 12, 9, 0, tzinfo=BANGKOK))
    figures = replace(sample_figures(PLAN), restatements=(old, change("percent", 1.0, 3.0)))
    notes = {
        kind: report_content(PLAN, figures, Submitted(), kind).notes for kind in ("monthly", "six-month")
    }
    assert ["ร้อยละ 1 เป็นร้อยละ 3" in note.text for note in notes["monthly"]] == [True]
    assert "ร้อยละ 1 เป็นร้อยละ 2" not in notes["monthly"][0].text
    assert "ร้อยละ 1 เป็นร้อยละ 2" in notes["six-month"][0].text


def test_nothing_changed_means_no_note() -> None:
    assert footnotes(PLAN, []) == ()
