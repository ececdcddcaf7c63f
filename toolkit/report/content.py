"""Everything that a report says, for the expressions of a template.

The head of office's own wording (sheet ถ้อยคำรายงาน) wins; then the summaries that divisions wrote for
print; then what they reported month by month. Nothing is made up: a measure of which nothing is known is
printed as a dash and named in `gaps`.

Names that may stand in any cell: `agency`, `report`, `overall`, `result` (the assessment's),
`year_columns`, `whole` (what was said of all measures: `problem`, `suggestion`), `reporter`, `memo`, `logo`,
`meta`.

Bands, which are the names of their items: `section` (inside it `heading` and `measure`), `measure` (inside
it `step`), `instrument` (inside it `indicator`), `indicator`, `year`, `division`, `late`, `photos`, `note`,
`signatures`, `part` of the memo (inside it `told`, `item`, `after`) and `opinions`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.model.completion import Figures
from toolkit.model.month import fiscal_months
from toolkit.model.photo import Picture
from toolkit.model.plan import Plan
from toolkit.report.footnotes import Footnote, footnotes
from toolkit.report.gate.whole_text import whole_text
from toolkit.report.head import ReportAgency, ReportHead, ReportMeta, report_agency, report_head, report_meta
from toolkit.report.kinds import KINDS, ReportKind
from toolkit.report.measure_text import MeasureText, MeasureWriter
from toolkit.report.memo.memo import MemoText, memo_text
from toolkit.report.memo.people import Opinion
from toolkit.report.photo_rows import PhotoRow
from toolkit.report.progress_text import (
    DivisionText,
    LateStepText,
    OverallText,
    division_texts,
    late_steps,
    overall_text,
)
from toolkit.report.score_charts import score_charts
from toolkit.report.score_text import ScoreTexts, ScoreWriter
from toolkit.report.signatures import Signature, SignatureRow, signature_rows
from toolkit.report.submitted import Submitted
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.workbook.filling.charts import ChartData


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
