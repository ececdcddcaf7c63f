"""`ita demo`: the whole job on a bundled example."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import Argument
from toolkit.cli.figures import say_figures
from toolkit.cli.language import _
from toolkit.cli.options import command
from toolkit.cli.show import progress, say, say_files


@command(
    "demo",
    "Play half a year of a made-up office.\n\n"
    "Plan, workbooks, submissions, roll-up and report, in one folder.",
    Argument(
        ["directory"],
        metavar="[DIR]",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("ita-demo"),
    ),
)
def demo(directory: Path) -> None:
    from toolkit.example.demo import play_demo

    done = play_demo(directory, progress=progress(_("Playing October to March")))
    say(_("An office folder with its plan and {count} division workbooks.").format(count=len(done.workbooks)))
    say(
        _("{count} submissions from October to March; those that were sent back:").format(
            count=len(done.files) - 1
        )
    )
    say_files(done.files, rejected_only=True)
    say()
    say_figures(done.roll_up)
    say()
    say(_("Open these in Excel or LibreOffice:"))
    opened = (done.office.plan, done.workbooks[0], done.workbook, done.report.path)
    for path in opened:
        say(f"  {path}")
