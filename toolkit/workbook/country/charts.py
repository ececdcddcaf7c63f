"""How many offices stand in each band of ten percent, as native Excel charts."""

from __future__ import annotations

from toolkit.workbook.rollup.chart import name_thai_font
from toolkit.workbook.rollup.sheet import RollupSheet
from toolkit.workbook.style import BRAND, LINE, MUTED

_HEIGHT = 300  # pixels


def add_band_chart(
    page: RollupSheet, row: int, column: int, title: str, table: tuple[int, int, int], values: int, width: int
) -> None:
    """A column chart at a 0-based cell. `table` is (first row, last row, column of the bands' names) of its
    figures on the same sheet, `values` the column of the counts, `width` pixels."""
    chart = page.book.workbook.add_chart({"type": "column"})
    name_thai_font(chart)
    first, last, names = table
    name = page.sheet.get_name()
    chart.add_series(
        {
            "categories": [name, first, names, last, names],
            "values": [name, first, values, last, values],
            "fill": {"color": BRAND},
            "gap": 40,
            "data_labels": {"value": True, "font": {"name": page.book.font, "size": 11}},
        }
    )
    font = {"name": page.book.font, "size": 11, "bold": False}
    chart.set_title(
        {"name": title, "name_font": {**font, "size": 14, "bold": True, "color": BRAND}, "overlay": False}
    )
    chart.set_x_axis(
        {"num_font": font, "line": {"color": MUTED}, "name": "ร้อยละ", "name_font": {**font, "color": MUTED}}
    )
    chart.set_y_axis(
        {
            "min": 0,
            "num_font": font,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
            "name": "หน่วยงาน",
            "name_font": {**font, "color": MUTED},
        }
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": width, "height": _HEIGHT})
    page.sheet.insert_chart(
        row, column, chart, {"object_position": 2, "description": title, "x_offset": 4, "y_offset": 4}
    )
