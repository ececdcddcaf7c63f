"""`ita new`: a new office folder."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.api import Office
from toolkit.cli.app import Argument, Option, _
from toolkit.cli.options import command
from toolkit.cli.show import say, say_findings


@command(
    "new",
    "Make an office folder with a blank plan.\n\n"
    "Or with last year's plan carried over (--from), or with a worked example (--example).",
    Argument(["directory"], metavar="DIR", type=click.Path(file_okay=False, path_type=Path)),
    Option(
        ["--from", "old"],
        metavar="OLD_OFFICE",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Carry last year's office over.",
    ),
    Option(["--example"], metavar="NAME", help="Start from a worked example, such as thetsaban-tambon."),
)
def new(directory: Path, old: Path | None, example: str | None) -> None:
    from toolkit.example.worked_example import EXAMPLES

    if old is not None and example is not None:
        raise click.UsageError(_("Choose either --from or --example."))
    if example is not None and example not in EXAMPLES:
        message = _("there is no example named {name}; there are: {names}")
        raise click.BadParameter(
            message.format(name=example, names=", ".join(EXAMPLES)), param_hint="--example"
        )
    if old is None:
        Office.new(directory, example=example)
    else:
        carried = Office(old).carry_over(directory)
        shifted = [finding for finding in carried.findings if finding.code == "date-shifted"]
        say_findings(finding for finding in carried.findings if finding not in shifted)
        if shifted:
            moved = _("Dates moved one year on: {count}, such as {was} to {now}. Look them through in Excel.")
            first = shifted[0]
            say("   · " + moved.format(count=len(shifted), was=first.found, now=first.expected))
    message = _("Made {folder}. Next: open {plan} in Excel, fill it in, then run: ita check")
    say(message.format(folder=directory, plan=directory / "plan.xlsx"))
