"""The head of a month sheet: who reported and when."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.model.entry import MonthReport
from toolkit.model.finding import Location
from toolkit.model.month import BANGKOK, Month
from toolkit.rules.month_head import check_reported_on, check_unsigned, not_begun
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.tables import FoundTable, TableRow

DECEMBER = Month(2566, 12)
SHEET = SheetData("ธ.ค.66")
KEYS = {"month": 3, "reporter": 5, "reported_on": 6}
HEAD = FoundTable(
    "month",
    SHEET,
    1,
    {"value": 3},
    tuple(TableRow(key, SHEET, row, {"value": 3}, {}) for key, row in KEYS.items()),
)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def report(reporter: str, day: str) -> MonthReport:
    reported_on = dt.date.fromisoformat(day) if day else None
    return MonthReport(DECEMBER, reporter, reported_on, location=Location(SHEET.name, 1))


@pytest.mark.parametrize(
    ("reporter", "day", "intake", "expected"),
    [
        ("", "", "2023-12-31 23:59:59", ["month-draft "]),
        ("", "", "2024-01-01 00:00:00", ["month-unsigned C5", "month-unsigned C6"]),
        ("นิติกร", "", "2024-01-04 09:00:00", ["month-unsigned C6"]),
        ("", "2024-01-04", "2024-01-04 09:00:00", ["month-unsigned C5"]),
        ("นิติกร", "", "2023-12-20 09:00:00", ["month-draft "]),
    ],
)
def test_rows_without_a_signature(reporter: str, day: str, intake: str, expected: list[str]) -> None:
    found = check_unsigned(report(reporter, day), HEAD, moment(intake))
    assert [f"{finding.code} {finding.cell}" for finding in found] == expected


def test_an_unsigned_month_names_the_month_and_what_it_lacks() -> None:
    (finding,) = check_unsigned(report("นิติกร", ""), HEAD, moment("2024-01-04 09:00"))
    assert (finding.sheet, finding.found, finding.expected) == ("ธ.ค.66", "ธันวาคม 2566", "วันที่รายงาน")


def test_a_head_that_lost_a_key_has_no_cell_to_name() -> None:
    bare = FoundTable("month", SHEET, 1, {"value": 3}, HEAD.records[:1])
    found = check_unsigned(report("", ""), bare, moment("2024-01-04 09:00"))
    assert [(finding.code, finding.cell) for finding in found] == [("month-unsigned", "")] * 2


@pytest.mark.parametrize(
    ("day", "odd"),
    [
        ("", False),
        ("2023-11-30", True),
        ("2023-12-01", False),
        ("2024-01-04", False),
        ("2024-01-05", True),
        ("2066-01-04", True),
    ],
)
def test_a_reporting_date_fits_its_month_and_is_not_in_the_future(day: str, odd: bool) -> None:
    found = list(check_reported_on(report("นิติกร", day), HEAD, moment("2024-01-04 23:30")))
    assert [f"{finding.code} {finding.cell}" for finding in found] == (["reported-on-odd C6"] if odd else [])


def test_today_is_bangkoks_day() -> None:
    early = dt.datetime(2024, 1, 4, 18, 0, tzinfo=dt.UTC)  # 01:00 on the 5th in Bangkok
    assert list(check_reported_on(report("นิติกร", "2024-01-05"), HEAD, early)) == []


@pytest.mark.parametrize(
    ("intake", "expected"), [("2023-11-30 23:59:59", True), ("2023-12-01 00:00:00", False)]
)
def test_a_month_begins_at_midnight_in_bangkok(intake: str, expected: bool) -> None:
    assert not_begun(DECEMBER, moment(intake)) is expected
