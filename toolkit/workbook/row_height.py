"""Row heights from (text, column width) pairs; the measuring itself is `toolkit.printing.heights`."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.printing import heights

_STORED_PADDING = 5 / 7  # XlsxWriter's: five pixels, in digits of seven


def stored_width(*characters: float) -> float:
    """The width in the file of a column set to so many characters; of several, that of a cell over all."""
    return sum(each + _STORED_PADDING for each in characters)


def row_height(cells: Iterable[tuple[str, float]], size: float, *, bold: bool = False) -> float:
    """The height in points of a row of (text, column width in characters) at the book's font size."""
    return heights.row_height(
        heights.CellText(text, stored_width(width), size, bold, normal=size) for text, width in cells
    )
