"""Findings in words, in order, and grouped."""

from __future__ import annotations

import pytest

from toolkit.messages.catalogue import Scope, describe, grouped, has_errors, in_order, result_of, verdict_of
from toolkit.model.finding import Finding, Lang

ERROR, WARNING, NOTE = "percent-range", "action-missing", "percent-share"


def percent(cell: str, found: str = "120", sheet: str = "ต.ค.66") -> Finding:
    return Finding(ERROR, sheet, cell, found)


@pytest.mark.parametrize(
    ("lang", "scope", "cell", "front"),
    [
        ("th", "cell", "F7", "เซลล์ F7: กรอกร้อยละ 120"),
        ("th", "cell", "", "กรอกร้อยละ 120"),
        ("th", "sheet", "F7", "แผ่น ต.ค.66 เซลล์ F7: กรอกร้อยละ 120"),
        ("th", "sheet", "", "แผ่น ต.ค.66: กรอกร้อยละ 120"),
        ("th", "file", "F7", "inbox/ก.xlsx แผ่น ต.ค.66 เซลล์ F7: กรอกร้อยละ 120"),
        ("en", "cell", "F7", "Cell F7: Percent 120"),
        ("en", "cell", "F7, F9", "Cells F7, F9: Percent 120"),
        ("en", "cell", "", "Percent 120"),
        ("en", "sheet", "F7", "Sheet ต.ค.66, cell F7: Percent 120"),
        ("en", "file", "F7", "inbox/ก.xlsx, sheet ต.ค.66, cell F7: Percent 120"),
    ],
)
def test_the_location_stands_in_front(lang: Lang, scope: Scope, cell: str, front: str) -> None:
    words = describe(Finding(ERROR, "ต.ค.66", cell, "120", file="inbox/ก.xlsx"), lang, scope)
    assert words.message.startswith(front)
    assert words.severity == "error"


def test_a_file_that_the_message_names_is_not_named_twice() -> None:
    assert describe(Finding("file-missing", file="ก.xlsx"), "th", "file").message == "ไม่พบไฟล์ ก.xlsx"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("120", "กรอกร้อยละ 120 "),
        ("สิบ\nสอง", "กรอกร้อยละ สิบ สอง "),
        ("a\x07b\u202ec", "กรอกร้อยละ a\\x07b\\x202ec "),
        ("{found}{0}", "กรอกร้อยละ {found}{0} "),
        ("ย" * 200, "กรอกร้อยละ " + "ย" * 119 + "… "),
    ],
)
def test_what_people_typed_is_shown_safely(typed: str, shown: str) -> None:
    assert describe(percent("", typed)).message.startswith(shown)


def test_order_is_severity_then_sheet_as_met_then_row_and_column_as_in_excel() -> None:
    note, warning = Finding(NOTE, "ต.ค.66", "A1"), Finding(WARNING, "พ.ย.66", "B2")
    cells = ["AA7", "Z7", "B10", "", "B9", "A7"]
    second, first = percent("A1", sheet="ก"), [percent(cell) for cell in cells]
    ordered = in_order([note, *first, warning, second])
    assert [(finding.code, finding.sheet, finding.cell) for finding in ordered] == [
        (ERROR, "ต.ค.66", ""),
        (ERROR, "ต.ค.66", "A7"),
        (ERROR, "ต.ค.66", "Z7"),
        (ERROR, "ต.ค.66", "AA7"),
        (ERROR, "ต.ค.66", "B9"),
        (ERROR, "ต.ค.66", "B10"),
        (ERROR, "ก", "A1"),
        (WARNING, "พ.ย.66", "B2"),
        (NOTE, "ต.ค.66", "A1"),
    ]


def test_the_same_finding_twice_is_told_once() -> None:
    assert in_order([percent("F7"), percent("F7")]) == (percent("F7"),)


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        ([], []),
        ([percent("F9"), percent("F7")], [("120", "F7, F9")]),
        ([percent("AA7"), percent("Z7")], [("120", "Z7, AA7")]),
        ([percent("F7"), percent("F8", "130")], [("120", "F7"), ("130", "F8")]),
        ([percent("F7"), percent("F7", sheet="พ.ย.66")], [("120", "F7"), ("120", "F7")]),
        (
            [percent(f"F{row}") for row in range(10, 20)],
            [("120", ", ".join(f"F{n}" for n in range(10, 18)) + " …")],
        ),
    ],
)
def test_equal_findings_are_one_line_with_their_cells(
    findings: list[Finding], lines: list[tuple[str, str]]
) -> None:
    assert [(finding.found, finding.cell) for finding in grouped(findings)] == lines


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ((), "accepted"),
        ((NOTE,), "accepted"),
        ((NOTE, WARNING), "warned"),
        ((WARNING, NOTE, ERROR), "rejected"),
    ],
)
def test_the_gravest_finding_decides(codes: tuple[str, ...], verdict: str) -> None:
    findings = [Finding(code) for code in codes]
    assert verdict_of(findings) == verdict
    assert has_errors(findings) is (verdict == "rejected")
    assert result_of("ก.xlsx", "division", findings).verdict == verdict


def test_a_code_without_words_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        describe(Finding("no-such-code"))
