"""Months and fiscal years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.month import BANGKOK, Month, fiscal_months, months_between

MONTHS = st.builds(Month, st.integers(2400, 2700), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "fiscal_year", "index", "quarter", "first", "last"),
    [
        ("2566-10", 2567, 1, 1, "2023-10-01", "2023-10-31"),
        ("2566-12", 2567, 3, 1, "2023-12-01", "2023-12-31"),
        ("2567-01", 2567, 4, 2, "2024-01-01", "2024-01-31"),
        ("2567-02", 2567, 5, 2, "2024-02-01", "2024-02-29"),
        ("2568-02", 2568, 5, 2, "2025-02-01", "2025-02-28"),
        ("2567-03", 2567, 6, 2, "2024-03-01", "2024-03-31"),
        ("2567-04", 2567, 7, 3, "2024-04-01", "2024-04-30"),
        ("2567-09", 2567, 12, 4, "2024-09-01", "2024-09-30"),
        ("2567-10", 2568, 1, 1, "2024-10-01", "2024-10-31"),
    ],
)
def test_a_month(text: str, fiscal_year: int, index: int, quarter: int, first: str, last: str) -> None:
    month = Month.parse(text)
    assert str(month) == text
    assert (month.fiscal_year, month.fiscal_index, month.quarter) == (fiscal_year, index, quarter)
    assert (month.first_day.isoformat(), month.last_day.isoformat()) == (first, last)
    assert Month.of(month.last_day) == month


@pytest.mark.parametrize(
    "text", ["2566-13", "2566-00", "2566-1", "66-10", "ต.ค. 66", "", "2566-10-01", " 2566-10"]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_a_month_begins_and_ends_at_midnight_in_bangkok() -> None:
    month = Month(2566, 10)
    assert month.begins_at == dt.datetime(2023, 9, 30, 17, 0, tzinfo=dt.UTC)
    assert month.begins_at.tzinfo is BANGKOK
    assert month.ends_at == dt.datetime(2023, 10, 31, 17, 0, tzinfo=dt.UTC)


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    assert " ".join(map(str, fiscal_months(2567))) == (
        "2566-10 2566-11 2566-12 2567-01 2567-02 2567-03 2567-04 2567-05 2567-06 2567-07 2567-08 2567-09"
    )


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2566-10", "2566-10", 1),
        ("2566-12", "2567-01", 2),
        ("2567-01", "2566-12", 0),
        ("2567-09", "2566-10", 0),
    ],
)
def test_months_between(first: str, last: str, count: int) -> None:
    assert len(list(months_between(Month.parse(first), Month.parse(last)))) == count


@given(MONTHS, st.integers(-2000, 2000))
def test_moving_and_counting_agree(month: Month, by: int) -> None:
    moved = month + by
    assert moved - month == by
    assert moved + -by == month
    assert (moved > month) == (by > 0)


@given(MONTHS)
def test_a_month_is_one_of_its_fiscal_year(month: Month) -> None:
    year = fiscal_months(month.fiscal_year)
    assert year[month.fiscal_index - 1] == month
    assert year.index(month) // 3 == month.quarter - 1
    assert month.last_day + dt.timedelta(days=1) == (month + 1).first_day


@given(MONTHS)
def test_a_month_reads_its_own_text(month: Month) -> None:
    assert Month.parse(str(month)) == month
