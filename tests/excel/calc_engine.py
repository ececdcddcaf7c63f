"""An engine for xlwings that drives LibreOffice: a spreadsheet program really does the work.

It has what the buttons use and no more; what Excel refuses on a protected sheet is refused here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calc import Calc
from xlwings.base_classes import App, Book, Books, Range, Sheet, Sheets

ROWS, COLUMNS = 1_048_576, 1024


def named(items: list[Any], key: str | int) -> Any:
    """An item by its number from 1 or its name. Raises KeyError, by which xlwings sees that there is none."""
    return items[key - 1] if isinstance(key, int) else {each.name: each for each in items}[key]


class CalcEngine:
    """The engine itself; xlwings asks it to turn values into those of cells and back."""

    name, type = "calc", "desktop"

    @staticmethod
    def clean_value_data(data: Any, *_: Any) -> Any:
        return data

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return value


class CalcApp(App):
    engine, pid = CalcEngine(), 0

    def __init__(self, calc: Calc) -> None:
        self.calc = calc

    @property
    def books(self) -> CalcBooks:
        return CalcBooks(self)

    def run(self, macro: str, arguments: tuple[Any, ...]) -> Any:
        book, _, name = macro.rpartition("!")
        (path,) = [each for each in self.calc("books") if Path(each).name == book.strip("'")]
        return self.calc("call", path, name, list(arguments))


class CalcBooks(Books):
    def __init__(self, app: CalcApp) -> None:
        self.app = app

    def __iter__(self) -> Iterator[CalcBook]:
        return (CalcBook(self.app, path) for path in self.app.calc("books"))

    def __len__(self) -> int:
        return len(self.app.calc("books"))

    def __call__(self, key: str | int) -> CalcBook:
        return named(list(iter(self)), key)

    def open(self, fullname: str, *_: Any, **__: Any) -> CalcBook:
        self.app.calc("open", fullname)
        return CalcBook(self.app, fullname)


class CalcBook(Book):
    def __init__(self, app: CalcApp, fullname: str) -> None:
        self._app, self._fullname = app, fullname

    app = property(lambda self: self._app)
    fullname = property(lambda self: self._fullname)
    name = property(lambda self: Path(self._fullname).name)
    sheets = property(lambda self: CalcSheets(self))

    def to_pdf(self, path: str, quality: str) -> None:
        self._app.calc("pdf", self._fullname, path)


class CalcSheets(Sheets):
    def __init__(self, book: CalcBook) -> None:
        self.book = book

    def __iter__(self) -> Iterator[CalcSheet]:
        names = self.book.app.calc("sheets", self.book.fullname)
        return (CalcSheet(self.book, name) for name in names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: str | int) -> CalcSheet:
        return named(list(iter(self)), key)


class CalcSheet(Sheet):
    def __init__(self, book: CalcBook, name: str) -> None:
        self._book, self._name = book, name

    book = property(lambda self: self._book)
    name = property(lambda self: self._name)
    visible = property(lambda self: self.do("visible"))
    cells = property(lambda self: CalcRange(self, [1, 1, ROWS, COLUMNS]))
    used_range = property(lambda self: CalcRange(self, [1, 1, *self.do("used")]))

    def do(self, operation: str, *arguments: Any) -> Any:
        return self._book.app.calc(operation, self._book.fullname, self._name, *arguments)

    def range(self, first: Any, last: Any = None) -> CalcRange:
        if isinstance(first, str):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]
            column = sum((ord(each) - 64) * 26**place for place, each in enumerate(reversed(letters)))
            first = (int(row), column)
        if isinstance(first, tuple) and len(first) == 4:  # row, column, rows, columns
            row, column, rows, columns = first
            return CalcRange(self, [row, column, row + rows - 1, column + columns - 1])
        top, left = (first.row, first.column) if isinstance(first, CalcRange) else first
        end = (last.row, last.column) if isinstance(last, CalcRange) else last or (top, left)
        return CalcRange(self, [top, left, *end])

    def clear_contents(self) -> None:
        self.do("clear")


class CalcRange(Range):
    max_cells_per_read = max_cells_per_write = None
    api = property(lambda self: self)

    def __init__(self, sheet: CalcSheet, box: list[int]) -> None:
        self.sheet, self.box = sheet, box

    row = property(lambda self: self.box[0])
    column = property(lambda self: self.box[1])
    shape = property(lambda self: (self.box[2] - self.box[0] + 1, self.box[3] - self.box[1] + 1))

    def __call__(self, row: int, column: int) -> CalcRange:
        place = [self.box[0] + row - 1, self.box[1] + column - 1]
        return CalcRange(self.sheet, place * 2)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def raw_value(self) -> Any:
        rows = self.sheet.do("get", self.box)
        return rows[0][0] if self.shape == (1, 1) else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.sheet.do("put", self.box, value if isinstance(value, list) else [[value]])

    @property
    def number_format(self) -> str:
        return self.sheet.do("format", self.box)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.sheet.do("set_format", self.box, code)

    @property
    def color(self) -> tuple[int, int, int] | None:
        found = self.sheet.do("colour", self.box)
        return None if found < 0 else (found >> 16, found >> 8 & 255, found & 255)

    @color.setter
    def color(self, colour: str | None) -> None:
        self.sheet.do("set_colour", self.box, -1 if colour is None else int(colour[1:], 16))

    @property
    def row_height(self) -> float:
        return self.sheet.do("height", self.row)

    @row_height.setter
    def row_height(self, points: float) -> None:
        self.sheet.do("set_height", self.row, points)

    def autofit(self, axis: str | None = None) -> None:
        self.sheet.do("autofit", self.box)
