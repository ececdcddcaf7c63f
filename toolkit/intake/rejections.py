"""Rejected workbooks that still wait for a corrected one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toolkit.intake.ledger import LedgerLine


def open_rejections(lines: Iterable[LedgerLine], present: Iterable[str]) -> tuple[str, ...]:
    """Rejected workbooks of which no later version was accepted from their division.

    One whose division is not known is open for as long as it lies in the inbox.
    """
    latest: dict[str, dt.datetime] = {}
    verdicts: dict[str, LedgerLine] = {}
    for line in lines:
        if line.event in ("accepted", "rejected"):
            verdicts[line.sha256] = line
        if line.event == "accepted" and line.received is not None:
            code = line.division_code
            latest[code] = max(line.received, latest.get(code, line.received))
    here = frozenset(present)
    return tuple(
        sorted(
            line.file
            for line in verdicts.values()
            if line.event == "rejected" and line.kind != "other" and _is_open(line, latest, here)
        )
    )


def _is_open(line: LedgerLine, latest: dict[str, dt.datetime], present: frozenset[str]) -> bool:
    if not line.division_code:
        return line.file in present
    accepted = latest.get(line.division_code)
    return accepted is None or line.received is None or accepted < line.received
