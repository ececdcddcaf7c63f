"""The pages of an import: a document becomes the plan of a new office, with a review workbook in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import to_arabic
from toolkit.web.jobs import Job
from toolkit.web.office_pages import front_page, office_pages, save_upload, start_job, typed

if TYPE_CHECKING:
    from toolkit.api import Office

import_pages = Blueprint("imports", __name__)


@import_pages.get("/import")
def choose_document() -> str:
    """Show the form for a document of another year."""
    return render_template("import.html")


@import_pages.post("/import")
def import_new() -> AnyResponse:
    """Put a document into a folder of its own and make a plan of it there, as `ita import`."""
    offices, year = front_page().offices, _year()
    folder = offices.new_path(request.form.get("name", ""))
    if (folder / "plan.xlsx").exists():
        raise UserError(Finding("office-exists", found=str(folder)))
    document = request.files.get("document")
    if document is None or not document.filename:
        abort(404)
    source = save_upload(document, folder)
    g.office_id = offices.remember(folder)
    g.office = offices.get(g.office_id)
    return _start_import(source, year)


@office_pages.post("/import")
def import_again() -> AnyResponse:
    """Make the plan again from a review workbook of the office's folder, as `ita import` of it."""
    year, source = _year(), g.office.root / Path(request.form.get("review", "")).name
    if not source.is_file():
        abort(404)
    return _start_import(source, year)


def _start_import(source: Path, year: int | None) -> AnyResponse:
    def work(office: Office, _job: Job) -> dict[str, Any]:
        from toolkit.importer.import_document import import_document, review_path

        made = None
        try:
            made = import_document(source, office.plan, year)
            office.create()
            findings = made.findings
        except UserError as error:
            # A document whose tables are refused has a review workbook all the same, where they can be named.
            findings = (error.finding,)
        review = review_path(source, office.plan)
        answers = review.name if review.is_file() else ""
        return {"made": made, "findings": findings, "review": answers, "year": year}

    return start_job("นำเข้าแผนจากเอกสาร", "imported.html", work)


def _year() -> int | None:
    year: int | None = typed("year", lambda text: int(to_arabic(text)), "typed-year-unreadable")
    if year is not None and not 2500 <= year <= 2699:
        raise UserError(Finding("typed-year-unreadable", found=str(year)))
    return year
