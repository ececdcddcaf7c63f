"""What the buttons do with workbooks that are open in Excel, through xlwings: each takes the calling Book.

The calling Book is the control workbook; what is checked, printed or measured is the one other workbook that
is open. Nothing here imports xlwings: who calls has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from toolkit.books.control_book import (
    CONTROL_SHEET,
    HEIGHTS_SHEET,
    MEMORY_SHEET,
    MESSAGE_CELL,
    MONTH_CELL,
    REPORT_CELL,
    WORDS,
    CellValue,
    needs_text_format,
)
from toolkit.excel.answer import Answer, ControlError, Rows
from toolkit.excel.office_actions import ACTIONS, Request, run_action
from toolkit.excel.tints import tint_book
from toolkit.office.folder import OfficeFolder

_SAME = 0.5  # points: programs round heights to pixels
_LONGEST = 8_000  # letters; Excel refuses a block that holds a text of more than 8,203


def request_of(book: Any, now: dt.datetime, file: Path | None = None) -> Request:
    """What stands on the control sheet, and the folder of the workbook. Raises ControlError for none."""
    path = Path(_path(book))
    sheet = book.sheets[CONTROL_SHEET]
    month, report = (_text(sheet[cell].value) for cell in (MONTH_CELL, REPORT_CELL))
    return Request(OfficeFolder(path.parent), now, month, report, file)


def do_action(name: str, book: Any, now: dt.datetime) -> Answer:
    """Do what a button asks for and show the answer in the calling Book; gives it too."""
    try:
        action = BOOK_ACTIONS.get(name)
        answer = action(book, now) if action else run_action(name, request_of(book, now))
    except ControlError as error:
        answer = Answer(str(error))
    show_answer(book, answer)
    return answer


def show_answer(book: Any, answer: Answer) -> None:
    """Put an answer on the sheets of the control workbook; files that it names are opened."""
    for name, rows in answer.sheets.items():
        _fill_sheet(book.sheets[name], rows)
    book.sheets[CONTROL_SHEET][MESSAGE_CELL].value = answer.message
    for file in answer.files:
        book.app.books.open(str(Path(book.fullname).parent / file))


def roll_up_and_refresh(book: Any, now: dt.datetime) -> Answer:
    """Roll up the folder that the Book lies in and show the figures on its sheets."""
    return do_action("rollup", book, now)


def fill_report(book: Any, now: dt.datetime) -> Answer:
    """Fill the report that is chosen on the control sheet, and open it."""
    return do_action("report", book, now)


def check_book(book: Any, now: dt.datetime) -> Answer:
    """Check the open workbook and tint its cells that have to be mended; tints of the last check go first.

    What is checked is the file as it was saved. A sheet that may not be tinted is named in the message.
    """
    other = other_book(book)
    answer = run_action("book-check", request_of(book, now, Path(_path(other))))
    if answer.tints is None:
        return answer
    said = tint_book(book.sheets[MEMORY_SHEET], other, answer.tints)
    return replace(answer, message=f"{answer.message}\n{said}")


def export_pdf(book: Any, now: dt.datetime) -> Answer:
    """The open workbook as PDF, printed by Excel itself, beside its file; of one in the inbox or the archive,
    into which nothing is put, in the folder of reports. Raises ControlError where Excel cannot write it."""
    other = other_book(book)
    office, path = request_of(book, now).office, Path(_path(other))
    ours = any(path.is_relative_to(each) for each in (office.inbox, office.archive))
    target = (office.reports if ours else path.parent) / f"{path.stem}.pdf"
    target.parent.mkdir(exist_ok=True)
    try:
        other.to_pdf(str(target), show=False)
    except Exception as error:  # Excel's errors differ by system
        raise ControlError(f"ทำ PDF ไม่ได้: {target}\nถ้าไฟล์นี้เปิดอยู่ ให้ปิดก่อน แล้วกดปุ่มอีกครั้ง") from error
    return Answer(f"ทำ PDF ไว้ที่ {target}")


def compare_heights(book: Any, now: dt.datetime) -> Answer:  # noqa: ARG001  (as every action)
    """Where Excel's AutoFit gives rows of the open workbook another height, highest lack first.

    Each row gets its own height back. Rows with merged cells fit no text in AutoFit, so ours is higher there.
    """
    other = other_book(book)
    rows, refused = [], []
    for sheet in other.sheets:
        if not sheet.visible:
            continue
        try:
            rows += list(_heights(sheet))
        except Exception:  # Excel's errors differ by system; the sheet is named in the message
            refused.append(sheet.name)
    rows.sort(key=lambda row: row[4])
    low = sum(row[4] < 0 for row in rows)
    title = f"เทียบ {other.name}: ต่างจาก AutoFit {len(rows)} แถว เตี้ยกว่าที่ Excel ต้องการ {low} แถว"
    if refused:
        title += f"\nวัดไม่ได้เพราะแผ่นถูกป้องกัน: {', '.join(refused)}"
    headings = ("แผ่นงาน", "แถว", "ความสูงที่ตั้งไว้", "AutoFit ของ Excel", "ต่างกัน")
    return Answer(title, {HEIGHTS_SHEET: [(title,), (), headings, *rows]})


BOOK_ACTIONS: Mapping[str, Callable[[Any, dt.datetime], Answer]] = {
    "book-check": check_book,
    "book-pdf": export_pdf,
    "book-heights": compare_heights,
}
ALL_ACTIONS = frozenset((*ACTIONS, *BOOK_ACTIONS))


def other_book(book: Any) -> Any:
    """The one workbook that is open beside the calling one. Raises ControlError for none and for several."""
    others = [
        each
        for each in book.app.books
        if each.name != book.name and not each.name.lower().startswith("personal.")
    ]
    if not others:
        raise ControlError(WORDS["no_book"])
    if len(others) > 1:
        names = "".join(f"\n{each.name}" for each in others)
        raise ControlError(WORDS["two_books"].replace("%1", names))
    return others[0]


def _path(book: Any) -> str:
    """The path of a workbook's file. Raises ControlError where it was never saved or lies on the web."""
    path = str(book.fullname)
    if path.lower().startswith("http"):
        raise ControlError(WORDS["web_path"].replace("%1", path))
    if not Path(path).is_absolute():
        raise ControlError(WORDS["unsaved"])
    return path


def _text(value: object) -> str:
    """What a person typed; a month such as 2567-03 may have become a date."""
    if isinstance(value, dt.datetime):
        return f"{value.year}-{value.month:02d}"
    return "" if value is None else str(value)


def _fill_sheet(sheet: Any, rows: Rows) -> None:
    """Put rows on a sheet in one go, since each call to Excel takes its time. Texts get text cells first."""
    sheet.clear_contents()
    sheet.cells.number_format = "General"
    width = max(map(len, rows), default=0)
    if not width:
        return
    filled = [[*map(_shortened, row), *[None] * (width - len(row))] for row in rows]
    for column, values in enumerate(zip(*filled, strict=True)):
        for first, end in _runs_of_texts(values):
            sheet[first:end, column].number_format = "@"
    sheet["A1"].value = filled
    sheet.used_range.rows.autofit()


def _shortened(value: CellValue) -> CellValue:
    return value[:_LONGEST] if isinstance(value, str) else value


def _runs_of_texts(values: Iterable[CellValue]) -> Iterator[tuple[int, int]]:
    """First and end of each run of values that need text cells."""
    for texts, places in groupby(enumerate(values), lambda each: needs_text_format(each[1])):
        numbers = [number for number, _ in places]
        if texts:
            yield numbers[0], numbers[-1] + 1


def _heights(sheet: Any) -> Iterator[tuple[str, int, float, float, float]]:
    """Sheet, row, its height, AutoFit's, and by how much ours is higher, where they differ."""
    last = sheet.used_range.last_cell.row
    places = [(row, sheet[row - 1, 0]) for row in range(1, last + 1)]
    ours = {row: float(cell.row_height) for row, cell in places if cell.row_height}
    sheet.used_range.rows.autofit()
    for row, cell in places:
        if row not in ours:
            continue
        fitted = float(cell.row_height)
        cell.row_height = ours[row]
        if abs(ours[row] - fitted) > _SAME:
            yield sheet.name, row, round(ours[row], 2), round(fitted, 2), round(ours[row] - fitted, 2)
