"""Rounding half up to 2 decimals, once, on exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.figures import rounded


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([20, 60, 95, 10], 46.25),
        ([80, 90, 20, 99, 0], 57.8),
        ([0], 0.0),
        ([100], 100.0),
        ([100, 0, 0], 33.33),
        ([100, 100, 0], 66.67),
        ([0, 0, 0, 0, 0, 0, 0, 1], 0.13),  # 0.125
        ([100, 100, 100, 100, 100, 100, 100, 99], 99.88),  # 99.875
        ([1, 0, 0, 0, 0, 0, 0, 0], 0.13),
    ],
)
def test_means_of_percents(values: list[int], expected: float) -> None:
    assert rounded(Fraction(sum(values), len(values))) == expected


def test_the_tie_of_two_means_goes_up() -> None:
    means = Fraction(20 + 60 + 95 + 10, 4), Fraction(80 + 90 + 20 + 99 + 0, 5)
    assert sum(means) / 2 == Fraction("52.025")
    assert rounded(sum(means) / 2) == 52.03
    assert round(52.025, 2) == 52.02  # what binary floats make of it


def test_nothing_stays_nothing() -> None:
    assert rounded(None) is None


@given(st.fractions(0, 100))
def test_rounding_never_moves_a_value_by_more_than_half_a_hundredth(value: Fraction) -> None:
    found = rounded(value)
    assert found is not None
    exact = Fraction(round(found * 100), 100)
    assert float(exact) == found
    assert Fraction(-1, 200) < exact - value <= Fraction(1, 200)


@given(st.integers(0, 9999))
def test_every_half_hundredth_goes_up(hundredths: int) -> None:
    assert rounded(Fraction(2 * hundredths + 1, 200)) == (hundredths + 1) / 100
