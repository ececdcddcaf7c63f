"""One assignment's row of a division workbook: every quantity of `_calc` as a value and as its formula.

Formulas keep the quantities true while people type; they are issued with their values, so that viewers which
do not calculate show them too. A test recalculates every cell in LibreOffice. Months are counted 1 (October)
to 12; 0 is the state before the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from toolkit.books import division_grid as layout
from toolkit.books.division_rules import (
    NEEDS_PERCENT,
    STATUS_CODES,
    due_formula,
    percent_fits,
    percent_fits_formula,
    round_open_formula,
    text_missing_formula,
    texts_asked_for,
)
from toolkit.model.entry import Entry
from toolkit.model.progress import (
    ZERO,
    Entries,
    History,
    history_of,
    in_finished_round,
    is_due,
    rounds,
    value_after,
    values_at,
)
from toolkit.thai.dates import format_month

_NONE_TYPED = Fraction(-1)  # tells a blank percent from a typed 0 where a formula could not
_DONE, _NA = STATUS_CODES["done"], STATUS_CODES["na"]
_EVERY = {"month": "ทุกเดือน", "quarter": "ทุกไตรมาส"}

Quantity = tuple[str, str | None, layout.FormulaValue]
"""The name of a quantity, its formula (None: it can never change) and its value."""


class StatusRow:
    """One assignment through the year; every sequence runs from 0 (before October) to 12.

    `own` are the entries of this division, which stand on the sheets, `entries` those that count: of due rows
    alone, and what was inherited with the work is among them. `may_be_due`: due as long as nothing ended it.
    """

    def __init__(self, grid: layout.DivisionGrid, index: int, own: History, entries: Entries) -> None:
        """Take the entries of one assignment: its own, and those of all divisions for what it inherited."""
        self.grid, self.row = grid, grid.status_rows[index]
        self.assignment = assignment = grid.assignments[index]
        self.key = assignment.key
        self.step, self.measure = assignment.step, assignment.measure
        self.recurs = self.step.every is not None
        # What a former division reported goes on counting where its work was handed over.
        self.history = history_of(assignment, {**entries, (assignment.division_code, self.key): own})
        months, history = grid.plan.months, self.history
        self.own: tuple[Entry | None, ...] = (None, *map(own.get, months))
        self.entries: tuple[Entry | None, ...] = (None, *map(history.get, months))
        self.holds = (False, *map(assignment.holds_in, months))
        self.due = (False, *(is_due(assignment, history, month) for month in months))
        self.may_be_due = (False, *(is_due(assignment, {}, month) for month in months))
        self.value = (ZERO, *(value.percent for value in values_at(assignment, history, months)))

    @property
    def printed_no(self) -> str:
        """The number beside the step: "1.2" in the printed numbers of its measure and its own."""
        number, measure = self.step.label or self.step.step_no, self.measure.printed_no
        return number if number.startswith(f"{measure}.") else f"{measure}.{number}"

    @property
    def due_text(self) -> str:
        """When the step is due: "ธ.ค. 66", for a recurring one "ทุกเดือน ถึง ก.ย. 67", of which a month asks
        for its round."""
        due = format_month(self.measure.step_due(self.step), "short")
        return f"{_EVERY[self.step.every]} ถึง {due}\nตอบของรอบนี้" if self.step.every else due

    def quantities(self) -> Iterator[tuple[int, Quantity]]:
        """Yield the quantities of the row's cells on `_calc` with their months, each after what it needs."""
        yield from ((0, (name, None, 0)) for name in ("last", "running", "rounds_done", "value"))
        last, running, in_round, done = 0, ZERO, 0, [0]
        for month in layout.MONTHS:
            own, counts = self.own[month], _code(self.entries[month])
            # Words that are pasted carry blanks, which TRIM takes off as intake does.
            word = f"TRIM({self._typed('status', month)})"
            variant = f'MATCH(SUBSTITUTE({word}," ",""),{layout.VARIANTS},0)'
            meant = f"MATCH(INDEX({layout.VARIANT_STATUSES},{variant}),{layout.STATUSES},0)"
            code = f"IFERROR(MATCH({word},{layout.STATUSES},0),IFERROR({meant},0))"
            yield month, ("code", code, _code(own))
            typed = self._typed("percent", month)
            # Intake reads a share (0.7) as 70 %; ROUND clears what the product leaves in binary (0.07*100).
            share = f"IF(AND({typed}>0,{typed}<1),ROUND({typed}*100,9),{typed})"
            percent = _NONE_TYPED if own is None or own.percent is None else own.percent
            read = f"IF(ISNUMBER({typed}),{share},{layout.literal(_NONE_TYPED)})"
            yield month, ("percent", read, layout.as_number(percent))
            # What was inherited stands on another division's sheet, and nothing typed here changes it.
            counted = f"IF({self._at('due', month)}=1,{self._at('code', month)},0)"
            yield month, ("counted", counted if self.may_be_due[month] else None, counts)
            code, before = self._at("counted", month), self._at("last", month - 1)
            last = counts or last
            yield month, ("last", f"IF({code}>0,{code},{before})", last)
            entry = self.entries[month]
            running = value_after(entry, running) if entry else running
            yield month, ("running", self._running_formula(month), layout.as_number(running))
            if self.recurs:
                start = self.starts[month]
                if start:
                    in_round = counts or (in_round if start < month else 0)
                    goes_on = f"IF({code}>0,{code},{self._at('round', month - 1)})"
                    yield month, ("round", code if start == month else goes_on, in_round)
                done.append(done[start - 1] + (in_round == _DONE) if start else done[-1])
                yield month, ("rounds_done", self._rounds_done_formula(month), done[month])
            yield from ((month, quantity) for quantity in self._judged(month))

    def _judged(self, month: int) -> Iterator[Quantity]:
        """Yield what a row has reached in a month, whether it is due, and what it lacks."""
        reached = self._at("running", month)
        if self.recurs:
            total = len(self._rounds)
            reached = f"{self._at('rounds_done', month)}*100/{total}" if total else "0"
        value = self.value[month]
        shown = "na" if value is None else layout.as_number(value)
        yield "value", f'IF({self._at("last", month)}={_NA},"na",{reached})', shown
        # 0 where the step is not this division's then: what sums over months needs no condition more.
        yield "weight", None, layout.as_number(self.step.weight) if self.holds[month] else 0
        due = due_formula(self._at("last", month - 1), recurs=self.recurs) if self.may_be_due[month] else None
        yield "due", due, int(self.due[month])
        yield "wrong", self._wrong_formula(month), int(self.is_wrong(month))
        yield "missing", self._missing_formula(month), layout.dotted(self.missing_cells(month))

    def _at(self, block: str, month: int) -> str:
        return layout.calc_cell(block, self.row, month)

    def _typed(self, field_id: str, month: int) -> str:
        return self.grid.from_month(month, self.row, layout.STATUS_COLUMNS[field_id])

    def _running_formula(self, month: int) -> str | None:
        if not self.may_be_due[month] and self.entries[month]:
            return None
        code, number, before = (
            self._at("counted", month),
            self._at("percent", month),
            self._at("running", month - 1),
        )
        kept = f"IF(OR({code}=0,{code}={_NA},{number}<0),{before},{number})"
        return f"IF({code}={_DONE},100,IF({code}={STATUS_CODES['not_started']},0,{kept}))"

    def _rounds_done_formula(self, month: int) -> str:
        start = self.starts[month]
        # Counted from before the round: within it a done that is taken back must not stay counted.
        done = self._at("rounds_done", (start or month) - 1)
        return f"{done}+IF({self._at('round', month)}={_DONE},1,0)" if start else done

    @cached_property
    def _rounds(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the months of each round, as far as they lie within the year."""
        if not self.recurs:
            return ()
        numbered = list(enumerate(self.grid.plan.months, 1))
        return tuple(
            tuple(number for number, month in numbered if first <= month <= last)
            for first, last in rounds(self.measure, self.step)
        )

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of the month in which each month's round begins; 0: the month is in no round."""
        start_of = {number: months[0] for months in self._rounds for number in months}
        return tuple(start_of.get(month, 0) for month in (0, *layout.MONTHS))

    # What is wrong with the row and what it lacks.

    def is_wrong(self, month: int) -> bool:
        """Return whether the percent typed contradicts its status (rounds have no percent)."""
        entry = self.own[month]
        if entry is None or entry.percent is None or self.recurs:
            return False
        return not percent_fits(entry.status, entry.percent)

    def _wrong_formula(self, month: int) -> str:
        """1 where the status is no word of the list, or the percent is no number or contradicts it."""
        status, percent, code = (
            self._typed("status", month),
            self._typed("percent", month),
            self._at("code", month),
        )
        judged = "0"
        if not self.recurs:
            fits = percent_fits_formula(code, percent, self._at("percent", month))
            judged = f"IF({layout.blank_condition(percent)},0,IF(ISNUMBER({percent}),IF({fits},0,1),1))"
        return f"IF({code}=0,IF({layout.blank_condition(status)},0,1),{judged})"

    def missing_cells(self, month: int) -> tuple[str, ...]:
        """Return the missing or wrong cells of the row, in the order of the columns."""
        return tuple(layout.address(self.row, layout.STATUS_COLUMNS[field]) for field in self._missing(month))

    def _missing(self, month: int) -> Iterator[str]:
        entry, due = self.own[month], self.due[month]
        if entry is None:
            at = self.grid.plan.months[month - 1]
            if due and not in_finished_round(self.assignment, self.history, at):
                yield "status"
            return
        needed = due and not self.recurs and entry.status == NEEDS_PERCENT and entry.percent is None
        if needed or self.is_wrong(month):
            yield "percent"
        for field in texts_asked_for(entry.status, self.step) if due else ():
            if not getattr(entry, field).strip():
                yield field

    def _missing_formula(self, month: int) -> str:
        """Return the formula of the cells as text: ".", or "., G12, I12"; `dotted` says why."""
        typed = {field: self._typed(field, month) for field in layout.STATUS_COLUMNS}
        code, due = self._at("code", month), f"{self._at('due', month)}=1"
        expected = due
        # Within a round that is done a blank row lacks nothing; outside one the condition is left out.
        if 0 < self.starts[month] < month:
            expected = f"AND({due},{round_open_formula(self._at('round', month - 1))})"
        written = "&".join(typed[field] for field in ("status", "percent", "action", "reason"))
        lacking = {"status": f"AND({code}=0,OR({expected},NOT({layout.blank_condition(written)})))"}
        if not self.recurs:
            needed = (
                f"AND({due},{code}={STATUS_CODES[NEEDS_PERCENT]},{layout.blank_condition(typed['percent'])})"
            )
            lacking["percent"] = f"OR(AND({self._at('wrong', month)}=1,{code}>0),{needed})"
        if self.may_be_due[month]:
            for field in ("action", "evidence", "reason"):
                if field != "evidence" or self.step.evidence_required:
                    lacking[field] = f"AND({due},{text_missing_formula(field, code, typed[field])})"
        names = (layout.named_if(condition, typed[field]) for field, condition in lacking.items())
        return '"."&' + "&".join(names)


def _code(entry: Entry | None) -> int:
    """Return the code of an entry's status, 0 for none."""
    return STATUS_CODES[entry.status] if entry else 0


def reached_formula(cell: str, na: str) -> str:
    """Return the formula that shows a value of `_calc` as a rounded percent, or a text for na."""
    return f'=IF({cell}="na","{na}",{layout.rounded_formula(cell)})'
