"""From a document's file to a plan workbook's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.books.plan_book import make_plan_workbook
from toolkit.importer.open_document import open_document
from toolkit.importer.understand import ImportedPlan, understand
from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import write_atomic


def plan_path(source: Path, target: Path | None = None) -> Path:
    """Where the plan of a document goes: `target`, else beside it as `<its name>-plan.xlsx`."""
    named = source if source.name else source.resolve()  # "." has no name
    return target or named.with_name(f"{named.stem}-plan.xlsx")


def import_document(
    source: Path, target: Path, year: int | None = None, *, write: bool = True
) -> ImportedPlan:
    """Read a document, make a plan of it and write that; with `write` false only say what would be made.

    Raises UserError with one finding, and writes nothing, where the document cannot be read, holds no
    measures, or `target` is there already.
    """
    if write and target.exists():
        raise UserError(Finding("import-target-exists", found=str(target)))
    document = open_document(source)
    try:
        made = understand(document, year)
        data = make_plan_workbook(made.content)
    except UserError as error:
        raise UserError(replace(error.finding, file=source.name)) from error
    if write:
        write_atomic(target, data)
    return made
