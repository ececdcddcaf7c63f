"""The first sheet of a division workbook: how to fill in and send a month, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from toolkit.books.division_colours import NOT_DUE_FILL
from toolkit.books.division_content import DivisionContent, RemovedRow
from toolkit.books.division_grid import REPORTER_ROW, VALUE_COLUMN, DivisionGrid, address, as_number
from toolkit.books.division_month import TITLE
from toolkit.thai.dates import format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.typeset.heights import CellText, split_row
from toolkit.xlsx.layouts import (
    FINDINGS_HEADING_ROW,
    FINDINGS_SHEET,
    GUIDE_SHEET,
    PHOTOS,
    REMOVED_SHEET,
    SUMMARY_SHEET,
    Field,
)
from toolkit.xlsx.new_workbook import (
    BODY_SIZE,
    BRAND,
    BRAND_LIGHT,
    FIRST_COLUMN,
    GOOD_FILL,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    MUTED,
    PROBLEM_FILL,
    PROTECTION,
    Book,
    add_dropdown,
    heading_look,
    landscape_a4,
    open_table,
    portrait_a4,
    row_height,
    set_widths,
    stored_width,
)

_STEPS = (
    "เปิดแผ่นของเดือนที่รายงาน (กดชื่อเดือนด้านล่าง) แล้วกรอก “ผู้รายงาน” และ “วันที่รายงาน”",
    "กรอกช่องสีเหลืองให้ครบทุกช่อง แถวสีเทาคือขั้นตอนที่เดือนนี้ไม่ต้องรายงาน",
    "เลือก “สถานะ” จากรายการ ถ้าอยู่ระหว่างดำเนินการ ให้ใส่ “ร้อยละสะสม” 1 ถึง 99 "
    "(งานที่ทำซ้ำทุกเดือนหรือทุกไตรมาสไม่ต้องใส่ร้อยละ)",
    "เขียน “สิ่งที่ทำในเดือนนี้” ว่าทำอะไร เมื่อใด ได้ผลอย่างไร และใส่ลิงก์หรือเลขที่หนังสือในช่อง “หลักฐาน”",
    "ถ้าไม่สามารถดำเนินการได้ หรือไม่เกี่ยวข้อง ให้บอก “เหตุผล/ปัญหา” ทุกครั้ง",
    "เดือนมีนาคม กันยายน และเดือนที่มาตรการแล้วเสร็จ ให้กรอกตาราง “สรุปผลรายมาตรการ” ท้ายแผ่นด้วย",
    "ก่อนวางข้อความจาก Word ให้กด F2 ที่ช่องนั้นก่อนแล้วจึงวาง เพื่อไม่ให้รูปแบบและรายการเลือกของช่องหายไป",
    "ข้อความยาวเกินช่อง ให้ลากเส้นใต้เลขแถวลง ขึ้นบรรทัดใหม่ในช่องเดียวกันกด Alt+Enter",
    "วางภาพกิจกรรมในแผ่น “ภาพกิจกรรม” ให้มุมซ้ายบนของภาพอยู่ในแถวของภาพนั้น",
    "เมื่อช่อง “ผลตรวจก่อนส่ง” ขึ้นว่า “พร้อมส่ง” ให้บันทึกแล้วส่งไฟล์นี้กลับ {deadline} ใช้ไฟล์เดิมต่อในเดือนถัดไป",
)
_COLOURS = (
    (INPUT_FILL, "ช่องสำหรับกรอก"),
    (MISSING_FILL, "ยังขาด ต้องกรอก"),
    (PROBLEM_FILL, "ไม่สอดคล้องกับสถานะ ต้องแก้"),
    (NOT_DUE_FILL, "เดือนนี้ไม่ต้องรายงาน"),
    (LOCKED_FILL, "ข้อมูลจากแผน แก้ไม่ได้"),
    (GOOD_FILL, "ครบแล้ว พร้อมส่ง"),
)
_COLUMNS = 6
_WIDTHS = (5.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0)  # number, then six columns
_TEXT_WIDTH = sum(_WIDTHS[1:])


def write_guide(book: Book, content: DivisionContent, grid: DivisionGrid) -> None:
    """Write the sheet; the workbook opens here."""
    sheet = book.sheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 2)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(BRAND)
    portrait_a4(sheet)
    sheet.fit_to_pages(1, 1)
    row = _write_heading(book, sheet, content)
    row = _write_links(book, sheet, grid, _section(book, sheet, row, "ไปยังแผ่นงาน"))
    row = _write_steps(book, sheet, content, _section(book, sheet, row, "วิธีกรอก"))
    row = _write_colours(book, sheet, _section(book, sheet, row, "ความหมายของสี"))
    returned = f"ถ้าได้รับไฟล์คืน ให้ดูแผ่น “{FINDINGS_SHEET}” แก้ช่องที่ระบุไว้ แล้วส่งไฟล์เดิมกลับมาอีกครั้ง"
    sheet.set_row(row, 34)
    sheet.write_string(row, 1, returned, book.look(text_wrap=False, valign="vcenter", font_color=MUTED))
    sheet.protect("", dict(PROTECTION))
    sheet.activate()


def _write_heading(book: Book, sheet: Worksheet, content: DivisionContent) -> int:
    agency = content.plan.agency
    title = book.look(bold=True, font_size=20, font_color=BRAND, text_wrap=False, valign="vcenter")
    name = book.look(bold=True, font_size=18, text_wrap=False, valign="vcenter")
    below = book.look(font_size=16, font_color=MUTED, text_wrap=False, valign="vcenter")
    lines = (
        (TITLE, title, 36),
        (content.division.division_name, name, 32),
        (f"{agency.agency_name} ปีงบประมาณ พ.ศ. {agency.fiscal_year}", below, 28),
    )
    for row, (text, look, height) in enumerate(lines):
        sheet.set_row(row, height)
        sheet.write_string(row, 1, text, look)
    return len(lines)


def _section(book: Book, sheet: Worksheet, row: int, text: str) -> int:
    look = book.look(
        bold=True,
        font_size=16,
        font_color=BRAND,
        text_wrap=False,
        valign="bottom",
        bottom=2,
        bottom_color=BRAND,
    )
    sheet.set_row(row, 36)
    sheet.write_string(row, 1, text, look)
    for column in range(2, len(_WIDTHS) + 1):
        sheet.write_blank(row, column, None, look)
    return row + 1


def _write_links(book: Book, sheet: Worksheet, grid: DivisionGrid, row: int) -> int:
    """The months in two rows of six, then the other sheets."""
    look = book.look(
        font_color=BRAND,
        underline=1,
        bold=True,
        align="center",
        valign="vcenter",
        bg_color=BRAND_LIGHT,
        border=1,
        border_color="#FFFFFF",
    )
    first = address(REPORTER_ROW, VALUE_COLUMN)
    for index, name in enumerate(grid.sheet_names):
        down, across = divmod(index, _COLUMNS)
        sheet.set_row(row + down, 32)
        text = format_month(grid.months[index], "short")
        sheet.write_url(row + down, 2 + across, f"internal:'{name}'!{first}", look, text)
    row += 2
    sheet.set_row(row, 32)
    for index, name in enumerate((SUMMARY_SHEET, PHOTOS.sheet, FINDINGS_SHEET)):
        left = 2 + 2 * index
        sheet.merge_range(row, left, row, left + 1, "", look)
        sheet.write_url(row, left, f"internal:'{name}'!A1", look, name)
    return row + 1


def _write_steps(book: Book, sheet: Worksheet, content: DivisionContent, row: int) -> int:
    text = book.look(valign="vcenter")
    number = book.look(align="center", valign="vcenter", bold=True, font_color=BRAND)
    deadline = f"ภายในวันที่ {content.plan.agency.report_due_day} ของเดือนถัดไป"
    for order, line in enumerate(_STEPS, 1):
        shown = line.format(deadline=deadline)
        sheet.write_number(row, 1, order, number)
        sheet.merge_range(row, 2, row, len(_WIDTHS), "", text)
        sheet.write_string(row, 2, shown, text)
        sheet.set_row(row, row_height([(shown, _TEXT_WIDTH)], BODY_SIZE) + 4)
        row += 1
    return row


def _write_colours(book: Book, sheet: Worksheet, row: int) -> int:
    """Three colours a row, each with its meaning in it."""
    for index, (colour, meaning) in enumerate(_COLOURS):
        down, across = divmod(index, 3)
        sheet.set_row(row + down, 32)
        look = book.look(bg_color=colour, border=1, border_color=LINE, align="center", valign="vcenter")
        left = 2 + 2 * across
        sheet.merge_range(row + down, left, row + down, left + 1, "", look)
        sheet.write_string(row + down, left, meaning, look)
    return row + 2


NO_FINDINGS = "ยังไม่มีผลตรวจ เมื่อไฟล์นี้ถูกส่งคืน รายการที่ต้องแก้จะอยู่ในแผ่นนี้"
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
