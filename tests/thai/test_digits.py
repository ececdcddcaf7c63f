import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.thai.text import to_arabic, to_thai


@pytest.mark.parametrize(
    ("thai", "arabic"),
    [
        ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
        ("ข้อ ๑๒ ปี ๒๕๖๗", "ข้อ 12 ปี 2567"),
        ("ไม่มีตัวเลข", "ไม่มีตัวเลข"),
        ("", ""),
    ],
)
def test_digits_both_ways(thai: str, arabic: str) -> None:
    assert to_arabic(thai) == arabic
    assert to_thai(arabic) == thai


@given(st.text())
def test_only_digits_change(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert len(to_thai(text)) == len(text)
    assert not set("0123456789") & set(to_thai(text))
