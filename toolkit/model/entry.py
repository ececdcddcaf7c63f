"""What divisions report: month reports with their entries and outcomes, and photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from toolkit.model.finding import NOWHERE, Location
from toolkit.model.month import Month

Status = Literal["not_started", "in_progress", "done", "cannot", "na"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a division said of one assignment in a month; `percent` is as typed (0-100), None when blank."""

    key: str
    status: Status
    percent: Fraction | None = None
    action: str = ""
    evidence: str = ""
    reason: str = ""
    # Not compared: the same words in another row are no restatement.
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a division said of a whole measure in a month; reports may print it."""

    measure_no: str
    result: str = ""
    outcome: str = ""
    problem: str = ""
    suggestion: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month sheet of a division workbook: only the rows in which something is filled, their step in the
    plan or not. `cells` are those of reporter and date."""

    month: Month
    reporter: str = ""
    reported_on: dt.date | None = None
    entries: tuple[Entry, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def submitted(self) -> bool:
        """Whether the reporter has signed: name and date are filled."""
        return bool(self.reporter) and self.reported_on is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedMonth:
    """A month of an accepted file: the report, the time of receipt and the file.

    `sequence` is the file's place in the ledger, `taken_in` the moment of its intake. `taken` is false where
    the file changes nothing in this month, since it is dated before a report accepted earlier. On a line of
    the ledger, which says the rest itself, only the report, `received` and `taken` are given.
    """

    report: MonthReport
    received: dt.datetime
    taken: bool = True
    division_code: str = ""
    sha256: str = ""
    file: str = ""
    sequence: int = 0
    taken_in: dt.datetime | None = None

    @property
    def month(self) -> Month:
        return self.report.month

    @property
    def dated(self) -> dt.date:
        """The day by which versions are ordered: the reporting date where it lies between the first day of
        the month and the day of intake. Any other is a slip of the pen, and the day of receipt stands in."""
        day, last = self.report.reported_on, self.taken_in or self.received
        believed = day is not None and self.report.month.first_day <= day <= last.date()
        return day if believed and day is not None else self.received.date()


@dataclass(frozen=True, slots=True)
class Framing:
    """What of a picture its sheet shows: the shares cut off at left, top, right and bottom, then cut to an
    oval or to round corners (their radius as a share of the shorter side), mirrored, turned upside down, and
    turned clockwise by so many degrees. `hidden`: something is laid over it, or it is cut to another shape
    or not shown at all, so that it must not leave the office as it is."""

    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    turn: float = 0
    mirrored: bool = False
    upside_down: bool = False
    oval: bool = False
    corners: float = 0
    hidden: bool = False


WHOLE = Framing()


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoRow:
    """A picture laid on a photo sheet and the texts of its row, as read; `sha256` is that of the picture."""

    sheet: str
    cell: str
    month: str
    measure_no: str
    caption: str
    sha256: str
    framing: Framing = WHOLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A picture as sent; `measure_no` is "" and `month` None where the sender names none."""

    division_code: str
    measure_no: str
    caption: str
    month: Month | None
    data: bytes = field(repr=False)
    framing: Framing = WHOLE
    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready for print: a JPEG and its size in pixels, upright."""

    data: bytes = field(repr=False)
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return the largest width and height, in the frame's unit, that fit and keep the proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale
