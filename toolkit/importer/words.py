"""The words by which documents are understood: `words.toml`, read once, where all stand as `squash` leaves
them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnRule:
    """How the heading of one field is known, its Thai label, and whether a plan has no place of its own for
    it (`keep`), so that its text becomes a note."""

    field: str
    label: str
    equal: tuple[str, ...]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    unless: tuple[str, ...]
    keep: bool = False

    def fits(self, heading: str) -> bool:
        """Tell whether a squashed heading is one of this field."""
        fits = heading.startswith(self.starts) or any(word in heading for word in self.holds)
        return heading in self.equal or (fits and not heading.startswith(self.unless))


@cache
def _content() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def words_of(key: str) -> tuple[str, ...]:
    """Return the words of a list by "table.key"."""
    table, _, name = key.partition(".")
    return tuple(_content()[table][name])


@cache
def alternatives(*keys: str) -> str:
    """Return the words of some lists as alternatives of a pattern, the longest first."""
    return "|".join(
        map(re.escape, sorted((word for key in keys for word in words_of(key)), key=len, reverse=True))
    )


@cache
def column_rules() -> Mapping[str, ColumnRule]:
    """Return the rules of headings by field, in the order in which they are tried."""
    lists = ("equal", "starts", "holds", "unless")
    entries = (entry | {key: tuple(entry.get(key, ())) for key in lists} for entry in _content()["columns"])
    return {entry["field"]: ColumnRule(**entry) for entry in entries}


def label_of(field: str) -> str:
    """Return the Thai name of a column's field."""
    return column_rules()[field].label if field in column_rules() else field


def known_divisions() -> Mapping[str, tuple[str, ...]]:
    """Return the names of each division that offices have, its own first, by its suggested code."""
    return {key[:2]: (key[3:], *names) for key, names in _content()["divisions"].items()}
