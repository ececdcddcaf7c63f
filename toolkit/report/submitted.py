"""What divisions submitted, as a report draws on it, and where each text of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from toolkit.model.entry import AcceptedMonth, Entry, Outcome
from toolkit.model.finding import Location
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import Assignment, Entries, assignments
from toolkit.office.accepted import Accepted
from toolkit.office.csv_text import csv_text
from toolkit.templates.fill import FilledCell

Outcomes = Mapping[tuple[str, str], Mapping[Month, Outcome]]
"""Accepted outcomes by (division_code, measure_no)."""


Reported = tuple[str, Month, Entry]
"""What a division reported of a step in a month."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell that a printed text comes from; `sha256` is that of the file as accepted ("" for the plan)."""

    file: str
    sha256: str
    sheet: str
    cell: str


class Worded(str):
    """A text that knows the cells it was made from, `origins`."""

    origins: tuple[Origin, ...]

    def __new__(cls, text: str, origins: Iterable[Origin] = ()) -> Self:
        worded = super().__new__(cls, text)
        worded.origins = tuple(dict.fromkeys(origins))
        return worded

    @classmethod
    def joined(cls, parts: Sequence[Worded], text: str | None = None) -> Self:
        """Return a text made of several, a line for each unless the text is given, with all their origins."""
        origins = (origin for part in parts for origin in part.origins)
        return cls("\n".join(parts) if text is None else text, origins)


def _nowhere(_code: str, _key: str, _month: Month) -> AcceptedMonth:
    raise KeyError


@dataclass(frozen=True, slots=True)
class Submitted:
    """Accepted entries and outcomes; `source` gives the accepted file of one (KeyError: not known)."""

    entries: Entries = field(default_factory=dict)
    outcomes: Outcomes = field(default_factory=dict)
    source: Callable[[str, str, Month], AcceptedMonth] = _nowhere

    @classmethod
    def of(cls, accepted: Accepted) -> Submitted:
        return cls(accepted.entries, accepted.outcomes, accepted.source)

    def origin(self, code: str, month: Month, row: Entry | Outcome, name: str) -> tuple[Origin, ...]:
        """Return where a field of an entry or outcome stands; nothing where the file is not known."""
        # The ledger knows outcomes by their measure: they have a row a measure, entries one a step.
        key = row.key if isinstance(row, Entry) else row.measure_no
        try:
            file = self.source(code, key, month)
        except KeyError:
            return ()
        return (Origin(file.file, file.sha256, row.location.sheet, row.location.cell(name)),)

    def origins(self, entries: Iterable[Reported], name: str) -> tuple[Origin, ...]:
        """Return the cells in which a field of entries stands."""
        return tuple(origin for entry in entries for origin in self.origin(*entry, name))


def plan_origin(location: Location, name: str) -> tuple[Origin, ...]:
    """Return where a field of the plan stands; nothing where it was computed."""
    cell = location.cell(name)
    return (Origin("plan.xlsx", "", location.sheet, cell),) if cell else ()


class Responsible:
    """The steps and divisions of one plan from `first` to `last`, as they stand at the end of the period."""

    def __init__(self, plan: Plan, first: Month, last: Month) -> None:
        self._plan = plan
        self._first = first
        self._last = last
        self._assignments: dict[tuple[str, str], list[Assignment]] = {}
        for assignment in assignments(plan):
            step = assignment.step
            self._assignments.setdefault((step.measure_no, step.step_no), []).append(assignment)

    def assignments(self, step: Step) -> tuple[Assignment, ...]:
        """Return every assignment of a step, in the order of the plan's divisions."""
        return tuple(self._assignments.get((step.measure_no, step.step_no), ()))

    def steps(self, measure: Measure) -> tuple[Step, ...]:
        """Return the steps of a measure that are part of the plan in any month of the period."""
        return tuple(
            step
            for step in measure.steps
            # Not only in the last month: work on a step that ended in mid-year was done all the same.
            if (step.first is None or step.first <= self._last)
            and (step.until is None or step.until >= self._first)
        )

    def codes(self, steps: Iterable[Step]) -> frozenset[str]:
        """Return the divisions that hold steps at the end of the period, successors for those that ended."""
        held = (assignment for step in steps for assignment in self.assignments(step))
        return frozenset(assignment.division_code for assignment in held if self._lives(assignment.last))

    def names(self, codes: Iterable[str]) -> str:
        """Return divisions as a plain list, one a line, or "ทุกกอง" where it is all that count as such."""
        wanted = set(codes)
        divisions = self._plan.divisions
        everyone = {
            division.division_code
            for division in divisions
            if division.in_all and self._lives(division.until)
        }
        # Of an office with one division “ทุกกอง” would hide which one it is.
        if len(everyone) > 1 and wanted == everyone:
            return f"ทุก{self._plan.division_word}"
        return "\n".join(division.division_name for division in divisions if division.division_code in wanted)

    def holder(self, code: str) -> str:
        """Return the division that speaks for another at the end of the period: its successor, once it has
        ended."""
        line = self._plan.line_of(code)
        living = [division for division in line if self._lives(division.until)]
        return (*living, *line[-1:])[0].division_code if line else code

    def _lives(self, until: Month | None) -> bool:
        return until is None or until >= self._last


HEADINGS = ("sheet", "cell", "name", "source_file", "source_sha256", "source_sheet", "source_cell")


def sources_csv(cells: Iterable[FilledCell], ledger_head: str = "") -> bytes:
    """Return one line for each printed cell and each cell of the plan or of a submission that its text was
    made from, as CSV; a cell whose text was computed from the whole plan has none. The last line says on
    which lines of the ledger the report rests."""
    rows = (
        (cell.sheet, cell.cell, name, origin.file, origin.sha256, origin.sheet, origin.cell)
        for cell in cells
        for item, name in cell.names
        for origin in origins_of(item, name)
    )
    count, _, digest = ledger_head.partition(" ")
    last = [("", "", "ledger_head", "archive/ledger.jsonl", digest, "", count)] if digest else []
    return csv_text(HEADINGS, (*rows, *last))


def origins_of(item: object, name: str) -> tuple[Origin, ...]:
    """Return the cells from which a field of an item was made, "history[0]" the first text of `history`; none
    where the field does not know them."""
    field_name, _, index = name.removesuffix("]").partition("[")
    value = getattr(item, field_name, None)
    # A template may name more texts than there are, where it prints only those that are.
    if index and isinstance(value, tuple):
        value = dict(enumerate(value)).get(int(index))
    return value.origins if isinstance(value, Worded) else ()
