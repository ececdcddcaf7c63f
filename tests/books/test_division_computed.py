"""The formulas of a division workbook, as LibreOffice computes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from division_sheets import (
    DEC,
    JUL,
    MAR,
    MINE,
    MONTH_OF,
    MONTHS,
    NOV,
    OCT,
    SHEETS,
    content_of,
    find,
    measure_of,
    opened,
    plan_of,
    put,
    recalculated,
    step,
)
from division_year import FILLED, INHERITED, WEIGHTS, YEAR, expected_values, reports_of
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_state import DivisionContent
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.figures import rounded
from toolkit.model.month import Month
from toolkit.model.progress import history_of, value_at
from toolkit.thai.words import STATUS_LABELS

pytestmark = pytest.mark.slow

# --- the formulas, recalculated by LibreOffice ---


def summary_rows(sheet: Worksheet) -> dict[str, list[object]]:
    """The month rows of สรุป: "ตุลาคม 2566" -> its filled cells after the name."""
    rows = ([cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows())
    return {str(row[0]): row[1:] for row in rows if row and len(row) == 6}


MONTH_NAMES = (
    *("ตุลาคม 2566", "พฤศจิกายน 2566", "ธันวาคม 2566", "มกราคม 2567", "กุมภาพันธ์ 2567", "มีนาคม 2567"),
    *("เมษายน 2567", "พฤษภาคม 2567", "มิถุนายน 2567", "กรกฎาคม 2567", "สิงหาคม 2567", "กันยายน 2567"),
)


def typed_year() -> Workbook:
    """An empty issued workbook, filled as people do."""
    book = opened(make_division_workbook(content_of(YEAR, entries=INHERITED)))
    for month, rows in FILLED.items():
        fields = {
            key: {"status": STATUS_LABELS[status], "percent": float(percent) if percent else None}
            for key, (status, percent) in rows.items()
        }
        put(book, month, fields)
    # What is reached is shown up to the last month with anything typed.
    put(book, MONTHS[-1], {})
    return book


@pytest.fixture(scope="module")
def computed(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Every workbook of the tests below, recalculated in one call."""
    issued_books = {
        name: opened(make_division_workbook(content)) for name, content in ISSUED_CONTENTS.items()
    }
    books = {"typed year": typed_year(), "ready": typed_ready(), **issued_books}
    return recalculated(books, soffice, tmp_path_factory.mktemp("recalculated"))


def test_summary_completion_is_the_plain_weighted_mean(computed: dict[str, Workbook]) -> None:
    values, rows = expected_values(), summary_rows(computed["typed year"]["สรุป"])
    for index, name in enumerate(MONTH_NAMES):
        held = {key: cells[index] for key, cells in values.items() if cells[index] not in (".", "na")}
        weights = sum(WEIGHTS[key] for key in held)
        mean = sum(WEIGHTS[key] * Fraction(value) for key, value in held.items()) / weights
        done = sum(value == "100" for value in held.values())
        _, completion, counted, *_ = rows[name]
        assert completion == pytest.approx(float(round(mean + Fraction(1, 10**9), 2))), name
        assert counted == f"{done} จาก {len(held)}", name


def test_the_summary_shows_no_month_after_the_last_that_is_reported() -> None:
    reports = reports_of({month: FILLED[month] for month in MONTHS[:2]})
    book = opened(make_division_workbook(replace(content_of(YEAR), reports=reports)), values=True)
    rows = [row for row in book["สรุป"].iter_rows(values_only=True) if row[1] in MONTH_NAMES]
    assert [row[4] is not None for row in rows] == [True] * 2 + [False] * 10
    # What is due and missing, and the verdict, are shown of the month that comes next as well.
    for column in (3, 10, 13):
        assert [row[column] not in (None, "") for row in rows] == [True] * 3 + [False] * 9
    # Where nothing is due nothing can be missing.
    assert all((row[13] == "–") is (row[10] == 0) for row in rows[:3])


def test_summary_completion_is_that_of_the_model(computed: dict[str, Workbook]) -> None:
    entries: dict[tuple[str, str], dict[Month, Entry]] = {
        key: dict(history) for key, history in INHERITED.items()
    }
    for month, report in reports_of(FILLED).items():
        for entry in report.entries:
            entries.setdefault((MINE, entry.key), {})[month] = entry
    rows = summary_rows(computed["typed year"]["สรุป"])
    for month, name in zip(MONTHS, MONTH_NAMES, strict=True):
        counted = [
            (assignment.step.weight, value_at(assignment, history_of(assignment, entries), month).percent)
            for assignment in content_of(YEAR).assignments
            if assignment.holds_in(month)
        ]
        known = [(weight, percent) for weight, percent in counted if percent is not None]
        mean = sum(weight * percent for weight, percent in known) / sum(weight for weight, _ in known)
        assert rows[name][1] == pytest.approx(rounded(Fraction(mean))), name


def test_previous_is_the_value_before_the_month(computed: dict[str, Workbook]) -> None:
    book = computed["typed year"]
    for key, cells in expected_values().items():
        for index, cell in enumerate(cells[:-1]):
            if cell != ".":
                shown = find(book[SHEETS[index + 1]], "ita:status").cell(key, "previous").value
                wanted = "ไม่เกี่ยวข้อง" if cell == "na" else pytest.approx(rounded(Fraction(cell)))
                assert shown == wanted, (key, SHEETS[index + 1])


@pytest.mark.parametrize(
    ("percents", "expected"),
    [((20, 60, 95, 10), 46.25), ((80, 90, 20, 99, 0), 57.8), ((1, 2, 3, 2.02), 2.01), ((0, 0.01), 0.01)],
)
def test_issued_completion_rounds_half_up(percents: tuple[float, ...], expected: float) -> None:
    plan = plan_of(measure_of("1", *(step(f"1.{number}") for number, _ in enumerate(percents, 1))))
    entries = tuple(
        Entry(f"1.{number}", "cannot", Fraction(str(percent)), reason="x")
        for number, percent in enumerate(percents, 1)
    )
    content = content_of(plan, reports={OCT: MonthReport(OCT, "ก", dt.date(2023, 11, 1), entries)})
    rows = summary_rows(opened(make_division_workbook(content), values=True)["สรุป"])
    assert rows["ตุลาคม 2566"][1] == expected


READY_PLAN = plan_of(
    measure_of(
        "1",
        step("1.1", evidence=True),
        step("1.2", every="quarter"),
        step("1.3"),
        start=NOV,
    )
)


WORDS = {"กำลังทำ": "in_progress", "เสร็จ": "done", "ทำไม่ได้": "cannot"}


# Month | signed | what is typed (row: status percent action evidence) | ready
READY_CASES = """
OCT | none     |                                            | เดือนนี้ไม่มีรายการที่ต้องรายงาน
NOV | none     |                                            | ยังขาด 5 ช่อง: D7, D8, G12, G13, G14
DEC | both     | 1.1:กำลังทำ 1.2:เสร็จ,,ทำ 1.3:ทำไม่ได้         | ยังขาด 3 ช่อง: H12, I12, K14
JAN | both     | 1.1:กำลังทำ,50,ทำ 1.2:เสร็จ,,ทำ 1.3:กำลังทำ,120,ทำ | ยังขาดหรือต้องแก้ 1 ช่อง: H14
FEB | both     | 1.1:เสร็จ,,ทำ 1.3:คงเสร็จ                     | ยังขาดหรือต้องแก้ 2 ช่อง: J12, G14
MAR | both     | 1.3:กำลังทำ,60,ทำ                           | ยังขาด 1 ช่อง: D18
APR | both     | 1.2:เสร็จ,,ทำ 1.3:กำลังทำ,0.7,ทำ              | พร้อมส่ง
MAY | both     | 1.3:เสร็จ,100,ทำ                            | พร้อมส่ง
JUN | both     | 1.1:,,ทำเพิ่ม                                | ยังขาด 1 ช่อง: G12
JUL | both     | 1.2:เสร็จ,,ทำ                               | ยังขาด 1 ช่อง: D18
AUG | none     |                                            | ยังขาด 2 ช่อง: D7, D8
SEP | reporter |                                            | ยังขาด 2 ช่อง: D8, D18
"""


def ready_cases() -> list[tuple[Month, str, dict[str, dict[str, object]], str]]:
    cases = []
    for line in READY_CASES.strip().splitlines():
        name, signed, typed, ready = (part.strip() for part in line.split("|"))
        rows: dict[str, dict[str, object]] = {}
        for cell in typed.split():
            key, _, values = cell.partition(":")
            status, percent, action, evidence = (values.split(",") + [""] * 4)[:4]
            rows[key] = {
                "status": STATUS_LABELS[WORDS[status]] if status in WORDS else status or None,
                "percent": float(percent) if percent else None,
                "action": action or None,
                "evidence": evidence or None,
            }
        cases.append((MONTH_OF[name], signed, rows, ready))
    return cases


def typed_ready() -> Workbook:
    book = opened(make_division_workbook(content_of(READY_PLAN)))
    for month, signed, rows, _ in ready_cases():
        put(book, month, rows, signed)
    return book


@pytest.mark.parametrize("case", ready_cases(), ids=lambda case: str(case[0]))
def test_ready_says_what_is_missing(
    computed: dict[str, Workbook], case: tuple[Month, str, dict[str, dict[str, object]], str]
) -> None:
    month, _, _, expected = case
    sheet = computed["ready"][SHEETS[MONTHS.index(month)]]
    assert find(sheet, "ita:month").cell("ready", "value").value == expected


def contents_to_recalculate() -> dict[str, DivisionContent]:
    outcome = Outcome("1", "ผลถึงเดือนมีนาคม")
    bare = tuple(Entry(key, "done") for key in ("1.1", "1.2", "1.3"))
    odd = {
        DEC: MonthReport(DEC, "", dt.date(2024, 1, 3), bare),
        MAR: MonthReport(MAR, "ก", None, (Entry("1.1", "in_progress", Fraction(120)),), (outcome,)),
        JUL: MonthReport(JUL, "ก", None, (Entry("1.2", "done", None, "ทำ"), Entry("9.9", "done"))),
    }
    ties = plan_of(measure_of("1", *(step(f"1.{number}") for number in range(1, 5))))
    percents = zip(("1.1", "1.2", "1.3", "1.4"), ("1", "2", "3", "2.02"), strict=True)  # mean 2.005
    tie = tuple(Entry(key, "cannot", Fraction(percent), reason="เหตุ") for key, percent in percents)
    return {
        "nothing accepted": content_of(YEAR),
        "a tie": content_of(ties, reports={OCT: MonthReport(OCT, "ก", dt.date(2023, 11, 1), tie)}),
        "a year accepted": content_of(YEAR, entries=INHERITED, reports=reports_of(FILLED)),
        "odd rows": content_of(READY_PLAN, reports=odd),
    }


ISSUED_CONTENTS = contents_to_recalculate()


@pytest.mark.parametrize("name", ISSUED_CONTENTS)
def test_every_issued_value_is_what_libreoffice_computes(name: str, computed: dict[str, Workbook]) -> None:
    data = make_division_workbook(ISSUED_CONTENTS[name])
    formulas, issued = opened(data), opened(data, values=True)
    compared, different = 0, []
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours = issued[sheet.title][cell.coordinate].value
            theirs = computed[name][sheet.title][cell.coordinate].value
            same = ours == theirs if isinstance(ours, str) else theirs == pytest.approx(ours, abs=1e-9)
            compared += 1
            if not same:
                different.append((sheet.title, cell.coordinate, ours, theirs, cell.value))
    assert different == []
    assert compared > 500
