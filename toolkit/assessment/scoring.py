"""The arithmetic of a result: instruments from indicators, the overall score, levels and what is lacking.

Scores are exact fractions from 0 to 100. An instrument is the mean of its indicators rounded half up to two
decimals first; the overall score is their weighted mean, rounded again. A missing indicator is never filled
in: what rests on it is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.assessment.facts import Facts, Indicator, Level, facts_of
from toolkit.model.figures import round_half_up
from toolkit.model.plan import Score

TOLERANCE = Fraction(2, 100)
"""How far a reported score may lie from the one computed before it is doubted."""

_PARTS = {"eit1": "eit", "eit2": "eit"}
"""The instrument that a part is one half of: where the whole is below a mark, one of its parts is."""


@dataclass(frozen=True)
class Result:
    """The published result of one year: scores by item ("1" to "10", overall, iit, eit, eit1, eit2, oit)."""

    year: int
    scores: Mapping[str, Fraction]
    level: str = ""


@dataclass(frozen=True)
class Gap:
    """What is lacking for the next level: points by item, and the items whose score is not known."""

    level: str
    missing: Mapping[str, Fraction]
    unknown: tuple[str, ...]


def show_score(value: Fraction) -> str:
    """Return a score with two decimals: "98.13"; a difference may be negative: "-3.56"."""
    size = round_half_up(abs(value))  # so that -0.125 is -0.13, as 0.125 is 0.13
    return f"{float(size if value > 0 else -size):.2f}"


def results_of(scores: Iterable[Score]) -> dict[int, Result]:
    """The results in a plan's scores by year, oldest first; of two scores of an item the first counts."""
    years: dict[int, dict[str, Fraction]] = {}
    levels: dict[int, str] = {}
    for each in scores:
        items = years.setdefault(each.year, {})
        if each.score is not None:
            items.setdefault(each.item, each.score)
        if each.item == "overall" and each.level:
            levels.setdefault(each.year, each.level)
    return {year: Result(year, years[year], levels.get(year, "")) for year in sorted(years)}


def completed_results(scores: Iterable[Score]) -> dict[int, Result]:
    """The results by year with what follows from their indicators where it is not reported: instruments and
    the overall score."""
    return {year: _completed(each) for year, each in results_of(scores).items()}


def _completed(result: Result) -> Result:
    facts = facts_of(result.year)
    if facts is None:
        return result
    scores = instrument_scores(result, facts) | dict(result.scores)
    overall = overall_score(scores, facts)
    if overall is not None:
        scores.setdefault("overall", overall)
    return Result(result.year, scores, result.level)


def instrument_scores(result: Result, facts: Facts) -> dict[str, Fraction]:
    """The score of each instrument of which every indicator is known."""
    found = {}
    for instrument in facts.weights:
        own = [each.no for each in facts.indicators if each.instrument == instrument]
        if all(no in result.scores for no in own):
            found[instrument] = round_half_up(sum(result.scores[no] for no in own) / Fraction(len(own)))
    return found


def overall_score(instruments: Mapping[str, Fraction], facts: Facts) -> Fraction | None:
    """The overall score of instruments that are rounded already; None where one of them is missing."""
    if any(each not in instruments for each in facts.weights):
        return None
    total = sum(instruments[each] * weight for each, weight in facts.weights.items())
    return round_half_up(total / Fraction(sum(facts.weights.values())))


def not_reproduced(result: Result, facts: Facts) -> dict[str, Fraction]:
    """The instruments and the overall score as computed, where they differ from the reported ones by more
    than `TOLERANCE`. An overall score may follow from the indicators or from the instruments as reported."""
    computed = instrument_scores(result, facts)
    reported = {each: result.scores[each] for each in facts.weights if each in result.scores}
    found = {each: computed[each] for each in reported if each in computed}
    found = {each: score for each, score in found.items() if _far(reported[each], score)}
    ways = (overall_score(computed, facts), overall_score(computed | reported, facts))
    overall = [each for each in ways if each is not None]
    own = result.scores.get("overall")
    if own is not None and overall and all(_far(own, each) for each in overall):
        found["overall"] = overall[0]
    return found


def _far(score: Fraction, other: Fraction) -> bool:
    return abs(score - other) > TOLERANCE


def possible_levels(result: Result, facts: Facts) -> tuple[str, ...]:
    """The levels that the scores leave possible, best first: one where they decide, more where a score that
    a level asks for is not known (parts 1 and 2 of EIT above all), none without the overall score."""
    found = []
    for level in facts.levels:
        reached = _reaches(result.scores, level) if "overall" in result.scores else False
        if reached is not False:
            found.append(level.name)
        if reached:
            break
    return tuple(found)


def level_of(result: Result, facts: Facts) -> str | None:
    """The level of a result; None where its scores do not decide."""
    levels = possible_levels(result, facts)
    return levels[0] if len(levels) == 1 else None


def _reaches(scores: Mapping[str, Fraction], level: Level) -> bool | None:
    """Whether the scores, compared after rounding, are enough for a level; None where that is open."""
    below = [_is_below(scores, item, level.least) for item in ("overall", *level.parts)]
    return False if True in below else None if None in below else True


def _is_below(scores: Mapping[str, Fraction], item: str, least: int) -> bool | None:
    if item in scores:
        return round_half_up(scores[item]) < least
    whole = scores.get(_PARTS.get(item, ""))
    return True if whole is not None and round_half_up(whole) < least else None


def gap_to_next_level(result: Result, facts: Facts) -> Gap | None:
    """What is lacking for the level above the one reached, which is taken as reported where the scores do
    not decide; None at the top, and where no level is known."""
    reported = facts.level_named(result.level)
    own = level_of(result, facts) or (reported.name if reported else "")
    names = [each.name for each in facts.levels]
    if own not in names[1:]:
        return None
    above = facts.levels[names.index(own) - 1]
    items = ("overall", *above.parts)
    known = {
        item: above.least - round_half_up(result.scores[item]) for item in items if item in result.scores
    }
    missing = {item: points for item, points in known.items() if points > 0}
    return Gap(above.name, missing, tuple(item for item in items if item not in known))


def weakest_indicators(result: Result, facts: Facts, count: int) -> tuple[Indicator, ...]:
    """The `count` indicators with the lowest known scores, lowest first; equal ones by number."""
    known = [each for each in facts.indicators if each.no in result.scores]
    return tuple(sorted(known, key=lambda each: result.scores[each.no])[:count])


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator in one year and in an earlier one; None where that year has no score of it."""

    indicator: Indicator
    year: int
    score: Fraction
    year_before: int
    score_before: Fraction | None

    @property
    def points(self) -> Fraction | None:
        """How many points were gained; negative: lost."""
        if self.score_before is None:
            return None
        return round_half_up(self.score) - round_half_up(self.score_before)

    @property
    def sentence(self) -> str:
        """The change in words, with Arabic digits; the last figure is this year's score less that before."""
        now = f"ผลการประเมิน ITA ตัวชี้วัดที่ {self.indicator.no} {self.indicator.name} ในปี {self.year}"
        now += f" ({show_score(self.score)} คะแนน)"
        if self.score_before is None or self.points is None:
            return f"{now} ไม่มีคะแนนปี {self.year_before} ให้เปรียบเทียบ"
        before = f"ปี {self.year_before} ({show_score(self.score_before)} คะแนน)"
        if self.points == 0:
            return f"{now} เท่ากับ{before}"
        turn = "เพิ่มขึ้น" if self.points > 0 else "ลดลง"
        return f"{now} {turn}จาก{before} จำนวน {show_score(self.points)} คะแนน"


def year_on_year(now: Result, before: Result, facts: Facts) -> tuple[Change, ...]:
    """How each indicator that has a score now changed, by number; `facts` are those of the year now."""
    return tuple(
        Change(each, now.year, now.scores[each.no], before.year, before.scores.get(each.no))
        for each in facts.indicators
        if each.no in now.scores
    )
