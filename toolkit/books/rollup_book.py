"""The roll-up workbook of one month: figures as values, ready to read and to print."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.books.rollup_overview import write_overview
from toolkit.books.rollup_rows import FindingRow, assignment_rows, late_rows
from toolkit.books.rollup_sheets import (
    write_late,
    write_measures,
    write_reporting,
    write_restatements,
    write_rollup_findings,
    write_steps,
)
from toolkit.model.figures import Figures
from toolkit.model.plan import Plan
from toolkit.model.progress import Entries
from toolkit.thai.dates import format_month
from toolkit.version import __version__
from toolkit.xlsx.layouts import SCHEMA
from toolkit.xlsx.new_workbook import Book, write_meta


def make_rollup_workbook(
    plan: Plan, figures: Figures, entries: Entries, *, findings: Sequence[FindingRow], ledger_head: str = ""
) -> bytes:
    """Return the bytes of the workbook; equal arguments give equal bytes.

    Every figure is a value, rounded by `rounded`; digits are Arabic throughout, as numbers in cells are.
    The sheet of restatements is there only when there are any.
    """
    month = format_month(figures.month, "full", "arabic")
    book = Book(plan.agency.font, title=f"สรุปความคืบหน้ามาตรการ {plan.agency.agency_name} {month}")
    write_overview(book, plan, figures)
    write_measures(book, plan, figures)
    write_steps(book, plan, figures, assignment_rows(plan, figures, entries))
    write_reporting(book, plan, figures)
    write_late(book, plan, figures, late_rows(plan, figures, entries))
    write_rollup_findings(book, plan, figures, findings)
    if figures.restatements:
        write_restatements(book, plan, figures)
    write_meta(
        book,
        {
            "kind": "rollup",
            "schema": SCHEMA,
            "agency_code": plan.agency.agency_code,
            "fiscal_year": str(plan.fiscal_year),
            "plan_digest": plan.digest,
            "toolkit_version": __version__,
            "ledger_head": ledger_head,
        },
    )
    return book.finish()
