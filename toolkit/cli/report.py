"""`ita report`: the reports that an office signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.api import Office
from toolkit.cli.app import EXIT_USER, Argument, Option, _, language
from toolkit.cli.options import AS_OF, OFFICE, command, end, open_plan, read_date, read_month
from toolkit.cli.show import say, say_findings, say_table
from toolkit.model.month import Month

if TYPE_CHECKING:
    from toolkit.report.kinds import ReportKind

REPORTS = ("plan", "monthly", "six-month", "annual")


@command(
    "report",
    "Fill in a report that the office signs, and its memo, from what was accepted.\n\n"
    "Both go to reports/, beside a table of where each text comes from.",
    Argument(["kind"], type=click.Choice(REPORTS), required=False),
    Option(
        ["--month"],
        type=read_month,
        metavar="YYYY-MM",
        help="The month, like 2570-03 (default: that of the report).",
    ),
    AS_OF,
    Option(
        ["--template", "templates"],
        metavar="NAME|FILE",
        multiple=True,
        help="A template by its name, or a file of the office's own: .xlsx for the report, "
        ".docx for the memo. Both may be given.",
    ),
    Option(["--date"], type=read_date, metavar="DATE", help="The date of the document (default: dotted)."),
    Option(["--number"], metavar="TEXT", help="The number of the document (default: dotted)."),
    Option(
        ["--interim"],
        is_flag=True,
        help="Before the period has ended: make it up to the last month that has, with that date.",
    ),
    Option(["--dry-run"], is_flag=True, help="Show what is missing before it can be signed; write nothing."),
    Option(["--pdf"], is_flag=True, help="Make PDFs of the report and its memo as well."),
    Option(["--list", "list_"], is_flag=True, help="List the templates and exit."),
    Option(
        ["--copy-template"],
        is_flag=True,
        help="Put a copy of the report's template and of the memo's into templates/, to be edited, and exit.",
    ),
    Option(
        ["--check-template", "checked"],
        metavar="FILE",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Check a template of the office's own, .xlsx or .docx, and exit.",
    ),
    OFFICE,
)
def report(
    kind: ReportKind | None,
    office: Office,
    month: Month | None,
    as_of: dt.datetime,
    templates: tuple[str, ...],
    date: dt.date | None,
    number: str | None,
    interim: bool,
    dry_run: bool,
    pdf: bool,
    list_: bool,
    copy_template: bool,
    checked: tuple[Path, ...],
) -> None:
    from toolkit.messages.catalogue import has_errors
    from toolkit.templates.cell_text import TemplateError

    # Before the plan is opened: neither of these needs an office.
    if list_:
        _list_templates()
        return
    if checked:
        _check_templates(checked)
        return
    if kind is None:
        raise click.UsageError(_("Name a report: {reports}").format(reports=", ".join(REPORTS)))
    template, memo_template = _chosen(templates)
    if copy_template:
        _copy_templates(office, kind, template)
        return
    # What is signed is never made of a plan with an error.
    open_plan(office, month, sound=True)
    try:
        written = office.report(
            kind,
            month=month,
            as_of=as_of,
            template=template,
            memo_template=memo_template,
            date=date,
            number=number,
            interim=interim,
            write=not dry_run,
        )
    except TemplateError as error:
        say_findings(error.findings, err=True, files=True)
        raise click.exceptions.Exit(EXIT_USER) from error
    say_findings(written.findings, err=True, files=True)
    if dry_run:
        say(_("Nothing was written."))
    else:
        for path in (written.path, written.memo, written.sources):
            say(_("Written: {file}").format(file=office.relative(path)))
    printed = not pdf or dry_run or _print((written.path, written.memo))
    end(to_mend=has_errors(written.findings) or not printed)


def _chosen(templates: tuple[str, ...]) -> tuple[str, Path | None]:
    """Return the template of the report ("" for the usual one) and that of the memo (None likewise)."""
    from toolkit.report.own_templates import is_memo_template

    memos = [name for name in templates if is_memo_template(name)]
    reports = [name for name in templates if name not in memos]
    if len(memos) > 1 or len(reports) > 1:
        raise click.UsageError(_("Name one template for the report, and one for the memo at most"))
    return next(iter(reports), ""), next(map(Path, memos), None)


def _print(files: tuple[Path, ...]) -> bool:
    """Make PDFs; return whether every one was made."""
    from toolkit.cli.export import print_files
    from toolkit.excel.engine import find_engines

    done = print_files(files, find_engines(None))
    for exported in done:
        if exported.pdf:
            say(_("Written: {file}").format(file=f"reports/{exported.pdf.name}"))
    return all(exported.pdf for exported in done)


def _list_templates() -> None:
    from toolkit.report.kinds import TEMPLATES, template_label

    rows = [(name, template_label(name, language())) for name in TEMPLATES]
    say_table((_("Template"), _("Kind of report")), rows)


def _copy_templates(office: Office, kind: ReportKind, template: str) -> None:
    from toolkit.report.kinds import KINDS, TEMPLATES
    from toolkit.report.own_templates import copy_templates

    name = template or KINDS[kind].templates[0]
    # A template of the office's own is a file that it can edit as it is.
    if name not in TEMPLATES:
        raise click.UsageError(_("Only a template of --list can be copied"))
    copied = copy_templates(office, name)
    say_findings(copied.findings, err=True)
    for path in copied.written:
        say(_("Written: {file}").format(file=office.relative(path)))
    say(_("Edit them in Excel and Word; they are used where you name them with --template."))


def _check_templates(paths: Iterable[Path]) -> None:
    from toolkit.report.own_templates import check_memo_template, check_report_template, is_memo_template

    findings = []
    for path in paths:
        check = check_memo_template if is_memo_template(path) else check_report_template
        findings += [replace(finding, file=path.name) for finding in check(path.read_bytes())]
    say_findings(findings, files=True)
    end(to_mend=findings)
    say(_("The template can be filled."))
