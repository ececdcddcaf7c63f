"""Annual reports filled, against what openpyxl needs to load and save the same template and report, and
against the same report on a page without an end.

Measuring texts is left out: it has a benchmark of its own, and its results are kept between reports.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import psutil
import pytest

from tests.bench.best import best_of
from toolkit.books.bundled import bundled
from toolkit.books.plan_book import PlanContent
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Plan
from toolkit.office.accepted import Accepted
from toolkit.planning.new_office import new_office
from toolkit.report.content import ReportContent, report_content
from toolkit.report.memo_docx import make_memo
from toolkit.report.submitted import Submitted
from toolkit.report.write import MEMO_TEMPLATE
from toolkit.rollup.roll_up import figures_of
from toolkit.templates import fill

MEASURES = 13
ROUNDS = 5
REPORTS = 100
_SENTENCE = "ประชาสัมพันธ์ข้อมูลข่าวสารให้ประชาชนทราบ และจัดอบรมเจ้าหน้าที่ครั้งที่ {} เรียบร้อยแล้ว "
_SCORES = tuple(
    {"year": str(year), "item": str(item), "score": f"{80 + item + year - 2563}"}
    for year in range(2563, 2568)
    for item in range(1, 11)
)


def _plan(folder: Path) -> Plan:
    """A plan of 13 measures with long texts of the head's own, and scores of five years."""
    numbers = [str(number) for number in range(1, MEASURES + 1)]
    tables = {
        "divisions": ({"division_code": "01", "division_name": "สำนักปลัด"},),
        "scores": _SCORES,
        "measures": tuple(
            {"measure_no": no, "measure": _SENTENCE.format(no), "section": "หมวด"} for no in numbers
        ),
        "steps": tuple(
            {
                "measure_no": no,
                "step_no": str(step),
                "step": _SENTENCE.format(f"{no}/{step}"),
                "divisions": "01",
            }
            for no in numbers
            for step in range(1, 4)
        ),
        "texts": tuple(
            {"report": "annual", "measure_no": no, "field": field, "text": _SENTENCE.format(no) * 4}
            for no in numbers
            for field in ("result", "outcome")
        ),
    }
    agency = {"agency_code": "05990103", "agency_name": "เทศบาลตำบลตัวอย่าง", "fiscal_year": "2567"}
    return check_plan_file(new_office(folder, content=PlanContent(agency, tables))).usable


def _copy(data: bytes) -> None:
    openpyxl.load_workbook(io.BytesIO(data)).save(io.BytesIO())


def _content(plan: Plan) -> ReportContent:
    as_of = dt.datetime(2024, 10, 6, 9, 0, tzinfo=BANGKOK)
    figures = figures_of(plan, Accepted(), (), month=plan.months[-1], as_of=as_of)
    return report_content(plan, figures, Submitted(), "annual")


def _grown(job: Callable[[], object]) -> float:
    """The memory of the process after `REPORTS` runs over that after a tenth of them."""
    held = []
    for number in range(1, REPORTS + 1):
        job()
        if number in (REPORTS // 10, REPORTS):
            held.append(psutil.Process().memory_info().rss)
    return held[1] / held[0]


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its figure, what it is compared with, the most that their ratio may be)."""
    with tempfile.TemporaryDirectory() as folder:
        plan = _plan(Path(folder) / "office")
    template, memo_template = bundled("reports/annual.xlsx"), bundled(MEMO_TEMPLATE)

    def report() -> bytes:
        content = _content(plan)
        make_memo(content.memo, memo_template, None, font=plan.agency.font)
        return content.fill(template).workbook

    filled = report()

    def copies() -> None:
        _copy(template)
        _copy(filled)

    def texts_alone() -> None:
        """Fill the same template as one page without an end is filled: no columns shared, nothing parted."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fill, "page_height", lambda _: math.inf)
            patch.setattr(fill, "shared_columns", lambda _, widths, *__: widths)
            content.fill(template)

    content = _content(plan)
    runs = {"ours": report, "theirs": copies, "planned": lambda: content.fill(template), "plain": texts_alone}
    for run in runs.values():
        run()
    ours, theirs, planned, plain = best_of(runs, ROUNDS, time.process_time).values()
    return [
        ("an annual report laid on pages : on a page without an end", planned, plain, 1.6),
        (f"annual report of {MEASURES} measures : openpyxl over the same files", ours, theirs, 3.0),
        (f"memory after {REPORTS} reports : after {REPORTS // 10}", _grown(report), 1.0, 1.1),
    ]
