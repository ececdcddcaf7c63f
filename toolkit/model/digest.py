"""The digest of a plan: the same for the same divisions, measures and steps, wherever they are typed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields

from toolkit.model.plan import Division, Measure, Step

_FIELDS = {
    kind: tuple(each.name for each in fields(kind) if each.name != "source")
    for kind in (Division, Measure, Step)
}
_AS_THEY_ARE = frozenset((str, bool, type(None)))


def plan_digest(divisions: Iterable[Division], measures: Iterable[Measure]) -> str:
    """A digest over divisions, measures and steps: 16 hexadecimal digits, the same for the same content."""
    content = json.dumps(
        [_plain(tuple(divisions)), _plain(tuple(measures))], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if kind in _FIELDS:
        return {name: _plain(getattr(value, name)) for name in _FIELDS[kind]}
    return str(value)
