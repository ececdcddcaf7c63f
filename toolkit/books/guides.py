"""The guides on which plan and division workbooks open: how to fill them in, on one printed page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format

from toolkit.assessment.facts import facts_of
from toolkit.books.division_grid import REPORTER_ROW, VALUE_COLUMN, address
from toolkit.books.division_month import TITLE
from toolkit.books.division_state import DivisionState
from toolkit.thai.dates import format_month, in_year
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import FINDINGS_SHEET, GUIDE_SHEET, PHOTOS, PLAN_TABLES, SUMMARY_SHEET


class GuideSheet:
    """A guide being written from its top down; `row` is the next 0-based row, `last` the last column of the
    page, `section_height` leaves room above the heading of a section."""

    def __init__(self, book: style.Book, widths: Sequence[float], section_height: float) -> None:
        """Open the sheet: one portrait page with columns of these widths (in characters) from column B on."""
        self.book, self.sheet = book, book.sheet(GUIDE_SHEET)
        self.row, self.last, self.section_height = 0, len(widths), section_height
        # Beside the mark of a point its text runs over the other columns.
        self.text_width = sum(widths[1:])
        # Column A is a margin: a guide holds no table, so there are no markers to hide.
        self.sheet.set_widths((2, *widths))
        self.sheet.hide_gridlines(2)
        style.portrait_a4(self.sheet)
        # After portrait_a4, which lets a sheet be as many pages long as it needs.
        self.sheet.fit_to_pages(1, 1)
        self.sheet.activate()

    def line(self, text: str, height: float, **look: object) -> None:
        """Write one line of text that runs on over the columns."""
        self.sheet.set_row(self.row, height)
        self.sheet.put(self.row, 1, text, self._look(**look))
        self.row += 1

    def section(self, text: str) -> None:
        """Write a section's heading, underlined across the page."""
        underlined = {"valign": "bottom", "bottom": 2, "bottom_color": style.BRAND}
        look = {"bold": True, "font_size": 16, "font_color": style.BRAND, **underlined}
        # A text runs on over the blank cells beside it, the line below it does not.
        for column in range(2, self.last + 1):
            self.sheet.put(self.row, column, None, self._look(**look))
        self.line(text, self.section_height, **look)

    def point(self, mark: str | int, text: str, looks: tuple[Format, Format], more: float = 0) -> None:
        """Write a point: its mark or number, and beside it a text in a row with so many points to spare."""
        self.sheet.put(self.row, 1, mark, looks[0])
        self.sheet.span(self.row, 2, self.last, text, looks[1])
        self.sheet.set_row(self.row, style.texts_height([(text, self.text_width)], self.book.font) + more)
        self.row += 1

    def _look(self, **properties: object) -> Format:
        return self.book.look(**{"text_wrap": False, "valign": "vcenter", **properties})


_FILL_A_MONTH = (
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
_MONTH_COLOURS = (
    (style.INPUT_FILL, "ช่องสำหรับกรอก"),
    (style.MISSING_FILL, "ยังขาด ต้องกรอก"),
    (style.PROBLEM_FILL, "ไม่สอดคล้องกับสถานะ ต้องแก้"),
    (style.NOT_DUE_FILL, "เดือนนี้ไม่ต้องรายงาน"),
    (style.LOCKED_FILL, "ข้อมูลจากแผน แก้ไม่ได้"),
    (style.GOOD_FILL, "ครบแล้ว พร้อมส่ง"),
)
_COLUMNS = 6
_MONTH_WIDTHS = (5.0, *(15.0,) * _COLUMNS)  # the number of a point, then six columns
_RETURNED = f"ถ้าได้รับไฟล์คืน ให้ดูแผ่น “{FINDINGS_SHEET}” แก้ช่องที่ระบุไว้ แล้วส่งไฟล์เดิมกลับมาอีกครั้ง"


def write_division_guide(book: style.Book, state: DivisionState) -> None:
    """Write the sheet how to fill in and send a month; the workbook opens here."""
    content = state.content
    agency = content.plan.agency
    guide = GuideSheet(book, _MONTH_WIDTHS, section_height=36)
    guide.sheet.set_tab_color(style.BRAND)
    guide.line(TITLE, 36, bold=True, font_size=20, font_color=style.BRAND)
    guide.line(content.division.division_name, 32, bold=True, font_size=18)
    office = f"{agency.agency_name} ปีงบประมาณ พ.ศ. {agency.fiscal_year}"
    guide.line(office, 28, font_size=16, font_color=style.MUTED)
    if state.marks:
        marked = ", ".join(
            f"{row.printed_no} {state.marks[row.key]}" for row in state.rows if row.key in state.marks
        )
        text = f"เปลี่ยนจากแบบรายงานฉบับก่อน ขั้นตอน {marked} (ทำเครื่องหมายไว้ในช่อง “ที่” ของแผ่นเดือน)"
        looks = book.look(), book.look(bold=True, bg_color=style.BRAND_LIGHT, valign="vcenter")
        guide.point("", text, looks, more=4)
    guide.section("ไปยังแผ่น")
    _link_months(guide, state)
    guide.section("วิธีกรอก")
    number_look = book.look(align="center", valign="vcenter", bold=True, font_color=style.BRAND)
    looks = number_look, book.look(valign="vcenter")
    deadline = f"ภายในวันที่ {agency.report_due_day} ของเดือนถัดไป"
    for number, step in enumerate(_FILL_A_MONTH, 1):
        guide.point(number, step.format(deadline=deadline), looks, more=4)
    guide.section("ความหมายของสี")
    # Three colours a row, each with its meaning in it.
    for index, (colour, meaning) in enumerate(_MONTH_COLOURS):
        down, across = divmod(index, 3)
        row, left = guide.row + down, 2 + 2 * across
        guide.sheet.set_row(row, 32)
        look = book.framed(bg_color=colour, align="center", valign="vcenter")
        guide.sheet.span(row, left, left + 1, meaning, look)
    guide.row += 2
    guide.line(_RETURNED, 34, font_color=style.MUTED)
    guide.sheet.protect("", dict(style.PROTECTION))


def _link_months(guide: GuideSheet, state: DivisionState) -> None:
    """Write links to the months in two rows of six, then to the other sheets."""
    colours = {"font_color": style.BRAND, "bg_color": style.BRAND_LIGHT, "border_color": style.INPUT_FILL}
    look = guide.book.look(underline=1, bold=True, align="center", valign="vcenter", border=1, **colours)
    # To the cell of the reporter, with which a month begins.
    first, grid, sheet = address(REPORTER_ROW, VALUE_COLUMN), state.grid, guide.sheet
    for index, (name, month) in enumerate(zip(grid.sheet_names, grid.plan.months, strict=True)):
        down, across = divmod(index, _COLUMNS)
        sheet.set_row(guide.row + down, 32)
        text = format_month(month, "short")
        sheet.write_url(guide.row + down, 2 + across, f"internal:'{name}'!{first}", look, text)
    guide.row += 2
    sheet.set_row(guide.row, 32)
    for index, name in enumerate((SUMMARY_SHEET, PHOTOS.sheet, FINDINGS_SHEET)):
        left = 2 + 2 * index
        sheet.span(guide.row, left, left + 1, None, look)
        sheet.write_url(guide.row, left, f"internal:'{name}'!A1", look, name)
    guide.row += 1


SHEET_NOTES: Mapping[str, str] = {
    "agency": "พิมพ์ในช่อง “ข้อมูล” ช่องสีเหลืองต้องกรอก ช่องอื่นเว้นว่างได้",
    "divisions": "หนึ่งแถวต่อหนึ่งกอง ใส่ชื่ออื่นที่ใช้เรียกให้ครบ เพื่อให้ระบบจับคู่ชื่อกองในขั้นตอนได้",
    "scores": "หนึ่งแถวต่อหนึ่งรายการในแต่ละปี ใส่คะแนนตามที่ประกาศผล ไม่ต้องคำนวณเอง",
    "weaknesses": "หนึ่งแถวต่อหนึ่งประเด็น ระบุว่าต้องแก้ไข พัฒนา หรือรักษาระดับ และลำดับมาตรการที่ตอบประเด็นนั้น",
    "measures": "หนึ่งแถวต่อหนึ่งมาตรการ ห้ามเปลี่ยนหรือใช้ลำดับซ้ำหลังแจกแบบรายงานแล้ว",
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
    "เดือนพิมพ์ได้หลายแบบ เช่น ต.ค. 69, ตุลาคม 2569 หรือ 1 ต.ค. 2569",
    "แก้คำในหัวตาราง แทรกแถว หรือเพิ่มคอลัมน์ได้ แต่อย่าลบแถวและคอลัมน์ที่ซ่อนไว้",
    "หลังแจกแบบรายงานแล้ว ห้ามเปลี่ยนลำดับมาตรการและลำดับขั้นตอน หรือนำไปใช้กับข้อความอื่น",
    "ยกเลิกขั้นตอนกลางปีให้ใส่ “ใช้ถึงเดือน” กองที่ยุบให้ใส่ “สิ้นสุดภารกิจเดือน” และ “กองที่รับโอนภารกิจ”",
    "ก่อนวางข้อความจาก Word ให้กด F2 ที่ช่องนั้น ถ้าแถวเตี้ยเกินไปให้ดับเบิลคลิกเส้นใต้เลขแถว",
)
_ISSUES = "ประเด็นที่แผนต้องครอบคลุม {count} ประเด็น (พิมพ์เลขในช่อง ประเด็นที่)"
_PLAN_COLOURS = (
    (style.BRAND, "หัวตาราง แก้ถ้อยคำได้"),
    (style.INPUT_FILL, "ช่องสำหรับพิมพ์"),
    (style.MISSING_FILL, "ต้องกรอก แต่ยังว่างอยู่"),
    (style.LOCKED_FILL, "ชื่อรายการ ไม่ต้องแก้"),
)
_COMMANDS = (
    ("ita check", "ตรวจแผน แล้วบอกทุกช่องที่ต้องแก้ พร้อมวิธีแก้"),
    ("ita distribute", "แจกแบบรายงานประจำเดือนให้ทุกกอง ไว้ในโฟลเดอร์ outbox"),
)
_PLAN_WIDTHS = (6.0, 18.0, 64.0)  # number, name, text
_ROW = 30.0


def write_plan_guide(book: style.Book, agency: Mapping[str, str], example_year: int) -> None:
    """Write the guide to a plan; `agency` gives the office's name and year where they are known,
    `example_year` is that of the examples and of the issues that a plan covers."""
    guide = GuideSheet(book, _PLAN_WIDTHS, section_height=42)
    sheet = guide.sheet
    guide.line("แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส", 46, bold=True, font_size=22, font_color=style.BRAND)
    year = agency.get("fiscal_year", "")
    office = " ".join(filter(None, (agency.get("agency_name", ""), f"ปีงบประมาณ พ.ศ. {year}" if year else "")))
    office = office or "แบบฟอร์มแผน สำหรับหนึ่งหน่วยงาน หนึ่งปีงบประมาณ"
    guide.line(office, 34, font_size=16, font_color=style.MUTED)
    guide.section("กรอกแผ่นตามลำดับ (กดชื่อแผ่นเพื่อไปยังแผ่นนั้น)")
    _link_tables(guide)
    guide.section("ข้อควรรู้")
    looks = book.look(align="center"), book.look()
    for text in _GOOD_TO_KNOW:
        guide.point("•", in_year(text, example_year), looks)
    facts = facts_of(example_year)
    if facts and facts.issues:
        guide.section(_ISSUES.format(count=len(facts.issues)))
        for number, title in enumerate(facts.issues, 1):
            guide.point(str(number), title, looks)
    guide.section("ความหมายของสี")
    plain = book.look(text_wrap=False, valign="vcenter", indent=1)
    for colour, meaning in _PLAN_COLOURS:
        sheet.set_row(guide.row, _ROW)
        sheet.put(guide.row, 1, None, book.framed(bg_color=colour))
        sheet.put(guide.row, 2, meaning, plain)
        guide.row += 1
    guide.section("เมื่อกรอกเสร็จ บันทึกและปิดไฟล์ แล้วใช้คำสั่ง")
    command = book.look(bold=True, valign="vcenter", bg_color=style.LOCKED_FILL, indent=1)
    for name, meaning in _COMMANDS:
        sheet.set_row(guide.row, _ROW)
        sheet.span(guide.row, 1, 2, name, command)
        sheet.put(guide.row, 3, meaning, plain)
        guide.row += 1


def _link_tables(guide: GuideSheet) -> None:
    """Write a link to the first data row of each sheet, with what is filled in there."""
    number = guide.book.framed(align="center", bg_color=style.BRAND_LIGHT, valign="vcenter")
    link = guide.book.framed(font_color=style.BRAND, underline=1, bold=True, indent=1, valign="vcenter")
    text = guide.book.framed(indent=1, valign="vcenter")
    sheet = guide.sheet
    for order, table in enumerate(PLAN_TABLES, 1):
        sheet.set_row(guide.row, _ROW)
        sheet.put(guide.row, 1, str(order), number)
        # B5 is the first cell to fill: above it are title, note, marker and headings.
        sheet.write_url(guide.row, 2, f"internal:'{table.sheet}'!B5", link, table.sheet)
        sheet.put(guide.row, 3, _FILL_IN[table.name], text)
        guide.row += 1
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{guide.row}"})
