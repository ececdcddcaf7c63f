"""Row heights: widths, line ends, and texts parted for continuation rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.typeset.glyphs import STAND_IN, line_height, paper_advances, pixel_advances
from toolkit.typeset.heights import (
    MAX_HEIGHT,
    CellText,
    cut_text,
    line_count,
    merged_width,
    needed_height,
    row_height,
    split_row,
)
from toolkit.typeset.line_breaks import line_ends, words

SENTENCE = "จัดทำคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน "


@pytest.mark.parametrize(
    ("text", "as_wide_as"),
    [("", ""), ("ที่", "ท"), ("กำ", "กา"), ("ผู้", "ผ"), ("ปรื๊ด", "ปรด"), ("07", "99"), ("a\u200bb", "ab")],
)
def test_marks_above_and_below_take_no_width(text: str, as_wide_as: str) -> None:
    for bold in (False, True):
        advances = pixel_advances(14, bold)
        assert advances.width(text) == advances.width(as_wide_as)


def test_what_the_font_lacks_is_wide() -> None:
    advances = pixel_advances(14)
    assert advances["🙂"] > max(advances[letter] for letter in "กญWM")


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("ประชาสัมพันธ์", "ประชาสัมพันธ์"),
        ("ปฏิบัติหน้าที่ด้วยความซื่อสัตย์สุจริต", "ปฏิบัติ|หน้าที่|ด้วย|ความ|ซื่อสัตย์|สุจริต"),
        ("หน่วยงานต่างๆทุกแห่ง", "หน่วย|งาน|ต่างๆ|ทุก|แห่ง"),
        ("ในปี", "ในปี"),  # a run of four letters is not parted
        ("ที่กุดหว้า", "ที่|กุด|หว้า"),
        ("ภาพอินโฟกราฟิก", "ภา|พอินโฟ|กราฟิก"),  # of two words with one more behind them the shorter
        ("เทอร์มินัล", "เท|อร์|มิ|นัล"),  # two letters that begin a word are not joined to a short one
    ],
)
def test_words(run: str, parts: str) -> None:
    assert words(run) == tuple(parts.split("|"))


@given(st.text(alphabet="กขคงเแโไำะาัิีู่้์ๆฯญปท", max_size=60))
def test_words_lose_no_letter(run: str) -> None:
    assert "".join(words(run)) == run


@pytest.mark.parametrize(
    ("text", "digits", "lines"),
    [
        ("งบประมาณ", 20, "งบประมาณ"),
        ("ตาม แผนงาน", 6, "ตาม |แผน|งาน"),
        ("จ่าย ๕๐๐ บาท", 5, "จ่าย |๕๐๐ |บาท"),
        ("ปี๒๕๖๗ทุกกอง", 9, "ปี๒๕๖๗ทุก|กอง"),  # figures hold on to the words beside them
        ("E-Service", 7, "E-|Service"),
        ("12/03/2567", 6, "12/03/|2567"),  # cut where it is full, not at its slashes
        ("ดู https://example.go.th/news", 14, "ดู |https://example|.go.th/news"),
        ("https://example.go.th/news", 15, "https://|example.go.th/|news"),
        ("aaaaaaaaaaaa", 5, "aaaaa|aaaaa|aa"),
        ("ผลงาน , ฯลฯ", 6, "ผล|งาน , |ฯลฯ"),  # no line begins with a comma
        ("ก  ข", 1.2, "ก | |ข"),
        ("", 5, ""),
    ],
)
def test_line_ends(text: str, digits: float, lines: str) -> None:
    advances = pixel_advances(14, font=STAND_IN)
    ends = line_ends(text, int(digits * advances["0"]), advances)
    assert "|".join(text[start:end] for start, end in zip([0, *ends], ends, strict=False)) == lines


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [("", 20, 1), ("กองคลัง", 20, 1), ("ก\nข\nค", 20, 3), ("ก\n\nค", 20, 3), ("1" * 100, 21, 6)],
)
def test_lines(text: str, columns: float, lines: int) -> None:
    assert line_count(CellText(text, columns)) == lines


def test_lines_are_those_of_paper_where_a_slash_makes_them_more() -> None:
    """The program ends no line behind a slash that is not the last letter to fit: it goes back to a blank."""
    text = "๓. เผยแพร่ผลสำรวจความพึงพอใจ/ข้อเสนอแนะของผู้รับบริการให้ประชาชนทราบทางป้ายประกาศและเว็บไซต์"
    cell = CellText(text, 27.75)
    assert len(line_ends(text, cell.usable, pixel_advances(14))) == 4
    assert line_count(cell) == len(line_ends(text, cell.printed, paper_advances(14))) == 5


def test_merged_columns_are_a_little_narrower_than_their_sum() -> None:
    assert merged_width([40.0]) == 40.0
    assert 59 < merged_width([20.0, 20.0, 20.0]) < 60


@pytest.mark.parametrize(("narrow", "wide"), [(10, 20), (20, 40), (40, 80)])
def test_narrow_columns_take_more_lines(narrow: float, wide: float) -> None:
    text = SENTENCE * 5
    assert line_count(CellText(text, narrow)) > line_count(CellText(text, wide))


def test_larger_and_bolder_text_takes_more_room() -> None:
    plain = CellText(SENTENCE * 4, 30)
    assert line_count(CellText(plain.text, 30, 18)) > line_count(plain)
    assert line_count(CellText(plain.text, 30, bold=True)) >= line_count(plain)


def test_height_is_that_of_the_highest_cell_within_bounds() -> None:
    cells = [CellText("ก", 10), CellText("ก\nข\nค", 10)]
    assert row_height(cells) == row_height(cells[1:]) >= 3 * line_height(14)
    assert row_height(cells, least=200) == 200
    assert row_height([CellText(SENTENCE * 100, 10)]) == MAX_HEIGHT
    assert row_height([]) == 0


@pytest.mark.parametrize(
    ("text", "lines", "head", "rest"),
    [
        ("ก\nข", 2, "ก\nข", ""),
        ("ก\nข", 1, "ก", "ข"),
        ("ก\nข", 0, "ก", "ข"),
        ("ก\n\n\nข", 2, "ก\n", "ข"),
        ("", 3, "", ""),
    ],
)
def test_text_is_cut_where_lines_end(text: str, lines: int, head: str, rest: str) -> None:
    assert cut_text(CellText(text, 20), lines) == (head, rest)


def test_a_short_paragraph_is_kept_whole_unless_the_text_begins_with_it() -> None:
    short, long = SENTENCE.strip() * 2, SENTENCE * 9
    assert 2 < line_count(CellText(short, 24)) <= 6 < line_count(CellText(long, 24))
    assert cut_text(CellText(f"ก\n{short}", 24), 2) == ("ก", short)
    assert cut_text(CellText(f"ก\n{long}", 24), 3)[0].startswith("ก\nจัดทำ")
    assert cut_text(CellText(short, 24), 2)[1]


@pytest.mark.parametrize("paragraph", [SENTENCE, SENTENCE.replace(" ", ""), "https://abc.go.th/" + "a" * 60])
def test_rows_fit_and_lose_nothing(paragraph: str) -> None:
    cells = [CellText(paragraph * 20, 24), CellText("สั้น", 10), CellText((paragraph + "\n") * 15, 30)]
    rows = split_row(cells)
    assert len(rows) > 1
    for number, cell in enumerate(cells):
        texts = [row[number] for row in rows]
        assert "".join("".join(texts).split()) == "".join(cell.text.split())
        assert all(row_height([CellText(text, cell.columns)]) <= MAX_HEIGHT for text in texts)
        assert all(line_count(CellText(text, cell.columns)) * cell.line <= MAX_HEIGHT for text in texts)


@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH SarabunIT๙"])
def test_a_row_of_one_line_is_as_low_as_programs_make_it(font: str) -> None:
    assert needed_height([CellText("ก", 10, 14, font=font)]) < 14 * 1.18 + 2
    assert needed_height([CellText("ก", 10, 12, font=font)]) < 14 * 1.18 + 2


@pytest.mark.parametrize("size", [12, 14, 16, 18, 20, 22, 24, 28])
@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙"])
def test_a_line_has_room_for_that_of_the_redrawing(font: str, size: int) -> None:
    drawn = round(size * 0.6655 * 20) / 20
    assert line_height(size, font=font) >= line_height(drawn, font=STAND_IN) - 0.05


def test_words_are_not_broken() -> None:
    word = "ประชาสัมพันธ์"
    head, rest = cut_text(CellText(word * 60, 24), 3)
    assert head and rest and len(head) % len(word) == 0


def test_indentation_and_a_larger_book_change_the_room() -> None:
    text = SENTENCE * 4
    plain = CellText(text, 30)
    assert line_count(CellText(text, 30, indent=6)) > line_count(plain)
    assert line_count(CellText(text, 30, normal=16)) < line_count(plain)


@given(st.text(alphabet="กขคงเแโำ่้ิุ ab\n", max_size=400), st.integers(4, 40), st.integers(0, 6))
def test_cutting_goes_on_and_keeps_every_letter(text: str, columns: int, lines: int) -> None:
    head, rest = cut_text(CellText(text, columns), lines)
    assert "".join((head + rest).split()) == "".join(text.split())
    assert len(rest) < max(1, len(text))
    assert line_count(CellText(head, columns)) <= max(1, lines)
