"""What can be seen on the pages of a PDF: letters, clips, sizes, fonts."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from raw_pdf import A4, drawn, raw_pdf

from toolkit.printing.pdf_pages import PdfError, PdfFont, PdfPage, read_pdf

WORD = (100, 500, "Hello world")
"""At 20 points it takes about 97 x 14 points from its place on."""


def only_page(content: str) -> PdfPage:
    (page,) = read_pdf(raw_pdf([content]))
    return page


@pytest.mark.parametrize(
    ("clip", "seen", "too_low", "too_narrow"),
    [
        (None, "Helloworld", "", ""),
        ((90, 490, 200, 30), "Helloworld", "", ""),
        ((100, 500, 200, 12), "Helloworld", "", ""),  # a hair of each letter lies outside
        ((90, 490, 60, 30), "Hello", "", "world"),
        ((152, 490, 90, 30), "world", "", "Hello"),
        ((90, 512, 200, 30), "", "Helloworld", ""),
        ((90, 507, 200, 30), "", "Helloworld", ""),  # the lower half cannot be read
        ((90, 100, 200, 30), "", "Helloworld", ""),
        ((300, 490, 200, 30), "", "", "Helloworld"),
    ],
)
def test_a_clip_cuts_letters(
    clip: tuple[float, float, float, float] | None, seen: str, too_low: str, too_narrow: str
) -> None:
    page = only_page(drawn(WORD, clip=clip))
    assert (page.letters, page.too_low, page.too_narrow) == (seen, too_low, too_narrow)


@pytest.mark.parametrize(
    ("x", "y", "seen"), [(570, 500, "Hi"), (-400, 500, ""), (100, -50, ""), (100, 900, ""), (590, 500, "")]
)
def test_what_lies_beyond_the_paper_is_not_seen(x: float, y: float, seen: str) -> None:
    assert only_page(drawn((x, y, "Hi"))).letters == seen


def test_letters_stand_in_the_order_of_drawing_each_at_its_height() -> None:
    page = only_page(drawn((300, 700, "B"), (100, 700, "A"), (100, 500, "C")))
    assert page.letters == "BAC"
    assert [round(height, -1) for height in page.heights] == [700, 700, 500]
    assert page.breaks == {0, 1, 2, 3}


def test_a_text_begins_and_ends_at_words_and_objects_alone() -> None:
    assert only_page(drawn(WORD)).breaks == {0, 5, 10}


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    page = only_page(drawn((100, 500, "twenty-"), (100, 476, "five")))
    assert page.letters == "twenty-five"


@pytest.mark.parametrize(
    ("code", "letters"), [("0E33", "\u0e4d\u0e32"), ("0E48", "\u0e48"), ("00660069", "fi")]
)
def test_a_glyph_counts_as_the_text_that_it_stands_for(code: str, letters: str) -> None:
    """LibreOffice writes so what is beside the letters of its font: marks, sara am."""
    page = only_page(f"/Span <</ActualText <FEFF{code}>>> BDC {drawn((100, 500, 'x'))} EMC")
    assert page.letters == letters


def test_a_mark_drawn_apart_below_its_line_stands_on_it() -> None:
    mark = f"/Span <</ActualText <FEFF0E38>>> BDC {drawn((120, 480, 'x'))} EMC"
    page = only_page(f"{drawn((100, 500, 'A'))} {mark}")
    assert page.letters == "A\u0e38"
    assert page.heights[1] == page.heights[0]


def test_sizes_and_fonts() -> None:
    pages = read_pdf(raw_pdf([drawn(WORD), ""], font="Times-Roman"))
    assert [(round(page.width, 1), round(page.height, 1)) for page in pages] == [A4, A4]
    assert pages[0].fonts == {PdfFont("Times-Roman", embedded=False)}
    assert pages[1] == PdfPage(pages[1].width, pages[1].height, breaks={0})


@pytest.mark.parametrize(
    ("turn", "height", "too_low"), [(0, 500, "Hello"), (90, 495, ""), (180, 342, "Hello"), (270, 100, "")]
)
def test_a_page_that_is_turned(turn: int, height: float, too_low: str) -> None:
    """Programs may write a landscape page as an upright one that is turned to be looked at."""
    document = pypdfium2.PdfDocument(
        raw_pdf([drawn((100, 500, "Hello")), drawn((100, 500, "Hello"), clip=(0, 0, 500, 500))])
    )
    for page in document:
        page.set_rotation(turn)
    turned = io.BytesIO()
    document.save(turned)
    whole, cut = read_pdf(turned.getvalue())
    assert (whole.letters, cut.letters) == ("Hello", "")
    assert (whole.width > whole.height) is (turn in (90, 270))
    assert abs(whole.heights[0] - height) < 5
    assert (cut.too_low, cut.too_narrow) == (too_low, "" if too_low else "Hello")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", raw_pdf([])])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(PdfError):
        read_pdf(data)


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes_or_refused() -> None:
    whole = raw_pdf([drawn(WORD)])
    for end in range(0, len(whole), 97):
        try:
            pages = read_pdf(whole[:end])
        except PdfError:
            continue
        assert "".join(page.letters for page in pages) in ("", "Helloworld")
