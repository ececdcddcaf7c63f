"""Who is responsible: divisions, units and posts named in a cell, and the table of divisions made of them.

Names are matched through `words.toml`; whatever else stands in the column of who is responsible is a unit of
its own, save posts and persons. Where no division is named beside them, sections of one (งาน, ฝ่าย, กลุ่มงาน)
are divisions themselves: many agencies have no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import count
from typing import Literal

from toolkit.importer.items import split_items
from toolkit.importer.words import alternatives, known_divisions, words_of
from toolkit.thai.text import clean_text, squash
from toolkit.thai.words import PLACEHOLDER, is_all_divisions

# The table is sorted by code: what nobody knows stands last, and no real division gets its code.
_UNKNOWN_CODE = "99"

ALL, NEW, NONE = "ทุกกอง", "สร้างกองใหม่", "ไม่ใช่หน่วยงาน"
"""What a person may choose for a party of the document, beside the name of a division."""

# "ที่ดิน" is land: the division of land is a name and not "the division that …".
_WHICH = re.compile(r"(?:กอง|สำนัก|หน่วยงาน|หน่วย|ส่วน|ศูนย์|งาน|ฝ่าย|กลุ่ม)ที่(?!ดิน)|ทุก")
_SHORT = re.compile(r"[ก-ฮ]{1,3}\.")
_SEPARATORS = re.compile(r"[,;/\n|+&]|\bร่วมกับ\b")
_THAI = re.compile("[ก-๎.]{2}")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHORTEST = 3  # letters of a name

PartyKind = Literal["known", "new", "unit", "part", "other", "post", "all", "which"]


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a responsible cell as it is written, what it looks like, and the division it is ("")."""

    text: str
    kind: PartyKind
    division: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibleUnits:
    """What a responsible cell names: every division or some (keys of the register), units of these, and
    which of the divisions are new."""

    everyone: bool
    divisions: tuple[str, ...]
    units: tuple[str, ...]
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
        parties = self.parties(text)
        keys: dict[str, PartyKind] = {}
        for party in parties:
            if party.kind in ("known", "new"):
                known = {squash(key): key for key in self.forms}
                key = party.division or known.get(squash(party.text), party.text)
                self.forms.setdefault(key, {}).setdefault(squash(party.text), party.text)
                keys.setdefault(key, party.kind)
        # Beside divisions that everybody has, posts are those of their heads.
        told = {"unit", "part"} | (set() if "known" in keys.values() else {"post"})
        return ResponsibleUnits(
            any(party.kind == "all" for party in parties),
            tuple(keys),
            tuple(dict.fromkeys(party.text for party in parties if party.kind in told)),
            tuple(key for key, kind in keys.items() if kind == "new"),
        )

    def parties(self, text: str) -> list[Party]:
        """Read the parties of a cell, each as a person chose or as it looks: where no division is named,
        units are divisions, and where there is no unit either, whatever else is named."""
        office, every = squash(self.office), read_parties(text)
        # The office is no division of its own, unless nobody else is named.
        named = {own for own in every if own.kind in ("new", "other") and office.startswith(squash(own.text))}
        parties = [own for own in every if own not in named] or every
        # A known name such as กลุ่มตรวจสอบภายใน is a unit among units.
        units = words_of("responsible.units")
        kinds = {own.kind for own in parties if own.kind != "known" or not own.text.startswith(units)}
        alone = not kinds & {"known", "new", "all"}
        least: PartyKind = "unit" if "unit" in kinds else "other"
        return [self._chosen(party, alone=alone, least=least) for party in parties]

    def _chosen(self, party: Party, *, alone: bool, least: PartyKind) -> Party:
        choice = self.choices.get(squash(party.text), "")
        if choice == NEW or (not choice and alone and party.kind == least):
            return party if party.kind == "part" else replace(party, kind="new")
        if not choice:
            return party  # beside a division a unit is one of that
        if choice == ALL:
            return Party(party.text, "all")
        if choice == NONE:
            unit = party.text.startswith(words_of("responsible.units"))
            return Party(party.text, "unit" if unit else "post")
        known = next((known.division for known in read_parties(choice)[:1]), "")
        key = known or choice
        if party.division != key:
            # The name that a person gave goes first.
            self.forms.setdefault(key, {}).setdefault(squash(key), key)
        # A name that is typed and in no list may be a slip of the pen.
        return Party(party.text, "known" if known else "new", key)

    def add_unknown(self) -> str:
        """Remember the division that stands where a document names none, and return its name."""
        self.forms.setdefault(PLACEHOLDER, {squash(PLACEHOLDER): PLACEHOLDER})
        return PLACEHOLDER

    def name(self, key: str) -> str:
        """Return the name of a division as the document writes it: its fullest form that is a whole name.
        Where all are short ("กค."), the name they stand for."""
        forms = list(self.forms.get(key, {key: key}).values())
        forms = [form for form in forms if not _SHORT.fullmatch(form)] or [key]
        # A name with letters left out ("กองการศึกษาฯ") is printed only where the document has no full one.
        known = {*_known(), squash(key)}
        return min(forms, key=lambda form: (squash(form) not in known, form[-1:] in "ฯ.", -len(form)))

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of the plan's table of divisions, by suggested code."""
        codes = {names[0]: code for code, names in known_divisions().items()} | {PLACEHOLDER: _UNKNOWN_CODE}
        used = {codes[key] for key in self.forms if key in codes} - {_UNKNOWN_CODE}
        # The codes of the known divisions stay free, so that one that turns up later finds its own.
        first = len(known_divisions()) + 1 if used else 1
        free = (f"{number:02d}" for number in count(first) if f"{number:02d}" != _UNKNOWN_CODE)
        rows = []
        for key, forms in self.forms.items():
            name = self.name(key)
            # The cell of aliases is split at these signs when the plan is read.
            others = (re.sub(r"[,;/\n]+", " ", form) for form in (*forms.values(), key))
            aliases = dict.fromkeys(form for form in others if squash(form) != squash(name))
            row = {"division_code": codes.get(key) or next(free), "division_name": name}
            rows.append({**row, "aliases": ", ".join(aliases)})
        return sorted(rows, key=lambda row: row["division_code"])


@lru_cache(maxsize=1024)
def names_division(text: str, *, unit: bool = False) -> bool:
    """Tell whether a cell names who is responsible and nothing else; a `unit` of a division too."""
    kinds = {party.kind for party in read_parties(text)}
    named = {"known", "new", "all"} | ({"unit"} if unit else set())
    return bool(kinds & named) and not kinds & {"other", "which"}


@lru_cache(maxsize=4096)
def read_parties(text: str) -> tuple[Party, ...]:
    """Read the parties that a cell names, in order."""
    plain = clean_text("\n".join(item.text for item in split_items(text) if item.text))
    # A cell that is all in brackets names its parties there: they are no remark behind a division.
    if not _BRACKETS.sub("", plain).strip():
        plain = re.sub(r"[()]", " ", plain)
    # In brackets behind a division stands its unit, or who does it there.
    inside = [
        Party(name, "part" if name.startswith(words_of("responsible.units")) else "post")
        for name in map(str.strip, _BRACKETS.findall(plain))
        if name
    ]
    outside = (party for name in _names(_BRACKETS.sub("\n", plain)) for party in _party(name))
    return (*outside, *inside)


def _names(text: str) -> list[str]:
    """The names of a text. A blank parts two where the second begins as a name does: all others are those of
    narrow cells and of scanning, as is a sign within a name that is known."""
    named = [f"responsible.{key}" for key in ("divisions", "units", "posts")]
    starts = ("ทุก", *(word for key in named for word in words_of(key)))
    # A narrow cell breaks the line behind "กอง": alone that is no name, and goes with the next word.
    part = ("ทุก", *words_of("responsible.divisions"), *words_of("responsible.units"))
    # "กองคลังและกองช่าง" are two; "กองคลังและพัสดุ" is one, of a name that is not known.
    text = re.sub(rf"(?:และ|หรือ|ร่วมกับ)\s*(?={alternatives(*named)}|ทุก)", " ", text)
    names: list[str] = []
    for piece in _SEPARATORS.split(re.sub(r"(?<=และ)\s*\n", "", _within().sub(" ", text))):
        runs: list[list[str]] = []
        for word in piece.split():
            own = word.startswith(starts) or squash(word) in _known()
            if runs and (runs[-1][-1] in part or squash(runs[-1][-1] + word) in _known() or not own):
                runs[-1].append(word)
            else:
                runs.append([word])
        for run in runs:
            names += _joined(run)
    return names


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The names of words of which the first alone begins as a name does."""
    # "กองยุทธศาสตร์ งบประมาณ และดิจิทัลชุมชน": what is enumerated is one name, with its blanks.
    if any(word.startswith("และ") and word != "และ" for word in words[2:]):
        yield " ".join(words)
        return
    goes_on = ("และ", *words_of("responsible.offices"))
    name = words[0]
    for at, word in enumerate(words[1:], 1):
        known = squash(name) in _known()
        if word == "และ" and known and squash("".join((name, *words[at : at + 2]))) not in _known():
            continue
        whole = f"{name}{'' if _THAI.fullmatch(name[-1] + word[0]) else ' '}{word}"
        if known and squash(whole) not in _known() and not word.startswith(goes_on):
            yield name
            name = word
        else:
            name = whole
    yield name


def _party(name: str) -> Iterator[Party]:
    """The party of a name, twice where the office's name stands behind it: people write both forms."""
    office = rf"(?<=.)(?:{alternatives('responsible.offices')}).*"
    short = name if squash(name) in _known() else re.sub(office, "", name)
    proper, division = _known().get(squash(short), ("", ""))
    if division:
        yield Party(proper, "known", division)
        if short != name:
            yield Party(name, "known", division)
        return
    name = re.sub(r"(?:และ|หรือ|ร่วมกับ)$", "", name.strip(" .:-–ฯ*•"))
    alone = name in ("ร่วม", "หลัก", *words_of("responsible.divisions"), *words_of("responsible.units"))
    if sum(map(str.isalpha, name)) < _SHORTEST or alone or name.startswith(("ผู้รับผิดชอบ", "หมายเหตุ")):
        return
    if is_all_divisions(name):
        yield Party(ALL, "all")
    elif name.startswith((*words_of("responsible.posts"), *words_of("responsible.offices"))):
        yield Party(name, "post")
    elif _WHICH.match(name):
        yield Party(name, "which")
    else:
        new, unit = (name.startswith(words_of(f"responsible.{key}")) for key in ("divisions", "units"))
        yield Party(name, "new" if new else "unit" if unit else "other")


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Every name of a known division, squashed, with the name as it is spaced and that of the division."""
    return {squash(name): (name, names[0]) for names in known_divisions().values() for name in names}


@cache
def _within() -> re.Pattern[str]:
    """Where a known division's name begins within a word, behind a post ("ผู้อำนวยการกองคลัง") or a name."""
    names = (name for name, _ in _known().values() if name.startswith(("กอง", "สำนัก", "ส่วน")))
    return re.compile(rf"(?<=[ก-๎])(?={'|'.join(map(re.escape, names))})")
