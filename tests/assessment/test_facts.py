"""The data file of each assessment year: what it says, what is not confirmed, and the years without one."""

from __future__ import annotations

import pytest

from toolkit.assessment.facts import Facts, facts_of, file_years, last_question_of_any_year


def facts(year: int) -> Facts:
    found = facts_of(year)
    assert found is not None
    return found


def test_every_year_from_2562_to_2570_has_a_file() -> None:
    assert file_years() == tuple(range(2562, 2571))


@pytest.mark.parametrize("year", [*range(2562, 2571), 2575])
def test_every_year_is_whole(year: int) -> None:
    found = facts(year)
    assert found.year == year
    assert [indicator.no for indicator in found.indicators] == [str(n) for n in range(1, 11)]
    assert (
        {indicator.instrument for indicator in found.indicators}
        == set(found.weights)
        == {"iit", "eit", "oit"}
    )
    assert sum(found.weights.values()) == 100
    marks = [level.least for level in found.levels]
    assert marks == sorted(marks, reverse=True)
    assert marks[-1] == 0
    assert len(found.plan_elements) == 7
    assert [element.id for element in found.report_elements] == ["measure", "result", "outcome"]
    assert len(found.issues) == (7 if year >= 2567 else 0)


def item_codes(found: Facts) -> tuple[str, str] | None:
    return (found.plan_item.code, found.result_item.code) if found.plan_item and found.result_item else None


@pytest.mark.parametrize(
    ("year", "codes", "confirmed", "covers", "questions"),
    [
        (2563, None, None, None, ""),
        (2564, ("O42", "O43"), True, 2564, "I30 E15 O43"),
        (2566, ("O42", "O43"), True, 2566, "I30 E15 O43"),
        (2567, ("O34", "O35"), False, 2566, "I15? E9? O35?"),
        (2568, ("O27", "O28"), False, 2567, "O28?"),
        (2569, ("O25", "O26"), True, 2568, "O26"),
        (2570, ("O25", "O26"), False, 2569, "O26?"),
        (2572, ("O25", "O26"), False, 2571, "O26?"),
    ],
)
def test_items_and_questions(
    year: int, codes: tuple[str, str] | None, confirmed: bool | None, covers: int | None, questions: str
) -> None:
    """A question mark: not confirmed."""
    found = facts(year)
    assert item_codes(found) == codes
    if found.plan_item and found.result_item:
        assert found.plan_item.confirmed is found.result_item.confirmed is confirmed
        assert (found.plan_item.covers_year, found.result_item.covers_year) == (year, covers)
    told = (
        f"{question.letter}{question.last}{'' if question.confirmed else '?'}"
        for question in found.questions.values()
    )
    assert " ".join(told) == questions


def test_a_year_after_the_last_file_is_assumed_to_be_like_it() -> None:
    later = facts(2571)
    assert (later.assumed, later.scoring_confirmed) == (True, False)
    assert (facts(2566).assumed, facts(2566).scoring_confirmed) == (False, True)
    assert later.indicators == facts(2570).indicators


@pytest.mark.parametrize(("year", "announced"), [(2569, 2569), (2570, 2569), (2575, 2569)])
def test_a_year_that_is_not_announced_says_whose_facts_stand_in(year: int, announced: int) -> None:
    assert (facts(year).announced, facts(year).assumed) == (announced, year != announced)


def test_years_of_another_scheme_are_left_alone() -> None:
    assert facts_of(2561) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("การปรับปรุงการทำงาน", "8"),
        ("การปรับปรุงระบบการทำงาน", "8"),
        ("การใช้ ทรัพย์สินของราชการ (IIT)", "4"),
        ("การใช้จ่าย", ""),
        ("", ""),
    ],
)
def test_an_indicator_is_known_by_any_of_its_names(text: str, number: str) -> None:
    assert facts(2567).indicator_named(text) == number


@pytest.mark.parametrize(
    ("year", "text", "level"),
    [
        (2565, "a", "A"),
        (2565, "ระดับ AA", "AA"),
        (2565, "ผ่าน", None),
        (2566, " ผ่านดี ", "ผ่านดี"),
        (2566, "ผ่าน ดีเยี่ยม", "ผ่านดีเยี่ยม"),
        (2566, "A", None),
        (2566, "", None),
    ],
)
def test_levels_are_those_of_their_year(year: int, text: str, level: str | None) -> None:
    found = facts(year).level_named(text)
    assert (found.name if found else None) == level


def test_the_highest_question_of_any_year() -> None:
    assert [last_question_of_any_year(letter) for letter in "IEO"] == [30, 15, 43]
