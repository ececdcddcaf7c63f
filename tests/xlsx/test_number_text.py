"""Numbers as they are printed; the expected texts are those of LibreOffice's own PDFs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.xlsx.number_text import hides_text, number_texts, shown_text

day = dt.datetime.fromisoformat


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.5, "0.00", "12.50"),
        (52.025, "0.00", "52.03"),
        (0.45, "0%", "45%"),
        (0.455, "0 %", "46 %"),
        (1, "0.00%", "100.00%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567.891, "#,##0", "1,234,568"),
        (-5, "0.0", "-5.0"),
        (-5, "0;[Red]-0", "-5"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"–"', "–"),
        (7, '"ข้อ "0;"ลบ "0;"ศูนย์"', "ข้อ 7"),
        (-7, '"ข้อ "0;"ลบ "0;"ศูนย์"', "ลบ 7"),
        (0, '"ข้อ "0;"ลบ "0;"ศูนย์"', "ศูนย์"),
        (12, '"ร้อยละ "0.0', "ร้อยละ 12.0"),
        (5, r"0\ \บ", "5 บ"),
        (5, "0_)", "5"),
        (5, ";;;", ""),
        (0, "0;0;;@", ""),
        (3, "General", "3"),
        (2567, "@", "2567"),
        (-0.5, "General", "-0.5"),
        (12, "0000", "0012"),
        (12345, "0000", "12345"),
        (0, "0000", "0000"),
        (7, '"ที่ "000', "ที่ 007"),
        (-3, "000", "-003"),
        (812345678, "000-000-0000", "081-234-5678"),
        (45000, "000-0000", "004-5000"),
        (3501200345671, "0-0000-00000-00-0", "3-5012-00345-67-1"),
        (0, "#", ""),
        (0.5, "#.00", ".50"),
        (3.5, "00.00", "03.50"),
        (2.5, "0.0##", "2.5"),
        (2, "0.0##", "2.0"),
    ],
)
def test_plain_formats(value: float, number_format: str, text: str) -> None:
    texts = number_texts(value, number_format)
    assert texts is not None
    assert texts[0] == text


@pytest.mark.parametrize(
    "number_format",
    ["d/m/yyyy", "[$-41E]d mmm yy", "0.00E+00", "# ?/?", "hh:mm", "[>100]0;0.0", "0 พันบาท,"],
)
def test_other_formats_are_not_guessed(number_format: str) -> None:
    assert number_texts(45000, number_format) is None


def test_a_number_without_a_format_is_shortened_to_its_column() -> None:
    texts = number_texts(1 / 3, "General")
    assert texts is not None
    assert texts[0] == "0.33333333333"  # as LibreOffice printed it
    assert "0.33" in texts
    assert number_texts(0.1 + 0.2, "General") == ("0.3", "0")


@pytest.mark.parametrize("value", [1e11, 12345678901234, -1e300, 0.00001, -1e-300])
def test_powers_of_ten_are_not_guessed(value: float) -> None:
    assert number_texts(value, "General") is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_has_a_text(value: float) -> None:
    for number_format in ("0.00", "#,##0", "0%"):
        texts = number_texts(value, number_format)
        assert texts
        assert all(text.strip("-").replace(",", "").replace(".", "").rstrip("%").isdigit() for text in texts)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "0000", "0012"),
        (0.5, "0%", "50%"),
        (1250, '#,##0.00" บาท"', "1,250.00 บาท"),
        (0.5, "# ?/?", None),
        (day("2023-10-25"), "d/m/yyyy", "25 ต.ค. 66"),
        (day("2566-10-25"), "dd mmmm bbbb", "25 ต.ค. 66"),
        (day("2023-10-01"), "mmm-yy", "ต.ค. 66"),
        (day("2023-10-05"), "d-mmm", "5 ต.ค."),
        (day("1899-12-30T09:30"), "h:mm", "9:30"),
        (day("1899-12-31T02:15"), "[h]:mm", "26:15"),
    ],
)
def test_what_a_text_cell_shows(value: float | dt.datetime, number_format: str, text: str | None) -> None:
    assert shown_text(value, number_format) == text


@pytest.mark.parametrize(
    ("number_format", "hidden"),
    [(";;;", True), ("0;0;0;", True), ("0;0;;@", False), ("@", False), ("General", False)],
)
def test_formats_that_hide_text(number_format: str, hidden: bool) -> None:
    assert hides_text(number_format) is hidden
