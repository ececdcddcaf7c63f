"""The steps of a measure: out of its step cells, or out of the measure's own text where it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from toolkit.importer.divisions import Register
from toolkit.importer.doubts import Doubt
from toolkit.importer.items import ItemList, ListItem, item_text, list_of, split_items
from toolkit.importer.row_cells import says_no
from toolkit.importer.row_kinds import without_continued
from toolkit.importer.rows import SourceCell, SourceRow
from toolkit.importer.source_measure import SourceMeasure, SourceStep, measure_number
from toolkit.thai.text import squash
from toolkit.thai.words import is_all_divisions

# Neighbouring measures of real documents share merged cells of these; steps and results are each one's own.
INHERITED = ("responsible", "period", "monitoring")
OF_THE_ROW = ("responsible", "period")

_BRACKETED = re.compile(r"\s*\(([^()]+)\)$")
_ALIKE = 0.86
_TELLING = 15  # letters from which two equal texts are one measure told twice
_STEP_DOUBTS = {
    "gap": "import-numbering-broken",
    "restart": "import-numbering-restarts",
    "dash": "import-dash-items",
    "nested": "import-list-kept",
    "lines": "import-line-items",
}


def add_steps(measure: SourceMeasure, cell: SourceCell, own: Mapping[str, str], *, torn: bool) -> None:
    """Add the steps of a cell. `own` is what its row says of period and responsibility; where `torn` tells
    that a page break may have parted the cell, its head goes on with the step before."""
    found = list_of(cell.text, measure.last_number.get("steps", 0) if torn else 0)
    doubts = [Doubt(_STEP_DOUBTS[each], "step", place=cell.place) for each in found.doubts]
    steps = _steps(found, cell.place)
    if torn and steps and measure.steps and not found.items[0].marker:
        last = measure.steps[-1]
        first = steps.pop(0)
        last.text = glued(last.text, first.text)
        last.doubts.append(Doubt("import-step-joined", "step", first.text, place=cell.place))
    elif torn and found.lead and measure.steps:
        measure.steps[-1].text = glued(measure.steps[-1].text, found.lead)
        measure.steps[-1].doubts.append(Doubt("import-step-joined", "step", found.lead, place=cell.place))
    elif found.lead and steps:
        steps[0].text = f"{found.lead}\n{steps[0].text}"
        steps[0].doubts.append(Doubt("import-lead-joined", "step", found.lead, place=cell.place))
    for step in steps:
        step.responsible, step.period = own.get("responsible", ""), own.get("period", "")
    if steps:
        steps[0].doubts += doubts
    numbers = [int(each.number) for each in found.items if each.number.isdecimal()]
    measure.last_number["steps"] = numbers[-1] if numbers else 0
    measure.marked_steps = measure.marked_steps or any(each.marker for each in found.items)
    measure.steps += steps


def add_named(measure: SourceMeasure, cell: SourceCell, own: Mapping[str, str]) -> int:
    """Add the steps of a cell, of which the measure may have some: one that stands in several rows, each with
    its division, is one step. Gives how many are new."""
    known = {squash(each.text): each for each in measure.steps}
    before = len(measure.steps)
    for item in list_of(cell.text).items:
        who, when = own.get("responsible", ""), own.get("period", "")
        step = known.get(squash(item.text))
        if step is None:
            step = SourceStep(item.text, item.number, who, when, cell.place)
            known[squash(item.text)] = step
            measure.steps.append(step)
        elif step.responsible and squash(who) not in map(squash, step.responsible.split("\n")):
            step.responsible += f"\n{who}"
    return len(measure.steps) - before


def glued(head: str, rest: str) -> str:
    """A text that a page break parted, in one piece: Thai words that follow on each other take no blank."""
    # Thai has no blanks between words; one put in at the page break would be printed.
    close = _is_thai(head.rstrip()[-1:]) and _is_thai(rest.lstrip()[:1])
    return f"{head.rstrip()}{'' if close else ' '}{rest.lstrip()}".strip()


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๎" and sign not in "ฯๆ"


def _steps(found: ItemList, place: str) -> list[SourceStep]:
    return [SourceStep(each.text, each.number, place=place) for each in found.items]


def _is_bullet(item: ListItem) -> bool:
    return bool(item.marker) and not item.number


def _with_lead(found: ItemList) -> ItemList:
    """A list of bullets below a line of its own, which introduces it."""
    first, rest = found.items[:1], found.items[1:]
    if first and rest and not first[0].marker and all(map(_is_bullet, rest)):
        return ItemList(first[0].text, rest, tuple(doubt for doubt in found.doubts if doubt != "gap"))
    return found


def complete(measure: SourceMeasure) -> None:
    """Steps out of the measure's own cell where it has no other, and labels only where they differ."""
    if not measure.steps:
        found = _with_lead(list_of(measure.text))
        if len(found.items) > 1 and not found.lead and all(_is_bullet(item) for item in found.items):
            measure.steps = _steps(found, measure.place)
            measure.steps[0].doubts.append(Doubt("import-steps-from-measure", "step", place=measure.place))
        elif found.lead and found.items:
            # A measure that introduces its list keeps that sentence, and the list becomes its steps.
            measure.text = found.lead.rstrip(" :")
            measure.steps = _steps(found, measure.place)
            measure.steps[0].doubts.append(Doubt("import-steps-from-measure", "step", place=measure.place))
            measure.steps[0].doubts += [
                Doubt(_STEP_DOUBTS[each], "step", place=measure.place) for each in found.doubts
            ]
        else:
            measure.steps = [SourceStep(item_text(measure.text), place=measure.place)]
            measure.steps[0].doubts.append(Doubt("import-step-is-measure", "step", place=measure.place))
    elif _several(measure.text):
        measure.doubts.append(Doubt("import-measure-holds-list", "measure", place=measure.place))
    for index, step in enumerate(measure.steps, 1):
        _take_divisions(step, step.responsible or measure.fields.get("responsible", ""))
        if step.label == str(index):
            step.label = ""
    measure.text = item_text(measure.text)


def _take_divisions(step: SourceStep, whole: str) -> None:
    """Divisions in brackets behind a step, "(สำนักปลัด, กองคลัง)", do it: where the brackets hold nothing else,
    and each is among those of the `whole` measure."""
    match = _BRACKETED.search(step.text)
    if match is None:
        return
    register, among = Register(), Register().read(whole)
    listed = register.read(match[1])
    # A division that the measure does not name is part of a remark, and not who does the step.
    if set(listed.divisions) - set(among.divisions) and not among.everyone:
        return
    forms = {form for each in register.forms.values() for form in each}
    names = [each for each in re.split(r"[,\n]", match[1]) if each.strip()]
    if not all(squash(each) in forms or is_all_divisions(each.strip()) for each in names):
        return
    step.text, step.responsible = step.text[: match.start()], match[1]
    step.doubts.append(Doubt("import-step-divisions", "divisions", match[1], place=step.place))


def told_once(measures: Sequence[SourceMeasure]) -> list[SourceMeasure]:
    """A measure that stands in a plan's table and again in that of its results is one measure."""
    first: dict[str, SourceMeasure] = {}
    kept = []
    for measure in measures:
        key = squash(measure.text)
        known = first.get(key)
        texts = {squash(each.text) for each in measure.steps}
        # In one table equal texts are two measures; only another table tells one again.
        if known is None or known.table == measure.table or len(key) < _TELLING:
            first.setdefault(key, measure)
            kept.append(measure)
        elif texts <= {*(squash(each.text) for each in known.steps), key}:
            known.fields = {**measure.fields, **known.fields}
            known.places = {**measure.places, **known.places}
            known.kept += measure.kept
            known.marks |= measure.marks
            known.doubts.append(Doubt("import-measure-again", "measure", place=measure.place))
        else:
            kept.append(measure)
    return kept


def _several(text: str) -> bool:
    pieces: Sequence[ListItem] = split_items(text)
    return sum(bool(each.marker) for each in pieces) > 1


def torn_off(text: str, last: int) -> tuple[str, str]:
    """The head of a cell that goes on after `last`, and the rest; no head: ("", text)."""
    pieces = split_items(text)
    numbers = [int(each.number) if each.number.isdecimal() else 0 for each in pieces]
    # The head is the other measure's only where a list of this one's own (1, …) follows it.
    if not last or not numbers or numbers[0] != last + 1 or 1 not in numbers[1:]:
        return "", text
    cut = numbers.index(1)
    return "\n".join(map(line_of, pieces[:cut])), "".join(each.raw for each in pieces[cut:]).strip()


def line_of(item: ListItem) -> str:
    """An item on a line of its own, with its marker."""
    return f"{item.marker} {item.text}".strip() if item.text else ""


def joined(present: str, more: str) -> str:
    """A text with another below it."""
    return f"{present}\n{more}" if present else more


def says_again(text: str, measure: SourceMeasure) -> bool:
    """Whether a text is the measure's own or how that begins, a letter misread or not."""
    said = squash(text)
    whole = squash(measure.text)[: len(said)]
    # Scanning may misread a letter in one of the two places.
    return whole.startswith(said) or SequenceMatcher(None, said, whole, autojunk=False).ratio() >= _ALIKE


def list_goes_on(measure: SourceMeasure, row: SourceRow, text: str) -> bool:
    """Tell whether a measure's cell only goes on with the list in the cell of the measure before: "๔. …"
    after its steps 1 to 3, where no measure 4 is due, or the row is known to go on, and nobody is named."""
    if row.all("steps") or any(each.text for each in row.cells if each.column.field in OF_THE_ROW):
        return False
    if without_continued(text)[1]:
        return False
    number = split_items(text, 1)[0].number or measure_number(text)[0]
    numbers = [int(each.number) for each in split_items(measure.text) if each.number.isdecimal()]
    due = number == next_number(measure.number) and row.role != "continue"
    return bool(numbers) and number == str(numbers[-1] + 1) and not due


def next_number(number: str) -> str:
    """Return the number that follows a measure's number; "1" where that is none."""
    return str(int(number) + 1) if number.isdecimal() else "1"


def heading_of(text: str) -> str:
    """Return a heading without the list marker in front of it."""
    pieces = split_items(text)
    return pieces[0].text if len(pieces) == 1 and pieces[0].marker else item_text(text)


def inherit(measure: SourceMeasure, before: SourceMeasure, row: SourceRow) -> None:
    """Give a measure what its blank cells share with the measure before, as a merged cell does."""
    for name in INHERITED:
        cells = row.all(name)
        # A dash is an answer of its own and inherits nothing; only a blank does.
        if not cells or measure.fields.get(name) or name not in before.fields or any(map(says_no, cells)):
            continue
        if name == "period" and measure.marks:
            continue
        measure.fields[name] = before.fields[name]
        measure.places[name] = cells[0].place
        # A merged cell is certain; that a blank one says the same is a guess, which a person confirms.
        if not cells[0].merged:
            measure.doubts.append(
                Doubt("import-cell-inherited", name, before.fields[name], before.number, cells[0].place)
            )
        if name == "period":
            measure.marks = set(before.marks)
