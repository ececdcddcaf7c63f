"""Text rules: typing and scanning faults that were mended on reading, and letters of another script.

One note a sheet each, whatever the number of cells: they are worth a look, not a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from toolkit.model.finding import Finding
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.text import clean
from toolkit.xlsx.tables import TableRow

_HARMLESS = frozenset(("blanks",))
"""Repairs that nobody needs to hear of."""
_MOST_CELLS = 8
_THAI = "\u0e01-\u0e4e"
_OTHER = f"(?:[^\\W\\d_{_THAI}]|[\u0900-\u0dff\u0e80-\u0eff])"
"""A letter that is not Thai, or a vowel or tone mark of a script next to Thai."""
_SUSPECT = re.compile(f"(?<=[{_THAI}]){_OTHER}|{_OTHER}(?=[{_THAI}])")
_OWN = re.compile("[\u0e00-\u0e7f -@\\s]*")
"""Thai letters, digits and common signs: nothing that could be a letter of another script."""
_MARKED_LATIN = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_WRITTEN_TOGETHER = frozenset(("LATIN", "THAI", "MICRO", "MASCULINE", "FEMININE"))
"""Scripts whose letters stand beside Thai ones without a blank in good texts ("ระบบ e-GP", "รายงานITA")."""


def check_text_faults(sheet: MonthSheet) -> Iterator[Finding]:
    """What was mended on reading, and letters that look Thai and are none."""
    yield from _one_note(sheet, "text-repaired", _repaired)
    yield from _one_note(sheet, "letter-foreign", _foreign)


def _one_note(sheet: MonthSheet, code: str, fault: Callable[[str], str]) -> Iterator[Finding]:
    """One finding at the first cell with a fault; it names the first fault's text and all its cells."""
    cells: list[str] = []
    first: tuple[TableRow, str, str] | None = None
    for record, field in sheet.typed:
        raw = record.raw(field)
        found = fault(raw) if isinstance(raw, str) else ""
        if found:
            cells.append(record.cell(field))
            first = first or (record, field, found)
    if first is not None:
        record, field, found = first
        more = " …" if len(cells) > _MOST_CELLS else ""
        listed = ", ".join(cells[:_MOST_CELLS]) + more
        yield Finding(code, record.location.sheet, record.cell(field), found, listed)


def _repaired(raw: str) -> str:
    """The repaired word; "" where nothing but blanks was mended."""
    cleaned = clean(raw)
    if _HARMLESS.issuperset(cleaned.repairs):
        return ""
    words = cleaned.text.split()
    before = set(raw.split())
    return next((word for word in words if word not in before), cleaned.text)[:40]


def _foreign(raw: str) -> str:
    """The first letter of a foreign script in a Thai word, with its neighbours; "" for none."""
    if _OWN.fullmatch(raw):
        return ""
    for match in _SUSPECT.finditer(raw):
        script = unicodedata.name(match[0], "").split(" ")[0]
        between = match[0].isascii() and match[0].islower() and _between_thai(raw, match.start())
        if script not in _WRITTEN_TOGETHER or between:
            return raw[max(0, match.start() - 6) : match.end() + 6].strip()
    marked = _MARKED_LATIN.search(raw)
    return raw[max(0, marked.start() - 6) : marked.end() + 6].strip() if marked else ""


def _between_thai(raw: str, at: int) -> bool:
    """Whether a single letter stands right between two Thai ones."""
    around = raw[max(0, at - 1) : at] + raw[at + 1 : at + 2]
    return len(around) == 2 and all("\u0e01" <= each <= "\u0e4e" for each in around) and raw[at] != "x"
