"""A measure as a document has it, before it becomes rows of a plan; and its own number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.importer.doubts import Doubt
from toolkit.importer.words import words
from toolkit.thai.text import to_arabic

_N = r"(?P<number>[1-9๑-๙][0-9๐-๙]{0,2})"


@dataclass
class SourceStep:
    """A step with its printed label ("" where it is its place in the measure), and what its own row says of
    period and responsibility where rows are steps."""

    text: str
    label: str = ""
    responsible: str = ""
    period: str = ""
    place: str = ""
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class SourceMeasure:
    """A measure as the document has it. `fields` holds the joined text of each column's field, `kept` the
    columns that a plan has no place for: (heading, text)."""

    text: str
    number: str
    place: str
    table: int = 0
    section: str = ""
    issue_no: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    steps: list[SourceStep] = field(default_factory=list)
    marks: set[tuple[int, int]] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    has_step_column: bool = False
    last_number: dict[str, int] = field(default_factory=dict)
    marked_steps: bool = False


def measure_number(text: str, expected: str = "") -> tuple[str, str]:
    """A measure's own number, in Arabic digits, and its text: "๑) การ…" -> ("1", "การ…"), "1.2 การ…" ->
    ("1.2", "การ…"); no number: "".

    A number behind ข้อ ("ข้อ 11 …") or without a sign counts only where it is the `expected` one, since
    those may be question codes or part of the sentence.
    """
    dotted = re.match(r"\s*(\d{1,2}(?:\.\d{1,2}){1,2})[.)]?\s*(?=[^\s\d.])", to_arabic(text))
    if dotted is not None and re.match(r"[ก-๎“\"(]", text[dotted.end() :]) and dotted[0][-1:] != ".":
        return dotted[1], text[dotted.end() :].strip()
    names = "|".join(map(re.escape, sorted(words().written["measures.numbering"], key=len, reverse=True)))
    match = re.match(
        rf"\s*(?P<word>{names})?\s*(?P<open>\(?)\s?{_N}(?P<close>\s?[.):])?(?P<rest>.*)", text, re.S
    )
    # More digits behind: a year or an amount, no number of a measure.
    if match is None or re.match(r"[0-9๐-๙]", match["rest"]):
        return "", text.strip()
    number = to_arabic(match["number"])
    word, rest = match["word"] or "", match["rest"].lstrip(" .:-–")
    sure = (bool(match["close"]) and not word.startswith("ข้อ")) or (word and not word.startswith("ข้อ"))
    if not (sure or (number == expected and (word or match["rest"][:1].isspace()))):
        return "", text.strip()
    # "(1." is no marker: the bracket is part of the text.
    if match["close"] and match["close"].strip() == "." and match["open"]:
        return "", text.strip()
    return number, rest.strip()
