"""What divisions report: the status of an assignment in a month, and a measure's outcome."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from toolkit.model.finding import NOWHERE, Location
from toolkit.model.month import Month

Status = Literal["not_started", "in_progress", "done", "cannot", "na"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled row of a month sheet. `percent` is as typed, in percent (0-100), or None when blank."""

    key: str
    status: Status
    percent: Fraction | None = None
    action: str = ""
    evidence: str = ""
    reason: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure's summary in a month: what may be printed in a report."""

    measure_no: str
    result: str = ""
    outcome: str = ""
    problem: str = ""
    suggestion: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month sheet of a division workbook as read: only rows in which something is filled.

    `kept` are rows whose key is not in the plan: they count nowhere, but are not lost either.
    """

    month: Month
    reporter: str = ""
    reported_on: dt.date | None = None
    entries: tuple[Entry, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    kept: tuple[Entry, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def submitted(self) -> bool:
        """A month is submitted when its reporter and its date are filled."""
        return bool(self.reporter) and self.reported_on is not None

    @property
    def filled(self) -> bool:
        return bool(self.entries or self.outcomes)


@dataclass(frozen=True, slots=True)
class AcceptedMonth:
    """A month of an accepted file: the report, when it was received and which file holds it.

    `sequence` is the file's place in the ledger; `taken` is false where an earlier `reported_on`
    than the one accepted before means that the file changes nothing in this month.
    """

    division_code: str
    report: MonthReport
    received: dt.datetime
    sha256: str
    file: str
    sequence: int
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture: the measure it belongs to ("" where none is named) and its bytes as sent.

    `month` is None where none is named; `file` and `cell` say where it came from.
    """

    division_code: str
    measure_no: str
    caption: str
    month: Month | None
    data: bytes = field(repr=False)
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready for print: a JPEG and its size in pixels, upright."""

    data: bytes = field(repr=False)
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size in a frame of the same proportions, in the frame's unit."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale
