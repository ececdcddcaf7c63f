"""A month sheet of a division workbook: its head, the status of each step and the outcome of each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlsxwriter.format import Format

from toolkit.books.division_colours import NOT_DUE_FILL, add_month_colours
from toolkit.books.division_grid import (
    CALC_SHEET,
    DIVISION_ROW,
    KEY_COLUMN,
    LABEL_COLUMN,
    LAST_COLUMN,
    MONTH_MARKER_ROW,
    MONTH_ROW,
    NUMBER_COLUMN,
    OUTCOME_SPANS,
    READY_ROW,
    REPORTED_ON_ROW,
    REPORTER_ROW,
    STATUS_COLUMNS,
    STATUS_MARKER_ROW,
    TITLE_ROW,
    VALUE_COLUMN,
    VALUE_END_COLUMN,
    address,
    as_number,
    from_calc,
    span_width,
)
from toolkit.books.division_row import StatusRow, reached_formula
from toolkit.books.division_state import DivisionState
from toolkit.model.entry import Entry, Outcome
from toolkit.model.figures import rounded
from toolkit.model.plan import Measure
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.layouts import GUIDE_SHEET, MONTH, OUTCOMES, STATUS, SUMMARY_SHEET, Field, Table
from toolkit.xlsx.new_workbook import (
    BODY_SIZE,
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    PROBLEM_FILL,
    PROTECTION,
    Book,
    add_dropdown,
    heading_look,
    landscape_a4,
    lines_height,
    open_table,
    row_height,
    row_heights,
    sheet_page,
    stored_width,
)

TITLE = "แบบรายงานความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_NOT_CONCERNED = STATUS_LABELS["na"]
_NUMBER_FIELD = Field("", "ที่", 5, locked=True)
"""The printed number beside each row: no field of the table, ignored by every reader."""
_CENTRED = ("due", "status")
_HEADING_LINES, _STATUS_LINES, _OUTCOME_LINES = 2, 3, 5
_KEYS = {key.id: key for key in MONTH.keys}
_LEGEND = (
    (MISSING_FILL, "สีเหลือง คือ ช่องที่ยังต้องกรอก"),
    (PROBLEM_FILL, "สีชมพู คือ ช่องที่ต้องแก้"),
    (NOT_DUE_FILL, "สีเทา คือ เดือนนี้ไม่ต้องรายงาน"),
)


def write_month(book: Book, state: DivisionState, month: int) -> None:
    """Write one month sheet; `month` 1 is October."""
    MonthSheet(book, state, month).write()


class MonthSheet:
    """One month sheet being written, from its head down."""

    def __init__(self, book: Book, state: DivisionState, month: int) -> None:
        self.book, self.state, self.grid, self.month = book, state, state.grid, month
        self.sheet = book.formula_sheet(self.grid.sheet_names[month - 1])
        self.report = state.report(month)

    def write(self) -> None:
        """Write everything; rules that colour cells come last."""
        self._set_page()
        self._write_title()
        self._write_verdict()
        self._write_keys()
        self._write_status()
        self._write_outcomes()
        # The second table begins a page where both are more than one: its headings are never last on a page.
        columns = stored_width(_NUMBER_FIELD.width, *(field.width for field in STATUS.fields))
        page = sheet_page(columns, self.book.font, landscape=True)
        if sum(row_heights(self.sheet, self.grid.outcome_rows[-1])) > page:
            self.sheet.set_h_pagebreaks([self.grid.outcome_title_row])
        add_month_colours(self.book, self.sheet, self.grid, self.month)

    def _set_page(self) -> None:
        """Set columns, frozen cells, lock and paper."""
        sheet, content = self.sheet, self.state.content
        name = format_month(self.report.month, "full")
        footer = f"{content.plan.agency.agency_name} · {content.division.division_name} · {name}"
        # Only the title repeats: the headings of one table would stand above the rows of the other.
        landscape_a4(sheet, repeat=(TITLE_ROW, TITLE_ROW), footer=footer)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.hide_gridlines(2)
        sheet.set_column(KEY_COLUMN, KEY_COLUMN, 10, None, {"hidden": True})
        sheet.set_column(NUMBER_COLUMN, NUMBER_COLUMN, _NUMBER_FIELD.width)
        for field in STATUS.fields:
            sheet.set_column(STATUS_COLUMNS[field.id], STATUS_COLUMNS[field.id], field.width)
        sheet.freeze_panes(READY_ROW + 1, NUMBER_COLUMN + 1)
        sheet.set_selection(REPORTER_ROW, VALUE_COLUMN, REPORTER_ROW, VALUE_COLUMN)
        last = address(self.grid.outcome_rows[-1], LAST_COLUMN)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
        sheet.protect("", dict(PROTECTION))

    def _write_title(self) -> None:
        """Write the title, and the hidden marker and heading rows of `ita:month` below it."""
        look = self.book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
        self.sheet.set_row(TITLE_ROW, 32)
        month = format_month(self.report.month, "full")
        self.sheet.write_string(TITLE_ROW, NUMBER_COLUMN, f"{TITLE} ประจำเดือน{month}", look)
        table = replace(MONTH, fields=(Field("", ""), *MONTH.fields))
        open_table(self.book, self.sheet, table, MONTH_MARKER_ROW)
        self.sheet.set_row(MONTH_MARKER_ROW + 1, None, None, {"hidden": True})

    def _write_verdict(self) -> None:
        """Write the `ready` cell, which stays in sight: its row is the last frozen one."""
        look = self.book.look(
            bold=True, font_size=16, bg_color=LOCKED_FILL, border=1, border_color=LINE, valign="vcenter"
        )
        self._write_key("ready", READY_ROW, "", look)
        formula = f"={CALC_SHEET}!{self.grid.total('ready', self.month)}"
        ready = self.state.months[self.month - 1].ready
        self.sheet.write_formula(READY_ROW, VALUE_COLUMN, formula, look, ready)
        self.sheet.set_row(READY_ROW, 34)
        link = self.book.look(font_color=BRAND, underline=1, align="center", valign="vcenter")
        for name, field in ((GUIDE_SHEET, "evidence"), (SUMMARY_SHEET, "reason")):
            self.sheet.write_url(READY_ROW, STATUS_COLUMNS[field], f"internal:'{name}'!A1", link, name)

    def _write_keys(self) -> None:
        """Write month, division, reporter and date; what the colours mean stands beside them."""
        frame = {"border": 1, "border_color": LINE, "valign": "vcenter", "num_format": "@"}
        locked = self.book.look(bg_color=LOCKED_FILL, **frame)
        typed = self.book.look(bg_color=INPUT_FILL, locked=False, **frame)
        day = self.report.reported_on
        width = span_width(VALUE_COLUMN, VALUE_END_COLUMN)
        for key_id, row, text, look in (
            ("month", MONTH_ROW, format_month(self.report.month, "full"), locked),
            ("division_name", DIVISION_ROW, self.state.content.division.division_name, locked),
            ("reporter", REPORTER_ROW, self.report.reporter, typed),
            ("reported_on", REPORTED_ON_ROW, format_date(day) if day else "", typed),
        ):
            self.sheet.set_row(row, row_height([(text, width)], BODY_SIZE) + 2)
            self._write_key(key_id, row, text, look)
            add_dropdown(self.sheet, (row, row), VALUE_COLUMN, _KEYS[key_id])
        for row, (colour, meaning) in enumerate(_LEGEND, MONTH_ROW):
            look = self.book.look(bg_color=colour, border=1, border_color=LINE, valign="vcenter")
            self.sheet.write_string(row, STATUS_COLUMNS["action"], meaning, look)

    def _write_key(self, key_id: str, row: int, text: str, look: Format) -> None:
        """Write one row of `ita:month`: hidden key, label, and the value merged over a few columns."""
        label = self.book.look(bold=True, bg_color=BRAND_LIGHT, border=1, border_color=LINE, valign="vcenter")
        self.sheet.write_string(row, KEY_COLUMN, key_id)
        self.sheet.write_string(row, LABEL_COLUMN, _KEYS[key_id].label, label)
        self.sheet.merge_range(row, VALUE_COLUMN, row, VALUE_END_COLUMN, "", look)
        if text:
            self.sheet.write_string(row, VALUE_COLUMN, text, look)

    def _write_status(self) -> None:
        self._open(STATUS_MARKER_ROW, STATUS, _HEADING_LINES)
        entries = {entry.key: entry for entry in self.report.entries}
        rows = self.grid.status_rows
        for row in self.state.rows:
            self._write_status_row(row, entries.get(row.key))
        for field in STATUS.fields:
            if field.id == "percent":
                self._add_percent_check((rows[0], rows[-1]), field)
            elif not field.locked:
                add_dropdown(self.sheet, (rows[0], rows[-1]), STATUS_COLUMNS[field.id], field)

    def _write_status_row(self, row: StatusRow, entry: Entry | None) -> None:
        texts = {
            "measure": row.measure.measure,
            "step": row.step.step,
            "due": row.due_text,
            "status": STATUS_LABELS[entry.status] if entry else "",
            "action": entry.action if entry else "",
            "evidence": entry.evidence if entry else "",
            "reason": entry.reason if entry else "",
        }
        at = row.row
        self._write_number(at, row.key, row.printed_no)
        fields = [field for field in STATUS.fields if field.id in texts]
        for field in fields:
            look = self._look(locked=field.locked, centred=field.id in _CENTRED)
            self._write_text(at, STATUS_COLUMNS[field.id], texts[field.id], look)
        self._set_height(at, _STATUS_LINES, [(texts[field.id], field.width) for field in fields])
        self._write_previous(row)
        column, look = STATUS_COLUMNS["percent"], self._look(locked=False, centred=True, text=False)
        if entry is None or entry.percent is None:
            self.sheet.write_blank(at, column, None, look)
        else:
            self.sheet.write_number(at, column, as_number(entry.percent), look)

    def _write_previous(self, row: StatusRow) -> None:
        """Write the value reached before this month: a formula, issued with its value."""
        formula = reached_formula(from_calc("value", row.row, self.month - 1), _NOT_CONCERNED)
        value = rounded(row.value[self.month - 1])
        shown = _NOT_CONCERNED if value is None else value
        look = self._look(locked=True, centred=True)
        self.sheet.write_formula(row.row, STATUS_COLUMNS["previous"], formula, look, shown)

    def _add_percent_check(self, rows: tuple[int, int], field: Field) -> None:
        """Allow 0 to 100, as a warning: a paste cannot be stopped, so intake checks the value again."""
        options = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_type": "warning",
            "error_title": field.heading,
            "error_message": "โปรดใส่ตัวเลข 0 ถึง 100",
            "input_title": field.heading,
            "input_message": field.hint,
        }
        column = STATUS_COLUMNS["percent"]
        self.sheet.data_validation(rows[0], column, rows[1], column, options)

    def _write_outcomes(self) -> None:
        """Write the outcomes, each field over its span of the status table's columns."""
        grid, marker_row = self.grid, self.grid.outcome_marker_row
        by_column = {OUTCOME_SPANS[field.id][0]: field for field in OUTCOMES.fields}
        columns = range(OUTCOME_SPANS["measure"][0], OUTCOME_SPANS["suggestion"][1] + 1)
        spread = tuple(by_column.get(column, Field("", "")) for column in columns)
        self._open(marker_row, replace(OUTCOMES, fields=spread), 1)
        heading = heading_look(self.book)
        for field in OUTCOMES.fields:
            first, last = OUTCOME_SPANS[field.id]
            if first != last:
                self.sheet.merge_range(marker_row + 1, first, marker_row + 1, last, field.heading, heading)
        outcomes = {outcome.measure_no: outcome for outcome in self.report.outcomes}
        for at, measure in zip(grid.outcome_rows, grid.measures, strict=True):
            self._write_outcome_row(
                at, measure, outcomes.get(measure.measure_no, Outcome(measure.measure_no))
            )
        for field in OUTCOMES.fields:
            rows = (grid.outcome_rows[0], grid.outcome_rows[-1])
            add_dropdown(self.sheet, rows, OUTCOME_SPANS[field.id][0], field)

    def _write_outcome_row(self, at: int, measure: Measure, outcome: Outcome) -> None:
        texts: Mapping[str, str] = {
            "measure": measure.measure,
            "result": outcome.result,
            "outcome": outcome.outcome,
            "problem": outcome.problem,
            "suggestion": outcome.suggestion,
        }
        self._write_number(at, measure.measure_no, measure.printed_no)
        for field in OUTCOMES.fields:
            first, last = OUTCOME_SPANS[field.id]
            look = self._look(locked=field.locked)
            if first != last:
                self.sheet.merge_range(at, first, at, last, "", look)
            self._write_text(at, first, texts[field.id], look)
        cells = [(texts[name], span_width(*columns)) for name, columns in OUTCOME_SPANS.items()]
        self._set_height(at, _OUTCOME_LINES, cells)

    def _open(self, row: int, table: Table, heading_lines: int) -> None:
        """Write a table's title in the row above its hidden marker row, and its headings below that."""
        look = self.book.look(bold=True, font_size=16, font_color=BRAND, text_wrap=False, valign="bottom")
        self.sheet.set_row(row - 1, 34)
        self.sheet.write_string(row - 1, NUMBER_COLUMN, table.title, look)
        open_table(self.book, self.sheet, replace(table, fields=(_NUMBER_FIELD, *table.fields)), row)
        self.sheet.set_row(row + 1, lines_height(heading_lines) + 8)

    def _look(self, *, locked: bool, centred: bool = False, text: bool = True) -> Format:
        """Return the look of a framed cell; typed text is text for Excel too, so that "- จัดประชุม" stays."""
        fill = LOCKED_FILL if locked else INPUT_FILL
        align = {"align": "center"} if centred else {}
        form = {"num_format": "@"} if text and not locked else {}
        return self.book.look(bg_color=fill, locked=locked, border=1, border_color=LINE, **align, **form)

    def _write_number(self, row: int, key: str, number: str) -> None:
        self.sheet.write_string(row, KEY_COLUMN, key)
        self.sheet.write_string(row, NUMBER_COLUMN, number, self._look(locked=True, centred=True))

    def _write_text(self, row: int, column: int, text: str, look: Format) -> None:
        if text:
            self.sheet.write_string(row, column, text, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _set_height(self, row: int, least: int, cells: Sequence[tuple[str, float]]) -> None:
        """Give a row room for (text, width) cells, and for so many lines of typing at least."""
        self.sheet.set_row(row, max(lines_height(least), row_height(cells, BODY_SIZE)))
