"""A division's year: its plan, what is typed each month, and what that is worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from division_sheets import APR, DEC, FEB, JAN, MAR, MAY, NOV, OCT, measure_of, plan_of, step

from toolkit.model.entry import Entry, MonthReport, Status
from toolkit.model.month import Month

YEAR = plan_of(
    measure_of(
        "1",
        step("1.1"),
        step("1.2", weight=2, due=DEC, evidence=True),
        step("1.3", every="month"),
        step("1.4", every="quarter"),
    ),
    measure_of(
        "2",
        step("2.1", first=JAN),
        step("2.2", weight=3, until=MAR),
        step("2.3"),
        step("2.4", weight=2),
    ),
    measure_of("3", step("3.1", division="03", weight=4)),
)


# What division 03 reported before its work passed to this division.
INHERITED = {
    ("03", "3.1"): {
        OCT: Entry("3.1", "in_progress", Fraction(30)),
        DEC: Entry("3.1", "in_progress", Fraction(70)),
    }
}


Filled = Mapping[Month, Mapping[str, tuple[Status, str]]]


FILLED: Filled = {
    OCT: {
        "1.1": ("in_progress", "20"),
        "1.2": ("not_started", ""),
        "1.3": ("done", ""),
        "1.4": ("in_progress", ""),
        "2.2": ("in_progress", "40"),
    },
    NOV: {"1.3": ("done", ""), "1.4": ("done", "")},
    DEC: {"1.1": ("in_progress", "60"), "1.2": ("done", "100"), "1.3": ("in_progress", "")},
    JAN: {
        "1.3": ("done", ""),
        "1.4": ("not_started", ""),
        "2.1": ("in_progress", "33.33"),
        "2.3": ("in_progress", "50"),
    },
    FEB: {
        "1.1": ("done", ""),
        "1.4": ("done", ""),
        "2.3": ("na", ""),
        "2.4": ("in_progress", "25"),
        "3.1": ("cannot", ""),
    },
    MAR: {"1.4": ("cannot", ""), "2.2": ("done", ""), "2.4": ("cannot", "")},
    APR: {"1.3": ("na", ""), "2.3": ("in_progress", "10")},
    MAY: {"1.3": ("done", "")},
}


def reports_of(filled: Filled) -> dict[Month, MonthReport]:
    """The same entries as an accepted state."""
    return {
        month: MonthReport(
            month,
            "ผู้อำนวยการกองคลัง",
            dt.date(2024, 4, 5),
            tuple(
                Entry(key, status, Fraction(percent) if percent else None, f"ทำ {key}", "บันทึกที่ 1", "เหตุผล")
                for key, (status, percent) in rows.items()
            ),
        )
        for month, rows in filled.items()
    }


# The value of each step at the end of each month, October first; "." = not in the plan or not ours then.
VALUES = """
1.1 |   20 |   20 |   60 |    60 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100
1.2 |    0 |    0 |  100 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100
1.3 | 25/3 | 50/3 | 50/3 |    25 |    25 |    25 |    na |    na |    na |    na |    na |    na
1.4 |    0 |   25 |   25 |    25 |    50 |    25 |    25 |    25 |    25 |    25 |    25 |    25
2.1 |    . |    . |    . | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33
2.2 |   40 |   40 |   40 |    40 |    40 |   100 |     . |     . |     . |     . |     . |     .
2.3 |    0 |    0 |    0 |    50 |    na |    na |    na |    na |    na |    na |    na |    na
2.4 |    0 |    0 |    0 |     0 |    25 |    25 |    25 |    25 |    25 |    25 |    25 |    25
3.1 |    . |    . |    . |    70 |    70 |    70 |    70 |    70 |    70 |    70 |    70 |    70
"""


WEIGHTS = {"1.1": 1, "1.2": 2, "1.3": 1, "1.4": 1, "2.1": 1, "2.2": 3, "2.3": 1, "2.4": 2, "3.1": 4}


def expected_values() -> dict[str, list[str]]:
    lines = (line.split("|") for line in VALUES.strip().splitlines())
    return {key.strip(): [cell.strip() for cell in cells] for key, *cells in lines}
