"""Forms: tables whose first column says what stands in the second, one measure below the other.

A form becomes a table with its labels as the header and a row for each measure, so that all that is known
about tables holds for it too; `SourceTable.places` keeps where each text stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.importer.document import Place, SourceTable
from toolkit.importer.headers import Header, field_of, is_whole
from toolkit.importer.row_kinds import names_measure
from toolkit.thai.text import clean_text, squash

_LABELS = 3  # different fields that a form must have
_SHARE = 0.6  # of its rows must have a label
_MOST_ROWS = 400
_WIDEST = 6
_HEADING = "มาตรการ"


@dataclass(frozen=True, slots=True)
class _Cell:
    place: Place
    text: str
    above: bool  # goes on from the row above


@dataclass
class _Form:
    """The contents of one measure by their labels, and where each label and content stands."""

    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, label: str, cell: _Cell) -> None:
        present = self.texts.get(label, "")
        self.texts[label] = f"{present}\n{cell.text}".strip("\n")
        self.places.setdefault(label, cell.place)


def form_as_table(table: SourceTable, above: str = "") -> SourceTable | None:
    """The table of a form; None for a table that is none. `above` names its measure where itself does not."""
    if not 2 <= len(table.rows) <= _MOST_ROWS or len(table.rows[0]) > _WIDEST:
        return None
    rows = [_row_cells(table, row) for row in range(len(table.rows))]
    pairs = [list(_pairs(row)) for row in rows]
    labels = [label for row in pairs for label, _ in row]
    fields = {field_of(each.text) for each in labels}
    labelled = sum(map(bool, pairs))
    filled = sum(any(each.text for each in row) for row in rows)
    if len(fields) < _LABELS or labelled < _SHARE * filled or not fields & {"measure", "steps"}:
        return None
    if sum(is_whole(each.text) for row in pairs for _, each in row) > labelled / 2:
        return None  # headings beside headings: the header of a table
    return _turned(table, _forms(rows, pairs), {each.text: each.place for each in reversed(labels)}, above)


def _row_cells(table: SourceTable, row: int) -> list[_Cell]:
    """The cells of a row, each merged one once."""
    anchors = dict(table.anchors)
    cells = []
    for column, text in enumerate(table.rows[row]):
        first = anchors.get((row, column), (row, column))
        if first[1] == column:
            cells.append(_Cell((row, column), clean_text(text), first[0] < row))
    return cells


def _pairs(cells: list[_Cell]) -> Iterator[tuple[_Cell, _Cell]]:
    """The labels of a row, each with the cell to its right; a number before a label is passed over."""
    at = 0
    while at + 1 < len(cells):
        label, content = cells[at], cells[at + 1]
        if not label.above and is_whole(label.text.rstrip(" :：")):
            yield label, content
            at += 2
        elif at == 0 and squash(label.text).strip("().").isdecimal():
            at += 1
        else:
            return


def _forms(rows: list[list[_Cell]], pairs: list[list[tuple[_Cell, _Cell]]]) -> list[_Form]:
    """The measures of a form, each beginning where one is named again."""
    forms = [_Form()]
    label = ""
    for cells, own in zip(rows, pairs, strict=True):
        for name, content in own:
            label = name.text
            if field_of(label) == "measure" and _has_measure(forms[-1]):
                forms.append(_Form())
            forms[-1].add(label, content)
        if own:
            continue
        filled = [each for each in cells if each.text and not each.above]
        if len(filled) == 1 and names_measure(filled[0].text):
            if forms[-1].texts:
                forms.append(_Form())
            forms[-1].add(_HEADING, filled[0])
        elif label:
            for each in filled:
                forms[-1].add(label, each)
    return forms


def _has_measure(form: _Form) -> bool:
    return any(field_of(label) == "measure" for label in form.texts)


def _turned(
    table: SourceTable, forms: list[_Form], labels: dict[str, Place], above: str
) -> SourceTable | None:
    names = list(dict.fromkeys(label for form in forms for label in form.texts))
    if not any(field_of(each) == "measure" for each in names):
        if not above:
            return None
        names.insert(0, _HEADING)
        forms[0].texts[_HEADING] = above
    rows = [tuple(names), *(tuple(form.texts.get(each, "") for each in names) for form in forms)]
    places = {(0, column): labels[each] for column, each in enumerate(names) if each in labels}
    for row, form in enumerate(forms, 1):
        places |= {(row, names.index(each)): place for each, place in form.places.items()}
    return SourceTable(
        table.number,
        table.block,
        tuple(rows),
        (),
        table.sheet,
        table.first_cell,
        tuple(sorted(places.items())),
    )


def with_measure(table: SourceTable, header: Header, measure: str) -> SourceTable:
    """A table of steps with one more column in front, in which each row belongs to the measure."""
    first = header.last_row + 1
    before = [_HEADING if header.first_row <= row < first else "" for row in range(len(table.rows))]
    before[first:] = [measure] * len(before[first:])
    anchors: dict[Place, Place] = {
        (row, column + 1): (first_row, first_column + 1)
        for (row, column), (first_row, first_column) in table.anchors
    }
    anchors |= {(row, 0): (first, 0) for row in range(first + 1, len(table.rows))}
    anchors |= {(row, 0): (header.first_row, 0) for row in range(header.first_row + 1, first)}
    places = {
        (row, column): (row, max(0, column - 1))
        for row in range(len(table.rows))
        for column in range(len(table.rows[row]) + 1)
    }
    return SourceTable(
        table.number,
        table.block,
        tuple((text, *row) for text, row in zip(before, table.rows, strict=True)),
        tuple(sorted(anchors.items())),
        table.sheet,
        table.first_cell,
        tuple(sorted(places.items())),
    )
