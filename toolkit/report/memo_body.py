"""What memos and the introductions of reports are made of; their sentences stand in `memo.toml`.

Dates and numbers come in Arabic digits.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import DictLoader, Environment, StrictUndefined

from toolkit.assessment.facts import RESULT_ITEM, AssessmentItem, facts_of, office_facts
from toolkit.assessment.scoring import Result, change_from, completed_results, level_name, show_score
from toolkit.model.figures import Figures
from toolkit.model.plan import ADOPTED_BY, OWN_RESULT_ANNOUNCED, RESULT_ANNOUNCED, WORKING_GROUP, Plan
from toolkit.report.kinds import ReportKind, is_interim
from toolkit.report.measure_text import with_number
from toolkit.report.progress_text import (
    SILENT,
    as_clause,
    late_measures,
    overdue_steps,
    silence_sentence,
    steps_done,
)
from toolkit.thai.dates import format_date, format_month, parse_date
from toolkit.thai.labels import REPORT_LABELS, STATE_LABELS, format_percent, report_label
from toolkit.thai.text import before_verb

MemoKind = ReportKind | Literal["annual-brief"]
"""The reports that a memo can go with; `annual-brief` is the annual report in its short form."""

# Room for the pen: a document that is signed must not state a day that nobody knows.
_DAY = "." * 24
OVERALL = "overall"
_ACTIONS = ("แก้ไข", "พัฒนา", "รักษาระดับ")


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("toolkit.report").joinpath("memo.toml").read_text("utf-8"))


@cache
def _templates() -> Environment:
    """Return the sentences compiled, each by the names of its table and its part: "plan.subject"."""
    sources = {f"{table}.{part}": text for table, own in _sentences().items() for part, text in own.items()}
    environment = Environment(loader=DictLoader(sources), undefined=StrictUndefined, trim_blocks=True)
    environment.filters["percent"] = format_percent
    return environment


def memo_lines(plan: Plan, figures: Figures, kind: MemoKind, unit: str) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs of each part of a memo or report, by its name in `memo.toml`.

    `unit` is what speaks in it, the office itself where it is "".
    """
    # A line break that was typed in a cell of the plan begins no paragraph.
    values: dict[str, Any] = {
        name: " ".join(value.splitlines()) if isinstance(value, str) else value
        for name, value in (_values(plan, figures, kind, unit) | _score(plan, kind)).items()
    }
    templates, sentences = _templates(), _sentences()
    for name in sentences["phrases"]:
        values[name] = templates.get_template(f"phrases.{name}").render(values).strip("\n")
    tables = ("interim" if values["annual"] and values["interim"] else kind, "results")
    lines = {}
    for part in sentences["results"]:
        text = templates.select_template([f"{table}.{part}" for table in tables]).render(values)
        lines[part] = tuple(filter(None, map(str.strip, text.splitlines())))
    if own := values["own"]["suggestion"]:  # the head proposes something else
        lines["proposals"] = tuple(own.splitlines())
    return lines


def _values(plan: Plan, figures: Figures, kind: MemoKind, unit: str) -> dict[str, Any]:
    """Return what the sentences name, but for the scores."""
    office, report = plan.agency.agency_name, "annual" if kind == "annual-brief" else kind
    last = plan.months[-1] if kind == "plan" else figures.month
    own: dict[str, str] = defaultdict(str)
    for text in plan.texts:
        if (text.report, text.measure_no) == (report, ""):
            own[text.field_id] += "".join(
                f"{line.strip()}\n" for line in text.text.splitlines() if line.strip()
            )
    known = completed_results(plan.scores).get(plan.fiscal_year - 1, Result(0, {})).scores
    actions = [weakness.action for weakness in plan.weaknesses]
    counts = {action: actions.count(action) for action in _ACTIONS}
    return {
        "plan": plan,
        "agency": plan.agency,
        "office": office,
        "address": plan.agency.website,
        "unit": before_verb(unit or office),
        "word": plan.division_word,
        "year": plan.fiscal_year,
        "kind": kind,
        "annual": report == "annual",
        "interim": is_interim(plan, report, figures.month),
        "first_day": format_date(plan.months[0].first_day),
        "last_day": format_date(last.last_day),
        "month": format_month(figures.month, "full"),
        "months": figures.month - plan.months[0] + 1,
        # People type the meeting with “ที่” and without; the sentence has it already.
        "meeting": plan.agency.extras.get(ADOPTED_BY, "").strip().removeprefix("ที่"),
        "order": plan.agency.extras.get(WORKING_GROUP, "").strip(),
        "added": _added(plan),
        # Only what was done is said: without points there was no analysis, without a score no result.
        "analysed": bool(plan.weaknesses) and OVERALL in known,
        "item": _item(plan, kind),
        "points": as_clause(
            [f"ประเด็นที่ต้อง{action} {count} ประเด็น" for action, count in counts.items() if count]
        ),
        "own": own,
        "figures": figures,
        "counts": figures.counts,
        "reporting": figures.reporting,
        "steps_done": steps_done(figures.counts),
        "uncounted": as_clause(_uncounted(plan, figures)),
        "late": late_measures(plan, figures),
        "overdue": overdue_steps(plan, figures),
        "silence": silence_sentence(plan, figures),
        "lacking": as_clause([*_lacking(figures)]),
    }


def _added(plan: Plan) -> str:
    """Say how many measures and steps came into the plan in mid-year, which the meeting did not adopt."""
    later = [step for _, step in plan.steps if step.added]
    measures = sum(bool(own.steps) and all(step.added for step in own.steps) for own in plan.measures)
    counts = ((measures, "มาตรการ"), (len(later), "ขั้นตอน"))
    return " ".join(f"{count} {unit}" for count, unit in counts if count)


def _item(plan: Plan, kind: MemoKind) -> AssessmentItem | None:
    """Return the item under which the document is filed, where it is known for sure: confirmed for the year,
    or typed by the office. The six-month report is filed under none."""
    facts = office_facts(plan.agency)
    if facts is None or kind not in ("plan", "annual", "annual-brief"):
        return None
    item = facts.plan_item if kind == "plan" else facts.result_item
    typed = kind != "plan" and plan.agency.extras.get(RESULT_ITEM)
    # From 2567 on the results of a year are filed in the assessment of the next, under a code of that year.
    covers = typed or (item is not None and item.covers_year == plan.fiscal_year)
    return item if item is not None and item.confirmed and covers else None


def _uncounted(plan: Plan, figures: Figures) -> list[str]:
    """Say why fewer steps are counted than the plan has."""
    steps = [step for _, step in plan.steps if not step.counts_in(figures.month)]
    # Two reasons why a step does not count, and readers would take the one for the other.
    later = sum(step.first is not None and step.first > figures.month for step in steps)
    parts = ((len(steps) - later, "ที่ยกเลิกแล้ว"), (later, "ที่ยังไม่ถึงเดือนเริ่ม"))
    return [f"ขั้นตอน{words} {count} ขั้นตอน" for count, words in parts if count]


def _lacking(figures: Figures) -> Iterator[str]:
    """Yield the divisions that did not report in the month."""
    for division in figures.divisions:
        if division.told in SILENT:
            # Where a division did send something, what that was is said.
            label = report_label(division)
            why = "" if label == REPORT_LABELS["th"]["missing"] else f" ({label})"
            yield f"{division.division_name}{why}"


def _score(plan: Plan, kind: MemoKind) -> dict[str, Any]:
    """Return the newest overall score that was known, with its level and the change; `scored` is its year, 0
    where none is.

    The plan rests on the result of the year before; by the annual report this year's may be published.
    """
    newest = plan.fiscal_year - (kind not in ("annual", "annual-brief"))
    results = completed_results(plan.scores)
    years = [year for year, result in results.items() if year <= newest and OVERALL in result.scores]
    if not years:
        return {"newest": newest, "scored": 0}
    now = results[years[-1]]
    # Only the year just before: a change over two years would read as one of a single year.
    before = results.get(now.year - 1, Result(0, {})).scores.get(OVERALL)
    since = f"ปี พ.ศ. {now.year - 1}"
    # The indicators' scores stand where a memo rests on them: that of the plan and of the year.
    facts = facts_of(now.year) if kind in ("plan", "annual") else None
    indicators = [
        f"ตัวชี้วัดที่ {indicator.no} {indicator.name} {show_score(now.scores[indicator.no])} คะแนน"
        for indicator in (facts.indicators if facts else ())
        if indicator.no in now.scores
    ]
    return {
        "newest": newest,
        "scored": now.year,
        "announced": _announced(plan, now.year),
        "overall": show_score(now.scores[OVERALL]),
        "level": level_name(now),
        "changed": "" if before is None else change_from(now.scores[OVERALL], before, since),
        "indicators": as_clause(indicators),
    }


def _announced(plan: Plan, year: int) -> str:
    """Return the day on which a result was announced, as the plan's fields say for its own year and the year
    before; dots for the pen where it is not known."""
    keys = {plan.fiscal_year - 1: RESULT_ANNOUNCED, plan.fiscal_year: OWN_RESULT_ANNOUNCED}
    typed = plan.agency.extras.get(keys.get(year, ""), "").strip()
    try:
        return format_date(parse_date(typed)) if typed else _DAY
    # Typed in words that are no date, it is printed as it was typed.
    except ValueError:
        return typed


def measure_lines(plan: Plan, figures: Figures, kind: MemoKind) -> Iterator[str]:
    """Yield the measures, numbered; in the memo of a month each with its counts and where it stands."""
    results = {result.measure_no: result for result in (figures.measures if kind == "monthly" else ())}
    for measure in plan.measures:
        line = with_number(measure.printed_no, measure.measure)
        result = results.get(measure.measure_no)
        # “0 จาก 0 ขั้นตอน” of a measure without steps in this month would read as late work.
        if result is not None and result.counts.steps_total:
            line += f" – แล้วเสร็จ {steps_done(result.counts)}"
            # Its counts say already that it is done.
            if result.state and result.state != "done":
                line += f" ({STATE_LABELS['th'][result.state]})"
        yield line
