"""Filling a report and its memo, and writing them to `reports/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.books.bundled import bundled
from toolkit.intake.photos import find_photos
from toolkit.model.entry import Picture
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.office.lock import locked
from toolkit.office.writing import write_atomic, write_reports
from toolkit.report.content import ReportContent, report_content
from toolkit.report.kinds import KINDS, TEMPLATES, ReportKind
from toolkit.report.memo import MemoText, memo_text
from toolkit.report.memo_docx import office_logo
from toolkit.report.photo_rows import PhotoRow, photo_rows
from toolkit.report.submitted import Submitted, sources_csv
from toolkit.rollup.roll_up import default_month, status_of
from toolkit.templates.fill import FilledTemplate, TemplateError, fill_template

MEMO_TEMPLATE = "reports/memo.docx"


@dataclass(frozen=True)
class WrittenReport:
    """What was written: the report's workbook, its memo, the table of sources of its texts; and what to mend
    before it is signed.

    `findings` names files of an earlier run that somebody edited and that are kept beside, measures without a
    result, pictures that cannot be printed, and accepted files that are gone from the archive or were changed
    there, so that their part is missing from the report.
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
) -> WrittenReport:
    """Fill one report as at a month (default: the kind's usual one) and its memo.

    `template` is the name of a bundled template, a file, or blank for the kind's usual one; `memo_template` a
    Word file, or None for the standard one. Everything is made before anything is written; what somebody
    edited in the files of an earlier run is kept beside. Raises UserError where a file cannot be read or
    written, TemplateError for a template that cannot be filled.
    """
    usual = KINDS[kind].month
    chosen = month or (default_month(plan, as_of) if usual is None else plan.months[usual])
    found = status_of(office, plan, chosen, as_of)
    rows, unprintable = _photos(office, plan, kind, chosen)
    logo = office_logo(office, plan.agency)
    content = report_content(
        plan,
        found.figures,
        Submitted.of(found.accepted),
        kind,
        date=date,
        number=number,
        photos=rows,
        logo=logo if isinstance(logo, Picture) else None,
    )
    named = template or KINDS[kind].templates[0]
    filled = _filled(plan, content, named)
    brief = memo_text(plan, found.figures, "annual-brief", number, date)
    memo = _memo(plan, brief if named == "annual-brief" else content.memo, content.logo, memo_template)
    stem = str(named) if named in TEMPLATES else kind
    path = office.reports / f"{stem}-{chosen if usual is None else plan.fiscal_year}.xlsx"
    memo_path, sources = path.with_name(f"{path.stem}-memo.docx"), path.with_suffix(".sources.csv")
    with locked(office):
        kept = write_reports(office, {path: filled.workbook, memo_path: memo})
        write_atomic(sources, sources_csv(filled.cells))
    return WrittenReport(
        path,
        memo_path,
        sources,
        (
            *kept,
            *found.findings,
            *unprintable,
            *((logo,) if isinstance(logo, Finding) else ()),
            *(Finding("report-result-missing", found=each) for each in content.gaps),
        ),
    )


def _photos(
    office: OfficeFolder, plan: Plan, kind: ReportKind, until: Month
) -> tuple[tuple[PhotoRow, ...], tuple[Finding, ...]]:
    """The photographs of a report that tells of results, and what is wrong with some of them."""
    if not KINDS[kind].has_results:
        return (), ()
    found = find_photos(office, plan, Ledger(office.ledger, keep=False).lines)
    rows, unprintable = photo_rows(plan, found.photos, until)
    return rows, (*found.findings, *unprintable)


def fill_report(plan: Plan, content: ReportContent, template: bytes) -> FilledTemplate:
    """A template filled with a report. Raises TemplateError, which names sheet and cell."""
    return fill_template(template, content.names, content.bands, charts=content.charts, font=plan.agency.font)


def _filled(plan: Plan, content: ReportContent, template: str | Path) -> FilledTemplate:
    """The report filled into a template by its name or file, which what is wrong with it names."""
    with _naming(template):
        return fill_report(plan, content, template_bytes(template))


@contextmanager
def _naming(template: str | Path) -> Iterator[None]:
    """Name the template in what is wrong with it."""
    try:
        yield
    except TemplateError as error:
        raise TemplateError(*(replace(each, file=Path(template).name) for each in error.findings)) from error


def template_bytes(template: str | Path) -> bytes:
    """The bytes of a bundled template by its name, or of a file. Raises UserError where it cannot be read."""
    if str(template) in TEMPLATES:
        return bundled(f"reports/{template}.xlsx")
    try:
        return Path(template).read_bytes()
    except OSError as error:
        code = "file-missing" if isinstance(error, FileNotFoundError) else "file-no-access"
        raise UserError(Finding(code, found=str(error.strerror), file=str(template))) from error


def _memo(plan: Plan, memo: MemoText, logo: Picture | None, own: Path | None) -> bytes:
    """The memo filled into the standard template, or the office's own, which what is wrong with it names."""
    from toolkit.report.memo_docx import make_memo  # Word's library takes a second to load

    if own is None:
        return make_memo(memo, bundled(MEMO_TEMPLATE), logo, font=plan.agency.font)
    with _naming(own):
        return make_memo(memo, template_bytes(own), logo, font=plan.agency.font)
