"""The roll-up of one office: `ita rollup` takes in the inbox first, `ita status` reads the archive alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.intake.archive import accepted_of
from toolkit.intake.returned import open_rejections, overtaken
from toolkit.intake.take_in import ShowFiles, take_in
from toolkit.messages.catalogue import has_errors, result_of
from toolkit.model.figures import DivisionResult, Figures, ReportCell
from toolkit.model.finding import FileResult, Finding, Lang, UserError
from toolkit.model.month import BANGKOK, Month, fiscal_months
from toolkit.model.plan import Plan
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine, ledger_head
from toolkit.office.lock import locked
from toolkit.rollup.completion import Calculator
from toolkit.rollup.reporting import ReportingBook, deadline, restatements, rolled_up
from toolkit.thai.dates import format_month, parse_month

if TYPE_CHECKING:
    from toolkit.rollup.frames import Frames


@dataclass(frozen=True, kw_only=True)
class RollUp:
    """The figures of one month, the accepted state behind them, and the verdict on each file.

    `findings` are faults of the archive, and files of `reports/` that were kept because somebody had edited
    them; `open_files` the rejected workbooks in the inbox for which no later one of their division was
    accepted; `news` the files that this run met for the first time; `month_files` what was found in the files
    of the month; `ledger_head` says on which lines of the ledger the figures rest; `path` is the roll-up
    workbook, None where none was written.
    """

    plan: Plan
    figures: Figures
    accepted: Accepted
    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...] = ()
    open_files: tuple[str, ...] = ()
    news: frozenset[str] = frozenset()
    month_files: tuple[FileResult, ...] = ()
    ledger_head: str = ""
    path: Path | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is left to mend: in the plan, in the archive or in a rejected workbook."""
        plan_rejected = any(file.kind == "plan" and file.verdict == "rejected" for file in self.files)
        return not (plan_rejected or self.open_files or has_errors(self.findings))

    @property
    def told(self) -> tuple[FileResult, ...]:
        """What a person is told of: files that are new or still to be mended, and a plan with errors."""
        files = (*self.news, *self.open_files)
        return tuple(
            file
            for file in self.files
            if file.file in files or (file.kind == "plan" and file.verdict == "rejected")
        )

    def json(self, lang: Lang = "th") -> dict[str, Any]:
        """Return what `ita rollup --json` and `ita status --json` print."""
        from toolkit.rollup.rollup_json import roll_up_json

        return roll_up_json(self, lang)

    def message(self, lang: Lang = "th") -> str:
        """Return the chasing text to paste into a chat."""
        from toolkit.rollup.chasing import chasing_text

        return chasing_text(self, lang)

    def frames(self) -> Frames:
        """Return the figures as tidy pandas DataFrames: assignments, divisions, files."""
        from toolkit.rollup.frames import frames_of

        return frames_of(self)


def roll_up(
    office: OfficeFolder,
    plan: Plan,
    *,
    month: Month | None = None,
    as_of: dt.datetime,
    progress: ShowFiles = lambda paths: paths,
    keep: bool = True,
) -> RollUp:
    """Take in what lies in the inbox and compute the figures of a month (default: the last one ended).

    With `keep=False` nothing is written in the office folder: the same figures, as a rehearsal. Raises
    UserError for a month outside the plan's fiscal year, before anything is taken in.
    """
    month = _month(plan, month, as_of)
    # Up to the deadline the month is still being reported, and a changed value is no restatement.
    past = as_of > deadline(month, plan.agency.report_due_day)
    # A rehearsal writes nothing, not even the lock: it works where a folder may only be read.
    with locked(office) if keep else nullcontext():
        intake = take_in(office, plan, as_of=as_of, keep=keep, progress=progress)
        if past and month not in rolled_up(intake.ledger.lines):
            # From this line on a changed value of the month is a restatement.
            moment = as_of.astimezone(BANGKOK).replace(microsecond=0)
            intake.ledger.append(LedgerLine("rolled-up", moment, month=month, plan_digest=plan.digest))
    return RollUp(
        plan=plan,
        figures=figures_of(plan, intake.accepted, intake.ledger.lines, month=month, as_of=as_of),
        accepted=intake.accepted,
        files=intake.files,
        findings=intake.findings,
        open_files=intake.open_files,
        news=intake.news,
        month_files=tuple(files_of_month(intake.files, intake.ledger.lines, month)),
        ledger_head=ledger_head(intake.ledger.lines),
    )


def files_of_month(
    files: Iterable[FileResult], lines: Sequence[LedgerLine], month: Month
) -> Iterator[FileResult]:
    """Yield the files that count for a month, each with what was found in it of that month.

    A file that a later one of its division has overtaken says nothing any more.
    """
    newest = {line.file: line for line in lines if line.file}
    history = overtaken(line for line in lines if month in _months_told(line))
    for result in files:
        line = newest.get(result.file)
        if line is None:
            yield result
        elif result.file not in history and month in _months_told(line):
            own = [finding for finding in result.findings if _month_of_sheet(finding.sheet) in (None, month)]
            yield result_of(result.file, result.kind, own)


def _months_told(line: LedgerLine) -> Sequence[Month]:
    """Return the months of which a file says something; of one that names none, the one before it came."""
    if line.months:
        return [told.month for told in line.months]
    faulty = {_month_of_sheet(finding.sheet) for finding in line.findings}
    told = [month for month in line.filled if month in faulty] or line.filled
    return told or ([Month.of(line.received.astimezone(BANGKOK).date()) + -1] if line.received else ())


def _month_of_sheet(name: str) -> Month | None:
    try:
        return parse_month(name)
    except ValueError:
        return None


def status_of(
    office: OfficeFolder,
    plan: Plan,
    *,
    month: Month | None = None,
    as_of: dt.datetime,
    trend: bool = True,
) -> RollUp:
    """Compute the same figures from the archive alone; nothing is taken in and nothing is written.

    Without `trend` the months before are not computed. Raises UserError for a month outside the plan's
    fiscal year.
    """
    month = _month(plan, month, as_of)
    ledger = Ledger(office.ledger, keep=False)
    accepted, findings = accepted_of(office, ledger)
    # A file that was sent again under its name is judged by what it was last.
    newest = {line.file: line for line in ledger.lines if line.file}
    present = [file for file in newest if (office.root / file).is_file()]
    return RollUp(
        plan=plan,
        figures=figures_of(plan, accepted, ledger.lines, month=month, as_of=as_of, trend=trend),
        accepted=accepted,
        files=tuple(result_of(file, newest[file].kind, newest[file].findings) for file in sorted(newest)),
        findings=findings,
        open_files=open_rejections(ledger.lines, present),
        ledger_head=ledger_head(ledger.lines),
    )


def _month(plan: Plan, month: Month | None, as_of: dt.datetime) -> Month:
    """Return the month to compute. Raises UserError for one outside the plan's fiscal year."""
    if month is not None and month not in plan.months:
        found = format_month(month, "full")
        raise UserError(Finding("date-outside-year", found=found, expected=str(plan.fiscal_year)))
    return month or last_ended(plan.fiscal_year, as_of)


def month_findings(figures: Figures) -> tuple[Finding, ...]:
    """Note that no division has reported the month that was taken because none was named, where some have
    reported an earlier one."""
    reported = [
        cell.month for _, cells in figures.matrix for cell in cells if cell.state in ("on-time", "late")
    ]
    if not reported or figures.month in reported:
        return ()
    return (
        Finding("month-unreported", found=format_month(figures.month, "full"), expected=str(max(reported))),
    )


def last_ended(fiscal_year: int, as_of: dt.datetime) -> Month:
    """Return the last month of a fiscal year that has ended at as-of, or its first where none has."""
    months = fiscal_months(fiscal_year)
    ended = [month for month in months if month.ends_at <= as_of]
    # In October nothing has ended, and the plan is to be seen all the same.
    return ended[-1] if ended else months[0]


def figures_of(
    plan: Plan,
    accepted: Accepted,
    lines: Iterable[LedgerLine],
    *,
    month: Month,
    as_of: dt.datetime,
    trend: bool = True,
) -> Figures:
    """Compute every figure of one office at a month, judged at as-of."""
    lines = tuple(lines)
    calculator = Calculator(plan, accepted.entries)
    book = ReportingBook(plan, calculator, accepted, lines, as_of=as_of)
    completion = calculator.at(month)
    # The months after the one rolled up have no state yet.
    matrix = tuple(
        (
            division.division_code,
            tuple(
                book.cell(division.division_code, other) if other <= month else ReportCell(other, None)
                for other in plan.months
            ),
        )
        for division in plan.divisions
    )
    cells = [next(cell for cell in row if cell.month == month) for _, row in matrix]
    divisions = tuple(
        DivisionResult(
            division.division_code,
            division.division_name,
            completion.by_division.get(division.division_code),
            cell.state or "not-due",
            cell.received,
            asked=cell.asked,
            instead=book.sent_instead(division.division_code, month),
        )
        for division, cell in zip(plan.divisions, cells, strict=True)
    )
    return Figures(
        **vars(completion),
        as_of=as_of.astimezone(BANGKOK),
        divisions=divisions,
        reporting=book.summary(month),
        trend=calculator.trend(other for other in plan.months if trend and other <= month),
        matrix=matrix,
        restatements=restatements(plan, accepted, lines, until=month),
    )
