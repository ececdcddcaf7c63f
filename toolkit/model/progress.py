"""The arithmetic of one assignment: its value, its plan and whether it is due in a month.

An assignment is a step x a division responsible for it. Every rule here is the contract's section
"Status, completion and reporting"; means over assignments stand in `toolkit.rollup.completion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from toolkit.model.entry import Entry, Status
from toolkit.model.month import Month, months_between
from toolkit.model.plan import Division, Every, Measure, Plan, Step

HUNDRED = Fraction(100)
ZERO = Fraction(0)

History = Mapping[Month, Entry]
"""The accepted entries of one assignment by month."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A step in the hands of one division, in the months from `first` to `last` (None: no bound).

    `origins` names the divisions whose work it took over, oldest first, with the last month of each.
    """

    measure: Measure
    step: Step
    division_code: str
    first: Month | None = None
    last: Month | None = None
    origins: tuple[tuple[str, Month], ...] = ()

    @property
    def key(self) -> str:
        return self.step.key

    def holds_in(self, month: Month) -> bool:
        """Whether the step counts in a month and is this division's then."""
        return (
            self.step.counts_in(month)
            and (self.first is None or self.first <= month)
            and (self.last is None or month <= self.last)
        )


@dataclass(frozen=True, slots=True)
class AssignmentValue:
    """The value of an assignment at a month: percent 0-100, or None for na; no entry yet: 0, None, None."""

    percent: Fraction | None
    status: Status | None = None
    month: Month | None = None


def assignments(plan: Plan) -> tuple[Assignment, ...]:
    """Every assignment of the year in the order of the plan, hand-overs between divisions included."""
    return tuple(
        assignment
        for measure, step in plan.steps
        for assignment in _holders(plan.division_by_code, measure, step)
    )


def _holders(divisions: Mapping[str, Division], measure: Measure, step: Step) -> Iterable[Assignment]:
    """The divisions that hold a step, those that succeed another included.

    A successor takes over the month after the other's `until`; where it has the step already, the
    other's assignment drops out.
    """
    holders = {
        code: Assignment(measure, step, code, None, divisions[code].until)
        for code in step.division_codes
        if code in divisions
    }
    ending = [holder for holder in holders.values() if holder.last is not None]
    while ending:
        ending.sort(key=lambda holder: holder.last or measure.end)
        leaving = ending.pop(0)
        heir = divisions.get(divisions[leaving.division_code].successor)
        if heir is None or heir.division_code in holders or leaving.last is None:
            continue
        last = None if heir.until is None else max(heir.until, leaving.last)
        origins = (*leaving.origins, (leaving.division_code, leaving.last))
        taken = Assignment(measure, step, heir.division_code, leaving.last + 1, last, origins)
        holders[heir.division_code] = taken
        if last is not None:
            ending.append(taken)
    return holders.values()


def history_of(assignment: Assignment, entries: Mapping[tuple[str, str], History]) -> History:
    """The entries that count for an assignment: its division's own, and before them those it inherited.

    `entries` maps (division_code, row key) to what that division reported.
    """
    own = entries.get((assignment.division_code, assignment.key), {})
    if not assignment.origins:
        return own
    merged: dict[Month, Entry] = {}
    for code, last in assignment.origins:
        for month, entry in entries.get((code, assignment.key), {}).items():
            if month <= last:
                merged[month] = entry
    return {**merged, **own}


NOTHING_YET = AssignmentValue(ZERO)


def value_at(assignment: Assignment, history: History, month: Month) -> AssignmentValue:
    """The value of an assignment at a month: its latest entry at or before it."""
    return values_at(assignment, history, (month,))[0]


def values_at(assignment: Assignment, history: History, months: Iterable[Month]) -> list[AssignmentValue]:
    """The value of an assignment at each of some months, which stand in order."""
    found: list[AssignmentValue] = []
    known, value, percent, place = sorted(history), NOTHING_YET, ZERO, 0
    for month in months:
        before = place
        while place < len(known) and known[place] <= month:
            percent = value_after(history[known[place]], percent)
            place += 1
        if place > before:
            latest = known[place - 1]
            status = history[latest].status
            if status == "na":
                value = AssignmentValue(None, status, latest)
            elif assignment.step.every is not None:
                value = AssignmentValue(_rounds_percent(assignment, history, known[:place]), status, latest)
            else:
                value = AssignmentValue(percent, status, latest)
        found.append(value)
    return found


def value_after(entry: Entry, before: Fraction) -> Fraction:
    """Return what one entry of a step that does not recur makes of the value before it; na leaves it."""
    if entry.status == "done":
        return HUNDRED
    if entry.status == "not_started":
        return ZERO
    if entry.status == "na" or entry.percent is None:
        return before
    return entry.percent


def rounds(measure: Measure, step: Step) -> tuple[tuple[Month, Month], ...]:
    """The rounds of a recurring step from its start to its due month: (first, last month) of each."""
    months = _rounds(measure.step_start(step), measure.step_due(step), step.every)
    return tuple((each[0], each[-1]) for each in months)


@lru_cache(maxsize=1024)
def _rounds(start: Month, due: Month, every: Every | None) -> tuple[tuple[Month, ...], ...]:
    """The months of each round; the steps of a country share a few."""
    found: dict[object, list[Month]] = {}
    for month in months_between(start, due):
        found.setdefault(month if every == "month" else (month.fiscal_year, month.quarter), []).append(month)
    return tuple(map(tuple, found.values()))


@lru_cache(maxsize=1024)
def _round_of(start: Month, due: Month, every: Every | None) -> Mapping[Month, int]:
    """The number of the round that each month belongs to."""
    return {month: number for number, own in enumerate(_rounds(start, due, every)) for month in own}


def _rounds_percent(assignment: Assignment, history: History, said: Iterable[Month]) -> Fraction:
    """Rounds done over all rounds x 100, from the entries of some months, which stand in order; a round is
    done when its latest entry says so."""
    measure, step = assignment.measure, assignment.step
    start, due = measure.step_start(step), measure.step_due(step)
    round_of = _round_of(start, due, step.every)
    latest = {round_of[month]: history[month].status for month in said if month in round_of}
    done = sum(status == "done" for status in latest.values())
    return _percent_of(done, len(_rounds(start, due, step.every)))


@lru_cache(maxsize=1024)
def _percent_of(part: int, whole: int) -> Fraction:
    """A share in percent, between 0 and 100; nothing of nothing is 0."""
    if part <= 0 or not whole:
        return ZERO
    return Fraction(100 * part, whole) if part < whole else HUNDRED


def planned_at(measure: Measure, step: Step, month: Month) -> Fraction:
    """The planned percent of a step at a month: months elapsed over months in all, both ends counted."""
    start, due = measure.step_start(step), measure.step_due(step)
    if step.every is not None:
        all_rounds = _rounds(start, due, step.every)
        return _percent_of(sum(each[-1] <= month for each in all_rounds), len(all_rounds))
    total = due - start + 1
    if total <= 0:
        return HUNDRED if month >= due else ZERO
    return _percent_of(month - start + 1, total)


def is_due(assignment: Assignment, history: History, month: Month) -> bool:
    """Return whether a month's row is to be filled: it counts, its measure has started, it is not finished.

    The formula of division workbooks that mirrors this is `toolkit.books.division_rules.due_formula`.
    """
    if not assignment.holds_in(month) or month < assignment.measure.start:
        return False
    before = [each for each in history if each < month]
    last = history[max(before)].status if before else None
    if assignment.step.every is not None:
        return last != "na" and month <= assignment.measure.step_due(assignment.step)
    return last not in ("done", "na")


def in_finished_round(assignment: Assignment, history: History, month: Month) -> bool:
    """Return whether a recurring row's round was done in an earlier month: a blank row then lacks nothing.

    The formula that mirrors this is `toolkit.books.division_rules.round_open_formula`.
    """
    if assignment.step.every is None:
        return False
    for first, last in rounds(assignment.measure, assignment.step):
        if first <= month <= last:
            said = [each for each in history if first <= each < month]
            return bool(said) and history[max(said)].status == "done"
    return False


def is_complete(values: Iterable[Fraction | None]) -> bool:
    """Return whether all that counts is finished: some value is 100, and the others are 100 or na (None)."""
    known = set(values)
    return HUNDRED in known and known <= {HUNDRED, None}


def is_stale(assignment: Assignment, history: History, month: Month) -> bool:
    """Whether a due row brought no news in a month, so that its value is an earlier one."""
    return month not in history and is_due(assignment, history, month)


def outcome_months(measure: Measure, done_in: Iterable[Month]) -> set[Month]:
    """The months in which a measure's outcome is asked for: March, September and those given."""
    year = measure.start.fiscal_year
    return {Month(year, 3), Month(year, 9), *done_in}
