"""What of a workbook prints: the texts of its visible cells, and how each sheet wants its pages."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from toolkit.model.cells import cell_name, range_corners
from toolkit.typeset.heights import CellText, merged_width, needed_height
from toolkit.xlsx.layouts import MARKER
from toolkit.xlsx.number_text import hides_text, number_texts
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.tables import kind_of
from toolkit.xlsx.workbook_parts import unescape

_POINTS_PER_INCH = 72.0
_DEFAULT_WIDTH = 8.43  # characters
_FLAT = 0.1  # a width in characters or a height in points that shows nothing


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell that prints something. `texts` are those it may be printed as; a number is shortened to its
    column where it has no format, so it has several. `wrapped`: its lines break within the column."""

    sheet: str
    row: int
    column: int
    texts: tuple[str, ...]
    number: bool = False
    wrapped: bool = False
    repeated: bool = False

    @property
    def name(self) -> str:
        return cell_name(self.row, self.column)


@dataclass(slots=True)
class PrintedSheet:
    """A sheet that prints. `paper` is the number that stands for it in a workbook
    (`toolkit.typeset.page_setup`), 0 where the sheet names none; `margins` are top and bottom in points;
    `margin_texts` the six parts of headers and footers as they are written, with their codes (&P);
    `hidden_rows` the first text of each row that is hidden, those apart which mark a table; `heights`, of a
    report or a roll-up, what is stored for a row and what its texts need, in points."""

    name: str
    paper: int
    landscape: bool
    margins: tuple[float, float]
    margin_texts: tuple[str, ...]
    cells: list[PrintedCell] = field(default_factory=list)
    hidden_rows: dict[int, str] = field(default_factory=dict)
    heights: dict[int, tuple[float, float]] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)


def printed_sheets(workbook: bytes) -> tuple[PrintedSheet, ...]:
    """Return the sheets of a workbook that print something, in their order.

    Hidden sheets, rows and columns, what lies outside a print area, and values in formats that show
    nothing are left out; so are dates and other values in formats that are not known here. A formula
    counts with its stored value. Raises RefusedError for a file that is no workbook.
    """
    book = loaded_values(workbook)
    sheets = {sheet.title: _sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"}
    # In a report or a roll-up nobody types, so its rows have no more room than their texts need.
    if kind_of(workbook) in ("report", "rollup"):
        for name, made in sheets.items():
            made.heights.update(_heights(book[name], book._fonts[0]))
    return tuple(sheet for sheet in sheets.values() if sheet.cells)


def loaded_values(workbook: bytes) -> Any:
    """Return a workbook as openpyxl loads it, formulas as their stored values. Raises RefusedError."""
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it does not know; none of them prints.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
            raise RefusedError("file-damaged", found=str(error)) from error


def _heights(sheet: Any, body: Any) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield the rows with texts, stored and needed height; not those of pictures, nor merged ones."""
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    apart = {row for area in areas.values() if area.min_row < area.max_row for row, _ in area.cells}
    apart |= {drawing.anchor._from.row + 1 for drawing in (*sheet._images, *sheet._charts)}
    widths = {
        column: dimension.width
        for dimension in sheet.column_dimensions.values()
        for column in range(dimension.min, dimension.max + 1)
    }
    rows: dict[int, list[CellText]] = defaultdict(list)
    for (row, column), cell in sheet._cells.items():
        if cell.value is None or row in apart or _row_hidden(sheet, row):
            continue
        last = areas[row, column].max_col if (row, column) in areas else column
        wide = merged_width([widths.get(number, _DEFAULT_WIDTH) for number in range(column, last + 1)])
        alignment, font = cell.alignment, cell.font
        text = unescape(cell.value) if isinstance(cell.value, str) and alignment.wrap_text else ""
        look = CellText(text, wide, float(font.sz), bool(font.b), float(body.sz), int(alignment.indent or 0))
        rows[row].append(replace(look, font=font.name or "", body=body.name or ""))
    for row, cells in rows.items():
        if stored := sheet.row_dimensions[row].height:
            yield row, (stored, needed_height(cells))


def _sheet(sheet: Any) -> PrintedSheet:
    setup, margins = sheet.page_setup, sheet.page_margins
    made = PrintedSheet(
        name=sheet.title,
        paper=int(setup.paperSize or 0),
        landscape=setup.orientation == "landscape",
        margins=(margins.top * _POINTS_PER_INCH, margins.bottom * _POINTS_PER_INCH),
        margin_texts=tuple(
            getattr(margin, part).text or ""
            for margin in (sheet.oddHeader, sheet.oddFooter)
            for part in ("left", "center", "right")
        ),
    )
    ranges = str(sheet.print_area or "").split(",")
    areas = [range_corners(cells.rpartition("!")[2]) for cells in ranges if cells]
    # One entry may stand for many columns.
    hidden_columns = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden or dimension.width <= _FLAT
        for column in range(dimension.min, dimension.max + 1)
    }
    first, _, last = str(sheet.print_title_rows or "").replace("$", "").partition(":")
    titles = range(int(first), int(last) + 1) if first and last else range(0)
    # Not iter_rows, which makes a cell for every place up to the last one that has a style.
    for (row, column), cell in sorted(sheet._cells.items()):
        inside = any(left <= column <= right and top <= row <= bottom for top, left, bottom, right in areas)
        if column in hidden_columns or (areas and not inside):
            continue
        printed = _cell(sheet, cell, row in titles)
        if printed is None:
            continue
        if _row_hidden(sheet, row):
            # Not the row of a table's marker, nor the field ids below it.
            keys = (sheet._cells.get((number, 1)) for number in (row, row - 1))
            if not any(key is not None and str(key.value or "").startswith(MARKER) for key in keys):
                made.hidden_rows.setdefault(row, printed.texts[0])
            continue
        made.cells.append(printed)
        made.fonts.add(cell.font.name or "")
    return made


def _cell(sheet: Any, cell: Any, repeated: bool) -> PrintedCell | None:
    """Return what a cell prints; None for nothing, and for what cannot be foretold."""
    value, number_format = cell.value, cell.number_format
    texts: tuple[str, ...] | None = None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number:
        texts = number_texts(value, number_format)
    elif isinstance(value, bool):
        texts = (str(value).upper(), str(int(value)))
    elif isinstance(value, str) and not hides_text(number_format):
        texts = (unescape(value),)
    if texts is None or not any(text.strip() for text in texts):
        return None
    wrapped = bool(cell.alignment.wrap_text)
    return PrintedCell(sheet.title, cell.row, cell.column, texts, is_number, wrapped, repeated)


def _row_hidden(sheet: Any, row: int) -> bool:
    dimension = sheet.row_dimensions.get(row)
    if dimension is None:
        return False
    return dimension.hidden or (dimension.height is not None and dimension.height <= _FLAT)
