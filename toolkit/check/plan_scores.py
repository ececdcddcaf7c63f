"""Plan rules: the results that a plan rests on are of the right year, agree with themselves and stand once.

The result of a year is announced in July or August of that year, so a plan, which is made from September to
November before its fiscal year begins, rests on the result of the year before. The plan's own year may stand
beside it: the annual report compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.assessment.facts import Facts, facts_of
from toolkit.assessment.scoring import Result, not_reproduced, possible_levels, results_of, show_score
from toolkit.model.finding import Finding, Severity
from toolkit.model.plan import Plan, Score


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
            source, found = rows[item].source, show_score(result.scores[item])
            yield Finding(
                "score-not-reproduced",
                source.sheet,
                source.cell("score"),
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
            source = score.source
            yield Finding(
                "score-doubled", source.sheet, source.cell("item"), score.item, known.source.cell("item")
            )


def _years(plan: Plan) -> Iterator[Finding]:
    """Each year after the plan's, and the plan's own where the year before it is missing."""
    first: dict[int, Score] = {}
    for score in plan.scores:
        first.setdefault(score.year, score)
    own = plan.fiscal_year
    for year, score in first.items():
        source, found = score.source, str(year)
        if year > own:
            yield Finding("score-year-late", source.sheet, source.cell("year"), found, str(own))
        elif year == own and own - 1 not in first:
            yield Finding("score-basis-missing", source.sheet, source.cell("year"), found, str(own - 1))


def _level(row: Score | None, result: Result, facts: Facts, severity: Severity | None) -> Iterator[Finding]:
    if row is None or not row.level:
        return
    sheet, cell = row.source.sheet, row.source.cell("level")
    level, possible = facts.level_named(row.level), possible_levels(result, facts)
    if level is None:
        words = " / ".join(each.name for each in facts.levels)
        yield Finding("level-unknown", sheet, cell, row.level, words, severity=severity)
    elif possible and level.name not in possible:
        yield Finding("level-differs", sheet, cell, row.level, " / ".join(possible), severity=severity)
