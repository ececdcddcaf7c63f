"""Verifying an office's memory: the chain of the ledger, and every file that it says was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine


@dataclass(frozen=True)
class Verified:
    """What a verification looked at and found; `lines` and `files` count what was compared."""

    lines: int
    files: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether everything that was accepted and issued is still there, unchanged."""
        return all(finding.code == "archive-unlisted" for finding in self.findings)


def verify(office: OfficeFolder) -> Verified:
    """Compare the ledger's chain of hashes and every archived file with what the ledger says.

    A file that no line names is told as well: it is left by a run that was cut off, or was put there by
    hand; it counts nowhere.
    """
    try:
        ledger = Ledger(office.ledger, keep=False)
    except UserError as error:
        return Verified(0, 0, (error.finding,))
    kept: dict[str, str] = {}
    for name, sha256 in kept_files(ledger.lines):
        kept.setdefault(name, sha256)
    findings = [found for name, sha256 in sorted(kept.items()) for found in _compare(office, name, sha256)]
    findings += [
        Finding("archive-unlisted", found=name, file=name) for name in _present(office) if name not in kept
    ]
    return Verified(len(ledger.lines), len(kept), tuple(findings))


def kept_files(lines: list[LedgerLine]) -> Iterator[tuple[str, str]]:
    """Yield every file that the archive must hold, with its sha256."""
    for line in lines:
        if line.event == "accepted":
            yield line.archive, line.sha256
        elif line.event == "distributed":
            yield f"archive/plan-{line.plan_digest}.xlsx", line.sha256


def _compare(office: OfficeFolder, name: str, sha256: str) -> Iterator[Finding]:
    try:
        data = (office.root / name).read_bytes()
    except OSError:
        yield Finding("archive-missing", found=name, file=name)
        return
    if hashlib.sha256(data).hexdigest() != sha256:
        yield Finding("archive-changed", found=name, file=name)


def _present(office: OfficeFolder) -> list[str]:
    """Return the files of the archive, but the ledger, the lock and what a writer has not finished."""
    found = (path for path in office.archive.rglob("*") if path.is_file() and path != office.ledger)
    return sorted(office.relative(path) for path in found if not path.name.startswith("."))
