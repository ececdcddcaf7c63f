"""From a document's file to a plan workbook's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.importer.document import SHOWN_LIMIT, SourceDocument
from toolkit.importer.headings import field_of
from toolkit.importer.make_content import PlanMaker
from toolkit.importer.measures import read_measures
from toolkit.importer.open_document import open_document
from toolkit.importer.proposal import Proposal
from toolkit.importer.propose import propose
from toolkit.importer.review import is_review, proposal_of
from toolkit.importer.review_book import SHEET, review_of
from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import write_atomic
from toolkit.xlsx.new_workbook import MADE_AT
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError

CELL_LIMIT = 32_000
"""Characters of one cell, less than Excel's limit."""
_REVIEW = "-ตรวจการนำเข้า"


@dataclass(frozen=True)
class ImportedPlan:
    """A plan made of a document: its content with cell notes, what a person should look at, and how many rows
    of each table, notes and tables of the source there are. `source_year` is the document's fiscal year,
    `fiscal_year` the plan's."""

    content: PlanContent
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    source_year: int
    fiscal_year: int


def plan_path(source: Path, target: Path | None = None) -> Path:
    """Return where the plan of a document goes: `target`, else beside it as `<its name>-plan.xlsx`."""
    named = source if source.name else source.resolve()  # "." has no name
    return target or named.with_name(f"{named.stem.removesuffix(_REVIEW)}-plan.xlsx")


def review_path(source: Path, target: Path) -> Path:
    """Return where the review workbook of a document goes: beside the plan."""
    return target.with_name(f"{source.stem.removesuffix(_REVIEW)}{_REVIEW}.xlsx")


def import_document(
    source: Path, target: Path, year: int | None = None, *, write: bool = True
) -> ImportedPlan:
    """Read a document, make a plan of it and write that; with `write` false only say what would be made.

    Raises UserError with one finding, and writes nothing, where the document cannot be read, holds no
    measures, or `target` is there already.
    """
    data = source.read_bytes() if source.suffix.casefold() == ".xlsx" and source.is_file() else b""
    review = is_review(data)
    if write and target.exists() and not (review and _untouched(target)):
        raise UserError(Finding("import-target-exists", found=str(target)))
    findings: tuple[Finding, ...] = ()
    try:
        if review:
            proposal, findings = proposal_of(data)
        else:
            document = open_document(source)
            refuse_tables(document)
            proposal = propose(document)
            path = review_path(source, target)
            # A review workbook that is there already may hold somebody's answers.
            if write and not path.exists():
                write_atomic(path, review_of(proposal))
        made = make_plan(proposal, year)
        plan = make_plan_workbook(made.content)
    except (UserError, RefusedError) as error:
        raise UserError(replace(error.finding, file=source.name)) from error
    if write:
        write_atomic(target, plan)
    return replace(made, findings=(*findings, *made.findings))


def make_plan(proposal: Proposal, year: int | None = None) -> ImportedPlan:
    """Make a plan of a proposal, for its own fiscal year or for `year`, its months moved by whole years.

    Raises UserError with one finding where nothing can be made: no table of measures, no measures, too many
    of them, or no fiscal year.
    """
    if not proposal.of("plan"):
        # The row that is most like a header of measures.
        rows = (table.table.rows[table.header.first_row] for table in proposal.tables)
        row = max(rows, key=lambda texts: sum(bool(field_of(text)) for text in set(texts)))
        heads = dict.fromkeys(" ".join(text.split()) for text in row if text.strip())
        raise UserError(Finding("import-no-header", found=" / ".join(heads) or "-"))
    measures, others = read_measures(proposal.rows())
    if not measures:
        raise UserError(Finding("import-no-measures"))
    source_year = proposal.year or year
    if not source_year:
        raise UserError(Finding("import-year-missing"))
    plan_year = year or source_year
    maker = PlanMaker(proposal, (source_year, plan_year))
    content = maker.content(measures, others)
    tables = content.tables
    longest = max(len(text) for rows in tables.values() for row in rows for text in row.values())
    if longest > CELL_LIMIT:
        raise UserError(Finding("import-file-too-long", found=f"{longest:,}", expected=SHOWN_LIMIT))
    names = ("measures", "steps", "divisions", "scores", "weaknesses", "signatories")
    counts = {name: len(tables[name]) for name in names}
    counts |= {"tables": len(proposal.of("plan", "scores")), "notes": len(content.notes)}
    return ImportedPlan(content, maker.remarks.findings(), counts, source_year, plan_year)


def refuse_tables(document: SourceDocument) -> None:
    """Raise UserError for a document without tables, and for a review workbook in another format."""
    if any(table.sheet == SHEET for table in document.tables):
        found, expected = f".{document.kind}", "Excel (.xlsx)"
        raise UserError(Finding("import-file-other-format", found=found, expected=expected))
    if not document.tables:
        pictures = (
            Finding(code, found=found) for code, found in document.notes if code == "import-file-pictures"
        )
        raise UserError(next(pictures, Finding("import-no-table")))


def _untouched(plan: Path) -> bool:
    """Whether a plan was never saved since it was made: the time in it is still our fixed one."""
    try:
        package = Package(plan.read_bytes())
        return package.read("docProps/core.xml").count(f"{MADE_AT:%Y-%m-%d}".encode()) > 1
    except (RefusedError, KeyError):
        return False
