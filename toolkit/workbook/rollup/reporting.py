"""What came in, as sheets of the roll-up workbook: reporting, findings and restatements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.model.completion import REPORT_STATES, Figures, ReportState
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import REPORT_LABELS, REPORT_SHORT, SEVERITY_LABELS
from toolkit.thai.words import STATUS_LABELS
from toolkit.workbook.rollup.page import rollup_page
from toolkit.workbook.rollup.sheet import REPORT_FILLS, Column, RollupSheet, Row, Shown, Value
from toolkit.workbook.rollup.tables import REPORTING_COLUMNS, FindingLine
from toolkit.workbook.style import LINE, MISSING_FILL, PROBLEM_FILL, Book

if TYPE_CHECKING:
    import pandas as pd

RESTATEMENTS_SHEET = "แก้ไขย้อนหลัง"
FINDINGS_SHEET = "ข้อค้นพบ"
REPORTING_SHEET = "การส่งรายงาน"
_FINDINGS = (
    Column("ระดับ", 14, "center"),
    Column("ไฟล์", 34),
    Column("แผ่นงาน", 16),
    Column("เซลล์", 12),
    Column("สิ่งที่พบ", 52),
    Column("วิธีแก้ไข", 48),
    Column("รหัส", 22),
)
_RESTATEMENTS = (
    Column("เดือน", 12, "center"),
    Column("กอง", 28),
    Column("มาตรการ", 10, "center"),
    Column("ขั้นตอน", 10, "center"),
    Column("รายการ", 18),
    Column("ค่าเดิม", 30),
    Column("ค่าใหม่", 30),
    Column("รับเมื่อ", 22, "center"),
    Column("ไฟล์", 40),
)
_FIELD_LABELS = {
    "status": "สถานะ",
    "percent": "ร้อยละสะสม",
    "action": "สิ่งที่ทำ",
    "evidence": "หลักฐาน",
    "reason": "เหตุผล/ปัญหา",
    "completion": "ความคืบหน้า",
    "report": "การส่งรายงาน",
}


def write_reporting(book: Book, plan: Plan, figures: Figures, reporting: pd.DataFrame) -> None:
    """Division x month in words and colours, with the received time of the month rolled up."""
    months = [Month.parse(name) for name in reporting.columns[len(REPORTING_COLUMNS) :]]
    columns = (
        Column("กอง", 34),
        *(Column(format_month(month, "short", "arabic"), 11, "center") for month in months),
        Column(f"รับรายงานเดือน {format_month(figures.month, 'short', 'arabic')}\nเมื่อ", 23, "center"),
    )
    page = rollup_page(book, plan, figures, REPORTING_SHEET, "การส่งรายงานของกอง", columns)
    rows: list[Row] = []
    for values in reporting.itertuples(index=False, name=None):
        _, name, received, *states = values
        shown = [Shown(REPORT_SHORT[state], REPORT_FILLS[state]) if state else None for state in states]
        rows.append((name, *shown, None if received is None else format_moment(received, "arabic")))
    if rows:
        rows.append(_received_row(reporting, months))
    page.table(rows, empty="ยังไม่มีกองในแผน", filters=False)
    _reporting_legend(page)


def _received_row(reporting: pd.DataFrame, months: Sequence[Month]) -> Row:
    """How many divisions sent of those that had to, month by month."""
    cells: list[Shown] = []
    for month in months:
        states: list[ReportState] = [state for state in reporting[str(month)] if state and state != "not-due"]
        received = sum(state in ("on-time", "late") for state in states)
        cells.append(Shown(f"{received} จาก {len(states)}" if states else None, bold=True))
    return (Shown("ส่งแล้ว จากที่ต้องส่ง", bold=True), *cells, None)


def _reporting_legend(page: RollupSheet) -> None:
    page.gap()
    for state in REPORT_STATES:
        look = page.book.look(bg_color=REPORT_FILLS[state], border=1, border_color=LINE, align="center")
        page.put(page.row, 1, REPORT_SHORT[state], look)
        page.sheet.merge_range(page.row, 2, page.row, 6, "", page.book.look())
        page.put(page.row, 2, f"= {REPORT_LABELS['th'][state]}", page.book.look())
        page.sheet.set_row(page.row, 30)
        page.row += 1
    page.legend("ว่าง = ยังไม่ถึงเดือนนั้น · กองที่ไม่มีงานถึงกำหนดในเดือนไม่นับเป็นกองที่ต้องส่ง")


def write_findings(book: Book, plan: Plan, figures: Figures, findings: Sequence[FindingLine]) -> None:
    """What was found in the files, in the order given."""
    page = rollup_page(book, plan, figures, FINDINGS_SHEET, "ข้อค้นพบในไฟล์ที่ได้รับ", _FINDINGS)
    fills = {"error": PROBLEM_FILL, "warning": MISSING_FILL, "note": ""}
    rows: list[Row] = [
        (
            Shown(SEVERITY_LABELS["th"][each.severity], fills[each.severity]),
            each.file,
            each.sheet,
            each.cell,
            each.message,
            each.advice,
            each.code,
        )
        for each in findings
    ]
    page.table(rows, empty="ไม่มีข้อค้นพบ")


def write_restatements(book: Book, plan: Plan, figures: Figures) -> None:
    """Values of months rolled up before that have changed since."""
    page = rollup_page(book, plan, figures, RESTATEMENTS_SHEET, "ค่าที่เปลี่ยนหลังสรุปผลของเดือนแล้ว", _RESTATEMENTS)
    rows: list[Row] = []
    for each in figures.restatements:
        division = plan.division_by_code.get(each.division_code)
        rows.append(
            (
                format_month(each.month, "short", "arabic"),
                division.division_name if division else each.division_code,
                each.measure_no,
                each.step_no,
                _FIELD_LABELS.get(each.field, each.field),
                _restated(each.was),
                _restated(each.now),
                format_moment(each.received, "arabic"),
                each.file,
            )
        )
    page.table(rows, empty="")
    page.legend("ว่าง = ยังไม่มีข้อมูล")


def _restated(value: str | float | None) -> Value:
    """A changed value; ids of statuses and report states in words."""
    if not isinstance(value, str):
        return value
    words: Mapping[str, str] = {**STATUS_LABELS, **dict(REPORT_LABELS["th"].items())}
    return words.get(value, value)
