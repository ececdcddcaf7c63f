"""The measures of a document out of its rows, each of which says what it does: joined, given back what a page
break tore off, and parted into steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from toolkit.importer.doubts import Doubt
from toolkit.importer.headers import is_whole
from toolkit.importer.items import split_items
from toolkit.importer.rows import (
    SourceCell,
    SourceRow,
    measure_number,
    next_number,
    only_numbers,
    section_issue,
    without_continued,
)
from toolkit.importer.steps import SourceStep, complete_steps, read_steps, whole_text
from toolkit.importer.words import words
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash, to_arabic

# An office has 3 to 40 measures: far more means that some other table was taken for the plan.
MOST_MEASURES, MOST_STEPS = 500, 3000
# Neighbouring measures of real documents share merged cells of these; steps and results are each one's own.
_INHERITED = ("responsible", "period", "monitoring")
_OF_THE_ROW = ("responsible", "period")
_LISTS = ("monitoring", "expected")
_ALIKE = 86  # of a hundred, where scanning misread a letter in one of two places
_TELLING = 15  # letters from which two equal texts are one measure told twice
_MARK = 3  # letters of a mark in a time chart: "/", "✓", "<->"; more is a text
_COUNT = re.compile(r"\d{1,3}(?:(?:จาก|/)\d{1,3}(?:ขั้นตอน|ขั้น|ข้อ)?)?")
_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d+(?:\.\d+)?บาท)(?:\.\d+)?(?:บาท)?(?:\.?-)?")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2}){0,2})\)?\.?\)?")


@dataclass
class SourceMeasure:
    """A measure as the document has it. `fields` holds the joined text of each column's field and `places`
    where it stood, `kept` the columns that a plan has no place for: (heading, text); `marks` the months of a
    time chart."""

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

    def add(self, name: str, text: str) -> None:
        """Add a line to a field, unless the field says it already: what each page repeats is printed once."""
        present = self.fields.get(name, "")
        known = {squash(line) for line in (*present.split("\n"), present)}
        if squash(text) not in known:
            self.fields[name] = f"{present}\n{text}" if present else text


def read_measures(rows: Iterable[SourceRow]) -> tuple[list[SourceMeasure], list[SourceRow]]:
    """Read the measures of rows, and return the rows that belong to none as well.

    Raises UserError (import-too-large) as soon as there are more measures or steps than a plan has.
    """
    reader = _Reader()
    steps = 0
    for row in rows:
        before = len(reader.measures[-1].steps) if reader.measures else 0
        count = len(reader.measures)
        reader.take(row)
        if reader.measures:
            steps += len(reader.measures[-1].steps) - (before if count == len(reader.measures) else 0)
        # Counted row by row: a file made to be too large must stop before it fills the memory.
        if len(reader.measures) > MOST_MEASURES or steps > MOST_STEPS:
            raise UserError(Finding("import-too-large", expected=f"{MOST_MEASURES} / {MOST_STEPS}"))
    reader.share()
    for measure in reader.measures:
        measure.text = complete_steps(
            measure.steps, measure.text, measure.places["measure"], measure.fields.get("responsible", "")
        )
    return _told_once(reader.measures), reader.others


class _Reader:
    def __init__(self) -> None:
        self.measures: list[SourceMeasure] = []
        self.others: list[SourceRow] = []
        self._section = ""
        self._issue = ""
        self._first_row: SourceRow | None = None

    def take(self, row: SourceRow) -> None:
        cell = row.cell("measure")
        if row.role == "measure" and (cell is None or not cell.text or cell.merged):
            cell = self._across(row, cell)
        if row.role == "section":
            self._section, self._issue = _heading(row.text), section_issue(row.text) or ""
        elif row.role == "measure" and cell is not None:
            self._begin(row if cell in row.cells else replace(row, cells=(cell,)), cell)
        elif row.role != "skip" and self.measures:
            if not only_numbers(row.text):
                self._go_on(row, cell)
        else:
            self.others.append(row)

    def _across(self, row: SourceRow, cell: SourceCell | None) -> SourceCell | None:
        """The one text of a row as its measure's cell, where that itself is covered or blank."""
        if "\n" in row.text or (cell is not None and cell.merged):
            return None
        column = next((cell.column for cell in row.cells), None)
        return SourceCell(replace(column, field="measure"), row.text, row.place) if column else None

    def share(self) -> None:
        """Give the last measure what its blank cells share with the measure before, as a merged cell does."""
        if len(self.measures) < 2 or self._first_row is None:
            return
        before, measure = self.measures[-2:]
        for name in _INHERITED:
            cells = self._first_row.all(name)
            # A dash is an answer of its own and inherits nothing; only a blank does.
            dash = any(cell.text and not cell.merged and not cell.says for cell in cells)
            if not cells or dash or measure.fields.get(name) or name not in before.fields:
                continue
            if name == "period" and measure.marks:
                continue
            measure.fields[name] = before.fields[name]
            measure.places[name] = cells[0].place
            # A merged cell is certain; that a blank one says the same is a guess, which a person confirms.
            if not cells[0].merged:
                measure.doubts.append(
                    Doubt("import-cell-inherited", name, before.fields[name], place=cells[0].place)
                )
            if name == "period":
                measure.marks = set(before.marks)

    def _begin(self, row: SourceRow, cell: SourceCell) -> None:
        # Before the first row changes hands: what the last measure lacks is judged by the row that began it.
        self.share()
        self._first_row = row
        before = self.measures[-1] if self.measures else None
        first, _, rest = cell.text.partition("\n")
        # "กิจกรรมหลัก" and its name below
        own = rest.strip() if rest.strip() and is_whole(first) else cell.text
        number, text = measure_number(own, next_number(before.number if before else ""))
        if not text:  # nothing but a number: all there is to say
            number, text = "", own
        column = row.cell("number")
        if not number and column is not None:
            match = _COLUMN_NUMBER.fullmatch(to_arabic(column.text.strip()))
            number = match[1] if match else ""
            if column.text and not match:  # a code, such as O20
                text = text if squash(column.text) in squash(text) else f"{column.text} {text}"
        measure = SourceMeasure(text, number, row.table, self._section, self._issue)
        measure.places["measure"] = cell.place
        issue = row.cell("issue")
        if issue is not None and issue.text:
            measure.section = _heading(issue.text)
            match = re.match(r"\(?([1-9])\)?[.)]?(?!\d)", squash(issue.text).removeprefix("ประเด็นที่"))
            measure.issue_no = match[1] if match else ""
        if before is not None:
            row = _give_back(before, row)
        self.measures.append(measure)
        _take_cells(measure, row, torn=False)

    def _go_on(self, row: SourceRow, cell: SourceCell | None) -> None:
        measure = self.measures[-1]
        text = cell.text if cell is not None and not cell.merged else ""
        rest = measure_number(without_continued(text)[0], measure.number)[1]
        same = squash(rest) in ("", squash(measure.text), *words().lists["rows.same"])
        if row.role == "step" and cell is not None and text and not row.all("steps") and not same:
            step = replace(cell, column=replace(cell.column, field="steps"))
            row = replace(row, cells=tuple(step if other is cell else other for other in row.cells))
        elif text and not same:
            # Where the list goes on, the number at its head is that of an item.
            rest = text if _list_goes_on(measure, text) else rest
            if rest == text or not _says_again(rest, measure):
                listed = bool(split_items(rest)[0].marker)
                measure.text = f"{measure.text}\n{rest}" if listed else whole_text(measure.text, rest)
        _take_cells(measure, row, torn=row.role == "continue")


def _list_goes_on(measure: SourceMeasure, text: str) -> bool:
    numbers = [int(item.number) for item in split_items(measure.text) if item.number.isdecimal()]
    follows = bool(numbers) and split_items(text, 1)[0].number == str(numbers[-1] + 1)
    return follows and not without_continued(text)[1]


def _says_again(text: str, measure: SourceMeasure) -> bool:
    """Whether a text is the measure's own or how that begins, a letter misread or not."""
    said = squash(text)
    whole = squash(measure.text)[: len(said)]
    return whole.startswith(said) or ratio(said, whole) >= _ALIKE


def _heading(text: str) -> str:
    """A heading without the list marker in front of it."""
    pieces = split_items(" ".join(text.split()))
    return pieces[0].text if len(pieces) == 1 else " ".join(text.split())


def _give_back(before: SourceMeasure, row: SourceRow) -> SourceRow:
    """Give the items at the head of a cell that go on with the list of the measure before, and are followed
    by a list of this measure's own (3, then 1, 2, 3), back to that measure."""
    cells = []
    for cell in row.cells:
        name = cell.column.field
        last = before.last_number.get(name, 0)
        pieces = split_items(cell.text) if name in _LISTS and last and not cell.merged else ()
        numbers = [item.number for item in pieces]
        if numbers[:1] == [str(last + 1)] and "1" in numbers[1:]:
            cut = numbers.index("1")
            head = "\n".join(item.line for item in pieces[:cut])
            before.add(name, head)
            before.doubts.append(Doubt("import-text-joined", name, head, place=cell.place))
            cell = replace(cell, text="".join(item.raw for item in pieces[cut:]).strip())
        cells.append(cell)
    return replace(row, cells=tuple(cells))


def _take_cells(measure: SourceMeasure, row: SourceRow, *, torn: bool) -> None:
    """Add what the cells of a row say; where `torn`, they go on with those of the row above."""
    charted = [cell for cell in row.cells if cell.column.span and cell.says]
    spans = [cell.column.span for cell in charted if cell.column.span]
    measure.marks.update(spans)
    # A tick is spent on its month; a longer text in a chart has no column in the plan and would be lost.
    measure.kept += [(cell.column.heading, cell.text) for cell in charted if len(squash(cell.text)) > _MARK]
    own = {"period": _months_text(spans)} if spans else {}
    steps = []
    for cell in _tick_names(_from_and_to(row.cells)):
        name, heading = cell.column.field, cell.column.heading or words().label(cell.column.field)
        blank = name in (*_INHERITED, "expected", "steps", "skip") and not cell.says
        if (
            not cell.text
            or cell.merged
            or cell.column.span
            or blank
            or name in ("measure", "number", "issue")
        ):
            continue
        if name in _INHERITED and squash(cell.text) in words().lists["rows.same"]:
            continue
        if (name == "period" and _counts(cell)) or words().kept(name) or not name:
            measure.kept.append((heading, cell.text))
            # Whether a measure that was called off belongs into the next plan is for a person to say.
            if name == "status" and cell.says and "ยกเลิก" in cell.column.heading + cell.text:
                measure.doubts.append(Doubt("import-measure-cancelled", "measure", place=cell.place))
        elif name == "steps":
            steps.append(cell)
        elif name != "skip":
            # Below a page break these go on from the page before, and are not those of the steps here alone.
            own |= {name: cell.text} if name in _OF_THE_ROW and not torn else {}
            measure.places.setdefault(name, cell.place)
            _add_field(measure, name, cell, torn=torn)
    for cell in steps:
        if cell.has_letters or torn:
            _add_steps(measure, cell, own, row, torn=torn)
        else:
            measure.kept.append((cell.column.heading, cell.text))


def _add_field(measure: SourceMeasure, name: str, cell: SourceCell, *, torn: bool) -> None:
    text = cell.text
    present = measure.fields.get(name, "")
    if name in _LISTS:
        # Only a torn list may begin with its next number; elsewhere such a number is part of a sentence.
        pieces = split_items(text, measure.last_number.get(name, 0) if torn else 0)
        if torn and present and not pieces[0].marker:
            measure.fields[name] = whole_text(present, pieces[0].text)
            measure.doubts.append(Doubt("import-text-joined", name, pieces[0].text, place=cell.place))
            pieces = pieces[1:]
        text = "\n".join(filter(None, (item.line for item in pieces)))
        numbers = [int(item.number) for item in pieces if item.number.isdecimal()]
        measure.last_number[name] = numbers[-1] if numbers else measure.last_number.get(name, 0)
    if text:
        measure.add(name, text)
    if torn and name == "responsible":  # the steps so far have what the first page said
        for step in measure.steps:
            step.responsible = "" if step.responsible == present else step.responsible


def _add_steps(
    measure: SourceMeasure, cell: SourceCell, own: dict[str, str], row: SourceRow, *, torn: bool
) -> None:
    new, measure.last_number["steps"] = read_steps(
        cell.text, cell.place, measure.steps, measure.last_number.get("steps", 0), torn=torn
    )
    for step in new:
        step.responsible, step.period = own.get("responsible", ""), own.get("period", "")
    number = row.cell("number")
    # Where rows are steps, their numbers stand in the column of numbers.
    if len(new) == 1 and number is not None and row.role == "step" and not number.merged:
        new[0].label = new[0].label or squash(number.text).strip("().")
    measure.steps += new


def _from_and_to(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """The cells of a row, a column where something begins and one where it ends made one period."""
    ends = [cell for cell in cells if cell.column.field == "period" and not cell.column.span and cell.says]
    if len(ends) != 2 or "เริ่ม" not in squash(ends[0].column.heading):
        return list(cells)
    both = replace(ends[0], text=f"{ends[0].text} - {ends[1].text}")
    return [both if cell is ends[0] else cell for cell in cells if cell is not ends[1]]


def _tick_names(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """The cells of a row, those of columns in which divisions are ticked made one that names them."""
    ticked = [cell for cell in cells if cell.column.division and cell.says]
    names = (
        cell.column.division + (f" ({cell.text})" if len(squash(cell.text)) > _MARK else "")
        for cell in ticked
    )
    others = [cell for cell in cells if not cell.column.division]
    return [*others, *([replace(ticked[0], text="\n".join(names))] if ticked else ())]


def _months_text(spans: Sequence[tuple[int, int]]) -> str:
    """The months that a row of a time chart marks, as a period without a year: "ต.ค. - ธ.ค."."""
    months = fiscal_months(2567)  # whose names alone are used
    ends = (min(spans)[0], max(last for _, last in spans))
    return " - ".join(format_month(months[end - 1]).rsplit(" ", 1)[0] for end in ends)


def _counts(cell: SourceCell) -> bool:
    """Whether a cell in a column of time holds none: money under a year, or a count of what is done."""
    text = squash(cell.text)
    done = squash(cell.column.heading) == "แล้วเสร็จ" and _COUNT.fullmatch(text)
    return bool(_MONEY.fullmatch(text) or done)


def _told_once(measures: Sequence[SourceMeasure]) -> list[SourceMeasure]:
    """A measure that stands in a plan's table and again in that of its results is one measure."""
    first: dict[str, SourceMeasure] = {}
    kept = []
    for measure in measures:
        key = squash(measure.text)
        known = first.get(key)
        texts = {squash(step.text) for step in measure.steps}
        # In one table equal texts are two measures; only another table tells one again.
        if known is None or known.table == measure.table or len(key) < _TELLING:
            first.setdefault(key, measure)
            kept.append(measure)
        elif texts <= {*(squash(step.text) for step in known.steps), key}:
            known.fields = {**measure.fields, **known.fields}
            known.places = {**measure.places, **known.places}
            known.kept += measure.kept
            known.marks |= measure.marks
            known.doubts.append(
                Doubt("import-text-joined", "measure", measure.text, place=measure.places["measure"])
            )
        else:
            kept.append(measure)
    return kept
