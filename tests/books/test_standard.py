"""The committed standard workbooks are what the specification makes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from toolkit.books import bundled as bundled_files
from toolkit.books.bundled import CHECKOUT, bundled
from toolkit.books.plan_book import make_plan_workbook


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook: the same whatever compressor this Python has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_plan_is_what_the_specification_makes() -> None:
    assert parts(bundled("plan.xlsx")) == parts(make_plan_workbook()), "run: make standard"


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
