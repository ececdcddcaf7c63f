"""Rules of a status row, each stated in Python and, beside it, as the Excel formula that mirrors it.

Intake judges what was sent with the Python; a workbook that is being filled judges itself with the formulas.
One table of cases runs through both (tests/books/test_division_rules.py). A formula sees less than intake
does: it takes a percent typed as text ("40%") for a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toolkit.books.division_grid import blank_condition
from toolkit.model.entry import Status
from toolkit.model.plan import Step

STATUS_CODES: Mapping[Status, int] = {"not_started": 1, "in_progress": 2, "done": 3, "cannot": 4, "na": 5}
"""The place of each status in the dropdown list; 0 stands for a blank row."""

PERCENT_RANGES: Mapping[Status, tuple[int, int]] = {
    "not_started": (0, 0),
    "in_progress": (1, 99),
    "done": (100, 100),
    "cannot": (0, 100),
    "na": (0, 100),
}
"""The least and the most percent that may stand beside a status."""

NEEDS_PERCENT: Status = "in_progress"
"""The one status whose percent may not be blank (a step that recurs has no percent at all)."""

TEXTS_ASKED_FOR: Mapping[Status, tuple[str, ...]] = {
    "not_started": (),
    "in_progress": ("action",),
    "done": ("action", "evidence"),
    "cannot": ("reason",),
    "na": ("reason",),
}
"""The texts that each status asks for in a due row; evidence only where the step requires it."""


def percent_fits(status: Status, percent: Fraction) -> bool:
    """Return whether a percent that was typed may stand beside a status."""
    least, most = PERCENT_RANGES[status]
    return least <= percent <= most


def percent_fits_formula(code: str, typed: str, number: str) -> str:
    """Return the condition of `percent_fits` for cells: the status code, the percent as typed and as read."""
    conditions = []
    for status in STATUS_CODES:
        least, most = PERCENT_RANGES[status]
        if least < most:
            conditions.append(f"AND({number}>={least},{number}<={most})")
        elif most == 100:
            # A cell in percent format holds 100 % as the number 1. Where a program cannot tell the format, it
            # is taken for one: intake decides.
            percent_format = f'LEFT(IFERROR(CELL("format",{typed}),"P"),1)="P"'
            conditions.append(f"OR({typed}=100,AND({typed}=1,{percent_format}))")
        else:
            conditions.append(f"{typed}={most}")
    return f"CHOOSE({code},{','.join(conditions)})"


def texts_asked_for(status: Status, step: Step | None) -> tuple[str, ...]:
    """Return the ids of the text fields that a status asks for, in the order of the columns.

    A step of None is one that left the plan; it requires no evidence.
    """
    required = step is not None and step.evidence_required
    return tuple(field for field in TEXTS_ASKED_FOR[status] if field != "evidence" or required)


def text_missing_formula(field: str, code: str, typed: str) -> str:
    """Return two conditions: that a status (the cell of its code) asks for a text, and that it is blank."""
    asking = [f"{code}={STATUS_CODES[status]}" for status, asked in TEXTS_ASKED_FOR.items() if field in asked]
    asked_for = asking[0] if len(asking) == 1 else f"OR({','.join(asking)})"
    return f"{asked_for},{blank_condition(typed)}"


def due_formula(last: str, *, recurs: bool) -> str:
    """Return the formula of `toolkit.model.progress.is_due`, as 1 or 0, for the cell of the last status code.

    It holds in the months in which the row is due as long as nothing ended it; other months are never due.
    """
    dropped = f"{last}={STATUS_CODES['na']}"
    # A step that recurs goes on after a round that is done; only na ends it.
    ended = dropped if recurs else f"OR({last}={STATUS_CODES['done']},{dropped})"
    return f"IF({ended},0,1)"


def round_open_formula(round_before: str) -> str:
    """Return the condition that `toolkit.model.progress.in_finished_round` does not hold.

    The cell is that of the round's latest status code in the month before; a new round has none.
    """
    return f"{round_before}<>{STATUS_CODES['done']}"
