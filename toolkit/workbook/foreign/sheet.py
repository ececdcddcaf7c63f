"""One sheet of a foreign workbook as text, and how its values become text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.workbook.reading import CellError, Position

Merge = tuple[Position, Position]
"""The first and last place of a merged range, both 1-based (row, column)."""

_NO_DAY = (dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1904, 1, 1))
"""The days that a time of day without a date falls on."""


@dataclass(slots=True)
class ForeignSheet:
    """One sheet: its non-blank texts by 1-based place, its merged ranges, and whether it is hidden.

    Numbers are plain decimals without ".0", percents end in "%" (not in .xls, where that is not known),
    dates are ISO (2023-10-01, in the year as stored), truth values TRUE and FALSE, errors their own text
    (#REF!). `uncached` are formulas without a stored value.
    """

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    uncached: tuple[Position, ...] = ()


def shown(value: object, *, percent: bool = False) -> str:
    """A cell's value as text. Raises TypeError for what no cell holds."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
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
    """A number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
