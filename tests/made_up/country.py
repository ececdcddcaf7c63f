"""A made-up country: thousands of office folders, the same for the same seed.

Every office follows one of a few plan patterns. For each division of a pattern some stories are typed into
its issued workbook once; an office's own file is such a workbook with its texts varied.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from random import Random

from tests.made_up.names import (
    PATTERN_AGENCY,
    PATTERNS,
    OfficeName,
    office_name,
    plan_pattern,
)
from tests.made_up.story import STORY_FAULTS, TOKEN, Story, StoryFault, fill_token
from tests.made_up.template import CountryTemplate
from toolkit.books.division_book import division_filename, make_division_workbook
from toolkit.books.division_state import DivisionContent
from toolkit.books.division_typing import DivisionTyping
from toolkit.books.plan_book import make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.intake.month_reading import read_months
from toolkit.intake.take_in import take_in
from toolkit.model.entry import AcceptedMonth
from toolkit.model.month import BANGKOK, Month, fiscal_months
from toolkit.model.plan import Division, Plan
from toolkit.model.progress import assignments
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.xlsx.strict_reader import read_book

_FILE_FAULTS = ("agency-other", "file-damaged", "missing")
"""What may be wrong with a file as a whole: another office's workbook, half a file, none at all."""
_LATE = 0.05
_OFFICES_A_STORY, _MOST_STORIES = 60, 8
_KINDS = "|".join((*PATTERN_AGENCY.values(), TOKEN))


@dataclass(frozen=True, slots=True)
class CountrySpec:
    """What a made-up country is like. `faults` is the share of workbooks with a fault; `archived` offices
    have taken in what was sent and hold it in their archive."""

    offices: int
    divisions: int = 6
    months: int = 6
    seed: int = 0
    faults: float = 0.0
    archived: bool = False
    fiscal_year: int = 2567

    @property
    def reported(self) -> tuple[Month, ...]:
        return fiscal_months(self.fiscal_year)[: self.months]

    @property
    def taken_in_at(self) -> dt.datetime:
        """The moment at which offices roll up the last month: nine in the morning of the tenth."""
        day = (self.reported[-1] + 1).first_day.replace(day=10)
        return dt.datetime.combine(day, dt.time(9), BANGKOK)

    @property
    def stories(self) -> int:
        """How many stories are told of each division of a pattern."""
        return max(2, min(_MOST_STORIES, self.offices // _OFFICES_A_STORY))


@dataclass(frozen=True, slots=True)
class _Told:
    """One story of one division of a pattern, with its slip of the pen."""

    pattern: int
    division_code: str
    story: int
    fault: StoryFault | None


@dataclass(frozen=True, slots=True)
class _Sent:
    """A sound workbook in an inbox."""

    told: _Told
    path: Path
    sha256: str
    at: dt.datetime

    @staticmethod
    def latest(line: LedgerLine) -> dt.date:
        """The latest reporting date of its months."""
        return max(month.report.reported_on or dt.date.min for month in line.months)


class Country:
    """Writes the offices of a made-up country below a folder, in any order."""

    def __init__(self, spec: CountrySpec, root: Path) -> None:
        self._spec = spec
        self._root = root
        self._template = cache(self._make_template)
        self._line = cache(self._make_line)

    def make_office(self, number: int) -> OfficeFolder:
        """Write the office folder with a number from 0 on. Raises UserError where it cannot be written."""
        spec, name = self._spec, office_name(number)
        rng = Random(f"{spec.seed} office {number}")
        office = OfficeFolder(self._root / name.folder)
        pattern = rng.randrange(PATTERNS)
        template, plan, _ = _pattern(pattern, spec.divisions, spec.fiscal_year)
        office.create()
        data = template.varied(_filling(name, rng))
        office.plan.write_bytes(data)
        self._distribute(office, data, plan)
        sent = [self._send(office, name, pattern, division, rng) for division in plan.divisions]
        if spec.archived:
            sound = [file for file in sent if file is not None]
            if len(sound) == len(sent):
                self._enter(office, sound)
            else:  # what is wrong is told and returned in earnest
                own, _ = read_plan(read_book(data))
                assert own is not None
                take_in(office, own, as_of=spec.taken_in_at)
        return office

    def _distribute(self, office: OfficeFolder, data: bytes, plan: Plan) -> None:
        """Enter in archive and ledger that the plan was distributed. The outbox stays empty: what is issued
        is known, and would double the country's size."""
        (office.archive / f"plan-{plan.digest}.xlsx").write_bytes(data)
        moment = plan.months[0].begins_at + dt.timedelta(hours=9)
        own, _ = read_plan(read_book(data))
        assert own is not None
        line = LedgerLine(
            "distributed",
            moment,
            sha256=hashlib.sha256(data).hexdigest(),
            plan_digest=plan.digest,
            plan=own,
        )
        Ledger(office.ledger).append(line)

    def _send(
        self, office: OfficeFolder, name: OfficeName, pattern: int, division: Division, rng: Random
    ) -> _Sent | None:
        """Put a division's workbook into the inbox; None where it is faulty or missing."""
        spec = self._spec
        story = rng.randrange(spec.stories)
        fault = rng.choice((*STORY_FAULTS, *_FILE_FAULTS)) if rng.random() < spec.faults else ""
        if fault == "missing":
            return None
        typed = next((story for story in STORY_FAULTS if story == fault), None)
        told = _Told(pattern, division.division_code, story, typed)
        due = (spec.reported[-1] + 1).begins_at
        day = rng.randint(6, 8) if rng.random() < _LATE else rng.randint(3, 4)
        sent = due + dt.timedelta(days=day - 1, hours=rng.randint(9, 16), minutes=rng.randrange(60))
        owner = office_name(spec.offices) if fault == "agency-other" else name
        data = self._template(told).varied(_filling(owner, rng), sent)
        path = office.inbox / division_filename(division, spec.fiscal_year)
        path.write_bytes(data[: len(data) // 2] if fault == "file-damaged" else data)
        os.utime(path, (sent.timestamp(), sent.timestamp()))
        return None if fault else _Sent(told, path, hashlib.sha256(data).hexdigest(), sent)

    def _enter(self, office: OfficeFolder, sent: list[_Sent]) -> None:
        """Take in sound workbooks as the intake does: what it says of a story it says of every telling."""
        ledger = Ledger(office.ledger)
        for sending in sorted(sent, key=lambda one: (one.at, one.latest(self._line(one.told)), one.sha256)):
            line = self._line(sending.told)
            kept = (
                f"archive/{sending.told.division_code}/{sending.at:%Y%m%d-%H%M%S}-{sending.sha256[:12]}.xlsx"
            )
            (office.root / kept).parent.mkdir(exist_ok=True)
            shutil.copyfile(sending.path, office.root / kept)
            file = office.relative(sending.path)
            ledger.append(
                replace(
                    line,
                    file=file,
                    sha256=sending.sha256,
                    archive=kept,
                    received=sending.at,
                    months=_months(sending, line),
                    findings=tuple(replace(found, file=file) for found in line.findings),
                )
            )

    def _make_line(self, told: _Told) -> LedgerLine:
        """What the intake enters for a sound story, found out in an office of its own."""
        template, plan, _ = _pattern(told.pattern, self._spec.divisions, self._spec.fiscal_year)
        with tempfile.TemporaryDirectory() as folder:
            office = OfficeFolder(Path(folder))
            office.create()
            office.plan.write_bytes(template.varied(lambda token: token))
            self._distribute(office, office.plan.read_bytes(), plan)
            name, rng = office_name(0), Random(0)
            data = self._template(told).varied(_filling(name, rng), self._spec.taken_in_at)
            division = plan.division_by_code[told.division_code]
            (office.inbox / division_filename(division, self._spec.fiscal_year)).write_bytes(data)
            own = replace(plan, agency=replace(plan.agency, agency_code=name.agency_code))
            take_in(office, own, as_of=self._spec.taken_in_at)
            line = Ledger(office.ledger).lines[-1]
        if line.event != "accepted":
            raise ValueError(f"the story {told} is not sound: {line.findings}")
        return line

    def _make_template(self, told: _Told) -> CountryTemplate:
        """A division's workbook with one story typed in."""
        _, plan, issued = _pattern(told.pattern, self._spec.divisions, self._spec.fiscal_year)
        code = told.division_code
        place = [division.division_code for division in plan.divisions].index(code)
        own = [assignment for assignment in assignments(plan) if assignment.division_code == code]
        typing = DivisionTyping(issued[place])
        Story(own, Random(f"{self._spec.seed} story {told.pattern} {code} {told.story}")).type_into(
            typing, self._spec.reported, told.fault
        )
        return CountryTemplate(typing.save(self._spec.taken_in_at), [_KINDS])


def _months(sent: _Sent, line: LedgerLine) -> tuple[AcceptedMonth, ...]:
    """The months of a story with the texts of this telling, as they are read from its workbook."""
    told = {month.month: replace(month, received=sent.at) for month in line.months}
    sheets = frozenset(month.report.location.sheet for month in line.months)
    book = read_book(sent.path.read_bytes(), wanted=sheets.__contains__)
    return tuple(replace(told[again.month], report=again.report) for again in read_months(book, {})[0])


@lru_cache(maxsize=PATTERNS * 4)
def _pattern(
    pattern: int, divisions: int, fiscal_year: int
) -> tuple[CountryTemplate, Plan, tuple[bytes, ...]]:
    """A plan as a template, read, and the workbook issued to each of its divisions."""
    workbook = make_plan_workbook(plan_pattern(pattern, divisions, fiscal_year))
    plan, _ = read_plan(read_book(workbook))
    assert plan is not None
    of_plan = assignments(plan)
    issued = []
    for division in plan.divisions:
        own = tuple(
            assignment for assignment in of_plan if assignment.division_code == division.division_code
        )
        issued.append(make_division_workbook(DivisionContent(plan=plan, division=division, assignments=own)))
    return CountryTemplate(workbook, [_KINDS]), plan, tuple(issued)


def _filling(name: OfficeName, rng: Random) -> Callable[[str], str]:
    """Fills a template's tokens for one office."""
    known = {PATTERN_AGENCY[key]: getattr(name, key) for key in PATTERN_AGENCY}

    def fill(token: str) -> str:
        return known[token] if token in known else fill_token(token, rng)

    return fill
