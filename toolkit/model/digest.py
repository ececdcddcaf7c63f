"""The digest of a plan: the same for the same divisions, measures and steps, wherever they are typed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields

from toolkit.model.plan import Division, Measure, Step


def plan_digest(divisions: Iterable[Division], measures: Iterable[Measure]) -> str:
    """A digest over divisions, measures and steps: 16 hexadecimal digits, the same for the same content."""

    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return [plain(each) for each in value]
        if isinstance(value, Division | Measure | Step):
            return {
                each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name != "source"
            }
        return value if isinstance(value, bool | None) else str(value)

    content = json.dumps(
        [plain(tuple(divisions)), plain(tuple(measures))], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16]
