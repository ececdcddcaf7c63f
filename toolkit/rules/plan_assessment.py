"""Plan rules that rest on the assessment: the results a plan starts from, the weaknesses that it names, the
issues that it must cover, and the questions that it cites.

The result of a year is announced in July or August of that year, so a plan, which is made from September to
November before its fiscal year begins, rests on the result of the year before. The plan's own year may stand
beside it: the annual report compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.assessment.facts import Facts, facts_of, last_question_of_any_year
from toolkit.assessment.item_codes import cited_codes
from toolkit.assessment.scoring import Result, not_reproduced, possible_levels, results_of, show_score
from toolkit.model.finding import NOWHERE, Finding, Severity
from toolkit.model.plan import Measure, Plan, Score, Weakness
from toolkit.thai.text import squash, to_arabic

KEEP = "รักษาระดับ"
"""What is done about a point that is good already: it needs no measure."""

# “เพื่อยกระดับคะแนน ITA ปี 2568” names an aim, for which a year to come is right.
_AIMS = "".join(f"(?<!{word})" for word in ("เพิ่ม", "ยกระดับ", "พัฒนา", "รักษา", "เป้าหมาย", "ให้", "รองรับ"))
# Possessive: a long text of such words without a year would be read again from each of them.
_SOURCE_YEAR = re.compile(
    rf"{_AIMS}(?:ผล(?:การ)?ประเมิน|ผลคะแนน|คะแนน|ผล\s?ITA)"
    r"(?:\s|[().]|ITA|คุณธรรมและความโปร่งใส|ในการดำเนินงาน|ของหน่วยงาน|ภาครัฐ|ประจำ|ของ|ใน|ปี|งบประมาณ|พ\.?\s?ศ\.?)*+"
    r"(?P<year>25\d\d)(?!\d)",
    re.I,
)
"""A year given as that of a result, and not as one to come."""


def check_plan_scores(plan: Plan) -> Iterator[Finding]:
    """Find scores typed twice, of a year too late, that do not follow from each other, and levels that do
    not fit.

    These are only notes where weights and levels of the year are not confirmed.
    """
    first_of_item: dict[tuple[int, str], Score] = {}
    first_of_year: dict[int, Score] = {}
    for score in plan.scores:
        first_of_year.setdefault(score.year, score)
        known = first_of_item.setdefault((score.year, score.item), score)
        if score.year and known is not score:
            yield score.location.finding("score-doubled", "item", score.item, known.location.cell("item"))
    own = plan.fiscal_year
    for year, score in first_of_year.items():
        if year > own:
            yield score.location.finding("score-year-late", "year", str(year), str(own))
    for year, result in results_of(plan.scores).items():
        facts = facts_of(year)
        if facts is None:
            continue
        # A rule that is sure of itself on hearsay teaches people to ignore warnings.
        severity: Severity | None = None if facts.scoring_confirmed else "note"
        for item, computed in not_reproduced(result, facts).items():
            shown, expected = show_score(result.scores[item]), show_score(computed)
            location = first_of_item[year, item].location
            yield location.finding("score-not-reproduced", "score", shown, expected, severity)
        if (overall := first_of_item.get((year, "overall"))) is not None and overall.level:
            yield from _check_level(overall, result, facts, severity)


def _check_level(row: Score, result: Result, facts: Facts, severity: Severity | None) -> Iterator[Finding]:
    level, possible = facts.level_named(row.level), possible_levels(result, facts)
    if level is None:
        names = " / ".join(level.name for level in facts.levels)
        yield row.location.finding("level-unknown", "level", row.level, names, severity)
    # Parts 1 and 2 of EIT are rarely published, so that two levels may be possible: either is taken.
    elif possible and level.name not in possible:
        yield row.location.finding("level-differs", "level", row.level, " / ".join(possible), severity)


def check_plan_weaknesses(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Find weaknesses without a measure, with one that is not in the plan, of an unknown indicator, or of a
    result that was not out when the plan was made; `facts` are those of the plan's year."""
    known = {measure.measure_no for measure in plan.measures}
    for weakness in plan.weaknesses:
        at = weakness.location.finding
        if not weakness.measures and squash(weakness.action) != KEEP:
            yield at("weakness-without-measure", "measures")
        for measure_no in weakness.measures:
            if measure_no not in known:
                yield at("weakness-measure-unknown", "measures", measure_no)
        # By number ("7", "ตัวชี้วัดที่ 7") or by name.
        number = re.search(r"\d{1,6}", weakness.indicator)
        named = facts.indicator_named(weakness.indicator)
        if str(int(number[0])) not in facts.indicator_by_no if number else not named:
            last = str(len(facts.indicators))
            yield at("weakness-indicator-unknown", "indicator", weakness.indicator, last)
        late = next((year for year in _source_years(weakness) if year >= plan.fiscal_year), None)
        if late is not None:
            yield at("weakness-year-late", "weakness", str(late), str(plan.fiscal_year))


def check_plan_basis(plan: Plan) -> Iterator[Finding]:
    """Find a plan that does not rest on the result of the year before: its scores are not there, nothing is
    analysed, or what is analysed is an older result."""
    if not plan.measures:
        return
    basis = plan.fiscal_year - 1
    scored = [score for score in plan.scores if score.score is not None]
    if not any(score.year == basis for score in scored):
        location = max(scored, key=lambda score: score.year).location if scored else NOWHERE
        year = str(plan.fiscal_year)
        yield location.finding("score-basis-missing", "year", year, str(basis))
    if not plan.weaknesses:
        yield Finding("analysis-missing", found=str(basis))
    for weakness in plan.weaknesses:
        newest = max(_source_years(weakness), default=basis)
        if newest < basis:
            yield weakness.location.finding("weakness-year-old", "weakness", str(newest), str(basis))


def check_own_result(plan: Plan) -> Iterator[Finding]:
    """Find an annual report without the result of its own year to set beside the year before."""
    if not any(score.year == plan.fiscal_year and score.score is not None for score in plan.scores):
        yield Finding("score-own-year-missing", found=str(plan.fiscal_year))


def _source_years(weakness: Weakness) -> list[int]:
    """Return the years that a point of the analysis gives as those of a result."""
    return [int(match["year"]) for match in _SOURCE_YEAR.finditer(to_arabic(weakness.weakness))]


def check_plan_issues(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Find an issue without a measure, one that does not exist, or a plan that names none; `facts` are those
    of the plan's year."""
    if not facts.issues or not plan.measures:
        return
    count = len(facts.issues)
    rows: tuple[Measure | Weakness, ...] = (*plan.measures, *plan.weaknesses)
    for row in rows:
        numbers = _numbers(row.issue_no)
        if row.issue_no and (not numbers or not all(1 <= number <= count for number in numbers)):
            yield row.location.finding("issue-unknown", "issue_no", row.issue_no, str(count))
    location = plan.measures[0].location
    # One finding for the whole column, instead of the same one for each issue.
    if not any(measure.issue_no for measure in plan.measures):
        yield location.finding("issues-unnamed", "issue_no", expected=str(count))
        return
    covered = {number for measure in plan.measures for number in _numbers(measure.issue_no)}
    for number, title in enumerate(facts.issues, 1):
        if number not in covered:
            yield Finding("issue-missing", location.sheet, "", str(number), title)


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in "1", "ประเด็นที่ 1" or "2, 3"."""
    return tuple(map(int, re.findall(r"\d{1,6}", text)))


def check_plan_references(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Find codes beyond the last question, in the plan's own year (`facts`) and in that of the result it
    rests on: plans cite either.

    These are only notes where the last question of one of the two years is not confirmed, unless no year ever
    had so many.
    """
    before = facts_of(plan.fiscal_year - 1)
    years = (facts,) if before is None else (facts, before)
    for measure in plan.measures:
        for code in cited_codes(measure.refs):
            letter, number = code[0], int(code[1:])
            known = [year.questions.get(letter) for year in years]
            # Measures cite the questions in which the office did badly, so last year's codes are right too.
            last = max((questions.last for questions in known if questions), default=0)
            if last and number > last:
                sure = all(questions is not None and questions.confirmed for questions in known)
                severity: Severity | None = (
                    None if sure or number > last_question_of_any_year(letter) else "note"
                )
                expected = f"{letter}{last}"
                yield measure.location.finding("reference-beyond", "refs", code, expected, severity)
