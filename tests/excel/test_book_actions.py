"""The buttons through xlwings, with LibreOffice as the spreadsheet program; Excel itself only where it is."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from calc import Calc, running_calc
from calc_engine import CalcApp, CalcBook

from toolkit.example.demo import Demo
from toolkit.excel import buttons
from toolkit.excel.book_actions import (
    BOOK_ACTIONS,
    check_book,
    compare_heights,
    do_action,
    export_pdf,
    fill_report,
    request_of,
    roll_up_and_refresh,
)
from toolkit.excel.engine import find_excel
from toolkit.excel.install_macros import install_macros
from toolkit.office.folder import Office
from toolkit.workbook.control_words import (
    CONTROL_SHEET,
    FOUND_SHEET,
    HEIGHTS_SHEET,
    MESSAGE_CELL,
    MONTH_CELL,
    REPORT_CELL,
    WORDS,
)
from toolkit.workbook.style import PROBLEM_FILL

xw = pytest.importorskip("xlwings")
REJECTED = "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"


@pytest.fixture(scope="module")
def calc(soffice: str) -> Iterator[Calc]:
    with running_calc() as calc:
        yield calc


@pytest.fixture
def office(demo: Demo, tmp_path: Path) -> Office:
    office = Office(Path(shutil.copytree(demo.office.root, tmp_path / "office")))
    install_macros(office)
    return office


@pytest.fixture
def now(demo: Demo) -> dt.datetime:
    return demo.roll_up.figures.as_of


@pytest.fixture
def book(calc: Calc, office: Office) -> Iterator[Any]:
    """The control workbook in the demo's office folder, as RunPython hands it over."""
    app = xw.App(impl=CalcApp(calc))
    yield app.books.open(str(office.root / "ita-control.xlsm"))
    for path in calc("books"):
        calc("close", path)


def message(book: Any) -> str:
    return book.sheets[CONTROL_SHEET][MESSAGE_CELL].value


def open_file(book: Any, office: Office, name: str) -> Any:
    return book.app.books.open(str(office.root / name))


def test_the_month_and_the_report_are_those_of_the_sheet(book: Any, office: Office, now: dt.datetime) -> None:
    book.sheets[CONTROL_SHEET][MONTH_CELL].value = "มี.ค. 67"
    request = request_of(book, now)
    assert (request.office, request.month, request.report) == (office, "มี.ค. 67", "แผนมาตรการ")


def test_rolling_up_refreshes_the_sheets(book: Any, office: Office, now: dt.datetime) -> None:
    answer = roll_up_and_refresh(book, now)
    assert "68.00" in message(book) == answer.message
    rows = openpyxl.load_workbook(office.reports / "rollup-2567-03.xlsx")["มาตรการ"].iter_rows(
        max_col=4, values_only=True
    )
    shown = book.sheets["มาตรการ"][0:12, 0:4].value
    assert shown == [list(row) for row in rows]
    assert book.sheets["มาตรการ"]["A4"].value == "1"  # a number of a measure is a name


def test_the_report_is_filled_and_shown(book: Any, office: Office, now: dt.datetime) -> None:
    book.sheets[CONTROL_SHEET][REPORT_CELL].value = "รายงานรอบ 6 เดือน"
    (office.reports / "six-month-2567.xlsx").unlink()
    fill_report(book, now)
    assert "reports/six-month-2567.xlsx" in message(book)
    assert "six-month-2567.xlsx" in [each.name for each in book.app.books]


def unprotected(office: Office, name: str) -> None:
    found = openpyxl.load_workbook(office.root / name)
    for sheet in found:
        sheet.protection.sheet = False
    found.save(office.root / name)


def test_checking_tints_what_has_to_be_mended_and_takes_it_back(
    book: Any, office: Office, now: dt.datetime
) -> None:
    unprotected(office, REJECTED)
    other = open_file(book, office, REJECTED)
    do_action("book-check", book, now)
    assert "ระบายสีแล้ว" in message(book)
    errors = [row for row in book.sheets[FOUND_SHEET][3:40, 0:8].value if row[0] == "ต้องแก้ไข" and row[3]]
    assert errors
    sheet, cell = errors[0][2], errors[0][3].split(",")[0]
    tinted = other.sheets[sheet][cell]
    assert "#{:02X}{:02X}{:02X}".format(*tinted.color) == PROBLEM_FILL
    remembered = dict(each.split("=") for row in errors for each in (row[7] or "").split())
    do_action("book-check", book, now)  # the fill of before is kept, not the tint
    again = [row for row in book.sheets[FOUND_SHEET][3:40, 0:8].value if row[0] == "ต้องแก้ไข" and row[3]]
    assert dict(each.split("=") for row in again for each in (row[7] or "").split()) == remembered


def test_a_protected_sheet_is_told_and_the_findings_are_listed(
    book: Any, office: Office, now: dt.datetime
) -> None:
    open_file(book, office, REJECTED)
    answer = check_book(book, now)
    assert "แผ่นที่ถูกป้องกัน" in answer.message
    assert any(row and row[0] == "ต้องแก้ไข" for row in answer.sheets[FOUND_SHEET])


def test_a_pdf_of_the_open_workbook(book: Any, office: Office, now: dt.datetime) -> None:
    open_file(book, office, "reports/six-month-2567.xlsx")
    answer = export_pdf(book, now)
    pdf = office.reports / "six-month-2567.pdf"
    assert str(pdf) in answer.message
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_row_heights_are_compared_and_kept(book: Any, office: Office, now: dt.datetime, calc: Calc) -> None:
    name = "reports/rollup-2567-03.xlsx"
    other = open_file(book, office, name)
    low = other.sheets["มาตรการ"]["A4"]
    low.row_height = 12
    do_action("book-heights", book, now)
    first = (
        book.sheets[HEIGHTS_SHEET]["A4"],
        book.sheets[HEIGHTS_SHEET]["B4"],
        book.sheets[HEIGHTS_SHEET]["E4"],
    )
    assert [each.value for each in first[:2]] == ["มาตรการ", 4]
    assert first[2].value < -10
    assert low.row_height == pytest.approx(12, abs=0.1)
    rows = compare_heights(book, now).sheets[HEIGHTS_SHEET][3:]
    assert [row[1] for row in rows if row[4] < -1] == [4]  # no other row is too low in this program


@pytest.mark.parametrize("action", BOOK_ACTIONS)
@pytest.mark.parametrize(
    ("open_ones", "words"), [((), "no_book"), (("plan.xlsx", "reports/six-month-2567.xlsx"), "two_books")]
)
def test_one_other_workbook_is_asked_for(
    book: Any, office: Office, now: dt.datetime, action: str, open_ones: tuple[str, ...], words: str
) -> None:
    for name in open_ones:
        open_file(book, office, name)
    do_action(action, book, now)
    assert message(book).startswith(WORDS[words].partition("%1")[0])
    assert all(Path(name).name in message(book) for name in open_ones)


@pytest.mark.parametrize(
    ("fullname", "words"), [("https://d.docs.example/ita-control.xlsm", "web_path"), ("Book1", "unsaved")]
)
def test_a_control_workbook_without_a_folder_is_told(
    calc: Calc, now: dt.datetime, fullname: str, words: str
) -> None:
    from toolkit.excel.answer import ControlError

    nowhere = xw.Book(impl=CalcBook(CalcApp(calc), fullname))
    with pytest.raises(ControlError) as told:
        request_of(nowhere, now)
    assert str(told.value) == WORDS[words].replace("%1", fullname)


def test_a_press_is_answered_on_the_sheet(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xw.Book, "caller", lambda: book)
    book.sheets[CONTROL_SHEET][REPORT_CELL].value = "อย่างอื่น"
    buttons.press("report")
    assert message(book).startswith("ช่องรายงานเป็น “อย่างอื่น”")


def test_a_fault_of_ours_is_told_without_a_traceback(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xw.Book, "caller", lambda: book)
    buttons.press("no such action")
    told, _, log = message(book).partition("\nแจ้งผู้ดูแลพร้อมไฟล์ ")
    assert told == "โปรแกรมทำงานนี้ไม่สำเร็จ ไฟล์ที่กองส่งมาไม่เสียหาย"
    assert "KeyError" in Path(log).read_text(encoding="utf-8")
    Path(log).unlink()


@pytest.mark.excel
def test_excel_itself_rolls_up_and_fits_rows(office: Office, now: dt.datetime) -> None:
    """The same with Microsoft Excel; nobody has run this yet where it was not installed."""
    if find_excel() is None:
        pytest.skip("Excel is not installed here")
    app = xw.App(visible=False, add_book=False)
    try:
        control = app.books.open(str(office.root / "ita-control.xlsm"))
        assert "68.00" in do_action("rollup", control, now).message
        assert control.sheets["มาตรการ"]["A4"].value == "1"
        app.books.open(str(office.reports / "rollup-2567-03.xlsx"))
        assert compare_heights(control, now).sheets[HEIGHTS_SHEET]
    finally:
        app.quit()
