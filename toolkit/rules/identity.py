"""Identity rules: is this workbook ours, of this office, this year and a division of the plan?

The very hidden sheet `_meta` says so. Where a program or a person lost it (Google Sheets and WPS drop such
sheets; somebody copied the month sheets into a new workbook), the month sheets speak for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Plan
from toolkit.rules.row_keys import PlanIndex
from toolkit.thai.dates import parse_month
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.layouts import MONTH, SCHEMA, STATUS
from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.tables import FoundTable, find_tables, meta_of


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says of itself, and the division that it belongs to (None where nobody knows)."""

    kind: str
    division: Division | None
    findings: tuple[Finding, ...]


def identify(book: BookData, index: PlanIndex) -> Identity:
    """Identify a submitted workbook; a "no" gives one finding and stops."""
    meta, plan = meta_of(book), index.plan
    if not meta:
        division = _division_by_content(book, index)
        if division is None:
            return Identity("unknown", None, (Finding("identity-missing"),))
        finding = Finding("identity-from-content", found=division.division_name)
        return Identity("division", division, (finding,))
    kind = meta.get("kind", "unknown")
    schema, agency, code = (meta.get(key, "") for key in ("schema", "agency_code", "division_code"))
    year, own_agency, own_year = meta.get("fiscal_year", ""), plan.agency.agency_code, str(plan.fiscal_year)
    division = plan.division_by_code.get(code)
    digest = meta.get("plan_digest", "")
    findings: tuple[Finding, ...] = ()
    # Each question makes sense only where the one before it is answered.
    if kind != "division":
        findings = (Finding("kind-wrong", found=kind),)
    elif schema != SCHEMA:
        findings = (Finding("schema-unknown", found=schema),)
    # An agency code that was mended after the distribution leaves workbooks with the old one out there.
    elif agency != own_agency and not any(
        (agency, digest) == (old.agency.agency_code, old.digest) for old in index.before()
    ):
        findings = (Finding("agency-other", found=agency, expected=own_agency),)
    elif to_arabic(year) != own_year:
        findings = (Finding("year-other", found=year, expected=own_year),)
    elif division is None:
        findings = (Finding("division-not-in-plan", found=code),)
    if findings:
        # A workbook of last year bears the codes of last year's plan, so its names are asked.
        own_office = findings[0].code == "year-other"
        return Identity(kind, _named_division(book, plan) if own_office else None, findings)
    older = digest not in ("", plan.digest)
    return Identity(kind, division, (Finding("plan-older"),) if older else ())


def _division_by_content(book: BookData, index: PlanIndex) -> Division | None:
    """Return the one division that every month sheet names, where the months are of the plan's year and the
    rows that were issued to it say what they said; else None."""
    heads, tables = find_tables(book, MONTH.name), find_tables(book, STATUS.name)
    division = _named_division(book, index.plan)
    if division is None or not all(_of_year(head, index.plan.fiscal_year) for head in heads):
        return None
    own = {assignment.key for assignment in index.assignments.get(division.division_code, ())}
    rows = [
        row
        for table in tables
        for row in table.records
        if row.key in index.today and row.text("measure") and row.text("step")
    ]
    return division if rows and all(row.key in own and index.agree(row) for row in rows) else None


def _named_division(book: BookData, plan: Plan) -> Division | None:
    """Return the one division that every month sheet names; None where there are several or none."""
    named = {squash(head.value("division_name")) for head in find_tables(book, MONTH.name)}
    divisions = [
        division
        for division in plan.divisions
        if named and named <= {squash(name) for name in (division.division_name, *division.aliases) if name}
    ]
    # A guess between two divisions would put the figures of one into the other's archive.
    return divisions[0] if len(divisions) == 1 else None


def _of_year(head: FoundTable, fiscal_year: int) -> bool:
    try:
        return parse_month(head.value("month")).fiscal_year == fiscal_year
    except ValueError:
        return False
