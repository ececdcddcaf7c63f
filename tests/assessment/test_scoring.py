"""Instruments, overall score, levels, what is lacking, and the weakest indicators."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.assessment.facts import Facts, facts_of
from toolkit.assessment.scoring import (
    Result,
    gap_to_next_level,
    instrument_scores,
    level_of,
    not_reproduced,
    overall_score,
    possible_levels,
    results_of,
    show_score,
    weakest_indicators,
)
from toolkit.model.figures import round_half_up
from toolkit.model.plan import Score

ALL = ("iit", "eit", "oit")


def facts(year: int) -> Facts:
    found = facts_of(year)
    assert found is not None
    return found


def result(text: str, year: int = 2566, level: str = "") -> Result:
    """ "1 98.48, oit 95" -> those items."""
    pairs = (word.split() for word in text.split(",") if word.strip())
    return Result(year, {item: Fraction(score) for item, score in pairs}, level)


def scores(**items: str) -> dict[str, Fraction]:
    return {item: Fraction(score) for item, score in items.items()}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("98.134", "98.13"),
        ("98.135", "98.14"),  # binary floats give 98.13
        ("1.005", "1.01"),
        ("100", "100.00"),
        ("0", "0.00"),
        ("-3.56", "-3.56"),
        ("-0.004", "0.00"),
        ("0.5", "0.50"),
    ],
)
def test_two_decimals(value: str, shown: str) -> None:
    assert show_score(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("iit", "eit", "oit", "overall"),
    [
        ("99.58", "94.20", "100.00", "98.13"),
        ("100", "100", "100", "100.00"),
        ("0", "0", "0", "0.00"),
        ("95", "95", "94.99", "95.00"),  # 94.996
        ("94.95", "94.95", "95.01", "94.97"),  # 94.974
    ],
)
def test_the_overall_score(iit: str, eit: str, oit: str, overall: str) -> None:
    found = overall_score(scores(iit=iit, eit=eit, oit=oit), facts(2566))
    assert found is not None
    assert show_score(found) == overall


def test_instruments_are_rounded_before_they_are_weighed() -> None:
    """Rounding only at the end would give 98.14."""
    given_scores = "1 97.92, 2 99.98, 3 100, 4 100, 5 100, 6 94.79, 7 92.29, 8 95.53, 9 100, 10 100"
    parts = instrument_scores(result(given_scores), facts(2566))
    assert {item: show_score(part) for item, part in parts.items()} == {
        "iit": "99.58",
        "eit": "94.20",
        "oit": "100.00",
    }
    overall = overall_score(parts, facts(2566))
    assert overall is not None
    assert show_score(overall) == "98.13"
    once = (Fraction("497.90") / 5 * 30 + Fraction("282.61") / 3 * 30 + 100 * 40) / 100
    assert show_score(once) == "98.14"


def test_a_missing_indicator_is_never_filled_in() -> None:
    known = "1 98.48, 2 95, 3 96, 4 94, 6 76.27, 7 70, 8 71, 9 33.19, 10 12.50"
    parts = instrument_scores(result(known, 2564), facts(2564))
    assert set(parts) == {"eit", "oit"}
    assert overall_score(parts, facts(2564)) is None


SCORE = st.integers(0, 10_000).map(lambda cents: Fraction(cents, 100))


@given(st.fixed_dictionaries({str(n): SCORE for n in range(1, 11)}))
def test_the_overall_score_lies_between_the_indicators(items: dict[str, Fraction]) -> None:
    found = overall_score(instrument_scores(Result(2566, items), facts(2566)), facts(2566))
    assert found is not None
    assert min(items.values()) <= found <= max(items.values())
    assert round_half_up(found) == found


@given(SCORE)
def test_equal_indicators_give_that_score_everywhere(score: Fraction) -> None:
    items = {str(n): score for n in range(1, 11)}
    parts = instrument_scores(Result(2567, items), facts(2567))
    assert parts == dict.fromkeys(ALL, score)
    assert overall_score(parts, facts(2567)) == score


INDICATORS = ", ".join(f"{n} 90" for n in range(1, 11))


@pytest.mark.parametrize(
    ("given_scores", "expected"),
    [
        (f"{INDICATORS}, iit 90, eit 90, oit 90, overall 90", {}),
        (f"{INDICATORS}, iit 90.02, eit 89.98, oit 90, overall 90.02", {}),
        (f"{INDICATORS}, overall 90.03", {"overall": "90.00"}),
        (f"{INDICATORS}, overall 89.97", {"overall": "90.00"}),
        # one cause, one finding: the overall score follows from the indicators, or from the instruments
        (f"{INDICATORS}, iit 80, overall 90", {"iit": "90.00"}),
        (f"{INDICATORS}, iit 80, eit 90, oit 90, overall 87", {"iit": "90.00"}),
        (f"{INDICATORS}, iit 80, eit 90, oit 90, overall 85", {"iit": "90.00", "overall": "90.00"}),
        ("iit 99.58, eit 94.20, oit 100.00, overall 98.13", {}),
        ("iit 99.58, eit 94.20, oit 100.00, overall 98.16", {"overall": "98.13"}),
        # a missing indicator leaves it open: 61.16 would need the fifth to be above 100
        ("1 98.48, 2 95.50, 3 96.25, 4 94, 6 76.27, 7 70, 8 71, 9 33.19, 10 12.50, overall 61.16", {}),
        ("iit 99, eit 94, overall 12", {}),
        ("overall 90", {}),
    ],
)
def test_reported_scores_that_do_not_follow(given_scores: str, expected: dict[str, str]) -> None:
    found = not_reproduced(result(given_scores), facts(2566))
    assert {item: show_score(score) for item, score in found.items()} == expected


@pytest.mark.parametrize(
    ("overall", "level"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.995", "AA"),
        ("94.994", "A"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.995", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("61.16", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
@pytest.mark.parametrize("year", [2562, 2565])
def test_levels_of_letters(year: int, overall: str, level: str) -> None:
    assert level_of(result(f"overall {overall}"), facts(year)) == level


BEST, GOOD, PASS, MEND, URGENT = "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"


@pytest.mark.parametrize(
    ("given_scores", "levels"),
    [
        ("overall 95, iit 95, eit 95, oit 95", [BEST]),
        ("overall 94.995, iit 94.995, eit 95, oit 95", [BEST]),
        ("overall 96, iit 94.99, eit 95, oit 98, eit1 95, eit2 95", [GOOD]),
        ("overall 85, iit 85, eit 85, eit1 85, eit2 85, oit 85", [GOOD]),
        ("overall 90, iit 95, eit 85, eit1 84.99, eit2 85.01, oit 95", [PASS]),
        ("overall 90, iit 84.99, eit 90, oit 90", [PASS]),
        ("overall 87.45, iit 87.26, eit 82.01, oit 91.67", [PASS]),  # a part of EIT is below 85 for certain
        ("overall 84.995", [GOOD, PASS]),
        ("overall 84.994", [MEND]),
        ("overall 84.99", [MEND]),
        ("overall 70", [MEND]),
        ("overall 69.995", [MEND]),
        ("overall 69.99", [URGENT]),
        ("overall 0", [URGENT]),
        # what is not known leaves more than one
        ("overall 90, iit 90, eit 90, oit 90", [GOOD, PASS]),
        ("overall 89.92", [GOOD, PASS]),
        ("overall 97", [BEST, GOOD, PASS]),
        ("overall 97, iit 94", [GOOD, PASS]),
        ("iit 97, eit 97, oit 97", []),
        ("", []),
    ],
)
def test_levels_of_words(given_scores: str, levels: list[str]) -> None:
    found = result(given_scores)
    assert list(possible_levels(found, facts(2566))) == levels
    assert level_of(found, facts(2566)) == (levels[0] if len(levels) == 1 else None)


@given(SCORE, st.dictionaries(st.sampled_from([*ALL, "eit1", "eit2"]), SCORE), st.sampled_from([2565, 2567]))
def test_an_overall_score_always_has_a_level(overall: Fraction, more: dict[str, Fraction], year: int) -> None:
    assert possible_levels(Result(year, {**more, "overall": overall}), facts(year))


@pytest.mark.parametrize(
    ("given_scores", "year", "reported", "expected"),
    [
        ("overall 84.10", 2565, "", ("A", {"overall": "0.90"}, ())),
        ("overall 95", 2565, "", None),
        ("overall 69", 2566, "", (MEND, {"overall": "1.00"}, ())),
        ("overall 84", 2566, "", (PASS, {"overall": "1.00"}, ())),
        (
            "overall 87.45, iit 87.26, eit1 80.50, eit2 84, eit 82.01, oit 91.67",
            *(2566, "", (GOOD, {"eit1": "4.50", "eit2": "1.00"}, ())),
        ),
        ("overall 87.45, iit 87.26, eit 82.01, oit 91.67", 2566, "", (GOOD, {}, ("eit1", "eit2"))),
        (
            "overall 90, iit 90, eit 90, oit 96",
            *(2566, GOOD, (BEST, {"overall": "5.00", "iit": "5.00", "eit": "5.00"}, ())),
        ),
        ("overall 90, iit 90, eit 90, oit 96", 2566, "", None),  # no level is known
        ("overall 87.45, iit 80, eit 80, oit 91", 2566, BEST, None),  # the announced level is another
        ("", 2566, "", None),
    ],
)
def test_what_is_lacking_for_the_next_level(
    given_scores: str, year: int, reported: str, expected: tuple[str, dict[str, str], tuple[str, ...]] | None
) -> None:
    gap = gap_to_next_level(result(given_scores, year, reported), facts(year))
    missing = {item: show_score(part) for item, part in gap.missing.items()} if gap else {}
    assert ((gap.level, missing, gap.unknown) if gap else None) == expected


def test_the_weakest_indicators() -> None:
    found = result("1 90, 2 80.5, 3 80.5, 7 79, overall 12")
    numbers = [indicator.no for indicator in weakest_indicators(found, facts(2566), 3)]
    assert numbers == ["7", "2", "3"]
    assert len(weakest_indicators(found, facts(2566), 9)) == 4


def test_results_by_year() -> None:
    rows = (
        Score(2566, "overall", Fraction(90), "ผ่าน"),
        Score(2565, "1", Fraction(80)),
        Score(2565, "1", Fraction(70)),
        Score(2565, "2", None),
    )
    assert results_of(rows) == {
        2565: Result(2565, {"1": Fraction(80)}),
        2566: Result(2566, {"overall": Fraction(90)}, "ผ่าน"),
    }
