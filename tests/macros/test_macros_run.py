"""The macros at work in headless LibreOffice, on the control workbook in the demo's office folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from calc import Calc
from calc_system import System
from control import REJECTED, SHEET, UNWRITTEN, WRONG, Control, expected_rows, unprotected

from toolkit.api import Office
from toolkit.books.control_book import CONTROL_SHEET, MEMORY_SHEET, MONTH_CELL, PROGRAM_CELL, WORDS
from toolkit.books.rollup_book import ROLLUP_FINDINGS_SHEET
from toolkit.example.demo import Demo
from toolkit.excel.office_actions import Request, run_action
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL


@pytest.mark.parametrize("action", ["check", "status", "report"])
def test_an_answer_is_shown_and_its_files_are_opened(
    control: Control, demo: Demo, action: str, tmp_path: Path
) -> None:
    now = demo.roll_up.figures.as_of
    answer = run_action(action, Request(Office(control.office.root), now, "2567-03", "six-month"))
    path = tmp_path / "answer.xlsx"
    path.write_bytes(answer.as_workbook())
    control.call("ItaAnswers.ShowAnswer", str(path))
    assert control.message == control.system.box == answer.message
    for name, rows in answer.sheets.items():
        for shown, row in zip(control.rows(name, 1, len(rows), 14), rows, strict=True):
            assert shown[: len(row)] == [cell or None if isinstance(cell, str) else cell for cell in row]
    opened = {*control.calc("books")} - {str(control.path)}
    assert opened == {str(control.office.root / file) for file in answer.files}


def test_a_missing_answer_ends_in_a_message(control: Control) -> None:
    control.call("ItaAnswers.ShowAnswer", str(control.office.root / "none.xlsx"))
    assert control.system.box.startswith(WORDS["failed"].partition(" ")[0])


def test_a_button_starts_the_real_command(with_command: Control) -> None:
    control = with_command
    said = control.press("ItaButtons.RollUpMonth")
    assert said == control.message
    assert said.startswith("มีนาคม 2567: คืบหน้าร้อยละ 68.00 (แล้วเสร็จ 12 จาก 23 ขั้นตอน)")
    written = expected_rows(control.office.reports / "rollup-2567-03.xlsx", "มาตรการ")
    assert control.rows("มาตรการ", 4, 4, 4) == [[written[4].get(column) for column in range(1, 5)]]
    answer = control.system.noted("removed")
    assert answer
    assert not Path(answer).is_relative_to(control.office.root)  # no report, and nothing to publish


def test_the_checked_workbook_is_tinted_and_gets_its_fills_back(with_command: Control) -> None:
    control = with_command
    unprotected(control.office.root / REJECTED)
    path = control.open(REJECTED)

    def fills() -> list[str]:
        found = (control.calc("colour", path, SHEET, [*place, *place]) for place in (WRONG, UNWRITTEN))
        return [f"#{colour:06X}" for colour in found]

    before = fills()
    said = control.press("ItaBooks.CheckOpenBook")
    assert said.splitlines()[0] == f"ตรวจ {path.name}: ต้องแก้ไข 1 ข้อ ควรตรวจดู 1 ข้อ"
    assert said.splitlines()[1] == WORDS["tinted"].replace("%1", "2")
    assert fills() == [PROBLEM_FILL, MISSING_FILL] != before
    assert control.rows(ROLLUP_FINDINGS_SHEET, 4, 4, 4) == [["ต้องแก้ไข", REJECTED, SHEET, "H16"]]

    control.press("ItaSheets.RefreshSheets")  # shows other findings; what was tinted is not forgotten
    control.calc("put", path, SHEET, [*WRONG, *WRONG], [[90]])
    assert control.press("ItaBooks.CheckOpenBook") == WORDS["save_first"].replace("%1", path.name)
    control.calc("save", path)
    assert control.press("ItaBooks.CheckOpenBook").splitlines()[1] == WORDS["tinted"].replace("%1", "1")
    assert fills() == [before[0], MISSING_FILL]
    memory = [row for row in control.rows(MEMORY_SHEET, 1, 5, 5) if row[0]]
    assert memory == [[str(path), SHEET, "D26", MISSING_FILL, before[1]]]


def test_a_fill_that_a_person_gave_since_is_left(with_command: Control) -> None:
    control = with_command
    unprotected(control.office.root / REJECTED)
    path = control.open(REJECTED)
    control.press("ItaBooks.CheckOpenBook")
    control.calc("put", path, SHEET, [*WRONG, *WRONG], [[90]])
    control.calc("set_colour", path, SHEET, [*WRONG, *WRONG], 0x00B0F0)
    control.calc("save", path)
    control.press("ItaBooks.CheckOpenBook")
    assert control.calc("colour", path, SHEET, [*WRONG, *WRONG]) == 0x00B0F0


def test_sheets_that_may_not_be_tinted_are_named(with_command: Control) -> None:
    path = with_command.open(REJECTED)
    before = with_command.calc("colour", path, SHEET, [*WRONG, *WRONG])
    said = with_command.press("ItaBooks.CheckOpenBook")
    assert said.endswith(WORDS["not_tinted"].replace("%1", SHEET))
    assert with_command.calc("colour", path, SHEET, [*WRONG, *WRONG]) == before
    assert with_command.rows(ROLLUP_FINDINGS_SHEET, 4, 4, 4) == [["ต้องแก้ไข", REJECTED, SHEET, "H16"]]


@pytest.mark.parametrize("sheet", ["มาตรการ", CONTROL_SHEET])
def test_a_protected_sheet_is_named(control: Control, sheet: str) -> None:
    control.calc("protect", control.path, sheet, on=True)
    assert control.press("ItaButtons.RollUpMonth") == WORDS["protected"].replace("%1", sheet)


def test_without_the_command_it_says_how_to_install_it(control: Control) -> None:
    control.type_in(PROGRAM_CELL, "/no such/ita")
    assert control.press("ItaButtons.CheckOffice") == WORDS["no_python"].replace("%1", "/no such/ita")


def test_where_nothing_can_be_started_that_is_told(control: Control) -> None:
    """The module as it is: LibreOffice has no Windows Script, as where it is blocked."""
    control.calc(
        "replace_module", control.path, "ItaSystem", control.system.source(but=("RunIta", "AnswerFile"))
    )
    assert control.press("ItaButtons.CheckOffice") == WORDS["no_python"].replace("%1", "ita")


@pytest.mark.parametrize(
    ("code", "words"), [("2", "command_failed"), ("70", "command_failed"), ("-2", "percent_sign")]
)
def test_a_command_that_breaks_off_is_told(control: Control, code: str, words: str) -> None:
    control.calc("replace_module", control.path, "ItaSystem", control.system.source(code=code))
    assert control.press("ItaButtons.CheckOffice") == WORDS[words].replace("%1", code)


def test_what_was_shown_before_is_no_answer(control: Control) -> None:
    """A command that ends well but writes nothing is told, and no older answer is shown for it."""
    control.calc("replace_module", control.path, "ItaSystem", control.system.source(code="0"))
    assert control.press("ItaButtons.CheckOffice").startswith("งานนี้ทำไม่สำเร็จ")


@pytest.mark.parametrize("button", ["CheckOpenBook", "CompareHeights", "PrintOpenBook"])
@pytest.mark.parametrize(("others", "words"), [(0, "no_book"), (2, "two_books")])
def test_one_other_workbook_has_to_be_open(control: Control, button: str, others: int, words: str) -> None:
    names = ("plan.xlsx", "rollup-2567-03.xlsx")[:others]
    for name in ("plan.xlsx", "reports/rollup-2567-03.xlsx")[:others]:
        control.open(name)
    said = control.press(f"ItaBooks.{button}")
    listed = re.split(r"(?<=:)", WORDS[words].replace("%1", "".join(f"\n{name}" for name in names)))
    assert said.startswith(listed[0])
    assert all(f"\n{name}" in said for name in names)


def test_a_workbook_with_unsaved_changes_is_named(control: Control) -> None:
    control.open("plan.xlsx")
    control.calc("put", control.office.plan, "หน่วยงาน", [40, 3, 40, 3], [["ก"]])
    assert control.press("ItaBooks.CheckOpenBook") == WORDS["save_first"].replace("%1", "plan.xlsx")


@pytest.mark.parametrize(
    "macro", ["Buttons.CheckOffice", "Sheets.RefreshSheets", "Sheets.JumpToFinding", "Sheets.OpenFolder"]
)
def test_a_control_workbook_that_was_never_saved_is_told(
    calc: Calc, control: Control, tmp_path: Path, macro: str
) -> None:
    calc("close", control.path)
    calc("open_copy", control.path)
    control.path = Path("unsaved")
    control.system = System(calc, control.path, tmp_path / "unsaved")
    assert control.press(f"Ita{macro}") == WORDS["unsaved"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("https://d.docs.example/x", "web_path"),
        ("HTTP://x", "web_path"),
        ("", "unsaved"),
        ("C:\\ita", ""),
        ("/Users/x/ita", ""),
    ],
)
def test_folders_that_cannot_be_worked_in_are_told(control: Control, path: str, words: str) -> None:
    assert control.call("ItaWords.FolderFault", path) == (words and WORDS[words].replace("%1", path))


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("reports/rollup-2567-03.xlsx", False),
        ("inbox\\ก.xlsx", False),
        ("/home/x/a.xlsx", True),
        ("D:\\ita\\a.xlsx", True),
        ("\\\\server\\ita\\a.xlsx", True),
    ],
)
def test_paths_that_name_their_place_as_a_whole(control: Control, path: str, whole: bool) -> None:
    assert control.call("ItaSheets.IsWhole", path) is whole


def test_escape_is_told_and_no_fault(control: Control) -> None:
    control.call("ItaWords.TellFailure", 18, "User interrupt")
    assert control.system.box == WORDS["stopped"]
    control.call("ItaWords.TellFailure", 1004, "reason")
    assert control.system.box == WORDS["failed"].replace("%1", "1004 reason")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", '""'),
        ("มี.ค. 67", '"มี.ค. 67"'),
        ('a" --to "b', '"a --to b"'),
        ("D:\\", '"D:\\."'),
        ("C:\\a & b (1)^", '"C:\\a & b (1)^"'),
    ],
)
def test_arguments_cannot_break_out_of_their_quotes(control: Control, text: str, quoted: str) -> None:
    assert control.call("ItaSystem.Quoted", text) == quoted


def test_what_is_typed_stays_one_argument(with_command: Control) -> None:
    """On macOS arguments are told apart by their lines."""
    with_command.type_in(MONTH_CELL, "2567-03\n--to\nelsewhere.xlsx")
    assert "2567-03 --to elsewhere.xlsx" in with_command.press("ItaButtons.ShowStatus")
    assert not (with_command.office.root / "elsewhere.xlsx").exists()


def test_the_folder_is_opened_beside_a_protected_sheet(control: Control) -> None:
    control.calc("protect", control.path, "มาตรการ", on=True)
    assert control.press("ItaSheets.OpenFolder") == ""
    assert control.system.noted("opened") == str(control.office.root)
