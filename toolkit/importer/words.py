"""The words by which documents are understood: `words.toml`, read once, squashed for comparing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.thai.text import squash

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
