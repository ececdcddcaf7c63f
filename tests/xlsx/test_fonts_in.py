"""The fonts that a document names for what it prints."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from small_office import edited

from toolkit.example.demo import Demo
from toolkit.xlsx.named_fonts import cell_fonts, text_fonts
from toolkit.xlsx.sheet_data import RefusedError


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def workbook() -> Any:
    """Each cell in a font of its own; of some nothing is printed."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cell, family in {"A1": "Marker", "B2": "Row", "C3": "Body", "D4": "Empty"}.items():
        sheet[cell].font = Font(name=family)
        sheet[cell].value = None if family == "Empty" else "ก"
    sheet["C4"] = CellRichText("ก", TextBlock(InlineFont(rFont="Piece"), "ข"))
    sheet["C4"].font = Font(name="Body")
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[2].hidden = True
    other = book.create_sheet("_meta")
    other["A1"] = "ก"
    other["A1"].font = Font(name="Meta")
    other.sheet_state = "veryHidden"
    return book


def test_fonts_of_cells_that_can_be_seen() -> None:
    assert cell_fonts(saved(workbook())) == ("Body", "Piece")


@pytest.mark.parametrize(
    ("part", "old"), [("xl/styles.xml", 'fontId="3"'), ("xl/worksheets/sheet1.xml", 's="3"')]
)
def test_a_font_that_is_not_listed_is_the_first(part: str, old: str) -> None:
    data = edited(saved(workbook()), old, old.replace("3", "-99"), part)
    assert cell_fonts(data) == ("Calibri", "Piece")


def test_a_report_is_written_in_the_font_of_the_plan(demo: Demo) -> None:
    assert cell_fonts(demo.report.path.read_bytes()) == ("TH Sarabun New",)


def test_fonts_of_a_word_document() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "Default"
    document.styles["Title"].font.name = "Heading"
    document.styles["Quote"].font.name = "Unused"
    document.add_paragraph("ก", style="Title").add_run("ข").font.name = "Run"
    assert text_fonts(saved(document)) == ("Default", "Heading", "Run")


@pytest.mark.parametrize("read", [cell_fonts, text_fonts])
def test_what_is_no_document(read: Any) -> None:
    with pytest.raises(RefusedError):
        read(b"PK\x03\x04 broken")
