"""The strict reader: everything that comes from outside passes through it.

In process, with stated limits. It hands on every non-empty value with its coordinates and refuses a file
rather than lose a cell: a broken part, a foreign encoding, a doubled sheet or cell, an index out of range
is an error that names the place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.xlsx.burdens import find_burdens, note_beside
from toolkit.xlsx.cell_values import SheetBuilder
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, BookData, Limits, RefusedError, SheetData
from toolkit.xlsx.sheet_rows import read_rows
from toolkit.xlsx.workbook_parts import modified_time, shared_strings, style_kinds, workbook_parts


def read_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a regular file, read once. Raises RefusedError for links, pipes and giants,
    UserError where the file is missing or may not be read."""
    try:
        data = regular_bytes(path, limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise UserError(Finding("file-missing", file=str(path))) from error
    except OSError as error:
        raise UserError(Finding("file-no-access", file=str(path), found=error.strerror or "")) from error
    except ValueError as error:  # a NUL in the name
        raise UserError(Finding("file-missing", file=str(path))) from error
    if len(data) > limits.file_bytes:
        raise RefusedError("file-too-large", found=f"> {limits.file_bytes // 1_000_000} MB")
    return data


def regular_bytes(path: Path, most: int = -1) -> bytes:
    """Return at most `most` bytes of a regular file. Raises RefusedError for links and pipes, OSError."""
    # A named pipe would block for ever; a link could take the file's place after it was looked at.
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedError("file-not-regular")
    with os.fdopen(os.open(path, flags), "rb") as stream:
        # Asked again of what was opened: another file may have the name by now.
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise RefusedError("file-not-regular")
        return stream.read(most)


def read_book(
    data: bytes, *, wanted: Callable[[str], bool] = lambda _: True, limits: Limits = DEFAULT_LIMITS
) -> BookData:
    """Read the sheets whose name is wanted. Raises RefusedError."""
    package = Package(data, limits)
    parts = workbook_parts(package)
    if not parts.sheets:
        raise RefusedError("file-no-sheets")
    if len(parts.sheets) > limits.sheets:
        raise RefusedError("file-unsafe", found=f"{len(parts.sheets)} sheets")
    names = [listed.name.casefold() for listed in parts.sheets]
    for listed in parts.sheets:
        # Other readers give the first of two sheets with one name twice.
        if names.count(listed.name.casefold()) > 1:
            raise RefusedError("sheet-duplicate", sheet=listed.name, found=listed.name)
    table = shared_strings(package.read(parts.strings), parts.strings) if parts.strings else []
    strings = {str(index): text for index, text in enumerate(table)}
    longest = max(map(len, table), default=0)
    if longest > limits.text_letters:  # too long to be looked up: see SheetBuilder
        strings = {key: text for key, text in strings.items() if len(text) <= limits.text_letters}
    kinds = style_kinds(package.read(parts.styles), parts.styles) if parts.styles else ()
    sheets, relations = {}, [parts.relations]
    for listed in parts.sheets:
        if not wanted(listed.name):
            continue
        sheet = sheets[listed.name] = SheetData(listed.name, listed.state)
        builder = SheetBuilder(sheet, strings, kinds, parts.date1904, limits, len(table))
        rows, root = read_rows(package.read(listed.part), listed.part)
        links = note_beside(sheet, root)
        for row in rows:
            builder.add_row(*row)
        if links:
            relations.append(own := Relations(package, listed.part))
            for cells, key, place in links:
                target = own.by_id[key].target if key in own.by_id else ""
                sheet.links.append((cells, f"{target}#{place}" if target and place else target))
    _check_letters(sheets.values(), min(longest, limits.text_letters), limits)
    return BookData(sheets, modified_time(package), find_burdens(package, relations))


def _check_letters(sheets: Collection[SheetData], longest: int, limits: Limits) -> None:
    """Refuse more text than can be looked through; counted only where it could be too much."""
    longest = max([longest, *(sheet.longest for sheet in sheets)])
    if longest * sum(sheet.cells for sheet in sheets) <= limits.book_letters:
        return
    values = (value for sheet in sheets for row in sheet.rows.values() for value in row.values())
    letters = sum(len(value) for value in values if isinstance(value, str))
    if letters > limits.book_letters:
        raise RefusedError("file-too-large", found=f"{letters:,} letters")
