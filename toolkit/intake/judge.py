"""Judging one division workbook against the plan and what is accepted already.

Rules judge only months that differ from what is accepted, so that a workbook carried on over the
year is not held up by what was settled before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.intake.month_reading import MonthReading
from toolkit.messages.catalogue import graded, has_errors
from toolkit.model.entry import AcceptedMonth, Entry
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan, Step
from toolkit.model.progress import Assignment, History, assignments, history_of
from toolkit.office.accepted import Accepted
from toolkit.office.ledger import LedgerMonth
from toolkit.rules.due_rows import asked_of_due_rows, check_blank_rows, check_results
from toolkit.rules.evidence import check_evidence
from toolkit.rules.month_head import MonthSheet, check_reported_on, check_reporter, check_unsigned, not_begun
from toolkit.rules.row_keys import IssuedTexts, check_row_keys
from toolkit.rules.safety import check_month_safety
from toolkit.rules.sense import check_sense
from toolkit.rules.structure import check_month_structure
from toolkit.rules.text_faults import check_text_faults
from toolkit.rules.time_in_text import check_times
from toolkit.thai.dates import format_date, format_month

MONTH_RULES = (
    *(check_blank_rows, check_results, check_sense, check_times, check_evidence, check_text_faults),
    *(check_month_safety, check_month_structure),
)
"""The rules about a whole month sheet, in the order in which their findings are told."""


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
                findings.append(Finding("month-not-begun", report.location.sheet, "", month))
        elif not report.submitted:
            unread = [each for each in reading.findings if each.code == "reported-on-unreadable"]
            if unread or reading.touched:
                findings += unread or check_unsigned(report, reading.head, intake)
        elif has_errors(graded(reading.findings, report.month)) or accepted.changes(division_code, report):
            news.append(reading)
    history = _history(division_code, rules, accepted, news)
    keys = frozenset(key for reading in readings for key in reading.status.by_key)
    for reading in news:
        found = _month_findings(reading, division_code, rules, history, keys, intake)
        findings += graded(found, reading.report.month)
    if not any(reading.touched or reading.report.submitted for reading in readings):
        findings.append(Finding("nothing-submitted"))
    filled = tuple(each.report.month for each in readings if _anything_filled(each, intake))
    return Judged(tuple(news), tuple(findings), filled)


def _anything_filled(reading: MonthReading, intake: dt.datetime) -> bool:
    """Whether a month holds anything that was sent for it. A name or a date that was typed ahead, alone, on
    the sheet of a month that has not begun is no report of that month."""
    report = reading.report
    begun = not not_begun(report.month, intake)
    signed = (report.reporter or report.reported_on) if begun else report.submitted
    return reading.touched or bool(signed)


def _doubled(readings: tuple[MonthReading, ...], plan: Plan) -> Iterator[Finding]:
    seen: set[Month] = set()
    for reading in readings:
        month, sheet = reading.report.month, reading.report.location.sheet
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
    keys: frozenset[str],
    intake: dt.datetime,
) -> Iterator[Finding]:
    report, mine = reading.report, rules.assignments.get(division_code, ())
    sheet = MonthSheet(report, reading.head, reading.status, reading.outcomes, mine, history, keys)
    yield from asked_of_due_rows(reading.findings, sheet)
    yield from check_reporter(report, reading.head)
    yield from check_reported_on(report, reading.head, intake)
    own, known = rules.own_keys(division_code, report.month), rules.keys_in(report.month)
    yield from check_row_keys(reading.status.records, rules.issued, own, known)
    if reading.outcomes is not None:
        yield from check_row_keys(reading.outcomes.records, rules.issued, own, known)
    for check in MONTH_RULES:
        yield from check(sheet)


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
                    Finding("older-report", report.location.sheet),
                    found=f"{month} ({dates[0]})",
                    expected=dates[1],
                )
            )
        months.append(LedgerMonth(report.month, report.reported_on, received, taken, report.location.sheet))
    return tuple(months), tuple(notes)


def _older(reported_on: dt.date, received: dt.datetime, newest: AcceptedMonth, run: Run) -> bool:
    """Whether a version is dated before the one accepted before it. Files that came in at one moment of
    one run (two clerks of one division) are taken together, row by row, whichever is looked at first."""
    assert newest.report.reported_on is not None
    later = newest.sequence <= run.after_line or received > newest.received
    return reported_on < newest.report.reported_on and later
