"""Restatements: what changed in a month after it had been rolled up.

A month is rolled up from the first `ita rollup` of it after its deadline, which is a line in the
ledger. Whatever is accepted later is listed, first late reports included (they were nothing before).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.intake.accepted import Accepted
from toolkit.intake.ledger import LedgerLine
from toolkit.model.completion import Restatement, rounded
from toolkit.model.entry import Entry
from toolkit.model.month import Month

_FIELDS = ("status", "percent", "action", "evidence", "reason")


def rolled_up(lines: Iterable[LedgerLine]) -> dict[Month, int]:
    """Month -> the ledger line at which it was first rolled up."""
    found: dict[Month, int] = {}
    for line in lines:
        if line.event == "rolled-up" and line.month is not None:
            found.setdefault(line.month, line.sequence)
    return found


def restatements(accepted: Accepted, lines: Iterable[LedgerLine], until: Month) -> tuple[Restatement, ...]:
    """Every change of a month up to `until` that was accepted after the month was rolled up."""
    found: list[Restatement] = []
    for month, sequence in sorted(rolled_up(lines).items()):
        if month <= until:
            earlier = [
                each for each in accepted.months if each.report.month == month and each.sequence < sequence
            ]
            found += _changes(month, Accepted(earlier), accepted)
    return tuple(found)


def _changes(month: Month, before: Accepted, now: Accepted) -> Iterator[Restatement]:
    for (division_code, key), by_month in sorted(now.entries.items()):
        entry = by_month.get(month)
        old = before.entries.get((division_code, key), {}).get(month)
        if entry is None or entry == old:
            continue
        source = now.source(division_code, key, month)
        measure_no, _, step_no = key.partition(".")
        for field in _FIELDS:
            was, value = _plain(old, field), _plain(entry, field)
            if was != value:
                yield Restatement(
                    month, division_code, measure_no, step_no, field, was, value, source.received, source.file
                )


def _plain(entry: Entry | None, field: str) -> str | float | None:
    if entry is None:
        return None
    if field == "percent":
        return rounded(entry.percent)
    return str(getattr(entry, field)) or None
