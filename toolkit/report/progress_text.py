"""How far the office is, for reports to the executive: the whole, each division, and the late steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model.figures import Figures
from toolkit.model.plan import Plan
from toolkit.report.kinds import numerals_of, with_numerals
from toolkit.report.measure_text import MeasureText
from toolkit.report.submitted import Origin
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import NOTHING_LEFT, REPORT_LABELS, STATE_LABELS, format_percent


@dataclass(frozen=True, slots=True)
class OverallText:
    """The whole plan at a month; `counts` and `reported` say of how many a percent is."""

    percent: str
    planned: str
    counts: str
    na: str
    cannot: str
    reported: str
    late: str


@dataclass(frozen=True, slots=True)
class DivisionText:
    """One division at a month: its completion, whether it reported and when."""

    name: str
    percent: str
    report: str
    received: str


@dataclass(frozen=True, slots=True)
class LateStepText:
    """A step that is overdue or behind its plan."""

    measure_no: str
    no: str
    text: str
    responsible: str
    due: str
    percent: str
    planned: str
    state: str


def overall_text(plan: Plan, figures: Figures) -> OverallText:
    """The whole plan in words."""
    counts, reporting = figures.counts, figures.reporting
    numerals = numerals_of(plan.agency)
    texts = (
        format_percent(figures.completion),
        format_percent(figures.planned),
        f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน",
        str(counts.steps_na),
        str(counts.steps_cannot),
        f"{reporting.received} จาก {reporting.expected} กอง",
        str(reporting.late),
    )
    return OverallText(*(with_numerals(each, numerals) for each in texts))


def division_texts(plan: Plan, figures: Figures) -> tuple[DivisionText, ...]:
    """Every division in the order of the plan."""
    numerals = numerals_of(plan.agency)
    return tuple(
        DivisionText(
            each.division_name,
            with_numerals(format_percent(each.completion), numerals),
            REPORT_LABELS["th"][each.report],
            format_moment(each.received, numerals) if each.received else NOTHING_LEFT,
        )
        for each in figures.divisions
    )


def late_steps(plan: Plan, figures: Figures) -> tuple[LateStepText, ...]:
    """The steps that are overdue or behind, in the order of the plan."""
    numerals = numerals_of(plan.agency)
    results = {(each.measure_no, each.step_no): each for each in figures.steps}
    found = []
    for measure, step in plan.steps:
        result = results.get((step.measure_no, step.step_no))
        if result is None or result.state not in ("overdue", "behind"):
            continue
        codes = {each.division_code for each in result.assignments}
        names = ", ".join(each.division_name for each in plan.divisions if each.division_code in codes)
        texts = (
            measure.printed_no,
            step.label or step.step_no,
            step.step,
            names,
            format_month(measure.step_due(step), "short", numerals),
            format_percent(result.completion),
            format_percent(result.planned),
            STATE_LABELS["th"][result.state],
        )
        found.append(LateStepText(*(with_numerals(each, numerals) for each in texts)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WholeText:
    """What was said of all measures, one a line, the measure in front where several said something."""

    problem: str
    suggestion: str
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict, compare=False)


def whole_text(measures: Iterable[MeasureText]) -> WholeText:
    """Problems and suggestions of all measures; a dash where there are none, equal texts once."""
    listed = tuple(measures)
    said = {name: _of_all(listed, name) for name in ("problem", "suggestion")}
    origins = {
        name: tuple(dict.fromkeys(cell for each in listed for cell in each.origins.get(name, ())))
        for name in said
    }
    return WholeText(**said, origins=origins)


def _of_all(measures: Iterable[MeasureText], name: str) -> str:
    said = [(each.no, text) for each in measures if (text := getattr(each, name)) != NOTHING_LEFT]
    if len({text for _, text in said}) <= 1:
        return said[0][1] if said else NOTHING_LEFT
    return "\n".join(f"มาตรการ {no}: {text}" for no, text in said)
