"""What a report says about one measure, from the plan, the head's own wording and the divisions' reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from toolkit.model.entry import Entry, Status
from toolkit.model.figures import Figures, MeasureResult
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import history_of
from toolkit.report.kinds import numerals_of, with_numerals
from toolkit.report.submitted import Origin, Responsible, Submitted, Worded, plan_origin
from toolkit.thai.dates import format_month, format_period
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS, format_percent
from toolkit.thai.text import squash, to_arabic
from toolkit.thai.words import STATUS_LABELS

NOT_BEGUN = "ยังไม่ถึงระยะเวลาดำเนินการ"
"""Printed as the result of a measure that starts after the report's period: no gap to close."""
_DASHES = " -–—."
"""A cell with nothing else is as good as blank."""
_OWN_NUMBER = re.compile(r"\(?([0-9]+(?:\.[0-9]+)*)\s*[.)]")


@dataclass(frozen=True, slots=True)
class StepText:
    """One step as printed: `title` has its number in front, `status` says how far it is."""

    no: str
    text: str
    title: str
    responsible: str
    due: str
    status: str
    percent: str
    result: str


@dataclass(frozen=True, slots=True)
class MeasureText:
    """One measure as printed; every text is ready for its cell, lines parted by line ends.

    `origins` are the cells from which each text was made, by the name of its field.
    """

    no: str
    text: str
    title: str
    section: str
    issue_no: str
    refs: str
    steps: str
    responsible: str
    period: str
    monitoring: str
    expected: str
    result: str
    outcome: str
    problem: str
    suggestion: str
    percent: str
    planned: str
    state: str
    counts: str
    step: tuple[StepText, ...] = ()
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict, compare=False)


class MeasureWriter:
    """Words the measures of one plan for the period from `first` to the figures' month.

    `report` is the id under which the head of office words it; `scored` gives the sentence on how a
    measure's indicators changed, from the measure and what its outcome says already.
    """

    def __init__(
        self,
        plan: Plan,
        figures: Figures,
        submitted: Submitted,
        *,
        report: str,
        first: Month,
        scored: Callable[[Measure, str], str] = lambda *_: "",
    ) -> None:
        self._plan = plan
        self._submitted = submitted
        self._report = report
        self._scored = scored
        self._first = first
        self._last = figures.month
        self._numerals = numerals_of(plan.agency)
        self._results = {(each.measure_no, each.step_no): each for each in figures.steps}
        self._measures = {each.measure_no: each for each in figures.measures}
        self._responsible = Responsible(plan, first, figures.month)
        self._owners = {
            id(entry): code for (code, _), history in submitted.entries.items() for entry in history.values()
        }

    def write(self, measure: Measure) -> MeasureText:
        """Everything the report prints about a measure; `result` is a dash where nothing is known."""
        location = measure.location
        planned = {name: Worded(getattr(measure, name), plan_origin(location, name)) for name in _OF_THE_PLAN}
        period = measure.period or format_period(measure.start, measure.end, self._numerals)
        responsible = measure.responsible or self._responsible.names(self._responsible.codes(measure.steps))
        worded = planned | {
            "no": Worded(measure.printed_no),
            "text": Worded(measure.measure, plan_origin(location, "measure")),
            "title": Worded(numbered(measure.printed_no, measure.measure), plan_origin(location, "measure")),
            "steps": self._steps(measure),
            "responsible": Worded(responsible, plan_origin(location, "responsible")),
            "period": Worded(period, plan_origin(location, "period")),
            "result": _first(
                self._worded(measure, "result"), self._actions(measure), Worded(self._nothing(measure))
            ),
            "outcome": self._outcome(measure),
            "problem": _first(self._worded(measure, "problem"), Worded(NOTHING_LEFT)),
            "suggestion": _first(self._worded(measure, "suggestion"), Worded(NOTHING_LEFT)),
            **_figures(self._measures.get(measure.measure_no)),
        }
        texts = {name: with_numerals(each.text, self._numerals) for name, each in worded.items()}
        origins = {name: each.origins for name, each in worded.items() if each.origins}
        steps = tuple(self._step(measure, step) for step in self._responsible.steps(measure))
        return MeasureText(**texts, step=steps, origins=origins)

    def _nothing(self, measure: Measure) -> str:
        """What stands where nobody reported anything: a dash, or that the measure has not begun."""
        return NOT_BEGUN if measure.start > self._last else NOTHING_LEFT

    def _outcome(self, measure: Measure) -> Worded:
        """What divisions wrote as the outcome, and the scores of the measure's indicators below it."""
        said = self._worded(measure, "outcome")
        scored = self._scored(measure, said.text)
        lines = "\n".join(filter(None, (said.text, scored)))
        return Worded(lines or NOTHING_LEFT, said.origins)

    def _steps(self, measure: Measure) -> Worded:
        """The steps, numbered; each with its divisions where they are not the same for all."""
        steps = self._responsible.steps(measure)
        codes = [self._responsible.codes([step]) for step in steps]
        differ = any(each != codes[0] for each in codes)
        lines = []
        for step, each in zip(steps, codes, strict=True):
            names = self._responsible.names(each).replace("\n", ", ")
            suffix = f" ({names})" if differ and names else ""
            lines.append(Worded(_step_title(step) + suffix, plan_origin(step.location, "step")))
        return Worded.joined("\n".join(each.text for each in lines) or NOTHING_LEFT, tuple(lines))

    def _step(self, measure: Measure, step: Step) -> StepText:
        result = self._results.get((step.measure_no, step.step_no))
        said = " ".join(_distinct(entry.action for _, _, entry in self._entries_of(step)))
        texts = (
            step.label or step.step_no,
            step.step,
            _step_title(step),
            self._responsible.names(self._responsible.codes([step])).replace("\n", ", "),
            format_month(measure.step_due(step), "short", self._numerals),
            STATE_LABELS["th"][result.state] if result and result.state else NOTHING_LEFT,
            format_percent(result.completion if result else None),
            said or NOTHING_LEFT,
        )
        return StepText(*(with_numerals(text, self._numerals) for text in texts))

    def _worded(self, measure: Measure, name: str) -> Worded:
        """The head's own text for a field, else what divisions wrote; "" where neither did."""
        own = [
            Worded(each.text, plan_origin(each.location, "text"))
            for each in self._plan.texts
            if (each.report, each.measure_no, each.field_id) == (self._report, measure.measure_no, name)
            and each.text
        ]
        if own:
            return Worded.joined("\n".join(each.text for each in own), tuple(own))
        return self._summaries(measure, name)

    def _summaries(self, measure: Measure, name: str) -> Worded:
        """The divisions' latest texts in the period: equal ones once, names in front where they differ."""
        latest: dict[str, tuple[Month, Worded]] = {}
        for division in self._plan.divisions:
            code = division.division_code
            holder = self._responsible.holder(code)
            for month, outcome in self._submitted.outcomes.get((code, measure.measure_no), {}).items():
                text = str(getattr(outcome, name)).strip()
                known = latest.get(holder)
                if (
                    text.strip(_DASHES)
                    and self._first <= month <= self._last
                    and (known is None or known[0] < month)
                ):
                    latest[holder] = month, Worded(text, self._submitted.origin(code, month, outcome, name))
        same: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        for division in self._plan.divisions:
            if division.division_code in latest:
                text = latest[division.division_code][1].text
                words.setdefault(squash(text), text)
                same.setdefault(squash(text), []).append(division.division_name)
        if len(same) == 1:
            joined = next(iter(words.values()))
        else:
            joined = "\n".join(f"{', '.join(names)}: {words[key]}" for key, names in same.items())
        return Worded.joined(joined, tuple(each for _, each in latest.values()))

    def _actions(self, measure: Measure) -> Worded:
        """One bullet a step: its distinct actions in the order of the months, and what is unfinished."""
        lines: list[Worded] = []
        for step in measure.steps:
            entries = self._entries_of(step)
            said = _distinct(entry.action for _, _, entry in entries)
            status = self._status(step, bool(said))
            line = ""
            if said:
                line = f"- {' '.join(said)}{f' {status}' if status else ''}"
            elif status:
                line = f"- ขั้นตอนที่ {step.label or step.step_no} {status}"
            if line:
                origins = (self._origin(*each) for each in entries)
                lines.append(Worded(line, tuple(origin for each in origins for origin in each)))
        return Worded.joined("\n".join(each.text for each in lines), tuple(lines))

    def _origin(self, code: str, month: Month, entry: Entry) -> tuple[Origin, ...]:
        name = "action" if entry.action.strip() else "status"
        return self._submitted.origin(code, month, entry, name)

    def _entries_of(self, step: Step) -> list[tuple[str, Month, Entry]]:
        """The step's entries of the period with their division and month, by month, within a month in the
        order of the divisions."""
        found = [
            (month, place, self._owners.get(id(entry), each.division_code), entry)
            for place, each in enumerate(self._responsible.assignments(step))
            for month, entry in history_of(each, self._submitted.entries).items()
            if self._first <= month <= self._last
        ]
        return [(code, month, entry) for month, _, code, entry in sorted(found, key=lambda item: item[:2])]

    def _status(self, step: Step, said: bool) -> str:
        """How far a step is, in words; "" where nobody reported, or where its actions tell of its end."""
        result = self._results.get((step.measure_no, step.step_no))
        reported = {each.status for each in result.assignments if each.status} if result else set()
        if result is None or not reported:
            return ""
        if result.completion is None:
            return STATUS_LABELS["na"] + self._because(step, "na")
        if result.completion == 100:
            return "" if said else STATUS_LABELS["done"]
        if reported <= {"cannot", "na"}:
            return STATUS_LABELS["cannot"] + self._because(step, "cannot")
        if result.completion == 0:
            return STATUS_LABELS["not_started"]
        return f"{STATUS_LABELS['in_progress']} (ร้อยละ {_plain(result.completion)})"

    def _because(self, step: Step, status: Status) -> str:
        entries = (entry for _, _, entry in self._entries_of(step))
        reasons = _distinct(entry.reason for entry in entries if entry.status == status)
        return f" เนื่องจาก{' '.join(reasons).removeprefix('เนื่องจาก')}" if reasons else ""


_OF_THE_PLAN = ("section", "issue_no", "refs", "monitoring", "expected")


def _first(*options: Worded) -> Worded:
    """The first that says anything."""
    return next(each for each in options if each.text)


def _figures(result: MeasureResult | None) -> dict[str, Worded]:
    """The figures of a measure in words, the percent beside its counts."""
    if result is None:
        return dict.fromkeys(("percent", "planned", "state", "counts"), Worded(NOTHING_LEFT))
    counts = result.counts
    return {
        "percent": Worded(format_percent(result.completion)),
        "planned": Worded(format_percent(result.planned)),
        "state": Worded(STATE_LABELS["th"][result.state] if result.state else NOTHING_LEFT),
        "counts": Worded(f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"),
    }


def _step_title(step: Step) -> str:
    return numbered(step.label or step.step_no, step.step)


def numbered(number: str, text: str) -> str:
    """A text with its number in front, unless it carries that number already."""
    own = _OWN_NUMBER.match(to_arabic(text))
    if own and own[1] == to_arabic(number).rstrip("."):
        return text
    return f"{number} {text}" if "." in number else f"{number}. {text}"


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts that are not blank, equal ones once, in order."""
    found: dict[str, str] = {}
    for text in texts:
        if text.strip():
            found.setdefault(squash(text), text.strip())
    return list(found.values())


def _plain(percent: Fraction) -> str:
    """A percent without trailing zeros: 50, 33.33."""
    return format_percent(percent).rstrip("0").rstrip(".")
