"""The roll-up of one office: intake, figures, and the files it leaves in `reports/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from toolkit.intake.accepted import Accepted
from toolkit.intake.archive import accepted_of
from toolkit.intake.returned import open_rejections
from toolkit.intake.take_in import Progress, take_in
from toolkit.messages.catalogue import result_of
from toolkit.model.figures import DivisionResult, Figures, ReportCell
from toolkit.model.finding import FileResult, Finding, UserError
from toolkit.model.month import BANGKOK, Month, fiscal_months
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.office.lock import locked
from toolkit.rollup.completion import Calculator
from toolkit.rollup.reporting import ReportingBook, deadline, restatements, rolled_up
from toolkit.thai.dates import format_month


@dataclass(frozen=True)
class RollUp:
    """What a roll-up found: figures, the accepted state behind them, and the verdict on each file.

    `findings` are faults of the archive itself; `open_files` the rejected workbooks for which no later
    one of their division was accepted.
    """

    plan: Plan
    figures: Figures
    accepted: Accepted
    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...] = ()
    open_files: tuple[str, ...] = ()


def _month(plan: Plan, month: Month | None, as_of: dt.datetime) -> Month:
    """The month to compute. Raises UserError for one outside the plan's fiscal year."""
    if month is not None and month not in plan.months:
        found = format_month(month, "full")
        raise UserError(Finding("date-outside-year", found=found, expected=str(plan.fiscal_year)))
    return month or default_month(plan, as_of)


def default_month(plan: Plan, as_of: dt.datetime) -> Month:
    """The last month of the fiscal year that has ended at as-of; before the first has ended, the first."""
    return last_ended(plan.fiscal_year, as_of)


def last_ended(fiscal_year: int, as_of: dt.datetime) -> Month:
    """The last month of a fiscal year that has ended at as-of; before the first has ended, the first."""
    months = fiscal_months(fiscal_year)
    ended = [month for month in months if month.ends_at <= as_of]
    return ended[-1] if ended else months[0]


def _matrix(plan: Plan, book: ReportingBook, month: Month) -> tuple[tuple[str, tuple[ReportCell, ...]], ...]:
    """The state of each division in each month of the year; those after `month` have none yet."""
    return tuple(
        (
            division.division_code,
            tuple(
                book.cell(division.division_code, each) if each <= month else ReportCell(each, None)
                for each in plan.months
            ),
        )
        for division in plan.divisions
    )


def figures_of(
    plan: Plan,
    accepted: Accepted,
    lines: Iterable[LedgerLine],
    month: Month,
    as_of: dt.datetime,
    *,
    trend: bool = True,
) -> Figures:
    """Every figure of one office at a month, judged at as-of; without `trend` those of the months before it
    are not computed."""
    events = tuple(lines)
    calculator = Calculator(plan, accepted.entries)
    book = ReportingBook(plan, calculator, accepted, events, as_of)
    at = calculator.at(month)
    until = [each for each in plan.months if each <= month]
    matrix = _matrix(plan, book, month)
    now = {code: next(cell for cell in cells if cell.month == month) for code, cells in matrix}
    divisions = tuple(
        DivisionResult(
            division.division_code,
            division.division_name,
            at.by_division.get(division.division_code),
            now[division.division_code].state or "not-due",
            now[division.division_code].received,
        )
        for division in plan.divisions
    )
    return Figures(
        month,
        as_of.astimezone(BANGKOK),
        at.completion,
        at.planned,
        at.counts,
        at.measures,
        at.steps,
        divisions,
        book.summary(month),
        calculator.trend(until if trend else ()),
        matrix,
        restatements(accepted, events, month),
    )


def roll_up(
    office: OfficeFolder,
    plan: Plan,
    month: Month | None,
    as_of: dt.datetime,
    progress: Progress = lambda paths: paths,
    *,
    keep: bool = True,
) -> RollUp:
    """Take in what lies in the inbox and compute the figures of a month (default: the last one ended).

    With `keep=False` nothing is written in the office folder: the same figures, as a rehearsal. Raises
    UserError for a month outside the plan's fiscal year, before anything is taken in.
    """
    chosen = _month(plan, month, as_of)
    past = as_of > deadline(chosen, plan.agency.report_due_day)
    with locked(office) if keep else nullcontext():
        intake = take_in(office, plan, as_of, keep=keep, progress=progress)
        if past and chosen not in rolled_up(intake.ledger.lines):
            moment = as_of.astimezone(BANGKOK).replace(microsecond=0)
            intake.ledger.append(LedgerLine("rolled-up", moment, month=chosen, plan_digest=plan.digest))
    figures = figures_of(plan, intake.accepted, intake.ledger.lines, chosen, as_of)
    return RollUp(plan, figures, intake.accepted, intake.files, intake.findings, intake.open_files)


def status_of(
    office: OfficeFolder, plan: Plan, month: Month | None, as_of: dt.datetime, *, trend: bool = True
) -> RollUp:
    """The same figures from the archive alone; nothing is taken in and nothing is written.

    Raises UserError for a month outside the plan's fiscal year.
    """
    chosen = _month(plan, month, as_of)
    ledger = Ledger(office.ledger, keep=False)
    steps = {step.key: step for _, step in plan.steps}
    accepted, findings = accepted_of(office, ledger, steps)
    figures = figures_of(plan, accepted, ledger.lines, chosen, as_of, trend=trend)
    known = {line.file: line for line in ledger.lines if line.file}
    files = tuple(result_of(file, known[file].kind, known[file].findings) for file in sorted(known))
    return RollUp(plan, figures, accepted, files, findings, open_rejections(ledger.lines, known))
