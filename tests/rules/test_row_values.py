"""One status row: status, percent and the texts that a status asks for.

A row is written as the five cells that people type in: status | percent | action | evidence | reason.
They stand in F3:J3 of a sheet.
"""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

import pytest
from markdown_book import markdown_book
from sheets import month_sheet

from toolkit.model.month import fiscal_months
from toolkit.model.plan import Step
from toolkit.rules.row_values import RowReading
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import tables_of

STEP = Step("1", "1", "ขั้นตอน")
PROVEN = Step("1", "1", "ขั้นตอน", evidence_required=True)
MONTHLY = Step("1", "1", "ขั้นตอน", every="month")
HEAD = "| ita:status | measure | step | due | previous | status | percent | action | evidence | reason |\n| | | | | |\n"

NOT_STARTED, ONGOING, DONE = "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ"
CANNOT, NA = "ไม่สามารถดำเนินการได้", "ไม่เกี่ยวข้อง"


def read(cells: str, step: Step | None = STEP) -> RowReading:
    book = read_book(markdown_book({"ธ.ค.66": f'{HEAD}| "1.1" | มาตรการ | ขั้นตอน | | 0 | {cells} |'}))
    (table,) = tables_of(book.sheets["ธ.ค.66"])
    return RowReading(table.records[0], step)


def codes(row: RowReading) -> list[str]:
    return [f"{finding.code} {finding.cell}" for finding in row.findings]


@pytest.mark.parametrize(
    "percent", ["", "-", "0", "1", "40", "99", "100", "0.5", "0%", "50%", "100%", "120", "มาก"]
)
@pytest.mark.parametrize("status", [NOT_STARTED, ONGOING, DONE, CANNOT, NA])
def test_status_and_percent(status: str, percent: str) -> None:
    """The contract's matrix: every status against every kind of percent."""
    agreeing = {
        NOT_STARTED: ("", "-", "0", "0%"),
        ONGOING: ("1", "40", "99", "0.5", "50%"),
        DONE: ("", "-", "100", "100%"),
        CANNOT: ("", "-", "0", "1", "40", "99", "100", "0.5", "0%", "50%", "100%"),
        NA: ("", "-", "0", "1", "40", "99", "100", "0.5", "0%", "50%", "100%"),
    }
    expected = []
    if percent == "0.5":
        expected.append("percent-share G3")
    if percent == "120":
        expected.append("percent-range G3")
    elif percent == "มาก":
        expected.append("percent-unreadable G3")
    elif percent not in agreeing[status]:
        expected.append("percent-missing G3" if status == ONGOING else "percent-conflict G3")
    row = read(f"{status} | {percent} | ทำ | | เพราะ")
    assert codes(row) == expected
    assert row.entry is not None
    read_as = {"50%": 50, "100%": 100, "0%": 0, "0.5": 50, "": None, "-": None, "120": None, "มาก": None}
    assert row.entry.percent == read_as.get(percent, percent if not percent.isdecimal() else int(percent))


@pytest.mark.parametrize(
    ("cells", "step", "expected"),
    [
        # nothing typed, or nothing that needs a status
        ("|  |  |  | ", STEP, []),
        ("- | - | – | - | —", STEP, ["status-dash F3"]),
        ("- |  |  |  | ", STEP, ["status-dash F3"]),
        ("|  | - |  | -", STEP, []),
        ("|  |  | แฟ้ม 3 | ", STEP, ["evidence-alone I3"]),
        ("- |  |  | แฟ้ม 3 | ", STEP, ["evidence-alone I3"]),
        # a status is missing or unknown
        ("| 40 |  |  | ", STEP, ["status-missing F3"]),
        ("| มาก |  |  | ", STEP, ["percent-unreadable G3", "status-missing F3"]),
        ("|  | ประชุม |  | ", STEP, ["status-missing F3"]),
        ("|  |  |  | งบไม่พอ", STEP, ["status-missing F3"]),
        ("- | 40 |  |  | ", STEP, ["status-missing F3"]),
        ("- |  | ประชุม |  | ", STEP, ["status-missing F3"]),
        ("เกือบเสร็จ |  |  |  | ", STEP, ["status-misspelt F3"]),
        ("ไม่แล้วเสร็จ |  | ทำ |  | ", STEP, ["status-misspelt F3"]),
        ("ดีมาก |  | ทำ |  | ", STEP, ["status-unknown F3"]),
        ("✓ |  | ทำ |  | ", STEP, ["status-unknown F3"]),
        ("แล้วเสร็จ |  | ทำ |  | ", STEP, ["status-variant F3"]),
        ("ดำเนินการ แล้วเสร็จ |  | ทำ |  | ", STEP, []),
        # texts that a status asks for
        (f"{ONGOING} | 40 |  |  | ", STEP, ["action-missing H3"]),
        (f"{ONGOING} | 40 | - |  | ", STEP, ["action-missing H3"]),
        (f"{DONE} |  |  |  | ", STEP, ["action-missing H3"]),
        (f"{NOT_STARTED} |  |  |  | ", STEP, []),
        (f"{CANNOT} |  |  |  | ", STEP, ["reason-missing J3"]),
        (f"{NA} |  |  |  | –", STEP, ["reason-missing J3"]),
        (f"{NA} |  |  |  | ไม่มีภารกิจ", STEP, []),
        (f"{DONE} |  | ทำ |  | ", PROVEN, ["evidence-missing I3"]),
        (f"{DONE} |  | ทำ | แฟ้ม 3 | ", PROVEN, []),
        (f"{ONGOING} | 40 | ทำ |  | ", PROVEN, []),
        # a recurring step has no percent
        (f"{ONGOING} |  | ทำ |  | ", MONTHLY, []),
        (f"{DONE} | 40 | ทำ |  | ", MONTHLY, ["percent-not-counted G3"]),
        # words around a percent
        (f"{ONGOING} | ร้อยละ ๔๐ | ทำ |  | ", STEP, []),
        (f"{ONGOING} | ไม่น้อยกว่า 40% | ทำ |  | ", STEP, ["percent-wording G3"]),
        (f"{ONGOING} | -5 | ทำ |  | ", STEP, ["percent-range G3"]),
        (f"{ONGOING} | ห้าสิบ | ทำ |  | ", STEP, ["percent-unreadable G3"]),
        (f'{ONGOING} | "50,0" | ทำ |  | ', STEP, ["percent-unreadable G3"]),
        (f'{ONGOING} | "50.0" | ทำ |  | ', STEP, []),
        (f'{ONGOING} | "50 %" | ทำ |  | ', STEP, []),
        # the cell's format makes something else of a number
        (f"{ONGOING} | 5000% | ทำ |  | ", STEP, ["percent-format G3"]),
        (f"{ONGOING} | 200% | ทำ |  | ", STEP, ["percent-format G3"]),
        (f"{ONGOING} | 120% | ทำ |  | ", STEP, ["percent-range G3"]),
        (f"{ONGOING} | 12000% | ทำ |  | ", STEP, ["percent-range G3"]),
        (f"{ONGOING} | 2024-05-10 | ทำ |  | ", STEP, ["percent-as-date G3"]),
        # cells that cannot be understood
        ("#REF! | 40 | ทำ |  | ", STEP, ["cell-error F3"]),
        (f"{ONGOING} | #DIV/0! | ทำ |  | ", STEP, ["cell-error G3"]),
        (f"{ONGOING} | =A1 | ทำ |  | ", STEP, ["formula-uncached G3"]),
        (f"{ONGOING} | =A1 -> 40 | ทำ |  | ", STEP, []),
        # a step that is no longer in the plan
        (f"{DONE} |  | ทำ |  | ", None, []),
    ],
)
def test_rows(cells: str, step: Step | None, expected: list[str]) -> None:
    assert codes(read(cells, step)) == expected


@pytest.mark.parametrize(
    ("cells", "code", "found"),
    [
        (f"{ONGOING} | 100% | ทำ |  | ", "percent-missing", "100 %"),
        (f"{ONGOING} | 0% | ทำ |  | ", "percent-missing", "0 %"),
        (f"{DONE} | 40% | ทำ |  | ", "percent-conflict", "40 %"),
        (f"{NOT_STARTED} | 12.5% |  |  | ", "percent-conflict", "12.5 %"),
        (f"{DONE} | 40 | ทำ |  | ", "percent-conflict", "40"),
    ],
)
def test_a_percent_is_told_as_its_cell_shows_it(cells: str, code: str, found: str) -> None:
    """In a cell of percent format 100 % is the number 1, which nobody typed."""
    ((seen),) = read(cells).findings
    assert (seen.code, seen.found) == (code, found)


@pytest.mark.parametrize(
    ("cells", "touched", "has_entry"),
    [
        ("|  |  |  | ", False, False),
        ("- | - |  | – | -", False, False),
        ("|  |  | แฟ้ม 3 | ", True, False),
        ("| 40 |  |  | ", True, False),
        ("#REF! |  |  |  | ", True, False),
        ("=A1 |  |  |  | ", True, False),
        (f"{DONE} |  | ทำ |  | ", True, True),
    ],
)
def test_what_counts_as_typed(cells: str, touched: bool, has_entry: bool) -> None:
    row = read(cells)
    assert (row.touched, row.entry is not None) == (touched, has_entry)


def test_an_entry_holds_what_was_typed() -> None:
    entry = read(f"{ONGOING} | ๔๐ | ประชุม\\nสองครั้ง | แฟ้ม 3 | รอผล").entry
    assert entry is not None
    assert (entry.key, entry.status, entry.percent) == ("1.1", "in_progress", 40)
    assert (entry.action, entry.evidence, entry.reason) == ("ประชุม\nสองครั้ง", "แฟ้ม 3", "รอผล")
    assert (entry.location.sheet, entry.location.cell("status")) == ("ธ.ค.66", "F3")


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        *(
            (code, code)
            for code in ("0,", "#,##0,", "0.0,", "0*9", '[=40]"30";0', '[>30]"99";0', 'General"5"')
        ),
        *(('"30"', "30"), ("0\\0", "400"), ('0"5"', "405"), (";;;", ""), ('0"/50"', "40/50")),
        *(
            (code, None)
            for code in ("0.00", "000", "#,##0", "[Red]0", '0" %"', '"ร้อยละ "0', "_-* #,##0_-;_-@_-")
        ),
        *((code, None) for code in ("[$-D07041E]0", "# ?/?", "0E+00", "t0")),
    ],
)
def test_a_percent_that_its_cell_shows_otherwise_is_refused(number_format: str, shown: str | None) -> None:
    """Else one number would be judged, and people would see another."""
    sheet = read(f"{ONGOING} | 40 | ทำ |  | ")._record.sheet
    sheet.formats[3, 7] = number_format
    row = RowReading(next(iter(tables_of(sheet))).records[0], STEP)
    assert [(one.code, one.cell, one.found, one.expected) for one in row.findings] == (
        [] if shown is None else [("percent-shown", "G3", "40", shown)]
    )
    assert row.entry is not None
    assert (row.entry.percent is None) is (shown is not None)


@pytest.mark.parametrize(
    ("cells", "found", "expected"),
    [
        (f"{DONE} | 40 | ทำ |  | ", "40", DONE),
        (f"{ONGOING} |  | ทำ |  | ", "", ""),
        ("แล้วเสร็จ |  | ทำ |  | ", "แล้วเสร็จ", DONE),
        (f"{ONGOING} | 0.5 | ทำ |  | ", "0.5", "50"),
        (f"{NA} |  |  |  | ", "", NA),
        ("ดำเนิการแล้วเสร็จ |  | ทำ |  | ", "ดำเนิการแล้วเสร็จ", f"“{DONE}”"),
        ("ไม่แล้วเสร็จ |  | ทำ |  | ", "ไม่แล้วเสร็จ", f"“{ONGOING}” / “{NOT_STARTED}”"),
        (f"{ONGOING} | 5000% | ทำ |  | ", "50", "5000"),
        (f"{ONGOING} | 120% | ทำ |  | ", "120", ""),
        (f"{ONGOING} | 2024-05-10 | ทำ |  | ", "2024-05-10", ""),
    ],
)
def test_a_finding_names_what_was_found_and_what_was_expected(cells: str, found: str, expected: str) -> None:
    (finding,) = read(cells).findings
    assert (finding.found, finding.expected) == (found, expected)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2023-10-25", "25 ต.ค. 66"),
        ("2566-10-25", "25 ต.ค. 66"),
        ("1234567890123456789", "1234567890123457000"),
        ("51202.147", "51202.147"),
        ("12", "12"),
        ('"2023-10-25"', "2023-10-25"),
    ],
    ids=["date", "Buddhist date", "long number", "number", "short number", "text"],
)
def test_what_is_no_text_in_a_text_cell_reads_as_people_read_it(typed: str, shown: str) -> None:
    row = {"status": "ดำเนินการแล้วเสร็จ", "action": "ทำแล้ว", "evidence": typed}
    (entry,) = month_sheet(fiscal_months(2567)[0], {"1.1": row}).report.entries
    assert entry.evidence == shown
