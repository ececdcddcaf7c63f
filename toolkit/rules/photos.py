"""Photo rules: does each filled row of the photo sheet have a picture that can be printed?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.model.cells import cell_name
from toolkit.model.entry import PhotoRow
from toolkit.model.finding import Finding, listed
from toolkit.xlsx.layouts import PHOTOS
from toolkit.xlsx.package import Package
from toolkit.xlsx.placed_pictures import PlacedPicture, cell_pictures, read_pictures
from toolkit.xlsx.sheet_data import BookData, CellError, RefusedError
from toolkit.xlsx.tables import FoundTable, find_tables

# WPS lays a picture into its cell by a formula that no other program knows.
_DISPIMG = re.compile(r'DISPIMG\("([^"]*)"')
_IN_CELL = re.compile(r"\b(?:DISPIMG|IMAGE)\(", re.IGNORECASE)


PHOTO_CODES = frozenset(
    ("picture-unreadable", "photo-in-cell", "photo-missing", "photo-on-month-sheet", "marker-missing")
)
"""What intake finds of a photo sheet, told again where its pictures are printed."""


def pictures_in_cells(table: FoundTable, package: Package) -> Iterator[PlacedPicture]:
    """Yield the pictures that WPS laid into cells of a table's rows."""
    rows = {record.row for record in table.records}
    formulas = {at: table.sheet.formula(at) for at in table.sheet.formulas if at[0] in rows}
    ids = {at: match[1] for at, formula in formulas.items() if (match := _DISPIMG.search(formula))}
    try:
        stored = cell_pictures(package) if ids else {}
    except RefusedError:
        return
    for (row, column), name in ids.items():
        if name in stored:
            yield replace(stored[name], row=row, column=column)


def read_photos(book: BookData, package: Package) -> Iterator[PhotoRow]:
    """Yield every picture on a photo sheet with the texts of its row; those of a broken drawing are left to
    `check_photos`."""
    try:
        placed = read_pictures(package)
    except RefusedError:
        placed = {}
    for table in find_tables(book, PHOTOS.name):
        records = {record.row: record for record in table.records}
        for picture in (*placed.get(table.sheet.name, ()), *pictures_in_cells(table, package)):
            record = records.get(picture.row)
            yield PhotoRow(
                sheet=table.sheet.name,
                cell=cell_name(picture.row, picture.column),
                month=record.text("month") if record else "",
                measure_no=record.text("measure_no") if record else "",
                caption=record.text("caption") if record else "",
                sha256=hashlib.sha256(picture.data).hexdigest(),
                framing=picture.framing,
            )


def check_photos(book: BookData, package: Package) -> Iterator[Finding]:
    """Find rows of the photo sheet without a picture that can be printed, and pictures on other sheets."""
    try:
        placed = read_pictures(package)
        cell_pictures(package)
    except RefusedError as error:
        yield Finding("picture-unreadable", PHOTOS.sheet, found=error.finding.found)
        return
    tables = find_tables(book, PHOTOS.name)
    if placed and not tables:
        yield Finding("marker-missing", PHOTOS.sheet, found=PHOTOS.marker, severity="warning")
    for table in tables:
        sheet = table.sheet.name
        if hidden := [cell_name(one.row, one.column) for one in placed.get(sheet, ()) if one.framing.hidden]:
            yield Finding("photo-covered", sheet, hidden[0], listed(hidden))
        shown = (*placed.get(sheet, ()), *pictures_in_cells(table, package))
        rows = {picture.row for picture in shown}
        numbered = {record.row for record in table.records if record.text("measure_no")}
        if lacking := [cell_name(one.row, one.column) for one in shown if one.row not in numbered]:
            yield Finding("photo-without-measure", sheet, lacking[0], listed(lacking))
        for record in table.records:
            formula = table.sheet.formula(record.at("picture"))
            if record.row in rows:
                continue
            # Excel's own pictures in cells are read as error values.
            if isinstance(record.raw("picture"), CellError) or _IN_CELL.search(formula):
                yield Finding("photo-in-cell", sheet, record.cell("picture"))
            elif record.filled(("month", "measure_no", "caption")):
                yield Finding("photo-missing", sheet, record.cell("picture"))
    photo_sheets = {PHOTOS.sheet, *(table.sheet.name for table in tables)}
    for sheet, pictures in placed.items():
        if sheet not in photo_sheets:
            cells = [cell_name(picture.row, picture.column) for picture in pictures]
            yield Finding("photo-on-month-sheet", sheet, cells[0], listed(cells))
