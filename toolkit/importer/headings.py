"""What one heading says: its field by the meaning of its words, however they are spaced or misread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from toolkit.importer.divisions import names_division
from toolkit.importer.words import import_words
from toolkit.thai.dates import parse_period
from toolkit.thai.text import squash

LONGEST_HEADING = 110  # squashed letters
_LONGEST_MISSPELT = 60
_ALIKE = 86  # of a hundred, for a heading with a letter misread
_MISSPELT_FROM = 7  # letters from which a misspelt heading is still known
_LONGEST_MONTH = 30
_CHART_MONTHS = 3  # months that one column of a time chart spans at most, less one
YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?25\d\d")
_SIGNS = re.compile(r"(?:พ\.ศ\.)?25\d\d|[()\[\]/,.:：\-–&]+")
_FILE = re.compile(r"\.(?:xls[xm]?|docx?|pdf|ods|csv|jpe?g|png)$|://")  # a file's name is no heading
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


def field_of(heading: str) -> str:
    """Return the field that a heading names; "" where it is none that is known."""
    return _field_of(bare_heading(heading))


@lru_cache(maxsize=8192)
def _field_of(heading: str) -> str:
    if not heading or len(heading) > LONGEST_HEADING:
        return ""
    return exact_field(heading) or _misspelt(heading)


@lru_cache(maxsize=8192)
def exact_field(heading: str) -> str:
    """Return the field of a bare heading that is spelt as the words have it, "" for every other."""
    if not heading or len(heading) > LONGEST_HEADING or _numbered().match(heading) or _FILE.search(heading):
        return ""
    return next((rule.field for rule in import_words().columns if rule.fits(heading)), "")


@cache
def _numbered() -> re.Pattern[str]:
    """ "มาตรการที่ ๑ …": a measure or a step of its own, no heading of a column."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, import_words().lists['headings.numbered']))})\d")


def _misspelt(heading: str) -> str:
    """The field of a heading with a letter or two wrong, as scanning leaves it."""
    if len(heading) > _LONGEST_MISSPELT:
        return ""
    likeness, field = max(((ratio(heading[: len(word)], word), field) for word, field in _long_words()))
    return field if likeness >= _ALIKE else ""


@cache
def _long_words() -> tuple[tuple[str, str], ...]:
    def found() -> Iterator[tuple[str, str]]:
        for rule in import_words().columns:
            yield from ((word, rule.field) for word in (*rule.equal, *rule.starts, *rule.holds))

    return tuple((word, field) for word, field in found() if len(word) >= _MISSPELT_FROM)


def is_whole(heading: str) -> bool:
    """Tell whether a text is a heading and nothing else: made of the words of headings alone."""
    bare = bare_heading(heading)
    return bool(exact_field(bare)) and _of_parts(bare)


@lru_cache(maxsize=8192)
def _of_parts(heading: str) -> bool:
    """Whether a squashed heading can be put together from the parts of headings."""
    parts = import_words().lists["headings.parts"]
    reached = {0}
    for at in range(len(heading)):
        if at in reached:
            reached |= {at + len(part) for part in parts if heading.startswith(part, at)}
            match = _SIGNS.match(heading, at)
            reached |= {match.end()} if match else set()
    return len(heading) in reached


def bare_heading(heading: str) -> str:
    """Return a heading squashed, without the number or sign in front of it."""
    return _LEADING.sub("", squash(heading))


def chosen_column(place: int, field: str, heading: str) -> SourceColumn:
    """Return a column of a field; its heading may name the months or the division it stands for."""
    lowest = heading.rsplit("\n", 1)[-1]
    span = span_of(lowest) if field == "period" else None
    ticked = field == "responsible" and not field_of(lowest) and names_division(lowest, unit=True)
    return SourceColumn(place, field, " ".join(heading.split()), span, lowest if ticked else "")


def is_time(text: str) -> bool:
    """Tell whether a heading is a month, a quarter or a bare year."""
    return span_of(text) is not None or YEAR.fullmatch(squash(text)) is not None


@lru_cache(maxsize=4096)
def span_of(text: str) -> tuple[int, int] | None:
    """Return the months that a heading of a time chart stands for, as 1 (October) to 12; None for others."""
    if not text.strip() or len(text) > _LONGEST_MONTH:
        return None
    try:
        # Any year will do: only the place of the months within the fiscal year is asked for.
        first, last = parse_period(text, 2567)
    except ValueError:
        return None
    # A half or a whole year heads a column of periods and is no place to put a mark.
    return (first.fiscal_index, last.fiscal_index) if last - first <= _CHART_MONTHS else None
