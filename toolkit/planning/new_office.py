"""New office folders: blank, with a given plan, or with last year's plan carried over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from toolkit.assessment.facts import OFFICE_KEYS
from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.books.plan_rows import names_in
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import (
    MEMO_KEYS,
    OWN_RESULT_ANNOUNCED,
    RESULT_ANNOUNCED,
    Agency,
    Division,
    Measure,
    Plan,
    Step,
)
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import read_file, told_as_user_error, write_atomic
from toolkit.thai.dates import format_month, format_period
from toolkit.thai.text import file_name, squash, to_arabic
from toolkit.xlsx.layouts import CHOICES, DIVISIONS, MEASURES, SCORES, SIGNATORIES, STEPS, Table

_YEAR = 12  # months
_LONGEST_ROOT = 150  # letters, of the 259 that Windows takes
_YES, _NO = CHOICES["yes_no"]
_EVERY: Mapping[str, str] = dict(zip(("month", "quarter"), CHOICES["every"], strict=True))

_Row = dict[str, str]


def new_office(root: Path, *, content: PlanContent | None = None) -> OfficeFolder:
    """Make an office folder with a plan; None gives the blank standard plan.

    Raises UserError (office-exists) for a folder that has a plan already, and for a name that a folder cannot
    have on every system; nothing is written then.
    """
    office = OfficeFolder(root)
    _check_root(root.absolute())
    with told_as_user_error(root):
        if office.plan.exists():
            raise UserError(Finding("office-exists", found=str(root)))
        office.create()
    write_atomic(office.plan, make_plan_workbook(content))
    return office


def copy_pictures(old: OfficeFolder, new: OfficeFolder, plan: Plan) -> None:
    """Copy the pictures that a plan names into the new office folder; one that is not there is left out."""
    for name in plan.agency.pictures:
        source, target = old.beside_plan(name), new.beside_plan(name)
        data = read_file(source) if source is not None and source.is_file() else None
        if data is not None and target is not None:
            write_atomic(target, data)


def _check_root(root: Path) -> None:
    """Raise UserError for the path of a new office that would fail here, or on the next machine."""
    for folder in (root, *root.parents):
        # On Windows a device (aux, con) is there, and is no folder.
        if folder.is_dir():
            break
        if folder.name and file_name(folder.name) != folder.name:
            raise UserError(Finding("office-name-unusable", found=folder.name))
    # Long names below it have to fit in as well.
    if os.name == "nt" and len(str(root)) > _LONGEST_ROOT:
        raise UserError(Finding("path-too-long", file=str(root)))


def next_year(plan: Plan) -> tuple[PlanContent, tuple[Finding, ...]]:
    """Carry last year's plan over to the next fiscal year; return it and a note for each thing that changed.

    Kept: the agency, divisions that still exist, scores, signatories, measures and steps. Their starts,
    ends and dues move twelve months on; what ended is left out, and so are weaknesses and report texts.
    A division that ended is replaced by its successor where a step or a measure names it.
    """
    return _CarryOver(plan).content()


class _CarryOver:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._begins = fiscal_months(plan.fiscal_year + 1)[0]
        self._code_of = {
            squash(name): division.division_code
            for division in reversed(plan.divisions)
            for name in (*division.aliases, division.division_name, division.division_code)
            if name
        }
        self._notes: list[Finding] = []

    def content(self) -> tuple[PlanContent, tuple[Finding, ...]]:
        plan = self._plan
        going_on = [
            (measure, [step for step in measure.steps if self._lives(step)]) for measure in plan.measures
        ]
        # A measure whose steps have all ended is over; one that never had steps is still to be worked out.
        going_on = [(measure, steps) for measure, steps in going_on if steps or not measure.steps]
        # Weaknesses stay behind: next year's plan rests on another result.
        records: tuple[tuple[Table, Iterable[object]], ...] = (
            (DIVISIONS, [one for one in plan.divisions if self._lives(one)]),
            (SCORES, plan.scores),
            (MEASURES, (self._measure(measure) for measure, _ in going_on)),
            (STEPS, (self._step(step) for _, steps in going_on for step in steps)),
            (SIGNATORIES, plan.signatories),
        )
        tables = {
            table.name: [{field: _typed(record, field) for field in table.field_ids} for record in listed]
            for table, listed in records
        }
        return PlanContent(_agency_values(plan.agency), tables), tuple(self._notes)

    def _lives(self, record: Division | Step) -> bool:
        return record.until is None or record.until >= self._begins

    def _measure(self, measure: Measure) -> Measure:
        return replace(
            measure,
            start=self._shifted(MEASURES.sheet, measure.start),
            end=self._shifted(MEASURES.sheet, measure.end),
            period=self._period(measure),
            responsible=self._divisions(MEASURES.sheet, measure.responsible),
        )

    def _step(self, step: Step) -> Step:
        divisions = self._divisions(STEPS.sheet, step.divisions)
        due = self._shifted(STEPS.sheet, step.due) if step.due else None
        # What was added in mid-year is there from the start now.
        first = self._shifted(STEPS.sheet, step.first) if step.first and not step.added else None
        return replace(step, divisions=divisions, due=due, first=first)

    def _shifted(self, sheet: str, month: Month) -> Month:
        texts = format_month(month), format_month(month + _YEAR)
        self._notes.append(Finding("date-shifted", sheet, found=texts[0], expected=texts[1]))
        return month + _YEAR

    def _period(self, measure: Measure) -> str:
        """Return the printed period. One that names the old year becomes blank: the dates make a new one."""
        # Years stand in periods as 2567 and as 67.
        last = self._plan.fiscal_year
        years = {str(year)[-digits:] for year in (last - 1, last) for digits in (2, 4)}
        if not years.intersection(re.findall(r"\d+", to_arabic(measure.period))):
            return measure.period
        new = format_period(measure.start + _YEAR, measure.end + _YEAR, self._plan.agency.numerals)
        self._notes.append(Finding("date-shifted", MEASURES.sheet, found=measure.period, expected=new))
        return ""

    def _divisions(self, sheet: str, text: str) -> str:
        """Return the text of a cell that names divisions, with those that ended replaced by their successors.
        A name without a living successor stays, for the plan's check to find."""
        parts = names_in(text, self._code_of)
        heirs = {part: heir for part in parts if (heir := self._heir(part)) is not None}
        if not heirs:
            return text
        for part, heir in heirs.items():
            self._notes.append(Finding("division-replaced", sheet, found=part, expected=heir.division_name))
        # Two divisions may have been merged into one, which is named once.
        unique: dict[str, str] = {}
        for part in parts:
            name = heirs[part].division_name if part in heirs else part
            unique.setdefault(self._code_of.get(squash(name), name), name)
        return ", ".join(unique.values())

    def _heir(self, name: str) -> Division | None:
        """Return the living division that took over from the one named; None where it lives itself, or nobody
        took over."""
        line = self._plan.line_of(self._code_of.get(squash(name), ""))
        return next(filter(self._lives, line), None) if line and not self._lives(line[0]) else None


def _agency_values(agency: Agency) -> _Row:
    values = {
        field.name: getattr(agency, field.name)
        for field in fields(Agency)
        if field.name not in ("extras", "location")
    }
    values |= {
        "fiscal_year": agency.fiscal_year + 1,
        "publish_status": _YES if agency.publish_status else _NO,
    }
    # Item codes, last questions and the dates in a memo hold for one fiscal year.
    of_one_year = (*OFFICE_KEYS, *MEMO_KEYS)
    values |= {key: value for key, value in agency.extras.items() if key not in of_one_year}
    # What this year's memo says of its own result, next year's says of the year before.
    values[RESULT_ANNOUNCED] = agency.extras.get(OWN_RESULT_ANNOUNCED, "")
    return {key: str(value) for key, value in values.items() if value}


_ATTRIBUTES = {"from": "first"}
_BLANK = {"weight": 1, "in_all": True, "evidence_required": False}
"""What a blank cell of a field stands for."""


def _typed(record: object, field: str) -> str:
    """Return a field of a record of the plan as people type it."""
    value = getattr(record, _ATTRIBUTES.get(field, field))
    if value is None or value == _BLANK.get(field):
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, Month):
        return format_month(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Fraction):
        # 5/2 as 2.5; with "f", since normalize() alone makes 1E+2 of a hundred.
        return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"
    return _EVERY.get(value, "") if field == "every" else str(value)
