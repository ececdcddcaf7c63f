"""The macros at work in headless LibreOffice, on the control workbook in the demo's office folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from calc import Calc, running_calc
from test_macros_source import MACROS

from toolkit.example.demo import Demo
from toolkit.excel.office_actions import ANSWER_FILE, Request, run_action
from toolkit.office.folder import Office
from toolkit.workbook.control_words import CONTROL_SHEET, FOUND_SHEET, WORDS
from toolkit.workbook.strict import read_book

QUIET_ROW = [*WORDS].index("quiet") + 1
FIRST_FINDING = 4


@pytest.fixture(scope="module")
def calc(soffice: str) -> Iterator[Calc]:
    with running_calc() as calc:
        yield calc


class Control:
    """The control workbook, open in LibreOffice with its message boxes off."""

    def __init__(self, calc: Calc, office: Office) -> None:
        self.calc, self.office = calc, office
        self.path = Path(shutil.copy(MACROS / "ita-control.xlsm", office.root))
        calc("open", self.path)
        calc("put", self.path, "_words", [QUIET_ROW, 2, QUIET_ROW, 2], [["1"]])

    def call(self, macro: str, *arguments: Any) -> Any:
        return self.calc("call", self.path, macro, list(arguments))

    def rows(self, sheet: str, top: int, bottom: int, columns: int) -> list[list[Any]]:
        return self.calc("get", self.path, sheet, [top, 1, bottom, columns])

    def select(self, sheet: str, *box: int) -> None:
        self.calc("select", self.path, sheet, list(box))

    @property
    def message(self) -> str:
        return self.calc("get", self.path, CONTROL_SHEET, [10, 2, 10, 2])[0][0] or ""


@pytest.fixture
def control(calc: Calc, demo: Demo, tmp_path: Path) -> Iterator[Control]:
    office = Office(Path(shutil.copytree(demo.office.root, tmp_path / "หน่วยงาน ก")))
    yield Control(calc, office)
    for path in calc("books"):
        calc("close", path)


def expected_rows(path: Path, sheet: str) -> dict[int, dict[int, Any]]:
    return {row: values for row, values in read_book(path.read_bytes()).sheets[sheet].rows.items() if values}


@pytest.mark.parametrize("sheet", ["ภาพรวม", "มาตรการ", "ขั้นตอน", "งานล่าช้า", FOUND_SHEET])
def test_refreshing_shows_the_newest_roll_up_as_it_stands(control: Control, sheet: str) -> None:
    older = control.office.reports / "rollup-2566-12.xlsx"
    older.write_bytes(b"never opened")
    control.call("ItaSheets.RefreshSheets")
    assert control.message.startswith("แสดงผลรวมจาก rollup-2567-03.xlsx")
    expected = expected_rows(control.office.reports / "rollup-2567-03.xlsx", sheet)
    shown = control.rows(sheet, 1, max(expected) + 5, 12)
    assert {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(shown, 1)
        if any(value is not None for value in row)
    } == expected  # texts such as measure number "1" stay texts


def test_refreshing_twice_leaves_nothing_of_the_first(control: Control) -> None:
    control.calc("put", control.path, "มาตรการ", [200, 3, 200, 3], [["เก่า"]])
    control.call("ItaSheets.RefreshSheets")
    assert control.rows("มาตรการ", 200, 200, 3) == [[None, None, None]]


def test_without_a_roll_up_it_says_what_to_do(control: Control) -> None:
    (control.office.reports / "rollup-2567-03.xlsx").unlink()
    control.call("ItaSheets.RefreshSheets")
    assert control.message == WORDS["no_rollup"]


def test_a_roll_up_without_figures_is_told(control: Control) -> None:
    (control.office.reports / "rollup-2567-03.xlsx").write_bytes(b"PK no workbook")
    control.call("ItaSheets.RefreshSheets")
    assert control.message == WORDS["no_figures"].replace("%1", "rollup-2567-03.xlsx")


def test_jumping_goes_to_the_cell_of_the_finding(control: Control) -> None:
    control.call("ItaSheets.RefreshSheets")
    row = control.rows(FOUND_SHEET, FIRST_FINDING, FIRST_FINDING, 4)[0]
    control.select(FOUND_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    control.call("ItaSheets.JumpToFinding")
    file = str(control.office.root / row[1])
    assert file in control.calc("books")
    first = row[3].split(",")[0]
    assert control.calc("selected", file).replace("$", "").replace("'", "") == f"{row[2]}.{first}"


@pytest.mark.parametrize(
    ("row", "sheet", "words"),
    [
        (2, FOUND_SHEET, "choose_finding"),
        (1, "มาตรการ", "choose_finding"),
        (900, FOUND_SHEET, "choose_finding"),
    ],
)
def test_jumping_from_nowhere_says_what_to_do(control: Control, row: int, sheet: str, words: str) -> None:
    control.select(sheet, row, 1, row, 1)
    control.call("ItaSheets.JumpToFinding")
    assert control.message == WORDS[words]


def test_a_finding_whose_file_is_gone_is_told(control: Control) -> None:
    control.call("ItaSheets.RefreshSheets")
    name = control.rows(FOUND_SHEET, FIRST_FINDING, FIRST_FINDING, 2)[0][1]
    (control.office.root / name).unlink()
    control.select(FOUND_SHEET, FIRST_FINDING, 1, FIRST_FINDING, 1)
    control.call("ItaSheets.JumpToFinding")
    assert control.message.startswith("ไปยังเซลล์ที่พบไม่ได้")


@pytest.mark.parametrize("action", ["check", "status", "report"])
def test_an_answer_is_shown_and_its_files_are_opened(control: Control, demo: Demo, action: str) -> None:
    now = demo.roll_up.figures.as_of
    answer = run_action(action, Request(control.office, now, "2567-03", "six-month"))
    path = control.office.reports / ANSWER_FILE
    path.write_bytes(answer.as_workbook())
    control.call("ItaAnswers.ShowAnswer", str(path))
    assert control.message == answer.message
    for name, rows in answer.sheets.items():
        for shown, row in zip(control.rows(name, 1, len(rows), 14), rows, strict=True):
            assert shown[: len(row)] == [each or None if isinstance(each, str) else each for each in row]
    opened = {*control.calc("books")} - {str(control.path)}
    assert opened == {str(control.office.root / each) for each in answer.files}


def test_a_missing_answer_ends_in_a_message(control: Control) -> None:
    control.call("ItaAnswers.ShowAnswer", str(control.office.root / "none.xlsx"))
    assert control.message.startswith(WORDS["failed"].partition(" ")[0])


def test_a_protected_sheet_is_named(control: Control) -> None:
    control.calc("protect", control.path, "มาตรการ", on=True)
    control.call("ItaButtons.RollUpMonth")
    assert control.message == WORDS["protected"].replace("%1", "มาตรการ")


def test_without_the_command_it_says_how_to_install_it(control: Control) -> None:
    control.call("ItaButtons.CheckOffice")
    assert control.message == WORDS["no_python"].replace("%1", "ita")
    assert control.calc("get", control.path, CONTROL_SHEET, [8, 3, 8, 3]) == [[WORDS["route_command"]]]


def test_what_only_xlwings_can_do_is_told(control: Control) -> None:
    control.calc("open", control.office.plan)
    control.call("ItaButtons.CompareHeights")
    assert control.message == WORDS["needs_xlwings"]


@pytest.mark.parametrize(("others", "words"), [(0, "no_book"), (2, "two_books")])
def test_one_other_workbook_has_to_be_open(control: Control, others: int, words: str) -> None:
    for name in ("plan.xlsx", "reports/rollup-2567-03.xlsx")[:others]:
        control.calc("open", control.office.root / name)
    control.call("ItaButtons.CheckOpenBook")
    assert control.message.splitlines()[0].startswith(WORDS[words].partition("%1")[0].splitlines()[0])
    assert ("plan.xlsx" in control.message) is (others == 2)


def test_a_workbook_with_unsaved_changes_is_named(control: Control) -> None:
    control.calc("open", control.office.plan)
    control.calc("put", control.office.plan, "หน่วยงาน", [40, 3, 40, 3], [["ก"]])
    control.call("ItaButtons.CheckOpenBook")
    assert control.message == WORDS["save_first"].replace("%1", "plan.xlsx")


@pytest.mark.parametrize(
    ("path", "on_the_web"),
    [("https://d.docs.example/x", True), ("HTTP://x", True), ("C:\\ita", False), ("/Users/x/ita", False)],
)
def test_paths_on_the_web_are_known(control: Control, path: str, on_the_web: bool) -> None:
    assert control.call("ItaWords.IsOnTheWeb", path) is on_the_web


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("", '""'), ("มี.ค. 67", '"มี.ค. 67"'), ('a" --to "b', '"a --to b"'), ("D:\\", '"D:\\."')],
)
def test_arguments_cannot_break_out_of_their_quotes(control: Control, text: str, quoted: str) -> None:
    assert control.call("ItaCommand.Quoted", text) == quoted


@pytest.mark.parametrize(("box", "address"), [((5, 2, 6, 3), "$B$5:$C$6"), ((5, 2, 5, 2), "$A$1")])
def test_what_is_selected_is_printed_else_the_whole_sheet(
    control: Control, box: tuple[int, ...], address: str
) -> None:
    control.call("ItaSheets.RefreshSheets")
    control.select("มาตรการ", *box)
    assert control.call("ItaSheets.AddressToPrint").startswith(address)


def test_nothing_is_printed_from_the_control_sheet(control: Control) -> None:
    control.select(CONTROL_SHEET, 5, 2, 5, 2)
    control.call("ItaSheets.PrintSelected")
    assert control.message == WORDS["choose_part"]
