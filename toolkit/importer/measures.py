"""The measures of a document out of its rows, each of which says what it does: joined, given back what a page
break tore off, and parted into steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from toolkit.importer.document import Doubt
from toolkit.importer.items import split_items
from toolkit.importer.proposal import SourceCell, SourceRow
from toolkit.importer.rows import (
    MONEY,
    label_above,
    measure_number,
    next_number,
    only_numbers,
    section_issue,
    without_continued,
)
from toolkit.importer.source_measure import LISTS, SourceMeasure, mended_text
from toolkit.importer.words import column_rules, label_of, words_of
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash, to_arabic

# An office has 3 to 40 measures: far more means that some other table was taken for the plan.
MOST_MEASURES, MOST_STEPS = 500, 3000
# Neighbouring measures of real documents share merged cells of these; steps and results are each one's own.
_SHARED = ("responsible", "period", "monitoring")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2}){0,2})\)?\.?\)?")
_COUNT = re.compile(r"\d{1,3}(?:(?:จาก|/)\d{1,3}(?:ขั้นตอน|ขั้น|ข้อ)?)?")
_ALIKE = 86  # of a hundred
_TELLING = 15  # letters from which two equal texts are one measure told twice
_MARK = 3  # letters of a mark in a time chart: "/", "✓", "<->"; more is a text


def read_measures(rows: Iterable[SourceRow]) -> tuple[list[SourceMeasure], list[SourceRow]]:
    """Read the measures of rows, and return the rows that belong to none as well.

    Raises UserError (import-too-large) as soon as there are more measures or steps than a plan has.
    """
    reader = MeasureReader()
    for row in rows:
        reader.take(row)
        steps = sum(len(measure.steps) for measure in reader.measures)
        # Counted row by row: a file made to be too large must stop before it fills the memory.
        if len(reader.measures) > MOST_MEASURES or steps > MOST_STEPS:
            raise UserError(Finding("import-too-large", expected=f"{MOST_MEASURES} / {MOST_STEPS}"))
    for before, measure in pairwise(reader.measures):
        _share(before, measure)
    for measure in reader.measures:
        measure.complete()
    return reader.measures, reader.others


class MeasureReader:
    """Makes measures of rows, one after the other, each by what it does."""

    def __init__(self) -> None:
        self.measures: list[SourceMeasure] = []
        self.others: list[SourceRow] = []
        self._section = self._issue = ""
        self._above: SourceMeasure | None = None
        self._by_text: dict[str, SourceMeasure] = {}

    def take(self, row: SourceRow) -> SourceMeasure | None:
        """Add what a row says, and return the measure that the next one stands below."""
        cell = row.cell("measure")
        if row.role == "measure" and (cell is None or not cell.text or cell.merged):
            # The one text of a row stands for its measure's cell, where that itself is covered or blank.
            alone = row.cells and "\n" not in row.text and not (cell is not None and cell.merged)
            column = replace(row.cells[0].column, field="measure") if alone else None
            cell = SourceCell(column, row.text, row.place) if column else None
            row = replace(row, cells=(cell,)) if cell else row
        if row.role == "section":
            self._section, self._issue = _heading(row.text), section_issue(row.text) or ""
        elif row.role == "measure" and cell is not None:
            self._begin(row, cell)
        elif row.role != "skip" and self._above:
            if not only_numbers(row.text):
                self._go_on(self._above, row, cell)
        else:
            self.others.append(row)
        return self._above

    def _begin(self, row: SourceRow, cell: SourceCell) -> None:
        before = self._above.number if self._above else ""
        label, own = label_above(cell.text)
        number, text = measure_number(own, next_number(before))
        column = row.cell("number")
        code = column.text.strip() if column is not None else ""
        match = _COLUMN_NUMBER.fullmatch(to_arabic(code))
        # Nothing but a number is all there is to say; beside a column of numbers a list begins with its own.
        if not text or (match and sum(item.number != "" for item in split_items(own)) > 1):
            number, text = "", own
        number = number or (match[1] if match else "")
        measure = SourceMeasure(text, number, row.table, self._section, self._issue)
        measure.places["measure"] = cell.place
        measure.kept += [(cell.column.heading, label)] if label else []
        measure.code = "" if re.fullmatch(r"[\d๐-๙().\s]*", code) else code
        issue = row.cell("issue")
        if issue is not None and issue.text:
            measure.section = _heading(issue.text)
            match = re.match(r"\(?([1-9])\)?[.)]?(?!\d)", squash(issue.text).removeprefix("ประเด็นที่"))
            measure.issue_no = match[1] if match else ""
        measure = self._above = self._told_again(measure)
        # A merged cell that reaches down from the measure before is this one's as well.
        cells = (replace(own, merged=own.merged and own.column.field not in _SHARED) for own in row.cells)
        _take_cells(measure, replace(row, cells=tuple(cells)), torn=False)

    def _told_again(self, measure: SourceMeasure) -> SourceMeasure:
        """The measure of that text in another table, as in that of the results; else this one, as a new one.
        In one table equal texts are two measures."""
        key = squash(measure.text)
        known = self._by_text.setdefault(key, measure)
        if known.table == measure.table or len(key) < _TELLING:
            self.measures.append(measure)
            return measure
        known.again = True
        known.kept += measure.kept
        doubt = Doubt("import-text-joined", "measure", measure.text, place=measure.places["measure"])
        known.doubts.append(doubt)
        return known

    def _go_on(self, measure: SourceMeasure, row: SourceRow, cell: SourceCell | None) -> None:
        text = cell.text if cell is not None and not cell.merged else ""
        rest = measure_number(without_continued(text)[0], measure.number)[1]
        said, whole = squash(rest), squash(measure.text)
        # A letter that scanning misread in one of two places makes no other text.
        alike = whole.startswith(said) or ratio(said, whole[: len(said)]) >= _ALIKE
        again = alike or said in words_of("rows.same")
        if row.role == "step" and cell is not None and not row.all("steps") and text and not again:
            step = replace(cell, column=replace(cell.column, field="steps"))
            row = replace(row, cells=tuple(step if other is cell else other for other in row.cells))
        elif not again:
            measure.text = mended_text(measure.text, rest)
        _take_cells(measure, row, torn=row.role == "continue")


def _share(before: SourceMeasure, measure: SourceMeasure) -> None:
    """Give a measure what its blank cells share with the measure before it, and that one the items at the
    head of a list that go on with its own (3, then 1, 2, 3): a person confirms both."""
    for name in _SHARED if before.table == measure.table else ():
        if name in before.fields and name not in measure.places and not (name == "period" and measure.marks):
            measure.fields[name] = text = before.fields[name]
            measure.doubts.append(Doubt("import-cell-inherited", name, text, place=measure.places["measure"]))
    for name in LISTS:
        pieces = split_items(measure.fields.get(name, ""))
        numbers = [item.number for item in pieces]
        last = split_items(before.fields.get(name, ""))[-1].number
        if last.isdecimal() and numbers[0] == str(int(last) + 1) and "1" in numbers:
            lines = [item.line for item in pieces]
            cut = numbers.index("1")
            before.add(name, "\n".join(lines[:cut]), "", torn=False)
            measure.fields[name] = "\n".join(lines[cut:])
            doubt = Doubt("import-text-joined", name, "\n".join(lines[:cut]), place=measure.places[name])
            before.doubts.append(doubt)


def _heading(text: str) -> str:
    """A heading without the list marker in front of it."""
    pieces = split_items(" ".join(text.split()))
    return pieces[0].text if len(pieces) == 1 else " ".join(text.split())


def _take_cells(measure: SourceMeasure, row: SourceRow, *, torn: bool) -> None:
    """Add what the cells of a row say; where `torn`, they go on with those of the row above."""
    charted = [cell for cell in row.cells if cell.column.span and cell.says]
    spans = [cell.column.span for cell in charted if cell.column.span]
    measure.marks.update(spans)
    # A tick is spent on its month; a longer text in a chart has no column in the plan and would be lost.
    measure.kept += [(cell.column.heading, cell.text) for cell in charted if len(squash(cell.text)) > _MARK]
    own = {}
    if spans:  # the months that are marked, as a period without a year: "ต.ค. - ธ.ค."
        months = [format_month(month).rsplit(" ", 1)[0] for month in fiscal_months(2567)]
        own["period"] = f"{months[min(spans)[0] - 1]} - {months[max(last for _, last in spans) - 1]}"
    same, steps = words_of("rows.same"), []
    for cell in _tick_names(_from_and_to(row.cells)):
        name, heading = cell.column.field, cell.column.heading or label_of(cell.column.field)
        if not cell.text or cell.merged or cell.column.span or name in ("measure", "number", "issue", "skip"):
            continue
        if name in _SHARED and squash(cell.text) in same:
            continue
        if name in (*_SHARED, "expected", "steps") and not cell.says:
            measure.places.setdefault(name, cell.place)  # a dash is an answer of its own
            continue
        bare = squash(cell.text)
        # Money or a tick under a year, or a count of what is done, is no time.
        done = squash(cell.column.heading) == "แล้วเสร็จ" and _COUNT.fullmatch(bare)
        ticked = len(bare) <= _MARK and not any(map(str.isdigit, bare))
        counts = name == "period" and (ticked or MONEY.fullmatch(bare) or done)
        if counts or not name or (name in column_rules() and column_rules()[name].keep):
            measure.kept.append((heading, cell.text))
            # Whether a measure that was called off belongs into the next plan is for a person to say.
            if name == "status" and cell.says and "ยกเลิก" in cell.column.heading + cell.text:
                measure.doubts.append(Doubt("import-measure-cancelled", "measure", place=cell.place))
        elif name == "steps":
            steps.append(cell)
        else:
            # Below a page break these go on from the page before, and are not those of the steps here alone.
            own |= {name: cell.text} if name in ("responsible", "period") and not torn else {}
            present = measure.fields.get(name, "")
            measure.add(name, cell.text, cell.place, torn=torn)
            if torn and name == "responsible":  # the steps so far have what the first page said
                for step in measure.steps:
                    step.responsible = "" if step.responsible == present else step.responsible
    number = row.cell("number")
    for cell in steps:
        if not (torn or any(map(str.isalpha, cell.text))):
            measure.kept.append((cell.column.heading, cell.text))
            continue
        added = measure.add_steps(cell.text, cell.place, torn=torn)
        for step in added:
            step.responsible, step.period = own.get("responsible", ""), own.get("period", "")
        # Where rows are steps, their numbers stand in the column of numbers.
        if len(added) == 1 and number is not None and row.role == "step" and not number.merged:
            added[0].label = added[0].label or squash(number.text).strip("().")


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
