"""What the intake makes of real division workbooks, month after month."""

from __future__ import annotations

import datetime as dt
import gc
import os
import weakref
from dataclasses import replace

import pytest
from small_office import (
    AGENCY,
    DIVISIONS,
    MONTHS,
    STEPS,
    SmallOffice,
    edited,
    moment,
    plan_content,
    sheet,
    typed,
    values,
    verdicts,
)

from toolkit.intake import take_in
from toolkit.intake import take_in as take_in_module
from toolkit.intake.inbox import open_file
from toolkit.model.finding import FileResult
from toolkit.xlsx.layouts import META_SHEET

DECEMBER = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
TAKEN_AT = "2024-01-06 09:00"


def findings(files: tuple[FileResult, ...], name: str) -> list[str]:
    """The findings of one file as "code sheet!cell"."""
    (one,) = (each for each in files if each.file == f"inbox/{name}")
    return [f"{each.code} {each.sheet}!{each.cell}" for each in one.findings]


# --- several versions ---------------------------------------------------------------------------


def test_a_workbook_is_accepted_archived_and_entered(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.send("กองใด/รายงาน.xlsx", data, "2024-01-04 09:30")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"กองใด/รายงาน.xlsx": "accepted"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "not_started None"}
    line = small_office.ledger.lines[-1]
    assert (line.event, line.division_code, line.received) == ("accepted", "01", moment("2024-01-04 09:30"))
    assert line.archive.startswith("archive/01/20240104-093000-")
    assert (small_office.office.root / line.archive).read_bytes() == data
    (month,) = line.months
    assert (month.month, month.reported_on, month.taken) == (MONTHS["ธ.ค."], dt.date(2024, 1, 4), True)


def test_the_same_intake_again_says_the_same_opens_and_writes_nothing(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.send("b.pdf", b"%PDF-1.7", "2024-01-04 09:00")
    small_office.send("c.xlsx", b"nothing", "2024-01-04 09:00")
    first = small_office.take(TAKEN_AT)
    ledger = small_office.office.ledger.read_bytes()
    opened: list[str] = []
    monkeypatch.setattr(take_in, "open_file", lambda file, *_: opened.append(file))
    again = small_office.take("2024-01-07 09:00")
    assert opened == []
    assert again.files == first.files
    assert again.accepted.entries == first.accepted.entries
    assert again.open_files == first.open_files
    assert small_office.office.ledger.read_bytes() == ledger


def test_a_later_version_wins_row_by_row(small_office: SmallOffice) -> None:
    small_office.send("v1.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.take("2024-01-04 10:00")
    small_office.send(
        "v2.xlsx", small_office.fill("01", sheet("ธ.ค.", "5 ม.ค. 2567", {"1.1": "p60"})), "2024-01-05 09:00"
    )
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"v1.xlsx": "accepted", "v2.xlsx": "accepted row-blank"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 60", "01 1.2": "not_started None"}


def test_versions_that_arrive_together_are_taken_in_order_of_their_time(small_office: SmallOffice) -> None:
    small_office.send(
        "a.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p60"})), "2024-01-05 09:00"
    )
    small_office.send(
        "b.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"})), "2024-01-04 09:00"
    )
    intake = small_office.take(TAKEN_AT)
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 60"}
    assert [line.file for line in small_office.ledger.lines[1:]] == ["inbox/b.xlsx", "inbox/a.xlsx"]


def test_two_clerks_on_one_day(small_office: SmallOffice) -> None:
    """Each fills in half of the rows in a copy of one's own: neither loses a row."""
    one = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}, reporter="ก"))
    two = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.2": "d"}, reporter="ข"))
    small_office.send("ก.xlsx", one, "2024-01-04 09:00")
    small_office.send("ข.xlsx", two, "2024-01-04 15:00")
    intake = small_office.take(TAKEN_AT)
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "done None"}
    newest = intake.accepted.newest("01", MONTHS["ธ.ค."])
    assert newest is not None
    assert newest.report.reporter == "ข"


@pytest.mark.parametrize(
    ("first", "second"), [("4 ม.ค. 2567", "3 ม.ค. 2567"), ("3 ม.ค. 2567", "4 ม.ค. 2567")]
)
def test_two_clerks_whose_files_arrive_at_one_moment(
    small_office: SmallOffice, first: str, second: str
) -> None:
    small_office.send(
        "a.xlsx", small_office.fill("01", sheet("ธ.ค.", first, {"1.1": "p40"})), "2024-01-04 09:00"
    )
    small_office.send(
        "b.xlsx", small_office.fill("01", sheet("ธ.ค.", second, {"1.2": "d"})), "2024-01-04 09:00"
    )
    intake = small_office.take(TAKEN_AT)
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "done None"}


def test_a_fresh_copy_with_one_month_takes_nothing_back(small_office: SmallOffice) -> None:
    october = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p20"})
    small_office.send("ต.ค..xlsx", small_office.fill("01", october), "2023-11-01 09:00")
    small_office.send("ธ.ค..xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert values(intake, "ต.ค.") == {"01 1.1": "in_progress 20"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "not_started None"}
    assert [[str(each.month) for each in line.months] for line in small_office.ledger.lines[1:]] == [
        ["2566-10"],
        ["2566-12"],
    ]


def test_months_that_were_accepted_are_not_judged_again(small_office: SmallOffice) -> None:
    """A note on October is not told again when November comes in the same workbook."""
    october = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p20"})
    november = sheet("พ.ย.", "1 ธ.ค. 2566", {"1.1": "p30", "1.2": "n"})
    small_office.send("1.xlsx", small_office.fill("01", october), "2023-11-01 09:00")
    small_office.send("2.xlsx", small_office.fill("01", october, november), "2023-12-01 09:00")
    intake = small_office.take("2023-12-06 09:00")
    assert verdicts(intake.files) == {"1.xlsx": "accepted row-blank", "2.xlsx": "accepted"}
    assert [str(each.month) for each in small_office.ledger.lines[-1].months] == ["2566-11"]


def test_an_old_copy_sent_again_changes_nothing(small_office: SmallOffice) -> None:
    corrected = small_office.fill("01", sheet("ธ.ค.", "8 ม.ค. 2567", {"1.1": "p30", "1.2": "n"}))
    small_office.send("แก้ไข.xlsx", corrected, "2024-01-08 09:00")
    small_office.take("2024-01-08 10:00")
    old = small_office.fill("01", DECEMBER, sheet("ม.ค.", "2 ก.พ. 2567", {"1.1": "p50", "1.2": "n"}))
    small_office.send("ฉบับเก่า.xlsx", old, "2024-02-02 09:00")
    intake = small_office.take("2024-02-06 09:00")
    assert verdicts(intake.files)["ฉบับเก่า.xlsx"] == "warned older-report"
    assert values(intake, "ธ.ค.")["01 1.1"] == "in_progress 30"
    assert values(intake, "ม.ค.")["01 1.1"] == "in_progress 50"
    note = next(each for file in intake.files for each in file.findings if each.code == "older-report")
    assert (note.sheet, note.expected) == ("ธ.ค.66", "8 มกราคม 2567")
    assert [each.taken for each in small_office.ledger.lines[-1].months] == [False, True]


def test_the_same_bytes_under_two_names_are_entered_once(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    small_office.send("b/สำเนา.xlsx", data, "2024-01-05 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted", "b/สำเนา.xlsx": "accepted"}
    assert [line.file for line in small_office.ledger.lines[1:]] == ["inbox/a.xlsx"]
    small_office.send("c.xlsx", data, "2024-01-06 08:00")
    assert verdicts(small_office.take(TAKEN_AT).files)["c.xlsx"] == "accepted"
    assert len(small_office.ledger.lines) == 2


# --- months -------------------------------------------------------------------------------------

UNSIGNED = sheet("ธ.ค.", "", {"1.1": "p40", "1.2": "n"}, reporter="")


@pytest.mark.parametrize(
    ("typed_sheet", "at", "verdict", "read"),
    [
        (DECEMBER, "2023-12-31 23:00", "warned reported-on-odd", True),
        (DECEMBER, "2023-11-30 23:59", "warned month-not-begun", False),
        (DECEMBER, "2023-12-01 00:00", "warned reported-on-odd", True),
        (UNSIGNED, "2023-12-31 23:59", "accepted month-draft", False),
        (UNSIGNED, "2024-01-01 00:00", "rejected month-unsigned month-unsigned", False),
        (sheet("ธ.ค.", "", {"1.1": "p40"}), TAKEN_AT, "rejected month-unsigned row-blank", False),
        (
            sheet("ธ.ค.", "31 ก.พ. 2567", {"1.1": "p40"}),
            TAKEN_AT,
            "rejected reported-on-unreadable row-blank",
            False,
        ),
        (sheet("ธ.ค.", "31 ก.พ. 2567"), TAKEN_AT, "rejected reported-on-unreadable nothing-submitted", False),
        (sheet("ธ.ค.", "4 ม.ค. 2567"), TAKEN_AT, "accepted row-blank", False),
        (sheet("ธ.ค.", "", reporter="นิติกร"), TAKEN_AT, "warned nothing-submitted", False),
        (
            sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": typed("n") | {"status": ""}}),
            TAKEN_AT,
            "rejected status-missing",
            False,
        ),
        (
            sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120", "1.2": "n"}),
            TAKEN_AT,
            "rejected percent-range",
            False,
        ),
    ],
)
def test_months(small_office: SmallOffice, typed_sheet: object, at: str, verdict: str, read: bool) -> None:
    small_office.send("a.xlsx", small_office.fill("01", typed_sheet), "2023-11-30 12:00")  # type: ignore[arg-type]
    intake = small_office.take(at)
    assert verdicts(intake.files) == {"a.xlsx": verdict}
    assert bool(values(intake, "ธ.ค.")) is read


def test_an_issued_workbook_with_nothing_in_it(small_office: SmallOffice) -> None:
    small_office.send("a.xlsx", small_office.issued("01").read_bytes(), "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "warned nothing-submitted"}
    assert intake.open_files == ()


@pytest.mark.parametrize("result", ["", "จัดทำคู่มือครบถ้วน"])
def test_a_result_is_asked_for_in_march(small_office: SmallOffice, result: str) -> None:
    march = sheet("มี.ค.", "2 เม.ย. 2567", {"1.1": "p40", "1.2": "n"}, outcomes={"1": {"result": result}})
    small_office.send("a.xlsx", small_office.fill("01", march), "2024-04-02 09:00")
    expected = "accepted" if result else "warned result-missing"
    assert verdicts(small_office.take("2024-04-06 09:00").files) == {"a.xlsx": expected}


def test_a_result_is_asked_for_when_the_last_step_is_done(small_office: SmallOffice) -> None:
    one, both = (
        sheet("พ.ย.", "1 ธ.ค. 2566", {"1.1": "d", "1.2": "n"}),
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.2": "d"}),
    )
    small_office.send("1.xlsx", small_office.fill("01", one), "2023-12-01 09:00")
    small_office.send("2.xlsx", small_office.fill("01", one, both), "2024-01-04 09:00")
    found = verdicts(small_office.take(TAKEN_AT).files)
    assert found == {"1.xlsx": "accepted", "2.xlsx": "warned result-missing"}


# --- received -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("saved", "modified", "received"),
    [
        # both believed: the earlier
        ("2024-01-04 08:00", "2024-01-04 09:00", "2024-01-04 08:00"),
        ("2024-01-04 10:00", "2024-01-04 09:00", "2024-01-04 09:00"),
        # a time before the month is not believed
        ("2023-11-30 23:59", "2024-01-04 09:00", "2024-01-04 09:00"),
        ("2024-01-04 10:00", "2023-11-30 23:59", "2024-01-04 10:00"),
        ("2023-12-01 00:00", "2024-01-04 09:00", "2023-12-01 00:00"),
        # nor is one after the intake
        ("2024-02-01 00:00", "2024-01-04 09:00", "2024-01-04 09:00"),
        ("2024-02-01 00:00", "2024-02-01 09:00", "2024-01-06 09:00"),
        ("1999-01-01 00:00", "2043-01-01 00:00", "2024-01-06 09:00"),
    ],
)
def test_received_is_the_earliest_believable_time(
    small_office: SmallOffice, saved: str, modified: str, received: str
) -> None:
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER, saved=saved), modified)
    small_office.take(TAKEN_AT)
    (month,) = small_office.ledger.lines[-1].months
    assert month.received == moment(received)


@pytest.mark.parametrize("time", [2**40, -(2**40), 0], ids=["far future", "far past", "1970"])
def test_an_impossible_file_time_is_not_believed(small_office: SmallOffice, time: int) -> None:
    path = small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    os.utime(path, (time, time))
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "accepted"}
    assert small_office.ledger.lines[-1].received == moment(TAKEN_AT)


def test_each_month_of_a_file_has_its_own_time(small_office: SmallOffice) -> None:
    """Saved in November, copied in January: believed for October, not for December."""
    october = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p20", "1.2": "n"})
    data = small_office.fill("01", october, DECEMBER, saved="2023-11-20 09:00")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    small_office.take(TAKEN_AT)
    found = {str(each.month): each.received for each in small_office.ledger.lines[-1].months}
    assert found == {"2566-10": moment("2023-11-20 09:00"), "2566-12": moment("2024-01-04 09:00")}


def test_received_is_never_computed_again(small_office: SmallOffice) -> None:
    path = small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.take(TAKEN_AT)
    small_office.send(path.name, path.read_bytes(), "2023-12-02 09:00")
    intake = small_office.take("2024-03-01 09:00")
    first = intake.accepted.first_filled("01", MONTHS["ธ.ค."])
    assert first is not None
    assert first.received == moment("2024-01-04 09:00")


# --- rehearsal ----------------------------------------------------------------------------------


def test_a_rehearsal_writes_nothing(small_office: SmallOffice) -> None:
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.send("b.xlsx", b"nothing", "2024-01-04 09:00")
    before = everything(small_office)
    intake = small_office.take(TAKEN_AT, keep=False)
    assert verdicts(intake.files) == {"a.xlsx": "accepted", "b.xlsx": "rejected file-not-workbook"}
    assert intake.open_files == ("inbox/b.xlsx",)
    assert everything(small_office) == before


def test_named_files_are_judged_afresh(small_office: SmallOffice) -> None:
    path = small_office.send(
        "a.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120"})), "2024-01-04 09:00"
    )
    small_office.send(
        "b.xlsx", small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"})), "2024-01-04 09:00"
    )
    small_office.take(TAKEN_AT)
    intake = small_office.take(TAKEN_AT, keep=False, only=(path,))
    assert verdicts(intake.files) == {"a.xlsx": "rejected percent-range row-blank"}


def everything(office: SmallOffice) -> dict[str, tuple[bytes, int]]:
    """Every file of the office folder with its bytes and its modification time."""
    root = office.office.root
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_inbox_is_only_ever_read(small_office: SmallOffice) -> None:
    small_office.send("กองคลัง/a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.send("b.xlsx", small_office.fill("01", UNSIGNED), "2024-01-04 09:00")
    small_office.send("c.xlsx", b"nothing", "2024-01-04 09:00")
    small_office.send("ภาพ/1 กิจกรรม.jpg", b"\xff\xd8\xff", "2024-01-04 09:00")
    inbox = {name: each for name, each in everything(small_office).items() if name.startswith("inbox/")}
    small_office.take(TAKEN_AT)
    small_office.take(TAKEN_AT)
    assert {
        name: each for name, each in everything(small_office).items() if name.startswith("inbox/")
    } == inbox
    assert len(inbox) == 4


# --- after a plan change ------------------------------------------------------------------------


def test_a_rejected_file_is_judged_again_when_the_plan_has_changed(small_office: SmallOffice) -> None:
    content = plan_content(
        divisions=(*DIVISIONS, {"division_code": "04", "division_name": "กองใหม่"}),
        steps=(*STEPS, {"measure_no": "2", "step_no": "2", "step": "อบรม", "divisions": "04"}),
    )
    small_office.change_plan(content)
    small_office.distribute("2023-10-03 09:00")
    data = small_office.fill("04", sheet("ธ.ค.", "4 ม.ค. 2567", {"2.2": "p40"}))
    small_office.change_plan(plan_content())
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "rejected division-not-in-plan"}
    assert intake.open_files == ("inbox/a.xlsx",)
    small_office.change_plan(content)
    intake = small_office.take("2024-01-07 09:00")
    assert verdicts(intake.files) == {"a.xlsx": "accepted"}
    assert intake.open_files == ()
    assert values(intake, "ธ.ค.") == {"04 2.2": "in_progress 40"}


def test_a_rejected_file_is_judged_again_when_the_agency_code_was_mended(small_office: SmallOffice) -> None:
    data = edited(small_office.fill("01", DECEMBER), "<t>05990101</t>", "<t>05990109</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "rejected agency-other"}
    small_office.change_plan(plan_content(agency={**AGENCY, "agency_code": "05990109"}))
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "accepted"}


@pytest.mark.parametrize(
    ("meant", "verdict"),
    [
        ("05990101", "accepted"),  # as issued, before the code in the plan was mended
        ("05990109", "accepted"),  # issued again since
        ("05990102", "rejected agency-other"),  # another office with the very same plan
    ],
)
def test_workbooks_issued_before_the_agency_code_was_mended_are_known(
    small_office: SmallOffice, meant: str, verdict: str
) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.change_plan(plan_content(agency={**AGENCY, "agency_code": "05990109"}))
    if meant != "05990101":
        data = edited(data, "<t>05990101</t>", f"<t>{meant}</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": verdict}


def test_workbooks_of_an_earlier_plan_are_read_by_step_number(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    first, *rest = STEPS
    small_office.change_plan(plan_content(steps=({**first, "step": "ยกร่างคู่มือ"}, *rest)))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted plan-older"}
    assert values(intake, "ธ.ค.")["01 1.1"] == "in_progress 40"


def test_a_row_that_went_to_another_division_is_kept_but_not_its_own(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    first, second, third = STEPS
    small_office.change_plan(plan_content(steps=(first, {**second, "divisions": "02"}, third)))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    found = small_office.take(TAKEN_AT)
    assert verdicts(found.files) == {"a.xlsx": "warned row-not-yours plan-older"}


def test_rows_filled_after_a_division_or_a_step_ended_are_not_lost_silently(
    small_office: SmallOffice,
) -> None:
    rows = {"1.1": "p40", "1.2": "p50"}
    data = small_office.fill("01", DECEMBER, sheet("ม.ค.", "2 ก.พ. 2567", rows))
    first, second, third = STEPS
    ended = ({**DIVISIONS[0], "until": "ธ.ค. 66", "successor": "03"}, *DIVISIONS[1:])
    small_office.change_plan(
        plan_content(divisions=ended, steps=(first, {**second, "until": "ธ.ค. 66"}, third))
    )
    small_office.send("a.xlsx", data, "2024-02-02 09:00")
    intake = small_office.take("2024-02-06 09:00")
    assert findings(intake.files, "a.xlsx") == [
        "row-not-yours ม.ค.67!G12",
        "key-unknown ม.ค.67!G13",
        "plan-older !",
    ]


def test_a_quarter_that_is_done_leaves_nothing_blank(small_office: SmallOffice) -> None:
    quarterly = ({**STEPS[0], "every": "ไตรมาส"}, STEPS[1], STEPS[2])
    small_office.change_plan(plan_content(steps=quarterly))
    small_office.distribute("2023-10-03 09:00")
    october = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "d", "1.2": "n"})
    november = sheet("พ.ย.", "1 ธ.ค. 2566", {"1.2": "n"})
    january = sheet("ม.ค.", "2 ก.พ. 2567", {"1.2": "n"})
    small_office.send("a.xlsx", small_office.fill("01", october, november, january), "2024-02-02 09:00")
    intake = small_office.take("2024-02-06 09:00")
    assert findings(intake.files, "a.xlsx") == ["row-blank ม.ค.67!G12"]


# --- identity and structure ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<t>05990101</t>", "<t>05990102</t>", "agency-other"),
        ("<t>division</t>", "<t>rollup</t>", "kind-wrong"),
        ("<t>ita:status</t>", "<t>สถานะ</t>", "marker-missing"),
        ("<t>ita:month</t>", "<t>เดือน</t>", "marker-missing"),
        ("<t>percent</t>", "<t>ร้อยละ</t>", "field-missing"),
        ("<t>reason</t>", "<t>action</t>", "field-missing"),
    ],
)
def test_a_workbook_that_lost_a_part(small_office: SmallOffice, old: str, new: str, code: str) -> None:
    small_office.send("a.xlsx", edited(small_office.fill("01", DECEMBER), old, new), "2024-01-04 09:00")
    (file,) = small_office.take(TAKEN_AT).files
    assert file.verdict == "rejected"
    assert file.findings[0].code == code


def test_two_sheets_of_one_month(small_office: SmallOffice) -> None:
    data = edited(small_office.fill("01", DECEMBER), "<t>มกราคม 2567</t>", "<t>ธันวาคม 2566</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert findings(small_office.take(TAKEN_AT).files, "a.xlsx") == ["month-doubled ม.ค.67!"]


@pytest.mark.parametrize(
    ("new", "code"), [("มกราคม 2570", "month-other-year ม.ค.67!"), ("เดือนหน้า", "month-unreadable ม.ค.67!D5")]
)
def test_a_month_that_was_overtyped(small_office: SmallOffice, new: str, code: str) -> None:
    data = edited(small_office.fill("01", DECEMBER), "<t>มกราคม 2567</t>", f"<t>{new}</t>")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert findings(small_office.take(TAKEN_AT).files, "a.xlsx") == [code]


def test_a_workbook_of_last_year(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.change_plan(plan_content(agency={**AGENCY, "fiscal_year": "2568"}))
    small_office.send("a.xlsx", data, "2024-12-04 09:00")
    assert verdicts(small_office.take("2024-12-06 09:00").files) == {"a.xlsx": "rejected year-other"}


def test_a_division_that_the_plan_does_not_know(small_office: SmallOffice) -> None:
    data = small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"}))
    small_office.change_plan(plan_content(divisions=(DIVISIONS[0],), steps=(STEPS[1],)))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "rejected division-not-in-plan"}


def test_the_identity_sheet_is_not_part_of_a_month(small_office: SmallOffice) -> None:
    assert META_SHEET == "_meta"
    data = small_office.fill("01", DECEMBER)
    renamed = edited(data, 'name="ธ.ค.66"', 'name="เดือนสิบสอง"', "xl/workbook.xml")
    small_office.send(
        "a.xlsx", edited(renamed, 'name="_meta"', 'name="อย่าลบ"', "xl/workbook.xml"), "2024-01-04 09:00"
    )
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted"}
    assert values(intake, "ธ.ค.")["01 1.1"] == "in_progress 40"


# --- the archive --------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "code"), [(b"changed", "archive-changed"), (None, "archive-missing")])
def test_a_harmed_archive_is_told_and_the_rest_goes_on(
    small_office: SmallOffice, content: bytes | None, code: str
) -> None:
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.send(
        "b.xlsx",
        small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d", "2.1": "n"})),
        "2024-01-04 09:00",
    )
    small_office.take(TAKEN_AT)
    line = next(line for line in small_office.ledger.lines if line.division_code == "01")
    path = small_office.office.root / line.archive
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    small_office.send(
        "c.xlsx", small_office.fill("02", sheet("ม.ค.", "2 ก.พ. 2567", {"2.1": "p40"})), "2024-02-02 09:00"
    )
    intake = small_office.take("2024-02-06 09:00")
    assert [(each.code, each.found) for each in intake.findings] == [(code, line.archive)]
    assert values(intake, "ธ.ค.") == {"02 1.1": "done None", "02 2.1": "not_started None"}
    assert values(intake, "ม.ค.") == {"02 2.1": "in_progress 40"}


def test_the_archive_gives_back_what_was_accepted(small_office: SmallOffice) -> None:
    """What the ledger gives back is what the intake read, percent formats included."""
    rows = {"1.1": typed("p40") | {"evidence": "แฟ้ม\n3"}, "1.2": typed("p0.5")}
    data = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", rows, outcomes={"1": {"result": "=ได้ผล"}}))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    first = small_office.take(TAKEN_AT).accepted
    again = small_office.take(TAKEN_AT).accepted
    assert again.entries == first.entries
    assert again.outcomes == first.outcomes
    assert [replace(each, sequence=0) for each in again.months] == [
        replace(each, sequence=0) for each in first.months
    ]


def test_a_month_filled_ahead_is_read_from_the_same_file_once_it_has_begun(small_office: SmallOffice) -> None:
    january = sheet("ม.ค.", "31 ม.ค. 2567", {"1.1": "p60"})
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER, january), "2023-12-30 09:00")
    first = small_office.take("2023-12-30 10:00")
    assert findings(first.files, "a.xlsx")[:1] == ["month-not-begun ม.ค.67!"]
    assert values(first, "ม.ค.") == {}
    later = small_office.take("2024-02-01 09:00")
    assert values(later, "ม.ค.") == {"01 1.1": "in_progress 60"}
    assert values(later, "ธ.ค.") == values(first, "ธ.ค.")
    assert len(small_office.ledger.lines) == 3  # distributed, accepted, accepted again with January
    small_office.take("2024-02-02 09:00")
    assert len(small_office.ledger.lines) == 3


def test_a_month_filled_ahead_brings_no_settled_month_back(small_office: SmallOffice) -> None:
    """The file's own times are not believed: looked at again, its October would be the one received last."""
    first = sheet("ต.ค.", "29 ต.ค. 2566", {"1.1": "p20", "1.2": "n"})
    ahead = sheet("ธ.ค.", "1 ธ.ค. 2566", {"1.1": "p80"})
    small_office.send("a.xlsx", small_office.fill("01", first, ahead), "2030-01-01 09:00")
    small_office.take("2023-11-10 09:00")
    corrected = sheet("ต.ค.", "29 ต.ค. 2566", {"1.1": "p60", "1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", corrected), "2023-11-15 09:00")
    small_office.take("2023-11-20 09:00")
    intake = small_office.take("2023-12-05 09:00")
    assert values(intake, "ต.ค.")["01 1.1"] == "in_progress 60"
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 80"}


def test_one_opened_submission_is_held_at_a_time(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: weakref.WeakValueDictionary[int, object] = weakref.WeakValueDictionary()
    most: list[int] = []

    def watched(*arguments: object) -> object:
        gc.collect()
        most.append(len(held))
        opened = open_file(*arguments)  # type: ignore[arg-type]
        held[len(most)] = opened
        return opened

    monkeypatch.setattr(take_in_module, "open_file", watched)
    for number in range(4):
        data = small_office.fill("01", sheet("ธ.ค.", f"{number + 4} ม.ค. 2567", {"1.1": "p40", "1.2": "n"}))
        # Two by two at one moment.
        small_office.send(f"{number}.xlsx", data, f"2024-01-0{8 + number // 2} 09:00")
    files = small_office.take("2024-01-20 09:00").files
    assert [file.verdict for file in files] == ["accepted"] * 4
    assert max(most) == 0
