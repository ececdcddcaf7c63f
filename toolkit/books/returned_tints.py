"""Tinting cells through conditional formats that end by themselves once a cell is mended; opening cells.

The cell's own style is not touched. Each rule carries a constant by which it is found again, whatever
program saved the workbook in between. Cells that a paste has locked are opened: it takes the format of the
other workbook along, and on a protected sheet they could not be mended.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from toolkit.model.cells import cell_name, cell_position
from toolkit.xlsx.edited_workbook import SHEET, Styles, put
from toolkit.xlsx.layouts import MONTH, OUTCOMES, PHOTOS, STATUS
from toolkit.xlsx.sheet_data import CellError, CellValue, SheetData
from toolkit.xlsx.tables import tables_of
from toolkit.xlsx.xml_trees import MAIN, Tree, element_of, first_child, new_element

_TYPED_KEYS = frozenset(("reporter", "reported_on"))
_TYPED_FIELDS = {
    table.name: tuple(field.id for field in table.fields if not field.locked)
    for table in (STATUS, OUTCOMES, PHOTOS)
}

SIGN = "ita:mark"
"""The constant in the formula of each of our rules."""

_LONGEST = 100  # characters compared as a whole; a literal in a formula may have 255
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_RULE, _FORMATTING, _FORMULA = (
    f"{{{MAIN}}}{name}" for name in ("cfRule", "conditionalFormatting", "formula")
)


@dataclass(frozen=True, slots=True)
class Tint:
    """A cell to tint: the area that it covers, its formula and the index of the look."""

    area: str
    formula: str
    look: str


def still_holds(cell: str, value: CellValue | None, *, date1904: bool = False) -> str:
    """Return a formula that is true only while a cell ("$G$12") holds the value that was found there."""
    if value is None:
        holds = f"LEN({cell})=0"
    elif isinstance(value, CellError):
        holds = f"ISERROR({cell})"
    elif isinstance(value, str):
        holds = f"ISTEXT({cell})"
        # Letters that a formula might carry otherwise than a cell are not compared: line ends, what is
        # outside the basic plane, Excel's own escapes.
        odd = "\r" in value or max(value) > "\uffff" or _ESCAPE.search(value)
        if not odd and (len(value) > _LONGEST or not value.isprintable()):
            holds += f",LEN({cell})={len(value)}"
        elif not odd:
            doubled = value.replace('"', '""')
            holds += f',EXACT({cell},"{doubled}")'
    elif isinstance(value, bool):
        holds = f"ISLOGICAL({cell}),{cell}={str(value).upper()}"
    else:
        if isinstance(value, dt.datetime):
            epoch = dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)
            value = (value - dt.datetime.combine(epoch, dt.time.min)) / dt.timedelta(days=1)
        # Rounded, since a literal keeps 15 digits and a cell 17.
        # Upper case, since a small number has an exponent, which a formula writes with E.
        holds = f"ISNUMBER({cell}),ROUND({cell}-({value!r}),9)=0".upper()
    return f'AND("{SIGN}"<>"",{holds})'


def add_tints(sheet: Tree, tints: Sequence[Tint]) -> None:
    """Put tints over all conditional formats that a sheet has, which keep their order."""
    for rule, priority in _rules(sheet):
        rule.set("priority", str(priority + len(tints)))
    first = first_child(sheet, "conditionalFormatting")
    # Programs that do not go by priority take the first rule in the file.
    for priority, tint in enumerate(tints, 1):
        # Stops the sheet's own rules, whose colours would mix with the mark.
        rule = f'type="expression" dxfId="{tint.look}" priority="{priority}" stopIfTrue="1"'
        formatting = element_of(
            f'<conditionalFormatting sqref="{escape(tint.area)}">'
            f"<cfRule {rule}><formula>{escape(tint.formula)}</formula></cfRule></conditionalFormatting>"
        )
        if first is None:
            put(sheet, formatting, SHEET)
        else:
            first.addprevious(formatting)


def drop_tints(sheet: Tree) -> bool:
    """Take our rules out of a sheet again; return whether there were any."""
    ours = [
        rule
        for rule in sheet.iter(_RULE)
        if any(SIGN in (formula.text or "") for formula in rule.iterfind(_FORMULA))
    ]
    for rule in ours:
        formatting = rule.getparent()
        formatting.remove(rule)
        # The schema allows no conditional format without a rule.
        if formatting.find(_RULE) is None:
            formatting.getparent().remove(formatting)
    left = _rules(sheet)
    # The others get back the priorities that they had before the marks.
    if all(priority > len(ours) for _, priority in left):
        for rule, priority in left:
            rule.set("priority", str(priority - len(ours)))
    return bool(ours)


def _rules(sheet: Tree) -> list[tuple[Tree, int]]:
    """Return every rule with a priority, those of newer programs in the extension list included."""
    rules = (rule for rule in sheet.iter("{*}cfRule") if rule.get("priority", "").isdecimal())
    return [(rule, int(rule.get("priority"))) for rule in rules]


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
    for row in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        number = int(row.get("r")) if row.get("r", "").isdecimal() else 0
        left = wanted.pop(number, set())
        for cell in row if left else ():
            column = cell_position(cell.get("r", ""))[1] if cell.get("r") else 0
            if column in left:
                left.discard(column)
                cell.set("s", styles.unlocked(cell.get("s", "0")))
        for column in sorted(left):
            made = new_element(row, "c", r=cell_name(number, column), s=styles.unlocked(row.get("s", "0")))
            before = [cell for cell in row if cell.get("r") and cell_position(cell.get("r"))[1] < column]
            row.insert(len(before), made)
