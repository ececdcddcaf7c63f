"""The buttons of the whole office: the same results as the library gives, and words for what is wrong."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from toolkit.api import Office
from toolkit.books.control_book import TINTS_SHEET
from toolkit.books.rollup_book import ROLLUP_FINDINGS_SHEET
from toolkit.example.demo import Demo
from toolkit.excel.office_actions import ACTIONS, Answer, Request, run_action, tints_of
from toolkit.messages.catalogue import describe
from toolkit.model.finding import Finding
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL
from toolkit.xlsx.strict_reader import read_book

REJECTED = "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"


@pytest.fixture
def office(demo: Demo, tmp_path: Path) -> Office:
    return Office(Path(shutil.copytree(demo.office.root, tmp_path / "office")))


@pytest.fixture
def now(demo: Demo) -> dt.datetime:
    return demo.roll_up.figures.as_of


def said(code: str, **values: str) -> str:
    """The Thai message of a finding."""
    return describe(Finding(code, **values)).message


def found(answer: Answer, column: int = 1) -> set[object]:
    return {row[column] for row in answer.sheets[ROLLUP_FINDINGS_SHEET][3:]}


def test_checking_names_what_is_rejected(office: Office, now: dt.datetime) -> None:
    answer = run_action("check", Request(office, now))
    assert f"• {REJECTED}" in answer.message
    assert REJECTED in found(answer)


def test_checking_one_workbook_leaves_the_others_out(office: Office, now: dt.datetime) -> None:
    answer = run_action("book-check", Request(office, now, file=office.root / REJECTED))
    assert answer.message == f"ตรวจ {Path(REJECTED).name}: ต้องแก้ไข 1 ข้อ ควรตรวจดู 1 ข้อ"
    assert answer.tints == (("มี.ค.67", "H16", PROBLEM_FILL), ("มี.ค.67", "D26", MISSING_FILL))
    assert {path for path in found(answer) if str(path).startswith("inbox")} == {REJECTED}


def test_distributing_makes_the_workbooks(office: Office, now: dt.datetime) -> None:
    for path in office.outbox.iterdir():
        path.unlink()
    answer = run_action("distribute", Request(office, now))
    assert "6 ไฟล์" in answer.message
    assert len([*office.outbox.iterdir()]) == 6


@pytest.mark.parametrize("month", ["", "2567-03", "มีนาคม 2567", "มี.ค. 67"])
def test_roll_up_and_status_show_the_same_figures(office: Office, now: dt.datetime, month: str) -> None:
    rolled, status = (run_action(action, Request(office, now, month)) for action in ("rollup", "status"))
    assert rolled.message.startswith("มีนาคม 2567: คืบหน้าร้อยละ 68.00 (แล้วเสร็จ 12 จาก 23 ขั้นตอน)")
    assert rolled.sheets["มาตรการ"] == status.sheets["มาตรการ"]
    written = read_book((office.reports / "rollup-2567-03.xlsx").read_bytes()).sheets["มาตรการ"]
    assert rolled.sheets["มาตรการ"][3] == [written.rows[4][column] for column in range(1, 12)]


def test_the_status_writes_nothing(office: Office, now: dt.datetime) -> None:
    before = {path: path.stat().st_mtime_ns for path in office.root.rglob("*")}
    run_action("status", Request(office, now))
    assert {path: path.stat().st_mtime_ns for path in office.root.rglob("*")} == before


@pytest.mark.parametrize("name", ["รายงานรอบ 6 เดือน", "six-month"])
def test_the_report_chosen_is_opened(office: Office, now: dt.datetime, name: str) -> None:
    answer = run_action("report", Request(office, now, report=name))
    assert answer.files == ("reports/six-month-2567.xlsx",)


@pytest.mark.parametrize(
    ("action", "request_", "words"),
    [
        ("rollup", {"month": "เดือนหน้า"}, said("typed-month-unreadable", found="เดือนหน้า")),
        ("rollup", {"month": "2570-03"}, "2570"),
        ("report", {"report": "รายงานลับ"}, said("typed-report-unknown", found="รายงานลับ")),
        ("book-check", {}, said("no-book-named")),
    ],
)
def test_what_was_typed_wrong_is_told(
    office: Office, now: dt.datetime, action: str, request_: dict[str, str], words: str
) -> None:
    answer = run_action(action, Request(office, now, **request_))  # type: ignore[arg-type]
    assert words in answer.message
    assert not answer.sheets


@pytest.mark.parametrize("action", ["distribute", "rollup", "status", "report"])
def test_a_folder_without_a_plan_is_told(tmp_path: Path, now: dt.datetime, action: str) -> None:
    answer = run_action(action, Request(Office(tmp_path), now, report="plan"))
    assert "plan.xlsx" in answer.message
    assert not answer.sheets


def test_pdfs_are_made_once(office: Office, now: dt.datetime, soffice: str) -> None:
    answer = run_action("pdf", Request(office, now))
    assert "3 จาก 3 ไฟล์" in answer.message
    assert run_action("pdf", Request(office, now)).message == "รายงานใน reports มี PDF ล่าสุดครบทุกไฟล์แล้ว"


def test_an_answer_as_a_workbook(office: Office, now: dt.datetime) -> None:
    answer = run_action("check", Request(office, now))
    book = read_book(answer.as_workbook())
    assert book.sheets["_answer"].rows[1][1] == answer.message
    assert book.sheets[ROLLUP_FINDINGS_SHEET].rows[3][2] == "ไฟล์"
    assert TINTS_SHEET not in book.sheets


def test_what_is_to_be_tinted_travels_with_the_answer(office: Office, now: dt.datetime) -> None:
    answer = run_action("book-check", Request(office, now, file=office.root / REJECTED))
    rows = read_book(answer.as_workbook()).sheets[TINTS_SHEET].rows
    assert rows == {1: {1: "มี.ค.67", 2: "H16", 3: PROBLEM_FILL}, 2: {1: "มี.ค.67", 2: "D26", 3: MISSING_FILL}}


def test_a_cell_is_tinted_once_for_the_gravest() -> None:
    found = [
        Finding("result-missing", "ก", "B2, B3", severity="warning"),
        Finding("percent-range", "ก", "B2"),
        Finding("past-due", "ก", "B9", severity="note"),
        Finding("file-missing"),
    ]
    assert tints_of(found) == (("ก", "B2", PROBLEM_FILL), ("ก", "B3", MISSING_FILL))


def test_an_unknown_action_is_a_fault_of_ours(office: Office, now: dt.datetime) -> None:
    with pytest.raises(KeyError):
        run_action("delete", Request(office, now))
    assert "delete" not in ACTIONS
