"""`ita check`: the plan and the inbox checked; nothing is moved or accepted."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.api import Office
from toolkit.cli.app import Argument, _, language
from toolkit.cli.options import ALL, JSON, OFFICE, command, end
from toolkit.cli.show import progress, say, say_files, say_findings, say_json


@command(
    "check",
    "Check the plan and the inbox, or the files named.\n\nNothing is moved or accepted.",
    Argument(["files"], nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path)),
    ALL,
    OFFICE,
    JSON,
)
def check(office: Office, files: tuple[Path, ...], everything: bool, as_json: bool) -> None:
    from toolkit.intake.plan_file import plan_in_use
    from toolkit.intake.returned import returned_copies
    from toolkit.intake.take_in import crashed
    from toolkit.rollup.rollup_json import files_json

    checked = office.check(*files, progress=progress(_("Checking")))
    say_findings(plan_in_use(office), err=True)
    if as_json:
        say_json({"files": files_json(checked.files, language())})
    else:
        shown = [file for file in checked.files if everything or file.file not in checked.history]
        say_files(shown, most=None if everything else 12, returned=returned_copies(office))
        if len(shown) < len(checked.files):
            more = _("Not shown, since a later file has come: {count} files (see them with --all)")
            say(more.format(count=len(checked.files) - len(shown)))
        if all(result.verdict == "accepted" for result in checked.files):
            say(_("Nothing to mend."))
    end(to_mend=not checked.sound, crashed=crashed(checked.files))
