"""The ledger (ทะเบียนรับ): one JSON line for each event, chained by hashes.

Every line carries the SHA-256 of the line before as `before` (the first: ""), so that a line that is changed,
taken out or put in breaks the chain. The order of lines is the order in which files were accepted: it decides
which of two versions came first, and whether a value came before or after its month was rolled up.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from toolkit.messages.catalogue import CATALOGUE, severity_of, verdict_of
from toolkit.model.finding import SEVERITIES, Finding, Severity, UserError, Verdict
from toolkit.model.month import Month
from toolkit.office.writing import told_as_user_error
from toolkit.version import __version__

Event = Literal["accepted", "rejected", "distributed", "rolled-up"]
MOST_FINDINGS = 300
"""How many findings of one file are kept; a file with more is broken as a whole."""


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """One month of an accepted file, on `sheet`; `taken` is false where an earlier date changes nothing."""

    month: Month
    reported_on: dt.date
    received: dt.datetime
    taken: bool = True
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One event. `sequence` counts from 1; `filled` are the months with anything typed in a file;
    `percents` are its cells in a percent format, by sheet, which the fast reader cannot see;
    `issued` the sha256 of each workbook of a distribution, whose own `sha256` is that of the plan kept."""

    event: Event
    time: dt.datetime
    sequence: int = 0
    file: str = ""
    sha256: str = ""
    kind: str = ""
    division_code: str = ""
    archive: str = ""
    received: dt.datetime | None = None
    months: tuple[LedgerMonth, ...] = ()
    filled: tuple[Month, ...] = ()
    percents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    findings: tuple[Finding, ...] = ()
    plan_digest: str = ""
    month: Month | None = None
    issued: tuple[str, ...] = ()
    toolkit_version: str = field(default=__version__)
    by: str = ""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on a file; None for other events."""
        if self.event not in ("accepted", "rejected"):
            return None
        return "rejected" if self.event == "rejected" else verdict_of(self.findings)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity the file has."""
        severities = [severity_of(finding) for finding in self.findings]
        return {severity: severities.count(severity) for severity in SEVERITIES if severity in severities}


def plain_line(line: LedgerLine) -> dict[str, Any]:
    """Return a line as JSON holds it, without the hash of the line before and without empty values."""
    full: dict[str, Any] = {
        "sequence": line.sequence,
        "event": line.event,
        "time": line.time.isoformat(),
        "file": line.file,
        "sha256": line.sha256,
        "kind": line.kind,
        "division_code": line.division_code,
        "archive": line.archive,
        "received": line.received.isoformat() if line.received else "",
        "months": [
            {
                "month": str(entry.month),
                "reported_on": entry.reported_on.isoformat(),
                "received": entry.received.isoformat(),
                "taken": entry.taken,
                "sheet": entry.sheet,
            }
            for entry in line.months
        ],
        "filled": [str(month) for month in line.filled],
        "verdict": line.verdict or "",
        "counts": line.counts,
        "percents": {sheet: list(cells) for sheet, cells in line.percents},
        "findings": [
            {
                "code": finding.code,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "found": finding.found,
                "expected": finding.expected,
            }
            | ({"severity": finding.severity} if finding.severity else {})
            for finding in line.findings[:MOST_FINDINGS]
        ],
        "plan_digest": line.plan_digest,
        "month": str(line.month) if line.month else "",
        "issued": list(line.issued),
    }
    kept = {key: value for key, value in full.items() if value not in ("", [], {})}
    return kept | {"toolkit_version": line.toolkit_version, "by": line.by}


def _line(plain: dict[str, Any]) -> LedgerLine:
    return LedgerLine(
        plain["event"],
        dt.datetime.fromisoformat(plain["time"]),
        plain["sequence"],
        plain.get("file", ""),
        plain.get("sha256", ""),
        plain.get("kind", ""),
        plain.get("division_code", ""),
        plain.get("archive", ""),
        dt.datetime.fromisoformat(plain["received"]) if "received" in plain else None,
        tuple(
            LedgerMonth(
                Month.parse(entry["month"]),
                dt.date.fromisoformat(entry["reported_on"]),
                dt.datetime.fromisoformat(entry["received"]),
                entry["taken"],
                entry["sheet"],
            )
            for entry in plain.get("months", ())
        ),
        tuple(map(Month.parse, plain.get("filled", ()))),
        tuple((sheet, tuple(cells)) for sheet, cells in plain.get("percents", {}).items()),
        tuple(
            Finding(**finding, file=plain.get("file", ""))
            for finding in plain.get("findings", ())
            if finding["code"] in CATALOGUE  # a later version may have dropped a rule
        ),
        plain.get("plan_digest", ""),
        Month.parse(plain["month"]) if "month" in plain else None,
        tuple(plain.get("issued", ())),
        plain["toolkit_version"],
        plain["by"],
    )


class Ledger:
    """The ledger of one office; `lines` are all events so far. Raises UserError where the chain is broken.

    With `keep=False` what is appended stays in memory.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self._keep = keep
        self.lines: list[LedgerLine] = []
        self._before = ""
        self._sound_bytes = 0
        for number, raw in enumerate(self._complete_lines(), 1):
            try:
                plain = json.loads(raw)
                if plain["before"] != self._before:
                    raise ValueError("chain")
                self.lines.append(_line(plain))
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(Finding("ledger-broken", file=str(path), found=str(number))) from error
            self._before = hashlib.sha256(raw).hexdigest()

    def _complete_lines(self) -> list[bytes]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return []
        # A line that a crash has torn has no line end: it is left out here and overwritten by the next one.
        self._sound_bytes = data.rfind(b"\n") + 1
        return data[: self._sound_bytes].splitlines()

    def append(self, line: LedgerLine) -> LedgerLine:
        """Write one event, flush it to the disk and return it with its sequence and who ran it.

        Raises UserError (output-locked, disk-full) where it cannot be written.
        """
        numbered = replace(line, sequence=len(self.lines) + 1, by=_user())
        if self._keep:
            plain = plain_line(numbered) | {"before": self._before}
            self._write(json.dumps(plain, ensure_ascii=False).encode())
        self.lines.append(numbered)
        return numbered

    def _write(self, raw: bytes) -> None:
        with told_as_user_error(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("r+b" if self._path.exists() else "xb") as stream:
                stream.truncate(self._sound_bytes)
                stream.seek(self._sound_bytes)
                stream.write(raw + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        self._sound_bytes += len(raw) + 1
        self._before = hashlib.sha256(raw).hexdigest()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
