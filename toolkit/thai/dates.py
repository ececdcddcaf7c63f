"""Days and months: what people type, read once on the way in, and how they are printed again."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from toolkit.model.month import BANGKOK, Month
from toolkit.thai.date_words import MONTH_NAMES, Point, buddhist_year, compact, quoted, read_points
from toolkit.thai.text import to_thai

_EPOCH = dt.date(1899, 12, 30)
_FALSE_LEAP_DAY = 60  # Excel's 29 February 1900
_LAST_SERIAL = 2_958_465  # 31 December 9999
_BARE_YEARS = range(1900, 2700)
_BUDDHIST_FROM = 2400
_TWO_DIGIT_CENTURY = 1900  # where Excel puts a two-digit year from 30 on


def parse_date(value: object) -> dt.date:
    """Read a day from text in any usual Thai form, from a date, or from an Excel serial number (1900 system).

    In text, years of two digits are 25xx, 1900-2300 are Christian era, 2400-2699 Buddhist era. In a date or
    a number, a year from 2400 on is a Buddhist year that was typed as it is, and 19xx a two-digit one that
    Excel took for its own; numbers from 1900 to 2699 are refused as bare years. Raises ValueError, with what
    was found, for anything else and for days that do not exist.
    """
    if isinstance(value, str):
        try:
            return _point_from_text(value).date()
        except ValueError as error:
            raise ValueError(f"not a date: {quoted(value)} ({error})") from None
    if isinstance(value, dt.date):
        return _from_cell(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if _BARE_YEARS.start <= value < _BARE_YEARS.stop:
            raise ValueError(f"a year, not a day: {value}")
        return _from_cell(from_serial(value))
    raise ValueError(f"not a date: {quoted(value)}")


def parse_month(value: object) -> Month:
    """Read a month: everything `parse_date` takes, "ต.ค.66", "ตุลาคม 2566", "2566-10", "10/2566", or a Month.

    Raises ValueError, also for a text that names a range.
    """
    if isinstance(value, Month):
        return value
    if not isinstance(value, str):
        return Month.of(parse_date(value))
    try:
        return _point_from_text(value).in_month()
    except ValueError as error:
        raise ValueError(f"not a month: {quoted(value)} ({error})") from None


def from_serial(serial: float) -> dt.date:
    """Turn an Excel serial number into the (Gregorian) date that Excel shows; the time of day is dropped.

    Raises ValueError outside Excel's calendar and for 60, the 29 February 1900 that never was.
    """
    if not 1 <= serial < _LAST_SERIAL + 1 or int(serial) == _FALSE_LEAP_DAY:
        raise ValueError("not a serial date of Excel's calendar")
    days = int(serial)
    return _EPOCH + dt.timedelta(days=days + (days < _FALSE_LEAP_DAY))


@lru_cache(maxsize=1024)  # the files of a country name the same months and days over and over
def _point_from_text(text: str) -> Point:
    points = read_points(compact(text))
    if len(points) > 1:
        raise ValueError("a range")
    return points[0]


def _from_cell(value: dt.date) -> dt.date:
    """Return the day that a date cell means, whatever era Excel took its year for."""
    if value != value:  # pandas' NaT calls itself a datetime
        raise ValueError(f"not a date: {value}")
    day = value
    if isinstance(value, dt.datetime):
        day = (value.astimezone(BANGKOK) if value.tzinfo is not None else value).date()
    if day.year >= _BUDDHIST_FROM:
        return Point(day.month, day.day, buddhist_year(str(day.year))).date()
    if day.year // 100 * 100 == _TWO_DIGIT_CENTURY:
        return Point(day.month, day.day, buddhist_year(f"{day.year % 100:02d}")).date()
    if day.year > _TWO_DIGIT_CENTURY:
        return day
    raise ValueError(f"not a date of our time: {day}")


Numerals = Literal["thai", "arabic"]
DateStyle = Literal["full", "short"]
MonthStyle = Literal["sheet", "short", "full", "iso"]


def format_date(day: dt.date, style: DateStyle = "full", numerals: Numerals = "arabic") -> str:
    """Print a day: full "2 พฤศจิกายน 2566", short "2 พ.ย. 66"."""
    return _in_numerals(f"{day.day} {format_month(Month.of(day), style)}", numerals)


def format_month(month: Month, style: MonthStyle = "short", numerals: Numerals = "arabic") -> str:
    """Print a month: sheet "ต.ค.66", short "ต.ค. 66", full "ตุลาคม 2566"; iso "2566-10" stays Arabic."""
    if style == "iso":
        return str(month)
    name, abbreviation, *_ = MONTH_NAMES[month.number - 1]
    if style == "full":
        return _in_numerals(f"{name} {month.year}", numerals)
    return _in_numerals(f"{abbreviation}{' ' if style == 'short' else ''}{month.year % 100:02d}", numerals)


def format_period(first: Month, last: Month, numerals: Numerals = "arabic") -> str:
    """Print a period from the first day of one month to the last day of another: "1 ต.ค. 66 – 30 ก.ย. 67"."""
    ends = (first.first_day, last.last_day)
    return " – ".join(format_date(day, "short", numerals) for day in ends)


EXAMPLE_YEAR = 2570
"""The fiscal year for which examples in hints are written."""
_EXAMPLE_YEARS = re.compile(r"\b25\d\d\b|(?<=\. )\d\d\b")


def in_year(text: str, fiscal_year: int) -> str:
    """Move the years of examples ("ต.ค. 66", "ตุลาคม 2566") to another fiscal year than `EXAMPLE_YEAR`."""
    years = fiscal_year - EXAMPLE_YEAR
    return _EXAMPLE_YEARS.sub(lambda year: str(int(year[0]) + years)[-len(year[0]) :], text)


def format_moment(moment: dt.datetime, numerals: Numerals = "arabic") -> str:
    """Print a moment in Bangkok time, "5 เม.ย. 67 เวลา 16.30 น."; one without a zone is taken as such."""
    local = moment.astimezone(BANGKOK) if moment.tzinfo is not None else moment
    return _in_numerals(f"{format_date(local, 'short')} เวลา {local:%H.%M} น.", numerals)


def _in_numerals(text: str, numerals: Numerals) -> str:
    return to_thai(text) if numerals == "thai" else text
