"""Structure rules: is the workbook still the form that was issued?

Nothing of this changes what is read: computed cells never are, and a row is found by its key. But a form
that no longer computes or lacks rows will mislead its officer next month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.model.cells import cell_name, range_corners
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.progress import is_due
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.dates import format_month
from toolkit.xlsx.sheet_data import Position
from toolkit.xlsx.tables import FoundTable

_MOST_CELLS = 8


def check_month_sheets(months: Sequence[Month], found: Sequence[Month]) -> Iterator[Finding]:
    """The month sheets that a workbook has lost; nothing where it has none at all, and nothing where as many
    stand as were issued: then one bears a wrong month, which is told of it."""
    lost = [format_month(month) for month in months if month not in found]
    if found and len(found) < len(months):
        yield Finding("month-sheet-missing", found=", ".join(lost))


def check_month_structure(sheet: MonthSheet) -> Iterator[Finding]:
    """Computed cells typed over, dropdowns pasted over and due rows deleted, in one finding each."""
    yield from _computed(sheet.head, sheet.status)
    yield from _dropdowns(sheet.status)
    yield from _rows(sheet)


def _computed(head: FoundTable, status: FoundTable) -> Iterator[Finding]:
    ready = head.by_key.get("ready")
    places = [] if ready is None else [ready.at("value")]
    places += [record.at("previous") for record in status.records if record.key]
    formulas = status.sheet.formulas
    lost = [place for place in places if place not in formulas and place[1]]
    yield from _one(status, "computed-overwritten", lost)


def _dropdowns(status: FoundTable) -> Iterator[Finding]:
    ranges = [range_corners(each) for cells in status.sheet.dropdowns for each in cells.split()]
    lost = [
        (row, column)
        for row, column in (record.at("status") for record in status.records if record.key)
        if column
        and not any(top <= row <= end and left <= column <= right for top, left, end, right in ranges)
    ]
    yield from _one(status, "dropdown-lost", lost)


def _one(table: FoundTable, code: str, places: list[Position]) -> Iterator[Finding]:
    """One finding at the first of several cells, naming them."""
    if places:
        names = [cell_name(*place) for place in sorted(places)]
        more = " …" if len(names) > _MOST_CELLS else ""
        yield Finding(code, table.sheet.name, names[0], ", ".join(names[:_MOST_CELLS]) + more)


def _rows(sheet: MonthSheet) -> Iterator[Finding]:
    """Due rows that stand on other month sheets of the workbook and not on this one."""
    lost = [
        each.key
        for each in sheet.mine
        if each.key in sheet.keys_of_book
        and each.key not in sheet.status.by_key
        and is_due(each, sheet.histories[each.key], sheet.month)
    ]
    if lost:
        yield Finding("row-missing", sheet.status.sheet.name, "", ", ".join(lost))
