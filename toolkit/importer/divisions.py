"""Who is responsible: divisions, units and posts named in a cell, and the table of divisions made of them.

Names are matched through the words of `words.toml`; whatever else stands in the column of who is
responsible is a unit of its own, with a doubt, save posts and persons. Where no division is named beside
them, sections of one (งาน, ฝ่าย, กลุ่มงาน) are divisions themselves: many agencies have no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Literal

from toolkit.importer.items import split_items
from toolkit.importer.words import KnownDivision, words
from toolkit.thai.text import clean_text, squash
from toolkit.thai.words import PLACEHOLDER

UNKNOWN_NAME = PLACEHOLDER
"""What stands where a document does not say and a plan must."""
# The table is sorted by code: what nobody knows stands last, and no real division gets its code.
UNKNOWN_CODE = "99"
ALL = "ทุกกอง"

NEW, NONE = "สร้างกองใหม่", "ไม่ใช่หน่วยงาน"
"""What a person may choose for a unit of the document, beside `ALL` and the name of a division."""

_UNIT_WORD = r"(?:กอง|สำนัก|ส่วนราชการ|ส่วน|งาน|ฝ่าย|หน่วยงาน|หน่วย|กลุ่มงาน|กลุ่ม|แผนก|คณะ|ภาควิชา)"
_ALL = re.compile(
    rf"ทุก{_UNIT_WORD}(?:(?:/|,|และ|หรือ)(?:ทุก)?{_UNIT_WORD})*(?:ใน(?:สังกัด|หน่วยงาน|องค์กร))?(?P<which>[^\n,;/|]*)"
)
_EVERYONE = re.compile(r"[\s.ฯๆ]*(?:และ|ร่วม|โดย|$)")
# "ที่ดิน" is land: the division of land is a name and not "the division that …".
_WHICH = re.compile(r"(?:กอง|สำนัก|หน่วยงาน|หน่วย|ส่วน|ศูนย์|งาน|ฝ่าย|กลุ่ม)ที่(?!ดิน)")  # "the division that …"
_SHORT = re.compile(r"[ก-ฮ]{1,3}\.")
_SEPARATORS = re.compile(r"[,;/\n|+&]|\bและ\b|\bร่วมกับ\b")
_SHORTEST = 3  # letters of a name

PartKind = Literal["known", "new", "unit", "other", "post", "all", "which"]


@dataclass(frozen=True, slots=True)
class Part:
    """One party of a responsible cell as it is written, what it looks like, and the division it is ("")."""

    text: str
    kind: PartKind
    division: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibleUnits:
    """What a responsible cell names: every division or some (keys of the register), units, posts, names that
    were not known, and parties that may be a division or none."""

    everyone: bool
    divisions: tuple[str, ...]
    units: tuple[str, ...]
    posts: tuple[str, ...]
    new: tuple[str, ...]


@dataclass
class Register:
    """The divisions met so far, by canonical or new name, each with the forms in which it was written.

    `choices` are a person's answers by squashed text: the name of a division, `NEW`, `ALL` or `NONE`.
    `office` is the agency's own name, which is no division of it.
    """

    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    office: str = ""

    def read(self, text: str) -> ResponsibleUnits:
        """Read a responsible cell and remember its divisions."""
        everyone = False
        keys: list[str] = []
        units: list[str] = []
        posts: list[str] = []
        new: list[str] = []
        for part in self._decided(text):
            if part.kind == "all":
                everyone = True
            elif part.kind in ("known", "new"):
                key = self._key(part)
                self.forms.setdefault(key, {}).setdefault(squash(part.text), part.text)
                keys.append(key)
                new += [key] if part.kind == "new" else []
            else:
                (units if part.kind == "unit" else posts).append(part.text)
        return ResponsibleUnits(
            everyone, *(tuple(dict.fromkeys(names)) for names in (keys, units, posts, new))
        )

    def parts(self, text: str) -> tuple[str, ...]:
        """The parties of a cell that a person may be asked about."""
        parts = self._decided(text)
        named = any(part.kind in ("known", "new", "all") for part in parts)
        return tuple(
            dict.fromkeys(
                part.text
                for part in parts
                if part.kind in ("known", "new", "all", "which") or not (named or part.kind == "unit")
            )
        )

    def proposed(self, text: str) -> tuple[str, bool]:
        """What a party seems to be, as a choice, and whether that is sure."""
        part = next(iter(self._decided(text)), Part(text, "post"))
        if part.kind == "known":
            return part.division, True
        return {"new": NEW, "all": ALL}.get(part.kind, NONE), part.kind == "all"

    def _key(self, part: Part) -> str:
        known = {squash(key): key for key in self.forms}
        return part.division or known.get(squash(part.text), part.text)

    def _decided(self, text: str) -> list[Part]:
        """The parties of a cell, each as a person chose or as it looks: where no division is named, units are
        divisions, and where there is no unit either, whatever else is named."""
        parts = [part for part in read_parts(text) if not self._is_office(part)]
        kinds = {part.kind for part in parts}
        if not kinds & {"known", "new", "all"}:
            least: PartKind = "unit" if "unit" in kinds else "other"
            parts = [self._alone(part, least) for part in parts]
        return [self._chosen(part) for part in parts]

    def _alone(self, part: Part, least: PartKind) -> Part:
        """A party of a cell that names no division: one itself where it looks so or a person said so."""
        chosen = self.choices.get(squash(part.text), "") == NEW
        return replace(part, kind="new") if chosen or part.kind == least else part

    def _chosen(self, part: Part) -> Part:
        choice = self.choices.get(squash(part.text), "")
        if not choice or (choice == NEW and part.kind in ("unit", "other", "post")):
            return part  # beside a division it stays a unit of that
        if choice in (NEW, ALL, NONE):
            kind: PartKind = "all" if choice == ALL else "new" if choice == NEW else "post"
            unit = kind == "post" and part.text.startswith(words().written["responsible.units"])
            return Part(part.text, "unit" if unit else kind)
        known = next(iter(read_parts(choice)), None)
        key = known.division if known and known.division else choice
        if part.division == key:
            return part
        self.forms.setdefault(key, {}).setdefault(squash(key), key)  # the name that a person gave goes first
        return Part(part.text, "known", key)

    def _is_office(self, part: Part) -> bool:
        name = squash(part.text)
        return part.kind in ("new", "other") and bool(self.office) and squash(self.office).startswith(name)

    def add_unknown(self) -> str:
        self.forms.setdefault(UNKNOWN_NAME, {squash(UNKNOWN_NAME): UNKNOWN_NAME})
        return UNKNOWN_NAME

    def name(self, key: str) -> str:
        """The name of a division as the document writes it: its first form that is a name of its own. Where
        all are short ("กค."), the name they stand for."""
        forms = list(self.forms.get(key, {key: key}).values())
        forms = [each for each in forms if not _SHORT.fullmatch(each)] or [key]
        known = {name for each in words().divisions for name in (each.name, *each.variants)}
        # A name with letters left out ("กองการศึกษาฯ") is printed only where the document has no full one.
        return min(forms, key=lambda each: (each not in known and each != key, each.endswith(("ฯ", "."))))

    def rows(self) -> list[dict[str, str]]:
        """The rows of the plan's table of divisions, by suggested code."""
        known = {each.name: each for each in words().divisions}
        used = {known[key].code for key in self.forms if key in known}
        # The codes of the known divisions stay free, so that one that turns up later finds its own.
        first = len(words().divisions) + 1 if used else 1
        free = (f"{n:02d}" for n in count(first) if f"{n:02d}" not in used | {UNKNOWN_CODE})
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
    # The cell of aliases is split at these signs when the plan is read.
    return list(dict.fromkeys(re.sub(r"[,;/\n]+", " ", each) for each in names))


def _plain(text: str) -> str:
    """The cell without list markers, one entry a line."""
    return "\n".join(each.text for each in split_items(text) if each.text)


def read_parts(text: str) -> list[Part]:
    """The parties that a cell names, in order. Names are found in the text without blanks, since scanning and
    narrow cells break words."""
    parts: list[Part] = []
    plain = clean_text(_plain(text))
    # A cell that is all in brackets names its parties there: they are no remark behind a division.
    if not re.sub(r"\([^()]*\)", "", plain).strip():
        plain = re.sub(r"[()]", " ", plain)
    outside = re.sub(r"\(([^()]*)\)", lambda match: _bracket(match[1].strip(), parts), plain)
    brackets, parts = parts, []
    outside = _ALL.sub(lambda match: _everyone(match, parts), _close_up(outside))
    places = [place for place, letter in enumerate(outside) if not letter.isspace()]
    bare = "".join(outside[place] for place in places)
    at, left = 0, 0
    while at < len(bare):
        known = _name_at(bare, at, places)
        if known is None:
            at += 1
            continue
        division, end, tail = known
        if left < at:
            parts += _unknown(outside[places[left] : places[at]])
        written = bare[at:end]
        parts.append(Part(_proper(division, written), "known", division.name))
        # Remembered both ways: people write the name with and without that of the office.
        if tail:
            parts.append(Part(written + bare[end : end + tail], "known", division.name))
        at = left = end + tail
    if left < len(bare):
        parts += _unknown(outside[places[left] :])
    return [*parts, *brackets]


def _bracket(inside: str, parts: list[Part]) -> str:
    """Note a bracket behind a division: its unit, or who does it there."""
    if inside:
        unit = inside.startswith(words().written["responsible.units"])
        parts.append(Part(inside, "unit" if unit else "post"))
    return "\n"


def _everyone(match: re.Match[str], parts: list[Part]) -> str:
    """Note "every division"; behind it may stand which ("ทุกหน่วยงานที่เกี่ยวข้องกับ…"), which is not every one."""
    which = match["which"]
    if _EVERYONE.match(which) or which[:1].isspace():
        parts.append(Part(ALL, "all"))
        return "\n" + which
    parts.append(Part(clean_text(match[0]), "which"))
    return "\n"


def _unknown(text: str) -> Iterator[Part]:
    """The parties that are no known division."""
    lists = words().written
    for name in _names(text):
        if name.startswith((*lists["responsible.posts"], *lists["responsible.offices"])):
            yield Part(name, "post")
        elif _WHICH.match(name):
            yield Part(name, "which")
        elif name.startswith(lists["responsible.divisions"]):
            yield Part(name, "new")
        elif name.startswith(lists["responsible.units"]):
            yield Part(name, "unit")
        else:
            yield Part(name, "other")


def _names(text: str) -> Iterator[str]:
    """The names between signs; a blank parts two only where the second begins as a name does."""
    starts = _starts()
    for piece in _SEPARATORS.split(text):
        names: list[str] = []
        for word in re.sub(rf"(?:และ|หรือ|ร่วมกับ)(?={'|'.join(map(re.escape, starts))})", " ", piece).split():
            # A narrow cell breaks the line behind "กอง": alone that is no name, and goes with the next word.
            if names and (names[-1] in starts or not word.startswith(starts)):
                names[-1] += word
            else:
                names.append(word)
        for name in (re.sub(r"(?:และ|หรือ|ร่วมกับ)$", "", name.strip(" .:-–ฯ*•")) for name in names):
            letters = sum(map(str.isalpha, name))
            if letters >= _SHORTEST and name not in starts and not _nothing(name):
                yield name


def _nothing(name: str) -> bool:
    """Whether a word of a responsible cell is none of a name: a joining word, a month, a mark."""
    return name in words().written["responsible.joins"] or name.startswith(("ผู้รับผิดชอบ", "หมายเหตุ"))


@cache
def _starts() -> tuple[str, ...]:
    lists = words().written
    names = [
        *(lists["responsible.divisions"]),
        *(lists["responsible.units"]),
        *(lists["responsible.posts"]),
    ]
    return tuple(sorted(names, key=len, reverse=True))


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
    # A jump between places is a blank of the cell, and with it the end of the office's name.
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
    # isalpha() is false of the vowels and tone marks above and below a consonant; ฯ and ๆ end a name.
    return bool(sign) and "ก" <= sign <= "๎" and sign not in "ฯๆ"
