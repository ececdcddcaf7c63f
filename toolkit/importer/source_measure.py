"""A measure and its steps as the document has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.importer.divisions import Register, names_division
from toolkit.importer.document import Doubt
from toolkit.importer.items import item_text, list_of, split_items
from toolkit.thai.text import squash

LISTS = ("monitoring", "expected")
_BRACKETED = re.compile(r"\s*\(([^()]+)\)$")


@dataclass
class SourceStep:
    """A step with its printed label ("" where it is its place in the measure), whether a sign marks it, and
    what its own row says of period and responsibility where rows are steps."""

    text: str
    label: str = ""
    marked: bool = False
    responsible: str = ""
    period: str = ""
    place: str = ""
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class SourceMeasure:
    """A measure as the document has it. `fields` holds the joined text of each column's field and `places`
    where it stood, `kept` the columns that a plan has no place for: (heading, text); `marks` the months of a
    time chart, `code` what stands in the column of numbers and is none ("O20"), and `again` whether another
    table tells it a second time."""

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
    code: str = ""
    again: bool = False

    def add(self, name: str, text: str, place: str, *, torn: bool) -> None:
        """Add a text to a field, unless the field says it already: what each page repeats is printed once.
        The items of a list stand on lines of their own; only a `torn` one may begin in mid-sentence."""
        self.places.setdefault(name, place)
        present, listed = self.fields.get(name, ""), name in LISTS
        pieces = split_items(text)
        text = "\n".join(filter(None, (item.line for item in pieces))) if listed else text
        known = {squash(line) for line in (*present.split("\n"), present)}
        if not text or squash(text) in known:
            return
        if torn and present and listed and not pieces[0].marker:
            self.fields[name] = mended_text(present, text)
            self.doubts.append(Doubt("import-text-joined", name, text, place=place))
        else:
            self.fields[name] = f"{present}\n{text}".strip()

    def add_steps(self, text: str, place: str, *, torn: bool) -> list[SourceStep]:
        """Add the steps of a cell and return them. Where a page break may have `torn` the cell, its head goes
        on with the last step; else what introduces a list stands before its first step."""
        last = self.steps[-1].label if torn and self.steps else ""
        found = list_of(text, int(last) if last.isdecimal() else 0)
        steps = [SourceStep(item.text, item.number, bool(item.marker), place=place) for item in found.items]
        lead, before = found.lead, self.steps[-1:] if torn else []
        if before and steps and not lead and not found.items[0].marker:
            lead = steps.pop(0).text
        for step in (before or steps[:1]) if lead else ():
            step.text = mended_text(step.text, lead) if before else f"{lead}\n{step.text}"
            step.doubts.append(Doubt("import-text-joined", "step", lead, place=place))
        # What another table tells again is no second step.
        known = {squash(step.text) for step in self.steps} if self.again else set()
        steps = [step for step in steps if squash(step.text) not in known]
        if steps and not found.sure:
            steps[0].doubts.append(Doubt("import-list-unsure", "step", place=place))
        self.steps += steps
        return steps

    def complete(self) -> None:
        """Add the steps out of the measure's own text where it has no other, give each who does it, and keep
        labels only where they differ from their place."""
        place = self.places["measure"]
        if not self.steps:
            self._steps_of_text(place)
        elif sum(bool(item.marker) for item in split_items(self.text)) > 1:
            self.steps[0].doubts.append(Doubt("import-list-unsure", "step", place=place))
        for index, step in enumerate(self.steps, 1):
            _take_divisions(step, step.responsible or self.fields.get("responsible", ""))
            step.label = "" if step.label == str(index) else step.label
        self.text = item_text(self.text)

    def _steps_of_text(self, place: str) -> None:
        """A measure that introduces its list keeps that sentence, and the list becomes its steps; one that is
        a list of bullets stays as it is."""
        found = list_of(self.text)
        lead, items = found.lead, found.items
        bullets = [bool(item.marker) and not item.number for item in items]
        if not lead and len(items) > 1 and all(bullets[1:]) and not items[0].marker:
            lead, items = items[0].text, items[1:]
        if items and (lead or len(items) > 1):
            self.steps += [SourceStep(item.text, item.number, place=place) for item in items]
            self.steps[0].doubts.append(Doubt("import-list-unsure", "step", place=place))
            self.text = lead.rstrip(" :") or self.text
            return
        doubt = Doubt("import-step-is-measure", "step", place=place)
        self.steps.append(SourceStep(item_text(self.text), place=place, doubts=[doubt]))


def _take_divisions(step: SourceStep, whole: str) -> None:
    """Divisions in brackets behind a step, "(สำนักปลัด, กองคลัง)", do it: where the brackets hold nothing else,
    and each is among those of the `whole` measure."""
    match = _BRACKETED.search(step.text)
    if match is not None and names_division(match[1]):
        register = Register()
        among = register.read(whole)
        # A division that the measure does not name is part of a remark, and not who does the step.
        if among.everyone or set(register.read(match[1]).divisions) <= set(among.divisions):
            step.text, step.responsible = step.text[: match.start()], match[1]


def mended_text(head: str, rest: str) -> str:
    """Return a text that a page break parted in one piece: between Thai words no blank is put."""
    # Thai has no blanks between words; one put in at the page break would be printed.
    close = all("ก" <= sign <= "๎" and sign not in "ฯๆ" for sign in (head.rstrip()[-1:], rest.lstrip()[:1]))
    return f"{head.rstrip()}{'' if close else ' '}{rest.lstrip()}".strip()
