"""The macros at work in headless LibreOffice, on the control workbook in the demo's office folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from calc import Calc, running_calc
from calc_system import ITA, System
from test_macros_source import MACROS

from toolkit.api import Office
from toolkit.books.control_book import (
    CONTROL_SHEET,
    HEIGHTS_SHEET,
    MEMORY_SHEET,
    MONTH_CELL,
    PROGRAM_CELL,
    WORDS,
)
from toolkit.books.rollup_sheets import ROLLUP_FINDINGS_SHEET
from toolkit.example.demo import Demo
from toolkit.excel.office_actions import Request, run_action
from toolkit.office.folder import OfficeFolder
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL
from toolkit.xlsx.strict_reader import read_book

REJECTED = "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"
SHEET, WRONG, UNWRITTEN = "มี.ค.67", (16, 8), (26, 4)
"""In that workbook: H16 holds 120 percent, in D26 a result is not written."""
FIRST_FINDING = 4


@pytest.fixture(scope="module")
def calc(soffice: str) -> Iterator[Calc]:
    with running_calc() as calc:
        yield calc


class Control:
    """The control workbook, open in LibreOffice as a third system beside Windows and macOS."""

    def __init__(self, calc: Calc, office: OfficeFolder, notes: Path) -> None:
        self.calc, self.office = calc, office
        self.path = Path(shutil.copy(MACROS / "ita-control.xlsm", office.root))
        calc("open", self.path)
        self.system = System(calc, self.path, notes)

    def call(self, macro: str, *arguments: Any) -> Any:
        return self.calc("call", self.path, macro, list(arguments))

    def press(self, macro: str) -> str:
        """Call a macro; gives the text of its message box."""
        self.system.noted("box")
        self.call(macro)
        return self.system.box

    def rows(self, sheet: str, top: int, bottom: int, columns: int) -> list[list[Any]]:
        return self.calc("get", self.path, sheet, [top, 1, bottom, columns])

    def select(self, sheet: str, *box: int) -> None:
        self.calc("select", self.path, sheet, list(box))

    def type_in(self, cell: str, text: str) -> None:
        """Type into a cell of the control sheet."""
        self.calc("put", self.path, CONTROL_SHEET, [int(cell[1:]), 3] * 2, [[text]])

    def open(self, name: str) -> Path:
        self.calc("open", self.office.root / name)
        return self.office.root / name

    @property
    def message(self) -> str:
        return self.calc("get", self.path, CONTROL_SHEET, [9, 2, 9, 2])[0][0] or ""


@pytest.fixture
def control(calc: Calc, demo: Demo, tmp_path: Path) -> Iterator[Control]:
    office = OfficeFolder(Path(shutil.copytree(demo.office.root, tmp_path / "หน่วย งาน & 'ก' (1)")))
    yield Control(calc, office, tmp_path / "notes")
    for path in calc("books"):
        calc("close", path)


@pytest.fixture
def with_command(control: Control) -> Control:
    """With the place of the real command typed in, as `ita macros install` does, and the month of March."""
    control.type_in(PROGRAM_CELL, str(ITA))
    control.type_in(MONTH_CELL, "มี.ค. 67")
    return control


def unprotected(path: Path) -> None:
    found = openpyxl.load_workbook(path)
    for sheet in found:
        sheet.protection.sheet = False
    found.save(path)


def expected_rows(path: Path, sheet: str) -> dict[int, dict[int, Any]]:
    return {row: values for row, values in read_book(path.read_bytes()).sheets[sheet].rows.items() if values}


@pytest.mark.parametrize("sheet", ["ภาพรวม", "มาตรการ", "ขั้นตอน", "งานล่าช้า", ROLLUP_FINDINGS_SHEET])
def test_refreshing_shows_the_newest_roll_up_as_it_stands(control: Control, sheet: str) -> None:
    older = control.office.reports / "rollup-2566-12.xlsx"
    older.write_bytes(b"never opened")
    said = control.press("ItaSheets.RefreshSheets")
    assert said == control.message == WORDS["refreshed"].replace("%1", "rollup-2567-03.xlsx")
    assert control.calc("books") == [str(control.path)]
    expected = expected_rows(control.office.reports / "rollup-2567-03.xlsx", sheet)
    shown = control.rows(sheet, 1, max(expected) + 5, 12)
    assert {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(shown, 1)
        if any(value is not None for value in row)
    } == expected  # texts such as measure number "1" stay texts


def test_refreshing_twice_leaves_nothing_of_the_first(control: Control) -> None:
    control.calc("put", control.path, "มาตรการ", [200, 3, 200, 3], [["เก่า"]])
    control.press("ItaSheets.RefreshSheets")
    assert control.rows("มาตรการ", 200, 200, 3) == [[None, None, None]]


def test_a_roll_up_that_is_open_stays_open(control: Control) -> None:
    path = control.open("reports/rollup-2567-03.xlsx")
    assert control.press("ItaSheets.RefreshSheets").startswith("แสดงสรุปผลจาก")
    assert str(path) in control.calc("books")


def test_only_roll_ups_are_taken_for_roll_ups(control: Control) -> None:
    for name in ("rollup-2567-03 (copy).xlsx", "rollup-9999-03.xlsx.tmp", "rollup-summary.xlsx"):
        (control.office.reports / name).write_bytes(b"never opened")
    assert control.call("ItaSheets.NewestRollUp") == "rollup-2567-03.xlsx"


@pytest.mark.parametrize("gone", [("rollup-2567-03.xlsx",), None], ids=["no roll-up", "no folder"])
def test_without_a_roll_up_it_says_what_to_do(control: Control, gone: tuple[str, ...] | None) -> None:
    if gone is None:
        shutil.rmtree(control.office.reports)
    for name in gone or ():
        (control.office.reports / name).unlink()
    assert control.press("ItaSheets.RefreshSheets") == WORDS["no_rollup"]


def test_a_roll_up_without_figures_is_told(control: Control) -> None:
    (control.office.reports / "rollup-2567-03.xlsx").write_bytes(b"PK no workbook")
    assert control.press("ItaSheets.RefreshSheets") == WORDS["no_figures"].replace(
        "%1", "rollup-2567-03.xlsx"
    )


@pytest.mark.parametrize("open_before", [False, True])
def test_jumping_goes_to_the_cell_of_the_finding(control: Control, open_before: bool) -> None:
    control.press("ItaSheets.RefreshSheets")
    row = control.rows(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, FIRST_FINDING, 4)[0]
    if open_before:
        control.open(row[1])
    control.select(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    assert control.press("ItaSheets.JumpToFinding") == ""
    file = str(control.office.root / row[1])
    assert control.calc("books").count(file) == 1
    first = row[3].split(",")[0]
    assert control.calc("selected", file).replace("$", "").replace("'", "") == f"{row[2]}.{first}"


def test_jumping_works_from_a_protected_sheet_to_a_protected_sheet(control: Control) -> None:
    control.press("ItaSheets.RefreshSheets")
    assert control.calc("is_protected", control.open(REJECTED), SHEET)
    control.calc("protect", control.path, ROLLUP_FINDINGS_SHEET, on=True)
    control.select(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    assert control.press("ItaSheets.JumpToFinding") == ""


@pytest.mark.parametrize(
    "row_and_sheet", [(2, ROLLUP_FINDINGS_SHEET), (1, "มาตรการ"), (900, ROLLUP_FINDINGS_SHEET)]
)
def test_jumping_from_nowhere_says_what_to_do(control: Control, row_and_sheet: tuple[int, str]) -> None:
    row, sheet = row_and_sheet
    control.select(sheet, row, 1, row, 1)
    assert control.press("ItaSheets.JumpToFinding") == WORDS["choose_finding"]


def test_a_finding_whose_file_is_gone_is_told(control: Control) -> None:
    control.press("ItaSheets.RefreshSheets")
    name = control.rows(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, FIRST_FINDING, 2)[0][1]
    (control.office.root / name).unlink()
    control.select(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    assert control.press("ItaSheets.JumpToFinding").startswith("ไปยังช่องที่พบไม่ได้")


def test_another_workbook_of_that_name_is_told(control: Control, tmp_path: Path) -> None:
    control.press("ItaSheets.RefreshSheets")
    name = control.rows(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, FIRST_FINDING, 2)[0][1]
    other = tmp_path / Path(name).name
    control.calc("open", shutil.copy(control.office.root / name, other))
    control.select(ROLLUP_FINDINGS_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    said = control.press("ItaSheets.JumpToFinding")
    assert WORDS["same_name"].replace("%1", other.name) in said


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
            assert shown[: len(row)] == [each or None if isinstance(each, str) else each for each in row]
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
        found = (control.calc("colour", path, SHEET, [*each, *each]) for each in (WRONG, UNWRITTEN))
        return [f"#{each:06X}" for each in found]

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


@pytest.mark.parametrize(
    ("name", "pdf"),
    [
        ("reports/six-month-2567.xlsx", "reports/six-month-2567.pdf"),
        ("plan.xlsx", "plan.pdf"),
        (REJECTED, f"reports/{Path(REJECTED).stem}.pdf"),  # nothing is put into the inbox
    ],
)
def test_the_pdf_of_the_open_workbook_lies_beside_it(control: Control, name: str, pdf: str) -> None:
    path = control.open(name)
    assert control.press("ItaBooks.PrintOpenBook") == ""
    assert control.system.noted("pdf").split("\n") == [path.name, str(control.office.root / pdf)]


def test_a_pdf_that_cannot_be_written_is_told(control: Control) -> None:
    """The module as it is: LibreOffice does not know what Excel writes PDFs with."""
    pdf = control.open("plan.xlsx").with_suffix(".pdf")
    control.calc("replace_module", control.path, "ItaSystem", control.system.source(but=("PrintToPdf",)))
    assert control.press("ItaBooks.PrintOpenBook") == WORDS["pdf_failed"].replace("%1", str(pdf))


def test_row_heights_are_compared_and_kept(control: Control) -> None:
    path = control.open("reports/rollup-2567-03.xlsx")
    control.calc("set_height", path, "มาตรการ", 4, 12)
    control.calc("save", path)
    said = control.press("ItaBooks.CompareHeights")
    rows = [row for row in control.rows(HEIGHTS_SHEET, 4, 500, 5) if row[0]]
    low = sum(row[4] < 0 for row in rows)  # many where LibreOffice lacks the font and takes a higher one
    counted = WORDS["heights_compared"].replace("%2", str(len(rows))).replace("%3", str(low))
    assert said == counted.replace("%1", path.name)
    assert control.rows(HEIGHTS_SHEET, 1, 1, 1) == [[said]]
    assert rows[0][:2] == ["มาตรการ", 4]
    assert rows[0][4] < -10
    assert [row[4] for row in rows] == sorted(row[4] for row in rows)
    assert control.calc("height", path, "มาตรการ", 4) == pytest.approx(12, abs=0.1)


def test_sheets_whose_heights_are_locked_are_named(control: Control) -> None:
    path = control.open("plan.xlsx")
    names = [name for name in control.calc("sheets", path) if control.calc("visible", path, name)]
    control.calc("protect", path, names[0], on=True)
    control.calc("save", path)
    said = control.press("ItaBooks.CompareHeights")
    assert said.splitlines()[1:] == [WORDS["not_measured"].replace("%1", names[0])]


@pytest.mark.parametrize("button", ["CheckOpenBook", "CompareHeights", "PrintOpenBook"])
@pytest.mark.parametrize(("others", "words"), [(0, "no_book"), (2, "two_books")])
def test_one_other_workbook_has_to_be_open(control: Control, button: str, others: int, words: str) -> None:
    names = ("plan.xlsx", "rollup-2567-03.xlsx")[:others]
    for name in ("plan.xlsx", "reports/rollup-2567-03.xlsx")[:others]:
        control.open(name)
    said = control.press(f"ItaBooks.{button}")
    listed = re.split(r"(?<=:)", WORDS[words].replace("%1", "".join(f"\n{each}" for each in names)))
    assert said.startswith(listed[0])
    assert all(f"\n{each}" in said for each in names)


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


@pytest.mark.parametrize("protected", [False, True])
@pytest.mark.parametrize(
    ("box", "address"), [((5, 2, 6, 3), r"\$B\$5:\$C\$6"), ((5, 2, 5, 2), r"\$A\$1:\$\w+\$\d+")]
)
def test_what_is_selected_is_printed_else_the_whole_sheet(
    control: Control, box: tuple[int, ...], address: str, protected: bool
) -> None:
    control.press("ItaSheets.RefreshSheets")
    control.calc("protect", control.path, "มาตรการ", on=protected)
    control.select("มาตรการ", *box)
    control.press("ItaSheets.PrintSelected")
    sheet, printed = control.system.noted("printed").split("\n")
    assert sheet == "มาตรการ"
    assert re.fullmatch(address, printed)


def test_a_whole_sheet_may_be_selected(control: Control) -> None:
    """It has more cells than a Long counts."""
    control.select("มาตรการ", 1, 1, 1_048_576, 1024)
    assert control.press("ItaSheets.PrintSelected") == ""
    assert control.system.noted("printed")


def test_nothing_is_printed_from_the_control_sheet(control: Control) -> None:
    control.select(CONTROL_SHEET, 5, 2, 5, 2)
    assert control.press("ItaSheets.PrintSelected") == WORDS["choose_part"]
    assert control.system.noted("printed") == ""


def test_the_folder_is_opened_beside_a_protected_sheet(control: Control) -> None:
    control.calc("protect", control.path, "มาตรการ", on=True)
    assert control.press("ItaSheets.OpenFolder") == ""
    assert control.system.noted("opened") == str(control.office.root)
