"""Calendar months and fiscal years in the Buddhist era (ปีงบประมาณ)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

# Days and deadlines are those of Bangkok, wherever the program runs.
BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_OFFSET = 543
_FISCAL_START = 10  # October

_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month of a Buddhist-era year: October of fiscal year 2567 is 2566-10.

    Months are ordered; `a - b` counts the months between two of them, `a + n` moves one.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"month number out of range: {self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> Month:
        year, zero_based = divmod(self._ordinal + months, 12)
        return Month(year, zero_based + 1)

    def __sub__(self, other: Month) -> int:
        return self._ordinal - other._ordinal

    @property
    def _ordinal(self) -> int:
        return self.year * 12 + self.number - 1

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the month; it begins in October of the year before."""
        return self.year + (self.number >= _FISCAL_START)

    @property
    def fiscal_index(self) -> int:
        """1 for October … 12 for September."""
        return (self.number - _FISCAL_START) % 12 + 1

    @property
    def quarter(self) -> int:
        """The fiscal quarter, 1 (October-December) to 4 (July-September)."""
        return (self.fiscal_index - 1) // 3 + 1

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year - BUDDHIST_OFFSET, self.number, 1)

    @property
    def last_day(self) -> dt.date:
        return (self + 1).first_day - dt.timedelta(days=1)

    @property
    def begins_at(self) -> dt.datetime:
        """The first moment of the month in Bangkok."""
        return dt.datetime.combine(self.first_day, dt.time.min, BANGKOK)

    @property
    def ends_at(self) -> dt.datetime:
        """The first moment after the month in Bangkok."""
        # The moment after, so that "has ended" needs no last second of a day.
        return (self + 1).begins_at

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Return the month of a (Gregorian) date."""
        return cls(day.year + BUDDHIST_OFFSET, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2566-10". Raises ValueError for anything else (free Thai forms: `toolkit.thai.dates`)."""
        match = _ISO_MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"not a month of the form YYYY-MM: {text!r}")
        return cls(int(match[1]), int(match[2]))


def fiscal_months(fiscal_year: int) -> tuple[Month, ...]:
    """Return the twelve months of a fiscal year, October first."""
    return tuple(months_between(Month(fiscal_year - 1, _FISCAL_START), Month(fiscal_year, _FISCAL_START - 1)))


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield every month from `first` to `last`, both included; none when `last` is earlier."""
    for months in range(last - first + 1):
        yield first + months
