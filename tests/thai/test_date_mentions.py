"""Months with their year that stand in a running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.month import Month
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.mentions import mentions


def found(text: str) -> list[str]:
    return [f"{mention.month} {text[mention.start : mention.end]}" for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประชุมเมื่อเดือนมีนาคม ๒๕๖๔ แล้ว", ["2564-03 มีนาคม ๒๕๖๔"]),
        ("กรกฎาคม พ.ศ. 2566", ["2566-07 กรกฎาคม พ.ศ. 2566"]),
        ("เดือนเมษายน ปี 2567", ["2567-04 เมษายน ปี 2567"]),
        ("กันยายน2566และตุลาคม2566", ["2566-09 กันยายน2566", "2566-10 ตุลาคม2566"]),
        ("พฤษจิกายน 2566", ["2566-11 พฤษจิกายน 2566"]),  # a usual misspelling
        ("วันที่ 15 มี.ค. 64", ["2564-03 มี.ค. 64"]),
        ("เดือนมี.ค.64", ["2564-03 มี.ค.64"]),
        ("ต.ค.๖๕-ก.ย.๖๖", ["2565-10 ต.ค.๖๕", "2566-09 ก.ย.๖๖"]),
        ("ก. ย. 2566", ["2566-09 ก. ย. 2566"]),
        ("15/3/2564, 15/03/64, 15-03-2564", ["2564-03 15/3/2564", "2564-03 15/03/64", "2564-03 15-03-2564"]),
        ("2021-03-15 และ 2564-03-15", ["2564-03 2021-03-15", "2564-03 2564-03-15"]),
        ("March 2021, Sept. 2022", ["2564-03 March 2021", "2565-09 Sept. 2022"]),
        ("มีนาคม 2564 จำนวน 21 รายการ", ["2564-03 มีนาคม 2564"]),
        ("เมื่อเดือนมีนาคม 2564 เรื่อง การป้องกัน", ["2564-03 มีนาคม 2564"]),
        ("มีนาคม 2564 รายงานผล", ["2564-03 มีนาคม 2564"]),
        ("มีนาคม 2564 ครั้งที่ 2", ["2564-03 มีนาคม 2564"]),
        ("มี.ค. 64 รายงานผล", ["2564-03 มี.ค. 64"]),
        # counts, numbers of documents, parts of words
        ("มีนาคม 64 ราย", []),
        ("มี.ค. 64 ราย", []),
        ("มี.ค. 64 รายการ", []),
        ("มี.ค. 64 เรื่อง", []),
        ("มีนาคม 2564 ราย", []),
        ("มกราคม 2,564 คำขอ", []),
        ("ที่ 12/2564", []),
        ("ข้อ 1.2.64", []),
        ("99/99/2564", []),
        ("ป.ป.ช.ม.ค. 64", []),
        ("บุคคล 64", []),
        ("somay 2021", []),
        ("มีนาคม 3000", []),
        ("เดือนมีนาคม", []),
        ("ปี 2564", []),
        ("", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.integers(2540, 2599), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["thai", "arabic"]))
def test_what_the_toolkit_prints_is_found(year: int, number: int, day: int, numerals: str) -> None:
    month = Month(year, number)
    date = month.first_day.replace(day=day)
    for text in (
        format_month(month, "full", numerals),  # type: ignore[arg-type]
        format_month(month, "short", numerals),  # type: ignore[arg-type]
        format_date(date, "full", numerals),  # type: ignore[arg-type]
        f"{day}/{number}/{year}",
    ):
        assert [mention.month for mention in mentions(f"จัดประชุม {text} ณ ห้องประชุม")] == [month]


@given(st.text() | st.text(alphabet="มีนาค.0123456789๐๙ /-ต"))
def test_any_text(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
