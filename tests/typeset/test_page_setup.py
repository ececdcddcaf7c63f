"""What a page holds: the arithmetic, and the pages that LibreOffice really prints."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from pdf_text import pdf_text

from toolkit.typeset.glyphs import BODY_FONT, STAND_IN, face, line_height
from toolkit.typeset.page_setup import PageSetup, digit_width, page_height, scale_of
from toolkit.xlsx.new_workbook import stored_width

FOOTER = "&Lเทศบาล&Rหน้า &P/&N"
ROW = 15.0  # points, twenty pixels: every program keeps it
SIX_MONTH = (22, 34, 15, 14, 40, 21)


@pytest.mark.parametrize(
    ("columns", "font", "scale"),
    [
        (50, STAND_IN, 100),
        (101, STAND_IN, 100),
        (102, STAND_IN, 99),
        (150.3, STAND_IN, 67),
        (150.3, BODY_FONT, 100),
    ],
)
def test_a_sheet_shrinks_to_the_width_but_never_grows(columns: float, font: str, scale: float) -> None:
    assert scale_of(PageSetup(columns, 14, font=font, landscape=True)) == scale


def test_a_digit_is_as_wide_as_its_face_says() -> None:
    assert digit_width(PageSetup(1, 14)) == pytest.approx(14 * face().digit)
    assert digit_width(PageSetup(1, 14, BODY_FONT)) < 0.7 * digit_width(PageSetup(1, 14, STAND_IN))


def test_margins_and_lines_in_them_take_room() -> None:
    plain = page_height(PageSetup(50, 14, landscape=True))
    assert plain == pytest.approx((595.3 - 86.4) * 0.97)
    lower = page_height(PageSetup(50, 14, landscape=True, top=86.4))
    assert plain - lower == pytest.approx(43.2 * 0.97)
    footer = page_height(PageSetup(50, 14, landscape=True, footer=1))
    assert plain - footer == pytest.approx((line_height(14) - 14) * 0.97)
    assert page_height(PageSetup(50, 14)) > page_height(PageSetup(50, 14, landscape=True))


def _book(
    path: Path, widths: tuple[float, ...], rows: int, *, landscape: bool, breaks: tuple[int, ...] = ()
) -> None:
    """A sheet of equal rows, each with its number, on pages like those of our templates."""
    book = xlsxwriter.Workbook(path, {"default_format_properties": {"font_name": STAND_IN, "font_size": 14}})
    sheet = book.add_worksheet()
    small = book.add_format({"font_size": 6, "valign": "top"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row in range(rows):
        sheet.set_row(row, ROW)
        sheet.write_string(row, 0, f"r{row + 1}.", small)
        sheet.write_string(row, len(widths) - 1, "|", small)
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(FOOTER)
    sheet.set_h_pagebreaks(list(breaks))
    book.close()


def _first_rows(soffice: str, path: Path) -> list[int]:
    """The row that begins each printed page."""
    pdf_text(soffice, path)
    command = ["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    return [int(page.split("r", 1)[1].split(".", 1)[0]) for page in pages]


@pytest.mark.parametrize(
    ("widths", "landscape"),
    [((20, 20, 20), True), ((20, 20, 20, 20, 20), True), (SIX_MONTH, True), ((30, 30, 20), False)],
)
def test_libreoffice_prints_as_much_on_a_page(
    soffice: str, tmp_path: Path, widths: tuple[float, ...], landscape: bool
) -> None:
    """A page as full as planned stays one page, and the reserve is no more than five percent and a row."""
    setup = PageSetup(stored_width(*widths), 14, STAND_IN, landscape=landscape, footer=1)
    fitting = int(page_height(setup) // ROW)
    path = tmp_path / "rows.xlsx"
    _book(path, widths, 3 * fitting, landscape=landscape)
    second = _first_rows(soffice, path)[1]
    assert fitting < second <= fitting * 1.05 + 2
    _book(path, widths, 3 * fitting, landscape=landscape, breaks=(fitting, 2 * fitting))
    assert _first_rows(soffice, path) == [1, fitting + 1, 2 * fitting + 1]
