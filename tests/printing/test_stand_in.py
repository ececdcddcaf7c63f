"""What is printed where a font is missing: as wide, on the same pages, with the same letters on each."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from calibration import optimal_heights
from office_program import convert
from PIL import Image

from toolkit.example.demo import Demo
from toolkit.printing.pdf_pages import letters, read_pdf
from toolkit.typeset.glyphs import STAND_IN, face
from toolkit.typeset.heights import CellText
from toolkit.xlsx.named_fonts import drawn_copy

MISSING = "toolkit.xlsx.named_fonts.missing_official"


@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙"])
@pytest.mark.parametrize("bold", [False, True])
def test_the_redrawing_is_as_wide_at_two_thirds_of_the_size(font: str, bold: bool) -> None:
    named, drawn = face(bold, font).advances, face(bold, STAND_IN).advances
    shared = [letter for letter in named if letter in drawn and not (letter in "0123456789" and "๙" in font)]
    assert len(shared) > 300
    assert all(abs(named[letter] - 0.6655 * drawn[letter]) < 0.005 for letter in shared)


def test_sizes_columns_and_names_are_those_of_the_redrawing(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MISSING, lambda: frozenset({"TH Sarabun New"}))
    data = demo.report.path.read_bytes()
    before, after = (openpyxl.load_workbook(io.BytesIO(one)) for one in (data, drawn_copy(data, ".xlsx")))
    assert {font.name for font in after._fonts} == {STAND_IN}
    for old, new in zip(before._fonts, after._fonts, strict=True):
        assert new.sz == pytest.approx(old.sz * 0.6655, abs=0.03)
    for sheet in before.worksheets:
        widths = {key: one.width for key, one in sheet.column_dimensions.items()}
        drawn = {key: one.width for key, one in after[sheet.title].column_dimensions.items()}
        assert drawn == pytest.approx(widths, rel=0.01)


def heights(data: bytes) -> dict[tuple[str, int], float]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, row): dimension.height or 0.0
        for sheet in book.worksheets
        for row, dimension in sheet.row_dimensions.items()
    }


def test_rows_of_a_report_are_as_low_as_the_lines_of_the_redrawing(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MISSING, lambda: frozenset({"TH Sarabun New"}))
    data = demo.report.path.read_bytes()
    planned, drawn = heights(data), heights(drawn_copy(data, ".xlsx"))
    text = CellText("ก", 99, 14, font="TH Sarabun New")
    redrawn = CellText("ก", 99, 14 * 0.6655, font=STAND_IN)
    for row, height in planned.items():
        lines = round((height - 2.25) / text.line)
        if lines > 3:
            assert lines * redrawn.line < drawn[row] < lines * redrawn.line + 3
        assert drawn[row] <= height
    assert sum(drawn.values()) < 0.9 * sum(planned.values())


def test_rows_under_pictures_and_of_workbooks_that_people_fill_in_stay(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MISSING, lambda: frozenset({"TH Sarabun New"}))
    plan = demo.office.plan.read_bytes()
    assert heights(drawn_copy(plan, ".xlsx")) == heights(plan)
    book = openpyxl.load_workbook(demo.report.path)
    picture = io.BytesIO()
    Image.new("RGB", (40, 120)).save(picture, "PNG")
    sheet = book.worksheets[1]
    sheet.add_image(openpyxl.drawing.image.Image(picture), "A7")
    buffer = io.BytesIO()
    book.save(buffer)
    planned, drawn = heights(buffer.getvalue()), heights(drawn_copy(buffer.getvalue(), ".xlsx"))
    assert drawn[sheet.title, 7] == planned[sheet.title, 7]
    assert drawn[sheet.title, 3] < planned[sheet.title, 3]


def test_no_sheet_of_a_report_is_looser_or_lower_than_its_lines(uno: None, demo: Demo) -> None:
    for sheet in optimal_heights(demo.report.path)[0]:
        assert all(own > least - 1 for own, least in zip(sheet.stored, sheet.optimal, strict=True))
        assert sum(sheet.stored) <= 1.08 * max(1.0, sum(sheet.optimal)), sheet.sheet


@pytest.mark.parametrize(("data", "suffix"), [(b"no package", ".xlsx"), (b"a,b", ".csv"), (b"PK", ".docx")])
def test_what_is_no_package_is_left_alone(data: bytes, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MISSING, lambda: frozenset({"TH Sarabun New"}))
    assert drawn_copy(data, suffix) == data


def test_nothing_is_changed_where_no_font_is_missing(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MISSING, frozenset)
    data = demo.report.path.read_bytes()
    assert drawn_copy(data, ".xlsx") is data


def test_a_memo_takes_as_many_pages_as_in_its_font(
    soffice: str, demo: Demo, thai_fonts: Path, tmp_path: Path
) -> None:
    """Lines of the redrawing are lower than the font's, and Word knows no size between half points."""
    memo = docx.Document(str(demo.report.memo))
    for number in range(60):
        memo.add_paragraph(f"{number}. ประชาสัมพันธ์ข้อมูลข่าวสารให้ประชาชนทราบผ่านเว็บไซต์และจัดอบรมเจ้าหน้าที่ทุกกองแล้ว")
    buffer = io.BytesIO()
    memo.save(buffer)
    counts = []
    for name, data, config in (
        ("font", buffer.getvalue(), thai_fonts),
        ("stand-in", drawn_copy(buffer.getvalue(), ".docx"), None),
    ):
        (tmp_path / f"{name}.docx").write_bytes(data)
        pdf = convert(soffice, tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf", config)
        counts.append(len(read_pdf(pdf.read_bytes())))
    assert counts[0] == counts[1] >= 4


def test_each_page_has_the_letters_that_the_font_itself_gives_it(
    soffice: str, demo: Demo, thai_fonts: Path, tmp_path: Path
) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not installed")
    data = demo.report.path.read_bytes()
    pages = [
        _pages(soffice, tmp_path / "font", data, thai_fonts),
        _pages(soffice, tmp_path / "stand-in", drawn_copy(data, ".xlsx"), None),
    ]
    assert len(pages[0]) > 5
    assert pages[0] == pages[1]


def _pages(soffice: str, folder: Path, data: bytes, config: Path | None) -> list[list[str]]:
    """The letters of each page, sorted: programs draw cells in one order, marks in another."""
    folder.mkdir()
    (folder / "in.xlsx").write_bytes(data)
    convert(soffice, folder / "in.xlsx", folder / "in.pdf", config)
    done = subprocess.run(["pdftotext", str(folder / "in.pdf"), "-"], check=True, capture_output=True)
    # Without hyphens, which pdftotext drops at some lines' ends.
    return [sorted(letters(re.sub(r"[\s-]", "", page))) for page in done.stdout.decode().split("\f")]
