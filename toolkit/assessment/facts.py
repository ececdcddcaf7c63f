"""The facts of the assessment (ITA) by year: indicators, weights, levels, questions, required elements.

Each year has a data file; an office may correct some facts of its year in its plan (`office_facts`). A year
here is an assessment year: its result is announced in July or August of that year, and it carries the
number of the fiscal year in which its documents are filed. The plan of fiscal year 2567 is filed in the
assessment of 2567 and rests on the result of 2566.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from toolkit.assessment.item_codes import find_item_codes, parse_item_code
from toolkit.model.plan import Agency
from toolkit.thai.text import squash

_YEARS = Path(__file__).with_name("years")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (ตัวชี้วัด): its number, name, instrument (iit, eit, oit) and other names in use."""

    no: str
    name: str
    instrument: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level (ระดับ): the least overall score for it, which each of `parts` has to reach as well."""

    name: str
    least: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentItem:
    """An item of the open data survey under which a document on fiscal year `covers_year` is filed."""

    code: str
    title: str
    covers_year: int
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one instrument: its letter (I, E, O) and the number of the last one."""

    letter: str
    last: int
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class RequiredElement:
    """A part that a plan or a report must hold, with its name in Thai and in English."""

    id: str
    th: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts of one assessment year.

    `levels` go from the best to the worst; `weights` are percents by instrument; `issues` are titles, the
    first that of issue 1, none before plans had issues. What is believed but not confirmed says
    `confirmed=False`; `scoring_confirmed` is about indicators, weights and levels. `announced` is the year in
    which these facts were announced: an earlier one where those of the year itself are not known yet.
    """

    year: int
    indicators: tuple[Indicator, ...]
    weights: Mapping[str, int]
    levels: tuple[Level, ...]
    scoring_confirmed: bool
    questions: Mapping[str, Questions]
    plan_item: AssessmentItem | None
    result_item: AssessmentItem | None
    issues: tuple[str, ...]
    plan_elements: tuple[RequiredElement, ...]
    report_elements: tuple[RequiredElement, ...]
    announced: int

    @property
    def assumed(self) -> bool:
        """Whether the facts of an earlier year stand in for those of this one."""
        return self.announced != self.year

    @cached_property
    def indicator_by_no(self) -> Mapping[str, Indicator]:
        return {indicator.no: indicator for indicator in self.indicators}

    def indicator_named(self, text: str) -> str:
        """Return the number of the indicator with whose name a text begins; "" for none."""
        squashed = squash(text)
        for indicator in self.indicators:
            if squashed.startswith(tuple(map(squash, (indicator.name, *indicator.other_names)))):
                return indicator.no
        return ""

    def level_named(self, text: str) -> Level | None:
        """Return the level that a text names ("ผ่านดี", "ระดับ a"); None where it is none of this year's."""
        name = squash(text).removeprefix("ระดับ")
        return next((level for level in self.levels if squash(level.name) == name), None)


@cache
def file_years() -> tuple[int, ...]:
    """Return the years that have a data file of their own, oldest first."""
    return tuple(sorted(int(path.stem) for path in _YEARS.glob("*.toml")))


@cache
def facts_of(year: int) -> Facts | None:
    """Return the facts of an assessment year, or None before the first file, when it asked other things.

    After the last year that was announced its facts are `assumed`.
    """
    first, *_, newest = file_years()
    if year < first:
        return None
    announced = max(known for known in file_years() if known <= year and _own(known).get("announced", True))
    return _facts(_content(min(year, newest)), year, announced)


@cache
def last_question_of_any_year(letter: str) -> int:
    """Return the highest number that a question of an instrument (I, E, O) had in any year."""
    years = (facts for year in file_years() if (facts := facts_of(year)) is not None)
    return max(facts.questions[letter].last for facts in years if letter in facts.questions)


@cache
def _content(year: int) -> Mapping[str, Any]:
    """Return a year's file, laid over that of the year which it names in `same_as`."""
    own = _own(year)
    return {**_content(own["same_as"]), **own} if "same_as" in own else own


@cache
def _own(year: int) -> Mapping[str, Any]:
    """Return what a year's file says itself."""
    return tomllib.loads((_YEARS / f"{year}.toml").read_text("utf-8"))


def _facts(content: Mapping[str, Any], year: int, announced: int) -> Facts:
    def sure(entry: Mapping[str, Any]) -> bool:
        return announced == year and bool(entry.get("confirmed", True))

    def item(kind: str) -> AssessmentItem | None:
        entry = content.get("items", {}).get(kind)
        if entry is None:
            return None
        covers = year - int(entry.get("years_before", 0))
        return AssessmentItem(entry["code"], content["item_titles"][kind], covers, sure(entry))

    def elements(kind: str) -> tuple[RequiredElement, ...]:
        return tuple(RequiredElement(id_, own["th"], own["en"]) for id_, own in content[kind].items())

    return Facts(
        year=year,
        indicators=tuple(
            Indicator(no, entry["name"], entry["instrument"], tuple(entry.get("also", ())))
            for no, entry in content["indicators"].items()
        ),
        weights=content["scoring"]["weights"],
        levels=tuple(
            Level(entry["name"], entry["from"], tuple(entry.get("parts", ()))) for entry in content["levels"]
        ),
        scoring_confirmed=sure(content["scoring"]),
        questions={
            letter: Questions(letter, entry["last"], sure(entry))
            for letter, entry in content.get("questions", {}).items()
        },
        plan_item=item("plan"),
        result_item=item("result"),
        issues=tuple(content.get("issues", {}).get("titles", ())),
        plan_elements=elements("plan_elements"),
        report_elements=elements("report_elements"),
        announced=announced,
    )


PLAN_ITEM, RESULT_ITEM, LAST_QUESTIONS = OFFICE_KEYS = ("plan_item", "result_item", "last_questions")
"""The keys of the agency table that correct the facts: "O34", "O35 title", "I15, E9, O35"."""


def office_facts(agency: Agency) -> Facts | None:
    """Return the facts of the office's fiscal year with its corrections; None before the first known year.

    A correction that cannot be read counts as blank (see `unreadable_keys`).
    """
    facts = facts_of(agency.fiscal_year)
    if facts is None:
        return None
    questions = dict(facts.questions) | _questions(agency.extras.get(LAST_QUESTIONS, ""))
    return replace(
        facts,
        plan_item=_item(agency.extras.get(PLAN_ITEM, ""), facts.plan_item, facts.year),
        result_item=_item(agency.extras.get(RESULT_ITEM, ""), facts.result_item, facts.year),
        questions=questions,
    )


def unreadable_keys(agency: Agency) -> Mapping[str, str]:
    """Return the keys whose text is no correction that can be read, each with its text."""
    texts = {key: agency.extras.get(key, "") for key in OFFICE_KEYS}
    readable = {key: typed_item(texts[key]) is not None for key in (PLAN_ITEM, RESULT_ITEM)}
    readable[LAST_QUESTIONS] = bool(_questions(texts[LAST_QUESTIONS]))
    return {key: text for key, text in texts.items() if text and not readable[key]}


def typed_item(text: str) -> tuple[str, str] | None:
    """Return the code and the title of an item as an office types them: "O22", "O22 การนำผลการประเมินไปใช้".

    The title is "" where none follows the code; None where no code stands first.
    """
    words = text.split()
    # "ข้อ O22" is a code too; the longest beginning that is one leaves the rest as the title.
    for count in range(min(len(words), _MOST_CODE_WORDS), 0, -1):
        if code := parse_item_code(" ".join(words[:count])):
            return code, " ".join(words[count:])
    return None


_MOST_CODE_WORDS = 3


def _item(text: str, known: AssessmentItem | None, year: int) -> AssessmentItem | None:
    typed = typed_item(text)
    if typed is None:
        return known
    code, title = typed
    if known is None:
        return AssessmentItem(code, title, year)
    # The office knows the announcement of its own year: what it types is confirmed.
    return replace(known, code=code, title=title or known.title, confirmed=True)


def _questions(text: str) -> dict[str, Questions]:
    """Return the last question of each instrument in "I15, E9, O35" or "I1-I15 …"."""
    last: dict[str, int] = {}
    # Else "I1-I15" would be read as one word, in which no code stands.
    for _, code in find_item_codes(text.replace("-", " ").replace("–", " ")):
        last[code[0]] = max(int(code[1:]), last.get(code[0], 0))
    return {letter: Questions(letter, number) for letter, number in last.items()}
