"""The macros that show the newest roll-up and go to the cell of a finding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from control import FIRST_FINDING, REJECTED, SHEET, Control, expected_rows

from toolkit.books.control_book import WORDS
from toolkit.books.rollup_book import ROLLUP_FINDINGS_SHEET


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
    # Of cells that are merged, all are selected.
    selected = control.calc("selected", file).replace("$", "").replace("'", "").partition(":")[0]
    assert selected == f"{row[2]}.{first}"


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
