"""Cells are found again on pages drawn by any program; what is lost is told with its cell and its cause.

Pages are written as lines from top to bottom; "|" parts what was drawn apart, `_` begins what a row cut
off, `>` what a column cut off.
"""

from __future__ import annotations

import pytest

from toolkit.printing.pdf_pages import PdfPage, letters
from toolkit.printing.print_match import Matched
from toolkit.xlsx.printed_cells import PrintedCell, PrintedSheet

HEIGHT, MARGIN, LINE = 800.0, 50.0, 20.0


def page(*lines: str) -> PdfPage:
    """A page with its lines from the top margin down."""
    made = PdfPage(600.0, HEIGHT)
    for number, line in enumerate(lines):
        for piece in line.split("|"):
            text = letters(piece.lstrip("_>"))
            if piece.startswith("_"):
                made.too_low += text
            elif piece.startswith(">"):
                made.too_narrow += text
            else:
                made.breaks.add(len(made.letters))
                made.seams.add(len(made.letters))
                made.letters += text
                made.heights += [HEIGHT - MARGIN - LINE * (number + 0.5)] * len(text)
    made.breaks.add(len(made.letters))
    return made


def sheet(*rows: str, name: str = "แผ่น", titles: int = 0, wrapped: bool = True) -> PrintedSheet:
    """A sheet of rows whose cells are parted by "|"; numbers stand as `#12`."""
    made = PrintedSheet(name, 9, False, (MARGIN, MARGIN), ())
    for row, line in enumerate(rows, start=1):
        for column, text in enumerate(line.split("|"), start=1):
            cell = PrintedCell(name, row, column, (text.lstrip("#"),), text[0] == "#", wrapped, row <= titles)
            made.cells.append(cell)
    return made


def lost(matched: Matched) -> list[tuple[str, str, str]]:
    return [(text.cell.name, text.cause, text.text) for text in matched.lost]


LONG = "จัดทำคู่มือการให้บริการและเผยแพร่บนเว็บไซต์"
ROWS = ("ที่|มาตรการ", "1|ปรับปรุงคู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน")


@pytest.mark.parametrize(
    "pages",
    [
        [page("ที่|มาตรการ", "1|ปรับปรุงคู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน")],
        [page("ที่|มาตรการ", "1|ปรับปรุง|คู่มือ"), page("2|เปิดเผยข้อมูล", "12|ทบทวน|แผน |12| เดือน")],
        [page("ที่|1|2|12", "มาตรการ|ปรับปรุง", "คู่มือ|เปิดเผย", "ข้อมูล|ทบทวนแผน", "12|เดือน")],  # by column
        [page("มาตรการ|ที่", "ปรับปรุงคู่มือ|1", "เปิดเผยข้อมูล|2", "ทบทวนแผน 12 เดือน|12")],
        [page("1|12|2|ที่|มาตรการ|ปรับปรุง|เปิดเผย|ทบทวนแผน", "คู่มือ|ข้อมูล|12 เดือน")],  # line by line
        [page("ที่|มาตรการ", "1|ปรับปรุงคู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12"), page("เดือน")],
    ],
)
def test_every_order_of_drawing_is_whole(pages: list[PdfPage]) -> None:
    assert lost(Matched([sheet(*ROWS)], pages)) == []


def test_a_heading_on_every_page_is_a_word_of_a_text_that_goes_on_too() -> None:
    pages = [page("รายงาน|ผล", "1|จัดทำร่าง"), page("รายงาน|ผล", "รายงาน|ส่งผู้บริหาร"), page("รายงาน|ผล")]
    found = Matched([sheet("รายงาน|ผล", "1|จัดทำร่างรายงานส่งผู้บริหาร", titles=1)], pages)
    assert (lost(found), found.empty) == ([], {2})


def test_equal_headings_of_several_sheets_stand_on_the_pages_of_each() -> None:
    heads = [sheet("ผลงาน", f"ข้อ {name}", f"จบ {name}", name=name, titles=1) for name in "กขค"]
    pages = [page("ผลงาน", f"{word} {name}") for name in "กขค" for word in ("ข้อ", "จบ")]
    found = Matched(heads, pages)
    assert [found.pages[name, 1] for name in "กขค"] == [range(1), range(2, 3), range(4, 5)]
    assert [own.name for own in found.sheets if own] == ["ก", "ก", "ข", "ข", "ค", "ค"]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (("ที่|มาตรการ", "1|ปรับปรุงคู่มือ", "2|เปิดเผยข้อมูล", "ทบทวนแผน 12 เดือน"), [("A4", "absent", "12")]),
        (
            ("ที่|มาตรการ", "1|ปรับปรุงคู่มือ", "12|ทบทวนแผน 12 เดือน"),
            [("A3", "absent", "2"), ("B3", "absent", "เปิดเผยข้อมูล")],
        ),
        (("ที่|มาตรการ", "1|ปรับปรุง|_คู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"), [("B2", "too-low", "คู่มือ")]),
        (("ที่|มาตรการ", "1|ปรับปรุง", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"), [("B2", "too-low", "คู่มือ")]),
        (
            ("ที่|มาตรการ", "1|ปรับปรุง|>คู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"),
            [("B2", "too-narrow", "คู่มือ")],
        ),
        (
            ("ที่|มาตรการ", "1|>ปรับปรุง|คู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"),
            [("B2", "too-narrow", "ปรับปรุง")],
        ),
        (
            ("ที่|มาตรการ", "1|_ปรับปรุงคู่มือ", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"),
            [("B2", "too-low", "ปรับปรุงคู่มือ")],
        ),
        (
            ("ที่|มาตรการ", "1|ปรับปรุงคูมือ|_่", "2|เปิดเผยข้อมูล", "12|ทบทวนแผน 12 เดือน"),
            [("B2", "absent", "ปรับปรุงคู่มือ")],
        ),
    ],
)
def test_a_loss_is_told(lines: tuple[str, ...], missing: list[tuple[str, str, str]]) -> None:
    assert lost(Matched([sheet(*ROWS)], [page(*lines)])) == missing


def test_a_text_that_does_not_wrap_is_too_long_for_its_cell() -> None:
    found = Matched([sheet(LONG, wrapped=False)], [page("จัดทำคู่มือการให้บริการ")])
    assert lost(found) == [("A1", "too-narrow", "และเผยแพร่บนเว็บไซต์")]


@pytest.mark.parametrize("shown", ["###", "######", "1E+06", "1.2E+06"])
def test_a_number_that_its_column_shortens(shown: str) -> None:
    assert lost(Matched([sheet("ก|#1234567")], [page(f"ก|{shown}")])) == [("B1", "number", "1234567")]


def test_a_sign_in_another_font_is_drawn_apart() -> None:
    assert lost(Matched([sheet("😀 ยิ้มแย้ม", "ยินดี 🎉 ด้วย")], [page("ยิ้มแย้ม|😀", "ยินดี|ด้วย|🎉")])) == []


def test_of_equal_texts_the_one_is_told_that_is_lost() -> None:
    rows = [f"ข้อ{number}|เหมือนกัน" for number in range(1, 8)]
    lines = [row if number != 4 else "ข้อ5" for number, row in enumerate(rows)]
    assert lost(Matched([sheet(*rows)], [page(*lines)])) == [("B5", "absent", "เหมือนกัน")]


def test_equal_sheets_are_told_apart_by_their_neighbours() -> None:
    months = ("ตุลาคม", "พฤศจิกายน", "ธันวาคม")
    book = [sheet(month, "หนึ่ง|สอง", "สาม|สี่", name=month) for month in months]
    pages = [page(month, "หนึ่ง|สอง", *(["สาม|สี่"] if month != "พฤศจิกายน" else [])) for month in months]
    found = Matched(book, pages)
    assert [(text.cell.sheet, text.text) for text in found.lost] == [("พฤศจิกายน", "สาม"), ("พฤศจิกายน", "สี่")]
    assert [sheet.name for sheet in found.sheets if sheet] == list(months)


def test_print_titles_may_stand_on_every_page() -> None:
    book = [sheet("หัวข้อ|ผล", "หนึ่ง|ผล", "สอง|ดี", titles=1)]
    pages = [page("หัวข้อ|ผล", "หนึ่ง|ผล"), page("หัวข้อ|ผล", "สอง|ดี"), page("หัวข้อ|ผล")]
    found = Matched(book, pages)
    assert (lost(found), found.empty) == ([], {2})


def test_headers_and_footers_are_no_cells() -> None:
    made = page("หนึ่ง")
    made.breaks |= {len(made.letters), len(made.letters) + 3}
    made.letters += "สอง"
    made.heights += [20.0] * 3
    assert lost(Matched([sheet("หนึ่ง", "สอง")], [made])) == [("A2", "absent", "สอง")]


@pytest.mark.parametrize(
    ("pictures", "words", "empty"), [(0, "", True), (1, "", False), (0, "คำในแผนภูมิ", False)]
)
def test_empty_pages(pictures: int, words: str, empty: bool) -> None:
    second = page(words)
    second.pictures = pictures
    assert (1 in Matched([sheet("หนึ่ง")], [page("หนึ่ง"), second]).empty) is empty
