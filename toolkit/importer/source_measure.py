"""A measure and its steps as the document has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.importer.divisions import Register, read_parties
from toolkit.importer.doubts import Doubt
from toolkit.importer.items import item_text, list_of, split_items
from toolkit.thai.text import squash

_TELLING = 15  # letters from which two equal texts are one measure told twice
_BRACKETED = re.compile(r"\s*\(([^()]+)\)$")


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
    """A measure as the document has it. `fields` holds the joined text of each column's field and `places`
    where it stood, `kept` the columns that a plan has no place for: (heading, text); `marks` the months of a
    time chart, `code` what stands in the column of numbers and is none ("O20")."""

    text: str
    number: str
    table: int
    section: str = ""
    issue_no: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    steps: list[SourceStep] = field(default_factory=list)
    marks: set[tuple[int, int]] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    last_number: dict[str, int] = field(default_factory=dict)
    code: str = ""

    def add(self, name: str, text: str) -> None:
        """Add a line to a field, unless the field says it already: what each page repeats is printed once."""
        present = self.fields.get(name, "")
        known = {squash(line) for line in (*present.split("\n"), present)}
        if squash(text) not in known:
            self.fields[name] = f"{present}\n{text}" if present else text


def read_steps(
    text: str, place: str, before: list[SourceStep], last: int, *, torn: bool = False
) -> tuple[list[SourceStep], int]:
    """Read the steps of a cell, and return the last number of its list as well.

    Where `torn` tells that a page break may have parted the cell, its head goes on with the last of the steps
    `before` it, whose number was `last`; else what introduces a list stands before its first step.
    """
    found = list_of(text, last if torn else 0)
    steps = [SourceStep(item.text, item.number, place=place) for item in found.items]
    lead = found.lead
    if torn and before and steps and not lead and not found.items[0].marker:
        lead = steps.pop(0).text
    if lead and (steps or torn):
        joined = before[-1] if torn and before else steps[0] if steps else None
        if joined is not None:
            after = torn and bool(before)
            joined.text = mended_text(joined.text, lead) if after else f"{lead}\n{joined.text}"
            joined.doubts.append(Doubt("import-text-joined", "step", lead, place=place))
    if steps:
        steps[0].doubts += [_doubt(doubt, place) for doubt in found.doubts]
    numbers = [int(item.number) for item in found.items if item.number.isdecimal()]
    return steps, numbers[-1] if numbers else 0


def complete_steps(steps: list[SourceStep], text: str, place: str, responsible: str) -> str:
    """Add the steps out of a measure's own text where it has no other, give each who does it, and keep labels
    only where they differ from their place. Returns the measure's text."""
    if not steps:
        text = _steps_of_measure(steps, text, place)
    elif sum(bool(item.marker) for item in split_items(text)) > 1:
        steps[0].doubts.append(Doubt("import-list-kept", "step", place=place))
    for index, step in enumerate(steps, 1):
        _take_divisions(step, step.responsible or responsible)
        if step.label == str(index):
            step.label = ""
    return item_text(text)


def _steps_of_measure(steps: list[SourceStep], text: str, place: str) -> str:
    """A measure that introduces its list keeps that sentence, and the list becomes its steps; one that is a
    list of bullets stays as it is."""
    found = list_of(text)
    lead, items = found.lead, found.items
    bullets = [bool(item.marker) and not item.number for item in items]
    if not lead and len(items) > 1 and all(bullets[1:]) and not items[0].marker:
        lead, items = items[0].text, items[1:]
    if items and (lead or (len(items) > 1 and all(bullets))):
        steps += [SourceStep(item.text, item.number, place=place) for item in items]
        doubts = [doubt for doubt in found.doubts if doubt != "gap" or found.lead]
        steps[0].doubts += [_doubt(doubt, place) for doubt in dict.fromkeys(("measure", *doubts))]
        return lead.rstrip(" :") or text
    step = SourceStep(item_text(text), place=place)
    step.doubts.append(Doubt("import-step-is-measure", "step", place=place))
    steps.append(step)
    return text


def _doubt(name: str, place: str) -> Doubt:
    return Doubt("import-list-kept" if name == "nested" else "import-list-unsure", "step", place=place)


def _take_divisions(step: SourceStep, whole: str) -> None:
    """Divisions in brackets behind a step, "(สำนักปลัด, กองคลัง)", do it: where the brackets hold nothing else,
    and each is among those of the `whole` measure."""
    match = _BRACKETED.search(step.text)
    parties = read_parties(match[1]) if match is not None else []
    if match is None or not parties or any(party.kind not in ("known", "new", "all") for party in parties):
        return
    register = Register()
    among, listed = register.read(whole), register.read(match[1])
    names = [name for name in re.split(r"[,\n]", match[1]) if name.strip()]
    # A division that the measure does not name is part of a remark, and not who does the step.
    if (set(listed.divisions) <= set(among.divisions) or among.everyone) and len(names) <= max(
        len(listed.divisions), 1
    ):
        step.text, step.responsible = step.text[: match.start()], match[1]


def mended_text(head: str, rest: str) -> str:
    """Return a text that a page break parted in one piece: between Thai words no blank is put."""
    # Thai has no blanks between words; one put in at the page break would be printed.
    close = _is_thai(head.rstrip()[-1:]) and _is_thai(rest.lstrip()[:1])
    return f"{head.rstrip()}{'' if close else ' '}{rest.lstrip()}".strip()


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๎" and sign not in "ฯๆ"


def told_once(measures: Sequence[SourceMeasure]) -> list[SourceMeasure]:
    """Return the measures, one that stands in a plan's table and again in that of its results once."""
    first: dict[str, SourceMeasure] = {}
    kept = []
    for measure in measures:
        key = squash(measure.text)
        known = first.get(key)
        texts = {squash(step.text) for step in measure.steps}
        own = {squash(step.text) for step in known.steps} if known is not None else set()
        # In one table equal texts are two measures; only another table tells one again.
        if known is None or known.table == measure.table or len(key) < _TELLING:
            first.setdefault(key, measure)
            kept.append(measure)
        # One of the two may only name the measure, whose steps the other has.
        elif texts <= {*own, key} or own == {key}:
            known.fields = {**measure.fields, **known.fields}
            known.steps = measure.steps if own == {key} else known.steps
            known.places = {**measure.places, **known.places}
            known.kept += measure.kept
            known.marks |= measure.marks
            known.doubts.append(
                Doubt("import-text-joined", "measure", measure.text, place=measure.places["measure"])
            )
        else:
            kept.append(measure)
    return kept
