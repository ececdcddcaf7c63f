"""`ita distribute`: one workbook for each division that has work in the plan."""

from __future__ import annotations

from toolkit.api import Office
from toolkit.cli.app import Option, _
from toolkit.cli.options import OFFICE, command, end, open_plan
from toolkit.cli.show import progress, say, say_findings


@command(
    "distribute",
    "Write a workbook for each division to outbox/.\n\nRun again, it carries over what was accepted.",
    Option(["--division"], metavar="CODE", help="Only this division."),
    OFFICE,
)
def distribute(office: Office, division: str | None) -> None:
    from toolkit.messages.catalogue import has_errors

    # An error in the plan would be copied into every division's workbook for the year.
    open_plan(office, sound=True)
    done = office.distribute(division=division, progress=progress(_("Making workbooks")))
    say_findings(done.findings)
    for path in done.workbooks:
        say(office.relative(path))
    say(_("Workbooks in outbox/: {count}. Send each one to its division.").format(count=len(done.workbooks)))
    end(to_mend=has_errors(done.findings))
