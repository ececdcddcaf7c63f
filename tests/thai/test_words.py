from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.entry import Status
from toolkit.thai.words import (
    STATUS_LABELS,
    is_all_divisions,
    is_no,
    is_yes,
    parse_percent,
    parse_status,
    recurrence,
)


def test_every_status_has_a_word() -> None:
    assert tuple(STATUS_LABELS) == get_args(Status)


@pytest.mark.parametrize(("status", "label"), STATUS_LABELS.items())
def test_standard_status_words_and_ids(status: str, label: str) -> None:
    assert parse_status(label) == (status, False)
    assert parse_status(f" {label[:4]} {label[4:]}\n") == (status, False)
    assert parse_status(status.upper()) == (status, True)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("แล้วเสร็จ", "done"),
        ("เเล้วเสร็จ", "done"),
        ("ดำเนินการแล้ว", "done"),
        ("ด\u0e4dาเนินการเสร็จสิ้น", "done"),
        ("เสร็จแล้ว", "done"),
        ("เสร็จสิ้น", "done"),
        ("กำลังดำเนินการ", "in_progress"),
        ("ระหว่างดำเนินการ", "in_progress"),
        ("In progress", "in_progress"),
        ("ยังไม่ได้ดำเนินการ", "not_started"),
        ("ไม่สามารถดำเนินการ", "cannot"),
        ("N/A", "na"),
    ],
)
def test_status_variants(typed: str, status: str) -> None:
    assert parse_status(typed) == (status, True)


@pytest.mark.parametrize(
    "typed", ["ไม่แล้วเสร็จ", "ยังไม่แล้วเสร็จ", "ไม่ได้ดำเนินการ", "แล้วเสร็จบางส่วน", "-", "", "100%"]
)
def test_status_words_are_not_guessed(typed: str) -> None:
    assert parse_status(typed) is None


@pytest.mark.parametrize(
    ("value", "percent_format", "percent", "remark"),
    [
        (50, False, "50", None),
        (0, False, "0", None),
        (1, False, "1", None),
        (33.33, False, "3333/100", None),
        (Decimal("99.5"), False, "199/2", None),
        (120, False, "120", None),
        (-5, False, "-5", None),
        (0.5, False, "50", "share"),
        (0.07, False, "7", "share"),
        (0.5, True, "50", None),
        (1, True, "100", None),
        (1.2, True, "120", None),
        ("50", False, "50", None),
        ("๕๐", False, "50", None),
        ("50%", False, "50", None),
        ("50 %", True, "50", None),
        ("๑๐๐%", False, "100", None),
        ("ร้อยละ ๕๐", False, "50", None),
        ("ร้อยละ ๓๓.๓๓", False, "3333/100", None),
        ("50 เปอร์เซ็นต์", False, "50", None),
        ("0.5", False, "50", "share"),
        (".5", False, "50", "share"),
        ("0.5%", False, "1/2", None),
        ("ร้อยละ 80 ขึ้นไป", False, "80", "wording"),
        ("ไม่น้อยกว่า ๙๕%", False, "95", "wording"),
        ("ประมาณ 80", False, "80", "wording"),
    ],
)
def test_parse_percent(value: object, percent_format: bool, percent: str, remark: str | None) -> None:
    assert parse_percent(value, percent_format) == (Fraction(percent), remark)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, float("nan"), float("inf"), Decimal("sNaN"), Decimal("1e999999"), 1e300, []),
        *("", "%", "ร้อยละ", "80-90%", "1/2", "1.2.3", "1,00", "3 ครั้ง", "ครึ่งหนึ่ง", "O42"),
    ],
)
def test_what_is_no_percent(value: object) -> None:
    with pytest.raises(ValueError, match="not"):
        parse_percent(value)


@pytest.mark.parametrize(
    "text",
    [
        *("ทุกกอง", "ทุกกอง/งาน", "ทุกสำนัก/กอง", "ทุกสำนัก กอง", "ทุก ส่วนราชการ", "ทุกหน่วยงาน"),
        *("ทุกฝ่าย", "ทุกส่วน", "ทุกกองงาน", "ทุกกองและทุกฝ่าย", "(ทุกกอง)"),
    ],
)
def test_all_divisions(text: str) -> None:
    assert is_all_divisions(text)


@pytest.mark.parametrize(
    "text",
    ["กองคลัง", "ทุกกองช่าง", "ทุกหน่วยงานที่เกี่ยวข้อง", "ทุก", "ทุกคน", "ไม่ทุกกอง", "", "ทุก" + "หน่วยงาน" * 500 + "x"],
)
def test_not_all_divisions(text: str) -> None:
    assert not is_all_divisions(text)


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("ใช่", True, False),
        ("ต้องมี", True, False),
        ("มี", True, False),
        ("✓", True, False),
        ("Y", True, False),
        ("1", True, False),
        ("๑", True, False),
        ("TRUE", True, False),
        ("ไม่", False, True),
        ("ไม่ ใช่", False, True),
        ("ไม่มี", False, True),
        ("No", False, True),
        ("0", False, True),
        ("-", False, False),
        ("", False, False),
        ("x", False, False),
        ("บางครั้ง", False, False),
    ],
)
def test_yes_and_no(text: str, yes: bool, no: bool) -> None:
    assert (is_yes(text), is_no(text)) == (yes, no)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("เดือน", "month"),
        ("ทุกเดือน", "month"),
        ("ทุก ๆ เดือน", "month"),
        ("รายเดือน", "month"),
        ("เดือนละ ๑ ครั้ง", "month"),
        ("Monthly", "month"),
        ("ไตรมาส", "quarter"),
        ("รายไตรมาส", "quarter"),
        ("ทุก 3 เดือน", "quarter"),
        ("ทุก ๓ เดือน", "quarter"),
        ("ทุก 6 เดือน", None),
        ("ปี", None),
        ("", None),
    ],
)
def test_recurrence(text: str, meaning: str | None) -> None:
    assert recurrence(text) == meaning


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1, max_value=100))
def test_a_percent_is_the_number_as_printed(value: float) -> None:
    assert parse_percent(value) == (Fraction(repr(value)), None)
    assert parse_percent(f"{value!r}%") == (Fraction(repr(value)), None)


@given(
    st.text() | st.text(alphabet="0123456789๐๕.,-+% ร้อยละ") | st.integers() | st.floats() | st.decimals()
    | st.none() | st.booleans() | st.binary() | st.fractions(),
    st.booleans(),
)  # fmt: skip
def test_percent_raises_nothing_but_value_errors(value: object, percent_format: bool) -> None:
    try:
        percent, remark = parse_percent(value, percent_format)
    except ValueError:
        return
    assert isinstance(percent, Fraction)
    assert remark in {None, "share", "wording"}


@given(st.text())
def test_word_tables_take_any_text(text: str) -> None:
    assert parse_status(text) is None or parse_status(text)[0] in STATUS_LABELS  # type: ignore[index]
    assert not (is_yes(text) and is_no(text))
    assert recurrence(text) in {None, "month", "quarter"}
    assert is_all_divisions(text) in {True, False}
