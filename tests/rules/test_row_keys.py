"""Whether each row of a month sheet is still the row that was issued."""

from __future__ import annotations

import pytest
from markdown_book import markdown_book

from toolkit.model.month import fiscal_months
from toolkit.model.plan import Agency, Division, Measure, Plan, Step
from toolkit.rules.row_keys import PlanIndex, check_row_keys
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import TableRow, tables_of

YEAR = fiscal_months(2567)
HEAD = "| ita:status | measure | step | status | action |\n| | | | | |\n"
OWN = frozenset(("1", "1.1", "1.2"))
KNOWN = OWN | {"2", "2.1"}


def plan_of(**steps: str) -> Plan:
    """A plan of two measures; `s1_2="…"` gives step 1.2 its text."""
    texts = {"1.1": "ร่างคู่มือ", "1.2": "ประกาศใช้", "2.1": "ประชุม"} | {
        key[1:].replace("_", "."): text for key, text in steps.items()
    }
    measures = tuple(
        Measure(
            number,
            f"มาตรการ {number}",
            YEAR[0],
            YEAR[-1],
            steps=tuple(
                Step(number, key.split(".")[1], text) for key, text in texts.items() if key[0] == number
            ),
        )
        for number in ("1", "2")
    )
    return Plan(Agency("1", "หน่วยงาน", 2567), (Division("01", "กอง"),), measures)


def records(rows: str) -> tuple[TableRow, ...]:
    (table,) = tables_of(read_book(markdown_book({"ธ.ค.66": HEAD + rows})).sheets["ธ.ค.66"])
    return table.records


def codes(rows: str, index: PlanIndex | None = None) -> list[str]:
    index = index or PlanIndex(plan_of())
    return [
        f"{finding.code} {finding.cell} {finding.found}"
        for finding in check_row_keys(records(rows), index, OWN, KNOWN)
    ]


FIRST = '| "1.1" | มาตรการ 1 | ร่างคู่มือ | แล้วเสร็จ | ทำ |\n'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (FIRST, []),
        ('| "1.1" | | | แล้วเสร็จ | ทำ |', []),  # somebody emptied cells that are not read
        ('| "1.1" | 1. มาตรการ 1 | 1.1 ร่าง คู่มือ | แล้วเสร็จ | |', []),  # numbered, spaced
        ('| "1.1" | มาตรการ 1 | ประกาศใช้ | แล้วเสร็จ | |', ["key-mismatch C3 ประกาศใช้"]),  # sorted
        ('| "1.1" | มาตรการ 2 | ร่างคู่มือ | แล้วเสร็จ | |', ["key-mismatch C3 ร่างคู่มือ"]),
        ('| "1.1" | มาตรการ 1 | ประกาศใช้ | | |', []),  # nothing typed in it
        (FIRST + '| "1.1" | มาตรการ 1 | ร่างคู่มือ | | |', ["key-doubled C4 1.1"]),
        ("| | มาตรการ 1 | แถวใหม่ | แล้วเสร็จ | |", ["row-inserted D3 แล้วเสร็จ"]),
        ("| | | หมายเหตุ | | |", []),
        ('| "2.1" | มาตรการ 2 | ประชุม | แล้วเสร็จ | |', ["row-not-yours D3 2.1"]),
        ('| "2.1" | มาตรการ 2 | ประชุม | | |', []),
        ('| "9.9" | มาตรการ 9 | เลิกแล้ว | แล้วเสร็จ | |', ["key-unknown D3 9.9"]),
        ("| 1.1 | มาตรการ 1 | ร่างคู่มือ | แล้วเสร็จ | |", []),  # a key that became a number
    ],
)
def test_keys(rows: str, expected: list[str]) -> None:
    assert codes(rows) == expected


def test_a_text_of_an_earlier_plan_still_fits() -> None:
    older = plan_of(s1_1="ร่างแนวทาง")
    row = '| "1.1" | มาตรการ 1 | ร่างแนวทาง | แล้วเสร็จ | |'
    assert codes(row, PlanIndex(plan_of(), lambda: (older,))) == []
    assert codes(row) == ["key-mismatch C3 ร่างแนวทาง"]


def test_earlier_plans_are_opened_only_when_asked_for() -> None:
    def never() -> tuple[()]:
        raise AssertionError("an earlier plan was opened")

    assert codes(FIRST, PlanIndex(plan_of(), never)) == []


def test_a_mismatch_names_the_key_that_was_expected() -> None:
    rows = records('| "1.1" | มาตรการ 1 | ประกาศใช้ | แล้วเสร็จ | |')
    (finding,) = check_row_keys(rows, PlanIndex(plan_of()), OWN, KNOWN)
    assert (finding.sheet, finding.found, finding.expected) == ("ธ.ค.66", "ประกาศใช้", "1.1")


def test_rows_of_outcomes_are_judged_too() -> None:
    head = "| ita:outcomes | measure | result |\n| | | |\n"
    sheet = read_book(markdown_book({"ธ.ค.66": head + "| 1 | มาตรการ 2 | ได้ผล |\n| 2 | มาตรการ 2 | ได้ผล |"}))
    (table,) = tables_of(sheet.sheets["ธ.ค.66"])
    found = check_row_keys(table.records, PlanIndex(plan_of()), OWN, KNOWN)
    assert [(finding.code, finding.cell, finding.expected or finding.found) for finding in found] == [
        ("key-mismatch", "B3", "1"),
        ("row-not-yours", "C4", "2"),
    ]
