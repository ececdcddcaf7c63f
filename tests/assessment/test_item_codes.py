"""Codes of questions and items in the ways that people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.assessment.item_codes import find_item_codes, parse_item_code
from toolkit.thai.text import to_thai


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o42", "O42"),
        ("O42", "O42"),
        ("๐๔๒", "O42"),
        ("042", "O42"),
        ("0๔๒", "O42"),
        ("o๔๒", "O42"),
        ("ข้อ ๐๔๓", "O43"),
        ("ข้อ ๐๘", "O8"),
        ("E13", "E13"),
        ("e ๑๓", "E13"),
        ("ข้อ I1", "I1"),
        ("ข้อที่ I 1", "I1"),
        ("ข้อคำถามที่ e-9", "E9"),
        (" O.1O ", "O10"),
        ("o1o", "O10"),
        ("OO8", "O8"),
        ("O042", "O42"),
        ("O99", "O99"),
        # no codes
        ("", None),
        ("42", None),
        ("ข้อ 42", None),
        ("O0", None),
        ("00", None),
        ("OO", None),
        ("O100", None),
        ("OIT", None),
        ("A5", None),
        ("ข้อ", None),
        ("O42 O43", None),
        ("นโยบาย O42", None),
    ],
)
def test_one_code(text: str, code: str | None) -> None:
    assert parse_item_code(text) == code


@given(
    st.sampled_from("IEO"),
    st.integers(1, 99),
    st.sampled_from(["", "ข้อ", "ข้อ ", "ข้อคำถามที่ "]),
    st.booleans(),
    st.booleans(),
)
def test_any_way_of_writing_gives_the_same_code(
    letter: str, number: int, front: str, small: bool, thai: bool
) -> None:
    written = (letter.lower() if small else letter) + (to_thai(str(number)) if thai else str(number))
    assert parse_item_code(front + written) == f"{letter}{number}"
    if letter == "O":
        assert parse_item_code(f"{front}{'๐' if thai else '0'}{written[1:]}") == f"O{number}"


@given(st.text(alphabet="IEOieo0123๐๑๒๓ .-ข้อที่", max_size=12))
def test_a_code_read_again_is_itself(text: str) -> None:
    code = parse_item_code(text)
    if code is not None:
        assert parse_item_code(code) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("มาตรการข้อ E13 และ o๑๔ (ข้อ ๐๑๘)", ["E13", "O14", "O18"]),
        ("O99", ["O99"]),
        ("โทร 043-123456 ต่อ 012", []),
        ("เพิ่มขึ้น ๐.๔๖ คะแนน", []),
    ],
)
def test_codes_in_a_text(text: str, codes: list[str]) -> None:
    assert [code for _, code in find_item_codes(text)] == codes
