"""What a person should look at: doubts with their place in the source and in the plan that is made, and the
texts of the source that are nowhere in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from toolkit.books.plan_book import MARKER_ROW
from toolkit.importer.document import Doubt, SourceDocument
from toolkit.importer.rows import is_column_numbers
from toolkit.importer.words import words_of
from toolkit.messages.catalogue import describe
from toolkit.model.cells import cell_name
from toolkit.model.finding import Finding, listed
from toolkit.thai.text import squash
from toolkit.xlsx.layouts import AGENCY, PLAN_TABLES
from toolkit.xlsx.new_workbook import FIRST_COLUMN

NOTE_LIMIT = 30_000
"""Characters that a cell note may hold, less than Excel's limit."""

_TABLES = {table.name: table for table in PLAN_TABLES}
_VALUE_COLUMN = 3
_SHOWN = 100  # characters that a message shows of what was found, less its quotation marks

NoteKey = tuple[str, int, str]


@dataclass
class Remarks:
    """Gathers findings, and the notes that stand on the cells of the plan."""

    every: list[Finding] = field(default_factory=list)
    _notes: dict[NoteKey, list[str]] = field(default_factory=dict)

    def add(self, *doubts: Doubt, table: str = "", row: int = 0) -> None:
        """Add findings; on the cells of a row of the plan, counted from 0, where its `table` is given."""
        sheet = _TABLES[table].sheet if table else ""
        for doubt in doubts:
            cell = plan_cell(table, row, doubt.field) if table else ""
            finding = Finding(doubt.code, sheet, cell, doubt.found, doubt.expected, doubt.place)
            self.every.append(finding)
            if cell:
                words = describe(replace(finding, sheet="", cell=""))
                self.note((table, row, doubt.field), f"{words.message} — {words.advice}")

    def note(self, key: NoteKey, text: str) -> None:
        """Add a text that stands on a cell beside what it says."""
        lines = self._notes.setdefault(key, [])
        if text and text not in lines:
            lines.append(text)

    def notes(self) -> Mapping[NoteKey, str]:
        """Return the text of each cell's note, cut where Excel would refuse it."""
        return {key: "\n".join(lines)[:NOTE_LIMIT] for key, lines in self._notes.items()}

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, those of a kind on one sheet as one with all their cells, texts and places."""
        kinds: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in self.every:
            kinds.setdefault((finding.code, finding.sheet, finding.expected), []).append(finding)

        def distinct(name: str, same: Iterable[Finding]) -> list[str]:
            return list(filter(None, dict.fromkeys(getattr(finding, name) for finding in same)))

        return tuple(
            replace(
                same[0],
                cell=", ".join(distinct("cell", same)),
                found="”, “".join(_shown_whole(distinct("found", same))),
                file=listed(distinct("file", same)),
            )
            for same in kinds.values()
        )


def _shown_whole(texts: list[str]) -> list[str]:
    """As many texts as a message shows whole, and how many more there are: none is cut off."""
    shown: list[str] = []
    for text in texts:
        if shown and sum(map(len, shown)) + len(text) > _SHOWN - 4 * len(shown):
            return [*shown, f"+{len(texts) - len(shown)}"]
        shown.append(text)
    return shown


def plan_cell(table: str, row: int, field_id: str) -> str:
    """Return the cell of the made plan that holds a field of a row ("D6")."""
    column = FIRST_COLUMN + 1 + _TABLES[table].field_ids.index(field_id) if table != AGENCY.name else 0
    return cell_name(MARKER_ROW + 3 + row, column or _VALUE_COLUMN)


# A number with its sign is how much another has changed.
_MARKS = re.compile(
    r"[xXüPpOoVv■◆▲✓✔√☑●•*/\\|<>←→↔⇐⇒–—\-\s]{1,12}|\([0-9๐-๙]{1,2}\)|[+\-–−]\s?[0-9๐-๙]+(?:\.[0-9๐-๙]+)?"
)
_DOTTED_LINE = re.compile(r"[.…_]{3,}|…+")
_NUMBERED = re.compile(
    r"(?:มาตรการลำดับ|มาตรการ|ลำดับ|กิจกรรม|โครงการ|ขั้นตอน|ขั้น|วิธี|ข้อ)(?:ที่)?\s*(?=[0-9๐-๙]{1,2}(?![0-9๐-๙]))|\(?ต่อ\)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# The Thai vowels and tone marks above and below a consonant are no letters to `\w`.
_NO_LETTER = re.compile(r"(?:(?![ัิ-ฺ็-๎])[\W\d_])+")


class Kept:
    """All that a plan and its notes say, for asking whether a text is among it."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = list(dict.fromkeys(texts))
        self._words = {word for text in distinct for word in _letter_words(text)}
        self._whole = "|".join("".join(_letter_words(text)) for text in distinct)
        self._numbers = {number for text in distinct for number in _NUMBER.findall(squash(text))}

    def holds(self, text: str) -> bool:
        """Tell whether each word of the text is there, list markers and signs apart, or a bare number."""
        unfilled = ("", *words_of("rows.notes"), *words_of("rows.signatures"))
        if _MARKS.fullmatch(text.strip()) or squash(_DOTTED_LINE.sub("", text)) in unfilled:
            return True
        named = _letter_words(_NUMBERED.sub(" ", text))
        if not named:
            return all(number in self._numbers for number in _NUMBER.findall(squash(text)))
        # A narrow cell or a page break parts words that are one in the plan.
        return all(word in self._words or word in self._whole for word in named)


def _letter_words(text: str) -> list[str]:
    """The words between blanks, squashed, letters and their marks alone."""
    return list(filter(None, (_NO_LETTER.sub("", squash(part)) for part in text.split())))


def left_over(document: SourceDocument, kept: Kept) -> Iterator[tuple[str, str]]:
    """Yield what of each table and its caption is nowhere in the plan: the place of the first text, and all
    line by line."""
    captions = document.captions()
    for table in document.tables:
        lost = {line: f"ตาราง {table.number}" for line in captions[table.number] if not kept.holds(line)}
        for row, texts in enumerate(table.rows):
            if is_column_numbers([text for text in texts if text.strip()]):
                continue
            for column, text in enumerate(texts):
                if text.strip() and text.strip() not in lost and not kept.holds(text):
                    lost[text.strip()] = table.place(row, column)
        if lost:
            yield next(iter(lost.values())), "\n".join(lost)
