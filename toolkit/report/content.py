"""What stands at the head of a report: the office, the period, and what the hidden sheet `_meta` says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.assessment.facts import AssessmentItem, office_facts
from toolkit.model.entry import Picture
from toolkit.model.figures import Figures
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Plan
from toolkit.report.endings import Footnote, Signature, SignatureRow, footnotes, signature_rows
from toolkit.report.kinds import KINDS, ReportKind, numerals_of, with_numerals
from toolkit.report.measure_text import MeasureText, MeasureWriter
from toolkit.report.memo import MemoText, Opinion, memo_text
from toolkit.report.photo_rows import PhotoRow
from toolkit.report.progress_text import (
    DivisionText,
    LateStepText,
    OverallText,
    division_texts,
    late_steps,
    overall_text,
    whole_text,
)
from toolkit.report.score_text import ScoreTexts, ScoreWriter, score_charts
from toolkit.report.submitted import Submitted
from toolkit.templates.charts import ChartData
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.version import __version__

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


def _item(plan: Plan, kind: ReportKind) -> AssessmentItem | None:
    facts = office_facts(plan.agency)
    if facts is None:
        return None
    return facts.plan_item if kind == "plan" else facts.result_item


def report_meta(plan: Plan) -> ReportMeta:
    """What `_meta` says of a report made from the plan."""
    return ReportMeta(plan.agency.agency_code, str(plan.fiscal_year), plan.digest)


@dataclass(frozen=True, slots=True)
class SectionText:
    """The measures of one section (หมวด) of the plan, in order; its title may be blank."""

    title: str
    measures: tuple[MeasureText, ...]

    @property
    def heading(self) -> tuple[str, ...]:
        """The title as the items of a band: none where it is blank."""
        return (self.title,) if self.title else ()


@dataclass(frozen=True, slots=True)
class OpinionPair:
    """Two opinions of a memo side by side."""

    left: Opinion
    right: Opinion


@dataclass(frozen=True)
class ReportContent:
    """Everything that one report says; `gaps` are the numbers of the measures without any result."""

    agency: ReportAgency
    report: ReportHead
    overall: OverallText
    scores: ScoreTexts
    measures: tuple[MeasureText, ...]
    divisions: tuple[DivisionText, ...]
    late: tuple[LateStepText, ...]
    photos: tuple[PhotoRow, ...]
    notes: tuple[Footnote, ...]
    signatures: tuple[SignatureRow, ...]
    memo: MemoText
    meta: ReportMeta
    gaps: tuple[str, ...]
    logo: Picture | None = None

    @property
    def sections(self) -> tuple[SectionText, ...]:
        """The measures by section, in the order in which sections first appear."""
        found: dict[str, list[MeasureText]] = {}
        for each in self.measures:
            found.setdefault(each.section, []).append(each)
        return tuple(SectionText(title, tuple(measures)) for title, measures in found.items())

    @property
    def names(self) -> Mapping[str, Any]:
        """What may stand in any cell of a template."""
        return {
            "agency": self.agency,
            "report": self.report,
            "overall": self.overall,
            "result": self.scores.result,
            "year_columns": self.scores.year_columns,
            "whole": whole_text(self.measures),
            "reporter": self._reporter,
            "memo": self.memo,
            "logo": self.logo or "",
            "meta": self.meta,
        }

    @property
    def bands(self) -> Mapping[str, Sequence[object]]:
        """The items of each band of a template."""
        return {
            "section": self.sections,
            "measure": self.measures,
            "instrument": self.scores.instruments,
            "indicator": self.scores.indicators,
            "year": self.scores.years,
            "division": self.divisions,
            "late": self.late,
            "photos": self.photos,
            "note": self.notes,
            "signatures": self.signatures,
            "part": self.memo.sections,
            "opinions": self._opinions,
        }

    @property
    def charts(self) -> Mapping[str, ChartData]:
        """The charts that a template may show."""
        return score_charts(self.scores, thai=self.memo.numerals == "thai")

    @property
    def _opinions(self) -> tuple[OpinionPair, ...]:
        """The memo's opinions two abreast, a last one alone on the right, as with signatures."""
        asked = list(self.memo.opinions)
        if len(asked) % 2:
            asked.insert(len(asked) - 1, Opinion())
        return tuple(OpinionPair(*asked[place : place + 2]) for place in range(0, len(asked), 2))

    @property
    def _reporter(self) -> Signature:
        return next(
            (each for row in self.signatures for each in (row.left, row.right) if each.line), Signature()
        )


def report_content(
    plan: Plan,
    figures: Figures,
    submitted: Submitted,
    kind: ReportKind,
    *,
    date: dt.date | None = None,
    number: str | None = None,
    photos: tuple[PhotoRow, ...] = (),
    logo: Picture | None = None,
) -> ReportContent:
    """What one kind of report says of the fiscal year from October to the figures' month.

    `date` and `number` are those of the document; without them their places are dotted for the pen.
    """
    first = fiscal_months(plan.fiscal_year)[0]
    scores = ScoreWriter(plan, plan.fiscal_year - KINDS[kind].result_years)
    scored = scores.sentence if kind == "annual" else lambda *_: ""
    writer = MeasureWriter(plan, figures, submitted, report=kind, first=first, scored=scored)
    measures = tuple(writer.write(measure) for measure in plan.measures)
    return ReportContent(
        agency=report_agency(plan),
        report=report_head(plan, kind, figures.month, date, number),
        overall=overall_text(plan, figures),
        scores=scores.write(),
        measures=measures,
        divisions=division_texts(plan, figures),
        late=late_steps(plan, figures),
        photos=photos,
        notes=footnotes(plan, figures.restatements) if KINDS[kind].has_results else (),
        signatures=signature_rows(plan.signatories),
        memo=memo_text(plan, figures, kind, number, date),
        meta=report_meta(plan),
        gaps=_gaps(plan, measures) if KINDS[kind].has_results else (),
        logo=logo,
    )


def _gaps(plan: Plan, measures: tuple[MeasureText, ...]) -> tuple[str, ...]:
    return tuple(
        measure.measure_no
        for measure, text in zip(plan.measures, measures, strict=True)
        if text.result == NOTHING_LEFT
    )
