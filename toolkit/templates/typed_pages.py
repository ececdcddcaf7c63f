"""Sheets in which people type, laid on pages in the copy that is printed.

In the file itself a row that people type into cannot be parted from its key, and a program repeats the
headings of one table only. In the copy rows are as high as their texts and go on where a page or Excel's
highest row ends, each page begins with the headings of its own table, and empty frames for pictures are
hidden. Formulas look up the sheet as it was, which stays there unseen. What people keep is not touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from openpyxl.formula.translate import Translator

from toolkit.model.cells import cell_name, cell_position, range_corners
from toolkit.templates.rows import TemplateRow, take_rows
from toolkit.templates.sheet_ranges import page_setup, title_rows
from toolkit.typeset.heights import needed_height
from toolkit.typeset.page_plan import Page, Piece, PlannedRow, last_page, plan_pages
from toolkit.typeset.page_setup import digit_width, page_height
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.edited_workbook import SHEET, Styles, WorkbookPart, put
from toolkit.xlsx.layouts import MARKER, PHOTOS
from toolkit.xlsx.named_fonts import drawn_rows
from toolkit.xlsx.printed_cells import loaded_values
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.tables import kind_of
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import MAIN, Tree, first_child, new_element

_TYPED = ("plan", "division")
_MOST_ROWS = 5_000  # a sheet of more was not typed
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a table, with what stands above it, and the row of its headings; numbers from 0."""

    rows: range
    heading: int


def paged_copy(data: bytes, *, windows: bool = False) -> bytes:
    """Return a plan or a division's workbook as it is printed, any other document itself.

    `windows`: lines are as high as in Excel on Windows. A sheet with drawings, or a print area or table of
    somebody's own, keeps its rows.
    """
    try:
        copy = _Copy(data, windows) if kind_of(data) in _TYPED else None
    # What other programs wrote may be too odd to be read, and is printed as it is. Of what was read the pages
    # are planned and written outside: a fault there is ours.
    except (RefusedError, ValueError, LookupError, TypeError, AttributeError):
        return data
    return copy.written() if copy else data


class _Copy:
    """The copy being made: its sheets are read, then laid on pages and written."""

    def __init__(self, data: bytes, windows: bool) -> None:
        self.package = EditedPackage(data)
        self.windows = windows
        parts = workbook_parts(self.package)
        self.styles = Styles(self.package.edit(parts.styles))
        self.workbook = WorkbookPart(self.package)
        book = loaded_values(data)
        self.normal = book._fonts[0]
        self.sheets: list[_Rewriting] = []
        for sheet, listed in zip(book.worksheets, parts.sheets, strict=True):
            tables = _tables(sheet) if listed.state == "visible" and not sheet.print_area else []
            drawn = [rows for rows, _ in drawn_rows(self.package, listed.part)]
            if tables and sheet.cell(tables[0].heading, 1).value == PHOTOS.marker:
                _hide_frames(self.package.edit(listed.part), sheet, tables[0], drawn)
            elif tables and not drawn and not sheet.tables and tables[-1].rows.stop <= _MOST_ROWS:
                root = self.package.edit(listed.part)
                if not all(part.get("r") for row in root.iter(f"{{{MAIN}}}row") for part in (row, *row)):
                    raise RefusedError("file-damaged", found=listed.part)  # no names of cells
                self.workbook.keep_unseen(listed.name, root)
                self.sheets.append(self._read(sheet, root, tables))

    def written(self) -> bytes:
        """Lay the rows of every sheet on pages and return the workbook."""
        for sheet in self.sheets:
            sheet.write()
        return self.package.save()

    def _read(self, sheet: Any, root: Tree, tables: Sequence[_Table]) -> _Rewriting:
        # Between tables there is one that a table need not have which begins where there is room.
        breaks = {row_break.id for row_break in sheet.row_breaks.brk} - {table.rows.start for table in tables}
        setup = page_setup(sheet, float(self.normal.sz), str(self.normal.name))
        fitted = sheet.sheet_properties.pageSetUpPr
        if fitted is None or not fitted.fitToPage:  # printed at the scale that it states
            wide = setup.printable[0] / digit_width(setup)
            setup = replace(setup, columns=wide / (sheet.page_setup.scale or 100) * 100)
        merged = {row for area in sheet.merged_cells.ranges for row in range(area.min_row, area.max_row)}
        # Below the last row that shows there may be styles a million rows down, which would be gone through.
        for cell in [cell for cell in sheet._cells if cell[0] > tables[-1].rows.stop]:
            del sheet._cells[cell]
        rows = take_rows(sheet, setup.normal, setup.font, tables[-1].rows.stop, inset=False)
        heads = {row for table in tables for row in range(table.heading - 2, table.heading + 1)}
        planned = []
        for place, row in enumerate(rows):
            made = self._planned(row, table=place > tables[0].heading and place not in heads)
            planned.append(replace(made, heads=place in heads or row.number in merged, opens=place in breaks))
        return _Rewriting(root, rows, planned, tables, page_height(setup), self.styles)

    def _planned(self, row: TemplateRow, *, table: bool) -> PlannedRow:
        """Return a row for the planner: those of a table are as high as their texts, others as they are."""
        seen = [cell for cell in row.cells if cell.look.columns]
        if row.hidden:
            return PlannedRow()
        texts = {
            cell.column: replace(cell.look, text=cell.value, windows=self.windows)
            for cell in seen
            if isinstance(cell.value, str) and cell.source.alignment.wrap_text and cell.rows == 1
        }
        least = needed_height(replace(cell.look, windows=self.windows) for cell in seen)
        if not table or not texts:
            least = max(row.height or 0.0, least)
        whole = not table or any(cell.rows > 1 for cell in seen)
        return PlannedRow(texts, least, label=min(texts, default=None), whole=whole)


def _tables(sheet: Any) -> list[_Table]:
    """Return the tables of a sheet whose headings show; the first begins at the sheet's head."""
    # Not by counting rows, of which a program may have styled a million.
    drawn = [
        row
        for (row, _), cell in sheet._cells.items()
        if cell.value is not None or (cell.has_style and cell.border.bottom and cell.border.bottom.style)
    ]
    markers = sorted(
        row
        for (row, column), cell in sheet._cells.items()
        if column == 1 and str(cell.value).startswith(MARKER) and not sheet.row_dimensions[row + 1].hidden
    )
    if not markers:  # nobody types there: the headings are those that a program repeats
        markers = [row - 1 for row in title_rows(sheet)][-1:]
    # The title of a table stands above its marker.
    starts = [0, *(row - 2 for row in markers[1:]), max(drawn, default=0)]
    return [
        _Table(range(start, end), marker)
        for marker, start, end in zip(markers, starts, starts[1:], strict=False)
    ]


def _laid(rows: Sequence[PlannedRow], tables: Sequence[_Table], height: float) -> list[Piece]:
    """Return the pieces of all tables; each goes on where the one above it ends."""
    laid: list[Piece] = []
    for table in tables:
        first, heading = table.rows.start, table.heading - table.rows.start
        page = Page(height, (heading, heading), written=True, used=last_page(laid))
        pieces = plan_pages(rows[first : table.rows.stop], page)
        laid += [replace(piece, row=piece.row + first) for piece in pieces]
    return laid


def _hide_frames(root: Tree, sheet: Any, table: _Table, drawn: Sequence[range]) -> None:
    """Hide the rows below the last one of a table in which something stands."""
    filled = [row for (row, column), cell in sheet._cells.items() if column > 1 and cell.value is not None]
    last = max([*filled, *(rows.stop - 1 for rows in drawn), table.heading + 1])
    for row in root.iter(f"{{{MAIN}}}row"):
        if int(row.get("r")) > last:
            row.set("hidden", "1")


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Writes the rows of a sheet anew as the pieces that its pages hold; what knows rows by number moves.

    `places` are the new numbers of each row.
    """

    root: Tree
    rows: Sequence[TemplateRow]
    planned: Sequence[PlannedRow]
    tables: Sequence[_Table]
    height: float
    styles: Styles
    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        """Write rows, merged cells, colours and breaks; what would move and does not print is dropped."""
        pieces = _laid(self.planned, self.tables, self.height)
        data = self.root.find(f"{{{MAIN}}}sheetData")
        stored = {int(row.get("r", "")): row for row in data}
        data[:] = []
        for number, piece in enumerate(pieces, start=1):
            self.places[piece.row + 1].append(number)
            if piece.row + 1 in stored:
                data.append(self._row(stored[piece.row + 1], piece, number))
        for listed in self.root.findall(f"{{{MAIN}}}mergeCells"):
            listed[:] = [made for merged in listed for made in self._merged(merged)]
            listed.set("count", str(len(listed)))
        for old in self.root.findall(f"{{{MAIN}}}conditionalFormatting"):
            at = self.root.index(old)
            self.root[at : at + 1] = list(self._coloured(old))
        for name in ("dimension", "autoFilter", "hyperlinks", "rowBreaks"):
            for element in self.root.findall(f"{{{MAIN}}}{name}"):
                self.root.remove(element)
        tops = [str(number) for number, piece in enumerate(pieces) if piece.top]
        if tops:
            count = {"count": str(len(tops)), "manualBreakCount": str(len(tops))}
            breaks = [new_element(self.root, "brk", id=top, max="16383", man="1") for top in tops]
            put(self.root, new_element(self.root, "rowBreaks", *breaks, **count), SHEET)

    def _row(self, stored: Tree, piece: Piece, number: int) -> Tree:
        """Return a row as a piece shows it, at a new number."""
        row = deepcopy(stored)
        row.set("r", str(number))
        if not self.rows[piece.row].hidden:
            row.set("ht", f"{piece.height:g}")
            row.set("customHeight", "1")
        known = {cell.column: cell for cell in self.rows[piece.row].cells}
        for cell in row:
            _, column = cell_position(cell.get("r", ""))
            cell.set("r", cell_name(number, column))
            formula = first_child(cell, "f")
            if formula is not None and first_child(cell, "v") is not None:
                cell.remove(formula)  # cells that it names beside it have moved
            whole = known[column].value if column in known else None
            text = piece.texts.get(column, whole if piece.first else "")
            if not (piece.first and piece.last):
                # No line between the pieces of a row, but at a page's head and foot.
                top, bottom = piece.first or piece.top, piece.last or piece.end
                spread = column in piece.texts and piece.fills(
                    replace(known[column].look, text=piece.texts[column])
                )
                style = self.styles.parted(cell.get("s", "0"), top=top, bottom=bottom, spread=spread)
                cell.set("s", style)
            if text != whole:
                cell[:] = []
                cell.attrib.pop("t", None)
                if text:
                    cell.set("t", "inlineStr")
                    letters = new_element(cell, "t")
                    letters.text = str(text)
                    letters.set(_XML_SPACE, "preserve")
                    cell.append(new_element(cell, "is", letters))
        return row

    def _merged(self, old: Tree) -> Iterator[Tree]:
        """Yield merged cells where they went: those of one row in each of its pieces."""
        top, left, bottom, right = range_corners(old.get("ref"))
        for number in self.places[top] if top == bottom else self.places[top][:1]:
            ref = f"{cell_name(number, left)}:{cell_name(number + bottom - top, right)}"
            yield new_element(old, "mergeCell", ref=ref)

    def _coloured(self, old: Tree) -> Iterator[Tree]:
        """Yield a conditional format for each row of one: pieces have the colours of their row."""
        areas = [range_corners(area) for area in old.get("sqref").split()]
        origin = cell_name(min(top for top, *_ in areas), min(left for _, left, *_ in areas))
        for (top, left, bottom, right), (row, numbers) in product(areas, self.places.items()):
            for number in numbers if top <= row <= bottom else ():
                made = deepcopy(old)
                made.set("sqref", f"{cell_name(number, left)}:{cell_name(number, right)}")
                for formula in made.iter(f"{{{MAIN}}}formula"):
                    # Rows of hidden sheets, which have the same number as the row did, are not moved.
                    text = f"={formula.text}".replace("ROW()", str(row))
                    formula.text = Translator(text, origin).translate_formula(cell_name(numbers[0], left))[1:]
                yield made
