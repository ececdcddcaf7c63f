"""`ita log`: the ledger in words; `--verify` compares it with the archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from toolkit.api import Office
from toolkit.cli.app import Option, _, language
from toolkit.cli.options import JSON, OFFICE, command, end
from toolkit.cli.show import say, say_findings, say_json, say_table

if TYPE_CHECKING:
    from toolkit.intake.verify import Verified
    from toolkit.office.ledger import LedgerLine


@command(
    "log",
    "Show what was issued, accepted, rejected and rolled up, and when.\n\n"
    "With --verify every archived file is read again and compared with what the ledger says of it; --repair "
    "mends a ledger that a power cut or an editor has damaged.",
    Option(["--repair"], is_flag=True, help="Mend a damaged ledger from its sound lines and the archive."),
    Option(["--verify"], is_flag=True, help="Verify the ledger's chain and every archived file."),
    OFFICE,
    JSON,
)
def log(office: Office, repair: bool, verify: bool, as_json: bool) -> None:
    if repair:
        findings = office.repair()
        say_findings(findings, err=as_json)
        if not findings:
            say(_("The ledger is sound; nothing had to be repaired."), err=as_json)
    verified = office.verify() if verify else None
    broken = verified is not None and not verified.lines and not verified.sound  # no line can be read
    lines = [] if broken else office.events()
    if as_json:
        say_json(_json(lines, verified))
    elif verified is None:
        _say_lines(lines, office.division_names())
    else:
        say_findings(verified.findings)
        if verified.sound:
            message = _("Sound: {lines} lines of the ledger, {files} archived files.")
            say(message.format(lines=verified.lines, files=verified.files))
    end(to_mend=verified is not None and not verified.sound)


def _say_lines(lines: Iterable[LedgerLine], names: dict[str, str]) -> None:
    from toolkit.messages.catalogue import printable
    from toolkit.thai.dates import format_date, format_month

    thai = language() == "th"
    style: Literal["short", "iso"] = "short" if thai else "iso"
    rows = []
    for line in lines:
        day = format_date(line.time.date(), "short") if thai else line.time.date().isoformat()
        months = [reported.month for reported in line.months] or ([line.month] if line.month else [])
        rows.append(
            (
                f"{day} {line.time:%H:%M}",
                _event(line),
                names.get(line.division_code, line.division_code),
                ", ".join(format_month(month, style) for month in months),
                printable(line.file.removeprefix("inbox/")),
                line.by,
            )
        )
    if not rows:
        say(_("Nothing has been issued or taken in yet."))
        return
    say_table((_("Time"), _("Event"), _("Division"), _("Months"), _("File"), _("By")), rows)


def _event(line: LedgerLine) -> str:
    """Return an event in words, with the counts of what a file met."""
    events = {
        "distributed": _("issued {count} workbooks").format(count=len(line.issued)),
        "rolled-up": _("rolled up"),
        "resent": _("sent again"),
        "repaired": _("repaired the ledger; the damaged one is kept"),
    }
    if line.event in events:
        return events[line.event]
    verdicts = {"accepted": _("accepted"), "warned": _("accepted with warnings"), "rejected": _("rejected")}
    verdict = verdicts[line.verdict or "rejected"]
    errors, warnings = line.counts.get("error"), line.counts.get("warning")
    if not errors:
        return verdict
    counted = _("{verdict}: {count} to mend").format(verdict=verdict, count=errors)
    return _("{counted}, {count} to look at").format(counted=counted, count=warnings) if warnings else counted


def _json(lines: Iterable[LedgerLine], verified: Verified | None) -> dict[str, object]:
    from toolkit.office.ledger import plain_line
    from toolkit.rollup.rollup_json import finding_json

    content: dict[str, object] = {"lines": [plain_line(line) for line in lines]}
    if verified is not None:
        content["verified"] = {
            "sound": verified.sound,
            "lines": verified.lines,
            "files": verified.files,
            "findings": [finding_json(finding, language()) for finding in verified.findings],
        }
    return content
