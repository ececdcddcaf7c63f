"""Filling a report and its memo, and writing them to `reports/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.books.bundled import bundled
from toolkit.intake.photos import find_photos
from toolkit.model.entry import Picture
from toolkit.model.figures import Figures
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.plan import GARUDA, Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.office.lock import locked
from toolkit.office.writing import write_atomic, write_reports
from toolkit.report.content import report_content
from toolkit.report.endings import Pair
from toolkit.report.kinds import KINDS, TEMPLATES, ReportKind, is_interim, report_month
from toolkit.report.memo import memo_text
from toolkit.report.photo_rows import PhotoText, blank_garuda, office_picture, photo_rows
from toolkit.report.progress_text import silence_findings
from toolkit.report.submitted import Submitted, sources_csv
from toolkit.rollup.roll_up import status_of
from toolkit.rules.plan_assessment import check_own_result, check_plan_basis
from toolkit.rules.plan_rules import facts_assumed
from toolkit.templates.cell_text import TemplateError

MEMO_TEMPLATE = "reports/memo.docx"


@dataclass(frozen=True)
class WrittenReport:
    """What was written: the report's workbook, its memo, the table of sources of its texts; and what to mend
    before it is signed.

    `findings` names files of an earlier run that somebody edited and that are kept beside, measures without a
    result, divisions without a report in the period, pictures that cannot be printed, and accepted files that
    are gone from the archive or were changed there, so that their part is missing from the report.
    """

    path: Path
    memo: Path
    sources: Path
    findings: tuple[Finding, ...]


def write_report(
    office: OfficeFolder,
    plan: Plan,
    kind: ReportKind,
    month: Month | None,
    as_of: dt.datetime,
    template: str | Path = "",
    *,
    memo_template: Path | None = None,
    date: dt.date | None = None,
    number: str | None = None,
    interim: bool = False,
    write: bool = True,
) -> WrittenReport:
    """Fill one report as at a month (default: the kind's usual one) and its memo.

    `template` is the name of a bundled template, a file, or blank for the kind's usual one; `memo_template` a
    Word file, or None for the standard one. Everything is made before anything is written; what somebody
    edited in the files of an earlier run is kept beside. A report of a period that has not ended is made only
    where `interim` asks for one, up to the last month that has ended. With `write` false nothing is written,
    and only what is to be mended is told. Raises UserError for a period that has not ended and where a file
    cannot be read or written, TemplateError for a template that cannot be filled.
    """
    from toolkit.report.memo_docx import make_memo  # Word's library takes a second to load

    until = report_month(plan, kind, month, as_of, interim=interim)
    status = status_of(office, plan, month=until, as_of=as_of)
    photos, unprintable = _photos(office, plan, kind, until)
    logo = office_picture(office, plan.agency.logo)
    garuda = office_picture(office, plan.agency.extras.get(GARUDA, "")) or Finding("garuda-blank")
    content = report_content(
        plan,
        status.figures,
        Submitted.of(status.accepted),
        kind,
        date=date,
        number=number,
        photos=photos,
        logo=logo if isinstance(logo, Picture) else None,
    )
    chosen = template or KINDS[kind].templates[0]
    with _named_in_errors(chosen):
        filled = content.fill(template_bytes(chosen))
    memo_content = content.memo
    if chosen == "annual-brief":
        memo_content = memo_text(plan, status.figures, "annual-brief", number, date)
    with _named_in_errors(memo_template or MEMO_TEMPLATE):
        memo_source = template_bytes(memo_template) if memo_template else bundled(MEMO_TEMPLATE)
        drawn = garuda if isinstance(garuda, Picture) else blank_garuda()
        memo = make_memo(memo_content, memo_source, drawn, font=plan.agency.font, names=content.kept)
    path = office.reports / _file_name(plan, kind, until, str(chosen) if chosen in TEMPLATES else kind)
    memo_path, sources = path.with_name(f"{path.stem}-memo.docx"), path.with_suffix(".sources.csv")
    files = {path: filled.workbook, memo_path: memo}
    kept = _write(office, files, sources, sources_csv(filled.cells, status.ledger_head)) if write else ()
    no_logo = (picture for picture in (logo, garuda) if isinstance(picture, Finding))
    gaps = (Finding("report-result-missing", found=", ".join(content.gaps)),) if content.gaps else ()
    to_be_known = (*_to_be_known(plan, kind, status.figures), *kept, *status.findings)
    return WrittenReport(path, memo_path, sources, (*to_be_known, *unprintable, *no_logo, *gaps))


def _write(
    office: OfficeFolder, files: Mapping[Path, bytes], sources: Path, table: bytes
) -> Sequence[Finding]:
    """Write everything once all of it is made: a template that fails leaves the old files as they were."""
    with locked(office):
        kept = write_reports(office, files)
        write_atomic(sources, table)
    return kept


def _file_name(plan: Plan, kind: ReportKind, until: Month, stem: str) -> str:
    """Return the name of a report; an interim one says so, lest it be filed or published as the whole."""
    interim = "-interim" if is_interim(plan, kind, until) else ""
    return f"{stem}{interim}-{until if KINDS[kind].month is None else plan.fiscal_year}.xlsx"


def _to_be_known(plan: Plan, kind: ReportKind, figures: Figures) -> Iterator[Finding]:
    """Yield what whoever signs has to know: of the results that a report rests on, and who did not report."""
    yield from facts_assumed(plan.fiscal_year)
    if kind == "plan":
        yield from check_plan_basis(plan)
    if kind == "annual":
        yield from check_own_result(plan)
    if KINDS[kind].has_results:
        yield from silence_findings(plan, figures)


def _photos(
    office: OfficeFolder, plan: Plan, kind: ReportKind, until: Month
) -> tuple[tuple[Pair[PhotoText], ...], tuple[Finding, ...]]:
    """Return the photographs of a report that tells of results, and what is wrong with some of them."""
    if not KINDS[kind].has_results:
        return (), ()
    photos = find_photos(office, plan, Ledger(office.ledger, keep=False).lines)
    rows, unprintable = photo_rows(plan, photos.photos, until)
    return rows, (*photos.findings, *unprintable)


@contextmanager
def _named_in_errors(template: str | Path) -> Iterator[None]:
    """Name the template in what is wrong with it."""
    try:
        yield
    except TemplateError as error:
        named = (replace(finding, file=Path(template).name) for finding in error.findings)
        raise TemplateError(*named) from error


def template_bytes(template: str | Path) -> bytes:
    """Return a bundled template by its name, or a file. Raises UserError where it cannot be read."""
    if str(template) in TEMPLATES:
        return bundled(f"reports/{template}.xlsx")
    try:
        return Path(template).read_bytes()
    except OSError as error:
        code = "file-missing" if isinstance(error, FileNotFoundError) else "file-no-access"
        raise UserError(Finding(code, found=str(error.strerror), file=str(template))) from error
