"""The entry of the xlwings add-in: `from toolkit.excel.buttons import press; press('check')`."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import traceback

from toolkit.books.control_book import CONTROL_SHEET, MESSAGE_CELL
from toolkit.excel.book_actions import do_action
from toolkit.model.month import BANGKOK


def press(name: str) -> None:
    """Do what a button asks for in the calling Book. A fault of ours is told there too: the add-in would show
    a traceback, so that goes to a log file."""
    import xlwings

    book = xlwings.Book.caller()
    try:
        do_action(name, book, dt.datetime.now(BANGKOK))
    except Exception:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".log", delete=False) as log:
            log.write(traceback.format_exc())
        message = f"โปรแกรมทำงานนี้ไม่สำเร็จ ไฟล์ที่กองส่งมาไม่เสียหาย\nแจ้งผู้ดูแลพร้อมไฟล์ {log.name}"
        book.sheets[CONTROL_SHEET][MESSAGE_CELL].value = message
    if sys.platform == "darwin":  # the add-in does not wait there, so the macro ended long ago
        book.macro("ItaReach.ShowDone")()
