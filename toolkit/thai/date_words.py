"""The words and shapes in which people write a day or a month, read into days and months.

A text is repaired, cut into tokens (numbers, month names, numeric dates, dashes; words around them are left
out), and the order of the kinds of tokens decides what it is: "nmn" is day, month name, year.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from toolkit.model.month import BUDDHIST_OFFSET, Month
from toolkit.thai.text import clean_text, to_arabic

_CENTURY = 2500  # two-digit years mean 25xx
_BUDDHIST_YEARS = range(2400, 2700)
_CHRISTIAN_YEARS = range(1900, 2301)

MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("มกราคม", "ม.ค.", "มกรา", "january", "jan"),
    ("กุมภาพันธ์", "ก.พ.", "กุมภา", "กุมภาพันธุ์", "กุมภาพัน", "กุมภาพันธ", "february", "feb"),
    ("มีนาคม", "มี.ค.", "มีนา", "march", "mar"),
    ("เมษายน", "เม.ย.", "เมษา", "เมษยน", "เมศายน", "april", "apr"),
    ("พฤษภาคม", "พ.ค.", "พฤษภา", "พฤกษภาคม", "พฤศภาคม", "พฤษาคม", "may"),
    ("มิถุนายน", "มิ.ย.", "มิถุนา", "มิถุนายณ", "june", "jun"),
    ("กรกฎาคม", "ก.ค.", "กรกฎา", "กรกฏาคม", "กรกฏา", "กรกดาคม", "july", "jul"),
    ("สิงหาคม", "ส.ค.", "สิงหา", "august", "aug"),
    ("กันยายน", "ก.ย.", "กันยา", "กันยายณ", "september", "sept", "sep"),
    ("ตุลาคม", "ต.ค.", "ตุลา", "october", "oct"),
    ("พฤศจิกายน", "พ.ย.", "พฤศจิกา", "พฤษจิกายน", "พฤศจิกายณ", "พฤจิกายน", "november", "nov"),
    ("ธันวาคม", "ธ.ค.", "ธันวา", "ธันวาคน", "december", "dec"),
)
"""For each month the name and abbreviation that we print, then what else people type: clipped, misspelt
and English names in lower case."""


def _letters(text: str) -> str:
    return re.sub(r"[.,·…]", "", text)


MONTH_NUMBERS = {_letters(name): number for number, names in enumerate(MONTH_NAMES, 1) for name in names}
"""Every name and abbreviation of a month that is read, without dots, and its number."""

_DASH = re.compile(r"[\u2010-\u2015\u2212~～]|จนถึง|ถึง|(?<=[\d. ])to(?=[ \da-z])")
_LOOSE_BLANK = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_TIME_TAIL = re.compile(r"(?<=\d)[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|(?:เวลา)\d{1,2}[.:]\d{2}(?:น\.?)?$")
_FILLER = (
    r"วันที่|วัน/เดือน/ปี|ว[./]*ด[./]*ป\.?|เดือน|พ\.?ศ\.?|ปี(?!งบ)|ประจำ|ระหว่าง|ตั้งแต่|จาก|ช่วง|ภายใน|ไม่เกิน|ณ"
    r"|(?<=[0-9])(?:st|nd|rd|th)|(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?"
    r"|ค\.?ศ\.?(?=[0-9]{4})|[\s,:/()\[\]'’]"
)
_DAY_FIRST = r"[0-9]{1,2}(?P<sep1>[-/.])[0-9]{1,2}(?P=sep1)(?:[0-9]{4}|[0-9]{2})"
_YEAR_FIRST = r"[0-9]{4}(?P<sep2>[-/.])[0-9]{1,2}(?P=sep2)[0-9]{1,2}"
_YEAR_MONTH = r"[0-9]{4}[-/][0-9]{1,2}|[0-9]{1,2}[-/][0-9]{4}|[0-9]{1,2}/(?:3[2-9]|[4-9][0-9])"


@dataclass(frozen=True, slots=True)
class Point:
    """A month as written, with its day and its Buddhist-era year where the text gives them."""

    month: int
    day: int | None = None
    year: int | None = None

    def in_month(self) -> Month:
        """Return the month. Raises ValueError when the year is missing or the day does not exist."""
        if self.year is None:
            raise ValueError("the year is missing")
        if self.day is not None:
            self.date()
        return Month(self.year, self.month)

    def date(self) -> dt.date:
        """Return the (Gregorian) date. Raises ValueError when a part is missing or there is no such day."""
        if self.year is None or self.day is None:
            raise ValueError("the day or the year is missing")
        try:
            return dt.date(self.year - BUDDHIST_OFFSET, self.month, self.day)
        except ValueError:
            raise ValueError(f"no such day: {self.day}/{self.month}/{self.year}") from None


_Token = tuple[str, str]
"""A kind, one of `_KINDS`, and the text."""


def compact(text: str) -> str:
    """Return the text for reading dates: repaired, lower case, Arabic digits, plain dashes, few blanks."""
    lowered = to_arabic(clean_text(text)).casefold()
    return _LOOSE_BLANK.sub("", _DASH.sub("-", lowered))


def quoted(text: object) -> str:
    """Return the text as an error shows it, shortened; for anything but a text its type."""
    if not isinstance(text, str):
        return "blank" if text is None else type(text).__name__
    return repr(text if len(text) <= 80 else text[:79] + "…")


def buddhist_year(digits: str) -> int:
    """Read a year of two digits (25xx), in the Buddhist era (2400-2699) or the Christian era (1900-2300)."""
    year = int(digits)
    if len(digits) == 2:
        return _CENTURY + year
    if len(digits) == 4 and year in _BUDDHIST_YEARS:
        return year
    if len(digits) == 4 and year in _CHRISTIAN_YEARS:
        return year + BUDDHIST_OFFSET
    raise ValueError(f"not a year: {digits}")


def read_points(compacted: str) -> list[Point]:
    """Read one point, or the two ends of a range, from `compact` text. Raises ValueError for all else."""
    tokens = _tokens(_TIME_TAIL.sub("", compacted))
    if _kinds(tokens) in ("n-m-n", "m-n"):  # the dashes of one date: "1-ต.ค.-66", "ต.ค.-66"
        tokens = [token for token in tokens if token[0] != "-"]
    sides: list[list[_Token]] = [[]]
    for token in tokens:
        if token[0] == "-":
            sides.append([])
        else:
            sides[-1].append(token)
    if len(sides) == 1:
        return [_point(sides[0])]
    if len(sides) != 2:
        raise ValueError("neither one date nor one range")
    last = _point(sides[1])
    if _kinds(sides[0]) == "n":  # "1 - 15 มี.ค. 67"
        if last.day is None:
            raise ValueError("the last day of the range is missing")
        return [Point(last.month, _day(sides[0][0][1]), last.year), last]
    return [_point(sides[0]), last]


def _kinds(tokens: list[_Token]) -> str:
    return "".join(kind for kind, _ in tokens)


def _point(tokens: list[_Token]) -> Point:
    months = [MONTH_NUMBERS[_letters(text)] for kind, text in tokens if kind == "m"]
    match _kinds(tokens), [text for kind, text in tokens if kind != "m"]:
        case "d" | "y", [numbers]:
            return _numeric(numbers)
        case "m", []:
            return Point(months[0])
        case "mn", [year]:
            return Point(months[0], year=buddhist_year(year))
        case "nm", [year] if len(year) == 4:
            return Point(months[0], year=buddhist_year(year))
        case "nm", [day]:
            return Point(months[0], _day(day))
        case "nmn" | "mnn", [day, year]:
            return Point(months[0], _day(day), buddhist_year(year))
    raise ValueError("no date or month found")


def _day(digits: str) -> int:
    if len(digits) > 2 or not 1 <= int(digits) <= 31:
        raise ValueError(f"not a day of the month: {digits}")
    return int(digits)


def _numeric(text: str) -> Point:
    parts = re.split(r"[-/.]", text)
    if len(parts[0]) == 4:
        parts.reverse()
    *day, month, year = parts
    if not 1 <= int(month) <= 12:
        raise ValueError(f"not a month: {month}")
    return Point(int(month), _day(day[0]) if day else None, buddhist_year(year))


def _tokens(compacted: str) -> list[_Token]:
    name, named, numeric = _patterns()
    # "2565-30 ก.ย. 66" is a range: a numeric month and year counts only where no month is named.
    pattern = named if name.search(compacted) else numeric
    tokens, position = [], 0
    while position < len(compacted):
        match = pattern.match(compacted, position)
        if match is None:
            raise ValueError(f"unexpected: {quoted(compacted[position:])}")
        if match.lastgroup != "filler":
            tokens.append((_KINDS[str(match.lastgroup)], match[0]))
        position = match.end()
    return tokens


_KINDS = {"date": "d", "year_month": "y", "month": "m", "number": "n", "dash": "-"}


@cache  # made when first needed: compiling takes longer than most commands may take to start
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a month's name, and of a token where a month is named and where none is."""
    longest_first = sorted(MONTH_NUMBERS, key=len, reverse=True)
    # dots anywhere inside an abbreviation, also doubled or typed as commas: "ต.ค.", "ตค", "ต..ค", "ต,ค,"
    month = "(?:" + "|".join(r"[.,·…]*".join(name) if len(name) <= 4 else name for name in longest_first)
    month += r")[.,·…]*"
    head = rf"(?P<date>(?<![0-9])(?:{_DAY_FIRST}|{_YEAR_FIRST})(?![0-9]))"
    tail = rf"|(?P<number>[0-9]+)|(?P<dash>-+)|(?P<filler>{_FILLER})"
    return (
        re.compile(month),
        re.compile(f"{head}|(?P<month>{month}){tail}"),
        re.compile(rf"{head}|(?P<year_month>(?<![0-9])(?:{_YEAR_MONTH})(?![0-9])){tail}"),
    )
