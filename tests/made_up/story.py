"""What a division of the made-up country reports over the months: one story, told by many offices.

Phrases carry tokens ("⟦n:17⟧") that every office fills in its own way, so that no two files hold equal
texts though they share the sheets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Literal

from tests.made_up.names import names, said
from toolkit.books.division_typing import DivisionTyping
from toolkit.model.month import Month
from toolkit.model.progress import Assignment
from toolkit.thai.dates import format_date
from toolkit.thai.words import STATUS_LABELS

TOKEN = "⟦[a-z]+:[0-9]+⟧"
StoryFault = Literal["percent-range", "status-missing", "reason-missing", "month-unsigned"]
STORY_FAULTS: tuple[StoryFault, ...] = ("percent-range", "status-missing", "reason-missing", "month-unsigned")
"""The slips of the pen that a story may hold; each is the code that the intake finds in it."""

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_DONE_FROM = 90

Row = dict[str, str]


def fill_token(token: str, rng: Random) -> str:
    """What an office writes for a token of a phrase."""
    kind = token[1:].partition(":")[0]
    if kind == "n":
        return str(rng.randint(3, 480))
    if kind == "day":
        return str(rng.randint(1, 28))
    if kind == "no":
        return f"{rng.randint(1, 9999)}/{rng.randint(1, 99)}"
    if kind == "topic":
        return rng.choice(said("topics"))
    return rng.choice(names("places")) + rng.choice(names("place_ends"))


class Story:
    """One division's year: typed into its workbook month by month."""

    def __init__(self, own: Sequence[Assignment], rng: Random) -> None:
        self._own = own
        self._rng = rng
        self._tokens = 0
        self._reached: dict[str, int | None] = {assignment.key: 0 for assignment in own}  # percent; None: na

    def type_into(
        self, typing: DivisionTyping, months: Sequence[Month], fault: StoryFault | None = None
    ) -> None:
        """Type every month; a fault stands in the last one."""
        for month in months:
            rows = {
                key: row
                for assignment in self._own
                if (row := self._row(assignment))
                for key in (assignment.key,)
            }
            signature = {
                "reporter": self._rng.choice(names("reporters")),
                "reported_on": format_date((month + 1).first_day.replace(day=self._rng.randint(1, 4))),
            }
            if month == months[-1] and fault is not None:
                self._slip(fault, signature, rows)
            typing.type_month(month, signature, rows, self._outcomes(month, rows))

    def _row(self, assignment: Assignment) -> Row | None:
        """This month's row of an assignment; None for no news."""
        rng, reached = self._rng, self._reached[assignment.key]
        if reached is None or reached == 100 or rng.random() < 0.1:
            return None
        if assignment.step.every is not None:
            status = "done" if rng.random() < 0.8 else "in_progress"
            return self._worked(status, "")
        if rng.random() < 0.02:
            status = rng.choice(("cannot", "na"))
            self._reached[assignment.key] = None
            return {"status": STATUS_LABELS[status], "reason": self._phrase("reasons")}
        if not reached and rng.random() < 0.3:
            return {"status": STATUS_LABELS["not_started"]}
        now = reached + rng.randint(4, 32)
        if now >= _DONE_FROM:
            self._reached[assignment.key] = 100
            return self._worked("done", "")
        self._reached[assignment.key] = now
        return self._worked("in_progress", str(now))

    def _worked(self, status: str, percent: str) -> Row:
        return {
            "status": STATUS_LABELS[status],
            "percent": percent,
            "action": self._phrase("actions"),
            "evidence": self._phrase("evidence"),
        }

    def _outcomes(self, month: Month, rows: dict[str, Row]) -> dict[str, Row]:
        """Results of the measures that were worked on: in March and September, and where all is done."""
        asked = month.number in (3, 9)
        found = {}
        for number in dict.fromkeys(assignment.measure.measure_no for assignment in self._own):
            keys = [assignment.key for assignment in self._own if assignment.measure.measure_no == number]
            finished = all(self._reached[key] in (100, None) for key in keys) and any(
                key in rows for key in keys
            )
            if asked or finished:
                found[number] = {"result": self._phrase("results"), "outcome": self._phrase("outcomes")}
        return found

    def _slip(self, fault: StoryFault, signature: Row, rows: dict[str, Row]) -> None:
        if fault == "month-unsigned":
            signature["reported_on"] = ""
            return
        key = next(assignment.key for assignment in self._own if assignment.step.every is None)
        action = {"action": self._phrase("actions")}
        rows[key] = {
            "percent-range": {"status": STATUS_LABELS["in_progress"], "percent": "120", **action},
            "status-missing": {"percent": "45", **action},
            "reason-missing": {"status": STATUS_LABELS["cannot"]},
        }[fault]

    def _phrase(self, kind: str) -> str:
        return _PLACEHOLDER.sub(self._numbered, self._rng.choice(said(kind)))

    def _numbered(self, match: re.Match[str]) -> str:
        self._tokens += 1
        return f"⟦{match[1]}:{self._tokens}⟧"
