"""The program `ita`: its language, the layout of its help pages, its commands' base classes, its exit codes.

Help and messages are written in English, which is the key of their translation (gettext, toolkit/locale),
and are translated when they are shown.
"""

from __future__ import annotations

import datetime as dt
import gettext
import os
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from toolkit.model.finding import Lang, UserError
from toolkit.version import __version__

EXIT_USER = 1
# EX_SOFTWARE of sysexits.h.
EXIT_OUR_BUG = 70

_DOMAIN = "ita"
_LOCALES = Path(__file__).parents[1] / "locale"
_current: Lang = "th"


def set_language(lang: str) -> None:
    """Choose the language. gettext looks LANGUAGE up in the environment at every call, and click's own
    messages go through the default domain, so that both are set for the whole process."""
    global _current
    _current = "en" if lang == "en" else "th"
    gettext.bindtextdomain(_DOMAIN, str(_LOCALES))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = _current


def language() -> Lang:
    """Return the language chosen."""
    return _current


def _(message: str) -> str:
    """Return a message in the language chosen; the English text is its key."""
    return gettext.gettext(message) if message else ""


def columns(text: str) -> int:
    """Count the columns of a terminal that a text takes: Thai marks above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def lines_of(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most `width` columns.

    Thai has no spaces inside a phrase, and breaking it by counting letters would part a vowel from its
    consonant: a longer phrase keeps its line.
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and columns(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class HelpFormatter(click.HelpFormatter):
    """click's help page with Thai line breaks and columns."""

    def write_text(self, text: str) -> None:
        """Write paragraphs, parted by an empty line."""
        indent = " " * self.current_indent
        width = self.width - self.current_indent
        paragraphs = [lines_of(paragraph, width) for paragraph in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names in a first column, their texts beside them."""
        rows = list(rows)
        first = min(max(columns(name) for name, _ in rows), col_max) + col_spacing
        start = self.current_indent + first
        for name, text in rows:
            gap = first - columns(name)  # too small: the text begins on the next line
            lines = lines_of(text, max(self.width - start, 20))
            self.write(" " * self.current_indent + name)
            if gap >= col_spacing:
                self.write(" " * gap + lines.pop(0))
            self.write("\n" + "".join(f"{' ' * start}{line}\n" for line in lines))


class _Context(click.Context):
    formatter_class = HelpFormatter


class Translated:
    """A text that is given in English and read in the language chosen."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = f"english_{name}"

    def __set__(self, element: object, text: str | None) -> None:
        vars(element)[self._name] = text

    def __get__(self, element: object, _owner: type | None = None) -> Any:
        text: str | None = vars(element)[self._name]
        return text and _(text)


class Option(click.Option):
    """An option that click shows in the language chosen."""

    help = Translated()
    metavar = Translated()


class Argument(click.Argument):
    """An argument that click shows in the language chosen."""

    metavar = Translated()


class Command(click.Command):
    """A command that click shows in the language chosen."""

    context_class = _Context
    help = Translated()
    options_metavar = Translated()

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """Return the first paragraph in full, whatever the limit: cut Thai says nothing."""
        return (self.help or "").split("\n\n")[0]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class App(Command, click.Group):
    """The group. A UserError ends in one sentence and exit code 1, a bug of ours in exit code 70."""

    command_class = Command
    subcommand_metavar = Translated()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the work, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            finding = error.finding
        # click words these itself; a pipe that is closed (`ita log | head`) is no fault.
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        # The world's fault wherever it was met: a drive that is gone, a folder without access.
        except OSError as error:
            from toolkit.office.writing import fault_of

            finding = fault_of(error)
        except Exception:
            click.echo(_crash_message(), err=True)
            ctx.exit(EXIT_OUR_BUG)
        from toolkit.cli.show import say_error  # which imports this module

        say_error(finding)
        raise click.exceptions.Exit(EXIT_USER)


def _crash_message() -> str:
    """Return one line for the user; the traceback goes to a log file of its own."""
    name = f"ita-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-"
    # A path in the traceback may hold bytes that are no UTF-8.
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", prefix=name, suffix=".log", delete=False
    ) as log:
        log.write(f"ita {__version__}\n{' '.join(sys.argv)}\n\n{traceback.format_exc()}")
    message = _("A fault in the program itself; what divisions sent was not harmed. Details: {log}")
    return message.format(log=log.name)


def lang_option(envvar: str | None = None) -> Option:
    """`--lang th|en`, for the group and for every command. Only the group's looks at the environment, so
    that `ita --lang en check` is not undone by it."""

    def choose(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
        set_language(value)
        return value

    return Option(
        ["--lang"],
        type=click.Choice(["th", "en"]),
        envvar=envvar,
        default=lambda: language(),  # asked at each call: `ita --lang en check` has set it by then
        callback=choose,
        is_eager=True,
        expose_value=False,
        show_choices=True,
        help="Language of messages.",
    )


@click.group(
    "ita",
    cls=App,
    params=[lang_option("ITA_LANG")],
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    help="Excel workbooks in, integrity reports out: plan, monthly follow-up and ITA reports of one office.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, cls=Option, message="ita-toolkit %(version)s", help="Show the version.")
@click.pass_context
def app(context: click.Context) -> None:
    """Show the commands of the month where none was typed; the whole help is for those who ask."""
    if context.invoked_subcommand is not None:
        return
    page = context.make_formatter()
    page.write_text(_("Five commands a month, in the folder of the office:"))
    with page.indentation():
        page.write_dl(
            [
                ("ita check", _("See what is wrong in the inbox; nothing changes.")),
                ("ita rollup", _("Take in what divisions sent, and compute the month.")),
                ("ita status --message", _("Get the text that asks for what is missing.")),
                ("ita report monthly", _("Make the month's report and its memo.")),
                (_("ita export reports/FILE"), _("Print it to PDF.")),
            ]
        )
    page.write_paragraph()
    page.write_text(_("Without commands, in the browser: ita open"))
    page.write_text(_("All commands: ita --help"))
    click.echo(page.getvalue(), nl=False)
