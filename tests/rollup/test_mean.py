"""The weighted mean over whole numbers against the mean as it is written in books."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from toolkit.rollup.completion import mean

PERCENTS = st.none() | st.fractions(0, 100, max_denominator=97)
WEIGHTS = st.fractions(Fraction(1, 50), 9, max_denominator=50)


@given(st.lists(st.tuples(PERCENTS, WEIGHTS), max_size=30))
def test_mean(weighted: list[tuple[Fraction | None, Fraction]]) -> None:
    left = [(value, weight) for value, weight in weighted if value is not None]
    total = sum((value * weight for value, weight in left), Fraction(0))
    weights = sum((weight for _, weight in left), Fraction(0))
    assert mean(weighted) == (total / weights if left else None)
