"""Identity rules: is this workbook ours, of this office, this year and a division of the plan?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Plan
from toolkit.thai.digits import to_arabic
from toolkit.workbook.layouts import META, META_SHEET, SCHEMA
from toolkit.workbook.reading import BookData
from toolkit.workbook.tables_in import find_tables, tables_of


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says of itself, and the division that it belongs to (None where it is not ours)."""

    kind: str
    division: Division | None
    findings: tuple[Finding, ...]


def meta_of(book: BookData) -> Mapping[str, str]:
    """The `_meta` table as plain texts; empty where the workbook has none."""
    usual = book.sheets.get(META_SHEET)
    tables = tuple(tables_of(usual)) if usual else ()
    found = [table for table in tables or find_tables(book, META.name) if table.name == META.name]
    return {key: record.text("value") for table in found[:1] for key, record in table.by_key.items()}


def identify(book: BookData, plan: Plan) -> Identity:
    """Identify a submitted workbook; a "no" gives one finding and stops."""
    meta = meta_of(book)
    kind = meta.get("kind", "unknown")
    if not meta:
        return Identity("unknown", None, (Finding("identity-missing"),))
    if kind != "division":
        return Identity(kind, None, (Finding("kind-wrong", found=kind),))
    if meta.get("schema") != SCHEMA:
        return Identity(kind, None, (Finding("schema-unknown", found=meta.get("schema", "")),))
    agency, year = plan.agency.agency_code, str(plan.fiscal_year)
    if meta.get("agency_code", "") != agency:
        return Identity(
            kind, None, (Finding("agency-other", found=meta.get("agency_code", ""), expected=agency),)
        )
    if to_arabic(meta.get("fiscal_year", "")) != year:
        return Identity(
            kind, None, (Finding("year-other", found=meta.get("fiscal_year", ""), expected=year),)
        )
    division = plan.division_by_code.get(meta.get("division_code", ""))
    if division is None:
        return Identity(kind, None, (Finding("division-not-in-plan", found=meta.get("division_code", "")),))
    older = meta.get("plan_digest", "") not in ("", plan.digest)
    return Identity(kind, division, (Finding("plan-older"),) if older else ())
