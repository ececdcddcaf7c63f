"""`ita check`: the plan and the inbox checked; nothing is moved or accepted."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import Argument, _, language
from toolkit.cli.options import command, end, json_option, now, office_option
from toolkit.cli.show import progress, say, say_files, say_json
from toolkit.office.folder import OfficeFolder


@command(
    "check",
    "Check the plan and the inbox, or the files named.\n\nNothing is moved or accepted.",
    Argument(["files"], nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path)),
    office_option(),
    json_option(),
)
def check(office: OfficeFolder, files: tuple[Path, ...], as_json: bool) -> None:
    from toolkit.intake.check import check_office
    from toolkit.intake.returned import returned_copies
    from toolkit.intake.take_in import crashed
    from toolkit.rollup.rollup_json import files_json

    results, open_files = check_office(
        office, tuple(file.absolute() for file in files), now(), progress(_("Checking"))
    )
    if as_json:
        say_json({"files": files_json(results, language())})
    else:
        say_files(results, returned=returned_copies(office))
        if all(result.verdict == "accepted" for result in results):
            say(_("Nothing to mend."))
    ours = any(result.kind in ("plan", "archive") and result.verdict == "rejected" for result in results)
    end(to_mend=ours or open_files, crashed=crashed(results))
