"""Judging one division workbook against the plan and what is accepted already.

Rules judge only months that differ from what is accepted, so that a workbook carried on over the
year is not held up by what was settled before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.messages.catalogue import graded, has_errors
from toolkit.model.entry import AcceptedMonth
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import History, history_of, is_due
from toolkit.office.accepted import Accepted
from toolkit.office.ledger import LedgerLine
from toolkit.rules.due_rows import asked_of_due_rows, check_blank_rows, check_results, check_rows_not_due
from toolkit.rules.evidence import check_evidence
from toolkit.rules.month_head import (
    MonthSheet,
    check_reported_on,
    check_reporter,
    check_reporters_division,
    check_unsigned,
    not_begun,
)
from toolkit.rules.row_keys import PlanIndex, check_row_keys
from toolkit.rules.safety import check_month_safety
from toolkit.rules.sense import check_sense
from toolkit.rules.structure import check_month_structure
from toolkit.rules.text_faults import check_text_faults
from toolkit.rules.time_in_text import check_times
from toolkit.thai.dates import format_date, format_month

UNREADABLE_DATE = "reported-on-unreadable"
MONTH_RULES = (
    *(check_blank_rows, check_rows_not_due, check_results, check_sense, check_times, check_evidence),
    *(check_text_faults, check_month_safety, check_month_structure),
)
"""The rules about a whole month sheet, in the order of their findings."""


@dataclass(frozen=True)
class Judgement:
    """The months of a file that are news, what was found in them, and the months with anything typed."""

    months: tuple[MonthSheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    filled: tuple[Month, ...] = ()


def judge(
    readings: tuple[MonthSheet, ...],
    division_code: str,
    index: PlanIndex,
    accepted: Accepted,
    *,
    as_of: dt.datetime,
) -> Judgement:
    """Judge the months of one workbook of a division."""
    findings: list[Finding] = list(_doubled(readings, index.plan))
    news: list[MonthSheet] = []
    unsigned: list[MonthSheet] = []
    for reading in sorted(readings, key=lambda reading: reading.report.month):
        report = reading.report
        if report.month.fiscal_year != index.plan.fiscal_year:
            continue
        # What is filled ahead is not lost: it is read once its month has begun.
        if not_begun(report.month, as_of):
            if reading.touched:
                month = format_month(report.month, "full")
                findings.append(Finding("month-not-begun", report.location.sheet, "", month))
        # Unsigned, a sheet is a draft; that is a fault only when its month has ended.
        elif not report.submitted:
            head = list(_head_faults(reading, as_of))
            findings += head
            # The file goes back: with everything that is wrong in it, so that it goes back once.
            if reading.touched and has_errors(head):
                unsigned.append(reading)
        # A file carries the whole year: months that are accepted already must not hold up the new one.
        elif has_errors(graded(reading.findings, report.month)) or accepted.changes(division_code, report):
            news.append(reading)
    judged = sorted((*news, *unsigned), key=lambda reading: reading.report.month)
    history = _history(division_code, index, accepted, judged)
    for reading in judged:
        own = index.assignments.get(division_code, ())
        sheet = replace(reading, mine=own, histories=history)
        month_findings = _month_findings(sheet, division_code, index, as_of)
        findings += graded(month_findings, reading.report.month)
    if not any(reading.touched or reading.report.submitted for reading in readings):
        findings.append(Finding("nothing-submitted"))
    filled = tuple(reading.report.month for reading in readings if _anything_filled(reading, as_of))
    return Judgement(tuple(news), tuple(findings), filled)


def _head_faults(reading: MonthSheet, as_of: dt.datetime) -> Iterator[Finding]:
    """Yield what a month lacks to be a report: a reporter, or a date that can be read."""
    unread = [finding for finding in reading.findings if finding.code == UNREADABLE_DATE]
    yield from unread
    if unread or reading.touched:
        told = {finding.cell for finding in unread}
        missing = check_unsigned(reading.report, reading.head, as_of)
        yield from (finding for finding in missing if finding.cell not in told)


def _anything_filled(reading: MonthSheet, as_of: dt.datetime) -> bool:
    """Return whether a month holds anything that was sent for it."""
    # A name or a date alone, typed ahead on the sheet of a month that has not begun, is no report of it.
    report = reading.report
    ahead = not_begun(report.month, as_of)
    signed = report.submitted if ahead else (report.reporter or report.reported_on)
    return reading.touched or bool(signed)


def _doubled(readings: tuple[MonthSheet, ...], plan: Plan) -> Iterator[Finding]:
    """Yield the months of another year, and those that stand on two sheets."""
    seen: set[Month] = set()
    for reading in readings:
        month, sheet = reading.report.month, reading.report.location.sheet
        if month.fiscal_year != plan.fiscal_year:
            yield Finding("month-other-year", sheet, "", format_month(month, "full"), str(plan.fiscal_year))
        elif month in seen:
            yield Finding("month-doubled", sheet, "", format_month(month, "full"))
        seen.add(month)


def _history(
    division_code: str, index: PlanIndex, accepted: Accepted, news: list[MonthSheet]
) -> Mapping[str, History]:
    """Return the entries that would count of each own assignment with this file's months accepted."""
    entries: dict[tuple[str, str], History] = dict(accepted.entries)
    for reading in news:
        for entry in reading.report.entries:
            row = division_code, entry.key
            entries[row] = {**entries.get(row, {}), reading.report.month: entry}
    return {
        assignment.key: history_of(assignment, entries)
        for assignment in index.assignments.get(division_code, ())
    }


def _month_findings(
    sheet: MonthSheet, division_code: str, index: PlanIndex, as_of: dt.datetime
) -> Iterator[Finding]:
    report = sheet.report
    # Of a sheet without a date that can be read, the head has been told.
    found = (finding for finding in sheet.findings if finding.code != UNREADABLE_DATE)
    yield from asked_of_due_rows(found, sheet)
    yield from check_reporter(report, sheet.head)
    yield from check_reporters_division(report, sheet.head, index.plan, division_code)
    yield from check_reported_on(report, sheet.head, as_of)
    # Of a step that has ended, the rule of rows that are not due says in which months it counted.
    ended = {row.key for row in sheet.mine if row.last is None or row.last >= report.month}
    own, known = index.own_keys(division_code, report.month) | ended, index.keys_in(report.month) | ended
    for table in (sheet.status, sheet.outcomes):
        if table is not None:
            yield from check_row_keys(table.records, index, own, known)
    for check in MONTH_RULES:
        yield from check(sheet)


def received_at(times: Iterable[dt.datetime], as_of: dt.datetime, first: Month) -> dt.datetime:
    """Return the earliest of the times that can be believed: from the first month on, and before as-of."""
    return min((*(time for time in times if first.begins_at <= time <= as_of), as_of))


def ledger_months(
    judgement: Judgement,
    division_code: str,
    accepted: Accepted,
    *,
    times: Iterable[dt.datetime],
    as_of: dt.datetime,
    lines_before: int,
) -> tuple[tuple[AcceptedMonth, ...], tuple[Finding, ...]]:
    """Return the months of an accepted file for the ledger, and warnings of rows passed over for their date.

    `times` are those at which the file may have been received; `lines_before` is how many lines the ledger
    had before this run.
    """
    times = tuple(times)
    months: list[AcceptedMonth] = []
    notes: list[Finding] = []
    for reading in judgement.months:
        report = reading.report
        received = received_at(times, as_of, report.month)
        newest = accepted.newest.get((division_code, report.month))
        own = AcceptedMonth(report=report, received=received, taken_in=as_of)
        taken = True
        if newest and own.dated < newest.dated:
            # Files that came in at one moment of one run (two clerks of one division) are taken together,
            # row by row, whichever is looked at first.
            taken = newest.sequence > lines_before and received <= newest.received
            # Taken, and none of its rows reported by the other file: nothing was passed over.
            if not taken or accepted.holds_any(division_code, report):
                dated = f"{format_month(report.month, 'full')} ({format_date(own.dated)})"
                winning = format_date(newest.dated)
                notes.append(Finding("older-report", report.location.sheet, found=dated, expected=winning))
        months.append(replace(own, taken=taken, taken_in=None))
    return tuple(months), tuple(notes)


def awaited_month(
    division_code: str, index: PlanIndex, accepted: Accepted, as_of: dt.datetime
) -> Month | None:
    """Return the last month that has ended, if the division has a due row in it and has not reported."""
    ended = [month for month in index.plan.months if month.ends_at <= as_of]
    if not ended or accepted.first_filled.get((division_code, ended[-1])) is not None:
        return None
    own = index.assignments.get(division_code, ())
    due = (is_due(assignment, history_of(assignment, accepted.entries), ended[-1]) for assignment in own)
    return ended[-1] if any(due) else None


def sent_again(known: LedgerLine, awaited: Month | None) -> Finding:
    """Return what to say of a file whose bytes came before, as those of the line that is `known`."""
    return (
        Finding("resent-returned", found=known.file)
        if known.event == "rejected"
        else _nothing_new(known.file, awaited)
    )


def left_out(judgement: Judgement, awaited: Month | None, like: str) -> Iterator[Finding]:
    """Say of an accepted file that nothing in it is new, or that another month's sheet may have been meant.

    `like` is the file that was accepted from its division before, "" for none.
    """
    months = [reading.report.month for reading in judgement.months]
    if months and awaited is not None and awaited < min(months):
        filled = ", ".join(format_month(month, "short") for month in months)
        yield Finding("month-left-out", found=filled, expected=format_month(awaited, "full"))
    # What was typed ahead or is not signed yet is told by its own name.
    told = {finding.code for finding in judgement.findings}
    if like and not months and not told & {"month-not-begun", "month-draft", "nothing-submitted"}:
        yield _nothing_new(like, awaited)


def _nothing_new(like: str, awaited: Month | None) -> Finding:
    if awaited is None:
        return Finding("resent-known", found=like)
    return Finding("resent-without-month", found=like, expected=format_month(awaited, "full"))
