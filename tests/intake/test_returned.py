"""What lies in returned/ after the intake, and what becomes of it when it comes back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from loaded import loaded
from small_office import SmallOffice, edited, moment, sheet, values, verdicts

from toolkit.books.division_typing import DivisionTyping
from toolkit.intake.returned import last_attempt, mended, returned_copies, returned_name
from toolkit.model.finding import Finding
from toolkit.office.ledger import LedgerLine
from toolkit.xlsx.layouts import FINDINGS_SHEET
from toolkit.xlsx.strict_reader import read_book

OCTOBER = "ต.ค.66"
WRONG = {"status": "อยู่ระหว่างดำเนินการ", "percent": "120", "action": "ทำตามแผน"}
MISSING = {"status": "ไม่สามารถดำเนินการได้", "percent": "", "action": ""}
RIGHT = {"status": "อยู่ระหว่างดำเนินการ", "percent": "40", "action": "ทำตามแผน"}


def reject(
    office: SmallOffice, name: str = "ตุลา.xlsx", *, at: str = "2023-11-03 09:00", **rows: object
) -> bytes:
    """Send the second division's October with faults and take it in; gives the returned copy."""
    filled = rows or {"first": WRONG, "second": MISSING}
    keys = dict(zip(("1.1", "2.1"), filled.values(), strict=False))
    data = office.fill("02", sheet("ต.ค.", "2023-10-31", keys))  # type: ignore[arg-type]
    office.send(name, data, at)
    office.take(at)
    (copy,) = office.office.returned.glob("*.xlsx")
    return copy.read_bytes()


def page(data: bytes) -> list[list[str]]:
    """The rows of ผลตรวจ below its headings."""
    rows = read_book(data).sheets[FINDINGS_SHEET].rows
    return [
        [str(row.get(column, "")) for column in range(2, 8)] for number, row in rows.items() if number > 4
    ]


def head(data: bytes) -> str:
    return str(read_book(data).sheets[FINDINGS_SHEET].rows[3][2])


def test_a_rejected_workbook_comes_back_with_its_faults_marked(small_office: SmallOffice) -> None:
    copy = reject(small_office, "รายงาน ต.ค.xlsx")
    (name,) = (path.name for path in small_office.office.returned.iterdir())
    (line,) = (line for line in small_office.ledger.lines if line.event == "rejected")
    assert name == f"รายงาน ต.ค-กองคลัง-{line.sha256[:8]}.xlsx"
    assert [(row[2], row[3]) for row in page(copy)] == [
        (finding.sheet, finding.cell) for finding in line.findings
    ]
    assert (OCTOBER, "H12") in [(row[2], row[3]) for row in page(copy)]
    assert "เทียบกับครั้งก่อน" not in head(copy)
    assert returned_copies(small_office.office) == {"inbox/รายงาน ต.ค.xlsx": f"returned/{name}"}


def test_checking_and_a_second_run_write_nothing(small_office: SmallOffice) -> None:
    data = small_office.fill("02", sheet("ต.ค.", "2023-10-31", {"1.1": WRONG}))
    small_office.send("ตุลา.xlsx", data, "2023-11-03 09:00")
    small_office.take("2023-11-03 10:00", keep=False)
    assert list(small_office.office.returned.iterdir()) == []
    small_office.take("2023-11-03 10:00")
    (copy,) = small_office.office.returned.iterdir()
    before = copy.stat()
    small_office.take("2023-11-04 10:00")
    assert copy.stat() == before and list(small_office.office.returned.iterdir()) == [copy]


def test_the_same_input_gives_the_same_bytes(small_office: SmallOffice) -> None:
    twin = small_office.copy(small_office.office.root.parent / "twin")
    assert reject(small_office) == reject(twin)


@pytest.mark.parametrize("way", ["another program", "typed in"])
def test_a_mended_copy_is_accepted_as_if_it_bore_no_marks(small_office: SmallOffice, way: str) -> None:
    copy = reject(small_office)
    if way == "another program":
        book = loaded(copy)
        book[OCTOBER]["H12"], book[OCTOBER]["K13"] = 40, "ไม่มีงบประมาณ"
        buffer = io.BytesIO()
        book.save(buffer)
        again = buffer.getvalue()
    else:
        typing = DivisionTyping(copy)
        typing.type_month(
            *sheet("ต.ค.", "2023-10-31", {"1.1": RIGHT, "2.1": {**MISSING, "reason": "ไม่มีงบประมาณ"}})
        )
        again = typing.save(moment("2023-11-05 09:00"))
    (name,) = (path.name for path in small_office.office.returned.iterdir())
    small_office.send(name, again, "2023-11-05 09:00")
    intake = small_office.take("2023-11-05 10:00")
    assert verdicts(intake.files)[name].split()[0] in ("accepted", "warned")
    assert values(intake, "ต.ค.") == {"02 1.1": "in_progress 40", "02 2.1": "cannot None"}
    assert intake.open_files == ()


def test_a_new_attempt_is_told_against_the_last_one(small_office: SmallOffice) -> None:
    reject(small_office)
    second = reject(
        small_office,
        "ตุลา 2.xlsx",
        at="2023-11-04 09:00",
        first={**WRONG, "percent": "130"},
        second={**RIGHT, "percent": ""},
    )
    told = {(row[3], row[1].rpartition("\n")[2]) for row in page(second)}
    assert {("H12", "ยังค้าง"), ("H13", "ใหม่"), ("K13", "แก้แล้ว")} <= told
    assert "เทียบกับครั้งก่อน (3 พ.ย. 66 เวลา 09.00 น.): แก้แล้ว 1 ข้อ ยังค้าง 1 ข้อ ใหม่ 1 ข้อ" in head(second)


def test_a_copy_that_comes_back_with_faults_bears_the_new_marks_alone(small_office: SmallOffice) -> None:
    typing = DivisionTyping(reject(small_office))
    typing.type_month(*sheet("ต.ค.", "2023-10-31", {"1.1": RIGHT, "2.1": MISSING}))
    (name,) = (path.name for path in small_office.office.returned.iterdir())
    small_office.send(name, typing.save(moment("2023-11-05 09:00")), "2023-11-05 09:00")
    small_office.take("2023-11-05 10:00")
    (newest,) = small_office.office.returned.glob("*.xlsx")
    assert newest.name.startswith("ตุลา-กองคลัง-") and newest.name.count("กองคลัง") == 1
    assert [path.name for path in (small_office.office.returned / "old").iterdir()] == [name]
    book = loaded(newest.read_bytes())
    tinted = {
        str(formatting.sqref)
        for formatting in book[OCTOBER].conditional_formatting
        if any("ita:mark" in rule.formula[0] for rule in formatting.rules if rule.formula)
    }
    assert "K13" in tinted and "H12" not in tinted


def test_sheets_under_each_others_names_list_nothing_as_mended(small_office: SmallOffice) -> None:
    """Some libraries write the sheets back under each other's names."""
    marked = reject(small_office)
    for old, new in ((OCTOBER, "x"), ("มี.ค.67", OCTOBER), ("x", "มี.ค.67")):
        marked = edited(marked, f'name="{old}"', f'name="{new}"', "xl/workbook.xml")
    small_office.send("ข.xlsx", marked, "2023-11-05 09:00")
    small_office.take("2023-11-06 09:00")
    (copy,) = small_office.office.returned.glob("ข*.xlsx")
    assert "แก้แล้ว 0 ข้อ" in head(copy.read_bytes())
    assert "แก้แล้ว" not in {row[1].rpartition("\n")[2] for row in page(copy.read_bytes())}


def test_the_first_attempt_after_an_accepted_file_is_compared_with_none(small_office: SmallOffice) -> None:
    reject(small_office)
    good = small_office.fill("02", sheet("ต.ค.", "2023-10-31", {"1.1": RIGHT}))
    small_office.send("ดี.xlsx", good, "2023-11-04 09:00")
    small_office.take("2023-11-04 09:30")
    assert "เทียบกับครั้งก่อน" not in head(reject(small_office, "อีก.xlsx", at="2023-11-05 09:00", first=WRONG))


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("กองคลัง.xlsx", ENCRYPTED, "เพราะไฟล์ตั้งรหัสผ่านไว้"),
        ("กองคลัง.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "เพราะไฟล์เป็นรูปแบบ"),
        ("กองคลัง.xlsx", b"PK\x03\x04" + bytes(64), "เพราะไฟล์ชำรุด"),
        ("กองคลัง.xlsx", b"<html><table></table></html>", "เพราะไฟล์นี้ไม่ใช่สมุดงาน Excel"),
    ],
)
def test_what_cannot_be_marked_comes_back_as_a_list(
    small_office: SmallOffice, name: str, data: bytes, told: str
) -> None:
    small_office.send(name, data, "2023-11-03 09:00")
    small_office.take("2023-11-03 09:00")
    (copy,) = small_office.office.returned.iterdir()
    assert copy.name.startswith("กองคลัง-กองคลัง-")
    assert told in head(copy.read_bytes()) and len(page(copy.read_bytes())) == 1


def test_a_workbook_with_macros_comes_back_as_a_list_of_all_its_faults(small_office: SmallOffice) -> None:
    """Under a name that ends in .xlsx Excel would not open it."""
    data = small_office.fill("02", sheet("ต.ค.", "2023-10-31", {"1.1": WRONG, "2.1": MISSING}))
    usual = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = edited(data, usual, "ms-excel.sheet.macroEnabled.main+xml", "[Content_Types].xml")
    small_office.send("ตุลา.xlsm", macros, "2023-11-03 09:00")
    small_office.take("2023-11-03 09:00")
    (copy,) = small_office.office.returned.iterdir()
    assert "เพราะไฟล์อยู่ในรูปแบบที่โปรแกรมเติมเครื่องหมายให้ไม่ได้" in head(copy.read_bytes())
    assert {"H12", "K13"} <= {row[3] for row in page(copy.read_bytes())}


def test_a_workbook_of_another_office_is_not_written_into(small_office: SmallOffice) -> None:
    data = small_office.fill("02", sheet("ต.ค.", "2023-10-31", {"1.1": RIGHT}))
    other = edited(data, ">05990101<", ">05990102<")
    small_office.send("ของใคร.xlsx", other, "2023-11-03 09:00")
    small_office.take("2023-11-03 09:00")
    (copy,) = small_office.office.returned.iterdir()
    assert copy.name.startswith("ของใคร-ไม่ทราบกอง-")
    assert "ทำเครื่องหมายในไฟล์ที่ส่งมาไม่ได้ เพราะแบบรายงานนี้เป็นของหน่วยงานรหัส 05990102" in head(copy.read_bytes())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ภาพถ่าย.jpg", b"\xff\xd8\xff" + bytes(64)),
        ("หนังสือ.docx", b"\xff\xd8\xff" + bytes(64)),
        ("รายงาน.pdf", b"\xff\xd8\xff" + bytes(64)),
        ("กองคลัง.xlsx", b"%PDF-1.7"),
    ],
)
def test_what_is_no_workbook_gets_no_copy(small_office: SmallOffice, name: str, data: bytes) -> None:
    """Whatever it is named: its content counts."""
    small_office.send(name, data, "2023-11-03 09:00")
    assert small_office.take("2023-11-03 09:00").files[0].verdict == "rejected"
    assert list(small_office.office.returned.iterdir()) == []


HASH = "0123abcd" + "0" * 56


@pytest.mark.parametrize(
    ("file", "division", "name"),
    [
        ("inbox/ตุลา.xlsx", "กองคลัง", "ตุลา-กองคลัง-0123abcd.xlsx"),
        ("inbox/กองคลัง/v2/ตุลา.ส่ง.xlsm", "กองคลัง", "ตุลา.ส่ง-กองคลัง-0123abcd.xlsx"),
        ("inbox/ตุลา.xlsx", "", "ตุลา-ไม่ทราบกอง-0123abcd.xlsx"),
        ('inbox/a"b:c.xlsx', "กอง/ช่าง", "a_b_c-กอง_ช่าง-0123abcd.xlsx"),
        ("inbox/ตุลา-กองคลัง-89abcdef.xlsx", "กองคลัง", "ตุลา-กองคลัง-0123abcd.xlsx"),
        ("inbox/ตุลา-กองคลัง-89abcdef (1).xlsx", "กองคลัง", "ตุลา-กองคลัง-0123abcd.xlsx"),
        ("inbox/กองคลัง-2567.xlsx", "กองคลัง", "กองคลัง-2567-กองคลัง-0123abcd.xlsx"),
        ("inbox/กองคลัง-2567-กองคลัง-89abcdef.xlsx", "กองคลัง", "กองคลัง-2567-กองคลัง-0123abcd.xlsx"),
        ("inbox/ตุลา-กองช่าง-89abcdef.xlsx", "กองคลัง", "ตุลา-กองช่าง-89abcdef-กองคลัง-0123abcd.xlsx"),
    ],
)
def test_the_name_of_a_copy(file: str, division: str, name: str) -> None:
    assert returned_name(file, HASH, division) == name


def test_the_name_of_a_copy_fits_on_a_disk() -> None:
    name = returned_name(f"inbox/{'รายงาน' * 60}.xlsx", HASH, "กองคลัง")
    assert len(name.encode()) <= 240 and name.endswith("-กองคลัง-0123abcd.xlsx") and name.startswith("รายงาน")


def test_the_name_of_a_copy_leaves_a_path_that_excel_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.intake.returned.os", type("Windows", (), {"name": "nt"}))
    folder = tmp_path / ("ก" * 100)
    name = returned_name(f"inbox/{'ข' * 70}.xlsx", HASH, "กองคลัง", folder)
    assert len(str(folder / name)) <= 218 and name.endswith("ข-กองคลัง-0123abcd.xlsx")
    # Where the folder alone is too long, three letters stay: the write itself says so.
    assert returned_name("a/ขขขขขขข.xlsx", HASH, "กองคลัง", folder / folder.name) == "ขขข-กองคลัง-0123abcd.xlsx"


def line(event: str, sha: str, code: str = "02", **more: object) -> LedgerLine:
    return LedgerLine(event, moment("2023-11-03 09:00"), sha256=sha, division_code=code, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], None),
        ([line("rejected", "a"), line("rejected", "b")], "b"),
        ([line("rejected", "a"), line("rejected", "b", "01")], "a"),
        ([line("rejected", "a"), line("accepted", "b")], None),
        ([line("accepted", "b"), line("rejected", "a")], "a"),
        ([line("rejected", "a"), line("rejected", "now")], "a"),
        ([line("rejected", "a"), line("rejected", "b", kind="other")], "a"),
        ([line("rejected", "a"), line("rolled-up", ""), line("distributed", "")], "a"),
    ],
)
def test_the_last_attempt(lines: list[LedgerLine], found: str | None) -> None:
    attempt = last_attempt(lines, "02", "now")
    assert (attempt and attempt.sha256) == found


FAULT = Finding("percent-range", OCTOBER, "H12", "120", file="inbox/a.xlsx")
RESULTS = Finding("result-missing", OCTOBER, "D27, D28 …", "1, 2")


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        pytest.param(FAULT, [], True, id="gone"),
        pytest.param(FAULT, [replace(FAULT, found="130", file="inbox/b.xlsx")], False, id="another value"),
        pytest.param(FAULT, [replace(FAULT, cell="H13")], False, id="perhaps a row put in"),
        pytest.param(FAULT, [replace(FAULT, sheet="พ.ย.66")], False, id="perhaps on another sheet"),
        pytest.param(FAULT, [replace(FAULT, cell="I13")], True, id="another column"),
        pytest.param(FAULT, [replace(FAULT, code="percent-conflict")], True, id="another fault"),
        pytest.param(replace(FAULT, sheet="พ.ย.66"), [], False, id="a sheet that could not be judged"),
        pytest.param(Finding("file-encrypted"), [], True, id="of the whole file"),
        pytest.param(
            Finding("month-doubled", "", "", "ต.ค. 66"),
            [Finding("month-doubled", "", "", "พ.ย. 66")],
            True,
            id="of another month",
        ),
        pytest.param(RESULTS, [replace(RESULTS, cell="D28", found="2")], False, id="some of its cells"),
        pytest.param(RESULTS, [], True, id="all of its cells"),
        pytest.param(RESULTS, [replace(RESULTS, cell="D9, D10")], False, id="perhaps all rows put in"),
        pytest.param(Finding("row-blank", OCTOBER, "", "1.2"), [], False, id="a note"),
    ],
)
def test_what_is_mended(before: Finding, now: list[Finding], gone: bool) -> None:
    assert mended([before], now, frozenset((OCTOBER,))) == ((before,) if gone else ())
