"""`ita macros`: the control workbook with which the head of office works from buttons in Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.api import Office, moment_of
from toolkit.cli.app import Argument, Option, _
from toolkit.cli.options import OFFICE, command
from toolkit.cli.show import say

# Not imported: that would load all that the buttons do for a line of help.
ACTIONS = ("check", "distribute", "rollup", "status", "report", "pdf", "book-check")


@command(
    "macros",
    "Work from buttons in Excel: the control workbook and its macros.\n\n"
    "install puts it into the office folder (Windows, macOS); export writes its modules to import by hand; "
    "answer is what its buttons call.",
    Argument(["task"], type=click.Choice(("install", "export", "answer"))),
    Argument(["action"], type=click.Choice(ACTIONS), required=False),
    # As typed, and judged by the action: its answer is shown in Excel, where click's would not be seen.
    Option(["--month"], metavar="TEXT", default="", help="For answer: the month as typed in the workbook."),
    Option(["--report", "kind"], metavar="TEXT", default="", help="For answer: the report chosen there."),
    Option(["--file", "file"], metavar="FILE", default="", help="For answer: the workbook to check."),
    Option(
        ["--to", "target"],
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="The folder of the modules (default: macros), or the workbook of the answer.",
    ),
    OFFICE,
)
def macros(
    office: Office,
    task: str,
    action: str | None,
    month: str,
    kind: str,
    file: str,
    target: Path | None,
) -> None:
    if task == "install":
        _install(office)
    elif task == "export":
        _export(target or Path("macros"))
    elif action is None:
        raise click.UsageError(_("Name what to answer: {actions}").format(actions=", ".join(ACTIONS)))
    elif target is None:
        raise click.UsageError(_("Name the workbook of the answer with --to"))
    else:
        from toolkit.excel.office_actions import Request, run_action
        from toolkit.office.writing import write_atomic

        answer = run_action(
            action, Request(office, moment_of(), month, kind, Path(file).absolute() if file else None)
        )
        write_atomic(target.absolute(), answer.as_workbook())
        say(answer.message)


def _install(office: Office) -> None:
    from toolkit.excel.install_macros import check_system, install_macros
    from toolkit.intake.plan_file import check_plan_file

    check_system()
    check_plan_file(office)  # where there is no plan, this is no office folder
    home = Path.home() if sys.platform == "darwin" else None
    done = install_macros(office, home)
    for path in filter(None, (done.control, done.script)):
        say(_("Written: {file}").format(file=path))
    if done.kept:
        say(_("The control workbook that was there is kept as {file}").format(file=done.kept))
    say()
    say(_("Before the first use, allow the macros of this one workbook:"))
    for step in _steps_on_windows() if home is None else _steps_on_mac():
        say(f"• {step.format(file=done.control.name)}")
    say()
    note = _(
        "The macros work in this folder alone: they start ita and show its answers. The only workbook of "
        "yours that they change is one that you opened and had checked: its cells are coloured."
    )
    say(note)


def _steps_on_windows() -> tuple[str, ...]:
    return (
        _(
            "Right-click {file}, choose Properties, and tick Unblock if it is there: Windows marks files "
            "that came from elsewhere, and Excel then runs no macro of them."
        ),
        _(
            "Open it and press Enable Content. Excel asks because macros may do harm; it remembers the "
            "answer for this one workbook. Leave the security settings of the machine as they are."
        ),
        _(
            "Without that button, ask whoever looks after the machine to add this folder under "
            "File > Options > Trust Center > Trusted Locations."
        ),
    )


def _steps_on_mac() -> tuple[str, ...]:
    return (
        _("Open {file} and press Enable Macros. Excel asks because macros may do harm."),
        _("Press Grant Access when Excel asks for this folder: there it may open only what you let it open."),
        _("Excel may start programs only through the script above, which runs only ita macros answer."),
    )


def _export(folder: Path) -> None:
    from toolkit.excel.install_macros import IMPORTING, export_macros

    for path in export_macros(folder.absolute()):
        say(_("Written: {file}").format(file=folder / path.name))
    steps = _(
        "Open {file} in Excel, press Alt+F11, choose File > Import File, and take each .bas file. "
        "Then save it as Excel Macro-Enabled Workbook (.xlsm) in the office folder, beside plan.xlsx."
    )
    say(steps.format(file=folder / IMPORTING))
