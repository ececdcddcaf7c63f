"""What a report says about the assessment's results: scores, levels, changes, and the points to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.assessment.facts import Facts, Indicator, facts_of
from toolkit.assessment.scoring import (
    Change,
    Result,
    completed_results,
    gap_to_next_level,
    level_of,
    show_score,
    weakest_indicators,
    year_on_year,
)
from toolkit.model.plan import Measure, Plan, Weakness
from toolkit.report.kinds import numerals_of, with_numerals
from toolkit.report.submitted import Origin, plan_origin
from toolkit.templates.charts import ChartData
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.thai.text import to_arabic

Origins = Mapping[str, tuple[Origin, ...]]
"""The cells of the plan that each field was made from."""
_INSTRUMENTS = {
    "iit": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "eit": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    "oit": "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
_SHORT = {
    "overall": "คะแนนรวม",
    "iit": "IIT",
    "eit": "EIT",
    "eit1": "EIT ส่วนที่ 1",
    "eit2": "EIT ส่วนที่ 2",
    "oit": "OIT",
}
YEARS_SHOWN = 5
_WEAKEST = 3
_CITED = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ResultText:
    """The result that a report rests on, as printed; `known` is false where the plan holds none. `lacking`
    says what the next level would need, blank where nothing is known to be lacking."""

    known: bool
    year: str
    overall: str
    level: str
    iit: str
    eit: str
    oit: str
    weakest: str
    lacking: str
    origins: Origins = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class YearText:
    """One year's overall score and level. `score` is the number for charts, None where there is none."""

    year: str
    overall: str
    level: str
    score: float | None


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One indicator: its scores as printed (`history`, below `ScoreTexts.year_columns`) and as numbers
    (`numbers`, by `ScoreTexts.years`), the sentence on its change, what was found, and the measures that
    answer it."""

    no: str
    name: str
    title: str
    score: str
    history: tuple[str, ...]
    numbers: tuple[float | None, ...]
    change: str
    weaknesses: str
    measures: str
    origins: Origins = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class InstrumentText:
    """One instrument with its indicators."""

    id: str
    name: str
    score: str
    indicators: tuple[IndicatorText, ...]


@dataclass(frozen=True, slots=True)
class ScoreTexts:
    """Everything that a report says of results: the one it rests on, the known ones of the last years, and
    each indicator; `year_columns` are the last `YEARS_SHOWN` years, known or not, as headings of a table."""

    result: ResultText
    years: tuple[YearText, ...]
    instruments: tuple[InstrumentText, ...]
    year_columns: tuple[str, ...]

    @property
    def indicators(self) -> tuple[IndicatorText, ...]:
        return tuple(each for instrument in self.instruments for each in instrument.indicators)


class ScoreWriter:
    """Words the results of one plan up to `latest`, the last year whose result the report may rest on."""

    def __init__(self, plan: Plan, latest: int) -> None:
        self._plan = plan
        self._numerals = numerals_of(plan.agency)
        results = completed_results(plan.scores)
        self._results = {year: each for year, each in results.items() if year <= latest and each.scores}
        self._now = max(self._results, default=latest)
        self._result = self._results.get(self._now, Result(self._now, {}))
        self._facts = facts_of(self._now)
        before = [year for year in self._results if year < self._now]
        self._before = self._results[max(before)] if before else None
        self._changes = self._changed(self._facts)

    def _changed(self, facts: Facts | None) -> Mapping[str, Change]:
        if facts is None or self._before is None:
            return {}
        return {each.indicator.no: each for each in year_on_year(self._result, self._before, facts)}

    def write(self) -> ScoreTexts:
        """Everything that the report prints; an office without results gets dashes."""
        shown = range(self._now - YEARS_SHOWN + 1, self._now + 1)
        known = _INSTRUMENTS if self._facts and self._results else ()
        return ScoreTexts(
            self._result_text(),
            tuple(self._year(year) for year in shown if year in self._results),
            tuple(self._instrument(each, shown) for each in known),
            tuple(self._shown(str(year)) for year in shown),
        )

    def sentence(self, measure: Measure, said: str) -> str:
        """How the indicators that a measure answers have changed, one a line; not those whose score the
        text says already."""
        told = to_arabic(said)
        lines = [
            change.sentence
            for no in self._cited(measure)
            if (change := self._changes.get(no)) is not None and show_score(change.score) not in told
        ]
        return "\n".join(lines)

    def _cited(self, measure: Measure) -> list[str]:
        """The indicators of a measure: those whose weaknesses name it, and those that its texts cite."""
        known = [each.indicator for each in self._plan.weaknesses if measure.measure_no in each.measures]
        texts = to_arabic(f"{measure.refs} {measure.measure}")
        found = {to_arabic(no) for no in (*known, *_CITED.findall(texts)) if no}
        return sorted(found, key=lambda no: (len(no), no))

    def _result_text(self) -> ResultText:
        scores = self._result.scores
        weakest = weakest_indicators(self._result, self._facts, _WEAKEST) if self._facts else ()
        names = ", ".join(f"{each.name} ({show_score(scores[each.no])})" for each in weakest)
        items = ("overall", *_INSTRUMENTS)
        texts = {
            "year": str(self._now),
            **{item: self._score(self._result, item) for item in items},
            "level": _level(self._result) or NOTHING_LEFT,
            "weakest": names or NOTHING_LEFT,
            "lacking": self._lacking(),
        }
        shown = {name: self._shown(text) for name, text in texts.items()}
        origins = {item: self._cells(self._now, item) for item in items}
        return ResultText(known=bool(scores), origins=origins, **shown)

    def _year(self, year: int) -> YearText:
        result = self._results[year]
        overall = result.scores.get("overall")
        return YearText(
            self._shown(str(year)),
            self._shown(self._score(result, "overall")),
            self._shown(_level(result) or NOTHING_LEFT),
            float(overall) if overall is not None else None,
        )

    def _lacking(self) -> str:
        """What the next level would need: "ผ่านดี: IIT อีก 1.74 คะแนน"; "" at the top or where it is open."""
        gap = gap_to_next_level(self._result, self._facts) if self._facts else None
        if gap is None or not gap.missing:
            return ""
        points = (f"{_SHORT[item]} อีก {show_score(points)} คะแนน" for item, points in gap.missing.items())
        return f"{gap.level}: {', '.join(points)}"

    def _instrument(self, id_: str, years: range) -> InstrumentText:
        assert self._facts is not None
        own = [each for each in self._facts.indicators if each.instrument == id_]
        return InstrumentText(
            id_,
            _INSTRUMENTS[id_],
            self._shown(self._score(self._result, id_)),
            tuple(self._indicator(each, years) for each in own),
        )

    def _indicator(self, indicator: Indicator, years: range) -> IndicatorText:
        scores = {year: self._results.get(year, Result(year, {})).scores.get(indicator.no) for year in years}
        score = self._score(self._result, indicator.no)
        change = self._changes.get(indicator.no)
        own = [each for each in self._plan.weaknesses if to_arabic(each.indicator) == indicator.no]
        return IndicatorText(
            self._shown(indicator.no),
            indicator.name,
            self._shown(f"{indicator.no}. {indicator.name} {score} คะแนน"),
            self._shown(score),
            tuple(
                NOTHING_LEFT if each is None else self._shown(show_score(each)) for each in scores.values()
            ),
            tuple(
                None if each is None else float(each)
                for year, each in scores.items()
                if year in self._results
            ),
            self._shown(change.sentence if change else NOTHING_LEFT),
            self._shown("\n".join(map(_weakness, own)) or NOTHING_LEFT),
            self._shown(self._measures(own) or NOTHING_LEFT),
            {
                "title": self._cells(self._now, indicator.no),
                "score": self._cells(self._now, indicator.no),
                **{f"history[{place}]": self._cells(year, indicator.no) for place, year in enumerate(years)},
                "weaknesses": tuple(cell for each in own for cell in plan_origin(each.location, "weakness")),
            },
        )

    def _cells(self, year: int, item: str) -> tuple[Origin, ...]:
        """The plan's cell with a score; none for one that was computed."""
        found = (each for each in self._plan.scores if (each.year, each.item) == (year, item))
        return tuple(cell for each in found for cell in plan_origin(each.location, "score"))

    def _measures(self, weaknesses: list[Weakness]) -> str:
        numbers = {each.measure_no: each.printed_no for each in self._plan.measures}
        named = dict.fromkeys(no for each in weaknesses for no in each.measures)
        return ", ".join(numbers.get(no, no) for no in named)

    def _score(self, result: Result, item: str) -> str:
        score = result.scores.get(item)
        return NOTHING_LEFT if score is None else show_score(score)

    def _shown(self, text: str) -> str:
        return with_numerals(text, self._numerals)


def _level(result: Result) -> str:
    """The level as reported, else as the scores decide it; "" where they do not."""
    facts = facts_of(result.year)
    return result.level or (facts and level_of(result, facts)) or ""


def _weakness(weakness: Weakness) -> str:
    """A point of the analysis as a bullet, with what is to be done about it in brackets."""
    action = f" ({weakness.action})" if weakness.action else ""
    return f"- {weakness.weakness}{action}"


_STEP = 10.0


def score_charts(scores: ScoreTexts, *, thai: bool = False) -> Mapping[str, ChartData]:
    """`overall`: one bar a year; `indicators`: for each indicator one bar a year. The axis begins at the tens
    below the lowest score, so that small changes show; `thai`: in Thai digits."""
    years = tuple(each.year for each in scores.years)
    overall = tuple(each.score for each in scores.years)
    series = tuple(
        (f"ปี {year}", tuple(each.numbers[place] for each in scores.indicators))
        for place, year in enumerate(years)
        if any(each.numbers[place] is not None for each in scores.indicators)
    )
    names = tuple(f"{each.no}. {each.name}" for each in scores.indicators)
    return {
        "overall": ChartData("คะแนนรวมย้อนหลัง", years, (("คะแนนรวม", overall),), _least(overall), thai=thai),
        "indicators": ChartData(
            "คะแนนรายตัวชี้วัดย้อนหลัง",
            names,
            series,
            _least(value for _, values in series for value in values),
            thai=thai,
        ),
    }


def _least(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return max(0.0, (min(known) - 1) // _STEP * _STEP) if known else 0.0
