"""What a report says about the assessment: scores, levels, changes, points to mend, and issues covered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.assessment.facts import Indicator, facts_of
from toolkit.assessment.questions import indicator_of, questions_cited, questions_of
from toolkit.assessment.scoring import (
    Change,
    Result,
    completed_results,
    gap_to_next_level,
    level_name,
    show_score,
    weakest_indicators,
    year_on_year,
)
from toolkit.model.plan import Measure, Plan
from toolkit.report.kinds import in_numerals, numerals_of
from toolkit.report.submitted import Worded, plan_origin
from toolkit.templates.charts import ChartData
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.thai.text import to_arabic

_INSTRUMENTS = {
    "iit": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "eit": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    "oit": "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
_INSTRUMENT_OF = {"I": "iit", "E": "eit", "O": "oit"}
_OTHERS = "ข้อคำถามของแบบวัดนี้"
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
_STEP = 10.0  # points of an axis
# Not the first two digits of a longer number, such as a year.
_CITED = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class YearText:
    """One year's overall score and level. `score` is the number for charts, None where there is none."""

    year: str
    overall: str
    level: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorText:
    """One indicator: its scores as printed (`history`, below `ScoreTexts.year_columns`) and as numbers
    (`numbers`, by `ScoreTexts.years`), the sentence on its change, its questions with their scores and the
    measures that answer each, what was found, and the measures that answer it."""

    no: str
    name: str
    title: str
    score: str
    history: tuple[str, ...]
    numbers: tuple[float | None, ...]
    change: str
    questions: str
    weaknesses: str
    measures: str


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
    each indicator; `year_columns` are the known ones of the last `YEARS_SHOWN` years as headings of a table,
    blank ones in front."""

    result: ResultText
    years: tuple[YearText, ...]
    instruments: tuple[InstrumentText, ...]
    year_columns: tuple[str, ...]

    @property
    def indicators(self) -> tuple[IndicatorText, ...]:
        indicators = (indicator for instrument in self.instruments for indicator in instrument.indicators)
        return tuple(indicator for indicator in indicators if indicator.no)


class ScoreWriter:
    """Words the results of one plan up to `latest`, the last year whose result the report may rest on."""

    def __init__(self, plan: Plan, latest: int) -> None:
        self._plan = plan
        self._results = {
            year: result
            for year, result in completed_results(plan.scores).items()
            if year <= latest and result.scores
        }
        # Results are announced in July or August: until then the newest is that of the year before.
        self._year = max(self._results, default=latest)
        self._result = self._results.get(self._year, Result(self._year, {}))
        self._facts = facts_of(self._year)
        self._questions = questions_of(plan.scores, latest)
        before = max((year for year in self._results if year < self._year), default=None)
        self._changes: Mapping[str, Change] = {}
        if self._facts is not None and before is not None:
            changes = year_on_year(self._result, self._results[before], self._facts)
            self._changes = {change.indicator.no: change for change in changes}

    def write(self) -> ScoreTexts:
        """Return everything that the report prints; an office without results gets dashes."""
        years = [
            year for year in range(self._year - YEARS_SHOWN + 1, self._year + 1) if year in self._results
        ]
        # Without a result a table of dashes would name indicators of which nothing is known.
        instruments = _INSTRUMENTS if self._facts and self._results else ()
        texts = ScoreTexts(
            self._result_text(),
            tuple(map(self._year_text, years)),
            tuple(self._instrument(id_, years) for id_ in instruments),
            _in_columns(str(year) for year in years),
        )
        return in_numerals(texts, numerals_of(self._plan.agency))

    def sentence(self, measure: Measure, outcome: str) -> str:
        """Say how the indicators that a measure answers have changed, one a line; not those whose score
        the outcome says already. Before the plan's own result is announced no older gain stands for it."""
        # The measure's indicators: those whose weaknesses name it, and those that its texts cite.
        named = [point.indicator for point in self._plan.weaknesses if measure.measure_no in point.measures]
        cited = _CITED.findall(to_arabic(f"{measure.refs} {measure.measure}"))
        # Plans are typed in Thai digits and in Arabic ones.
        numbers = {to_arabic(no) for no in (*named, *cited) if no}
        if self._year != self._plan.fiscal_year:
            return ""
        # By length first, so that 10 comes after 9.
        changes = (self._changes.get(no) for no in sorted(numbers, key=lambda no: (len(no), no)))
        sentences = [
            change.sentence
            for change in changes
            if change and show_score(change.score) not in to_arabic(outcome)
        ]
        for code in questions_cited(measure, self._plan.weaknesses):
            question = self._questions.get(code)
            sentences.append(question.beside(self._year) if question else "")
        return "\n".join(filter(None, sentences))

    def _result_text(self) -> ResultText:
        scores, facts = self._result.scores, self._facts
        weakest = weakest_indicators(self._result, facts, _WEAKEST) if facts else ()
        names = (f"{indicator.name} ({show_score(scores[indicator.no])})" for indicator in weakest)
        gap = gap_to_next_level(self._result, facts) if facts else None
        lacking = ""
        if gap and gap.missing:  # "“ผ่านดี” ได้แก่ IIT อีก 1.74 คะแนน"
            points = (f"{_SHORT[item]} อีก {show_score(points)} คะแนน" for item, points in gap.missing.items())
            lacking = f"“{gap.level}” ได้แก่ {' '.join(points)}"
        items = ("overall", *_INSTRUMENTS)
        return ResultText(
            known=bool(scores),
            year=str(self._year),
            level=level_name(self._result) or NOTHING_LEFT,
            weakest=" ".join(names) or NOTHING_LEFT,
            lacking=lacking,
            **{item: self._score(self._year, item) for item in items},
        )

    def _year_text(self, year: int) -> YearText:
        result, overall = self._results[year], self._score(year, "overall")
        number = result.scores.get("overall")
        level = level_name(result) or NOTHING_LEFT
        return YearText(str(year), overall, level, None if number is None else float(number))

    def _instrument(self, id_: str, years: Sequence[int]) -> InstrumentText:
        assert self._facts is not None
        own = [indicator for indicator in self._facts.indicators if indicator.instrument == id_]
        indicators = [self._indicator(indicator, years) for indicator in own]
        # Of most years it is not known which indicator a question belongs to; its score is told all the same.
        if others := "\n".join(self._question_lines(id_)):
            blank = self._indicator(Indicator("", "", id_), years)
            indicators.append(replace(blank, title=_OTHERS, questions=others, weaknesses=NOTHING_LEFT))
        return InstrumentText(id_, _INSTRUMENTS[id_], self._score(self._year, id_), tuple(indicators))

    def _indicator(self, indicator: Indicator, years: Sequence[int]) -> IndicatorText:
        no = indicator.no
        scores = [self._results[year].scores.get(no) for year in years]
        score = self._score(self._year, no)
        change = self._changes.get(no)
        points = [point for point in self._plan.weaknesses if to_arabic(point.indicator) == no]
        bullets = (f"- {point.weakness}{f' ({point.action})' if point.action else ''}" for point in points)
        printed = {measure.measure_no: measure.printed_no for measure in self._plan.measures}
        answering = dict.fromkeys(measure_no for point in points for measure_no in point.measures)
        return IndicatorText(
            no=no,
            name=indicator.name,
            title=Worded(
                f"{no}. {indicator.name}" + ("" if score == NOTHING_LEFT else f" {score} คะแนน"),
                score.origins,
            ),
            score=score,
            # A dash and not 0: a score that is not known must not look like a bad one.
            history=_in_columns(self._score(year, no) for year in years),
            numbers=tuple(None if value is None else float(value) for value in scores),
            change=change.sentence if change else NOTHING_LEFT,
            questions="\n".join(self._question_lines(no)),
            weaknesses=Worded(
                "\n".join(bullets) or NOTHING_LEFT,
                (cell for point in points for cell in plan_origin(point.location, "weakness")),
            ),
            measures=", ".join(printed.get(number, number) for number in answering) or NOTHING_LEFT,
        )

    def _question_lines(self, wanted: str) -> Iterator[str]:
        """Yield "I1 … 85.20 คะแนน (มาตรการ 1, 3)" for each question of an indicator in the result's year, or
        for those of an instrument whose indicator is not known."""
        assert self._facts is not None
        plan = self._plan
        for code, question in self._questions.items():
            score = question.scores.get(self._year)
            own = indicator_of(code, self._facts, plan.weaknesses) or _INSTRUMENT_OF[code[0]]
            if score is None or own != wanted:
                continue
            answering = [
                measure.printed_no
                for measure in plan.measures
                if code in questions_cited(measure, plan.weaknesses)
            ]
            measures = f" (มาตรการ {', '.join(answering)})" if answering else ""
            yield f"{question.name} {show_score(score)} คะแนน{measures}"

    def _score(self, year: int, item: str) -> Worded:
        """Return a score as printed, with its cell in the plan where it was not computed."""
        result = self._results.get(year)
        score = result.scores.get(item) if result else None
        typed = (own for own in self._plan.scores if (own.year, own.item) == (year, item))
        cells = (cell for own in typed for cell in plan_origin(own.location, "score"))
        return Worded(NOTHING_LEFT if score is None else show_score(score), cells)


def _in_columns(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts at the right of `YEARS_SHOWN` columns: a column without a heading is not printed."""
    known = tuple(texts)
    return ("",) * (YEARS_SHOWN - len(known)) + known


def score_charts(scores: ScoreTexts, *, thai: bool = False) -> Mapping[str, ChartData]:
    """Return the charts `overall`, one bar a year, and `indicators`, for each indicator one bar a year.

    The axis begins at the tens below the lowest score, so that small changes show; `thai`: in Thai digits.
    """
    years = tuple(year.year for year in scores.years)
    overall = tuple(year.score for year in scores.years)
    by_year = zip(
        years, zip(*(indicator.numbers for indicator in scores.indicators), strict=True), strict=False
    )
    # A year of which only the overall score is known would be a series without bars.
    series = tuple(
        (f"ปี {year}", numbers) for year, numbers in by_year if any(number is not None for number in numbers)
    )
    names = tuple(f"{indicator.no}. {indicator.name}" for indicator in scores.indicators)
    return {
        "overall": _chart("คะแนนรวมย้อนหลัง", years, (("คะแนนรวม", overall),), thai=thai),
        "indicators": _chart("คะแนนรายตัวชี้วัดย้อนหลัง", names, series, thai=thai),
    }


def _chart(
    title: str,
    names: tuple[str, ...],
    series: tuple[tuple[str, tuple[float | None, ...]], ...],
    *,
    thai: bool,
) -> ChartData:
    """Return a chart whose title says where its axis begins, lest a small change look like a great one."""
    known = [score for _, scores in series for score in scores if score is not None]
    # The tens below the lowest score; one point less, since a bar whose axis begins at its own value cannot
    # be seen.
    least = max(0.0, (min(known) - 1) // _STEP * _STEP) if known else 0.0
    note = f" (แกนคะแนนเริ่มที่ {least:.0f})" if least else ""
    return ChartData(in_numerals(title + note, "thai" if thai else "arabic"), names, series, least, thai=thai)


def issue_text(measure: Measure, plan: Plan) -> str:
    """Return the issues that a measure covers by number and name, one a line; blank where none is known."""
    return "\n".join(title for title, measures in _issues(plan) if measure in measures)


def covered_issues(plan: Plan) -> str:
    """Return the issues that a plan covers, one a line, each with its measures."""
    return "\n".join(
        f"{title} (มาตรการ {', '.join(measure.printed_no for measure in measures)})"
        for title, measures in _issues(plan)
        if measures
    )


def _issues(plan: Plan) -> Iterator[tuple[str, list[Measure]]]:
    """Yield "ประเด็นที่ 1 …" and the measures that name it, for each issue of the plan's year."""
    facts = facts_of(plan.fiscal_year)
    named = [(measure, re.findall(r"\d{1,6}", to_arabic(measure.issue_no))) for measure in plan.measures]
    for number, title in enumerate(facts.issues if facts else (), 1):
        yield (
            f"ประเด็นที่ {number} {title}",
            [measure for measure, numbers in named if number in map(int, numbers)],
        )
