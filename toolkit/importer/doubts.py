"""Doubts: what a person should look at, with its place in the source and in the plan that is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.books.plan_book import MARKER_ROW
from toolkit.importer.document import SourceDocument, SourceTable, place_of
from toolkit.importer.words import words
from toolkit.messages.catalogue import describe
from toolkit.model.cells import cell_name
from toolkit.model.finding import Finding
from toolkit.thai.text import squash
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
            note = describe(Finding(doubt.code, found=doubt.found, expected=doubt.expected, file=doubt.place))
            self.note((table, row, doubt.field), f"{note.message} — {note.advice}")

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


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Texts of one table that are nowhere in the plan: the table's number, the place of the first, all of
    them line by line."""

    table: int
    place: str
    text: str


class Kept:
    """All that a plan and its notes say, for asking whether a text is among it."""

    def __init__(self, texts: Iterable[str]) -> None:
        listed = list(dict.fromkeys(texts))
        named = [word for text in listed for word in letter_words(text)]
        self._words, self._joined = set(named), "".join(named)
        self._numbers = {number for text in listed for number in _NUMBER.findall(squash(text))}

    def holds(self, text: str) -> bool:
        """Whether each word of the text is there, list markers and signs apart; a bare number likewise."""
        if _MARKS.fullmatch(text.strip()) or _COLUMN_NUMBER.fullmatch(text.strip()):
            return True
        if _LEADER.search(text) and squash(_LEADER.sub("", text)) in _unfilled():
            return True
        named = letter_words(_NUMBERED.sub(" ", text))
        if not named:
            return all(number in self._numbers for number in _NUMBER.findall(squash(text)))
        # A narrow cell or a page break parts words that are one in the plan.
        return all(word in self._words or word in self._joined for word in named)


_MARKS = re.compile(r"[xX✓✔√☑●•*/\\|<>←→↔⇐⇒–—\-\s]{1,12}")
_COLUMN_NUMBER = re.compile(r"\([0-9๐-๙]{1,2}\)")
_LEADER = re.compile(r"[.…_]{3,}|…+")


def _unfilled() -> tuple[str, ...]:
    """What stands before a dotted line that nobody filled: "หมายเหตุ……", "ลงชื่อ……"."""
    return ("", *words().lists["rows.notes"], *words().lists["rows.signatures"])


_NUMBERED = re.compile(
    r"(?:มาตรการลำดับ|มาตรการ|ลำดับ|กิจกรรม|โครงการ|ขั้นตอน|ขั้น|วิธี|ข้อ)(?:ที่)?\s*(?=[0-9๐-๙]{1,2}(?![0-9๐-๙]))|\(?ต่อ\)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def letter_words(text: str) -> list[str]:
    """The words between blanks, squashed, letters and their marks alone."""
    named = ("".join(filter(_letter, squash(part))) for part in text.split())
    return [word for word in named if word]


def _letter(sign: str) -> bool:
    # isalpha() is false of the Thai vowels and tone marks above and below a consonant.
    return sign.isalpha() or unicodedata.category(sign) in ("Mn", "Mc")


def left_over(document: SourceDocument, kept: Kept) -> Iterator[LeftOver]:
    """What of each table is nowhere in the plan."""
    for table in document.tables:
        lost = list(dict.fromkeys(_lost(table, kept)))
        if lost:
            yield LeftOver(table.number, lost[0][0], "\n".join(dict.fromkeys(text for _, text in lost)))


def _lost(table: SourceTable, kept: Kept) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            if text.strip() and text not in seen:
                seen.add(text)
                if not kept.holds(text):
                    yield place_of(table, row, column), text.strip()
