"""The line of completion against plan by month, as a native Excel chart that prints in grey."""

from __future__ import annotations

from typing import Any

from toolkit.model.completion import Figures
from toolkit.workbook.rollup.sheet import RollupSheet
from toolkit.workbook.style import BRAND, LINE, MUTED

_PIXELS_PER_POINT = 96 / 72
_PIXELS_PER_CHARACTER = 7
_CELL_PADDING = 5


def add_trend_chart(page: RollupSheet, figures: Figures, row: int, first: int, height: float) -> None:
    """Lay the chart over the sheet's width at a 0-based row; `first` is the first data row of the months.

    `height` is in points. The lines differ in weight, dash and marker, not in colour alone. The chart
    moves and stretches with the cells, so that it spans the columns whatever their font makes of them.
    """
    months = len(figures.trend)
    reached = sum(each.month <= figures.month for each in figures.trend)
    chart = page.book.workbook.add_chart({"type": "line"})
    name = page.sheet.get_name()
    completion = {"color": BRAND, "width": 2.75}
    planned = {"color": "#7F7F7F", "width": 1.5, "dash_type": "dash"}
    for title, column, count, line, marker in (
        (
            "ความคืบหน้า",
            2,
            max(1, reached),
            completion,
            {"type": "circle", "size": 7, "fill": {"color": BRAND}},
        ),
        ("แผน", 3, months, planned, {"type": "none"}),
    ):
        chart.add_series(
            {
                "name": title,
                "categories": [name, first, 1, first + months - 1, 1],
                "values": [name, first, column, first + count - 1, column],
                "line": line,
                "marker": marker,
            }
        )
    _dress(chart, page.book.font)
    width = sum(int(each.width * _PIXELS_PER_CHARACTER + 0.5) + _CELL_PADDING for each in page.columns)
    chart.set_size({"width": width, "height": int(height * _PIXELS_PER_POINT)})
    page.sheet.insert_chart(
        row, 0, chart, {"object_position": 1, "description": "กราฟเส้นความคืบหน้าสะสมเทียบกับแผน รายเดือน"}
    )


def name_thai_font(chart: Any) -> None:
    """Let the chart name its font for Thai letters too, which to Office are a complex script: XlsxWriter
    names a font for Latin letters alone, and Thai ones would be drawn in whatever the machine has."""
    latin = chart._write_a_latin

    def both(attributes: list[tuple[str, object]]) -> None:
        latin(attributes)
        chart._xml_empty_tag("a:cs", attributes)

    chart._write_a_latin = both


def _dress(chart: Any, name: str) -> None:
    """Title, axes and legend in one font; the value axis runs from 0 to 100."""
    name_thai_font(chart)
    font = {"name": name, "size": 12, "bold": False}
    chart.set_title(
        {
            "name": "ความคืบหน้าสะสมเทียบกับแผน (ร้อยละ)",
            "name_font": {**font, "size": 14, "bold": True, "color": BRAND},
            "overlay": False,
        }
    )
    chart.set_x_axis({"num_font": {**font, "size": 11}, "line": {"color": MUTED}})
    chart.set_y_axis(
        {
            "min": 0,
            "max": 100,
            "major_unit": 20,
            "num_font": font,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"color": LINE}})
