"""The measure plan (แผนมาตรการ): what an office promised to do, who does it and by when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from typing import Literal

from toolkit.model.finding import NOWHERE, Location
from toolkit.model.month import Month, fiscal_months

Every = Literal["month", "quarter"]


MEMO_KEYS = RESULT_ANNOUNCED, OWN_RESULT_ANNOUNCED, ADOPTED_BY, WORKING_GROUP = (
    *("result_announced", "own_result_announced"),
    *("adopted_by", "working_group"),
)
"""Keys of the agency table that the memo reads; true of one year, so they are not carried to the next."""


GARUDA = "garuda"
"""The key of the agency table that names the picture of the Garuda; `logo` is the office's own seal."""


@dataclass(frozen=True, slots=True)
class Agency:
    """The office (หน่วยงาน) and its settings for one fiscal year; `extras` holds keys that are its own."""

    agency_code: str
    agency_name: str
    fiscal_year: int
    agency_type: str = ""
    district: str = ""
    province: str = ""
    document_number: str = ""
    # A day of the month after the one that is reported.
    report_due_day: int = 5
    numerals: Literal["thai", "arabic"] = "thai"
    font: str = "TH Sarabun New"
    website: str = ""
    logo: str = ""
    # How far the plan is becomes public only where the office says so.
    publish_status: bool = False
    extras: Mapping[str, str] = field(default_factory=dict)
    # Not compared: a row that was moved is still the same record.
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of pictures that the plan names: the office's own seal, and the Garuda of its memos."""
        return tuple(filter(None, (self.logo.strip(), self.extras.get(GARUDA, "").strip())))


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
    """A published ITA score; `item` is an indicator number (1-10), overall, iit, eit, eit1, eit2 or oit, or a
    question's code (I1, E13), whose words `text` holds."""

    year: int
    item: str
    # None: of some years only the level is known.
    score: Fraction | None
    level: str = ""
    text: str = ""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Weakness:
    """A point of last year's result to correct, develop or keep (ประเด็นที่ต้องแก้ไข/พัฒนา/รักษาระดับ)."""

    indicator: str
    issue_no: str
    weakness: str
    action: str = ""
    measures: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A step (ขั้นตอน) of a measure. `first` and `until` are the fields `from` and `until` of the plan."""

    measure_no: str
    step_no: str
    step: str
    label: str = ""
    divisions: str = ""
    division_codes: tuple[str, ...] = ()
    unit: str = ""
    due: Month | None = None
    every: Every | None = None
    # A step that starts late, as one added in mid-year, is not held against the months before.
    first: Month | None = None
    # A step ends instead of being deleted: its number stands in workbooks and must not mean something else.
    until: Month | None = None
    weight: Fraction = Fraction(1)
    evidence_required: bool = False
    # A change of plan brought it: the plan that was given out first has no such step.
    added: bool = field(default=False, compare=False)
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        """The row key in division workbooks: "1.2" is step 2 of measure 1."""
        # Neither number may hold a dot, so the key can be parted again; it is text, since 1.10 is no number.
        return f"{self.measure_no}.{self.step_no}"

    def counts_in(self, month: Month) -> bool:
        """Return whether the step is part of the plan in a month: from `first` to `until`."""
        return (self.first is None or self.first <= month) and (self.until is None or month <= self.until)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (มาตรการ) with its steps; blank fields `start` and `end` are filled in by the reader."""

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
    # Printed below the divisions and published nowhere; no part of what divisions are asked.
    officer: str = field(default="", compare=False)
    monitoring: str = ""
    expected: str = ""
    weight: Fraction = Fraction(1)
    steps: tuple[Step, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def printed_no(self) -> str:
        return self.label or self.measure_no

    def step_start(self, step: Step) -> Month:
        """Return the first month of a step: the later of the measure's start and the step's `from`."""
        return self.start if step.first is None else max(self.start, step.first)

    def step_due(self, step: Step) -> Month:
        """Return the month by which a step is to be done: its due month, else the measure's end."""
        return step.due or self.end


@dataclass(frozen=True, slots=True)
class ReportText:
    """The office's own wording for a field of a report, which wins over what divisions wrote."""

    report: str
    measure_no: str
    field_id: str
    text: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Signatory:
    """A post that signs a report (ผู้ลงนาม)."""

    order: str
    role: str
    name: str
    title: str
    location: Location = field(default=NOWHERE, compare=False)


# The longer first: "กลุ่ม" begins them all.
_DIVISION_WORDS = ("กลุ่มงาน", "กลุ่มบริหาร", "กลุ่มสาระการเรียนรู้", "กลุ่ม", "ฝ่าย", "แผนก", "งาน")


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

    @cached_property
    def step_by_key(self) -> Mapping[str, Step]:
        return {step.key: step for _, step in self.steps}

    @cached_property
    def division_word(self) -> str:
        """The office's own word for a division: what most of their names begin with, else "กอง"."""
        names = [division.division_name for division in self.divisions]
        for word in _DIVISION_WORDS:
            if 2 * sum(name.startswith(word) for name in names) > len(names):
                return word
        return "กอง"

    def division_name(self, code: str) -> str:
        """Return the name of a division, or its code where the plan has no such division."""
        division = self.division_by_code.get(code)
        return division.division_name if division else code

    def line_of(self, code: str) -> tuple[Division, ...]:
        """Return a division and its successors, one after the other; each once, since a plan may name two
        divisions as each other's."""
        line: dict[str, Division] = {}
        while code in self.division_by_code and code not in line:
            line[code] = self.division_by_code[code]
            code = line[code].successor
        return tuple(line.values())


def plan_digest(divisions: Iterable[Division], measures: Iterable[Measure]) -> str:
    """Return a digest of divisions, measures and steps: 16 hexadecimal digits, equal for equal content."""
    # Agency, scores and texts stay out: mending one must not make every workbook out there an old one.
    content = json.dumps(
        [tuple(divisions), tuple(measures)], default=_plain, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """Return what JSON holds of a value: records as their fields, months and fractions as text.

    Where a record stands does not count: a row that is moved changes nothing of the plan.
    """
    # All fields count, so a field that is added changes the digest of plans that stayed the same.
    if isinstance(value, Division | Measure | Step):
        return {column.name: getattr(value, column.name) for column in fields(value) if column.compare}
    return str(value)
