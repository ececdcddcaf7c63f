"""Plan rules: the issues that a plan covers, from the year in which plans have issues (2567).

Source: the titles in the data file of the year (`toolkit.assessment`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.assessment.facts import Facts
from toolkit.model.finding import Finding
from toolkit.model.plan import Measure, Plan, Weakness


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
    source = plan.measures[0].source
    if not any(measure.issue_no for measure in plan.measures):
        yield Finding("issues-unnamed", source.sheet, source.cell("issue_no"), expected=count)
        return
    for number, title in enumerate(facts.issues, 1):
        if number not in covered:
            yield Finding("issue-missing", source.sheet, "", str(number), title)


def _unknown(row: Measure | Weakness, facts: Facts) -> Iterator[Finding]:
    numbers = _numbers(row.issue_no)
    if row.issue_no and (not numbers or not all(1 <= each <= len(facts.issues) for each in numbers)):
        source = row.source
        yield Finding(
            "issue-unknown", source.sheet, source.cell("issue_no"), row.issue_no, str(len(facts.issues))
        )


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers in "1", "ประเด็นที่ 1" or "2, 3"."""
    return tuple(map(int, re.findall(r"\d{1,6}", text)))
