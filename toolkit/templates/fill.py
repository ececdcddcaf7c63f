"""Filling a report template: a workbook whose cells hold Jinja2 expressions.

A defined name `band_measure` marks rows that are repeated for each item of the band; inside them the item
stands under the band's name (`{{ measure.no }}`). Every row is taken out of the sheet, filled, laid on
pages (`toolkit.typeset.page_plan`) and written again from top to bottom, with its style, merges, height
and the page breaks. What people wrote is data: it is never read as a formula or an expression.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from toolkit.model.cells import cell_name
from toolkit.templates.bands import Items, Marks, check_names, drop_marks, placed_rows, read_marks
from toolkit.templates.cell_text import CellRenderer, Context, Names, TemplateError, fill_margins
from toolkit.templates.charts import ChartData, add_chart
from toolkit.templates.rows import (
    FilledRow,
    RowWriter,
    fill_row,
    in_shared_columns,
    printed_row,
    take_rows,
    tie_merged,
    without_blank_columns,
)
from toolkit.templates.sheet_ranges import RowMap, move_ranges, page_setup, set_breaks, set_page, title_rows
from toolkit.templates.template_gate import check_template, open_template
from toolkit.typeset.heights import CellText, blank_height, needed_height
from toolkit.typeset.page_plan import Page, PlannedRow, plan_pages
from toolkit.typeset.page_setup import PageSetup, page_height
from toolkit.xlsx.equal_bytes import save_workbook

__all__ = ["TemplateError", "check_template", "fill_template"]


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
) -> FilledTemplate:
    """Return a template filled; equal arguments give equal bytes.

    `context` holds what may stand in any expression, `bands` the items of each band by its name without
    `band_`, `charts` the charts by their name without `chart_`. `font` replaces the template's body font,
    and no line ends inside one of `names`.
    Raises TemplateError for a template that `check_template` refuses, for an expression that cannot be
    computed and for a band without items.
    """
    if findings := check_template(template):
        raise TemplateError(*findings)
    book = open_template(template)
    marks = read_marks(book)
    check_names(marks, bands, charts or {})
    drop_marks(book)
    for name, own in marks.items():
        if own.optional and own.bands and not any(bands[band.name] for band in own.bands):
            book.remove(book[name])
    if font:
        _set_font(book, font)
    cells: list[FilledCell] = []
    for sheet in book.worksheets:
        own = marks.get(sheet.title, Marks())
        # The first font of the list is that of the Normal style, in whose digits column widths are counted.
        cells += _fill_sheet(sheet, context, bands, charts or {}, own, body=book._fonts[0], names=names)
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
    titles = title_rows(sheet)
    # A first sheet without rows to repeat, before others, is a cover.
    others = [other for other in sheet.parent.worksheets if other.sheet_state == "visible"][1:]
    set_page(sheet, cover=bool(others) and sheet not in others and not marks.bands)
    setup = page_setup(sheet, float(body.sz), str(body.name))
    filled, rows = _fill_rows(sheet, renderer, marks, context, bands, setup=setup, drawn=drawn, names=names)
    repeated = [index for index, row in enumerate(filled) if row.template.number in titles]
    # What stands at the head of every page cannot be parted between two of them.
    for index in repeated:
        rows[index] = replace(rows[index], whole=True)
    # A sheet that nobody sees is never printed: one page without an end.
    height = page_height(setup) if sheet.sheet_state == "visible" else math.inf
    pieces = plan_pages(rows, Page(height, (repeated[0], repeated[-1]) if repeated else None))
    writer, moved, drawings = RowWriter(sheet), RowMap(), (*sheet._images, *sheet._charts)
    cells = []
    for piece in pieces:
        row = filled[piece.row]
        moved.add(row.template.number, writer.row)
        cells += [
            FilledCell(sheet.title, cell_name(writer.row, column), names)
            for column, names in row.names.items()
            if names and piece.texts.get(column)
        ]
        writer.write(row, piece)
    move_ranges(sheet, moved, drawings)
    set_breaks(sheet, pieces)
    for name, (first, last) in drawn.items():
        if span := moved.span(first, last):
            add_chart(sheet, charts[name], span, sheet.max_column, str(body.name))
    return cells


def _fill_rows(
    sheet: Any,
    renderer: CellRenderer,
    marks: Marks,
    context: Context,
    bands: Items,
    *,
    setup: PageSetup,
    drawn: Mapping[str, tuple[int, int]],
    names: tuple[str, ...],
) -> tuple[list[FilledRow], list[PlannedRow]]:
    """Return the rows to write, and what the page planner has to know of each; the sheet is left without
    rows.

    `drawn` are the rows of charts, which stay together; those of a chart without numbers are left out.
    """
    # All rows but the last: each of them holds on to the row below it.
    kept = {number for first, last in drawn.values() for number in range(first, last)}
    chart_ends = {end for _, end in drawn.values()}
    blank_charts = [span for name, span in marks.charts.items() if name not in drawn]
    dropped = {number for first, last in blank_charts for number in range(first, last + 1)}
    # A break that the office drew begins a page of the report too.
    breaks = {row_break.id for row_break in sheet.row_breaks.brk}
    # A chart may be marked below the last cell that holds anything.
    last = max([sheet.max_row, *(last for _, last in marks.charts.values())])
    templates = {row.number: row for row in take_rows(sheet, setup.normal, setup.font, last)}
    blank = CellText("", 99, setup.normal, font=setup.font)
    default, empty = needed_height([blank]), blank_height(setup.normal)
    filled: list[FilledRow] = []
    rows: list[PlannedRow] = []
    opens = False
    places = [
        place
        for place in placed_rows(len(templates), marks.bands, context, bands, sheet.title)
        if place.number not in dropped
    ]
    wholes = [
        replace(fill_row(templates[place.number], place, renderer), drawn=place.number in kept | chart_ends)
        for place in places
    ]
    # Only now that all rows are filled: the texts decide how wide each column is.
    wholes = without_blank_columns(sheet, wholes, {place.number for place in places if not place.groups})
    if not marks.fixed:
        wholes = in_shared_columns(sheet, wholes, title_rows(sheet), names)
    wholes = [whole.kept(names) for whole in wholes]
    for place, whole in zip(places, wholes, strict=True):
        parts = whole.parts(empty)
        for part in parts:
            row = printed_row(part, place, default, closing=place.number in marks.closing, opens=opens)
            together = place.number in kept or (whole.pictures and part is not parts[-1])
            filled.append(part)
            rows.append(replace(row, heads=True) if together else row)
            opens = False
        opens = place.number in breaks
    tie_merged(rows, filled, sheet.title)
    _close_with_headings(rows, filled)
    return filled, rows


def _close_with_headings(rows: list[PlannedRow], filled: list[FilledRow]) -> None:
    """Make blank rows and headings right above the closing rows close the sheet with them."""
    for index in range(len(rows) - 1, 0, -1):
        above = rows[index - 1]
        if rows[index].closing and (filled[index - 1].template.blank or above.heads) and not above.groups:
            rows[index - 1] = replace(above, closing=True)


def _set_font(book: Any, font: str) -> None:
    """Give every text in the template's body font another font."""
    body = book._fonts[0].name
    for index, old in enumerate(book._fonts):
        if old.name == body:
            # Replaced, not changed: openpyxl finds the fonts of its list by their content.
            book._fonts[index] = copy(old)
            book._fonts[index].name = font
