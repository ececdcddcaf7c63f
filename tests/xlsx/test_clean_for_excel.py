"""The look for what Excel refuses finds each fault; what is shipped has none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import clean_for_excel
import pytest
import xlsxwriter
from clean_for_excel import faults

import toolkit
from toolkit.xlsx.package import zip_parts

CHECKOUT = Path(toolkit.__file__).parents[1]
SHIPPED = sorted(
    path for folder in ("workbooks", "macros") for path in (CHECKOUT / folder).rglob("*.xls[xm]")
)
BOOK, SHEET, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
TABLE = "xl/tables/table1.xml"
LONG = "ก" * 300


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_is_clean(path: Path) -> None:
    assert faults(path.read_bytes()) == ()


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts of a workbook with a name, a formula, a list, merged cells, a footer, a link and a table."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_format_properties": {"font_scheme": "none"}}) as book:
        sheet = book.add_worksheet("แผน")
        book.define_name("total", "='แผน'!$A$1")
        sheet.write_formula("A1", '=SUM(B1:B2)&" XOR("')
        sheet.write("A2", "ข้อความ")
        sheet.write("B2", 1)
        sheet.data_validation(
            "C1", {"validate": "list", "source": ["a"], "input_title": "t", "input_message": "m"}
        )
        sheet.merge_range("A4:B5", "รวม")
        sheet.set_footer("&C1")
        sheet.write_url("A7", "https://example.go.th/")
        sheet.add_table("E1:F3", {"name": "งาน", "columns": [{"header": "ที่"}, {"header": "ชื่อ"}]})
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_plain_workbook_is_clean(parts: dict[str, bytes]) -> None:
    assert faults(zip_parts(parts.items())) == ()


FAULTS = [
    (BOOK, 'name="แผน"', 'name="แผน/1"', "no name for a sheet"),
    (BOOK, 'name="แผน"', f'name="{LONG}"', "no name for a sheet"),
    (BOOK, "</sheets>", '<sheet name="แผน" sheetId="2" r:id="rId1"/></sheets>', "two sheets of one name"),
    (BOOK, "</definedNames>", '<definedName name="TOTAL">1</definedName></definedNames>', "of one scope"),
    (BOOK, 'name="total"', 'name="AB12"', "no defined name"),
    (BOOK, 'name="total"', 'name="R1C1"', "no defined name"),
    (BOOK, 'name="total"', 'name="two words"', "no defined name"),
    (BOOK, 'name="total"', 'name="total" localSheetId="7"', "a sheet that is not there"),
    (BOOK, "'แผน'!$A$1", "ที่ดิน!$A$1", "without quotes"),
    (SHEET, "<f>SUM(B1:B2)", "<f>_xlfn.TEXTJOIN(B1:B2)", "newer than Excel 2010: TEXTJOIN"),
    (SHEET, "<f>SUM(B1:B2)", f"<f>SUM(B1:B2)&amp;{'1+' * 5000}1", "a formula of"),
    (SHEET, '"a"', f'"{LONG}"', "a list of 300 signs"),
    (SHEET, 'promptTitle="t"', f'promptTitle="{LONG}"', "promptTitle at C1"),
    (SHEET, 'prompt="m"', f'prompt="{LONG}"', "prompt at C1"),
    (SHEET, "</mergeCells>", '<mergeCell ref="B5:C6"/></mergeCells>', "merged cells or tables overlap"),
    (TABLE, 'ref="E1:F3"', 'ref="A5:B7"', "merged cells or tables overlap"),
    (TABLE, 'displayName="งาน"', 'displayName="total"', "two tables or names total"),
    (TABLE, 'displayName="งาน"', 'displayName="AB12"', "no name for a table"),
    (TABLE, 'name="ชื่อ"', 'name="ที่"', "two columns of one heading"),
    (TABLE, 'name="ชื่อ"', 'name="นาม"', "over cells ['ที่', 'ชื่อ']"),
    (SHEET, 'r:id="rId1"', 'r:id="rId77"', "rId77 leads nowhere"),
    (SHEET, '<row r="2"', '<row r="9"', "after row 9"),
    (SHEET, '<c r="B2"', '<c r="A2"', "cells of row 2 out of order"),
    (SHEET, '<c r="B2"', '<c r="B2" s="99"', "a format that is not there"),
    (SHEET, "&amp;C1", "&amp;C" + LONG, "a header or footer of"),
    ("xl/sharedStrings.xml", "ข้อความ", LONG * 110, "a text of 33000 signs"),
    (STYLES, '<family val="2"/>', '<family val="2"/><scheme val="minor"/>', "bound to the theme"),
    (TYPES, "/xl/styles.xml", "/xl/style.xml", "has a type and is not there"),
    (RELATIONS, "styles.xml", "style.xml", "style.xml is not there"),
]


@pytest.mark.parametrize(("part", "old", "new", "said"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_each_fault_is_found(part: str, old: str, new: str, said: str, parts: dict[str, bytes]) -> None:
    text = parts[part].decode("utf-8")
    assert old in text
    spoiled = parts | {part: text.replace(old, new, 1).encode("utf-8")}
    assert any(said in fault for fault in faults(zip_parts(spoiled.items())))


def test_a_part_that_belongs_to_nothing_is_found(parts: dict[str, bytes]) -> None:
    alone = parts | {"xl/worksheets/_rels/sheet9.xml.rels": parts["_rels/.rels"], "xl/a.bin": b""}
    found = faults(zip_parts(alone.items()))
    assert any("belongs to nothing" in fault for fault in found)
    assert any("xl/a.bin has no type" in fault for fault in found)


@pytest.mark.parametrize(("limit", "said"), [("MOST_FORMATS", "formats"), ("MOST_LINKS", "links")])
def test_too_many_formats_or_links_are_found(
    limit: str, said: str, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean_for_excel, limit, 0)
    found = faults(zip_parts((parts | {f"xl/media/{limit}.xml": b"<x/>"}).items()))
    assert any(fault.endswith(said) for fault in found)
