"""The roll-up workbook of one month, figures as values, and its sheets behind the overview: measures, steps,
late work, reporting, findings, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from toolkit.books.rollup_overview import write_overview
from toolkit.books.rollup_rows import AssignmentRow, assignment_rows, late_rows
from toolkit.books.table_sheet import (
    REPORT_FILLS,
    PrintedRow,
    PrintedValue,
    Shown,
    TableColumn,
    percent_column,
    percent_value,
    rollup_page,
    state_value,
)
from toolkit.messages.catalogue import describe, grouped
from toolkit.model.figures import REPORT_STATES, Figures, rounded
from toolkit.model.finding import FileResult
from toolkit.model.month import Month
from toolkit.model.plan import Plan, Step
from toolkit.model.progress import Entries
from toolkit.thai.dates import format_moment, format_month, format_period
from toolkit.thai.labels import LEGEND, REPORT_LABELS, REPORT_SHORT, SEVERITY_LABELS
from toolkit.thai.words import STATUS_LABELS
from toolkit.typeset.heights import CellText, row_height
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL, Book, write_meta

MEASURES_SHEET = "มาตรการ"
STEPS_SHEET = "ขั้นตอน"
LATE_SHEET = "งานล่าช้า"
RESTATEMENTS_SHEET = "แก้ไขย้อนหลัง"
ROLLUP_FINDINGS_SHEET = "สิ่งที่พบ"
REPORTING_SHEET = "การส่งรายงาน"

_LATE = (
    TableColumn("มาตรการ", 9, "center", value=lambda row: row.measure.printed_no),
    TableColumn("ขั้นตอน", 44, value=lambda row: _numbered(row.step)),
    TableColumn("กองที่ยังไม่แล้วเสร็จ", 24, value=lambda row: row.unfinished),
    TableColumn("กำหนดเสร็จ", 11, "center", value=lambda row: _month(row.measure.step_due(row.step))),
    percent_column("ความคืบหน้า\n(ร้อยละ)", 13, lambda row: row.result.completion, bar=True),
    percent_column("แผน\n(ร้อยละ)", 12, lambda row: row.result.planned),
    TableColumn("ผลเทียบแผน", 15, "center", value=lambda row: state_value(row.result.state)),
    TableColumn("เกินกำหนด", 15, "center", value=lambda row: _overdue(row.months_overdue)),
    TableColumn("กองที่ขาดรายงานเดือนนี้", 24, value=lambda row: row.stale),
    TableColumn("เหตุผล/ปัญหาล่าสุด", 34, value=lambda row: row.reason),
)
_FINDING_FILLS = {"error": PROBLEM_FILL, "warning": MISSING_FILL, "note": ""}
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
_FIELD_LABELS = {
    "status": "สถานะ",
    "percent": "ร้อยละสะสม",
    "action": "สิ่งที่ทำ",
    "evidence": "หลักฐาน",
    "reason": "เหตุผล/ปัญหา",
    "completion": "ความคืบหน้า",
    "report": "การส่งรายงาน",
}


def make_rollup_workbook(
    plan: Plan, figures: Figures, entries: Entries, *, files: Iterable[FileResult], ledger_head: str = ""
) -> bytes:
    """Return the bytes of the workbook; equal arguments give equal bytes.

    Every figure is a value, rounded by `rounded`; digits are Arabic throughout, as numbers in cells are.
    The sheet of restatements is there only when there are any.
    """
    month = format_month(figures.month, "full", "arabic")
    book = Book(plan.agency.font, title=f"สรุปความคืบหน้ามาตรการ {plan.agency.agency_name} {month}")
    write_overview(book, plan, figures)
    _write_measures(book, plan, figures)
    _write_steps(book, plan, figures, entries)
    _write_reporting(book, plan, figures)
    page = rollup_page(book, plan, figures, LATE_SHEET, "งานที่เกินกำหนด ล่าช้ากว่าแผน หรือขาดรายงานเดือนนี้", _LATE)
    page.table(page.values(late_rows(plan, figures, entries)), empty="ไม่มีงานล่าช้า")
    page.legend(LEGEND)
    page = rollup_page(book, plan, figures, ROLLUP_FINDINGS_SHEET, "สิ่งที่พบในไฟล์ที่ได้รับ", FINDINGS_COLUMNS)
    page.table(finding_rows(files), empty="ไม่มีสิ่งที่พบ")
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
    texts = {measure.measure_no: measure.measure for measure in plan.measures}
    periods = {
        # The office's own words for the period win over the months.
        measure.measure_no: measure.period or format_period(measure.start, measure.end, "arabic")
        for measure in plan.measures
    }
    columns = (
        TableColumn("ที่", 7, "center", value=lambda result: result.label or result.measure_no),
        TableColumn("มาตรการ", 52, value=lambda result: texts.get(result.measure_no)),
        TableColumn("ระยะเวลาดำเนินการ", 26, value=lambda result: periods.get(result.measure_no)),
        percent_column("ความคืบหน้า\n(ร้อยละ)", 14, lambda result: result.completion, bar=True),
        percent_column("แผน\n(ร้อยละ)", 12, lambda result: result.planned),
        TableColumn("ผลเทียบแผน", 16, "center", value=lambda result: state_value(result.state)),
        TableColumn("ขั้นตอน\nทั้งหมด", 10, "right", value=lambda result: result.counts.steps_total),
        TableColumn("แล้วเสร็จ", 10, "right", value=lambda result: result.counts.steps_done),
        TableColumn("ไม่สามารถ\nดำเนินการ", 12, "right", value=lambda result: result.counts.steps_cannot),
        TableColumn("ไม่\nเกี่ยวข้อง", 11, "right", value=lambda result: result.counts.steps_na),
        TableColumn("เกิน\nกำหนด", 10, "right", value=lambda result: result.counts.steps_overdue),
    )
    page = rollup_page(book, plan, figures, MEASURES_SHEET, "ความคืบหน้ารายมาตรการ", columns)
    page.table(page.values(figures.measures), empty="ยังไม่มีมาตรการในแผน")
    page.legend(LEGEND)


def _write_steps(book: Book, plan: Plan, figures: Figures, entries: Entries) -> None:
    """Write the step of each assignment with its value, its month, and the latest words about it."""
    rows = list(assignment_rows(plan, figures, entries))
    first_of = {row.step.key: row for row in reversed(rows)}

    def once(row: AssignmentRow, text: str) -> Shown:
        """Mute what is the same for all divisions of a step, but for the first."""
        return Shown(text, muted=first_of[row.step.key] is not row)

    def percent(row: AssignmentRow) -> PrintedValue:
        # Blank where nobody reported yet: zero and no data must look different.
        return None if row.result.status is None else percent_value(rounded(row.result.percent))

    def reason(row: AssignmentRow) -> str:
        # What stood in the way of a step is past once it is done.
        return "" if row.result.status == "done" else row.reason

    columns = (
        TableColumn("มาตรการ", 9, "center", value=lambda row: once(row, row.measure.printed_no)),
        TableColumn("ขั้นตอน", 40, value=lambda row: once(row, _numbered(row.step))),
        TableColumn("กอง", 18, value=lambda row: row.division_name),
        TableColumn("กำหนดเสร็จ", 11, "center", value=lambda row: _month(row.measure.step_due(row.step))),
        TableColumn("ร้อยละ", 11, "right", percent=True, bar=True, value=percent),
        TableColumn("สถานะ", 20, "center", value=lambda row: STATUS_LABELS.get(row.result.status)),
        TableColumn("ข้อมูล\nของเดือน", 11, "center", value=lambda row: _month(row.result.month)),
        TableColumn("ขาดรายงาน", 11, "center", value=lambda row: _STALE if row.result.stale else None),
        TableColumn("การดำเนินการล่าสุด", 38, value=lambda row: row.action),
        TableColumn("หลักฐานล่าสุด", 22, value=lambda row: row.evidence),
        TableColumn("เหตุผล/ปัญหา", 22, value=reason),
    )
    page = rollup_page(book, plan, figures, STEPS_SHEET, "ความคืบหน้ารายขั้นตอนและกอง", columns)
    page.table(page.values(rows), empty="ยังไม่มีขั้นตอนในแผน")
    page.legend(
        LEGEND,
        "ร้อยละที่ว่าง = กองยังไม่เคยรายงานขั้นตอนนี้ (คิดเป็น 0 ในค่าเฉลี่ย) · “ขาดรายงาน” = เดือนนี้ต้องรายงานแต่ไม่มีข้อมูลใหม่",
    )


_STALE = Shown("ขาดรายงาน", MISSING_FILL)


def _numbered(step: Step) -> str:
    return f"{step.label or step.step_no}. {step.step}"


def _month(month: Month | None) -> str:
    return format_month(month, "short", "arabic") if month else ""


def _overdue(months: int | None) -> str:
    if months is None:
        return ""
    # A step is overdue from the end of its month on, so no whole month may have gone by.
    return f"{months} เดือน" if months else "ครบกำหนดเดือนนี้"


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
            Shown(REPORT_SHORT[cell.told], REPORT_FILLS[cell.told]) if cell.told else None for cell in cells
        ]
        moment = received.get(code)
        rows.append((plan.division_name(code), *shown, format_moment(moment, "arabic") if moment else None))
    received_cells: list[Shown] = []
    for month_cells in zip(*(own for _, own in figures.matrix), strict=True):
        # A division without a due row in the month is not counted, whatever it sent.
        states = [cell.state for cell in month_cells if cell.asked and cell.state not in (None, "not-due")]
        # A report that came late was received; an empty one was not.
        on_file = sum(state in ("on-time", "late") for state in states)
        received_cells.append(Shown(f"{on_file} จาก {len(states)}" if states else None, bold=True))
    if rows:
        rows.append((Shown("ส่งแล้ว จากที่ต้องส่ง", bold=True), *received_cells, None))
    # The last row counts the others, so it is not to be filtered or sorted among them.
    page.table(rows, empty="ยังไม่มีกองในแผน", filters=False)
    page.gap()
    for state in REPORT_STATES:
        look = page.book.framed(bg_color=REPORT_FILLS[state], align="center")
        page.sheet.put(page.row, 1, REPORT_SHORT[state], look)
        page.sheet.span(page.row, 2, 6, f"= {REPORT_LABELS['th'][state]}", page.book.look())
        page.sheet.set_row(page.row, row_height([CellText("", 99.0, font=page.book.font)]))
        page.row += 1
    page.legend("ว่าง = ยังไม่ถึงเดือนนั้น · กองที่ไม่มีงานถึงกำหนดในเดือนไม่นับเป็นกองที่ต้องส่ง")


def finding_rows(files: Iterable[FileResult]) -> Iterator[PrintedRow]:
    """Yield a row of `FINDINGS_COLUMNS` for each finding, in Thai whatever the terminal speaks."""
    for file in files:
        # Equal findings as one line: a fault in a whole column would fill pages otherwise.
        for finding in grouped(file.findings):
            words = describe(replace(finding, cell=""))  # which has a column of its own
            severity = Shown(SEVERITY_LABELS["th"][words.severity], _FINDING_FILLS[words.severity])
            said = (words.message, words.advice, finding.code)
            yield severity, file.file, finding.sheet, finding.cell, *said


def _write_restatements(book: Book, plan: Plan, figures: Figures) -> None:
    """Write the values that changed after their month had been rolled up."""
    columns = (
        TableColumn("เดือน", 12, "center", value=lambda change: _month(change.month)),
        TableColumn("กอง", 28, value=lambda change: plan.division_name(change.division_code)),
        TableColumn("มาตรการ", 13, "center", value=lambda change: change.measure_no),
        TableColumn("ขั้นตอน", 13, "center", value=lambda change: change.step_no),
        TableColumn("รายการ", 18, value=lambda change: _FIELD_LABELS.get(change.field, change.field)),
        TableColumn("ค่าเดิม", 30, value=lambda change: _restated(change.was)),
        TableColumn("ค่าใหม่", 30, value=lambda change: _restated(change.now)),
        TableColumn("รับเมื่อ", 22, "center", value=lambda change: format_moment(change.received, "arabic")),
        TableColumn("ไฟล์", 40, value=lambda change: change.file),
    )
    title = "ข้อมูลที่ได้รับเพิ่มเติมภายหลังการสรุปผลประจำเดือน"
    page = rollup_page(book, plan, figures, RESTATEMENTS_SHEET, title, columns)
    page.table(page.values(figures.restatements), empty="")
    page.legend("ว่าง = ยังไม่มีข้อมูล")


def _restated(value: str | float | None) -> PrintedValue:
    """Return a changed value; ids of statuses and report states in words."""
    if not isinstance(value, str):
        return value
    words: Mapping[str, str] = {**STATUS_LABELS, **dict(REPORT_LABELS["th"].items())}
    return words.get(value, value)
