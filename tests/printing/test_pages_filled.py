"""Filled reports as they are printed: every letter there, pages end where planned, signatures not alone."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from calibration import SheetHeights, optimal_heights
from pdf_text import pdf_text, squeezed

from toolkit.templates.fill import fill_template
from toolkit.typeset.page_plan import CONTINUED
from toolkit.xlsx.new_workbook import Book, landscape_a4

pytestmark = pytest.mark.slow

SENTENCE = "ประชาสัมพันธ์ข้อมูลข่าวสารให้ประชาชนทราบผ่านเว็บไซต์ และจัดอบรมเจ้าหน้าที่ครั้งที่ {} เรียบร้อยแล้ว "


@dataclass(frozen=True)
class Names:
    """Anything that a template asks for, as one text."""

    text: str = "–"

    def __getattr__(self, _: str) -> Any:
        return self.text


@dataclass(frozen=True)
class Measure:
    title: str
    steps: str
    result: str
    responsible: str = "กองคลัง\nกองช่าง"
    period: str = "1 ต.ค. 66 – 30 ก.ย. 67"
    suggestion: str = "–"


@dataclass(frozen=True)
class Pair:
    left: Names
    right: Names


def long(letters: int, salt: int, *, paragraphs: bool = False) -> str:
    """A text of so many letters in which every sentence has a number of its own."""
    parts = [SENTENCE.format(f"{salt}/{number}") for number in range(letters // len(SENTENCE) + 1)]
    return ("\n" if paragraphs else "").join(parts)[:letters]


def measures(count: int, letters: int) -> tuple[Measure, ...]:
    return tuple(
        Measure(f"{no}. มาตรการที่ {no}", long(letters // 3, no, paragraphs=True), long(letters, 100 + no))
        for no in range(1, count + 1)
    )


CASES = {
    "short": measures(12, 120),
    "1,200 letters": measures(6, 1200),
    "12,000 letters": measures(2, 12_000),
    "paragraphs": (Measure("1. ยาว", long(9000, 1, paragraphs=True), "สั้น"), *measures(3, 300)),
    "a title as long": (Measure("๑. " + long(3000, 7), "ก", "ข"),),
    "nothing": (),
}


COLUMNS = (
    ("มาตรการ", 22, "{{ measure.title }}"),
    ("วิธีการดำเนินการ", 34, "{{ measure.steps }}"),
    ("ผู้รับผิดชอบ", 15, "{{ measure.responsible }}"),
    ("ระยะเวลา", 14, "{{ measure.period }}"),
    ("ผลการดำเนินการ", 40, "{{ measure.result }}"),
    ("ข้อเสนอแนะ", 21, "{{ measure.suggestion }}"),
)
TITLES = ("รายงานผล", "{{ report.year }}", "{{ agency.name }}")
SIGNATURES = ("", "{{ signatures.SIDE.line }}", "{{ signatures.SIDE.name }}", "{{ signatures.SIDE.title }}")
NAMES = {"band_measure": "$6:$6", "band_note": "$7:$7", "band_signatures": "$8:$11", "keep_closing": "$7:$11"}


def template() -> bytes:
    """A report of one sheet: titles, six columns, footnotes and signatures."""
    book = Book("TH Sarabun New", title="แบบรายงาน")
    sheet = book.sheet("รายงาน")
    title = book.look(font_size=18.0, bold=True, align="center", valign="vcenter")
    boxed, plain = book.look(border=1), book.look(align="center", valign="vcenter")
    for row, text in enumerate(TITLES):
        sheet.set_row(row, 38)
        sheet.merge_range(row, 0, row, 5, text, title)
    sheet.set_row(3, 17)
    for column, (heading, width, expression) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(4, column, heading, boxed)
        sheet.write_string(5, column, expression, boxed)
    sheet.merge_range("A7:F7", "{{ note.text }}", plain)
    for row, text in enumerate(SIGNATURES, 7):
        sheet.set_row(row, 30)
        sheet.merge_range(row, 0, row, 2, text.replace("SIDE", "left"), plain)
        sheet.merge_range(row, 3, row, 5, text.replace("SIDE", "right"), plain)
    for name, rows in NAMES.items():
        book.workbook.define_name(name, f"='รายงาน'!{rows}")
    landscape_a4(sheet, repeat=(4, 4), footer="{{ agency.name }}")
    return book.finish()


def fill(items: Sequence[Measure]) -> bytes:
    signed = Pair(Names("ลงชื่อ ก"), Names("ลงชื่อ ข"))
    names = {"agency": Names("เทศบาลตำบลตัวอย่าง"), "report": Names("2567"), "meta": Names("1")}
    bands = {"measure": items, "note": (Names("หมายเหตุ มีการแก้ไข"),), "signatures": (signed, signed)}
    return fill_template(template(), names, bands).workbook


@pytest.fixture(scope="module")
def filled_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of each case."""
    folder = tmp_path_factory.mktemp("filled")
    paths = {name: folder / f"{number}.xlsx" for number, name in enumerate(CASES)}
    for name, path in paths.items():
        path.write_bytes(fill(CASES[name]))
    return paths


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, filled_reports: dict[str, Path]) -> tuple[str, Path]:
    return request.param, filled_reports[request.param]


@pytest.fixture(scope="module")
def heights(filled_reports: dict[str, Path], uno: None) -> dict[str, SheetHeights]:
    """The row heights of each report, measured in one start of LibreOffice."""
    measured = zip(filled_reports, optimal_heights(*filled_reports.values()), strict=True)
    return {name: next(sheet for sheet in sheets if sheet.sheet == "รายงาน") for name, sheets in measured}


def _sheet(path: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["รายงาน"]


def _begins(sheet: Any) -> list[int]:
    """The first row of each planned page."""
    return [1, *(page_break.id + 1 for page_break in sheet.row_breaks.brk)]


def test_every_letter_is_in_the_sheet(case: tuple[str, Path]) -> None:
    sheet = _sheet(case[1])
    columns = ["".join(str(cell.value or "") for cell in column) for column in sheet.iter_cols()]
    for measure in CASES[case[0]]:
        assert squeezed(measure.steps) in squeezed(columns[1])
        assert squeezed(measure.result) in squeezed(columns[4])


def test_what_goes_on_says_so_at_the_head_of_its_page(case: tuple[str, Path]) -> None:
    sheet = _sheet(case[1])
    said = {row for row in range(1, sheet.max_row + 1) if CONTINUED in str(sheet.cell(row, 1).value)}
    assert said <= set(_begins(sheet))
    for row in set(_begins(sheet)) - {1}:
        goes_on = sheet.cell(row - 1, 1).border.bottom.style and not str(sheet.cell(row, 1).value).startswith(
            "ล"
        )
        begins = str(sheet.cell(row, 1).value)[:1].isdigit() and row not in said
        assert goes_on and (begins or row in said)


def test_pages_end_where_planned(case: tuple[str, Path], soffice: str) -> None:
    """As many printed pages as planned, each with the text of its first row and none of them empty."""
    sheet = _sheet(case[1])
    pdf_text(soffice, case[1])
    command = ["pdftotext", "-raw", str(case[1].with_suffix(".pdf")), "-"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    texts = [squeezed(page) for page in printed]
    begins = _begins(sheet)
    assert len(texts) == len(begins)
    for number, (start, end) in enumerate(zip(begins, [*begins[1:], sheet.max_row + 1], strict=True), 1):
        assert f"หน้า{number}/{len(texts)}" in texts[number - 1]
        for row in (start, end - 1):
            for cell in sheet[row]:
                assert all(squeezed(line) in texts[number - 1] for line in _sentences(str(cell.value or "")))


def _sentences(text: str) -> list[str]:
    """Parts of a text that a page's text holds as they are: a line may be cut where its sentence ends."""
    return [part for line in text.split("\n") for part in line.split(" ")]


def test_signatures_stand_with_the_last_lines_of_the_table(case: tuple[str, Path]) -> None:
    sheet = _sheet(case[1])
    rows = list(sheet.iter_rows(min_row=_begins(sheet)[-1], values_only=True))
    assert sum("ลงชื่อ" in str(value) for row in rows for value in row) == 12
    if CASES[case[0]]:
        assert not str(rows[0][0]).startswith(("หมายเหตุ", "ลงชื่อ"))


@pytest.mark.parametrize("name", CASES)
def test_no_row_is_cut(name: str, heights: dict[str, SheetHeights]) -> None:
    rows = heights[name]
    low = [
        (row, stored, optimal)
        for row, (stored, optimal) in enumerate(zip(rows.stored, rows.optimal, strict=True), 1)
        if stored < optimal - 1 or stored > 409.5
    ]
    assert low == []
