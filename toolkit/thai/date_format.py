"""Days, months, periods and moments as Thai offices print them, in the Buddhist era."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from toolkit.model.month import BANGKOK, Month
from toolkit.thai._pythainlp import pythainlp

Numerals = Literal["thai", "arabic"]
DateStyle = Literal["full", "short"]
MonthStyle = Literal["sheet", "short", "full", "iso"]

_DATE_FORMATS: dict[DateStyle, str] = {"full": "%-d %B %Y", "short": "%-d %b %y"}
_MONTH_FORMATS: dict[MonthStyle, str] = {"sheet": "%b%y", "short": "%b %y", "full": "%B %Y"}


def format_date(day: dt.date, style: DateStyle = "full", numerals: Numerals = "arabic") -> str:
    """Print a day: full "2 พฤศจิกายน 2566", short "2 พ.ย. 66"."""
    return _format(day, _DATE_FORMATS[style], numerals)


def format_month(month: Month, style: MonthStyle = "short", numerals: Numerals = "arabic") -> str:
    """Print a month: sheet "ต.ค.66", short "ต.ค. 66", full "ตุลาคม 2566"; iso "2566-10" stays Arabic."""
    if style == "iso":
        return str(month)
    return _format(month.first_day, _MONTH_FORMATS[style], numerals)


def format_period(first: Month, last: Month, numerals: Numerals = "arabic") -> str:
    """Print a period from the first day of one month to the last day of another: "1 ต.ค. 66 – 30 ก.ย. 67"."""
    ends = (first.first_day, last.last_day)
    return " – ".join(format_date(day, "short", numerals) for day in ends)


def format_moment(moment: dt.datetime, numerals: Numerals = "arabic") -> str:
    """Print a moment in Bangkok time, "5 เม.ย. 67 เวลา 16.30 น."; one without a zone is taken as such."""
    local = moment.astimezone(BANGKOK) if moment.tzinfo is not None else moment
    return _format(local, "%-d %b %y เวลา %H.%M น.", numerals)


def _format(day: dt.date, pattern: str, numerals: Numerals) -> str:
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time.min, BANGKOK)
    return pythainlp().strftime(moment, pattern, thaidigit=numerals == "thai")
