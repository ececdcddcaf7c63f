"""Charts of a filled report: native ones with their numbers on a hidden sheet, legible in grey.

A template names the rows where a chart is to stand (`chart_overall`); the report gives its numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from toolkit.model.entry import Picture
from toolkit.typeset.glyphs import face
from toolkit.typeset.heights import CellText

_NUMBERS_SHEET = "_charts"
_FILLS = (
    ("solid", "404040"),
    ("ltUpDiag", "404040"),
    ("solid", "BFBFBF"),
    ("pct50", "404040"),
    ("solid", "F2F2F2"),
)
"""Told apart without colour: how each series is filled."""
_POINTS = 1200  # hundredths of a point
_MOST_LABELLED = 12
_FINE = 30  # points of an axis that are marked in steps of 5, not 10


@dataclass(frozen=True, slots=True)
class ChartData:
    """A bar chart: its title, what stands below the bars, and its series by name; None is no bar. `thai`:
    its numbers are shown in Thai digits."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    least: float = 0.0
    most: float = 100.0
    thai: bool = False

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for _, values in self.series for value in values)


def add_chart(sheet: Any, chart: ChartData, rows: tuple[int, int], columns: int, font: str) -> None:
    """Draw a chart over 1-based rows first..last and the first columns of a sheet."""
    numbers = _numbers(sheet.parent)
    first = numbers.max_row + (numbers.max_row > 1 or numbers["A1"].value is not None)
    numbers.cell(first, 1).value = chart.title
    for column, (name, values) in enumerate(chart.series, 2):
        numbers.cell(first, column).value = name
        for row, value in enumerate(values, first + 1):
            numbers.cell(row, column).value = value
            numbers.cell(row, column).number_format = _format("0.00", chart)
    for row, category in enumerate(chart.categories, first + 1):
        numbers.cell(row, 1).value = category
    drawn = _bars(chart, font)
    last = first + len(chart.categories)
    names = _texts(Reference(numbers, min_col=1, min_row=first + 1, max_row=last), chart.categories)
    for column, (name, values) in enumerate(chart.series, 2):
        points = _values(Reference(numbers, min_col=column, min_row=first + 1, max_row=last), values)
        points.numCache.formatCode = _format("0.00", chart)
        heading = _texts(Reference(numbers, min_col=column, min_row=first), (name,))
        drawn.series.append(
            Series(
                idx=column - 2,
                order=column - 2,
                tx=SeriesLabel(strRef=heading),
                cat=AxDataSource(strRef=names),
                val=NumDataSource(numRef=points),
            )
        )
    _fill(drawn, chart, font)
    start = AnchorMarker(col=0, row=rows[0] - 1)
    drawn.anchor = TwoCellAnchor(_from=start, to=AnchorMarker(col=columns, row=rows[1]))
    sheet.add_chart(drawn)


def _texts(cells: Reference, texts: tuple[str, ...]) -> StrRef:
    """Cells of texts with what they hold, for programs that show a chart without computing it."""
    points = [StrVal(idx=place, v=text) for place, text in enumerate(texts)]
    return StrRef(f=str(cells), strCache=StrData(ptCount=len(texts), pt=points))


def _values(cells: Reference, values: tuple[float | None, ...]) -> NumRef:
    """Cells of numbers with what they hold; a blank one is no point."""
    points = [NumVal(idx=place, v=repr(value)) for place, value in enumerate(values) if value is not None]
    return NumRef(f=str(cells), numCache=NumData(ptCount=len(values), pt=points))


def _numbers(book: Any) -> Any:
    """The hidden sheet that holds the numbers of all charts."""
    if _NUMBERS_SHEET not in book.sheetnames:
        book.create_sheet(_NUMBERS_SHEET).sheet_state = "hidden"
    return book[_NUMBERS_SHEET]


def _bars(chart: ChartData, font: str) -> BarChart:
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.gapWidth = "col", "clustered", 60
    drawn.visible_cells_only = False
    drawn.title = chart.title
    drawn.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(font, _POINTS * 4 // 3, bold=True))
    drawn.title.overlay = False
    drawn.legend.position = "b"
    drawn.legend.txPr = _text(font)
    if len(chart.series) < 2:
        drawn.legend = None
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.least, chart.most
    drawn.y_axis.majorUnit = 5 if chart.most - chart.least <= _FINE else 10
    drawn.y_axis.number_format = _format("0", chart)
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    for axis in (drawn.x_axis, drawn.y_axis):
        axis.delete = False
        axis.txPr = _text(font)
    return drawn


def _fill(drawn: BarChart, chart: ChartData, font: str) -> None:
    for number, series in enumerate(drawn.series):
        pattern, colour = _FILLS[number % len(_FILLS)]
        look = GraphicalProperties(ln=LineProperties(solidFill="000000"))
        if pattern == "solid":
            look.solidFill = colour
        else:
            look.pattFill = PatternFillProperties(prst=pattern)
            look.pattFill.fgClr, look.pattFill.bgClr = (
                ColorChoice(srgbClr=colour),
                ColorChoice(srgbClr="FFFFFF"),
            )
        series.graphicalProperties = look
    if len(chart.series) * len(chart.categories) <= _MOST_LABELLED:
        drawn.dataLabels = DataLabelList(showVal=True)
        drawn.dataLabels.showSerName = drawn.dataLabels.showCatName = drawn.dataLabels.showLegendKey = False
        drawn.dataLabels.txPr = _text(font)


def _format(number: str, chart: ChartData) -> str:
    return f"[$-D00041E]{number}" if chart.thai else number


def _letters(font: str, size: int = _POINTS, *, bold: bool = False) -> CharacterProperties:
    """Letters in the report's font, for Thai too, which is a "complex script"."""
    face = Font(typeface=font)
    return CharacterProperties(sz=size, b=bold, latin=face, cs=face, solidFill="000000")


def _text(font: str) -> RichText:
    letters = _letters(font)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


Charts = Mapping[str, ChartData]
"""The charts that a report offers, by the name behind `chart_`."""


_EMU = 12_700  # English metric units in a point
_EDGE = 3.0  # points left free on every side


def add_picture(sheet: Any, row: int, column: int, look: CellText, picture: Picture, height: float) -> None:
    """Put a picture in the middle of a cell, as large as its look allows; `height` is the row's in points."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    frame = look.columns * face().digit * look.normal
    across, down = picture.fitted(frame - 2 * _EDGE, height - 2 * _EDGE)
    start = AnchorMarker(
        col=column - 1,
        colOff=round((frame - across) / 2 * _EMU),
        row=row - 1,
        rowOff=round((height - down) / 2 * _EMU),
    )
    drawn = Image(io.BytesIO(picture.data))
    drawn.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(round(across * _EMU), round(down * _EMU)))
    sheet.add_image(drawn)
