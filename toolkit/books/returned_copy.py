"""The returned copy of a rejected workbook: the officer's own file with marks, or a list in its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from lxml import etree

from toolkit.books.returned_page import TINTS, ReturnedWorkbook, result_book
from toolkit.books.returned_tints import (
    SIGN,
    Tint,
    add_tints,
    drop_tints,
    open_cells,
    still_holds,
    typed_cells,
)
from toolkit.messages.catalogue import in_order, severity_of
from toolkit.model.cells import MAX_COLUMN, cell_name, cell_position, column_letters
from toolkit.model.finding import Finding
from toolkit.xlsx.edited_package import MAIN, EditedPackage, Tree, UnmarkableError, first_child
from toolkit.xlsx.edited_workbook import Styles, WorkbookPart, is_sheet, put_sheet
from toolkit.xlsx.layouts import FINDINGS_SHEET
from toolkit.xlsx.new_workbook import write_meta
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import WorkbookParts, workbook_parts

_TINTED = "แก้ในช่องที่ระบายสี (กดชื่อช่องข้างล่างนี้เพื่อไปยังช่องนั้น) บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_LISTED = "แก้ตามรายการข้างล่างนี้ บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_BLANK = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'


def list_workbook(returned: ReturnedWorkbook, why: str, font: str, meta: Mapping[str, str]) -> bytes:
    """Return a workbook of the sheet ผลตรวจ alone, as it is in a marked one; `why` there are no marks."""
    book = result_book(returned, why, font, {})
    write_meta(book, meta)
    return book.finish()


def mark_workbook(data: bytes, returned: ReturnedWorkbook) -> bytes:
    """Return the workbook with its findings marked; marks of an earlier return are replaced.

    Each cell with an error or a warning is tinted. ผลตรวจ lists everything with a link to its cell, comes
    first and opens. Raises UnmarkableError for a form that cannot be edited safely, RefusedError for a
    workbook that cannot be read.
    """
    parts = workbook_parts(Package(data))
    try:
        return _marked(EditedPackage(data), parts, returned, data)
    except ValueError as error:  # a number, in the file, that is none
        raise UnmarkableError(str(error)) from error


def _marked(package: EditedPackage, parts: WorkbookParts, returned: ReturnedWorkbook, data: bytes) -> bytes:
    for part in parts.sheets:
        # Marks of an earlier return go first, also from sheets that have no finding any more.
        # Looked for in the bytes: a sheet without marks is not parsed, and stays as it was sent.
        if SIGN.encode() in package.read(part.part):
            drop_tints(package.edit(part.part))
    styles = Styles(package.edit(parts.styles))
    by_sheet: dict[str, list[Finding]] = {}
    for finding in returned.findings:
        by_sheet.setdefault(finding.sheet, []).append(finding)
    book = read_book(data, wanted=by_sheet.__contains__)
    targets: dict[tuple[str, str], str] = {}
    tinted = False
    for part in parts.sheets:
        findings = by_sheet.get(part.name, ())
        # Excel does not follow a link to a hidden sheet.
        if findings and part.name != FINDINGS_SHEET and part.state == "visible":
            sheet = package.tree(part.part)
            if not is_sheet(sheet):
                raise UnmarkableError(part.part)
            # A tint or a link in a hidden column is seen by nobody; the cell to the right of it shows both.
            hidden = _hidden_columns(sheet)
            tints = _tints(sheet, findings, hidden, book.sheets[part.name], styles, parts.date1904)
            if tints:
                add_tints(package.edit(part.part), tints)
                tinted = True
            data_of = book.sheets[part.name]
            asked = {cell for finding in findings for cell in _CELL.findall(finding.cell)}
            # A cell with a formula stays locked: it is mended where its figures are typed.
            computed = {cell_name(*position) for position in data_of.formulas}
            open_cells(package.edit(part.part), {*typed_cells(data_of), *(asked - computed)}, styles)
            for finding in findings:
                cells = _CELL.findall(finding.cell)
                # A finding on a whole sheet leads to its beginning.
                targets[part.name, finding.cell] = _shown(cells[0], hidden) if cells else "A1"
    made = result_book(returned, _TINTED if tinted else _LISTED, styles.font, targets).finish()
    workbook = WorkbookPart(package)
    own = workbook.own_sheet(FINDINGS_SHEET, lambda: etree.fromstring(_BLANK))
    workbook.put_first(FINDINGS_SHEET)
    if not is_sheet(package.tree(own)):
        raise UnmarkableError(own)
    put_sheet(package.edit(own), EditedPackage(made), styles)
    return package.save()


def _tints(
    sheet: Tree,
    findings: Iterable[Finding],
    hidden: Collection[range],
    data: SheetData,
    styles: Styles,
    date1904: bool,
) -> list[Tint]:
    """Return a tint for each cell with an error or a warning, in the colour of the gravest."""
    merges = first_child(sheet, "mergeCells")
    areas = [merge.get("ref", "") for merge in merges] if merges is not None else []
    area_of = {area.partition(":")[0]: area for area in areas}
    by_cell: dict[str, list[Finding]] = {}
    for finding in findings:
        for cell in _CELL.findall(finding.cell):
            by_cell.setdefault(cell, []).append(finding)
    tints = []
    for cell, of_cell in by_cell.items():
        severity = severity_of(in_order(of_cell)[0])
        if severity in TINTS:
            row, column = cell_position(cell)
            value = data.rows.get(row, {}).get(column)
            # The tint holds while the value is the one found: what is mended loses its colour as it is typed.
            formula = still_holds(f"${column_letters(column)}${row}", value, date1904=date1904)
            shown = _shown(cell, hidden)
            tints.append(Tint(area_of.get(shown, shown), formula, styles.differential(TINTS[severity])))
    return tints


def _hidden_columns(sheet: Tree) -> list[range]:
    columns = first_child(sheet, "cols")
    return [
        range(int(column.get("min", "")), int(column.get("max", "")) + 1)
        for column in (columns if columns is not None else ())
        # A width of 0 hides a column as well.
        if column.get("hidden") in ("1", "true") or not float(column.get("width", "1"))
    ]


def _shown(cell: str, hidden: Collection[range]) -> str:
    """Return the cell itself, or the first one to the right of it in a column that is not hidden."""
    row, column = cell_position(cell)
    while column < MAX_COLUMN and any(column in columns for columns in hidden):
        column += 1
    return cell_name(row, column)
