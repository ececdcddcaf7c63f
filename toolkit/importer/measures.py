"""The measures of a document: rows joined, given back what a page break tore off, and parted into steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.importer.doubts import Doubt
from toolkit.importer.items import Item, item_text, split_items
from toolkit.importer.measure_steps import add_steps, complete, told_once
from toolkit.importer.rows import SourceCell, SourceRow
from toolkit.importer.source_measure import SourceMeasure, measure_number
from toolkit.importer.words import words
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.digits import to_arabic
from toolkit.thai.text import squash

MOST_MEASURES, MOST_STEPS = 500, 3000
_N = r"(?P<number>[1-9๑-๙][0-9๐-๙]{0,2})"
_ANY_YEAR = 2567  # whose months have names only
_INHERITED = ("responsible", "period", "monitoring")
_OF_THE_ROW = ("responsible", "period")
_LISTS = ("monitoring", "expected")


def read_measures(rows: Iterable[SourceRow]) -> tuple[list[SourceMeasure], list[SourceRow]]:
    """The measures of the rows in order, and the rows that belong to none.

    Raises UserError (import-too-large) as soon as there are more measures or steps than a plan has.
    """
    reader = _Reader()
    for row in rows:
        reader.take(row)
        for count, most in ((len(reader.measures), MOST_MEASURES), (reader.steps, MOST_STEPS)):
            if count > most:
                raise UserError(Finding("import-too-large", expected=str(most)))
    reader.end()
    for measure in reader.measures:
        complete(measure)
    return told_once(reader.measures), reader.others


class _Reader:
    def __init__(self) -> None:
        self.measures: list[SourceMeasure] = []
        self.others: list[SourceRow] = []
        self.steps = 0
        self._section = ""
        self._issue = ""
        self._torn: Doubt | None = None

    def take(self, row: SourceRow) -> None:
        if row.kind == "section":
            self._section, self._issue = _heading(row.text), row.issue_no
        elif row.kind == "continued":
            self._torn = Doubt("import-continuation-row", "measure", row.text, place=row.place)
        elif row.kind == "signature" or _total(row):
            self.others.append(row)
        else:
            self._row(row)

    def end(self) -> None:
        """A last row that only says "continued" is told at the measure above it."""
        if self.measures:
            self._tell_torn(self.measures[-1])

    def _tell_torn(self, measure: SourceMeasure) -> None:
        if self._torn is not None:
            measure.doubts.append(self._torn)
            self._torn = None

    def _row(self, row: SourceRow) -> None:
        cell = row.cell("measure")
        text = cell.text if cell is not None else ""
        if cell is not None and text and not cell.merged and not self._goes_on(row, text):
            self._begin(row, cell)
        elif self.measures:
            self._go_on(row, cell)
        else:
            self.others.append(row)

    def _goes_on(self, row: SourceRow, text: str) -> bool:
        """Whether a filled measure cell only says again which measure goes on."""
        if not self.measures:
            return False
        last = self.measures[-1]
        number, rest = measure_number(text, _next(last.number))
        bare = squash(rest)
        if not bare:
            return number == last.number
        if bare in words().lists["rows.continued"] or bare in words().lists["rows.same"]:
            return not number or number == last.number
        column = row.cell("number")
        own = measure_number(f"{column.text.strip()}.")[0] if column is not None else ""
        for word in words().lists["rows.continued"]:
            bare = bare.removesuffix(word)
        return bare == squash(last.text) and {number, own} <= {"", last.number}

    def _begin(self, row: SourceRow, cell: SourceCell) -> None:
        before = self.measures[-1] if self.measures else None
        named = row.cell("number")
        number, text = measure_number(cell.text, _next(before.number if before else ""))
        if not text:  # nothing but a number: all there is to say
            number, text = "", cell.text
        if not number and named is not None:
            match = re.fullmatch(rf"\(?{_N}\)?\.?\)?", named.text.strip())
            number = to_arabic(match["number"]) if match else ""
        measure = SourceMeasure(text, number, cell.place, row.table, self._section, self._issue)
        measure.places["measure"] = cell.place
        measure.has_step_column = bool(row.all("steps"))
        self._issue_column(measure, row)
        self._tell_torn(measure)
        self.measures.append(measure)
        if before is not None:
            row = self._give_back(before, row)
        self._take_cells(measure, row)
        if before is not None:
            _inherit(measure, before, row)

    def _issue_column(self, measure: SourceMeasure, row: SourceRow) -> None:
        cell = row.cell("issue")
        if cell is None or not cell.text or cell.column.field == "measure":
            return
        match = re.match(rf"\(?{_N}\)?[.)]?", squash(cell.text).removeprefix("ประเด็นที่"))
        measure.section = _heading(cell.text)
        measure.issue_no = to_arabic(match["number"]) if match and len(match["number"]) == 1 else ""

    def _go_on(self, row: SourceRow, cell: SourceCell | None) -> None:
        measure = self.measures[-1]
        self._tell_torn(measure)
        merged = cell is not None and cell.merged
        torn = not merged and not any(each.text for each in row.cells if each.column.field in _OF_THE_ROW)
        if not merged:
            place = next((each.place for each in row.cells if each.text), row.place)
            measure.doubts.append(Doubt("import-row-joined", "measure", measure.number, place=place))
        self._take_cells(measure, row, torn=torn and measure.marked_steps)

    def _give_back(self, before: SourceMeasure, row: SourceRow) -> SourceRow:
        """Give the items at the head of a cell that go on with the list of the measure before, and are
        followed by a list of this measure's own (3, then 1, 2, 3), back to that measure."""
        cells = []
        for cell in row.cells:
            head, rest = _torn_off(cell.text, before.last_number.get(cell.column.field, 0))
            if head and cell.column.field in _LISTS and not cell.merged:
                name = cell.column.field
                before.fields[name] = _joined(before.fields.get(name, ""), head)
                before.doubts.append(Doubt("import-piece-returned", name, head, place=cell.place))
                cell = SourceCell(cell.column, rest, cell.place, cell.merged)
            cells.append(cell)
        return SourceRow(row.kind, row.table, row.number, tuple(cells), place=row.place)

    def _take_cells(self, measure: SourceMeasure, row: SourceRow, *, torn: bool = False) -> None:
        spans = [each.column.span for each in row.cells if each.text and not each.merged and each.column.span]
        measure.marks.update(spans)
        own = {"period": _months(spans)} if spans else {}
        for cell in row.cells:
            name = cell.column.field
            if not cell.text or cell.merged or cell.column.span is not None:
                continue
            if squash(cell.text) in words().lists["rows.same"] and name in _INHERITED:
                continue
            if name in _OF_THE_ROW:
                own[name] = cell.text
            measure.places.setdefault(name, cell.place)
            if name == "steps":
                continue
            if name in ("measure", "number"):
                continue
            if name in words().kept or name in ("remark", "evidence", ""):
                measure.kept.append((cell.column.heading or words().label(name), cell.text))
            elif name == "issue":
                continue
            else:
                self._field(measure, name, cell)
        for cell in row.all("steps"):
            if cell.text and not cell.merged:
                before = len(measure.steps)
                add_steps(measure, cell, own, torn=torn)
                self.steps += len(measure.steps) - before

    def _field(self, measure: SourceMeasure, name: str, cell: SourceCell) -> None:
        text = cell.text
        if name in _LISTS:
            pieces = split_items(text)
            text = "\n".join(filter(None, (_line(each) for each in pieces)))
            numbers = [int(each.number) for each in pieces if each.number.isdecimal()]
            measure.last_number[name] = numbers[-1] if numbers else 0
        present = measure.fields.get(name, "")
        if squash(text) not in {squash(each) for each in present.split("\n")} and squash(text) != squash(
            present
        ):
            measure.fields[name] = _joined(present, text)


def _months(spans: Sequence[tuple[int, int]]) -> str:
    """The months that a row of a time chart marks, as a period without a year: "ต.ค. - ธ.ค."."""
    months = fiscal_months(_ANY_YEAR)
    ends = (min(spans)[0], max(last for _, last in spans))
    return " - ".join(format_month(months[each - 1]).rsplit(" ", 1)[0] for each in ends)


def _total(row: SourceRow) -> bool:
    """Whether a row only counts the rows above."""
    first = next((each.text for each in row.cells if each.text), "")
    return bool(re.match(r"รวม(?:ทั้งสิ้น|ทั้งหมด|มาตรการ|เงิน|\d|$)", squash(first)))


def _next(number: str) -> str:
    return str(int(number) + 1) if number.isdecimal() else "1"


def _heading(text: str) -> str:
    pieces = split_items(text)
    return pieces[0].text if len(pieces) == 1 and pieces[0].marker else item_text(text)


def _line(item: Item) -> str:
    return f"{item.marker} {item.text}".strip() if item.text else ""


def _joined(present: str, more: str) -> str:
    return f"{present}\n{more}" if present else more


def _torn_off(text: str, last: int) -> tuple[str, str]:
    """The head of a cell that goes on after `last`, and the rest; no head: ("", text)."""
    pieces = split_items(text)
    numbers = [int(each.number) if each.number.isdecimal() else 0 for each in pieces]
    if not last or not numbers or numbers[0] != last + 1 or 1 not in numbers[1:]:
        return "", text
    cut = numbers.index(1)
    return "\n".join(map(_line, pieces[:cut])), "".join(each.raw for each in pieces[cut:]).strip()


def _inherit(measure: SourceMeasure, before: SourceMeasure, row: SourceRow) -> None:
    """A blank cell below a filled one of the same column says the same as that one, as a merged cell does."""
    for name in _INHERITED:
        cells = row.all(name)
        if not cells or measure.fields.get(name) or name not in before.fields:
            continue
        measure.fields[name] = before.fields[name]
        measure.places[name] = cells[0].place
        if not cells[0].merged:
            measure.doubts.append(
                Doubt("import-cell-inherited", name, before.fields[name], before.number, cells[0].place)
            )
        if name == "period" and not measure.marks:
            measure.marks = set(before.marks)
