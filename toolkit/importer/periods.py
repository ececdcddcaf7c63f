"""When a measure runs: the months that a document gives, in its fiscal year or moved to another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.importer.doubts import Doubt
from toolkit.importer.items import split_items
from toolkit.model.month import Month, fiscal_months
from toolkit.thai.dates import Period, format_month, parse_period
from toolkit.thai.text import squash, to_arabic

_YEAR_LENGTH = 12
_RECURS = re.compile(
    r"(?:เป็น)?(?:ประจำ)?(?:ทุก(?:วันที่\d{1,2})?(?:ของ)?(?:ทุก)?(?:ต้น|สิ้น)?|ราย|ภายในวันที่\d{1,2}ของ(?:ทุก)?)(?P<each>3เดือน|เดือน|ไตรมาส)"
    r"|(?P<once>เดือน|ไตรมาส)ละ(?:1)?ครั้ง"
)
_ROUNDS = {"เดือน": "เดือน", "ไตรมาส": "ไตรมาส", "3เดือน": "ไตรมาส"}
# Two digits below 40 are a day of the month.
_MARKED_YEAR = re.compile(r"(?<!\d)(?:25\d\d|[4-9]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The months of a measure or step as the plan has them (blank: None), the text to print, and doubts."""

    start: Month | None = None
    end: Month | None = None
    text: str = ""
    doubts: tuple[Doubt, ...] = ()


def read_period(text: str, year: int) -> Period | None:
    """The first and last month of a period's text; several periods in one cell give the widest, what is only
    said to be done again ("ทุกเดือน") the whole year; None where it cannot be read."""
    text = re.sub(r"\n\s*(?=\()", " ", text)  # a bracket says more of the line above
    found = _read_one(text, year)
    if found is not None:
        return found
    pieces = [each.text for each in split_items(text) if each.text]
    if len(pieces) < 2:
        pieces = [each for each in re.split(r"[\n,;]|และ", text) if each.strip()]
    if len(pieces) < 2:
        return None
    periods = [each for each in (_read_one(piece, year) for piece in pieces) if each is not None]
    if len(periods) < len(pieces):
        return None
    return min(each[0] for each in periods), max(each[1] for each in periods)


def _read_one(text: str, year: int) -> Period | None:
    every, rest = recurs(text)
    if every and not rest:
        months = fiscal_months(year)
        return months[0], months[-1]
    for candidate in (
        text,
        text.lstrip(" -–—•*"),
        re.sub(r"[()]", " ", text),
        *([rest] if "\n" not in text else []),
    ):
        try:
            return parse_period(candidate, year)
        except ValueError:
            continue
    return None


def recurs(text: str) -> tuple[str, str]:
    """How often a period's text says that something is done again ("เดือน", "ไตรมาส" or ""), and the text
    without those words: "ทุกเดือน (ต.ค. 66 - มี.ค. 67)", "ทุกวันที่ ๕ ของเดือน", "รายไตรมาส"."""
    squashed = squash(text)
    match = _RECURS.search(squashed)
    if match is None:
        return "", text
    rest = (squashed[: match.start()] + squashed[match.end() :]).strip("(),:-ๆ")
    return _ROUNDS[match["each"] or match["once"]], rest


def year_of_periods(texts: Iterable[str]) -> int:
    """The fiscal year that most periods with a written year lie in; 0 where none has one.

    A period without a year is read as one of year 0 to see that it has none.
    """
    counts: Counter[int] = Counter()
    for text in texts:
        near, far = read_period(text, 2500), read_period(text, 2600)
        # A period that names its year is the same whatever year is assumed.
        if near is not None and near == far:
            counts.update(month.fiscal_year for month in near)
    return max(counts, key=lambda each: (counts[each], each), default=0)


def plan_period(
    text: str, marks: Iterable[tuple[int, int]], years: tuple[int, int], place: str, *, single: bool = False
) -> PlanPeriod:
    """The period for the plan. `marks` are the months of a time chart that are filled; `years` the document's
    fiscal year and the plan's. `single` reads a step's due, of which only the end counts.

    A text that cannot be read stays as it is printed, the months stay blank (the whole year), and a doubt
    says so; months outside the document's year are cut to it.
    """
    old, new = years
    spans = sorted(marks)
    months = fiscal_months(old)
    if spans and not text:
        first, last = months[spans[0][0] - 1], months[max(each[1] for each in spans) - 1]
        return _moved((first, last), "", years)
    if not text:
        return PlanPeriod()
    found = read_period(text, old)
    if found is None:
        return PlanPeriod(text=text, doubts=(Doubt("import-period-unreadable", "period", text, place=place),))
    first, last = max(found[0], months[0]), min(found[1], months[-1])
    doubts: tuple[Doubt, ...] = ()
    if (first, last) != found and not single:
        doubts = (Doubt("import-period-outside", "period", text, str(old), place),)
    if last < first:
        # A printed period of a year that is past must not stand in the plan of another.
        kept = "" if new != old else text
        return PlanPeriod(text=kept, doubts=doubts)
    moved = _moved((first, last), text, years)
    return PlanPeriod(moved.start, moved.end, moved.text, (*doubts, *moved.doubts))


def _moved(period: Period, text: str, years: tuple[int, int]) -> PlanPeriod:
    """The period moved by whole years; a printed text that names a year is left to be made from the dates."""
    shift = (years[1] - years[0]) * _YEAR_LENGTH
    start, end = period[0] + shift, period[1] + shift
    if not shift:
        return PlanPeriod(start, end, text)
    found = text or " - ".join(map(format_month, period))
    doubt = Doubt("import-period-shifted", "start", found, f"{format_month(start)} - {format_month(end)}")
    named = bool(_MARKED_YEAR.search(to_arabic(text)))
    return PlanPeriod(start, end, "" if named else text, (doubt,))
