"""The committed standard workbooks are what the specification makes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from toolkit.workbook import bundled as bundled_files
from toolkit.workbook.bundled import CHECKOUT, bundled
from toolkit.workbook.standard import STANDARD, write_standard


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook: the same whatever compressor this Python has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("path", STANDARD)
def test_committed_workbooks_are_what_the_specification_makes(path: str) -> None:
    committed = CHECKOUT / path
    assert committed.is_file(), "run: python -m toolkit.workbook.standard"
    assert parts(committed.read_bytes()) == parts(STANDARD[path]()), (
        "run: python -m toolkit.workbook.standard"
    )


def test_writing_makes_every_file(tmp_path: Path) -> None:
    written = write_standard(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == list(STANDARD)
    assert all(parts(path.read_bytes()) for path in written)


def test_a_checkout_gives_its_own_files() -> None:
    assert bundled("plan.xlsx") == (CHECKOUT / "plan.xlsx").read_bytes()


def test_an_installed_package_gives_the_files_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "bundled" / "workbooks" / "reports"
    carried.mkdir(parents=True)
    (carried / "six-month.xlsx").write_bytes(b"carried")
    monkeypatch.setattr(bundled_files.resources, "files", lambda _: tmp_path)
    assert bundled("reports/six-month.xlsx") == b"carried"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such\.xlsx"):
        bundled("no-such.xlsx")
