"""Findings: what is wrong with a workbook is data, not an exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from toolkit.model.cells import cell_name

Severity = Literal["error", "warning", "note"]
Lang = Literal["th", "en"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class UserError(Exception):
    """Something that the user can mend: shown as one finding, exit code 1, no traceback."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)  # all that it is made of, so that it travels between processes
        self.finding = finding

    def __str__(self) -> str:
        return self.finding.code


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful in a file. `toolkit.messages.catalogue` has the words for `code`.

    `severity` is given only where a rule is milder in this month than the catalogue says.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    expected: str = ""
    file: str = ""
    severity: Severity | None = None


def listed(names: Sequence[str], most: int = 8) -> str:
    """Return names as one text, cut off with "…" after as many as a reader takes in at a glance."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


Verdict = Literal["accepted", "warned", "rejected"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """The outcome for one file: its kind (plan, division, photo, other …), verdict and findings."""

    file: str
    kind: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stands: its sheet, its row and the column of each field id, counted from 1."""

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, field_id: str) -> str:
        """Return the cell of a field ("F7"), or "" where the record has no such column or no sheet."""
        column = self.columns.get(field_id, 0)
        # A field whose column was lost has no cell; the message then names the sheet alone.
        return cell_name(self.row, column) if column and self.row else ""

    def finding(
        self, code: str, field_id: str, found: str = "", expected: str = "", severity: Severity | None = None
    ) -> Finding:
        """Return a finding at the cell of one field."""
        return Finding(code, self.sheet, self.cell(field_id), found, expected, severity=severity)


NOWHERE = Location()
