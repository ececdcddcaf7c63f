"""Options and value types that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from toolkit.cli.app import Command, Option, app, lang_option
from toolkit.cli.language import _
from toolkit.model.month import BANGKOK, BUDDHIST_OFFSET, Month
from toolkit.office.folder import Office


class MonthType(click.ParamType[Month]):
    """A month: 2567-03, or any Thai form."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except ValueError:
            pass
        from toolkit.thai.dates import parse_month

        try:
            return parse_month(str(value))
        except ValueError:
            self.fail(_("{value} is no month; write it like 2567-03").format(value=value), param, ctx)


class MomentType(click.ParamType[dt.datetime]):
    """A moment in Bangkok: an ISO date or date and time; the year may be Buddhist."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        text = str(value).strip()
        if text[:4].isdigit() and int(text[:4]) >= 2400:
            text = f"{int(text[:4]) - BUDDHIST_OFFSET}{text[4:]}"
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            self.fail(_("{value} is no time; write it like 2567-04-06T09:00").format(value=value), param, ctx)
        return moment.replace(tzinfo=BANGKOK) if moment.tzinfo is None else moment.astimezone(BANGKOK)


def now() -> dt.datetime:
    """This moment in Bangkok."""
    return dt.datetime.now(BANGKOK)


def _office(_ctx: click.Context, _param: click.Parameter, value: Path) -> Office:
    return Office(value)


Params = list[click.Parameter]


def office_option() -> Option:
    return Option(
        ["--office"],
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default=False,
        callback=_office,
        help="The office folder (default: this folder).",
    )


def json_option() -> Option:
    return Option(["--json", "as_json"], is_flag=True, help="Print JSON alone on standard output.")


def month_option() -> Option:
    return Option(
        ["--month"], type=MonthType(), help="The month, like 2567-03 (default: the last one ended)."
    )


def as_of_option() -> Option:
    return Option(
        ["--as-of"],
        type=MomentType(),
        default=now,
        show_default=False,
        help="Judge as at this time (default: now).",
    )


def command(name: str, text: str, *params: click.Parameter) -> Callable[[Callable[..., Any]], Command]:
    """Register a command with its English help and its parameters; `--lang` comes by itself."""

    def register(callback: Callable[..., Any]) -> Command:
        made = Command(name, callback=callback, help=text, params=[*params, lang_option()])
        app.add_command(made)
        return made

    return register
