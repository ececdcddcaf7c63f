"""Tables without a column of steps, in which the steps of a measure are the rows below it."""

from __future__ import annotations

import re

from toolkit.importer.row_kinds import below_content, names_measure
from toolkit.importer.uses import TableUse
from toolkit.thai.text import squash

_NUMBER = re.compile(r"\(?(\d{1,2})((?:\.\d{1,2}){0,2})\)?[.)]?(?!\d)")


def measure_heads(use: TableUse) -> frozenset[int]:
    """The rows that name a measure where the others are rows of steps; none where each row is a measure.

    A row names a measure by its words ("มาตรการที่ ๑ …") where other rows have none, or by its number
    where the rows below it count on: 1, 1.1, 1.2, 2, 2.1.
    """
    if use.header.has("steps") or not use.header.has("measure"):
        return frozenset()
    place = use.header.of("measure")[0].place
    texts = {row: use.table.rows[row][place] for row in use.body}
    rows = [row for row in use.body if texts[row].strip() and not below_content(texts[row])]
    for heads in ({row for row in rows if names_measure(texts[row])}, _counted(use, rows)):
        if heads and rows[0] in heads and len(heads) < len(rows):
            return frozenset(heads)
    return frozenset()


def _counted(use: TableUse, rows: list[int]) -> set[int]:
    """The rows with a whole number, where every other row counts below the one before it."""
    heads: set[int] = set()
    last = ""
    for row in rows:
        match = _NUMBER.match(_number_text(use, row))
        if match is None:
            return set()
        if not match[2]:
            heads.add(row)
            last = match[1]
        elif match[1] != last:
            return set()
    return heads


def _number_text(use: TableUse, row: int) -> str:
    """Where a row's number stands: in its column, else at the head of the measure's cell."""
    columns = (*use.header.of("number"), *use.header.of("measure"))
    return next(filter(None, (squash(use.table.rows[row][each.place]) for each in columns)), "")
