"""Charts and pictures of a filled report: native charts, legible in grey, and pictures fitted into cells.

A template names the rows where a chart is drawn (`chart_overall`); the report gives its numbers.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import fromstring

from toolkit.model.entry import Picture
from toolkit.typeset.glyphs import face
from toolkit.typeset.heights import CellText

_ROOMY = 30.0  # points; a line of any font
_NUMBERS_SHEET = "_charts"
_FILLS = (
    ("solid", "404040"),
    ("ltUpDiag", "404040"),
    ("solid", "BFBFBF"),
    ("pct50", "404040"),
    ("solid", "F2F2F2"),
)
"""How each series is filled: bars are told apart without colour, since reports are printed in grey."""
_MOST_LABELLED = 12  # bars; the numbers of more run into each other
_FINE = 30  # points of an axis that are marked in steps of 5, not 10
_EMU = 12_700  # English metric units in a point
_EDGE = 3.0  # points left free on every side of a picture


@dataclass(frozen=True, slots=True)
class ChartData:
    """A bar chart: its title, what stands below the bars, and its series by name; None is no bar.

    The axis runs from `least` to `most`; `thai`: its numbers are shown in Thai digits.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    least: float = 0.0
    most: float = 100.0
    thai: bool = False

    @property
    def known(self) -> bool:
        """Return whether there is anything to compare: one bar alone says nothing."""
        return sum(value is not None for _, values in self.series for value in values) > 1

    def number_format(self, digits: str) -> str:
        """Return a number format, with the code that makes Excel and LibreOffice show Thai digits."""
        return f"[$-D00041E]{digits}" if self.thai else digits


def add_chart(sheet: Any, chart: ChartData, rows: tuple[int, int], columns: int, font: str) -> None:
    """Draw a chart over 1-based rows first..last and the first columns of a sheet."""
    if _NUMBERS_SHEET not in sheet.parent.sheetnames:
        hidden = sheet.parent.create_sheet(_NUMBERS_SHEET)
        hidden.sheet_state = "hidden"
        hidden.sheet_format.defaultRowHeight, hidden.sheet_format.customHeight = _ROOMY, True
    numbers = sheet.parent[_NUMBERS_SHEET]
    # To openpyxl an empty sheet has one row, as one with a single filled row has.
    first = numbers.max_row + (numbers.max_row > 1 or numbers["A1"].value is not None)
    numbers.cell(first, 1).value = chart.title
    for column, (name, values) in enumerate(chart.series, 2):
        numbers.cell(first, column).value = name
        for row, value in enumerate(values, first + 1):
            numbers.cell(row, column).value = value
            numbers.cell(row, column).number_format = chart.number_format("0.00")
    for row, category in enumerate(chart.categories, first + 1):
        numbers.cell(row, 1).value = category
    xml = _template().render(
        chart=chart,
        font=font,
        numbers=_NUMBERS_SHEET,
        first=first,
        last=first + len(chart.categories),
        fills=_FILLS,
        letter_of=get_column_letter,
        labelled=len(chart.series) * len(chart.categories) <= _MOST_LABELLED,
        unit=5 if chart.most - chart.least <= _FINE else 10,
    )
    drawn = read_chart(ChartSpace.from_tree(fromstring(xml)))
    start = AnchorMarker(col=0, row=rows[0] - 1)
    # By both corners, so that it spans the columns however wide a program draws them.
    drawn.anchor = TwoCellAnchor(_from=start, to=AnchorMarker(col=columns, row=rows[1]))
    sheet.add_chart(drawn)


@cache
def _template() -> jinja2.Template:
    """Return `chart.xml`, in which every text is escaped."""
    source = files("toolkit.templates").joinpath("chart.xml").read_text("utf-8")
    template: jinja2.Template = jinja2.Template(source, undefined=jinja2.StrictUndefined, autoescape=True)
    return template


def add_picture(sheet: Any, row: int, column: int, look: CellText, picture: Picture, height: float) -> None:
    """Put a picture in the middle of a cell, as large as its look allows; `height` is the row's in points."""
    from openpyxl.drawing.image import Image  # loads Pillow

    frame = look.columns * face(font=look.body or look.font).digit * look.normal
    across, down = picture.fitted(frame - 2 * _EDGE, height - 2 * _EDGE)
    start = AnchorMarker(
        col=column - 1,
        colOff=round((frame - across) / 2 * _EMU),
        row=row - 1,
        rowOff=round((height - down) / 2 * _EMU),
    )
    drawn = Image(io.BytesIO(picture.data))
    # By one corner and a size: a picture keeps its shape where a program draws the column wider.
    drawn.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(round(across * _EMU), round(down * _EMU)))
    sheet.add_image(drawn)
