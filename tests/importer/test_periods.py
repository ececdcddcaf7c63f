"""Periods of a document in its own fiscal year or moved to another."""

from __future__ import annotations

import pytest
from source import codes, document, measures, steps, table, understand

from toolkit.importer.periods import plan_period, year_of_periods


def period(text: str, old: int = 2567, new: int = 0) -> tuple[str, str, str, list[str]]:
    found = plan_period(text, (), (old, new or old), "")
    return str(found.start or ""), str(found.end or ""), found.text, [doubt.code for doubt in found.doubts]


PERIODS = [
    ("๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗", "2566-10", "2567-09", []),
    ("๑ ต.ค. ๖๖\n-\n๓๐ ก.ย. ๖๗", "2566-10", "2567-09", []),
    ("ต.ค.๖๖-ก.ย.๖๗", "2566-10", "2567-09", []),
    ("ภายใน ธ.ค.๖๖", "2566-10", "2566-12", []),
    ("(เดือน ตุลาคม ๒๕๖๖ – กันยายน ๒๕๖๗ )", "2566-10", "2567-09", []),
    ("ไตรมาส ๑ - ๒", "2566-10", "2567-03", []),
    ("ตลอดปีงบประมาณ", "2566-10", "2567-09", []),
    ("รอบ ๖ เดือน", "2566-10", "2567-03", []),
    ("1. ต.ค. 66\n2. มี.ค. 67", "2566-10", "2567-03", []),
    ("1. ต.ค. 2566", "2566-10", "2566-10", []),
    ("เมื่อมีเหตุ", "", "", ["import-period-unread"]),
    ("ต.ค. ๖๕ - ก.ย. ๖๗", "2566-10", "2567-09", ["import-period-unread"]),
    ("ต.ค. ๖๔ - ก.ย. ๖๕", "", "", ["import-period-unread"]),
    ("", "", "", []),
]


@pytest.mark.parametrize(("text", "start", "end", "doubts"), PERIODS)
def test_periods(text: str, start: str, end: str, doubts: list[str]) -> None:
    assert period(text) == (start, end, text, doubts)


@pytest.mark.parametrize(
    ("text", "start", "end", "printed"),
    [
        ("๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗", "2568-10", "2569-09", ""),
        ("ภายใน ธ.ค. 2566", "2568-10", "2568-12", ""),
        ("ไตรมาส ๔", "2569-07", "2569-09", "ไตรมาส ๔"),
        ("๑ ต.ค. - ๓๑ มี.ค.", "2568-10", "2569-03", "๑ ต.ค. - ๓๑ มี.ค."),
    ],
)
def test_a_period_is_moved_by_whole_years(text: str, start: str, end: str, printed: str) -> None:
    assert period(text, 2567, 2569) == (start, end, printed, ["import-period-shifted"])


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["ต.ค. 66 - ก.ย. 67", "ต.ค. 66"], 2567),
        (["ต.ค. 65", "ต.ค. 66 - ก.ย. 67"], 2567),
        (["ไตรมาส ๑", "ตลอดปี"], 0),
        (["ปีงบประมาณ ๒๕๖๘"], 2568),
        ([], 0),
    ],
)
def test_the_fiscal_year_of_the_periods(texts: list[str], year: int) -> None:
    assert year_of_periods(texts) == year


ROWS = "มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ\nก | ทำ | ต.ค. 67 - ธ.ค. 67 | กองคลัง\nข | ทำ | เมื่อมีเหตุ | กองคลัง"


def test_the_plan_is_of_the_documents_year_or_of_another() -> None:
    own, other = understand(document(table(ROWS))), understand(document(table(ROWS)), 2570)
    assert (own.source_year, own.fiscal_year, other.source_year, other.fiscal_year) == (
        2568,
        2568,
        2568,
        2570,
    )
    assert measures(own, "start", "end", "period") == [
        ("ต.ค. 67", "ธ.ค. 67", "ต.ค. 67 - ธ.ค. 67"),
        ("", "", "เมื่อมีเหตุ"),
    ]
    assert measures(other, "start", "end", "period") == [("ต.ค. 69", "ธ.ค. 69", ""), ("", "", "เมื่อมีเหตุ")]
    assert other.content.agency["fiscal_year"] == "2570"
    assert "ต.ค. 67 - ธ.ค. 67" in other.content.notes[("measures", 0, "period")]
    assert codes(other).count("import-period-shifted") == 1


def test_a_time_chart() -> None:
    rows = "มาตรการ | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ผู้รับผิดชอบ\nก | / | / | | | กองคลัง\nข | | | x | x | กองคลัง"
    made = understand(document(table(rows)))
    assert measures(made, "start", "end") == [("ต.ค. 67", "พ.ย. 67"), ("ธ.ค. 67", "ม.ค. 68")]


def test_an_arrow_across_months_that_are_merged() -> None:
    rows = "มาตรการ | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ผู้รับผิดชอบ\nก | | <---> | | | กองคลัง\nข | ✓ | | | | กองคลัง"
    made = understand(document(table(rows, merge="1,2:1,4")))
    assert measures(made, "start", "end") == [("พ.ย. 67", "ม.ค. 68"), ("ต.ค. 67", "ต.ค. 67")]


def test_a_tick_under_a_year_is_no_period() -> None:
    made = understand(document(table("โครงการ | ผู้รับผิดชอบ | ปี 2567 | ปี 2568\nอบรม | กองคลัง | | ✓")))
    assert measures(made, "period") == [("",)]
    assert "import-period-unread" not in codes(made)
    assert "ปี 2568: ✓" in made.content.notes[("measures", 0, "measure")]


def test_a_time_chart_of_steps() -> None:
    rows = "มาตรการ | ขั้นตอน | ไตรมาส 1 | ไตรมาส 2 | ผู้รับผิดชอบ\n๑. ก | ทำ | / | | กองคลัง\n | ส่ง | | / | กองคลัง"
    made = understand(document(table(rows)))
    assert measures(made, "start", "end") == [("ต.ค. 67", "มี.ค. 68")]
    assert steps(made, "step", "due") == [("ทำ", "ธ.ค. 67"), ("ส่ง", "")]
