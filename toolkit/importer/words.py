"""The words by which documents are understood: `words.toml`, read once, squashed for comparing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.assessment.facts import last_question_of_any_year
from toolkit.assessment.item_codes import find_item_codes
from toolkit.thai.text import squash, to_arabic

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How the heading of one field is known (squashed words), and its Thai label."""

    field: str
    label: str
    equal: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    unless: tuple[str, ...]
    keep: bool

    def fits(self, heading: str) -> bool:
        """Whether a squashed heading is one of this field."""
        if heading in self.equal:
            return True
        if self.unless and heading.startswith(self.unless):
            return False
        return bool(self.starts and heading.startswith(self.starts)) or any(
            each in heading for each in self.holds
        )


@dataclass(frozen=True, slots=True)
class KnownDivision:
    """A division that offices have: its suggested code, its canonical name and other names (as written)."""

    code: str
    name: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportWords:
    """Everything in the file; `lists` holds the plain word lists by "table.key", squashed."""

    columns: tuple[ColumnRule, ...]
    divisions: tuple[KnownDivision, ...]
    lists: Mapping[str, tuple[str, ...]]
    written: Mapping[str, tuple[str, ...]]
    chiefs: tuple[tuple[str, str], ...]

    def label(self, field: str) -> str:
        """The Thai name of a column's field."""
        return next((each.label for each in self.columns if each.field == field), field)

    @property
    def kept(self) -> frozenset[str]:
        """Fields without a place of their own in a plan."""
        return frozenset(each.field for each in self.columns if each.keep)


@cache
def words() -> ImportWords:
    """The words, read from the file once."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    lists = {
        f"{table}.{key}": values
        for table, entries in content.items()
        if isinstance(entries, dict)
        for key, values in entries.items()
        if isinstance(values, list) and all(isinstance(each, str) for each in values)
    }
    return ImportWords(
        tuple(map(_column, content["columns"])),
        tuple(
            KnownDivision(each["code"], each["name"], tuple(each.get("variants", ())))
            for each in content["divisions"]
        ),
        {key: _squashed(values) for key, values in lists.items()},
        {key: tuple(values) for key, values in lists.items()},
        tuple((start, role) for start, role in content["people"]["posts_of_chiefs"]),
    )


def _column(entry: Mapping[str, Any]) -> ColumnRule:
    return ColumnRule(
        entry["field"],
        entry["label"],
        frozenset(_squashed(entry.get("equal", ()))),
        _squashed(entry.get("starts", ())),
        _squashed(entry.get("holds", ())),
        _squashed(entry.get("unless", ())),
        bool(entry.get("keep", False)),
    )


def _squashed(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(squash, values))


@dataclass(frozen=True, slots=True)
class References:
    """The codes of a text in reading order, and what was read as I and a number though it has no letter."""

    codes: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()


def references(text: str, *, measure: bool = False) -> References:
    """The codes in a text. In a measure's own text (`measure`), "ข้อ 11" at its head is read as I1, since the
    letter I is often typed as 1, and asked about."""
    found = {place: code for place, code in find_item_codes(text) if _known(code)}
    asked: list[tuple[str, str]] = []
    head = _headed().match(text) if measure else None
    if head is not None and head.start("number") not in found:
        digits = to_arabic(head["number"])
        code = f"I{int(digits[1:])}" if digits[0] == "1" and digits[1:].strip("0") else ""
        if code and _known(code):
            found[head.start("number")] = code
            asked.append((head[0].strip(), code))
    return References(tuple(dict.fromkeys(found[place] for place in sorted(found))), tuple(asked))


def joined(parts: Iterable[References]) -> str:
    """The codes of several texts as a plan's cell holds them: "I1, O13"."""
    return ", ".join(dict.fromkeys(code for part in parts for code in part.codes))


def _known(code: str) -> bool:
    """Whether some year had such a question."""
    return int(code[1:]) <= last_question_of_any_year(code[0])


@cache
def _headed() -> re.Pattern[str]:
    names = sorted(words().written["measures.references"], key=len, reverse=True)
    return re.compile(
        rf"\s*(?:{'|'.join(map(re.escape, names))})\s*(?P<number>[1๑][0-9๐-๙]{{1,2}})(?![0-9๐-๙.])"
    )
