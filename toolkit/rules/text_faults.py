"""Text rules: typing and scanning faults that were mended on reading, and letters of another script.

Each fault gives one note a sheet, which names the first cells: nobody has to mend them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from toolkit.model.finding import Finding, listed
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.text import clean

_HARMLESS = frozenset(("blanks",))
"""Repairs that nobody needs to hear of."""
_THAI = "\u0e01-\u0e4e"
_OTHER = f"(?:[^\\W\\d_{_THAI}]|[\u0900-\u0dff\u0e80-\u0eff])"
"""A letter that is not Thai, or a vowel or tone mark of a script next to Thai."""
_SUSPECT = re.compile(f"(?<=[{_THAI}]){_OTHER}|{_OTHER}(?=[{_THAI}])")
_BETWEEN_THAI = re.compile(f"(?<=[{_THAI}])[a-wyz](?=[{_THAI}])")
_OWN = re.compile("[\u0e00-\u0e7f -@\\s]*")
"""Thai letters, digits and common signs: nothing that could be a letter of another script."""
_MARKED_LATIN = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_WRITTEN_TOGETHER = frozenset(("LATIN", "THAI", "MICRO", "MASCULINE", "FEMININE"))
"""Scripts whose letters stand beside Thai ones without a blank in good texts ("ระบบ e-GP", "รายงานITA")."""


def check_text_faults(sheet: MonthSheet) -> Iterator[Finding]:
    """Find what was mended on reading, and letters that look Thai and are none."""
    yield from _one_note(sheet, "text-repaired", _repaired)
    yield from _one_note(sheet, "letter-foreign", _foreign)


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


def _foreign(raw: str) -> str:
    """Return the first letter of a foreign script in a Thai word, with its neighbours; "" for none."""
    if _OWN.fullmatch(raw):
        return ""
    for match in _SUSPECT.finditer(raw):
        script = unicodedata.name(match[0], "").split(" ")[0]
        # A lone Latin "n" or "u" between Thai letters is a misread Thai one; "x" means "times".
        between = _BETWEEN_THAI.match(raw, match.start())
        if script not in _WRITTEN_TOGETHER or between:
            return raw[max(0, match.start() - 6) : match.end() + 6].strip()
    marked = _MARKED_LATIN.search(raw)
    return raw[max(0, marked.start() - 6) : marked.end() + 6].strip() if marked else ""
