"""`ita report`: the reports that an office signs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.app import EXIT_USER, Argument, Option
from toolkit.cli.language import _, language
from toolkit.cli.options import (
    DateType,
    as_of_option,
    check_month,
    command,
    month_option,
    office_option,
    open_plan,
)
from toolkit.cli.show import say, say_files, say_findings, say_table
from toolkit.model.month import Month
from toolkit.office.folder import Office

if TYPE_CHECKING:
    from toolkit.report.kinds import ReportKind

REPORTS = ("plan", "monthly", "six-month", "annual")


@command(
    "report",
    "Fill in a report that the office signs, and its memo, from what was accepted.\n\n"
    "Both go to reports/, beside a table of where each text comes from.",
    Argument(["kind"], type=click.Choice(REPORTS), required=False),
    month_option("The month, like 2567-03 (default: that of the report)."),
    as_of_option(),
    Option(
        ["--template"],
        metavar="NAME|FILE",
        help="A template by its name, or the office's own copy of one.",
    ),
    Option(["--date"], type=DateType(), metavar="DATE", help="The date of the document (default: dotted)."),
    Option(["--number"], metavar="TEXT", help="The number of the document (default: dotted)."),
    Option(["--pdf"], is_flag=True, help="Make PDFs of the report and its memo as well."),
    Option(["--list", "list_"], is_flag=True, help="List the templates and exit."),
    Option(
        ["--check-template", "checked_template"],
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Check a template of the office's own and exit.",
    ),
    office_option(),
)
@click.pass_context
def report(
    ctx: click.Context,
    kind: ReportKind | None,
    office: Office,
    month: Month | None,
    as_of: dt.datetime,
    template: str | None,
    date: dt.date | None,
    number: str | None,
    pdf: bool,
    list_: bool,
    checked_template: Path | None,
) -> None:
    from toolkit.catalogue import has_errors
    from toolkit.report.write import write_report
    from toolkit.workbook.fill import TemplateError

    if list_:
        _list_templates()
        return
    if checked_template is not None:
        _check_template(ctx, checked_template)
        return
    if kind is None:
        raise click.UsageError(_("Name a report: {reports}").format(reports=", ".join(REPORTS)))
    checked = open_plan(ctx, office)
    check_month(checked.usable, month)
    try:
        written = write_report(
            office, checked.usable, kind, month, as_of, template or "", date=date, number=number
        )
    except TemplateError as error:
        say_findings(error.findings, err=True, files=True)
        ctx.exit(EXIT_USER)
    say_findings(written.findings, err=True, files=True)
    for path in (written.path, written.memo, written.sources):
        say(_("Written: {file}").format(file=office.relative(path)))
    printed = not pdf or _print((written.path, written.memo))
    if checked.result.verdict == "rejected":
        say_files((checked.result,), err=True, rejected_only=True)
    if checked.result.verdict == "rejected" or has_errors(written.findings) or not printed:
        ctx.exit(EXIT_USER)


def _print(files: tuple[Path, ...]) -> bool:
    """Make PDFs; whether every one was made."""
    from toolkit.cli.export import print_files
    from toolkit.excel.engines import find_engines

    done = print_files(files, find_engines(None))
    for each in done:
        if each.pdf:
            say(_("Written: {file}").format(file=f"reports/{each.pdf.name}"))
    return all(each.pdf for each in done)


def _list_templates() -> None:
    from toolkit.report.kinds import KINDS, TEMPLATES

    def named(kind: ReportKind) -> str:
        return KINDS[kind].th if language() == "th" else KINDS[kind].en

    say_table((_("Template"), _("Report")), [(name, named(kind)) for name, kind in TEMPLATES.items()])


def _check_template(ctx: click.Context, path: Path) -> None:
    from toolkit.report.check_template import check_report_template

    findings = check_report_template(path.read_bytes())
    say_findings(findings)
    if findings:
        ctx.exit(EXIT_USER)
    say(_("The template can be filled."))
