"""Charts and pictures of a filled report: native charts, legible in grey, and pictures fitted into cells.

A template names the rows where a chart is drawn (`chart_overall`); the report gives its numbers.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import cycle
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
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D

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
_LETTER_SIZE = 1200  # hundredths of a point
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
    drawn = _bars(chart, font)
    last = first + len(chart.categories)
    names = _texts(Reference(numbers, min_col=1, min_row=first + 1, max_row=last), chart.categories)
    for column, (name, values) in enumerate(chart.series, 2):
        cells = Reference(numbers, min_col=column, min_row=first + 1, max_row=last)
        # What the cells hold, for programs that do not compute; a blank one is no point.
        points = [NumVal(idx=index, v=repr(value)) for index, value in enumerate(values) if value is not None]
        held = NumData(formatCode=chart.number_format("0.00"), ptCount=len(values), pt=points)
        heading = _texts(Reference(numbers, min_col=column, min_row=first), (name,))
        drawn.series.append(
            Series(
                idx=column - 2,
                order=column - 2,
                tx=SeriesLabel(strRef=heading),
                cat=AxDataSource(strRef=names),
                val=NumDataSource(numRef=NumRef(f=str(cells), numCache=held)),
            )
        )
    _fill_bars(drawn, chart, font)
    start = AnchorMarker(col=0, row=rows[0] - 1)
    # By both corners, so that it spans the columns however wide a program draws them.
    drawn.anchor = TwoCellAnchor(_from=start, to=AnchorMarker(col=columns, row=rows[1]))
    sheet.add_chart(drawn)


def _texts(cells: Reference, texts: tuple[str, ...]) -> StrRef:
    """Return cells of texts with what they hold, for programs that show a chart without computing it."""
    points = [StrVal(idx=index, v=text) for index, text in enumerate(texts)]
    return StrRef(f=str(cells), strCache=StrData(ptCount=len(texts), pt=points))


def _bars(chart: ChartData, font: str) -> BarChart:
    drawn = BarChart(gapWidth=60)
    drawn.visible_cells_only = False  # the numbers stand on a hidden sheet
    drawn.title = chart.title
    letters = _letters(font, _LETTER_SIZE * 4 // 3, bold=True)
    drawn.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=letters)
    # Otherwise the title may lie over the bars.
    drawn.title.overlay = False
    drawn.legend.position = "b"
    drawn.legend.txPr = _text(font)
    # A single series is named by the title.
    if len(chart.series) < 2:
        drawn.legend = None
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.least, chart.most
    drawn.y_axis.majorUnit = 5 if chart.most - chart.least <= _FINE else 10
    drawn.y_axis.number_format = chart.number_format("0")
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    for axis in (drawn.x_axis, drawn.y_axis):
        axis.delete = False  # openpyxl hides axes unless told so
        axis.txPr = _text(font)
    return drawn


def _fill_bars(drawn: BarChart, chart: ChartData, font: str) -> None:
    """Fill each series with a pattern of its own, and label the bars where they are few."""
    for series, (pattern, colour) in zip(drawn.series, cycle(_FILLS), strict=False):
        # An outline, since the lightest fill can hardly be told from the paper.
        look = GraphicalProperties(ln=LineProperties(solidFill="000000"))
        if pattern == "solid":
            look.solidFill = colour
        else:
            ink, paper = ColorChoice(srgbClr=colour), ColorChoice(srgbClr="FFFFFF")
            look.pattFill = PatternFillProperties(prst=pattern, fgClr=ink, bgClr=paper)
        series.graphicalProperties = look
    if len(chart.series) * len(chart.categories) <= _MOST_LABELLED:
        drawn.dataLabels = DataLabelList(showVal=True)
        # A switch that is left out counts as on in some programs: names would stand beside each number.
        drawn.dataLabels.showSerName = drawn.dataLabels.showCatName = drawn.dataLabels.showLegendKey = False
        drawn.dataLabels.txPr = _text(font)


def _letters(font: str, size: int = _LETTER_SIZE, *, bold: bool = False) -> CharacterProperties:
    """Return letters in the report's font; to Excel, Thai is a "complex script" with a font of its own."""
    typeface = Font(typeface=font)
    return CharacterProperties(sz=size, b=bold, latin=typeface, cs=typeface, solidFill="000000")


def _text(font: str) -> RichText:
    letters = _letters(font)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


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
