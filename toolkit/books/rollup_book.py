"""The roll-up workbook of one month, figures as values, and its sheets behind the overview: measures, steps,
late work, reporting, findings, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.books.rollup_overview import write_overview
from toolkit.books.rollup_rows import AssignmentRow, FindingRow, LateRow, assignment_rows, late_rows
from toolkit.books.table_sheet import (
    REPORT_FILLS,
    PrintedRow,
    PrintedValue,
    RollupSheet,
    Shown,
    TableColumn,
    percent_value,
    rollup_page,
    state_value,
)
from toolkit.model.figures import REPORT_STATES, Figures, rounded
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import Entries
from toolkit.thai.dates import format_moment, format_month, format_period
from toolkit.thai.labels import (
    LEGEND,
    REPORT_LABELS,
    REPORT_SHORT,
    SEVERITY_LABELS,
)
from toolkit.thai.words import STATUS_LABELS
from toolkit.typeset.heights import CellText, row_height
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL, Book, write_meta

MEASURES_SHEET = "มาตรการ"
STEPS_SHEET = "ขั้นตอน"
LATE_SHEET = "งานล่าช้า"

_MEASURES = (
    TableColumn("ที่", 7, "center"),
    TableColumn("มาตรการ", 52),
    TableColumn("ระยะเวลาดำเนินการ", 26),
    TableColumn("ความคืบหน้า\n(ร้อยละ)", 14, "right", percent=True, bar=True),
    TableColumn("แผน\n(ร้อยละ)", 12, "right", percent=True),
    TableColumn("ผลเทียบแผน", 16, "center"),
    TableColumn("ขั้นตอน\nทั้งหมด", 10, "right"),
    TableColumn("แล้วเสร็จ", 10, "right"),
    TableColumn("ไม่สามารถ\nดำเนินการ", 12, "right"),
    TableColumn("ไม่\nเกี่ยวข้อง", 11, "right"),
    TableColumn("เกิน\nกำหนด", 10, "right"),
)
_STEPS = (
    TableColumn("มาตรการ", 9, "center"),
    TableColumn("ขั้นตอน", 40),
    TableColumn("กอง", 18),
    TableColumn("กำหนดเสร็จ", 11, "center"),
    TableColumn("ร้อยละ", 11, "right", percent=True, bar=True),
    TableColumn("สถานะ", 20, "center"),
    TableColumn("ข้อมูล\nของเดือน", 11, "center"),
    TableColumn("ขาดรายงาน", 11, "center"),
    TableColumn("การดำเนินการล่าสุด", 38),
    TableColumn("หลักฐานล่าสุด", 22),
    TableColumn("เหตุผล/ปัญหา", 22),
)
_LATE = (
    TableColumn("มาตรการ", 9, "center"),
    TableColumn("ขั้นตอน", 44),
    TableColumn("กองที่ยังไม่แล้วเสร็จ", 24),
    TableColumn("กำหนดเสร็จ", 11, "center"),
    TableColumn("ความคืบหน้า\n(ร้อยละ)", 13, "right", percent=True, bar=True),
    TableColumn("แผน\n(ร้อยละ)", 12, "right", percent=True),
    TableColumn("ผลเทียบแผน", 15, "center"),
    TableColumn("เกินกำหนด", 15, "center"),
    TableColumn("กองที่ขาดรายงานเดือนนี้", 24),
    TableColumn("เหตุผล/ปัญหาล่าสุด", 34),
)


def make_rollup_workbook(
    plan: Plan, figures: Figures, entries: Entries, *, findings: Sequence[FindingRow], ledger_head: str = ""
) -> bytes:
    """Return the bytes of the workbook; equal arguments give equal bytes.

    Every figure is a value, rounded by `rounded`; digits are Arabic throughout, as numbers in cells are.
    The sheet of restatements is there only when there are any.
    """
    month = format_month(figures.month, "full", "arabic")
    book = Book(plan.agency.font, title=f"สรุปความคืบหน้ามาตรการ {plan.agency.agency_name} {month}")
    write_overview(book, plan, figures)
    _write_measures(book, plan, figures)
    _write_steps(book, plan, figures, assignment_rows(plan, figures, entries))
    _write_reporting(book, plan, figures)
    _write_late(book, plan, figures, late_rows(plan, figures, entries))
    _write_rollup_findings(book, plan, figures, findings)
    if figures.restatements:
        _write_restatements(book, plan, figures)
    write_meta(
        book,
        {
            "kind": "rollup",
            "agency_code": plan.agency.agency_code,
            "fiscal_year": str(plan.fiscal_year),
            "plan_digest": plan.digest,
            "ledger_head": ledger_head,
        },
    )
    return book.finish()


def _write_measures(book: Book, plan: Plan, figures: Figures) -> None:
    """Write each measure in full with its period, completion, plan, state and counts."""
    page = rollup_page(book, plan, figures, MEASURES_SHEET, "ความคืบหน้ารายมาตรการ", _MEASURES)
    measures = {measure.measure_no: measure for measure in plan.measures}
    rows: list[PrintedRow] = []
    for result in figures.measures:
        measure = measures.get(result.measure_no)
        counts = result.counts
        # The office's own words for the period win over the months.
        period = (measure.period or format_period(measure.start, measure.end, "arabic")) if measure else ""
        rows.append(
            (
                result.label or result.measure_no,
                measure.measure if measure else "",
                period,
                percent_value(rounded(result.completion)),
                percent_value(rounded(result.planned)),
                state_value(result.state),
                counts.steps_total,
                counts.steps_done,
                counts.steps_cannot,
                counts.steps_na,
                counts.steps_overdue,
            )
        )
    page.table(rows, empty="ยังไม่มีมาตรการในแผน")
    page.legend(LEGEND)


def _write_steps(book: Book, plan: Plan, figures: Figures, assignments: Iterable[AssignmentRow]) -> None:
    """Write the step of each assignment with its value, its month, and the latest words about it."""
    page = rollup_page(book, plan, figures, STEPS_SHEET, "ความคืบหน้ารายขั้นตอนและกอง", _STEPS)
    rows: list[PrintedRow] = []
    before = None
    for row in assignments:
        measure, step, result = row.measure, row.step, row.result
        repeated = before == step.key
        before = step.key
        rows.append(
            (
                Shown(measure.printed_no, muted=repeated),
                Shown(f"{step.label or step.step_no}. {step.step}", muted=repeated),
                row.division_name,
                _month(measure.step_due(step)),
                # Blank where nobody reported yet: zero and no data must look different.
                None if result.status is None else percent_value(rounded(result.percent)),
                STATUS_LABELS[result.status] if result.status else "",
                _month(result.month),
                Shown("ขาดรายงาน", MISSING_FILL) if result.stale else "",
                row.action,
                row.evidence,
                row.reason,
            )
        )
    page.table(rows, empty="ยังไม่มีขั้นตอนในแผน")
    page.legend(
        LEGEND,
        "ร้อยละที่ว่าง = กองยังไม่เคยรายงานขั้นตอนนี้ (คิดเป็น 0 ในค่าเฉลี่ย) · “ขาดรายงาน” = เดือนนี้ต้องรายงานแต่ไม่มีข้อมูลใหม่",
    )


def _write_late(book: Book, plan: Plan, figures: Figures, late: Iterable[LateRow]) -> None:
    """Write the steps that are overdue, behind their plan or without news this month, worst first."""
    page = rollup_page(book, plan, figures, LATE_SHEET, "งานที่เกินกำหนด ล่าช้ากว่าแผน หรือขาดรายงานเดือนนี้", _LATE)
    rows: list[PrintedRow] = [
        (
            row.measure.printed_no,
            f"{row.step.label or row.step.step_no}. {row.step.step}",
            row.unfinished,
            _month(row.measure.step_due(row.step)),
            percent_value(rounded(row.result.completion)),
            percent_value(rounded(row.result.planned)),
            state_value(row.result.state),
            _overdue(row.months_overdue),
            row.stale,
            row.reason,
        )
        for row in late
    ]
    page.table(rows, empty="ไม่มีงานล่าช้า")
    page.legend(LEGEND)


def _month(month: Month | None) -> str:
    return format_month(month, "short", "arabic") if month else ""


def _overdue(months: int | None) -> str:
    if months is None:
        return ""
    # A step is overdue from the end of its month on, so no whole month may have gone by.
    return f"{months} เดือน" if months else "ครบกำหนดเดือนนี้"


RESTATEMENTS_SHEET = "แก้ไขย้อนหลัง"
ROLLUP_FINDINGS_SHEET = "สิ่งที่พบ"
REPORTING_SHEET = "การส่งรายงาน"
# Macros take file, sheet and cell from the second to the fourth column.
FINDINGS_COLUMNS = (
    TableColumn("ระดับ", 14, "center"),
    TableColumn("ไฟล์", 34),
    TableColumn("แผ่น", 16),
    TableColumn("เซลล์", 12),
    TableColumn("สิ่งที่พบ", 52),
    TableColumn("วิธีแก้ไข", 48),
    TableColumn("รหัส", 22),
)
_RESTATEMENTS = (
    TableColumn("เดือน", 12, "center"),
    TableColumn("กอง", 28),
    TableColumn("มาตรการ", 13, "center"),
    TableColumn("ขั้นตอน", 13, "center"),
    TableColumn("รายการ", 18),
    TableColumn("ค่าเดิม", 30),
    TableColumn("ค่าใหม่", 30),
    TableColumn("รับเมื่อ", 22, "center"),
    TableColumn("ไฟล์", 40),
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


def _write_reporting(book: Book, plan: Plan, figures: Figures) -> None:
    """Write each division's months in words and colours, and when this month's report was received."""
    columns = (
        TableColumn("กอง", 34),
        *(TableColumn(format_month(month, "short", "arabic"), 11, "center") for month in plan.months),
        TableColumn(f"รับรายงานเดือน {format_month(figures.month, 'short', 'arabic')}\nเมื่อ", 23, "center"),
    )
    page = rollup_page(book, plan, figures, REPORTING_SHEET, "การส่งรายงานของกอง", columns)
    received = {division.division_code: division.received for division in figures.divisions}
    rows: list[PrintedRow] = []
    for code, cells in figures.matrix:
        shown = [
            Shown(REPORT_SHORT[cell.state], REPORT_FILLS[cell.state]) if cell.state else None
            for cell in cells
        ]
        moment = received.get(code)
        rows.append((plan.division_name(code), *shown, format_moment(moment, "arabic") if moment else None))
    if rows:
        rows.append(_received_row(figures))
    # The last row counts the others, so it is not to be filtered or sorted among them.
    page.table(rows, empty="ยังไม่มีกองในแผน", filters=False)
    _reporting_legend(page)


def _received_row(figures: Figures) -> PrintedRow:
    """Count month by month how many divisions reported of those that had to."""
    cells: list[Shown] = []
    for month_cells in zip(*(own for _, own in figures.matrix), strict=True):
        # A division without a due row in the month is not counted.
        states = [cell.state for cell in month_cells if cell.state and cell.state != "not-due"]
        # A report that came late was received; an empty one was not.
        received = sum(state in ("on-time", "late") for state in states)
        cells.append(Shown(f"{received} จาก {len(states)}" if states else None, bold=True))
    return (Shown("ส่งแล้ว จากที่ต้องส่ง", bold=True), *cells, None)


def _reporting_legend(page: RollupSheet) -> None:
    page.gap()
    for state in REPORT_STATES:
        look = page.book.framed(bg_color=REPORT_FILLS[state], align="center")
        page.sheet.put(page.row, 1, REPORT_SHORT[state], look)
        page.sheet.span(page.row, 2, 6, f"= {REPORT_LABELS['th'][state]}", page.book.look())
        page.sheet.set_row(page.row, row_height([CellText("", 99.0, font=page.book.font)]))
        page.row += 1
    page.legend("ว่าง = ยังไม่ถึงเดือนนั้น · กองที่ไม่มีงานถึงกำหนดในเดือนไม่นับเป็นกองที่ต้องส่ง")


def _write_rollup_findings(book: Book, plan: Plan, figures: Figures, findings: Sequence[FindingRow]) -> None:
    """Write what was found in the files, in the order given."""
    page = rollup_page(book, plan, figures, ROLLUP_FINDINGS_SHEET, "สิ่งที่พบในไฟล์ที่ได้รับ", FINDINGS_COLUMNS)
    fills = {"error": PROBLEM_FILL, "warning": MISSING_FILL, "note": ""}
    rows: list[PrintedRow] = [
        (
            Shown(SEVERITY_LABELS["th"][finding.severity], fills[finding.severity]),
            finding.file,
            finding.sheet,
            finding.cell,
            finding.message,
            finding.advice,
            finding.code,
        )
        for finding in findings
    ]
    page.table(rows, empty="ไม่มีสิ่งที่พบ")


def _write_restatements(book: Book, plan: Plan, figures: Figures) -> None:
    """Write the values that changed after their month had been rolled up."""
    title = "ข้อมูลที่ได้รับเพิ่มเติมภายหลังการสรุปผลประจำเดือน"
    page = rollup_page(book, plan, figures, RESTATEMENTS_SHEET, title, _RESTATEMENTS)
    rows: list[PrintedRow] = []
    for change in figures.restatements:
        rows.append(
            (
                format_month(change.month, "short", "arabic"),
                plan.division_name(change.division_code),
                change.measure_no,
                change.step_no,
                _FIELD_LABELS.get(change.field, change.field),
                _restated(change.was),
                _restated(change.now),
                format_moment(change.received, "arabic"),
                change.file,
            )
        )
    page.table(rows, empty="")
    page.legend("ว่าง = ยังไม่มีข้อมูล")


def _restated(value: str | float | None) -> PrintedValue:
    """Return a changed value; ids of statuses and report states in words."""
    if not isinstance(value, str):
        return value
    words: Mapping[str, str] = {**STATUS_LABELS, **dict(REPORT_LABELS["th"].items())}
    return words.get(value, value)
