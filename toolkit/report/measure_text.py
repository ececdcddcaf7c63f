"""What a report says of each measure, and of all measures together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from toolkit.model.entry import Status
from toolkit.model.figures import Figures, StepResult
from toolkit.model.month import Month
from toolkit.model.plan import Division, Measure, Plan, Step
from toolkit.model.progress import HUNDRED, history_of
from toolkit.report.kinds import KINDS, ReportKind, in_numerals, numerals_of
from toolkit.report.progress_text import rounds_done, steps_done
from toolkit.report.score_text import ScoreWriter, issue_text
from toolkit.report.submitted import Reported, Responsible, Submitted, Worded, plan_origin
from toolkit.thai.dates import format_month, format_period
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS, format_percent
from toolkit.thai.text import before_verb, squash, to_arabic
from toolkit.thai.words import STATUS_LABELS

_BECAUSE = " เนื่องจาก"
_UNDER_WAY = "อยู่ระหว่าง"
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
    the result in short: without words for the whole measure, each step's latest alone. Texts that were made
    from cells know them (`Worded`).
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


_Latest = dict[str, tuple[Month, Worded]]
"""What divisions wrote last, by the division that speaks for them, with its month."""


class MeasureWriter:
    """Words the measures of one plan for the period from October to `last`.

    `report` is the kind under which the head of office words it; the annual one alone has the result of its
    own year to compare with. Without `figures` nothing is said of how far anything is.
    """

    def __init__(
        self,
        plan: Plan,
        last: Month,
        submitted: Submitted,
        *,
        report: ReportKind,
        figures: Figures | None,
    ) -> None:
        self._plan = plan
        self._submitted = submitted
        self._report = report
        self._scores = ScoreWriter(plan, plan.fiscal_year - KINDS[report].result_years)
        self._first = plan.months[0]
        self._last = last
        self._numerals = numerals_of(plan.agency)
        steps, measures = (figures.steps, figures.measures) if figures else ((), ())
        self._results = {(result.measure_no, result.step_no): result for result in steps}
        self._measures = {result.measure_no: result for result in measures}
        self._responsible = Responsible(plan, self._first, last)
        # An entry may have been inherited: the division that reported it is known by the very object.
        self._owners = {
            id(entry): code for (code, _), history in submitted.entries.items() for entry in history.values()
        }

    def write(self, measure: Measure, *, attached: str = "", officer: str = "") -> MeasureText:
        """Return everything the report prints about a measure; `result` is a dash where nothing is known.

        `attached` cites its evidence, `officer` stands below the divisions.
        """
        location = measure.location
        planned: dict[str, str] = {
            name: Worded(getattr(measure, name), plan_origin(location, name)) for name in _OF_THE_PLAN
        }
        period = measure.period or format_period(measure.start, measure.end, self._numerals)
        # The plan's own words for who is responsible win over a list put together from its steps.
        responsible = measure.responsible or self._responsible.names(self._responsible.codes(measure.steps))
        responsible = "\n".join(filter(None, (responsible, officer)))
        title = with_number(measure.printed_no, measure.measure)
        # A dash would send the head looking for a result that nobody can have yet.
        unknown = NOT_BEGUN if measure.start > self._last else NOTHING_LEFT
        # What divisions wrote as the outcome, and the scores of the measure's indicators below it.
        outcome = self._worded(measure, "outcome")
        scored = self._scores.sentence(measure, outcome) if self._report == "annual" else ""
        steps, result = self.steps(measure), self._measures.get(measure.measure_no)
        worded = planned | {
            "no": measure.printed_no,
            "attached": attached,
            "issue": Worded(issue_text(measure, self._plan), plan_origin(location, "issue_no")),
            "text": Worded(measure.measure, plan_origin(location, "measure")),
            "title": Worded(title, plan_origin(location, "measure")),
            "steps": self._steps(steps),
            "responsible": Worded(responsible, plan_origin(location, "responsible")),
            "period": Worded(period, plan_origin(location, "period")),
            "result": self._result(measure) or unknown,
            "summary": self._result(measure, latest=True) or unknown,
            "outcome": Worded("\n".join(filter(None, (outcome, scored))) or NOTHING_LEFT, outcome.origins),
            "problem": self._problem(measure) or NOTHING_LEFT,
            "suggestion": self._worded(measure, "suggestion") or NOTHING_LEFT,
            # Dashes and no zeros: without figures nothing is known. A percent stands beside its counts.
            "percent": format_percent(result.completion if result else None),
            "planned": format_percent(result.planned if result else None),
            "state": STATE_LABELS["th"][result.state] if result and result.state else NOTHING_LEFT,
            "counts": steps_done(result.counts) if result else NOTHING_LEFT,
        }
        texts = {name: in_numerals(text, self._numerals) for name, text in worded.items()}
        return MeasureText(**texts, step=tuple(self._step(measure, step) for step in steps))

    def steps(self, measure: Measure) -> tuple[Step, ...]:
        """Return the steps that are worded of a measure, in order."""
        return self._responsible.steps(measure)

    def _steps(self, steps: Sequence[Step]) -> Worded:
        """Word the steps, numbered; each with its divisions where they are not the same for all."""
        codes = [self._responsible.codes([step]) for step in steps]
        lines = []
        for step, own in zip(steps, codes, strict=True):
            # Where all steps have the same divisions, the column beside names them once; a step that was
            # called off is nobody's any more.
            names = (
                self._responsible.names(own).replace("\n", ", ")
                if len(set(codes) - {frozenset()}) > 1
                else ""
            )
            line = self._step_title(step) + (f" ({names})" if names else "")
            lines.append(Worded(line, plan_origin(step.location, "step")))
        return Worded.joined(lines or [Worded(NOTHING_LEFT)])

    def _step_title(self, step: Step) -> str:
        """Return a step with its number, the month from which it counts and from which it was dropped."""
        months, title = self._plan.months, with_number(step.label or step.step_no, step.step)
        if step.first is not None and step.first > months[0]:
            title += f" ({'เพิ่มตั้งแต่' if step.added else 'ตั้งแต่'} {format_month(step.first)})"
        if step.until is not None and step.until < months[-1]:
            title += f" (ยกเลิกตั้งแต่ {format_month(step.until + 1)})"
        return title

    def _step(self, measure: Measure, step: Step) -> StepText:
        result = self._results.get((step.measure_no, step.step_no))
        # Each on a line of its own: those of a year in one paragraph are read by nobody.
        actions = "\n".join(_distinct(entry.action for _, _, entry in self._entries_of(step)))
        text = StepText(
            no=step.label or step.step_no,
            text=step.step,
            title=self._step_title(step),
            responsible=self._responsible.names(self._responsible.codes([step])).replace("\n", ", "),
            due=format_month(measure.step_due(step), "short"),
            status=STATE_LABELS["th"][result.state] if result and result.state else NOTHING_LEFT,
            percent=format_percent(result.completion if result else None),
            result=actions or NOTHING_LEFT,
        )
        return in_numerals(text, self._numerals)

    def _result(self, measure: Measure, *, latest: bool = False) -> Worded:
        """Return the head's own words, else the divisions' summaries and what they did after the newest;
        `latest`: in short."""
        if own := self._own(measure, "result"):
            return own
        summaries = self._latest(measure, "result")
        # The summary of March is no result of September: what came after it is told as well.
        newest = max((month for month, _ in summaries.values()), default=None)
        news = self._actions(measure, newest, latest=True) if latest else Worded("")
        told = (self._same_once(summaries), news or self._actions(measure, newest))
        return Worded.joined([part for part in told if part])

    def _worded(self, measure: Measure, field_id: str) -> Worded:
        """Return the head's own text for a field, else what divisions wrote; blank where neither did."""
        return self._own(measure, field_id) or self._same_once(self._latest(measure, field_id))

    def _own(self, measure: Measure, field_id: str) -> Worded:
        """Return the text of the head, who has the last word: what divisions wrote is not added to it."""
        key = (self._report, measure.measure_no, field_id)
        texts = (text for text in self._plan.texts if (text.report, text.measure_no, text.field_id) == key)
        return Worded.joined(
            [Worded(text.text, plan_origin(text.location, "text")) for text in texts if text.text]
        )

    def _latest(self, measure: Measure, field_id: str) -> _Latest:
        """Return the latest text of each division within the period."""
        latest: _Latest = {}
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
        return latest

    def _same_once(self, latest: _Latest) -> Worded:
        """Join the texts of divisions: equal ones once, names in front where they differ."""
        # By the squashed text: the first division's spelling, and the names of all that wrote the same.
        same: dict[str, tuple[str, list[Division]]] = {}
        for division in self._plan.divisions:
            if division.division_code in latest:
                text: str = latest[division.division_code][1]
                same.setdefault(squash(text), (text, []))[1].append(division)
        lines = []
        for squashed, (text, wrote) in same.items():
            own_names = (wrote[0].division_name, *wrote[0].aliases) if len(wrote) == 1 else ()
            # Some divisions begin with their own name, which is not to stand there twice.
            if len(same) > 1 and not any(squashed.startswith(squash(name)) for name in own_names if name):
                text = f"{' '.join(division.division_name for division in wrote)}: {text}"
            lines.append(text)
        return Worded.joined([worded for _, worded in latest.values()], "\n".join(lines))

    def _problem(self, measure: Measure) -> Worded:
        """Word the problems, and why a step cannot be carried out where nobody says so among them."""
        worded = self._worded(measure, "problem")
        lines = [worded] if worded else []
        for step in () if self._own(measure, "problem") else measure.steps:
            cannot, reasons = self._cannot(step)
            if reasons and squash(" ".join(reasons)) not in squash(worded):
                words = f"ขั้นตอนที่ {step.label or step.step_no} {cannot}"
                lines.append(Worded.joined(reasons, words))
        return Worded.joined(lines)

    def _actions(self, measure: Measure, after: Month | None, *, latest: bool = False) -> Worded:
        """Word one bullet a step: its distinct actions in the order of the months, and what is unfinished.

        `latest`: only the latest action of each division.
        """
        lines: list[Worded] = []
        for step in measure.steps:
            entries = self._entries_of(step, after)
            if latest:
                entries = list({news[0]: news for news in entries if news[2].action}.values())
            # People copy last month's action into this month; it is one piece of work.
            actions = _distinct(entry.action for _, _, entry in entries)
            status = self._status(step, actions) if entries and not latest else ""
            # A step of which nobody reported anything gets no bullet, which would look like a result.
            if actions or status:
                words = actions or [f"ขั้นตอนที่ {step.label or step.step_no}"]
                origins = chain.from_iterable(
                    self._submitted.origins([news], "action" if news[2].action.strip() else "status")
                    for news in entries
                )
                lines.append(Worded(" ".join(filter(None, ["-", *words, status])), tuple(origins)))
        return Worded.joined(lines)

    def _entries_of(self, step: Step, after: Month | None = None) -> list[Reported]:
        """Return the step's entries of the period, or those after a month, with their division and month: by
        month, within a month in the order of the divisions."""
        entries = [
            (self._owners.get(id(entry), assignment.division_code), month, entry)
            for assignment in self._responsible.assignments(step)
            for month, entry in history_of(assignment, self._submitted.entries).items()
            if self._first <= month <= self._last and (after is None or after < month)
        ]
        # Stable: within a month the order of the divisions stays.
        return sorted(entries, key=lambda news: news[1])

    def _status(self, step: Step, actions: Sequence[str]) -> str:
        """Say how far a step is; "" where nobody reported, or where its actions tell of its end."""
        result = self._results.get((step.measure_no, step.step_no))
        statuses = {value.status for value in result.assignments} if result else set()
        if result is None or statuses <= {None}:
            return ""
        # na left the mean, so there is no percent; it is said with its reason instead of being passed over.
        if result.completion is None:
            return f"{STATUS_LABELS['na']}{_because(self._reasons(step, 'na'))}"
        # The actions tell of the end; the bare word is for a step that was reported done without any.
        if result.completion == HUNDRED:
            return "" if actions else STATUS_LABELS["done"]
        cannot, _ = self._cannot(step)
        # Of those whom the step concerns nobody has reported yet, or nobody can.
        if statuses <= {None, "na", "cannot"}:
            return cannot
        return " ".join(filter(None, (self._progress(step, result, actions), cannot)))

    def _progress(self, step: Step, result: StepResult, actions: Sequence[str]) -> str:
        """Say how far a step is that is neither finished nor given up."""
        under_way = any(value.status == "in_progress" for value in result.assignments)
        if step.every is not None:
            measure = next(measure for measure, own in self._plan.steps if own is step)
            told = rounds_done(measure, step, result)
        else:
            under_way = under_way or result.completion != 0
            # In a sentence “ร้อยละ 40.00” reads oddly; the point keeps the zero of 40 from going as well.
            told = f"ร้อยละ {format_percent(result.completion).rstrip('0').rstrip('.')}" if under_way else ""
        if not under_way:
            return told or STATUS_LABELS["not_started"]
        # An action that says itself that the work is under way is not told so again.
        if actions and actions[-1].startswith(_UNDER_WAY):
            return f"({told.replace('ร้อยละ', 'คืบหน้าร้อยละ')})" if told else ""
        return STATUS_LABELS["in_progress"] + (f" ({told})" if told else "")

    def _cannot(self, step: Step) -> tuple[str, list[Worded]]:
        """Say that a step cannot be carried out, with the divisions where others can, and the reasons; ""
        where nobody said so."""
        result = self._results.get((step.measure_no, step.step_no))
        counted = [value for value in result.assignments if value.status != "na"] if result else []
        unable = [value.division_code for value in counted if value.status == "cannot"]
        if not unable:
            return "", []
        reasons = self._reasons(step, "cannot")
        names = " ".join(map(self._plan.division_name, unable)) if len(unable) < len(counted) else ""
        return (before_verb(names) if names else "") + STATUS_LABELS["cannot"] + _because(reasons), reasons

    def _reasons(self, step: Step, status: Status) -> list[Worded]:
        """Return the distinct reasons of the divisions whose latest word on a step is this status."""
        latest = {code: (code, month, entry) for code, month, entry in self._entries_of(step)}.values()
        reasons: dict[str, Worded] = {}
        for news in latest:
            if news[2].status == status and (reason := news[2].reason.strip()):
                reasons.setdefault(squash(reason), Worded(reason, self._submitted.origins([news], "reason")))
        return list(reasons.values())


def _because(reasons: Sequence[Worded]) -> str:
    told = " ".join(reasons).removeprefix(_BECAUSE.strip())
    return f"{_BECAUSE}{told}" if told else ""


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
