"""`ita report`: the reports that an office signs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolkit.cli.app import Option
from toolkit.cli.language import _
from toolkit.cli.options import as_of_option, command, month_option, office_option
from toolkit.cli.show import say
from toolkit.model.month import Month
from toolkit.office.folder import Office


@command(
    "report",
    "Fill a report from what was accepted and write it to reports/.",
    click.Argument(["kind"], type=click.Choice(["six-month"])),
    month_option(),
    as_of_option(),
    Option(
        ["--template"],
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The office's own copy of the template.",
    ),
    office_option(),
)
def report(kind: str, office: Office, month: Month | None, as_of: dt.datetime, template: Path | None) -> None:
    from toolkit.intake.plan_file import check_plan_file
    from toolkit.report.write import REPORTS

    plan = check_plan_file(office).usable
    written = REPORTS[kind](office, plan, month, as_of, template)
    for gap in written.gaps:
        say(f"! {gap}", err=True)
    say(_("Written: {file}").format(file=office.relative(written.path)))
