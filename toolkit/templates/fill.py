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
from toolkit.templates.bands import Items, Marks, check_names, drop_marks, placed_rows, read_marks
from toolkit.templates.cell_text import CellRenderer, Context, Names, TemplateError, fill_margins
from toolkit.templates.charts import Charts, add_chart
from toolkit.templates.rows import (
    FilledRow,
    RowWriter,
    fill_row,
    printed_row,
    take_rows,
    tie_merged,
)
from toolkit.templates.sheet_ranges import RowMap, move_ranges, page_setup, set_breaks, set_page
from toolkit.templates.template_gate import check_template, open_template
from toolkit.typeset.heights import CellText, needed_height
from toolkit.typeset.page_plan import Page, Row, plan_pages
from toolkit.typeset.page_setup import page_height
from toolkit.xlsx.equal_bytes import save_workbook

_NO_CHARTS: Charts = {}

__all__ = ["TemplateError", "check_template", "fill_template"]


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a filled workbook, and the items and fields that its text was made from."""

    sheet: str
    cell: str
    names: Names


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook, and where each of its computed texts comes from."""

    workbook: bytes
    cells: tuple[FilledCell, ...]


def fill_template(
    template: bytes,
    context: Context,
    bands: Mapping[str, Sequence[object]],
    *,
    charts: Charts = _NO_CHARTS,
    font: str = "",
) -> Filled:
    """A template filled; equal arguments give equal bytes.

    `context` holds what may stand in any expression, `bands` the items of each band by its name without
    `band_`, `charts` the charts by their name without `chart_`. `font` replaces the template's body font.
    Raises TemplateError for a template that
    `check_template` refuses, for an expression that cannot be computed and for a band without items.
    """
    findings = check_template(template)
    if findings:
        raise TemplateError(*findings)
    book = open_template(template)
    marks = read_marks(book)
    check_names(marks, bands, tuple(charts))
    drop_marks(book)
    _leave_out(book, marks, bands)
    if font:
        _set_font(book, font)
    cells = [
        cell
        for sheet in book.worksheets
        for cell in _fill_sheet(
            sheet, context, bands, charts, marks.get(sheet.title, Marks()), book._fonts[0]
        )
    ]
    return Filled(save_workbook(book), tuple(cells))


def _leave_out(book: Any, marks: Mapping[str, Marks], bands: Items) -> None:
    """Take out the sheets that may be left out and whose bands have no items."""
    for name, each in marks.items():
        if each.optional and each.bands and not any(bands[band.name] for band in each.bands):
            book.remove(book[name])


def _fill_sheet(
    sheet: Any, context: Context, bands: Items, charts: Charts, marks: Marks, font: Any
) -> list[FilledCell]:
    """Fill one sheet and lay it on pages; gives its computed cells."""
    drawn = {name: rows for name, rows in marks.charts.items() if charts[name].known}
    renderer = CellRenderer(sheet.title)
    fill_margins(sheet, renderer, context)
    titles = _title_rows(sheet)
    set_page(sheet)
    setup = page_setup(sheet, float(font.sz), str(font.name))
    filled, rows = _rows(sheet, renderer, marks, context, bands, setup.normal, drawn)
    repeated = [place for place, each in enumerate(filled) if each.template.number in titles]
    for place in repeated:
        rows[place] = replace(rows[place], whole=True)
    shown = sheet.sheet_state == "visible"
    page = Page(page_height(setup) if shown else math.inf, (repeated[0], repeated[-1]) if repeated else None)
    pieces = plan_pages(rows, page)
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
        span = moved.span(first, last)
        if span:
            add_chart(sheet, charts[name], span, sheet.max_column, str(font.name))
    return cells


def _rows(
    sheet: Any,
    renderer: CellRenderer,
    marks: Marks,
    context: Context,
    bands: Items,
    normal: float,
    drawn: Mapping[str, tuple[int, int]],
) -> tuple[list[FilledRow], list[Row]]:
    """The rows to write, and what the page planner has to know of each; the sheet is left without rows.

    `drawn` are the rows of charts, which stay together; those of a chart without numbers are left out.
    """
    kept = {row for first, last in drawn.values() for row in range(first, last)}
    dropped = {
        row
        for name, (first, last) in marks.charts.items()
        if name not in drawn
        for row in range(first, last + 1)
    }
    breaks = {each.id for each in sheet.row_breaks.brk}
    last = max([sheet.max_row, *(row for _, row in marks.charts.values())])
    templates = {row.number: row for row in take_rows(sheet, normal, last)}
    default = max(float(sheet.sheet_format.defaultRowHeight or 0), needed_height([CellText("", 99, normal)]))
    filled: list[FilledRow] = []
    rows: list[Row] = []
    opens = False
    for place in placed_rows(len(templates), marks.bands, context, bands, sheet.title):
        if place.number in dropped:
            continue
        each = fill_row(templates[place.number], place, renderer)
        closing = place.number in marks.closing
        rows.append(printed_row(each, place, default, closing=closing, opens=opens))
        if place.number in kept:
            rows[-1] = replace(rows[-1], heads=True)
        filled.append(each)
        opens = place.number in breaks
    tie_merged(rows, filled, sheet.title)
    _extend_closing(rows, filled)
    return filled, rows


def _title_rows(sheet: Any) -> range:
    """The template's rows that every page repeats."""
    first, _, last = str(sheet.print_title_rows or "").replace("$", "").partition(":")
    return range(int(first), int(last or first) + 1) if first else range(0)


def _extend_closing(rows: list[Row], filled: Sequence[FilledRow]) -> None:
    """Blank rows and headings right above the closing rows close the sheet with them."""
    for place in range(len(rows) - 1, 0, -1):
        above = rows[place - 1]
        if rows[place].closing and (filled[place - 1].template.blank or above.heads) and not above.groups:
            rows[place - 1] = replace(above, closing=True)


def _set_font(book: Any, font: str) -> None:
    """Give every text in the template's body font another font."""
    body = book._fonts[0].name
    for number, each in enumerate(book._fonts):
        if each.name == body:
            renamed = copy(each)
            renamed.name = font
            book._fonts[number] = renamed
