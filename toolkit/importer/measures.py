"""The measures of a document: rows joined, given back what a page break tore off, and parted into steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from toolkit.importer.doubts import Doubt
from toolkit.importer.headers import is_whole
from toolkit.importer.items import split_items
from toolkit.importer.measure_steps import (
    INHERITED,
    OF_THE_ROW,
    add_named,
    add_steps,
    complete,
    glued,
    heading_of,
    inherit,
    joined,
    line_of,
    list_goes_on,
    next_number,
    says_again,
    told_once,
    torn_off,
)
from toolkit.importer.row_cells import (
    MARK,
    counts,
    from_and_to,
    is_text,
    months_text,
    says,
    tick_names,
)
from toolkit.importer.row_kinds import names_measure, without_continued
from toolkit.importer.rows import SourceCell, SourceRow
from toolkit.importer.source_measure import SourceMeasure, measure_number
from toolkit.importer.words import words
from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import squash, to_arabic

# An office has 3 to 40 measures: far more means that some other table was taken for the plan.
MOST_MEASURES, MOST_STEPS = 500, 3000
_N = r"(?P<number>[1-9๑-๙][0-9๐-๙]{0,2})"
_AGAIN = re.compile(r"\s*(\d{1,3})\s*\.?\s*\(\s*ต่อ\s*\)")
_LISTS = ("monitoring", "expected")
# Where a dash stands for nothing.
_SAYS_NOTHING = (*INHERITED, "expected", "steps")


@dataclass(frozen=True, slots=True)
class MeasuresRead:
    """The measures of a document in order, the rows that belong to none, and what each other row does, by
    table and row."""

    measures: list[SourceMeasure]
    others: list[SourceRow]
    roles: Mapping[tuple[int, int], str]


def read_measures(rows: Iterable[SourceRow]) -> MeasuresRead:
    """Read the measures of rows, each by its role or, where that is open, by what its cells say.

    Raises UserError (import-too-large) as soon as there are more measures or steps than a plan has.
    """
    reader = _Reader()
    for row, following in pairwise(chain(rows, (None,))):
        assert row is not None  # only the last of the pairs has none, and that as its second
        reader.take(reader.settled(row, following))
        # Counted row by row: a file made to be too large must stop before it fills the memory.
        for count, most in ((len(reader.measures), MOST_MEASURES), (reader.steps, MOST_STEPS)):
            if count > most:
                raise UserError(Finding("import-too-large", expected=str(most)))
    reader.end()
    for measure in reader.measures:
        complete(measure)
    return MeasuresRead(told_once(reader.measures), reader.others, reader.roles)


class _Reader:
    def __init__(self) -> None:
        self.measures: list[SourceMeasure] = []
        self.others: list[SourceRow] = []
        self.steps = 0
        self._section = ""
        self._issue = ""
        self._torn: Doubt | None = None
        self._first_row: SourceRow | None = None
        self._told: set[tuple[int, str]] = set()
        self._numbered = False
        self.roles: dict[tuple[int, int], str] = {}

    def take(self, row: SourceRow) -> None:
        if row.kind == "section":
            self._section, self._issue = heading_of(row.text), row.issue_no
        elif row.kind == "continued":
            self._torn = Doubt("import-continuation-row", "measure", row.text, place=row.place)
        elif row.kind == "below" or _total(row):
            self.others.append(row)
        else:
            self._row(row)

    def settled(self, row: SourceRow, following: SourceRow | None) -> SourceRow:
        """The row as one that goes on, where the next one says so: "๓. …" with nothing beside it is a step of
        measure 2, not measure 3, where "๒. (ต่อ)" follows."""
        cell = row.cell("measure")
        below = following.cell("measure") if following is not None and following.kind == "row" else None
        if row.kind != "row" or row.role or not self.measures or cell is None or below is None:
            return row
        again = _AGAIN.match(to_arabic(below.text))
        if not again or again[1] != self.measures[-1].number or cell.merged:
            return row
        if any(each.text for each in row.cells if each is not cell):
            return row
        goes_on = replace(row, role="continue")
        return goes_on if list_goes_on(self.measures[-1], goes_on, cell.text) else row

    def end(self) -> None:
        """The last measure is complete; a last row that only says "continued" is told at it."""
        if self.measures:
            self._complete_cells()
            self._tell_torn(self.measures[-1])

    def _complete_cells(self) -> None:
        """What no row of the last measure says, it shares with the measure before it."""
        if len(self.measures) > 1 and self._first_row is not None:
            inherit(self.measures[-1], self.measures[-2], self._first_row)

    def _tell_torn(self, measure: SourceMeasure) -> None:
        if self._torn is not None:
            measure.doubts.append(self._torn)
            self._torn = None

    def _row(self, row: SourceRow) -> None:
        cell = row.cell("measure")
        filled = cell is not None and bool(cell.text) and not cell.merged
        role = row.role or self._role(row, cell, filled=filled)
        self.roles[row.table, row.number] = role
        referred = self._referred(row, cell) if role == "step" else None
        if referred is not None:
            self._refer(referred, row)
        elif role == "measure" and cell is not None and filled:
            self._begin(row, cell)
        elif role != "skip" and self.measures:
            self._go_on(*self._as_step(row, cell, role=role, filled=filled), torn=role == "continue")
        else:
            self.others.append(row)

    def _role(self, row: SourceRow, cell: SourceCell | None, *, filled: bool) -> str:
        """What a row does, by what its cells say: it begins a measure, adds a step, or goes on."""
        text = cell.text if cell is not None else ""
        if self._referred(row, cell) is not None:
            return "step"
        if cell is not None and filled and not is_text(cell) and not self._goes_on(row, text):
            return "skip"  # a dash, a number or a mark is no measure
        if filled and not self._goes_on(row, text):
            return "measure"
        if not self.measures:
            return "measure" if filled else "continue"
        names = [each for each in (cell, row.cell("number")) if each is not None]
        again = any(without_continued(each.text)[1] for each in names)
        merged = cell is not None and cell.merged
        torn = not merged and not any(each.text for each in row.cells if each.column.field in OF_THE_ROW)
        tells = filled and (list_goes_on(self.measures[-1], row, text) or self._wraps(row, text))
        return "continue" if again or tells or (torn and self.measures[-1].marked_steps) else "step"

    def _as_step(
        self, row: SourceRow, cell: SourceCell | None, *, role: str, filled: bool
    ) -> tuple[SourceRow, SourceCell | None]:
        """The row with its measure's cell as one of steps, where it is a step and has no other."""
        if role != "step" or not filled or cell is None or row.all("steps"):
            return row, cell
        if self._only_names(cell.text, self.measures[-1]):
            return row, cell
        step = replace(cell, column=replace(cell.column, field="steps"))
        return replace(row, cells=tuple(step if each is cell else each for each in row.cells)), None

    def _only_names(self, text: str, measure: SourceMeasure) -> bool:
        """Whether a text says no more than which measure goes on."""
        bare = squash(measure_number(without_continued(text)[0], measure.number)[1])
        return not bare or bare in words().lists["rows.same"] or bare == squash(measure.text)

    def _goes_on(self, row: SourceRow, text: str) -> bool:
        """Whether a filled measure cell only says again which measure goes on."""
        if not self.measures:
            return False
        last = self.measures[-1]
        if list_goes_on(last, row, text) or self._wraps(row, text):
            return True
        text, again = without_continued(text)
        number, rest = measure_number(text, next_number(last.number))
        bare = squash(rest)
        if not bare:
            return (again and not number) or number == last.number
        if bare in words().lists["rows.same"]:
            return not number or number == last.number
        column = row.cell("number")
        own = measure_number(f"{without_continued(column.text)[0].strip()}.")[0] if column is not None else ""
        same = bare == squash(last.text) or (again and (bool(number or own) or says_again(rest, last)))
        return same and {number, own} <= {"", last.number}

    def _wraps(self, row: SourceRow, text: str) -> bool:
        """Whether a row holds nothing but the rest of a sentence: no number though the measure above has one
        in the column of numbers, and nothing beside it."""
        if not self._numbered or split_items(text)[0].marker or names_measure(text):
            return False
        return all(each.column.field == "measure" or each.merged or not each.text for each in row.cells)

    def _referred(self, row: SourceRow, cell: SourceCell | None) -> SourceMeasure | None:
        """The measure of another table that a cell names by nothing but its number."""
        number = re.fullmatch(
            r"\(?(\d{1,3}(?:\.\d{1,2}){0,2})\)?\.?", squash(cell.text if cell is not None else "")
        )
        found = [each for each in self.measures if number and each.number == number[1]]
        # In the same table a bare number only says that its measure goes on.
        return found[0] if len(found) == 1 and found[0].table != row.table else None

    def _refer(self, measure: SourceMeasure, row: SourceRow) -> None:
        """Add a row of another table, in which each step of a measure has rows of its own."""
        if (row.table, measure.number) not in self._told:
            self._told.add((row.table, measure.number))
            measure.doubts.append(Doubt("import-measure-again", "measure", place=row.place))
        own = {each.column.field: each.text for each in row.cells if each.text and says(each)}
        step = row.cell("steps")
        if step is not None and not is_text(step):
            step = row.cell("issue")
        if step is not None and is_text(step):
            self.steps += add_named(measure, step, own)
        for cell in row.cells:
            if says(cell) and _kept(cell.column.field):
                measure.kept.append((cell.column.heading or words().label(cell.column.field), cell.text))

    def _begin(self, row: SourceRow, cell: SourceCell) -> None:
        before = self.measures[-1] if self.measures else None
        # Before the first row changes hands: what the last measure lacks is judged by the row that began it.
        self._complete_cells()
        self._first_row = row
        named = row.cell("number")
        first, _, rest = cell.text.partition("\n")
        own = (
            rest.strip() if rest.strip() and is_whole(first) else cell.text
        )  # "กิจกรรมหลัก" and its name below
        number, text = measure_number(own, next_number(before.number if before else ""))
        if not text:  # nothing but a number: all there is to say
            number, text = "", own
        if not number and named is not None:
            match = re.fullmatch(r"\(?(\d{1,3}(?:\.\d{1,2}){0,2})\)?\.?\)?", to_arabic(named.text.strip()))
            number = match[1] if match else ""
        measure = SourceMeasure(text, number, cell.place, row.table, self._section, self._issue)
        measure.places["measure"] = cell.place
        measure.has_step_column = bool(row.all("steps"))
        self._issue_column(measure, row)
        self._numbered = bool(number) and named is not None and bool(named.text)
        self._tell_torn(measure)
        self.measures.append(measure)
        if before is not None:
            row = self._give_back(before, row)
        self._take_cells(measure, row)

    def _issue_column(self, measure: SourceMeasure, row: SourceRow) -> None:
        cell = row.cell("issue")
        if cell is None or not cell.text or cell.column.field == "measure":
            return
        match = re.match(rf"\(?{_N}\)?[.)]?", squash(cell.text).removeprefix("ประเด็นที่"))
        measure.section = heading_of(cell.text)
        # A plan covers seven issues: a number of two digits counts something else.
        measure.issue_no = to_arabic(match["number"]) if match and len(match["number"]) == 1 else ""

    def _go_on(self, row: SourceRow, cell: SourceCell | None, *, torn: bool) -> None:
        measure = self.measures[-1]
        self._tell_torn(measure)
        grouped = cell is None and not measure.has_step_column and bool(row.all("steps"))
        merged = cell is not None and cell.merged
        if cell is not None and not merged and not self._only_names(cell.text, measure):
            listed = list_goes_on(measure, row, cell.text)
            rest = cell.text if listed else measure_number(without_continued(cell.text)[0], measure.number)[1]
            if listed or not says_again(rest, measure):
                listed = bool(split_items(rest)[0].marker)
                measure.text = joined(measure.text, rest) if listed else glued(measure.text, rest)
        if grouped:
            measure.doubts.append(Doubt("import-rows-grouped", "measure", place=measure.place))
        elif not merged:
            place = next((each.place for each in row.cells if each.text), row.place)
            measure.doubts.append(Doubt("import-row-joined", "measure", measure.number, place=place))
        self._take_cells(measure, row, torn=torn)

    def _give_back(self, before: SourceMeasure, row: SourceRow) -> SourceRow:
        """Give the items at the head of a cell that go on with the list of the measure before, and are
        followed by a list of this measure's own (3, then 1, 2, 3), back to that measure."""
        cells = []
        for cell in row.cells:
            head, rest = torn_off(cell.text, before.last_number.get(cell.column.field, 0))
            if head and cell.column.field in _LISTS and not cell.merged:
                name = cell.column.field
                before.fields[name] = joined(before.fields.get(name, ""), head)
                before.doubts.append(Doubt("import-piece-returned", name, head, place=cell.place))
                cell = SourceCell(cell.column, rest, cell.place, cell.merged)
            cells.append(cell)
        return SourceRow(row.kind, row.table, row.number, tuple(cells), place=row.place)

    def _take_cells(self, measure: SourceMeasure, row: SourceRow, *, torn: bool = False) -> None:
        charted = [each for each in row.cells if each.column.span and not each.merged and says(each)]
        spans = [each.column.span for each in charted if each.column.span]
        measure.marks.update(spans)
        # A tick is spent on its month; a longer text in a chart has no column in the plan and would be lost.
        measure.kept += [
            (each.column.heading, each.text) for each in charted if len(squash(each.text)) > MARK
        ]
        own = {"period": months_text(spans)} if spans else {}
        for cell in tick_names(from_and_to(row.cells)):
            name = cell.column.field
            if not cell.text or cell.merged or cell.column.span is not None:
                continue
            if name in _SAYS_NOTHING and not says(cell):
                continue
            if squash(cell.text) in words().lists["rows.same"] and name in INHERITED:
                continue
            if name == "period" and counts(cell):
                measure.kept.append((cell.column.heading, cell.text))
                continue
            # Below a page break these go on from the page before, and are not those of the steps here alone.
            if name in OF_THE_ROW and not torn:
                own[name] = cell.text
            measure.places.setdefault(name, cell.place)
            if name == "steps":
                continue
            if name in ("measure", "number"):
                continue
            if _kept(name):
                measure.kept.append((cell.column.heading or words().label(name), cell.text))
                # Whether a measure that was called off belongs into the next plan is for a person to say.
                if name == "status" and says(cell) and "ยกเลิก" in cell.column.heading + cell.text:
                    measure.doubts.append(Doubt("import-measure-cancelled", "measure", place=cell.place))
            elif name == "issue":
                continue
            else:
                self._field(measure, name, cell, torn=torn)
        for cell in row.all("steps"):
            if says(cell) and not cell.merged and not is_text(cell) and not torn:
                measure.kept.append((cell.column.heading, cell.text))
            elif says(cell) and not cell.merged:
                before = len(measure.steps)
                add_steps(measure, cell, own, torn=torn)
                self.steps += len(measure.steps) - before
                number = row.cell("number")
                if not measure.has_step_column and number is not None and len(measure.steps) == before + 1:
                    measure.steps[-1].label = measure.steps[-1].label or squash(number.text).strip("().")

    def _field(self, measure: SourceMeasure, name: str, cell: SourceCell, *, torn: bool) -> None:
        text = cell.text
        if name in _LISTS:
            # Only a torn list may begin with its next number; elsewhere such a number is part of a sentence.
            pieces = split_items(text, measure.last_number.get(name, 0) if torn else 0)
            if torn and not pieces[0].marker and measure.fields.get(name):
                measure.fields[name] = glued(measure.fields[name], pieces[0].text)
                measure.doubts.append(Doubt("import-step-joined", name, pieces[0].text, place=cell.place))
                pieces = pieces[1:]
            text = "\n".join(filter(None, (line_of(each) for each in pieces)))
            numbers = [int(each.number) for each in pieces if each.number.isdecimal()]
            measure.last_number[name] = numbers[-1] if numbers else measure.last_number.get(name, 0)
            if not text:
                return
        present = measure.fields.get(name, "")
        # What is said again on each page must not be printed twice.
        if squash(text) not in {squash(each) for each in present.split("\n")} and squash(text) != squash(
            present
        ):
            measure.fields[name] = joined(present, text)
            if torn and name == "responsible":  # the steps so far have what the first page said
                for step in measure.steps:
                    step.responsible = "" if step.responsible == present else step.responsible


def _kept(field: str) -> bool:
    """Whether a plan has no column for a field, so that its text becomes a note."""
    return field in words().kept or field in ("remark", "evidence", "")


def _total(row: SourceRow) -> bool:
    """Whether a row only counts the rows above."""
    first = next((each.text for each in row.cells if each.text), "")
    return bool(re.match(r"รวม(?:ทั้งสิ้น|ทั้งหมด|มาตรการ|เงิน|\d|$)", squash(first)))
