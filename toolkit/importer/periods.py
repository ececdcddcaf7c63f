"""When a measure runs: the months that a document gives, in its fiscal year or moved to another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.importer.document import Doubt
from toolkit.importer.items import split_items
from toolkit.model.month import Month, fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.periods import Period, parse_period
from toolkit.thai.text import squash, to_arabic

_MONTHS_OF_YEAR = 12
_RECURS = re.compile(
    r"(?:เป็น)?(?:ประจำ)?(?:ทุก(?:วันที่\d{1,2})?(?:ของ)?(?:ทุก)?(?:ต้น|สิ้น)?|ราย|ภายในวันที่\d{1,2}ของ(?:ทุก)?)(?P<every>3เดือน|เดือน|ไตรมาส)"
    r"|(?P<once>เดือน|ไตรมาส)ละ(?:1)?ครั้ง"
)
# Two digits below 40 are a day of the month.
_MARKED_YEAR = re.compile(r"(?<!\d)(?:25\d\d|[4-9]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The months of a measure or step as the plan has them (blank: None), the text to print, and doubts."""

    start: Month | None = None
    end: Month | None = None
    text: str = ""
    doubts: tuple[Doubt, ...] = ()


def period_of(text: str, year: int) -> Period | None:
    """Return the first and last month of a period's text; several periods in one cell give the widest, what
    is only said to be done again ("ทุกเดือน") the whole year; None where it cannot be read."""
    text = re.sub(r"\n\s*(?=\()", " ", text)  # a bracket says more of the line above
    if period := _one_period(text, year):
        return period
    items = split_items(text)
    marked = any(item.marker for item in items)
    pieces = [item.text for item in items] if marked else re.split(r"[\n,;]|และ", text)
    periods = [_one_period(piece, year) for piece in pieces if piece.strip() and piece != text]
    known = [period for period in periods if period]
    if not known or len(known) < len(periods):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def _one_period(text: str, year: int) -> Period | None:
    every, rest = recurs(text)
    if every and not rest:
        months = fiscal_months(year)
        return months[0], months[-1]
    candidates = [text, text.lstrip(" -–—•*"), re.sub(r"[()]", " ", text)]
    for candidate in (*candidates, *([rest] if "\n" not in text else [])):
        try:
            return parse_period(candidate, year)
        except ValueError:
            continue
    return None


def recurs(text: str) -> tuple[str, str]:
    """Return how often a period's text says that something is done again ("เดือน", "ไตรมาส" or ""), and the
    text without those words: "ทุกเดือน (ต.ค. 66 - มี.ค. 67)", "ทุกวันที่ ๕ ของเดือน", "รายไตรมาส"."""
    squashed = squash(text)
    match = _RECURS.search(squashed)
    if match is None:
        return "", text
    every = match["every"] or match["once"]
    rest = (squashed[: match.start()] + squashed[match.end() :]).strip("(),:-ๆ")
    return "ไตรมาส" if every == "3เดือน" else every, rest


def year_of_periods(texts: Iterable[str]) -> int:
    """Return the fiscal year that most periods with a written year lie in; 0 where none has one."""
    counts: Counter[int] = Counter()
    for text in texts:
        near, far = period_of(text, 2500), period_of(text, 2600)
        # A period that names its year is the same whatever year is assumed.
        if near is not None and near == far:
            counts.update(month.fiscal_year for month in near)
    return max(counts, key=lambda year: (counts[year], year), default=0)


def plan_period(
    text: str, marks: Iterable[tuple[int, int]], years: tuple[int, int], place: str
) -> PlanPeriod:
    """Return the period for the plan. `marks` are the months of a time chart that are filled; `years` the
    document's fiscal year and the plan's.

    A text that cannot be read stays as it is printed, the months stay blank (the whole year), and a doubt
    says so; months outside the document's year are cut to it.
    """
    months = fiscal_months(years[0])
    spans = sorted(marks)
    if spans and not text:
        return _moved((months[spans[0][0] - 1], months[max(last for _, last in spans) - 1]), "", years)
    if not text:
        return PlanPeriod()
    period = period_of(text, years[0])
    doubt = Doubt("import-period-unread", "period", text, str(years[0]), place)
    if period is None:
        return PlanPeriod(text=text, doubts=(doubt,))
    first, last = max(period[0], months[0]), min(period[1], months[-1])
    doubts = () if (first, last) == period else (doubt,)
    if last < first:
        # A printed period of a year that is past must not stand in the plan of another.
        return PlanPeriod(text=text if years[1] == years[0] else "", doubts=doubts)
    moved = _moved((first, last), text, years)
    return PlanPeriod(moved.start, moved.end, moved.text, (*doubts, *moved.doubts))


def step_months(text: str, years: tuple[int, int], whole: PlanPeriod) -> tuple[Month | None, Month | None]:
    """Return the months in which a step's own period begins and ends, each where it lies within that of its
    `whole` measure."""
    period = period_of(text, years[0]) if text else None
    if period is None or whole.start is None or whole.end is None:
        return None, None
    # A plan for another year takes over the document's months, moved by as many years.
    first, last = (month + (years[1] - years[0]) * _MONTHS_OF_YEAR for month in period)
    return first if whole.start < first <= whole.end else None, last if last < whole.end else None


def _moved(period: Period, text: str, years: tuple[int, int]) -> PlanPeriod:
    """The period moved by whole years; a printed text that names a year is left to be made from the dates."""
    shift = (years[1] - years[0]) * _MONTHS_OF_YEAR
    start, end = period[0] + shift, period[1] + shift
    if not shift:
        return PlanPeriod(start, end, text)
    found = text or " - ".join(map(format_month, period))
    doubt = Doubt("import-period-shifted", "start", found, f"{format_month(start)} - {format_month(end)}")
    named = bool(_MARKED_YEAR.search(to_arabic(text)))
    return PlanPeriod(start, end, "" if named else text, (doubt,))
