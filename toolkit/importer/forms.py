"""Forms, which say in one column what stands in the next, turned into tables like any other."""

from __future__ import annotations

from dataclasses import replace

from toolkit.importer.document import SourceTable
from toolkit.importer.headers import find_header
from toolkit.importer.headings import MOST, field_of, is_whole, look_of, names_measure
from toolkit.thai.text import clean_text, squash

_LABELS = 3  # different fields that a form must have
_MOST_ROWS, _WIDEST = 400, 6
_MEASURE = "มาตรการ"


def as_table(table: SourceTable, *, goes_on: bool) -> SourceTable:
    """Return a form with its labels as headings and a row for each measure; every other table as it is.

    A label that stands again, or a line that names a measure, begins the next row; a line without a label
    goes on with the one above. A table of two columns of which only some label is known is turned as well,
    or of which some cells look like times and others like units, unless it may be one that `goes_on` from the
    page before: a person can choose what its columns are, which nobody could of its rows.
    """
    if not 2 <= len(table.rows) <= _MOST_ROWS or table.width > _WIDEST:
        return table
    if any(_is_headings(table, row) for row in range(len(table.rows))):
        return table
    records: list[dict[str, str]] = [{}]
    headings: dict[str, str] = {}
    labelled: set[int] = set()
    last = ""
    for row in range(len(table.rows)):
        text = "\n".join(table.filled(row).values())
        pairs = label_pairs(table, row)
        labelled |= {row} if any(field_of(label) for label, _ in pairs) else set()
        if not pairs and (names_measure(text) or (text and not last)):
            pairs = [(_MEASURE, text)]
        for label, content in pairs:
            last = squash(label)
            headings.setdefault(last, label)
            if last in records[-1] or (label == _MEASURE and records[-1]):
                records.append({})
            records[-1][last] = content
        if not pairs and text:
            records[-1][last] += f"\n{text}"
    fields = {field_of(heading) for heading in headings.values()} - {""}
    rows = sum(any(map(str.strip, texts)) for texts in table.rows)
    sure = len(fields) >= _LABELS and len(labelled) >= MOST * rows and bool(fields & {"measure", "steps"})
    looks = [look_of([text]) for text in (texts[-1] for texts in table.rows)]
    unlike = 0 < looks.count("period") < rows / 2 and 0 < looks.count("responsible") < rows / 2
    may_be = table.width == 2 and not goes_on and (unlike or labelled - {0}) and not find_header(table)
    if not (sure or may_be):
        return table
    lines = (tuple(record.get(heading, "") for heading in headings) for record in records)
    grid = (tuple(headings.values()), *lines)
    return replace(table, rows=grid, anchors={}, drawn=frozenset(), turned=True)


def _is_headings(table: SourceTable, row: int) -> bool:
    """Whether three cells or more of a row, and no others, are headings of different fields."""
    texts = table.filled(row).values()
    return all(map(is_whole, texts)) and len(set(map(field_of, texts)) - {""}) > 2


def label_pairs(table: SourceTable, row: int) -> list[tuple[str, str]]:
    """Return the labels of a row, each with what it labels, to its right; a number before a label is passed
    over. Where no label is known, the first of two texts is one."""
    columns = [column for column in range(table.width) if table.first(row, column) == (row, column)]
    texts = [clean_text(table.rows[row][column]) for column in columns]
    at = int(bool(texts) and squash(texts[0]).strip("().").isdecimal())
    pairs: list[tuple[str, str]] = []
    while at + 1 < len(columns) and is_whole(texts[at].rstrip(" :：")):
        pairs.append((texts[at].rstrip(" :："), texts[at + 1]))
        at += 2
    said = list(filter(None, texts))
    two = columns[:1] == [0] and texts[0] and len(said) == 2
    return [(said[0], said[1])] if two and not pairs else pairs
