"""The returned copy of a rejected workbook: the officer's own file with marks, or a list in its place.

Its sheet ผลตรวจ says what was found, where, and how to mend it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.books.division_pages import FINDINGS_FIELDS, head_locked_table
from toolkit.books.returned_tints import (
    SIGN,
    Tint,
    add_tints,
    drop_tints,
    open_cells,
    still_holds,
    typed_cells,
)
from toolkit.messages.catalogue import as_request, describe, in_order, printable, severity_of
from toolkit.model.cells import MAX_COLUMN, cell_name, cell_position, column_letters
from toolkit.model.finding import SEVERITIES, Finding, Severity
from toolkit.thai.dates import format_moment
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.edited_workbook import Styles, WorkbookPart, is_sheet, put_sheet
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW, FINDINGS_SHEET
from toolkit.xlsx.sheet_data import RefusedError, SheetData
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import workbook_parts
from toolkit.xlsx.xml_trees import MAIN, Tree, first_child, hidden_columns

_TINTED = "แก้ในช่องที่ระบายสี (กดชื่อช่องข้างล่างนี้เพื่อไปยังช่องนั้น) บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_LISTED = "แก้ตามรายการข้างล่างนี้ บันทึก แล้วส่งไฟล์นี้กลับมาอีกครั้ง"
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_BLANK = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'

TITLE = "ผลตรวจแบบรายงาน"
TINTS: dict[Severity, str] = {"error": "#F4B0B4", "warning": "#FBE0BF"}
"""The fill of a cell by the gravest finding in it; a note tints nothing. Stronger than the pink and the
yellow with which the month sheets show what is wrong or missing."""
MENDED, STILL_OPEN, NEW = "แก้แล้ว", "ยังค้าง", "ใหม่"
_WHOLE_WIDTH = sum(field.width for field in FINDINGS_FIELDS)
_LEAST_HEIGHT = 27.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt of the same division: when it was looked at, which of its findings are mended, and
    which of those of today were there already."""

    at: dt.datetime
    mended: tuple[Finding, ...]
    still_open: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """Why a workbook is returned: its division's name ("" unknown), its file, and all that was found."""

    division: str
    file: str
    as_of: dt.datetime
    findings: tuple[Finding, ...]
    before: Attempt | None = None


_HEADING = FINDINGS_HEADING_ROW
_FIRST, _LAST = style.FIRST_COLUMN, style.FIRST_COLUMN + len(FINDINGS_FIELDS) - 1
_NARROW = frozenset(("order", "severity", "cell"))
_LINKED = ("sheet", "cell")

LinkTargets = Mapping[tuple[str, str], str]
"""Where a link leads: (sheet, cell) as found -> cell as seen on that sheet."""


def result_book(returned: ReturnedWorkbook, marked: str, font: str, targets: LinkTargets) -> style.Book:
    """Return a workbook, not finished yet, of the sheet ผลตรวจ alone.

    `marked` says where the marks are, or why there are none; findings with a target are linked to it.
    """
    title = f"{TITLE} — {returned.division}" if returned.division else TITLE
    book = style.Book(font, title=title)
    sheet = book.sheet(FINDINGS_SHEET)
    sheet.hide_gridlines(2)
    style.write_title(book, sheet, title)
    name = printable(returned.file.rpartition("/")[2])
    file_line = f"ไฟล์ {name} · ตรวจเมื่อ {format_moment(returned.as_of)}"
    verdict_line = "\n".join(filter(None, (_counted(returned), marked, _compared(returned))))
    for row, (text, bold) in enumerate(((file_line, False), (verdict_line, True)), 1):
        look = book.look(bold=bold, font_color=style.INK if bold else style.MUTED, valign="vcenter")
        sheet.span(row, _FIRST, _LAST, text, look)
        sheet.set_row(row, style.texts_height([(text, _WHOLE_WIDTH)], font, bold=bold))
    head_locked_table(book, sheet, FINDINGS_FIELDS)
    findings = [(str(number), finding) for number, finding in enumerate(returned.findings, 1)]
    # Without a number: an officer counts what is left to do.
    findings += [("", finding) for finding in (returned.before.mended if returned.before else ())]
    for row, (number, finding) in enumerate(findings, _HEADING + 1):
        target = targets.get((finding.sheet, finding.cell), "") if number else ""
        _write_finding(book, sheet, row, (number, finding, target), returned.before)
    sheet.set_selection(_HEADING + 1, _FIRST, _HEADING + 1, _FIRST)
    return book


def _write_finding(
    book: style.Book, sheet: style.Sheet, row: int, numbered: tuple[str, Finding, str], before: Attempt | None
) -> None:
    """Write the row of a finding; one without a number is mended since the last attempt."""
    number, finding, target = numbered
    # The cell has a column of its own, with a link; the message need not name it again.
    words = describe(replace(finding, cell=""))
    since = ""
    if before and words.severity != "note":
        since = STILL_OPEN if finding in before.still_open else NEW
    said = "\n".join(filter(None, (SEVERITY_LABELS["th"][words.severity], since))) if number else MENDED
    place = (printable(finding.sheet), finding.cell)
    texts = (number, said, *place, words.message, as_request(words.advice))
    # Quoted always: which names need no quotes differs between programs.
    quoted = finding.sheet.replace("'", "''")
    for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, texts, strict=True), _FIRST):
        looks: dict[str, object] = {"font_color": style.INK if number else style.MUTED}
        if field.id in _NARROW:
            looks["align"] = "center"
        if field.id == "severity" and number:
            looks |= {"bold": True, "bg_color": TINTS.get(words.severity, style.INPUT_FILL)}
        if target and text and field.id in _LINKED:
            link = book.framed(**{**looks, "underline": 1, "font_color": style.BRAND})
            sheet.write_url(row, column, f"internal:'{quoted}'!{target}", link, text)
        else:
            sheet.put(row, column, text, book.framed(**looks))
    widths = (field.width for field in FINDINGS_FIELDS)
    sheet.set_row(row, max(style.texts_height(zip(texts, widths, strict=True), book.font), _LEAST_HEIGHT))


def _counted(returned: ReturnedWorkbook) -> str:
    severities = [severity_of(finding) for finding in returned.findings]
    errors, warnings, notes = map(severities.count, SEVERITIES)
    others = ((warnings, "ข้อควรตรวจสอบ"), (notes, "หมายเหตุ"))
    more = " และ".join(f"{word} {count} ข้อ" for count, word in others if count)
    asked = f"ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข {errors} ข้อ แล้วส่งใหม่"
    return asked + (f" นอกจากนี้มี{more}" if more else "")


def _compared(returned: ReturnedWorkbook) -> str:
    before = returned.before
    if before is None:
        return ""
    grave = [finding for finding in returned.findings if severity_of(finding) != "note"]
    still_open = sum(finding in before.still_open for finding in grave)
    counts = (
        f"{MENDED} {len(before.mended)} ข้อ {STILL_OPEN} {still_open} ข้อ {NEW} {len(grave) - still_open} ข้อ"
    )
    return f"เทียบกับครั้งก่อน ({format_moment(before.at)}): {counts}"


def list_workbook(returned: ReturnedWorkbook, why: str, font: str, meta: Mapping[str, str]) -> bytes:
    """Return a workbook of the sheet ผลตรวจ alone, as it is in a marked one; `why` there are no marks."""
    book = result_book(returned, why, font, {})
    style.write_meta(book, meta)
    return book.finish()


def mark_workbook(data: bytes, returned: ReturnedWorkbook) -> bytes:
    """Return the workbook with its findings marked; marks of an earlier return are replaced.

    Each cell with an error or a warning is tinted. ผลตรวจ lists everything with a link to its cell, comes
    first and opens. Raises RefusedError for a workbook that cannot be read, or cannot be edited safely.
    """
    try:
        return _marked(data, returned)
    except ValueError as error:  # a number, in the file, that is none
        raise RefusedError("file-damaged", found=str(error)) from error


def _marked(data: bytes, returned: ReturnedWorkbook) -> bytes:
    package = EditedPackage(data)
    parts = workbook_parts(package)
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
                raise RefusedError("file-damaged", found=part.part)
            # A tint or a link in a hidden column is seen by nobody; the cell to the right of it shows both.
            hidden = hidden_columns(sheet)
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
        raise RefusedError("file-damaged", found=own)
    put_sheet(package.edit(own), EditedPackage(made), styles)
    return package.save()


def _tints(
    sheet: Tree,
    findings: Iterable[Finding],
    hidden: Collection[int],
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


def _shown(cell: str, hidden: Collection[int]) -> str:
    """Return the cell itself, or the first one to the right of it in a column that is not hidden."""
    row, column = cell_position(cell)
    while column < MAX_COLUMN and column in hidden:
        column += 1
    return cell_name(row, column)
