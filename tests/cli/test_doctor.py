"""`ita doctor`: each thing that may be missing, and what that costs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from runs import Ita, snapshot

from toolkit.cli.doctor import _cost, _found, _titles
from toolkit.excel import installed
from toolkit.excel.installed import InstalledPart, PartId
from toolkit.office.folder import OfficeFolder
from toolkit.printing.libreoffice import VARIABLE

IDS: tuple[PartId, ...] = ("python", "excel", "libreoffice", "fonts", "dask", "office", "terminal")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which nothing is installed; gives a folder that is not there."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    monkeypatch.setattr(installed, "find_spec", lambda _: None)
    monkeypatch.setattr(installed, "excel_is_installed", lambda: True)
    monkeypatch.setattr(installed, "is_installed", lambda _: False)
    monkeypatch.setattr(installed, "stand_in", lambda _: "Loma")
    monkeypatch.setattr("os.device_encoding", lambda _: "cp874")
    return tmp_path / "nowhere"


def test_what_is_missing_is_told_with_its_cost(ita: Ita, bare: Path) -> None:
    result = ita("doctor", "--office", bare)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith("   ")] == [
        *[line for line in lines if line.startswith("✓ Python: 3.")],
        "✓ Microsoft Excel: มีแล้ว",
        "– ส่วนเชื่อมต่อกับ Excel: ไม่พบ",
        "– LibreOffice: ไม่พบ",
        "– แบบอักษรไทยราชการ: ไม่พบ",
        "– Dask: ไม่พบ",
        f"– โฟลเดอร์หน่วยงาน: เขียนลงใน {bare} ไม่ได้",
        "– หน้าต่างคำสั่ง: แสดงอักษรแบบ cp874",
    ]
    assert sum(line.startswith("   ") for line in lines) == 6
    assert "PDF ใช้แบบอักษร Loma แทน" in result.stdout


def test_what_is_there_costs_nothing(ita: Ita, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "is_installed", lambda _: True)
    before = snapshot(office.root)
    parts = json.loads(ita("doctor", "--json", "--office", office.root).stdout)["parts"]
    by_id = {part["part"]: part for part in parts}
    assert set(by_id) - {"xlwings"} == set(IDS)
    assert by_id["office"] == {"part": "office", "found": True, "detail": str(office.root), "cost": ""}
    assert by_id["fonts"]["detail"] == "TH SarabunPSK, TH Sarabun New, TH SarabunIT๙, Sarabun"
    assert all(bool(part["cost"]) is not part["found"] for part in parts)
    assert snapshot(office.root) == before


def test_libreoffice_is_told_with_its_version(ita: Ita, soffice: str) -> None:
    parts = json.loads(ita("doctor", "--json").stdout)["parts"]
    (found,) = (part for part in parts if part["part"] == "libreoffice")
    assert found["found"]
    assert re.match(r"\d+\.\d+", found["detail"])


@pytest.mark.parametrize("part", [name for name in (*IDS, "xlwings") if name != "python"])
@pytest.mark.parametrize("detail", ["", "X"])
def test_every_missing_part_has_one_sentence(ita: Ita, part: PartId, detail: str) -> None:
    missing = InstalledPart(part, False, detail)
    assert _titles()[part]
    assert _found(missing)
    assert re.search("[ก-๙]", _cost(missing))
    assert "{" not in _cost(missing) + _found(missing)


def test_a_console_of_windows_shows_every_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its code page says: Python writes to it in Unicode."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.device_encoding", lambda _: "cp874")
    for console, encoding in ((True, "utf-8"), (False, "cp874")):
        monkeypatch.setattr("os.isatty", lambda _, console=console: console)
        assert installed._terminal_encoding() == encoding


def test_the_bundle_for_windows_names_no_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "python311._pth").touch()
    assert "pip" in _cost(InstalledPart("dask", False))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert "pip" not in _cost(InstalledPart("dask", False))
