"""The workbooks that the toolkit itself makes, and files of other programs made from the same content."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import xlsxwriter
from office_program import convert
from sample_office import MARCH, sample_entries, sample_figures, sample_outcomes, sample_plan

from toolkit.books.bundled import bundled
from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_state import DivisionContent
from toolkit.books.plan_book import make_plan_workbook
from toolkit.books.rollup_book import make_rollup_workbook
from toolkit.example.worked_example import ExampleMonth, ExampleSubmission, fill_submissions
from toolkit.model.month import BANGKOK
from toolkit.model.progress import assignments
from toolkit.report.content import report_content
from toolkit.report.submitted import Submitted

MOMENT = dt.datetime.fromisoformat
TABLE: tuple[tuple[object, ...], ...] = (
    ("ข้อความ", "a & b < c > \"d\" 'e'", " ขอบ ", "สองบรรทัด\nในช่องเดียว", "001", "=1+1", "NA"),
    (0, 1, -7, 1.5, 0.1, 1234567890123, 1e20),
    (True, False, None, 12.3456789012345, 100.0, -0.25, 1e-9),
    (MOMENT("2024-01-15"), MOMENT("2024-01-15T10:14:28"), MOMENT("2567-11-29"), None),
    (None, None, None, "หลังช่องว่าง"),
)
OWN = ("plan", "division", "filled division", "roll-up", "six-month report", "six-month template")
"""The kinds of workbooks that the toolkit makes."""
FIRST_ROW, FIRST_COLUMN = 3, 2
"""Where the table stands: two blank rows above it, one blank column before it."""


@cache
def division() -> bytes:
    """A division workbook as issued."""
    plan = sample_plan()
    chosen = plan.divisions[1]
    own = tuple(
        assignment for assignment in assignments(plan) if assignment.division_code == chosen.division_code
    )
    return make_division_workbook(DivisionContent(plan=plan, division=chosen, assignments=own))


@cache
def filled_division() -> bytes:
    """The same with March filled in."""
    typed = {"1.1": {"status": "ดำเนินการแล้วเสร็จ", "action": "<ประกาศ> & เผยแพร่"}, "4.2": {"percent": "50"}}
    month = ExampleMonth(MARCH, "นักวิชาการเงินและบัญชี", "๔ เม.ย. ๒๕๖๗", typed, {"5": {"result": "แล้วเสร็จ"}})
    sent = dt.datetime(2024, 4, 4, 9, tzinfo=BANGKOK)
    ((_, filled),) = fill_submissions(division(), [ExampleSubmission("a.xlsx", "02", sent, (month,))])
    return filled


@cache
def own_workbooks() -> dict[str, bytes]:
    """One workbook of each kind that the toolkit makes."""
    plan = sample_plan()
    figures = sample_figures(plan)
    entries, outcomes = sample_entries(), sample_outcomes()
    content = report_content(plan, figures, Submitted(entries, outcomes), "six-month")
    template = bundled("reports/six-month.xlsx")
    return {
        "plan": make_plan_workbook(),
        "division": division(),
        "filled division": filled_division(),
        "roll-up": make_rollup_workbook(plan, figures, entries, files=()),
        "six-month report": content.fill(template).workbook,
        "six-month template": template,
    }


@cache
def by_xlsxwriter() -> bytes:
    """`TABLE` as XlsxWriter saves it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "d mmm yyyy hh:mm"})
    sheet = book.add_worksheet("ตาราง")
    for row, cells in enumerate(TABLE, FIRST_ROW - 1):
        for column, value in enumerate(cells, FIRST_COLUMN - 1):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    sheet.write_formula(20, 1, "=1+1", None, 2)
    sheet.write_formula(20, 2, '=""', None, "")
    sheet.write_number(20, 3, 0.5, book.add_format({"num_format": "0%"}))
    book.close()
    return buffer.getvalue()


@cache
def by_openpyxl() -> bytes:
    """`TABLE` as openpyxl saves it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ตาราง"
    for row, cells in enumerate(TABLE, FIRST_ROW):
        for column, value in enumerate(cells, FIRST_COLUMN):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.cell(21, 4, 0.5).number_format = "0%"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def by_libreoffice(soffice: str) -> dict[str, bytes]:
    """The workbooks of the other programs and a filled division workbook as LibreOffice saves them again."""
    sources = {"XlsxWriter": by_xlsxwriter(), "openpyxl": by_openpyxl(), "division": filled_division()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        saved = {}
        for key, data in sources.items():
            source = folder / f"{key}.xlsx"
            source.write_bytes(data)
            saved[key] = convert(soffice, source, folder / "out" / source.name).read_bytes()
        return saved
