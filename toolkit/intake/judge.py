"""Judging one division workbook against the plan and what is accepted already.

Rules judge only months that differ from what is accepted, so that a workbook carried on over the
year is not held up by what was settled before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.catalogue import severity_of
from toolkit.check.month_head import check_reported_on, check_unsigned, not_begun
from toolkit.check.row_keys import IssuedTexts, check_row_keys
from toolkit.check.row_values import ASKED_FOR, TYPED_FIELDS
from toolkit.intake.accepted import Accepted
from toolkit.intake.ledger import LedgerMonth
from toolkit.intake.months import MonthReading
from toolkit.model.entry import AcceptedMonth, Entry
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan, Step
from toolkit.model.progress import (
    Assignment,
    History,
    assignments,
    history_of,
    in_finished_round,
    is_due,
    outcome_months,
    value_at,
)
from toolkit.thai.date_format import format_date, format_month


@dataclass(frozen=True)
class Rules:
    """What the rules know of the plan: assignments by division and step texts by row key."""

    plan: Plan
    assignments: Mapping[str, tuple[Assignment, ...]]
    steps: Mapping[str, Step]
    issued: IssuedTexts
    known_keys: frozenset[str]

    @classmethod
    def of(cls, plan: Plan, issued: IssuedTexts) -> Rules:
        by_division: dict[str, list[Assignment]] = {}
        for assignment in assignments(plan):
            by_division.setdefault(assignment.division_code, []).append(assignment)
        steps = {step.key: step for _, step in plan.steps}
        keys = frozenset((*steps, *(measure.measure_no for measure in plan.measures)))
        return cls(plan, {code: tuple(each) for code, each in by_division.items()}, steps, issued, keys)

    def own_keys(self, division_code: str, month: Month) -> frozenset[str]:
        """The row keys that a division may fill in a month: not those it has passed on by then."""
        own = self.assignments.get(division_code, ())
        held = (each.key for each in own if each.last is None or month <= each.last)
        return frozenset((*held, *(each.measure.measure_no for each in own)))

    def keys_in(self, month: Month) -> frozenset[str]:
        """The row keys of the plan in a month: not those of steps that ended before it."""
        ended = (key for key, step in self.steps.items() if step.until is not None and step.until < month)
        return self.known_keys.difference(ended)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the intake: its moment, and the last line that the ledger had before it."""

    intake: dt.datetime
    after_line: int


@dataclass(frozen=True)
class Judged:
    """The months of a file that are news, what was found in them, and the months with anything typed."""

    months: tuple[MonthReading, ...]
    findings: tuple[Finding, ...]
    filled: tuple[Month, ...]


def judge(
    readings: tuple[MonthReading, ...],
    division_code: str,
    rules: Rules,
    accepted: Accepted,
    intake: dt.datetime,
) -> Judged:
    """Judge the months of one workbook of a division at the time of intake."""
    findings: list[Finding] = list(_doubled(readings, rules.plan))
    news: list[MonthReading] = []
    for reading in sorted(readings, key=lambda each: each.report.month):
        report = reading.report
        if report.month.fiscal_year != rules.plan.fiscal_year:
            continue
        if not_begun(report.month, intake):
            if reading.touched:
                month = format_month(report.month, "full")
                findings.append(Finding("month-not-begun", report.source.sheet, "", month))
        elif not report.submitted:
            unread = [each for each in reading.findings if each.code == "reported-on-unreadable"]
            if unread or reading.touched:
                findings += unread or check_unsigned(report, reading.head, intake)
        elif has_error(reading.findings) or accepted.changes(division_code, report):
            news.append(reading)
    history = _history(division_code, rules, accepted, news)
    for reading in news:
        findings += _month_findings(reading, division_code, rules, history, intake)
    if not any(reading.touched or reading.report.submitted for reading in readings):
        findings.append(Finding("nothing-submitted"))
    filled = tuple(reading.report.month for reading in readings if reading.anything_filled)
    return Judged(tuple(news), tuple(findings), filled)


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(severity_of(each) == "error" for each in findings)


def _doubled(readings: tuple[MonthReading, ...], plan: Plan) -> Iterator[Finding]:
    seen: set[Month] = set()
    for reading in readings:
        month, sheet = reading.report.month, reading.report.source.sheet
        if month.fiscal_year != plan.fiscal_year:
            yield Finding("month-other-year", sheet, "", format_month(month, "full"), str(plan.fiscal_year))
        elif month in seen:
            yield Finding("month-doubled", sheet, "", format_month(month, "full"))
        seen.add(month)


def _history(
    division_code: str, rules: Rules, accepted: Accepted, news: list[MonthReading]
) -> Mapping[str, History]:
    """Each own assignment's entries as they would stand with this file's months taken in."""
    histories: dict[str, dict[Month, Entry]] = {
        each.key: dict(history_of(each, accepted.entries))
        for each in rules.assignments.get(division_code, ())
    }
    for reading in news:
        for entry in reading.report.entries:
            histories.setdefault(entry.key, {})[reading.report.month] = entry
    return histories


def _month_findings(
    reading: MonthReading,
    division_code: str,
    rules: Rules,
    history: Mapping[str, History],
    intake: dt.datetime,
) -> Iterator[Finding]:
    mine = rules.assignments.get(division_code, ())
    yield from _value_findings(reading, mine, history)
    yield from check_reported_on(reading.report, reading.head, intake)
    month = reading.report.month
    own, known = rules.own_keys(division_code, month), rules.keys_in(month)
    yield from check_row_keys(reading.status.records, rules.issued, own, known)
    if reading.outcomes is not None:
        yield from check_row_keys(reading.outcomes.records, rules.issued, own, known)
    yield from _blank_rows(reading, mine, history)
    yield from _results(reading, mine, history)


def _value_findings(
    reading: MonthReading, mine: tuple[Assignment, ...], history: Mapping[str, History]
) -> Iterator[Finding]:
    """What was found in reading; texts that a status asks for are asked of due rows only."""
    month, by_key = reading.report.month, reading.status.by_key
    settled = [each.key for each in mine if not is_due(each, history[each.key], month)]
    unasked = {by_key[key].cell(field) for key in settled if key in by_key for field in ASKED_FOR.values()}
    for finding in reading.findings:
        if finding.code not in ASKED_FOR or finding.cell not in unasked:
            yield finding


def _blank_rows(
    reading: MonthReading, mine: tuple[Assignment, ...], history: Mapping[str, History]
) -> Iterator[Finding]:
    """Due rows left blank, in one note a sheet: no news is allowed, but may be an oversight."""
    month = reading.report.month
    blank = []
    for assignment in mine:
        record = reading.status.by_key.get(assignment.key)
        if record is None or record.filled(TYPED_FIELDS):
            continue
        known = history[assignment.key]
        if is_due(assignment, known, month) and not in_finished_round(assignment, known, month):
            blank.append(record)
    if blank:
        keys = ", ".join(record.key for record in blank)
        yield Finding("row-blank", blank[0].source.sheet, blank[0].cell("status"), keys)


def _results(
    reading: MonthReading, mine: tuple[Assignment, ...], history: Mapping[str, History]
) -> Iterator[Finding]:
    """In March, September and the month a measure's last step is done, its result is asked for."""
    if reading.outcomes is None:
        return
    month = reading.report.month
    for number in dict.fromkeys(each.measure.measure_no for each in mine):
        own = [each for each in mine if each.measure.measure_no == number]
        measure = own[0].measure
        record = reading.outcomes.by_key.get(number)
        if record is None or record.text("result") or month < measure.start:
            continue
        if month in outcome_months(measure, _done_in(own, history, month)):
            yield Finding("result-missing", record.source.sheet, record.cell("result"), measure.printed_no)


def _done_in(own: list[Assignment], history: Mapping[str, History], month: Month) -> list[Month]:
    """The month itself, where this division's last step of a measure became done in it."""

    def done(at: Month) -> bool:
        values = [value_at(each, history[each.key], at).percent for each in own]
        return all(value is None or value == 100 for value in values) and any(
            value == 100 for value in values
        )

    return [month] if done(month) and not done(month + -1) else []


def received_in(month: Month, times: Iterable[dt.datetime], intake: dt.datetime) -> dt.datetime:
    """When a month was received: the earliest believable time, neither before the month nor after intake."""
    believed = [each for each in times if month.begins_at <= each <= intake]
    return min((*believed, intake))


def ledger_months(
    judged: Judged, division_code: str, accepted: Accepted, times: tuple[dt.datetime, ...], run: Run
) -> tuple[tuple[LedgerMonth, ...], tuple[Finding, ...]]:
    """The months of an accepted file for the ledger, and notes on those that change nothing."""
    months: list[LedgerMonth] = []
    notes: list[Finding] = []
    for reading in judged.months:
        report = reading.report
        assert report.reported_on is not None
        received = received_in(report.month, times, run.intake)
        newest = accepted.newest(division_code, report.month)
        taken = newest is None or not _older(report.reported_on, received, newest, run)
        if newest is not None and not taken:
            dates = (
                format_date(report.reported_on),
                format_date(newest.report.reported_on or report.reported_on),
            )
            month = format_month(report.month, "full")
            notes.append(
                replace(
                    Finding("older-report", report.source.sheet),
                    found=f"{month} ({dates[0]})",
                    expected=dates[1],
                )
            )
        months.append(LedgerMonth(report.month, report.reported_on, received, taken))
    return tuple(months), tuple(notes)


def _older(reported_on: dt.date, received: dt.datetime, newest: AcceptedMonth, run: Run) -> bool:
    """Whether a version is dated before the one accepted before it. Files that came in at one moment of
    one run (two clerks of one division) are taken together, row by row, whichever is looked at first."""
    assert newest.report.reported_on is not None
    later = newest.sequence <= run.after_line or received > newest.received
    return reported_on < newest.report.reported_on and later
