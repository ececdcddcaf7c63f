"""The Thai words of the control workbook: what its macros say, its buttons and its sheets.

Macros are plain ASCII, so they look every Thai word up by key on the sheet `_words`. "%1" stands for what
a macro puts in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONTROL_SHEET = "สั่งงาน"
FOUND_SHEET = "ข้อค้นพบ"
"""Named like the sheet of the roll-up workbook, whose columns it has."""
HEIGHTS_SHEET = "ความสูงแถว"
MONTH_CELL, REPORT_CELL, PROGRAM_CELL, ROUTE_CELL, MESSAGE_CELL = "C5", "C6", "C7", "C8", "B10"

WORDS: Mapping[str, str] = {
    "title": "ศูนย์สั่งงาน ITA",
    "sheet_control": CONTROL_SHEET,
    "sheet_findings": FOUND_SHEET,
    "cell_month": MONTH_CELL,
    "cell_report": REPORT_CELL,
    "cell_program": PROGRAM_CELL,
    "cell_route": ROUTE_CELL,
    "cell_message": MESSAGE_CELL,
    "route_xlwings": "ส่วนเสริม xlwings ใน Excel",
    "route_command": "คำสั่ง ita",
    "working": "กำลังทำงาน โปรดรอสักครู่",
    "stopped": "หยุดตามที่กดปุ่ม Esc แล้ว ไฟล์ที่มีอยู่ไม่เสียหาย\nกดปุ่มอีกครั้งเมื่อต้องการทำใหม่",
    "failed": "งานนี้ทำไม่สำเร็จ (%1)\nบันทึกและปิดสมุดงานอื่นที่เปิดอยู่ แล้วกดปุ่มอีกครั้ง",
    "unsaved": "สมุดงานสั่งงานนี้ยังไม่ได้บันทึก\nบันทึกไว้ในโฟลเดอร์ของหน่วยงาน ที่เดียวกับ plan.xlsx แล้วกดปุ่มอีกครั้ง",
    "web_path": "สมุดงานเปิดมาจากที่อยู่บนเว็บ (%1) โปรแกรมจึงหาโฟลเดอร์ในเครื่องไม่พบ\n"
    "คัดลอกโฟลเดอร์ของหน่วยงานทั้งโฟลเดอร์มาไว้ในเครื่อง เช่น ที่ Documents แล้วเปิดสมุดงานจากที่นั่น",
    "protected": "แผ่นงาน %1 ถูกป้องกันไว้ จึงแสดงผลไม่ได้\nเลือกเมนู รีวิว > ยกเลิกการป้องกันแผ่นงาน แล้วกดปุ่มอีกครั้ง",
    "no_python": "เรียกโปรแกรม ita ไม่ได้ (%1)\n"
    "ติดตั้ง Python และ ita-toolkit ในเครื่องนี้ แล้วพิมพ์คำสั่ง ita macros install ในโฟลเดอร์ของหน่วยงาน "
    "จากนั้นเปิดสมุดงานนี้ใหม่",
    "command_failed": "โปรแกรม ita หยุดกลางคัน (รหัส %1)\n"
    "เปิดหน้าต่างคำสั่งในโฟลเดอร์ของหน่วยงาน แล้วพิมพ์ ita check เพื่อดูสาเหตุ",
    "percent_sign": "ชื่อโฟลเดอร์ ชื่อไฟล์ หรือช่องที่พิมพ์ มีเครื่องหมาย % ซึ่ง Windows อ่านเป็นคำสั่งของเครื่อง\n"
    "เปลี่ยนชื่อให้ไม่มีเครื่องหมาย % แล้วกดปุ่มอีกครั้ง",
    "no_answer": "ส่วนเสริม xlwings ไม่ได้ส่งคำตอบกลับมา\n"
    "ปิดส่วนเสริม xlwings ในเมนู ไฟล์ > ตัวเลือก > Add-in แล้วกดปุ่มอีกครั้ง จะใช้คำสั่ง ita แทน",
    "needs_xlwings": "ปุ่มนี้ต้องใช้ส่วนเสริม xlwings ซึ่งยังไม่ได้เปิดหรือถูกปิดกั้น\n"
    "พิมพ์คำสั่ง xlwings addin install แล้วเปิด Excel ใหม่ หรือขอให้ผู้ดูแลเครื่องอนุญาต\n"
    "ระหว่างนี้ทำ PDF ได้จากเมนู ไฟล์ > ส่งออก",
    "no_rollup": "ยังไม่มีผลรวมในโฟลเดอร์ reports\nกดปุ่ม รวมผลประจำเดือน ก่อน",
    "refreshed": "แสดงผลรวมจาก %1 ในแผ่นถัดไปแล้ว",
    "no_figures": "ไฟล์ %1 ไม่มีแผ่นผลรวม จึงไม่มีอะไรให้แสดง\nกดปุ่ม รวมผลประจำเดือน เพื่อทำไฟล์นี้ใหม่",
    "choose_finding": "ยังไม่ได้เลือกข้อค้นพบ\nคลิกแถวที่ต้องการในแผ่น ข้อค้นพบ แล้วกดปุ่มอีกครั้ง",
    "finding_not_there": "ไปยังเซลล์ที่พบไม่ได้ (%1)\n"
    "ตรวจดูว่าไฟล์ในแถวนั้นยังอยู่ในโฟลเดอร์ของหน่วยงานและไม่มีไฟล์ชื่อเดียวกันเปิดค้างอยู่",
    "same_name": "มีสมุดงานชื่อ %1 จากโฟลเดอร์อื่นเปิดอยู่",
    "choose_part": "ยังไม่ได้เลือกสิ่งที่จะพิมพ์\nเปิดแผ่นผลลัพธ์ เลือกช่วงเซลล์ถ้าต้องการพิมพ์บางส่วน แล้วกดปุ่มในแผ่นนั้น",
    "not_printed": "พิมพ์ไม่ได้ (%1)\nตรวจดูว่าเครื่องนี้มีเครื่องพิมพ์ที่ตั้งไว้แล้ว",
    "not_opened": "เปิดจาก Excel ไม่ได้: %1\nเปิดจาก File Explorer หรือ Finder แทน",
    "no_book": "ไม่มีสมุดงานอื่นเปิดอยู่\nเปิดสมุดงานที่ต้องการก่อน แล้วกดปุ่มอีกครั้ง "
    "ถ้าเปิดอยู่แล้วแต่มีแถบ มุมมองที่ได้รับการป้องกัน ให้กด เปิดใช้งานการแก้ไข ในเล่มนั้นก่อน",
    "two_books": "มีสมุดงานอื่นเปิดอยู่หลายเล่ม:%1\nปิดให้เหลือเล่มที่ต้องการเพียงเล่มเดียว แล้วกดปุ่มอีกครั้ง",
    "save_first": "สมุดงาน %1 มีส่วนที่ยังไม่ได้บันทึก\nบันทึกก่อน แล้วกดปุ่มอีกครั้ง เพราะตรวจจากไฟล์ที่บันทึกไว้",
    "no_tints": "ไม่มีเซลล์ใดต้องระบายสี",
    "tinted": "ระบายสีเซลล์ที่ต้องดูแล้ว %1 เซลล์: สีชมพูต้องแก้ไข สีเหลืองควรตรวจดู",
    "not_tinted": "แผ่นที่ถูกป้องกันจึงระบายสีไม่ได้: %1\nดูเซลล์ที่พบในแผ่น ข้อค้นพบ "
    "หรือเลือกเมนู รีวิว > ยกเลิกการป้องกันแผ่นงาน ในแผ่นนั้น (ไม่มีรหัสผ่าน) แล้วตรวจอีกครั้ง",
}
"""What stands on `_words`, by key."""

FIRST_MESSAGE = (
    "กดปุ่มด้านล่างเพื่อสั่งงาน คำตอบจะขึ้นในช่องนี้\n"
    "ถ้ากดแล้วไม่มีอะไรเกิดขึ้น แปลว่า Excel ยังปิดกั้นแมโครของเล่มนี้ ให้ปิดเล่มนี้ก่อน "
    "คลิกขวาที่ไฟล์ เลือก คุณสมบัติ (Properties) ทำเครื่องหมาย ยกเลิกการบล็อก (Unblock) "
    "แล้วเปิดใหม่และกด เปิดใช้งานเนื้อหา (Enable Content) บน Mac กด เปิดใช้งานแมโคร"
)
"""What the control sheet says before anything was asked for."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: the macro that it calls, its caption, and what it does in a few words."""

    macro: str
    caption: str
    meaning: str


OFFICE_BUTTONS = (
    Button("CheckOffice", "ตรวจแผนและไฟล์ที่ส่งมา", "ตรวจโดยไม่รับเข้าและไม่ย้ายไฟล์ใด"),
    Button("DistributeWorkbooks", "สร้างแบบรายงานให้กอง", "หนึ่งเล่มต่อกอง ในโฟลเดอร์ outbox"),
    Button("RollUpMonth", "รวมผลประจำเดือน", "รับไฟล์ใน inbox แล้วสรุปผลลงแผ่นในเล่มนี้"),
    Button("ShowStatus", "ดูสถานะล่าสุด", "ใครส่งแล้ว งานใดล่าช้า โดยไม่รับไฟล์เพิ่ม"),
    Button("FillReport", "ทำรายงานตามที่เลือก", "เติมรายงานและบันทึกข้อความ แล้วเปิดให้ดู"),
    Button("MakePdfs", "ทำ PDF ของรายงาน", "ทุกไฟล์ใน reports ที่ยังไม่มี PDF ล่าสุด"),
)
BOOK_BUTTONS = (
    Button("CheckOpenBook", "ตรวจเล่มที่เปิดอยู่", "แสดงรายการ และระบายสีเซลล์ที่ต้องแก้"),
    Button("PrintOpenBook", "PDF ของเล่มที่เปิดอยู่", "พิมพ์เป็น PDF ด้วย Excel (ต้องมี xlwings)"),
    Button("CompareHeights", "เทียบความสูงแถว", "เทียบกับ AutoFit ของ Excel (ต้องมี xlwings)"),
)
SHEET_BUTTONS = (
    Button("JumpToFinding", "ไปยังเซลล์ที่พบ", "จากแถวที่เลือกในแผ่นข้อค้นพบ"),
    Button("RefreshSheets", "อ่านผลรวมล่าสุด", "จากไฟล์ใน reports ไม่ต้องใช้ Python"),
    Button("PrintSelected", "พิมพ์ส่วนที่เลือก", "ในแผ่นผลลัพธ์ ไม่ต้องใช้ Python"),
    Button("OpenFolder", "เปิดโฟลเดอร์", "โฟลเดอร์ของหน่วยงาน"),
)
