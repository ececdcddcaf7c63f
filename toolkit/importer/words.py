"""The words by which documents are understood: `words.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.thai.text import squash

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How the heading of one field is known (squashed words), its Thai label, and whether a plan has no
    place of its own for it (`keep`)."""

    field: str
    label: str
    equal: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    unless: tuple[str, ...]
    keep: bool

    def fits(self, heading: str) -> bool:
        """Tell whether a squashed heading is one of this field."""
        if heading in self.equal:
            return True
        if self.unless and heading.startswith(self.unless):
            return False
        return heading.startswith(self.starts) or any(word in heading for word in self.holds)


@dataclass(frozen=True, slots=True)
class KnownDivision:
    """A division that offices have: its suggested code, its canonical name and other names (as written)."""

    code: str
    name: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportWords:
    """Everything in the file; `lists` holds the plain word lists by "table.key", squashed, and `written` the
    same lists as they stand in the file, longest word first."""

    columns: tuple[ColumnRule, ...]
    divisions: tuple[KnownDivision, ...]
    lists: Mapping[str, tuple[str, ...]]
    written: Mapping[str, tuple[str, ...]]

    def label(self, field: str) -> str:
        """Return the Thai name of a column's field."""
        return next((rule.label for rule in self.columns if rule.field == field), field)

    def kept(self, field: str) -> bool:
        """Tell whether a plan has no column for a field, so that its text becomes a note."""
        return any(rule.field == field and rule.keep for rule in self.columns)


@cache
def import_words() -> ImportWords:
    """Return the words, read from the file once."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    lists = {
        f"{table}.{key}": tuple(values)
        for table, entries in content.items()
        if isinstance(entries, dict)
        for key, values in entries.items()
    }
    return ImportWords(
        tuple(map(_column, content["columns"])),
        tuple(
            KnownDivision(name[:2], name[3:], tuple(variants))
            for name, variants in content["divisions"].items()
        ),
        {key: tuple(map(squash, values)) for key, values in lists.items()},
        {key: tuple(sorted(values, key=len, reverse=True)) for key, values in lists.items()},
    )


def _column(entry: Mapping[str, Any]) -> ColumnRule:
    equal, starts, holds, unless = (
        tuple(map(squash, entry.get(key, ()))) for key in ("equal", "starts", "holds", "unless")
    )
    return ColumnRule(
        entry["field"], entry["label"], frozenset(equal), starts, holds, unless, entry.get("keep", False)
    )
