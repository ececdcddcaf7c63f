"""A Word table as a full grid: spans, vertical merges and missing cells resolved to places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.importer.document import Place
from toolkit.importer.docx_package import Element, attribute, child
from toolkit.importer.docx_text import wrapped
from toolkit.importer.limits import MAX_COLUMNS


@dataclass(slots=True)
class Grid:
    """The texts by place, each merged cell's at its first place only, and which place belongs to which."""

    texts: list[list[str]] = field(default_factory=list)
    anchors: dict[Place, Place] = field(default_factory=dict)

    def full(self) -> tuple[tuple[str, ...], ...]:
        """Rows of equal length with a merged cell's text in every place that it covers."""
        width = max(map(len, self.texts), default=0)
        for row in self.texts:
            row += [""] * (width - len(row))
        for (row_no, column), (first_row, first_column) in self.anchors.items():
            self.texts[row_no][column] = self.texts[first_row][first_column]
        return tuple(map(tuple, self.texts))


def rows_of(table: Element) -> list[Element]:
    """The rows of a table that are not tracked as deleted."""
    return [row for row in wrapped(table, "tr") if child(row, "trPr", "del") is None]


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, those in wrappers too."""
    return list(wrapped(row, "tc"))


def width_of(row: Element) -> int:
    """How many grid columns the cells of a row cover."""
    return _number(child(row, "trPr", "gridBefore"), 0) + sum(
        _span(child(cell, "tcPr")) for cell in cells_of(row)
    )


def read_grid(rows: list[Element], cell_text: Callable[[Element, Place], str]) -> Grid:
    """Place the cells of every row. `cell_text` is asked once for each cell, in reading order.

    The hidden text of a cell that a vertical merge covers is kept: it goes to the end of the first one's.
    """
    grid = Grid()
    for row_no, row in enumerate(rows):
        texts: list[str] = [""] * min(_number(child(row, "trPr", "gridBefore"), 0), MAX_COLUMNS)
        grid.texts.append(texts)
        for cell in cells_of(row):
            place = row_no, len(texts)
            properties = child(cell, "tcPr")
            text = cell_text(cell, place)
            first = _merged_into(grid, properties, place)
            texts += [""] * _span(properties)
            if first == place:
                texts[place[1]] = text
            elif text.strip():
                kept = grid.texts[first[0]][first[1]]
                grid.texts[first[0]][first[1]] = f"{kept}\n{text}" if kept else text
            for column in range(place[1], len(texts)):
                if (row_no, column) != first:
                    grid.anchors[row_no, column] = first
    return grid


def _merged_into(grid: Grid, properties: Element | None, place: Place) -> Place:
    """The first place of the merged cell that a cell continues; its own place where it continues none."""
    row, column = place
    down = child(properties, "vMerge")
    if down is not None and attribute(down) != "restart" and row and column < len(grid.texts[row - 1]):
        above = row - 1, column
        return grid.anchors.get(above, above)
    across = child(properties, "hMerge")
    if across is not None and attribute(across) != "restart" and column:
        left = row, column - 1
        return grid.anchors.get(left, left)
    return place


def _span(properties: Element | None) -> int:
    return max(1, min(_number(child(properties, "gridSpan"), 1), MAX_COLUMNS + 1))


def _number(element: Element | None, otherwise: int) -> int:
    text = attribute(element) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
