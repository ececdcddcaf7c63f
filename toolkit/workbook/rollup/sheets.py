"""The work behind the overview, as sheets of the roll-up workbook: measures, steps and late work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.model.completion import Figures, rounded
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.thai.dates import format_month, format_period
from toolkit.thai.labels import (
    LEGEND,
    NOTHING_LEFT,
    STATE_LABELS,
)
from toolkit.thai.words import STATUS_LABELS
from toolkit.workbook.rollup.page import rollup_page
from toolkit.workbook.rollup.sheet import (
    STATE_FILLS,
    Column,
    Row,
    Shown,
    Value,
    percent_value,
)
from toolkit.workbook.style import MISSING_FILL, Book

if TYPE_CHECKING:
    import pandas as pd

MEASURES_SHEET = "มาตรการ"
STEPS_SHEET = "ขั้นตอน"
LATE_SHEET = "งานล่าช้า"

_MEASURES = (
    Column("ที่", 7, "center"),
    Column("มาตรการ", 62),
    Column("ระยะเวลาดำเนินการ", 26),
    Column("ความคืบหน้า\n(ร้อยละ)", 14, "right", percent=True, bar=True),
    Column("แผน\n(ร้อยละ)", 12, "right", percent=True),
    Column("ผลเทียบแผน", 16, "center"),
    Column("ขั้นตอน\nทั้งหมด", 10, "right"),
    Column("แล้วเสร็จ", 10, "right"),
    Column("ไม่สามารถ\nดำเนินการ", 12, "right"),
    Column("ไม่\nเกี่ยวข้อง", 11, "right"),
)
_STEPS = (
    Column("มาตรการ", 9, "center"),
    Column("ขั้นตอน", 40),
    Column("กอง", 18),
    Column("กำหนดเสร็จ", 11, "center"),
    Column("ร้อยละ", 11, "right", percent=True, bar=True),
    Column("สถานะ", 20, "center"),
    Column("ข้อมูล\nของเดือน", 11, "center"),
    Column("ขาดรายงาน", 11, "center"),
    Column("การดำเนินการล่าสุด", 38),
    Column("หลักฐานล่าสุด", 22),
    Column("เหตุผล/ปัญหา", 22),
)
_LATE = (
    Column("มาตรการ", 9, "center"),
    Column("ขั้นตอน", 44),
    Column("กองที่ยังไม่แล้วเสร็จ", 24),
    Column("กำหนดเสร็จ", 11, "center"),
    Column("ความคืบหน้า\n(ร้อยละ)", 13, "right", percent=True, bar=True),
    Column("แผน\n(ร้อยละ)", 12, "right", percent=True),
    Column("ผลเทียบแผน", 15, "center"),
    Column("เกินกำหนด", 15, "center"),
    Column("กองที่ขาดรายงานเดือนนี้", 24),
    Column("เหตุผล/ปัญหาล่าสุด", 34),
)


def write_measures(book: Book, plan: Plan, figures: Figures) -> None:
    """Each measure in full with its period, completion, plan, state and counts."""
    page = rollup_page(book, plan, figures, MEASURES_SHEET, "ความคืบหน้ารายมาตรการ", _MEASURES)
    measures = {measure.measure_no: measure for measure in plan.measures}
    rows: list[Row] = []
    for result in figures.measures:
        measure = measures.get(result.measure_no)
        counts = result.counts
        period = (measure.period or format_period(measure.start, measure.end, "arabic")) if measure else ""
        rows.append(
            (
                result.label or result.measure_no,
                measure.measure if measure else "",
                period,
                percent_value(rounded(result.completion)),
                percent_value(rounded(result.planned)),
                _state(result.state),
                counts.steps_total,
                counts.steps_done,
                counts.steps_cannot,
                counts.steps_na,
            )
        )
    page.table(rows, empty="ยังไม่มีมาตรการในแผน")
    page.legend(LEGEND)


def write_steps(book: Book, plan: Plan, figures: Figures, status: pd.DataFrame) -> None:
    """Each step x division with its value, its month, and the latest words about it."""
    page = rollup_page(book, plan, figures, STEPS_SHEET, "ความคืบหน้ารายขั้นตอนและกอง", _STEPS)
    rows: list[Row] = []
    before = None
    for each in _records(status):
        repeated = before == (each.measure_no, each.step_no)
        before = (each.measure_no, each.step_no)
        rows.append(
            (
                Shown(each.measure_label, muted=repeated),
                Shown(f"{each.step_label}. {each.step}", muted=repeated),
                each.division_name,
                _month(each.due),
                None if each.status is None else percent_value(each.percent),
                STATUS_LABELS.get(str(each.status), ""),
                _month(each.month),
                Shown("ขาดรายงาน", MISSING_FILL) if each.stale else "",
                each.action,
                each.evidence,
                each.reason,
            )
        )
    page.table(rows, empty="ยังไม่มีขั้นตอนในแผน")
    page.legend(
        LEGEND,
        "ร้อยละที่ว่าง = กองยังไม่เคยรายงานขั้นตอนนี้ (คิดเป็น 0 ในค่าเฉลี่ย) · “ขาดรายงาน” = เดือนนี้ต้องรายงานแต่ไม่มีข้อมูลใหม่",
    )


def write_late(book: Book, plan: Plan, figures: Figures, late: pd.DataFrame) -> None:
    """The steps that are overdue, behind their plan or without news this month, worst first."""
    page = rollup_page(book, plan, figures, LATE_SHEET, "งานที่เกินกำหนด ล่าช้ากว่าแผน หรือขาดรายงานเดือนนี้", _LATE)
    rows: list[Row] = [
        (
            each.measure_label,
            f"{each.step_label}. {each.step}",
            each.waiting_for,
            _month(each.due),
            percent_value(each.completion),
            percent_value(each.planned),
            _state(each.state),
            _overdue(each.months_overdue),
            each.stale_divisions,
            each.reason,
        )
        for each in _records(late)
    ]
    page.table(rows, empty="ไม่มีงานล่าช้า")
    page.legend(LEGEND)


def _records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, its columns as attributes."""
    yield from frame.itertuples(index=False)


def _state(state: Any) -> Value | Shown:
    return Shown(STATE_LABELS["th"][state], STATE_FILLS[state]) if state else NOTHING_LEFT


def _month(text: Any) -> str:
    return format_month(Month.parse(text), "short", "arabic") if text else ""


def _overdue(months: int | None) -> str:
    if months is None:
        return ""
    return f"{months} เดือน" if months else "ครบกำหนดเดือนนี้"
