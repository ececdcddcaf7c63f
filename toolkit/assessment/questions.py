"""Scores by question (I1, E13, O14): which indicator a question belongs to, and how its score changed.

The result of a year gives a score to each indicator and to each question asked; measures are often keyed to
questions. A plan holds both in one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.assessment.facts import Facts
from toolkit.assessment.item_codes import cited_codes, is_question
from toolkit.assessment.scoring import change_from, show_score
from toolkit.model.plan import Measure, Score, Weakness
from toolkit.thai.text import to_arabic

_EVENLY: Mapping[str, str] = {"I": "iit", "E": "eit"}
"""The instruments whose indicators have equally many questions, in their order, in every year so far."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its scores by year; `text` is the newest that is known, blank where none is."""

    code: str
    text: str
    scores: Mapping[int, Fraction]

    @property
    def name(self) -> str:
        """The code, and the words of the question where they are known."""
        return f"{self.code} {self.text}".strip()

    def beside(self, year: int) -> str:
        """Say the score of a year beside that of the year before; "" where the year has none."""
        now, before = self.scores.get(year), self.scores.get(year - 1)
        if now is None:
            return ""
        told = f"ข้อ {self.name} ปี {year} {show_score(now)} คะแนน"
        if before is None:
            return told
        return (
            f"ข้อ {self.name} ปี {year - 1} {show_score(before)} คะแนน ปี {year} {show_score(now)} คะแนน "
            f"{change_from(now, before)}"
        )


def questions_of(scores: Iterable[Score], until: int) -> dict[str, Question]:
    """Return the questions that have a score, by code in the order of instruments and numbers.

    Scores of years after `until` are left out; of two scores of a question in a year the first counts.
    """
    known: dict[str, dict[int, Fraction]] = {}
    texts: dict[str, tuple[int, str]] = {}
    for score in scores:
        if not is_question(score.item) or score.year > until:
            continue
        if score.score is not None:
            known.setdefault(score.item, {}).setdefault(score.year, score.score)
        if score.text and texts.get(score.item, (0, ""))[0] < score.year:
            texts[score.item] = score.year, score.text
    order = sorted(known, key=lambda code: ("IEO".index(code[0]), int(code[1:])))
    return {code: Question(code, texts.get(code, (0, ""))[1], known[code]) for code in order}


def indicator_of(code: str, facts: Facts, weaknesses: Iterable[Weakness]) -> str | None:
    """Return the number of the indicator that a question belongs to: of the point that cites it, else by its
    place among the questions of its instrument; None where neither tells."""
    for weakness in weaknesses:
        if code in cited_codes(weakness.weakness):
            return to_arabic(weakness.indicator)
    questions, instrument = facts.questions.get(code[0]), _EVENLY.get(code[0])
    own = [indicator.no for indicator in facts.indicators if indicator.instrument == instrument]
    if questions is None or not own or questions.last % len(own):
        return None
    place = (int(code[1:]) - 1) // (questions.last // len(own))
    return own[place] if place < len(own) else None


def questions_cited(measure: Measure, weaknesses: Iterable[Weakness]) -> tuple[str, ...]:
    """Return the codes that a measure answers: those it cites, and those of the points that name it."""
    named = [point.weakness for point in weaknesses if measure.measure_no in point.measures]
    texts = (measure.refs, measure.measure, *named)
    return tuple(dict.fromkeys(code for text in texts for code in cited_codes(text)))
