"""The two tables of a month sheet: the status of each step and the outcome of each measure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.books.division_colours import NOT_DUE_FILL, add_month_colours
from toolkit.books.division_content import DivisionContent, due_text, printed_step_no
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
    DivisionGrid,
    PlainWorksheet,
    address,
    as_number,
    from_calc,
)
from toolkit.books.division_state import DivisionState, RowState
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.figures import rounded
from toolkit.model.plan import Measure
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.layouts import GUIDE_SHEET, MONTH, OUTCOMES, STATUS, SUMMARY_SHEET, Field, Key
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
    open_table,
    row_height,
    row_heights,
    sheet_page,
    stored_width,
)

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


TITLE = "แบบรายงานความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_KEYS = {each.id: each for each in MONTH.keys}
_VALUE_WIDTH = sum(
    each.width for each in STATUS.fields if VALUE_COLUMN <= STATUS_COLUMNS[each.id] <= VALUE_END_COLUMN
)
_LEGEND = (
    (MISSING_FILL, "สีเหลือง คือ ช่องที่ยังต้องกรอก"),
    (PROBLEM_FILL, "สีชมพู คือ ช่องที่ต้องแก้"),
    (NOT_DUE_FILL, "สีเทา คือ เดือนนี้ไม่ต้องรายงาน"),
)


def write_month(book: Book, content: DivisionContent, state: DivisionState, month: int) -> None:
    """Write one month sheet; `month` 1 is October."""
    grid = state.grid
    sheet = book.workbook.add_worksheet(grid.sheet_names[month - 1], PlainWorksheet)
    report = content.reports.get(grid.months[month - 1], MonthReport(grid.months[month - 1]))
    _set_page(sheet, content, grid, month)
    _write_title(book, sheet, format_month(report.month, "full"))
    _write_verdict(book, sheet, state, month)
    _write_keys(book, sheet, content, report)
    MonthTables(book, sheet, state, report, month).write()
    _break_page(book, sheet, grid)
    add_month_colours(book, sheet, grid, month)


def _set_page(sheet: Worksheet, content: DivisionContent, grid: DivisionGrid, month: int) -> None:
    """Columns, frozen cells, lock and paper."""
    name = format_month(grid.months[month - 1], "full")
    footer = f"{content.plan.agency.agency_name} · {content.division.division_name} · {name}"
    # Only the title repeats: the headings of one table would stand above the rows of the other.
    landscape_a4(sheet, repeat=(TITLE_ROW, TITLE_ROW), footer=footer.replace("&", "&&"))
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.hide_gridlines(2)
    sheet.set_column(KEY_COLUMN, KEY_COLUMN, 10, None, {"hidden": True})
    sheet.set_column(NUMBER_COLUMN, NUMBER_COLUMN, NUMBER_FIELD.width)
    for each in STATUS.fields:
        sheet.set_column(STATUS_COLUMNS[each.id], STATUS_COLUMNS[each.id], each.width)
    sheet.freeze_panes(READY_ROW + 1, NUMBER_COLUMN + 1)
    sheet.set_selection(REPORTER_ROW, VALUE_COLUMN, REPORTER_ROW, VALUE_COLUMN)
    last = address(grid.outcome_rows[-1], LAST_COLUMN)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
    sheet.protect("", dict(PROTECTION))


def _break_page(book: Book, sheet: Worksheet, grid: DivisionGrid) -> None:
    """The second table begins a page where both are more than one: its headings are never last on a page."""
    columns = stored_width(NUMBER_FIELD.width, *(each.width for each in STATUS.fields))
    height = sheet_page(columns, book.font, landscape=True)
    if sum(row_heights(sheet, grid.outcome_rows[-1])) > height:
        sheet.set_h_pagebreaks([grid.outcome_title_row])


def _write_title(book: Book, sheet: Worksheet, month: str) -> None:
    """The title, and the hidden marker and heading rows of `ita:month` below it."""
    look = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    sheet.set_row(TITLE_ROW, 32)
    sheet.write_string(TITLE_ROW, NUMBER_COLUMN, f"{TITLE} ประจำเดือน{month}", look)
    open_table(book, sheet, replace(MONTH, fields=(Field("", ""), *MONTH.fields)), MONTH_MARKER_ROW)
    sheet.set_row(MONTH_MARKER_ROW + 1, None, None, {"hidden": True})


def _write_verdict(book: Book, sheet: Worksheet, state: DivisionState, month: int) -> None:
    """The `ready` cell, which stays in sight: its row is the last frozen one."""
    look = book.look(
        bold=True, font_size=16, bg_color=LOCKED_FILL, border=1, border_color=LINE, valign="vcenter"
    )
    _write_key(book, sheet, _KEYS["ready"], READY_ROW, "", look)
    formula = f"={CALC_SHEET}!{state.grid.total('ready', month)}"
    sheet.write_formula(READY_ROW, VALUE_COLUMN, formula, look, state.month(month).ready)
    sheet.set_row(READY_ROW, 34)
    link = book.look(font_color=BRAND, underline=1, align="center", valign="vcenter")
    for name, column in ((GUIDE_SHEET, "evidence"), (SUMMARY_SHEET, "reason")):
        sheet.write_url(READY_ROW, STATUS_COLUMNS[column], f"internal:'{name}'!A1", link, name)


def _write_keys(book: Book, sheet: Worksheet, content: DivisionContent, report: MonthReport) -> None:
    """Month, division, reporter and date; what the colours mean stands beside them."""
    frame = {"border": 1, "border_color": LINE, "valign": "vcenter", "num_format": "@"}
    locked = book.look(bg_color=LOCKED_FILL, **frame)
    typed = book.look(bg_color=INPUT_FILL, locked=False, **frame)
    day = report.reported_on
    for key_id, row, text, look in (
        ("month", MONTH_ROW, format_month(report.month, "full"), locked),
        ("division_name", DIVISION_ROW, content.division.division_name, locked),
        ("reporter", REPORTER_ROW, report.reporter, typed),
        ("reported_on", REPORTED_ON_ROW, format_date(day) if day else "", typed),
    ):
        sheet.set_row(row, row_height([(text, _VALUE_WIDTH)], BODY_SIZE) + 2)
        _write_key(book, sheet, _KEYS[key_id], row, text, look)
        add_dropdown(sheet, (row, row), VALUE_COLUMN, _KEYS[key_id])
    for row, (colour, meaning) in enumerate(_LEGEND, MONTH_ROW):
        look = book.look(bg_color=colour, border=1, border_color=LINE, valign="vcenter")
        sheet.write_string(row, STATUS_COLUMNS["action"], meaning, look)


def _write_key(book: Book, sheet: Worksheet, key: Key, row: int, text: str, look: Format) -> None:
    """One row of `ita:month`: hidden key, label, and the value merged over a few columns."""
    label = book.look(bold=True, bg_color=BRAND_LIGHT, border=1, border_color=LINE, valign="vcenter")
    sheet.write_string(row, KEY_COLUMN, key.id)
    sheet.write_string(row, LABEL_COLUMN, key.label, label)
    sheet.merge_range(row, VALUE_COLUMN, row, VALUE_END_COLUMN, "", look)
    if text:
        sheet.write_string(row, VALUE_COLUMN, text, look)
