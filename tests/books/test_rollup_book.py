"""The roll-up workbook: values as computed, Thai words, and pages that print."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pdf_text import pdf_text, squeezed, unjoined
from sample_office import AS_OF, MARCH, sample_entries, sample_figures, sample_plan

from toolkit.books.rollup_book import make_rollup_workbook
from toolkit.model.entry import Entry
from toolkit.model.figures import Counts, Figures, MeasureResult, MonthFigures, Restatement, rounded
from toolkit.model.finding import FileResult, Finding
from toolkit.model.plan import Measure, Plan, Step
from toolkit.thai.labels import REPORT_LABELS, STATE_LABELS

PLAN = sample_plan()
FIGURES = sample_figures(PLAN)
FILES = (
    FileResult("inbox/a.xlsx", "division", "rejected", (Finding("percent-range", "มี.ค.67", "F7", "120"),)),
    FileResult("inbox/b.xlsx", "division", "warned", (Finding("status-variant", '=HYPERLINK("x")', "G7"),)),
)
SHEETS = ["ภาพรวม", "มาตรการ", "ขั้นตอน", "การส่งรายงาน", "งานล่าช้า", "สิ่งที่พบ", "แก้ไขย้อนหลัง", "_meta"]


def _make(plan: Plan = PLAN, figures: Figures = FIGURES, files: Any = FILES, entries: Any = None) -> bytes:
    entries = sample_entries() if entries is None else entries
    return make_rollup_workbook(plan, figures, entries, files=files)


@pytest.fixture(scope="module")
def workbook() -> Any:
    return openpyxl.load_workbook(io.BytesIO(_make()))


def _cells(workbook: Any) -> Iterator[Any]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def _rows(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_sheets_and_meta(workbook: Any) -> None:
    assert workbook.sheetnames == SHEETS
    assert workbook["_meta"].sheet_state == "veryHidden"
    meta = {row[0]: row[2] for row in _rows(workbook["_meta"])}
    assert (meta["kind"], meta["agency_code"], meta["fiscal_year"]) == ("rollup", "99999901", "2567")


def test_no_formulas_and_equal_bytes(workbook: Any) -> None:
    assert not [cell.coordinate for cell in _cells(workbook) if cell.data_type == "f"]
    assert _make() == _make()


def test_overview_shows_figures_beside_their_counts(workbook: Any) -> None:
    values = [cell.value for row in workbook["ภาพรวม"].iter_rows() for cell in row]
    texts = " ".join(str(value) for value in values if value is not None)
    assert rounded(FIGURES.completion) in values and rounded(FIGURES.planned) in values
    for text in (
        "แล้วเสร็จ 5 จาก 21 ขั้นตอน",
        "3 จาก 5 กอง",
        "ต่ำกว่าแผน 31.19",
        "มีนาคม 2567",
        "8 เม.ย. 67",
        "0 จาก 3",
    ):
        assert text in texts


def test_every_measure_state_and_percent(workbook: Any) -> None:
    rows = {row[0]: row for row in _rows(workbook["มาตรการ"])}
    for result, measure in zip(FIGURES.measures, PLAN.measures, strict=True):
        row = rows[result.label]
        # Joiners keep lines from ending inside words.
        assert row[1].replace("\u2060", "") == measure.measure
        assert row[3:5] == [rounded(result.completion), rounded(result.planned)]
        assert result.state is not None and row[5] == STATE_LABELS["th"][result.state]
        assert row[6:11] == [
            result.counts.steps_total,
            result.counts.steps_done,
            result.counts.steps_cannot,
            result.counts.steps_na,
            result.counts.steps_overdue,
        ]


def test_zero_blank_and_dash_are_three_things(workbook: Any) -> None:
    rows = [row for row in _rows(workbook["ขั้นตอน"]) if row[2]]
    value = {(row[0], str(row[1])[0], unjoined(row[2])): row[4] for row in rows}
    assert value["4", "3", "กองช่าง"] == "–"
    assert value["2", "2", "กองการศึกษา ศาสนาและวัฒนธรรม"] == 0
    assert value["7", "2", "กองคลัง"] is None
    for sheet in ("ภาพรวม", "มาตรการ", "ขั้นตอน", "งานล่าช้า"):
        assert any("“–” =" in str(row[0]) for row in _rows(workbook[sheet])), sheet


def test_reporting_matrix_in_words_with_a_legend(workbook: Any) -> None:
    rows = _rows(workbook["การส่งรายงาน"])
    clerk = next(row for row in rows if row[0] == "สำนักปลัด")
    assert clerk[6] == "ทันกำหนด" and clerk[7] is None and "4 เม.ย. 67" in str(clerk[13])
    legend = {str(row[2]).removeprefix("= ") for row in rows if row[2] is not None}
    assert set(REPORT_LABELS["th"].values()) <= legend
    total = next(row for row in rows if str(row[0]).startswith("ส่งแล้ว"))
    assert total[6] == f"{FIGURES.reporting.received} จาก {FIGURES.reporting.expected}"


def test_findings_restatements_and_late_work_are_listed(workbook: Any) -> None:
    findings = [row for row in _rows(workbook["สิ่งที่พบ"]) if row[6]]
    assert findings[1] == [
        "ต้องแก้ไข",
        "inbox/a.xlsx",
        "มี.ค.67",
        "F7",
        "กรอกร้อยละ 120 เกินช่วง 0 ถึง 100",
        "แก้เป็นตัวเลข 0 ถึง 100",
        "percent-range",
    ]
    assert findings[2][2] == '=HYPERLINK("x")'
    changed = _rows(workbook["แก้ไขย้อนหลัง"])
    assert changed[3][:7] == ["ธ.ค. 66", "กองคลัง", "4", "1", "ร้อยละสะสม", 80, 100]
    assert changed[4][5:7] == [None, "ดำเนินการแล้วเสร็จ"]
    late = _rows(workbook["งานล่าช้า"])[3]
    assert late[0] == "5" and late[6:8] == ["เกินกำหนด", "3 เดือน"]


def test_every_sheet_prints_on_a4_with_titles_and_heights(workbook: Any) -> None:
    for sheet in workbook.worksheets[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P/&N" in sheet.oddFooter.right.text
        used = {cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert all(sheet.row_dimensions[row].height for row in used), sheet.title
        if sheet.title != "ภาพรวม":
            assert sheet.print_title_rows == "$3:$3"


def test_the_chart_stands_on_the_overview(workbook: Any) -> None:
    (chart,) = workbook["ภาพรวม"]._charts
    completion, planned = chart.series
    assert completion.graphicalProperties.line.prstDash != planned.graphicalProperties.line.prstDash


def test_the_chart_names_its_font_for_thai_letters_too() -> None:
    with zipfile.ZipFile(io.BytesIO(_make())) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    latin, thai = (re.findall(rf'<a:{script} typeface="([^"]+)"', chart) for script in ("latin", "cs"))
    assert latin == thai
    assert set(thai) == {"TH Sarabun New"}


def test_no_restatements_no_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_make(figures=replace(FIGURES, restatements=()))))
    assert "แก้ไขย้อนหลัง" not in book.sheetnames


def test_an_empty_plan_gives_a_whole_workbook() -> None:
    plan = Plan(PLAN.agency)
    figures = replace(sample_figures(plan), trend=())
    texts = {
        str(cell.value) for cell in _cells(openpyxl.load_workbook(io.BytesIO(_make(plan, figures, (), {}))))
    }
    assert {"ยังไม่มีมาตรการในแผน", "ยังไม่มีขั้นตอนในแผน", "ยังไม่มีกองในแผน", "ไม่มีงานล่าช้า", "ไม่มีสิ่งที่พบ", "–"} <= texts


def test_null_figures_are_dashes() -> None:
    nothing = tuple(
        MeasureResult(
            measure_no=measure.measure_no,
            label=measure.label,
            completion=None,
            planned=None,
            state=None,
            counts=Counts(0, 3, 3, 0, 0),
        )
        for measure in FIGURES.measures
    )
    trend = tuple(MonthFigures(figures.month, None, None) for figures in FIGURES.trend)
    figures = replace(FIGURES, completion=None, planned=None, measures=nothing, trend=trend)
    book = openpyxl.load_workbook(io.BytesIO(_make(figures=figures)))
    row = next(row for row in _rows(book["มาตรการ"]) if row[0] == "1")
    assert row[3:6] == ["–", "–", "–"]
    months = [row for row in _rows(book["ภาพรวม"]) if row[1] == "ต.ค. 66"]
    assert months[0][2] is None, "a dash would be drawn as zero"


def test_ties_are_rounded_half_up() -> None:
    first = replace(FIGURES.measures[0], completion=Fraction("52.025"), planned=Fraction("52.024999"))
    book = openpyxl.load_workbook(io.BytesIO(_make(figures=replace(FIGURES, measures=(first,)))))
    row = next(row for row in _rows(book["มาตรการ"]) if row[0] == "1")
    assert row[3:5] == [52.03, 52.02]


@pytest.mark.slow
def test_forty_measures_and_three_hundred_steps() -> None:
    step = "ตรวจสอบและรายงานผลการดำเนินการตามขั้นตอนที่กำหนดไว้ในคู่มือ"
    measures = tuple(
        Measure(
            str(number),
            f"มาตรการที่ {number}",
            PLAN.months[0],
            PLAN.months[-1],
            steps=tuple(Step(str(number), str(place), step, division_codes=("01",)) for place in range(1, 9)),
        )
        for number in range(1, 41)
    )
    plan = replace(PLAN, measures=measures)
    book = openpyxl.load_workbook(io.BytesIO(_make(plan, sample_figures(plan), (), {})))
    assert sum(row[2] == "สำนักปลัด" for row in _rows(book["ขั้นตอน"])) == 320


def test_peoples_text_stays_text_to_the_last_character() -> None:
    action = "=1+1 {{ x }} & <b> " + "ก่ำ" * 400
    entries = {("01", "1.1"): {MARCH: Entry("1.1", "in_progress", Fraction(10), action, "+66", "@x")}}
    figures = replace(
        FIGURES,
        restatements=(
            Restatement(
                month=MARCH,
                division_code="01",
                measure_no="1",
                step_no="1",
                field="action",
                was="=1",
                now=action,
                received=AS_OF,
                file="&ก.xlsx",
            ),
        ),
    )
    book = openpyxl.load_workbook(io.BytesIO(_make(figures=figures, entries=entries)))
    texts = [str(cell.value) for cell in _cells(book) if cell.data_type == "s"]
    assert {"+66", "=1"} <= set(texts)
    begun = [text for text in texts if text.startswith("=1+1")]
    rest = [text for text in texts if text.startswith("ก่ำ")]
    assert len(begun) == 2 and not [cell for cell in _cells(book) if cell.data_type == "f"]
    assert sum(text.count("ก่ำ") for text in (*begun, *rest)) == 800


def test_an_agency_name_with_an_ampersand_stands_in_the_footer() -> None:
    plan = replace(PLAN, agency=replace(PLAN.agency, agency_name="อบต. ก & ข"))
    book = openpyxl.load_workbook(io.BytesIO(_make(plan)))
    assert "ก && ข" in book["ภาพรวม"].oddFooter.left.text


def test_the_module_loads_without_pandas() -> None:
    code = "import sys, toolkit.books.rollup_book; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_pages_hold_every_measure(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "rollup.xlsx").write_bytes(_make())
    printed = pdf_text(soffice, tmp_path / "rollup.xlsx")
    for measure in PLAN.measures:
        assert squeezed(measure.measure) in printed
    for step in (step for measure in PLAN.measures for step in measure.steps):
        assert squeezed(step.step) in printed


def test_names_of_files_stand_as_they_are() -> None:
    """Macros open the file that the row names: nothing that keeps lines together is put into its name."""
    file = f"inbox/{PLAN.divisions[0].division_name}/รายงาน มีนาคม 2567.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(_make(files=(replace(FILES[0], file=file),))))
    assert file in [cell.value for cell in book["สิ่งที่พบ"]["B"]]
