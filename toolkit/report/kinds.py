"""The kinds of report that an office signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.model.finding import Lang
from toolkit.model.plan import Agency
from toolkit.thai.dates import Numerals
from toolkit.thai.text import to_arabic, to_thai

ReportKind = Literal["plan", "monthly", "six-month", "annual"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report. `month` is the place of its usual month in the fiscal year (October 0; None: the
    last month ended); `result_years` how many years before the plan's the latest result is that it rests
    on; `templates` are the bundled templates that suit it, the usual one first."""

    id: ReportKind
    th: str
    en: str
    month: int | None
    result_years: int
    templates: tuple[str, ...]
    has_results: bool = True


KINDS: dict[ReportKind, Kind] = {
    each.id: each
    for each in (
        Kind("plan", "แผนมาตรการ", "measure plan", 0, 1, ("plan",), has_results=False),
        Kind("monthly", "รายงานประจำเดือน", "monthly report", None, 1, ("monthly",)),
        Kind("six-month", "รายงานรอบ 6 เดือน", "six-month report", 5, 1, ("six-month",)),
        Kind("annual", "รายงานประจำปี", "annual report", 11, 0, ("annual", "annual-brief")),
    )
}
"""The plan rests on the result announced before its year begins; the annual report quotes its own year's."""

TEMPLATES: dict[str, ReportKind] = {name: kind.id for kind in KINDS.values() for name in kind.templates}
"""The kind of report that each bundled template is for, by the template's name."""


def template_label(name: str, lang: Lang) -> str:
    """What a bundled template is for, in words; a shorter form of a report says so. Raises KeyError."""
    kind = KINDS[TEMPLATES[name]]
    short = name != kind.templates[0]
    if lang == "th":
        return f"{kind.th} (ฉบับย่อ)" if short else kind.th
    return f"{kind.en} (short form)" if short else kind.en


_FONT_WITH_THAI_DIGITS = "IT๙"

_FILE_TYPES = "pdf|docx?|xls[xmb]?|pptx?|od[tsp]|jpe?g|png|gif|csv|txt|zip|rar|html?|mp4"
_KEPT = re.compile(
    rf"""
    (?:https?|ftp)://\S+                                  # an address, Thai letters in it included
    | www\.\S+
    | (?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)                # the same: abc.go.th/แผน
      [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}/\S*
    | (?:(?<!\S)|(?<=\d))\S{{1,100}}\.(?:{_FILE_TYPES})(?![A-Za-z0-9])  # a file name, from a blank or code
    | (?<![A-Za-z])[IEO][ ]?\d{{1,3}}(?!\d)               # a question code, also with a blank: O 14
    | [!-?\[-`{{-~]{{0,100}}+[A-Za-z@][!-~]*              # mail, E13, COVID-19: digits beside Latin letters
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Lengths are bounded: else a text of thousands of digits and dots would be read once from each of them."""
_LATIN = re.compile("[A-Za-z@]")
"""What every kept piece has at least one of."""
_DIGIT = {"thai": re.compile("[0-9]"), "arabic": re.compile("[๐-๙]")}
"""The digits that are not as they should be."""


def numerals_of(agency: Agency) -> Numerals:
    """The digits to write for an office; a font that draws Arabic digits as Thai ones gets Arabic ones."""
    return "arabic" if _FONT_WITH_THAI_DIGITS in agency.font else agency.numerals


def with_numerals(text: str, numerals: Numerals) -> str:
    """Write the digits of a text as Thai or Arabic ones.

    Left as they are: web addresses, e-mail addresses, file names, question codes (E13, O 14), and any
    run of plain ASCII that holds a Latin letter.
    """
    if _DIGIT[numerals].search(text) is None:
        return text
    convert = to_thai if numerals == "thai" else to_arabic
    if _LATIN.search(text) is None:
        return convert(text)
    parts: list[str] = []
    place = 0
    for kept in _KEPT.finditer(text):
        parts += (convert(text[place : kept.start()]), kept[0])
        place = kept.end()
    return "".join([*parts, convert(text[place:])])
