"""The plan workbook: what is written reads back, and what Excel is told about it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.excel.engine import find_engines
from toolkit.printing.export import export_files
from toolkit.xlsx.layouts import AGENCY, CHOICES, META, PLAN_TABLES, SCHEMA, Table
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import find_tables

ROW_TABLES = [table for table in PLAN_TABLES if table is not AGENCY]
LONG = "จัดทำคู่มือการปฏิบัติงานของทุกภารกิจให้ชัดเจน แล้วเผยแพร่ให้ประชาชนทราบโดยทั่วกัน " * 4

AWKWARD = PlanContent(
    {"agency_code": "05990101", "agency_name": "เทศบาล ก & ข", "fiscal_year": "2567", "colour": "ฟ้า"},
    {
        "scores": [
            {"year": "2566", "item": "1", "score": "88.5", "level": ""},
            {"year": "2566", "item": "overall", "score": "ร้อยละ 90", "level": "007"},
        ],
        "measures": [
            {"measure_no": "1", "measure": "=SUM(A1:A2)", "refs": "I2, O13", "weight": "2"},
            {"measure_no": "1.10", "measure": LONG, "start": "ต.ค. 66", "weight": "๒"},
            {"measure_no": "003", "measure": "- ข้อหนึ่ง\n- ข้อสอง", "weight": "0.5"},
        ],
    },
    {
        ("measures", 1, "start"): "เดิมเขียนว่า ภายในปี",
        ("agency", 0, "value"): "ตรวจรหัสกับระบบ ITAS",
    },
)


@pytest.fixture(scope="module")
def blank() -> bytes:
    return make_plan_workbook()


@pytest.fixture(scope="module")
def awkward() -> bytes:
    return make_plan_workbook(AWKWARD)


def sheet_of(data: bytes, table: Table) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[table.sheet]


def column_of(sheet: Worksheet, field: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == field)


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_every_table_reads_back_with_its_fields(blank: bytes, table: Table) -> None:
    (found,) = find_tables(read_book(blank), table.name)
    assert tuple(found.columns) == table.field_ids
    assert found.sheet.name == table.sheet
    assert found.marker_row in found.sheet.hidden_rows
    headings = [found.sheet.rows[found.marker_row + 1][column] for column in found.columns.values()]
    assert headings == [field.heading for field in table.fields]


def test_the_agency_sheet_offers_every_key(blank: bytes) -> None:
    (found,) = find_tables(read_book(blank), "agency")
    assert [record.key for record in found.records] == [key.id for key in AGENCY.keys]
    assert [record.text("label") for record in found.records] == [key.label for key in AGENCY.keys]


@pytest.mark.parametrize("table", ROW_TABLES, ids=lambda table: table.name)
def test_a_blank_plan_has_no_rows(blank: bytes, table: Table) -> None:
    assert find_tables(read_book(blank), table.name)[0].records == ()


def test_sheets_stand_in_order_and_the_toolkits_own_are_hidden(blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["คำแนะนำ", *(table.sheet for table in PLAN_TABLES)]
    assert {sheet.title: sheet.sheet_state for sheet in book if sheet.sheet_state != "visible"} == {
        "_lists": "hidden",
        "_meta": "veryHidden",
    }
    assert not any(sheet.protection.sheet for sheet in book)
    assert book.active is not None
    assert book.active.title == "คำแนะนำ"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "plan"),
        ("schema", SCHEMA),
        ("agency_code", "05990101"),
        ("fiscal_year", "2567"),
        ("division_code", ""),
        ("plan_digest", ""),
    ],
)
def test_meta_says_what_the_workbook_is(awkward: bytes, key: str, value: str) -> None:
    values = find_tables(read_book(awkward), META.name)[0].by_key
    assert values[key].text("value") == value


@pytest.mark.parametrize(
    ("table", "row", "field", "value"),
    [
        ("measures", 0, "measure", "=SUM(A1:A2)"),
        ("measures", 0, "measure_no", "1"),
        ("measures", 1, "measure_no", "1.10"),
        ("measures", 2, "measure_no", "003"),
        ("measures", 2, "measure", "- ข้อหนึ่ง\n- ข้อสอง"),
        ("measures", 0, "weight", 2),
        ("measures", 1, "weight", "๒"),
        ("measures", 2, "weight", 0.5),
        ("scores", 0, "score", 88.5),
        ("scores", 0, "year", "2566"),
        ("scores", 1, "score", "ร้อยละ 90"),
        ("scores", 1, "level", "007"),
    ],
)
def test_values_keep_their_kind(awkward: bytes, table: str, row: int, field: str, value: str | float) -> None:
    found = find_tables(read_book(awkward), table)[0].records[row].raw(field)
    assert found == value
    assert isinstance(found, str) == isinstance(value, str)


def test_nothing_that_people_typed_becomes_a_formula(awkward: bytes) -> None:
    assert not any(sheet.formulas for sheet in read_book(awkward).sheets.values())


def test_keys_that_the_toolkit_does_not_know_are_kept(awkward: bytes) -> None:
    record = find_tables(read_book(awkward), "agency")[0].by_key["colour"]
    assert record.text("value") == "ฟ้า"


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"goals": [{"goal": "1"}]}, "no table of a plan: 'goals'"),
        ({"agency": [{"agency_code": "1"}]}, "no table of a plan: 'agency'"),
        ({"steps": [{"step_no": "1", "stepp": "x", "dues": "y"}]}, "no field of table 'steps': dues, stepp"),
    ],
)
def test_unknown_tables_and_fields_are_refused(tables: dict[str, list[dict[str, str]]], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        make_plan_workbook(PlanContent({}, tables))


def test_equal_contents_give_equal_bytes(awkward: bytes) -> None:
    assert make_plan_workbook(AWKWARD) == awkward


@pytest.mark.parametrize("table", ROW_TABLES, ids=lambda table: table.name)
def test_dropdowns_reach_the_blank_rows_below_the_filled_ones(awkward: bytes, table: Table) -> None:
    sheet = sheet_of(awkward, table)
    last = 4 + len(AWKWARD.tables.get(table.name, ())) + table.rows
    lists = {
        str(rule.sqref): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    for field in table.fields:
        if field.choices:
            letter = sheet.cell(3, column_of(sheet, field.id)).column_letter
            source = lists[f"{letter}5:{letter}{last}"]
            lists_sheet = openpyxl.load_workbook(io.BytesIO(awkward))["_lists"]
            offered = [cell.value for (cell,) in lists_sheet[source.split("!")[1].replace("$", "")]]
            assert offered == list(CHOICES[field.choices])


def test_input_messages_fit_excels_limits(blank: bytes) -> None:
    rules = [
        rule
        for table in PLAN_TABLES
        for rule in sheet_of(blank, table).data_validations.dataValidation
        if rule.prompt
    ]
    assert len(rules) > 30
    assert max(len(rule.promptTitle) for rule in rules) <= 32
    assert max(len(rule.prompt) for rule in rules) <= 255


@pytest.mark.parametrize("table", ROW_TABLES, ids=lambda table: table.name)
def test_required_cells_are_coloured_where_something_else_is_filled(blank: bytes, table: Table) -> None:
    sheet = sheet_of(blank, table)
    rules = [rule for group in sheet.conditional_formatting for rule in group.rules if rule.dxf.fill]
    required = [field for field in table.fields if field.required]
    assert len(rules) == len(required)
    assert all("COUNTA(" in rule.formula[0] and "LEN(TRIM(" in rule.formula[0] for rule in rules)


def test_text_columns_are_text_for_excel_too(blank: bytes) -> None:
    for table in ROW_TABLES:
        sheet = sheet_of(blank, table)
        for field in table.fields:
            column = column_of(sheet, field.id)
            expected = {"score": "0.00", "weight": "General"}.get(field.id, "@")
            assert sheet.cell(5, column).number_format == expected, (table.name, field.id)
            spans = [
                dimension
                for dimension in sheet.column_dimensions.values()
                if dimension.min <= column <= dimension.max
            ]
            assert [span.number_format for span in spans] == [expected], (table.name, field.id)


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_sheets_freeze_and_print_as_forms_do(awkward: bytes, table: Table) -> None:
    sheet = sheet_of(awkward, table)
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.left.text == f"เทศบาล ก && ข {table.title}"


def test_rows_grow_with_their_text(awkward: bytes) -> None:
    sheet = sheet_of(awkward, next(table for table in PLAN_TABLES if table.name == "measures"))
    one_line, long, two_lines = (sheet.row_dimensions[row].height for row in (5, 6, 7))
    assert one_line < two_lines < long <= 409.5


def test_notes_stand_at_their_cells(awkward: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(awkward))
    notes = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert notes == {
        ("หน่วยงาน", "C5"): "ตรวจรหัสกับระบบ ITAS",
        ("มาตรการ", "H6"): "เดิมเขียนว่า ภายในปี",
    }


def test_the_guide_links_to_every_sheet(blank: bytes) -> None:
    guide = openpyxl.load_workbook(io.BytesIO(blank))["คำแนะนำ"]
    targets = [cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink]
    assert targets == [f"'{table.sheet}'!B5" for table in PLAN_TABLES]
    words = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    assert "ita check" in words
    assert "ita distribute" in words


def test_the_font_is_the_offices_own() -> None:
    def fonts(data: bytes) -> set[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(re.findall(r'<name val="([^"]+)"', archive.read("xl/styles.xml").decode()))

    assert fonts(make_plan_workbook(PlanContent({"font": "Sarabun"}, {}))) == {"Sarabun"}


@pytest.fixture
def pdftotext() -> str:
    found = shutil.which("pdftotext")
    if found is None:
        pytest.skip("pdftotext is not installed")
    return found


def test_printed_pages_hold_the_text_whole(
    soffice: str, pdftotext: str, awkward: bytes, tmp_path: Path
) -> None:
    source = tmp_path / "plan.xlsx"
    source.write_bytes(awkward)
    # As an office prints it: where the workbook's font is missing, its redrawing takes as much room.
    export_files([source], find_engines("libreoffice"))
    text = subprocess.run(
        [pdftotext, "-raw", str(tmp_path / "plan.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    printed = re.sub(r"\s", "", text)
    for table in PLAN_TABLES:
        assert re.sub(r"\s", "", table.title) in printed
    assert printed.count(re.sub(r"\s", "", LONG)) == 1
    assert "ข้อหนึ่ง-ข้อสอง" in printed


@pytest.mark.parametrize(
    ("content", "years"),
    [
        (PlanContent({"fiscal_year": "๒๕๗๐"}, {}), ("69", "2569", "70")),
        (PlanContent({}, {}, example_year=2569), ("68", "2568", "69")),
        (PlanContent({"fiscal_year": "ยังไม่ระบุ"}, {}), ("69", "2569", "70")),
    ],
)
def test_examples_speak_of_the_plans_own_year(content: PlanContent, years: tuple[str, str, str]) -> None:
    short, full, ends = years
    book = openpyxl.load_workbook(io.BytesIO(make_plan_workbook(content)))
    guide = "\n".join(str(cell.value) for row in book["คำแนะนำ"].iter_rows() for cell in row)
    assert f"เช่น ต.ค. {short}, ตุลาคม {full}" in guide
    prompts = [str(rule.prompt) for rule in book["มาตรการ"].data_validations.dataValidation]
    assert any(f"เช่น ก.ย. {ends}" in prompt for prompt in prompts)


def test_the_guide_names_the_issues_that_a_plan_covers(blank: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank))["คำแนะนำ"]
    guide = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "ประเด็นที่แผนต้องครอบคลุม 7 ประเด็น (พิมพ์เลขในช่อง ประเด็นที่)" in guide
    assert "กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ" in guide
