"""The first sheet of plan.xlsx: how the head of office fills the plan, in a page."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from toolkit.typeset.heights import CellText, row_height
from toolkit.xlsx.layouts import PLAN_TABLES
from toolkit.xlsx.new_workbook import (
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    MUTED,
    Book,
    portrait_a4,
    stored_width,
)

SHEET_NOTES: Mapping[str, str] = {
    "agency": "พิมพ์ในช่อง “ข้อมูล” ช่องสีเหลืองต้องกรอก ช่องอื่นเว้นว่างได้",
    "divisions": "หนึ่งแถวต่อหนึ่งกอง ใส่ชื่ออื่นที่ใช้เรียกให้ครบ เพื่อให้ระบบจับคู่ชื่อกองในขั้นตอนได้",
    "scores": "หนึ่งแถวต่อหนึ่งรายการในแต่ละปี ใส่คะแนนตามที่ประกาศผล ไม่ต้องคำนวณเอง",
    "weaknesses": "หนึ่งแถวต่อหนึ่งประเด็น ระบุแนวทางและลำดับมาตรการที่ตอบประเด็นนั้น",
    "measures": "หนึ่งแถวต่อหนึ่งมาตรการ ห้ามเปลี่ยนหรือใช้ลำดับซ้ำหลังแจกแบบแล้ว",
    "steps": "หนึ่งแถวต่อหนึ่งขั้นตอน ลำดับมาตรการต้องตรงกับแผ่นงาน “มาตรการ” กองเขียนเป็นรหัส ชื่อ หรือคำว่า ทุกกอง",
    "texts": "เว้นว่างได้ ข้อความที่ใส่ไว้ที่นี่จะพิมพ์ในรายงานแทนข้อความที่กองรายงานมา",
    "signatories": "เรียงตามลำดับที่จะลงนามในรายงาน",
}
"""The line under each sheet's title."""

_FILL_IN: Mapping[str, str] = {
    "agency": "รหัสและชื่อหน่วยงาน ปีงบประมาณ และการตั้งค่าของรายงาน",
    "divisions": "กองและสำนักทุกแห่งที่มีงานในแผน พร้อมชื่ออื่นที่ใช้เรียก",
    "scores": "คะแนน ITA ของปีที่ผ่านมา รายตัวชี้วัดและคะแนนรวม",
    "weaknesses": "ข้อบกพร่องหรือจุดอ่อนจากผลประเมิน และมาตรการที่ใช้แก้ไข",
    "measures": "มาตรการ ระยะเวลา และวิธีกำกับติดตาม",
    "steps": "ขั้นตอนของแต่ละมาตรการ กองที่รับผิดชอบ และกำหนดเสร็จ",
    "texts": "ข้อความที่ต้องการให้พิมพ์แทนข้อความของกอง (เว้นว่างได้)",
    "signatories": "ผู้จัดทำ ผู้ตรวจ และผู้อนุมัติรายงาน",
}
_GOOD_TO_KNOW = (
    "เดือนพิมพ์ได้หลายแบบ เช่น ต.ค. 66, ตุลาคม 2566 หรือ 1 ต.ค. 2566",
    "แก้คำในหัวตาราง แทรกแถว หรือเพิ่มคอลัมน์ได้ แต่อย่าลบแถวและคอลัมน์ที่ซ่อนไว้",
    "หลังแจกแบบแล้ว ห้ามเปลี่ยนลำดับมาตรการและลำดับขั้นตอน หรือนำไปใช้กับข้อความอื่น",
    "ยกเลิกขั้นตอนกลางปีให้ใส่ “นับถึงเดือน” กองที่ยุบให้ใส่ “มีถึงเดือน” และ “กองที่รับงานต่อ”",
    "ก่อนวางข้อความจาก Word ให้กด F2 ที่ช่องนั้น ถ้าแถวเตี้ยเกินไปให้ดับเบิลคลิกเส้นใต้เลขแถว",
)
_COLOURS = (
    (BRAND, "หัวตาราง แก้ถ้อยคำได้"),
    (INPUT_FILL, "ช่องสำหรับพิมพ์"),
    (MISSING_FILL, "ต้องกรอก แต่ยังว่างอยู่"),
    (LOCKED_FILL, "ชื่อรายการ ไม่ต้องแก้"),
)
_COMMANDS = (
    ("ita check", "ตรวจแผน แล้วบอกทุกช่องที่ต้องแก้ พร้อมวิธีแก้"),
    ("ita distribute", "แจกแบบรายงานประจำเดือนให้ทุกกอง ไว้ในโฟลเดอร์ outbox"),
)
_WIDTHS = (6.0, 18.0, 64.0)  # number, name, text
_TEXT_WIDTH = stored_width(*_WIDTHS[1:])
_ROW = 30.0


def write_plan_guide(book: Book, sheet: Worksheet, agency: Mapping[str, str]) -> None:
    """Write the guide; `agency` gives the office's name and year where they are known."""
    for column, width in enumerate(_WIDTHS, 1):
        sheet.set_column(column, column, width)
    sheet.set_column(0, 0, 2)
    sheet.hide_gridlines(2)
    portrait_a4(sheet)
    sheet.fit_to_pages(1, 1)
    row = _write_heading(book, sheet, agency)
    row = _section(book, sheet, row, "กรอกแผ่นงานตามลำดับ (กดชื่อแผ่นงานเพื่อไปยังแผ่นงานนั้น)")
    row = _write_links(book, sheet, row)
    row = _section(book, sheet, row, "ข้อควรรู้")
    row = _write_advice(book, sheet, row)
    row = _section(book, sheet, row, "ความหมายของสี")
    row = _write_colours(book, sheet, row)
    row = _section(book, sheet, row, "เมื่อกรอกเสร็จ บันทึกและปิดไฟล์ แล้วใช้คำสั่ง")
    _write_commands(book, sheet, row)
    sheet.activate()


def _write_heading(book: Book, sheet: Worksheet, agency: Mapping[str, str]) -> int:
    title = book.look(bold=True, font_size=22, font_color=BRAND, text_wrap=False, valign="vcenter")
    below = book.look(font_size=16, font_color=MUTED, text_wrap=False, valign="vcenter")
    sheet.set_row(0, 46)
    sheet.write_string(0, 1, "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส", title)
    year = agency.get("fiscal_year", "")
    office = " ".join(filter(None, (agency.get("agency_name", ""), f"ปีงบประมาณ พ.ศ. {year}" if year else "")))
    sheet.set_row(1, 34)
    sheet.write_string(1, 1, office or "แบบแผนมาตรฐาน สำหรับหนึ่งหน่วยงาน หนึ่งปีงบประมาณ", below)
    return 2


def _section(book: Book, sheet: Worksheet, row: int, text: str) -> int:
    """A section's heading with a little room above it; gives the next row."""
    look = book.look(
        bold=True,
        font_size=16,
        font_color=BRAND,
        text_wrap=False,
        valign="bottom",
        bottom=2,
        bottom_color=BRAND,
    )
    sheet.set_row(row, 42)
    sheet.write_string(row, 1, text, look)
    for column in (2, 3):
        sheet.write_blank(row, column, None, look)
    return row + 1


def _write_links(book: Book, sheet: Worksheet, row: int) -> int:
    frame = {"border": 1, "border_color": LINE, "valign": "vcenter"}
    number = book.look(align="center", bg_color=BRAND_LIGHT, **frame)
    link = book.look(font_color=BRAND, underline=1, bold=True, indent=1, **frame)
    for order, table in enumerate(PLAN_TABLES, 1):
        sheet.set_row(row, _ROW)
        sheet.write_string(row, 1, str(order), number)
        sheet.write_url(row, 2, f"internal:'{table.sheet}'!B5", link, table.sheet)
        sheet.write_string(row, 3, _FILL_IN[table.name], book.look(indent=1, **frame))
        row += 1
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{row}"})
    return row


def _write_advice(book: Book, sheet: Worksheet, row: int) -> int:
    text = book.look()
    for line in _GOOD_TO_KNOW:
        sheet.write_string(row, 1, "•", book.look(align="center"))
        sheet.merge_range(row, 2, row, 3, "", text)
        sheet.write_string(row, 2, line, text)
        sheet.set_row(row, row_height([CellText(line, _TEXT_WIDTH)]))
        row += 1
    return row


def _write_colours(book: Book, sheet: Worksheet, row: int) -> int:
    for colour, meaning in _COLOURS:
        sheet.set_row(row, _ROW)
        sheet.write_blank(row, 1, None, book.look(bg_color=colour, border=1, border_color=LINE))
        sheet.write_string(row, 2, meaning, book.look(text_wrap=False, valign="vcenter", indent=1))
        row += 1
    return row


def _write_commands(book: Book, sheet: Worksheet, row: int) -> None:
    command = book.look(bold=True, valign="vcenter", bg_color=LOCKED_FILL, indent=1)
    for name, meaning in _COMMANDS:
        sheet.set_row(row, _ROW)
        sheet.merge_range(row, 1, row, 2, "", command)
        sheet.write_string(row, 1, name, command)
        sheet.write_string(row, 3, meaning, book.look(text_wrap=False, valign="vcenter", indent=1))
        row += 1
