"""What somebody edited in a file that is made again and again is kept beside the new one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import keep_changed, write_atomic, write_reports


def short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "reports" / "annual-2567-memo.docx"


def write(report: Path, data: bytes) -> list[str]:
    """What is told when the report is written."""
    return [finding.expected for finding in write_reports(OfficeFolder(report.parents[1]), {report: data})]


def lying(report: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.parent.iterdir()}


def test_an_edited_file_is_kept_and_told_once(report: Path) -> None:
    assert write(report, b"first") == []
    report.write_bytes(b"edited")
    kept = f"annual-2567-memo (แก้ไข {short(b'edited')}).docx"
    assert write(report, b"second") == [kept]
    assert lying(report) == {report.name: b"second", kept: b"edited"}
    assert write(report, b"second") == []


def test_the_finding_names_both_files(report: Path) -> None:
    write(report, b"first")
    report.write_bytes(b"edited")
    (finding,) = write_reports(OfficeFolder(report.parents[1]), {report: b"second"})
    assert (finding.code, finding.found) == ("report-kept", report.name)
    assert finding.expected == f"annual-2567-memo (แก้ไข {short(b'edited')}).docx"


def test_an_edited_file_is_kept_though_nothing_else_changed(report: Path) -> None:
    write(report, b"first")
    report.write_bytes(b"edited")
    assert len(write(report, b"first")) == 1
    assert report.read_bytes() == b"first"


def test_the_same_work_is_not_kept_twice(report: Path) -> None:
    for made in (b"first", b"second", b"third"):
        report.write_bytes(b"edited") if report.exists() else None
        write(report, made)
    assert len(lying(report)) == 2


def test_what_nobody_edited_leaves_no_copy(report: Path) -> None:
    for made in (b"first", b"second", b"first", b"third"):
        assert write(report, made) == []
    assert list(lying(report)) == [report.name]


def test_without_its_memory_every_file_counts_as_edited(report: Path) -> None:
    write(report, b"first")
    (report.parents[1] / "archive" / ".written").unlink()
    assert len(write(report, b"second")) == 1


def test_a_run_that_was_cut_off_knows_its_files(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies after the first file of two; the next run, with other content, keeps no copy of it."""
    other = report.with_suffix(".xlsx")

    def dies(path: Path, data: bytes) -> bool:
        if path == other:
            raise KeyboardInterrupt
        return write_atomic(path, data)

    office = OfficeFolder(report.parents[1])
    with monkeypatch.context() as patched:
        patched.setattr("toolkit.office.writing.write_atomic", dies)
        with pytest.raises(KeyboardInterrupt):
            write_reports(office, {report: b"1", other: b"2"})
    assert report.read_bytes() == b"1"
    assert write_reports(office, {report: b"3", other: b"4"}) == ()


def test_nothing_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert keep_changed(path, b"new", ()) is None
    path.write_bytes(b"there")
    assert keep_changed(path, b"there", ()) is None
    assert keep_changed(path, b"new", {hashlib.sha256(b"there").hexdigest()}) is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
