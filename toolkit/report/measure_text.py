"""What a report says of each measure, and of all measures together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from toolkit.model.entry import Entry, Status
from toolkit.model.figures import Figures, MeasureResult, StepResult
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import history_of, rounds
from toolkit.report.kinds import in_numerals, numerals_of, with_numerals
from toolkit.report.score_text import issue_text
from toolkit.report.submitted import Origin, Responsible, Submitted, Worded, plan_origin
from toolkit.thai.dates import format_month, format_period
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS, format_percent
from toolkit.thai.text import squash, to_arabic
from toolkit.thai.words import STATUS_LABELS

_BECAUSE = " เนื่องจาก"
NOT_BEGUN = "ยังไม่ถึงระยะเวลาดำเนินการ"
"""Printed as the result of a measure that starts after the report's period: no gap to close."""
_DASHES = " -–—."
"""A cell with nothing else is as good as blank."""
_OF_THE_PLAN = ("section", "issue_no", "refs", "monitoring", "expected")
"""The fields that are printed as the plan has them."""
_OWN_NUMBER = re.compile(r"\(?([0-9]+(?:\.[0-9]+)*)\s*[.)]")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureText:
    """One measure as printed; every text is ready for its cell, lines parted by line ends.

    `issue` names the issues that the measure covers, one a line; `attached` cites its evidence. `summary` is
    the result in short: without words for the whole measure, each step's latest alone.
    `origins` are the cells from which each text was made, by the name of its field.
    """

    no: str
    text: str
    title: str
    section: str
    issue_no: str
    issue: str
    refs: str
    steps: str
    responsible: str
    period: str
    monitoring: str
    expected: str
    result: str
    summary: str
    outcome: str
    problem: str
    suggestion: str
    percent: str
    planned: str
    state: str
    counts: str
    attached: str = ""
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
        self._results = {(result.measure_no, result.step_no): result for result in figures.steps}
        self._measures = {result.measure_no: result for result in figures.measures}
        self._responsible = Responsible(plan, first, figures.month)
        # An entry may have been inherited: the division that reported it is known by the very object.
        self._owners = {
            id(entry): code for (code, _), history in submitted.entries.items() for entry in history.values()
        }

    def write(self, measure: Measure) -> MeasureText:
        """Return everything the report prints about a measure; `result` is a dash where nothing is known."""
        location = measure.location
        planned = {name: Worded(getattr(measure, name), plan_origin(location, name)) for name in _OF_THE_PLAN}
        period = measure.period or format_period(measure.start, measure.end, self._numerals)
        # The plan's own words for who is responsible win over a list put together from its steps.
        responsible = measure.responsible or self._responsible.names(self._responsible.codes(measure.steps))
        title = with_number(measure.printed_no, measure.measure)
        # A dash would send the head looking for a result that nobody can have yet.
        unknown = NOT_BEGUN if measure.start > self._last else NOTHING_LEFT
        # What divisions wrote as the outcome, and the scores of the measure's indicators below it.
        outcome = self._worded(measure, "outcome")
        outcome_lines = "\n".join(filter(None, (outcome.text, self._scored(measure, outcome.text))))
        worded = planned | {
            "no": Worded(measure.printed_no),
            "issue": Worded(issue_text(measure, self._plan), plan_origin(location, "issue_no")),
            "text": Worded(measure.measure, plan_origin(location, "measure")),
            "title": Worded(title, plan_origin(location, "measure")),
            "steps": self._steps(measure),
            "responsible": Worded(responsible, plan_origin(location, "responsible")),
            "period": Worded(period, plan_origin(location, "period")),
            "result": self._worded(measure, "result") or self._actions(measure) or Worded(unknown),
            "summary": self._worded(measure, "result") or self._latest(measure) or Worded(unknown),
            "outcome": Worded(outcome_lines or NOTHING_LEFT, outcome.origins),
            "problem": self._problem(measure) or Worded(NOTHING_LEFT),
            "suggestion": self._worded(measure, "suggestion") or Worded(NOTHING_LEFT),
            **_figures(self._measures.get(measure.measure_no)),
        }
        texts = {name: with_numerals(field.text, self._numerals) for name, field in worded.items()}
        origins = {name: field.origins for name, field in worded.items() if field.origins}
        steps = tuple(self._step(measure, step) for step in self._responsible.steps(measure))
        return MeasureText(**texts, step=steps, origins=origins)

    def _steps(self, measure: Measure) -> Worded:
        """Word the steps, numbered; each with its divisions where they are not the same for all."""
        steps = self._responsible.steps(measure)
        codes = [self._responsible.codes([step]) for step in steps]
        lines = []
        for step, own in zip(steps, codes, strict=True):
            # Where all steps have the same divisions, the column beside names them once.
            names = self._responsible.names(own).replace("\n", ", ") if len(set(codes)) > 1 else ""
            line = _step_title(step) + (f" ({names})" if names else "")
            lines.append(Worded(line, plan_origin(step.location, "step")))
        return Worded.joined(lines) or Worded(NOTHING_LEFT)

    def _step(self, measure: Measure, step: Step) -> StepText:
        result = self._results.get((step.measure_no, step.step_no))
        actions = " ".join(_distinct(entry.action for _, _, entry in self._entries_of(step)))
        text = StepText(
            no=step.label or step.step_no,
            text=step.step,
            title=_step_title(step),
            responsible=self._responsible.names(self._responsible.codes([step])).replace("\n", ", "),
            due=format_month(measure.step_due(step), "short"),
            status=STATE_LABELS["th"][result.state] if result and result.state else NOTHING_LEFT,
            percent=format_percent(result.completion if result else None),
            result=actions or NOTHING_LEFT,
        )
        return in_numerals(text, self._numerals)

    def _worded(self, measure: Measure, field_id: str) -> Worded:
        """Return the head's own text for a field, else what divisions wrote; blank where neither did."""
        key = (self._report, measure.measure_no, field_id)
        own = [
            Worded(text.text, plan_origin(text.location, "text"))
            for text in self._plan.texts
            if (text.report, text.measure_no, text.field_id) == key and text.text
        ]
        # A head who words a field has the last word: what divisions wrote is not added to it.
        return Worded.joined(own) if own else self._summaries(measure, field_id)

    def _summaries(self, measure: Measure, field_id: str) -> Worded:
        """Word the divisions' latest texts in the period: equal ones once, names in front where they
        differ."""
        latest: dict[str, tuple[Month, Worded]] = {}
        for division in self._plan.divisions:
            code = division.division_code
            holder = self._responsible.holder(code)
            for month, outcome in self._submitted.outcomes.get((code, measure.measure_no), {}).items():
                text = str(getattr(outcome, field_id)).strip()
                # A successor's text replaces that of the division it took over from: both are one holder.
                newer = holder not in latest or latest[holder][0] < month
                # A dash alone says nothing, and must not push out what was written in an earlier month.
                if text.strip(_DASHES) and self._first <= month <= self._last and newer:
                    latest[holder] = (
                        month,
                        Worded(text, self._submitted.origin(code, month, outcome, field_id)),
                    )
        # By the squashed text: the first division's spelling, and the names of all that wrote the same.
        same: dict[str, tuple[str, list[str]]] = {}
        for division in self._plan.divisions:
            if division.division_code in latest:
                text = latest[division.division_code][1].text
                same.setdefault(squash(text), (text, []))[1].append(division.division_name)
        lines = (
            # Some divisions begin with their own name, which is not to stand there twice.
            text if len(same) == 1 or self._names_itself(text, names) else f"{' '.join(names)}: {text}"
            for text, names in same.values()
        )
        return Worded.joined([worded for _, worded in latest.values()], "\n".join(lines))

    def _names_itself(self, text: str, names: Sequence[str]) -> bool:
        """Return whether a text begins with its only division, by its name or another one of the plan."""
        squashed = squash(text)
        divisions = (other for other in self._plan.divisions if other.division_name == names[0])
        known = (name for division in divisions for name in (division.division_name, *division.aliases))
        return len(names) == 1 and any(squashed.startswith(squash(name)) for name in known if name)

    def _problem(self, measure: Measure) -> Worded:
        """Word the problems, and why a step cannot be carried out where nobody says so among them."""
        worded = self._worded(measure, "problem")
        lines = [worded] if worded else []
        own = any(
            (text.report, text.measure_no, text.field_id) == (self._report, measure.measure_no, "problem")
            for text in self._plan.texts
        )
        for step in () if own else measure.steps:
            result = self._results.get((step.measure_no, step.step_no))
            cannot = [value for value in result.assignments if value.status == "cannot"] if result else []
            because = self._because(step, "cannot")
            reason = because.removeprefix(_BECAUSE)
            if cannot and reason and squash(reason) not in squash(worded.text):
                words = f"ขั้นตอนที่ {step.label or step.step_no} {STATUS_LABELS['cannot']}{because}"
                lines.append(Worded(words, tuple(self._reasons(step, "cannot"))))
        return Worded.joined(lines)

    def _latest(self, measure: Measure) -> Worded:
        """Word one bullet a step: the latest action of each division, equal ones once."""
        lines: list[Worded] = []
        for step in measure.steps:
            latest = {code: (month, entry) for code, month, entry in self._entries_of(step) if entry.action}
            if actions := _distinct(entry.action for _, entry in latest.values()):
                origins = (
                    self._submitted.origin(code, month, entry, "action")
                    for code, (month, entry) in latest.items()
                )
                lines.append(Worded(" ".join(["-", *actions]), tuple(chain(*origins))))
        return Worded.joined(lines) or self._actions(measure)

    def _actions(self, measure: Measure) -> Worded:
        """Word one bullet a step: its distinct actions in the order of the months, and what is unfinished."""
        lines: list[Worded] = []
        for step in measure.steps:
            entries = self._entries_of(step)
            # People copy last month's action into this month; it is one piece of work.
            actions = _distinct(entry.action for _, _, entry in entries)
            status = self._status(step, has_actions=bool(actions))
            # A step of which nobody reported anything gets no bullet, which would look like a result.
            if actions or status:
                words = actions or [f"ขั้นตอนที่ {step.label or step.step_no}"]
                origins = (
                    self._submitted.origin(code, month, entry, "action" if entry.action.strip() else "status")
                    for code, month, entry in entries
                )
                lines.append(Worded(" ".join(["-", *words, *filter(None, [status])]), tuple(chain(*origins))))
        return Worded.joined(lines)

    def _entries_of(self, step: Step) -> list[tuple[str, Month, Entry]]:
        """Return the step's entries of the period with their division and month, by month, within a month in
        the order of the divisions."""
        entries = [
            (self._owners.get(id(entry), assignment.division_code), month, entry)
            for assignment in self._responsible.assignments(step)
            for month, entry in history_of(assignment, self._submitted.entries).items()
            if self._first <= month <= self._last
        ]
        # Stable: within a month the order of the divisions stays.
        return sorted(entries, key=lambda item: item[1])

    def _status(self, step: Step, *, has_actions: bool) -> str:
        """Say how far a step is; "" where nobody reported, or where its actions tell of its end."""
        result = self._results.get((step.measure_no, step.step_no))
        reported = {value.status for value in result.assignments if value.status} if result else set()
        if result is None or not reported:
            return ""
        # na left the mean, so there is no percent; it is said with its reason instead of being passed over.
        if result.completion is None:
            return STATUS_LABELS["na"] + self._because(step, "na")
        # The actions tell of the end; the bare word is for a step that was reported done without any.
        if result.completion == 100:
            return "" if has_actions else STATUS_LABELS["done"]
        if reported <= {"cannot", "na"}:
            return STATUS_LABELS["cannot"] + self._because(step, "cannot")
        if step.every is not None:
            return self._rounds(step, result, in_progress="in_progress" in reported)
        if result.completion == 0:
            return STATUS_LABELS["not_started"]
        # In a sentence “ร้อยละ 40.00” reads oddly; the point keeps the zero of 40 from going as well.
        percent = format_percent(result.completion).rstrip("0").rstrip(".")
        return f"{STATUS_LABELS['in_progress']} (ร้อยละ {percent})"

    def _rounds(self, step: Step, result: StepResult, *, in_progress: bool) -> str:
        """Say how many rounds of a recurring step are done: a round in hand is under way, not a percent."""
        measure = next(measure for measure in self._plan.measures if measure.measure_no == step.measure_no)
        count = len(rounds(measure, step))
        percents = [assignment.percent for assignment in result.assignments if assignment.percent is not None]
        # The mean over divisions is no whole number of rounds, so the range is told.
        fewest, most = (int(percent * count / 100) for percent in (min(percents), max(percents)))
        if not most:
            return STATUS_LABELS["in_progress" if in_progress else "not_started"]
        done = f" {most}" if fewest == most else f" {fewest} ถึง {most}" if fewest else f"ไม่เกิน {most}"
        told = f"ดำเนินการแล้ว{done} จาก {count} รอบ"
        return f"{STATUS_LABELS['in_progress']} ({told})" if in_progress else told

    def _because(self, step: Step, status: Status) -> str:
        entries = (entry for _, _, entry in self._entries_of(step))
        reasons = _distinct(entry.reason for entry in entries if entry.status == status)
        return f"{_BECAUSE}{' '.join(reasons).removeprefix(_BECAUSE.strip())}" if reasons else ""

    def _reasons(self, step: Step, status: Status) -> Iterator[Origin]:
        """Yield the cells of the reasons that were given for a status."""
        for code, month, entry in self._entries_of(step):
            if entry.status == status and entry.reason:
                yield from self._submitted.origin(code, month, entry, "reason")


def _figures(result: MeasureResult | None) -> dict[str, Worded]:
    """Word the figures of a measure, the percent beside its counts."""
    if result is None:
        # Dashes and no zeros: without figures nothing is known.
        return dict.fromkeys(("percent", "planned", "state", "counts"), Worded(NOTHING_LEFT))
    counts = result.counts
    return {
        "percent": Worded(format_percent(result.completion)),
        "planned": Worded(format_percent(result.planned)),
        "state": Worded(STATE_LABELS["th"][result.state] if result.state else NOTHING_LEFT),
        "counts": Worded(f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"),
    }


def _step_title(step: Step) -> str:
    return with_number(step.label or step.step_no, step.step)


def with_number(number: str, text: str) -> str:
    """Return a text with its number in front, unless it carries that number already."""
    own = _OWN_NUMBER.match(to_arabic(text))
    # Offices type "1. …" into the text as well; it is not printed twice.
    if own and own[1] == to_arabic(number).rstrip("."):
        return text
    # “1.” is how a number stands in a list, but “1.2” takes no point behind it.
    return f"{number} {text}" if "." in number else f"{number}. {text}"


def _distinct(texts: Iterable[str]) -> list[str]:
    """Return the texts that are not blank, equal ones once, in order."""
    distinct: dict[str, str] = {}
    for text in texts:
        if text.strip():
            distinct.setdefault(squash(text), text.strip())
    return list(distinct.values())


@dataclass(frozen=True, slots=True)
class WholeText:
    """What is said of all measures, one a line, the measure in front where several say something."""

    problem: str
    suggestion: str
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict, compare=False)


def whole_text(measures: Sequence[MeasureText]) -> WholeText:
    """Return the problems and suggestions of all measures; a dash where there are none, equal texts once."""
    texts, origins = {}, {}
    for name in ("problem", "suggestion"):
        own = [measure for measure in measures if getattr(measure, name) != NOTHING_LEFT]
        # Divisions often write one problem for all measures; it is printed once, without numbers.
        if len({getattr(measure, name) for measure in own}) <= 1:
            texts[name] = getattr(own[0], name) if own else NOTHING_LEFT
        else:
            texts[name] = "\n".join(f"มาตรการ {measure.no}: {getattr(measure, name)}" for measure in own)
        cells = (cell for measure in measures for cell in measure.origins.get(name, ()))
        origins[name] = tuple(dict.fromkeys(cells))
    return WholeText(**texts, origins=origins)
