"""Rules of due rows: what a month asks for, and was left blank.

Contract: required fields look at due rows only; a blank row means no news and is no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Measure
from toolkit.model.progress import Assignment, in_finished_round, is_due, outcome_months, value_at
from toolkit.rules.month_head import MonthSheet
from toolkit.rules.row_values import ASKED_FOR, says
from toolkit.thai.words import BLANK_MARKS

_NOTHING = BLANK_MARKS | {""}


def asked_of_due_rows(findings: Iterable[Finding], sheet: MonthSheet) -> Iterator[Finding]:
    """What was found in reading, without texts that are missing in rows that are not due."""
    by_key = sheet.status.by_key
    settled = [each.key for each in sheet.mine if not is_due(each, sheet.histories[each.key], sheet.month)]
    unasked = {by_key[key].cell(field) for key in settled if key in by_key for field in ASKED_FOR.values()}
    for finding in findings:
        if finding.code not in ASKED_FOR or finding.cell not in unasked:
            yield finding


def check_blank_rows(sheet: MonthSheet) -> Iterator[Finding]:
    """Due rows left blank, in one note a sheet: no news is allowed, but may be an oversight."""
    blank = []
    for assignment in sheet.mine:
        record = sheet.status.by_key.get(assignment.key)
        if record is None or says(record):
            continue
        known = sheet.histories[assignment.key]
        if is_due(assignment, known, sheet.month) and not in_finished_round(assignment, known, sheet.month):
            blank.append(record)
    if blank:
        keys = ", ".join(record.key for record in blank)
        yield Finding("row-blank", blank[0].location.sheet, blank[0].cell("status"), keys)


def check_results(sheet: MonthSheet) -> Iterator[Finding]:
    """In March, September and the month a measure's last step is done, its result is asked for."""
    if sheet.outcomes is None:
        return
    for number in dict.fromkeys(each.measure.measure_no for each in sheet.mine):
        own = [each for each in sheet.mine if each.measure.measure_no == number]
        measure = own[0].measure
        record = sheet.outcomes.by_key.get(number)
        if record is None or sheet.month < measure.start:
            continue
        if record.text("result") in _NOTHING and _asked_for(measure, own, sheet):
            yield Finding("result-missing", record.location.sheet, record.cell("result"), measure.printed_no)


def _asked_for(measure: Measure, own: list[Assignment], sheet: MonthSheet) -> bool:
    """Whether the month is one that asks for outcomes, or this division's last step became done in it."""

    def done(at: Month) -> bool:
        values = [value_at(each, sheet.histories[each.key], at).percent for each in own]
        return all(value is None or value == 100 for value in values) and any(
            value == 100 for value in values
        )

    if sheet.month in outcome_months(measure, ()):
        return True
    news = any(sheet.month in sheet.histories[each.key] for each in own)
    return news and done(sheet.month) and not done(sheet.month + -1)
