"""`ita new`: a new office folder."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import Option
from toolkit.cli.language import _
from toolkit.cli.options import command
from toolkit.cli.show import say, say_findings


@command(
    "new",
    "Make an office folder: with the blank plan, last year's plan carried over, or a worked example.",
    click.Argument(["directory"], metavar="DIR", type=click.Path(path_type=Path)),
    Option(
        ["--from", "old"],
        metavar="OLD_OFFICE",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Carry last year's office over.",
    ),
    Option(["--example"], metavar="NAME", help="Start from a worked example (thetsaban-tambon)."),
)
def new(directory: Path, old: Path | None, example: str | None) -> None:
    from toolkit.example.new import new_office, next_year
    from toolkit.intake.plan_file import check_plan_file
    from toolkit.office.folder import Office

    if old is not None and example is not None:
        raise click.UsageError(_("Choose either --from or --example."))
    content = None
    if old is not None:
        content, notes = next_year(check_plan_file(Office(old)).usable)
        say_findings(notes)
    elif example is not None:
        from toolkit.example.data import load_example

        try:
            content = load_example(example).plan
        except FileNotFoundError:
            raise click.BadParameter(_("there is no example named {name}").format(name=example)) from None
    office = new_office(directory, content=content)
    say(
        _("Made {folder}. Next: open {plan} in Excel, fill it in, then run: ita check").format(
            folder=directory, plan=office.plan
        )
    )
