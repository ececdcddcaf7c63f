"""The summary workbook of many offices: country, provinces, districts and offices, sorted by name."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit import __version__
from toolkit.catalogue import describe
from toolkit.model.country import (
    BANDS,
    PLAN_ELEMENTS,
    REPORT_ELEMENTS,
    Group,
    OfficeRow,
    Summary,
)
from toolkit.thai.labels import LEGEND
from toolkit.workbook.country.charts import add_band_chart
from toolkit.workbook.country.page import (
    COLUMN_LEGEND,
    ELEMENTS,
    EQUAL_WEIGHT,
    FIGURES,
    PLAN_WORDS,
    REPORT_WORDS,
    SELF_DECLARED,
    figures,
    present,
    subtitle,
)
from toolkit.workbook.layouts import SCHEMA
from toolkit.workbook.rollup.sheet import Column, RollupSheet, Row, footer_text, percent_value
from toolkit.workbook.style import Book, landscape_a4
from toolkit.workbook.tables_out import write_meta

MOST_ROWS = 100_000
"""Above so many offices the workbook holds the summary only; every row stands in the Parquet tables."""
OVERVIEW_SHEET, PROVINCES_SHEET, DISTRICTS_SHEET = "ภาพรวม", "จังหวัด", "อำเภอ"
OFFICES_SHEET, FAULTS_SHEET = "หน่วยงาน", "ที่ไม่ได้นับ"
_FONT = "TH Sarabun New"
_TITLE = "สรุปความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_CHART_ROWS = 12
_CHART_ROW_HEIGHT = 21.0

_OVERVIEW = (
    Column("รายการ", 46),
    Column("จำนวน", 16, "right"),
    Column("", 4),
    Column("ช่วงร้อยละ", 16, "center"),
    Column("หน่วยงาน\nตามความคืบหน้า", 20, "right"),
    Column("หน่วยงาน\nตามการส่งทันกำหนด", 22, "right"),
)
_OFFICES = Column("หน่วยงาน", 10, "right")


def make_country_workbook(summary: Summary) -> bytes:
    """The bytes of the workbook; equal summaries give equal bytes. Every figure is a value."""
    book = Book(_FONT, title=f"{_TITLE} {summary.month}")
    _overview(book, summary)
    _groups(book, summary, PROVINCES_SHEET, "รายจังหวัด", (Column("จังหวัด", 30),), summary.provinces)
    districts = (Column("จังหวัด", 24), Column("อำเภอ", 24))
    _groups(book, summary, DISTRICTS_SHEET, "รายอำเภอ", districts, summary.districts)
    if len(summary.offices) <= MOST_ROWS:
        _offices(book, summary)
    if summary.faults:
        _faults(book, summary)
    year = str(summary.fiscal_year or "")
    write_meta(
        book, {"kind": "rollup", "schema": SCHEMA, "fiscal_year": year, "toolkit_version": __version__}
    )
    return book.finish()


def _page(book: Book, summary: Summary, name: str, title: str, columns: Sequence[Column]) -> RollupSheet:
    page = RollupSheet(book, name, columns)
    landscape_a4(page.sheet, footer=footer_text(f"{_TITLE} · {name}"))
    page.titles(f"{_TITLE} {title}".strip(), subtitle(summary))
    return page


def _overview(book: Book, summary: Summary) -> None:
    page = _page(book, summary, OVERVIEW_SHEET, "", _OVERVIEW)
    page.gap()
    chart_row = page.row
    for _ in range(_CHART_ROWS):
        page.gap(_CHART_ROW_HEIGHT)
    page.gap()
    first = _counts_beside_bands(page, summary)
    table = (first, first + BANDS - 1, 3)
    add_band_chart(page, chart_row, 0, "จำนวนหน่วยงานตามความคืบหน้า", table, 4, 560)
    add_band_chart(page, chart_row, 3, "จำนวนหน่วยงานตามการส่งรายงานทันกำหนด", table, 5, 490)
    page.legend(LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _counts_beside_bands(page: RollupSheet, summary: Summary) -> int:
    """The country's figures on the left, the bands on the right; gives the first row of the bands."""
    page.headings()
    first = page.row
    country, left = summary.country, _country_rows(summary)
    bands = [
        (
            f"{low}–{low + 10 if low == 90 else low + 9.99:g}",
            country.bands[number],
            country.timely_bands[number],
        )
        for number, low in enumerate(range(0, 100, 100 // BANDS))
    ]
    page.rows([(*own, None, *band) for own, band in zip(left, bands, strict=False)])
    page.rows(left[len(bands) :], _OVERVIEW[:2])
    return first


def _country_rows(summary: Summary) -> list[Row]:
    country = summary.country
    counts = country.counts
    rows: list[Row] = [
        ("หน่วยงานที่นับ", country.offices),
        ("จังหวัด", len(summary.provinces)),
        ("ที่ไม่ได้นับหรือต้องแก้ไข", len(summary.faults)),
        ("ความคืบหน้าเฉลี่ย (ร้อยละ)", percent_value(country.completion)),
        ("แผนเฉลี่ย (ร้อยละ)", percent_value(country.planned)),
        ("ขั้นตอนที่แล้วเสร็จ", f"{counts['steps_done']:,} จาก {counts['steps_total']:,}"),
        ("ขั้นตอนที่ไม่เกี่ยวข้อง", counts["steps_na"]),
        ("ขั้นตอนที่ไม่สามารถดำเนินการได้", counts["steps_cannot"]),
        ("มาตรการที่ต่ำกว่าแผน", counts["behind"]),
        ("มาตรการที่เกินกำหนด", counts["overdue"]),
        ("แถวงานที่ขาดรายงานเดือนนี้", counts["stale"]),
        ("รายงานกองที่ได้รับ", f"{counts['received']:,} จาก {counts['expected']:,}"),
        ("ส่งทันกำหนด (ร้อยละ)", percent_value(country.timely)),
        ("ส่งล่าช้า (กอง)", counts["late"]),
        ("ส่งกลับแก้ไข (กอง)", counts["rejected"]),
        ("ยังไม่ส่ง (กอง)", counts["missing"]),
        ("หน่วยงานที่ยังไม่มีกองใดส่ง", country.silent),
    ]
    told = f"จาก {country.telling:,}"
    rows += [(f"แผนมี{PLAN_WORDS[name]}", f"{country.plan_elements[name]:,} {told}") for name in PLAN_ELEMENTS]
    rows += [
        (f"รายงานมี{REPORT_WORDS[name]}", f"{country.report_elements[name]:,} {told}")
        for name in REPORT_ELEMENTS
    ]
    return rows


def _groups(
    book: Book,
    summary: Summary,
    name: str,
    title: str,
    names: Sequence[Column],
    groups: Sequence[Group],
) -> None:
    page = _page(book, summary, name, title, (*names, _OFFICES, *FIGURES, *ELEMENTS))
    rows: list[Row] = [
        (
            *(group.province, group.district)[: len(names)],
            group.offices,
            *figures(group),
            *(
                present(whole if group.telling else None, group.telling)
                for whole in (group.whole_plans, group.whole_reports)
            ),
        )
        for group in groups
    ]
    page.table(rows, empty="ยังไม่มีหน่วยงานที่นับได้")
    page.legend(LEGEND, *COLUMN_LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _offices(book: Book, summary: Summary) -> None:
    columns = (
        *(Column("จังหวัด", 18), Column("อำเภอ", 18), Column("หน่วยงาน", 38), Column("รหัส", 12, "center")),
        *(*FIGURES, *ELEMENTS),
    )
    page = _page(book, summary, OFFICES_SHEET, "รายหน่วยงาน", columns)
    page.table(map(_office, summary.offices), empty="ยังไม่มีหน่วยงานที่นับได้")
    page.legend(LEGEND, *COLUMN_LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _office(row: OfficeRow) -> Row:
    elements = (row.plan_elements, PLAN_ELEMENTS), (row.report_elements, REPORT_ELEMENTS)
    return (
        *(row.province, row.district, row.agency_name, row.agency_code),
        *figures(row),
        *(present(None if has is None else len(has), len(asked)) for has, asked in elements),
    )


def _faults(book: Book, summary: Summary) -> None:
    columns = (Column("ที่", 50), Column("สิ่งที่พบ", 70), Column("วิธีแก้ไข", 70))
    page = _page(book, summary, FAULTS_SHEET, "ที่ไม่ได้นับหรือต้องแก้ไข", columns)
    rows = []
    for each in summary.faults:
        words = describe(each)
        rows.append((each.file, words.message, words.advice))
    page.table(rows, empty="")
    page.legend(LEGEND)
