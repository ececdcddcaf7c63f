"""Word documents as offices make them, built with python-docx and imported whole."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from source import checked, codes, errors, measures, steps, understand

from toolkit.importer.import_document import ImportedPlan
from toolkit.importer.read_docx import read_docx


@pytest.fixture
def word() -> WordDocument:
    """A landscape document with the title of a plan."""
    made = docx.Document()
    made.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made.add_paragraph("แผนปฏิบัติการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
    made.add_paragraph("องค์การบริหารส่วนตำบลบ้านสมมุติ อำเภอทุ่งลอง จังหวัดเมืองแมน")
    return made


def add_table(word: WordDocument, rows: Sequence[Sequence[str]], *areas: tuple[int, int, int, int]) -> Table:
    """A table with merged areas (first row and column, last row and column), each with its first text."""
    table: Table = word.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for top, left, bottom, right in areas:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    return table


def number(word: WordDocument, cell: _Cell, lines: Sequence[str], form: str, pattern: str) -> None:
    """Write lines into a cell as a list that Word numbers, so that no number is in the text."""
    lists = word.part.numbering_part.element
    new = 1 + max(
        int(definition.get(qn("w:abstractNumId"))) for definition in lists.findall(qn("w:abstractNum"))
    )
    level = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
    named = f'{nsdecls("w")} w:abstractNumId="{new}"'
    lists.insert(0, parse_xml(f'<w:abstractNum {named}><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'))
    lists.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{new + 900}"><w:abstractNumId w:val="{new}"/></w:num>')
    )
    properties = parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{new + 900}"/></w:numPr>'
    )
    for at, line in enumerate(lines):
        paragraph: Paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.text = line
        paragraph._p.get_or_add_pPr().append(copy.deepcopy(properties))


def imported(word: WordDocument) -> ImportedPlan:
    stream = io.BytesIO()
    word.save(stream)
    return understand(read_docx(stream.getvalue(), "plan.docx"))


def test_a_title_across_two_lines_of_headings_and_lists_that_word_numbers(
    word: WordDocument, tmp_path: Path
) -> None:
    quarters = ["ไตรมาส ๑", "ไตรมาส ๒", "ไตรมาส ๓", "ไตรมาส ๔"]
    rows = [
        ["แผนปฏิบัติการ", *[""] * 8],
        ["ที่", "โครงการ/กิจกรรม", "แนวทางดำเนินงาน", "ผลการดำเนินงาน", "", "", "", "งบประมาณ", "หน่วยงานที่รับผิดชอบ"],
        ["", "", "", *quarters, "", ""],
        ["๑", "จัดทำคู่มือประชาชน", "", "/", "/", "", "", "ไม่ใช้งบประมาณ", "สำนักปลัดฯ"],
        ["๒", "เปิดเผยการจัดซื้อ", "", "", "", "/", "/", "๑๕,๐๐๐", "กองคลัง (งานพัสดุ)"],
    ]
    merged = [(0, 0, 0, 8), (1, 3, 1, 6), *((1, entry, 2, entry) for entry in (0, 1, 2, 7, 8))]
    table = add_table(word, rows, *merged)
    number(word, table.cell(3, 2), ["สำรวจงานบริการ", "ยกร่างคู่มือ", "เผยแพร่"], "thaiNumbers", "%1)")
    number(word, table.cell(4, 2), ["รวบรวมประกาศ", "ลงเว็บไซต์"], "bullet", "\uf0b7")
    made = imported(word)
    assert measures(made, "measure", "start", "end") == [
        ("จัดทำคู่มือประชาชน", "ต.ค. 66", "มี.ค. 67"),
        ("เปิดเผยการจัดซื้อ", "เม.ย. 67", "ก.ย. 67"),
    ]
    assert steps(made, "measure_no", "step", "divisions", "unit") == [
        ("1", "สำรวจงานบริการ", "สำนักปลัดฯ", ""),
        ("1", "ยกร่างคู่มือ", "สำนักปลัดฯ", ""),
        ("1", "เผยแพร่", "สำนักปลัดฯ", ""),
        ("2", "รวบรวมประกาศ", "กองคลัง", "งานพัสดุ"),
        ("2", "ลงเว็บไซต์", "กองคลัง", "งานพัสดุ"),
    ]
    assert "งบประมาณ: ๑๕,๐๐๐" in made.content.notes[("measures", 1, "measure")]
    assert errors(checked(made, tmp_path)) == {"placeholder-left"}  # the agency's code


def test_tracked_changes_content_controls_and_a_table_in_a_cell(word: WordDocument) -> None:
    rows = [
        ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
        ["1) คุมการใช้รถ", "ทำทะเบียน", "รายไตรมาส", "กองช่าง"],
        ["2) ไม่รับของขวัญ", "", "ธ.ค. 66", "สป."],
    ]
    table = add_table(word, rows)
    by = 'w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z"'
    for change in (
        f'<w:ins {nsdecls("w")} {by}><w:r><w:t xml:space="preserve"> และตรวจสอบ</w:t></w:r></w:ins>',
        f"<w:del {nsdecls('w')} {by}><w:r><w:delText>ทิ้งแล้ว</w:delText></w:r></w:del>",
    ):
        table.cell(1, 1).paragraphs[0]._p.append(parse_xml(change))
    inner = table.cell(2, 1).add_table(rows=2, cols=2)
    for row, text in enumerate(("ร่างประกาศ", "เผยแพร่")):
        inner.cell(row, 0).text, inner.cell(row, 1).text = f"{row + 1}.", text
    last = table.rows[2]._tr
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    last.getparent().replace(last, control)
    control[1].append(last)
    made = imported(word)
    assert steps(made, "measure_no", "step", "divisions", "every") == [
        ("1", "ทำทะเบียน และตรวจสอบ", "กองช่าง", "ไตรมาส"),
        ("2", "ร่างประกาศ", "สำนักปลัด", ""),
        ("2", "เผยแพร่", "สำนักปลัด", ""),
    ]
    assert "import-file-nested-table" in codes(made)


def test_letters_of_old_fonts_and_blanks_of_all_kinds(word: WordDocument) -> None:
    rows = [
        ["มาตรการ", "วิธีการ", "ระยะเวลา", "ผู้รับผิดชอบ"],
        [
            "ส่งเสริมความรู\uf70bด้านคุณธรรม",
            "-\tจัดท\u0e4d\u0e32สื่อ\u00adความรู้\n-\tเผยแพร่\u00a0ทางเว็บไซต์",
            "ต.ค.\u00a066\u00a0-\u00a0ก.ย.\u00a067",
            "สำนัก\u00a0ปลัด\u200b",
        ],
    ]
    add_table(word, rows)
    made = imported(word)
    assert measures(made, "measure", "start", "end") == [("ส่งเสริมความรู้ด้านคุณธรรม", "ต.ค. 66", "ก.ย. 67")]
    assert steps(made, "step", "divisions") == [("จัดทำสื่อความรู้", "สำนักปลัด"), ("เผยแพร่ ทางเว็บไซต์", "สำนักปลัด")]
