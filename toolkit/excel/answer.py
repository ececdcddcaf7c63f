"""What a button of the control workbook gets back: message, rows for sheets, files to open, cells to tint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.books.control_book import (
    FINDINGS_HEADINGS,
    RESULT_SHEETS,
    TINTS_SHEET,
    make_answer_workbook,
)
from toolkit.books.rollup_sheets import ROLLUP_FINDINGS_SHEET
from toolkit.books.table_sheet import PrintedValue
from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import FileResult, Finding, Severity
from toolkit.rollup.write import finding_rows
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.strict_reader import read_book

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_TINTS: Mapping[Severity, str] = {"error": PROBLEM_FILL, "warning": MISSING_FILL}
AnswerRows = Sequence[Sequence[PrintedValue]]


@dataclass(frozen=True, slots=True)
class CellTint:
    """A cell to be tinted; `colour` is #RRGGBB."""

    sheet: str
    cell: str
    colour: str


@dataclass(frozen=True)
class Answer:
    """A message in Thai; `sheets` are rows by the name of a result sheet, `files` lie in the office folder.

    `tints` are for the workbook that was asked about; None where none was checked.
    """

    message: str
    sheets: Mapping[str, AnswerRows] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    tints: tuple[CellTint, ...] | None = None

    def as_workbook(self) -> bytes:
        """Return the workbook that the macros read."""
        sheets = dict(self.sheets)
        if self.tints is not None:
            sheets[TINTS_SHEET] = [(tint.sheet, tint.cell, tint.colour) for tint in self.tints]
        return make_answer_workbook(self.message, self.files, sheets)


class ControlError(Exception):
    """A button was asked for something that cannot be done; the text says in Thai what to do."""


def findings_sheet(title: str, results: Iterable[FileResult]) -> Mapping[str, AnswerRows]:
    """Return the sheet of findings: title, a blank row, headings, a row for each finding."""
    rows: list[Sequence[PrintedValue]] = [(title,), (), FINDINGS_HEADINGS]
    for line in finding_rows(results):
        label = SEVERITY_LABELS["th"][line.severity]
        rows.append((label, line.file, line.sheet, line.cell, line.message, line.advice, line.code))
    return {ROLLUP_FINDINGS_SHEET: rows}


def result_sheets(workbook: bytes) -> Mapping[str, AnswerRows]:
    """Read from a roll-up workbook the sheets that the control workbook shows."""
    book = read_book(workbook, wanted=RESULT_SHEETS.__contains__)
    return {name: _rows(sheet) for name, sheet in book.sheets.items()}


def _rows(sheet: SheetData) -> AnswerRows:
    rows = []
    # Blank rows keep their place: the answer looks like the sheet that it is taken from.
    for number in range(1, max(sheet.rows, default=0) + 1):
        values = sheet.rows.get(number, {})
        row = [values.get(column) for column in range(1, max(values, default=0) + 1)]
        rows.append([value if isinstance(value, int | float | None) else str(value) for value in row])
    return rows


def tints_of(findings: Iterable[Finding]) -> tuple[CellTint, ...]:
    """Return a tint for each cell with an error or a warning; a cell with both is tinted for the error."""
    findings = tuple(findings)
    tints: dict[tuple[str, str], CellTint] = {}
    for severity, colour in _TINTS.items():  # errors first
        for finding in findings:
            if severity_of(finding) == severity and finding.sheet:
                for cell in _CELL.findall(finding.cell):
                    tints.setdefault((finding.sheet, cell), CellTint(finding.sheet, cell, colour))
    return tuple(tints.values())
