"""Doubts: what a person should look at, with its place in the source and in the plan that is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.books.plan_book import MARKER_ROW
from toolkit.messages.catalogue import describe
from toolkit.model.finding import Finding, cell_name
from toolkit.xlsx.layouts import AGENCY, PLAN_TABLES
from toolkit.xlsx.new_workbook import FIRST_COLUMN

NOTE_LIMIT = 30_000
"""Characters that a cell note may hold, less than Excel's limit."""

_TABLES = {table.name: table for table in PLAN_TABLES}
_VALUE_COLUMN = 3

NoteKey = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding to be: its code and values, the field of the plan it is about ("" for the whole row) and its
    place in the source ("ตาราง 2 แถว 3 คอลัมน์ 4")."""

    code: str
    field: str = ""
    found: str = ""
    expected: str = ""
    place: str = ""


@dataclass
class Remarks:
    """Gathers findings, and the notes that stand on the cells of the plan."""

    findings: list[Finding] = field(default_factory=list)
    _notes: dict[NoteKey, list[str]] = field(default_factory=dict)

    def add(self, doubt: Doubt, table: str = "", row: int = -1) -> None:
        """A finding; on the plan's cell where the row is known (a row counts from 0)."""
        layout = _TABLES.get(table)
        cell = plan_cell(table, row, doubt.field) if layout and row >= 0 and doubt.field else ""
        finding = Finding(
            doubt.code, layout.sheet if layout else "", cell, doubt.found, doubt.expected, doubt.place
        )
        self.findings.append(finding)
        if cell:
            words = describe(
                Finding(doubt.code, found=doubt.found, expected=doubt.expected, file=doubt.place)
            )
            self.note((table, row, doubt.field), f"{words.message} — {words.advice}")

    def note(self, key: NoteKey, text: str) -> None:
        """A text that stands on a cell beside what it says."""
        lines = self._notes.setdefault(key, [])
        if text and text not in lines:
            lines.append(text)

    def notes(self) -> Mapping[NoteKey, str]:
        """The text of each cell's note, cut where Excel would refuse it."""
        return {key: "\n".join(lines)[:NOTE_LIMIT] for key, lines in self._notes.items()}


def plan_cell(table: str, row: int, field_id: str) -> str:
    """The cell of the made plan that holds a field of a row ("D6")."""
    if table == AGENCY.name:
        return cell_name(MARKER_ROW + 3 + row, _VALUE_COLUMN)
    ids: Sequence[str] = _TABLES[table].field_ids
    return cell_name(MARKER_ROW + 3 + row, FIRST_COLUMN + 1 + ids.index(field_id))


def unique(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts in order, each once."""
    return tuple(dict.fromkeys(doubts))
