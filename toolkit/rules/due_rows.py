"""Rules of due rows: what a month asks for and was left blank, and what it was told without asking.

Contract: required fields look at due rows only; a blank row means no news and is no error; what stands in a
row that is not due is kept, told and does not count. When a row is due
and when its round is finished is stated in `toolkit.model.progress`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from toolkit.model.cells import range_corners
from toolkit.model.finding import Finding, listed
from toolkit.model.month import Month
from toolkit.model.plan import Measure
from toolkit.model.progress import (
    Assignment,
    in_finished_round,
    is_complete,
    outcome_months,
    settled_since,
    value_at,
)
from toolkit.rules.month_head import MonthSheet
from toolkit.rules.row_values import TEXT_CODES, is_blank, says_something
from toolkit.thai.dates import format_month
from toolkit.thai.words import STATUS_LABELS


def asked_of_due_rows(findings: Iterable[Finding], sheet: MonthSheet) -> Iterator[Finding]:
    """Yield what was found in reading, without texts that are missing in rows that are not due, and without
    what a merge of rows has swallowed: the merge is told by itself."""
    by_key = sheet.status.by_key
    settled = [assignment.key for assignment in sheet.mine if assignment.key not in sheet.due]
    # Only missing texts are forgiven: a wrong percent is wrong in any row.
    unasked = {by_key[key].cell(field) for key in settled if key in by_key for field in TEXT_CODES}
    merges = [range_corners(area) for area in sheet.status.sheet.merges]
    for finding in findings:
        row, column, *_ = range_corners(finding.cell)
        swallowed = any(top < row <= end and left <= column <= right for top, left, end, right in merges)
        if not swallowed and (finding.code not in TEXT_CODES.values() or finding.cell not in unasked):
            yield finding


def check_blank_rows(sheet: MonthSheet) -> Iterator[Finding]:
    """Note the due rows left blank, once a sheet: no news is allowed, but may be an oversight."""
    blank = [
        record
        for key, assignment in sheet.due.items()
        if (record := sheet.status.by_key.get(key)) is not None
        and not says_something(record)
        and not in_finished_round(assignment, sheet.histories[key], sheet.month)
    ]
    if blank:
        keys = ", ".join(record.key for record in blank)
        yield Finding("row-blank", blank[0].location.sheet, blank[0].cell("status"), keys)


def check_rows_not_due(sheet: MonthSheet) -> Iterator[Finding]:
    """Tell what is reported in rows that are not due: it is kept and does not count."""
    for assignment in sheet.mine:
        entry = sheet.entry_of.get(assignment.key)
        history = sheet.histories[assignment.key]
        # A row that was passed on to another division has its own finding.
        passed_on = assignment.last is not None and assignment.last < sheet.month
        if entry is None or passed_on or assignment.key in sheet.due:
            continue
        settled = settled_since(assignment, history, sheet.month)
        if settled is None:
            yield sheet.finding("row-not-due", entry.key, "status", _due_months(assignment))
        else:
            status, month = STATUS_LABELS[history[settled].status], format_month(settled, "full")
            yield sheet.finding("row-settled", entry.key, "status", status, month)


def _due_months(assignment: Assignment) -> str:
    """Return the months in which a row may be filled: "มกราคม 2567 ถึง กันยายน 2567"."""
    measure, step = assignment.measure, assignment.step
    first = max(filter(None, (measure.start, step.first, assignment.first)))
    last = measure.step_due(step) if step.every else Month(measure.start.fiscal_year, 9)
    last = min(filter(None, (last, step.until, assignment.last)))
    return f"{format_month(first, 'full')} ถึง {format_month(last, 'full')}"


def check_results(sheet: MonthSheet) -> Iterator[Finding]:
    """Ask for measures' results in March, September and the month in which their last step is done, once a
    sheet.

    The formulas by which a workbook asks are those of `toolkit.books.division_state.OutcomeRow`.
    """
    if sheet.outcomes is None:
        return
    missing: dict[str, str] = {}
    for number in dict.fromkeys(assignment.measure.measure_no for assignment in sheet.mine):
        own = [assignment for assignment in sheet.mine if assignment.measure.measure_no == number]
        measure = own[0].measure
        record = sheet.outcomes.by_key.get(number)
        if record is None or sheet.month < measure.start:
            continue
        if is_blank(record.text("result")) and _asks_for_result(measure, own, sheet):
            missing[measure.printed_no] = record.cell("result")
    if missing:
        cells, numbers = listed(tuple(missing.values())), ", ".join(missing)
        yield Finding("result-missing", sheet.outcomes.sheet.name, cells, numbers)


def _asks_for_result(measure: Measure, own: list[Assignment], sheet: MonthSheet) -> bool:
    """Return whether the month asks for outcomes, or this division's last step became done in it."""

    def percents_at(month: Month) -> list[Fraction | None]:
        return [value_at(one, sheet.histories[one.key], month).percent for one in own]

    now = percents_at(sheet.month)
    # Whom the measure does not concern has nothing to sum up.
    if all(percent is None for percent in now):
        return False
    if sheet.month in outcome_months(measure, ()):
        return True

    # Without news the measure was finished in an earlier month, which asked for the result then.
    news = any(sheet.month in sheet.histories[assignment.key] for assignment in own)
    return news and is_complete(now) and not is_complete(percents_at(sheet.month + -1))
