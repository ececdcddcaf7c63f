"""What the buttons do with workbooks that are open in Excel, through xlwings: each takes the calling Book.

The calling Book is the control workbook; what is checked, printed or measured is the one other workbook that
is open. Nothing here imports xlwings: who calls has it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.catalogue import severity_of
from toolkit.excel.answer import Answer, ControlError, Rows, found_rows
from toolkit.excel.office_actions import ACTIONS, Request, check_file, run_action
from toolkit.model.finding import FileResult, Finding, Severity
from toolkit.office.folder import Office
from toolkit.workbook.control_book import CellValue, needs_text_format
from toolkit.workbook.control_words import (
    CONTROL_SHEET,
    FOUND_SHEET,
    HEIGHTS_SHEET,
    MESSAGE_CELL,
    MONTH_CELL,
    REPORT_CELL,
    WORDS,
)
from toolkit.workbook.style import MISSING_FILL, PROBLEM_FILL

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_TINTS: Mapping[Severity, str] = {"error": PROBLEM_FILL, "warning": MISSING_FILL}
_NO_FILL = "-"
_BEFORE = 8  # the column of the findings sheet that remembers a cell's fill
_FIRST_ROW = 4
_SAME = 0.5  # points: programs round heights to pixels


def request_of(book: Any, now: dt.datetime, file: Path | None = None) -> Request:
    """What stands on the control sheet, and the folder of the workbook. Raises ControlError for none."""
    path = Path(_path(book))
    sheet = book.sheets[CONTROL_SHEET]
    month, report = (_text(sheet[cell].value) for cell in (MONTH_CELL, REPORT_CELL))
    return Request(Office(path.parent), now, month, report, file)


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
        sheet = book.sheets[name]
        sheet.clear_contents()
        sheet.cells.number_format = "General"
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    _put(sheet[number - 1, column - 1], value)
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
    request = request_of(book, now, Path(_path(other)))
    results = check_file(request)
    judged = [each for each in results if _is_file(each, request)]
    _restore(book.sheets[FOUND_SHEET], other, {each.file for each in judged})
    findings = [finding for each in judged for finding in each.findings]
    before, refused = _tint(other, findings)
    clean = not before and not refused
    said = "ไม่มีเซลล์ที่ต้องแก้ไข" if clean else f"ระบายสีแล้ว {len(before)} เซลล์"
    title = f"{other.name}: {said}"
    if refused:
        title += f"\nแผ่นที่ถูกป้องกันจึงระบายสีไม่ได้: {', '.join(refused)} ดูเซลล์ที่พบในแผ่น {FOUND_SHEET}"
    return Answer(title, {FOUND_SHEET: _remembering(found_rows(title, results), before)})


def export_pdf(book: Any, now: dt.datetime) -> Answer:  # noqa: ARG001  (as every action)
    """The open workbook as PDF beside its file, printed by Excel itself."""
    other = other_book(book)
    target = Path(_path(other)).with_suffix(".pdf")
    other.to_pdf(str(target), show=False)
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
    title = f"{other.name}: ต่างจาก AutoFit {len(rows)} แถว เตี้ยกว่าที่ Excel ต้องการ {low} แถว"
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


def _put(cell: Any, value: CellValue) -> None:
    if needs_text_format(value):
        cell.number_format = "@"
    cell.value = value


def _is_file(result: FileResult, request: Request) -> bool:
    """Whether a verdict is that on the file asked about."""
    assert request.file is not None
    return (request.office.root / result.file).resolve() == request.file.resolve()


def _tint(book: Any, findings: Iterable[Finding]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Tint the cells of grave findings; gives the fill that each had, and the sheets that allow none."""
    before: dict[tuple[str, str], str] = {}
    refused: dict[str, None] = {}
    for finding in findings:
        severity = severity_of(finding)
        if severity not in _TINTS or not finding.sheet or finding.sheet in refused:
            continue
        for cell in _CELL.findall(finding.cell):
            if (finding.sheet, cell) in before:
                continue
            try:
                target = book.sheets[finding.sheet][cell]
                fill = target.color
                target.color = _TINTS[severity]
            except Exception:  # Excel's errors differ by system; the sheet is named in the message
                refused[finding.sheet] = None
                break
            before[finding.sheet, cell] = "#{:02X}{:02X}{:02X}".format(*fill) if fill else _NO_FILL
    return before, list(refused)


def _remembering(rows: Rows, before: Mapping[tuple[str, str], str]) -> Rows:
    """The rows of findings; the first one of each sheet carries the fills before, "F7=- F9=…"."""
    fills: dict[str, list[str]] = {}
    for (sheet, cell), fill in before.items():
        fills.setdefault(sheet, []).append(f"{cell}={fill}")
    head, body = rows[: _FIRST_ROW - 1], rows[_FIRST_ROW - 1 :]
    return [*head, *((*row, " ".join(fills.pop(str(row[2]), ()))) for row in body)]


def _restore(found: Any, book: Any, files: set[str]) -> None:
    """Give the cells that the last check of the same file tinted the fill that they had before."""
    last = found.used_range.last_cell.row
    if last < _FIRST_ROW:
        return
    for row in found[_FIRST_ROW - 1 : last, :_BEFORE].options(ndim=2).value:
        if row[1] not in files or not row[_BEFORE - 1]:
            continue
        for each in str(row[_BEFORE - 1]).split():
            cell, _, fill = each.partition("=")
            book.sheets[row[2]][cell].color = None if fill == _NO_FILL else fill


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
