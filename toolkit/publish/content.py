"""Gathers once everything that the site says; pages and open data are made of it.

Completion, timeliness and the figures of divisions are there only where the plan's `publish_status` says so:
without it the figures are taken out before a word is written. Who reported, who signs and e-mail addresses
are not taken up at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.intake.photos import find_photos
from toolkit.model.entry import Photo
from toolkit.model.figures import Figures, Reporting
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Measure, Plan, Step, Weakness
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.publish.filing import Filing, Ticked, elements, plan_filing, result_filing
from toolkit.publish.public_text import EvidenceLink, evidence_of
from toolkit.report.kinds import KINDS, numerals_of, with_numerals
from toolkit.report.measure_text import MeasureText, MeasureWriter, StepText
from toolkit.report.photo_rows import photo_pictures
from toolkit.report.score_text import ScoreTexts, ScoreWriter
from toolkit.report.submitted import Submitted
from toolkit.rollup.completion import Calculator
from toolkit.rollup.reporting import ReportingBook
from toolkit.rollup.roll_up import last_ended, status_of
from toolkit.thai.text import to_arabic

Through = Literal["plan", "six-month", "annual"]
"""How far the site goes: the plan alone, or the results up to March or September."""

PHOTO_WIDTH, PHOTO_HEIGHT = 384.0, 288.0
"""The largest size of a photograph in points: 960 x 720 pixels, enough for any telephone."""
_SAFE_NUMBER = re.compile(r"[a-z0-9]{1,24}")


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photograph without anything that its camera noted; `path` is named after its content."""

    path: str
    data: bytes = field(repr=False)
    width: int
    height: int
    caption: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as planned, and as reported (None: no results yet, or not of this period)."""

    step: Step
    planned: StepText
    reported: StepText | None


@dataclass(frozen=True, kw_only=True)
class MeasurePage:
    """One measure as planned and as reported (None: no results yet); `path` is that of its page."""

    path: str
    measure: Measure
    planned: MeasureText
    reported: MeasureText | None
    steps: tuple[StepRow, ...]
    links: tuple[str, ...] = ()
    photos: tuple[PublicPhoto, ...] = ()


@dataclass(frozen=True)
class PublicProgress:
    """What is public only where the office says so: the figures, and how many reported month by month."""

    figures: Figures
    reporting: tuple[tuple[Month, Reporting], ...]


@dataclass(frozen=True, kw_only=True)
class SiteContent:
    """What the site says. `month` is the last month of the results, None where there are none yet: the last
    of the period chosen or, where that is still to come, the last that has ended. `day` is the day as at
    which they stand: that month's last, or the day of the run before any has ended;
    `progress` is None where it is not to be shown; `evidence` also holds what is no sound address."""

    plan: Plan
    through: Through
    month: Month | None
    day: dt.date | None
    measures: tuple[MeasurePage, ...]
    scores: ScoreTexts
    analysis: ScoreTexts
    progress: PublicProgress | None
    plan_filing: Filing
    result_filing: Filing
    plan_elements: tuple[Ticked, ...]
    result_elements: tuple[Ticked, ...]
    submitted: Submitted
    evidence: tuple[EvidenceLink, ...]
    findings: tuple[Finding, ...]

    @property
    def other_weaknesses(self) -> tuple[Weakness, ...]:
        """The points of the analysis that belong to none of its indicators, as where no scores are known."""
        shown = {to_arabic(indicator.no) for indicator in self.analysis.indicators}
        return tuple(
            weakness
            for weakness in self.plan.weaknesses
            if weakness.weakness and to_arabic(weakness.indicator) not in shown
        )


def default_through(plan: Plan, as_of: dt.datetime) -> Through:
    """Return the results of the last half year that has ended; before March has, the plan alone."""
    periods: tuple[Through, ...] = ("annual", "six-month")
    return next((period for period in periods if last_month(plan, period).ends_at <= as_of), "plan")


def last_month(plan: Plan, through: Through) -> Month:
    """Return the month with which a period ends; of the plan alone its first."""
    return plan.months[KINDS[through].month or 0]


def site_content(office: OfficeFolder, plan: Plan, through: Through, as_of: dt.datetime) -> SiteContent:
    """Gather what the site says of the office's plan and of its accepted submissions up to `through`.

    Raises UserError where the ledger's chain is broken.
    """
    lines = Ledger(office.ledger, keep=False).lines
    whole_year = plan.months[-1]
    month = None if through == "plan" else min(last_month(plan, through), last_ended(plan.fiscal_year, as_of))
    # From the archive alone: publishing takes nothing in.
    standing = status_of(office, plan, month=month or whole_year, as_of=as_of, trend=False)
    submitted = Submitted.of(standing.accepted)
    evidence = evidence_of(plan, submitted, month) if month else ()
    photos = find_photos(office, plan, lines) if month else None
    pictures, unreadable = _pictures(plan, photos.photos, month) if photos and month else ({}, ())
    # Without entries: the page of the plan says what was promised, not what came of it.
    planned = MeasureWriter(plan, whole_year, Submitted(), report="plan", figures=None)
    # Without the figures nothing that is worded further on can give them away.
    shown = standing.figures if plan.agency.publish_status else None
    reported = None
    if month:
        # Just as the report of the same period words it.
        reported = MeasureWriter(plan, month, submitted, report=through, figures=shown)
    measures = _measures(plan, planned, reported, evidence, pictures)
    results = tuple(page.reported for page in measures if page.reported)
    progress = None
    if month and plan.agency.publish_status:
        calculator = Calculator(plan, standing.accepted.entries)
        book = ReportingBook(plan, calculator, standing.accepted, lines, as_of=as_of)
        months = (each for each in plan.months if each <= month)
        progress = PublicProgress(standing.figures, tuple((each, book.summary(each)) for each in months))
    last_scored = max((score.year for score in plan.scores), default=plan.fiscal_year)
    return SiteContent(
        plan=plan,
        through=through,
        month=month,
        day=min(month.last_day, as_of.astimezone(BANGKOK).date()) if month else None,
        measures=measures,
        scores=ScoreWriter(plan, last_scored).write(),
        # Not the newest result: the plan was made before that of its own year was announced.
        analysis=ScoreWriter(plan, plan.fiscal_year - KINDS["plan"].result_years).write(),
        progress=progress,
        plan_filing=plan_filing(plan.agency),
        result_filing=result_filing(plan.agency),
        plan_elements=elements(plan, "plan", [page.planned for page in measures]),
        result_elements=elements(plan, "result", results) if month else (),
        submitted=submitted,
        evidence=evidence,
        findings=(*standing.findings, *(photos.findings if photos else ()), *unreadable),
    )


def _measures(
    plan: Plan,
    planned: MeasureWriter,
    reported: MeasureWriter | None,
    evidence: Iterable[EvidenceLink],
    pictures: Mapping[str, tuple[PublicPhoto, ...]],
) -> tuple[MeasurePage, ...]:
    links: dict[str, list[str]] = {}
    for link in evidence:
        if link.sound:
            links.setdefault(link.measure_no, []).append(link.link)
    pages = []
    for measure in plan.measures:
        text = planned.write(measure)
        result = reported.write(measure) if reported else None
        step_results = (
            dict(zip(reported.steps(measure), result.step, strict=True)) if reported and result else {}
        )
        pages.append(
            MeasurePage(
                path=page_path(measure.measure_no),
                measure=measure,
                planned=text,
                reported=result,
                steps=tuple(
                    StepRow(step, step_text, step_results.get(step))
                    for step, step_text in zip(planned.steps(measure), text.step, strict=True)
                ),
                links=tuple(links.get(measure.measure_no, ())),
                photos=pictures.get(measure.measure_no, ()),
            )
        )
    return tuple(pages)


def page_path(measure_no: str) -> str:
    """Return the path of a measure's page: its number where that is plain, else a digest."""
    name = measure_no
    # Not every system tells A from a, or takes Thai letters in an address: such numbers become a digest.
    if not _SAFE_NUMBER.fullmatch(measure_no):
        name = "x" + hashlib.sha256(measure_no.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"measures/{name}.html"


def _pictures(
    plan: Plan, photos: Iterable[Photo], until: Month
) -> tuple[Mapping[str, tuple[PublicPhoto, ...]], tuple[Finding, ...]]:
    """Return the photographs of each measure up to a month, and a finding for each that is no picture."""
    pictures: dict[str, list[PublicPhoto]] = {}
    numerals = numerals_of(plan.agency)
    # A photograph that names no measure has no page to stand on.
    named = (photo for photo in photos if photo.measure_no)
    ready, findings = photo_pictures(named, until, PHOTO_WIDTH, PHOTO_HEIGHT)
    for photo, picture in ready:
        # Named by what it shows: one photograph is one file, however often it was sent.
        path = f"pictures/{hashlib.sha256(picture.data).hexdigest()[:16]}.jpg"
        caption = with_numerals(photo.caption, numerals)
        pictures.setdefault(photo.measure_no, []).append(
            PublicPhoto(path, picture.data, picture.width, picture.height, caption)
        )
    return {measure_no: tuple(own) for measure_no, own in pictures.items()}, findings
