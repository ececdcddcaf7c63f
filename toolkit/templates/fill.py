"""Filling a report template: a workbook whose cells hold Jinja2 expressions.

A defined name `band_measure` marks rows that are repeated for each item of the band; inside them the item
stands under the band's name (`{{ measure.no }}`). Every row is taken out of the sheet, filled, laid on
pages (`toolkit.typeset.page_plan`) and written again from top to bottom, with its style, merges, height
and the page breaks. What people wrote is data: it is never read as a formula or an expression.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from toolkit.model.cells import cell_name
from toolkit.model.finding import Finding
from toolkit.templates.bands import Items, Marks, PlacedRow, check_names, drop_marks, placed_rows
from toolkit.templates.cell_text import (
    CellRenderer,
    Context,
    Names,
    TemplateError,
    fill_margins,
    holds_expression,
    names_in,
)
from toolkit.templates.charts import ChartData, add_chart
from toolkit.templates.rows import (
    FilledRow,
    fill_row,
    printed_row,
    shared_columns,
    sheet_columns,
    take_rows,
    tie_merged,
    with_widths,
    without_blank_columns,
    write_piece,
)
from toolkit.templates.sheet_ranges import (
    INCH,
    RowMap,
    column_widths,
    count_in_thai,
    move_ranges,
    page_setup,
    set_breaks,
    set_columns,
    set_page,
    stated_bounds,
    title_rows,
)
from toolkit.templates.template_gate import checked_template
from toolkit.typeset.heights import CellText, blank_height, needed_height
from toolkit.typeset.page_plan import LITTLE, MODEST, Page, Piece, PlannedRow, last_page, plan_pages
from toolkit.typeset.page_setup import PageSetup, digit_width, page_height
from toolkit.xlsx.equal_bytes import save_workbook

TIGHTER = (1.0, 1.04, 1.08, 1.12, 1.15)
"""How much wider than the page a sheet's columns may be made, and so its print smaller, to spare a page."""
MODERATE = 1.08
"""How much wider at most where the last page holds more than next to nothing."""
_TOP, _BOTTOM, _FOOTER = 0.35, 0.5, 0.2
"""The margins in inches of such a sheet, and how far its footer stands from the paper's edge."""
NEXT_TO_NOTHING = 1 / 3
"""The share of a page below which it holds next to nothing."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a filled workbook, and the items and fields that its text was made from."""

    sheet: str
    cell: str
    names: Names


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A filled workbook, and where each of its computed texts comes from."""

    workbook: bytes
    cells: tuple[FilledCell, ...]


def fill_template(
    template: bytes,
    context: Context,
    bands: Items,
    *,
    charts: Mapping[str, ChartData] | None = None,
    font: str = "",
    names: tuple[str, ...] = (),
    thai_pages: bool = False,
) -> FilledTemplate:
    """Return a template filled; equal arguments give equal bytes.

    `context` holds what may stand in any expression, `bands` the items of each band by its name without
    `band_`, `charts` the charts by their name without `chart_`. `font` replaces the template's body font,
    and no line ends inside one of `names`. `thai_pages`: pages are counted in Thai digits.
    Raises TemplateError for a template that `checked_template` refuses, for an expression that cannot be
    computed and for a band without items.
    """
    book, marks = checked_template(template)
    check_names(marks, bands, charts or {})
    if not any(own.bands for own in marks.values()):
        # Expressions that name the items of repeated rows, and no such rows.
        items = {name: item for name, item in bands.items() if name not in context}
        cells_of = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
        if any(names_in(str(value), items) for value in cells_of if holds_expression(value)):
            raise TemplateError(Finding("template-bands-gone"))
    drop_marks(book)
    for name, own in marks.items():
        if own.optional and own.bands and not any(bands[band.name] for band in own.bands):
            book.remove(book[name])
    body = book._fonts[0].name
    for index, old in enumerate(book._fonts if font else ()):
        if old.name == body:
            # Replaced, not changed: openpyxl finds the fonts of its list by their content.
            book._fonts[index] = copy(old)
            book._fonts[index].name = font
            # A font that is bound to the theme is shown as the theme's, whatever its name.
            book._fonts[index].scheme = None
    cells: list[FilledCell] = []
    for sheet in book.worksheets:
        own = marks.get(sheet.title, Marks())
        # The first font of the list is that of the Normal style, in whose digits column widths are counted.
        cells += _fill_sheet(sheet, context, bands, charts or {}, own, body=book._fonts[0], names=names)
        if thai_pages:
            count_in_thai(sheet)
    return FilledTemplate(save_workbook(book), tuple(cells))


def _fill_sheet(
    sheet: Any,
    context: Context,
    bands: Items,
    charts: Mapping[str, ChartData],
    marks: Marks,
    *,
    body: Any,
    names: tuple[str, ...],
) -> list[FilledCell]:
    """Fill one sheet and lay it on pages; return its computed cells. `body` is the book's default font, and
    no line ends inside one of `names`."""
    drawn = {name: span for name, span in marks.charts.items() if charts[name].known}
    renderer = CellRenderer(sheet.title)
    fill_margins(sheet, renderer, context)
    # A first sheet without rows to repeat, before others, is a cover.
    others = [other for other in sheet.parent.worksheets if other.sheet_state == "visible"][1:]
    set_page(sheet, cover=bool(others) and sheet not in others and not marks.bands)
    setup = page_setup(sheet, float(body.sz), str(body.name))
    layout = _Layout(sheet, marks, drawn, setup, names)
    layout.fill(renderer, context, bands)
    filled, pieces = layout.laid()
    moved, drawings = RowMap(), (*sheet._images, *sheet._charts)
    cells = []
    for number, piece in enumerate(pieces, start=1):
        row = filled[piece.row]
        if not piece.again:
            moved.append((row.template.number, number))
            cells += [
                FilledCell(sheet.title, cell_name(number, column), named)
                for column, named in row.names.items()
                if named and piece.texts.get(column)
            ]
        write_piece(sheet, number, row, piece)
    if any(piece.again and filled[piece.row].template.number in layout.titles for piece in pieces):
        sheet._print_rows = None  # openpyxl takes no None for `print_title_rows`
    move_ranges(sheet, moved, drawings)
    set_breaks(sheet, pieces)
    for name, (first, last) in drawn.items():
        if span := moved.span(first, last):
            add_chart(sheet, charts[name], span, sheet.max_column, str(body.name))
    return cells


_Laid = tuple[list[FilledRow], tuple[Piece, ...], Mapping[int, float]]
"""The rows to write, their pieces, and the widths of the columns."""


class _Layout:
    """The rows of a sheet, filled and laid on its pages.

    `drawn` are the rows of charts, which stay together; those of a chart without numbers are left out.
    """

    def __init__(
        self,
        sheet: Any,
        marks: Marks,
        drawn: Mapping[str, tuple[int, int]],
        setup: PageSetup,
        names: tuple[str, ...],
    ) -> None:
        self.sheet = sheet
        self.marks = marks
        self.setup = setup
        self.names = names
        self.titles = title_rows(sheet)
        self.bounds = stated_bounds(sheet, self.titles)
        # All rows of a chart but the last: each of them holds on to the row below it.
        self.kept = {number for first, last in drawn.values() for number in range(first, last)}
        self.charted = self.kept | {last for _, last in drawn.values()}
        blank = [span for name, span in marks.charts.items() if name not in drawn]
        self.dropped = {number for first, last in blank for number in range(first, last + 1)}
        # A break that the office drew begins a page of the report too.
        self.breaks = {row_break.id for row_break in sheet.row_breaks.brk}
        self.places: list[PlacedRow] = []
        self.wholes: list[FilledRow] = []

    def fill(self, renderer: CellRenderer, context: Context, bands: Items) -> None:
        """Take the rows out of the sheet and fill them. Raises TemplateError."""
        # A chart may be marked below the last cell that holds anything.
        last = max([self.sheet.max_row, *(last for _, last in self.marks.charts.values())])
        templates = {
            row.number: row for row in take_rows(self.sheet, self.setup.normal, self.setup.font, last)
        }
        placed = placed_rows(len(templates), self.marks.bands, context, bands, self.sheet.title)
        self.places = [place for place in placed if place.number not in self.dropped]
        self.wholes = [
            replace(fill_row(templates[place.number], place, renderer), drawn=place.number in self.charted)
            for place in self.places
        ]
        heading = {place.number for place in self.places if not place.groups}
        self.wholes = without_blank_columns(self.sheet, self.wholes, heading)

    def laid(self) -> tuple[list[FilledRow], tuple[Piece, ...]]:
        """Return the rows to write and their pieces in order; the sheet's columns get their widths.

        Columns share the page's width by their texts. Where that spares a page they are made wider than it,
        and printed so much smaller, between narrower margins: a little, or more where the last page would
        hold next to nothing.
        """
        known = column_widths(self.sheet)
        widths = {column: known.get(column, known[0]) for column in range(1, sheet_columns(self.wholes) + 1)}
        # Without headings or repeated rows there is no table; pictures are drawn for the columns they have.
        table = self.titles or (self.marks.bands and not any(whole.pictures for whole in self.wholes))
        if self.marks.fixed or not table:
            return self._planned(self.wholes, self.setup)
        room = max(1.0, self.setup.printable[0] / (self.setup.columns * digit_width(self.setup)))
        wide = {column: width * room for column, width in widths.items()}
        for column, (least, most) in self.bounds.items():
            wide[column] = min(max(wide[column], least), most)
        rows = [with_widths(whole, wide) for whole in self.wholes]
        shared = shared_columns(rows, wide, self.titles, self.names, self.bounds)
        setup = replace(self.setup, columns=self.setup.columns * sum(wide.values()) / sum(widths.values()))
        best = self._in(shared, setup)
        # The margins of a page that is to hold more.
        top = setup.top if setup.header else min(setup.top, _TOP * INCH)
        tight = replace(setup, top=top, bottom=min(setup.bottom, _BOTTOM * INCH))
        for wider in TIGHTER:
            if wider > MODERATE and last_page(best[1]) > NEXT_TO_NOTHING * page_height(setup):
                break
            tight = replace(tight, columns=setup.columns * wider)
            others = (_pages(best[1]) - 1) * page_height(tight)
            if sum(piece.height for piece in best[1]) / wider > others:
                continue  # rows would have to be lower than they can become
            tried = self._in(
                {column: width * (1 if column in self.bounds else wider) for column, width in shared.items()},
                tight,
            )
            if _pages(tried[1]) < _pages(best[1]):
                margins = self.sheet.page_margins
                margins.top, margins.bottom = tight.top / INCH, tight.bottom / INCH
                margins.footer = min(margins.footer, _FOOTER)
                best = tried
                break
        filled, pieces, columns = best
        set_columns(self.sheet, columns)
        return filled, pieces

    def _in(self, columns: Mapping[int, float], setup: PageSetup) -> _Laid:
        """Return the rows and their pieces in columns of other widths, which it gives back."""
        return *self._planned([with_widths(row, columns) for row in self.wholes], setup), columns

    def _planned(
        self, wholes: Sequence[FilledRow], setup: PageSetup
    ) -> tuple[list[FilledRow], tuple[Piece, ...]]:
        """Return the rows to write and their pieces on pages of a setup."""
        filled, rows = self._rows([whole.kept(self.names) for whole in wholes])
        repeated = [index for index, row in enumerate(filled) if row.template.number in self.titles]
        # What stands at the head of every page cannot be parted between two of them.
        for index in repeated:
            rows[index] = replace(rows[index], whole=True)
        # A sheet that nobody sees is never printed: one page without an end.
        height = page_height(setup) if self.sheet.sheet_state == "visible" else math.inf
        page = Page(height, (repeated[0], repeated[-1]) if repeated else None)
        # Measures stay whole where that takes no more pages.
        plans = [plan_pages(rows, replace(page, modest=modest)) for modest in (MODEST, LITTLE)]
        return filled, min(plans, key=_pages)

    def _rows(self, wholes: Sequence[FilledRow]) -> tuple[list[FilledRow], list[PlannedRow]]:
        """Return the rows to write, and what the page planner has to know of each."""
        size, marks = self.setup.normal, self.marks
        default, empty = needed_height([CellText("", 99, size, font=self.setup.font)]), blank_height(size)
        filled: list[FilledRow] = []
        rows: list[PlannedRow] = []
        opens = False
        for place, whole in zip(self.places, wholes, strict=True):
            parts = whole.parts(empty)
            for part in parts:
                row = printed_row(part, place, default, closing=place.number in marks.closing, opens=opens)
                together = place.number in self.kept or (whole.pictures and part is not parts[-1])
                filled.append(part)
                rows.append(replace(row, heads=True) if together else row)
                opens = False
            opens = place.number in self.breaks
        tie_merged(rows, filled, self.sheet.title)
        # Blank rows and headings right above the closing rows close the sheet with them.
        for index in range(len(rows) - 1, 0, -1):
            above = rows[index - 1]
            if rows[index].closing and (filled[index - 1].template.blank or above.heads) and not above.groups:
                rows[index - 1] = replace(above, closing=True)
        return filled, rows


def _pages(pieces: Sequence[Piece]) -> int:
    return 1 + sum(piece.top for piece in pieces)
