"""Files that another program holds or is still writing, and folders that cannot be opened."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_office import MONTHS, SmallOffice, moment, plan_content, sheet, values, verdicts

from toolkit.intake import take_in
from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.verify import repair, verify
from toolkit.model.finding import UserError
from toolkit.office.writing import write_atomic
from toolkit.planning.new_office import new_office
from toolkit.rollup.roll_up import status_of
from toolkit.rollup.write import write_roll_up

TAKEN_AT = "2024-01-06 09:00"


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    """An office that accepted one workbook and waits for another."""
    small_office.send("ก.xlsx", filled(small_office, "01", "p40"), "2024-01-04 09:00")
    small_office.take(TAKEN_AT)
    return small_office


def filled(office: SmallOffice, code: str, word: str) -> bytes:
    other = {"1.2": "n"} if code == "01" else {"2.1": "n"}
    return office.fill(code, sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": word, **other}))


def deny(monkeypatch: pytest.MonkeyPatch, call: str, denied: Callable[[str], bool]) -> None:
    """Let a call of the system refuse the paths that another program holds."""
    sound = getattr(os, call)

    def refusing(path: object, *arguments: object, **options: object) -> object:
        target = str(arguments[0]) if call == "replace" else str(path)
        if denied(target):
            raise PermissionError(13, "in use", target)
        return sound(path, *arguments, **options)

    monkeypatch.setattr(os, call, refusing)


@pytest.mark.parametrize("held", ["01", "plan-"])
def test_a_locked_file_of_the_archive_is_not_lost(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    """Figures without it would be wrong, and a backup is not what helps."""
    (path,) = (
        path
        for path in office.office.archive.rglob("*.xlsx")
        if held in str(path.relative_to(office.office.root))
    )
    plan, before = office.plan, office.office.ledger.read_bytes()
    deny(monkeypatch, "open", lambda name: name == str(path))
    runs = {
        "status": lambda: status_of(office.office, plan, month=MONTHS["ธ.ค."], as_of=moment(TAKEN_AT)),
        "rollup": lambda: office.roll_up("ธ.ค.", TAKEN_AT),
        "check": lambda: check_plan_file(office.office),
    }
    for run in (runs["status"], runs["rollup"]) if held == "01" else (runs["check"],):
        with pytest.raises(UserError) as caught:
            run()
        assert (caught.value.finding.code, caught.value.finding.file) == ("file-no-access", str(path))
    assert office.office.ledger.read_bytes() == before
    assert [finding.code for finding in verify(office.office).findings] == ["file-no-access"]


@pytest.mark.parametrize(("call", "held"), [("open", ".xlsx"), ("scandir", "01"), ("stat", ".xlsx")])
def test_a_repair_waits_for_a_file_that_is_locked(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, call: str, held: str
) -> None:
    """Once the ledger is sound, nothing would ask for that file again, and its figures were gone."""
    ledger = office.office.ledger
    before = values(office.take(TAKEN_AT, keep=False), "ธ.ค.")
    damaged = ledger.read_bytes()[:-40] + b"\n"
    ledger.write_bytes(damaged)
    folder = str(office.office.archive / "01")
    with monkeypatch.context() as patched:
        deny(patched, call, lambda name: name.startswith(folder) and name.endswith(held))
        with pytest.raises(UserError) as caught:
            repair(office.office, as_of=moment(TAKEN_AT))
        assert "archive/01" in Path(caught.value.finding.file).as_posix()
    assert ledger.read_bytes() == damaged
    assert [found.code for found in repair(office.office, as_of=moment(TAKEN_AT))] == [
        "ledger-line-broken",
        "ledger-repaired",
    ]
    assert values(office.take(TAKEN_AT, keep=False), "ธ.ค.") == before
    assert before["01 1.1"] == "in_progress 40"


def test_a_folder_of_the_archive_that_cannot_be_listed_is_told(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(office.office.archive / "01")
    deny(monkeypatch, "scandir", lambda name: name == folder)
    assert [(found.code, found.file) for found in verify(office.office).findings] == [
        ("file-no-access", folder)
    ]


def test_a_file_whose_time_cannot_be_asked_is_not_late_for_ever(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.send("ข.xlsx", filled(office, "02", "p60"), "2024-01-05 09:00")
    with monkeypatch.context() as patched:
        sound = Path.stat

        def failing(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            if self == path and follow_symlinks:  # what is asked before it is opened goes well
                raise OSError(5, "Input/output error", str(path))
            return sound(self, follow_symlinks=follow_symlinks)

        patched.setattr(Path, "stat", failing)
        assert verdicts(office.take("2024-01-08 09:00").files)["ข.xlsx"] == "rejected storage-fault"
    office.take("2024-01-09 09:00")
    (line,) = (line for line in office.ledger.lines if line.file == "inbox/ข.xlsx")
    assert line.received == moment("2024-01-05 09:00")


def test_a_returned_copy_that_is_open_holds_up_no_other_file(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.office.writing._PATIENCE", 0)
    wrong = office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"2.1": "p120"}))
    office.send("ข.xlsx", wrong, "2024-01-04 10:00")
    office.send("ค.xlsx", filled(office, "02", "p60"), "2024-01-04 11:00")
    with monkeypatch.context() as patched:
        deny(patched, "replace", lambda name: "/returned/" in name.replace(os.sep, "/"))
        intake = office.take(TAKEN_AT)
    assert verdicts(intake.files)["ข.xlsx"] == "rejected output-locked"
    assert "returned" in intake.files[1].findings[0].file
    assert intake.open_files == ("inbox/ข.xlsx",)
    assert values(intake, "ธ.ค.")["02 1.1"] == "in_progress 60"
    assert verdicts(office.take(TAKEN_AT).files)["ข.xlsx"].startswith("rejected percent")


def test_an_issued_workbook_that_is_open_keeps_no_other_from_being_issued(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.office.writing._PATIENCE", 0)
    held = office.issued("01")
    before = held.read_bytes()
    with monkeypatch.context() as patched:
        deny(patched, "replace", lambda name: name == str(held))
        done = office.distribute(TAKEN_AT)
    assert [(finding.code, finding.file) for finding in done.findings if finding.code == "output-locked"] == [
        ("output-locked", str(held))
    ]
    assert office.issued("02") in done.workbooks
    assert held.read_bytes() == before  # and it is not put away as one of no use
    assert held in office.distribute(TAKEN_AT).workbooks


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("ข.xlsx", lambda data: b""),
        ("ข.xlsx", lambda data: data[: len(data) // 2]),
        ("ข.xlsx", lambda data: data[:-30]),
        (
            "ข.xlsx",
            lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
        ),  # Explorer fills up
    ],
)
def test_a_file_that_is_still_being_copied_counts_against_nobody(
    office: SmallOffice, name: str, cut: Callable[[bytes], bytes]
) -> None:
    whole = filled(office, "02", "p60")
    path = office.send(name, cut(whole), "2024-01-04 10:00")
    os.utime(path)
    intake = office.take(TAKEN_AT)
    assert verdicts(intake.files)[name] == "rejected file-still-copied"
    assert intake.open_files == (f"inbox/{name}",)
    assert [line.event for line in office.ledger.lines] == ["distributed", "accepted"]
    assert list(office.office.returned.glob("*")) == []
    path.write_bytes(whole)
    assert verdicts(office.take(TAKEN_AT).files)[name] == "accepted"


def test_a_file_that_was_sent_in_half_long_ago_goes_back(office: SmallOffice) -> None:
    path = office.send("ข.xlsx", filled(office, "02", "p60")[:-500], "2024-01-04 10:00")
    assert time.time() - path.stat().st_mtime > 600
    assert verdicts(office.take(TAKEN_AT).files)["ข.xlsx"] == "rejected file-damaged"


def test_a_file_that_grows_between_two_looks(office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    path = office.send("ข.xlsx", filled(office, "02", "p60"), "2024-01-04 10:00")
    monkeypatch.setattr(take_in, "read_bytes", lambda read: path.read_bytes()[:-1])
    assert verdicts(office.take(TAKEN_AT).files)["ข.xlsx"] == "rejected file-still-copied"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no folder with a final dot")
def test_a_folder_that_cannot_be_opened_stops_no_other(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ธ.ค.` with its final dot, made on a Mac: Windows lists it and cannot open it."""
    office.send("ธ.ค./ข.xlsx", filled(office, "02", "p60"), "2024-01-04 10:00")
    office.send("อื่น/ค.xlsx", filled(office, "02", "p50"), "2024-01-04 09:30")
    deny(monkeypatch, "scandir", lambda name: name.endswith("ธ.ค."))
    intake = office.take(TAKEN_AT)
    said = verdicts(intake.files)
    assert said["ธ.ค."] == "rejected folder-no-access"
    assert said["อื่น/ค.xlsx"] == "accepted"


def test_names_that_a_disk_takes_for_one_get_files_of_their_own(tmp_path: Path) -> None:
    names = ("กอง/ก", "กอง:ก", "CON", "PRN", "ฝ่าย.", "aux.x")
    divisions = [
        {"division_code": f"0{number}", "division_name": name} for number, name in enumerate(names, 1)
    ]
    steps = [{"measure_no": "1", "step_no": "1", "step": "ร่าง", "divisions": "01, 02, 03, 04, 05, 06"}]
    measures = [{"measure_no": "1", "measure": "ปรับปรุงคู่มือ", "monitoring": "ทุกเดือน"}]
    new_office(tmp_path / "o", content=plan_content(divisions=divisions, steps=steps, measures=measures))
    office = SmallOffice(tmp_path / "o")
    made = [path.name for path in office.distribute("2023-10-02 09:00").workbooks]
    assert len({name.casefold() for name in made}) == len(names)
    assert made[:2] == ["กอง_ก-2567-01.xlsx", "กอง_ก-2567-02.xlsx"]
    assert all(not name.split(".")[0].casefold().startswith(("con.", "aux.", "prn.")) for name in made)


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights")
def test_no_older_copy_is_put_away_through_a_link(office: SmallOffice, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (office.office.returned / "old").symlink_to(elsewhere, target_is_directory=True)
    for number, percent in enumerate(("p120", "p130")):
        wrong = office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"2.1": percent}))
        office.send(f"ข{number}.xlsx", wrong, f"2024-01-04 1{number}:00")
    office.take(TAKEN_AT)
    assert list(elsewhere.iterdir()) == []
    assert len(list(office.office.returned.glob("*.xlsx"))) == 2


def test_a_roll_up_that_is_open_keeps_no_figures_back(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.office.writing._PATIENCE", 0)
    done = office.roll_up("ธ.ค.", TAKEN_AT)
    deny(monkeypatch, "replace", lambda name: name.endswith("rollup-2566-12.xlsx"))
    with pytest.raises(UserError, match="output-locked"):
        write_roll_up(office.office, done)
    assert (office.office.reports / "rollup-2566-12.json").is_file()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file as a program on Windows does that lets nobody else read or write it."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), 0x80000000, 0, None, 3, 0, None)
    assert handle not in (None, ctypes.c_void_p(-1).value)
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


windows = pytest.mark.skipif(os.name != "nt", reason="files are held so on Windows alone")


@windows
@pytest.mark.parametrize("kept", ["01", "plan-"])
def test_a_file_of_the_archive_that_windows_holds_is_not_lost(office: SmallOffice, kept: str) -> None:
    archive, plan = office.office.archive, office.plan
    (path,) = (path for path in archive.rglob("*.xlsx") if kept in str(path.relative_to(archive)))
    before = office.office.ledger.read_bytes()
    with held(path), pytest.raises(UserError, match="file-no-access"):
        if kept == "01":
            status_of(office.office, plan, month=MONTHS["ธ.ค."], as_of=moment(TAKEN_AT))
        check_plan_file(office.office)
    assert office.office.ledger.read_bytes() == before
    status_of(office.office, plan, month=MONTHS["ธ.ค."], as_of=moment(TAKEN_AT))


@windows
def test_a_report_that_windows_holds_for_a_moment_is_written(office: SmallOffice) -> None:
    path = office.office.reports / "a.xlsx"
    write_atomic(path, b"old")
    waiting = threading.Thread(target=write_atomic, args=(path, b"newer"))
    with held(path):
        with pytest.raises(UserError, match="output-locked"):
            write_atomic(path, b"new")
        waiting.start()
        time.sleep(0.5)
    waiting.join()
    assert path.read_bytes() == b"newer"


@windows
def test_a_folder_with_a_final_dot_stops_no_other_on_windows(office: SmallOffice) -> None:
    os.mkdir("\\\\?\\" + str(office.office.inbox.absolute()) + "\\ธ.ค.")  # noqa: PTH102  (pathlib drops the dot)
    office.send("อื่น/ค.xlsx", filled(office, "02", "p50"), "2024-01-04 09:30")
    said = verdicts(office.take(TAKEN_AT).files)
    assert said["อื่น/ค.xlsx"] == "accepted"
    assert said["ธ.ค."] == "rejected folder-no-access"
