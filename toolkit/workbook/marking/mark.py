"""Marking a rejected division workbook: its own bytes come back, with the cells to mend tinted and noted.

Parts are edited in the package itself. A library that loads and saves workbooks would lose pictures in
cells, rich text, newer formats and the stored results of formulas; here what need not change does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.catalogue import in_order, severity_of
from toolkit.model.finding import Finding
from toolkit.model.source import cell_name
from toolkit.workbook.layouts import FINDINGS_SHEET
from toolkit.workbook.marking.geometry import column_pixels
from toolkit.workbook.marking.notes import add_notes, drop_notes
from toolkit.workbook.marking.page import TINTS, Verdict, note_text, result_page
from toolkit.workbook.marking.parts import EditedPackage, Tree, UnmarkableError, child
from toolkit.workbook.marking.sheet import Places, blank_sheet, is_sheet, write_page
from toolkit.workbook.marking.styles import Styles
from toolkit.workbook.marking.tints import SIGN, Tint, add_tints, drop_tints, still_holds
from toolkit.workbook.marking.workbook_part import WorkbookPart
from toolkit.workbook.reader.cells import column_number
from toolkit.workbook.reader.package import Package
from toolkit.workbook.reader.parts import WorkbookParts, workbook_parts
from toolkit.workbook.reader.strict import read_book
from toolkit.workbook.reading import SheetData

_TINTED = "แก้ในช่องที่ระบายสี (ชี้ที่ช่องเพื่ออ่านวิธีแก้) บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_LISTED = "แก้ตามรายการข้างล่างนี้ บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_HIDDEN = 50  # columns: no sheet of ours hides more beside each other


def mark_workbook(data: bytes, verdict: Verdict) -> bytes:
    """The workbook with its findings marked; marks of an earlier return are replaced.

    Each cell with an error or a warning is tinted and bears a note, and ผลตรวจ lists everything, comes
    first and opens. Raises UnmarkableError for a form that cannot be edited safely, RefusedError for a
    workbook that cannot be read.
    """
    parts = workbook_parts(Package(data))
    try:
        return _marked(EditedPackage(data), parts, verdict, data)
    except ValueError as error:  # a number, in the file, that is none
        raise UnmarkableError(str(error)) from error


def _marked(package: EditedPackage, parts: WorkbookParts, verdict: Verdict, data: bytes) -> bytes:
    for each in parts.sheets:
        _drop_marks(package, each.part)
    workbook = WorkbookPart(package)
    styles = Styles(package.edit(parts.styles))
    by_sheet: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        by_sheet.setdefault(finding.sheet, []).append(finding)
    book = read_book(data, wanted=by_sheet.__contains__)
    places: Places = {}
    tinted = False
    for each in parts.sheets:
        if each.name in by_sheet and each.name != FINDINGS_SHEET and each.state == "visible":
            marking = _SheetMarking(package, each.part, book.sheets[each.name], parts.date1904)
            tinted |= marking.mark(by_sheet[each.name], styles)
            places |= {(each.name, found.cell): marking.place(found) for found in by_sheet[each.name]}
    own = workbook.own_sheet(FINDINGS_SHEET, blank_sheet)
    workbook.put_first(FINDINGS_SHEET)
    page = package.edit(own)
    if not is_sheet(page):
        raise UnmarkableError(own)
    write_page(page, result_page(verdict, _TINTED if tinted else _LISTED), styles, places)
    return package.save()


def _drop_marks(package: EditedPackage, part: str) -> None:
    drop_notes(package, part)
    if SIGN.encode() in package.read(part):
        drop_tints(package.edit(part))


class _SheetMarking:
    """One sheet that is being marked."""

    def __init__(self, package: EditedPackage, part: str, data: SheetData, date1904: bool) -> None:
        self._package = package
        self._part = part
        self._data = data
        self._date1904 = date1904
        sheet = package.tree(part)
        if not is_sheet(sheet):
            raise UnmarkableError(part)
        self._areas = _merged_areas(sheet)
        self._pixels = column_pixels(sheet)

    def mark(self, findings: Iterable[Finding], styles: Styles) -> bool:
        """Tint and note each cell with a grave finding: the gravest gives the colour, the note says all.

        Says whether there was any.
        """
        tints, notes = [], dict[str, list[Finding]]()
        for cell, found in _by_cell(findings).items():
            shown = self._shown(cell)
            severity = severity_of(found[0])
            notes.setdefault(shown, []).extend(found)
            letters, row = _split(cell)
            value = self._data.rows.get(row, {}).get(column_number(letters))
            formula = still_holds(f"${letters}${row}", value, date1904=self._date1904)
            tints.append(Tint(self._areas.get(shown, shown), formula, styles.differential(TINTS[severity])))
        if tints:
            add_tints(self._package.edit(self._part), tints)
            texts = {cell: note_text(in_order(found)) for cell, found in notes.items()}
            add_notes(self._package, self._part, texts)
        return bool(tints)

    def place(self, finding: Finding) -> str:
        """The cell to which a link on the finding leads."""
        cells = _cells(finding)
        return self._shown(cells[0]) if cells else "A1"

    def _shown(self, cell: str) -> str:
        """The cell itself, or the first one to the right of it in a column that is not hidden."""
        letters, row = _split(cell)
        column = first = column_number(letters)
        while not self._pixels(column - 1) and column - first < _MOST_HIDDEN:
            column += 1
        return cell_name(row, column)


def _by_cell(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of each cell that has a grave one, gravest first."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        for cell in _cells(each):
            found.setdefault(cell, []).append(each)
    ordered = {cell: in_order(each) for cell, each in found.items()}
    return {cell: each for cell, each in ordered.items() if severity_of(each[0]) in TINTS}


def _cells(finding: Finding) -> list[str]:
    return [found[0] for found in _CELL.finditer(finding.cell)]


def _split(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :])


def _merged_areas(sheet: Tree) -> Mapping[str, str]:
    """The merged areas by their first cell."""
    merges = child(sheet, "mergeCells")
    areas = [each.get("ref", "") for each in merges] if merges is not None else []
    return {each.partition(":")[0]: each for each in areas}
