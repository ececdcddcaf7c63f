"""Every sheet of every workbook that we issue prints right: paper, scale, titles, footer, heights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from loaded import loaded

from toolkit.books.bundled import CHECKOUT
from toolkit.books.plan_book import make_plan_workbook
from toolkit.example.demo import Demo
from toolkit.report.kinds import TEMPLATES

A4 = 9
EXCEL_LIMIT = 409.5
HELPERS = {"_meta", "_lists", "_calc", "รายการ"}


def issued(demo: Demo) -> Iterator[tuple[str, bytes]]:
    """A workbook of each kind that leaves our hands, blank and filled."""
    office = demo.office
    filled = max(office.inbox.rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    returned = sorted(office.returned.rglob("*.xlsx"))[:1]
    for path in (office.plan, demo.workbooks[0], filled, demo.workbook, demo.report.path, *returned):
        yield path.name, path.read_bytes()
    yield "blank plan", make_plan_workbook()
    yield from (
        (name, (CHECKOUT / name).read_bytes())
        for name in ("plan.xlsx", *(f"reports/{name}.xlsx" for name in TEMPLATES))
    )


@pytest.fixture(scope="module")
def sheets(demo: Demo) -> list[tuple[str, Any]]:
    """The visible sheets, each with its workbook's and its own name."""
    return [
        (f"{name} / {sheet.title}", sheet)
        for name, data in issued(demo)
        for sheet in loaded(data).worksheets
        if sheet.sheet_state == "visible"
    ]


def faults(sheet: Any) -> Iterator[str]:
    """What is wrong with a sheet's page."""
    setup, margins = sheet.page_setup, sheet.page_margins
    if int(setup.paperSize or 0) != A4:
        yield f"paper {setup.paperSize}"
    if setup.orientation not in ("portrait", "landscape"):
        yield "no orientation"
    fitted = sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
    if not (fitted and setup.fitToWidth in (None, 1)) and not (setup.scale and sheet.col_breaks.brk):
        yield "not fit to width"
    if not all(
        0.2 <= margin <= 1.25 for margin in (margins.left, margins.right, margins.top, margins.bottom)
    ):
        yield "margins"
    footer = "".join(getattr(sheet.oddFooter, part).text or "" for part in ("left", "center", "right"))
    if "หน้า &P/&N" not in footer and sheet.title != "ปก":  # a cover bears no number
        yield f"footer {footer!r}"
    yield from row_faults(sheet)


def row_faults(sheet: Any) -> Iterator[str]:
    """Rows with text and without a height of their own (blank ones grow when people type), or too high."""
    total = 0.0
    for number in range(1, sheet.max_row + 1):
        row = sheet.row_dimensions[number]
        if row.hidden:
            continue
        if row.height is None and any(cell.value is not None for cell in sheet[number][1:]):
            yield f"row {number} has no height"
        elif (row.height or 0) > EXCEL_LIMIT:
            yield f"row {number} is {row.height} high"
        total += row.height or 0
    table = sheet.page_setup.orientation == "landscape"  # a memo has no headings to repeat
    if total > 1500 and table and not sheet.print_title_rows and sheet.page_setup.fitToHeight != 1:
        yield "several pages without print titles"


def test_every_visible_sheet_prints_right(sheets: list[tuple[str, Any]]) -> None:
    assert len(sheets) > 40
    assert [f"{name}: {fault}" for name, sheet in sheets for fault in faults(sheet)] == []


def test_helper_sheets_are_hidden(demo: Demo) -> None:
    shown = [
        (name, sheet.title)
        for name, data in issued(demo)
        for sheet in loaded(data).worksheets
        if sheet.sheet_state == "visible" and (sheet.title.startswith("_") or sheet.title in HELPERS)
    ]
    assert shown == []
