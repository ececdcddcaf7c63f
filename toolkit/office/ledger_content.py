"""What lines of the ledger hold: the months of an accepted file as they were read, and a distributed plan.

Of a month every row is kept, each value with its cell. A row is a list, so that a year of an office loads at
once: the number of the sheet's row, the row key, then the values in the order of ENTRY_FIELDS or
OUTCOME_FIELDS. `columns` and `outcome_columns` name the column of each value.

Everything else is kept as records by the names of their fields, without what is as by default. Of where a
record of a plan stands the sheet and row are kept, not its columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from toolkit.model.cells import column_letters, column_number
from toolkit.model.entry import AcceptedMonth, Entry, MonthReport, Outcome
from toolkit.model.finding import Location
from toolkit.model.month import Month

HEAD_KEYS = ("reporter", "reported_on")
ENTRY_FIELDS = ("status", "percent", "action", "evidence", "reason")
OUTCOME_FIELDS = ("result", "outcome", "problem", "suggestion")


def plain_month(month: AcceptedMonth) -> dict[str, Any]:
    """Return a month as JSON holds it."""
    report = month.report
    assert report.reported_on is not None  # what is not signed is not accepted
    return {
        "month": str(report.month),
        "reported_on": report.reported_on.isoformat(),
        "received": month.received.isoformat(),
        "taken": month.taken,
        "sheet": report.location.sheet,
        "row": report.location.row,
        "reporter": report.reporter,
        "cells": dict(report.cells),
        "columns": _plain_columns(ENTRY_FIELDS, report.entries),
        "rows": [
            [
                entry.location.row,
                entry.key,
                entry.status,
                _plain_percent(entry.percent),
                entry.action,
                entry.evidence,
                entry.reason,
            ]
            for entry in report.entries
        ],
        "outcome_columns": _plain_columns(OUTCOME_FIELDS, report.outcomes),
        "outcomes": [
            [row.location.row, row.measure_no, row.result, row.outcome, row.problem, row.suggestion]
            for row in report.outcomes
        ],
    }


def month_of_plain(plain: Mapping[str, Any]) -> AcceptedMonth:
    """Return a month from JSON. Raises KeyError, TypeError or ValueError for one of another form."""
    sheet, columns = plain["sheet"], _columns(plain["columns"])
    entries = [
        Entry(key, status, _percent(percent), action, evidence, reason, Location(sheet, row, columns))
        for row, key, status, percent, action, evidence, reason in plain["rows"]
    ]
    columns = _columns(plain["outcome_columns"])
    outcomes = [
        Outcome(measure_no, result, outcome, problem, suggestion, Location(sheet, row, columns))
        for row, measure_no, result, outcome, problem, suggestion in plain["outcomes"]
    ]
    report = MonthReport(
        month_of_text(plain["month"]),
        plain["reporter"],
        dt.date.fromisoformat(plain["reported_on"]),
        tuple(entries),
        tuple(outcomes),
        location=Location(sheet, plain["row"]),
        cells=plain["cells"],
    )
    received = dt.datetime.fromisoformat(plain["received"])
    return AcceptedMonth(report=report, received=received, taken=plain["taken"])


# Few values, met in thousands of rows.
month_of_text = lru_cache(maxsize=64)(Month.parse)


@lru_cache(maxsize=1024)
def _percent(plain: int | str | None) -> Fraction | None:
    return None if plain is None else Fraction(plain)


def _plain_percent(percent: Fraction | None) -> int | str | None:
    """Return a percent exactly: a whole number, a decimal, or a fraction where no decimal says it."""
    if percent is None or percent.denominator == 1:
        return None if percent is None else percent.numerator
    decimal = str(Decimal(percent.numerator) / percent.denominator)
    return decimal if Fraction(decimal) == percent else str(percent)


def _plain_columns(names: Sequence[str], rows: Sequence[Entry | Outcome]) -> dict[str, str]:
    """Return the letters of the columns in which the values of rows stand; all rows share them."""
    columns = rows[0].location.columns if rows else {}
    return {name: column_letters(columns[name]) for name in names if name in columns}


def _columns(plain: Mapping[str, str]) -> dict[str, int]:
    return {name: column_number(letters) for name, letters in plain.items()}


def as_json(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, AcceptedMonth):
        return plain_month(value)
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Location):
        return [value.sheet, value.row]
    if isinstance(value, Month | Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [as_json(member) for member in value]
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        given = ((column, getattr(value, column.name)) for column in fields(value))
        return {column.name: as_json(member) for column, member in given if member != _default(column)}
    return value


def _default(column: Any) -> object:
    return column.default if column.default_factory is MISSING else column.default_factory()


@cache
def record_of(kind: Callable[..., Any]) -> Callable[[Mapping[str, Any]], Any]:
    """Return what makes a record of a kind from JSON; it raises KeyError, TypeError or ValueError for one of
    another form."""
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(plain: Mapping[str, Any]) -> Any:
        # A later version may have written fields that this one does not know.
        return kind(**{name: readers[name](value) for name, value in plain.items() if name in readers})

    return read


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a type from JSON."""
    if hint is AcceptedMonth:
        return month_of_plain
    if hint is dt.datetime:
        return dt.datetime.fromisoformat
    if hint is Location:
        return lambda plain: Location(*plain)
    if hint is Month:
        return month_of_text
    if hint is Fraction:
        return Fraction
    if get_origin(hint) is UnionType:  # only None beside one type, and None is left out
        return _reader(next(kind for kind in get_args(hint) if kind is not type(None)))
    if get_origin(hint) is tuple:
        member = _reader(get_args(hint)[0])
        return lambda plain: tuple([member(value) for value in plain])
    if isinstance(hint, type) and is_dataclass(hint):
        return record_of(hint)
    return lambda plain: plain
