"""The command `ita` itself: its group, its way of ending, and the words of its help."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from toolkit import __version__
from toolkit.cli.language import _, language, set_language
from toolkit.model.finding import UserError

EXIT_USER = 1
EXIT_OUR_BUG = 70


@contextmanager
def _translated(command: click.Command) -> Iterator[None]:
    """Show a command's help, written in English, in the language chosen."""
    english = command.help
    command.help = _(english or "")
    try:
        yield
    finally:
        command.help = english


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _translated(self):
            super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        with _translated(self):
            return super().get_short_help_str(limit)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        english = self.help
        self.help = _(english or "")
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = english


class App(click.Group):
    """The group. A UserError ends in one sentence and exit code 1, a bug of ours in exit code 70."""

    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _translated(self):
            super().format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            from toolkit.catalogue import describe

            words = describe(error.finding, language())
            click.echo(f"{words.message}\n→ {words.advice}", err=True)
            ctx.exit(EXIT_USER)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            click.echo(_crash_message(), err=True)
            ctx.exit(EXIT_OUR_BUG)


def _crash_message() -> str:
    """One line for the user; the traceback goes to a log file."""
    folder = Path(tempfile.gettempdir()) / "ita-toolkit"
    folder.mkdir(exist_ok=True)
    log = folder / f"crash-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{os.getpid()}.log"
    log.write_text(f"ita {__version__}\n{' '.join(sys.argv)}\n\n{traceback.format_exc()}", encoding="utf-8")
    return _("A fault in the program itself; no file was harmed. Details: {log}").format(log=log)


def _choose_language(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    set_language(value)
    return value


def lang_option() -> Option:
    """`--lang th|en`, for the group and for every command."""
    return Option(
        ["--lang"],
        type=click.Choice(["th", "en"]),
        envvar="ITA_LANG",
        default=lambda: language(),
        callback=_choose_language,
        is_eager=True,
        expose_value=False,
        show_choices=True,
        help="Language of messages.",
    )


def version_option() -> Option:
    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"ita-toolkit {__version__}")
            ctx.exit()

    return Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Show the version.",
    )


app = App(
    name="ita",
    help="Excel workbooks in, integrity reports out: plan, monthly follow-up and ITA reports of one office.",
    params=[lang_option(), version_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
