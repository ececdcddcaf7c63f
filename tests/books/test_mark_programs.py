"""Marked workbooks in a spreadsheet program: the marks are seen, and found again after it saved them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from loaded import loaded
from marked_book import FINDINGS, faulty, parts, values, verdict
from office_program import convert
from small_office import SmallOffice

from toolkit.books.returned_copy import TINTS, mark_workbook
from toolkit.xlsx.layouts import FINDINGS_SHEET


def converted(soffice: str, folder: Path, data: bytes, kind: str) -> Path:
    """A workbook as LibreOffice saves it, as .xlsx again or on paper."""
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "book.xlsx").write_bytes(data)
    return convert(soffice, folder / "in" / "book.xlsx", folder / f"book.{kind}")


@pytest.fixture
def marked(small_office: SmallOffice) -> bytes:
    return mark_workbook(faulty(small_office), verdict())


def test_tints_are_seen_over_the_colours_of_the_month_sheet(
    marked: bytes, tmp_path: Path, soffice: str
) -> None:
    paper = converted(soffice, tmp_path, marked, "pdf")
    # ผลตรวจ, คำแนะนำ, ต.ค.66, พ.ย.66: one page each
    drawn = subprocess.run(
        ["pdftoppm", "-r", "50", "-f", "4", "-l", "4", paper], check=True, capture_output=True
    ).stdout
    pixels = drawn[-(len(drawn) // 3 * 3) :]
    seen = {colour: pixels.count(bytes.fromhex(TINTS[colour][1:])) for colour in ("error", "warning")}
    assert seen["error"] > 500 and seen["warning"] > 1500, seen


def test_marks_are_found_again_after_libreoffice_saved_them(
    marked: bytes, tmp_path: Path, soffice: str
) -> None:
    saved = converted(soffice, tmp_path, marked, "xlsx").read_bytes()
    assert sum(part.count(b"ita:mark") for part in parts(saved).values()) == 6, "it keeps our rules"
    again = mark_workbook(saved, verdict(FINDINGS[0]))
    content = parts(again)
    assert sum(part.count(b"ita:mark") for part in content.values()) == 1
    assert values(again) == values(saved)
    book = loaded(again)
    assert book.sheetnames[0] == FINDINGS_SHEET and book.sheetnames.count(FINDINGS_SHEET) == 1
