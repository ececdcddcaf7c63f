"""The overview of a roll-up workbook: cards, chart of the months, tables of measures, divisions, months."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from toolkit.books.table_sheet import (
    REPORT_FILLS,
    PrintedValue,
    RollupSheet,
    TableColumn,
    agency_line,
    month_line,
    percent_column,
    percent_value,
    state_value,
)
from toolkit.model.figures import Counts, DivisionResult, Figures, MonthFigures, rounded
from toolkit.model.plan import Plan
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import LEGEND, NOTHING_LEFT, REPORT_SHORT, report_label
from toolkit.typeset.heights import CellText, blank_height, needed_height
from toolkit.typeset.joins import plan_names
from toolkit.typeset.page_plan import Page, PlannedRow, plan_pages
from toolkit.xlsx import new_workbook as style

# XlsxWriter takes every book for one in Calibri 11. The chart is sized by the same reckoning, so that it ends
# at the last column; where the true font makes columns wider, it stretches with the cells.
_PIXELS_PER_POINT = 96 / 72
_PIXELS_PER_CHARACTER = 7
_CELL_PADDING = 5


def add_trend_chart(page: RollupSheet, figures: Figures, row: int, first: int, height: float) -> None:
    """Lay the chart over the sheet's width at a 0-based row; `first` is the first data row of the months.

    `height` is in points. The lines differ in weight, dash and marker, not in colour alone. The chart
    moves and stretches with the cells, so that it spans the columns whatever their font makes of them.
    """
    months = len(figures.trend)
    reached = sum(point.month <= figures.month for point in figures.trend)
    chart = page.book.workbook.add_chart({"type": "line"})
    sheet = page.sheet.get_name()
    completion = {"color": style.BRAND, "width": 2.75}
    planned = {"color": "#7F7F7F", "width": 1.5, "dash_type": "dash"}
    # The line of completion ends at the month of the figures: what is blank after it has not been yet.
    for name, column, count, line, marker in (
        (
            "ความคืบหน้า",
            2,
            max(1, reached),
            completion,
            {"type": "circle", "size": 7, "fill": {"color": style.BRAND}},
        ),
        ("แผน", 3, months, planned, {"type": "none"}),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet, first, 1, first + months - 1, 1],
                "values": [sheet, first, column, first + count - 1, column],
                "line": line,
                "marker": marker,
            }
        )
    title = "ความคืบหน้าสะสมเทียบกับแผน (ร้อยละ)"
    dress_chart(chart, page.book.font, title, size=12, max=100, major_unit=20, num_format="0")
    chart.set_legend({"position": "bottom", "font": {"name": page.book.font, "size": 12, "bold": False}})
    # A month of which nothing is known is no zero.
    chart.show_blanks_as("gap")
    chart.set_size({"width": pixels(page.columns), "height": int(height * _PIXELS_PER_POINT)})
    page.sheet.insert_chart(
        row, 0, chart, {"object_position": 1, "description": "กราฟเส้นความคืบหน้าสะสมเทียบกับแผน รายเดือน"}
    )


def pixels(columns: Iterable[TableColumn]) -> int:
    """Return the width on the screen of neighbouring columns."""
    return sum(int(column.width * _PIXELS_PER_CHARACTER + 0.5) + _CELL_PADDING for column in columns)


def dress_chart(
    chart: Any,
    font_name: str,
    title: str,
    *,
    size: float,
    across: str = "",
    up: str = "",
    **value_axis: object,
) -> None:
    """Set the title, axes and frame of a chart in one font; `across` and `up` are the axes' titles, if any.

    The values begin at 0; `value_axis` says more of them, as XlsxWriter takes it.
    """
    _name_thai_font(chart)
    font = {"name": font_name, "size": size, "bold": False}
    title_font = {**font, "size": 14, "bold": True, "color": style.BRAND}
    chart.set_title({"name": title, "name_font": title_font, "overlay": False})

    def named(name: str) -> dict[str, object]:
        return {"name": name, "name_font": {**font, "color": style.MUTED}} if name else {}

    chart.set_x_axis({"num_font": {**font, "size": 11}, "line": {"color": style.MUTED}, **named(across)})
    chart.set_y_axis(
        {
            "min": 0,
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": style.LINE, "width": 0.5}},
            "line": {"none": True},
            **named(up),
            **value_axis,
        }
    )
    chart.set_chartarea({"border": {"color": style.LINE}})


def _name_thai_font(chart: Any) -> None:
    """Let the chart name its font for Thai letters too, which to Office are a complex script: XlsxWriter
    names a font for Latin letters alone, and Thai ones would be drawn in whatever the machine has."""
    latin = chart._write_a_latin

    def both(attributes: list[tuple[str, object]]) -> None:
        latin(attributes)
        chart._xml_empty_tag("a:cs", attributes)

    chart._write_a_latin = both


OVERVIEW_SHEET = "ภาพรวม"

_COMPLETION, _PLANNED = "ความคืบหน้า\n(ร้อยละ)", "แผน\n(ร้อยละ)"
_DIVISIONS = (
    TableColumn("รหัส", 7, "center", value=lambda division: division.division_code),
    TableColumn("กอง", 46, value=lambda division: division.division_name),
    percent_column(_COMPLETION, 17, lambda division: division.completion, bar=True),
    # The state of a report spans two of the columns, whose widths suit the measures above.
    TableColumn("การส่งรายงาน", 30, "center", value=lambda division: report_label(division)),
    TableColumn("", 0),
    TableColumn("รับเมื่อ", 23, "center", value=lambda division: _received(division)),
)
_CHART_ROWS = 17
_FIGURE, _WORDS = 40, 28
"""The sizes of the large figures, and of one in words."""
_PERCENT = {"num_format": "0.00"}


def done_of_total(counts: Counts) -> str:
    """Return the counts beside a percent: "12 จาก 17"."""
    return f"{counts.steps_done} จาก {counts.steps_total}"


def write_overview(book: style.Book, plan: Plan, figures: Figures) -> None:
    """Write the overview sheet; the chart reads the table of months at its foot."""
    texts = {measure.measure_no: measure.measure for measure in plan.measures}
    measures = (
        TableColumn("ที่", 7, "center", value=lambda result: result.label or result.measure_no),
        TableColumn("มาตรการ", 46, value=lambda result: texts.get(result.measure_no)),
        percent_column(_COMPLETION, 17, lambda result: result.completion, bar=True),
        percent_column(_PLANNED, 13, lambda result: result.planned),
        TableColumn("ผลเทียบแผน", 17, "center", value=lambda result: state_value(result.state)),
        TableColumn("ขั้นตอนที่แล้วเสร็จ", 23, "center", value=lambda result: done_of_total(result.counts)),
    )
    page = RollupSheet(book, OVERVIEW_SHEET, measures, plan_names(plan))
    page.titles(f"สรุปความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส\n{agency_line(plan)}", month_line(figures))
    page.gap()
    _cards(page, figures)
    page.gap()
    chart_row, row_height = page.row, blank_height(style.BODY_SIZE)
    if figures.trend:
        for _ in range(_CHART_ROWS):
            page.gap(row_height)
        page.gap()
    _section(page, "ความคืบหน้ารายมาตรการ", measures, figures.measures, "ยังไม่มีมาตรการในแผน")
    first = _section(page, "ความคืบหน้าและการส่งรายงานรายกอง", _DIVISIONS, figures.divisions, "ยังไม่มีกองในแผน")
    page.sheet.span(first - 1, 3, 4, _DIVISIONS[3].heading, style.heading_look(book))
    for row, division in enumerate(figures.divisions, first):
        look = book.framed(bg_color=REPORT_FILLS[division.report], align="center")
        page.sheet.span(row, 3, 4, report_label(division), look)
    if figures.trend:

        def reached(point: MonthFigures) -> float | None:
            # A month without figures is blank, since a dash would be drawn as zero.
            return rounded(point.completion) if point.month <= figures.month else None

        trend = (
            TableColumn("ลำดับ", 7, "center", value=lambda point: str(point.month.fiscal_index)),
            TableColumn("เดือน", 46, value=lambda point: format_month(point.month, "short", "arabic")),
            TableColumn(_COMPLETION, 17, "right", percent=True, bar=True, value=reached),
            TableColumn(_PLANNED, 13, "right", percent=True, value=lambda point: rounded(point.planned)),
        )
        first = _section(page, "ความคืบหน้าสะสมรายเดือน", trend, figures.trend, "")
        add_trend_chart(page, figures, chart_row, first, _CHART_ROWS * row_height)
    page.legend(LEGEND, "ความคืบหน้าเป็นค่าเฉลี่ยถ่วงน้ำหนักของขั้นตอน ปัดเศษทศนิยม 2 ตำแหน่งครั้งเดียวเมื่อแสดงผล")
    # The chart stays in one piece, and a table's title and headings stay with its first row.
    _break_pages(page, {*range(chart_row, chart_row + _CHART_ROWS), *page.headed})
    footer = f"{plan.agency.agency_name} · {format_month(figures.month, 'full')}"
    style.portrait_a4(page.sheet, repeat=(0, 1), footer=footer)


def _break_pages(page: RollupSheet, headings: Container[int]) -> None:
    """Break the pages so that sections stay whole where that costs little room, and none of `headings` is
    the last row on its page."""
    rows = []
    for row, points in enumerate(style.row_heights(page.sheet, page.row - 1)):
        begun = tuple(start for start in page.sections if start <= row)
        # Whole, since the rows are written already and none can be parted here.
        rows.append(PlannedRow(least=points, groups=begun[-1:], heads=row in headings, whole=True))
    height = style.sheet_page(page.width, page.book.font, landscape=False)
    # Every page repeats the two lines of the title.
    pieces = plan_pages(rows, Page(height, repeated=(0, 1)))
    page.sheet.set_h_pagebreaks([piece.row for piece in pieces if piece.top])


def _cards(page: RollupSheet, figures: Figures) -> None:
    """Write three boxes (completion, plan, reporting): a label, a large figure and its counts in each."""
    counts, reporting = figures.counts, figures.reporting
    completion, planned = rounded(figures.completion), rounded(figures.planned)
    difference = NOTHING_LEFT
    # Of the two figures as printed, so that a reader who subtracts agrees.
    if completion is not None and planned is not None:
        above = "สูงกว่าแผน" if completion > planned else "ต่ำกว่าแผน"
        difference = "ตรงตามแผน" if completion == planned else f"{above} {abs(completion - planned):.2f}"
    more = _counted(
        ("เกินกำหนด", counts.steps_overdue),
        ("ไม่เกี่ยวข้อง", counts.steps_na),
        ("ไม่สามารถดำเนินการได้", counts.steps_cannot),
    )
    done = "\n".join(filter(None, (f"แล้วเสร็จ {done_of_total(counts)} ขั้นตอน", more)))
    sent = f"{reporting.received} จาก {reporting.expected} กอง"
    by_state = _counted(
        (REPORT_SHORT["on-time"], reporting.on_time),
        (REPORT_SHORT["late"], reporting.late),
        (REPORT_SHORT["empty"], reporting.empty),
        (REPORT_SHORT["rejected"], reporting.rejected),
        (REPORT_SHORT["missing"], reporting.missing),
    )
    boxes: tuple[tuple[PrintedValue, ...], ...] = (
        ("ความคืบหน้าทั้งหมด (ร้อยละ)", percent_value(completion), done),
        ("แผนสะสม (ร้อยละ)", percent_value(planned), difference),
        ("การส่งรายงานเดือนนี้", sent, by_state),
    )
    edges: tuple[Mapping[str, object], ...] = ({"top": 2}, {}, {"bottom": 2})
    for line, (values, edge) in enumerate(zip(zip(*boxes, strict=True), edges, strict=True)):
        cells = []
        for box, value in enumerate(values):
            first, last = 2 * box, 2 * box + 1
            properties: Mapping[str, object] = {"font_color": style.MUTED, "font_size": style.BODY_SIZE}
            if line == 1:
                # The third figure is words, "5 จาก 6 กอง", which would not fit at the size of a number.
                size = _WORDS if box == 2 else _FIGURE
                properties = {"font_color": style.BRAND, "font_size": size, "bold": True, **_PERCENT}
            frame = {"left": 2, "right": 2, **edge, "border_color": "#FFFFFF"}
            look = page.book.look(
                **properties, **frame, align="center", valign="vcenter", bg_color=style.BRAND_LIGHT
            )
            page.sheet.span(page.row, first, last, value, look)
            width = style.stored_width(*(column.width for column in page.columns[first : last + 1]))
            text = value if isinstance(value, str) else ""
            cells.append(CellText(text, width, look.font_size, line == 1, font=page.book.font))
        page.sheet.set_row(page.row, needed_height(cells))
        page.row += 1


def _counted(*counts: tuple[str, int]) -> str:
    """Return the counts that are not 0 behind their words."""
    return " · ".join(f"{word} {number}" for word, number in counts if number)


def _section(
    page: RollupSheet, title: str, columns: Sequence[TableColumn], items: Iterable[object], empty: str
) -> int:
    """Write a table under a title of its own; return its first data row."""
    page.sections.append(page.row)
    page.headed.add(page.row)
    page.line(title, page.book.look(bold=True, font_size=16, font_color=style.BRAND), size=16, bold=True)
    page.headed.add(page.row)
    page.headings(columns)
    first = page.row
    if not page.rows(page.values(items, columns), columns):
        page.line(empty, page.book.look(font_color=style.MUTED, align="center"))
    page.gap()
    return first


def _received(division: DivisionResult) -> str | None:
    return None if division.received is None else format_moment(division.received, "arabic")
