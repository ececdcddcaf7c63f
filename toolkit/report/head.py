"""What stands at the head of a report: the office, the period, and what the hidden sheet `_meta` says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit import __version__
from toolkit.assessment.facts import Item
from toolkit.assessment.office_facts import office_facts
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Plan
from toolkit.report.kinds import ReportKind
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.thai.dates import format_date, format_month

PEN = "." * 30
"""A place for the pen."""


@dataclass(frozen=True, slots=True)
class ReportAgency:
    """The office as printed; `district` and `province` with the word in front, or blank."""

    name: str
    district: str
    province: str
    website: str

    @property
    def place(self) -> str:
        """Name, district and province in one line."""
        return " ".join(filter(None, (self.name, self.district, self.province)))


@dataclass(frozen=True, slots=True)
class ReportHead:
    """The fiscal year, the period from October on, and when the report was made, all as printed.

    `months` counts from October; `item` and `item_title` are the assessment's item under which the document
    is filed ("O27"), blank where that is not known; `date` and `number` are dotted where none are given.
    """

    kind: ReportKind
    fiscal_year: str
    month: str
    months: str
    first_day: str
    last_day: str
    date: str
    number: str
    item: str
    item_title: str


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What the sheet `_meta` carries, in Arabic digits."""

    agency_code: str
    fiscal_year: str
    plan_digest: str
    toolkit_version: str = __version__


def report_agency(plan: Plan) -> ReportAgency:
    """The office as printed."""
    agency = plan.agency
    return ReportAgency(
        with_numerals(agency.agency_name, numerals_of(agency)),
        f"อำเภอ{agency.district}" if agency.district else "",
        f"จังหวัด{agency.province}" if agency.province else "",
        agency.website,
    )


def report_head(
    plan: Plan, kind: ReportKind, month: Month, date: dt.date | None = None, number: str | None = None
) -> ReportHead:
    """The head of one report of the fiscal year until `month`."""
    numerals = numerals_of(plan.agency)
    first = fiscal_months(plan.fiscal_year)[0]
    item = _item(plan, kind)
    return ReportHead(
        kind,
        with_numerals(str(plan.fiscal_year), numerals),
        format_month(month, "full", numerals),
        with_numerals(str(month - first + 1), numerals),
        format_date(first.first_day, "full", numerals),
        format_date(month.last_day, "full", numerals),
        format_date(date, "full", numerals) if date else PEN,
        with_numerals(number, numerals) if number else PEN,
        item.code if item else "",
        item.title if item else "",
    )


def _item(plan: Plan, kind: ReportKind) -> Item | None:
    facts = office_facts(plan.agency)
    if facts is None:
        return None
    return facts.plan_item if kind == "plan" else facts.result_item


def report_meta(plan: Plan) -> ReportMeta:
    """What `_meta` says of a report made from the plan."""
    return ReportMeta(plan.agency.agency_code, str(plan.fiscal_year), plan.digest)
