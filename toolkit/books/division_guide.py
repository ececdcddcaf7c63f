"""The first sheet of a division workbook: how to fill in and send a month, on one page."""

from __future__ import annotations

from toolkit.books.division_colours import NOT_DUE_FILL
from toolkit.books.division_grid import REPORTER_ROW, VALUE_COLUMN, address
from toolkit.books.division_month import TITLE
from toolkit.books.division_state import DivisionState
from toolkit.books.guide_sheet import GuideSheet
from toolkit.thai.dates import format_month
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import FINDINGS_SHEET, PHOTOS, SUMMARY_SHEET

_STEPS = (
    "เปิดแผ่นของเดือนที่รายงาน (กดชื่อเดือนด้านบน) แล้วกรอก “ผู้รายงาน” และ “วันที่รายงาน”",
    "กรอกช่องสีเหลืองให้ครบทุกช่อง แถวสีเทาเดือนนี้ไม่ต้องรายงาน "
    "งานที่ไม่มีความเคลื่อนไหวให้เลือกสถานะเดิม (แถวที่เว้นว่าง ใช้ค่าที่รายงานไว้เดิม)",
    "เลือก “สถานะ” จากรายการ ถ้าอยู่ระหว่างดำเนินการ ให้ใส่ “ร้อยละสะสม” 1 ถึง 99 นับตั้งแต่เริ่มงานถึงสิ้นเดือนนี้ "
    "(งานที่ทำซ้ำทุกเดือนหรือทุกไตรมาส ให้ตอบของรอบนี้ ไม่ต้องใส่ร้อยละ)",
    "เขียน “สิ่งที่ทำในเดือนนี้” ว่าทำอะไร เมื่อใด ได้ผลอย่างไร และใส่ลิงก์หรือเลขที่หนังสือในช่อง “หลักฐาน”",
    "ถ้าไม่สามารถดำเนินการได้ หรือไม่เกี่ยวข้อง ให้บอก “เหตุผล/ปัญหา” ทุกครั้ง",
    "เดือนมีนาคม กันยายน และเดือนที่มาตรการแล้วเสร็จ ให้กรอกตาราง “สรุปผลรายมาตรการ” ท้ายแผ่นด้วย",
    "ก่อนวางข้อความจาก Word ให้กด F2 ที่ช่องนั้นก่อนแล้วจึงวาง เพื่อไม่ให้รูปแบบและรายการเลือกของช่องหายไป",
    "ข้อความยาวเกินช่อง ให้ลากเส้นใต้เลขแถวลง ขึ้นบรรทัดใหม่ในช่องเดียวกันกด Alt+Enter",
    "วางภาพกิจกรรมในแผ่น “ภาพกิจกรรม” ให้มุมซ้ายบนของภาพอยู่ในแถวของภาพนั้น",
    "เมื่อช่อง “ผลตรวจก่อนส่ง” ขึ้นว่า “พร้อมส่ง” ให้บันทึกแล้วส่งไฟล์นี้กลับ {deadline} ใช้ไฟล์เดิมต่อในเดือนถัดไป",
)
_COLOURS = (
    (style.INPUT_FILL, "ช่องสำหรับกรอก"),
    (style.MISSING_FILL, "ยังขาด ต้องกรอก"),
    (style.PROBLEM_FILL, "ไม่สอดคล้องกับสถานะ ต้องแก้"),
    (NOT_DUE_FILL, "เดือนนี้ไม่ต้องรายงาน"),
    (style.LOCKED_FILL, "ข้อมูลจากแผน แก้ไม่ได้"),
    (style.GOOD_FILL, "ครบแล้ว พร้อมส่ง"),
)
_COLUMNS = 6
_WIDTHS = (5.0, *(15.0,) * _COLUMNS)  # the number of a point, then six columns
_RETURNED = f"ถ้าได้รับไฟล์คืน ให้ดูแผ่น “{FINDINGS_SHEET}” แก้ช่องที่ระบุไว้ แล้วส่งไฟล์เดิมกลับมาอีกครั้ง"


def write_guide(book: style.Book, state: DivisionState) -> None:
    """Write the sheet; the workbook opens here."""
    content = state.content
    agency = content.plan.agency
    guide = GuideSheet(book, _WIDTHS)
    guide.sheet.set_tab_color(style.BRAND)
    guide.title(TITLE, 20, 36)
    name = book.look(bold=True, font_size=18, text_wrap=False, valign="vcenter")
    guide.line(content.division.division_name, name, 32)
    guide.office(f"{agency.agency_name} ปีงบประมาณ พ.ศ. {agency.fiscal_year}", 28)
    if state.marks:
        marked = ", ".join(
            f"{row.printed_no} {state.marks[row.key]}" for row in state.rows if row.key in state.marks
        )
        text = f"เปลี่ยนจากแบบรายงานฉบับก่อน ขั้นตอน {marked} (ทำเครื่องหมายไว้ในช่อง “ที่” ของแผ่นเดือน)"
        looks = book.look(), book.look(bold=True, bg_color=style.BRAND_LIGHT, valign="vcenter")
        guide.point("", text, looks, style.texts_height([(text, sum(_WIDTHS[1:]))], book.font) + 4)
    guide.section("ไปยังแผ่น", 36)
    _write_links(guide, state)
    guide.section("วิธีกรอก", 36)
    looks = (
        book.look(align="center", valign="vcenter", bold=True, font_color=style.BRAND),
        book.look(valign="vcenter"),
    )
    deadline = f"ภายในวันที่ {agency.report_due_day} ของเดือนถัดไป"
    for number, step in enumerate(_STEPS, 1):
        text = step.format(deadline=deadline)
        guide.point(number, text, looks, style.texts_height([(text, sum(_WIDTHS[1:]))], book.font) + 4)
    guide.section("ความหมายของสี", 36)
    _write_colours(guide)
    guide.line(_RETURNED, book.look(text_wrap=False, valign="vcenter", font_color=style.MUTED), 34)
    guide.sheet.protect("", dict(style.PROTECTION))


def _write_links(guide: GuideSheet, state: DivisionState) -> None:
    """Write links to the months in two rows of six, then to the other sheets."""
    look = guide.book.look(
        font_color=style.BRAND,
        underline=1,
        bold=True,
        align="center",
        valign="vcenter",
        bg_color=style.BRAND_LIGHT,
        border=1,
        border_color=style.INPUT_FILL,
    )
    # To the cell of the reporter, with which a month begins.
    first, grid, sheet = address(REPORTER_ROW, VALUE_COLUMN), state.grid, guide.sheet
    for index, (name, month) in enumerate(zip(grid.sheet_names, grid.months, strict=True)):
        down, across = divmod(index, _COLUMNS)
        sheet.set_row(guide.row + down, 32)
        text = format_month(month, "short")
        sheet.write_url(guide.row + down, 2 + across, f"internal:'{name}'!{first}", look, text)
    guide.row += 2
    sheet.set_row(guide.row, 32)
    for index, name in enumerate((SUMMARY_SHEET, PHOTOS.sheet, FINDINGS_SHEET)):
        left = 2 + 2 * index
        sheet.merge_range(guide.row, left, guide.row, left + 1, "", look)
        sheet.write_url(guide.row, left, f"internal:'{name}'!A1", look, name)
    guide.row += 1


def _write_colours(guide: GuideSheet) -> None:
    """Write three colours a row, each with its meaning in it."""
    for index, (colour, meaning) in enumerate(_COLOURS):
        down, across = divmod(index, 3)
        row, left = guide.row + down, 2 + 2 * across
        guide.sheet.set_row(row, 32)
        look = guide.book.framed(bg_color=colour, align="center", valign="vcenter")
        guide.sheet.merge_range(row, left, row, left + 1, "", look)
        guide.sheet.write_string(row, left, meaning, look)
    guide.row += 2
