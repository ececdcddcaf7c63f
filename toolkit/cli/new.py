"""`ita new`: a new office folder."""

from __future__ import annotations

from pathlib import Path

import click

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
    from toolkit.intake.plan_file import check_plan_file
    from toolkit.office.folder import OfficeFolder
    from toolkit.planning.new_office import new_office, next_year

    if old is not None and example is not None:
        raise click.UsageError(_("Choose either --from or --example."))
    content = None
    if old is not None:
        content, notes = next_year(check_plan_file(OfficeFolder(old.absolute())).usable)
        say_findings(notes, most=len(notes))
    elif example is not None:
        from toolkit.example.worked_example import EXAMPLES, load_example

        if example not in EXAMPLES:
            message = _("there is no example named {name}; there are: {names}")
            raise click.BadParameter(
                message.format(name=example, names=", ".join(EXAMPLES)), param_hint="--example"
            )
        content = load_example(example).plan
    office = new_office(directory, content=content)
    message = _("Made {folder}. Next: open {plan} in Excel, fill it in, then run: ita check")
    say(message.format(folder=directory, plan=office.plan))
