"""The first sheet of plan.xlsx: how the head of office fills the plan, in a page."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.format import Format

from toolkit.assessment.facts import facts_of
from toolkit.books.guide_sheet import GuideSheet
from toolkit.thai.dates import in_year
from toolkit.typeset.heights import CellText, row_height
from toolkit.xlsx.layouts import PLAN_TABLES
from toolkit.xlsx.new_workbook import (
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MISSING_FILL,
    Book,
    stored_width,
)

SHEET_NOTES: Mapping[str, str] = {
    "agency": "พิมพ์ในช่อง “ข้อมูล” ช่องสีเหลืองต้องกรอก ช่องอื่นเว้นว่างได้",
    "divisions": "หนึ่งแถวต่อหนึ่งกอง ใส่ชื่ออื่นที่ใช้เรียกให้ครบ เพื่อให้ระบบจับคู่ชื่อกองในขั้นตอนได้",
    "scores": "หนึ่งแถวต่อหนึ่งรายการในแต่ละปี ใส่คะแนนตามที่ประกาศผล ไม่ต้องคำนวณเอง",
    "weaknesses": "หนึ่งแถวต่อหนึ่งประเด็น ระบุว่าต้องแก้ไข พัฒนา หรือรักษาระดับ และลำดับมาตรการที่ตอบประเด็นนั้น",
    "measures": "หนึ่งแถวต่อหนึ่งมาตรการ ห้ามเปลี่ยนหรือใช้ลำดับซ้ำหลังแจกแบบแล้ว",
    "steps": "หนึ่งแถวต่อหนึ่งขั้นตอน ลำดับมาตรการต้องตรงกับแผ่น “มาตรการ” กองเขียนเป็นรหัส ชื่อ หรือคำว่า ทุกกอง",
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
    "ยกเลิกขั้นตอนกลางปีให้ใส่ “ใช้ถึงเดือน” กองที่ยุบให้ใส่ “สิ้นสุดภารกิจเดือน” และ “กองที่รับโอนภารกิจ”",
    "ก่อนวางข้อความจาก Word ให้กด F2 ที่ช่องนั้น ถ้าแถวเตี้ยเกินไปให้ดับเบิลคลิกเส้นใต้เลขแถว",
)
_ISSUES = "ประเด็นที่แผนต้องครอบคลุม {count} ประเด็น (พิมพ์เลขในช่อง ประเด็นที่)"
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
_ROW, _SECTION = 30.0, 42.0


def write_plan_guide(book: Book, agency: Mapping[str, str], example_year: int) -> None:
    """Write the guide; `agency` gives the office's name and year where they are known, `example_year` is that
    of the examples and of the issues that a plan covers."""
    guide = GuideSheet(book, _WIDTHS)
    guide.title("แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส", 22, 46)
    year = agency.get("fiscal_year", "")
    office = " ".join(filter(None, (agency.get("agency_name", ""), f"ปีงบประมาณ พ.ศ. {year}" if year else "")))
    guide.office(office or "แบบฟอร์มแผน สำหรับหนึ่งหน่วยงาน หนึ่งปีงบประมาณ", 34)
    guide.section("กรอกแผ่นตามลำดับ (กดชื่อแผ่นเพื่อไปยังแผ่นนั้น)", _SECTION)
    _write_links(guide)
    guide.section("ข้อควรรู้", _SECTION)
    looks = book.look(align="center"), book.look()
    for text in _GOOD_TO_KNOW:
        _point(guide, "•", in_year(text, example_year), looks)
    facts = facts_of(example_year)
    if facts and facts.issues:
        guide.section(_ISSUES.format(count=len(facts.issues)), _SECTION)
        for number, title in enumerate(facts.issues, 1):
            _point(guide, str(number), title, looks)
    guide.section("ความหมายของสี", _SECTION)
    plain = book.look(text_wrap=False, valign="vcenter", indent=1)
    for colour, meaning in _COLOURS:
        guide.sheet.set_row(guide.row, _ROW)
        guide.sheet.write_blank(
            guide.row,
            1,
            None,
            book.framed(bg_color=colour),
        )
        guide.sheet.write_string(guide.row, 2, meaning, plain)
        guide.row += 1
    guide.section("เมื่อกรอกเสร็จ บันทึกและปิดไฟล์ แล้วใช้คำสั่ง", _SECTION)
    command = book.look(bold=True, valign="vcenter", bg_color=LOCKED_FILL, indent=1)
    for name, meaning in _COMMANDS:
        guide.sheet.set_row(guide.row, _ROW)
        guide.sheet.merge_range(guide.row, 1, guide.row, 2, "", command)
        guide.sheet.write_string(guide.row, 1, name, command)
        guide.sheet.write_string(guide.row, 3, meaning, plain)
        guide.row += 1


def _point(guide: GuideSheet, mark: str, text: str, looks: tuple[Format, Format]) -> None:
    # By the larger lines of Windows, as in all workbooks in which people type.
    height = row_height([CellText(text, _TEXT_WIDTH, font=guide.book.font, windows=True)])
    guide.point(mark, text, looks, height)


def _write_links(guide: GuideSheet) -> None:
    """Write a link to the first data row of each sheet, with what is filled in there."""
    frame = {"border": 1, "border_color": LINE, "valign": "vcenter"}
    number = guide.book.look(align="center", bg_color=BRAND_LIGHT, **frame)
    link = guide.book.look(font_color=BRAND, underline=1, bold=True, indent=1, **frame)
    text = guide.book.look(indent=1, **frame)
    sheet = guide.sheet
    for order, table in enumerate(PLAN_TABLES, 1):
        sheet.set_row(guide.row, _ROW)
        sheet.write_string(guide.row, 1, str(order), number)
        # B5 is the first cell to fill: above it are title, note, marker and headings.
        sheet.write_url(guide.row, 2, f"internal:'{table.sheet}'!B5", link, table.sheet)
        sheet.write_string(guide.row, 3, _FILL_IN[table.name], text)
        guide.row += 1
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{guide.row}"})
