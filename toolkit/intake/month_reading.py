"""Reading the month sheets of a division workbook."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.books.division_grid import CALC_SHEET
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.finding import Finding, Location
from toolkit.model.month import Month
from toolkit.model.plan import Step
from toolkit.office.ledger_content import HEAD_KEYS
from toolkit.rules.month_head import OUTCOME_FIELDS, MonthSheet, read_reported_on
from toolkit.rules.row_values import RowReading, typed_text
from toolkit.thai.dates import parse_month
from toolkit.xlsx.layouts import (
    FINDINGS_SHEET,
    GUIDE_SHEET,
    LISTS_SHEET,
    MARKER,
    MONTH,
    OUTCOMES,
    REMOVED_SHEET,
    STATUS,
    SUMMARY_SHEET,
)
from toolkit.xlsx.sheet_data import BookData, CellError
from toolkit.xlsx.tables import FoundTable, tables_of

# Computed, or ours: what stands there cannot count, and cannot be at fault.
_NEVER_READ = frozenset((CALC_SHEET, FINDINGS_SHEET, GUIDE_SHEET, LISTS_SHEET, REMOVED_SHEET, SUMMARY_SHEET))
_LAYOUTS = {layout.name: layout for layout in (MONTH, STATUS, OUTCOMES)}
_STATUS_IDS = frozenset(("status", "percent", "reason"))


def is_read(sheet: str) -> bool:
    """Return whether a sheet of a division workbook can hold anything that is read."""
    return sheet not in _NEVER_READ


def read_months(
    book: BookData, steps: Mapping[str, Step]
) -> tuple[tuple[MonthSheet, ...], tuple[Finding, ...]]:
    """Return every month sheet of a workbook, and findings about its structure.

    `steps` are the plan's steps by row key. A sheet is a month sheet by its markers, whatever its name.
    """
    readings: list[MonthSheet] = []
    findings: list[Finding] = []
    for sheet in book.sheets.values():
        own = [table for table in tables_of(sheet) if table.name in _LAYOUTS]
        texts = ({value for value in row.values() if isinstance(value, str)} for row in sheet.rows.values())
        # Where column A was deleted, the field ids still show that it was a month sheet.
        if not own and not any(shown >= _STATUS_IDS for shown in texts):
            continue
        # Of two tables of one name the first is read; the other one is told below.
        tables = {table.name: table for table in reversed(own)}
        lacking = [layout for layout in (MONTH, STATUS) if layout.name not in tables]
        findings += [Finding("marker-missing", sheet.name, "", layout.marker) for layout in lacking]
        if lacking:
            continue
        for table in own:
            # Whichever of the two was filled, the other would be lost.
            if table is not tables[table.name]:
                cell = f"A{table.marker_row}"
                findings.append(Finding("table-doubled", sheet.name, cell, MARKER + table.name))
        for name, layout in _LAYOUTS.items():
            if name in tables:  # outcomes are not asked for in every month
                missing = (("field-missing", field) for field in tables[name].missing_fields(layout))
                doubled = (("field-doubled", field) for field in tables[name].doubled_fields())
                faults = (*missing, *doubled)
                findings += [Finding(code, sheet.name, "", field, layout.marker) for code, field in faults]
        month, found = _month_of(tables[MONTH.name])
        if month is None:
            findings += found
        else:
            readings.append(_reading(month, tables, steps))
    return tuple(readings), tuple(findings)


def _month_of(head: FoundTable) -> tuple[Month | None, list[Finding]]:
    record = head.by_key.get("month")
    text = record.text("value") if record else ""
    try:
        # Raw, since Excel makes a date of some months that people type.
        return parse_month(record.raw("value") if record else ""), []
    except ValueError:
        cell = record.cell("value") if record else ""
        return None, [Finding("month-unreadable", head.sheet.name, cell, text)]


def _reading(month: Month, tables: Mapping[str, FoundTable], steps: Mapping[str, Step]) -> MonthSheet:
    head, status, outcomes = tables[MONTH.name], tables[STATUS.name], tables.get(OUTCOMES.name)
    findings: list[Finding] = []
    entries: list[Entry] = []
    touched = False
    for record in status.records:
        if record.key:
            row = RowReading(record, steps.get(record.key))
            touched = touched or row.touched
            entries += [row.entry] if row.entry is not None else []
            if record.key in steps:  # what is not counted cannot hold up what is
                findings += row.findings
    summaries: list[Outcome] = []
    for record in outcomes.records if outcomes is not None else ():
        for field in OUTCOME_FIELDS:
            if isinstance(value := record.raw(field), CellError):
                findings.append(record.location.finding("cell-error", field, value.text))
        if record.key and record.filled(OUTCOME_FIELDS):
            texts = {field: typed_text(record, field) for field in OUTCOME_FIELDS}
            summaries.append(Outcome(record.key, **texts, location=record.location))
    reported_on, found = read_reported_on(head)
    signer = head.by_key.get("reporter")
    report = MonthReport(
        month,
        signer.text("value") if signer else "",
        reported_on,
        tuple(entries),
        tuple(summaries),
        location=Location(head.sheet.name, head.marker_row),
        cells={key: head.value_cell(key) for key in HEAD_KEYS},
    )
    findings += found
    touched = touched or bool(summaries)
    return MonthSheet(report, head, status, outcomes, touched, tuple(findings))
