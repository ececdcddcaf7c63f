"""`ita log`: the ledger in words; `--verify` compares it with the archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import click

from toolkit.cli.app import EXIT_USER, Option, _, language
from toolkit.cli.options import command, json_option, office_option
from toolkit.cli.show import say, say_findings, say_json, say_table
from toolkit.office.folder import OfficeFolder

if TYPE_CHECKING:
    from toolkit.intake.verify import Verified
    from toolkit.office.ledger import LedgerLine


@command(
    "log",
    "Show what was issued, accepted, rejected and rolled up, and when.\n\n"
    "With --verify every archived file is compared with what the ledger says of it.",
    Option(["--verify"], is_flag=True, help="Verify the ledger's chain and every archived file."),
    office_option(),
    json_option(),
)
@click.pass_context
def log(ctx: click.Context, office: OfficeFolder, verify: bool, as_json: bool) -> None:
    from toolkit.intake import verify as verifying
    from toolkit.office.ledger import Ledger

    verified = verifying.verify(office) if verify else None
    broken = verified is not None and not verified.lines and not verified.sound
    lines = [] if broken else Ledger(office.ledger, keep=False).lines
    if as_json:
        say_json(_json(lines, verified))
    elif verified is not None:
        _say_verified(verified)
    else:
        _say_lines(lines, _names(office))
    if verified is not None and not verified.sound:
        ctx.exit(EXIT_USER)


def _names(office: OfficeFolder) -> dict[str, str]:
    """Division names by code, where there is a plan to ask; the ledger itself knows only codes."""
    from toolkit.intake.plan_file import check_plan_file
    from toolkit.model.finding import UserError

    try:
        plan = check_plan_file(office).plan
    except UserError:
        plan = None
    return {each.division_code: each.division_name for each in plan.divisions} if plan else {}


def _say_lines(lines: Iterable[LedgerLine], names: dict[str, str]) -> None:
    from toolkit.messages.catalogue import printable
    from toolkit.thai.dates import format_month

    style: Literal["short", "iso"] = "short" if language() == "th" else "iso"
    rows = [
        (
            _time(line),
            _event(line),
            names.get(line.division_code, line.division_code),
            ", ".join(format_month(each.month, style) for each in line.months)
            or (format_month(line.month, style) if line.month else ""),
            printable(line.file.removeprefix("inbox/")),
            line.by,
        )
        for line in lines
    ]
    if not rows:
        say(_("Nothing has been issued or taken in yet."))
        return
    say_table((_("Time"), _("Event"), _("Division"), _("Months"), _("File"), _("By")), rows)


def _time(line: LedgerLine) -> str:
    from toolkit.thai.dates import format_date

    day = format_date(line.time.date(), "short") if language() == "th" else f"{line.time:%Y-%m-%d}"
    return f"{day} {line.time:%H:%M}"


def _event(line: LedgerLine) -> str:
    """An event in words, with the counts of what a file met."""
    if line.event == "distributed":
        return _("issued {count} workbooks").format(count=len(line.issued))
    if line.event == "rolled-up":
        return _("rolled up")
    words = {"accepted": _("accepted"), "warned": _("accepted with warnings"), "rejected": _("rejected")}
    said = words[line.verdict or "rejected"]
    errors, warnings = line.counts.get("error", 0), line.counts.get("warning", 0)
    if errors:
        return _("{verdict}: {errors} to mend, {warnings} warnings").format(
            verdict=said, errors=errors, warnings=warnings
        )
    return said


def _say_verified(verified: Verified) -> None:
    say_findings(verified.findings)
    if verified.sound:
        say(
            _("Sound: {lines} lines of the ledger, {files} archived files.").format(
                lines=verified.lines, files=verified.files
            )
        )


def _json(lines: Iterable[LedgerLine], verified: Verified | None) -> dict[str, object]:
    from toolkit.office.ledger import plain_line
    from toolkit.rollup.rollup_json import finding_json

    content: dict[str, object] = {"lines": [plain_line(line) for line in lines]}
    if verified is not None:
        content["verified"] = {
            "sound": verified.sound,
            "lines": verified.lines,
            "files": verified.files,
            "findings": [finding_json(each, language()) for each in verified.findings],
        }
    return content
