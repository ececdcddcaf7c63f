"""Text rules: typing and scanning faults that were mended on reading, and letters of another script.

Each fault gives one note a sheet, which names the first cells: nobody has to mend them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.model.finding import Finding, listed
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.text import clean, foreign_letter

_HARMLESS = frozenset(("blanks",))
"""Repairs that nobody needs to hear of."""


def check_text_faults(sheet: MonthSheet) -> Iterator[Finding]:
    """Find what was mended on reading, and letters that look Thai and are none."""
    yield from _one_note(sheet, "text-repaired", _repaired)
    yield from _one_note(sheet, "letter-foreign", foreign_letter)


def _one_note(sheet: MonthSheet, code: str, fault: Callable[[str], str]) -> Iterator[Finding]:
    """Make one finding at the first cell with a fault: it shows that one and names the cells of all."""
    faults = [
        (record.cell(field), text)
        for record, field in sheet.typed
        if isinstance(raw := record.raw(field), str) and (text := fault(raw))
    ]
    if faults:
        cell, text = faults[0]
        yield Finding(code, sheet.report.location.sheet, cell, text, listed([cell for cell, _ in faults]))


def _repaired(raw: str) -> str:
    """Return the repaired word; "" where nothing but blanks was mended."""
    cleaned = clean(raw)
    if _HARMLESS.issuperset(cleaned.repairs):
        return ""
    words = cleaned.text.split()
    before = set(raw.split())
    return next((word for word in words if word not in before), cleaned.text)[:40]
