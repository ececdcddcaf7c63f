import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.month import BANGKOK, Month
from toolkit.thai.dates import (
    DateStyle,
    MonthStyle,
    Numerals,
    format_date,
    format_moment,
    format_month,
    format_period,
    from_serial,
    in_year,
    parse_date,
    parse_month,
)
from toolkit.thai.periods import parse_period

this_century = st.dates(dt.date(1958, 1, 1), dt.date(2056, 12, 31))  # 2501-2599: two digits are enough
numerals = st.sampled_from(["thai", "arabic"])
_DATE_LIKE = "0123456789๐๑๒๕๖๗ -–/.,()\n"
_DATE_WORDS = (
    "ต.ค.",
    "มีนาคม",
    "oct",
    "66",
    "2567",
    "ถึง",
    "ไตรมาส",
    "รอบ",
    "เดือน",
    "ภายใน",
    "ตลอดปี",
    "งบประมาณ",
)
date_like = st.lists(st.sampled_from([*_DATE_LIKE, *_DATE_WORDS]), max_size=9).map("".join)
anything = st.one_of(
    st.text(), date_like, st.integers(), st.floats(), st.decimals(), st.dates(), st.datetimes(),
    st.none(), st.booleans(), st.binary(), st.lists(st.integers()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("๑ ต.ค. ๖๖", "2023-10-01"),
        ("1 ต.ค.66", "2023-10-01"),
        ("1ตค66", "2023-10-01"),
        ("1 ต. ค. 66", "2023-10-01"),
        ("1 ต.ค 66", "2023-10-01"),
        ("1 ต..ค.. 66", "2023-10-01"),
        ("1 ต,ค, 66", "2023-10-01"),
        ("1-ต.ค.-66", "2023-10-01"),
        ("1/ต.ค./66", "2023-10-01"),
        ("2 พฤศจิกายน 2566", "2023-11-02"),
        ("๒ พฤศจิกายน พ.ศ. ๒๕๖๖", "2023-11-02"),
        ("๒พฤศจิกายนพ.ศ.๒๕๖๖", "2023-11-02"),
        ("2 พฤศจิ กายน\n2566", "2023-11-02"),
        ("ว/ด/ป ๓ ตุลาคม ๒๕๖๖", "2023-10-03"),
        ("วันที่ 5 เม.ย. 2567", "2024-04-05"),
        ("วันที่ 5 เดือน เมษายน ปี 2567", "2024-04-05"),
        ("วันศุกร์ที่ 5 เมษายน 2567", "2024-04-05"),
        ("5 กรกฏาคม 2567", "2024-07-05"),
        ("05/04/2567", "2024-04-05"),
        ("05 / 04 / 2567", "2024-04-05"),
        ("5-4-67", "2024-04-05"),
        ("5.4.67", "2024-04-05"),
        ("๕/๔/๖๗", "2024-04-05"),
        ("29/2/2567", "2024-02-29"),
        ("2567-04-05", "2024-04-05"),
        ("2024-04-05", "2024-04-05"),
        ("2024-04-05 00:00:00", "2024-04-05"),
        ("5 April 2024", "2024-04-05"),
        ("Apr 5, 2024", "2024-04-05"),
        ("5 APR 67", "2024-04-05"),
        ("5 เม.ย. 67 เวลา 16.30 น.", "2024-04-05"),
        (dt.date(2024, 4, 5), "2024-04-05"),
        (dt.datetime.fromisoformat("2024-04-05T23:59"), "2024-04-05"),
        (dt.datetime(2024, 4, 5, 18, 0, tzinfo=dt.UTC), "2024-04-06"),
        (dt.date(2567, 4, 5), "2024-04-05"),
        (dt.datetime.fromisoformat("1967-04-05"), "2024-04-05"),
        (45306, "2024-01-15"),
        (45306.75, "2024-01-15"),
    ],
)
def test_parse_date(typed: object, day: str) -> None:
    assert parse_date(typed).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("31 กุมภาพันธ์ 2566", "31/2/2566"),
        ("29 ก.พ. 2566", "29/2/2566"),
        ("32 ต.ค. 66", "32"),
        ("5/13/2567", "13"),
        ("5/4/2350", "2350"),
        ("5/4/9999", "9999"),
        ("5 เม.ย. 256", "256"),
        ("1 - 15 มี.ค. 67", "range"),
        ("ต.ค. 66", "missing"),
        ("5 4 67", "5 4 67"),
        ("๒๕๖๗", "๒๕๖๗"),
        ("พรุ่งนี้", "พรุ่งนี้"),
        ("", "''"),
        (None, "blank"),
        (True, "bool"),
        (2567, "2567"),
        (float("nan"), "serial"),
        (60, "serial"),
        (dt.date(2568, 2, 29), "29/2/2568"),
        (dt.date(1500, 1, 1), "1500"),
        ([], "list"),
    ],
)
def test_what_is_no_date(typed: object, found: str) -> None:
    with pytest.raises(ValueError, match=found):
        parse_date(typed)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (45306, "2024-01-15"),
        (243577, "2566-11-20"),
        (2958465, "9999-12-31"),
    ],
)
def test_from_serial(serial: float, day: str) -> None:
    assert from_serial(serial).isoformat() == day


@pytest.mark.parametrize("serial", [-1, 0, 0.5, 60, 60.5, 2958466, float("inf"), float("nan"), 10**400])
def test_serials_outside_the_calendar(serial: float) -> None:
    with pytest.raises(ValueError, match="serial"):
        from_serial(serial)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2566-10", "2566-10"),
        ("2023-10", "2566-10"),
        ("10/2566", "2566-10"),
        ("๑๐/๒๕๖๖", "2566-10"),
        ("10/66", "2566-10"),
        ("ต.ค.66", "2566-10"),
        ("ต.ค. ๖๖", "2566-10"),
        ("ตุลาคม 2566", "2566-10"),
        ("Oct-66", "2566-10"),
        ("ภายใน ธ.ค.๖๔", "2564-12"),
        ("เดือนตุลาคม๒๕๖๔", "2564-10"),
        ("๓๐ ก.ย. ๖๗", "2567-09"),
        ("05/04/2567", "2567-04"),
        (dt.date(2024, 4, 5), "2567-04"),
        (dt.date(2567, 4, 5), "2567-04"),
        (45306, "2567-01"),
        (Month(2567, 3), "2567-03"),
    ],
)
def test_parse_month(typed: object, month: str) -> None:
    assert str(parse_month(typed)) == month


@pytest.mark.parametrize(
    "typed",
    ["ต.ค.65-ก.ย.66", "1-15 มี.ค. 67", "ตุลาคม", "2566-13", "10/12", "31 ก.พ. 66", "2567", "", None, True],
)
def test_what_is_no_month(typed: object) -> None:
    with pytest.raises(ValueError, match=r"not a (date|month)"):
        parse_month(typed)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗", "2566-10", "2567-09"),
        ("๑ ต.ค.๖๖ - ๓๐ ก.ย.๖๗", "2566-10", "2567-09"),
        ("1 ต.ค. 2565-30 ก.ย. 2566", "2565-10", "2566-09"),
        ("ต.ค.๖๕-ก.ย.๖๖", "2565-10", "2566-09"),
        ("ต.ค. ๖๔-ก.ย. ๖๕", "2564-10", "2565-09"),
        ("ต.ค. ๖๔ -\nก.ย. ๖๕", "2564-10", "2565-09"),
        ("ต.ค.\n๖๔ –\nก.ย.\n๖๕", "2564-10", "2565-09"),
        ("ภายใน ธ.ค.๖๖", "2566-10", "2566-12"),
        ("ภายในวันที่ 31 มี.ค. 67", "2566-10", "2567-03"),
        ("ภายในเดือนมีนาคม", "2566-10", "2567-03"),
        ("ภายในไตรมาส ๒", "2566-10", "2567-03"),
        ("(เดือน ตุลาคม ๒๕๖๕ – กันยายน ๒๕๖๖ )", "2565-10", "2566-09"),
        ("เดือนตุลาคม๒๕๖๔- เดือนมีนาคม ๒๕๖๕", "2564-10", "2565-03"),
        ("๑ เม.ย. ๖๙ - ๓๐ ก.ย. ๖๙", "2569-04", "2569-09"),
        ("ตุลาคม 2566 ถึงเดือนมีนาคม 2567", "2566-10", "2567-03"),
        ("๑ ตุลาคม ๒๕๖๖ ถึงวันที่ ๓๐ กันยายน ๒๕๖๗", "2566-10", "2567-09"),
        ("ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566", "2566-06", "2566-09"),
        ("ไตรมาส ๑ - ๔", "2566-10", "2567-09"),
        ("ไตรมาสที่ 2", "2567-01", "2567-03"),
        ("ไตรมาส 1/2568", "2567-10", "2567-12"),
        ("ไตรมาส ๔ (ก.ค.-ก.ย.)", "2567-07", "2567-09"),
        ("ก.ค.-ก.ย. 67 (ไตรมาส ๔)", "2567-07", "2567-09"),
        ("ตลอดปีงบประมาณ ๒๕๗๐", "2569-10", "2570-09"),
        ("ตลอดปีงบประมาณ พ.ศ. ๒๕๗๐", "2569-10", "2570-09"),
        ("ตลอดปีงบประมาณ", "2566-10", "2567-09"),
        ("ตลอดปี", "2566-10", "2567-09"),
        ("ตลอดทั้งปี", "2566-10", "2567-09"),
        ("รอบ ๖ เดือน", "2566-10", "2567-03"),
        ("รอบ 6 เดือนหลัง", "2567-04", "2567-09"),
        ("รอบ ๑๒ เดือน", "2566-10", "2567-09"),
        ("รอบ ๖ เดือน (ต.ค. ๖๖ - มี.ค. ๖๗)", "2566-10", "2567-03"),
        ("1 - 15 มี.ค. 67", "2567-03", "2567-03"),
        ("1-15 มี.ค.", "2567-03", "2567-03"),
        ("ต.ค. - ธ.ค. 66", "2566-10", "2566-12"),
        ("ต.ค. - มี.ค. 67", "2566-10", "2567-03"),
        ("1 ต.ค. - 31 มี.ค. 67", "2566-10", "2567-03"),
        ("ต.ค. 66 - มี.ค.", "2566-10", "2567-03"),
        ("ก.ค.-ก.ย.", "2567-07", "2567-09"),
        ("พ.ย.", "2566-11", "2566-11"),
        ("๕ เม.ย. ๖๗", "2567-04", "2567-04"),
        ("2566-10 - 2567-09", "2566-10", "2567-09"),
        ("10/2566-9/2567", "2566-10", "2567-09"),
        ("1/10/2566 - 30/9/2567", "2566-10", "2567-09"),
        ("Oct 2023 to Mar 2024", "2566-10", "2567-03"),
    ],
)
def test_parse_period(typed: str, first: str, last: str) -> None:
    assert tuple(map(str, parse_period(typed, 2567))) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "ต.ค. 67 - ต.ค. 66",
        "15 - 1 มี.ค. 67",
        "ก.ย. - ต.ค.",
        "ภายใน ธ.ค. ๖๕",
        "ไตรมาส ๔ - ๑",
        "ไตรมาส ๕",
        "ไตรมาส ๔ (ก.ค.-ส.ค.)",
        "31 ก.พ. - 5 มี.ค. 67",
        "6 เดือน",
        "1 ต.ค. 66 30 ก.ย. 67",
        "ตามความเหมาะสม",
        "2567",
        "-",
        "",
    ],
)
def test_what_is_no_period(typed: str) -> None:
    with pytest.raises(ValueError, match="not a period") as error:
        parse_period(typed, 2567)
    assert repr(typed) in str(error.value)


@pytest.mark.parametrize(
    ("style", "digits", "printed"),
    [
        ("full", "arabic", "2 พฤศจิกายน 2566"),
        ("full", "thai", "๒ พฤศจิกายน ๒๕๖๖"),
        ("short", "arabic", "2 พ.ย. 66"),
        ("short", "thai", "๒ พ.ย. ๖๖"),
    ],
)
def test_format_date(style: DateStyle, digits: Numerals, printed: str) -> None:
    assert format_date(dt.date(2023, 11, 2), style, digits) == printed


@pytest.mark.parametrize(
    ("style", "digits", "printed"),
    [
        ("sheet", "arabic", "ต.ค.66"),
        ("short", "arabic", "ต.ค. 66"),
        ("short", "thai", "ต.ค. ๖๖"),
        ("full", "arabic", "ตุลาคม 2566"),
        ("full", "thai", "ตุลาคม ๒๕๖๖"),
        ("iso", "thai", "2566-10"),
    ],
)
def test_format_month(style: MonthStyle, digits: Numerals, printed: str) -> None:
    assert format_month(Month(2566, 10), style, digits) == printed


def test_format_period_and_moment() -> None:
    assert format_period(Month(2566, 10), Month(2567, 9), "arabic") == "1 ต.ค. 66 – 30 ก.ย. 67"
    assert format_period(Month(2566, 10), Month(2567, 2), "thai") == "๑ ต.ค. ๖๖ – ๒๙ ก.พ. ๖๗"
    assert (
        format_moment(dt.datetime(2024, 4, 5, 9, 30, tzinfo=dt.UTC), "arabic") == "5 เม.ย. 67 เวลา 16.30 น."
    )
    assert format_moment(dt.datetime(2024, 4, 5, 8, 5, tzinfo=BANGKOK), "thai") == "๕ เม.ย. ๖๗ เวลา ๐๘.๐๕ น."
    assert (
        format_moment(dt.datetime.fromisoformat("2024-04-05T08:05"), "arabic") == "5 เม.ย. 67 เวลา 08.05 น."
    )


@given(this_century, st.sampled_from(["full", "short"]), numerals)
def test_a_printed_date_reads_back(day: dt.date, style: DateStyle, digits: Numerals) -> None:
    assert parse_date(format_date(day, style, digits)) == day


@given(this_century, st.sampled_from(["sheet", "short", "full", "iso"]), numerals)
def test_a_printed_month_reads_back(day: dt.date, style: MonthStyle, digits: Numerals) -> None:
    month = Month.of(day)
    assert parse_month(format_month(month, style, digits)) == month


@given(this_century, st.integers(0, 24), numerals)
def test_a_printed_period_reads_back(day: dt.date, length: int, digits: Numerals) -> None:
    first = Month.of(day)
    last = min(first + length, Month(2599, 12))
    assert parse_period(format_period(first, last, digits), 2567) == (first, last)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2299, 12, 31)))
def test_a_serial_number_is_the_date_it_stands_for(day: dt.date) -> None:
    assert parse_date((day - dt.date(1899, 12, 30)).days) == day
    assert parse_date(day) == day


@given(anything)
def test_parsers_raise_nothing_but_value_errors(value: object) -> None:
    for parse, kind in ((parse_date, dt.date), (parse_month, Month)):
        try:
            result = parse(value)
        except ValueError:
            continue
        assert isinstance(result, kind)
    for fiscal_year in (2567, 1):
        try:
            first, last = parse_period(value, fiscal_year)  # type: ignore[arg-type]
        except ValueError:
            continue
        assert first <= last


@pytest.mark.parametrize(
    ("hint", "year", "shown"),
    [
        ("เช่น ต.ค. 69, ตุลาคม 2569 หรือ 1 ต.ค. 2569", 2573, "เช่น ต.ค. 72, ตุลาคม 2572 หรือ 1 ต.ค. 2572"),
        ("คำสั่งที่ 512/2569 ลงวันที่ 2 ต.ค. 2569", 2568, "คำสั่งที่ 512/2567 ลงวันที่ 2 ต.ค. 2567"),
        ("เช่น ก.ย. 70", 2600, "เช่น ก.ย. 00"),
        ("เช่น I15, E9, O35 หรือ 51201/", 2573, "เช่น I15, E9, O35 หรือ 51201/"),
        ("เช่น ต.ค. 69", 2570, "เช่น ต.ค. 69"),
    ],
)
def test_examples_move_to_another_year(hint: str, year: int, shown: str) -> None:
    assert in_year(hint, year) == shown
