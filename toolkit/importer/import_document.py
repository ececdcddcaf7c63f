"""From a document's file to a plan workbook's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.books.plan_book import make_plan_workbook
from toolkit.importer.open_document import open_document
from toolkit.importer.propose import propose
from toolkit.importer.review import is_review, proposal_of, review_of
from toolkit.importer.understand import ImportedPlan, make_plan, refuse_tables
from toolkit.importer.uses import Proposal
from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import write_atomic
from toolkit.xlsx.new_workbook import MADE_AT
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError

_REVIEW = "-ตรวจการนำเข้า"


def plan_path(source: Path, target: Path | None = None) -> Path:
    """Where the plan of a document goes: `target`, else beside it as `<its name>-plan.xlsx`."""
    named = source if source.name else source.resolve()  # "." has no name
    return target or named.with_name(f"{named.stem.removesuffix(_REVIEW)}-plan.xlsx")


def import_document(
    source: Path, target: Path, year: int | None = None, *, write: bool = True
) -> ImportedPlan:
    """Read a document, make a plan of it and write that; with `write` false only say what would be made.

    Raises UserError with one finding, and writes nothing, where the document cannot be read, holds no
    measures, or `target` is there already.
    """
    review = _review(source)
    if write and target.exists() and not (review and _untouched(target)):
        raise UserError(Finding("import-target-exists", found=str(target)))
    findings: tuple[Finding, ...] = ()
    try:
        if review:
            proposal, findings = proposal_of(review)
        else:
            document = open_document(source)
            refuse_tables(document)
            proposal = propose(document)
        if write and not review:
            _write_review(review_path(source, target), proposal)
        made = make_plan(proposal, year)
        data = make_plan_workbook(made.content)
    except UserError as error:
        raise UserError(replace(error.finding, file=source.name)) from error
    if write:
        write_atomic(target, data)
    return replace(made, findings=(*findings, *made.findings))


def review_path(source: Path, target: Path) -> Path:
    """Where the review workbook of a document goes: beside the plan."""
    return target.with_name(f"{source.stem}{_REVIEW}.xlsx")


def _review(source: Path) -> bytes:
    """The bytes of a review workbook; b"" for every other document."""
    if source.suffix.casefold() != ".xlsx" or not source.is_file():
        return b""
    data = source.read_bytes()
    return data if is_review(data) else b""


def _write_review(path: Path, proposal: Proposal) -> None:
    """Write the review workbook, unless one is there already, which may hold somebody's answers."""
    if not path.exists():
        write_atomic(path, review_of(proposal))


def _untouched(plan: Path) -> bool:
    """Whether a plan was never saved since it was made: the time in it is still our fixed one."""
    try:
        package = Package(plan.read_bytes())
        return package.read("docProps/core.xml").count(f"{MADE_AT:%Y-%m-%d}".encode()) > 1
    except (RefusedError, KeyError):
        return False
