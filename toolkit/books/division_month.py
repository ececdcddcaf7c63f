"""A month sheet of a division workbook: its head, the status of each step, the outcome of each measure, and
its colours: what is missing, what must be mended, what need not be filled.

The colours state no rule of their own: they look up `_calc`, so that a cell is coloured exactly when `ready`
names it. They do so through INDIRECT, since a conditional format may not name another sheet in Excel 2007's
file form and in Google Sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlsxwriter.format import Format

from toolkit.books import division_grid as layout
from toolkit.books.division_row import StatusRow, reached_formula
from toolkit.books.division_state import LACKING, READY, DivisionState
from toolkit.model.cells import column_letters
from toolkit.model.entry import Entry, Outcome
from toolkit.model.figures import rounded
from toolkit.thai.dates import format_date, format_month, in_year
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import GUIDE_SHEET, MONTH, OUTCOMES, STATUS, SUMMARY_SHEET, Field, Table

TITLE = "แบบรายงานความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_NOT_CONCERNED = STATUS_LABELS["na"]
_NUMBER_FIELD = Field("", "ที่", 5, locked=True)
"""The printed number beside each row: no field of the table, ignored by every reader."""
_CENTRED = ("due", "status")
_HEADING_LINES, _STATUS_LINES, _OUTCOME_LINES = 2, 3, 5
_KEYS = {key.id: key for key in MONTH.keys}
_LEGEND = (
    (style.MISSING_FILL, "สีเหลือง คือ ช่องที่ยังต้องกรอก"),
    (style.PROBLEM_FILL, "สีชมพู คือ ช่องที่ต้องแก้"),
    (style.NOT_DUE_FILL, "สีเทา คือ เดือนนี้ไม่ต้องรายงาน"),
)
_TYPED = ("status", "percent", "action", "evidence", "reason")
_MAY_BE_WRONG = ("status", "percent")


class DivisionMonthSheet:
    """One month sheet being written, from its head down; `month` 1 is October."""

    def __init__(self, book: style.Book, state: DivisionState, month: int) -> None:
        self.book, self.state, self.grid, self.month = book, state, state.grid, month
        self.sheet = book.formula_sheet(self.grid.sheet_names[month - 1])
        self.report = state.report(month)

    def write(self) -> None:
        """Write everything; rules that colour cells come last."""
        self._write_title()
        self._write_verdict()
        self._write_keys()
        self._open(layout.STATUS_MARKER_ROW, STATUS, _HEADING_LINES)
        entries = {entry.key: entry for entry in self.report.entries}
        for row in self.state.rows:
            self._write_status_row(row, entries.get(row.key))
        self._add_typing_help(STATUS, self.grid.status_rows)
        self._write_outcomes()
        self._set_page()
        # Conditional formats name rows and columns that must be known by then.
        add_month_colours(self.book, self.sheet, self.grid, self.month)

    def _set_page(self) -> None:
        """Set columns, frozen cells, lock and paper."""
        sheet, content = self.sheet, self.state.content
        name = format_month(self.report.month, "full")
        footer = f"{content.plan.agency.agency_name} · {content.division.division_name} · {name}"
        columns = style.stored_width(_NUMBER_FIELD.width, *(field.width for field in STATUS.fields))
        page = style.sheet_page(columns, self.book.font, landscape=True)
        heights = style.row_heights(sheet, self.grid.outcome_rows[-1])
        # A program repeats one range on all pages: the headings of the table that goes on over several, above
        # the other one too. What `ita export` prints has the headings of each.
        long = sum(heights[: self.grid.outcome_title_row]) > page
        repeated = layout.STATUS_MARKER_ROW + 1 if long else layout.TITLE_ROW
        style.landscape_a4(sheet, repeat=(repeated, repeated), footer=footer)
        # The second table begins a page where both are more than one: its headings are never last on a page.
        if sum(heights) > page:
            sheet.set_h_pagebreaks([self.grid.outcome_title_row])
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.hide_gridlines(2)
        style.set_widths(sheet, (_NUMBER_FIELD, *STATUS.fields))
        # At most four rows and two columns, or little is left to scroll in.
        sheet.freeze_panes(layout.READY_ROW + 1, layout.NUMBER_COLUMN + 1)
        reporter = (layout.REPORTER_ROW, layout.VALUE_COLUMN)
        sheet.set_selection(*reporter, *reporter)
        last = layout.address(self.grid.outcome_rows[-1], layout.LAST_COLUMN)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
        # Without a password: the lock keeps people from slips, and may be taken off.
        sheet.protect("", dict(style.PROTECTION))

    def _write_title(self) -> None:
        """Write the title, and the hidden marker and heading rows of `ita:month` below it."""
        month = format_month(self.report.month, "full")
        style.write_title(self.book, self.sheet, f"{TITLE} ประจำเดือน{month}")
        table = replace(MONTH, fields=(Field("", ""), *MONTH.fields))
        style.open_table(self.book, self.sheet, table, layout.MONTH_MARKER_ROW)
        self.sheet.set_row(layout.MONTH_MARKER_ROW + 1, None, None, {"hidden": True})

    def _write_verdict(self) -> None:
        """Write the `ready` cell, which stays in sight: its row is the last frozen one."""
        look = self.book.framed(bold=True, font_size=16, bg_color=style.LOCKED_FILL, valign="vcenter")
        self._write_key("ready", layout.READY_ROW, "", look)
        # Put together from helper cells on `_calc`, since older programs lack TEXTJOIN.
        formula = f"={layout.CALC_SHEET}!{self.grid.total('ready', self.month)}"
        ready = self.state.months[self.month - 1].ready
        self.sheet.write_formula(layout.READY_ROW, layout.VALUE_COLUMN, formula, look, ready)
        self.sheet.set_row(layout.READY_ROW, 34)
        link = self.book.look(font_color=style.BRAND, underline=1, align="center", valign="vcenter")
        for name, field in ((GUIDE_SHEET, "evidence"), (SUMMARY_SHEET, "reason")):
            column = layout.STATUS_COLUMNS[field]
            self.sheet.write_url(layout.READY_ROW, column, f"internal:'{name}'!A1", link, name)

    def _write_keys(self) -> None:
        """Write month, division, reporter and date; what the colours mean stands beside them."""
        frame = {"border": 1, "border_color": style.LINE, "valign": "vcenter", "num_format": "@"}
        locked = self.book.look(bg_color=style.LOCKED_FILL, **frame)
        typed = self.book.look(bg_color=style.INPUT_FILL, locked=False, **frame)
        day = self.report.reported_on
        width = layout.span_width(layout.VALUE_COLUMN, layout.VALUE_END_COLUMN)
        # The format "@": Excel would make a date of "5 เม.ย. 67", and one of the wrong era.
        for key_id, row, text, look in (
            ("month", layout.MONTH_ROW, format_month(self.report.month, "full"), locked),
            ("division_name", layout.DIVISION_ROW, self.state.content.division.division_name, locked),
            ("reporter", layout.REPORTER_ROW, self.report.reporter, typed),
            ("reported_on", layout.REPORTED_ON_ROW, format_date(day) if day else "", typed),
        ):
            self.sheet.set_row(row, style.texts_height([(text, width)], self.book.font) + 2)
            self._write_key(key_id, row, text, look)
            key = _KEYS[key_id]
            shown = replace(key, hint=in_year(key.hint, self.report.month.fiscal_year))
            style.add_typing_help(self.sheet, (row, row), layout.VALUE_COLUMN, shown)
        for row, (colour, meaning) in enumerate(_LEGEND, layout.MONTH_ROW):
            look = self.book.framed(bg_color=colour, valign="vcenter")
            self.sheet.write_string(row, layout.STATUS_COLUMNS["action"], meaning, look)

    def _write_key(self, key_id: str, row: int, text: str, look: Format) -> None:
        """Write one row of `ita:month`: hidden key, label, and the value merged over a few columns."""
        label = self.book.framed(bold=True, bg_color=style.BRAND_LIGHT, valign="vcenter")
        self.sheet.write_string(row, layout.KEY_COLUMN, key_id)
        self.sheet.write_string(row, layout.LABEL_COLUMN, _KEYS[key_id].label, label)
        self.sheet.span(row, layout.VALUE_COLUMN, layout.VALUE_END_COLUMN, text, look)

    def _write_status_row(self, row: StatusRow, entry: Entry | None) -> None:
        at = row.row
        mark = "" if self.report.submitted else self.state.marks.get(row.key, "")
        self._write_number(at, row.key, row.printed_no, mark)
        texts = {
            "measure": row.measure.measure,
            "step": row.step.step,
            "due": row.due_text,
            "status": STATUS_LABELS[entry.status] if entry else "",
            **{name: getattr(entry, name) if entry else "" for name in ("action", "evidence", "reason")},
        }
        self._write_texts(at, STATUS, texts, _STATUS_LINES)
        # A formula: the value reached before this month, which may be typed in today still.
        formula = reached_formula(layout.from_calc("value", at, self.month - 1), _NOT_CONCERNED)
        value = rounded(row.value[self.month - 1])
        shown = _NOT_CONCERNED if value is None else value
        look = self._look(locked=True, centred=True)
        self.sheet.write_formula(at, layout.STATUS_COLUMNS["previous"], formula, look, shown)
        # Not a text cell: what is typed would be no number to the formulas.
        typed_look: dict[str, object] = {"bg_color": style.INPUT_FILL, "locked": False, "align": "center"}
        percent = entry.percent if entry else None
        if percent is not None and 0 < percent < 1:
            # A bare 0.5 is read as a share, and would come back as 50.
            percent, typed_look["num_format"] = percent / 100, "0.##%"
        typed = None if percent is None else layout.as_number(percent)
        self.sheet.put(at, layout.STATUS_COLUMNS["percent"], typed, self.book.framed(**typed_look))

    def _write_outcomes(self) -> None:
        """Write the outcomes, each field over its span of the status table's columns."""
        grid, marker_row = self.grid, self.grid.outcome_marker_row
        # Both tables share the columns, whose widths suit the first: fields of the second span several.
        by_column = {layout.OUTCOME_SPANS[field.id][0]: field for field in OUTCOMES.fields}
        columns = range(layout.OUTCOME_SPANS["measure"][0], layout.OUTCOME_SPANS["suggestion"][1] + 1)
        spread = tuple(by_column.get(column, Field("", "")) for column in columns)
        self._open(marker_row, replace(OUTCOMES, fields=spread), 1)
        heading = style.heading_look(self.book)
        for field in OUTCOMES.fields:
            first, last = layout.OUTCOME_SPANS[field.id]
            if first < last:
                self.sheet.span(marker_row + 1, first, last, field.heading, heading)
        outcomes = {outcome.measure_no: outcome for outcome in self.report.outcomes}
        for at, measure in zip(grid.outcome_rows, grid.measures, strict=True):
            number = measure.measure_no
            outcome = outcomes.get(number, Outcome(number))
            self._write_number(at, number, measure.printed_no)
            typed = {name: getattr(outcome, name) for name in ("result", "outcome", "problem", "suggestion")}
            self._write_texts(at, OUTCOMES, {"measure": measure.measure, **typed}, _OUTCOME_LINES)
        self._add_typing_help(OUTCOMES, grid.outcome_rows)

    def _write_texts(self, row: int, table: Table, texts: Mapping[str, str], least: int) -> None:
        """Write texts by field id into a row with room for them, and for so many lines of typing at least."""
        sized = []
        for field in table.fields:
            if field.id in texts:
                columns, text = layout.span_of(table, field.id), texts[field.id]
                look = self._look(locked=field.locked, centred=field.id in _CENTRED)
                self.sheet.span(row, *columns, text, look)
                sized.append((text, layout.span_width(*columns)))
        font = self.book.font
        self.sheet.set_row(row, max(style.lines_height(least, font), style.texts_height(sized, font)))

    def _add_typing_help(self, table: Table, rows: range) -> None:
        for field in table.fields:
            if not field.locked:
                column = layout.span_of(table, field.id)[0]
                style.add_typing_help(self.sheet, (rows[0], rows[-1]), column, field)

    def _open(self, row: int, table: Table, heading_lines: int) -> None:
        """Write a table's title in the row above its hidden marker row, and its headings below that."""
        style.write_section(self.book, self.sheet, row - 1, table.title)
        style.open_table(self.book, self.sheet, replace(table, fields=(_NUMBER_FIELD, *table.fields)), row)
        self.sheet.set_row(row + 1, style.lines_height(heading_lines, self.book.font) + 8)

    def _look(self, *, locked: bool, centred: bool = False) -> Format:
        """Return the look of a framed cell; typed text is text for Excel too, so that "- จัดประชุม" stays."""
        align = {"align": "center"} if centred else {}
        if locked:
            return self.book.framed(bg_color=style.LOCKED_FILL, locked=True, **align)
        return self.book.framed(bg_color=style.INPUT_FILL, locked=False, num_format="@", **align)

    def _write_number(self, row: int, key: str, number: str, mark: str = "") -> None:
        """Write the printed number; below it the mark of a step that is new or has been changed."""
        self.sheet.write_string(row, layout.KEY_COLUMN, key)
        look = self._look(locked=True, centred=True)
        if mark:
            look = self.book.framed(bg_color=style.BRAND_LIGHT, align="center", bold=True)
        text = f"{number}\n{mark}" if mark else number
        self.sheet.write_string(row, layout.NUMBER_COLUMN, text, look)


def add_month_colours(book: style.Book, sheet: style.Sheet, grid: layout.DivisionGrid, month: int) -> None:
    """Add all colours of one month sheet; month 1 is October."""
    missing, wrong = {"bg_color": style.MISSING_FILL}, {"bg_color": style.PROBLEM_FILL}
    first, last = grid.status_rows[0], grid.status_rows[-1]
    for field in _TYPED:
        column = layout.STATUS_COLUMNS[field]
        area = (first, column, last, column)
        named = _is_named(column, month)
        # Pink before yellow: what is wrong is among the cells that are named as missing too.
        if field in _MAY_BE_WRONG:
            style.add_colour(book, sheet, area, f"AND({named},{_on_calc('wrong', month)}=1)", wrong)
        style.add_colour(book, sheet, area, named, missing)
    left, right = layout.OUTCOME_SPANS["result"]
    results = (grid.outcome_rows[0], left, grid.outcome_rows[-1], right)
    style.add_colour(book, sheet, results, _is_named(left, month), missing)
    signature = (layout.REPORTER_ROW, layout.VALUE_COLUMN, layout.REPORTED_ON_ROW, layout.VALUE_END_COLUMN)
    style.add_colour(book, sheet, signature, _is_named(layout.VALUE_COLUMN, month), missing)
    for rows in (grid.status_rows, grid.outcome_rows):
        area = (rows[0], layout.NUMBER_COLUMN, rows[-1], layout.LAST_COLUMN)
        grey = {"bg_color": style.NOT_DUE_FILL, "font_color": style.MUTED}
        style.add_colour(book, sheet, area, f"{_on_calc('due', month)}=0", grey)
    ready = (layout.READY_ROW, layout.VALUE_COLUMN)
    area = (*ready, layout.READY_ROW, layout.VALUE_END_COLUMN)
    add_verdict_colours(book, sheet, area, layout.address(*ready, absolute=True))


def add_verdict_colours(book: style.Book, sheet: style.Sheet, area: style.Area, cell: str) -> None:
    """Colour verdicts: green when ready, yellow while something is missing; `cell` is the first of them."""
    lacking = LACKING.strip()
    style.add_colour(book, sheet, area, f'{cell}="{READY}"', {"bg_color": style.GOOD_FILL})
    # The verdict goes on with the cells that lack something.
    begins = f'LEFT({cell},{len(lacking)})="{lacking}"'
    style.add_colour(book, sheet, area, begins, {"bg_color": style.MISSING_FILL})


def _on_calc(block: str, month: int) -> str:
    """Return a quantity of the row that is being coloured; it has the same number on `_calc`."""
    # A rule in the form of Excel 2007, which XlsxWriter writes, may not name another sheet itself.
    return f'INDIRECT("{layout.CALC_SHEET}!{column_letters(layout.calc_column(block, month) + 1)}"&ROW())'


def _is_named(column: int, month: int) -> str:
    """Return whether the row's missing cells name this column: " G12," within "., F12, G12,"."""
    letters = column_letters(column + 1)
    return f'ISNUMBER(FIND(" {letters}"&ROW()&",",{_on_calc("missing", month)}&","))'
