"""What a report says about one measure, from the plan, the head's own wording and the divisions' reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.model.completion import Figures, rounded
from toolkit.model.entry import Entry, Outcome, Status
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import Assignment, History, assignments, history_of
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.thai.dates import format_period
from toolkit.thai.digits import to_arabic
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.thai.text import squash
from toolkit.thai.words import STATUS_LABELS

Entries = Mapping[tuple[str, str], History]
"""Accepted entries by (division_code, row key)."""
Outcomes = Mapping[tuple[str, str], Mapping[Month, Outcome]]
"""Accepted outcomes by (division_code, measure_no)."""

ALL_DIVISIONS = "ทุกกอง"
_OWN_NUMBER = re.compile(r"\(?([0-9]+(?:\.[0-9]+)*)\s*[.)]")


@dataclass(frozen=True, slots=True)
class MeasureText:
    """One measure as printed; every text is ready for its cell, lines parted by line ends."""

    no: str
    text: str
    title: str
    steps: str
    responsible: str
    period: str
    result: str
    suggestion: str


NOT_BEGUN = "ยังไม่ถึงระยะเวลาดำเนินการ"
"""Printed as the result of a measure that starts after the report's period: no gap to close."""


class MeasureWriter:
    """Words the measures of one plan for the period from `first` to the figures' month."""

    def __init__(
        self, plan: Plan, figures: Figures, entries: Entries, outcomes: Outcomes, *, report: str, first: Month
    ) -> None:
        self._plan = plan
        self._entries = entries
        self._outcomes = outcomes
        self._report = report
        self._first = first
        self._last = figures.month
        self._numerals = numerals_of(plan.agency)
        self._results = {(each.measure_no, each.step_no): each for each in figures.steps}
        self._assignments: dict[tuple[str, str], list[Assignment]] = {}
        for each in assignments(plan):
            self._assignments.setdefault((each.measure.measure_no, each.step.step_no), []).append(each)

    def write(self, measure: Measure) -> MeasureText:
        """Everything the report prints about a measure; `result` is a dash where nothing is known."""
        result = self._worded(measure, "result") or self._actions(measure) or self._nothing(measure)
        suggestion = self._worded(measure, "suggestion") or NOTHING_LEFT
        period = measure.period or format_period(measure.start, measure.end, self._numerals)
        texts = (
            measure.printed_no,
            measure.measure,
            _numbered(measure.printed_no, measure.measure),
            self._steps(measure),
            measure.responsible or self.division_names(self._codes(measure.steps)),
            period,
            result,
            suggestion,
        )
        return MeasureText(*(with_numerals(text, self._numerals) for text in texts))

    def _nothing(self, measure: Measure) -> str:
        """What stands where nobody reported anything: a dash, or that the measure has not begun."""
        return NOT_BEGUN if measure.start > self._last else NOTHING_LEFT

    def division_names(self, codes: Iterable[str]) -> str:
        """Divisions as a plain list, one a line, or "ทุกกอง" where it is all that count as such."""
        wanted = set(codes)
        everyone = {
            each.division_code for each in self._plan.divisions if each.in_all and self._lives(each.until)
        }
        if len(everyone) > 1 and wanted == everyone:
            return ALL_DIVISIONS
        return "\n".join(each.division_name for each in self._plan.divisions if each.division_code in wanted)

    def _lives(self, until: Month | None) -> bool:
        return until is None or until >= self._last

    def _codes(self, steps: Iterable[Step]) -> set[str]:
        """The divisions that hold the steps at the end of the period, successors for those that ended."""
        return {
            each.division_code
            for step in steps
            for each in self._assignments.get((step.measure_no, step.step_no), ())
            if each.last is None or each.last >= self._last
        }

    def _steps(self, measure: Measure) -> str:
        """The steps, numbered; each with its divisions where they are not the same for all."""
        steps = [step for step in measure.steps if self._counts(step)]
        codes = [self._codes([step]) for step in steps]
        differ = any(each != codes[0] for each in codes)
        lines = []
        for step, each in zip(steps, codes, strict=True):
            names = self.division_names(each).replace("\n", ", ")
            suffix = f" ({names})" if differ and names else ""
            lines.append(_numbered(step.label or step.step_no, step.step) + suffix)
        return "\n".join(lines) or NOTHING_LEFT

    def _counts(self, step: Step) -> bool:
        """Whether a step is part of the plan in any month of the period."""
        begun = step.first is None or step.first <= self._last
        return begun and (step.until is None or step.until >= self._first)

    def _worded(self, measure: Measure, field: str) -> str:
        """The head's own text for a field, else what divisions wrote; "" where neither did."""
        own = [
            each.text
            for each in self._plan.texts
            if (each.report, each.measure_no, each.field_id) == (self._report, measure.measure_no, field)
            and each.text
        ]
        return "\n".join(own) if own else self._summaries(measure, field)

    def _summaries(self, measure: Measure, field: str) -> str:
        """The divisions' latest texts in the period: equal ones once, names in front where they differ."""
        latest: dict[str, tuple[Month, str]] = {}
        for division in self._plan.divisions:
            said = self._outcomes.get((division.division_code, measure.measure_no), {})
            holder = self._holder(division.division_code)
            for month, outcome in said.items():
                text = str(getattr(outcome, field)).strip()
                known = latest.get(holder)
                if text and self._first <= month <= self._last and (known is None or known[0] < month):
                    latest[holder] = (month, text)
        same: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        for division in self._plan.divisions:
            if division.division_code in latest:
                text = latest[division.division_code][1]
                words.setdefault(squash(text), text)
                same.setdefault(squash(text), []).append(division.division_name)
        if len(same) == 1:
            return next(iter(words.values()))
        return "\n".join(f"{', '.join(names)}: {words[key]}" for key, names in same.items())

    def _holder(self, code: str) -> str:
        """The division that speaks for another at the end of the period: its successor, once it has ended."""
        seen = {code}
        while (
            (division := self._plan.division_by_code.get(code)) is not None
            and not self._lives(division.until)
            and division.successor in self._plan.division_by_code
            and division.successor not in seen
        ):
            code = division.successor
            seen.add(code)
        return code

    def _actions(self, measure: Measure) -> str:
        """One bullet a step: its distinct actions in the order of the months, and what is unfinished."""
        lines = []
        for step in measure.steps:
            said = _distinct(entry.action for entry in self._entries_of(step))
            status = self._status(step, bool(said))
            if said:
                lines.append(f"- {' '.join(said)}{f' {status}' if status else ''}")
            elif status:
                lines.append(f"- ขั้นตอนที่ {step.label or step.step_no} {status}")
        return "\n".join(lines)

    def _entries_of(self, step: Step) -> list[Entry]:
        """The step's entries of the period, by month, within a month in the order of the divisions."""
        found = [
            (month, place, entry)
            for place, each in enumerate(self._assignments.get((step.measure_no, step.step_no), ()))
            for month, entry in history_of(each, self._entries).items()
            if self._first <= month <= self._last
        ]
        return [entry for _, _, entry in sorted(found, key=lambda item: item[:2])]

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
        reasons = _distinct(entry.reason for entry in self._entries_of(step) if entry.status == status)
        return f" เนื่องจาก{' '.join(reasons).removeprefix('เนื่องจาก')}" if reasons else ""


def _numbered(number: str, text: str) -> str:
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
    return f"{rounded(percent):.2f}".rstrip("0").rstrip(".")
