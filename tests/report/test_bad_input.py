"""Odd plans and odd texts through every template: filled whole, never a formula, never an expression."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pdf_text import squeezed
from sample_office import MARCH, sample_figures, sample_plan

from toolkit.books.bundled import bundled
from toolkit.model.entry import Outcome
from toolkit.model.plan import Plan
from toolkit.report.content import report_content
from toolkit.report.kinds import TEMPLATES
from toolkit.report.submitted import Submitted
from toolkit.typeset.page_plan import CONTINUED

pytestmark = pytest.mark.slow

PLAN = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"), texts=())
MOST = 32_767
"""The characters that a cell of Excel holds."""
HOSTILE = '=HYPERLINK("x") {{ 7*7 }} {% raw %} {# a & b <c> "d" \'e\''
RESULTS = tuple(name for name in TEMPLATES if name != "plan")


def _filled(plan: Plan, template: str, result: str = "") -> Any:
    """A workbook with one text as the result of the first measure; nobody else reported anything."""
    outcomes = (
        {("01", plan.measures[0].measure_no): {MARCH: replace(Outcome("1"), result=result)}} if result else {}
    )
    figures = sample_figures(plan, entries={})
    content = report_content(plan, figures, Submitted({}, outcomes), TEMPLATES[template])
    filled = content.fill(bundled(f"reports/{template}.xlsx"))
    return openpyxl.load_workbook(io.BytesIO(filled.workbook))


def _columns(book: Any) -> Sequence[str]:
    """The text of each column of the table, parted cells joined; headings that a page says again left out."""
    sheet = book["รายงาน"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    columns = zip(*(row for row in rows if rows.count(row) == 1), strict=True)
    return [squeezed("".join(text.rpartition(f"{CONTINUED}\\n")[2] for text in column)) for column in columns]


@pytest.mark.parametrize("template", RESULTS)
def test_a_text_as_long_as_a_cell_is_printed_whole(template: str) -> None:
    numbers = "".join(f"ประชุมครั้งที่ {number} แล้วเสร็จ " for number in range(MOST))[:MOST]
    book = _filled(PLAN, template, numbers)
    assert any(squeezed(numbers) in column for column in _columns(book))
    for sheet in book.worksheets:
        assert all((row.height or 0) <= 409.5 for row in sheet.row_dimensions.values())


@pytest.mark.parametrize("template", RESULTS)
def test_peoples_text_is_text(template: str) -> None:
    book = _filled(PLAN, template, HOSTILE)
    assert any(squeezed(HOSTILE) in column for column in _columns(book))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("lacking", ["submissions", "scores", "signatories", "divisions", "measures"])
def test_a_plan_that_lacks_a_part_still_fills(lacking: str, template: str) -> None:
    plan = PLAN if lacking == "submissions" else replace(PLAN, **{lacking: ()})
    book = _filled(plan, template)
    assert "รายงาน" in book.sheetnames
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [text for text in texts if "{{" in text or "{%" in text]
