"""The digits of a printed report: Thai or Arabic, without touching addresses, file names and codes."""

from __future__ import annotations

import re

from toolkit.model.plan import Agency
from toolkit.thai.dates import Numerals
from toolkit.thai.digits import to_arabic, to_thai

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
