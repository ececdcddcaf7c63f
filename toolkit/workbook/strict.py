"""The strict reader: everything that comes from outside passes through it.

One streaming pass over each sheet's XML, in process, with stated limits. It hands on every non-empty
value with its coordinates and refuses a file rather than lose a cell: a broken part, a foreign
encoding, a doubled sheet or cell, an index out of range is an error that names the place.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.model.source import cell_name
from toolkit.workbook.canonical import entities, sheet_cells
from toolkit.workbook.package import Package
from toolkit.workbook.parts import (
    attributes,
    modified_time,
    parse,
    shared_strings,
    style_kinds,
    unescape,
    well_formed,
    workbook_parts,
)
from toolkit.workbook.reading import (
    DEFAULT_LIMITS,
    FORMAT_DATE,
    FORMAT_PERCENT,
    BookData,
    CellError,
    Limits,
    RefusedError,
    SheetData,
    Value,
)

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (cells have no zone)
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466
_COLUMNS: dict[str, int] = {}
"""Column letters met so far and their numbers."""


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
    if len(data) > limits.file_bytes:
        raise RefusedError("file-too-large", found=f"> {limits.file_bytes // 1_000_000} MB")
    return data


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
    names = [sheet.name.casefold() for sheet in parts.sheets]
    for sheet in parts.sheets:
        if names.count(sheet.name.casefold()) > 1:
            raise RefusedError("sheet-duplicate", sheet=sheet.name, found=sheet.name)
    table = shared_strings(package.read(parts.strings), parts.strings) if parts.strings in package else []
    strings = {str(index): text for index, text in enumerate(table)}
    kinds = style_kinds(package.read(parts.styles), parts.styles) if parts.styles in package else []
    sheets = {}
    for each in parts.sheets:
        if wanted(each.name):
            reader = _SheetReader(SheetData(each.name, each.state), strings, kinds, parts.date1904, limits)
            sheets[each.name] = reader.read(package.read(each.part), each.part)
    return BookData(sheets, modified_time(package))


class _SheetReader:
    """One pass of expat over one sheet."""

    def __init__(
        self, sheet: SheetData, strings: dict[str, str], kinds: list[int], date1904: bool, limits: Limits
    ) -> None:
        self._sheet = sheet
        self._strings = strings
        self._kinds = kinds
        self._epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
        self._limits = limits
        self._seen = 0

    def read(self, data: bytes, part: str) -> SheetData:
        """Read one sheet: the quick way where its XML is plain, else event by event."""
        found = sheet_cells(well_formed(data, part))
        if found is None:
            return self.read_events(data, part)
        cells, hidden = found
        self._seen = len(cells)
        self._within_limit()
        sheet, strings, columns, rows = self._sheet, self._strings, _COLUMNS, self._sheet.rows
        row_text, row, current = "", 0, {}  # type: str, int, dict[int, Value]
        for letters, row_found, style, kind, formula, valued, raw in cells:
            if row_found != row_text:
                row_text, row = row_found, int(row_found)
                current = rows.setdefault(row, {})
            if not valued and not formula:
                continue
            column = columns.get(letters) or self._column(letters + row_text, row_text)
            if formula:
                sheet.formulas.add((row, column))
                if not valued:
                    sheet.uncached.add((row, column))
            if raw:
                if column in current:
                    raise self._broken(raw, row, column)
                if kind == "s" and raw in strings:
                    current[column] = strings[raw]
                else:
                    current[column] = self._convert(entities(raw), kind or "n", style, row, column)
        sheet.hidden_rows.update(hidden)
        self._finish(part, True)
        return sheet

    def read_events(self, data: bytes, part: str) -> SheetData:
        """Read one sheet of any legal form; elements are told apart by their names under the root's prefix."""
        sheet, strings, columns = self._sheet, self._strings, _COLUMNS
        formulas = sheet.formulas
        c, v, f, t, row_tag = "c", "v", "f", "t", "row"
        row, column, row_text = 0, 0, ""
        current: dict[int, Value] = {}
        cell: list[str] = []
        inside = ""  # v or t while its text is awaited
        rooted = skip = False

        def start(name: str, flat: list[str]) -> None:
            nonlocal row, column, row_text, current, cell, inside, rooted, skip, c, v, f, t, row_tag
            if name == c:
                cell = flat
                if flat and flat[0] == "r":
                    letters = flat[1][: -len(row_text)]
                    column = columns.get(letters, 0)
                    if not column or letters + row_text != flat[1]:
                        column = self._column(flat[1], row_text)
                else:
                    column = self._position(flat, column, row_text)
            elif name == v:
                inside = v
                if formulas and (row, column) in formulas:
                    sheet.uncached.discard((row, column))
            elif name == f:
                formulas.add((row, column))
                sheet.uncached.add((row, column))
            elif name == row_tag:
                self._seen += len(current)
                row, row_text = self._row(flat, row)
                column, current = 0, sheet.rows.setdefault(row, {})
            elif name == t:
                inside, skip = ("" if skip else t), False
            elif not rooted:
                rooted = True
                prefix = self._prefix(name, part)
                c, v, f, t, row_tag = (prefix + each for each in (c, v, f, t, row_tag))
            elif name.endswith("rPh"):
                skip = True

        def text(found: str) -> None:
            nonlocal inside
            if inside == v:
                if column in current:
                    raise self._broken(found, row, column)
                if cell[-1] == "s" and cell[-2] == "t" and found in strings:
                    current[column] = strings[found]
                else:
                    each = attributes(cell)
                    current[column] = self._convert(found, each.get("t", "n"), each.get("s", ""), row, column)
                inside = ""
            elif inside:
                current[column] = str(current.get(column, "")) + unescape(found)
                inside = ""

        parse(data, part, start, text)
        self._finish(part, rooted)
        return sheet

    def _prefix(self, root: str, part: str) -> str:
        if not root.endswith("worksheet"):
            raise RefusedError("file-damaged", found=part)
        return root.removesuffix("worksheet")

    def _row(self, flat: list[str], before: int) -> tuple[int, str]:
        """The number of a row that begins, as int and text; also minds the limit and hidden rows."""
        self._within_limit()
        found = attributes(flat)
        text = found.get("r", "") or str(before + 1)
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MAX_ROW):
            raise RefusedError("cell-broken", sheet=self._sheet.name, found=text)
        row = int(text)
        if found.get("hidden") in ("1", "true"):
            self._sheet.hidden_rows.add(row)
        return row, text

    def _position(self, flat: list[str], before: int, row_text: str) -> int:
        """The column of a cell whose reference does not come first or is left out."""
        reference = attributes(flat).get("r", "")
        return self._column(reference, row_text) if reference else before + 1

    def _column(self, reference: str, row_text: str) -> int:
        """The number of a column met for the first time. Raises RefusedError beyond XFD."""
        letters = reference[: -len(row_text)]
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if letters + row_text != reference or not re.fullmatch("[A-Z]{1,3}", letters) or number > _MAX_COLUMN:
            raise RefusedError("cell-broken", sheet=self._sheet.name, found=reference[:80])
        _COLUMNS[letters] = number
        return number

    def _within_limit(self) -> None:
        if self._seen > self._limits.sheet_cells:
            raise RefusedError("file-too-large", sheet=self._sheet.name, found=f"{self._seen} cells")

    def _finish(self, part: str, rooted: bool) -> None:
        if not rooted:
            raise RefusedError("file-damaged", found=part)
        self._drop_empty_rows()

    def _drop_empty_rows(self) -> None:
        rows = self._sheet.rows
        for row in [row for row, values in rows.items() if not values]:
            del rows[row]
        if rows and max(rows) * max(map(max, rows.values())) > self._limits.box_cells:
            raise RefusedError("file-too-large", sheet=self._sheet.name, found=f"{max(rows)} rows")

    def _convert(self, raw: str, kind: str, style: str, row: int, column: int) -> Value:
        """The value of a cell from its text, its type and its style."""
        if kind == "s":
            if raw not in self._strings:
                raise self._broken(raw, row, column)
            return self._strings[raw]
        if kind in ("str", "inlineStr"):
            return unescape(raw) if kind == "str" else raw
        if kind == "n":
            number = int(style) if style.isascii() and style.isdigit() else 0
            return self._number(raw, number, row, column)
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "e":
            return CellError(raw)
        if kind == "d":
            try:
                return dt.datetime.fromisoformat(raw.strip().rstrip("Z"))
            except ValueError as error:
                raise self._broken(raw, row, column) from error
        raise self._broken(kind, row, column)

    def _number(self, raw: str, style: int, row: int, column: int) -> Value:
        if raw.isascii() and raw.isdigit() and len(raw) < 16:
            value: int | float = int(raw)
        else:
            try:
                value = float(raw) if raw.isascii() and "_" not in raw else math.nan
            except ValueError:
                value = math.nan
            if not math.isfinite(value):
                raise self._broken(raw, row, column)
            if raw.lstrip("-").isdigit() and len(raw) < 16:
                value = int(raw)
        kind = self._kinds[style] if style < len(self._kinds) else 0
        if kind == FORMAT_PERCENT:
            self._sheet.percents.add((row, column))
        elif kind == FORMAT_DATE and 0 <= value < _LAST_SERIAL:
            return self._epoch + dt.timedelta(days=value)
        return value

    def _broken(self, found: str, row: int, column: int) -> RefusedError:
        return RefusedError(
            "cell-broken", sheet=self._sheet.name, cell=cell_name(row, column), found=found[:80]
        )
