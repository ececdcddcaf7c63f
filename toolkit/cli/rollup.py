"""`ita rollup`: take in the inbox, compute the month, write the roll-up workbook."""

from __future__ import annotations

import datetime as dt

from toolkit.api import Office
from toolkit.cli.app import _, language
from toolkit.cli.options import ALL, AS_OF, JSON, MONTH, OFFICE, command, end, open_plan
from toolkit.cli.show import progress, say, say_figures, say_files, say_findings, say_json, say_waiting
from toolkit.model.month import Month


@command(
    "rollup",
    "Take in what divisions sent and write the month's roll-up.\n\n"
    "What is sound is accepted, the rest rejected; the roll-up workbook goes to reports/.",
    MONTH,
    AS_OF,
    ALL,
    OFFICE,
    JSON,
)
def rollup(office: Office, month: Month | None, as_of: dt.datetime, everything: bool, as_json: bool) -> None:
    from toolkit.intake.returned import returned_copies
    from toolkit.intake.take_in import crashed

    open_plan(office, month)
    done = office.roll_up(
        month=month, as_of=as_of, lang=language(), progress=progress(_("Reading submissions"))
    )
    if as_json:
        say_json(done.json(language()))
    say_findings(done.findings, err=True)
    if not as_json:
        returned = returned_copies(office)
        # What was told by the run before is not told again: it would hide what is new.
        waiting = [file for file in done.open_files if file not in done.news]
        news = [result for result in done.told if result.file not in waiting]
        say_files(done.files if everything else news, most=None if everything else 0, returned=returned)
        if not everything:
            say_waiting(waiting, returned)
        say_figures(done)
        assert done.path is not None
        say(_("Written: {file}").format(file=office.relative(done.path)))
    end(to_mend=not done.sound, crashed=crashed(done.files))
