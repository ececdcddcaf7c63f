"""The further sheets of a division workbook: photographs, findings, and entries of removed steps."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from toolkit.printing.heights import CellText, split_row
from toolkit.thai.dates import format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.workbook.division.content import DivisionContent, RemovedRow
from toolkit.workbook.division.formulas import as_number
from toolkit.workbook.layouts import FINDINGS_SHEET, PHOTOS, REMOVED_SHEET, Field
from toolkit.workbook.row_height import row_height, stored_width
from toolkit.workbook.style import (
    BODY_SIZE,
    BRAND,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MUTED,
    PROTECTION,
    Book,
    landscape_a4,
    portrait_a4,
)
from toolkit.workbook.tables_out import (
    FIRST_COLUMN,
    add_dropdown,
    heading_look,
    open_table,
    set_widths,
)

NO_FINDINGS = "ยังไม่มีผลตรวจ เมื่อไฟล์นี้ถูกส่งคืน รายการที่ต้องแก้จะอยู่ในแผ่นนี้"
FINDINGS_HEADING_ROW = 3
"""The 0-based row of the headings of ผลตรวจ; what is found follows below, from column B."""
FINDINGS_FIELDS = (
    Field("order", "ลำดับ", 8, locked=True),
    Field("severity", "ระดับ", 14, locked=True),
    Field("sheet", "แผ่นงาน", 16, locked=True),
    Field("cell", "เซลล์", 14, locked=True),
    Field("message", "สิ่งที่พบ", 60, locked=True),
    Field("advice", "วิธีแก้", 52, locked=True),
)
_REMOVED_FIELDS = (
    Field("month", "เดือน", 10, locked=True),
    Field("key", "ที่", 8, locked=True),
    Field("step", "ขั้นตอน", 40, locked=True),
    Field("status", "สถานะ", 18, locked=True),
    Field("percent", "ร้อยละ", 8, locked=True),
    Field("action", "สิ่งที่ทำ", 40, locked=True),
    Field("evidence", "หลักฐาน", 20, locked=True),
    Field("reason", "เหตุผล/ปัญหา", 20, locked=True),
)
_PICTURE_HEIGHT = 150.0


def write_photos(book: Book, content: DivisionContent) -> None:
    """The sheet on which divisions put the pictures of their activities."""
    note = "หนึ่งแถวต่อหนึ่งภาพ เลือก แทรก > รูปภาพ แล้วย่อให้อยู่ในช่องขวาสุดของแถว"
    sheet = _open(book, content, PHOTOS.sheet, "ภาพกิจกรรมตามมาตรการ", note)
    portrait_a4(sheet, repeat=(3, 3), footer=_footer(content))
    first = open_table(book, sheet, PHOTOS, 2)
    sheet.set_row(first - 1, row_height([("", 99.0)], BODY_SIZE) + 4)
    set_widths(sheet, PHOTOS.fields)
    look = book.look(bg_color=INPUT_FILL, locked=False, num_format="@", border=1, border_color=LINE)
    for row in range(first, first + PHOTOS.rows):
        sheet.set_row(row, _PICTURE_HEIGHT)
        for column in range(FIRST_COLUMN, FIRST_COLUMN + len(PHOTOS.fields)):
            sheet.write_blank(row, column, None, look)
    for column, each in enumerate(PHOTOS.fields, FIRST_COLUMN):
        add_dropdown(sheet, (first, first + PHOTOS.rows - 1), column, each)
    sheet.freeze_panes(first, 0)
    # Pictures are objects: on a sheet that locks them none could be put in.
    sheet.protect("", {**PROTECTION, "objects": True})


def write_findings(book: Book, content: DivisionContent) -> None:
    """The sheet that names what must be mended once the workbook is returned; empty until then."""
    sheet = _open(book, content, FINDINGS_SHEET, "ผลตรวจแบบรายงาน", NO_FINDINGS)
    landscape_a4(sheet, repeat=(FINDINGS_HEADING_ROW, FINDINGS_HEADING_ROW), footer=_footer(content))
    _write_headings(book, sheet, FINDINGS_FIELDS, FINDINGS_HEADING_ROW)
    sheet.freeze_panes(FINDINGS_HEADING_ROW + 1, 0)
    sheet.protect("", dict(PROTECTION))


def write_removed(book: Book, content: DivisionContent) -> None:
    """What was accepted for steps that left the plan: kept for the record, no longer counted."""
    note = "รายการที่เคยรายงานไว้ของขั้นตอนซึ่งไม่อยู่ในแผนแล้ว เก็บไว้เป็นหลักฐาน ไม่นำมาคำนวณ"
    sheet = _open(book, content, REMOVED_SHEET, REMOVED_SHEET, note)
    landscape_a4(sheet, repeat=(FINDINGS_HEADING_ROW, FINDINGS_HEADING_ROW), footer=_footer(content))
    _write_headings(book, sheet, _REMOVED_FIELDS, FINDINGS_HEADING_ROW)
    look = book.look(bg_color=LOCKED_FILL, border=1, border_color=LINE)
    row = FINDINGS_HEADING_ROW
    for removed in content.removed:
        cells = [
            CellText(text, stored_width(each.width))
            for text, each in zip(_removed_texts(removed), _REMOVED_FIELDS, strict=True)
        ]
        for texts in split_row(cells):
            row += 1
            for column, text in enumerate(texts, FIRST_COLUMN):
                sheet.write_string(row, column, text, look)
            widths = (each.width for each in _REMOVED_FIELDS)
            sheet.set_row(row, row_height(zip(texts, widths, strict=True), BODY_SIZE))
    sheet.ignore_errors({"number_stored_as_text": f"B1:I{row + 1}"})
    sheet.freeze_panes(FINDINGS_HEADING_ROW + 1, 0)
    sheet.protect("", dict(PROTECTION))


def _removed_texts(removed: RemovedRow) -> tuple[str, ...]:
    entry = removed.entry
    percent = "" if entry.percent is None else f"{as_number(entry.percent):g}"
    status = STATUS_LABELS[entry.status]
    month = format_month(removed.month, "short")
    return (month, removed.key, removed.step, status, percent, entry.action, entry.evidence, entry.reason)


def _open(book: Book, content: DivisionContent, name: str, title: str, note: str) -> Worksheet:
    """A sheet with its title and the line below it; column A is hidden."""
    sheet = book.sheet(name)
    look = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    below = book.look(font_color=MUTED, text_wrap=False, valign="vcenter")
    sheet.set_row(0, 32)
    sheet.write_string(0, FIRST_COLUMN, f"{title} — {content.division.division_name}", look)
    sheet.set_row(1, 26)
    sheet.write_string(1, FIRST_COLUMN, note, below)
    sheet.hide_gridlines(2)
    return sheet


def _write_headings(book: Book, sheet: Worksheet, fields: Sequence[Field], row: int) -> None:
    set_widths(sheet, fields)
    sheet.set_row(row, row_height([("", 99.0)], BODY_SIZE) + 4)
    for column, each in enumerate(fields, FIRST_COLUMN):
        sheet.write_string(row, column, each.heading, heading_look(book))


def _footer(content: DivisionContent) -> str:
    names = f"{content.plan.agency.agency_name} · {content.division.division_name}"
    return names.replace("&", "&&")
