"""Where on a sheet its cells lie, by the widths and heights that the sheet stores."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from toolkit.xlsx.package import Package
from toolkit.xlsx.xml_trees import TRUE, whole

_EMU_PER_POINT, EMU_PER_PIXEL = 12_700, 9_525
_USUAL_WIDTH, _USUAL_HEIGHT = 9.14, 15.0
"""Of a column in digits and of a row in points, where a sheet does not say."""
_MOST_ROWS, _MOST_COLUMNS = 100_000, 1_000
"""How far down and to the right a place is looked for."""


class SheetGrid:
    """The columns and rows of a sheet, to tell where on it a cell lies, and which cell lies there."""

    def __init__(self, package: Package, sheet: str) -> None:
        heights: dict[int, float] = {}
        columns: list[tuple[int, int, float]] = []
        usual_width, usual_height = _USUAL_WIDTH, _USUAL_HEIGHT
        for values in package.tree(sheet).iter("{*}sheetFormatPr", "{*}col", "{*}row"):
            local, hidden = values.tag.rpartition("}")[2], values.get("hidden") in TRUE
            if local == "sheetFormatPr":
                usual_width = _number(values.get("defaultColWidth", ""), usual_width)
                usual_height = _number(values.get("defaultRowHeight", ""), usual_height)
            elif local == "col":
                wide = 0.0 if hidden else _number(values.get("width", ""), usual_width)
                columns.append((whole(values.get("min")), whole(values.get("max")), wide))
            elif hidden or "ht" in values.attrib:
                height = 0.0 if hidden else _number(values.get("ht"), usual_height)
                heights[whole(values.get("r"))] = height
        widths = [usual_width] * _MOST_COLUMNS
        for first, last, wide in columns:
            first, last = max(first, 1), min(last, _MOST_COLUMNS)
            widths[first - 1 : last] = [wide] * (last - first + 1)
        rows = (heights.get(row, usual_height) for row in range(1, _MOST_ROWS))
        # Where each column and row begins; seven pixels are a digit of Calibri 11.
        self._lefts = [0, *accumulate(int(digits * 7) * EMU_PER_PIXEL for digits in widths)]
        self._tops = [0, *accumulate(high * _EMU_PER_POINT for high in rows)]

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the 1-based row and column that lie so many EMU from the top-left corner."""
        return max(bisect_right(self._tops, y), 1), max(bisect_right(self._lefts, x), 1)

    def point(self, corner: Mapping[str, int]) -> tuple[float, float]:
        """Return where the corner of an anchor lies, in EMU."""
        left = self._lefts[min(corner.get("col", 1), _MOST_COLUMNS) - 1] + corner.get("colOff", 0)
        return left, self._tops[min(corner.get("row", 1), _MOST_ROWS) - 1] + corner.get("rowOff", 0)


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
