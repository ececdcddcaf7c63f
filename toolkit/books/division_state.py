"""What a division workbook is made of: its content, and the measures and months computed from it.

Like the rows of `division_row`, each quantity of a measure and of a month is given with its formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from toolkit.books import division_grid as layout
from toolkit.books.division_row import Quantity, StatusRow
from toolkit.model.entry import Entry, MonthReport, Photo
from toolkit.model.figures import rounded
from toolkit.model.month import Month
from toolkit.model.plan import Division, Plan
from toolkit.model.progress import HUNDRED, ZERO, Assignment, Entries, assignments, is_complete

READY = "พร้อมส่ง"
NOTHING_DUE = "เดือนนี้ไม่มีรายการที่ต้องรายงาน"
LACKING = "ยังขาด "
_LACKING_OR_WRONG = "ยังขาดหรือต้องแก้ "
_NAMED_CELLS = 8
NO_VALUE = "–"
ADDED, ALTERED = "ใหม่", "แก้ไข"
# The six-month report is as at March, the annual one as at September.
_HALF_YEARS = (6, 12)  # March and September


@dataclass(frozen=True)
class RemovedRow:
    """An accepted entry whose step left the plan: `key` is its row key, `step` its text as last known."""

    month: Month
    key: str
    step: str
    entry: Entry


@dataclass(frozen=True, kw_only=True)
class DivisionContent:
    """One division's year.

    `assignments` are this division's, in the order of the plan; `entries` the accepted entries of all
    divisions, (division_code, row key) -> {month: entry}, from which work that was handed over takes its
    values; `reports` this division's accepted state by month, carried over into the sheets; `photos` its
    accepted pictures; `before` the plan that was distributed before this one.
    """

    plan: Plan
    division: Division
    assignments: tuple[Assignment, ...]
    entries: Entries = field(default_factory=dict)
    reports: Mapping[Month, MonthReport] = field(default_factory=dict)
    removed: tuple[RemovedRow, ...] = ()
    photos: tuple[Photo, ...] = ()
    before: Plan | None = None

    def marks(self) -> Mapping[str, str]:
        """Return what is new since the plan was distributed `before`: row key -> ADDED or ALTERED.

        Nothing is marked for a division that had no work in that plan: all of it would be.
        """
        if self.before is None:
            return {}
        own = [
            assignment
            for assignment in assignments(self.before)
            if assignment.division_code == self.division.division_code
        ]
        known = {assignment.key: _asked(assignment) for assignment in own}
        marks = {
            assignment.key: ALTERED if assignment.key in known else ADDED
            for assignment in self.assignments
            if known.get(assignment.key) != _asked(assignment)
        }
        return marks if known else {}


def _asked(assignment: Assignment) -> tuple[object, ...]:
    """Return what of a row a division has to know: what is to be done, until when, and how it is shown."""
    step, measure = assignment.step, assignment.measure
    due = measure.step_due(step)
    return step.step, measure.measure, due, step.every, step.first, step.until, step.evidence_required


class OutcomeRow:
    """A measure's outcome row: whether all its rows here are complete, and whether its result is asked for.

    Sequences run from 0 (before October) to 12. `toolkit.rules.due_rows.check_results` asks by the same
    months once the workbook is sent.
    """

    def __init__(
        self, grid: layout.DivisionGrid, index: int, rows: Sequence[StatusRow], reports: Sequence[MonthReport]
    ) -> None:
        """Take the measure's rows and what was accepted for the twelve months."""
        self.grid, self.row = grid, grid.outcome_rows[index]
        self.measure = grid.measures[index]
        self.key = self.measure.measure_no
        typed = ({outcome.measure_no: outcome.result for outcome in report.outcomes} for report in reports)
        self.results = ("", *(results.get(self.key, "") for results in typed))
        self.complete, self.asked = [False], [False]
        for number, month in enumerate(grid.plan.months, 1):
            values = [row.value[number] for row in rows if row.holds[number]]
            self.complete.append(is_complete(values))
            # Nothing to report of a measure that no row here concerns, or that has not begun.
            counts = any(value is not None for value in values) and self.measure.start <= month
            finished = self.complete[-1] and not self.complete[-2]
            self.asked.append(counts and (number in _HALF_YEARS or finished))

    def quantities(self) -> Iterator[tuple[int, Quantity]]:
        """Yield the quantities of the row's cells on `_calc` with their months."""
        yield 0, ("value", None, 0)
        yield from ((month, quantity) for month in layout.MONTHS for quantity in self._in_month(month))

    def _in_month(self, month: int) -> Iterator[Quantity]:
        rows = self.grid.rows_of(self.measure)
        weights, values = layout.span("weight", rows, month), layout.span("value", rows, month)
        # A weight of 0 marks a row that is not this division's in the month.
        done = f"SUMPRODUCT(({weights}>0)*({values}=100))"
        counted = f'SUMPRODUCT(({weights}>0)*({values}<>"na"))'
        yield "value", f"IF(AND({done}>0,{done}={counted}),1,0)", int(self.complete[month])
        before, now = (layout.calc_cell("value", self.row, number) for number in (month - 1, month))
        asked = f"IF({counted}>0,1,0)" if month in _HALF_YEARS else f"IF(AND({now}=1,{before}=0),1,0)"
        begun = self.measure.start <= self.grid.plan.months[month - 1]
        yield "due", asked if begun else None, int(self.asked[month])
        result = self.grid.from_month(month, self.row, layout.OUTCOME_SPANS["result"][0])
        due = layout.calc_cell("due", self.row, month)
        lacking = layout.named_if(f"AND({due}=1,{layout.blank_condition(result)})", result)
        yield "missing", f'"."&{lacking}', layout.dotted(self.missing_cells(month))

    def missing_cells(self, month: int) -> tuple[str, ...]:
        """Return the result's cell where it is asked for and blank."""
        lacking = self.asked[month] and not self.results[month].strip()
        return (layout.address(self.row, layout.OUTCOME_SPANS["result"][0]),) if lacking else ()


class MonthTotals:
    """What the rows of one month come to; `cells` are the missing or wrong ones in order."""

    def __init__(
        self,
        grid: layout.DivisionGrid,
        rows: Sequence[StatusRow],
        outcomes: Sequence[OutcomeRow],
        *,
        month: int,
        report: MonthReport,
    ) -> None:
        self.grid, self.month = grid, month
        self.due = sum(row.due[month] for row in rows)
        self.wrong = sum(row.is_wrong(month) for row in rows)
        measures = {outcome.measure.measure_no for outcome in outcomes}
        typed = any(
            outcome.result or outcome.outcome or outcome.problem or outcome.suggestion
            for outcome in report.outcomes
            if outcome.measure_no in measures
        )
        own = any(row.own[month] for row in rows)
        self.filled = bool(report.reporter or report.reported_on or typed or own)
        self.needed = bool(self.filled or self.due or any(outcome.asked[month] for outcome in outcomes))
        self.signature = {  # the missing cells of reporter and date, which a month asks for once it is needed
            row: (layout.address(row, layout.VALUE_COLUMN),) if self.needed and not signed else ()
            for row, signed in (
                (layout.REPORTER_ROW, report.reporter.strip()),
                (layout.REPORTED_ON_ROW, report.reported_on),
            )
        }
        by_row = [row.missing_cells(month) for row in rows]
        by_outcome = [outcome.missing_cells(month) for outcome in outcomes]
        groups = (*self.signature.values(), *by_row, *by_outcome)
        self.cells = tuple(cell for cells in groups for cell in cells)
        self.rows_missing = sum(bool(cells) for cells in by_row)
        held = [(row.step.weight, row.value[month]) for row in rows if row.holds[month]]
        counted = [(weight, value) for weight, value in held if value is not None]
        self.done, self.total = sum(value == HUNDRED for _, value in counted), len(counted)
        weights = sum((weight for weight, _ in counted), ZERO)
        reached: Fraction = sum((weight * value for weight, value in counted), ZERO)
        self.completion = rounded(reached / weights if weights else None)

    @property
    def ready(self) -> str:
        """The verdict in words: what is still missing before the month can be sent."""
        if not self.cells:
            return READY if self.needed else NOTHING_DUE
        named = ", ".join(self.cells[:_NAMED_CELLS]) + (" …" if len(self.cells) > _NAMED_CELLS else "")
        return f"{_LACKING_OR_WRONG if self.wrong else LACKING}{len(self.cells)} ช่อง: {named}"

    def signature_quantities(self) -> Iterator[tuple[int, str, str]]:
        """Yield the rows of reporter and date, each with the formula and value of what is missing there."""
        for row, cells in self.signature.items():
            cell = self.grid.from_month(self.month, row, layout.VALUE_COLUMN)
            needed = self.grid.total("needed", self.month)
            lacking = layout.named_if(f"AND({needed}=1,{layout.blank_condition(cell)})", cell)
            yield row, f'"."&{lacking}', layout.dotted(cells)

    def quantities(self) -> Iterator[Quantity]:
        """Yield the month's own quantities, by the names of `TOTALS`."""
        grid, month = self.grid, self.month
        rows = grid.status_rows
        values, weights = layout.span("value", rows, month), layout.span("weight", rows, month)
        missing, due = layout.span("missing", rows, month), layout.span("due", rows, month)
        cells, count, needed = (grid.total(name, month) for name in ("cells", "count", "needed"))
        yield "filled", self._filled_formula(), int(self.filled)
        asked = layout.span("due", grid.outcome_rows, month)
        anything = f"{grid.total('filled', month)}+SUM({due})+SUM({asked})"
        yield "needed", f"IF({anything}>0,1,0)", int(self.needed)
        yield "wrong", f"SUM({layout.span('wrong', rows, month)})", self.wrong
        # Every row's list begins with a dot, which SUBSTITUTE takes out again: Excel 2010 has no TEXTJOIN.
        lines = (layout.REPORTER_ROW, layout.REPORTED_ON_ROW, *rows, *grid.outcome_rows)
        joined = "&".join(layout.calc_cell("missing", row, month) for row in lines)
        yield "cells", f'"."&SUBSTITUTE({joined},".","")', layout.dotted(self.cells)
        # Each cell that is named has a comma before it.
        yield "count", f'LEN({cells})-LEN(SUBSTITUTE({cells},",",""))', len(self.cells)
        yield "ready", self._ready_formula(cells, count, needed), self.ready
        counted = f'SUMPRODUCT(({values}<>"na")*{weights})'
        mean = layout.rounded_formula(f"SUMPRODUCT({weights},{values})/{counted}")
        completion: layout.FormulaValue = NO_VALUE if self.completion is None else self.completion
        # SUMPRODUCT of two ranges takes the text "na" for 0, so only the divisor must leave it out.
        yield "completion", f'IF({counted}=0,"{NO_VALUE}",{mean})', completion
        yield "done", f"SUMPRODUCT(({weights}>0)*({values}=100))", self.done
        yield "total", f'SUMPRODUCT(({weights}>0)*({values}<>"na"))', self.total
        yield "due", f"SUM({due})", self.due
        # A row that lacks nothing holds the dot alone.
        yield "missing", f"SUMPRODUCT((LEN({missing})>1)*1)", self.rows_missing

    def _ready_formula(self, cells: str, count: str, needed: str) -> str:
        # The comma after the last cell that is named becomes "|", by which the list is cut there.
        cut = f'LEFT({cells},FIND("|",SUBSTITUTE({cells},",","|",{_NAMED_CELLS + 1}))-1)&" …"'
        # The list begins with "., ", which nobody is to read.
        named = f"MID(IF({count}>{_NAMED_CELLS},{cut},{cells}),4,999)"
        wrong = self.grid.total("wrong", self.month)
        prefix = f'IF({wrong}>0,"{_LACKING_OR_WRONG}","{LACKING}")'
        calm = f'IF({needed}=1,"{READY}","{NOTHING_DUE}")'
        return f'IF({count}=0,{calm},{prefix}&{count}&" ช่อง: "&{named})'

    def _filled_formula(self) -> str:
        """1 where anything is typed on the month sheet."""
        grid, last = self.grid, layout.LAST_COLUMN
        areas = (
            (layout.REPORTER_ROW, layout.VALUE_COLUMN, layout.REPORTED_ON_ROW, layout.VALUE_COLUMN),
            (grid.status_rows[0], layout.STATUS_COLUMNS["status"], grid.status_rows[-1], last),
            (grid.outcome_rows[0], layout.OUTCOME_SPANS["result"][0], grid.outcome_rows[-1], last),
        )
        counts = (
            f"COUNTA({grid.from_month(self.month, top, left)}:{layout.address(bottom, right)})"
            for top, left, bottom, right in areas
        )
        return f"IF({'+'.join(counts)}>0,1,0)"


class DivisionState:
    """All computed values and formulas of one division's workbook; `months` holds October first."""

    def __init__(self, content: DivisionContent) -> None:
        self.content = content
        self.grid = grid = layout.DivisionGrid(content.plan, content.assignments)
        self.marks = content.marks()
        own: dict[str, dict[Month, Entry]] = {}
        for month, report in content.reports.items():
            for entry in report.entries:
                own.setdefault(entry.key, {})[month] = entry
        self.rows = [
            StatusRow(grid, index, own.get(assignment.key, {}), content.entries)
            for index, assignment in enumerate(content.assignments)
        ]
        reports = list(map(self.report, layout.MONTHS))
        self.outcomes = [
            OutcomeRow(grid, index, [row for row in self.rows if row.measure is measure], reports)
            for index, measure in enumerate(grid.measures)
        ]
        self.months = [
            MonthTotals(grid, self.rows, self.outcomes, month=month, report=report)
            for month, report in zip(layout.MONTHS, reports, strict=True)
        ]

    def report(self, month: int) -> MonthReport:
        """Return what was accepted for a month (1 = October), an empty report where nothing was."""
        at = self.grid.plan.months[month - 1]
        return self.content.reports.get(at, MonthReport(at))
