"""Filling a report template: a workbook whose cells hold Jinja2 expressions.

A defined name `band_measure` marks rows that are repeated for each item of the band; inside them the item
stands under the band's name (`{{ measure.no }}`). The sheet is written from top to bottom out of the
template's rows, with their styles, heights and merges. A row that needs more than a spreadsheet's highest
row goes on in continuation rows. What people wrote is data: it is never read as a formula or an expression.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import pairwise
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from toolkit.workbook.equal_bytes import save_workbook
from toolkit.workbook.fill_ranges import RowMap, move_ranges
from toolkit.workbook.fill_rows import RowWriter, TemplateRow, take_rows
from toolkit.workbook.fill_text import CellRenderer, Context, TemplateError, fill_margins
from toolkit.workbook.report_templates import BAND

_ROW_NUMBER = re.compile(r"\$?(\d+)")

__all__ = ["TemplateError", "fill_template"]


def fill_template(
    template: bytes, context: Context, bands: Mapping[str, Sequence[object]], *, font: str = ""
) -> bytes:
    """The filled workbook; equal arguments give equal bytes.

    `context` holds what may stand in any expression, `bands` the items of each band by its name without
    `band_`. `font` replaces the template's body font. Raises TemplateError, naming sheet and cell, for an
    expression that cannot be computed and for a band that is unknown or overlaps another.
    """
    book = _load(template)
    rows_of = _bands(book, bands)
    for sheet in book.worksheets:
        _fill_sheet(sheet, context, bands, rows_of.get(sheet.title, {}), float(book._fonts[0].sz))
    if font:
        _set_font(book, font)
    return save_workbook(book)


def _load(template: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(template))
    except (zipfile.BadZipFile, InvalidFileException, KeyError) as error:
        raise TemplateError("", "", "not an .xlsx workbook") from error


def _bands(book: Any, bands: Mapping[str, Sequence[object]]) -> dict[str, dict[int, tuple[int, str]]]:
    """By sheet: the first row of each band with its last row and its name; the names leave the workbook."""
    found: dict[str, dict[int, tuple[int, str]]] = {}
    for holder in (book, *book.worksheets):
        for name in [name for name in holder.defined_names if name.lower().startswith(BAND)]:
            band = name[len(BAND) :].lower()
            text = holder.defined_names.pop(name).attr_text
            sheet, _, place = text.rpartition("!")
            sheet = sheet.strip("'").replace("''", "'")
            numbers = sorted(int(number) for number in _ROW_NUMBER.findall(place))
            if band not in bands or sheet not in book.sheetnames or not numbers:
                known = ", ".join(BAND + each for each in sorted(bands))
                raise TemplateError(sheet, "", f"the name {name} marks no band: {text} (known: {known})")
            taken = found.setdefault(sheet, {})
            if numbers[0] in taken:
                raise TemplateError(sheet, "", f"the rows of two {BAND} names overlap")
            taken[numbers[0]] = (numbers[-1], band)
    for sheet, each in found.items():
        starts = sorted(each)
        if any(each[before][0] >= after for before, after in pairwise(starts)):
            raise TemplateError(sheet, "", f"the rows of two {BAND} names overlap")
    return found


def _fill_sheet(
    sheet: Any,
    context: Context,
    bands: Mapping[str, Sequence[object]],
    places: Mapping[int, tuple[int, str]],
    normal: float,
) -> None:
    """Fill one sheet: rows above the first band where they stand, the others written anew below them."""
    renderer = CellRenderer(sheet.title)
    first = min(places, default=sheet.max_row + 1)
    writer = RowWriter(sheet, renderer, normal)
    for row in range(1, first):
        writer.fill_in_place(row, context)
    fill_margins(sheet, renderer, context)
    if not places:
        return
    _check_merges(sheet, places)
    rows = take_rows(sheet, first)
    writer.row = first
    moved = RowMap(first)
    for block, scopes in _blocks(rows, places, bands):
        for scope in scopes:
            for template in block:
                start = writer.row
                writer.write(template, {**context, **scope})
                moved.add(template.number, start, writer.row - 1)
    move_ranges(sheet, moved)


def _check_merges(sheet: Any, places: Mapping[int, tuple[int, str]]) -> None:
    """Raise TemplateError for cells merged across an edge of a band: they cannot be repeated with it."""
    for merged in sheet.merged_cells.ranges:
        for first, (last, band) in places.items():
            if merged.min_row < first <= merged.max_row or merged.min_row <= last < merged.max_row:
                start = merged.start_cell.coordinate
                raise TemplateError(
                    sheet.title, start, f"merged across the edge of {BAND}{band}: {merged.coord}"
                )


def _blocks(
    rows: Sequence[TemplateRow],
    places: Mapping[int, tuple[int, str]],
    bands: Mapping[str, Sequence[object]],
) -> Iterator[tuple[Sequence[TemplateRow], Sequence[Context]]]:
    """The template's rows in order, each band as one block, with what its expressions see each time."""
    place = 0
    while place < len(rows):
        last, band = places.get(rows[place].number, (0, ""))
        if band:
            block = [row for row in rows[place:] if row.number <= last]
            yield block, [{band: item} for item in bands[band]]
            place += len(block)
        else:
            yield rows[place : place + 1], [{}]
            place += 1


def _set_font(book: Any, font: str) -> None:
    """Give every text in the template's body font another font."""
    body = book._fonts[0].name
    for number, each in enumerate(book._fonts):
        if each.name == body:
            renamed = copy(each)
            renamed.name = font
            book._fonts[number] = renamed
