"""Atomic writing: the old content or the new one, and nothing left behind."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.office.writing import _sweep_once, fault_of, is_gone, read_file, sweep, write_atomic

LONG_AGO = 1_000_000_000


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "ผล.json"
    assert write_atomic(path, b"new") is True
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["ผล.json"]


@pytest.mark.parametrize(
    ("data", "written"), [(b"same", False), (b"size", True), (b"longer", True), (b"", True)]
)
def test_equal_bytes_leave_the_file_and_its_time(tmp_path: Path, data: bytes, written: bool) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"same")
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert write_atomic(path, data) is written
    assert path.read_bytes() == data
    assert (path.stat().st_mtime != LONG_AGO) is written


def test_the_longest_thai_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ก" * 83 + ".xlsx")  # 254 of 255 bytes
    write_atomic(path, b"data")
    assert path.read_bytes() == b"data"


def fail_with(error: OSError) -> object:
    def replace(*_: object) -> None:
        raise error

    return replace


def test_a_locked_file_is_the_users_to_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail_with(PermissionError(13, "in use")))
    with pytest.raises(UserError) as caught:
        write_atomic(path, b"new")
    assert caught.value.finding.code == "output-locked"
    assert caught.value.finding.file == str(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["plan.xlsx"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_the_users_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", fail_with(OSError(number, "no space left")))
    with pytest.raises(UserError) as caught:
        write_atomic(tmp_path / "plan.xlsx", b"new")
    assert caught.value.finding.code == "disk-full"
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EIO, "storage-fault"),
        (errno.ESTALE, "storage-fault"),
        (errno.ENAMETOOLONG, "path-too-long"),
        (errno.EROFS, "output-locked"),
    ],
)
def test_any_other_failure_of_the_disk_is_told_with_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    monkeypatch.setattr(os, "fsync", fail_with(OSError(number, "failed")))
    with pytest.raises(UserError) as caught:
        write_atomic(tmp_path / "plan.xlsx", b"new")
    assert (caught.value.finding.code, caught.value.finding.file) == (code, str(tmp_path / "plan.xlsx"))
    assert names(tmp_path) == []


def test_a_file_that_is_held_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by the preview, the indexer or an antivirus of Windows."""
    replace, refused = os.replace, iter([True, True, False])

    def held(source: Path, target: Path) -> None:
        if next(refused):
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    assert write_atomic(tmp_path / "plan.xlsx", b"new")


def link(path: Path, to: Path) -> None:
    path.symlink_to(to, target_is_directory=to.is_dir())


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights, and there are no pipes")
@pytest.mark.parametrize("kind", ["link", "dead link", "pipe", "folder"])
def test_nothing_but_a_file_is_replaced_or_read(tmp_path: Path, kind: str) -> None:
    path, other = tmp_path / "a.xlsx", tmp_path / "other"
    other.write_bytes(b"theirs")
    {
        "link": lambda: link(path, other),
        "dead link": lambda: link(path, tmp_path / "nowhere"),
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
    }[kind]()
    for touch in (lambda: write_atomic(path, b"new"), lambda: read_file(path)):
        with pytest.raises(UserError) as caught:
            touch()
        assert (caught.value.finding.code, caught.value.finding.file) == ("place-taken", str(path))
    assert other.read_bytes() == b"theirs"


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights")
@pytest.mark.parametrize("folder", ["reports", "outbox", "site", "returned", "archive", "archive/01"])
def test_no_write_leaves_the_office_through_a_folder(tmp_path: Path, folder: str) -> None:
    office, elsewhere = tmp_path / "office", tmp_path / "elsewhere"
    (office / folder).parent.mkdir(parents=True)
    elsewhere.mkdir()
    for root in (office, elsewhere):  # the other folder may be an office as well
        (root / "plan.xlsx").write_bytes(b"")
    link(office / folder, elsewhere)
    with pytest.raises(UserError) as caught:
        write_atomic(office / folder / "a.xlsx", b"new")
    assert (caught.value.finding.code, caught.value.finding.file) == ("place-taken", str(office / folder))
    assert names(elsewhere) == ["plan.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights")
def test_a_whole_office_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "plan.xlsx").write_bytes(b"")
    link(tmp_path / "reports", tmp_path / "office")  # whatever the link is called
    assert write_atomic(tmp_path / "reports" / "outbox" / "a.xlsx", b"new")
    assert (tmp_path / "office" / "outbox" / "a.xlsx").read_bytes() == b"new"


def test_only_not_found_means_that_there_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_file(tmp_path / "a") is None
    (tmp_path / "a").write_bytes(b"1")
    assert read_file(tmp_path / "a") == b"1"
    monkeypatch.setattr(os, "open", fail_with(PermissionError(13, "in use")))
    with pytest.raises(UserError, match="file-no-access"):
        read_file(tmp_path / "a")


def test_a_network_that_is_gone_is_no_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says "not found" of both, with numbers of its own."""
    for number, gone in ((None, True), (2, True), (3, True), (53, False), (67, False)):
        error = FileNotFoundError(2, "not found")
        if number is not None:
            monkeypatch.setattr(error, "winerror", number, raising=False)
        assert is_gone(error) is gone
        assert (fault_of(error, tmp_path).code == "file-missing") is gone


def test_what_a_run_left_unfinished_is_swept_away(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".ita-0.tmp", ".ita-1.tmp", "ita-2.tmp"))
    for path in (old, new, other):
        path.write_bytes(b"half")
        os.utime(path, (LONG_AGO, LONG_AGO)) if path != new else None
    sweep(tmp_path)
    assert names(tmp_path) == [".ita-1.tmp", "ita-2.tmp"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell whether a process lives")
def test_what_a_killed_run_left_goes_with_the_next_run(tmp_path: Path) -> None:
    write = (
        "import os, sys; from pathlib import Path; from toolkit.office import writing\n"
        "os.replace = lambda *_: os.kill(os.getpid(), 9)\n"
        "writing.write_atomic(Path(sys.argv[1]) / 'plan.xlsx', b'whole')"
    )
    killed = subprocess.run([sys.executable, "-c", write, tmp_path], check=False)
    assert killed.returncode == -9
    (left,) = names(tmp_path)
    living = tmp_path / f"{left.partition('-')[0]}-{left.split('-')[1]}-{os.getpid()}-0.tmp"
    living.write_bytes(b"half")
    sweep(tmp_path)
    assert names(tmp_path) == [living.name]


def test_what_an_earlier_run_left_goes_wherever_the_next_one_writes(tmp_path: Path) -> None:
    """As `ita import --to` does, in a folder of no office."""
    (tmp_path / ".ita-0.tmp").write_bytes(b"half")
    os.utime(tmp_path / ".ita-0.tmp", (LONG_AGO, LONG_AGO))
    _sweep_once.cache_clear()
    write_atomic(tmp_path / "plan.xlsx", b"new")
    assert names(tmp_path) == ["plan.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_others_on_a_shared_drive_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomic(tmp_path / "plan.xlsx", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.xlsx").stat().st_mode) == 0o644


@pytest.mark.parametrize(("letters", "code"), [(300, "path-too-long"), (30, "file-missing")])
def test_windows_finds_no_path_that_is_too_long(
    letters: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says of such a path that there is no such folder."""
    error = FileNotFoundError(2, "No such file or directory", "/" + "a" * letters)
    with monkeypatch.context() as patch:
        patch.setattr("os.name", "nt")
        finding = fault_of(error, writing=True)
    assert finding.code == code
