"""The example's reports on pages: how many they take, the same in each font and in its redrawing, and none
that the print gate finds fault with."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from office_program import convert

from toolkit.example.demo import Demo
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.month import BANGKOK
from toolkit.printing.pdf_pages import read_pdf
from toolkit.printing.print_gate import check_pdf
from toolkit.report.content import report_content
from toolkit.report.kinds import TEMPLATES, report_month
from toolkit.report.submitted import Submitted
from toolkit.report.write import template_bytes
from toolkit.rollup.roll_up import status_of
from toolkit.xlsx.named_fonts import drawn_copy

AS_OF = dt.datetime(2024, 11, 10, tzinfo=BANGKOK)
FONTS = ("TH Sarabun New", "TH SarabunPSK")
BEFORE = {"six-month": 22, "annual": 20, "annual-brief": 16}
"""Pages before columns shared the width and rows were measured for the font that is named."""
NEW = "เอกสารแนบ"
"""A sheet that the reports did not have then."""
MOST = 0.7
OF_THE_MACHINE = {"pdf-font-replaced"}


def report(demo: Demo, template: str, font: str) -> bytes:
    """One of the example's reports in a font, at the usual month of its kind."""
    plan = check_plan_file(demo.office).usable
    plan = replace(plan, agency=replace(plan.agency, font=font))
    kind = TEMPLATES[template]
    month = report_month(plan, kind, None, AS_OF, interim=False)
    status = status_of(demo.office, plan, month=month, as_of=AS_OF)
    content = report_content(plan, status.figures, Submitted.of(status.accepted), kind)
    return content.fill(template_bytes(template)).workbook


def planned_pages(workbook: bytes, without: str = "") -> int:
    """The pages that the breaks in a workbook make."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheets = (sheet for sheet in book.worksheets if sheet.title != without)
    visible = (sheet for sheet in sheets if sheet.sheet_state == "visible")
    return sum(len(sheet.row_breaks.brk) + 1 for sheet in visible)


@pytest.mark.parametrize("template", BEFORE)
@pytest.mark.parametrize("font", FONTS)
def test_the_reports_take_seven_tenths_of_the_pages_that_they_took(
    font: str, template: str, demo: Demo
) -> None:
    assert planned_pages(report(demo, template, font), without=NEW) <= MOST * BEFORE[template]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("font", FONTS)
def test_the_redrawing_prints_the_planned_pages_without_a_fault(
    font: str, template: str, demo: Demo, soffice: str, tmp_path: Path
) -> None:
    workbook = report(demo, template, font)
    pdf = _printed(soffice, tmp_path, drawn_copy(workbook, ".xlsx"), None)
    assert len(read_pdf(pdf)) == planned_pages(workbook)
    assert {finding.code for finding in check_pdf(workbook, pdf)} <= OF_THE_MACHINE


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("font", FONTS)
def test_the_font_itself_prints_the_planned_pages_without_a_fault(
    font: str, template: str, demo: Demo, soffice: str, thai_fonts: Path, tmp_path: Path
) -> None:
    workbook = report(demo, template, font)
    pdf = _printed(soffice, tmp_path, workbook, thai_fonts)
    assert len(read_pdf(pdf)) == planned_pages(workbook)
    assert check_pdf(workbook, pdf) == ()


def _printed(soffice: str, folder: Path, workbook: bytes, config: Path | None) -> bytes:
    source = folder / "in.xlsx"
    source.write_bytes(workbook)
    return convert(soffice, source, folder / "in.pdf", config).read_bytes()
