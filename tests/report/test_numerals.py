"""Thai and Arabic digits in a report, and what is left alone."""

from __future__ import annotations

import pytest

from toolkit.model.plan import Agency
from toolkit.report.kinds import numerals_of, with_numerals

KEPT = [
    "https://www.abc.go.th/p/2567?id=12",
    "https://abc.go.th/แผน2567",
    "www.abc.go.th/o14",
    "abc.go.th/2567/1",
    "plan67@abc.go.th",
    "แผน2567.pdf",
    "report-2567.xlsx",
    "E13",
    "o14",
    "O 14",
    "COVID-19",
    "ข้อ I1",
]


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("ปี 2567", "ปี ๒๕๖๗"),
        ("พ.ศ.2567", "พ.ศ.๒๕๖๗"),
        ("ที่ สท 51201/12 ลงวันที่ 5 เม.ย. 67", "ที่ สท ๕๑๒๐๑/๑๒ ลงวันที่ ๕ เม.ย. ๖๗"),
        ("ร้อยละ 33.33 (12 ครั้ง)", "ร้อยละ ๓๓.๓๓ (๑๒ ครั้ง)"),
        ("ITA ปี 2567", "ITA ปี ๒๕๖๗"),
        ("ข้อ 2 (E13, o14) จำนวน 3 ครั้ง", "ข้อ ๒ (E13, o14) จำนวน ๓ ครั้ง"),
        ("ดูที่ https://abc.go.th/67 จำนวน 2 ครั้ง", "ดูที่ https://abc.go.th/67 จำนวน ๒ ครั้ง"),
        ("", ""),
    ],
)
def test_thai_digits(text: str, thai: str) -> None:
    assert with_numerals(text, "thai") == thai
    assert with_numerals(thai, "arabic") == text


@pytest.mark.parametrize("text", KEPT)
def test_addresses_files_and_codes_stay(text: str) -> None:
    assert with_numerals(f"5 ครั้ง {text} 6", "thai") == f"๕ ครั้ง {text} ๖"


@pytest.mark.parametrize(("font", "numerals"), [("TH Sarabun New", "thai"), ("TH SarabunIT๙", "arabic")])
def test_a_font_that_draws_thai_digits_gets_arabic_ones(font: str, numerals: str) -> None:
    assert numerals_of(Agency("1", "อบต.", 2567, font=font)) == numerals
