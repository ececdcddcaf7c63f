"""`ita consolidate`: many offices put together on Dask."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from toolkit.cli.app import Argument, Option, _, language
from toolkit.cli.options import AS_OF, JSON, MONTH, WholeNumber, command, end
from toolkit.cli.show import say, say_findings, say_json, say_table
from toolkit.model.month import Month

if TYPE_CHECKING:
    from toolkit.model.office_row import Summary


@command(
    "consolidate",
    "Put many offices together: a country, a province, a district.\n\n"
    "ROOT holds office folders at any depth, or their roll-up .json files; nothing in it is changed. "
    "DIR gets a summary workbook, summary.json and Parquet tables. Both may be addresses such as s3://… "
    "What is finished and unchanged is not done again.",
    Argument(["root"], metavar="ROOT"),
    Option(["--to", "target"], metavar="DIR", required=True, help="Where the results go."),
    Option(
        ["--scheduler"],
        metavar="ADDRESS",
        help="A Dask scheduler, like tcp://host:8786 (default: this machine alone).",
    ),
    Option(
        ["--workers"],
        metavar="N",
        type=WholeNumber(1, 512),
        # Some systems do not tell how many processors they have.
        default=os.cpu_count() or 1,
        show_default=False,
        help="Processes on this machine (default: one per processor).",
    ),
    MONTH,
    AS_OF,
    JSON,
)
@click.pass_context
def consolidate(
    ctx: click.Context,
    root: str,
    target: str,
    scheduler: str | None,
    workers: int,
    month: Month | None,
    as_of: dt.datetime,
    as_json: bool,
) -> None:
    from toolkit.scale.cluster import open_extra

    open_extra()  # before the imports that need it
    from toolkit.scale.consolidate import SUMMARY_BOOK
    from toolkit.scale.consolidate import consolidate as put_together
    from toolkit.scale.partition import Task
    from toolkit.scale.summary import summary_json

    # Only a moment that was given makes results of another day worth keeping.
    given = ctx.get_parameter_source("as_of") is ParameterSource.COMMANDLINE
    with _progress_bar() as progress:
        done = put_together(Task(root, target, month, as_of, given), scheduler, workers, progress, language())
    if as_json:
        say_json(summary_json(done.summary, language()))
    else:
        _say_summary(done.summary)
        if done.fresh < len(done.summary.offices):
            text = _("Counted in this run: {count} offices; the others were unchanged")
            say(text.format(count=done.fresh))
        say(_("Written: {file}").format(file=f"{target.rstrip('/')}/{SUMMARY_BOOK}"))
    say_findings(done.summary.faults, err=True)
    end(to_mend=done.summary.faults, crashed=done.crashed)


def _say_summary(summary: Summary) -> None:
    """Print the country and its provinces, sorted by name."""
    from toolkit.thai.dates import format_month
    from toolkit.thai.labels import format_percent

    country = summary.country
    style: Literal["full", "iso"] = "full" if language() == "th" else "iso"
    month = format_month(Month.parse(summary.month), style) if summary.month else "–"
    say(
        _("{offices} offices in {provinces} provinces, month {month}").format(
            offices=country.offices, provinces=summary.named_provinces, month=month
        )
    )
    say(
        _("Mean completion {completion} % (plan {planned} %); reports on time {timely} %").format(
            completion=format_percent(country.completion),
            planned=format_percent(country.planned),
            timely=format_percent(country.timely),
        )
    )
    say()
    rows = (
        (
            group.province or _("(no province)"),
            f"{group.offices:,}",
            *(format_percent(value) for value in (group.completion, group.planned, group.timely)),
            f"{group.counts['missing']:,}",
        )
        for group in summary.provinces
    )
    headings = (_("Province"), _("Offices"), _("Done %"), _("Plan %"), _("On time %"), _("Not sent"))
    say_table(headings, rows, numbers=(1, 2, 3, 4, 5))


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Give what shows on a terminal how many offices are done, and of how many."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    columns = *Progress.get_default_columns(), MofNCompleteColumn()
    # In a log file a bar is noise.
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task(_("Offices"), total=None)
        yield lambda done, offices: bar.update(task, completed=done, total=offices)
