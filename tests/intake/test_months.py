"""Reading month sheets by their markers, and what is said when a marker or a field is gone."""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from loaded import loaded
from markdown_book import markdown_book
from small_office import MONTHS, SmallOffice, sheet

from toolkit.intake.month_reading import (
    is_read,
    read_months,
)
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Step
from toolkit.rules.month_head import MonthSheet
from toolkit.xlsx.layouts import FINDINGS_SHEET, GUIDE_SHEET, SUMMARY_SHEET
from toolkit.xlsx.strict_reader import read_book

STEPS = {"1.1": Step("1", "1", "ร่าง"), "1.2": Step("1", "2", "ประกาศ")}
HEAD = """
| ita:month     | label | value        |
|               |       |              |
| month         |       | ธ.ค. 66      |
| division_name |       | กองคลัง       |
| reporter      |       | นักวิชาการ     |
| reported_on   |       | 4 ม.ค. 2567  |
"""
STATUS = """
| ita:status | measure | step  | due | previous | status | percent | action | evidence | reason |
|            | มาตรการ  | ขั้นตอน |     |          | สถานะ  |         |        |          |        |
| "1.1"      | คู่มือ     | ร่าง    |     | 20       | อยู่ระหว่างดำเนินการ | 40 | ประชุม | | |
| "1.2"      | คู่มือ     | ประกาศ |     | 0        |        |         |        |          |        |
"""
OUTCOMES = """
| ita:outcomes | measure | result | outcome | problem | suggestion |
|              |         |        |         |         |            |
| 1            | คู่มือ    | ได้ผล   |         | ไม่มี     |            |
"""
WHOLE = HEAD + STATUS + OUTCOMES


def read(sheets: Mapping[str, str]) -> tuple[tuple[MonthSheet, ...], tuple[Finding, ...]]:
    return read_months(read_book(markdown_book(sheets)), STEPS)


def places(sheets: Mapping[str, str]) -> list[str]:
    return [
        f"{finding.code} {finding.sheet}!{finding.cell} {finding.found}".strip()
        for finding in read(sheets)[1]
    ]


def test_a_month_sheet_as_issued() -> None:
    (reading,), findings = read({"ธ.ค.66": WHOLE})
    report = reading.report
    assert findings == ()
    assert (report.month, report.reporter, report.reported_on) == (
        Month(2566, 12),
        "นักวิชาการ",
        dt.date(2024, 1, 4),
    )
    assert [(entry.key, entry.status, entry.percent, entry.action) for entry in report.entries] == [
        ("1.1", "in_progress", Fraction(40), "ประชุม")
    ]
    assert [(outcome.measure_no, outcome.result, outcome.problem) for outcome in report.outcomes] == [
        ("1", "ได้ผล", "ไม่มี")
    ]
    assert (report.submitted, bool(report.entries), reading.touched) == (True, True, True)


@pytest.mark.parametrize(
    "sheets",
    [
        {"เดือนสิบสอง": WHOLE},
        {"ธ.ค.66": "| หมายเหตุของเรา |\n| |\n" + HEAD + "| | บันทึก |\n" + STATUS + OUTCOMES},
        {"ธ.ค.66": OUTCOMES + STATUS + HEAD},
        {"ธ.ค.66": WHOLE.replace("สถานะ", "คืบหน้า")},
        {"คำนำ": "| x |", "ธ.ค.66": WHOLE, "ร่างของเรา": "| status | percent |"},
    ],
    ids=["sheet renamed", "notes added", "tables in another order", "heading reworded", "sheets added"],
)
def test_sheets_and_tables_are_found_by_marker(sheets: Mapping[str, str]) -> None:
    (reading,), findings = read(sheets)
    assert findings == ()
    assert reading.report == read({"ธ.ค.66": WHOLE})[0][0].report


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (HEAD, ["marker-missing ธ.ค.66! ita:status"]),
        (STATUS + OUTCOMES, ["marker-missing ธ.ค.66! ita:month"]),
        (OUTCOMES, ["marker-missing ธ.ค.66! ita:month", "marker-missing ธ.ค.66! ita:status"]),
        (HEAD + STATUS, []),
        # column A was deleted: the field ids moved one to the left, the markers are gone
        ("\n".join("|" + line.split("|", 2)[2] for line in WHOLE.strip().splitlines() if line),
         ["marker-missing ธ.ค.66! ita:month", "marker-missing ธ.ค.66! ita:status"]),
        # somebody copied the rows of the table below themselves
        (WHOLE + STATUS, ["table-doubled ธ.ค.66!A14 ita:status"]),
        (HEAD + STATUS.replace("| percent ", "| ร้อยละ "), ["field-missing ธ.ค.66! percent"]),
        (HEAD + STATUS.replace("| evidence |", "| action |"), ["field-missing ธ.ค.66! evidence", "field-doubled ธ.ค.66! action"]),
        (WHOLE.replace("ธ.ค. 66", "เดือนหน้า"), ["month-unreadable ธ.ค.66!C3 เดือนหน้า"]),
        (WHOLE.replace("| month   ", "| moon "), ["month-unreadable ธ.ค.66!"]),
    ],
)  # fmt: skip
def test_structure(sheet: str, expected: list[str]) -> None:
    assert places({"ธ.ค.66": sheet}) == expected


def test_a_doubled_table_is_read_once_and_the_first_counts() -> None:
    (reading,), _ = read({"ธ.ค.66": WHOLE + STATUS.replace("40", "90")})
    assert [entry.percent for entry in reading.report.entries] == [40]


@pytest.mark.parametrize(
    ("old", "new", "reported_on", "codes"),
    [
        ("4 ม.ค. 2567", "๔ มกราคม ๒๕๖๗", dt.date(2024, 1, 4), []),
        ("4 ม.ค. 2567", "4/1/67", dt.date(2024, 1, 4), []),
        ("4 ม.ค. 2567", "2024-01-04", dt.date(2024, 1, 4), []),
        ("4 ม.ค. 2567", '"2567-01-04"', dt.date(2024, 1, 4), []),
        ("4 ม.ค. 2567", "04-01-2567", dt.date(2024, 1, 4), []),
        ("4 ม.ค. 2567", "04/01/2024", dt.date(2024, 1, 4), []),
        # as Excel took it: the year 2567 of the Christian era, 67 as 1967, a day number
        ("4 ม.ค. 2567", "2567-01-04", dt.date(2024, 1, 4), ["reported-on-year C6"]),
        ("4 ม.ค. 2567", "1967-01-04", dt.date(2024, 1, 4), ["reported-on-year C6"]),
        ("4 ม.ค. 2567", "45295", dt.date(2024, 1, 4), ["reported-on-serial C6"]),
        ("4 ม.ค. 2567", "2567", None, ["reported-on-unreadable C6"]),
        ("4 ม.ค. 2567", "", None, []),
        ("4 ม.ค. 2567", "เมื่อวาน", None, ["reported-on-unreadable C6"]),
        ("4 ม.ค. 2567", "31 ก.พ. 2567", None, ["reported-on-unreadable C6"]),
    ],
)
def test_the_reporting_date(old: str, new: str, reported_on: dt.date | None, codes: list[str]) -> None:
    (reading,), _ = read({"ธ.ค.66": WHOLE.replace(old, new)})
    assert reading.report.reported_on == reported_on
    assert [f"{finding.code} {finding.cell}" for finding in reading.findings] == codes


@pytest.mark.parametrize(
    ("sheet", "touched"),
    [
        (HEAD + STATUS, True),
        (HEAD + STATUS.replace("อยู่ระหว่างดำเนินการ | 40 | ประชุม", "| |"), False),
        (HEAD + STATUS.replace("อยู่ระหว่างดำเนินการ | 40 | ประชุม", "| |") + OUTCOMES, True),
        (HEAD + STATUS.replace("อยู่ระหว่างดำเนินการ | 40 | ประชุม", "| #REF! |"), True),
    ],
)
def test_what_makes_a_month_touched(sheet: str, touched: bool) -> None:
    (reading,), _ = read({"ธ.ค.66": sheet})
    assert reading.touched is touched


def test_an_error_value_in_an_outcome_is_found() -> None:
    (reading,), _ = read({"ธ.ค.66": WHOLE.replace("ได้ผล", "#REF!")})
    assert [f"{finding.code} {finding.cell}" for finding in reading.findings] == ["cell-error C13"]


def test_a_month_read_without_the_plan_says_the_same() -> None:
    book = read_book(markdown_book({"ธ.ค.66": WHOLE}))
    (reading,), _ = read_months(book, STEPS)
    assert [again.report for again in read_months(book, {})[0]] == [reading.report]


def test_sheets_of_formulas_are_never_read() -> None:
    assert [
        name for name in (GUIDE_SHEET, SUMMARY_SHEET, FINDINGS_SHEET, "_calc", "_lists") if is_read(name)
    ] == []
    assert is_read("ธ.ค.66") and is_read("_meta")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "0000", "0012"),
        (812345678, "000-000-0000", "081-234-5678"),
        (0.5, "0%", "50%"),
        (dt.datetime.fromisoformat("2023-12-05"), "mmm-yy", "ธ.ค. 66"),
    ],
)
def test_a_number_in_a_text_cell_is_read_as_the_cell_shows_it(
    small_office: SmallOffice, value: float | dt.datetime, number_format: str, text: str
) -> None:
    book = loaded(small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"})))
    page: Any = book["ธ.ค.66"]
    page["J12"].value, page["J12"].number_format = value, number_format
    page["I12"].value, page["I12"].number_format = value, number_format
    buffer = io.BytesIO()
    book.save(buffer)
    small_office.send("a.xlsx", buffer.getvalue(), "2024-01-04 09:00")
    accepted = small_office.take("2024-01-06 09:00").accepted
    entry = accepted.entries["01", "1.1"][MONTHS["ธ.ค."]]
    assert (entry.action, entry.evidence) == (text, text)
