"""The period of a report: when it ends, up to which month a report may tell, and who is silent in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit.model.figures import Figures, ReportState
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.report.kinds import KINDS, ReportKind
from toolkit.rollup.roll_up import last_ended
from toolkit.thai.dates import format_date, format_month

_SILENT: tuple[ReportState, ...] = ("missing", "rejected", "empty")


def period_end(plan: Plan, kind: ReportKind) -> Month | None:
    """Return the month with which a kind's period ends; None for a plan and for the report of a month."""
    usual = KINDS[kind].month
    return plan.months[usual] if usual is not None and KINDS[kind].has_results else None


def report_month(
    plan: Plan, kind: ReportKind, month: Month | None, as_of: dt.datetime, *, interim: bool
) -> Month:
    """Return the month up to which a report tells: the one asked for, else the kind's usual one.

    Raises UserError for a period that has not ended; an `interim` report tells up to the last month that has
    ended instead, and raises UserError where none has.
    """
    if not KINDS[kind].has_results:
        return month or plan.months[0]
    last = last_ended(plan.fiscal_year, as_of)
    end = period_end(plan, kind)
    wanted = month or end or last
    whole = wanted if end is None else max(wanted, end)
    if whole.ends_at <= as_of:
        return wanted
    if interim and last.ends_at <= as_of:
        return min(wanted, last)
    code, needed = ("report-too-early", last) if interim else ("report-period-open", whole)
    first_day = format_date(needed.ends_at.date())
    raise UserError(Finding(code, found=format_date(needed.last_day), expected=first_day))


def is_interim(plan: Plan, kind: ReportKind, month: Month) -> bool:
    """Return whether a report up to this month tells of less than its period."""
    end = period_end(plan, kind)
    return end is not None and month < end


def silent_divisions(plan: Plan, figures: Figures) -> dict[str, tuple[Month, ...]]:
    """Return the divisions that lack a report within the year up to the figures' month, each with the months.

    A month whose deadline is not past yet counts too where the division has something to report and has not:
    a report that is made today is made without it.
    """
    stale = {
        assignment.division_code
        for step in figures.steps
        for assignment in step.assignments
        if assignment.stale
    }
    silent: dict[str, tuple[Month, ...]] = {}
    for code, cells in figures.matrix:
        months = tuple(
            cell.month
            for cell in cells
            if cell.state in _SILENT
            or (cell.month == figures.month and cell.state == "not-due" and code in stale)
        )
        if months:
            silent[plan.division_name(code)] = months
    return silent


def silence_findings(plan: Plan, figures: Figures) -> Iterator[Finding]:
    """Yield a warning for each division that lacks a report in the period, with its months."""
    for division, months in silent_divisions(plan, figures).items():
        yield Finding("report-division-silent", found=division, expected=months_text(months))


def silence_sentence(plan: Plan, figures: Figures) -> str:
    """Say which divisions lack which months: "ยังไม่ได้รับรายงานของกองคลัง (เดือน ก.พ. 67)"; "" where none does.

    Divisions that lack the same months are named together.
    """
    by_months: dict[tuple[Month, ...], list[str]] = {}
    for division, months in silent_divisions(plan, figures).items():
        by_months.setdefault(months, []).append(division)
    if not by_months:
        return ""
    parts = [f"{' '.join(names)} (เดือน {months_text(months)})" for months, names in by_months.items()]
    *others, last = parts
    return f"ยังไม่ได้รับรายงานของ{' '.join(others)} และ{last}" if others else f"ยังไม่ได้รับรายงานของ{last}"


def months_text(months: tuple[Month, ...]) -> str:
    """Return months in order as runs: "ต.ค. 66 – ธ.ค. 66, ก.พ. 67"."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    ends = (run if len(run) == 1 else (run[0], run[-1]) for run in runs)
    return ", ".join(" – ".join(map(format_month, run)) for run in ends)
