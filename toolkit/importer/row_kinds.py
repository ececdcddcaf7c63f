"""What a row of a table is when it is no row of data: a section's heading, column numbers, "continued"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.importer.people import is_person_line
from toolkit.importer.words import words
from toolkit.thai.text import squash, to_arabic

_LONGEST_SECTION = 250
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)|-\s*ต่อ\s*-|(?<=\s)ต่อ\s*$|^\s*ต่อ(?=\s|$)")
_STRATEGY = re.compile(r"(?:ประเด็นยุทธศาสตร์|ยุทธศาสตร์|กลยุทธ์|มิติ|เป้าประสงค์)(?:ที่?\d|ด้าน|:)")
_INDICATOR = re.compile(r"ตัวชี้วัดที่?\d")


def section_of(text: str) -> tuple[str] | None:
    """The issue number of a section heading ("" where it has none); None for a text that is no heading."""
    squashed = squash(text)
    if not squashed or len(squashed) > _LONGEST_SECTION:
        return None
    bare = re.sub(r"^[(\[\d.)\]\-•]+", "", squashed)
    number = re.match(r"\(?(\d)[.)]", squashed)
    lists = words().lists
    for index, name in enumerate(lists["rows.issue_names"], 1):
        if bare.startswith(name) or re.match(rf"(?:ประเด็น|ด้าน)(?:ที่)?\d*[.:)]*{re.escape(name)}", bare):
            return (str(index),)
    for name in lists["rows.issues"]:
        match = re.match(rf"{re.escape(name)}(\d)", bare)
        if match:
            return (match[1],)
    if any(each in squashed for each in lists["rows.sections"]):
        return ("",)
    if _STRATEGY.match(bare):
        return ("",)
    if _INDICATOR.match(bare) and "คะแนน" not in bare:  # which would be a sentence about the result
        return ("",)
    if bare.startswith("ประเด็น") and number:
        return (number[1],)
    return None


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row's filled cells number the columns: (1) (2) (3)."""
    squashed = [squash(text) for text in texts]
    numbers = [re.fullmatch(r"\(?(\d{1,2})\)?", text) for text in squashed]
    if len(numbers) < 3 or not all(numbers):
        return False
    values = [int(match[1]) for match in numbers if match]
    if all(text.startswith("(") for text in squashed):  # some forms leave columns out
        return values == sorted(set(values))
    return values == list(range(values[0], values[0] + len(values)))


def is_continued(distinct: Sequence[str], filled: int) -> bool:
    """Whether a row only says that the one before goes on. `distinct` are its different texts, `filled`
    counts its filled cells."""
    lists = words().lists
    bare = squash(distinct[0])
    if bare in lists["rows.continued"] and len(distinct) == 1:
        return True
    if len(distinct) > 1 or (filled < 2 and not bare.endswith("(ต่อ)")):
        return False
    names = "|".join(map(re.escape, lists["rows.numbered_continued"]))
    return bool(re.fullmatch(rf"(?:{names})?\d{{0,2}}\.?(?:\(?ต่อ\)?)?", to_arabic(bare)))


def names_measure(text: str) -> bool:
    """Whether a heading names a measure in words and number: "มาตรการที่ ๑ …"."""
    names = "|".join(map(re.escape, words().lists["rows.measure_names"]))
    return re.match(rf"[(\[]?(?:{names})\d", squash(text)) is not None


def below_content(text: str) -> bool:
    """Whether a row stands below the content of a table: a signature or a total."""
    return _signed(text) or squash(text).startswith(words().lists["rows.totals"])


def ends_table(distinct: Sequence[str]) -> bool:
    """Whether a row begins what stands below a table: signatures ("ลงชื่อ ....", "(นาย ก ข)"), or a note with
    nothing beside it. `distinct` are its different texts."""
    note = len(distinct) == 1 and squash(distinct[0]).startswith(words().lists["rows.notes"])
    return note or _signed(distinct[0])


def _signed(text: str) -> bool:
    bare = squash(text)
    named = bare.startswith("(") and bare.endswith(")") and is_person_line(text)
    return named or bare.startswith(words().lists["rows.signatures"])


def without_continued(text: str) -> tuple[str, bool]:
    """A text without the "(ต่อ)" that it holds, wherever that stands, and whether it held one: what was
    shortened for it ("การเปิดเผย… (ต่อ)") loses its dots as well."""
    left = _CONTINUED.sub(" ", text).strip()
    if squash(left) == squash(text):
        return text, False
    return re.sub(r"(?:…|\.{2,})$", "", left).strip(), True
