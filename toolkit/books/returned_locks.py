"""Opening the cells that an officer types in, where pasting has locked them.

A paste takes the format of the other workbook along, which is locked; on a protected sheet such a cell could
not be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.model.cells import cell_name, cell_position
from toolkit.xlsx.edited_package import Tree, first_child, new_element
from toolkit.xlsx.edited_styles import Styles
from toolkit.xlsx.layouts import MONTH, OUTCOMES, PHOTOS, STATUS
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.tables import tables_of

_TYPED_KEYS = frozenset(("reporter", "reported_on"))
_TYPED_FIELDS = {
    table.name: tuple(field.id for field in table.fields if not field.locked)
    for table in (STATUS, OUTCOMES, PHOTOS)
}


def typed_cells(sheet: SheetData) -> Iterator[str]:
    """Yield the cells of a sheet in which people type."""
    for table in tables_of(sheet):
        for record in table.records:
            if table.name == MONTH.name:
                if record.key in _TYPED_KEYS:
                    yield record.cell("value")
            elif record.key or table.name == PHOTOS.name:
                yield from (record.cell(field) for field in _TYPED_FIELDS.get(table.name, ()))


def open_cells(sheet: Tree, cells: Iterable[str], styles: Styles) -> None:
    """Take the lock off cells of a protected sheet; their look stays."""
    if first_child(sheet, "sheetProtection") is None:
        return
    wanted: dict[int, set[int]] = {}
    for cell in filter(None, cells):
        row, column = cell_position(cell)
        wanted.setdefault(row, set()).add(column)
    rows: Tree = first_child(sheet, "sheetData")
    for row in rows:
        number = row.get("r", "")
        columns = wanted.get(int(number), set()) if number.isdecimal() else set()
        if columns:
            _open_in_row(row, int(number), columns, styles)


def _open_in_row(row: Tree, number: int, columns: set[int], styles: Styles) -> None:
    left = set(columns)
    for cell in row:
        column = cell_position(cell.get("r", ""))[1] if cell.get("r") else 0
        if column in left:
            left.discard(column)
            cell.set("s", styles.unlocked(cell.get("s", "0")))
    for column in sorted(left):
        made = new_element(row, "c", r=cell_name(number, column), s=styles.unlocked(row.get("s", "0")))
        before = [cell for cell in row if cell.get("r") and cell_position(cell.get("r"))[1] < column]
        row.insert(len(before), made)
