"""The measure plan (แผนมาตรการ): what an office promised to do, who does it and by when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from toolkit.model.finding import NOWHERE, Location
from toolkit.model.month import Month, fiscal_months

Every = Literal["month", "quarter"]

_NO_EXTRAS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Agency:
    """The office (หน่วยงาน) and its settings for one fiscal year."""

    agency_code: str
    agency_name: str
    fiscal_year: int
    agency_type: str = ""
    district: str = ""
    province: str = ""
    document_number: str = ""
    report_due_day: int = 5
    numerals: Literal["thai", "arabic"] = "thai"
    font: str = "TH Sarabun New"
    website: str = ""
    logo: str = ""
    publish_status: bool = False
    extras: Mapping[str, str] = field(default_factory=lambda: _NO_EXTRAS)
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Division:
    """A division (กอง/สำนัก). After `until`, its work passes to `successor` (a division code)."""

    division_code: str
    division_name: str
    aliases: tuple[str, ...] = ()
    head_title: str = ""
    email: str = ""
    in_all: bool = True
    until: Month | None = None
    successor: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Score:
    """One published ITA figure: `item` is an indicator number 1-10, overall, iit, eit, eit1, eit2 or oit."""

    year: int
    item: str
    score: Fraction | None
    level: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Weakness:
    """A point of last year's result to mend, develop or keep (ประเด็นที่ต้องแก้ไข/พัฒนา/รักษาระดับ)."""

    indicator: str
    issue_no: str
    weakness: str
    action: str = ""
    measures: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step (ขั้นตอน) of a measure. `first` and `until` are the contract's `from` and `until`."""

    measure_no: str
    step_no: str
    step: str
    label: str = ""
    divisions: str = ""
    division_codes: tuple[str, ...] = ()
    unit: str = ""
    due: Month | None = None
    every: Every | None = None
    first: Month | None = None
    until: Month | None = None
    weight: Fraction = Fraction(1)
    evidence_required: bool = False
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        """The row key in division workbooks: "1.2" = measure.step."""
        return f"{self.measure_no}.{self.step_no}"

    def counts_in(self, month: Month) -> bool:
        """Whether the step is part of the plan in a month: not before `first`, not after `until`."""
        return (self.first is None or self.first <= month) and (self.until is None or month <= self.until)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure (มาตรการ) with its steps; `start` and `end` are never blank here."""

    measure_no: str
    measure: str
    start: Month
    end: Month
    label: str = ""
    section: str = ""
    issue_no: str = ""
    refs: str = ""
    period: str = ""
    responsible: str = ""
    monitoring: str = ""
    expected: str = ""
    weight: Fraction = Fraction(1)
    steps: tuple[Step, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def printed_no(self) -> str:
        return self.label or self.measure_no

    def step_start(self, step: Step) -> Month:
        """The first month of a step's work: the later of the measure's start and the step's `from`."""
        return self.start if step.first is None else max(self.start, step.first)

    def step_due(self, step: Step) -> Month:
        """The month by which a step is to be done: its due month, else the measure's end."""
        return step.due or self.end


@dataclass(frozen=True, slots=True)
class ReportText:
    """The head of office's own wording for a report, which wins over what divisions wrote."""

    report: str
    measure_no: str
    field_id: str
    text: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs a report (ผู้ลงนาม)."""

    order: str
    role: str
    name: str
    title: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Plan:
    """A whole plan. `digest` covers divisions, measures and steps only."""

    agency: Agency
    divisions: tuple[Division, ...] = ()
    measures: tuple[Measure, ...] = ()
    scores: tuple[Score, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    texts: tuple[ReportText, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    digest: str = ""

    @property
    def fiscal_year(self) -> int:
        return self.agency.fiscal_year

    @cached_property
    def months(self) -> tuple[Month, ...]:
        return fiscal_months(self.fiscal_year)

    @cached_property
    def division_by_code(self) -> Mapping[str, Division]:
        return {division.division_code: division for division in self.divisions}

    @cached_property
    def steps(self) -> tuple[tuple[Measure, Step], ...]:
        """Every step with its measure, in the order of the plan."""
        return tuple((measure, step) for measure in self.measures for step in measure.steps)


_FIELDS = {
    kind: tuple(each.name for each in fields(kind) if each.name != "location")
    for kind in (Division, Measure, Step)
}
_AS_THEY_ARE = frozenset((str, bool, type(None)))


def plan_digest(divisions: Iterable[Division], measures: Iterable[Measure]) -> str:
    """A digest over divisions, measures and steps: 16 hexadecimal digits, the same for the same content."""
    content = json.dumps(
        [_plain(tuple(divisions)), _plain(tuple(measures))], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if kind in _FIELDS:
        return {name: _plain(getattr(value, name)) for name in _FIELDS[kind]}
    return str(value)
