"""What goes into a division workbook, and the words in which its steps are printed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.entry import Entry, MonthReport
from toolkit.model.month import Month
from toolkit.model.plan import Division, Measure, Plan, Step
from toolkit.model.progress import Assignment, History
from toolkit.thai.dates import format_month

_EVERY = {"month": "ทุกเดือน", "quarter": "ทุกไตรมาส"}


@dataclass(frozen=True)
class RemovedRow:
    """An accepted entry whose step left the plan: `key` is its row key, `step` its text as last known."""

    month: Month
    key: str
    step: str
    entry: Entry


@dataclass(frozen=True)
class DivisionContent:
    """One division's year.

    `assignments` are this division's, in the order of the plan; `entries` the accepted entries of all
    divisions, (division_code, row key) -> {month: entry}, from which work that was handed over takes its
    values; `reports` this division's accepted state by month, carried over into the sheets.
    """

    plan: Plan
    division: Division
    assignments: tuple[Assignment, ...]
    entries: Mapping[tuple[str, str], History]
    reports: Mapping[Month, MonthReport]
    removed: tuple[RemovedRow, ...] = ()


def printed_step_no(measure: Measure, step: Step) -> str:
    """The number beside a step: "1.2" in the printed numbers of its measure and its own."""
    number = step.label or step.step_no
    return number if number.startswith(f"{measure.printed_no}.") else f"{measure.printed_no}.{number}"


def due_text(measure: Measure, step: Step) -> str:
    """When a step is due: "ธ.ค. 66", for a recurring one "ทุกเดือน ถึง ก.ย. 67"."""
    due = format_month(measure.step_due(step), "short")
    return f"{_EVERY[step.every]} ถึง {due}" if step.every else due
