"""Making a division's workbook for the fiscal year, with the entries accepted so far carried over.

Every formula is issued with its value, so that viewers that do not calculate show it too.
"""

from __future__ import annotations

import re

from toolkit.books.division_calc import write_calc
from toolkit.books.division_content import DivisionContent, RemovedRow
from toolkit.books.division_grid import MONTHS, DivisionGrid
from toolkit.books.division_month import TITLE, write_month
from toolkit.books.division_pages import write_findings, write_guide, write_photos, write_removed
from toolkit.books.division_state import division_state
from toolkit.books.division_summary import write_summary
from toolkit.model.plan import Division
from toolkit.version import __version__
from toolkit.xlsx.layouts import SCHEMA
from toolkit.xlsx.new_workbook import Book, write_lists, write_meta

__all__ = ["DivisionContent", "RemovedRow", "division_filename", "make_division_workbook"]

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def make_division_workbook(content: DivisionContent) -> bytes:
    """The bytes of one division's workbook. Raises ValueError for a division without an assignment."""
    if not content.assignments:
        raise ValueError(f"division {content.division.division_code!r} has no assignment")
    grid = DivisionGrid(content.plan, content.assignments)
    state = division_state(grid, content.reports, content.entries)
    agency = content.plan.agency
    book = Book(agency.font, title=f"{TITLE} {content.division.division_name} {agency.fiscal_year}")
    write_guide(book, content, grid)
    for month in MONTHS:
        write_month(book, content, state, month)
    write_summary(book, content, state)
    write_photos(book, content)
    write_findings(book, content)
    if content.removed:
        write_removed(book, content)
    write_lists(book)
    write_calc(book, state)
    values = {
        "kind": "division",
        "schema": SCHEMA,
        "agency_code": agency.agency_code,
        "fiscal_year": str(agency.fiscal_year),
        "division_code": content.division.division_code,
        "plan_digest": content.plan.digest,
        "toolkit_version": __version__,
    }
    write_meta(book, values)
    return book.finish()


def division_filename(division: Division, fiscal_year: int) -> str:
    """The file's name in outbox/: "<division_name>-<fiscal_year>.xlsx", "_" for what Windows forbids."""
    return f"{_FORBIDDEN.sub('_', division.division_name)}-{fiscal_year}.xlsx"
