"""Periods as plans write them: ranges of months, quarters, rounds of 6 or 12 months, whole fiscal years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.model.month import Month, fiscal_months
from toolkit.thai.date_words import Point, buddhist_year, compact, month_names, quoted, read_points
from toolkit.thai.text import to_arabic

Period = tuple[Month, Month]

_YEAR = r"(?:(?:ประจำ)?(?:ปีงบประมาณ|ปีงบ|ปี)|[/ ])?(?:พ\.?ศ\.?)?(?P<year>[0-9]{4}|[0-9]{2})?"
_FISCAL_YEAR = re.compile(
    r"(?:(?:ภายใน|ใน|ตลอด|ทั้ง|ทุกเดือน)+(?:ประจำ)?(?:ปีงบประมาณ|ปีงบ|ปี)|(?:ประจำ)?(?:ปีงบประมาณ|ปีงบ))"
    r"(?:พ\.?ศ\.?)?(?P<year>[0-9]{4}|[0-9]{2})?"
)
_QUARTER = re.compile(
    rf"(?P<within>ภายใน)?ไตรมาส(?:ที่)?(?P<first>[1-4])(?:-(?:ไตรมาส(?:ที่)?)?(?P<last>[1-4]))?(?![0-9]){_YEAR}"
)
_ROUND = re.compile(rf"(?P<word>รอบ)?(?P<months>3|6|9|12)เดือน(?P<half>แรก|หลัง)?{_YEAR}")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_WITHIN = re.compile(r"ภายใน|ไม่เกิน")


def parse_period(text: str, fiscal_year: int) -> Period:
    """Read a period into its first and last month; a month without a year is the one inside `fiscal_year`.

    A year that stands in the text wins over `fiscal_year`. Raises ValueError, with the text, for anything
    that is no period, for an end before the start, and where a part in brackets says another period.
    """
    try:
        return read_period(text, fiscal_year)
    except ValueError as error:
        raise ValueError(f"not a period: {quoted(text)} ({error})") from None


def read_period(text: str, fiscal_year: int | None) -> Period:
    """As `parse_period`, but the error gives the reason only; with no fiscal year, years must be written."""
    if not isinstance(text, str):
        raise ValueError("not a text")
    return _read(compact(text), fiscal_year)


def _read(compacted: str, fiscal_year: int | None) -> Period:
    outside = _BRACKETED.sub("", compacted)
    inside = [inner for inner in _BRACKETED.findall(compacted) if inner]
    readings = {_read_one(part, fiscal_year) for part in [outside, *inside] if part.strip()}
    if not readings:
        raise ValueError("empty")
    if len(readings) > 1:
        raise ValueError("the part in brackets says another period")
    return readings.pop()


def _read_one(part: str, fiscal_year: int | None) -> Period:
    if match := _FISCAL_YEAR.fullmatch(part):
        return _months(_year(match, fiscal_year), 1, 12)
    if match := _QUARTER.fullmatch(part):
        return _quarters(match, fiscal_year)
    if (match := _ROUND.fullmatch(part)) and (match["word"] or match["half"]):
        return _round(match, fiscal_year)
    return _points(part, fiscal_year)


def _quarters(match: re.Match[str], fiscal_year: int | None) -> Period:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if match["within"]:
        first = 1
    return _months(_year(match, fiscal_year), first * 3 - 2, last * 3)


def _round(match: re.Match[str], fiscal_year: int | None) -> Period:
    months, year = int(match["months"]), _year(match, fiscal_year)
    if match["half"] and months != 6:
        raise ValueError("only a round of 6 months has a first and a second half")
    return _months(year, 7, 12) if match["half"] == "หลัง" else _months(year, 1, months)


def _year(match: re.Match[str], fiscal_year: int | None) -> int:
    return buddhist_year(match["year"]) if match["year"] else _known(fiscal_year)


def _known(fiscal_year: int | None) -> int:
    if fiscal_year is None:
        raise ValueError("the year is missing")
    return fiscal_year


def _months(fiscal_year: int, first: int, last: int) -> Period:
    """The months of a fiscal year by their place in it: 1 = October."""
    if last < first:
        raise ValueError("the end is before the start")
    months = fiscal_months(fiscal_year)
    return months[first - 1], months[last - 1]


def _points(part: str, fiscal_year: int | None) -> Period:
    points = _with_years(read_points(part), fiscal_year)
    first, last = points[0].in_month(), points[-1].in_month()
    if len(points) == 1 and _WITHIN.match(part):
        first = fiscal_months(fiscal_year if fiscal_year is not None else last.fiscal_year)[0]
    if last < first or (first == last and (points[-1].day or 31) < (points[0].day or 1)):
        raise ValueError("the end is before the start")
    return first, last


def _with_years(points: list[Point], fiscal_year: int | None) -> list[Point]:
    """Give a point without a year that of the other end, or else its place in the fiscal year."""
    first, last = points[0], points[-1]
    if first.year is None and last.year is not None:
        first = _dated(first, last.year - (first.month > last.month))
    elif last.year is None and first.year is not None:
        last = _dated(last, first.year + (last.month < first.month))
    elif first.year is None:
        year = _known(fiscal_year)
        first, last = (_dated(point, year - (point.month >= 10)) for point in (first, last))
    return [first, last] if len(points) == 2 else [first]


def _dated(point: Point, year: int) -> Point:
    return Point(point.month, point.day, year)


_LEAST_LETTERS = 6  # of a name written out
_SHORT_NAMES = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
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
"""The same for a number of two digits, which is more likely a count."""
_YEAR_DATE_MENTIONS = r"[\s,]*(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*|ปี\s*)?"
_FOUR_DIGITS = rf"[0-9]{{4}}(?![.,]?[0-9]|\s*(?:{_COUNTED}))"
_TWO_DIGITS = rf"[0-9]{{2}}(?![.,]?[0-9]|\s*(?:{_MORE_COUNTED}))"
_FOUR = rf"{_YEAR_DATE_MENTIONS}(?P<year>{_FOUR_DIGITS})"
_FOUR_OR_TWO = rf"{_YEAR_DATE_MENTIONS}['’]?(?P<year>{_FOUR_DIGITS}|{_TWO_DIGITS})"
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
    """Every month with a year in a text, in order. Two-digit years (25xx) count behind an abbreviation with
    its dots and in a numeric date only."""
    if _AT_LEAST.search(text) is None:
        return
    arabic = to_arabic(text).casefold()
    if len(arabic) != len(text):  # case folding may lengthen letters that no Thai text has
        return
    found = (each for pattern in _patterns() for each in pattern.finditer(arabic))
    for match in sorted(found, key=re.Match.start):
        name = re.sub(r"[.\s]", "", match["name"])
        try:
            number = int(name) if name.isdecimal() else month_names()[name]
            yield Mention(Month(buddhist_year(match["year"]), number), match.start(), match.end())
        except ValueError:
            continue


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A name written out, an abbreviation with its dots, an English name, and two numeric shapes."""
    long = sorted((each for each in month_names() if len(each) >= _LEAST_LETTERS), key=len, reverse=True)
    short = "|".join(rf"{each[:-1]}\.\s?{each[-1]}" for each in _SHORT_NAMES)
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
