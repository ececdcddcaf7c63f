"""The six-month report (รายงานรอบ 6 เดือน): what it says, and the template filled with it.

The head of office's own wording (sheet ถ้อยคำรายงาน) wins; then the summaries that divisions wrote for
print; then what they reported month by month. Nothing is made up: a measure of which nothing is known is
printed as a dash and named in `gaps`.

Names for a template's expressions: `agency` (`ReportAgency`), `report` (`ReportPeriod`), `meta`
(`ReportMeta`) everywhere; `measure` (`MeasureText`) in the rows of `band_measure`; `note` (`Footnote`) in
those of `band_note`; `signatures` (`SignatureRow`) in those of `band_signatures`.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit import __version__
from toolkit.model.completion import Figures
from toolkit.model.month import fiscal_months
from toolkit.model.plan import Plan
from toolkit.report.footnotes import Footnote, footnotes
from toolkit.report.measure_text import Entries, MeasureText, MeasureWriter, Outcomes
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.report.signatures import SignatureRow, signature_rows
from toolkit.thai.dates import format_date
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.workbook.fill import fill_template

REPORT = "six-month"
"""The report's id in the plan's texts."""


@dataclass(frozen=True, slots=True)
class ReportAgency:
    """The office as printed; `district` and `province` with the word in front, or blank."""

    name: str
    district: str
    province: str

    @property
    def place(self) -> str:
        """Name, district and province in one line."""
        return " ".join(filter(None, (self.name, self.district, self.province)))


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The fiscal year, the months counted from October, and the first and last day, all as printed."""

    fiscal_year: str
    months: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What the sheet `_meta` carries, in Arabic digits."""

    agency_code: str
    fiscal_year: str
    plan_digest: str
    toolkit_version: str = __version__


@dataclass(frozen=True, slots=True)
class SixMonthContext:
    """Everything the report says; `gaps` are the numbers of the measures without any result."""

    agency: ReportAgency
    report: ReportPeriod
    measures: tuple[MeasureText, ...]
    notes: tuple[Footnote, ...]
    signatures: tuple[SignatureRow, ...]
    meta: ReportMeta
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SixMonthReport:
    """The filled workbook, and the measure numbers of which nothing is known."""

    workbook: bytes
    gaps: tuple[str, ...]


def six_month_context(plan: Plan, figures: Figures, entries: Entries, outcomes: Outcomes) -> SixMonthContext:
    """What the report says of the fiscal year from October to the figures' month."""
    numerals = numerals_of(plan.agency)
    first = fiscal_months(plan.fiscal_year)[0]
    writer = MeasureWriter(plan, figures, entries, outcomes, report=REPORT, first=first)
    measures = tuple(writer.write(measure) for measure in plan.measures)
    agency = plan.agency
    return SixMonthContext(
        agency=ReportAgency(
            with_numerals(agency.agency_name, numerals),
            f"อำเภอ{agency.district}" if agency.district else "",
            f"จังหวัด{agency.province}" if agency.province else "",
        ),
        report=ReportPeriod(
            with_numerals(str(plan.fiscal_year), numerals),
            with_numerals(str(figures.month - first + 1), numerals),
            format_date(first.first_day, "full", numerals),
            format_date(figures.month.last_day, "full", numerals),
        ),
        measures=measures,
        notes=footnotes(plan, figures.restatements),
        signatures=signature_rows(plan.signatories),
        meta=ReportMeta(agency.agency_code, str(plan.fiscal_year), plan.digest),
        gaps=tuple(
            measure.measure_no
            for measure, text in zip(plan.measures, measures, strict=True)
            if text.result == NOTHING_LEFT
        ),
    )


def six_month_report(
    plan: Plan, figures: Figures, entries: Entries, outcomes: Outcomes, template: bytes
) -> SixMonthReport:
    """Fill a template with the report. Raises TemplateError (toolkit.workbook.fill) naming sheet and cell."""
    said = six_month_context(plan, figures, entries, outcomes)
    workbook = fill_template(
        template,
        {"agency": said.agency, "report": said.report, "meta": said.meta},
        {"measure": said.measures, "note": said.notes, "signatures": said.signatures},
        font=plan.agency.font,
    )
    return SixMonthReport(workbook, said.gaps)
