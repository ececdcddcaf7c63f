"""Periods as plans write them: ranges of months, quarters, rounds of 6 or 12 months, whole fiscal years."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.model.month import Month, fiscal_months
from toolkit.thai.date_words import Point, buddhist_year, compact, quoted, read_points

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
        if not isinstance(text, str):
            raise ValueError("not a text")
        compacted = compact(text)
        parts = (_BRACKETED.sub("", compacted), *_BRACKETED.findall(compacted))
        readings = {_read(part, fiscal_year) for part in parts if part.strip()}
        if not readings:
            raise ValueError("empty")
        if len(readings) > 1:
            raise ValueError("the part in brackets says another period")
        first, last = readings.pop()
        if last < first:
            raise ValueError("the end is before the start")
    except ValueError as error:
        raise ValueError(f"not a period: {quoted(text)} ({error})") from None
    return first, last


def _read(part: str, fiscal_year: int) -> Period:
    """Read a text without brackets."""
    # First and last month are counted from October, which is 1.
    if match := _FISCAL_YEAR.fullmatch(part):
        first, last = 1, 12
    elif match := _QUARTER.fullmatch(part):
        last = 3 * int(match["last"] or match["first"])
        # "Within the second quarter" begins with the fiscal year.
        first = 1 if match["within"] else 3 * int(match["first"]) - 2
    # "12 เดือน" alone tells how long, not which months.
    elif (match := _ROUND.fullmatch(part)) and (match["word"] or match["half"]):
        first, last = 1, int(match["months"])
        if match["half"] and last != 6:
            raise ValueError("only a round of 6 months has a first and a second half")
        if match["half"] == "หลัง":
            first, last = 7, 12
    else:
        return _points(part, fiscal_year)
    months = fiscal_months(buddhist_year(match["year"]) if match["year"] else fiscal_year)
    return months[first - 1], months[last - 1]


def _points(part: str, fiscal_year: int) -> Period:
    points = _with_years(read_points(part), fiscal_year)
    first, last = points[0].in_month(), points[-1].in_month()
    if len(points) == 1 and _WITHIN.match(part):
        first = fiscal_months(fiscal_year)[0]
    if first == last and (points[-1].day or 31) < (points[0].day or 1):
        raise ValueError("the end is before the start")
    return first, last


def _with_years(points: list[Point], fiscal_year: int) -> list[Point]:
    """Give a point without a year that of the other end, or else the one inside the fiscal year."""
    first, last = points[0], points[-1]
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - (first.month > last.month))
    elif last.year is None and first.year is not None:
        last = replace(last, year=first.year + (last.month < first.month))
    elif first.year is None:
        first, last = (replace(point, year=fiscal_year - (point.month >= 10)) for point in (first, last))
    return [first, last] if len(points) == 2 else [first]
