"""A workbook as read: sheets of values with the facts that matter, limits, and the refusal to read."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from toolkit.model.cells import range_corners
from toolkit.model.finding import Finding

FORMAT_GENERAL, FORMAT_PERCENT, FORMAT_DATE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as #REF!; never the same as a blank."""

    text: str

    def __str__(self) -> str:
        return self.text


CellValue = str | int | float | bool | dt.datetime | CellError
Position = tuple[int, int]
"""A 1-based (row, column)."""

Cell = tuple[str, str, str, str, str, str, str]
"""A cell as it stands in the file: its column's letters and its row's digits ("" for both where it names no
place), style, type ("is" for a text written in the cell itself), ">" and its formula as XML ("" where it has
none), what is true where it has a value, and the value's text."""


@dataclass(slots=True)
class SheetData:
    """One sheet: its non-empty values by row and column (both 1-based) and facts beside them.

    `percents` are number cells in a percent format, `formats` the codes of those with a format of their own,
    `formulas` cells with a formula and its XML (see
    `formula`), `uncached` those whose formula has no stored value, `hidden_rows` rows that are not shown,
    `filtered` whether a filter hides rows. `links` are the cells (a range such as "J12:J14") that lead out
    of the workbook and where to, `dropdowns` the ranges that offer a list, `merges` those of
    merged cells, `longest` the letters of the
    longest text written in a cell itself. A whole number of at most 15 digits is an int, however it was
    written; an empty text is no value.
    """

    name: str
    state: str = "visible"
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    formats: dict[Position, str] = field(default_factory=dict)
    formulas: dict[Position, str] = field(default_factory=dict)
    uncached: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    filtered: bool = False
    links: list[tuple[str, str]] = field(default_factory=list)
    dropdowns: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    longest: int = 0
    _behind: dict[Position, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def cells(self) -> int:
        """How many non-empty values the sheet holds."""
        return sum(map(len, self.rows.values()))

    def link_behind(self, position: Position) -> str | None:
        """Return where a cell's link leads, laid on the cell or made by =HYPERLINK(); "" where it has none,
        None where the formula does not say it plainly."""
        if position in self.formulas:
            formula = self.formula(position)
            if match := _HYPERLINK.match(formula):
                return "".join(map(self._piece, _PIECE.findall(match[1])))
            # Of a formula that was filled down only the first cell holds the words.
            return None if not formula or "HYPERLINK" in formula.upper() else ""
        if not self._behind:
            left_over = _MOST_LINKED_CELLS
            for cells, target in self.links:
                top, left, bottom, right = range_corners(cells)
                left_over -= (bottom - top + 1) * (right - left + 1)
                if left_over < 0:  # nobody lays links on as many cells
                    break
                for place in product(range(top, bottom + 1), range(left, right + 1)):
                    self._behind.setdefault(place, target)
        return self._behind.get(position, "")

    def _piece(self, piece: str) -> str:
        """Return what a part of a formula stands for: a text in quotes, or a cell of this sheet."""
        if piece.startswith('"'):
            return piece[1:-1].replace('""', '"')
        row, column, _, _ = range_corners(piece)
        return str(self.rows.get(row, {}).get(column, ""))

    def formula(self, position: Position) -> str:
        """Return a cell's formula without "="; "" where it is another cell's, or there is none."""
        return html.unescape(self.formulas.get(position, "")[1:])


_MOST_LINKED_CELLS = 200_000
# What begins like a cell may be a function (LOG10), a name or another sheet (Q1!A1).
_OPERAND = r"""(?:"(?:[^"]|"")*+"|\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![0-9A-Z(.!]))"""
_PIECE = re.compile(_OPERAND)
_HYPERLINK = re.compile(rf"\s*HYPERLINK\(\s*({_OPERAND}(?:\s*&\s*{_OPERAND})*+)\s*[,;)]", re.IGNORECASE)

Burden = Literal["macros", "macro-format", "connection", "dde", "external-link", "embedded"]
"""What a workbook may carry besides its sheets."""


@dataclass(frozen=True, slots=True)
class BookData:
    """A workbook as read. `modified` is its own last-saved time (UTC), None where it names none;
    `burdens` are what it carries besides sheets and the part that shows it."""

    sheets: Mapping[str, SheetData]
    modified: dt.datetime | None = None
    burdens: tuple[tuple[Burden, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file from outside may be. Of real office files, 99.9 % have at most 188 parts,
    26 MB in all and a compression ratio of 48; the defaults leave room above that.

    `xml_bytes` and `xml_marks` bound all XML that is read of a file, and with it time and memory: a mark is
    a tag or an attribute, and a million of them takes a second or two; those of the first
    `uncounted_bytes` are not counted, since counting takes time too. `text_letters` is what a cell holds
    in Excel, `book_letters` what all cells that are read hold together: every text is cleaned and looked
    through, and one long string can stand in many cells.
    """

    file_bytes: int = 50_000_000
    parts: int = 2_000
    part_bytes: int = 50_000_000
    total_bytes: int = 300_000_000
    ratio: int = 200
    ratio_from_bytes: int = 10_000_000
    sheets: int = 300
    box_cells: int = 2_000_000
    sheet_cells: int = 500_000
    xml_bytes: int = 40_000_000
    xml_marks: int = 1_200_000
    uncounted_bytes: int = 2_000_000
    text_letters: int = 32_767
    book_letters: int = 2_000_000


DEFAULT_LIMITS = Limits()
DOCUMENT_LIMITS = Limits(xml_bytes=300_000_000, uncounted_bytes=300_000_000)
"""For a Word or OpenDocument file that is imported in a process of its own: bounded there in time and memory,
it needs no count of its XML."""


class RefusedError(Exception):
    """A file that cannot be read; `finding` says why and, as far as known, where."""

    def __init__(
        self, code: str, *, found: str = "", sheet: str = "", cell: str = "", expected: str = ""
    ) -> None:
        super().__init__(f"{code}: {found}")
        self.finding = Finding(code, sheet=sheet, cell=cell, found=found, expected=expected)

    @property
    def beyond_limits(self) -> bool:
        """Whether unpacking the file would do harm: it is too large, or built as no program builds it."""
        return self.finding.code in ("file-too-large", "file-unsafe")
