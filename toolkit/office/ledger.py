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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from toolkit.messages.catalogue import CATALOGUE, severity_of, verdict_of
from toolkit.model.entry import AcceptedMonth, PhotoRow
from toolkit.model.finding import SEVERITIES, Finding, Severity, UserError, Verdict
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.office.ledger_content import as_json, record_of
from toolkit.office.writing import check_place, read_file, told_as_user_error
from toolkit.version import __version__

Event = Literal["accepted", "rejected", "resent", "distributed", "rolled-up", "repaired"]
SCHEMA = 2
"""The form of the lines that are written; those of another cannot be read."""
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""What other programs may take for the end of a line is written as an escape."""
MOST_FINDINGS = 300
"""How many findings of one file are kept; a file with more is broken as a whole."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One event. `sequence` counts from 1; `months` and `photos` hold what was read of an accepted file,
    `filled` are the months with anything typed in it; `issued` the sha256 of each workbook of a
    distribution, whose own `sha256` is that of the file of the `plan`, which stands on the first line of
    its digest."""

    event: Event
    time: dt.datetime
    sequence: int = 0
    file: str = ""
    sha256: str = ""
    kind: str = ""
    division_code: str = ""
    archive: str = ""
    received: dt.datetime | None = None
    months: tuple[AcceptedMonth, ...] = ()
    filled: tuple[Month, ...] = ()
    findings: tuple[Finding, ...] = ()
    plan_digest: str = ""
    month: Month | None = None
    issued: tuple[str, ...] = ()
    plan: Plan | None = field(default=None, repr=False)
    toolkit_version: str = field(default=__version__)
    by: str = ""
    photos: tuple[PhotoRow, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on a file; None for other events."""
        if self.event not in ("accepted", "rejected"):
            return None
        return "rejected" if self.event == "rejected" else verdict_of(self.findings)

    def accepted(self) -> Iterator[AcceptedMonth]:
        """Yield the months of an accepted file as they join the accepted state, with what the line says of
        each."""
        for month in self.months:
            yield replace(
                month,
                division_code=self.division_code,
                sha256=self.sha256,
                file=self.file,
                sequence=self.sequence,
                taken_in=self.time,
            )

    @property
    def kept(self) -> str:
        """The file that the archive holds of this event, by its path in the office; "" for none."""
        plan = f"archive/plan-{self.plan_digest}.xlsx" if self.event == "distributed" else ""
        return self.archive if self.event == "accepted" else plan

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity the file has."""
        severities = [severity_of(finding) for finding in self.findings]
        return {severity: severities.count(severity) for severity in SEVERITIES if severity in severities}


def plain_line(line: LedgerLine) -> dict[str, Any]:
    """Return a line as JSON holds it, without the hash of the line before and without empty values."""
    findings = [
        {name: getattr(finding, name) for name in ("code", "sheet", "cell", "found", "expected")}
        | ({"severity": finding.severity} if finding.severity else {})
        for finding in line.findings[:MOST_FINDINGS]
    ]
    judged = {"verdict": line.verdict, "counts": line.counts, "findings": findings}
    always = {"schema": SCHEMA, "toolkit_version": line.toolkit_version, "by": line.by}
    return {
        "sequence": line.sequence,
        **as_json(line),
        **{key: value for key, value in judged.items() if value},
        **always,
    }


def _line(content: Mapping[str, Any]) -> LedgerLine:
    line: LedgerLine = record_of(LedgerLine)(content)
    # A later version may have dropped a rule.
    known = (replace(finding, file=line.file) for finding in line.findings if finding.code in CATALOGUE)
    return replace(line, findings=tuple(known))


class Ledger:
    """The ledger of one office; `lines` are all events so far.

    Raises UserError where its chain is broken or a newer version has written it. With `keep=False` what is
    appended stays in memory.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self._head_path = path.with_name(".head")
        self.keeps = keep
        self._bytes = self._sound_bytes = 0
        self._line_end = b""
        lines, self._before = _chain(path, tuple(self._complete_lines()))
        self.lines = list(lines)

    def _complete_lines(self) -> list[bytes]:
        data = read_file(self._path)
        if data is None:
            return []
        # A line that a crash has torn has no line end: it is left out here and overwritten by the next one.
        self._bytes, self._sound_bytes = len(data), data.rfind(b"\n") + 1
        lines = data[: self._sound_bytes].splitlines()
        torn = data[self._sound_bytes :]
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            # A whole line that follows the others lacks its end alone.
            if json.loads(torn)["before"] == (hashlib.sha256(lines[-1]).hexdigest() if lines else ""):
                self._sound_bytes, self._line_end = len(data), b"\n"
                lines.append(torn)
        return lines

    def mend(self) -> tuple[Finding, ...]:
        """Cut off a last line that a crash has torn, or give it its end; say so where there was one, and
        where the last lines are others than were written."""
        if not self.keeps:
            return ()
        if self._bytes > self._sound_bytes or self._line_end:
            self._write(b"")
            self._write_head(len(self.lines))
            return (Finding("ledger-mended", file=str(self._path), found=str(len(self.lines) + 1)),)
        return self.head_faults()

    def head_faults(self) -> tuple[Finding, ...]:
        """Return a finding where the last line is gone or changed: `.head` knows how many there were, and the
        hash of the last one, which no later line holds."""
        count, _, digest = (read_file(self._head_path) or b"").decode("ascii", "replace").partition(" ")
        # One that a crash has left behind the ledger, or torn, says nothing.
        if not count.isdecimal() or len(digest) != 65 or int(count) < len(self.lines):
            return ()
        torn = self._bytes > self._sound_bytes and int(count) == len(self.lines) + 1
        if torn or (int(count) == len(self.lines) and digest.strip() == self._before):
            return ()
        name = self._head_path.name
        return (Finding("ledger-head-differs", found=str(len(self.lines)), expected=count, file=name),)

    def append(self, line: LedgerLine) -> LedgerLine:
        """Write one event, flush it to the disk and return it with its sequence and who ran it.

        Raises UserError (output-locked, disk-full) where it cannot be written, and (ledger-moved-on) where
        another program has written since it was read: its lines are never overwritten.
        """
        numbered = replace(line, sequence=len(self.lines) + 1, by=_user())
        if self.keeps:
            content = plain_line(numbered) | {"before": self._before}
            raw = json.dumps(content, ensure_ascii=False).translate(_LINE_ENDS).encode()
            self._write(raw + b"\n")
            self._before = hashlib.sha256(raw).hexdigest()
        # Before the head, which may be locked: the line is on the disk, and the next one counts it.
        self.lines.append(numbered)
        if self.keeps:
            self._write_head(numbered.sequence)
        return numbered

    def _write_head(self, count: int) -> None:
        # The ledger is on the disk before: a crash in between leaves a head that is older, never newer.
        with told_as_user_error(self._head_path):
            check_place(self._head_path)
            self._head_path.write_bytes(f"{count} {self._before}\n".encode())

    def _write(self, data: bytes) -> None:
        """Write behind the last sound line."""
        data = self._line_end + data
        with told_as_user_error(self._path):
            check_place(self._path)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Not for appending: a torn last line is overwritten.
            with self._path.open("r+b" if self._path.exists() else "xb") as stream:
                if stream.seek(0, os.SEEK_END) != self._bytes:
                    raise UserError(
                        Finding("ledger-moved-on", file=str(self._path), found=str(len(self.lines)))
                    )
                stream.truncate(self._sound_bytes)
                stream.seek(self._sound_bytes)
                stream.write(data)
                stream.flush()
                # Figures rest on this line: it is on the disk before they are printed.
                os.fsync(stream.fileno())
        self._sound_bytes += len(data)
        self._bytes, self._line_end = self._sound_bytes, b""


def ledger_head(lines: Sequence[LedgerLine]) -> str:
    """Return how many lines there are and a hash of what they record: "12 3f5a…". It is printed into what is
    made of them, and the same whoever runs the commands on whatever machine."""
    facts = [
        [
            line.event,
            line.time.isoformat(),
            line.sha256,
            line.archive,
            line.plan_digest,
            str(line.month or ""),
            *line.issued,
        ]
        for line in lines
    ]
    return f"{len(lines)} {hashlib.sha256(json.dumps(facts).encode()).hexdigest()}"


# A command loads the ledger for the plan and again, under the lock, for what is accepted: the same bytes are
# parsed once.
@lru_cache(maxsize=1)
def _chain(path: Path, raws: tuple[bytes, ...]) -> tuple[tuple[LedgerLine, ...], str]:
    """Return the events of a ledger's lines and the hash of the last one. Raises UserError."""
    lines: list[LedgerLine] = []
    before = ""
    for number, raw in enumerate(raws, 1):
        line = event_of(raw, before, path, str(number))
        if line is None or line.sequence != number:
            raise UserError(Finding("ledger-broken", file=str(path), found=str(number)))
        lines.append(line)
        before = hashlib.sha256(raw).hexdigest()
    return tuple(lines), before


def event_of(
    raw: bytes, before: str | None, path: Path | None = None, number: str = "?"
) -> LedgerLine | None:
    """Return the event of a line; None where it cannot be read, or where the line before has another hash
    than `before` (None: any). Raises UserError for one of a newer version."""
    try:
        content = json.loads(raw)
        if content["schema"] > SCHEMA:
            newer = str(content.get("toolkit_version"))
            raise UserError(Finding("ledger-newer", file=str(path or ""), found=number, expected=newer))
        return _line(content) if before in (None, content["before"]) else None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    # A service or a container may run under a number that has no name.
    except (OSError, KeyError, ImportError):
        return ""
