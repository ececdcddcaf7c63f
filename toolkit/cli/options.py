"""What several commands share: the types of their values, their options, and how they begin and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.api import Office, moment_of
from toolkit.cli.app import EXIT_OUR_BUG, EXIT_USER, Command, Option, _, app, lang_option
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK, BUDDHIST_OFFSET, Month

if TYPE_CHECKING:
    from toolkit.intake.plan_file import CheckedPlan

# No year of the common era that anybody types lies above it.
_LEAST_BUDDHIST_YEAR = 2400


def read_month(text: str) -> Month:
    """Read 2570-03, or any Thai form of a month. Raises BadParameter for anything else."""
    try:
        month = Month.parse(text)  # the usual form first: parsing any other loads PyThaiNLP
    except ValueError:
        from toolkit.thai.dates import parse_month

        try:
            month = parse_month(text)
        except ValueError:
            message = _("{value} is no month; write it like 2570-03")
            raise click.BadParameter(message.format(value=text)) from None
    if month.year < _LEAST_BUDDHIST_YEAR:
        message = _("{month} is no month of the Buddhist era; type the Buddhist year, like {meant}")
        meant = Month(month.year + BUDDHIST_OFFSET, month.number)
        raise click.BadParameter(message.format(month=month, meant=meant))
    return month


def read_moment(value: str | dt.datetime) -> dt.datetime:
    """Read a moment in Bangkok from an ISO date or date and time, whose year may be Buddhist.

    A moment stays as it is. Raises BadParameter for anything else.
    """
    if isinstance(value, dt.datetime):
        return value
    text = value.strip()
    # Before parsing: 2567-02-29 is a day of the Buddhist calendar, but not of the common era's year 2567.
    if text[:4].isdigit() and int(text[:4]) >= _LEAST_BUDDHIST_YEAR:
        text = f"{int(text[:4]) - BUDDHIST_OFFSET}{text[4:]}"
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        message = _("{value} is no time; write it like 2570-04-06T09:00")
        raise click.BadParameter(message.format(value=value)) from None
    # Deadlines are moments in Bangkok, wherever the command runs.
    return moment.replace(tzinfo=BANGKOK) if moment.tzinfo is None else moment.astimezone(BANGKOK)


def read_date(text: str) -> dt.date:
    """Read 2570-04-05, or any Thai form of a day. Raises BadParameter for anything else."""
    from toolkit.thai.dates import parse_date

    try:
        return parse_date(text)
    except ValueError:
        message = _("{value} is no date; write it like 2570-04-05")
        raise click.BadParameter(message.format(value=text)) from None


class WholeNumber(click.IntRange):
    """A whole number in a range, which people read as "2503–2699"."""

    def _describe_range(self) -> str:  # click's own says 2503<=x<=2699
        return f"{self.min}–{self.max}"


OFFICE = Option(
    ["--office"],
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default=False,
    callback=lambda _ctx, _param, folder: Office(folder),
    help="The office folder (default: this folder).",
)
JSON = Option(["--json", "as_json"], is_flag=True, help="Print JSON alone on standard output.")
MONTH = Option(
    ["--month"],
    type=read_month,
    metavar="YYYY-MM",
    help="The month, like 2570-03 (default: the last one ended).",
)
AS_OF = Option(
    ["--as-of"],
    type=read_moment,
    metavar="TIME",
    # The function and not its value, so that each run asks the clock.
    default=moment_of,
    show_default=False,
    help="Judge as at this time (default: now).",
)
ALL = Option(["--all", "everything"], is_flag=True, help="Show known files and every note as well.")


def command(name: str, text: str, *params: click.Parameter) -> Callable[[Callable[..., Any]], Command]:
    """Register a command with its English help and its parameters; `--lang` comes by itself."""

    def register(callback: Callable[..., Any]) -> Command:
        made = Command(name, callback=callback, help=text, params=[*params, lang_option()])
        app.add_command(made)
        return made

    return register


def open_plan(office: Office, month: Month | None = None, *, sound: bool = False) -> CheckedPlan:
    """Return the office's checked plan; one that cannot be understood ends the command with what is wrong
    in it, a month of another fiscal year ends it as wrong usage.

    A command that needs a `sound` plan, since something goes out with it, ends for any error in it. Raises
    UserError where there is no plan.
    """
    from toolkit.cli.show import say_files, say_findings
    from toolkit.intake.plan_file import plan_in_use

    checked = office.check_plan()
    say_findings(plan_in_use(office), err=True)
    if checked.plan is None or (sound and checked.result.verdict == "rejected"):
        say_files((checked.result,), err=True)
        if checked.plan is not None:
            raise UserError(Finding("plan-has-errors", found=checked.result.file, file=checked.result.file))
        raise click.exceptions.Exit(EXIT_USER)
    if month is not None and month not in checked.plan.months:
        message = _("{month} lies outside fiscal year {year} (October to September)")
        raise click.BadParameter(
            message.format(month=month, year=checked.plan.fiscal_year), param_hint="--month"
        )
    return checked


def end(*, to_mend: object, crashed: bool = False) -> None:
    """End the command: exit code 70 after a fault of ours, 1 where the user has something to mend."""
    if crashed or to_mend:
        raise click.exceptions.Exit(EXIT_OUR_BUG if crashed else EXIT_USER)
