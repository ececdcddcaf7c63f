"""Fonts that are missing, and what stands in for them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from toolkit.model.finding import Finding
from toolkit.printing.engine import PrintDocument
from toolkit.printing.libreoffice import LibreOffice
from toolkit.printing.print_pdfs import print_pdfs
from toolkit.typeset import fonts
from toolkit.typeset.fonts import is_installed, missing_fonts, stand_in


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A machine of which fontconfig's programs answer as set here."""
    answers: dict[str, str] = {}
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    monkeypatch.setattr(fonts, "answer_of", lambda program, *_: answers.get(program, ""))
    fonts._faces.cache_clear()
    yield answers
    fonts._faces.cache_clear()


@pytest.mark.parametrize(
    ("listed", "family", "there"),
    [
        ("Laksaman", "Laksaman", True),
        ("Laksaman", "laksaman", True),
        ("DejaVu Sans,DejaVu Sans Light", "DejaVu Sans Light", True),
        ("TH Sarabun New", "TH SarabunNew", True),
        ("TH Sarabun New", "TH Sarabun", False),
        ("TH SarabunIT๙", "TH SarabunIT๙", True),
        ("TH SarabunIT๙", "TH SarabunIT9", False),
        ("Sarabun\nLoma", "Loma", True),
        ("TH Sarabun New Bold Italic (TrueType)", "TH Sarabun New", True),
        ("Sarabun ExtraLight (TrueType)", "Sarabun", True),
        ("THSarabunNew BoldItalic", "TH Sarabun New", True),
        ("Sarabun[wght]", "Sarabun", True),
        ("Laksaman", "-x", False),
    ],
)
def test_a_font_is_there_by_its_family_name(
    machine: dict[str, str], listed: str, family: str, there: bool
) -> None:
    machine["fc-list"] = listed
    assert is_installed(family) is there


def test_without_fontconfig_the_files_of_fonts_tell(
    machine: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "th").mkdir()
    (tmp_path / "th" / "THSarabunNew Bold.TTF").touch()
    (tmp_path / "Sarabun.txt").touch()
    monkeypatch.setattr(fonts, "_FOLDERS", dict.fromkeys(("linux", "darwin"), (str(tmp_path),)))
    assert is_installed("TH Sarabun New")
    assert not is_installed("Sarabun")


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ((), ()),
        (("Laksaman", "Laksaman"), ()),
        (
            ("Sarabun", "Laksaman", "Sarabun"),
            (Finding("font-redrawn", found="Sarabun", expected="Laksaman"),),
        ),
        (("B", "A"), (Finding("font-missing", found="A, B", expected="Loma"),)),
        (
            ("TH SarabunIT๙",),
            (
                Finding("font-redrawn", found="TH SarabunIT๙", expected="Laksaman"),
                Finding("font-digits", found="TH SarabunIT๙"),
            ),
        ),
    ],
)
def test_missing_fonts_are_told_in_one_warning(
    machine: dict[str, str], named: tuple[str, ...], found: tuple[Finding, ...]
) -> None:
    machine.update({"fc-list": "Laksaman", "fc-match": "Loma"})
    assert missing_fonts(named) == found


@pytest.mark.parametrize("name", ["a\0b", "-x", ":lang=th", "a:b,c=d\\"])
def test_strange_names_are_harmless(name: str) -> None:
    assert not is_installed(name)
    assert stand_in(name) in ("", stand_in("No Such Font"))


@pytest.mark.parametrize("family", ["Browallia New", "Angsana New", "Cordia New"])
def test_the_stand_in_told_is_the_one_that_libreoffice_draws_thai_with(soffice: str, family: str) -> None:
    if not shutil.which("pdffonts") or not shutil.which("fc-match"):
        pytest.skip("poppler's pdffonts or fontconfig is not installed")
    if is_installed(family):
        pytest.skip(f"{family} is installed")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_format_properties": {"font_name": family}}) as book:
        book.add_worksheet().write(0, 0, "มาตรการ")
    (pdf,) = print_pdfs(LibreOffice(Path(soffice)), [PrintDocument(made.getvalue(), ".xlsx")])
    assert isinstance(pdf, bytes)
    drawn = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert stand_in(family).replace(" ", "") in drawn
