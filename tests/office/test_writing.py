"""Atomic writing: the old content or the new one, and nothing left behind."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.office.writing import sweep, write_atomic

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


def test_other_failures_stay_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", fail_with(OSError(5, "input/output error")))
    with pytest.raises(OSError, match="input/output error"):
        write_atomic(tmp_path / "plan.xlsx", b"new")
    assert names(tmp_path) == []


def test_what_a_run_left_unfinished_is_swept_away(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".ita-0.tmp", ".ita-1.tmp", "ita-2.tmp"))
    for path in (old, new, other):
        path.write_bytes(b"half")
        os.utime(path, (LONG_AGO, LONG_AGO)) if path != new else None
    sweep(tmp_path)
    assert names(tmp_path) == [".ita-1.tmp", "ita-2.tmp"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_others_on_a_shared_drive_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomic(tmp_path / "plan.xlsx", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.xlsx").stat().st_mode) == 0o644
