"""Forms: tables whose first column says what stands in the second, one measure below the other.

A form becomes a table with its labels as the header and a row for each measure, so that all that is known
about tables holds for it too; `SourceTable.places` keeps where each text stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.importer.document import Place, SourceTable
from toolkit.importer.headers import Header
from toolkit.importer.headings import field_of, is_whole
from toolkit.importer.row_words import names_measure
from toolkit.thai.text import clean_text, squash

_LABELS = 3  # different fields that a form must have
_SHARE = 0.6  # of its rows must have a label
_MOST_ROWS, _WIDEST = 400, 6
_HEADING = "มาตรการ"


class _Cell(NamedTuple):
    place: Place
    text: str
    above: bool  # goes on from the row above


Form = dict[str, list[_Cell]]


def form_as_table(table: SourceTable, above: str = "") -> SourceTable | None:
    """Return the table of a form; None for a table that is none. `above` names its measure where itself does
    not."""
    if not 2 <= len(table.rows) <= _MOST_ROWS or table.width > _WIDEST:
        return None
    rows = [
        [
            _Cell((row, column), clean_text(text), table.first(row, column)[0] < row)
            for column, text in enumerate(texts)
            if table.first(row, column)[1] == column
        ]
        for row, texts in enumerate(table.rows)
    ]
    pairs = [list(_pairs(cells)) for cells in rows]
    fields = {field_of(label.text) for own in pairs for label, _ in own}
    labelled = sum(map(bool, pairs))
    filled = sum(any(cell.text for cell in cells) for cells in rows)
    if len(fields) < _LABELS or labelled < _SHARE * filled or not fields & {"measure", "steps"}:
        return None
    if sum(is_whole(content.text) for own in pairs for _, content in own) > labelled / 2:
        return None  # headings beside headings: the header of a table
    forms = _forms(rows, pairs)
    names = list(dict.fromkeys(label for form in forms for label in form))
    if not any(field_of(name) == "measure" for name in names):
        if not above:
            return None
        names.insert(0, _HEADING)
        forms[0][_HEADING] = [_Cell((0, 0), above, False)]
    first = {label.text: label.place for own in reversed(pairs) for label, _ in own}
    places = {(0, column): first[name] for column, name in enumerate(names) if name in first}
    texts = [tuple(names)]
    for form in forms:
        places |= {(len(texts), names.index(name)): cells[0].place for name, cells in form.items()}
        texts.append(tuple("\n".join(cell.text for cell in form.get(name, ())).strip("\n") for name in names))
    return replace(table, rows=tuple(texts), anchors={}, places=places)


def _pairs(cells: Sequence[_Cell]) -> Iterator[tuple[_Cell, _Cell]]:
    """The labels of a row, each with the cell to its right; a number before a label is passed over."""
    at = int(len(cells) > 0 and squash(cells[0].text).strip("().").isdecimal())
    while at + 1 < len(cells) and not cells[at].above and is_whole(cells[at].text.rstrip(" :：")):
        yield cells[at], cells[at + 1]
        at += 2


def _forms(rows: Sequence[Sequence[_Cell]], pairs: Sequence[Sequence[tuple[_Cell, _Cell]]]) -> list[Form]:
    """The measures of a form, each beginning where one is named again."""
    forms: list[Form] = [{}]
    label = ""
    for cells, own in zip(rows, pairs, strict=True):
        for name, content in own:
            label = name.text
            if field_of(label) == "measure" and any(field_of(known) == "measure" for known in forms[-1]):
                forms.append({})
            forms[-1].setdefault(label, []).append(content)
        filled = [cell for cell in cells if cell.text and not cell.above]
        if own or not filled:
            continue
        if len(filled) == 1 and names_measure(filled[0].text):
            forms += [{}] if forms[-1] else []
            forms[-1][_HEADING] = filled
        elif label:
            forms[-1].setdefault(label, []).extend(filled)
    return forms


def with_measure(table: SourceTable, header: Header, measure: str) -> SourceTable:
    """Return a table of steps with a row above them that names their measure."""
    first = header.last_row + 1

    def moved(place: Place) -> Place:
        return place[0] + (place[0] >= first), place[1]

    anchors = {moved(place): moved(other) for place, other in table.anchors.items()}
    anchors |= {(first, column): (first, 0) for column in range(1, table.width)}
    cells = ((row, column) for row in range(len(table.rows)) for column in range(table.width))
    places = {moved(place): table.places.get(place, place) for place in cells}
    rows = (*table.rows[:first], (measure,) * table.width, *table.rows[first:])
    return replace(table, rows=rows, anchors=anchors, places=places)
