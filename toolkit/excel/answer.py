"""What a button of the control workbook gets back: a message, rows for its sheets, files to open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.books.control_book import (
    FOUND_HEADINGS,
    FOUND_SHEET,
    RESULT_SHEETS,
    TINTS_SHEET,
    CellValue,
    make_answer_workbook,
)
from toolkit.excel.tints import CellTint
from toolkit.messages.catalogue import describe
from toolkit.model.finding import FileResult, Finding
from toolkit.rollup.write import finding_lines
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.strict_reader import read_book

Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True)
class Answer:
    """A message in Thai; `sheets` are rows by the name of a result sheet, `files` lie in the office folder.

    `tints` are for the workbook that was asked about; None where none was checked.
    """

    message: str
    sheets: Mapping[str, Rows] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    tints: tuple[CellTint, ...] | None = None

    def as_workbook(self) -> bytes:
        """The workbook that the macros read."""
        sheets = dict(self.sheets)
        if self.tints is not None:
            sheets[TINTS_SHEET] = [(each.sheet, each.cell, each.colour) for each in self.tints]
        return make_answer_workbook(self.message, self.files, sheets)


class ControlError(Exception):
    """What a button was asked for cannot be done, in Thai words that say what to do."""


def told(finding: Finding) -> str:
    """A finding as a message box shows it."""
    words = describe(finding, "th", "file")
    return f"{words.message}\n{words.advice}"


def found_rows(title: str, results: Iterable[FileResult]) -> Rows:
    """The rows of the sheet of findings: title, a blank row, headings, a row for each finding."""
    rows: list[Sequence[CellValue]] = [(title,), (), FOUND_HEADINGS]
    for each in finding_lines(results):
        label = SEVERITY_LABELS["th"][each.severity]
        rows.append((label, each.file, each.sheet, each.cell, each.message, each.advice, each.code))
    return rows


def found_sheet(title: str, results: Iterable[FileResult]) -> Mapping[str, Rows]:
    """The sheet of findings alone."""
    return {FOUND_SHEET: found_rows(title, results)}


def result_sheets(workbook: bytes) -> Mapping[str, Rows]:
    """The sheets of a roll-up workbook that the control workbook shows."""
    book = read_book(workbook, wanted=RESULT_SHEETS.__contains__)
    return {name: _rows(sheet) for name, sheet in book.sheets.items()}


def _rows(sheet: SheetData) -> Rows:
    last = max(sheet.rows, default=0)
    rows = []
    for number in range(1, last + 1):
        values = sheet.rows.get(number, {})
        row = [values.get(column) for column in range(1, max(values, default=0) + 1)]
        rows.append([each if isinstance(each, int | float) or each is None else str(each) for each in row])
    return rows
