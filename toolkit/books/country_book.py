"""The workbook of a country: overview, provinces, districts, offices, and what was not counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.books.rollup_overview import dress_chart, pixels
from toolkit.books.table_sheet import PrintedRow, RollupSheet, TableColumn, percent_column, percent_value
from toolkit.messages.catalogue import describe
from toolkit.model.month import Month
from toolkit.model.office_row import (
    BANDS,
    PLAN_ELEMENTS,
    REPORT_ELEMENTS,
    Group,
    OfficeRow,
    Summary,
    timely,
)
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import LEGEND
from toolkit.xlsx.new_workbook import BRAND, Book, landscape_a4, write_meta

SELF_DECLARED = "ตัวเลขเป็นข้อมูลที่หน่วยงานรายงานเอง ใช้ติดตามและช่วยเหลือ ไม่ใช้จัดอันดับ จึงเรียงตามชื่อ"
EQUAL_WEIGHT = "ร้อยละของจังหวัดและอำเภอเป็นค่าเฉลี่ยที่ทุกหน่วยงานมีน้ำหนักเท่ากัน"
COLUMN_LEGEND = (
    "ทันกำหนด = ร้อยละของรายงานกองที่ถึงกำหนดและส่งทัน · ต่ำกว่าแผน, เกินกำหนด = จำนวนมาตรการ · ยังไม่ส่ง = จำนวนกอง",
    "ขาดรายงาน = จำนวนแถวงาน (ขั้นตอน × กอง) ที่เดือนนี้ไม่มีข้อมูลใหม่ · ไม่เกี่ยวข้อง, ทำไม่ได้ = จำนวนขั้นตอน",
    "แผนครบ, รายงานครบ = มีองค์ประกอบครบกี่ข้อ (ของกลุ่ม: กี่หน่วยงานที่ครบทุกข้อ) ว่าง = ไฟล์ผลไม่มีข้อมูลนี้",
)
PLAN_WORDS: Mapping[str, str] = {
    "analysis": "ผลการประเมินปีก่อน",
    "issues": "ประเด็นที่ต้องแก้ไขหรือพัฒนา",
    "measures": "มาตรการ",
    "responsible": "ผู้รับผิดชอบทุกมาตรการ",
    "steps": "ขั้นตอนทุกมาตรการ",
    "monitoring": "การกำกับติดตามทุกมาตรการ",
    "period": "ระยะเวลาทุกมาตรการ",
}
REPORT_WORDS: Mapping[str, str] = {
    "measure": "มาตรการ",
    "result": "สรุปผลการดำเนินการทุกมาตรการ",
    "outcome": "ผลลัพธ์ทุกมาตรการ",
}


def subtitle(summary: Summary) -> str:
    """Return the line below a title: the month, the fiscal year and the moment of the figures."""
    as_of = format_moment(summary.as_of, "arabic")
    if not summary.month:
        return f"ยังไม่มีหน่วยงานที่นับได้ · ข้อมูล ณ {as_of}"
    month = format_month(Month.parse(summary.month), "full", "arabic")
    return f"ประจำเดือน{month} (ปีงบประมาณ พ.ศ. {summary.fiscal_year}) · ข้อมูล ณ {as_of}"


def _count_column(heading: str, name: str) -> TableColumn:
    """Return a column of one of `COUNTS`."""

    def count(row: Group | OfficeRow) -> int:
        number: int = row.counts[name] if isinstance(row, Group) else getattr(row, name)
        return number

    return TableColumn(heading, 9, "right", value=count)


def _element_column(
    heading: str, width: float, elements: str, asked: Sequence[str], whole: str
) -> TableColumn:
    """Return a column of how many elements are there, as "6/7"; of a group, how many offices have them all.

    Blank where no office tells its elements: that is not none of them.
    """

    def present(row: Group | OfficeRow) -> str | None:
        if isinstance(row, Group):
            return f"{getattr(row, whole)}/{row.telling}" if row.telling else None
        there = getattr(row, elements)
        return None if there is None else f"{len(there)}/{len(asked)}"

    return TableColumn(heading, width, "center", value=present)


_FIGURES = (
    percent_column("ความคืบหน้า\n(ร้อยละ)", 13, lambda row: row.completion, bar=True),
    percent_column("แผน\n(ร้อยละ)", 11, lambda row: row.planned),
    percent_column("ทันกำหนด\n(ร้อยละ)", 11, timely),
    _count_column("ต่ำกว่า\nแผน", "behind"),
    _count_column("เกิน\nกำหนด", "overdue"),
    _count_column("ยังไม่ส่ง", "missing"),
    _count_column("ขาด\nรายงาน", "stale"),
    _count_column("ไม่\nเกี่ยวข้อง", "steps_na"),
    _count_column("ทำ\nไม่ได้", "steps_cannot"),
    _element_column("แผนครบ", 9, "plan_elements", PLAN_ELEMENTS, "whole_plans"),
    _element_column("รายงานครบ", 10, "report_elements", REPORT_ELEMENTS, "whole_reports"),
)
_OF_GROUP = (TableColumn("หน่วยงาน", 10, "right", value=lambda group: group.offices), *_FIGURES)
_PROVINCES = (
    TableColumn("จังหวัด", 30, value=lambda group: group.province or "(ไม่ระบุจังหวัด)"),
    *_OF_GROUP,
)
_DISTRICTS = (
    TableColumn("จังหวัด", 24, value=lambda group: group.province or "(ไม่ระบุจังหวัด)"),
    TableColumn("อำเภอ", 24, value=lambda group: group.district or "(ไม่ระบุอำเภอ)"),
    *_OF_GROUP,
)
_OFFICES = (
    TableColumn("จังหวัด", 18, value=lambda row: row.province),
    TableColumn("อำเภอ", 18, value=lambda row: row.district),
    TableColumn("หน่วยงาน", 38, value=lambda row: row.agency_name),
    TableColumn("รหัส", 12, "center", value=lambda row: row.agency_code),
    *_FIGURES,
)
_FAULTS = (
    TableColumn("ที่", 50, value=lambda fault: fault.file),
    TableColumn("สิ่งที่พบ", 70, value=lambda fault: describe(fault).message),
    TableColumn("วิธีแก้ไข", 70, value=lambda fault: describe(fault).advice),
)


_HEIGHT, _MARGIN = 300, 4  # pixels


def add_band_chart(
    page: RollupSheet,
    row: int,
    columns: tuple[int, int],
    title: str,
    table: tuple[int, int, int],
    values: int,
) -> None:
    """Lay a column chart at a 0-based row over the columns from the first up to before the second.

    `table` is (first row, last row, column of the bands' names) of its figures on the same sheet, `values`
    the column of the counts.
    """
    chart = page.book.workbook.add_chart({"type": "column"})
    first, last, names = table
    sheet = page.sheet.get_name()
    chart.add_series(
        {
            "categories": [sheet, first, names, last, names],
            "values": [sheet, first, values, last, values],
            "fill": {"color": BRAND},
            "gap": 40,
            "data_labels": {"value": True, "font": {"name": page.book.font, "size": 11}},
        }
    )
    dress_chart(chart, page.book.font, title, size=11, across="ร้อยละ", up="หน่วยงาน", num_format="#,##0")
    chart.set_legend({"none": True})
    chart.set_size({"width": pixels(page.columns[slice(*columns)]) - 2 * _MARGIN, "height": _HEIGHT})
    page.sheet.insert_chart(
        row,
        columns[0],
        chart,
        {"object_position": 2, "description": title, "x_offset": _MARGIN, "y_offset": _MARGIN},
    )


MOST_ROWS = 100_000
"""Above so many offices the workbook holds the summary only; every row stands in the Parquet tables."""
OVERVIEW_SHEET, PROVINCES_SHEET, DISTRICTS_SHEET = "ภาพรวม", "จังหวัด", "อำเภอ"
OFFICES_SHEET, FAULTS_SHEET = "หน่วยงาน", "ที่ไม่ได้นับ"
# One for all, since each office's plan may name another.
_FONT = "TH Sarabun New"
_TITLE = "สรุปความคืบหน้ามาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_CHART_ROWS = 12

_OVERVIEW = (
    TableColumn("รายการ", 46),
    TableColumn("จำนวน", 16, "right"),
    TableColumn("", 4),
    TableColumn("ช่วงร้อยละ", 16, "center"),
    TableColumn("หน่วยงาน\nตามความคืบหน้า", 20, "right"),
    TableColumn("หน่วยงาน\nตามการส่งทันกำหนด", 22, "right"),
)


def make_country_workbook(summary: Summary) -> bytes:
    """Return the bytes of the workbook; equal summaries give equal bytes. Every figure is a value."""
    book = Book(_FONT, title=f"{_TITLE} {summary.month}")
    _overview(book, summary)
    tables: list[tuple[str, str, Sequence[TableColumn], Sequence[Group | OfficeRow]]] = [
        (PROVINCES_SHEET, "รายจังหวัด", _PROVINCES, summary.provinces),
        (DISTRICTS_SHEET, "รายอำเภอ", _DISTRICTS, summary.districts),
        (OFFICES_SHEET, "รายหน่วยงาน", _OFFICES, summary.offices),
    ]
    for name, title, columns, rows in tables:
        if len(rows) <= MOST_ROWS:
            page = _page(book, summary, name, title, columns)
            page.table(page.values(rows), empty="ยังไม่มีหน่วยงานที่นับได้")
            page.legend(LEGEND, *COLUMN_LEGEND, SELF_DECLARED, EQUAL_WEIGHT)
    if summary.faults:
        page = _page(book, summary, FAULTS_SHEET, "ที่ไม่ได้นับหรือต้องแก้ไข", _FAULTS)
        page.table(page.values(summary.faults), empty="")
        page.legend(LEGEND)
    # Without an agency and the digest of a plan: the figures are those of many.
    year = str(summary.fiscal_year or "")
    write_meta(book, {"kind": "rollup", "fiscal_year": year})
    return book.finish()


def _page(book: Book, summary: Summary, name: str, title: str, columns: Sequence[TableColumn]) -> RollupSheet:
    page = RollupSheet(book, name, columns)
    landscape_a4(page.sheet, footer=f"{_TITLE} · {name}")
    page.titles(f"{_TITLE} {title}".strip(), subtitle(summary))
    return page


def _overview(book: Book, summary: Summary) -> None:
    """Write the charts, and below them the country's figures on the left, the bands on the right."""
    page = _page(book, summary, OVERVIEW_SHEET, "", _OVERVIEW)
    # Its rows are the same in number whatever the country: without this the notes take a third page.
    page.sheet.fit_to_pages(1, 2)
    page.gap()
    chart_row = page.row
    for _ in range(_CHART_ROWS):
        page.gap(points=21)
    page.gap()
    page.headings()
    first = page.row
    country, left = summary.country, _country_rows(summary)
    # 100 is in the last band; the others end below the next, as two decimals are printed.
    names = [f"{low}–{low + 10 if low == 90 else low + 9.99:g}" for low in range(0, 100, 100 // BANDS)]
    bands = list(zip(names, country.bands, country.timely_bands, strict=True))
    page.rows([(*own, None, *band) for own, band in zip(left, bands, strict=False)])
    page.rows(left[len(bands) :], _OVERVIEW[:2])
    table = (first, first + BANDS - 1, 3)
    add_band_chart(page, chart_row, (0, 3), "จำนวนหน่วยงานตามความคืบหน้า", table, 4)
    add_band_chart(page, chart_row, (3, 6), "จำนวนหน่วยงานตามการส่งรายงานทันกำหนด", table, 5)
    page.legend(LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _country_rows(summary: Summary) -> list[PrintedRow]:
    country = summary.country
    counts = country.counts
    rows: list[PrintedRow] = [
        ("หน่วยงานที่นับ", country.offices),
        ("จังหวัด", summary.named_provinces),
        ("ที่ไม่ได้นับหรือต้องแก้ไข", len(summary.faults)),
        ("ความคืบหน้าเฉลี่ย (ร้อยละ)", percent_value(country.completion)),
        ("แผนเฉลี่ย (ร้อยละ)", percent_value(country.planned)),
        ("ขั้นตอนที่แล้วเสร็จ", f"{counts['steps_done']:,} จาก {counts['steps_total']:,}"),
        ("ขั้นตอนที่ไม่เกี่ยวข้อง", counts["steps_na"]),
        ("ขั้นตอนที่ไม่สามารถดำเนินการได้", counts["steps_cannot"]),
        ("ขั้นตอนที่เกินกำหนด", counts["steps_overdue"]),
        ("มาตรการที่ต่ำกว่าแผน", counts["behind"]),
        ("มาตรการที่เกินกำหนด", counts["overdue"]),
        ("แถวงานที่ขาดรายงานเดือนนี้", counts["stale"]),
        ("รายงานกองที่ได้รับ", f"{counts['received']:,} จาก {counts['expected']:,}"),
        ("ส่งทันกำหนด (ร้อยละ)", percent_value(country.timely)),
        ("ส่งล่าช้า (กอง)", counts["late"]),
        ("ส่งคืนแก้ไข (กอง)", counts["rejected"]),
        ("ยังไม่ส่ง (กอง)", counts["missing"]),
        ("หน่วยงานที่ยังไม่มีกองใดส่ง", country.silent),
    ]
    having = [(f"แผนมี{PLAN_WORDS[name]}", country.plan_elements[name]) for name in PLAN_ELEMENTS]
    having += [(f"รายงานมี{REPORT_WORDS[name]}", country.report_elements[name]) for name in REPORT_ELEMENTS]
    # Not of all offices: one known by its roll-up file alone may not say which elements its plan has.
    return rows + [(label, f"{count:,} จาก {country.telling:,}") for label, count in having]
