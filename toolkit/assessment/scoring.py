"""The arithmetic of a result: instruments from indicators, the overall score, levels and the gap to the next.

Scores are exact fractions from 0 to 100. An instrument is the mean of its indicators rounded half up to two
decimals first; the overall score is their weighted mean, rounded again. A missing indicator is never filled
in: what rests on it is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.assessment.facts import Facts, Indicator, Level, facts_of
from toolkit.assessment.item_codes import is_question
from toolkit.model.figures import round_half_up
from toolkit.model.plan import Score

TOLERANCE = Fraction(2, 100)
"""How far a reported score may lie from the one computed before it is doubted."""

_PARTS = {"eit1": "eit", "eit2": "eit"}
"""The instrument that a part is one half of. Where the whole is below a mark, at least one half is too."""


@dataclass(frozen=True)
class Result:
    """The published result of one year: scores by item ("1" to "10", overall, iit, eit, eit1, eit2, oit)."""

    year: int
    scores: Mapping[str, Fraction]
    level: str = ""


@dataclass(frozen=True)
class Gap:
    """The gap to the next level: missing points by item, and the items whose score is not known."""

    level: str
    missing: Mapping[str, Fraction]
    unknown: tuple[str, ...]


def show_score(value: Fraction) -> str:
    """Return a score with two decimals: "98.13"; a difference may be negative: "-3.56"."""
    size = round_half_up(abs(value))  # so that -0.125 is -0.13, as 0.125 is 0.13
    return f"{float(size if value > 0 else -size):.2f}"


def results_of(scores: Iterable[Score]) -> dict[int, Result]:
    """Return the results in a plan by year, oldest first; of two scores of an item the first counts."""
    years: dict[int, dict[str, Fraction]] = {}
    levels: dict[int, str] = {}
    for score in scores:
        # Questions have scores of their own (`assessment.questions`), from which no other follows.
        if is_question(score.item):
            continue
        items = years.setdefault(score.year, {})
        if score.score is not None:
            items.setdefault(score.item, score.score)
        if score.item == "overall" and score.level:
            levels.setdefault(score.year, score.level)
    return {year: Result(year, years[year], levels.get(year, "")) for year in sorted(years)}


def completed_results(scores: Iterable[Score]) -> dict[int, Result]:
    """Return the results by year; instruments and overall scores that are not reported are computed from the
    indicators."""
    results = results_of(scores)
    for year, result in results.items():
        if (facts := facts_of(year)) is not None:
            # What was published stays, even where it cannot be reproduced.
            completed = instrument_scores(result, facts) | dict(result.scores)
            if (overall := overall_score(completed, facts)) is not None:
                completed.setdefault("overall", overall)
            results[year] = Result(year, completed, result.level)
    return results


def instrument_scores(result: Result, facts: Facts) -> dict[str, Fraction]:
    """Return the score of each instrument of which every indicator is known."""
    instruments = {}
    for instrument in facts.weights:
        own = [indicator.no for indicator in facts.indicators if indicator.instrument == instrument]
        # Of an instrument with an indicator missing nothing is computed: no score is ever filled in.
        if all(no in result.scores for no in own):
            mean = sum(result.scores[no] for no in own) / Fraction(len(own))
            # Rounded first, as the published results are: 99.58, 94.20 and 100.00 give 98.13;
            # rounding only once would give 98.14.
            instruments[instrument] = round_half_up(mean)
    return instruments


def overall_score(instruments: Mapping[str, Fraction], facts: Facts) -> Fraction | None:
    """Return the overall score of instruments that are rounded already; None where one of them is missing."""
    if not instruments.keys() >= facts.weights.keys():
        return None
    total = sum(instruments[name] * weight for name, weight in facts.weights.items())
    return round_half_up(total / Fraction(sum(facts.weights.values())))


def not_reproduced(result: Result, facts: Facts) -> dict[str, Fraction]:
    """Return instruments and overall score as computed, where the reported ones differ more than `TOLERANCE`.

    An overall score may follow from the indicators or from the instruments as reported.
    """
    computed = instrument_scores(result, facts)
    reported = {name: result.scores[name] for name in facts.weights if name in result.scores}
    differing = {
        name: computed[name]
        for name, score in reported.items()
        if name in computed and abs(score - computed[name]) > TOLERANCE
    }
    ways = (overall_score(computed, facts), overall_score(computed | reported, facts))
    possible = [score for score in ways if score is not None]
    overall = result.scores.get("overall")
    if overall is not None and possible and all(abs(overall - score) > TOLERANCE for score in possible):
        differing["overall"] = possible[0]
    return differing


def possible_levels(result: Result, facts: Facts) -> tuple[str, ...]:
    """Return the levels that the scores leave possible, best first.

    One where they decide, more where a score that a level asks for is not known (parts 1 and 2 of EIT above
    all), none without the overall score.
    """
    if "overall" not in result.scores:
        return ()
    levels = []
    for level in facts.levels:
        # Levels go from the best down: the first that is reached for certain ends what is possible.
        reached = _reaches(result.scores, level)
        if reached is not False:
            levels.append(level.name)
        if reached:
            break
    return tuple(levels)


def level_of(result: Result, facts: Facts) -> str | None:
    """Return the level of a result; None where its scores do not decide."""
    levels = possible_levels(result, facts)
    return levels[0] if len(levels) == 1 else None


def level_name(result: Result) -> str:
    """Return the level as reported, without "ระดับ", else as the scores decide it; "" where they do not."""
    facts = facts_of(result.year)
    # What the office reports as its level stands; none that we work out replaces it.
    return result.level.removeprefix("ระดับ").strip() or (facts and level_of(result, facts)) or ""


def _reaches(scores: Mapping[str, Fraction], level: Level) -> bool | None:
    """Return whether the scores, compared after rounding, are enough for a level; None: not known."""
    below = [_is_below(scores, item, level.least) for item in ("overall", *level.parts)]
    return False if True in below else None if None in below else True


def _is_below(scores: Mapping[str, Fraction], item: str, least: int) -> bool | None:
    """Return whether an item is below a mark; None: not known."""
    if item in scores:
        return round_half_up(scores[item]) < least
    # A mean below the mark has at least one half below it. The other way round nothing follows.
    whole = scores.get(_PARTS.get(item, ""))
    return True if whole is not None and round_half_up(whole) < least else None


def gap_to_next_level(result: Result, facts: Facts) -> Gap | None:
    """Return the gap to the level above the one reached; None at the top, and where no level is known.

    Where the scores do not decide, the reported level counts; where the two disagree, neither is believed: a
    page that prints the reported level must not say what is lacking for the very same.
    """
    reported = facts.level_named(result.level)
    computed = level_of(result, facts)
    if reported and computed and reported.name != computed:
        return None
    own = computed or (reported.name if reported else "")
    names = [level.name for level in facts.levels]
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
    """Return the `count` indicators with the lowest known scores, lowest first; equal ones by number."""
    known = [indicator for indicator in facts.indicators if indicator.no in result.scores]
    return tuple(sorted(known, key=lambda indicator: result.scores[indicator.no])[:count])


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator in one year and in an earlier one, which may have no score of it (None)."""

    indicator: Indicator
    year: int
    score: Fraction
    year_before: int
    score_before: Fraction | None

    @property
    def sentence(self) -> str:
        """The change in words, with Arabic digits."""
        now = f"ผลการประเมิน ITA ตัวชี้วัดที่ {self.indicator.no} {self.indicator.name} ในปี {self.year}"
        now += f" ({show_score(self.score)} คะแนน)"
        if self.score_before is None:
            return f"{now} ไม่มีคะแนนปี {self.year_before} ให้เปรียบเทียบ"
        return f"{now} {change_from(self.score, self.score_before, f'ปี {self.year_before}')}"


def change_from(now: Fraction, before: Fraction, year: str = "") -> str:
    """Say how a score changed, by the rounded scores that stand beside it: "เพิ่มขึ้น 4.90 คะแนน"; with the year
    of the earlier one "เพิ่มขึ้นจากปี 2565 (82.45 คะแนน) จำนวน 4.90 คะแนน". A fall is told by its word alone."""
    points = round_half_up(now) - round_half_up(before)
    earlier = f"{year} ({show_score(before)} คะแนน)"
    if not points:
        return f"เท่ากับ{earlier}" if year else "เท่าเดิม"
    turn, size = "เพิ่มขึ้น" if points > 0 else "ลดลง", f"{show_score(abs(points))} คะแนน"
    return f"{turn}จาก{earlier} จำนวน {size}" if year else f"{turn} {size}"


def year_on_year(now: Result, before: Result, facts: Facts) -> tuple[Change, ...]:
    """Return the change of each indicator that has a score now, by number; `facts` are those of that year."""
    return tuple(
        Change(indicator, now.year, now.scores[no], before.year, before.scores.get(no))
        for no, indicator in facts.indicator_by_no.items()
        if no in now.scores
    )
