"""The letters of a text are the same, whichever way a program drew it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.printing.pdf_pages import letters, marks_in_order, origins

THAI = st.text(st.sampled_from("กนปสาเแโำัิีุู็่้๊์ํ ๑1\n\u200b.-"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น\u0e4d\u0e49า"),
        ("น้ำ", "น\u0e49\u0e4dา"),
        ("กำหนด", "กํา หน\nด"),
        ("ที่", "ท\u0e48\u0e35"),
        ("ที่", "ท\uf702\uf70a"),  # the shifted marks of fonts for Windows
        ("ป้าย", "ป\uf714าย"),
        ("ใน\u00a0ปี\u200b2567", "ใน ปี 2567"),
        ("ﬁle", "file"),
        ("café", "cafe\u0301"),
        ("soft\u00adware", "software"),
    ],
)
def test_the_same_text_drawn_in_two_ways(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ปี", "ปิ"), ("12", "1 3"), ("๑๒", "12"), ("คำ", "คา"), ("ก่อน", "กอน"), ("A", "a")]
)
def test_other_texts_stay_apart(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@given(THAI)
def test_each_letter_comes_from_somewhere(text: str) -> None:
    found = letters(text)
    assert len(origins(text)) == len(found)
    assert origins(text) == sorted(origins(text))
    assert letters(found) == found


@given(THAI, THAI)
def test_order_of_marks_keeps_the_length(one: str, other: str) -> None:
    assert len(marks_in_order(one + other)) == len(one + other)
    assert sorted(letters(one + other)) == sorted(letters(one) + letters(other))
