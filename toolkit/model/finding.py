"""Findings: what is wrong with a workbook is data, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
Lang = Literal["th", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class UserError(Exception):
    """Something that the user can mend: told in one sentence, exit code 1, no traceback."""

    exit_code = 1

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a file. The words for `code` stand in `toolkit.catalogue`.

    `severity` is given only where a rule is milder in the month in question than it will be.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    expected: str = ""
    file: str = ""
    severity: Severity | None = None


Verdict = Literal["accepted", "warned", "rejected"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its kind (plan, division, photo, other …), verdict and findings."""

    file: str
    kind: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
