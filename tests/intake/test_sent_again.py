"""Files that hold nothing new: sent twice, last month's again, or filled in on another month's sheet."""

from __future__ import annotations

import pytest
from small_office import MONTHS, SmallOffice, moment, sheet, values, verdicts

from toolkit.model.finding import FileResult
from toolkit.rollup.chasing import chasing_text
from toolkit.rollup.roll_up import RollUp, status_of

OCTOBER = sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p40", "1.2": "n"})
NOVEMBER = sheet("พ.ย.", "3 ธ.ค. 2566", {"1.1": "p60", "1.2": "n"})
WRONG = sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p120", "1.2": "n"})

ONE_BLANK = sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p80"})
WRONG_NOVEMBER = sheet("พ.ย.", "3 ธ.ค. 2566", {"1.1": "p140", "1.2": "n"})


def found(files: tuple[FileResult, ...], name: str) -> dict[str, tuple[str, str]]:
    (result,) = (file for file in files if file.file == f"inbox/{name}")
    return {finding.code: (finding.found, finding.expected) for finding in result.findings}


def november(office: SmallOffice) -> RollUp:
    return status_of(office.office, office.plan, month=MONTHS["พ.ย."], as_of=moment("2023-12-08 09:00"))


def saved_again(office: SmallOffice) -> bytes:
    return office.fill("01", OCTOBER, saved="2023-12-03 09:00")


@pytest.mark.parametrize("kind", ["the same bytes", "saved again"])
def test_last_months_file_is_sent_again(small_office: SmallOffice, kind: str) -> None:
    october = small_office.fill("01", OCTOBER)
    small_office.send("ต.ค.xlsx", october, "2023-11-03 09:00")
    small_office.take("2023-11-04 09:00")
    again = october if kind == "the same bytes" else saved_again(small_office)
    small_office.send("พ.ย.xlsx", again, "2023-12-03 09:00")
    intake = small_office.take("2023-12-04 09:00")
    assert found(intake.files, "พ.ย.xlsx") == {"resent-without-month": ("inbox/ต.ค.xlsx", "พฤศจิกายน 2566")}
    assert intake.news == {"inbox/พ.ย.xlsx"}
    status = november(small_office)
    (own,) = (division for division in status.figures.divisions if division.division_code == "01")
    assert (own.report, own.instead) == ("missing", "left-out")
    assert "ไม่มีข้อมูลของเดือนนี้ โปรดกรอกแผ่นของเดือนแล้วส่งใหม่ • สำนักปลัด" in chasing_text(status)
    # A workbook of November, and nothing is missing any more.
    small_office.send("พ.ย.2.xlsx", small_office.fill("01", OCTOBER, NOVEMBER), "2023-12-05 09:00")
    assert verdicts(small_office.take("2023-12-06 09:00").files)["พ.ย.2.xlsx"] == "accepted"
    assert not any(division.instead for division in november(small_office).figures.divisions)


def test_the_same_file_twice_in_its_month(small_office: SmallOffice) -> None:
    october = small_office.fill("01", OCTOBER)
    small_office.send("a.xlsx", october, "2023-11-03 09:00")
    small_office.take("2023-11-03 10:00")
    small_office.send("b.xlsx", october, "2023-11-04 09:00")
    small_office.send("c.xlsx", saved_again(small_office), "2023-11-04 10:00")
    intake = small_office.take("2023-11-04 12:00")
    assert found(intake.files, "b.xlsx") == {"resent-known": ("inbox/a.xlsx", "")}
    assert found(intake.files, "c.xlsx") == {"resent-known": ("inbox/a.xlsx", "")}


def test_a_returned_file_is_sent_again_unmended(small_office: SmallOffice) -> None:
    wrong = small_office.fill("01", WRONG)
    small_office.send("a.xlsx", wrong, "2023-11-03 09:00")
    small_office.take("2023-11-03 10:00")
    small_office.send("b.xlsx", wrong, "2023-11-04 09:00")
    intake = small_office.take("2023-11-04 12:00")
    assert verdicts(intake.files)["b.xlsx"] == "rejected percent-range resent-returned"
    assert intake.open_files == ("inbox/b.xlsx",)


def test_another_months_sheet_was_filled_in(small_office: SmallOffice) -> None:
    """On 3 November October is to be reported; this division took the sheet of November."""
    ahead = sheet("พ.ย.", "3 พ.ย. 2566", {"1.1": "p40", "1.2": "n"})
    small_office.send("a.xlsx", small_office.fill("01", ahead), "2023-11-03 09:00")
    intake = small_office.take("2023-11-04 09:00")
    assert found(intake.files, "a.xlsx") == {"month-left-out": ("พ.ย. 66", "ตุลาคม 2566")}
    at = moment("2023-11-08 09:00")
    status = status_of(small_office.office, small_office.plan, month=MONTHS["ต.ค."], as_of=at)
    assert [division.instead for division in status.figures.divisions] == ["left-out", None, None]


def test_a_correction_of_an_earlier_month_asks_for_nothing(small_office: SmallOffice) -> None:
    small_office.send("a.xlsx", small_office.fill("01", OCTOBER), "2023-11-03 09:00")
    small_office.take("2023-11-04 09:00")
    mended = sheet("ต.ค.", "1 ธ.ค. 2566", {"1.1": "p50", "1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", mended), "2023-12-01 09:00")
    assert verdicts(small_office.take("2023-12-02 09:00").files)["b.xlsx"] == "accepted"


def test_what_was_found_is_listed_with_its_month(small_office: SmallOffice) -> None:
    """The roll-up of November says nothing of October's file, nor of one that came before a better one."""
    small_office.send("ต.ค.xlsx", small_office.fill("01", ONE_BLANK), "2023-11-03 09:00")
    small_office.roll_up("ต.ค.", "2023-11-07 09:00")
    small_office.send("พ.ย.xlsx", small_office.fill("01", ONE_BLANK, WRONG_NOVEMBER), "2023-12-02 09:00")
    small_office.roll_up("พ.ย.", "2023-12-03 09:00")
    small_office.send("พ.ย.2.xlsx", small_office.fill("01", ONE_BLANK, NOVEMBER), "2023-12-04 09:00")
    november = small_office.roll_up("พ.ย.", "2023-12-07 09:00")
    assert verdicts(november.month_files) == {"พ.ย.2.xlsx": "warned percent-fell"}
    october = small_office.roll_up("ต.ค.", "2023-12-07 09:00")
    assert verdicts(october.month_files) == {"ต.ค.xlsx": "accepted row-blank"}


def test_a_month_passed_over_for_its_date_is_told_once(small_office: SmallOffice) -> None:
    """The workbook is carried on: what was told of October in December is no news in January."""
    october = sheet("ต.ค.", "3 พ.ย. 2566", {"1.1": "p20"})
    back_dated = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p30"})
    later = [sheet("พ.ย.", "4 ธ.ค. 2566", {"1.1": "p40"}), sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p50"})]
    small_office.send("ก.xlsx", small_office.fill("01", october), "2023-11-03 09:00")
    small_office.take("2023-11-04 09:00")
    told = []
    for count, day in ((0, "2023-12-02"), (1, "2023-12-05"), (2, "2024-01-05")):
        name = f"ข{count}.xlsx"
        data = small_office.fill("01", back_dated, *later[:count])
        small_office.send(name, data, f"{day} 09:00")
        intake = small_office.take(f"{day} 10:00")
        told.append("older-report" in verdicts(intake.files)[name])
    assert told == [True, False, False]
    assert values(intake, "ต.ค.") == {"01 1.1": "in_progress 20"}
    assert [str(month.month) for month in intake.ledger.lines[-1].months] == ["2566-12"]
