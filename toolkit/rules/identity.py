"""Identity rules: is this workbook ours, of this office, this year and a division of the plan?

The very hidden sheet `_meta` says so. Where a program or a person lost it (Google Sheets and WPS drop such
sheets; somebody copied the month sheets into a new workbook), the month sheets speak for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Plan
from toolkit.model.progress import assignments
from toolkit.rules.row_keys import IssuedTexts, texts_of
from toolkit.thai.dates import parse_month
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.layouts import META, META_SHEET, MONTH, SCHEMA, STATUS
from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.tables import FoundTable, TableRow, find_tables, tables_of


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


def identify(book: BookData, plan: Plan, issued: IssuedTexts | None = None) -> Identity:
    """Identify a submitted workbook; a "no" gives one finding and stops. `issued` are the texts that row
    keys stood for; by default those of the plan."""
    meta = meta_of(book)
    kind = meta.get("kind", "unknown")
    if not meta:
        division = _division_by_content(book, plan, issued or IssuedTexts(texts_of(plan)))
        if division is None:
            return Identity("unknown", None, (Finding("identity-missing"),))
        found = Finding("identity-from-content", found=division.division_name)
        return Identity("division", division, (found,))
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


def _division_by_content(book: BookData, plan: Plan, issued: IssuedTexts) -> Division | None:
    """The one division that every month sheet names, where the months are of the plan's year and the rows
    that were issued to it say what they said; else None."""
    heads, tables = find_tables(book, MONTH.name), find_tables(book, STATUS.name)
    named = {squash(_value(head, "division_name")) for head in heads}
    divisions = [
        each
        for each in plan.divisions
        if named and named <= {squash(name) for name in (each.division_name, *each.aliases) if name}
    ]
    if len(divisions) != 1 or not all(_of_year(head, plan.fiscal_year) for head in heads):
        return None
    own = {each.key for each in assignments(plan) if each.division_code == divisions[0].division_code}
    rows = [
        each for table in tables for each in table.records if _shows_texts(each) and each.key in issued.today
    ]
    sound = all(each.key in own and issued.agree(each) for each in rows)
    return divisions[0] if rows and sound else None


def _value(head: FoundTable, key: str) -> str:
    record = head.by_key.get(key)
    return record.text("value") if record else ""


def _of_year(head: FoundTable, fiscal_year: int) -> bool:
    try:
        return parse_month(_value(head, "month")).fiscal_year == fiscal_year
    except ValueError:
        return False


def _shows_texts(record: TableRow) -> bool:
    return bool(record.key and record.text("measure") and record.text("step"))
