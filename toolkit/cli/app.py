"""The command `ita` itself: its group, its way of ending, and the words of its help."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import traceback
from typing import Any

import click

from toolkit import __version__
from toolkit.cli.help_format import Context
from toolkit.cli.language import _, language, set_language
from toolkit.model.finding import UserError

EXIT_USER = 1
EXIT_OUR_BUG = 70


class Command(click.Command):
    """A command whose help, written in English, is translated when it is shown."""

    context_class = Context

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        english = self.help
        self.help = _(english or "")
        try:
            super().format_help(ctx, formatter)
        finally:
            self.help = english

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first paragraph in full, whatever the limit: cut Thai says nothing."""
        return _(self.help or "").split("\n\n")[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class Option(click.Option):
    """An option whose help and metavar are translated when they are shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        english = self.help
        self.help = _(english or "")
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = english

    def make_metavar(self, *args: Any, **kwargs: Any) -> str:
        return _(super().make_metavar(*args, **kwargs))


class Argument(click.Argument):
    """An argument whose metavar is translated when it is shown, in error messages too."""

    def make_metavar(self, *args: Any, **kwargs: Any) -> str:
        return _(super().make_metavar(*args, **kwargs))


class App(Command, click.Group):
    """The group. A UserError ends in one sentence and exit code 1, a bug of ours in exit code 70."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the work, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            from toolkit.cli.show import say_error

            say_error(error.finding)
            ctx.exit(EXIT_USER)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            click.echo(_crash_message(), err=True)
            ctx.exit(EXIT_OUR_BUG)


def _crash_message() -> str:
    """One line for the user; the traceback goes to a log file of its own."""
    name = f"ita-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-"
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", prefix=name, suffix=".log", delete=False
    ) as log:
        log.write(f"ita {__version__}\n{' '.join(sys.argv)}\n\n{traceback.format_exc()}")
    return _("A fault in the program itself; what divisions sent was not harmed. Details: {log}").format(
        log=log.name
    )


def _choose_language(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    set_language(value)
    return value


def lang_option(envvar: str | None = None) -> Option:
    """`--lang th|en`, for the group and for every command. Only the group's looks at the environment, so
    that `ita --lang en check` is not undone by it."""
    return Option(
        ["--lang"],
        type=click.Choice(["th", "en"]),
        envvar=envvar,
        default=lambda: language(),
        callback=_choose_language,
        is_eager=True,
        expose_value=False,
        show_choices=True,
        help="Language of messages.",
    )


def version_option() -> Option:
    """`--version`, for the group."""

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
    params=[lang_option("ITA_LANG"), version_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
