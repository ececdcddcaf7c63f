"""The arithmetic of one assignment: its value and plan at a month, and whether a month's row is due.

An assignment is a step in the hands of one division. Every rule here is the contract's section "Status,
completion and reporting"; the formulas that mirror it are in `toolkit.books.division_rules`. Means over
assignments are in `toolkit.rollup.completion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from toolkit.model.entry import Entry, Status
from toolkit.model.month import Month, months_between
from toolkit.model.plan import Division, Every, Measure, Plan, Step

# Fractions, since ties must not depend on binary floats: a mean of 52.025 is to become 52.03.
HUNDRED = Fraction(100)
ZERO = Fraction(0)

History = Mapping[Month, Entry]
"""The accepted entries of one assignment by month."""
Entries = Mapping[tuple[str, str], History]
"""Accepted entries by (division_code, row key)."""


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
        """Return whether the step counts in a month and is this division's then."""
        return (
            self.step.counts_in(month)
            and (self.first is None or self.first <= month)
            and (self.last is None or month <= self.last)
        )


@dataclass(frozen=True, slots=True)
class AssignmentValue:
    """The value of an assignment at a month: percent 0-100, or None for na.

    Before its first entry `percent` is 0; `status` and `month` are None.
    """

    percent: Fraction | None
    status: Status | None = None
    month: Month | None = None


def assignments(plan: Plan) -> tuple[Assignment, ...]:
    """Return every assignment of the year in the order of the plan, hand-overs between divisions included."""
    return tuple(
        assignment
        for measure, step in plan.steps
        for assignment in _assignments_of(measure, step, plan.division_by_code)
    )


def _assignments_of(measure: Measure, step: Step, divisions: Mapping[str, Division]) -> Iterable[Assignment]:
    """Return a step's assignments: to the divisions that the plan names and to their successors.

    A successor takes over in the month after the other's `until`. Where the successor has the step
    already, nothing is handed over: the other's assignment simply ends.
    """
    by_division = {
        code: Assignment(measure, step, code, last=divisions[code].until)
        for code in step.division_codes
        if code in divisions
    }
    ending = [assignment for assignment in by_division.values() if assignment.last is not None]
    # Earliest end first: of two divisions with one successor, it takes over from the one that ends first.
    # A successor is added once, so circles of successors come to an end.
    while ending:
        ending.sort(key=lambda assignment: assignment.last or measure.end)
        leaving = ending.pop(0)
        # A division may end more than once over: its heir can end within the year too.
        heir = divisions.get(divisions[leaving.division_code].successor)
        if heir is None or heir.division_code in by_division or leaving.last is None:
            continue
        inherited = Assignment(
            measure,
            step,
            heir.division_code,
            first=leaving.last + 1,
            # An heir that ended earlier has no month of its own; its successor goes on from the right one.
            last=None if heir.until is None else max(heir.until, leaving.last),
            origins=(*leaving.origins, (leaving.division_code, leaving.last)),
        )
        by_division[heir.division_code] = inherited
        if inherited.last is not None:
            ending.append(inherited)
    return by_division.values()


def history_of(assignment: Assignment, entries: Entries) -> History:
    """Return the entries that count for an assignment: those of due rows, inherited ones included.

    `entries` maps (division code, row key) to what that division reported. What stands in a row that is not
    due is kept there and counts nowhere.
    """
    counted: dict[Month, Entry] = {}
    status: Status | None = None
    holders = (*assignment.origins, (assignment.division_code, assignment.last))
    for number, (code, last) in enumerate(holders):
        reported = entries.get((code, assignment.key), {})
        # Only the division that holds the step in a month speaks for it.
        after = holders[number - 1][1] if number else None
        for month in sorted(reported):
            held = (after is None or after < month) and (last is None or month <= last)
            if held and _may_be_due(assignment, month) and not _is_settled(assignment.step, status):
                counted[month], status = reported[month], reported[month].status
    return counted


def value_at(assignment: Assignment, history: History, month: Month) -> AssignmentValue:
    """Return the value of an assignment at a month: its latest entry at or before it."""
    return values_at(assignment, history, (month,))[0]


def values_at(assignment: Assignment, history: History, months: Iterable[Month]) -> list[AssignmentValue]:
    """Return the value of an assignment at each of some months, which stand in order.

    The history is walked once for all of them, since a roll-up asks for every month of the year.
    """
    values: list[AssignmentValue] = []
    reported = sorted(history)
    value, percent, known = AssignmentValue(ZERO), ZERO, 0  # `known`: reported months up to this one
    for month in months:
        known_before = known
        while known < len(reported) and reported[known] <= month:
            percent = value_after(history[reported[known]], percent)
            known += 1
        if known > known_before:
            latest = reported[known - 1]
            status = history[latest].status
            # Before recurring steps are looked at: na takes those out of the mean too.
            if status == "na":
                value = AssignmentValue(None, status, latest)
            elif assignment.step.every is not None:
                done = _rounds_done(assignment, history, reported[:known])
                value = AssignmentValue(done, status, latest)
            else:
                value = AssignmentValue(percent, status, latest)
        values.append(value)
    return values


def value_after(entry: Entry, before: Fraction) -> Fraction:
    """Return what an entry of a step that does not recur makes of the percent before it.

    A blank percent repeats the one before; na keeps it too, for the month in which the step counts again.
    """
    # By status first: beside done and not started people leave the percent blank.
    if entry.status == "done":
        return HUNDRED
    if entry.status == "not_started":
        return ZERO
    return before if entry.status == "na" or entry.percent is None else entry.percent


def rounds(measure: Measure, step: Step) -> tuple[tuple[Month, Month], ...]:
    """Return the rounds of a recurring step from its start to its due month: (first, last month) of each."""
    all_rounds = _rounds(measure.step_start(step), measure.step_due(step), step.every)
    return tuple((months[0], months[-1]) for months in all_rounds)


# The steps of a whole country share a few periods, so their rounds are made once.
@lru_cache(maxsize=1024)
def _rounds(start: Month, due: Month, every: Every | None) -> tuple[tuple[Month, ...], ...]:
    """Return the months of each round; a quarter may be cut off by the start or the due month."""
    by_round: dict[object, list[Month]] = {}
    for month in months_between(start, due):
        period = month if every == "month" else (month.fiscal_year, month.quarter)
        by_round.setdefault(period, []).append(month)
    return tuple(map(tuple, by_round.values()))


@lru_cache(maxsize=1024)
def _round_of(start: Month, due: Month, every: Every | None) -> Mapping[Month, int]:
    """Return the number of the round that each month belongs to."""
    return {month: number for number, months in enumerate(_rounds(start, due, every)) for month in months}


def _rounds_done(assignment: Assignment, history: History, reported: Iterable[Month]) -> Fraction:
    """Return rounds done over all rounds in percent, from the entries of some months, which stand in order.

    A round is done when its latest entry says so; months before the start or after the due month are in none.
    """
    measure, step = assignment.measure, assignment.step
    period = (measure.step_start(step), measure.step_due(step), step.every)
    round_of = _round_of(*period)
    latest = {round_of[month]: history[month].status for month in reported if month in round_of}
    return _percent_of(sum(status == "done" for status in latest.values()), len(_rounds(*period)))


@lru_cache(maxsize=1024)
def _percent_of(part: int, whole: int) -> Fraction:
    """Return a share in percent, between 0 and 100; nothing of nothing is 0."""
    if part <= 0 or not whole:
        return ZERO
    return Fraction(100 * part, whole) if part < whole else HUNDRED


def planned_at(measure: Measure, step: Step, month: Month) -> Fraction:
    """Return the planned percent of a step at a month.

    That is months elapsed over all months, both ends counted; for a recurring step rounds ended over all
    rounds.
    """
    start, due = measure.step_start(step), measure.step_due(step)
    if step.every is not None:
        all_rounds = _rounds(start, due, step.every)
        # Only rounds that have ended: nobody is behind with a quarter that still runs.
        return _percent_of(sum(months[-1] <= month for months in all_rounds), len(all_rounds))
    if due < start:  # the plan's check warns of it; the whole step is then planned for its due month
        return HUNDRED if month >= due else ZERO
    # Both ends count: a step of a single month is planned whole at the end of that month.
    return _percent_of(month - start + 1, due - start + 1)


def is_due(assignment: Assignment, history: History, month: Month) -> bool:
    """Return whether a month's row is to be filled: it counts, its measure has started, it is not settled.

    The history is that of `history_of`. The formula of division workbooks that mirrors this is
    `toolkit.books.division_rules.due_formula`.
    """
    if not assignment.holds_in(month) or not _may_be_due(assignment, month):
        return False
    return settled_since(assignment, history, month) is None


def settled_since(assignment: Assignment, history: History, month: Month) -> Month | None:
    """Return the earlier month in which the row was settled; None where it still waits for news."""
    # Only what was said before: the row that becomes done in this month is still due in it.
    earlier = max((reported for reported in history if reported < month), default=None)
    return earlier if earlier and _is_settled(assignment.step, history[earlier].status) else None


def _may_be_due(assignment: Assignment, month: Month) -> bool:
    """Return whether a month's row is due for whoever holds the step then, as long as nothing settled it."""
    measure, step = assignment.measure, assignment.step
    # A recurring row ends with its last round; any other stays open until it is done, however late.
    ended = step.every is not None and month > measure.step_due(step)
    return step.counts_in(month) and measure.start <= month and not ended


def _is_settled(step: Step, status: Status | None) -> bool:
    """Return whether a row's last status ends it; a round that is done ends no recurring step."""
    return status == "na" or (status == "done" and step.every is None)


def in_finished_round(assignment: Assignment, history: History, month: Month) -> bool:
    """Return whether a recurring row's round was done in an earlier month: a blank row then lacks nothing.

    The formula that mirrors this is `toolkit.books.division_rules.round_open_formula`.
    """
    if assignment.step.every is None:
        return False
    for first, last in rounds(assignment.measure, assignment.step):
        if first <= month <= last:
            earlier = max((reported for reported in history if first <= reported < month), default=None)
            return earlier is not None and history[earlier].status == "done"
    return False


def is_complete(values: Iterable[Fraction | None]) -> bool:
    """Return whether all that counts is finished: some value is 100, and the others are 100 or na (None)."""
    known = set(values)
    # Where all is na nothing is left, which is not the same as finished.
    return HUNDRED in known and known <= {HUNDRED, None}


def is_stale(assignment: Assignment, history: History, month: Month) -> bool:
    """Return whether a due row brought no news in a month, so that its value is an earlier one."""
    return month not in history and is_due(assignment, history, month)


def outcome_months(measure: Measure, done_in: Iterable[Month]) -> set[Month]:
    """Return the months in which a measure's outcome is asked for: March, September and those given."""
    year = measure.start.fiscal_year
    # The six-month report is as at March, the annual one as at September.
    return {Month(year, 3), Month(year, 9), *done_in}
