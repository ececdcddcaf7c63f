"""The plan as `plan.xlsx` says it, and who is responsible for a step in a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from oracle.raw_cells import BLANK, DIGITS, Row, begins, exact, month_number, tables

EVERYONE = ("ทุกกอง", "ทุกสำนัก", "ทุกส่วนราชการ", "ทุกหน่วยงาน")
ROUND_MONTHS = {"เดือน": 1, "ไตรมาส": 3}


@dataclass(frozen=True)
class Division:
    code: str
    name: str
    until: int | None
    successor: str


@dataclass(frozen=True)
class Step:
    """A step; `start` is the later of its measure's start and its `from`."""

    measure: str
    number: str
    codes: tuple[str, ...]
    counts_from: int
    counts_until: int
    measure_start: int
    start: int
    due: int
    every: int
    weight: Fraction

    @property
    def key(self) -> str:
        return f"{self.measure}.{self.number}"

    def counts(self, month: int) -> bool:
        return self.counts_from <= month <= self.counts_until

    @property
    def rounds(self) -> list[range]:
        """The months of each round: every month, or the quarters of the fiscal year cut to start and due."""
        months = range(self.start, self.due + 1)
        firsts = sorted({month - month % self.every for month in months})
        return [range(max(self.start, first), min(self.due + 1, first + self.every)) for first in firsts]


@dataclass(frozen=True)
class Measure:
    number: str
    label: str
    start: int
    end: int
    weight: Fraction
    steps: tuple[Step, ...]


class Plan:
    """What `plan.xlsx` says."""

    def __init__(self, data: bytes) -> None:
        found = dict(tables(data))
        agency = {key: row.get("value", BLANK).text for key, row in found["agency"]}
        self.agency_code = agency["agency_code"]
        self.fiscal_year = int(agency["fiscal_year"].translate(DIGITS))
        self.due_day = int((agency.get("report_due_day") or "5").translate(DIGITS))
        self.first, self.last = self.fiscal_year * 12 - 3, self.fiscal_year * 12 + 8
        self.divisions: dict[str, Division] = {}
        self.names: dict[str, str] = {}
        self.everyone: list[str] = []
        for row in self._rows(found["divisions"], "division_code"):
            code = row["division_code"].text
            name = row["division_name"].text
            self.divisions[code] = Division(
                code, name, month_number(row.get("until", BLANK)), row.get("successor", BLANK).text
            )
            for alias in [code, name, *_split(row.get("aliases", BLANK).text)]:
                self.names[alias] = code
            if row.get("in_all", BLANK).text != "ไม่":
                self.everyone.append(code)
        steps = list(self._rows(found["steps"], "measure_no"))
        self.measures = [self._measure(row, steps) for row in self._rows(found["measures"], "measure_no")]
        self.steps = {step.key: step for measure in self.measures for step in measure.steps}

    @staticmethod
    def _rows(rows: Iterable[tuple[str, Row]], first: str) -> Iterator[Row]:
        return (row for _, row in rows if row.get(first, BLANK).text)

    def _measure(self, row: Row, steps: list[Row]) -> Measure:
        number = row["measure_no"].text
        start = month_number(row.get("start", BLANK)) or self.first
        end = month_number(row.get("end", BLANK)) or self.last
        own = tuple(self._step(step, start, end) for step in steps if step["measure_no"].text == number)
        return Measure(number, row.get("label", BLANK).text or number, start, end, _weight(row), own)

    def _step(self, row: Row, start: int, end: int) -> Step:
        codes: list[str] = []
        for part in _split(row.get("divisions", BLANK).text):
            codes += self.everyone if part.startswith(EVERYONE) else [self.names[part]]
        begin = month_number(row.get("from", BLANK))
        return Step(
            row["measure_no"].text,
            row["step_no"].text,
            tuple(dict.fromkeys(codes)),
            begin or self.first,
            month_number(row.get("until", BLANK)) or self.last,
            start,
            max(start, begin or start),
            month_number(row.get("due", BLANK)) or end,
            ROUND_MONTHS.get(row.get("every", BLANK).text, 0),
            _weight(row),
        )

    def holders(self, step: Step, month: int) -> dict[str, list[str]]:
        """The divisions responsible in a month, each with those whose entries it carries, oldest first."""
        found: dict[str, list[str]] = {}
        for code in step.codes:
            line = [code]
            while line and (until := self.divisions[line[-1]].until) is not None and until < month:
                heir = self.divisions[line[-1]].successor
                line = [*line, heir] if heir and heir not in step.codes else []
            if line:
                found[line[-1]] = line
        return found

    def deadline(self, month: int) -> dt.datetime:
        return begins(month + 1) + dt.timedelta(days=self.due_day) - dt.timedelta(seconds=1)


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;/\n]", text) if part.strip()]


def _weight(row: Row) -> Fraction:
    cell = row.get("weight", BLANK)
    if not cell.text:
        return Fraction(1)
    return exact(cell) if cell.number else Fraction(cell.text.translate(DIGITS))
