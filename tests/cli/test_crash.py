"""A fault of our own on one file: exit code 70, the file kept, the rest of the work done."""

from __future__ import annotations

import os
import tempfile

import pytest
from runs import MARCH, Ita

from toolkit.intake import take_in
from toolkit.office.folder import OfficeFolder


@pytest.fixture
def failing(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> OfficeFolder:
    """The demo's office with a new file on which the program fails."""
    path = office.inbox / "ใหม่.xlsx"
    path.write_bytes(b"PK\x03\x04")
    # One that has just been changed may still be on its way.
    os.utime(path, (1_700_000_000, 1_700_000_000))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(take_in, "open_file", fail)
    return office


def test_rollup(failing: OfficeFolder, ita: Ita) -> None:
    done = ita("rollup", "--office", failing.root, *MARCH)
    assert done.exit_code == 70
    assert "Traceback" not in done.output
    (folder,) = (path for path in failing.returned.iterdir() if path.name.startswith("crash-"))
    assert f"returned/{folder.name}" in done.output
    assert (folder / "ใหม่.xlsx").read_bytes() == b"PK\x03\x04"
    assert "ZeroDivisionError" in (folder / "traceback.txt").read_text(encoding="utf-8")
    assert "reports/rollup-2567-03.xlsx" in done.output


def test_check(failing: OfficeFolder, ita: Ita, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(failing.root.parent))
    done = ita("check", "--office", failing.root)
    assert done.exit_code == 70
    assert not [path for path in failing.returned.iterdir() if path.name.startswith("crash-")]
