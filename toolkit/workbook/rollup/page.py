"""What every page of the roll-up workbook says of itself: office, month, moment."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model.completion import Figures
from toolkit.model.plan import Plan
from toolkit.thai.dates import format_moment, format_month
from toolkit.workbook.rollup.sheet import Column, RollupSheet
from toolkit.workbook.style import Book


def agency_line(plan: Plan) -> str:
    """The office with its district and province."""
    agency = plan.agency
    district = f"อำเภอ{agency.district}" if agency.district else ""
    province = f"จังหวัด{agency.province}" if agency.province else ""
    return " ".join(filter(None, (agency.agency_name, district, province)))


def month_line(figures: Figures) -> str:
    """The month rolled up, the fiscal year and the moment that the figures are judged at."""
    month = format_month(figures.month, "full", "arabic")
    as_of = format_moment(figures.as_of, "arabic")
    return f"ประจำเดือน{month} (ปีงบประมาณ พ.ศ. {figures.month.fiscal_year}) · ข้อมูล ณ {as_of}"


def rollup_page(
    book: Book, plan: Plan, figures: Figures, name: str, title: str, columns: Sequence[Column]
) -> RollupSheet:
    """A landscape sheet of the workbook with its title lines, ready for its table."""
    page = RollupSheet(book, name, columns)
    page.landscape(f"{plan.agency.agency_name} · {format_month(figures.month, 'full')} · {name}")
    page.titles(title, f"{agency_line(plan)} · {month_line(figures)}")
    return page
