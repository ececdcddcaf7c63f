"""The control workbook of the head of office, and the workbook in which an answer comes back to it.

The macros are LibreOffice's compilation of `macros/*.bas` (`macros/build.py`); everything else is made here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.model.finding import Severity
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.workbook.control.words import (
    BOOK_BUTTONS,
    CONTROL_SHEET,
    FIRST_MESSAGE,
    FOUND_SHEET,
    HEIGHTS_SHEET,
    MESSAGE_CELL,
    MONTH_CELL,
    OFFICE_BUTTONS,
    PROGRAM_CELL,
    REPORT_CELL,
    ROUTE_CELL,
    SHEET_BUTTONS,
    WORDS,
    Button,
)
from toolkit.workbook.layouts import CHOICES
from toolkit.workbook.style import (
    BRAND,
    BRAND_LIGHT,
    INPUT_FILL,
    LINE,
    LOCKED_FILL,
    MADE_AT,
    MISSING_FILL,
    MUTED,
    PROBLEM_FILL,
    Book,
    landscape_a4,
)

PROJECT_PART = "xl/vbaProject.bin"
ANSWER_SHEET = "_answer"
TINTS_SHEET = "_tints"
WORDS_SHEET = "_words"
MEMORY_SHEET = "_before"
"""What the cells of checked workbooks had before they were tinted: workbook, sheet, cell, tint, fill."""
CONFIG_SHEET = "xlwings.conf"
RESULT_SHEETS: Mapping[str, tuple[float, ...]] = {
    FOUND_SHEET: (14, 34, 16, 12, 52, 48, 22),
    "ภาพรวม": (8, 46, 17, 14, 17, 23),
    "มาตรการ": (8, 62, 26, 14, 12, 16, 10, 10, 12, 11),
    "ขั้นตอน": (10, 40, 18, 12, 11, 20, 11, 11, 38, 22, 22),
    "การส่งรายงาน": (34, *(11,) * 12, 23),
    "งานล่าช้า": (10, 44, 24, 12, 13, 12, 15, 15, 24, 34),
    HEIGHTS_SHEET: (24, 10, 16, 16, 16),
}
"""The sheets on which results are shown, with the widths of their columns. All but the last are named like
sheets of the roll-up workbook, whose values they take."""

FOUND_HEADINGS = ("ระดับ", "ไฟล์", "แผ่นงาน", "เซลล์", "สิ่งที่พบ", "วิธีแก้ไข", "รหัส")
"""The columns of the sheet of findings, as in the roll-up workbook."""

CellValue = str | float | None
_LONGEST_TEXT_FORMAT = 255  # some versions of Excel show longer texts in text cells as ###
_HEADING_ROW = 3
_MODULES = ("ThisWorkbook", "Sheet")
_CONTROL_WIDTHS = (2, 30, 38, 3, 30, 40)
_BUTTON_WIDTH = 213
"""Pixels: with the offset just the column as XlsxWriter reckons it, so that a button ends where the next
column begins, however wide a program shows it."""
_PURPOSE = "กดปุ่มเพื่อสั่งงาน ผลจะขึ้นในแผ่นงานถัดไปของเล่มนี้ · วางเล่มนี้ไว้ในโฟลเดอร์ของหน่วยงาน ที่เดียวกับ plan.xlsx"


def sheet_count() -> int:
    """How many sheets the control workbook has; the project has a document module for each."""
    return 1 + len(RESULT_SHEETS) + 3


def make_control_workbook(
    project: bytes | None,
    *,
    program: str = "ita",
    interpreter: str = "",
    reports: Sequence[str] = (),
    note: str = "",
    message: str = FIRST_MESSAGE,
) -> bytes:
    """The bytes of ita-control.xlsm; equal arguments give equal bytes.

    `project` is the compiled macros; None makes an .xlsx into which a person imports them. `program` is the
    command that the macros start, `interpreter` the Python of the xlwings add-in (blank: its own setting).
    `reports` are the kinds offered, the first one chosen. `note` is kept in the file's properties, `message`
    shown on the control sheet.
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
    memory.set_column(0, 4, 20, book.look(num_format="@"))
    memory.very_hidden()
    _xlwings_sheet(book, interpreter)
    if project is not None:
        workbook.add_vba_project(io.BytesIO(project), is_stream=True)
        workbook.set_vba_name(_MODULES[0])
        for number, sheet in enumerate(workbook.worksheets(), 1):
            sheet.set_vba_name(f"{_MODULES[1]}{number}")
    return book.finish()


def project_of(control: bytes) -> bytes:
    """The compiled macros of a control workbook."""
    with zipfile.ZipFile(io.BytesIO(control)) as archive:
        return archive.read(PROJECT_PART)


def make_answer_workbook(
    message: str, files: Iterable[str], sheets: Mapping[str, Sequence[Sequence[CellValue]]]
) -> bytes:
    """The workbook that the macros read after a command: a message, files to open, rows for sheets.

    Rows for `_tints` are not shown but done: sheet, cell and colour in the workbook asked about.
    """
    book = Book(CHOICES["font"][0], title=WORDS["title"])
    for name, rows in {ANSWER_SHEET: [[message], *([each] for each in files)], **sheets}.items():
        sheet = book.sheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, value[:32_767])
                elif value is not None:
                    sheet.write_number(row, column, value)
    return book.finish()


def needs_text_format(value: CellValue) -> bool:
    """Whether Excel might take a text that is assigned to a cell for something else: "1.10" for a number,
    "ธ.ค. 66" for a date, "-" for a formula."""
    return isinstance(value, str) and (len(value) <= _LONGEST_TEXT_FORMAT or value[0] in "=+-@")


def _control_sheet(book: Book, program: str, reports: Sequence[str], said: str) -> None:
    sheet = book.sheet(CONTROL_SHEET)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_CONTROL_WIDTHS):
        sheet.set_column(column, column, width)
    banner = {"bg_color": BRAND, "font_color": INPUT_FILL, "valign": "vcenter", "indent": 1}
    sheet.set_row(1, 40)
    sheet.merge_range("B2:F2", WORDS["title"], book.look(**banner, font_size=22, bold=True))
    sheet.merge_range("B3:F3", _PURPOSE, book.look(**banner))
    _typed_cells(book, sheet, program, reports)
    look = book.look(border=1, border_color=LINE, bg_color=BRAND_LIGHT, valign="vcenter", indent=1)
    sheet.merge_range(f"{MESSAGE_CELL}:F{MESSAGE_CELL[1:]}", said, look)
    sheet.set_row(int(MESSAGE_CELL[1:]) - 1, 130)
    below = int(MESSAGE_CELL[1:]) + 1
    left = _buttons(book, sheet, below, 1, "ทั้งหน่วยงาน", OFFICE_BUTTONS)
    right = _buttons(book, sheet, below, 4, "สมุดงานที่เปิดอยู่", BOOK_BUTTONS)
    right = _buttons(book, sheet, right, 4, "แผ่นผลลัพธ์ (ไม่ต้องใช้ Python)", SHEET_BUTTONS)
    landscape_a4(sheet)
    sheet.print_area(0, 0, max(left, right), 5)


def _typed_cells(book: Book, sheet: Worksheet, program: str, reports: Sequence[str]) -> None:
    """The cells in which a person chooses, each with its label before it and its meaning behind it."""
    plain: dict[str, Any] = {"text_wrap": False, "valign": "vcenter"}
    typed = book.look(**plain, border=1, border_color=LINE, bg_color=INPUT_FILL, num_format="@", indent=1)
    shown = book.look(**plain, border=1, border_color=LINE, bg_color=LOCKED_FILL, indent=1)
    for label, cell, value, look, meaning in (
        ("เดือน", MONTH_CELL, "", typed, "พิมพ์แบบ 2567-03 หรือ มี.ค. 67 · เว้นว่าง = เดือนล่าสุดที่สิ้นสุดแล้ว"),
        ("รายงาน", REPORT_CELL, reports[0] if reports else "", typed, "เลือกรายงานสำหรับปุ่ม ทำรายงานตามที่เลือก"),
        ("โปรแกรม ita", PROGRAM_CELL, program, typed, "ita macros install ใส่ที่อยู่ของโปรแกรมให้เอง"),
        ("ทางที่ใช้ล่าสุด", ROUTE_CELL, "", shown, "เลือกให้เอง: xlwings ถ้ามี มิฉะนั้นใช้คำสั่ง ita"),
    ):
        row = cell[1:]
        sheet.set_row(int(row) - 1, 27)
        sheet.write_string(f"B{row}", label, book.look(**plain, bold=True, indent=1))
        sheet.write_string(cell, value, look)
        sheet.write_string(f"E{row}", meaning, book.look(**plain, font_color=MUTED))
    if reports:
        sheet.data_validation(REPORT_CELL, {"validate": "list", "source": list(reports)})


def _buttons(
    book: Book, sheet: Worksheet, row: int, column: int, heading: str, buttons: Iterable[Button]
) -> int:
    """A column of buttons with what each does beside it; gives the row below them."""
    sheet.write_string(row, column, heading, book.look(bold=True, font_color=BRAND, text_wrap=False))
    row += 1
    for each in buttons:
        sheet.set_row(row, 30)
        sheet.insert_button(
            row,
            column,
            {
                "macro": each.macro,
                "caption": each.caption,
                "width": _BUTTON_WIDTH,
                "height": 34,
                "x_offset": 2,
                "y_offset": 3,
            },
        )
        meaning = book.look(font_color=MUTED, valign="vcenter", indent=1)
        sheet.write_string(row, column + 1, each.meaning, meaning)
        row += 1
    return row


def _result_sheet(book: Book, name: str, widths: Iterable[float]) -> None:
    sheet = book.sheet(name)
    for column, width in enumerate(widths):
        # The first column holds titles, which run on over the empty cells beside them.
        sheet.set_column(column, column, width, book.look(text_wrap=column > 0))
    sheet.freeze_panes(_HEADING_ROW, 0)
    sheet.conditional_format(
        _HEADING_ROW - 1, 0, _HEADING_ROW - 1, 25, {"type": "no_blanks", "format": _fill(book, BRAND_LIGHT)}
    )
    if name == FOUND_SHEET:
        sheet.write_string(0, 0, "ยังไม่ได้ตรวจ", book.look(bold=True, text_wrap=False))
        tints: tuple[tuple[Severity, str], ...] = (("error", PROBLEM_FILL), ("warning", MISSING_FILL))
        for severity, colour in tints:
            value = f'"{SEVERITY_LABELS["th"][severity]}"'
            criteria = {"type": "cell", "criteria": "==", "value": value, "format": _fill(book, colour)}
            sheet.conditional_format(_HEADING_ROW, 0, 20_000, 0, criteria)
    landscape_a4(sheet, repeat=(_HEADING_ROW - 1, _HEADING_ROW - 1))


def _fill(book: Book, colour: str) -> object:
    return book.workbook.add_format({"bg_color": colour})


def _xlwings_sheet(book: Book, interpreter: str) -> None:
    """The settings that the add-in reads; the office folder is no place to import Python code from."""
    sheet = book.sheet(CONFIG_SHEET)
    settings = {"Interpreter_Win": interpreter, "Interpreter_Mac": interpreter} if interpreter else {}
    for row, (key, value) in enumerate((settings | {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}).items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.hide()
