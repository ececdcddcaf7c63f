"""Names of persons: who reported and who signed. They go to the signatories and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.importer.words import alternatives, words_of
from toolkit.thai.text import squash

_NAME_PART = r"[^\s()\[\]:;,/\d๐-๙.]{2,30}"
_LONGEST_POST = 90
_POST_LABEL = re.compile(r"\s*(?:กองงาน|กอง/งาน|สังกัด|ตำแหน่ง|หน่วยงาน)\s*[:：]\s*")
_DATED = re.compile(r"(?:ว/?ด/?ป\.?|วันที่)\s*[:：]?.*$", re.S)
_ACTING = ("รักษาราชการแทน", "ปฏิบัติหน้าที่", "รักษาการ")
_CHIEFS = {"หัวหน้าสำนัก": "ผู้ตรวจสอบ", "ปลัด": "ผู้เห็นชอบ", "นายก": "ผู้อนุมัติ"}


@dataclass(frozen=True, slots=True)
class Person:
    """One who reported or signed, as the plan's signatories have them."""

    role: str
    name: str
    title: str = ""


def without_names(text: str, role: str = "") -> tuple[str, tuple[Person, ...]]:
    """Return a text without the names of persons in it, and those with the words that followed each."""
    people = []
    for match in _name().finditer(text):
        title = _name().split(text[match.end() :].lstrip())[0].split("\n")[0].strip(" ,/()")
        people.append(Person(role, " ".join(match[0].split()), title))
    left = re.sub(r"[ \t]{2,}", " ", _name().sub(" ", text)) if people else text
    return "\n".join(line.strip() for line in left.split("\n") if line.strip()), tuple(people)


def is_person_line(text: str) -> bool:
    """Tell whether a line holds the name of a person with a title."""
    return _name().search(text) is not None


def signatories(lines: Iterable[str], more: Iterable[Person] = ()) -> tuple[Person, ...]:
    """Return those who reported or signed, in the order in which they stand; one who stands twice once, with
    the fuller title."""
    lines = [line for line in lines if line.strip()]
    signed = (_signed(lines, index) for index in range(len(lines)))
    people: dict[str, Person] = {}
    for person in (*filter(None, signed), *more):
        known = people.setdefault(squash(person.name), person)
        if len(person.title) > len(known.title):
            people[squash(person.name)] = replace(known, title=person.title)
    return tuple(people.values())


def _signed(lines: Sequence[str], index: int) -> Person | None:
    """The person that a line names as one who reported, or in brackets as one who signed."""
    line, above = lines[index], " ".join(lines[max(0, index - 2) : index])
    reporters = words_of("people.reporters")
    named = _name().search(line)
    before, after = (line[: named.start()].strip(), line[named.end() :].strip()) if named else ("", "")
    bracketed = before.endswith("(") and after.startswith(")")
    if named is None or not (bracketed or before.startswith(tuple(reporters))):
        return None
    said = next((role for role in reporters if role in line), "")
    after = _DATED.sub("", after.removeprefix(")").strip().removeprefix(said))
    title = " ".join(filter(None, map(str.strip, _POST_LABEL.split(after))))
    if bracketed and not title:
        title = _post(lines[index + 1 : index + 3])
    signed_for = squash(re.split("|".join(_ACTING), title)[-1])
    chiefs = (role for post, role in _CHIEFS.items() if signed_for.startswith(post))
    role = said or next((role for role in reporters if role in above), "") or next(chiefs, "ผู้จัดทำ")
    return Person(role, " ".join(named[0].split()), title)


def _post(lines: Sequence[str]) -> str:
    """The lines below a name that say the post: one, and a second where the first is only acting for it."""
    following = [line.strip() for line in lines if len(line) <= _LONGEST_POST and not is_person_line(line)]
    if not following or following[0].startswith(("ความเห็น", "เรียน", "-", "(")):
        return ""
    if following[0].endswith(_ACTING):
        return " ".join(following)
    return following[0].removeprefix("ตำแหน่ง").strip()


@cache
def _name() -> re.Pattern[str]:
    """A title and two words. นาย before a post (นายก, นายช่าง, …) is no title."""
    guard = rf"(?!(?:{alternatives('people.not_names')}|นายก(?:{alternatives('people.mayor_follows')}|\s|$)))"
    titles = alternatives("people.titles")
    # In brackets, as below a signature, even a doctor's title is no post.
    titled = rf"(?:{guard}(?:{titles})|(?<=\()นายแพทย์)"
    return re.compile(rf"(?<![ก-๎]){titled}\s{{0,2}}{_NAME_PART}[ \t]+{_NAME_PART}")
