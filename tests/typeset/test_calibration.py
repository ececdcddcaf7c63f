"""Measured heights against the optimal heights of LibreOffice: made-up texts, real texts, our workbooks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from calibration import Measured, lay_out, lines_close, optimal_heights, too_low
from random_texts import random_text

from toolkit.books.plan_book import make_plan_workbook
from toolkit.example.demo import Demo

EXCEL_LIMIT = 409.5
TOLERANCE = 1.0  # points
ROOMY = 61.0  # points; a heading may have so much room
PICTURES = ("ภาพกิจกรรม", "ปก")  # rows as high as the pictures that people put there


def judge(measured: Sequence[Measured]) -> None:
    assert too_low(measured) == []
    assert lines_close([row for row in measured if row.lines <= 15]) >= 0.95
    assert lines_close(measured) >= 0.95


@pytest.mark.parametrize(("normal", "seed"), [(14.0, 1), (16.0, 2)])
def test_random_texts(uno: None, tmp_path: Path, normal: float, seed: int) -> None:
    rng = random.Random(seed)
    judge(lay_out([random_text(rng) for _ in range(500)], normal, tmp_path, seed))


@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙"])
def test_random_texts_in_the_fonts_of_offices(uno: None, thai_fonts: Path, tmp_path: Path, font: str) -> None:
    rng = random.Random(3)
    judge(lay_out([random_text(rng) for _ in range(400)], 14.0, tmp_path, 3, font, thai_fonts))


def test_real_tables(uno: None, real_documents: list[Path], tmp_path: Path) -> None:
    cells = {
        cell.text.strip()
        for path in real_documents
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
    }
    judge(lay_out(sorted(cells - {""}), 14.0, tmp_path, 3))


def test_no_row_of_our_workbooks_is_cut_or_loose(uno: None, demo: Demo, tmp_path: Path) -> None:
    blank = tmp_path / "blank-plan.xlsx"
    blank.write_bytes(make_plan_workbook())
    office = demo.office
    filled = max(office.inbox.rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    files = [blank, office.plan, demo.workbook, demo.report.path, filled]
    faults = []
    for path, sheets in zip(files, optimal_heights(*files), strict=True):
        for sheet in sheets:
            pairs = zip(sheet.stored, sheet.optimal, strict=True)
            for row, (stored, optimal) in enumerate(pairs, 1):
                loose = stored > 2 * optimal and stored > ROOMY and sheet.sheet not in PICTURES
                if stored < optimal - TOLERANCE or stored > EXCEL_LIMIT or loose:
                    faults.append((path.name, sheet.sheet, row, stored, optimal))
    assert faults == []
