"""Taking the rows out of a template's sheet, and writing them again as the pieces that pages hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Side

from toolkit.model.cells import cell_name
from toolkit.model.entry import Picture
from toolkit.model.finding import Finding
from toolkit.templates.bands import Place
from toolkit.templates.cell_text import CellRenderer, Names, TemplateError, holds_expression, names_in
from toolkit.templates.charts import add_picture
from toolkit.typeset.heights import MAX_HEIGHT, CellText, line_count, needed_height
from toolkit.typeset.page_plan import Piece, Row

_DEFAULT_WIDTH = 8.43
_NO_LINE = Side()


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of a template row: its column, value, style and how far it is merged (1 x 1: not)."""

    column: int
    value: Any
    data_type: str
    style: Any
    look: CellText
    wrapped: bool
    spills: bool
    extras: tuple[Any, Any] = (None, None)
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of the template: its number, its height (None: never set), its cells and its dimension."""

    number: int
    height: float | None
    hidden: bool
    cells: tuple[TemplateCell, ...]

    @property
    def label(self) -> int | None:
        """The column of the first expression: what names the row where it goes on on another page."""
        return next((cell.column for cell in self.cells if holds_expression(cell.value)), None)

    @property
    def blank(self) -> bool:
        return all(cell.value is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row to write: the template's, the texts of its cells, which of them must wrap to show them, the
    items and fields that each one's expressions name, and the pictures of cells."""

    template: TemplateRow
    texts: Mapping[int, CellText]
    wrap: frozenset[int]
    names: Mapping[int, Names] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)


def take_rows(sheet: Any, normal: float, last: int) -> list[TemplateRow]:
    """Take the rows 1..last out of the sheet, merges undone; `normal` is the size of the book's font."""
    merged = list(sheet.merged_cells.ranges)
    spans = {
        (each.min_row, each.min_col): (each.max_col - each.min_col + 1, each.max_row - each.min_row + 1)
        for each in merged
    }
    widths = column_widths(sheet)
    rows = [_row(sheet, number, spans, widths, normal) for number in range(1, last + 1)]
    for each in sorted(merged, key=str):
        sheet.unmerge_cells(str(each))
    sheet.delete_rows(1, last)
    sheet.row_dimensions.clear()
    return rows


def _row(sheet: Any, number: int, spans: Any, widths: Mapping[int, float], normal: float) -> TemplateRow:
    cells = []
    for cell in next(sheet.iter_rows(min_row=number, max_row=number), ()):
        inside = isinstance(cell, MergedCell)
        if (inside or cell.value is None) and not cell.has_style:
            continue
        columns, rows = spans.get((number, cell.column), (1, 1))
        width = sum(widths.get(cell.column + each, widths[0]) for each in range(columns))
        look = CellText(
            "",
            width,
            float(cell.font.sz or normal),
            bool(cell.font.b),
            normal,
            int(cell.alignment.indent or 0),
        )
        cells.append(
            TemplateCell(
                cell.column,
                None if inside else cell.value,
                "n" if inside else cell.data_type,
                copy(cell._style),
                look,
                bool(cell.alignment.wrap_text),
                cell.alignment.horizontal in (None, "general", "left") and columns == 1,
                (None, None) if inside else (cell.hyperlink, cell.comment),
                columns,
                rows,
            )
        )
    dimension = sheet.row_dimensions[number]
    return TemplateRow(number, dimension.height, bool(dimension.hidden), tuple(cells))


def fill_row(template: TemplateRow, place: Place, renderer: CellRenderer) -> FilledRow:
    """The texts of one row with its expressions computed. Raises TemplateError, naming the cell.

    A text that does not fit where its cell is not wrapped will wrap: nothing runs under the next cell.
    """
    texts = {}
    names = {}
    pictures = {}
    wrap = set()
    taken = {cell.column for cell in template.cells if cell.value is not None}
    for cell in template.cells:
        if cell.value is not None and not isinstance(cell.value, str):
            continue
        text = str(cell.value or "")
        if holds_expression(text):
            name = cell_name(template.number, cell.column)
            names[cell.column] = names_in(text, place.scope)
            text = renderer.text(text, place.scope, name)
            if picture := renderer.take_picture():
                pictures[cell.column] = picture
        shown = replace(cell.look, text=text)
        if text and not cell.wrapped:
            wide = replace(shown, columns=_free(cell, template, taken))
            if not holds_expression(cell.value):
                continue  # stands as the office drew it
            if line_count(wide) == 1:
                shown = wide
            else:
                wrap.add(cell.column)
        texts[cell.column] = shown
    return FilledRow(template, texts, frozenset(wrap), names, pictures)


def _free(cell: TemplateCell, template: TemplateRow, taken: set[int]) -> float:
    """How wide a text may be that is not wrapped: it runs on over blank cells to its right."""
    width = cell.look.columns
    if not cell.spills:
        return width
    for other in template.cells:
        if other.column > cell.column:
            if other.column in taken or other.columns > 1:
                break
            width += other.look.columns
    return width


def printed_row(filled: FilledRow, place: Place, default: float, *, closing: bool, opens: bool) -> Row:
    """What the page planner has to know of a row; `default` is the height of an empty one."""
    template = filled.template
    if template.hidden:
        return Row(groups=place.groups, closing=closing)
    flat = {cell.column: filled.texts[cell.column] for cell in template.cells if _measured(cell, filled)}
    lines = (cell.look for cell in template.cells if cell.rows == 1)
    return Row(
        flat,
        template.height or max(default, needed_height(lines)),
        place.groups,
        template.label if place.groups else None,
        place.heads,
        closing,
        opens=opens,
    )


def _measured(cell: TemplateCell, filled: FilledRow) -> bool:
    return cell.rows == 1 and cell.column in filled.texts


def tie_merged(rows: list[Row], filled: Sequence[FilledRow], sheet: str) -> None:
    """Keep rows whole and together over which cells are merged, and make them as high as these cells need.

    Raises TemplateError for a text that no such rows can show.
    """
    for first, each in enumerate(filled):
        for cell in each.template.cells:
            if cell.rows == 1 or each.template.hidden:
                continue
            span = range(first, first + cell.rows)
            heights = [max(needed_height(rows[place].cells.values()), rows[place].least) for place in span]
            text = filled[first].texts.get(cell.column)
            missing = (needed_height([text]) if text else 0.0) - sum(heights)
            more = max(0.0, missing) / cell.rows
            if max(heights) + more > MAX_HEIGHT:
                name = cell_name(each.template.number, cell.column)
                raise TemplateError(Finding("template-merge-low", sheet, name))
            for place, height in zip(span, heights, strict=True):
                together = rows[place].heads or place + 1 < span.stop
                rows[place] = replace(rows[place], least=height + more, whole=True, heads=together)


class RowWriter:
    """Writes the pieces of rows to a sheet, one below the other; `row` is the next row."""

    def __init__(self, sheet: Any) -> None:
        self.row = 1
        self._sheet = sheet

    def write(self, filled: FilledRow, piece: Piece) -> None:
        """Write one piece of a row: its texts, merges, height and lines."""
        for cell in filled.template.cells:
            self._put(cell, piece, filled)
            if cell.columns > 1 or cell.rows > 1:
                self._merge(cell)
            if piece.first and cell.column in filled.pictures:
                picture = filled.pictures[cell.column]
                add_picture(self._sheet, self.row, cell.column, cell.look, picture, piece.height)
        dimension = self._sheet.row_dimensions[self.row]
        dimension.hidden = filled.template.hidden
        dimension.height = filled.template.height if dimension.hidden else min(piece.height, MAX_HEIGHT)
        self.row += 1

    def _put(self, cell: TemplateCell, piece: Piece, filled: FilledRow) -> None:
        target = self._sheet.cell(self.row, cell.column)
        target._style = copy(cell.style)
        if cell.column in filled.wrap:
            alignment = copy(target.alignment)
            alignment.wrap_text = True
            target.alignment = alignment
        if not (piece.first and piece.last):
            self._open(target, piece)
        if isinstance(target, MergedCell):  # inside a merge that a row above began
            return
        if cell.column in piece.texts or cell.column in filled.texts:
            text = piece.texts.get(cell.column, filled.texts[cell.column].text)
            if text:  # people's text is text, whatever it begins with
                target.value = text
                target.data_type = "s"
        elif piece.first and cell.value is not None:
            target.value = cell.value
            target.data_type = cell.data_type
        if piece.first:
            self._add_extras(target, cell)

    def _add_extras(self, target: Any, cell: TemplateCell) -> None:
        """The link and the note of a template's cell."""
        link, comment = cell.extras
        if link is not None:
            style = copy(target._style)
            target.hyperlink = copy(link)
            target._style = style
        if comment is not None:
            target.comment = copy(comment)

    def _open(self, target: Any, piece: Piece) -> None:
        """Take away the lines between the pieces of a row, but at a page's head and foot."""
        border = copy(target.border)
        border.top = border.top if piece.first or piece.top else _NO_LINE
        border.bottom = border.bottom if piece.last or piece.end else _NO_LINE
        target.border = border

    def _merge(self, cell: TemplateCell) -> None:
        self._sheet.merge_cells(
            start_row=self.row,
            end_row=self.row + cell.rows - 1,
            start_column=cell.column,
            end_column=cell.column + cell.columns - 1,
        )


def column_widths(sheet: Any) -> dict[int, float]:
    """The width of each column in characters; 0 stands for those that were never set."""
    widths = {0: float(sheet.sheet_format.defaultColWidth or _DEFAULT_WIDTH)}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            widths[column] = 0.0 if dimension.hidden else float(dimension.width)
    return widths
