"""Structure rules: is the workbook still the form that was issued?

Nothing of this changes what is read: computed cells never are, and a row is found by its key. But a form
that no longer computes or lacks rows will mislead its officer next month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.model.cells import cell_name, range_corners
from toolkit.model.finding import Finding, listed
from toolkit.model.month import Month
from toolkit.rules.month_head import OUTCOME_FIELDS, MonthSheet
from toolkit.rules.row_values import TYPED_FIELDS
from toolkit.thai.dates import format_month
from toolkit.xlsx.sheet_data import Position
from toolkit.xlsx.tables import FoundTable


def check_month_sheets(months: Sequence[Month], present: Sequence[Month]) -> Iterator[Finding]:
    """Find the month sheets that a workbook has lost.

    Nothing is found where it has none at all, nor where as many stand as were issued: then one bears a wrong
    month, which another rule finds.
    """
    lost = [format_month(month) for month in months if month not in present]
    if present and len(present) < len(months):
        yield Finding("month-sheet-missing", found=", ".join(lost))


def check_month_structure(sheet: MonthSheet) -> Iterator[Finding]:
    """Find computed cells typed over, dropdowns pasted over and due rows deleted, in one finding each."""
    yield from _computed(sheet.head, sheet.status)
    yield from _dropdowns(sheet.status)
    yield from _merges(sheet.status, TYPED_FIELDS)
    if sheet.outcomes is not None:
        yield from _merges(sheet.outcomes, OUTCOME_FIELDS)
    yield from _rows(sheet)


def _computed(head: FoundTable, status: FoundTable) -> Iterator[Finding]:
    ready = head.by_key.get("ready")
    positions = [ready.at("value")] if ready else []
    positions += [record.at("previous") for record in status.records if record.key]
    formulas = status.sheet.formulas
    # Column 0: the table has lost the field, and with it what could be typed over.
    lost = [position for position in positions if position not in formulas and position[1]]
    yield from _one(status, "computed-overwritten", lost)


def _dropdowns(status: FoundTable) -> Iterator[Finding]:
    ranges = [range_corners(area) for cells in status.sheet.dropdowns for area in cells.split()]
    lost = [
        (row, column)
        for row, column in (record.at("status") for record in status.records if record.key)
        if column
        and not any(top <= row <= end and left <= column <= right for top, left, end, right in ranges)
    ]
    yield from _one(status, "dropdown-lost", lost)


def _one(table: FoundTable, code: str, positions: list[Position]) -> Iterator[Finding]:
    """Make one finding of several cells, at the first of them."""
    if positions:
        names = [cell_name(*position) for position in sorted(positions)]
        yield Finding(code, table.sheet.name, names[0], listed(names))


def _merges(table: FoundTable, fields: Sequence[str]) -> Iterator[Finding]:
    """Find cells merged over several rows with a key: all but the upper one have lost their value."""
    keys = {record.row: record.key for record in table.records if record.key}
    columns = {column for field, column in table.columns.items() if field in fields}
    merged: dict[str, dict[str, None]] = {}
    for area in table.sheet.merges:
        top, left, bottom, right = range_corners(area)
        if top == bottom or not any(left <= column <= right for column in columns):
            continue
        crossed = [key for row, key in keys.items() if top <= row <= bottom]
        if len(crossed) > 1:
            merged[area] = dict.fromkeys(crossed)
    if merged:
        lost = tuple(dict.fromkeys(key for crossed in merged.values() for key in crossed))
        cells = tuple(sorted(merged))
        first = cell_name(*range_corners(cells[0])[:2])
        yield Finding("rows-merged", table.sheet.name, first, listed(cells), listed(lost))


def _rows(sheet: MonthSheet) -> Iterator[Finding]:
    """Find due rows that do not stand on the sheet: deleted, or added to the plan since it was issued."""
    keys = sheet.status.by_key
    lost = [key for key in sheet.due if key not in keys]
    if lost:
        yield Finding("row-missing", sheet.status.sheet.name, "", ", ".join(lost))
