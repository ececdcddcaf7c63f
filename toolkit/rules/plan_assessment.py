"""Plan rules: the results that a plan rests on are of the right year, agree with themselves and stand once.

The result of a year is announced in July or August of that year, so a plan, which is made from September to
November before its fiscal year begins, rests on the result of the year before. The plan's own year may stand
beside it: the annual report compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.assessment.facts import Facts, facts_of, last_question_of_any_year
from toolkit.assessment.item_codes import find_item_codes, parse_item_code
from toolkit.assessment.scoring import Result, not_reproduced, possible_levels, results_of, show_score
from toolkit.model.finding import Finding, Severity
from toolkit.model.plan import Measure, Plan, Score, Weakness
from toolkit.thai.text import squash, to_arabic


def check_plan_scores(plan: Plan) -> Iterator[Finding]:
    """Scores typed twice, of a year too late, that do not follow from each other, and levels that do not fit.
    Only notes where weights and levels of the year are not confirmed."""
    yield from _doubled(plan)
    yield from _years(plan)
    for year, result in results_of(plan.scores).items():
        facts = facts_of(year)
        if facts is None:
            continue
        severity: Severity | None = None if facts.scoring_confirmed else "note"
        rows = {each.item: each for each in reversed(plan.scores) if each.year == year}
        for item, computed in not_reproduced(result, facts).items():
            location, found = rows[item].location, show_score(result.scores[item])
            yield Finding(
                "score-not-reproduced",
                location.sheet,
                location.cell("score"),
                found,
                show_score(computed),
                severity=severity,
            )
        yield from _level(rows.get("overall"), result, facts, severity)


def _doubled(plan: Plan) -> Iterator[Finding]:
    first: dict[tuple[int, str], Score] = {}
    for score in plan.scores:
        known = first.setdefault((score.year, score.item), score)
        if score.year and known is not score:
            location = score.location
            yield Finding(
                "score-doubled",
                location.sheet,
                location.cell("item"),
                score.item,
                known.location.cell("item"),
            )


def _years(plan: Plan) -> Iterator[Finding]:
    """Each year after the plan's, and the plan's own where the year before it is missing."""
    first: dict[int, Score] = {}
    for score in plan.scores:
        first.setdefault(score.year, score)
    own = plan.fiscal_year
    for year, score in first.items():
        location, found = score.location, str(year)
        if year > own:
            yield Finding("score-year-late", location.sheet, location.cell("year"), found, str(own))
        elif year == own and own - 1 not in first:
            yield Finding("score-basis-missing", location.sheet, location.cell("year"), found, str(own - 1))


def _level(row: Score | None, result: Result, facts: Facts, severity: Severity | None) -> Iterator[Finding]:
    if row is None or not row.level:
        return
    sheet, cell = row.location.sheet, row.location.cell("level")
    level, possible = facts.level_named(row.level), possible_levels(result, facts)
    if level is None:
        words = " / ".join(each.name for each in facts.levels)
        yield Finding("level-unknown", sheet, cell, row.level, words, severity=severity)
    elif possible and level.name not in possible:
        yield Finding("level-differs", sheet, cell, row.level, " / ".join(possible), severity=severity)


KEEP = "รักษาระดับ"
"""What is done about a point that is good already: it needs no measure."""

_AIMS = "".join(f"(?<!{each})" for each in ("เพิ่ม", "ยกระดับ", "พัฒนา", "รักษา", "เป้าหมาย", "ให้", "รองรับ"))
_SOURCE_YEAR = re.compile(
    rf"{_AIMS}(?:ผล(?:การ)?ประเมิน|ผลคะแนน|คะแนน|ผล\s?ITA)"
    r"(?:\s|[().]|ITA|คุณธรรมและความโปร่งใส|ในการดำเนินงาน|ของหน่วยงาน|ภาครัฐ|ประจำ|ของ|ใน|ปี|งบประมาณ|พ\.?\s?ศ\.?)*+"
    r"(?P<year>25\d\d)(?!\d)",
    re.I,
)
"""A year given as that of a result, and not as one to come."""


def check_plan_weaknesses(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Weaknesses without a measure, with one that is not in the plan, of an unknown indicator or of a result
    that was not out when the plan was made; `facts` are those of the plan's year."""
    known = {measure.measure_no for measure in plan.measures}
    if plan.measures and not plan.weaknesses:
        yield Finding("analysis-missing", found=str(plan.fiscal_year - 1))
    for weakness in plan.weaknesses:
        location = weakness.location
        if not weakness.measures and squash(weakness.action) != KEEP:
            yield Finding("weakness-without-measure", location.sheet, location.cell("measures"))
        for number in weakness.measures:
            if number not in known:
                yield Finding("weakness-measure-unknown", location.sheet, location.cell("measures"), number)
        if not _indicator_known(weakness, facts):
            last = str(len(facts.indicators))
            cell = location.cell("indicator")
            yield Finding("weakness-indicator-unknown", location.sheet, cell, weakness.indicator, last)
        late = _late_year(weakness.weakness, plan.fiscal_year)
        if late:
            cell, year = location.cell("weakness"), str(plan.fiscal_year)
            yield Finding("weakness-year-late", location.sheet, cell, str(late), year)


def _indicator_known(weakness: Weakness, facts: Facts) -> bool:
    """Whether a cell names an indicator, by number ("7", "ตัวชี้วัดที่ 7") or by name."""
    number = re.search(r"\d{1,6}", weakness.indicator)
    if number is not None:
        return str(int(number[0])) in facts.indicator_by_no
    return bool(facts.indicator_named(weakness.indicator))


def _late_year(text: str, fiscal_year: int) -> int:
    """The first year that a text gives as that of its result though the plan was made before; 0 for none."""
    for match in _SOURCE_YEAR.finditer(to_arabic(text)):
        if int(match["year"]) >= fiscal_year:
            return int(match["year"])
    return 0


def check_plan_issues(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """An issue without a measure, one that does not exist, or no issue named at all; `facts` are those of
    the plan's year."""
    if not facts.issues or not plan.measures:
        return
    rows: tuple[Measure | Weakness, ...] = (*plan.measures, *plan.weaknesses)
    for row in rows:
        yield from _unknown(row, facts)
    count = str(len(facts.issues))
    covered = {number for measure in plan.measures for number in _numbers(measure.issue_no)}
    location = plan.measures[0].location
    if not any(measure.issue_no for measure in plan.measures):
        yield Finding("issues-unnamed", location.sheet, location.cell("issue_no"), expected=count)
        return
    for number, title in enumerate(facts.issues, 1):
        if number not in covered:
            yield Finding("issue-missing", location.sheet, "", str(number), title)


def _unknown(row: Measure | Weakness, facts: Facts) -> Iterator[Finding]:
    numbers = _numbers(row.issue_no)
    if row.issue_no and (not numbers or not all(1 <= each <= len(facts.issues) for each in numbers)):
        location = row.location
        yield Finding(
            "issue-unknown", location.sheet, location.cell("issue_no"), row.issue_no, str(len(facts.issues))
        )


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers in "1", "ประเด็นที่ 1" or "2, 3"."""
    return tuple(map(int, re.findall(r"\d{1,6}", text)))


_SEPARATORS = re.compile(r"[,;/\n，；]+|\bและ\b")


def check_plan_references(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """A code beyond the last question, in the plan's own year (`facts`) and in that of the result it rests
    on: plans cite either. Only a note where the last question of one of them is not confirmed, unless no
    year ever had so many."""
    before = facts_of(plan.fiscal_year - 1)
    years = (facts,) if before is None else (facts, before)
    for measure in plan.measures:
        for code in _codes(measure.refs):
            known = [each.questions.get(code[0]) for each in years]
            last = max((each.last for each in known if each), default=0)
            if last and int(code[1:]) > last:
                location = measure.location
                sure = all(each is not None and each.confirmed for each in known)
                sure = sure or int(code[1:]) > last_question_of_any_year(code[0])
                yield Finding(
                    "reference-beyond",
                    location.sheet,
                    location.cell("refs"),
                    code,
                    f"{code[0]}{last}",
                    severity=None if sure else "note",
                )


def _codes(text: str) -> tuple[str, ...]:
    """The codes in a cell that lists them, each once."""
    codes: list[str] = []
    for part in _SEPARATORS.split(text):
        whole = parse_item_code(part)
        codes += [whole] if whole else [code for _, code in sorted(find_item_codes(part))]
    return tuple(dict.fromkeys(codes))
