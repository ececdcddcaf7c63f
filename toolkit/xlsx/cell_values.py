"""Cell values: what a cell of the file stands for, by its type and its style."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

from toolkit.model.cells import MAX_COLUMN, MAX_ROW, cell_name, column_letters, column_number
from toolkit.xlsx.sheet_data import (
    FORMAT_DATE,
    FORMAT_GENERAL,
    FORMAT_PERCENT,
    Cell,
    CellError,
    CellValue,
    Limits,
    RefusedError,
    SheetData,
)
from toolkit.xlsx.workbook_parts import unescape

# Two days before 1 January 1900, which is 1: day 60 is a 29 February 1900 that never was.
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (cells have no zone)
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LATEST = dt.datetime(9999, 12, 31)  # noqa: DTZ001
_MARCH_1900 = 60
_DIGITS = 15
"""How many digits of a number spreadsheet programs keep."""
_ISO_DATE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?)"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
"""A date cell in words. A cell shows the clock as it stands and has no zone, so a zone is dropped. Other
forms of ISO 8601 (weeks, no hyphens) are read in different ways by different programs."""
_ERRORS = ("#", "Err:")
"""What the errors of spreadsheet programs begin with; another text is shown as some error by each."""
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_COLUMNS: dict[str, int] = {column_letters(number): number for number in range(1, 53)}
"""Column letters met so far and their numbers."""


class SheetBuilder:
    """One sheet, taken in row by row. Raises RefusedError naming the cell rather than guess a value."""

    def __init__(
        self,
        sheet: SheetData,
        strings: Mapping[str, str],
        kinds: Sequence[tuple[int, str]],
        date1904: bool,
        limits: Limits,
    ) -> None:
        """Take `strings` as the shared strings by number."""
        self.sheet = sheet
        self._strings = strings
        self._kinds = kinds
        self._epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
        self._last_day = (_LATEST - self._epoch).days
        self._most_cells, self._most_box = limits.sheet_cells, limits.box_cells
        self._most_letters = limits.text_letters
        self._row = self._lowest = self._widest = self._seen = 0

    def add_row(self, number: str, hidden: bool, cells: Sequence[Cell]) -> None:
        """Take in one row; a row or cell that names no place comes after the one before it."""
        row = self._row + 1
        if number:
            row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
        if not 0 < row <= MAX_ROW:
            raise self._broken(number)
        self._row = row
        if hidden:
            self.sheet.hidden_rows.add(row)
        if not cells:
            return
        strings, columns, column, widest, seen = self._strings, _COLUMNS, 0, 0, 0
        values = self.sheet.rows.setdefault(row, {})
        for letters, digits, style, kind, formula, valued, raw in cells:
            # A cell that names another row than the one it stands in could be read in either.
            if digits != number and digits:
                raise self._broken(letters + digits)
            column = columns.get(letters) or self._column(letters, digits, column)
            if formula:
                self.sheet.formulas[row, column] = formula
                # One whose stored result is an empty text is not uncached.
                if not raw and not (valued and kind == "str"):
                    self.sheet.uncached.add((row, column))
            elif not valued:
                continue
            seen += 1
            if column > widest:
                widest = column
            if not raw:
                continue
            # Two cells in one place: one of the values would be lost.
            if column in values:
                raise self._broken(raw, row, column)
            value: CellValue | None = strings.get(raw) if kind == "s" else None
            if value is None:
                value = self._value(raw, kind or "n", style, row, column)
            if value != "":
                values[column] = value
        if not values:
            del self.sheet.rows[row]
        if seen:
            self._seen += seen
            self._lowest, self._widest = max(self._lowest, row), max(self._widest, widest)
            if self._seen > self._most_cells:
                raise self._too_large(f"{self._seen} cells")
            # Empty texts count for the box: other readers make room for them.
            if self._lowest * self._widest > self._most_box:
                raise self._too_large(cell_name(self._lowest, self._widest))

    def _column(self, letters: str, digits: str, before: int) -> int:
        """Return the number of a column not met so far, or of the one after another where none is named."""
        column = column_number(letters) if letters else before + 1
        if not 0 < column <= MAX_COLUMN:
            raise self._broken(letters + digits)
        if letters:
            _COLUMNS[letters] = column
        return column

    def _too_large(self, found: str) -> RefusedError:
        return RefusedError("file-too-large", sheet=self.sheet.name, found=found)

    def _broken(self, found: str, row: int = 0, column: int = 0) -> RefusedError:
        cell = cell_name(row, column) if row else ""
        return RefusedError("cell-broken", sheet=self.sheet.name, cell=cell, found=found[:80])

    def _value(self, raw: str, kind: str, style: str, row: int, column: int) -> CellValue:
        if kind == "n":
            return self._number(raw, style, row, column)
        if len(raw) > self._most_letters:
            raise self._too_large(f"{cell_name(row, column)}: {len(raw):,}")
        if kind in ("str", "is"):
            self.sheet.longest = max(self.sheet.longest, len(raw))
            return unescape(raw)
        if kind == "e" and raw.strip().startswith(_ERRORS):
            return CellError(raw.strip())
        if kind == "b" and raw in _BOOLEANS:
            return _BOOLEANS[raw]
        if kind == "d":
            match = _ISO_DATE.fullmatch(raw)
            try:
                if match is not None:
                    return dt.datetime.fromisoformat(match[1])
            except ValueError as error:
                raise self._broken(raw, row, column) from error
        raise self._broken(raw if kind in ("s", "b", "d", "e") else kind, row, column)

    def _number(self, raw: str, style: str, row: int, column: int) -> CellValue:
        value: int | float
        if raw.isascii() and raw.isdigit() and len(raw) <= _DIGITS:
            value = int(raw)
        else:
            try:
                # float() also takes "1_000", blanks around and Thai digits, which no stored number has.
                value = float(raw) if raw.isascii() and "_" not in raw and raw == raw.strip() else math.nan
            except ValueError:
                value = math.nan
            if not math.isfinite(value):
                raise self._broken(raw, row, column)
            value = whole(value)
        kind, code = self._kind(style, row, column)
        if code:
            self.sheet.formats[row, column] = code
        if kind == FORMAT_PERCENT:
            self.sheet.percents.add((row, column))
        # Beyond the calendar a number stays one: Excel shows it as #### in a date format.
        elif kind == FORMAT_DATE and 0 <= value <= self._last_day:
            # Spreadsheet programs count a 29 February 1900, so the days before it stand one lower.
            lower = 1 if self._epoch is _EPOCH_1900 and 1 <= value < _MARCH_1900 else 0
            return self._epoch + dt.timedelta(lower, milliseconds=round(value * 86_400_000))
        return value

    def _kind(self, style: str, row: int, column: int) -> tuple[int, str]:
        """Return what a number in a style is, and its format; the first style stands for none, and need not
        be there."""
        style = style or "0"
        if style.isascii() and style.isdigit() and len(style) < 7:
            index = int(style)
            if index < len(self._kinds):
                return self._kinds[index]
            if not index:
                return FORMAT_GENERAL, ""
        raise self._broken(f"s={style}", row, column)


def whole(value: float) -> int | float:
    """Return a number as an int where it is whole and exact in the 15 digits that programs keep."""
    return int(value) if value.is_integer() and abs(value) < 10**_DIGITS else value
