"""How many pages the example's reports take, against those that they took before columns shared the width."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from toolkit.example.demo import Demo
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.month import BANGKOK
from toolkit.report.content import report_content
from toolkit.report.kinds import TEMPLATES, report_month
from toolkit.report.submitted import Submitted
from toolkit.report.write import template_bytes
from toolkit.rollup.roll_up import status_of

AS_OF = dt.datetime(2024, 11, 10, tzinfo=BANGKOK)
BEFORE = {"six-month": 22, "annual": 20, "annual-brief": 16}
MOST = 0.7


@pytest.mark.parametrize("template", BEFORE)
@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK"])
def test_the_examples_reports_take_seven_tenths_of_their_pages(font: str, template: str, demo: Demo) -> None:
    plan = check_plan_file(demo.office).usable
    plan = replace(plan, agency=replace(plan.agency, font=font))
    kind = TEMPLATES[template]
    month = report_month(plan, kind, None, AS_OF, interim=False)
    status = status_of(demo.office, plan, month=month, as_of=AS_OF)
    content = report_content(plan, status.figures, Submitted.of(status.accepted), kind)
    book = openpyxl.load_workbook(io.BytesIO(content.fill(template_bytes(template)).workbook))
    pages = {
        sheet.title: len(sheet.row_breaks.brk) + 1
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }
    assert sum(pages.values()) <= MOST * BEFORE[template], pages
