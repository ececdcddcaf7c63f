"""`ita distribute`: one workbook for each division that has work in the plan."""

from __future__ import annotations

from toolkit.cli.app import Option
from toolkit.cli.language import _
from toolkit.cli.options import command, now, office_option
from toolkit.cli.show import progress, say, say_files, say_findings
from toolkit.office.folder import Office


@command(
    "distribute",
    "Write the division workbooks to outbox/; run again, it carries over what was accepted.",
    Option(["--division"], metavar="CODE", help="Only this division."),
    office_option(),
)
def distribute(office: Office, division: str | None) -> None:
    from toolkit.distribute.distribute import distribute as run
    from toolkit.intake.plan_file import check_plan_file

    checked = check_plan_file(office)
    if checked.result.verdict == "rejected":
        say_files((checked.result,), err=True)
    done = run(office, checked, now(), division, progress(_("Making workbooks")))
    say_findings(done.findings)
    for path in done.workbooks:
        say(office.relative(path))
    say(
        _("{count} workbooks are in outbox/. Send each one to its division.").format(
            count=len(done.workbooks)
        )
    )
