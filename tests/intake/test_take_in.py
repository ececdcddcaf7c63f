"""What the intake makes of real division workbooks, month after month."""

from __future__ import annotations

import datetime as dt
import gc
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
from taken_in import DECEMBER, TAKEN_AT, UNSIGNED, findings

from toolkit.intake import take_in
from toolkit.intake import take_in as take_in_module
from toolkit.intake.inbox import open_file
from toolkit.xlsx.layouts import META_SHEET

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
    assert (month.month, month.report.reported_on, month.taken) == (MONTHS["ธ.ค."], dt.date(2024, 1, 4), True)


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
    newest = intake.accepted.newest.get(("01", MONTHS["ธ.ค."]))
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
    assert [[str(month.month) for month in line.months] for line in small_office.ledger.lines[1:]] == [
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
    assert [str(month.month) for month in small_office.ledger.lines[-1].months] == ["2566-11"]


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
    note = next(
        finding for file in intake.files for finding in file.findings if finding.code == "older-report"
    )
    assert (note.sheet, note.expected) == ("ธ.ค.66", "8 มกราคม 2567")
    assert [month.taken for month in small_office.ledger.lines[-1].months] == [False, True]


def test_the_same_bytes_under_two_names_are_entered_once(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    small_office.send("b/สำเนา.xlsx", data, "2024-01-05 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted", "b/สำเนา.xlsx": "accepted resent-known"}
    small_office.send("c.xlsx", data, "2024-01-06 08:00")
    again = small_office.take(TAKEN_AT)
    assert verdicts(again.files)["c.xlsx"] == "accepted resent-known"
    assert again.news == {"inbox/c.xlsx"}
    assert small_office.take(TAKEN_AT).news == frozenset()
    entered = [(line.event, line.file) for line in small_office.ledger.lines[1:]]
    assert entered == [
        ("accepted", "inbox/a.xlsx"),
        ("resent", "inbox/b/สำเนา.xlsx"),
        ("resent", "inbox/c.xlsx"),
    ]


# --- formulas as other programs write them --------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    ["มี.ค.67!", "'มี.ค.67 '!", "#REF!", "'[1]มี.ค.67'!", "'D:\\งาน\\[แบบ.xlsx]มี.ค.67'!"],
    ids=["no quotes", "a blank", "lost", "another workbook by number", "another workbook by path"],
)
def test_what_formulas_call_their_sheets_is_of_no_account(small_office: SmallOffice, reference: str) -> None:
    """Only typed cells are read. Some programs leave out the quotes that a name such as ต.ค.66 needs."""
    data = edited(small_office.fill("01", DECEMBER), "'มี.ค.67'!", reference, "xl/worksheets/sheet18.xml")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "accepted"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "not_started None"}


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
    inbox = {name: state for name, state in everything(small_office).items() if name.startswith("inbox/")}
    small_office.take(TAKEN_AT)
    small_office.take(TAKEN_AT)
    assert {
        name: state for name, state in everything(small_office).items() if name.startswith("inbox/")
    } == inbox
    assert len(inbox) == 4


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
    (copy,) = small_office.office.returned.iterdir()
    assert copy.name.startswith("a-สำนักปลัด-")


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
    assert [(finding.code, finding.found) for finding in intake.findings] == [(code, line.archive)]
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
    assert [replace(month, sequence=0) for month in again.months] == [
        replace(month, sequence=0) for month in first.months
    ]


@pytest.mark.slow
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
