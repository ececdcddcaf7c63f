"""`ita status`: where the office stands, from the archive alone."""

from __future__ import annotations

import datetime as dt

from toolkit.api import Office
from toolkit.cli.app import Option, language
from toolkit.cli.options import AS_OF, JSON, MONTH, OFFICE, command, end, open_plan
from toolkit.cli.show import say, say_figures, say_findings, say_json, say_late_work, say_waiting
from toolkit.model.month import Month


@command(
    "status",
    "Show who has reported, how far each measure is and what is late.\n\n"
    "From what was accepted so far; nothing is taken in or written.",
    MONTH,
    AS_OF,
    Option(["--message"], is_flag=True, help="Print the chasing text to paste into a chat."),
    OFFICE,
    JSON,
)
def status(office: Office, month: Month | None, as_of: dt.datetime, message: bool, as_json: bool) -> None:
    from toolkit.intake.returned import returned_copies

    open_plan(office, month)
    standing = office.status(month=month, as_of=as_of)
    if as_json:
        say_json(standing.json(language()))
    elif message:
        say(standing.message(language()))
    else:
        say_figures(standing)
        say_late_work(standing)
        say_waiting(standing.open_files, returned_copies(office))
    say_findings(standing.findings, err=True)
    end(to_mend=not standing.sound)
