"""Understanding a document of another year: its measures, scores and people as the content of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.books.plan_book import PlanContent
from toolkit.importer.agency import read_agency, read_year
from toolkit.importer.document import SourceDocument
from toolkit.importer.doubts import Doubt
from toolkit.importer.make_content import PlanMaker
from toolkit.importer.measures import read_measures
from toolkit.importer.periods import year_of_periods
from toolkit.importer.rows import measure_rows
from toolkit.importer.scores import read_scores, read_weaknesses
from toolkit.importer.source_measure import SourceMeasure
from toolkit.importer.uses import TableUse, tables_in_use
from toolkit.model.finding import Finding, UserError

CELL_LIMIT = 32_000
"""Characters of one cell, less than Excel's limit."""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How much was found: rows of the plan's tables, and the tables of the source that were read."""

    measures: int
    steps: int
    divisions: int
    scores: int
    weaknesses: int
    signatories: int
    tables: int
    notes: int


@dataclass(frozen=True)
class ImportedPlan:
    """A plan made of a document: its content with cell notes, what a person should look at, and counts.
    `source_year` is the document's fiscal year, `fiscal_year` the plan's."""

    content: PlanContent
    findings: tuple[Finding, ...]
    counts: ImportCounts
    source_year: int
    fiscal_year: int


def understand(document: SourceDocument, year: int | None = None) -> ImportedPlan:
    """Make a plan of a document, for its own fiscal year or for `year`, its months moved by whole years.

    Raises UserError with one finding where nothing can be made: no table, no heading that is known, no
    measures, too many of them, or no fiscal year.
    """
    uses = tuple(tables_in_use(document))
    _refuse_tables(document, uses)
    measures, others = read_measures(measure_rows(document, uses))
    if not measures:
        raise UserError(Finding("import-no-measures"))
    source_year, doubts = _year(document, measures, year)
    plan_year = year or source_year
    maker = PlanMaker(document, uses, (source_year, plan_year))
    for code, found in document.notes:
        maker.remarks.add(Doubt(code, found=found))
    for doubt in doubts:
        maker.agency_doubt("fiscal_year", doubt)
    maker.tell_columns()
    maker.add_measures(measures)
    maker.add_scores(read_scores(document, uses), read_weaknesses(uses))
    maker.add_agency(read_agency(document))
    maker.add_people(others)
    maker.keep_the_rest()
    content = maker.content()
    _refuse_long(content)
    tables = content.tables
    counts = ImportCounts(
        measures=len(tables["measures"]),
        steps=len(tables["steps"]),
        divisions=len(tables["divisions"]),
        scores=len(tables["scores"]),
        weaknesses=len(tables["weaknesses"]),
        signatories=len(tables["signatories"]),
        tables=len(uses),
        notes=len(content.notes),
    )
    return ImportedPlan(content, tuple(dict.fromkeys(maker.remarks.findings)), counts, source_year, plan_year)


def _refuse_tables(document: SourceDocument, uses: Sequence[TableUse]) -> None:
    if not document.tables:
        codes = [
            Finding(code, found=found) for code, found in document.notes if code == "import-file-pictures"
        ]
        raise UserError(codes[0] if codes else Finding("import-no-table"))
    if not any(use.header.kind == "measures" for use in uses):
        raise UserError(Finding("import-no-header", found=_first_row(document)))


def _first_row(document: SourceDocument) -> str:
    """The first filled row of the widest table, which should have been a header."""
    widest = max(document.tables, key=lambda each: len(each.rows[0]) if each.rows else 0)
    row = next((row for row in widest.rows if any(text.strip() for text in row)), ())
    return " / ".join(dict.fromkeys(" ".join(text.split()) for text in row if text.strip())) or "-"


def _refuse_long(content: PlanContent) -> None:
    longest = max(
        (len(text) for rows in content.tables.values() for row in rows for text in row.values()), default=0
    )
    if longest > CELL_LIMIT:
        raise UserError(Finding("import-text-too-long", found=str(longest)))


def _year(
    document: SourceDocument, measures: Sequence[SourceMeasure], year: int | None
) -> tuple[int, list[Doubt]]:
    """The document's fiscal year: that of its periods, else of its headings, else the one asked for."""
    texts = [each.fields.get("period", "") for each in measures]
    by_period = year_of_periods(texts)
    by_heading, named = read_year(document)
    if by_period:
        differs = bool(named) and by_period not in named
        told = ", ".join(map(str, named))
        return by_period, [Doubt("import-year-differs", "value", str(by_period), told)] if differs else []
    if by_heading:
        return by_heading, [Doubt("import-year-from-text", "value", str(by_heading))]
    if year is None:
        raise UserError(Finding("import-year-missing"))
    return year, []
