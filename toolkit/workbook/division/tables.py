"""The two tables of a month sheet: the status of each step and the outcome of each measure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.model.completion import rounded
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.plan import Measure
from toolkit.thai.words import STATUS_LABELS
from toolkit.workbook.division.content import due_text, printed_step_no
from toolkit.workbook.division.formulas import as_number
from toolkit.workbook.division.grid import (
    KEY_COLUMN,
    NUMBER_COLUMN,
    OUTCOME_SPANS,
    STATUS_COLUMNS,
    STATUS_MARKER_ROW,
    from_calc,
)
from toolkit.workbook.division.state import RowState
from toolkit.workbook.division.verdict import DivisionState
from toolkit.workbook.layouts import OUTCOMES, STATUS, Field
from toolkit.workbook.row_height import row_height
from toolkit.workbook.style import BODY_SIZE, BRAND, INPUT_FILL, LINE, LOCKED_FILL, Book
from toolkit.workbook.tables_out import add_dropdown, heading_look, open_table

NOT_CONCERNED = STATUS_LABELS["na"]
NUMBER_FIELD = Field("", "ที่", 5, locked=True)
"""The printed number beside each row: no field of the table, ignored by every reader."""
_SHORT = ("due", "status")
_HEADING_LINES, _STATUS_LINES, _OUTCOME_LINES = 2, 3, 5


@dataclass(frozen=True)
class MonthTables:
    """One month sheet's tables being written; `month` 1 is October."""

    book: Book
    sheet: Worksheet
    state: DivisionState
    report: MonthReport
    month: int

    def write(self) -> None:
        self.write_status()
        self.write_outcomes()

    def look(self, *, locked: bool, centred: bool = False, text: bool = True) -> Format:
        """A framed cell; typed text is text for Excel too, so that "- จัดประชุม" stays what it is."""
        fill = LOCKED_FILL if locked else INPUT_FILL
        align = {"align": "center"} if centred else {}
        form = {"num_format": "@"} if text and not locked else {}
        return self.book.look(bg_color=fill, locked=locked, border=1, border_color=LINE, **align, **form)

    def section(self, row: int, text: str) -> None:
        """A table's title in the row above its hidden marker row."""
        look = self.book.look(bold=True, font_size=16, font_color=BRAND, text_wrap=False, valign="bottom")
        self.sheet.set_row(row, 34)
        self.sheet.write_string(row, NUMBER_COLUMN, text, look)

    def write_status(self) -> None:
        self.section(STATUS_MARKER_ROW - 1, STATUS.title)
        table = replace(STATUS, fields=(NUMBER_FIELD, *STATUS.fields))
        open_table(self.book, self.sheet, table, STATUS_MARKER_ROW)
        self.sheet.set_row(STATUS_MARKER_ROW + 1, _lines_high(_HEADING_LINES) + 8)
        entries = {each.key: each for each in self.report.entries}
        rows = self.state.grid.status_rows
        for at, row in zip(rows, self.state.rows, strict=True):
            self.write_status_row(at, row, entries.get(row.assignment.key))
        for each in STATUS.fields:
            if each.id == "percent":
                self.add_percent_check((rows[0], rows[-1]), each)
            elif not each.locked:
                add_dropdown(self.sheet, (rows[0], rows[-1]), STATUS_COLUMNS[each.id], each)

    def write_status_row(self, at: int, row: RowState, entry: Entry | None) -> None:
        measure, step = row.assignment.measure, row.assignment.step
        texts = {
            "measure": measure.measure,
            "step": step.step,
            "due": due_text(measure, step),
            "status": STATUS_LABELS[entry.status] if entry else "",
            "action": entry.action if entry else "",
            "evidence": entry.evidence if entry else "",
            "reason": entry.reason if entry else "",
        }
        self.sheet.write_string(at, KEY_COLUMN, row.assignment.key)
        number = printed_step_no(measure, step)
        self.sheet.write_string(at, NUMBER_COLUMN, number, self.look(locked=True, centred=True))
        room = [("\n" * (_STATUS_LINES - 1), 99.0)]
        for each in STATUS.fields:
            if each.id in texts:
                look = self.look(locked=each.locked, centred=each.id in _SHORT)
                self.write_text((at, STATUS_COLUMNS[each.id]), texts[each.id], look)
                room.append((texts[each.id], each.width))
        self.sheet.set_row(at, row_height(room, BODY_SIZE))
        self.write_previous(at, row)
        where, look = (at, STATUS_COLUMNS["percent"]), self.look(locked=False, centred=True, text=False)
        if entry is None or entry.percent is None:
            self.sheet.write_blank(*where, None, look)
        else:
            self.sheet.write_number(*where, as_number(entry.percent), look)

    def write_previous(self, at: int, row: RowState) -> None:
        """The value reached before this month: a formula, issued with its value."""
        cell = from_calc("value", at, self.month - 1)
        formula = f'=IF({cell}="na","{NOT_CONCERNED}",ROUND({cell}+0.000000001,2))'
        value = rounded(row.value[self.month - 1])
        shown = NOT_CONCERNED if value is None else value
        look = self.look(locked=True, centred=True)
        self.sheet.write_formula(at, STATUS_COLUMNS["previous"], formula, look, shown)

    def add_percent_check(self, rows: tuple[int, int], what: Field) -> None:
        """0 to 100, as a warning: a paste cannot be stopped, so intake checks the value again."""
        options = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_type": "warning",
            "error_title": what.heading,
            "error_message": "โปรดใส่ตัวเลข 0 ถึง 100",
            "input_title": what.heading,
            "input_message": what.hint,
        }
        column = STATUS_COLUMNS["percent"]
        self.sheet.data_validation(rows[0], column, rows[1], column, options)

    def write_outcomes(self) -> None:
        grid = self.state.grid
        self.section(grid.outcome_title_row, OUTCOMES.title)
        self.open_outcomes(grid.outcome_marker_row)
        outcomes = {each.measure_no: each for each in self.report.outcomes}
        for at, measure in zip(grid.outcome_rows, grid.measures, strict=True):
            self.write_outcome_row(at, measure, outcomes.get(measure.measure_no))
        for each in OUTCOMES.fields:
            rows = (grid.outcome_rows[0], grid.outcome_rows[-1])
            add_dropdown(self.sheet, rows, OUTCOME_SPANS[each.id][0], each)

    def open_outcomes(self, marker_row: int) -> None:
        """The marker row and the headings, each field over its span of the status table's columns."""
        by_column = {OUTCOME_SPANS[each.id][0]: each for each in OUTCOMES.fields}
        columns = range(OUTCOME_SPANS["measure"][0], OUTCOME_SPANS["suggestion"][1] + 1)
        spread = (by_column.get(column, Field("", "")) for column in columns)
        open_table(self.book, self.sheet, replace(OUTCOMES, fields=(NUMBER_FIELD, *spread)), marker_row)
        heading = heading_look(self.book)
        for each in OUTCOMES.fields:
            first, last = OUTCOME_SPANS[each.id]
            if first != last:
                self.sheet.merge_range(marker_row + 1, first, marker_row + 1, last, each.heading, heading)
        self.sheet.set_row(marker_row + 1, _lines_high(1) + 8)

    def write_outcome_row(self, at: int, measure: Measure, outcome: Outcome | None) -> None:
        texts = {
            "measure": measure.measure,
            "result": outcome.result if outcome else "",
            "outcome": outcome.outcome if outcome else "",
            "problem": outcome.problem if outcome else "",
            "suggestion": outcome.suggestion if outcome else "",
        }
        self.sheet.write_string(at, KEY_COLUMN, measure.measure_no)
        number = measure.printed_no
        self.sheet.write_string(at, NUMBER_COLUMN, number, self.look(locked=True, centred=True))
        room = [("\n" * (_OUTCOME_LINES - 1), 99.0)]
        for each in OUTCOMES.fields:
            first, last = OUTCOME_SPANS[each.id]
            look = self.look(locked=each.locked)
            if first != last:
                self.sheet.merge_range(at, first, at, last, "", look)
            self.write_text((at, first), texts[each.id], look)
            room.append((texts[each.id], _span_width(first, last)))
        self.sheet.set_row(at, row_height(room, BODY_SIZE))

    def write_text(self, where: tuple[int, int], text: str, look: Format) -> None:
        if text:
            self.sheet.write_string(*where, text, look)
        else:
            self.sheet.write_blank(*where, None, look)


def _lines_high(lines: int) -> float:
    return row_height([("\n" * (lines - 1), 99.0)], BODY_SIZE)


def _span_width(first: int, last: int) -> float:
    """The width of neighbouring columns of the status table, in characters."""
    return sum(each.width for each in STATUS.fields if first <= STATUS_COLUMNS[each.id] <= last)
