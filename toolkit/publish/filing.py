"""Under which items of which assessment year plan and results are filed, and what these must hold.

The plan of fiscal year N is filed in the assessment (ITA) of N; its results in that of N up to 2566 and of
N + 1 from 2567 on, as the year's data file says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.assessment.facts import (
    RESULT_ITEM,
    AssessmentItem,
    RequiredElement,
    facts_of,
    office_facts,
    typed_item,
)
from toolkit.model.plan import Agency, Measure, Plan
from toolkit.report.measure_text import NOT_BEGUN, MeasureText
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.thai.text import squash

Paper = Literal["plan", "result"]
_TITLES: dict[Paper, str] = {
    "plan": "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "result": "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
}


@dataclass(frozen=True, slots=True)
class Filing:
    """Where one paper is filed: the assessment year and the item ("" where the year's code is not known)."""

    paper: Paper
    year: int
    code: str
    title: str
    confirmed: bool

    @property
    def path(self) -> str:
        """The page of the item: its address stays the same whatever becomes of the item's code."""
        return f"ita-{self.year}-{self.paper}.html"


@dataclass(frozen=True, slots=True)
class Ticked:
    """A required part; `lacking` are the printed numbers of the measures without it. Where it concerns the
    whole plan, `lacking` is empty and `there` alone tells."""

    element: RequiredElement
    there: bool
    lacking: tuple[str, ...] = ()


def plan_filing(agency: Agency) -> Filing:
    """Return where the plan is filed."""
    facts = office_facts(agency)
    return _filing("plan", agency.fiscal_year, facts.plan_item if facts else None)


def result_filing(agency: Agency) -> Filing:
    """Return where the results are filed; a code that the office typed itself wins."""
    own = agency.fiscal_year
    # From fiscal year 2567 on results belong to the next assessment; as it changed once, the data decide.
    items = {year: facts.result_item for year in (own, own + 1) if (facts := facts_of(year))}
    year = next((year for year, item in items.items() if item and item.covers_year == own), own)
    filing = _filing("result", year, items.get(year))
    typed = typed_item(agency.extras.get(RESULT_ITEM, ""))
    return Filing("result", year, typed[0], typed[1] or filing.title, True) if typed else filing


def _filing(paper: Paper, year: int, item: AssessmentItem | None) -> Filing:
    code, title, confirmed = (item.code, item.title, item.confirmed) if item else ("", "", True)
    return Filing(paper, year, code, title or _TITLES[paper], confirmed)


_RULES: dict[str, Callable[[Measure, MeasureText], bool]] = {
    "responsible": lambda _, text: bool(text.responsible),
    "steps": lambda measure, _: any(step.step for step in measure.steps),
    "monitoring": lambda measure, _: bool(measure.monitoring),
    "period": lambda _, text: bool(text.period),
    "measure": lambda _, text: bool(text.text),
    "result": lambda _, text: text.result != NOTHING_LEFT,
    # A measure that has not begun cannot have come to anything yet.
    "outcome": lambda _, text: text.outcome != NOTHING_LEFT or text.result == NOT_BEGUN,
}
"""Whether a measure has a required part, by the part's id."""


def elements(plan: Plan, paper: Paper, texts: Sequence[MeasureText]) -> tuple[Ticked, ...]:
    """Return the required parts of the plan or of the report of results, ticked where they are there."""
    actions = {squash(weakness.action) for weakness in plan.weaknesses if weakness.weakness}
    # The plan's own result is announced when its year is nearly over: it cannot be what was analysed.
    scored = any(score.year < plan.fiscal_year and score.score is not None for score in plan.scores)
    # These parts concern the plan as a whole, the others every measure of it.
    whole = {
        "analysis": scored and bool(plan.weaknesses),
        "faults": "แก้ไข" in actions,
        "development": "พัฒนา" in actions,
    }
    facts = office_facts(plan.agency)
    required = () if facts is None else facts.plan_elements if paper == "plan" else facts.report_elements
    pairs = tuple(zip(plan.measures, texts, strict=True))
    ticked = []
    for element in required:
        if element.id in whole:
            ticked.append(Ticked(element, whole[element.id]))
        elif rule := _RULES.get(element.id):
            lacking = tuple(text.no for measure, text in pairs if not rule(measure, text))
            ticked.append(Ticked(element, bool(pairs) and not lacking, lacking))
    return tuple(ticked)
