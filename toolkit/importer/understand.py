"""Understanding a document of another year: its measures, scores and people as the content of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.books.plan_book import PlanContent
from toolkit.importer.document import SourceDocument
from toolkit.importer.doubts import Doubt
from toolkit.importer.headers import field_of, likely_header
from toolkit.importer.make_content import PlanMaker
from toolkit.importer.measures import read_measures
from toolkit.importer.propose import propose
from toolkit.importer.rows import chosen_rows
from toolkit.importer.scores import read_scores, read_weaknesses
from toolkit.importer.uses import Proposal
from toolkit.model.finding import Finding, UserError, listed

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
    """Make a plan of a document as `propose` takes it, for its own fiscal year or for `year`."""
    refuse_tables(document)
    return make_plan(propose(document), year)


def make_plan(proposal: Proposal, year: int | None = None) -> ImportedPlan:
    """Make a plan of a proposal, for its own fiscal year or for `year`, its months moved by whole years.

    Raises UserError with one finding where nothing can be made: no table of measures, no measures, too many
    of them, or no fiscal year.
    """
    document, uses = proposal.document, proposal.uses
    plans = [table for table in proposal.tables if table.role == "plan"]
    if not plans:
        raise UserError(Finding("import-no-header", found=_likely_headings(proposal)))
    read = read_measures(chosen_rows(document, proposal.tables))
    if not read.measures:
        raise UserError(Finding("import-no-measures"))
    source_year = proposal.year or year
    if not source_year:
        raise UserError(Finding("import-year-missing"))
    plan_year = year or source_year
    maker = PlanMaker(proposal, (source_year, plan_year))
    for code, found in document.notes:
        maker.remarks.add(Doubt(code, found=found))
    for doubt in proposal.year_doubts:
        maker.agency_doubt("fiscal_year", doubt)
    maker.tell_columns()
    maker.add_measures(read.measures)
    maker.add_scores(read_scores(document, uses), read_weaknesses(uses))
    maker.add_agency(proposal.agency)
    maker.add_people(read.others)
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
    return ImportedPlan(content, _one_a_kind(maker.remarks.findings), counts, source_year, plan_year)


def _one_a_kind(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those of a kind on one sheet as one with all their cells, texts and places."""
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        kinds.setdefault((finding.code, finding.sheet, finding.expected), []).append(finding)
    return tuple(
        replace(
            same[0],
            cell=", ".join(filter(None, dict.fromkeys(finding.cell for finding in same))),
            found="”, “".join(filter(None, dict.fromkeys(finding.found for finding in same))),
            file=listed(list(filter(None, dict.fromkeys(finding.file for finding in same)))),
        )
        for same in kinds.values()
    )


def refuse_tables(document: SourceDocument) -> None:
    """Raise UserError for a document without tables."""
    if not document.tables:
        codes = [
            Finding(code, found=found) for code, found in document.notes if code == "import-file-pictures"
        ]
        raise UserError(codes[0] if codes else Finding("import-no-table"))


def _likely_headings(proposal: Proposal) -> str:
    """The row of the document that is most like a header of measures."""
    rows = (table.use.table.rows[likely_header(table.use.table)] for table in proposal.tables)
    row = max(rows, key=lambda texts: sum(bool(field_of(text)) for text in set(texts)))
    return " / ".join(dict.fromkeys(" ".join(text.split()) for text in row if text.strip())) or "-"


def _refuse_long(content: PlanContent) -> None:
    longest = max(
        (len(text) for rows in content.tables.values() for row in rows for text in row.values()), default=0
    )
    if longest > CELL_LIMIT:
        raise UserError(Finding("import-text-too-long", found=str(longest)))
