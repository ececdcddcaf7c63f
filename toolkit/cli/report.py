"""`ita report`: the reports that an office signs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolkit.cli.app import EXIT_USER, Argument, Option
from toolkit.cli.language import _
from toolkit.cli.options import as_of_option, check_month, command, month_option, office_option, open_plan
from toolkit.cli.show import say, say_files, say_findings
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.office.folder import Office


@command(
    "report",
    "Fill in a report that the office signs, from what was accepted.\n\nThe report goes to reports/.",
    Argument(["kind"], type=click.Choice(["six-month"])),
    month_option("The month, like 2567-03 (default: March)."),
    as_of_option(),
    Option(
        ["--template"],
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The office's own copy of the template.",
    ),
    office_option(),
)
@click.pass_context
def report(
    ctx: click.Context,
    kind: str,
    office: Office,
    month: Month | None,
    as_of: dt.datetime,
    template: Path | None,
) -> None:
    from toolkit.catalogue import has_errors
    from toolkit.report.write import REPORTS
    from toolkit.workbook.fill_text import TemplateError

    checked = open_plan(ctx, office)
    check_month(checked.usable, month)
    try:
        written = REPORTS[kind](office, checked.usable, month, as_of, template)
    except TemplateError as error:
        file = str(template or "")
        raise UserError(
            Finding("template-broken", error.sheet, error.cell, error.problem, "", file)
        ) from error
    say_findings(written.findings, err=True)
    say(_("Written: {file}").format(file=office.relative(written.path)))
    if checked.result.verdict == "rejected":
        say_files((checked.result,), err=True, rejected_only=True)
    if checked.result.verdict == "rejected" or has_errors(written.findings):
        ctx.exit(EXIT_USER)
