"""`ita export` and the PDFs of `ita demo`: what is said, and how the command ends."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from runs import Ita, snapshot

from toolkit.example.demo import Demo
from toolkit.office.folder import OfficeFolder
from toolkit.printing.libreoffice import VARIABLE

REPORT = "reports/six-month-2567.xlsx"


def shown_text(pdf: Path) -> str:
    """The text of a PDF without blanks."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not installed")
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True)
    return "".join(done.stdout.decode().split())


def test_what_can_be_printed_is_and_the_rest_is_told(
    ita: Ita, office: OfficeFolder, soffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not below this folder is looked for in the office; the PDFs go below this folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    openpyxl.Workbook().save("ตาราง.xlsx")
    result = ita("export", REPORT, "ตาราง.xlsx", "gone.xlsx", "--to", "พิมพ์", "--office", office.root)
    assert result.exit_code == 1
    assert result.stdout == "เขียนไฟล์แล้ว: พิมพ์/six-month-2567.pdf\n"
    said = result.stderr.splitlines()
    assert said[0] == "พิมพ์เป็น PDF ด้วย LibreOffice"
    assert "ตาราง.xlsx:" in said
    assert any(line.startswith("   ✗ สมุดงานนี้ไม่ได้ออกจากโปรแกรมนี้") for line in said)
    assert any(line.startswith("   ✗ ไม่พบไฟล์") for line in said)
    assert "รายงานผลการดำเนินการตามมาตรการ" in shown_text(here / "พิมพ์" / "six-month-2567.pdf")


@pytest.mark.parametrize(
    ("options", "needed"), [((), "Excel / LibreOffice"), (("--engine", "libreoffice"), "LibreOffice")]
)
def test_without_any_engine(
    ita: Ita, office: OfficeFolder, tmp_path: Path, options: tuple[str, ...], needed: str
) -> None:
    before = snapshot(office.root)
    result = ita("export", office.root / REPORT, *options, env={VARIABLE: str(tmp_path / "gone")})
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"เครื่องนี้ไม่มีโปรแกรมที่ใช้พิมพ์เป็น PDF (ต้องใช้ {needed})",
        "→ ติดตั้ง LibreOffice ซึ่งใช้ได้ฟรี แล้วสั่งใหม่ หรือเปิดไฟล์แล้วบันทึกเป็น PDF เอง",
    ]
    assert snapshot(office.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_an_engine_that_does_nothing(ita: Ita, office: OfficeFolder, tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    result = ita("export", office.root / REPORT, env={VARIABLE: str(broken)})
    assert result.exit_code == 1
    assert "✗ LibreOffice พิมพ์ไม่ได้เลย แม้แต่แผ่นทดสอบ" in result.stderr
    assert not (office.reports / "six-month-2567.pdf").exists()


def replay(monkeypatch: pytest.MonkeyPatch, demo: Demo, office: OfficeFolder) -> None:
    """`ita demo` finds its office played already, in a copy of one's own."""

    def here(path: Path) -> Path:
        return office.root / path.relative_to(demo.office.root)

    report = demo.report
    moved = Demo(
        office,
        tuple(map(here, demo.workbooks)),
        demo.roll_up,
        here(demo.workbook),
        replace(report, path=here(report.path), memo=here(report.memo), sources=here(report.sources)),
    )
    monkeypatch.setattr("toolkit.example.demo.play_demo", lambda *_, **__: moved)


def test_the_demo_ends_with_pdfs(
    ita: Ita, demo: Demo, office: OfficeFolder, soffice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fonts that are missing are told once, before all files are printed."""
    replay(monkeypatch, demo, office)
    monkeypatch.setattr("toolkit.typeset.fonts._faces", lambda: frozenset())
    monkeypatch.setattr("toolkit.typeset.fonts.stand_in", lambda _: "Loma")
    result = ita("demo", "x")
    assert result.exit_code == 0
    assert "พิมพ์เป็น PDF ด้วย LibreOffice" in result.stderr
    assert result.stderr.count("ไม่มีแบบอักษร TH Sarabun New จึงพิมพ์ด้วยแบบอักษรอื่นแทน (Loma)") == 1
    listed = result.stdout.partition("และ PDF ที่พร้อมพิมพ์:\n")[2].splitlines()
    assert listed == [f"  {office.reports / stem}.pdf" for stem in ("rollup-2567-03", "six-month-2567")]
    assert all(Path(line.strip()).exists() for line in listed)


def test_the_demo_says_in_a_line_why_there_are_no_pdfs(
    ita: Ita, demo: Demo, office: OfficeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay(monkeypatch, demo, office)
    result = ita("demo", "x", env={VARIABLE: str(tmp_path / "gone")})
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 1
    assert "เครื่องนี้ไม่มีโปรแกรมที่ใช้พิมพ์เป็น PDF" in result.stderr
    assert "PDF" not in result.stdout
