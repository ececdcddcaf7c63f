"""Row heights: an estimate that is never too low for ordinary text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.printing.heights import (
    LINE_HEIGHT,
    MAX_HEIGHT,
    CellText,
    base_width,
    line_count,
    lines_per_row,
    row_height,
    split_text,
)

SENTENCE = "จัดทำคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน "


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("12", 2), ("ที่", 1.15), ("กำ", 2.05), ("เก", 1.77)],
)
def test_marks_above_and_below_take_no_width(text: str, width: float) -> None:
    assert base_width(text) == pytest.approx(width)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [("", 20, 1), ("กองคลัง", 20, 1), ("ก\nข\nค", 20, 3), ("ก\n\nค", 20, 3), ("1" * 100, 21, 7)],
)
def test_lines(text: str, columns: float, lines: int) -> None:
    assert line_count(CellText(text, columns)) == lines


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
    assert row_height(cells) == row_height(cells[1:]) >= 3 * 14 * LINE_HEIGHT
    assert row_height(cells, least=200) == 200
    assert row_height([CellText(SENTENCE * 100, 10)]) == MAX_HEIGHT
    assert row_height([]) == 0


def test_short_text_is_not_split() -> None:
    assert split_text(CellText("ก\nข", 20)) == ("ก\nข",)


@pytest.mark.parametrize("paragraph", [SENTENCE, SENTENCE.replace(" ", ""), "https://abc.go.th/" + "a" * 60])
def test_pieces_fit_and_lose_nothing(paragraph: str) -> None:
    cell = CellText(paragraph * 20, 24)
    pieces = split_text(cell)
    assert len(pieces) > 1
    assert all(line_count(CellText(piece, 24)) <= lines_per_row(cell) for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(cell.text.split())


def test_words_are_not_broken() -> None:
    word = "ประชาสัมพันธ์"
    pieces = split_text(CellText(word * 60, 24), lines=3)
    assert all(len(piece) % len(word) == 0 for piece in pieces)


@given(st.text(alphabet="กขคงเแโำ่้ิุ ab\n", max_size=400), st.integers(4, 40), st.integers(1, 6))
def test_split_terminates_and_keeps_every_letter(text: str, columns: int, lines: int) -> None:
    pieces = split_text(CellText(text, columns), lines=lines)
    assert "".join("".join(pieces).split()) == "".join(text.split())
