import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.thai.text import REPAIRS, _is_clean, clean, clean_text, file_name, squash

# letters, vowels, marks, odd blanks and controls close together, so that repairs meet
_NASTY = (
    "กนเแาำะฤๅ\u0e31\u0e34\u0e35\u0e38\u0e3a\u0e47\u0e4d่้๊๋์ๆฯ๑1aÉ e\u0301"
    "\uf70a\uf701\uf0b7\n\r\t\x0b\x00\x85\xa0\xad\u200b\u200d\u2028\u3000\ufeff"
)
nasty = st.text(alphabet=_NASTY, max_size=30)


@pytest.mark.parametrize(
    ("typed", "text", "repairs"),
    [
        ("ด\u0e4dาเนินการ", "ดำเนินการ", ("decomposed_am",)),
        ("น\u0e4d\u0e49า", "น้ำ", ("decomposed_am",)),
        ("น\u0e49\u0e4dา", "น้ำ", ("decomposed_am",)),
        ("น\u0e33\u0e49", "น้ำ", ("decomposed_am",)),
        ("เเผน", "แผน", ("double_sara_e",)),
        ("เ\u200bเผน", "แผน", ("zero_width", "double_sara_e")),
        ("กอง\u200bคลัง\ufeff\u2060\xad", "กองคลัง", ("zero_width",)),
        ("ด\u0e35\u0e35", "ดี", ("doubled_mark",)),
        ("ท\u0e35\u0e48\u0e48", "ที่", ("doubled_mark",)),
        ("ท\u0e35\u0e48\u0e35", "ที่", ("nfc", "doubled_mark")),
        ("ท\u0e48\u0e35", "ที่", ("nfc",)),
        ("ก\u0e48\u0e38", "กุ่", ("nfc",)),
        ("e\u0301", "é", ("nfc",)),
        ("กอง\xa0ช่าง", "กอง ช่าง", ("blanks",)),
        ("กอง \t  ช่าง  ", "กอง ช่าง", ("blanks",)),
        ("ก\r\nข\rค", "ก\nข\nค", ("blanks",)),
        ("ก  \n\n\n\nข", "ก\n\nข", ("blanks",)),
        ("ก\x0bข", "ก\nข", ("blanks",)),
        ("ก\x00ข\x7f", "กข", ("control",)),
        ("  \n ", "", ("blanks",)),
        ("อยู\uf70aระหว\uf70aางด\u0e4dาเนินการ", "อยู่ระหว่างดำเนินการ", ("private", "decomposed_am")),
        ("เป\uf712นข\uf70bอม\uf710ล", "เป็นข้อมัล", ("private",)),
        ("\uf700าน", "ฐาน", ("private",)),
        ("\uf0b7\tก\n\uf0fc ข\n\uf0a7ค", "• ก\n✓ ข\n•ค", ("private", "blanks")),
        ("ก\uf8ffข", "ก ข", ("private",)),
    ],
)
def test_repairs(typed: str, text: str, repairs: tuple[str, ...]) -> None:
    cleaned = clean(typed)
    assert (cleaned.text, cleaned.repairs) == (text, repairs)
    assert clean_text(typed) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ดำเนินการ",
        "น้ำ ก๊าซ เสิร์ฟ พันธุ์ ที่ดิน ๆ ฯลฯ",
        "ข้อ ๑\n - รายการ",
        "ก\n\nข",
        "นานา าา ะะ",
        "ฤๅษี",
        "อตฺถํ",
        "“แผน” – 1 ต.ค. 66 ✓",
        "same text",
    ],
)
def test_clean_text_is_left_alone(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).repairs == ()


def test_two_different_tone_marks_are_not_ours_to_choose() -> None:
    assert clean_text("ก\u0e48\u0e49า") == "ก\u0e48\u0e49า"


@given(nasty | st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text
    assert clean(once.text).repairs == ()
    assert set(once.repairs) <= set(REPAIRS)
    assert bool(once.repairs) == (once.text != text)
    assert unicodedata.is_normalized("NFC", once.text)


@given(nasty | st.text())
def test_the_fast_path_tells_the_same_as_the_repairs(text: str) -> None:
    if _is_clean(text):
        assert clean(text + "\u200b").text == text


def test_long_text_is_repaired_as_well() -> None:
    assert clean("เเผน " * 100).text == ("แผน " * 100).strip()


@pytest.mark.parametrize(
    "piece",
    ["\u0e48", "\u0e48\u0e49", "\u0e48\u0e3a", "\u0e33\u0e48\u0e49", "\u0e4d", "\u0e48\u0e34", "\u0e40"],
)
def test_a_cell_full_of_marks_is_cleaned_in_good_time(piece: str) -> None:
    text = "ก" + piece * (32_766 // len(piece))
    started = time.process_time()
    assert clean(clean(text).text).repairs == ()
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สำนัก ปลัดเทศบาล", "ส\u0e4dานักปลัดเทศบาล"),
        ("O๔๒", "o42"),
        (" กอง\nคลัง\u200b", "กองคลัง"),
        ("เ เ", "แ"),
    ],
)
def test_squash_makes_equal(one: str, other: str) -> None:
    assert squash(one) == squash(other)


@given(nasty | st.text())
def test_squash_holds_no_blank_and_is_stable(text: str) -> None:
    squashed = squash(text)
    assert not any(character.isspace() for character in squashed)
    assert squash(squashed) == squashed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("กองคลัง", "กองคลัง"),
        ("กอง/ช่าง", "กอง_ช่าง"),
        ("CON", "CON_"),
        ("con.xlsx", "con_.xlsx"),
        ("COM1 .x", "COM1_.x"),
        ("lpt9", "lpt9_"),
        ("CONSOLE", "CONSOLE"),
        ("com10", "com10"),
        ("ฝ่าย. . ", "ฝ่าย"),
        (' a<b>:"c|?*', "a_b___c___"),
        ("a\nb\x00", "a_b_"),
    ],
)
def test_a_file_name_is_one_on_every_system(text: str, name: str) -> None:
    assert file_name(text) == name
    assert file_name(name) == name
