"""What the formulas of a division workbook come to for the entries that it is issued with.

Every formula is issued with its value, so each quantity of `_calc` exists twice: as a formula
(`division_calc`) and here, in plain Python over `toolkit.model.progress`. Months are counted 1 (October)
to 12; 0 is the state before the year. A test recalculates every cell in LibreOffice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from toolkit.model.entry import Entry
from toolkit.model.month import Month
from toolkit.model.plan import Measure
from toolkit.model.progress import HUNDRED, ZERO, Assignment, History, history_of, is_due, rounds, value_at

STATUS_CODES: Mapping[str, int] = {"not_started": 1, "in_progress": 2, "done": 3, "cannot": 4, "na": 5}
"""The place of each status in the dropdown list; 0 stands for a blank row."""
NONE_TYPED = Fraction(-1)
HALF_YEARS = (6, 12)  # March and September


@dataclass(frozen=True)
class RowState:
    """One assignment through the year; every sequence runs from 0 (before October) to 12.

    `percent` is the percent typed (NONE_TYPED: none), `running` the value without rounds, `round` the
    status code of the running round, `value` None for na. `entries` are those on the sheets, inherited
    ones included; `own` those of this division alone. `may_be_due`: due as long as nothing ended it.
    `starts` is the month in which a month's round begins (`round_starts`).
    """

    assignment: Assignment
    own: tuple[Entry | None, ...]
    entries: tuple[Entry | None, ...]
    code: tuple[int, ...]
    percent: tuple[Fraction, ...]
    last: tuple[int, ...]
    running: tuple[Fraction, ...]
    round: tuple[int, ...]
    rounds_done: tuple[int, ...]
    value: tuple[Fraction | None, ...]
    due: tuple[bool, ...]
    holds: tuple[bool, ...]
    may_be_due: tuple[bool, ...]
    rounds_total: int
    starts: tuple[int, ...]


@dataclass(frozen=True)
class MeasureState:
    """A measure's outcome row: whether all its assignments here are finished, and whether it is asked for."""

    measure: Measure
    complete: tuple[bool, ...]
    asked: tuple[bool, ...]


def row_state(
    assignment: Assignment,
    months: tuple[Month, ...],
    own: History,
    entries: Mapping[tuple[str, str], History],
) -> RowState:
    """The year of one assignment: `own` stands on the sheets, `entries` holds what it inherited."""
    merged = history_of(assignment, {**entries, (assignment.division_code, assignment.key): own})
    found = [merged.get(month) for month in months]
    code = [0, *(STATUS_CODES[each.status] if each else 0 for each in found)]
    typed = (each.percent if each else None for each in found)
    percent = [NONE_TYPED, *(NONE_TYPED if each is None else each for each in typed)]
    last, running = [0], [ZERO]
    for now, number in zip(code[1:], percent[1:], strict=True):
        last.append(now or last[-1])
        kept = now in (0, 5) or number < 0
        running.append({3: HUNDRED, 1: ZERO}.get(now, running[-1] if kept else number))
    starts = round_starts(assignment, months)
    state, counts = _rounds(starts, code)
    return RowState(
        assignment,
        own=(None, *(own.get(month) for month in months)),
        entries=(None, *found),
        code=tuple(code),
        percent=tuple(percent),
        last=tuple(last),
        running=tuple(running),
        round=state,
        rounds_done=counts,
        value=(ZERO, *(value_at(assignment, merged, month).percent for month in months)),
        due=(False, *(is_due(assignment, merged, month) for month in months)),
        holds=(False, *(assignment.holds_in(month) for month in months)),
        may_be_due=(False, *(is_due(assignment, {}, month) for month in months)),
        rounds_total=len(rounds(assignment.measure, assignment.step)) if assignment.step.every else 0,
        starts=starts,
    )


def round_starts(assignment: Assignment, months: tuple[Month, ...]) -> tuple[int, ...]:
    """For months 0-12 the number of the month in which its round begins (within the year); 0: in no round."""
    starts = [0] * (len(months) + 1)
    if assignment.step.every is not None:
        for first, last in rounds(assignment.measure, assignment.step):
            inside = [number for number, month in enumerate(months, 1) if first <= month <= last]
            for number in inside:
                starts[number] = inside[0]
    return tuple(starts)


def _rounds(starts: tuple[int, ...], code: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The status of the running round and the number of rounds done, by month."""
    state, counts = [0], [0]
    for month in range(1, len(starts)):
        start = starts[month]
        if not start:
            state.append(0)
            counts.append(counts[-1])
            continue
        state.append(code[month] if start == month else code[month] or state[-1])
        counts.append(counts[start - 1] + (state[-1] == 3))
    return tuple(state), tuple(counts)


def measure_state(measure: Measure, months: tuple[Month, ...], rows: list[RowState]) -> MeasureState:
    """When a measure's outcome is asked for: March, September, and when its last step here is done."""
    complete, asked = [False], [False]
    for number, month in enumerate(months, 1):
        values = [row.value[number] for row in rows if row.holds[number]]
        complete.append(HUNDRED in values and set(values) <= {HUNDRED, None})
        open_now = any(value is not None for value in values) and measure.start <= month
        finished = complete[-1] and not complete[-2]
        asked.append(open_now and (number in HALF_YEARS or finished))
    return MeasureState(measure, tuple(complete), tuple(asked))
