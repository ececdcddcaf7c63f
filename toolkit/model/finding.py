"""Findings: what is wrong with a workbook is data, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model.cells import cell_name

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
    """One thing found in a file. The words for `code` stand in `toolkit.messages.catalogue`.

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


@dataclass(frozen=True, slots=True)
class Location:
    """The place of one record: its sheet, its 1-based row and the 1-based column of each field id."""

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, field_id: str) -> str:
        """The cell of one field ("F7"); "" where the record has no such column or came from no sheet."""
        column = self.columns.get(field_id, 0)
        return cell_name(self.row, column) if column and self.row else ""


NOWHERE = Location()
