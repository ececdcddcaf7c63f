"""`ita rollup`: take in the inbox, compute the month, write the roll-up workbook."""

from __future__ import annotations

import datetime as dt

from toolkit.cli.app import _, language
from toolkit.cli.options import (
    as_of_option,
    command,
    end,
    json_option,
    month_option,
    office_option,
    open_plan,
)
from toolkit.cli.show import progress, say, say_figures, say_files, say_findings, say_json
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.office.folder import OfficeFolder


@command(
    "rollup",
    "Take in what divisions sent and write the month's roll-up.\n\n"
    "What is sound is accepted, the rest rejected; the roll-up workbook goes to reports/.",
    month_option(),
    as_of_option(),
    office_option(),
    json_option(),
)
def rollup(office: OfficeFolder, month: Month | None, as_of: dt.datetime, as_json: bool) -> None:
    from toolkit.intake.returned import returned_copies
    from toolkit.intake.take_in import crashed
    from toolkit.rollup.roll_up import roll_up
    from toolkit.rollup.rollup_json import roll_up_json
    from toolkit.rollup.write import write_roll_up

    checked = open_plan(office, month)
    done = roll_up(office, checked.usable, month, as_of, progress(_("Reading submissions")))
    files = (checked.result, *done.files)
    kept: list[Finding] = []
    workbook = write_roll_up(office, done, files, language(), kept)
    if as_json:
        say_json(roll_up_json(done, files, language()))
    say_findings((*done.findings, *kept), err=True)
    if not as_json:
        waiting = [file for file in files if file.kind in ("plan", "other") or file.file in done.open_files]
        say_files(waiting, rejected_only=True, returned=returned_copies(office))
        say_figures(done)
        say(_("Written: {file}").format(file=office.relative(workbook)))
    to_mend = checked.result.verdict == "rejected" or done.findings or done.open_files
    end(to_mend=to_mend, crashed=crashed(done.files))
