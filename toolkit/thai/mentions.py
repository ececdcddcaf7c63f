"""Months named in running text: which month, and where it stands.

A text about work names many numbers. A year is believed only where it cannot well be a count, so that no
month is seen that the writer did not mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.model.month import Month
from toolkit.thai.date_words import MONTH_NAMES, MONTH_NUMBERS, buddhist_year
from toolkit.thai.text import to_arabic

_LEAST_LETTERS = 6  # of a name written out
_GLUED = (
    "(?:(?<![ก-ฮ.])|"
    + "|".join(
        rf"(?<={word})" for word in ("เดือน", "วันที่", "ตั้งแต่", "เมื่อ", "ถึง", "ใน", "จาก", "ต้น", "ปลาย", "สิ้น")
    )
    + ")"
)
"""Where an abbreviation may begin: not inside another one, but right behind these words."""
_COUNTED = r"ราย(?!งาน|ละเอียด|ชื่อ)|คน|ครั้ง(?!ที่)|ฉบับ(?!ที่)|บาท|คำขอ"
"""What is counted by a number behind a month, and does not begin another word."""
_MORE_COUNTED = (
    rf"{_COUNTED}|เรื่อง|โครงการ|แห่ง|หมู่|ชุด|เล่ม|กระบวน|หน่วย|กิจกรรม|ข้อ|แผ่น|ชิ้น|วัน|ชั่วโมง|ร้อยละ|เปอร์เซ็นต์|%|[0-9]"
)
"""The same for a number of two digits, which is a count more often than a year."""
_BEFORE_YEAR = r"[\s,]*(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*|ปี\s*)?"
_FOUR_DIGITS = rf"[0-9]{{4}}(?![.,]?[0-9]|\s*(?:{_COUNTED}))"
_TWO_DIGITS = rf"[0-9]{{2}}(?![.,]?[0-9]|\s*(?:{_MORE_COUNTED}))"
_FOUR = rf"{_BEFORE_YEAR}(?P<year>{_FOUR_DIGITS})"
_FOUR_OR_TWO = rf"{_BEFORE_YEAR}['’]?(?P<year>{_FOUR_DIGITS}|{_TWO_DIGITS})"
_DAY_FIRST = (
    r"(?<![0-9/-])[0-9]{1,2}(?P<sep>[/-])(?P<name>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9/-])"
)
_YEAR_FIRST = r"(?<![0-9/-])(?P<year>[0-9]{4})-(?P<name>[0-9]{2})-[0-9]{2}(?![0-9/-])"

_AT_LEAST = re.compile(r"[0-9๐-๙]{4}|\.\s?[ก-ฮ]|[0-9๐-๙][/-][0-9๐-๙]")
"""What every month with a year has: a year in full, an abbreviation with its dots, or a numeric date."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A month that a text names with its year, and where: text[start:end] is as it was written."""

    month: Month
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield every month with a year in a text, in order.

    Two-digit years (25xx) count only behind an abbreviation with its dots and in a numeric date.
    """
    if _AT_LEAST.search(text) is None:
        return
    arabic = to_arabic(text).casefold()
    if len(arabic) != len(text):  # case folding may lengthen letters that no Thai text has
        return
    matches = (match for pattern in _patterns() for match in pattern.finditer(arabic))
    for match in sorted(matches, key=re.Match.start):
        name = re.sub(r"[.\s]", "", match["name"])
        try:
            number = int(name) if name.isdecimal() else MONTH_NUMBERS[name]
            yield Mention(Month(buddhist_year(match["year"]), number), match.start(), match.end())
        except ValueError:
            continue


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return patterns of a name written out, an abbreviation with its dots, an English name, and two numeric
    shapes. Each begins with a look ahead for the first letters, which spares most of the search."""
    long = sorted((name for name in MONTH_NUMBERS if len(name) >= _LEAST_LETTERS), key=len, reverse=True)
    short = "|".join(abbreviation[:-1].replace(".", r"\.\s?") for _, abbreviation, *_ in MONTH_NAMES)
    return tuple(
        re.compile(shape)
        for shape in (
            rf"(?=[มกพเสตธjfmasond])(?P<name>{'|'.join(long)}){_FOUR}",
            rf"(?=[มกพเสตธ]){_GLUED}(?P<name>{short})\.?{_FOUR_OR_TWO}",
            rf"(?=[jfmasond])(?<![a-z])(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|march|april)\.?{_FOUR}",
            _DAY_FIRST,
            _YEAR_FIRST,
        )
    )
