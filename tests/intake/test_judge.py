"""What holds a workbook up, and what a workbook that was sent back or came too late says."""

from __future__ import annotations

import pytest
from small_office import MEASURES, SmallOffice, edited, plan_content, sheet, typed, values, verdicts

from toolkit.intake.take_in import Intake

TAKEN_AT = "2024-01-06 09:00"
NO_REASON = {**typed("x"), "reason": ""}


def taken(office: SmallOffice, data: bytes) -> Intake:
    """The intake of one workbook that came on 4 January."""
    office.send("a.xlsx", data, "2024-01-04 09:00")
    return office.take(TAKEN_AT)


def reports(office: SmallOffice, month: str) -> dict[str, str]:
    figures = office.roll_up(month, TAKEN_AT).figures
    return {division.division_code: division.report for division in figures.divisions}


def test_a_wrong_value_in_a_row_that_is_not_in_the_plan_is_ignored(small_office: SmallOffice) -> None:
    """A key that is not known is kept and not counted, so it cannot hold up the rows that are."""
    data = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "p120"}))
    data = edited(data, "<t>1.2</t>", "<t>9.9</t>")
    intake = taken(small_office, data)
    assert verdicts(intake.files) == {"a.xlsx": "warned row-missing key-unknown"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 9.9": "in_progress None"}
    measure, _ = small_office.roll_up("ธ.ค.", TAKEN_AT).figures.measures
    assert measure.completion == 10  # 40 of one of two divisions in 1.1, nothing in 1.2


@pytest.mark.parametrize(
    ("november", "start", "verdict"),
    [
        ({"1.1": "p40", "1.2": "n"}, "", "rejected reason-missing"),  # due in December
        ({"1.1": "d", "1.2": "n"}, "", "warned row-settled"),  # done before
        ({"1.1": "x", "1.2": "n"}, "", "warned row-settled"),  # not relevant before
        (
            {"1.1": "p40", "1.2": "n"},
            "ม.ค. 67",
            "warned row-not-due",
        ),  # its measure has not started
    ],
)
def test_a_reason_is_required_in_due_rows_only(
    small_office: SmallOffice, november: dict[str, str], start: str, verdict: str
) -> None:
    first, second = MEASURES
    small_office.change_plan(plan_content(measures=({**first, "start": start}, second)))
    months = (
        sheet("พ.ย.", "1 ธ.ค. 2566", november),
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": NO_REASON, "1.2": "n"}),
    )
    intake = taken(small_office, small_office.fill("01", *months))
    codes = dict.fromkeys(verdicts(intake.files)["a.xlsx"].split())
    assert [code for code in codes if code != "plan-older"] == verdict.split()


@pytest.mark.parametrize(
    ("signed", "state"),
    [
        (sheet("พ.ย.", "1 ธ.ค. 2566"), "rejected"),
        (sheet("พ.ย.", "", reporter="นักวิชาการ"), "rejected"),
        (sheet("พ.ย.", "", reporter=""), "missing"),
    ],
)
def test_a_signed_month_without_rows_was_sent_back_too(
    small_office: SmallOffice, signed: object, state: str
) -> None:
    """The file was returned for December; its November had a name or a date on it."""
    wrong = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120"})
    taken(small_office, small_office.fill("01", signed, wrong))  # type: ignore[arg-type]
    assert reports(small_office, "พ.ย.")["01"] == state


@pytest.mark.parametrize(
    ("january", "state"),
    [
        (sheet("ม.ค.", ""), "missing"),  # a name that was typed ahead
        (sheet("ม.ค.", "4 ก.พ. 2567", reporter=""), "missing"),
        (sheet("ม.ค.", "4 ก.พ. 2567"), "rejected"),
        (sheet("ม.ค.", "", {"1.1": "p50"}), "rejected"),
        (sheet("ม.ค.", "", {"1.1": {"status": "-", "action": "-"}}), "missing"),
    ],
    ids=["name", "date", "both", "a row", "dashes"],
)
def test_a_name_typed_ahead_is_no_report_of_its_month(
    small_office: SmallOffice, january: object, state: str
) -> None:
    """The file was returned for December, before January had begun."""
    wrong = sheet("ธ.ค.", "29 ธ.ค. 2566", {"1.1": "p120"})
    data = small_office.fill("01", wrong, january)  # type: ignore[arg-type]
    small_office.send("a.xlsx", data, "2023-12-29 09:00")
    small_office.take("2023-12-30 09:00")
    figures = small_office.roll_up("ม.ค.", "2024-02-08 09:00").figures
    assert {division.division_code: division.report for division in figures.divisions}["01"] == state


def test_a_file_that_changes_nothing_does_not_make_an_empty_month_reported(small_office: SmallOffice) -> None:
    """The newest version is empty; an older date comes after it, and none of its rows counts."""
    empty = small_office.fill("01", sheet("ธ.ค.", "3 ม.ค. 2567"))
    small_office.send("a.xlsx", empty, "2024-01-03 09:00")
    small_office.take("2024-01-03 10:00")
    older = small_office.fill("01", sheet("ธ.ค.", "2 ม.ค. 2567", {"1.1": "p40", "1.2": "n"}))
    small_office.send("b.xlsx", older, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files)["b.xlsx"] == "warned older-report"
    assert values(intake, "ธ.ค.") == {}
    assert reports(small_office, "ธ.ค.")["01"] == "empty"


@pytest.mark.parametrize(
    ("reporter", "reported_on", "rows", "codes"),
    [
        ("", "4 ม.ค. 2567", {"1.1": "p120"}, "month-unsigned percent-range"),
        ("นิติกร", "", {"1.1": "p120", "1.2": NO_REASON}, "month-unsigned reason-missing percent-range"),
        ("นิติกร", "31 ก.พ. 2567", {"1.1": "p120"}, "reported-on-unreadable percent-range"),
        ("", "31 ก.พ. 2567", {"1.1": "p120"}, "reported-on-unreadable month-unsigned percent-range"),
        ("", "", {"1.1": {"action": "ร่างแล้ว"}}, "month-unsigned month-unsigned status-missing"),
    ],
    ids=["no name", "no date", "no such date", "neither", "a row without a status"],
)
def test_a_sheet_without_name_or_date_goes_back_once(
    small_office: SmallOffice, reporter: str, reported_on: str, rows: dict[str, str], codes: str
) -> None:
    """Errors of the rows are told beside those of the head: nobody mends the one to be sent the other."""
    month = sheet("ธ.ค.", reported_on, rows, reporter=reporter)
    found = verdicts(taken(small_office, small_office.fill("01", month)).files)["a.xlsx"].split()
    assert found[0] == "rejected"
    assert sorted(code for code in found[1:] if code != "row-blank") == sorted(codes.split())


def test_a_draft_of_a_month_that_runs_is_not_judged(small_office: SmallOffice) -> None:
    draft = sheet("ธ.ค.", "", {"1.1": "p120"})
    small_office.send("a.xlsx", small_office.fill("01", draft), "2023-12-20 09:00")
    assert verdicts(small_office.take("2023-12-21 09:00").files) == {"a.xlsx": "accepted month-draft"}
