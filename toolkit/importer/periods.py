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
from toolkit.thai.digits import to_arabic

_YEAR_LENGTH = 12
_MARKED_YEAR = re.compile(r"(?<!\d)(?:25\d\d|[4-9]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The months of a measure or step as the plan has them (blank: None), the text to print, and doubts."""

    start: Month | None = None
    end: Month | None = None
    text: str = ""
    doubts: tuple[Doubt, ...] = ()


def read_period(text: str, year: int) -> Period | None:
    """The first and last month of a period's text; several periods in one cell give the widest; None where
    it cannot be read."""
    for candidate in (text, re.sub(r"[()]", " ", text)):
        try:
            return parse_period(candidate, year)
        except ValueError:
            continue
    pieces = [each.text for each in split_items(text) if each.text]
    if len(pieces) < 2:
        pieces = [each for each in re.split(r"[\n,;]|และ", text) if each.strip()]
    found = []
    for piece in pieces:
        try:
            found.append(parse_period(piece, year))
        except ValueError:
            return None
    return (min(each[0] for each in found), max(each[1] for each in found)) if found else None


def year_of_periods(texts: Iterable[str]) -> int:
    """The fiscal year that most periods with a written year lie in; 0 where none has one.

    A period without a year is read as one of year 0 to see that it has none.
    """
    counts: Counter[int] = Counter()
    for text in texts:
        near, far = read_period(text, 2500), read_period(text, 2600)
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
