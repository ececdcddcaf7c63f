"""The list of findings as a workbook of its own, for a file that cannot be marked itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.books.division_pages import FINDINGS_FIELDS
from toolkit.books.returned_notes import add_notes, column_pixels, drop_notes
from toolkit.books.returned_page import (
    TINTS,
    Places,
    ResultRow,
    Verdict,
    blank_sheet,
    is_sheet,
    note_text,
    result_page,
    write_page,
)
from toolkit.books.returned_tints import SIGN, Tint, add_tints, drop_tints, still_holds
from toolkit.messages.catalogue import in_order, severity_of
from toolkit.model.cells import cell_name, cell_position, column_letters
from toolkit.model.finding import Finding
from toolkit.xlsx.edited_package import EditedPackage, Tree, UnmarkableError, first_child
from toolkit.xlsx.edited_styles import Styles
from toolkit.xlsx.edited_workbook import WorkbookPart
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW, FINDINGS_SHEET
from toolkit.xlsx.new_workbook import (
    BODY_SIZE,
    BRAND,
    FIRST_COLUMN,
    LINE,
    MUTED,
    Book,
    heading_look,
    landscape_a4,
    row_height,
    set_widths,
    write_meta,
)
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import WorkbookParts, workbook_parts

_LAST_COLUMN = FIRST_COLUMN + len(FINDINGS_FIELDS) - 1
_NARROW = frozenset(("order", "severity", "cell"))


def list_workbook(verdict: Verdict, why: str, font: str, meta: Mapping[str, str]) -> bytes:
    """A workbook of one sheet that looks as ผลตรวจ in a marked one; `why` says why there are no marks."""
    page = result_page(verdict, why)
    book = Book(font, title=page.title)
    sheet = book.sheet(FINDINGS_SHEET)
    landscape_a4(sheet, repeat=(FINDINGS_HEADING_ROW, FINDINGS_HEADING_ROW))
    sheet.hide_gridlines(2)
    set_widths(sheet, FINDINGS_FIELDS)
    sheet.set_row(0, 32)
    title = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    sheet.write_string(0, FIRST_COLUMN, page.title, title)
    looks = (
        book.look(font_color=MUTED, valign="vcenter"),
        book.look(bold=True, valign="vcenter"),
    )
    for row, text in enumerate((page.file_line, page.verdict_line), 1):
        sheet.set_row(row, page.heights[row - 1])
        sheet.merge_range(row, FIRST_COLUMN, row, _LAST_COLUMN, "", looks[row - 1])
        sheet.write_string(row, FIRST_COLUMN, text, looks[row - 1])
    sheet.set_row(FINDINGS_HEADING_ROW, row_height([("", 99.0)], BODY_SIZE) + 4)
    for column, each in enumerate(FINDINGS_FIELDS, FIRST_COLUMN):
        sheet.write_string(FINDINGS_HEADING_ROW, column, each.heading, heading_look(book))
    for number, found in enumerate(page.rows, FINDINGS_HEADING_ROW + 1):
        sheet.set_row(number, found.height)
        for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, found.texts, strict=True), FIRST_COLUMN):
            sheet.write_string(number, column, text, book.look(**_properties(found, field.id)))
    sheet.freeze_panes(FINDINGS_HEADING_ROW + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"B1:G{FINDINGS_HEADING_ROW + 1 + len(page.rows)}"})
    write_meta(book, meta)
    return book.finish()


def _properties(row: ResultRow, field: str) -> dict[str, object]:
    properties: dict[str, object] = {"border": 1, "border_color": LINE}
    if field in _NARROW:
        properties["align"] = "center"
    if row.mended:
        properties["font_color"] = MUTED
    elif field == "severity":
        properties["bold"] = True
        if row.severity in TINTS:
            properties["bg_color"] = TINTS[row.severity]
    return properties


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
            row, column = cell_position(cell)
            value = self._data.rows.get(row, {}).get(column)
            formula = still_holds(f"${column_letters(column)}${row}", value, date1904=self._date1904)
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
        row, first = cell_position(cell)
        column = first
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


def _merged_areas(sheet: Tree) -> Mapping[str, str]:
    """The merged areas by their first cell."""
    merges = first_child(sheet, "mergeCells")
    areas = [each.get("ref", "") for each in merges] if merges is not None else []
    return {each.partition(":")[0]: each for each in areas}
