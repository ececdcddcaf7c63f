"""Months of a time chart that are coloured or crossed by an arrow are read as if they were ticked."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from openpyxl.styles import PatternFill
from source import codes, measures, understand

from toolkit.importer.document import SourceDocument
from toolkit.importer.propose import propose
from toolkit.importer.read_docx import read_docx
from toolkit.importer.read_tables import read_workbook
from toolkit.importer.review import proposal_of
from toolkit.importer.review_book import review_of

MONTHS = ("ต.ค. 68", "พ.ย. 68", "ธ.ค. 68", "ม.ค. 69")
ROWS = (
    ("ที่", "กิจกรรม", *MONTHS, "ผู้รับผิดชอบ"),
    ("1", "ประกาศนโยบาย", "", "", "", "", "งานธุรการ"),
    ("2", "อบรม", "", "", "", "", "งานบุคคล"),
)
FIRST_TWO, LAST_THREE = ("ต.ค. 68", "พ.ย. 68"), ("พ.ย. 68", "ม.ค. 69")


def coloured_sheet() -> SourceDocument:
    return sheet_with_colour("C2", "D2", "D3", "E3", "F3")


def striped_sheet() -> SourceDocument:
    """Every other row is coloured as a whole, which marks nothing."""
    return sheet_with_colour(*(f"{column}3" for column in "ABCDEFG"))


def sheet_with_colour(*cells: str) -> SourceDocument:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    for cell in cells:
        sheet[cell].fill = PatternFill("solid", fgColor="FF4472C4")
    stream = io.BytesIO()
    book.save(stream)
    return read_workbook(stream.getvalue(), "แผน 2569.xlsx", "xlsx")


def sheet_of_shapes() -> SourceDocument:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for row, texts in enumerate(ROWS):
        sheet.write_row(row, 0, [text or None for text in texts])
    size = {"height": 10, "y_offset": 4, "x_offset": 2}
    sheet.insert_textbox("C2", "", size | {"width": 120})
    sheet.insert_textbox("D3", "", size | {"width": 185})
    book.close()
    return read_workbook(stream.getvalue(), "แผน 2569.xlsx", "xlsx")


def word_table(row: int, column: int, xml: str, *, shading: bool) -> SourceDocument:
    made = docx.Document()
    made.add_paragraph("แผน ปีงบประมาณ 2569")
    table = made.add_table(rows=0, cols=len(ROWS[0]))
    for texts in ROWS:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for grid in table._tbl.tblGrid.gridCol_lst:
        grid.w = 914_400
    cell = table.cell(row, column)
    if shading:
        cell._tc.get_or_add_tcPr().append(parse_xml(xml))
    else:
        cell.paragraphs[0].add_run()._r.append(parse_xml(xml))
    stream = io.BytesIO()
    made.save(stream)
    return read_docx(stream.getvalue(), "plan.docx")


ANCHOR = (
    '<w:drawing {names}><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionH><wp:extent cx="{width}" cy="0"/></wp:anchor></w:drawing>'
)


def test_colours_of_a_sheet() -> None:
    made = understand(coloured_sheet())
    assert measures(made, "start", "end") == [FIRST_TWO, LAST_THREE]
    assert "import-period-assumed" not in codes(made)


def test_a_striped_row_marks_nothing() -> None:
    made = understand(striped_sheet())
    assert measures(made, "start", "end") == [("", "")] * 2
    assert "import-period-assumed" in codes(made)


def test_shapes_on_a_sheet() -> None:
    assert measures(understand(sheet_of_shapes()), "start", "end") == [FIRST_TWO, LAST_THREE]


def test_arrows_and_colours_in_word() -> None:
    arrow = ANCHOR.format(names=nsdecls("w", "wp"), width=2 * 914_400)
    assert measures(understand(word_table(1, 2, arrow, shading=False)), "start", "end")[0] == FIRST_TWO
    line = ANCHOR.format(names=nsdecls("w", "wp"), width=200 * 12_700)
    assert measures(understand(word_table(2, 3, line, shading=False)), "start", "end")[1] == LAST_THREE
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFC000"/>'
    assert measures(understand(word_table(2, 4, shade, shading=True)), "start", "end")[1] == ("ธ.ค. 68",) * 2


@pytest.mark.parametrize("source", [coloured_sheet(), striped_sheet()])
def test_an_unanswered_review_reads_the_same_months(source: SourceDocument) -> None:
    proposal, findings = proposal_of(review_of(propose(source)))
    assert (proposal.tables[0].table, findings) == (source.tables[0], ())
