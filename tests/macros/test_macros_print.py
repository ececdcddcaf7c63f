"""The macros that print, and that keep row heights."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from control import REJECTED, Control

from toolkit.books.control_book import CONTROL_SHEET, HEIGHTS_SHEET, WORDS


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
