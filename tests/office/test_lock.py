"""Two writers at once wait for each other, and the second one says so when it waits in vain."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.lock import locked


def test_a_second_writer_is_told_that_the_office_is_busy(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    with locked(office), pytest.raises(UserError) as caught, locked(office, seconds=0.05):
        pass
    assert caught.value.finding.code == "office-busy"


def test_the_next_writer_goes_on_after_the_first(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    for _ in range(2):
        with locked(office):
            assert office.archive.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes, and its links ask for rights")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
@pytest.mark.parametrize("name", [".lock", "ledger.jsonl"])
def test_something_else_in_the_place_of_the_lock_or_the_ledger_is_told(
    tmp_path: Path, kind: str, name: str
) -> None:
    office = OfficeFolder(tmp_path)
    office.archive.mkdir()
    path = office.archive / name
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    {"link": lambda: path.symlink_to(other), "pipe": lambda: os.mkfifo(path), "folder": path.mkdir}[kind]()
    with pytest.raises(UserError) as caught, locked(office):
        pass
    assert (caught.value.finding.code, caught.value.finding.file) == ("place-taken", str(path))
    assert other.read_bytes() == b"theirs"


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match="output-locked"), locked(OfficeFolder(tmp_path)):
        pass
