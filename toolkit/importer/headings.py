"""What a heading means by its words, and a column by what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from toolkit.importer.divisions import names_division
from toolkit.importer.periods import period_of
from toolkit.importer.words import column_rules, words_of
from toolkit.thai.periods import parse_period
from toolkit.thai.text import squash
from toolkit.thai.words import BLANK_MARKS

LONGEST = 110
"""The squashed letters that a heading may have."""
MOST = 0.6
"""The share of cells that must be alike: the filled ones of a header or of a column, the rows of a form."""

_LONGEST_MONTH = 30
_CHART_MONTHS = 3  # months that one column of a time chart spans at most, less one
_LOOKED_AT = 50  # filled cells of a column
_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?25\d\d")
_SIGNS = re.compile(r"(?:พ\.ศ\.)?25\d\d|[()\[\]/,.:：\-–&]+")
_FILE = re.compile(r"\.(?:xls[xm]?|docx?|pdf|ods|csv|jpe?g|png)$|://")  # a file's name is no heading
_MEASURE_NAMED = re.compile(r"[(\[]?(?:มาตรการที่|มาตรการลำดับที่|มาตรการ|โครงการที่)\d")
_QUARTER = re.compile("[1-4๑-๔]")
_BESIDE = re.compile(r"[/()]|และ|หรือ")
_LEADING = re.compile(r"^[(\[\d.)\]\-–*•]+")


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column of a table: its 0-based place, its field ("" where unknown), its heading as written, and the
    months it stands for where it is one of a time chart (first and last, without the year). `division` is the
    one it stands for where divisions are ticked, each in a column of its own."""

    place: int
    field: str
    heading: str
    span: tuple[int, int] | None = None
    division: str = ""


def bare_heading(heading: str) -> str:
    """Return a heading without blanks and without the number or sign before it."""
    return _LEADING.sub("", squash(heading))


@lru_cache(maxsize=8192)
def field_of(heading: str) -> str:
    """Return the field that a heading names; "" where it is none that is known."""
    bare = bare_heading(heading)
    if not bare or len(bare) > LONGEST or _FILE.search(bare):
        return ""
    # "มาตรการที่ ๑ …" is a measure or a step of its own.
    numbered = (word for word in words_of("headings.numbered") if bare.startswith(word))
    if any(bare[len(word) : len(word) + 1].isdecimal() for word in numbered):
        return ""
    # "ประเด็น/มาตรการ" says that measures stand below it, whatever else does.
    return "measure" if "มาตรการ" in _BESIDE.split(bare) else field_of_words(bare)


def field_of_words(bare: str) -> str:
    """Return the field that the words of a bare heading name; "" where none does."""
    return next((rule.field for rule in column_rules().values() if rule.fits(bare)), "")


@lru_cache(maxsize=8192)
def is_whole(heading: str) -> bool:
    """Tell whether a text is a heading and nothing else: made of the words of headings alone."""
    bare = bare_heading(heading)
    reached = {0} if field_of(heading) else set()
    for at in range(len(bare)):
        if at in reached:
            parts = words_of("headings.parts")
            reached |= {at + len(part) for part in parts if bare.startswith(part, at)}
            match = _SIGNS.match(bare, at)
            reached |= {match.end()} if match else set()
    return len(bare) in reached


def names_measure(text: str) -> bool:
    """Tell whether a heading names a measure in words and number: "มาตรการที่ ๑ …"."""
    return _MEASURE_NAMED.match(squash(text)) is not None


def chosen_column(place: int, field: str, heading: str) -> SourceColumn:
    """Return a column of a field; its heading may name the months or the division it stands for."""
    lowest = heading.rsplit("\n", 1)[-1]
    span = (span_of(lowest) or quarter_of(lowest, heading)) if field == "period" else None
    ticked = field == "responsible" and not field_of(lowest) and names_division(lowest, unit=True)
    return SourceColumn(place, field, " ".join(heading.split()), span, lowest if ticked else "")


def is_year(text: str) -> bool:
    """Tell whether a heading is a bare year."""
    return _YEAR.fullmatch(squash(text)) is not None


def is_time(text: str) -> bool:
    """Tell whether a heading is a month, a quarter or a bare year."""
    return span_of(text) is not None or is_year(text)


@lru_cache(maxsize=4096)
def span_of(text: str) -> tuple[int, int] | None:
    """Return the months that a heading of a time chart stands for, as 1 (October) to 12; None for others."""
    if not text.strip() or len(text) > _LONGEST_MONTH:
        return None
    text = re.sub("^Q(?=[1-4]$)", "ไตรมาส", text.strip())
    try:
        # Any year will do: only the place of the months within the fiscal year is asked for.
        first, last = parse_period(text, 2567)
    except ValueError:
        return None
    # A half or a whole year heads a column of periods and is no place to put a mark.
    return (first.fiscal_index, last.fiscal_index) if last - first <= _CHART_MONTHS else None


def quarter_of(text: str, above: str) -> tuple[int, int] | None:
    """Return the months of a quarter that its number alone names, below a heading of quarters."""
    return span_of(f"ไตรมาส {text}") if _QUARTER.fullmatch(text.strip()) and "ไตรมาส" in above else None


def look_of(texts: Sequence[str]) -> str:
    """Return the field of a column by what its first cells look like; "" for text of any kind."""
    filled = (text for text in texts if text.strip() and text.strip() not in BLANK_MARKS)
    said = list(islice(filled, _LOOKED_AT))

    def most(fits: Callable[[str], object]) -> bool:
        return sum(bool(fits(text)) for text in said) > MOST * len(said)

    if most(lambda text: period_of(text, 2567)):
        return "period"
    if most(lambda text: names_division(text, unit=True)):
        return "responsible"
    if most(lambda text: any(map(str.isalpha, text))):
        return ""
    return "number" if most(lambda text: squash(text).strip("().").isdecimal()) else "remark"
