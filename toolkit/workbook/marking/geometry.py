"""Where a note's box stands on a sheet: places are counted in columns, rows and pixels within them."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.printing.heights import CellText, line_count
from toolkit.workbook.marking.parts import MAIN, Tree, child

_BOX_WIDTH = 330
_LINE = 20  # pixels: Tahoma 10 with Thai marks above and below
_PADDING = 18
_TEXT_WIDTH = _BOX_WIDTH / 11
"""The box in digits of our body font, whose letters are no narrower than the note's."""
_DIGIT = 7  # pixels; a wider default font only makes the box wider
_ROW_HEIGHT, _COLUMN_WIDTH = 15.0, 8.43
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def column_pixels(sheet: Tree) -> Callable[[int], int]:
    """The width of a column (0-based) in pixels, 0 for a hidden one."""
    settings = child(sheet, "sheetFormatPr")
    usual = float((settings.get("defaultColWidth") if settings is not None else None) or _COLUMN_WIDTH)
    ranges = []
    columns = child(sheet, "cols")
    for each in columns if columns is not None else ():
        hidden = each.get("hidden") in ("1", "true")
        width = 0.0 if hidden else float(each.get("width", usual))
        ranges.append((int(each.get("min", "")), int(each.get("max", "")), width))

    def pixels(column: int) -> int:
        width = next((width for first, last, width in ranges if first <= column + 1 <= last), usual)
        return int(width * _DIGIT)

    return pixels


def _row_pixels(sheet: Tree) -> Callable[[int], int]:
    """The height of a row (0-based) in pixels, 0 for a hidden one."""
    settings = child(sheet, "sheetFormatPr")
    usual = float((settings.get("defaultRowHeight") if settings is not None else None) or _ROW_HEIGHT)
    heights = {
        int(each.get("r")): 0.0 if each.get("hidden") in ("1", "true") else float(each.get("ht", usual))
        for each in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row")
        if each.get("r", "").isdecimal()
    }
    return lambda row: int(heights.get(row + 1, usual) * 4 / 3)


class NoteBoxes:
    """Boxes for the notes of one sheet."""

    def __init__(self, sheet: Tree) -> None:
        self._columns = column_pixels(sheet)
        self._rows = _row_pixels(sheet)

    def anchor(self, row: int, column: int, text: str) -> str:
        """The box of a note on a cell (0-based), right of it and large enough for the whole text."""
        lines = line_count(CellText(text, _TEXT_WIDTH))
        left, top = min(column + 1, _LAST_COLUMN), row
        right = _reached(self._columns, left, 12 + _BOX_WIDTH, _LAST_COLUMN)
        bottom = _reached(self._rows, top, 4 + lines * _LINE + _PADDING, _LAST_ROW)
        return ", ".join(map(str, (left, 12, top, 4, *right, *bottom)))


def _reached(pixels: Callable[[int], int], first: int, distance: int, last: int) -> tuple[int, int]:
    """The column or row in which a distance ends, and how far into it."""
    place, rest = first, distance
    while place < last and rest > pixels(place):
        rest -= pixels(place)
        place += 1
    return place, rest
