"""The strict reader: everything that comes from outside passes through it.

In process, with stated limits. It hands on every non-empty value with its coordinates and refuses a file
rather than lose a cell: a broken part, a foreign encoding, a doubled sheet or cell, an index out of range
is an error that names the place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.workbook.canonical import plain_rows, plain_sheet, plain_text
from toolkit.workbook.cells import SheetBuilder
from toolkit.workbook.events import any_rows
from toolkit.workbook.package import Package
from toolkit.workbook.parts import WorkbookParts, modified_time, style_kinds, workbook_parts
from toolkit.workbook.reading import DEFAULT_LIMITS, BookData, Limits, RefusedError, SheetData
from toolkit.workbook.strings import shared_strings
from toolkit.workbook.xml_walk import check_tags, parse


def read_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a regular file, read once. Raises RefusedError for links, pipes and giants,
    UserError where the file is missing or may not be read."""
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise RefusedError("file-not-regular")
        with os.fdopen(os.open(path, flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise RefusedError("file-not-regular")
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise UserError(Finding("file-missing", file=str(path))) from error
    except OSError as error:
        raise UserError(Finding("file-no-access", file=str(path), found=error.strerror or "")) from error
    except ValueError as error:  # a NUL in the name
        raise UserError(Finding("file-missing", file=str(path))) from error
    if len(data) > limits.file_bytes:
        raise RefusedError("file-too-large", found=f"> {limits.file_bytes // 1_000_000} MB")
    return data


def read_book(
    data: bytes, *, wanted: Callable[[str], bool] = lambda _: True, limits: Limits = DEFAULT_LIMITS
) -> BookData:
    """Read the sheets whose name is wanted. Raises RefusedError."""
    package = Package(data, limits)
    parts = workbook_parts(package)
    _check_sheets(parts, limits)
    table = shared_strings(package.read(parts.strings), parts.strings) if parts.strings else []
    strings = {str(index): text for index, text in enumerate(table)}
    kinds = style_kinds(package.read(parts.styles), parts.styles) if parts.styles else []
    sheets = {}
    for each in parts.sheets:
        if wanted(each.name):
            sheet = SheetData(each.name, each.state)
            builder = SheetBuilder(sheet, strings, kinds, parts.date1904, limits)
            read_sheet(package.read(each.part), each.part, builder, limits)
            sheets[each.name] = sheet
    return BookData(sheets, modified_time(package))


def _check_sheets(parts: WorkbookParts, limits: Limits) -> None:
    if not parts.sheets:
        raise RefusedError("file-no-sheets")
    if len(parts.sheets) > limits.sheets:
        raise RefusedError("file-unsafe", found=f"{len(parts.sheets)} sheets")
    names = [sheet.name.casefold() for sheet in parts.sheets]
    for sheet in parts.sheets:
        if names.count(sheet.name.casefold()) > 1:
            raise RefusedError("sheet-duplicate", sheet=sheet.name, found=sheet.name)


def read_sheet(data: bytes, part: str, builder: SheetBuilder, limits: Limits = DEFAULT_LIMITS) -> None:
    """Read one sheet: the quick way where its XML is plain, else the general way. Raises RefusedError."""
    check_tags(data, part)
    text = plain_text(data)
    plain = None if text is None else plain_sheet(text)
    if plain is None:
        any_rows(data, part, builder.add_row)
        return
    parse(plain.unproved.encode(), part)
    cells = plain.data.count("</c>")
    if cells > limits.sheet_cells:
        raise builder.too_large(f"{cells} cells")
    for row in plain_rows(plain.data):
        builder.add_row(*row)
