"""The first sheet of a division workbook: how to fill in and send a month, on one page."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from toolkit.thai.dates import format_month
from toolkit.workbook.division.colours import NOT_DUE_FILL
from toolkit.workbook.division.content import DivisionContent
from toolkit.workbook.division.grid import REPORTER_ROW, VALUE_COLUMN, DivisionGrid, address
from toolkit.workbook.division.month import TITLE
from toolkit.workbook.layouts import FINDINGS_SHEET, GUIDE_SHEET, PHOTOS, SUMMARY_SHEET
from toolkit.workbook.row_height import row_height
from toolkit.workbook.style import (
    BODY_SIZE,
    BRAND,
    BRAND_LIGHT,
    GOOD_FILL,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    MUTED,
    PROBLEM_FILL,
    PROTECTION,
    Book,
    portrait_a4,
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
