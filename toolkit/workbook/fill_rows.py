"""Taking the rows out of a template's sheet and writing them again, filled, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Side
from openpyxl.utils import get_column_letter

from toolkit.printing.heights import CellText, line_count, lines_per_row, row_height, split_text
from toolkit.workbook.fill_text import CellRenderer, Context

_DEFAULT_WIDTH = 8.43
_LINE = Side()


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of a template row: its column, value, style and how far it is merged (1 x 1: not)."""

    column: int
    value: object
    data_type: str
    style: Any
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of the template: its number, its height (None: never set) and its cells."""

    number: int
    height: float | None
    hidden: bool
    cells: tuple[TemplateCell, ...]


def take_rows(sheet: Any, first: int) -> list[TemplateRow]:
    """Take every row from `first` on out of the sheet, merges undone."""
    merged = [each for each in sheet.merged_cells.ranges if each.max_row >= first]
    spans = {
        (each.min_row, each.min_col): (
            each.max_col - each.min_col + 1,
            each.max_row - each.min_row + 1,
        )
        for each in merged
    }
    rows = [_row(sheet, number, spans) for number in range(first, sheet.max_row + 1)]
    for each in sorted(merged, key=str):
        sheet.unmerge_cells(str(each))
    sheet.delete_rows(first, sheet.max_row - first + 1)
    for number in [number for number in sheet.row_dimensions if number >= first]:
        del sheet.row_dimensions[number]
    return rows


def _row(sheet: Any, number: int, spans: dict[tuple[int, int], tuple[int, int]]) -> TemplateRow:
    cells = []
    for cell in next(sheet.iter_rows(min_row=number, max_row=number), ()):
        value = None if isinstance(cell, MergedCell) else cell.value
        if value is not None or cell.has_style:
            columns, rows = spans.get((number, cell.column), (1, 1))
            data_type = "n" if isinstance(cell, MergedCell) else cell.data_type
            cells.append(TemplateCell(cell.column, value, data_type, copy(cell._style), columns, rows))
    dimension = sheet.row_dimensions[number]
    return TemplateRow(number, dimension.height, bool(dimension.hidden), tuple(cells))


class RowWriter:
    """Fills the rows of one sheet; `row` is the next row to write, `normal` the size of the book's font."""

    def __init__(self, sheet: Any, renderer: CellRenderer, normal: float) -> None:
        self.row = 1
        self._sheet = sheet
        self._renderer = renderer
        self._normal = normal
        self._widths = _widths(sheet)

    def fill_in_place(self, row: int, context: Context) -> None:
        """Compute a row's expressions where they stand; its height never shrinks."""
        spans = {
            (each.min_row, each.min_col): each
            for each in self._sheet.merged_cells.ranges
            if each.min_row <= row <= each.max_row
        }
        texts = []
        for cell in next(self._sheet.iter_rows(min_row=row, max_row=row), ()):
            if isinstance(cell, MergedCell) or not self._renderer.holds_expression(cell.value):
                continue
            _put(cell, self._renderer.text(cell.value, context, cell.coordinate))
            span = spans.get((row, cell.column))
            if span is None or span.min_row == span.max_row:
                columns = span.max_col - span.min_col + 1 if span else 1
                texts.append(self._measured(cell, str(cell.value or ""), columns))
        if texts:
            height = self._sheet.row_dimensions[row].height
            self._sheet.row_dimensions[row].height = row_height(texts, least=height or 0)

    def write(self, template: TemplateRow, context: Context) -> None:
        """Write one template row, in continuation rows where it is higher than a row can be."""
        values: dict[int, str] = {}
        for cell in template.cells:
            if self._renderer.holds_expression(cell.value):
                name = f"{get_column_letter(cell.column)}{template.number}"
                values[cell.column] = self._renderer.text(str(cell.value), context, name)
        first = self.row
        for cell in template.cells:
            self._place(first, cell, values.get(cell.column))
        measured = {
            cell.column: self._measured(
                self._sheet.cell(first, cell.column), values[cell.column], cell.columns
            )
            for cell in template.cells
            if cell.column in values and cell.rows == 1
        }
        pieces = self._pieces(template, measured)
        for place in range(max(map(len, pieces.values()), default=1)):
            self._part(template, measured, pieces, place)
        self._join(first, self.row - 1, template)

    def _pieces(self, template: TemplateRow, measured: dict[int, CellText]) -> dict[int, Sequence[str]]:
        """By column, the text of each row that the template row becomes."""
        whole = all(cell.rows == 1 for cell in template.cells)
        too_high = any(line_count(text) > lines_per_row(text) for text in measured.values())
        if not (whole and too_high):
            return {column: (text.text,) for column, text in measured.items()}
        return {column: split_text(text) for column, text in measured.items()}

    def _part(
        self,
        template: TemplateRow,
        measured: dict[int, CellText],
        pieces: dict[int, Sequence[str]],
        place: int,
    ) -> None:
        """One row of those that a template row becomes, the first or a continuation."""
        texts = []
        for cell in template.cells:
            text = measured.get(cell.column)
            if text is not None:
                parts = pieces[cell.column]
                part = parts[place] if place < len(parts) else ""
                self._place(self.row, cell, part)
                texts.append(CellText(part, text.columns, text.size, text.bold, text.normal))
            elif place:
                self._place(self.row, TemplateCell(cell.column, None, "n", cell.style, cell.columns), None)
            if cell.columns > 1 or cell.rows > 1:
                self._merge(cell)
        dimension = self._sheet.row_dimensions[self.row]
        least = 0.0 if place else template.height or 0.0
        if texts or template.height:
            dimension.height = row_height(texts, least=least) if texts else template.height
        dimension.hidden = template.hidden
        self.row += 1

    def _place(self, row: int, cell: TemplateCell, text: str | None) -> None:
        target = self._sheet.cell(row, cell.column)
        target._style = copy(cell.style)
        if isinstance(target, MergedCell):  # inside a merge that a row above began
            return
        if text is not None:
            _put(target, text)
        else:
            target.value = cell.value
            if cell.value is not None:
                target.data_type = cell.data_type

    def _merge(self, cell: TemplateCell) -> None:
        self._sheet.merge_cells(
            start_row=self.row,
            end_row=self.row + cell.rows - 1,
            start_column=cell.column,
            end_column=cell.column + cell.columns - 1,
        )

    def _join(self, first: int, last: int, template: TemplateRow) -> None:
        """Take away the lines between the rows that one template row became."""
        for row in range(first, last + 1) if last > first else ():
            for cell in template.cells:
                target = self._sheet.cell(row, cell.column)
                border = copy(target.border)
                border.top = border.top if row == first else _LINE
                border.bottom = border.bottom if row == last else _LINE
                target.border = border

    def _measured(self, cell: Any, text: str, columns: int) -> CellText:
        width = sum(self._widths.get(cell.column + each, self._widths[0]) for each in range(columns))
        if not cell.alignment.wrap_text:
            text = text.replace("\n", " ")
            width = max(width, float(len(text)))
        return CellText(text, width, float(cell.font.sz or self._normal), bool(cell.font.b), self._normal)


def _put(cell: Any, text: str) -> None:
    """Write people's text as text, whatever it begins with; a blank one leaves the cell empty."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def _widths(sheet: Any) -> dict[int, float]:
    """The width of each column in characters; 0 stands for those that were never set."""
    widths = {0: float(sheet.sheet_format.defaultColWidth or _DEFAULT_WIDTH)}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            widths[column] = 0.0 if dimension.hidden else float(dimension.width)
    return widths
