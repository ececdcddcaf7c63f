"""The control workbook: the Thai words of its macros, its buttons, its sheets, and the answers it reads.

Macros are plain ASCII, so they look every Thai word up by key on the sheet `_words`. "%1" stands for what
a macro puts in.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.books.rollup_book import (
    FINDINGS_COLUMNS,
    LATE_SHEET,
    MEASURES_SHEET,
    REPORTING_SHEET,
    ROLLUP_FINDINGS_SHEET,
    STEPS_SHEET,
)
from toolkit.books.rollup_overview import OVERVIEW_SHEET
from toolkit.books.table_sheet import PrintedValue
from toolkit.model.finding import Severity
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.xlsx.layouts import CHOICES
from toolkit.xlsx.new_workbook import (
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    MADE_AT,
    MISSING_FILL,
    MUTED,
    PROBLEM_FILL,
    Book,
    landscape_a4,
)
from toolkit.xlsx.package import Package

CONTROL_SHEET = "สั่งงาน"

HEIGHTS_SHEET = "ความสูงแถว"
# Macros are told these cells on `_words`, so that only this module says where they are.
MONTH_CELL, REPORT_CELL, PROGRAM_CELL, MESSAGE_CELL = "C5", "C6", "C7", "B9"

WORDS: Mapping[str, str] = {
    "title": "ศูนย์สั่งงาน ITA",
    "sheet_control": CONTROL_SHEET,
    "sheet_findings": ROLLUP_FINDINGS_SHEET,
    "sheet_heights": HEIGHTS_SHEET,
    "cell_month": MONTH_CELL,
    "cell_report": REPORT_CELL,
    "cell_program": PROGRAM_CELL,
    "cell_message": MESSAGE_CELL,
    "working": "กำลังทำงาน โปรดรอสักครู่",
    "stopped": "หยุดตามที่กดปุ่ม Esc แล้ว ไฟล์ที่มีอยู่ไม่เสียหาย\nกดปุ่มอีกครั้งเมื่อต้องการทำใหม่",
    "failed": "งานนี้ทำไม่สำเร็จ (%1)\nบันทึกและปิดสมุดงานอื่นที่เปิดอยู่ แล้วกดปุ่มอีกครั้ง",
    "unsaved": "สมุดงานสั่งงานนี้ยังไม่ได้บันทึก\nบันทึกไว้ในโฟลเดอร์ของหน่วยงาน ที่เดียวกับ plan.xlsx แล้วกดปุ่มอีกครั้ง",
    # Excel gives a workbook in a OneDrive folder an address on the web for its path.
    "web_path": "สมุดงานเปิดมาจากที่อยู่บนเว็บ (%1) โปรแกรมจึงหาโฟลเดอร์ในเครื่องไม่พบ\n"
    "คัดลอกโฟลเดอร์ของหน่วยงานทั้งโฟลเดอร์มาไว้ในเครื่อง เช่น ที่ C:\\ITA (Documents มักอยู่ใน OneDrive) "
    "แล้วเปิดสมุดงานจากที่นั่น",
    "protected": "แผ่น %1 ถูกป้องกันไว้ จึงแสดงผลไม่ได้\nเลือกเมนู รีวิว > ยกเลิกการป้องกันแผ่นงาน แล้วกดปุ่มอีกครั้ง",
    "no_python": "เรียกโปรแกรม ita ไม่ได้ (%1)\n"
    "ให้ผู้ดูแลเครื่องติดตั้งโปรแกรม ita-toolkit ในเครื่องนี้ แล้วพิมพ์คำสั่ง ita macros install ในโฟลเดอร์ของหน่วยงาน "
    "จากนั้นเปิดสมุดงานนี้ใหม่",
    "command_failed": "โปรแกรม ita หยุดกลางคัน (รหัส %1)\n"
    "เปิดหน้าต่างคำสั่งในโฟลเดอร์ของหน่วยงาน แล้วพิมพ์ ita check เพื่อดูสาเหตุ",
    # The command line of Windows replaces %NAME% even within quotes.
    "percent_sign": "ชื่อโฟลเดอร์ ชื่อไฟล์ หรือช่องที่พิมพ์ มีเครื่องหมาย % ซึ่ง Windows อ่านเป็นคำสั่งของเครื่อง\n"
    "เปลี่ยนชื่อให้ไม่มีเครื่องหมาย % แล้วกดปุ่มอีกครั้ง",
    "pdf_made": "ทำ PDF ไว้ที่ %1",
    "pdf_failed": "ทำ PDF ไม่ได้: %1\nถ้าไฟล์นี้เปิดอยู่ ให้ปิดก่อน แล้วกดปุ่มอีกครั้ง",
    "heights_compared": "เทียบ %1: ต่างจากความสูงที่ Excel ปรับเอง %2 แถว เตี้ยกว่าที่ Excel ต้องการ %3 แถว",
    "heights_headings": "แผ่น\nแถว\nความสูงที่ตั้งไว้\nความสูงที่ Excel ปรับเอง\nต่างกัน",
    "not_measured": "วัดไม่ได้เพราะแผ่นถูกป้องกัน: %1",
    "no_rollup": "ยังไม่มีสรุปผลในโฟลเดอร์ reports\nกดปุ่ม สรุปผลประจำเดือน ก่อน",
    "refreshed": "แสดงสรุปผลจาก %1 ในแผ่นถัดไปแล้ว",
    "no_figures": "ไฟล์ %1 ไม่มีแผ่นสรุปผล จึงไม่มีอะไรให้แสดง\nกดปุ่ม สรุปผลประจำเดือน เพื่อทำไฟล์นี้ใหม่",
    "choose_finding": "ยังไม่ได้เลือกสิ่งที่พบ\nคลิกแถวที่ต้องการในแผ่น สิ่งที่พบ แล้วกดปุ่มอีกครั้ง",
    "finding_not_there": "ไปยังช่องที่พบไม่ได้ (%1)\n"
    "ตรวจดูว่าไฟล์ในแถวนั้นยังอยู่ในโฟลเดอร์ของหน่วยงานและไม่มีไฟล์ชื่อเดียวกันเปิดค้างอยู่",
    # Excel opens no two workbooks of one name, whatever folders they are in.
    "same_name": "มีสมุดงานชื่อ %1 จากโฟลเดอร์อื่นเปิดอยู่",
    "choose_part": "ยังไม่ได้เลือกสิ่งที่จะพิมพ์\nเปิดแผ่นผลลัพธ์ เลือกช่วงช่องถ้าต้องการพิมพ์บางส่วน แล้วกดปุ่มในแผ่นนั้น",
    "not_printed": "พิมพ์ไม่ได้ (%1)\nตรวจดูว่าเครื่องนี้มีเครื่องพิมพ์ที่ตั้งไว้แล้ว",
    "not_opened": "เปิดจาก Excel ไม่ได้: %1\nเปิดจาก File Explorer หรือ Finder แทน",
    "no_book": "ไม่มีสมุดงานอื่นเปิดอยู่\nเปิดสมุดงานที่ต้องการก่อน แล้วกดปุ่มอีกครั้ง "
    "ถ้าเปิดอยู่แล้วแต่มีแถบ มุมมองที่ได้รับการป้องกัน ให้กด เปิดใช้งานการแก้ไข ในสมุดงานนั้นก่อน",
    "two_books": "มีสมุดงานอื่นเปิดอยู่หลายไฟล์:%1\nปิดให้เหลือไฟล์ที่ต้องการเพียงไฟล์เดียว แล้วกดปุ่มอีกครั้ง",
    "save_first": "สมุดงาน %1 มีส่วนที่ยังไม่ได้บันทึก\nบันทึกก่อน แล้วกดปุ่มอีกครั้ง เพราะตรวจจากไฟล์ที่บันทึกไว้",
    "no_tints": "ไม่มีช่องใดต้องระบายสี",
    "tinted": "ระบายสีช่องที่ต้องดูแล้ว %1 ช่อง: สีชมพูต้องแก้ไข สีเหลืองควรตรวจดู",
    "not_tinted": "แผ่นที่ถูกป้องกันจึงระบายสีไม่ได้: %1\nดูช่องที่พบในแผ่น สิ่งที่พบ "
    "หรือเลือกเมนู รีวิว > ยกเลิกการป้องกันแผ่นงาน ในแผ่นนั้น (ไม่มีรหัสผ่าน) แล้วตรวจอีกครั้ง",
}
"""What stands on `_words`, by key."""

FIRST_MESSAGE = (
    "กดปุ่มด้านล่างเพื่อสั่งงาน คำตอบจะขึ้นในช่องนี้\n"
    "ถ้ากดแล้วไม่มีอะไรเกิดขึ้น แปลว่า Excel ยังปิดกั้นแมโครของสมุดงานนี้ ให้ปิดสมุดงานนี้ก่อน "
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
    Button("DistributeWorkbooks", "แจกแบบรายงานให้กอง", "กองละหนึ่งไฟล์ ในโฟลเดอร์ outbox"),
    Button("RollUpMonth", "สรุปผลประจำเดือน", "รับไฟล์ใน inbox แล้วสรุปผลลงแผ่นในสมุดงานนี้"),
    Button("ShowStatus", "ดูผลล่าสุด", "ใครส่งแล้ว งานใดล่าช้า โดยไม่รับไฟล์เพิ่ม"),
    Button("FillReport", "ทำรายงานตามที่เลือก", "เติมรายงานและบันทึกข้อความ แล้วเปิดให้ดู"),
    Button("MakePdfs", "ทำ PDF ของรายงาน", "ทุกไฟล์ใน reports ที่ยังไม่มี PDF ล่าสุด"),
)
BOOK_BUTTONS = (
    Button("CheckOpenBook", "ตรวจไฟล์ที่เปิดอยู่", "แสดงรายการ และระบายสีช่องที่ต้องแก้"),
    Button("PrintOpenBook", "PDF ของไฟล์ที่เปิดอยู่", "พิมพ์เป็น PDF ด้วย Excel ไม่ต้องใช้โปรแกรม ita"),
    Button("CompareHeights", "เทียบความสูงแถว", "เทียบกับที่ Excel ปรับเอง ไม่ต้องใช้โปรแกรม ita"),
)
SHEET_BUTTONS = (
    Button("JumpToFinding", "ไปยังช่องที่พบ", "จากแถวที่เลือกในแผ่นสิ่งที่พบ"),
    Button("RefreshSheets", "อ่านสรุปผลล่าสุด", "จากไฟล์ใน reports ไม่ต้องใช้โปรแกรม ita"),
    Button("PrintSelected", "พิมพ์ส่วนที่เลือก", "ในแผ่นผลลัพธ์ ไม่ต้องใช้โปรแกรม ita"),
    Button("OpenFolder", "เปิดโฟลเดอร์", "โฟลเดอร์ของหน่วยงาน"),
)


PROJECT_PART = "xl/vbaProject.bin"
ANSWER_SHEET = "_answer"
TINTS_SHEET = "_tints"
WORDS_SHEET = "_words"
MEMORY_SHEET = "_before"
"""What the cells of checked workbooks had before they were tinted: workbook, sheet, cell, tint, fill."""
# All but the last have the names of sheets of the roll-up workbook: macros copy its values, not its looks, to
# the sheet of the same name, so the widths follow its columns. After a change here: `make macros`.
RESULT_SHEETS: Mapping[str, tuple[float, ...]] = {
    ROLLUP_FINDINGS_SHEET: (14, 34, 16, 12, 52, 48, 22),
    OVERVIEW_SHEET: (8, 46, 17, 14, 17, 23),
    MEASURES_SHEET: (8, 62, 26, 14, 12, 16, 10, 10, 12, 11),
    STEPS_SHEET: (10, 40, 18, 12, 11, 20, 11, 11, 38, 22, 22),
    REPORTING_SHEET: (34, *(11,) * 12, 23),
    LATE_SHEET: (10, 44, 24, 12, 13, 12, 15, 15, 24, 34),
    HEIGHTS_SHEET: (24, 10, 16, 16, 16),
}
"""The sheets on which results are shown, with the widths of their columns."""

FINDINGS_HEADINGS = tuple(column.heading for column in FINDINGS_COLUMNS)

_HEADING_ROW = 3
_MODULES = ("ThisWorkbook", "Sheet")
_CONTROL_WIDTHS = (2, 30, 38, 3, 30, 40)
_BUTTON_WIDTH = 213
"""Pixels: with the offset just the column as XlsxWriter reckons it, so that a button ends where the next
column begins, however wide a program shows it."""
_PURPOSE = "กดปุ่มเพื่อสั่งงาน ผลจะขึ้นในแผ่นถัดไปของสมุดงานนี้ · วางสมุดงานนี้ไว้ในโฟลเดอร์ของหน่วยงาน ที่เดียวกับ plan.xlsx"


def sheet_count() -> int:
    """Return how many sheets the control workbook has; the project has a document module for each."""
    return 1 + len(RESULT_SHEETS) + 2


def make_control_workbook(
    project: bytes | None,
    *,
    program: str = "ita",
    reports: Sequence[str] = (),
    note: str = "",
    message: str = FIRST_MESSAGE,
) -> bytes:
    """Return the bytes of ita-control.xlsm; equal arguments give equal bytes.

    `project` is the compiled macros; None makes an .xlsx into which a person imports them. `program` is the
    command that the macros start. `reports` are the kinds offered, the first one chosen. `note` is kept in
    the file's properties, `message` shown on the control sheet.
    """
    book = Book(CHOICES["font"][0], title=WORDS["title"])
    workbook = book.workbook
    workbook.set_properties(
        {"title": WORDS["title"], "author": "ita-toolkit", "created": MADE_AT, "comments": note}
    )
    _control_sheet(book, program, reports, message)
    for name, widths in RESULT_SHEETS.items():
        _result_sheet(book, name, widths)
    words = book.sheet(WORDS_SHEET)
    for row, (key, text) in enumerate(WORDS.items()):
        words.write_string(row, 0, key)
        words.write_string(row, 1, text)
    words.very_hidden()
    memory = book.sheet(MEMORY_SHEET)
    # As text: a sheet may be called 1, and its name must come back as it was.
    memory.set_column(0, 4, 20, book.look(num_format="@"))
    memory.very_hidden()
    if project is not None:
        workbook.add_vba_project(io.BytesIO(project), is_stream=True)
        workbook.set_vba_name(_MODULES[0])
        for number, sheet in enumerate(workbook.worksheets(), 1):
            sheet.set_vba_name(f"{_MODULES[1]}{number}")
    return book.finish()


def project_of(control: bytes) -> bytes:
    """Return the compiled macros of a control workbook."""
    return Package(control).read(PROJECT_PART)


def make_answer_workbook(
    message: str, files: Iterable[str], sheets: Mapping[str, Sequence[Sequence[PrintedValue]]]
) -> bytes:
    """Return the workbook that the macros read after a command: a message, files to open, rows for sheets.

    Rows for `_tints` are not shown but done: sheet, cell and colour in the workbook asked about.
    """
    book = Book(CHOICES["font"][0], title=WORDS["title"])
    for name, rows in {ANSWER_SHEET: [[message], *([file] for file in files)], **sheets}.items():
        sheet = book.sheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.put(row, column, value)
    return book.finish()


def _control_sheet(book: Book, program: str, reports: Sequence[str], message: str) -> None:
    sheet = book.sheet(CONTROL_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_widths(_CONTROL_WIDTHS)
    banner = {"bg_color": BRAND, "font_color": INPUT_FILL, "valign": "vcenter", "indent": 1}
    sheet.set_row(1, 40)
    sheet.merge_range("B2:F2", WORDS["title"], book.look(**banner, font_size=22, bold=True))
    sheet.merge_range("B3:F3", _PURPOSE, book.look(**banner))
    _typed_cells(book, sheet, program, reports)
    look = book.look(border=1, border_color=LINE, bg_color=BRAND_LIGHT, valign="vcenter", indent=1)
    sheet.merge_range(f"{MESSAGE_CELL}:F{MESSAGE_CELL[1:]}", message, look)
    sheet.set_row(int(MESSAGE_CELL[1:]) - 1, 130)
    below = int(MESSAGE_CELL[1:]) + 1
    left = _buttons(book, sheet, below, 1, "ทั้งหน่วยงาน", OFFICE_BUTTONS)
    right = _buttons(book, sheet, below, 4, "สมุดงานที่เปิดอยู่", BOOK_BUTTONS)
    right = _buttons(book, sheet, right, 4, "แผ่นผลลัพธ์ (ไม่ต้องใช้โปรแกรม ita)", SHEET_BUTTONS)
    landscape_a4(sheet)
    sheet.print_area(0, 0, max(left, right), 5)


def _typed_cells(book: Book, sheet: Worksheet, program: str, reports: Sequence[str]) -> None:
    """Write the cells in which a person chooses, each with its label before it and its meaning behind it."""
    plain: dict[str, Any] = {"text_wrap": False, "valign": "vcenter"}
    typed = book.look(**plain, border=1, border_color=LINE, bg_color=INPUT_FILL, num_format="@", indent=1)
    for label, cell, value, meaning in (
        ("เดือน", MONTH_CELL, "", "พิมพ์แบบ 2570-03 หรือ มี.ค. 70 · เว้นว่าง = เดือนล่าสุดที่สิ้นสุดแล้ว"),
        ("รายงาน", REPORT_CELL, reports[0] if reports else "", "เลือกรายงานสำหรับปุ่ม ทำรายงานตามที่เลือก"),
        ("โปรแกรม ita", PROGRAM_CELL, program, "ita macros install ใส่ที่อยู่ของโปรแกรมให้เอง"),
    ):
        row = cell[1:]
        sheet.set_row(int(row) - 1, 27)
        sheet.write_string(f"B{row}", label, book.look(**plain, bold=True, indent=1))
        sheet.write_string(cell, value, typed)
        sheet.write_string(f"E{row}", meaning, book.look(**plain, font_color=MUTED))
    if reports:
        # Inline: the few kinds of report stay far below the 255 characters of such a list.
        sheet.data_validation(REPORT_CELL, {"validate": "list", "source": list(reports)})


def _buttons(
    book: Book, sheet: Worksheet, row: int, column: int, heading: str, buttons: Iterable[Button]
) -> int:
    """Write a column of buttons with what each does beside it; return the row below them."""
    sheet.write_string(row, column, heading, book.look(bold=True, font_color=BRAND, text_wrap=False))
    row += 1
    for button in buttons:
        sheet.set_row(row, 30)
        size = {"width": _BUTTON_WIDTH, "height": 34, "x_offset": 2, "y_offset": 3}
        sheet.insert_button(row, column, {"macro": button.macro, "caption": button.caption, **size})
        meaning = book.look(font_color=MUTED, valign="vcenter", indent=1)
        sheet.write_string(row, column + 1, button.meaning, meaning)
        row += 1
    return row


def _result_sheet(book: Book, name: str, widths: Iterable[float]) -> None:
    sheet = book.sheet(name)
    for column, width in enumerate(widths):
        # The first column holds titles, which run on over the empty cells beside them.
        sheet.set_column(column, column, width, book.look(text_wrap=column > 0))
    sheet.freeze_panes(_HEADING_ROW, 0)
    heading = {"type": "no_blanks", "format": book.workbook.add_format({"bg_color": BRAND_LIGHT})}
    sheet.conditional_format(_HEADING_ROW - 1, 0, _HEADING_ROW - 1, 25, heading)
    if name == ROLLUP_FINDINGS_SHEET:
        sheet.write_string(0, 0, "ยังไม่ได้ตรวจ", book.look(bold=True, text_wrap=False))
        # By rules, since macros copy the values of the answer and not its looks.
        tints: tuple[tuple[Severity, str], ...] = (("error", PROBLEM_FILL), ("warning", MISSING_FILL))
        for severity, colour in tints:
            is_so = {"type": "cell", "criteria": "==", "value": f'"{SEVERITY_LABELS["th"][severity]}"'}
            look = book.workbook.add_format({"bg_color": colour})
            sheet.conditional_format(_HEADING_ROW, 0, 20_000, 0, {**is_so, "format": look})
    landscape_a4(sheet, repeat=(_HEADING_ROW - 1, _HEADING_ROW - 1))
