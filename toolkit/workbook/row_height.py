"""Row heights from (text, column width) pairs; the estimate itself is `toolkit.printing.heights`."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.printing import heights


def row_height(cells: Iterable[tuple[str, float]], size: float) -> float:
    """The height in points of a row of (text, column width in characters) at the book's font size."""
    return heights.row_height(heights.CellText(text, width, size, normal=size) for text, width in cells)
