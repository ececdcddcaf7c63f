"""`ita demo`: the whole job on a bundled example."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from toolkit.cli.app import Argument, _
from toolkit.cli.export import print_files, shown_path
from toolkit.cli.options import command
from toolkit.cli.show import progress, say, say_figures, say_files, say_findings
from toolkit.model.finding import UserError


@command(
    "demo",
    "Play half a year of a made-up office.\n\n"
    "Plan, workbooks, submissions, roll-up, report and PDFs, in one folder.",
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
    submissions = len(done.roll_up.files) - 1  # the plan is one of the files
    say(_("{count} submissions from October to March; those that were sent back:").format(count=submissions))
    say_files([file for file in done.roll_up.files if file.verdict == "rejected"], most=0)
    say()
    say_figures(done.roll_up)
    say()
    pdfs = _printed((done.workbook, done.report.path))
    say(_("Open these in Excel or LibreOffice:"))
    for path in (done.office.plan, done.workbooks[0], done.workbook, done.report.path):
        say(f"  {path}")
    if pdfs:
        say(_("And these PDFs, ready to print:"))
        for path in pdfs:
            say(f"  {shown_path(path)}")


def _printed(files: Iterable[Path]) -> list[Path]:
    """Make the PDFs of files; none, with a line that says why, where this machine has no program for it."""
    from toolkit.excel.engine import find_engines

    try:
        # The demo is complete without PDFs: a machine without a printing program is no fault.
        engines = find_engines()
    except UserError as error:
        say_findings((error.finding,), err=True)
        return []
    return [exported.pdf for exported in print_files(files, engines) if exported.pdf]
