"""Who is responsible: divisions, units and posts named in a cell, and the table of divisions made of them.

Names are matched through the words of `words.toml`; a name that looks like a division and is in none of
them becomes one of its own, with a doubt. Nothing that is unlike a division is made one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from toolkit.importer.items import split_items
from toolkit.importer.words import KnownDivision, words
from toolkit.thai.text import clean_text, squash

UNKNOWN_NAME = "ยังไม่ระบุ"
"""What stands where a document does not say and a plan must."""
UNKNOWN_CODE = "99"
ALL = "ทุกกอง"

_ALL = re.compile(
    r"ทุก(?:กอง|สำนัก|ส่วนราชการ|ส่วน|งาน|ฝ่าย|หน่วยงาน|หน่วย|กลุ่ม|แผนก)"
    r"(?:(?:/|,|และ|หรือ)(?:ทุก)?(?:กอง|สำนัก|ส่วนราชการ|ส่วน|งาน|ฝ่าย|หน่วยงาน|หน่วย|กลุ่ม|แผนก))*(?:ใน(?:สังกัด|หน่วยงาน|องค์กร))?"
)
_WHICH = re.compile(r"(?:กอง|สำนัก|หน่วยงาน|หน่วย|ส่วน|ศูนย์)ที่(?!ดิน)")  # "the division that …"
_SHORT = re.compile(r"[ก-ฮ]{1,3}\.")
_SEPARATORS = re.compile(r"[,;/\n|+&]|และ(?=กอง|สำนัก|หน่วย|ส่วน|งาน)|\s+")


@dataclass(frozen=True, slots=True)
class ResponsibleUnits:
    """What a responsible cell names: every division or some (keys of the register), units and new names."""

    everyone: bool
    divisions: tuple[str, ...]
    units: tuple[str, ...]
    posts: tuple[str, ...]
    new: tuple[str, ...]


@dataclass
class Register:
    """The divisions met so far, by canonical or new name, each with the forms in which it was written."""

    forms: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, text: str) -> ResponsibleUnits:
        """Read a responsible cell and remember its divisions."""
        reading = _Reading(_plain(text))
        for key, form in reading.met:
            self.forms.setdefault(key, {}).setdefault(squash(form), form)
        return ResponsibleUnits(
            reading.everyone,
            tuple(dict.fromkeys(key for key, _ in reading.met)),
            tuple(dict.fromkeys(reading.units)),
            tuple(dict.fromkeys(reading.posts)),
            tuple(dict.fromkeys(reading.new)),
        )

    def add_unknown(self) -> str:
        self.forms.setdefault(UNKNOWN_NAME, {squash(UNKNOWN_NAME): UNKNOWN_NAME})
        return UNKNOWN_NAME

    def name(self, key: str) -> str:
        """The name of a division as the document writes it: its first form that is a name of its own. Where
        all are short ("กค."), the name they stand for."""
        forms = list(self.forms.get(key, {key: key}).values())
        forms = [each for each in forms if not _SHORT.fullmatch(each)] or [key]
        known = {name for each in words().divisions for name in (each.name, *each.variants)}
        return min(forms, key=lambda each: (each not in known and each != key, each.endswith(("ฯ", "."))))

    def rows(self) -> list[dict[str, str]]:
        """The rows of the plan's table of divisions, by suggested code."""
        known = {each.name: each for each in words().divisions}
        used = {known[key].code for key in self.forms if key in known}
        free = (f"{n:02d}" for n in range(len(words().divisions) + 1, 100) if f"{n:02d}" not in used)
        rows = []
        for key, forms in self.forms.items():
            name = self.name(key)
            code = known[key].code if key in known else UNKNOWN_CODE if key == UNKNOWN_NAME else next(free)
            aliases = [form for form in forms.values() if squash(form) != squash(name)]
            if squash(key) != squash(name):
                aliases.append(key)
            rows.append(
                {"division_code": code, "division_name": name, "aliases": ", ".join(_commaless(aliases))}
            )
        return sorted(rows, key=lambda each: each["division_code"])


def _commaless(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(re.sub(r"[,;/\n]+", " ", each) for each in names))


def _plain(text: str) -> str:
    """The cell without list markers, one entry a line."""
    return "\n".join(each.text for each in split_items(text) if each.text)


class _Reading:
    """One pass over a cell: names are found in the text without blanks, since scanning breaks words."""

    def __init__(self, text: str) -> None:
        self.met: list[tuple[str, str]] = []
        self.units: list[str] = []
        self.posts: list[str] = []
        self.new: list[str] = []
        outside = re.sub(r"\(([^()]*)\)", self._bracket, clean_text(text))
        outside, count = _ALL.subn("\n", _close_up(outside))
        self.everyone = bool(count)
        self._scan(outside)

    def _bracket(self, match: re.Match[str]) -> str:
        inside = match[1].strip()
        if inside:
            (self.units if inside.startswith(words().written["responsible.units"]) else self.posts).append(
                inside
            )
        return "\n"

    def _scan(self, text: str) -> None:
        places = [place for place, letter in enumerate(text) if not letter.isspace()]
        bare = "".join(text[place] for place in places)
        at, left = 0, 0
        while at < len(bare):
            known = _name_at(bare, at, places)
            if known is None:
                at += 1
                continue
            division, end, tail = known
            if left < at:
                self._rest(text[places[left] : places[at]])
            written = bare[at:end]
            self.met.append((division.name, _proper(division, written)))
            if tail:
                self.met.append((division.name, written + bare[end : end + tail]))
            at = left = end + tail
        if left < len(bare):
            self._rest(text[places[left] :])

    def _rest(self, text: str) -> None:
        """What is no known division: units, posts, and names of divisions that are in no list."""
        lists = words().written
        for part in filter(None, (each.strip(" .:-ฯ") for each in _SEPARATORS.split(text))):
            starts = tuple(sorted(lists["responsible.divisions"], key=len, reverse=True))
            if part.startswith(lists["responsible.posts"]):
                self.posts.append(part)
            elif part.startswith(starts) and part not in starts and len(part) > 4 and not _WHICH.match(part):
                self.new.append(part)
                self.met.append((part, part))
            elif part.startswith(lists["responsible.units"]) and part not in lists["responsible.units"]:
                self.units.append(part)


def _close_up(text: str) -> str:
    """ "ทุก กอง / งาน" without the blanks that would hide it."""
    return re.sub(r"(?<=ทุก)\s+|\s+(?=/)|(?<=/)\s+", "", text)


def _known_at(bare: str, at: int) -> Iterator[tuple[KnownDivision, int]]:
    """The divisions whose names begin there and the names' lengths, longest first."""
    for name, division in _names_by_first().get(bare[at], ()):
        if bare.startswith(name, at):
            yield division, len(name)


def _name_at(bare: str, at: int, places: list[int]) -> tuple[KnownDivision, int, int] | None:
    """The division that is named there, where its name ends, and how long the office's name behind it is:
    "สำนักปลัด อบต.ทุ่งตัวอย่าง" is not "สำนักปลัด อบต." with more behind it."""
    for division, length in _known_at(bare, at):
        end = at + length
        tail = _office(bare, end, places)
        if tail or _ends(bare, end, places):
            return division, end, tail
    return None


@cache
def _names_by_first() -> dict[str, tuple[tuple[str, KnownDivision], ...]]:
    """Every name without blanks by its first letter, longest first."""
    by_first: dict[str, list[tuple[str, KnownDivision]]] = {}
    for division in words().divisions:
        for name in (division.name, *division.variants):
            bare = "".join(name.split())
            by_first.setdefault(bare[0], []).append((bare, division))
    return {first: tuple(sorted(names, key=lambda each: -len(each[0]))) for first, names in by_first.items()}


def _proper(division: KnownDivision, written: str) -> str:
    """The name as it is properly spaced."""
    names = (division.name, *division.variants)
    return next((each for each in names if "".join(each.split()) == written), written)


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(words().written["responsible.offices"], key=len, reverse=True))


def _office(bare: str, end: int, places: list[int]) -> int:
    """How many letters behind a division's name are the name of the office; it ends at a blank or sign."""
    office = next((each for each in _offices() if bare.startswith(each, end)), "")
    if not office:
        return 0
    at = end + len(office)
    while (
        at < len(bare)
        and places[at] == places[at - 1] + 1
        and bare[at] not in ",;/()"
        and not any(_known_at(bare, at))
    ):
        at += 1
    return at - end


def _ends(bare: str, end: int, places: list[int]) -> bool:
    """Whether a name ends there: at a blank, a sign, another division, or a word that joins."""
    if bare[end : end + 1] == "." and _letter(bare[end + 1 : end + 2]):  # "อบต" of "อบต.ทุ่งตัวอย่าง"
        return False
    if end >= len(bare) or places[end] != places[end - 1] + 1 or not _letter(bare[end]):
        return True
    if any(_known_at(bare, end)):
        return True
    return bare.startswith(
        (*words().written["responsible.joins"], *words().written["responsible.posts"]), end
    )


def _letter(sign: str) -> bool:
    return bool(sign) and "ก" <= sign <= "๎" and sign not in "ฯๆ"
