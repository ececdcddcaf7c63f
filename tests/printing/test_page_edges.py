"""What stands at the edge of a page: letters of a cell, or of a header or footer, and no false alarm."""

from __future__ import annotations

import io

import openpyxl
import pytest
from raw_pdf import A4, drawn, raw_pdf

from toolkit.printing.print_gate import check_pdf


def workbook(text: str) -> bytes:
    """A workbook of one cell in Helvetica, on A4."""
    book = openpyxl.Workbook()
    book.active["A1"] = text
    book.active["A1"].font = openpyxl.styles.Font(name="Helvetica")
    book.active.page_setup.paperSize = 9
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def codes(text: str, page: str) -> set[str]:
    """What is found of a page; the font of these PDFs is never embedded."""
    return {finding.code for finding in check_pdf(workbook(text), raw_pdf([page]))} - {"pdf-font-outside"}


def marked(at: tuple[float, float], mark: str) -> str:
    """A mark drawn apart from its letter, as programs draw what lies beside a font's letters."""
    return f"/Span <</ActualText <FEFF{ord(mark):04X}>>> BDC {drawn((*at, 'x'))} EMC"


BOTTOM, TOP = 72.0, A4[1] - 72.0
"""The margins of a workbook that names none."""


@pytest.mark.parametrize(
    ("text", "page"),
    [
        # Vowels below the last line of a page hang into its margin.
        *(
            (f"A{mark}", f"{drawn((100, BOTTOM + 2, 'A'))} {marked((116, BOTTOM - 12), mark)}")
            for mark in "\u0e38\u0e39\u0e3a"
        ),
        # Tone marks of the first line reach into the margin above, two of them higher still.
        *(
            (f"A{mark}", f"{drawn((100, TOP - 14, 'A'))} {marked((116, TOP + 2), mark)}")
            for mark in "\u0e48\u0e4b\u0e4c"
        ),
        (
            "A\u0e35\u0e49",
            f"{drawn((100, TOP - 14, 'A'))} {marked((116, TOP - 4), 'ี')} {marked((116, TOP + 6), '้')}",
        ),
        # So do signs that lie on the line or below it, drawn in another font than the letters before them.
        *(
            (f"Total{sign}", drawn((100, BOTTOM + 1, "Total"), (150, BOTTOM + 1, sign)))
            for sign in (".", "...", "_", ",")
        ),
        # A line that ends where the paper does.
        ("Total", drawn((A4[0] - 46, 500, "Total"))),
        ("Total", drawn((A4[0] - 46, BOTTOM + 1, "Total"))),
        # A footer with a vowel below and a tone mark above belongs to no cell.
        (
            "Hello",
            f"{drawn((100, 500, 'Hello'), (100, 40, 'A'))} {marked((116, 30), 'ุ')} {marked((116, 54), '้')}",
        ),
    ],
)
def test_what_stands_at_a_pages_edge_belongs_to_its_line(text: str, page: str) -> None:
    assert codes(text, page) == set()


@pytest.mark.parametrize("sign", [".", "_", "Total"])
def test_what_stands_in_the_margin_is_no_text_of_a_cell(sign: str) -> None:
    page = drawn((100, 500, "Total"), (150, BOTTOM - 14, sign))
    assert codes(f"Total {sign}", page) == {"pdf-text-narrow"}
