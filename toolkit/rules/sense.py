"""Sense rules: what is allowed, but most likely not meant.

They look at a row beside what the division reported before, and at the rows of a sheet beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.entry import Entry
from toolkit.model.finding import Finding, listed
from toolkit.model.month import Month
from toolkit.model.progress import Assignment, History, value_at
from toolkit.rules.month_head import MonthSheet
from toolkit.rules.row_values import is_blank
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash

_LEAST_ROWS = 3
_LEAST_LETTERS = 10
"""Shorter texts are alike by nature ("จัดประชุม")."""
_OWN_WORDS = 20
"""Letters from which on a text is somebody's own words: a stock phrase may well stand there every month."""


def check_sense(sheet: MonthSheet) -> Iterator[Finding]:
    """Check row by row against what was reported before, then the sheet as a whole."""
    for assignment, entry, before in sheet.own_entries:
        yield from _steps_back(sheet, assignment, entry, before)
        yield from _said_before(sheet, entry, before)
    yield from _past_due(sheet)
    yield from _all_na(sheet)
    yield from _one_text_for_all(sheet)
    yield from _one_result_for_many(sheet)


def _steps_back(
    sheet: MonthSheet, assignment: Assignment, entry: Entry, before: History
) -> Iterator[Finding]:
    """Find a percent that falls without a reason."""
    # Rounds of a recurring step begin anew.
    if assignment.step.every is not None or entry.status in ("done", "na") or not before:
        return
    # The reason of what cannot be done says why it stops, not why less of it is done than before.
    if entry.status != "cannot" and not is_blank(entry.reason):
        return
    was = value_at(assignment, before, max(before)).percent
    now = value_at(assignment, {**before, sheet.month: entry}, sheet.month).percent
    if was is not None and now is not None and now < was:
        field = "status" if entry.status == "not_started" else "percent"
        yield sheet.finding("percent-fell", entry.key, field, f"{float(now):.10g}", f"{float(was):.10g}")


def _past_due(sheet: MonthSheet) -> Iterator[Finding]:
    """Find work that goes on after the month by which the plan wanted it done, once a sheet."""
    late: dict[str, str] = {}
    for assignment, entry, _ in sheet.own_entries:
        due = assignment.measure.step_due(assignment.step)
        # Whoever has given a reason, as of what cannot be done, need not be asked for one every month.
        open_still = entry.status in ("not_started", "in_progress") and is_blank(entry.reason)
        if open_still and assignment.step.every is None and sheet.month > due:
            late[entry.location.cell("status")] = f"{entry.key} ({format_month(due)})"
    if late:
        cells, steps = listed(tuple(late)), ", ".join(late.values())
        yield Finding("past-due", sheet.status.sheet.name, cells, steps)


def _said_before(sheet: MonthSheet, entry: Entry, before: History) -> Iterator[Finding]:
    """Find an unfinished step whose action is word for word that of the report before."""
    if entry.status != "in_progress" or not before or not _telling(entry.action, _OWN_WORDS):
        return
    last: Month = max(before)
    if squash(before[last].action) == squash(entry.action):
        yield sheet.finding("action-repeated", entry.key, "action", format_month(last, "full"))


def _all_na(sheet: MonthSheet) -> Iterator[Finding]:
    """Find a division that says of every due row that it does not apply."""
    entries = [entry for _, entry, _ in sheet.own_entries if entry.status == "na"]
    # One row that does not concern a division is nothing odd.
    if len(entries) == len(sheet.due) > 1:
        yield sheet.finding("all-na", entries[0].key, "status", str(len(entries)))


def _one_text_for_all(sheet: MonthSheet) -> Iterator[Finding]:
    """Find the same action in every row that has one."""
    entries = [entry for _, entry, _ in sheet.own_entries if entry.action]
    if len(entries) < _LEAST_ROWS or not _telling(entries[0].action):
        return
    if len({squash(entry.action) for entry in entries}) == 1:
        keys = ", ".join(entry.key for entry in entries)
        yield sheet.finding("action-same-everywhere", entries[0].key, "action", entries[0].action, keys)


def _one_result_for_many(sheet: MonthSheet) -> Iterator[Finding]:
    """Find the same result or outcome for several measures: it will be printed once for each."""
    if sheet.outcomes is None:
        return
    for field in ("result", "outcome"):
        numbers: dict[str, list[str]] = {}
        for outcome in sheet.report.outcomes:
            text = outcome.result if field == "result" else outcome.outcome
            if _telling(text):
                numbers.setdefault(squash(text), []).append(outcome.measure_no)
        for same in numbers.values():
            if len(same) > 1:
                location = sheet.outcomes.by_key[same[0]].location
                yield location.finding("result-same", field, ", ".join(same))


def _telling(text: str, least: int = _LEAST_LETTERS) -> bool:
    """Return whether a text has so many letters that two alike are no coincidence."""
    return sum(map(str.isalpha, text)) >= least
