"""The division workbook: what stands where, and that its formulas say what the arithmetic says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from zipfile import ZipFile

import openpyxl
import pytest
from division_sheets import MAR, MINE, NOV, SHEETS, content_of, find, measure_of, opened, plan_of, step
from division_year import FILLED, INHERITED, WEIGHTS, YEAR, reports_of
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.division_book import division_filename, make_division_workbook
from toolkit.books.division_state import RemovedRow
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.plan import Division
from toolkit.xlsx.layouts import CHOICES, MONTH, OUTCOMES, PHOTOS, STATUS


def texts_of(sheet: Worksheet) -> Iterator[str]:
    return (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


# --- what stands where ---


@pytest.fixture(scope="module")
def issued() -> bytes:
    return make_division_workbook(content_of(YEAR, entries=INHERITED, reports=reports_of(FILLED)))


@pytest.fixture(scope="module")
def book(issued: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(issued))


def test_sheets_stand_in_order(book: Workbook) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    hidden = {"_lists": "hidden", "_calc": "hidden", "_meta": "veryHidden"}
    assert list(states) == ["คำแนะนำ", *SHEETS, "สรุป", "ภาพกิจกรรม", "ผลตรวจ", *hidden]
    assert states == {name: hidden.get(name, "visible") for name in states}
    assert book.active.title == "คำแนะนำ"


def test_meta_says_what_the_workbook_is(book: Workbook) -> None:
    meta = find(book["_meta"], "ita:meta")
    values = {key: meta.cell(key, "value").value for key in meta.rows}
    assert values.pop("toolkit_version")
    assert values == {
        "kind": "division",
        "schema": "1",
        "agency_code": "6510101",
        "fiscal_year": "2567",
        "division_code": MINE,
        "plan_digest": "d1gest",
    }


@pytest.mark.parametrize("name", SHEETS)
def test_month_sheets_have_the_same_tables_in_the_same_rows(book: Workbook, name: str) -> None:
    sheet, first = book[name], book[SHEETS[0]]
    top, status, outcomes = (find(sheet, f"ita:{table.name}") for table in (MONTH, STATUS, OUTCOMES))
    assert set(top.rows) == {key.id for key in MONTH.keys}
    assert tuple(status.columns) == STATUS.field_ids
    assert list(status.rows) == list(WEIGHTS)
    assert tuple(outcomes.columns) == OUTCOMES.field_ids
    assert list(outcomes.rows) == ["1", "2", "3"]
    assert (status.rows, outcomes.rows) == (find(first, "ita:status").rows, find(first, "ita:outcomes").rows)
    assert sheet.column_dimensions["A"].hidden
    marker_rows = [
        row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("ita:")
    ]
    assert [sheet.row_dimensions[row].hidden for row in marker_rows] == [True, True, True]


def test_month_sheet_names_month_division_measure_step_and_due(book: Workbook) -> None:
    sheet = book["มี.ค.67"]
    top, status = find(sheet, "ita:month"), find(sheet, "ita:status")
    assert top.cell("month", "value").value == "มีนาคม 2567"
    assert top.cell("division_name", "value").value == "กองคลัง"
    printed = [status.cell("1.2", name).value for name in ("measure", "step", "due")]
    assert printed == ["มาตรการที่ 1", "ขั้นตอนที่ 1.2", "ธ.ค. 66"]
    assert status.cell("1.3", "due").value == "ทุกเดือน ถึง ก.ย. 67\nตอบของรอบนี้"
    assert status.cell("1.4", "due").value == "ทุกไตรมาส ถึง ก.ย. 67\nตอบของรอบนี้"


def test_accepted_entries_are_carried_over() -> None:
    outcome = Outcome("1", "=สรุป", "ผลลัพธ์", "ปัญหา", "ข้อเสนอ")
    entry = Entry("1.1", "in_progress", Fraction("33.33"), "=SUM(1)", "https://example.go.th", "-")
    report = MonthReport(MAR, "นักวิชาการคลัง", dt.date(2024, 4, 5), (entry,), (outcome,))
    sheet = opened(make_division_workbook(content_of(YEAR, reports={MAR: report})))["มี.ค.67"]
    top, status, outcomes = (find(sheet, f"ita:{name}") for name in ("month", "status", "outcomes"))
    assert top.cell("reporter", "value").value == "นักวิชาการคลัง"
    assert top.cell("reported_on", "value").value == "5 เมษายน 2567"
    typed = [status.cell("1.1", name) for name in ("status", "percent", "action", "evidence", "reason")]
    assert [cell.value for cell in typed] == [
        "อยู่ระหว่างดำเนินการ",
        33.33,
        "=SUM(1)",
        "https://example.go.th",
        "-",
    ]
    assert [cell.data_type for cell in typed] == ["s", "n", "s", "s", "s"]
    written = [outcomes.cell("1", name) for name in ("result", "outcome", "problem", "suggestion")]
    assert [cell.value for cell in written] == ["=สรุป", "ผลลัพธ์", "ปัญหา", "ข้อเสนอ"]
    assert {cell.data_type for cell in written} == {"s"}
    assert status.cell("1.2", "status").value is None


def test_only_typing_cells_are_unlocked(book: Workbook) -> None:
    sheet = book["ต.ค.66"]
    top, status, outcomes = (find(sheet, f"ita:{name}") for name in ("month", "status", "outcomes"))
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    anchors = {top.cell(key, "value").coordinate for key in ("reporter", "reported_on")}
    typed = ("status", "percent", "action", "evidence", "reason")
    anchors |= {status.cell(key, name).coordinate for key in status.rows for name in typed}
    written = ("result", "outcome", "problem", "suggestion")
    anchors |= {outcomes.cell(key, name).coordinate for key in outcomes.rows for name in written}
    merged = {
        cell.coordinate
        for area in sheet.merged_cells.ranges
        for row in sheet[area.coord]
        for cell in row
        if area.start_cell.coordinate in anchors
    }
    assert unlocked == anchors | merged


def test_every_sheet_for_people_is_protected_without_password(book: Workbook) -> None:
    for sheet in book.worksheets[:-3]:
        protection = sheet.protection
        assert protection.sheet and protection.password is None, sheet.title
        permitted = (protection.formatRows, protection.formatColumns, protection.autoFilter, protection.sort)
        assert permitted == (False, False, False, True), sheet.title  # False: not locked
    assert not book["ภาพกิจกรรม"].protection.objects


def test_dropdowns_come_from_the_list_sheet_and_titles_are_short(book: Workbook) -> None:
    lists = [cell.value for column in book["_lists"].iter_cols() for cell in column if cell.value]
    assert set(CHOICES["status"]) <= set(lists)
    status = find(book["ก.ย.67"], "ita:status")
    rules = book["ก.ย.67"].data_validations.dataValidation
    listed = [rule for rule in rules if rule.type == "list"]
    assert [rule.formula1 for rule in listed] == ["_lists!$A$1:$A$5"]
    assert all(status.cell(key, "status").coordinate in listed[0].sqref for key in status.rows)
    titles = [rule.promptTitle for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert titles and all(title and len(title) <= 32 for title in titles)


@pytest.mark.parametrize("name", SHEETS)
def test_month_sheet_prints_and_scrolls(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert (sheet.sheet_view.pane.xSplit, sheet.sheet_view.pane.ySplit) == (2, 4)
    status = find(sheet, "ita:status")
    assert all(sheet.row_dimensions[row].height >= 3 * 18 for row in status.rows.values())


@pytest.mark.parametrize(("steps", "row"), [(2, 1), (9, 11)])
def test_a_month_repeats_its_title_or_the_headings_of_a_long_table(steps: int, row: int) -> None:
    measure = measure_of("1", *(step(f"1.{number}") for number in range(1, steps + 1)))
    made = make_division_workbook(content_of(plan_of(measure)))
    assert find(opened(made)[SHEETS[0]], "ita:status").rows["1.1"] == 12
    # Quoted, for LibreOffice.
    assert f"'ต.ค.66'!${row}:${row}" in ZipFile(io.BytesIO(made)).read("xl/workbook.xml").decode()


def test_only_previous_and_ready_are_formulas_on_month_sheets(book: Workbook) -> None:
    for name in SHEETS:
        sheet = book[name]
        top, status = find(sheet, "ita:month"), find(sheet, "ita:status")
        computed = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        previous = {status.cell(key, "previous").coordinate for key in status.rows}
        assert computed == previous | {top.cell("ready", "value").coordinate}


def test_formulas_use_functions_of_excel_2010_only(book: Workbook) -> None:
    known = {
        *("ADDRESS", "AND", "CHOOSE", "COLUMN", "COUNTA", "FIND", "IF", "IFERROR", "ISNUMBER", "LEFT", "LEN"),
        *(
            "CELL",
            "INDEX",
            "MATCH",
            "MID",
            "NOT",
            "OR",
            "ROUND",
            "ROW",
            "SUBSTITUTE",
            "SUM",
            "SUMPRODUCT",
            "TRIM",
        ),
    }
    used = {
        token.value.rstrip("(")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        for token in openpyxl.formula.Tokenizer(cell.value).items
        if token.type == "FUNC" and token.subtype == "OPEN"
    }
    assert used <= known
    assert {"SUMPRODUCT", "ADDRESS"} <= used


def test_every_formula_has_its_value(book: Workbook, issued: bytes) -> None:
    values = opened(issued, values=True)
    formulas = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 1000
    # A month that is not reported yet shows a blank text, which openpyxl takes for nothing.
    told = [cell for cell in formulas if not cell.value.endswith(',"")')]
    assert [cell for cell in told if values[cell.parent.title][cell.coordinate].value is None] == []


def test_photo_sheet_offers_its_table(book: Workbook) -> None:
    photos = find(book["ภาพกิจกรรม"], "ita:photos")
    assert tuple(photos.columns) == PHOTOS.field_ids


def test_guide_links_to_every_sheet(book: Workbook) -> None:
    links = {
        cell.hyperlink.location.split("!")[0].strip("'")
        for row in book["คำแนะนำ"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {*SHEETS, "สรุป", "ภาพกิจกรรม", "ผลตรวจ"}
    assert any("F2" in text and "Word" in text for text in texts_of(book["คำแนะนำ"]))


def test_findings_sheet_waits_empty_with_headings(book: Workbook) -> None:
    rows = [tuple(cell.value for cell in row if cell.value) for row in book["ผลตรวจ"].iter_rows()]
    assert rows[-1] == ("ลำดับ", "ระดับ", "แผ่น", "เซลล์", "สิ่งที่พบ", "วิธีแก้")
    assert rows[1][0].startswith("ยังไม่มีผลตรวจ")


def test_removed_entries_are_kept_on_their_own_sheet() -> None:
    entry = Entry("9.1", "in_progress", Fraction("12.5"), "=ทำไว้", "บันทึกที่ 9", "ยกเลิก")
    content = content_of(YEAR, removed=(RemovedRow(NOV, "9.1", "ขั้นตอนเดิม", entry),))
    sheet = opened(make_division_workbook(content))["ขั้นตอนที่ยกเลิก"]
    last = [cell.value for cell in list(sheet.iter_rows())[-1]][1:]
    assert last == ["พ.ย. 66", "9.1", "ขั้นตอนเดิม", "อยู่ระหว่างดำเนินการ", "12.5", "=ทำไว้", "บันทึกที่ 9", "ยกเลิก"]
    assert {cell.data_type for cell in list(sheet.iter_rows())[-1][1:]} == {"s"}


def test_same_content_gives_the_same_bytes(issued: bytes) -> None:
    again = make_division_workbook(content_of(YEAR, entries=INHERITED, reports=reports_of(FILLED)))
    assert again == issued


def test_division_without_assignment_is_refused() -> None:
    with pytest.raises(ValueError, match="has no assignment"):
        make_division_workbook(replace(content_of(YEAR), assignments=()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("กองคลัง", "กองคลัง-2567.xlsx"),
        ("กองคลัง/พัสดุ: งาน*ก", "กองคลัง_พัสดุ_ งาน_ก-2567.xlsx"),
        ('ก<ข>ค"ง|จ?ฉ\\ช', "ก_ข_ค_ง_จ_ฉ_ช-2567.xlsx"),
        # Too long for a disk: it ends behind a word, with no blank before the year.
        ("ฝ่าย" + " พัฒนาชุมชน" * 9, "ฝ่าย" + " พัฒนาชุมชน" * 6 + "-2567.xlsx"),
        ("ก" * 90, "ก" * 70 + "-2567.xlsx"),
    ],
)
def test_filename(name: str, expected: str) -> None:
    assert division_filename(Division("02", name), 2567) == expected


def test_ready_names_at_most_eight_cells() -> None:
    plan = plan_of(measure_of("1", *(step(f"1.{number}") for number in range(1, 12))))
    sheet = opened(make_division_workbook(content_of(plan)), values=True)["ต.ค.66"]
    ready = find(sheet, "ita:month").cell("ready", "value").value
    assert ready == "ยังขาด 13 ช่อง: D7, D8, G12, G13, G14, G15, G16, G17 …"
