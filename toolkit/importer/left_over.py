"""No word of a source table is lost: what reached neither the plan nor a note is found and kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.places import place_of
from toolkit.thai.text import squash


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
        words = [word for text in listed for word in letter_words(text)]
        self._words, self._joined = set(words), "".join(words)
        self._numbers = {number for text in listed for number in _NUMBER.findall(squash(text))}

    def holds(self, text: str) -> bool:
        """Whether each word of the text is there, list markers and signs apart; a bare number likewise."""
        words = letter_words(_NUMBERED.sub(" ", text))
        if not words:
            return all(number in self._numbers for number in _NUMBER.findall(squash(text)))
        return all(word in self._words or word in self._joined for word in words)


_NUMBERED = re.compile(
    r"(?:มาตรการลำดับ|มาตรการ|ลำดับ|กิจกรรม|โครงการ|ขั้นตอน|ขั้น|วิธี|ข้อ)(?:ที่)?\s*(?=[0-9๐-๙]{1,2}(?![0-9๐-๙]))|\(?ต่อ\)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def letter_words(text: str) -> list[str]:
    """The words between blanks, squashed, letters and their marks alone."""
    words = ("".join(filter(_letter, squash(part))) for part in text.split())
    return [word for word in words if word]


def _letter(sign: str) -> bool:
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
