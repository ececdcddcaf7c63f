"""Everything that one report says, under the names by which templates ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from toolkit.assessment.facts import office_facts
from toolkit.model.entry import Picture
from toolkit.model.figures import Figures
from toolkit.model.plan import Plan
from toolkit.report.annex import AttachedText, attached_texts
from toolkit.report.endings import Footnote, Pair, Signature, footnotes, in_pairs, signature_rows
from toolkit.report.kinds import KINDS, ReportKind, is_interim, numerals_of, with_numerals
from toolkit.report.measure_text import MeasureText, MeasureWriter
from toolkit.report.memo import MemoText, Opinion, ReportAgency, memo_text, report_agency
from toolkit.report.memo_body import memo_lines
from toolkit.report.photo_rows import PhotoText
from toolkit.report.progress_text import (
    DivisionText,
    LateStepText,
    OverallText,
    division_texts,
    late_steps,
    overall_text,
)
from toolkit.report.score_text import ScoreTexts, ScoreWriter, covered_issues, score_charts
from toolkit.report.submitted import Submitted, Worded, origins_of
from toolkit.templates.charts import ChartData
from toolkit.templates.fill import FilledTemplate, fill_template
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.typeset.joins import plan_names
from toolkit.version import __version__

PEN = "." * 30
"""A place for the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """The fiscal year, the period from October on, and when the report was made, all as printed; behind the
    year of an interim report stands the date of its data.

    `period` is " (first day – last day)", blank where the year says a date already; `introduction` is the
    paragraph before the table. `months` counts from October; `item` and `item_title` are the assessment's
    item under which the document is filed ("O27"), blank where that is not known; `date` and `number` are
    dotted where none are given.
    """

    kind: ReportKind
    fiscal_year: str
    month: str
    months: str
    first_day: str
    last_day: str
    period: str
    introduction: str
    date: str
    number: str
    item: str
    item_title: str


@dataclass(frozen=True, slots=True)
class WholeText:
    """What is said of all measures, one a line, the measure in front where several say something."""

    problem: str
    suggestion: str


def whole_text(measures: Sequence[MeasureText]) -> WholeText:
    """Return the problems and suggestions of all measures; a dash where there are none, equal texts once."""
    texts = {}
    for name in ("problem", "suggestion"):
        numbers: dict[str, tuple[str, ...]] = {}
        for measure in measures:
            if (text := getattr(measure, name)) != NOTHING_LEFT:
                # By line: a measure may have one of its own below the one that it shares.
                for line in dict.fromkeys(filter(str.strip, text.split("\n"))):
                    numbers[line] = (*numbers.get(line, ()), measure.no)
        # Divisions often write one problem for all measures; it is printed once, without numbers.
        of_all = all(len(of) == len(measures) for of in numbers.values())
        lines = (line if of_all else f"มาตรการ {', '.join(of)}: {line}" for line, of in numbers.items())
        cells = (cell for measure in measures for cell in origins_of(measure, name))
        texts[name] = Worded("\n".join(lines) or NOTHING_LEFT, cells)
    return WholeText(**texts)


@dataclass(frozen=True, slots=True)
class SectionText:
    """Measures of one section (หมวด) that follow each other in the plan; its title may be blank."""

    title: str
    measures: tuple[MeasureText, ...]

    @property
    def heading(self) -> tuple[str, ...]:
        """The title as the items of a band: none where it is blank."""
        return (self.title,) if self.title else ()


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """Everything that one report says.

    `meta` is what the hidden sheet `_meta` carries; `gaps` are the numbers of the measures without any
    result; `font` is the font of the office, blank for the template's own; `kept` are names that lines do
    not break.
    """

    agency: ReportAgency
    report: ReportHead
    overall: OverallText
    scores: ScoreTexts
    measures: tuple[MeasureText, ...]
    divisions: tuple[DivisionText, ...]
    late: tuple[LateStepText, ...]
    photos: tuple[Pair[PhotoText], ...]
    attached: tuple[AttachedText, ...]
    notes: tuple[Footnote, ...]
    signatures: tuple[Pair[Signature], ...]
    memo: MemoText
    meta: Mapping[str, str]
    gaps: tuple[str, ...]
    font: str
    kept: tuple[str, ...] = ()
    logo: Picture | None = None

    @property
    def sections(self) -> tuple[SectionText, ...]:
        """The measures in the order of the plan, with a section's title wherever another one begins."""
        by_section = groupby(self.measures, attrgetter("section"))
        return tuple(SectionText(title, tuple(measures)) for title, measures in by_section)

    @property
    def names(self) -> Mapping[str, Any]:
        """What may stand in any cell of a template."""
        signed = (signature for row in self.signatures for signature in (row.left, row.right))
        return {
            "agency": self.agency,
            "report": self.report,
            "overall": self.overall,
            "result": self.scores.result,
            "year_columns": self.scores.year_columns,
            "whole": whole_text(self.measures),
            # A form with one place for a signature takes the first; blank ones only fill up a row.
            "reporter": next((signature for signature in signed if signature.line), Signature()),
            "memo": self.memo,
            # Not None, which a template would print as a word.
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
            "attached": self.attached,
            "note": self.notes,
            "signatures": self.signatures,
            "part": self.memo.sections,
            "opinions": in_pairs(self.memo.opinions, Opinion()),
        }

    @property
    def charts(self) -> Mapping[str, ChartData]:
        """The charts that a template may show."""
        return score_charts(self.scores, thai=self.memo.numerals == "thai")

    def fill(self, template: bytes) -> FilledTemplate:
        """Return a template filled with the report. Raises TemplateError, which names sheet and cell."""
        return fill_template(
            template,
            self.names,
            self.bands,
            charts=self.charts,
            font=self.font,
            names=self.kept,
            thai_pages=self.memo.numerals == "thai",
        )


def report_content(
    plan: Plan,
    figures: Figures,
    submitted: Submitted,
    kind: ReportKind,
    *,
    date: dt.date | None = None,
    number: str | None = None,
    photos: tuple[Pair[PhotoText], ...] = (),
    logo: Picture | None = None,
) -> ReportContent:
    """Return what one kind of report says of the fiscal year from October to the figures' month.

    `date` and `number` are those of the document; without them their places are dotted for the pen.
    """
    scores = ScoreWriter(plan, plan.fiscal_year - KINDS[kind].result_years)
    has_results = KINDS[kind].has_results
    # The plan tells of the whole year, whatever month it is made in.
    last, counted = (figures.month, figures) if has_results else (plan.months[-1], None)
    writer = MeasureWriter(plan, last, submitted, report=kind, figures=counted)
    attached = attached_texts(plan, submitted, photos, plan.months[0], figures.month) if has_results else ()
    cited = {evidence.measure_no: evidence.cited for evidence in attached}
    measures = tuple(
        # The officer in what is signed alone: names of people stay in the office.
        writer.write(measure, attached=cited.get(measure.measure_no, ""), officer=measure.officer)
        for measure in plan.measures
    )
    written = zip(plan.measures, measures, strict=True)
    unknown = (measure.measure_no for measure, text in written if text.result == NOTHING_LEFT)
    # A month's report does not tell again what changed before it.
    since = figures.month.first_day if kind == "monthly" else plan.months[0].first_day
    changes = (change for change in figures.restatements if change.received.date() >= since)
    return ReportContent(
        agency=report_agency(plan),
        report=_head(plan, figures, kind, date, number),
        overall=overall_text(plan, figures),
        scores=scores.write(),
        measures=measures,
        divisions=division_texts(plan, figures),
        late=late_steps(plan, figures),
        photos=photos,
        attached=attached,
        notes=footnotes(plan, changes) if has_results else (),
        signatures=signature_rows(plan.signatories),
        memo=memo_text(plan, figures, kind, number, date),
        # No day and no hour in it: the same inputs give the same bytes.
        meta={
            "agency_code": plan.agency.agency_code,
            "fiscal_year": str(plan.fiscal_year),
            "plan_digest": plan.digest,
            "toolkit_version": __version__,
        },
        # In a plan nothing can be missing yet.
        gaps=tuple(unknown) if has_results else (),
        font=plan.agency.font,
        kept=plan_names(plan),
        logo=logo,
    )


def _head(
    plan: Plan, figures: Figures, kind: ReportKind, date: dt.date | None, number: str | None
) -> ReportHead:
    first, month = plan.months[0], figures.month
    numerals, facts = numerals_of(plan.agency), office_facts(plan.agency)
    year = with_numerals(str(plan.fiscal_year), numerals)
    first_day, last_day = (format_date(day, "full", numerals) for day in (first.first_day, month.last_day))
    interim = is_interim(plan, kind, month)
    if interim:
        # Every template prints the year in its titles, an office's own ones too.
        year += f" (ข้อมูล ณ วันที่ {last_day})"
    opening = (
        *memo_lines(plan, figures, kind, "")["introduction"],
        covered_issues(plan) if kind == "plan" else "",
    )
    item = facts and (facts.plan_item if kind == "plan" else facts.result_item)
    return ReportHead(
        kind=kind,
        fiscal_year=year,
        month=format_month(month, "full", numerals),
        months=with_numerals(str(month - first + 1), numerals),
        first_day=first_day,
        last_day=last_day,
        period="" if interim else f" ({first_day} – {last_day})",
        introduction=with_numerals("\n".join(filter(None, opening)), numerals),
        date=format_date(date, "full", numerals) if date else PEN,
        number=with_numerals(number, numerals) if number else PEN,
        item=item.code if item else "",
        item_title=item.title if item else "",
    )
