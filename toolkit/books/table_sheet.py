"""A printed sheet of the roll-up workbooks: title lines, a table with headings, rows and a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from xlsxwriter.format import Format

from toolkit.model.figures import Figures, ReportState, State, rounded
from toolkit.model.plan import Plan
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS
from toolkit.typeset.heights import CellText, kept, row_height, split_row
from toolkit.typeset.joins import plan_names
from toolkit.typeset.page_plan import CONTINUED
from toolkit.xlsx import new_workbook as style

GAP = 17.0
"""Points of an empty row: the least that LibreOffice gives one of the body font."""
_BUTTON = 3.0
"""Digits of a heading's width that the button of a filter takes."""
_BAR = {
    "type": "data_bar",
    "bar_color": "#9DC3E6",
    "min_length": 0,
    "max_length": 100,  # else zero would show a bar
    # Fixed: otherwise the largest value of a column would fill its cell.
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
_STATE_FILLS: Mapping[State, str] = {
    "done": style.GOOD_FILL,
    "overdue": style.PROBLEM_FILL,
    "not_started": style.LOCKED_FILL,
    "behind": style.MISSING_FILL,
    "on_track": style.INPUT_FILL,
}
REPORT_FILLS: Mapping[ReportState, str] = {
    "on-time": style.GOOD_FILL,
    "late": style.MISSING_FILL,
    "empty": style.BRAND_LIGHT,
    "rejected": "#F8D7B8",
    "not-due": style.LOCKED_FILL,
    "missing": style.PROBLEM_FILL,
}

PrintedValue = str | float | None
"""What a cell holds: a text, a number, or None for a blank one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with a look of its own: a fill, muted ink, or bold."""

    value: PrintedValue
    fill: str = ""
    muted: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table: heading, width in characters, how its cells look, and what they say.

    `percent` cells show two decimals; `bar` draws a bar of 0-100 behind them. `value` gives the cell for what
    the row is of; None for a column whose rows are handed over ready.
    """

    heading: str
    width: float
    align: Literal["left", "center", "right"] = "left"
    percent: bool = False
    bar: bool = False
    value: Callable[[Any], PrintedValue | Shown] | None = None


def percent_column(
    heading: str, width: float, value: Callable[[Any], Fraction | float | None], *, bar: bool = False
) -> TableColumn:
    """Return a column of percents, exact ones rounded only here; of nothing a dash."""

    def shown(row: Any) -> PrintedValue:
        percent = value(row)
        return percent_value(rounded(percent) if isinstance(percent, Fraction) else percent)

    return TableColumn(heading, width, "right", percent=True, bar=bar, value=shown)


_EXACT = frozenset(("ไฟล์", "แผ่น", "เซลล์", "รหัส"))
"""The headings of columns whose texts are names that programs look up."""
PrintedRow = Sequence[PrintedValue | Shown]


def percent_value(value: float | None) -> PrintedValue:
    """Return a percent for print: None is the dash of "nothing left", never zero or blank."""
    return NOTHING_LEFT if value is None else value


def state_value(state: State | None) -> Shown:
    """Return the state of a measure or step in its colour; the dash of "nothing left" for none."""
    return Shown(STATE_LABELS["th"][state], _STATE_FILLS[state]) if state else Shown(NOTHING_LEFT)


class RollupSheet:
    """Writes one sheet from top to bottom; `row` is the next 0-based row, `headed` the rows that are
    headings of what stands below them, `sections` the first rows of the sheet's sections. No line ends
    inside one of `names`."""

    def __init__(
        self, book: style.Book, name: str, columns: Sequence[TableColumn], names: tuple[str, ...] = ()
    ) -> None:
        self.book = book
        self.columns = tuple(columns)
        self.names = names
        self.sheet = book.sheet(name)
        self.row = 0
        self.headed: set[int] = set()
        self.sections: list[int] = []
        self.sheet.set_widths(column.width for column in self.columns)
        self.sheet.hide_gridlines(2)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:Z20000"})  # measure numbers are names

    @property
    def width(self) -> float:
        return style.stored_width(*(column.width for column in self.columns))

    def line(
        self, text: str, look: Format | None = None, *, size: float = style.BODY_SIZE, bold: bool = False
    ) -> None:
        """Write one text across the whole width, wrapped, with the height that it needs."""
        look = look or self.book.look(font_size=size, bold=bold)
        cell = kept(CellText(text, self.width, size, bold, font=self.book.font), self.names)
        self.sheet.span(self.row, 0, len(self.columns) - 1, cell.text, look)
        # No program gives a merged cell the height of its text.
        self.sheet.set_row(self.row, row_height([cell]))
        self.row += 1

    def titles(self, title: str, subtitle: str) -> None:
        self.line(title, self.book.look(font_size=18, bold=True, font_color=style.BRAND), size=18, bold=True)
        self.line(subtitle, self.book.look(font_color=style.MUTED))

    def headings(self, columns: Sequence[TableColumn] | None = None) -> None:
        """Write the heading row of the table."""
        columns = columns or self.columns
        look = style.heading_look(self.book)
        for number, column in enumerate(columns):
            self.sheet.put(self.row, number, column.heading, look)
        cells = []
        for column in columns:
            width = style.stored_width(column.width) - _BUTTON
            cells.append(CellText(column.heading, width, bold=True, font=self.book.font))
        self.sheet.set_row(self.row, row_height(cells))
        self.row += 1

    def rows(self, rows: Iterable[PrintedRow], columns: Sequence[TableColumn] | None = None) -> int:
        """Write the rows of the table with their heights and bars; return their number.

        What is higher than a row can be goes on in further rows, the first column saying so.
        """
        columns = columns or self.columns
        first = self.row
        for values in rows:
            shown = [value if isinstance(value, Shown) else Shown(value) for value in values]
            cells = [
                # The name of a file is opened by macros and copied by people: nothing is put into it.
                cell if column.heading in _EXACT else kept(cell, self.names)
                for cell, column in zip(self._cell_texts(shown, columns), columns, strict=True)
            ]
            for part, texts in enumerate(split_row(cells)):
                # Figures stand in the first part only: a sum over the column counts each once.
                if part:
                    shown = [replace(cell, value=None) for cell in shown]
                    shown[0] = Shown(f"{cells[0].text} {CONTINUED}", muted=True)
                parts = [
                    replace(cell, value=text) if text else cell
                    for cell, text in zip(shown, texts, strict=True)
                ]
                for number, (cell, column) in enumerate(zip(parts, columns, strict=True)):
                    self.sheet.put(self.row, number, cell.value, self._look(column, cell))
                self.sheet.set_row(self.row, row_height(self._cell_texts(parts, columns)))
                self.row += 1
        for number, column in enumerate(columns):
            if column.bar and self.row > first:
                self.sheet.conditional_format(first, number, self.row - 1, number, _BAR)
        return self.row - first

    def _cell_texts(self, shown: Sequence[Shown], columns: Sequence[TableColumn]) -> list[CellText]:
        """Return the texts of a row, by which its height is reckoned; a number takes one line."""
        return [
            CellText(
                cell.value[: style.TEXT_LIMIT] if isinstance(cell.value, str) else "",
                style.stored_width(column.width),
                bold=cell.bold,
                font=self.book.font,
            )
            for cell, column in zip(shown, columns, strict=True)
        ]

    def values(self, items: Iterable[Any], columns: Sequence[TableColumn] | None = None) -> list[PrintedRow]:
        """Return the rows of some items, each cell as its column gives it."""
        columns = columns or self.columns
        return [[column.value(item) if column.value else None for column in columns] for item in items]

    def table(self, rows: Iterable[PrintedRow], *, empty: str, filters: bool = True) -> None:
        """Write the headings, repeated on each page and kept in view, and the rows or `empty`."""
        heading = self.row
        self.headings()
        count = self.rows(rows)
        if filters and count:
            self.sheet.autofilter(heading, 0, heading + count, len(self.columns) - 1)
        if not count:
            self.line(empty, self.book.look(font_color=style.MUTED, align="center"))
        self.sheet.freeze_panes(heading + 1, 0)
        self.sheet.repeat_rows(heading)

    def legend(self, *lines: str) -> None:
        self.gap()
        for text in lines:
            self.line(text, self.book.look(font_color=style.MUTED, font_size=12), size=12)

    def gap(self, points: float = GAP) -> None:
        """Leave an empty row."""
        self.sheet.set_row(self.row, points)
        self.row += 1

    def _look(self, column: TableColumn, shown: Shown) -> Format:
        properties: dict[str, object] = {"border": 1, "border_color": style.LINE, "align": column.align}
        if column.align == "right":
            properties |= {"indent": 1, "text_wrap": False}  # keeps figures off the line
        if column.percent:
            properties["num_format"] = "0.00"
        if shown.fill and shown.fill != style.INPUT_FILL:
            properties["bg_color"] = shown.fill
        if shown.muted:
            properties["font_color"] = style.MUTED
        if shown.bold:
            properties["bold"] = True
        return self.book.look(**properties)


def agency_line(plan: Plan) -> str:
    """Return the office with its district and province."""
    agency = plan.agency
    district = f"อำเภอ{agency.district}" if agency.district else ""
    province = f"จังหวัด{agency.province}" if agency.province else ""
    return " ".join(filter(None, (agency.agency_name, district, province)))


def month_line(figures: Figures) -> str:
    """Return the month, the fiscal year and the moment at which the figures are judged."""
    month = format_month(figures.month, "full", "arabic")
    as_of = format_moment(figures.as_of, "arabic")
    return f"ประจำเดือน{month} (ปีงบประมาณ พ.ศ. {figures.month.fiscal_year}) · ข้อมูล ณ {as_of}"


def rollup_page(
    book: style.Book, plan: Plan, figures: Figures, name: str, title: str, columns: Sequence[TableColumn]
) -> RollupSheet:
    """Start a landscape sheet of the workbook: its title lines stand, its table may follow."""
    page = RollupSheet(book, name, columns, plan_names(plan))
    footer = f"{plan.agency.agency_name} · {format_month(figures.month, 'full')} · {name}"
    style.landscape_a4(page.sheet, footer=footer)
    page.titles(title, f"{agency_line(plan)} · {month_line(figures)}")
    return page
