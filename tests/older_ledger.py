"""Ledgers written by others: an earlier version of the toolkit, or a forger who mends the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from toolkit.office.folder import OfficeFolder

_READ = ("row", "reporter", "cells", "columns", "rows", "outcome_columns", "outcomes")


def changed(office: OfficeFolder, change: Callable[[dict[str, Any]], object]) -> None:
    """Write an office's ledger anew with each line changed, and a sound chain."""
    before, lines = "", []
    for raw in office.ledger.read_bytes().splitlines():
        line = json.loads(raw)
        change(line)
        text = json.dumps(line | {"before": before}, ensure_ascii=False).encode()
        before = hashlib.sha256(text).hexdigest()
        lines.append(text + b"\n")
    office.ledger.write_bytes(b"".join(lines))
    office.ledger.with_name(".head").unlink(missing_ok=True)


def as_schema_1(office: OfficeFolder) -> None:
    """Write the ledger anew as schema 1 had it: without what was read."""
    changed(office, _strip)


def _strip(line: dict[str, Any]) -> None:
    for name in ("schema", "photos", "plan", "size", "modified"):
        line.pop(name, None)
    for month in line.get("months", ()):
        for name in _READ:
            month.pop(name)
