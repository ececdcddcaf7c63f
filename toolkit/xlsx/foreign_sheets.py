"""Foreign workbooks (.xlsx, .xls, .ods) as sheets of text, for the import.

Of an .xlsx also the blank cells that a colour or an arrow fills, as time charts are drawn.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from toolkit.model.cells import cell_position, range_corners
from toolkit.xlsx.package import Package, Relations
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, CellError, Position, RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import Tree

Merge = tuple[Position, Position]
"""The first and last place of a merged range, both 1-based (row, column)."""

_NO_COLOUR = ("", "FFFFFFFF", "FFFFFF", "theme0", "indexed9", "indexed64")
_WIDEST = 60  # columns that one arrow is followed over
_NO_DAY = (dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1904, 1, 1))
"""The days that a time of day without a date falls on."""


@dataclass(slots=True)
class ForeignSheet:
    """One sheet: its non-blank texts by 1-based place, its merged ranges, and whether it is hidden.

    Numbers are plain decimals without ".0", dates are ISO (2023-10-01, in the year as stored), truth values
    TRUE and FALSE. Of .xlsx alone percents end in "%", errors are their own text (#REF!), `uncached` are
    formulas without a stored value and `drawn` blank cells that a colour or an arrow fills; the merged
    ranges of an .ods are not known.
    """

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    uncached: tuple[Position, ...] = ()
    drawn: frozenset[Position] = frozenset()


def shown(value: object, *, percent: bool = False) -> str:
    """Return a cell's value as text. Raises TypeError for what no cell holds."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        # Fifteen digits, as Excel shows: 0.1 + 0.2 is stored as 0.30000000000000004.
        number = Decimal(format(value, ".15g"))
        return f"{_plain(number * 100)}%" if percent else _plain(number)
    if isinstance(value, dt.datetime):
        if value.date() in _NO_DAY:
            return value.time().isoformat("seconds")
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    if isinstance(value, dt.timedelta | CellError):
        return str(value)
    raise TypeError(type(value))


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_foreign(data: bytes, kind: Literal["xlsx", "xls", "ods"]) -> tuple[ForeignSheet, ...]:
    """Return the sheets of a workbook in order. Raises RefusedError."""
    if kind == "xlsx":
        return tuple(_xlsx(data))
    if kind == "ods":
        # Calamine unpacks the file by itself, without limits.
        Package(data, DOCUMENT_LIMITS, any_kind=True).verify()
    return tuple(_old(data))


def _xlsx(data: bytes) -> Iterator[ForeignSheet]:
    """Yield the sheets as the strict reader gives them."""
    book = read_book(data)
    package = Package(data)
    parts = workbook_parts(package)
    fills, places = _solid_fills(package, parts.styles), {sheet.name: sheet.part for sheet in parts.sheets}
    for name, sheet in book.sheets.items():
        texts = {
            (row, column): text
            for row, cells in sheet.rows.items()
            for column, value in cells.items()
            if (text := shown(value, percent=(row, column) in sheet.percents)).strip()
        }
        corners = map(range_corners, sheet.merges if texts else ())
        merges = tuple(((top, left), (bottom, right)) for top, left, bottom, right in corners)
        drawn = _drawn_cells(package, places[name], fills, texts) if texts else frozenset[Position]()
        uncached = tuple(sorted(sheet.uncached))
        yield ForeignSheet(name, texts, merges, sheet.state != "visible", uncached, drawn)


def _old(data: bytes) -> Iterator[ForeignSheet]:
    """Yield the sheets as calamine gives them, its errors as refusals; its panics end the process."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    # Not by name: of two sheets with one name calamine gives the first twice.
                    sheet = book.get_sheet_by_index(index)
                    texts = {
                        (row, column): text
                        # Else calamine skips blank rows and columns before the first cell, and addresses
                        # shift.
                        for row, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
                        for column, value in enumerate(cells, 1)
                        if (text := shown(value)).strip()
                    }
                    merges = tuple(
                        ((top + 1, left + 1), (bottom + 1, right + 1))
                        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                    )
                    hidden = about.visible != SheetVisibleEnum.Visible
                    yield ForeignSheet(sheet.name, texts, merges, hidden)
    except PasswordError as error:
        raise RefusedError("file-encrypted") from error
    except (CalamineError, OSError) as error:
        raise RefusedError("file-damaged", found="workbook") from error


def _solid_fills(package: Package, part: str) -> tuple[str, ...]:
    """Return the colour that each style of a workbook fills a cell with, "" for none or white."""
    if not part:
        return ()
    root = package.tree(part)
    fills = [_colour(fill) for fill in root.findall("{*}fills/{*}fill")]
    styles = (int(style.get("fillId", "0")) for style in root.findall("{*}cellXfs/{*}xf"))
    return tuple(fills[style] if 0 <= style < len(fills) else "" for style in styles)


def _drawn_cells(
    package: Package, part: str, fills: tuple[str, ...], texts: Mapping[Position, str]
) -> frozenset[Position]:
    """Return the blank cells beside texts that are filled with another colour than the first text of their
    row, as striped rows are, or that an arrow covers."""
    colours: dict[Position, str] = {}
    for cell in package.tree(part).iter("{*}c") if any(fills) else ():
        style = int(cell.get("s", "0"))
        if cell.get("r") and style < len(fills) and fills[style]:
            colours[cell_position(cell.get("r"))] = fills[style]
    first: dict[int, int] = {}
    for row, column in texts:
        first[row] = min(column, first.get(row, column))
    coloured = (
        (row, column)
        for (row, column), colour in colours.items()
        if row in first and colour != colours.get((row, first[row]), "")
    )
    arrows = (
        place
        for drawing in Relations(package, part).parts("drawing").values()
        for place in _arrows(package, drawing)
    )
    return frozenset(place for place in (*coloured, *arrows) if place not in texts and place[0] in first)


def _arrows(package: Package, part: str) -> Iterator[Position]:
    """The cells from the beginning of each line or shape to its end, in the row of its middle."""
    for anchor in package.tree(part).findall("{*}twoCellAnchor") if part in package else ():
        names = [f"{{*}}{end}/{{*}}{name}" for end in ("from", "to") for name in ("row", "col")]
        places = [anchor.findtext(name, "") for name in names]
        if anchor.find("{*}pic") is not None or not all(place.isdecimal() for place in places):
            continue
        top, left, bottom, right = map(int, places)
        for column in range(left, min(right, left + _WIDEST) + 1):
            yield (top + bottom) // 2 + 1, column + 1


def _colour(fill: Tree) -> str:
    colour = fill.find("{*}patternFill[@patternType]/{*}fgColor")
    if colour is None or colour.getparent().get("patternType") == "none":
        return ""
    kinds = ((name, colour.get(name)) for name in ("rgb", "theme", "indexed"))
    named = next((value if name == "rgb" else f"{name}{value}" for name, value in kinds if value), "")
    tint = colour.get("tint", "")
    return f"{named}{tint}" if tint or named not in _NO_COLOUR else ""
