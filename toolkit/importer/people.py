"""Names of persons: who reported and who signed. They go to the signatories and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from toolkit.importer.document import SourceParagraph
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash

_NAME_PART = r"[^\s()\[\]:;,/\d๐-๙.]{2,30}"
_ALIKE = 0.7
_LONGEST_POST = 90
_BRACKETED = re.compile(r"^[^(]{0,40}\(\s*(?P<name>[^()]{4,60}?)\s*\)\s*(?P<rest>.*)$", re.S)
_AFTER = re.compile(r"\s*(?:กองงาน|กอง/งาน|สังกัด|ตำแหน่ง|หน่วยงาน)\s*[:：]\s*|\s+(?=ว/?ด/?ป|วันที่)")
_DATED = re.compile(r"(?:ว/?ด/?ป\.?|วันที่)\s*[:：]?.*$", re.S)


@dataclass(frozen=True, slots=True)
class Person:
    """One who reported or signed, as the plan's signatories have them."""

    role: str
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text without the names in it, and those names with the words that followed each."""

    text: str
    people: tuple[Person, ...]


def without_names(text: str, role: str) -> Stripped:
    """Take the names of persons out of a text."""
    people = []
    for match in _name().finditer(text):
        rest = text[match.end() :].lstrip()
        other = _name().search(rest)
        title = rest[: other.start() if other else len(rest)].split("\n")[0].strip(" ,/()")
        people.append(Person(role, _tidy(match[0]), title))
    left = re.sub(r"[ \t]{2,}", " ", _name().sub(" ", text)) if people else text
    return Stripped("\n".join(each.strip() for each in left.split("\n") if each.strip()), tuple(people))


def signatories(paragraphs: Iterable[SourceParagraph], more: Iterable[Person] = ()) -> tuple[Person, ...]:
    """Those who reported or signed, in the order in which they stand; one who stands twice once, with the
    fuller title."""
    lines = [clean_text(each.text) for each in paragraphs]
    lines = [part for line in lines for part in line.split("\n") if part.strip()]
    found: list[Person] = []
    for index, line in enumerate(lines):
        found += _signed(lines, index, line)
    people: dict[str, Person] = {}
    for person in (*found, *more):
        key = squash(person.name)
        known = people.get(key)
        if known is None:
            people[key] = person
        elif len(person.title) > len(known.title) and squash(known.title) not in squash(person.title):
            people[key] = replace(known, title=" ".join(dict.fromkeys((*_titles(person), *_titles(known)))))
        elif len(person.title) > len(known.title):
            people[key] = replace(known, title=person.title)
    return tuple(people.values())


def is_person_line(text: str) -> bool:
    """Whether a line holds the name of a person with a title."""
    return _name().search(text) is not None


def _titles(person: Person) -> Sequence[str]:
    return [person.title] if person.title else []


def _signed(lines: Sequence[str], index: int, line: str) -> list[Person]:
    reporter = next((each for each in words().written["people.reporters"] if line.startswith(each)), "")
    if reporter and _name().search(line):
        rest = line[len(reporter) :].lstrip(" :：")
        match = _name().search(rest)
        assert match is not None
        after = _DATED.sub("", rest[match.end() :])
        title = " ".join(part for part in map(str.strip, _AFTER.split(after)) if part)
        return [Person(reporter, _tidy(match[0]), title)]
    match = _BRACKETED.match(line)
    if match is None:
        return []
    before = lines[index - 1] if index else ""
    name, rank = match["name"], _rank(before)
    if not _name().fullmatch(_tidy(name)) and not rank:
        return []
    if rank and not _name().match(name):
        name = f"{before.strip()} {name}"
    rest = match["rest"].strip()
    said = next((each for each in words().written["people.reporters"] if rest.startswith(each)), "")
    title = rest.removeprefix(said).strip() or _post(lines, index)
    return [Person(said or _role(lines, index, title), _tidy(name), title)]


def _post(lines: Sequence[str], index: int) -> str:
    """The lines below a name that say the post: one, and a second where the first is only acting for it."""
    following = [
        each.strip()
        for each in lines[index + 1 : index + 3]
        if len(each) <= _LONGEST_POST and not _BRACKETED.match(each)
    ]
    if not following or following[0].startswith(("ความเห็น", "เรียน", "-", "(")):
        return ""
    if len(following) > 1 and following[0].endswith(("รักษาราชการแทน", "ปฏิบัติหน้าที่", "รักษาการ")):
        return " ".join(following)
    return following[0].removeprefix("ตำแหน่ง").strip()


def _role(lines: Sequence[str], index: int, title: str) -> str:
    """What a signer signs as: what the line above says, else after the post."""
    above = " ".join(lines[max(0, index - 2) : index])
    for reporter in words().written["people.reporters"]:
        if reporter in above:
            return reporter
    acting = re.search(r"(?:รักษาราชการแทน|ปฏิบัติหน้าที่|รักษาการ)\s*(.+)", title)
    post = squash(acting[1] if acting else title)
    for start, role in words().chiefs:
        if post.startswith(squash(start)):
            return role
    return "ผู้จัดทำ"


def _rank(line: str) -> str:
    """A rank that stands alone on a line, a letter misread or not."""
    text = squash(line)
    if not 3 <= len(text) <= 16:
        return ""
    for title in words().lists["people.titles"]:
        if len(title) > 3 and SequenceMatcher(None, text, title, autojunk=False).ratio() >= _ALIKE:
            return title
    return ""


def _tidy(name: str) -> str:
    return " ".join(name.split())


@cache
def _name() -> re.Pattern[str]:
    """A title and two words. นาย before a post (นายก, นายช่าง, …) is no title."""
    titles = sorted(words().written["people.titles"], key=len, reverse=True)
    posts = [each.removeprefix("นาย") for each in words().written["people.not_names"] if each != "นายก"]
    mayor = "|".join(map(re.escape, words().written["people.mayor_follows"]))
    rest = "|".join(map(re.escape, posts))
    guard = rf"(?!(?<=นาย)(?:{rest}|ก(?:{mayor}|\s|$)))"
    # "นางาน", "นางสาวสวรรค์" and the like are no titles of persons: a name of two words must follow
    return re.compile(
        rf"(?<![ก-๎])(?:{'|'.join(map(re.escape, titles))}){guard}\s{{0,2}}{_NAME_PART}[ \t]+{_NAME_PART}"
    )
