"""Every rule about what a plan says, one family after the other."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.assessment.facts import office_facts
from toolkit.model.finding import Finding
from toolkit.model.plan import Plan
from toolkit.rules.plan_assessment import (
    check_plan_issues,
    check_plan_references,
    check_plan_scores,
    check_plan_weaknesses,
)
from toolkit.rules.plan_content import check_plan_content, check_plan_divisions, check_plan_repeats


def check_plan(plan: Plan) -> Iterator[Finding]:
    """What all rules find, and one note where some of it rests on facts of the year that are not confirmed.
    A year before the first whose assessment is known is not judged by what the assessment asks for."""
    yield from check_plan_content(plan)
    yield from check_plan_divisions(plan)
    yield from check_plan_repeats(plan)
    facts = office_facts(plan.agency)
    if facts is None:
        return
    found = [
        *check_plan_issues(plan, facts),
        *check_plan_references(plan, facts),
        *check_plan_scores(plan),
        *check_plan_weaknesses(plan, facts),
    ]
    yield from found
    if any(each.severity == "note" for each in found):
        yield Finding("facts-unconfirmed", found=str(plan.fiscal_year))
