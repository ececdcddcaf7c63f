"""The rows of a template's sheet: taken out, filled, and written again as the pieces that pages hold.

Rows are rewritten and never inserted, since openpyxl moves nothing but values when it inserts a row:
merges, heights and styles would stay behind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.styles import Side
from openpyxl.worksheet.cell_range import CellRange

from toolkit.model.cells import cell_name
from toolkit.model.entry import Picture
from toolkit.model.finding import Finding
from toolkit.templates.bands import PlacedRow
from toolkit.templates.cell_text import CellRenderer, Names, TemplateError, holds_expression, names_in
from toolkit.templates.charts import add_picture
from toolkit.templates.sheet_ranges import column_widths, set_columns
from toolkit.typeset.heights import (
    MAX_HEIGHT,
    CellText,
    column_share,
    kept,
    line_count,
    merged_width,
    needed_height,
)
from toolkit.typeset.page_plan import Piece, PlannedRow
from toolkit.typeset.page_setup import Bounds, shared_widths

_NO_LINE = Side()


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of a template row, how its text looks, over how many columns and rows it is merged, and the
    height of its row in points.

    `source` is the cell as openpyxl loaded it, which keeps value, style, link and note after its row is gone.
    """

    source: Any
    look: CellText
    columns: int = 1
    rows: int = 1
    height: float | None = None

    @property
    def column(self) -> int:
        return int(self.source.column)

    @property
    def value(self) -> Any:
        return self.source.value


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of the template: its number, its height in points (None: never set) and its cells."""

    number: int
    height: float | None
    hidden: bool
    cells: tuple[TemplateCell, ...]

    @property
    def blank(self) -> bool:
        return all(cell.value is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row to write: the template's, the texts of its cells by column, which of them must wrap to show them,
    the items and fields that each one's expressions name, and the pictures of cells. `drawn`: a chart stands
    over the row."""

    template: TemplateRow
    texts: Mapping[int, CellText]
    wrap: frozenset[int]
    names: Mapping[int, Names] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    drawn: bool = False

    @property
    def blank(self) -> bool:
        """Whether no text stands in the row."""
        return all(
            not (self.texts[cell.column].text if cell.column in self.texts else cell.value)
            for cell in self.template.cells
        )

    def kept(self, names: tuple[str, ...]) -> FilledRow:
        """Return the row with the pieces of its texts joined inside which no line ends."""
        return replace(self, texts={column: kept(text, names) for column, text in self.texts.items()})

    def parts(self, height: float) -> tuple[FilledRow, ...]:
        """Return rows of a height in points that leave as much room as a higher one without text or lines.

        Programs that fit heights would make it as low as any empty row. Pictures stand over all of them.
        """
        cells = self.template.cells
        borders = [cell.source.border for cell in cells]
        sides = [side for own in borders for side in (own.top, own.bottom, own.left, own.right)]
        lined = any(side and side.style for side in sides) or any(cell.rows > 1 for cell in cells)
        # A row with lines belongs to a table: parted, it would show more lines than were drawn.
        if self.template.hidden or self.template.height is None or lined or self.drawn or not self.blank:
            return (self,)
        own = replace(self, template=replace(self.template, height=height))
        # Where a text comes from is told once, and its picture is drawn once.
        others = replace(own, names={}, pictures={})
        return (own, *[others] * (round(self.template.height / height) - 1))


def take_rows(sheet: Any, normal: float, body: str, last: int, *, inset: bool = True) -> list[TemplateRow]:
    """Take the rows 1..last out of the sheet, merges undone; `normal` is the size of the book's font, `body`
    its name. `inset`: texts keep off the line on their left."""
    merged = sorted(sheet.merged_cells.ranges, key=str)
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in merged
    }
    widths = column_widths(sheet)
    rows = []
    for number in range(1, last + 1):
        cells, dimension = [], sheet.row_dimensions[number]
        for cell in next(sheet.iter_rows(min_row=number, max_row=number), ()):
            # A blank cell with a style is kept: its lines belong to the frame around a table.
            if cell.value is None and not cell.has_style:
                continue
            columns, height = spans.get((number, cell.column), (1, 1))
            over = range(cell.column, cell.column + columns)
            width = merged_width([widths.get(column, widths[0]) for column in over])
            left, flush = cell.border.left, cell.alignment.horizontal in (None, "general", "left")
            lined = inset and isinstance(cell.value, str) and left and left.style
            if lined and flush and not cell.alignment.indent:
                inside = copy(cell.alignment)
                inside.horizontal, inside.indent = "left", 1  # Excel indents no text of "general" alignment
                cell.alignment = inside
            font, indent = cell.font, int(cell.alignment.indent or 0)
            size = float(font.sz or normal)
            look = CellText("", width, size, bool(font.b), normal, indent, font=font.name or body, body=body)
            cells.append(TemplateCell(cell, look, columns, height, dimension.height))
        rows.append(TemplateRow(number, dimension.height, bool(dimension.hidden), tuple(cells)))
    # Only now: to take a merge apart is to lose the styles, and so the lines, of the cells inside it.
    for area in merged:
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(1, last)
    # openpyxl deletes the cells of rows but not their heights, which would stand on other rows.
    sheet.row_dimensions.clear()
    return rows


def fill_row(template: TemplateRow, place: PlacedRow, renderer: CellRenderer) -> FilledRow:
    """Return one row with its expressions computed. Raises TemplateError, naming the cell.

    A text that does not fit where its cell is not wrapped will wrap: nothing runs under the next cell.
    """
    texts, names, pictures = {}, {}, {}
    wrap = set()
    for cell in template.cells:
        # A number or a date of the template stays one; only a text can hold an expression.
        if cell.value is not None and not isinstance(cell.value, str):
            continue
        text = str(cell.value or "")
        computed = holds_expression(text)
        if computed:
            names[cell.column] = names_in(text, place.scope)
            text = renderer.text(text, place.scope, cell_name(template.number, cell.column))
            if picture := renderer.take_picture():
                pictures[cell.column] = picture
        shown = replace(cell.look, text=text)
        if text and not cell.source.alignment.wrap_text:
            if not computed:
                continue  # stays as the office drew it
            wide = replace(shown, columns=_free_width(cell, template))
            if line_count(wide) == 1:
                shown = wide
            else:
                wrap.add(cell.column)
        texts[cell.column] = shown
    return FilledRow(template, texts, frozenset(wrap), names, pictures)


def _free_width(cell: TemplateCell, template: TemplateRow) -> float:
    """Return how wide a text may be that is not wrapped: Excel lets it run on over blank cells to its
    right, but only from a left-aligned cell that is not merged."""
    width = cell.look.columns
    if cell.columns > 1 or cell.source.alignment.horizontal not in (None, "general", "left"):
        return width
    for other in template.cells:
        if other.column > cell.column:
            if other.value is not None or other.columns > 1:
                break
            width += other.look.columns
    return width


def shared_columns(
    filled: Sequence[FilledRow],
    widths: Mapping[int, float],
    titles: range,
    names: tuple[str, ...],
    bounds: Bounds,
) -> Mapping[int, float]:
    """Return widths of the same sum for the columns of a table, with which its rows are lowest.

    A table has headings that every page repeats. Rows whose every text stands in one column decide; columns
    hold the words of their headings, and `names`.
    """
    rows = []
    for row in filled:
        cells = [cell for cell in row.template.cells if row.texts.get(cell.column, cell.look).text]
        flat = len(cells) > 1 and all(cell.columns == 1 and cell.column in row.texts for cell in cells)
        if flat and row.template.number not in titles:
            rows.append([column_share(row.texts[cell.column], cell.column, names) for cell in cells])
        elif row.template.number in titles:
            headings = [cell for cell in row.template.cells if cell.columns == 1 and cell.value]
            shares = [
                column_share(replace(cell.look, text=str(cell.value)), cell.column) for cell in headings
            ]
            rows.append([replace(share, text=0.0) for share in shares])
    # A hidden column has no width to share.
    shown = {column: width for column, width in widths.items() if width}
    seen = [[share for share in row if share.column in shown] for row in rows]
    return {**widths, **shared_widths([row for row in seen if row], shown, bounds)}


def without_blank_columns(
    sheet: Any, filled: Sequence[FilledRow], heading: Collection[int]
) -> list[FilledRow]:
    """Return rows without the columns whose computed headings came out blank: the last column takes their
    room. The sheet's columns are changed. `heading` are the template's rows that no band repeats.
    """
    known = column_widths(sheet)
    widths = {column: known.get(column, known[0]) for column in range(1, sheet_columns(filled) + 1)}
    computed: dict[int, set[str]] = {}
    for row in filled:
        if row.template.number in heading:
            for cell in row.template.cells:
                if cell.columns == 1 and cell.value and cell.column in row.texts:
                    computed.setdefault(cell.column, set()).add(row.texts[cell.column].text)
    blank = [column for column, texts in computed.items() if texts == {""}]
    if not blank:
        return list(filled)
    room = sum(widths[column] for column in blank)
    shared = widths | dict.fromkeys(blank, 0.0)
    shared[max(widths)] += room
    set_columns(sheet, shared)
    return [with_widths(row, shared) for row in filled]


def sheet_columns(filled: Sequence[FilledRow]) -> int:
    """Return how many columns the cells of rows reach over."""
    return max((cell.column + cell.columns - 1 for row in filled for cell in row.template.cells), default=0)


def with_widths(filled: FilledRow, widths: Mapping[int, float]) -> FilledRow:
    """Return a row in columns of other widths."""
    if filled.template.hidden:
        return filled
    wide = {
        cell.column: merged_width(
            [widths[column] for column in range(cell.column, cell.column + cell.columns)]
        )
        for cell in filled.template.cells
        if all(column in widths for column in range(cell.column, cell.column + cell.columns))
    }
    before = {cell.column: cell.look.columns for cell in filled.template.cells}
    cells = tuple(
        replace(cell, look=replace(cell.look, columns=wide.get(cell.column, cell.look.columns)))
        for cell in filled.template.cells
    )
    texts = {
        column: replace(text, columns=wide[column])
        if column in wide and text.columns == before[column]  # not one that runs on over blank cells
        else text
        for column, text in filled.texts.items()
    }
    return replace(filled, template=replace(filled.template, cells=cells), texts=texts)


def printed_row(
    filled: FilledRow, place: PlacedRow, default: float, *, closing: bool, opens: bool
) -> PlannedRow:
    """Return what the page planner has to know of a row; `default` is the height of an empty one."""
    template = filled.template
    if template.hidden:
        return PlannedRow(groups=place.groups, closing=closing)
    # A cell merged over rows needs no height of one of them; `tie_merged` sees to it.
    flat = [cell for cell in template.cells if cell.rows == 1]
    expressions = (cell.column for cell in template.cells if holds_expression(cell.value))
    one_line = max(default, needed_height(cell.look for cell in flat))
    # What is written needs its lines, whatever its row was drawn for; other rows are as high as drawn.
    as_drawn = filled.blank or filled.drawn or filled.pictures
    return PlannedRow(
        {cell.column: filled.texts[cell.column] for cell in flat if cell.column in filled.texts},
        least=(template.height if as_drawn else None) or one_line,
        groups=place.groups,
        label=next(expressions, None) if place.groups else None,
        heads=place.heads,
        closing=closing,
        opens=opens,
    )


def tie_merged(rows: list[PlannedRow], filled: Sequence[FilledRow], sheet: str) -> None:
    """Keep rows whole and together over which cells are merged, and make them as high as these cells need.

    Changes `rows`. Raises TemplateError for a text that no such rows can show.
    """
    for first, row in enumerate(filled):
        for cell in row.template.cells:
            if cell.rows == 1 or row.template.hidden:
                continue
            span = range(first, first + cell.rows)
            heights = [max(needed_height(rows[index].cells.values()), rows[index].least) for index in span]
            text = row.texts.get(cell.column)
            missing = (needed_height([text]) if text else 0.0) - sum(heights)
            more = max(0.0, missing) / cell.rows
            if max(heights) + more > MAX_HEIGHT:
                name = cell_name(row.template.number, cell.column)
                raise TemplateError(Finding("template-merge-low", sheet, name))
            for index, height in zip(span, heights, strict=True):
                together = rows[index].heads or index + 1 < span.stop
                rows[index] = replace(rows[index], least=height + more, whole=True, heads=together)


def write_piece(sheet: Any, number: int, filled: FilledRow, piece: Piece) -> None:
    """Write one piece of a row at a row of a sheet: its texts, merges, height and lines."""
    for cell in filled.template.cells:
        _write_cell(sheet.cell(number, cell.column), cell, piece, filled)
        if cell.columns > 1 or cell.rows > 1:
            bottom, right = number + cell.rows - 1, cell.column + cell.columns - 1
            # Not `merge_cells`, which draws lines anew: every cell inside has those of the template.
            sheet.merged_cells.add(CellRange(None, cell.column, number, right, bottom))
        if piece.first and cell.column in filled.pictures:
            picture = filled.pictures[cell.column]
            room = max(piece.height, cell.height or 0.0)
            add_picture(sheet, number, cell.column, cell.look, picture, room)
    dimension = sheet.row_dimensions[number]
    dimension.hidden = filled.template.hidden
    # Every row has a height of its own: LibreOffice does not grow one without, and Excel fits it by measures
    # of its own. Excel ends a row at MAX_HEIGHT.
    dimension.height = filled.template.height if dimension.hidden else min(piece.height, MAX_HEIGHT)


def _write_cell(target: Any, cell: TemplateCell, piece: Piece, filled: FilledRow) -> None:
    target._style = copy(cell.source._style)
    text = replace(filled.texts.get(cell.column, cell.look), text=piece.texts.get(cell.column, ""))
    below = piece.fills(text)
    if below or cell.column in filled.wrap:
        alignment = copy(target.alignment)
        alignment.wrap_text = alignment.wrap_text or cell.column in filled.wrap
        alignment.vertical = "justify" if below else alignment.vertical
        target.alignment = alignment
    if not (piece.first and piece.last):
        # No line between the pieces of a row, but at a page's head and foot.
        border = copy(target.border)
        border.top = border.top if piece.first or piece.top else _NO_LINE
        border.bottom = border.bottom if piece.last or piece.end else _NO_LINE
        target.border = border
    if cell.column in filled.texts:
        said = piece.texts.get(cell.column, filled.texts[cell.column].text)
        if said:  # what people wrote is text, whatever it begins with
            target.value = said
            target.data_type = "s"
    # Fixed words stand in the first piece only: a row that goes on must not say them twice.
    elif piece.first and cell.value is not None:
        target.value = cell.value
        target.data_type = cell.source.data_type
    if piece.first and cell.source.hyperlink is not None:
        style = copy(target._style)
        target.hyperlink = copy(cell.source.hyperlink)
        target._style = style  # openpyxl gives a cell with a link the style of links
    if piece.first and cell.source.comment is not None:
        target.comment = copy(cell.source.comment)
