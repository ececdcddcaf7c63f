"""The division workbook: what stands where, and that its formulas say what the arithmetic says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from division_sheets import (
    APR,
    DEC,
    FEB,
    JAN,
    JUL,
    MAR,
    MAY,
    MINE,
    MONTH_OF,
    MONTHS,
    NOV,
    OCT,
    SHEETS,
    content_of,
    find,
    measure_of,
    opened,
    plan_of,
    put,
    recalculated,
    step,
)
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.division_book import (
    DivisionContent,
    RemovedRow,
    division_filename,
    make_division_workbook,
)
from toolkit.model.entry import Entry, MonthReport, Outcome, Status
from toolkit.model.figures import rounded
from toolkit.model.month import Month
from toolkit.model.plan import Division
from toolkit.model.progress import history_of, value_at
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.layouts import CHOICES, MONTH, OUTCOMES, PHOTOS, STATUS

YEAR = plan_of(
    measure_of(
        "1",
        step("1.1"),
        step("1.2", weight=2, due=DEC, evidence=True),
        step("1.3", every="month"),
        step("1.4", every="quarter"),
    ),
    measure_of(
        "2",
        step("2.1", first=JAN),
        step("2.2", weight=3, until=MAR),
        step("2.3"),
        step("2.4", weight=2),
    ),
    measure_of("3", step("3.1", division="03", weight=4)),
)
# What division 03 reported before its work passed to this division.
INHERITED = {
    ("03", "3.1"): {
        OCT: Entry("3.1", "in_progress", Fraction(30)),
        DEC: Entry("3.1", "in_progress", Fraction(70)),
    }
}

Filled = Mapping[Month, Mapping[str, tuple[Status, str]]]
FILLED: Filled = {
    OCT: {
        "1.1": ("in_progress", "20"),
        "1.2": ("not_started", ""),
        "1.3": ("done", ""),
        "1.4": ("in_progress", ""),
        "2.2": ("in_progress", "40"),
    },
    NOV: {"1.3": ("done", ""), "1.4": ("done", "")},
    DEC: {"1.1": ("in_progress", "60"), "1.2": ("done", "100"), "1.3": ("in_progress", "")},
    JAN: {
        "1.3": ("done", ""),
        "1.4": ("not_started", ""),
        "2.1": ("in_progress", "33.33"),
        "2.3": ("in_progress", "50"),
    },
    FEB: {
        "1.1": ("done", ""),
        "1.4": ("done", ""),
        "2.3": ("na", ""),
        "2.4": ("in_progress", "25"),
        "3.1": ("cannot", ""),
    },
    MAR: {"1.4": ("cannot", ""), "2.2": ("done", ""), "2.4": ("cannot", "")},
    APR: {"1.3": ("na", ""), "2.3": ("in_progress", "10")},
    MAY: {"1.3": ("done", "")},
}
# The value of each step at the end of each month, October first; "." = not in the plan or not ours then.
VALUES = """
1.1 |   20 |   20 |   60 |    60 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100
1.2 |    0 |    0 |  100 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100 |   100
1.3 | 25/3 | 50/3 | 50/3 |    25 |    25 |    25 |    na | 100/3 | 100/3 | 100/3 | 100/3 | 100/3
1.4 |    0 |   25 |   25 |    25 |    50 |    25 |    25 |    25 |    25 |    25 |    25 |    25
2.1 |    . |    . |    . | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33 | 33.33
2.2 |   40 |   40 |   40 |    40 |    40 |   100 |     . |     . |     . |     . |     . |     .
2.3 |    0 |    0 |    0 |    50 |    na |    na |    10 |    10 |    10 |    10 |    10 |    10
2.4 |    0 |    0 |    0 |     0 |    25 |    25 |    25 |    25 |    25 |    25 |    25 |    25
3.1 |    . |    . |    . |    70 |    70 |    70 |    70 |    70 |    70 |    70 |    70 |    70
"""
WEIGHTS = {"1.1": 1, "1.2": 2, "1.3": 1, "1.4": 1, "2.1": 1, "2.2": 3, "2.3": 1, "2.4": 2, "3.1": 4}


def expected_values() -> dict[str, list[str]]:
    lines = (line.split("|") for line in VALUES.strip().splitlines())
    return {key.strip(): [cell.strip() for cell in cells] for key, *cells in lines}


def reports_of(filled: Filled) -> dict[Month, MonthReport]:
    """The same entries as an accepted state."""
    return {
        month: MonthReport(
            month,
            "ผู้อำนวยการกองคลัง",
            dt.date(2024, 4, 5),
            tuple(
                Entry(key, status, Fraction(percent) if percent else None, f"ทำ {key}", "บันทึกที่ 1", "เหตุผล")
                for key, (status, percent) in rows.items()
            ),
        )
        for month, rows in filled.items()
    }


def texts_of(sheet: Worksheet) -> Iterator[str]:
    return (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


# --- what stands where ---


@pytest.fixture(scope="module")
def issued() -> bytes:
    return make_division_workbook(content_of(YEAR, entries=INHERITED, reports=reports_of(FILLED)))


@pytest.fixture(scope="module")
def book(issued: bytes) -> Workbook:
    return opened(issued)


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
    assert status.cell("1.3", "due").value == "ทุกเดือน ถึง ก.ย. 67"
    assert status.cell("1.4", "due").value == "ทุกไตรมาส ถึง ก.ย. 67"


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
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.sheet_view.pane.xSplit, sheet.sheet_view.pane.ySplit) == (2, 4)
    status = find(sheet, "ita:status")
    assert all(sheet.row_dimensions[row].height >= 3 * 18 for row in status.rows.values())


def test_print_titles_are_quoted_for_libreoffice(issued: bytes) -> None:
    from zipfile import ZipFile

    names = ZipFile(io.BytesIO(issued)).read("xl/workbook.xml").decode()
    assert "'ต.ค.66'!$1:$1" in names


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
        *("MATCH", "MID", "OR", "ROUND", "ROW", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM"),
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
    assert [cell for cell in formulas if values[cell.parent.title][cell.coordinate].value is None] == []


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
    ],
)
def test_filename(name: str, expected: str) -> None:
    assert division_filename(Division("02", name), 2567) == expected


def test_ready_names_at_most_eight_cells() -> None:
    plan = plan_of(measure_of("1", *(step(f"1.{number}") for number in range(1, 12))))
    sheet = opened(make_division_workbook(content_of(plan)), values=True)["ต.ค.66"]
    ready = find(sheet, "ita:month").cell("ready", "value").value
    assert ready == "ยังขาด 13 ช่อง: D7, D8, G12, G13, G14, G15, G16, G17 …"


# --- the formulas, recalculated by LibreOffice ---


def summary_rows(sheet: Worksheet) -> dict[str, list[object]]:
    """The month rows of สรุป: "ตุลาคม 2566" -> its filled cells after the name."""
    rows = ([cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows())
    return {str(row[0]): row[1:] for row in rows if row and len(row) == 6}


MONTH_NAMES = (
    *("ตุลาคม 2566", "พฤศจิกายน 2566", "ธันวาคม 2566", "มกราคม 2567", "กุมภาพันธ์ 2567", "มีนาคม 2567"),
    *("เมษายน 2567", "พฤษภาคม 2567", "มิถุนายน 2567", "กรกฎาคม 2567", "สิงหาคม 2567", "กันยายน 2567"),
)


def typed_year() -> Workbook:
    """An empty issued workbook, filled as people do."""
    book = opened(make_division_workbook(content_of(YEAR, entries=INHERITED)))
    for month, rows in FILLED.items():
        fields = {
            key: {"status": STATUS_LABELS[status], "percent": float(percent) if percent else None}
            for key, (status, percent) in rows.items()
        }
        put(book, month, fields)
    return book


@pytest.fixture(scope="module")
def computed(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Every workbook of the tests below, recalculated in one call."""
    issued_books = {name: opened(make_division_workbook(each)) for name, each in ISSUED_CONTENTS.items()}
    books = {"typed year": typed_year(), "ready": typed_ready(), **issued_books}
    return recalculated(books, soffice, tmp_path_factory.mktemp("recalculated"))


def test_summary_completion_is_the_plain_weighted_mean(computed: dict[str, Workbook]) -> None:
    values, rows = expected_values(), summary_rows(computed["typed year"]["สรุป"])
    for index, name in enumerate(MONTH_NAMES):
        held = {key: cells[index] for key, cells in values.items() if cells[index] not in (".", "na")}
        weights = sum(WEIGHTS[key] for key in held)
        mean = sum(WEIGHTS[key] * Fraction(value) for key, value in held.items()) / weights
        done = sum(value == "100" for value in held.values())
        _, completion, counted, *_ = rows[name]
        assert completion == pytest.approx(float(round(mean + Fraction(1, 10**9), 2))), name
        assert counted == f"{done} จาก {len(held)}", name


def test_summary_completion_is_that_of_the_model(computed: dict[str, Workbook]) -> None:
    entries: dict[tuple[str, str], dict[Month, Entry]] = {key: dict(each) for key, each in INHERITED.items()}
    for month, report in reports_of(FILLED).items():
        for entry in report.entries:
            entries.setdefault((MINE, entry.key), {})[month] = entry
    rows = summary_rows(computed["typed year"]["สรุป"])
    for month, name in zip(MONTHS, MONTH_NAMES, strict=True):
        counted = [
            (assignment.step.weight, value_at(assignment, history_of(assignment, entries), month).percent)
            for assignment in content_of(YEAR).assignments
            if assignment.holds_in(month)
        ]
        known = [(weight, percent) for weight, percent in counted if percent is not None]
        mean = sum(weight * percent for weight, percent in known) / sum(weight for weight, _ in known)
        assert rows[name][1] == pytest.approx(rounded(Fraction(mean))), name


def test_previous_is_the_value_before_the_month(computed: dict[str, Workbook]) -> None:
    book = computed["typed year"]
    for key, cells in expected_values().items():
        for index, cell in enumerate(cells[:-1]):
            if cell != ".":
                shown = find(book[SHEETS[index + 1]], "ita:status").cell(key, "previous").value
                wanted = "ไม่เกี่ยวข้อง" if cell == "na" else pytest.approx(rounded(Fraction(cell)))
                assert shown == wanted, (key, SHEETS[index + 1])


@pytest.mark.parametrize(
    ("percents", "expected"),
    [((20, 60, 95, 10), 46.25), ((80, 90, 20, 99, 0), 57.8), ((1, 2, 3, 2.02), 2.01), ((0, 0.01), 0.01)],
)
def test_issued_completion_rounds_half_up(percents: tuple[float, ...], expected: float) -> None:
    plan = plan_of(measure_of("1", *(step(f"1.{number}") for number, _ in enumerate(percents, 1))))
    entries = tuple(
        Entry(f"1.{number}", "cannot", Fraction(str(percent)), reason="x")
        for number, percent in enumerate(percents, 1)
    )
    content = content_of(plan, reports={OCT: MonthReport(OCT, "ก", dt.date(2023, 11, 1), entries)})
    rows = summary_rows(opened(make_division_workbook(content), values=True)["สรุป"])
    assert rows["ตุลาคม 2566"][1] == expected


READY_PLAN = plan_of(
    measure_of(
        "1",
        step("1.1", evidence=True),
        step("1.2", every="quarter"),
        step("1.3"),
        start=NOV,
    )
)
WORDS = {"กำลังทำ": "in_progress", "เสร็จ": "done", "ทำไม่ได้": "cannot"}
# Month | signed | what is typed (row: status percent action evidence) | ready
READY_CASES = """
OCT | none     |                                            | เดือนนี้ไม่มีรายการที่ต้องรายงาน
NOV | none     |                                            | ยังขาด 5 ช่อง: D7, D8, G12, G13, G14
DEC | both     | 1.1:กำลังทำ 1.2:เสร็จ,,ทำ 1.3:ทำไม่ได้         | ยังขาด 3 ช่อง: H12, I12, K14
JAN | both     | 1.1:กำลังทำ,50,ทำ 1.2:เสร็จ,,ทำ 1.3:กำลังทำ,120,ทำ | ยังขาดหรือต้องแก้ 1 ช่อง: H14
FEB | both     | 1.1:เสร็จ,,ทำ 1.3:คงเสร็จ                     | ยังขาดหรือต้องแก้ 2 ช่อง: J12, G14
MAR | both     | 1.3:กำลังทำ,60,ทำ                           | ยังขาด 1 ช่อง: D18
APR | both     | 1.2:เสร็จ,,ทำ 1.3:กำลังทำ,0.7,ทำ              | พร้อมส่ง
MAY | both     | 1.3:เสร็จ,100,ทำ                            | พร้อมส่ง
JUN | both     | 1.1:,,ทำเพิ่ม                                | ยังขาด 1 ช่อง: G12
JUL | both     | 1.2:เสร็จ,,ทำ                               | ยังขาด 1 ช่อง: D18
AUG | none     |                                            | ยังขาด 2 ช่อง: D7, D8
SEP | reporter |                                            | ยังขาด 2 ช่อง: D8, D18
"""


def ready_cases() -> list[tuple[Month, str, dict[str, dict[str, object]], str]]:
    cases = []
    for line in READY_CASES.strip().splitlines():
        name, signed, typed, ready = (part.strip() for part in line.split("|"))
        rows: dict[str, dict[str, object]] = {}
        for cell in typed.split():
            key, _, values = cell.partition(":")
            status, percent, action, evidence = (values.split(",") + [""] * 4)[:4]
            rows[key] = {
                "status": STATUS_LABELS[WORDS[status]] if status in WORDS else status or None,
                "percent": float(percent) if percent else None,
                "action": action or None,
                "evidence": evidence or None,
            }
        cases.append((MONTH_OF[name], signed, rows, ready))
    return cases


def typed_ready() -> Workbook:
    book = opened(make_division_workbook(content_of(READY_PLAN)))
    for month, signed, rows, _ in ready_cases():
        put(book, month, rows, signed)
    return book


@pytest.mark.parametrize("case", ready_cases(), ids=lambda case: str(case[0]))
def test_ready_says_what_is_missing(
    computed: dict[str, Workbook], case: tuple[Month, str, dict[str, dict[str, object]], str]
) -> None:
    month, _, _, expected = case
    sheet = computed["ready"][SHEETS[MONTHS.index(month)]]
    assert find(sheet, "ita:month").cell("ready", "value").value == expected


def contents_to_recalculate() -> dict[str, DivisionContent]:
    outcome = Outcome("1", "ผลถึงเดือนมีนาคม")
    bare = tuple(Entry(key, "done") for key in ("1.1", "1.2", "1.3"))
    odd = {
        DEC: MonthReport(DEC, "", dt.date(2024, 1, 3), bare),
        MAR: MonthReport(MAR, "ก", None, (Entry("1.1", "in_progress", Fraction(120)),), (outcome,)),
        JUL: MonthReport(JUL, "ก", None, (Entry("1.2", "done", None, "ทำ"), Entry("9.9", "done"))),
    }
    ties = plan_of(measure_of("1", *(step(f"1.{number}") for number in range(1, 5))))
    percents = zip(("1.1", "1.2", "1.3", "1.4"), ("1", "2", "3", "2.02"), strict=True)  # mean 2.005
    tie = tuple(Entry(key, "cannot", Fraction(percent), reason="เหตุ") for key, percent in percents)
    return {
        "nothing accepted": content_of(YEAR),
        "a tie": content_of(ties, reports={OCT: MonthReport(OCT, "ก", dt.date(2023, 11, 1), tie)}),
        "a year accepted": content_of(YEAR, entries=INHERITED, reports=reports_of(FILLED)),
        "odd rows": content_of(READY_PLAN, reports=odd),
    }


ISSUED_CONTENTS = contents_to_recalculate()


@pytest.mark.parametrize("name", ISSUED_CONTENTS)
def test_every_issued_value_is_what_libreoffice_computes(name: str, computed: dict[str, Workbook]) -> None:
    data = make_division_workbook(ISSUED_CONTENTS[name])
    formulas, issued = opened(data), opened(data, values=True)
    compared, different = 0, []
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours = issued[sheet.title][cell.coordinate].value
            theirs = computed[name][sheet.title][cell.coordinate].value
            same = ours == theirs if isinstance(ours, str) else theirs == pytest.approx(ours, abs=1e-9)
            compared += 1
            if not same:
                different.append((sheet.title, cell.coordinate, ours, theirs, cell.value))
    assert different == []
    assert compared > 500
