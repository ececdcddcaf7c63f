"""What the commands do and say, run in process on the demo's office and on a fresh one."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from runs import MARCH, Ita, edit, find, snapshot

from toolkit.office.folder import OfficeFolder

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

OVERALL = {"completion", "planned", "steps_done", "steps_total", "steps_na", "steps_cannot", "steps_overdue"}
ROLL_UP = {
    "fiscal_year",
    "month",
    "overall",
    "measures",
    "steps",
    "divisions",
    "reporting",
    "restatements",
    "files",
}


# --- exit codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("check",), ("distribute",), ("rollup", *MARCH), ("status", *MARCH)])
def test_all_is_well(ita: Ita, fresh: OfficeFolder, command: tuple[str, ...]) -> None:
    result = ita(*command, "--office", fresh.root)
    assert result.exit_code == 0
    assert result.stderr == ""


def test_a_rejected_workbook_is_something_to_mend(ita: Ita, office: OfficeFolder) -> None:
    known = ita("rollup", *MARCH, "--office", office.root)
    assert known.exit_code == 1
    assert "รอฉบับแก้ไขของ inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx" in known.stdout
    assert "H16" not in known.stdout, "it was told when the file came"
    result = ita("check", "--office", office.root)
    assert result.exit_code == 1
    assert "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx: ไม่ผ่าน ต้องแก้ไข" in result.stdout
    assert "พฤศจิกายน 2566.xlsx" not in result.stdout, "its correction came in"
    assert "พฤศจิกายน 2566.xlsx" in ita("check", "--all", "--office", office.root).stdout
    assert "แผ่น มี.ค.67 เซลล์ H16: กรอกร้อยละ 120 เกินช่วง 0 ถึง 100 — แก้เป็นตัวเลข 0 ถึง 100" in result.stdout


def test_the_log_counts_what_there_is(ita: Ita, office: OfficeFolder) -> None:
    lines = ita("log", "--office", office.root).stdout.splitlines()
    rejected = [line for line in lines if "ไม่ผ่าน" in line]
    assert rejected and all("ต้องแก้ไข 1 ข้อ" in line and " 0 " not in line for line in rejected)


def test_a_fault_of_ours(
    ita: Ita, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One line for the user, the traceback in a file, exit code 70, nothing changed."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("of the test")

    monkeypatch.setattr("toolkit.rollup.roll_up.status_of", fails)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = snapshot(office.root)
    result = ita("status", *MARCH, "--office", office.root)
    assert result.exit_code == 70
    (line,) = result.stderr.splitlines()
    (log,) = tmp_path.glob("ita-*.log")
    assert line == f"โปรแกรมขัดข้อง แต่ข้อมูลที่กองส่งมาไม่เสียหาย รายละเอียดอยู่ที่ {log}"
    assert "RuntimeError: of the test" in log.read_text(encoding="utf-8")
    assert snapshot(office.root) == before


# --- submissions ------------------------------------------------------------------------------------


def test_a_workbook_of_another_year(ita: Ita, office: OfficeFolder, tmp_path: Path) -> None:
    following = tmp_path / "following"
    assert ita("new", following, "--from", office.root).exit_code == 0
    assert ita("distribute", "--office", following).exit_code == 0
    shutil.copy(following / "outbox" / "กองคลัง-2568.xlsx", office.inbox / "ใหม่.xlsx")
    before = snapshot(office.root)
    result = ita("check", office.inbox / "ใหม่.xlsx", "--office", office.root)
    assert result.exit_code == 1
    assert "inbox/ใหม่.xlsx: ไม่ผ่าน ต้องแก้ไข" in result.stdout
    assert (
        "✗ แบบรายงานนี้เป็นของปีงบประมาณ 2568 ไม่ใช่ 2567 — กรอกในแบบรายงานของปีงบประมาณ 2567 แล้วส่งใหม่"
        in result.stdout
    )
    assert snapshot(office.root) == before


def test_a_file_that_is_not_there(ita: Ita, office: OfficeFolder) -> None:
    result = ita("check", "nowhere.xlsx", "--office", office.root)
    assert result.exit_code == 1
    assert "nowhere.xlsx: ไม่ผ่าน ต้องแก้ไข" in result.stdout
    assert "ตรวจชื่อไฟล์และโฟลเดอร์ แล้วสั่งใหม่" in result.stdout


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_check_accepts_and_moves_nothing(ita: Ita, fresh: OfficeFolder, options: tuple[str, ...]) -> None:
    ita("distribute", "--office", fresh.root)
    shutil.copytree(fresh.outbox, fresh.inbox, dirs_exist_ok=True)
    (fresh.inbox / "เสีย.xlsx").write_bytes(b"PK\x03\x04 broken")
    before = snapshot(fresh.root)
    assert ita("check", *options, "--office", fresh.root).exit_code == 1
    assert snapshot(fresh.root) == before


# --- figures ----------------------------------------------------------------------------------------


def test_roll_up_again_changes_nothing(ita: Ita, office: OfficeFolder) -> None:
    """Neither a byte of the reports nor a line of the ledger: files already written are left alone."""
    ledger = office.ledger.read_bytes()
    first = ita("rollup", *MARCH, "--office", office.root)
    before = snapshot(office.root)
    second = ita("rollup", *MARCH, "--office", office.root)
    assert second.stdout == first.stdout
    assert snapshot(office.root) == before
    assert office.ledger.read_bytes() == ledger


def test_the_first_roll_up_after_the_deadline_is_remembered_once(ita: Ita, fresh: OfficeFolder) -> None:
    for as_of in ("2567-04-05T12:00", "2567-04-06T09:00", "2567-04-07T09:00"):
        ita("rollup", "--month", "2567-03", "--as-of", as_of, "--office", fresh.root)
    lines = [json.loads(line) for line in fresh.ledger.read_text(encoding="utf-8").splitlines()]
    assert [(line["event"], line["month"], line["time"]) for line in lines] == [
        ("rolled-up", "2567-03", "2024-04-06T09:00:00+07:00")
    ]


def test_status_writes_nothing(ita: Ita, office: OfficeFolder) -> None:
    before = snapshot(office.root)
    ita("status", *MARCH, "--office", office.root)
    assert snapshot(office.root) == before


@pytest.mark.parametrize("command", ["rollup", "status"])
def test_json_of_the_figures(ita: Ita, office: OfficeFolder, command: str) -> None:
    result = ita(command, *MARCH, "--json", "--office", office.root)
    content = json.loads(result.stdout)
    assert content.keys() == ROLL_UP
    assert content["overall"].keys() == OVERALL
    assert content["month"] == "2567-03"
    assert {division["report"] for division in content["divisions"]} == {"on-time", "rejected"}


def test_json_of_the_check(ita: Ita, office: OfficeFolder) -> None:
    content = json.loads(ita("check", "--json", "--office", office.root).stdout)
    assert content.keys() == {"files"}
    verdicts = {file["file"]: file["verdict"] for file in content["files"]}
    assert verdicts["plan.xlsx"] == "accepted"
    assert verdicts["inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"] == "rejected"
    found = [finding for file in content["files"] for finding in file["findings"]]
    assert {tuple(keys) for keys in found} == {
        ("code", "severity", "sheet", "cell", "found", "expected", "message", "advice")
    }


def test_messages_follow_the_language_and_ids_do_not(ita: Ita, office: OfficeFolder) -> None:
    thai, english = (
        json.loads(ita("check", "--json", "--office", office.root, "--lang", lang).stdout)["files"]
        for lang in ("th", "en")
    )
    for mine, theirs in zip(thai, english, strict=True):
        assert mine["verdict"] == theirs["verdict"]
        for one, other in zip(mine["findings"], theirs["findings"], strict=True):
            assert one["code"] == other["code"]
            assert one["message"] != other["message"]


def test_the_chasing_text(ita: Ita, office: OfficeFolder) -> None:
    shown = ita("status", *MARCH, "--message", "--office", office.root).stdout
    assert shown.startswith(
        "เรียน ผู้อำนวยการกองและผู้ประสานงาน ITA\nเรื่อง รายงานผลตามมาตรการ ITA ประจำเดือนมีนาคม 2567\n"
    )
    assert "กองช่าง" in shown
    assert "กองคลัง" not in shown


def test_status_in_english(ita: Ita, office: OfficeFolder) -> None:
    shown = ita("--lang", "en", "status", *MARCH, "--office", office.root).stdout
    assert "— 2567-03\n" in shown
    assert "Reported: 5 of 6 divisions (0 late)" in shown


def test_status_before_any_deadline_counts_nobody(ita: Ita, office: OfficeFolder) -> None:
    """ "0 of 0 divisions" says nothing."""
    shown = ita("status", "--month", "2567-04", "--as-of", "2567-05-01", "--office", office.root).stdout
    assert "ยังไม่มีกองใดถึงกำหนดส่ง" in shown
    assert "0 จาก 0 กอง" not in shown


def test_texts_of_people_are_shown_as_they_are(ita: Ita, office: OfficeFolder) -> None:
    """Neither markup nor emoji codes nor escape characters do anything on the screen."""

    def change(book: Any) -> None:
        find(book["กอง"], "กองช่าง").value = "[red]กองช่าง[/x] :o:"

    edit(office.plan, change)
    (office.inbox / "a\x1b[31m.xlsx").write_bytes(b"no workbook")
    assert "[red]กองช่าง[/x] :o:" in ita("status", *MARCH, "--office", office.root).stdout
    assert "inbox/a\\x1b[31m.xlsx: ไม่ผ่าน" in ita("check", "--office", office.root).stdout


# --- new and report ---------------------------------------------------------------------------------


def test_new_blank(ita: Ita, tmp_path: Path) -> None:
    result = ita("new", tmp_path / "office")
    assert result.exit_code == 0
    assert "แล้วสั่ง ita check" in result.stdout
    assert sorted(path.name for path in (tmp_path / "office").iterdir()) == [
        *("archive", "inbox", "outbox", "plan.xlsx", "reports", "returned", "site")
    ]


def test_new_from_an_example_passes_the_check(ita: Ita, tmp_path: Path) -> None:
    assert ita("new", tmp_path / "office", "--example", "thetsaban-tambon").exit_code == 0
    assert ita("check", "--office", tmp_path / "office").exit_code == 0


def test_new_from_last_year_says_the_shift_of_dates_in_one_line(
    ita: Ita, office: OfficeFolder, tmp_path: Path
) -> None:
    result = ita("new", tmp_path / "following", "--from", office.root)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    (moved,) = (line for line in lines if "เลื่อนวันที่" in line)
    assert "แห่ง เช่น ต.ค. 66 เป็น ต.ค. 67" in moved
    assert len(lines) < 6
    assert "ปีงบประมาณ" in ita("rollup", "--month", "2567-03", "--office", tmp_path / "following").stderr


def test_new_never_writes_over_an_office(ita: Ita, office: OfficeFolder) -> None:
    before = snapshot(office.root)
    for command in (("new", office.root), ("demo", office.root)):
        result = ita(*command)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[0] == f"โฟลเดอร์ {office.root} มีแผนมาตรการอยู่แล้ว จึงไม่เขียนทับ"
    assert snapshot(office.root) == before


def test_new_from_a_folder_without_a_plan(ita: Ita, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    result = ita("new", tmp_path / "office", "--from", tmp_path / "old")
    assert result.exit_code == 1
    assert not (tmp_path / "office").exists()


def test_distribute_to_a_division_that_is_not_there(ita: Ita, fresh: OfficeFolder) -> None:
    before = snapshot(fresh.root)
    result = ita("distribute", "--division", "99", "--office", fresh.root)
    assert result.exit_code == 1
    assert "ไม่มีกอง “99” ในแผ่น กอง" in result.stderr
    assert snapshot(fresh.root) == before


def test_a_report_names_the_measures_without_a_result(ita: Ita, fresh: OfficeFolder) -> None:
    result = ita("report", "six-month", *MARCH, "--office", fresh.root)
    assert result.exit_code == 0
    *warned, note = result.stderr.splitlines()
    *silent, without = warned  # three of the six divisions a line
    assert [line.startswith("   ! ยังขาดข้อมูลของ") for line in silent] == [True] * 2
    assert without.startswith("   ! มาตรการ 1, 2, 3, 4, 5, 7 ยังไม่มีผล")  # measure 6 starts in April
    assert note.startswith("   · ยังไม่ได้ระบุภาพตราครุฑ")
    names = ("six-month-2567.xlsx", "six-month-2567-memo.docx", "six-month-2567.sources.csv")
    assert result.stdout == "".join(f"เขียนไฟล์แล้ว: reports/{name}\n" for name in names)


def test_a_template_that_is_no_workbook(ita: Ita, fresh: OfficeFolder, tmp_path: Path) -> None:
    template = tmp_path / "แม่แบบ.xlsx"
    template.write_bytes(b"PK\x03\x04 broken")
    result = ita("report", "six-month", "--template", template, "--office", fresh.root)
    assert result.exit_code == 1
    assert "ไฟล์แม่แบบไม่ใช่ไฟล์ Excel" in result.stderr
    assert template.name in result.stderr
    assert list(fresh.reports.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights")
@pytest.mark.parametrize("command", ["check", "import", "export"])
def test_a_link_that_leads_to_itself_is_told(
    ita: Ita, fresh: OfficeFolder, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (fresh.root / "loop.xlsx").symlink_to("loop.xlsx")
    monkeypatch.chdir(fresh.root)
    result = ita(command, "loop.xlsx")
    assert result.exit_code == 1
    assert "ขัดข้อง" not in result.output
