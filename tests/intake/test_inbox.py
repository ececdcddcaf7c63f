"""What lies in an inbox beside sound workbooks, and what it does to the exit code."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from small_office import SmallOffice, edited, moment, sheet, verdicts

from toolkit.intake.check import check_office
from toolkit.intake.inbox import inbox_files, open_file
from toolkit.model.plan import Agency, Division, Plan
from toolkit.office.folder import OfficeFolder
from toolkit.rules.row_keys import PlanIndex

GOOD = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
AT, TAKEN_AT = "2024-01-04 09:00", "2024-01-06 09:00"


def archive_of(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


PDF, JPEG, WORD = b"%PDF-1.7 ...", b"\xff\xd8\xff\xe0 ...", archive_of(word__document_xml="<w/>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "looked_at"),
    [
        ("a.xlsx", True),
        ("กองคลัง/ธ.ค./a.xlsx", True),
        ("~$a.xlsx", False),
        (".~lock.a.xlsx#", False),
        ("._a.xlsx", False),
        (".DS_Store", False),
        ("กองคลัง/.DS_Store", False),
        ("Thumbs.db", False),
        ("desktop.ini", False),
        ("__MACOSX/a.xlsx", False),
        ("a.xlsx.tmp", True),
    ],
)
def test_leftovers_of_programs_are_skipped(tmp_path: Path, name: str, looked_at: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent not in {tmp_path, *tmp_path.rglob("*")}:
        pytest.skip("this system takes no such name for a folder")
    path.write_bytes(b"x")
    assert list(inbox_files(tmp_path)) == ([path] if looked_at else [])


def test_an_office_without_inbox_has_no_files(tmp_path: Path) -> None:
    assert list(inbox_files(tmp_path / "inbox")) == []


@pytest.mark.parametrize(
    ("name", "data", "verdict", "kind", "open_file"),
    [
        # no workbook: listed, but nobody's turn
        ("หนังสือนำส่ง.pdf", PDF, "rejected file-not-workbook", "other", False),
        ("ภาพกิจกรรม.jpg", JPEG, "rejected file-not-workbook", "other", False),
        ("รายงาน.docx", WORD, "rejected file-not-workbook", "other", False),
        ("รายงาน.csv", b"a,b\n1,2\n", "rejected file-not-workbook", "other", False),
        ("กองคลัง/รายงาน.pdf", PDF, "rejected file-not-workbook", "other", False),
        # a photograph for the reports
        ("กองคลัง/ภาพ/1 อบรม.jpg", JPEG, "accepted", "photo", False),
        ("ภาพ/1 อบรม.PNG", b"\x89PNG", "accepted", "photo", False),
        ("ภาพ/รายงาน.pdf", PDF, "rejected file-not-workbook", "other", False),
        ("รายงาน.xlsx", PDF, "rejected file-not-workbook", "other", False),
        ("รายงาน.xlsx", WORD, "rejected file-not-workbook", "other", False),
        ("รายงาน.xls", JPEG, "rejected file-not-workbook", "other", False),
        # a workbook by its name or by its content
        ("รายงาน.xls", b"<html><table></table></html>", "rejected file-not-workbook", "unknown", True),
        ("รายงาน.xlsx", b"", "rejected file-empty", "unknown", True),
        ("รายงาน.xls", OLE, "rejected file-old-format", "unknown", True),
        ("รายงาน.xlsx", LOCKED, "rejected file-encrypted", "unknown", True),
        ("รายงาน.xlsx", archive_of(xl__workbook_xml="<w/>"), "rejected file-not-workbook", "unknown", True),
    ],
)
def test_files_beside_sound_workbooks(
    small_office: SmallOffice, name: str, data: bytes, verdict: str, kind: str, open_file: bool
) -> None:
    small_office.send("a.xlsx", small_office.fill("01", GOOD), AT)
    small_office.send(name, data, AT)
    for _ in range(2):  # known or not, the answer is the same
        intake = small_office.take(TAKEN_AT)
        assert verdicts(intake.files) == {"a.xlsx": "accepted", name: verdict}
        assert next(file.kind for file in intake.files if file.file.endswith(name)) == kind
        assert intake.open_files == ((f"inbox/{name}",) if open_file else ())
    assert {code for code, _ in intake.accepted.entries} == {"01"}


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights")
def test_a_link_is_not_followed(small_office: SmallOffice, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.xlsx"
    target.write_bytes(small_office.fill("01", GOOD))
    (small_office.office.inbox / "ลิงก์.xlsx").symlink_to(target)
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"ลิงก์.xlsx": "rejected file-not-regular"}
    assert intake.open_files == ("inbox/ลิงก์.xlsx",)
    assert len(small_office.ledger.lines) == 1


def test_a_name_that_is_no_utf8_stops_nothing(small_office: SmallOffice) -> None:
    """A Thai name out of a zip that an old Windows packed: bytes of TIS-620."""
    try:
        path = small_office.office.inbox / os.fsdecode("กองช่าง.xlsx".encode("cp874"))
        path.write_bytes(small_office.fill("01", GOOD))
    except (OSError, UnicodeError):
        pytest.skip("this file system takes UTF-8 names only")
    for _ in range(2):
        (file,) = small_office.take(TAKEN_AT).files
        assert (file.verdict, file.file) == ("accepted", "inbox/กองช่าง.xlsx")


def test_bad_files_never_stop_the_good_ones(small_office: SmallOffice) -> None:
    good = small_office.fill("01", GOOD)
    small_office.send("1 เสีย.xlsx", good[: len(good) // 2], AT)
    small_office.send("2 ดี.xlsx", good, AT)
    small_office.send("3 เสีย.xlsx", edited(good, "<t>percent</t>", "<t>x</t>"), AT)
    small_office.send(
        "4 ดี.xlsx", small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d", "2.1": "n"})), AT
    )
    found = verdicts(small_office.take(TAKEN_AT).files)
    assert [words.split()[0] for words in found.values()] == ["rejected", "accepted", "rejected", "warned"]


# --- rejected workbooks that wait for a better one ------------------------------------------------

WRONG = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120", "1.2": "n"})


@pytest.mark.parametrize(
    ("accepted_at", "still_open"),
    [(None, True), ("2024-01-03 09:00", True), ("2024-01-05 09:00", False)],
    ids=["none accepted", "one accepted before", "one accepted after"],
)
def test_a_rejected_workbook_is_open_until_a_later_one_is_accepted(
    small_office: SmallOffice, accepted_at: str | None, still_open: bool
) -> None:
    small_office.send("ผิด.xlsx", small_office.fill("01", WRONG), AT)
    if accepted_at:
        small_office.send("ถูก.xlsx", small_office.fill("01", GOOD), accepted_at)
    small_office.send(
        "กองคลัง.xlsx", small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"})), "2024-01-05 10:00"
    )
    assert bool(small_office.take(TAKEN_AT).open_files) is still_open


@pytest.mark.parametrize("name", ["สำนักปลัด.xlsx", "สำนัก ปลัด/ธ.ค..xlsx", "รายงานสำนักปลัด ธ.ค. 66.xlsx"])
def test_a_damaged_workbook_is_settled_by_a_later_one_of_the_division_it_names(
    small_office: SmallOffice, name: str
) -> None:
    good = small_office.fill("01", GOOD)
    small_office.send(name, good[:-100], AT)
    intake = small_office.take("2024-01-04 12:00", keep=False)
    assert intake.open_files == (f"inbox/{name}",)
    small_office.send("ใหม่.xlsx", good, "2024-01-05 09:00")
    assert small_office.take(TAKEN_AT).open_files == ()


def test_a_workbook_of_nobody_is_open_while_it_lies_in_the_inbox(small_office: SmallOffice) -> None:
    path = small_office.send("สมุดงาน.xlsx", b"PK\x03\x04 broken", AT)
    small_office.send("a.xlsx", small_office.fill("01", GOOD), "2024-01-05 09:00")
    assert small_office.take(TAKEN_AT).open_files == ("inbox/สมุดงาน.xlsx",)
    path.unlink()
    assert small_office.take(TAKEN_AT).open_files == ()


def test_a_file_that_left_the_inbox_is_not_waited_for(small_office: SmallOffice) -> None:
    data = small_office.fill("01", WRONG)
    path = small_office.send("ผิด.xlsx", data, AT)
    assert small_office.take(TAKEN_AT).open_files == ("inbox/ผิด.xlsx",)
    path.unlink()
    assert small_office.take(TAKEN_AT).open_files == ()
    small_office.send("กลับมา.xlsx", data, AT)
    assert small_office.take(TAKEN_AT).open_files == ("inbox/กลับมา.xlsx",)


def test_of_two_rejected_files_of_a_division_the_newer_is_waited_for(small_office: SmallOffice) -> None:
    small_office.send("ผิด.xlsx", small_office.fill("01", WRONG), AT)
    small_office.take(TAKEN_AT)
    again = sheet("ธ.ค.", "5 ม.ค. 2567", {"1.1": "p130"})
    path = small_office.send("ผิดอีก.xlsx", small_office.fill("01", again), "2024-01-05 09:00")
    assert small_office.take(TAKEN_AT).open_files == ("inbox/ผิดอีก.xlsx",)
    path.unlink()
    assert small_office.take(TAKEN_AT).open_files == ("inbox/ผิด.xlsx",)


# --- checking without accepting -------------------------------------------------------------------


def test_check_tells_the_same_and_keeps_nothing(small_office: SmallOffice) -> None:
    small_office.send("ผิด.xlsx", small_office.fill("01", WRONG), AT)
    small_office.send("หนังสือ.pdf", PDF, AT)
    ledger = small_office.office.ledger.read_bytes()
    checked = check_office(small_office.office, as_of=moment(TAKEN_AT))
    assert verdicts(checked.files) == {
        "plan.xlsx": "warned issues-unnamed score-basis-missing analysis-missing division-unused",
        "ผิด.xlsx": "rejected percent-range",
        "หนังสือ.pdf": "rejected file-not-workbook",
    }
    assert checked.open_files == ("inbox/ผิด.xlsx",)
    assert small_office.office.ledger.read_bytes() == ledger


def test_check_of_named_files(small_office: SmallOffice) -> None:
    wrong = small_office.send("ผิด.xlsx", small_office.fill("01", WRONG), AT)
    small_office.send("ดี.xlsx", small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"})), AT)
    office: OfficeFolder = small_office.office
    for files, expected in (
        ((wrong,), ["plan.xlsx", "ผิด.xlsx"]),
        ((office.plan,), ["plan.xlsx"]),
        ((office.plan, wrong), ["plan.xlsx", "ผิด.xlsx"]),
    ):
        checked = check_office(office, files, as_of=moment(TAKEN_AT))
        assert list(verdicts(checked.files)) == expected
        assert checked.open_files == (("inbox/ผิด.xlsx",) if wrong in files else ())


def test_check_of_a_file_that_is_not_there(small_office: SmallOffice) -> None:
    nowhere = Path("/nowhere/a.xlsx")
    checked = check_office(small_office.office, (nowhere,), as_of=moment(TAKEN_AT))
    assert [(file.file, file.findings[0].code) for file in checked.files[1:]] == [
        (str(nowhere), "file-missing")
    ]
    assert checked.open_files == (str(nowhere),)


NAMES = (
    "สำนักปลัด",
    "กองคลัง",
    "กองคลังและพัสดุ",
    "กองการศึกษา ศาสนา และวัฒนธรรม",
    "ฝ่ายสวัสดิการสังคม พัฒนาชุมชน และส่งเสริมคุณภาพชีวิต",
    "กลุ่มงานบริหาร (1)",
    "กลุ่มงานบริหาร (2)",
)


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("ฝ่ายสวัสดิการสังคม พ.ย..docx", NAMES[4]),
        ("สวัสดิการสังคม พ.ย..docx", NAMES[4]),
        ("รายงานของสวัสดิการสังคม.docx", NAMES[4]),
        ("กองการศึกษาฯ พ.ย..docx", NAMES[3]),
        ("การศึกษาดูงาน.docx", None),
        ("กองคลัง พ.ย..docx", NAMES[1]),
        ("กองคลังและพัสดุ พ.ย..docx", NAMES[2]),
        ("กลุ่มงานบริหาร.docx", None),
        ("กลุ่มงานบริหาร (2).docx", NAMES[6]),
        ("กองคลัง/การศึกษาดูงาน.docx", NAMES[1]),
        ("รายงาน.docx", None),
    ],
)
def test_a_file_without_a_workbook_is_of_the_division_that_its_name_names(
    name: str, division: str | None
) -> None:
    plan = Plan(
        Agency("05990101", "เทศบาลตำบลทุ่งตัวอย่าง", 2567),
        tuple(Division(f"{code:02}", name) for code, name in enumerate(NAMES, start=1)),
    )
    file = open_file(f"inbox/{name}", WORD, "", None, PlanIndex(plan))
    assert (file.division and file.division.division_name) == division
