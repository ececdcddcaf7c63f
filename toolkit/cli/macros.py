"""`ita macros`: the control workbook with which the head of office works from buttons in Excel."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import Argument, Option
from toolkit.cli.language import _
from toolkit.cli.options import command, now, office_option
from toolkit.cli.show import say
from toolkit.office.folder import Office

ACTIONS = ("check", "distribute", "rollup", "status", "report", "pdf", "book-check")


@command(
    "macros",
    "Work from buttons in Excel: the control workbook and its macros.\n\n"
    "install puts it into the office folder; export writes its modules to import by hand; "
    "answer is what its buttons call.",
    Argument(["what"], type=click.Choice(("install", "export", "answer"))),
    Argument(["action"], type=click.Choice(ACTIONS), required=False),
    Option(["--month"], metavar="TEXT", default="", help="For answer: the month as typed in the workbook."),
    Option(["--report", "kind"], metavar="TEXT", default="", help="For answer: the report chosen there."),
    Option(["--file", "file"], metavar="FILE", default="", help="For answer: the workbook to check."),
    Option(
        ["--to", "target"],
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="The folder of the modules (default: macros), or the workbook of the answer.",
    ),
    office_option(),
)
def macros(
    office: Office,
    what: str,
    action: str | None,
    month: str,
    kind: str,
    file: str,
    target: Path | None,
) -> None:
    if what == "install":
        _install(office)
    elif what == "export":
        _export(target or Path("macros"))
    elif action is None:
        raise click.UsageError(_("Name what to answer: {actions}").format(actions=", ".join(ACTIONS)))
    else:
        _answer(action, office, month, kind, file, target)


def _install(office: Office) -> None:
    from toolkit.excel.install_macros import home_on_mac, install_macros
    from toolkit.intake.plan_file import check_plan_file

    check_plan_file(office)  # where there is no plan, this is no office folder
    done = install_macros(office, home_on_mac())
    for path in filter(None, (done.control, done.script)):
        say(_("Written: {file}").format(file=path))
    say()
    say(_("Before the first use, allow the macros of this one workbook:"))
    say(
        _(
            "Windows: right-click {file}, choose Properties, tick Unblock. Then open it and choose "
            "Enable Content. Excel blocks macros in files that came from elsewhere, since they may do harm."
        ).format(file=done.control.name)
    )
    say(
        _(
            "Mac: open it, choose Enable Macros, and allow Excel to use this folder when it asks. "
            "Excel there may open only files that you let it open."
        )
    )
    say(
        _(
            "The macros work in this folder alone: they start ita and show its answers. The only workbook of "
            "yours that they change is one that you opened and had checked: its cells are coloured."
        )
    )


def _export(folder: Path) -> None:
    from toolkit.excel.install_macros import export_macros

    for path in export_macros(folder.absolute()):
        say(_("Written: {file}").format(file=folder / path.name))
    say(_("In Excel press Alt+F11, choose File > Import File, and take each .bas file."))


def _answer(action: str, office: Office, month: str, kind: str, file: str, target: Path | None) -> None:
    from toolkit.excel.office_actions import ANSWER_FILE, Request, run_action
    from toolkit.office.writing import write_atomic

    named = Path(file).absolute() if file else None
    answer = run_action(action, Request(office, now(), month, kind, named))
    write_atomic(target.absolute() if target else office.reports / ANSWER_FILE, answer.as_workbook())
    say(answer.message)
