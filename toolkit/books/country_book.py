"""The workbook of a country: overview, provinces, districts, offices, and what was not counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.books.rollup_overview import dress_chart
from toolkit.books.table_sheet import PrintedRow, PrintedValue, RollupSheet, TableColumn, percent_value
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
    "แผนครบ, รายงานครบ = มีองค์ประกอบครบกี่ข้อ (ของกลุ่ม: กี่หน่วยงานที่ครบทุกข้อ) ว่าง = ไฟล์ผลไม่ได้บอก",
)
FIGURES = (
    TableColumn("ความคืบหน้า\n(ร้อยละ)", 13, "right", percent=True, bar=True),
    TableColumn("แผน\n(ร้อยละ)", 11, "right", percent=True),
    TableColumn("ทันกำหนด\n(ร้อยละ)", 11, "right", percent=True),
    TableColumn("ต่ำกว่า\nแผน", 9, "right"),
    TableColumn("เกิน\nกำหนด", 9, "right"),
    TableColumn("ยังไม่ส่ง", 9, "right"),
    TableColumn("ขาด\nรายงาน", 9, "right"),
    TableColumn("ไม่\nเกี่ยวข้อง", 9, "right"),
    TableColumn("ทำ\nไม่ได้", 9, "right"),
)
ELEMENTS = (TableColumn("แผนครบ", 9, "center"), TableColumn("รายงานครบ", 10, "center"))
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


def figures(row: Group | OfficeRow) -> PrintedRow:
    """Return the cells of `FIGURES`."""
    names = ("behind", "overdue", "missing", "stale", "steps_na", "steps_cannot")
    counts = (row.counts[name] if isinstance(row, Group) else getattr(row, name) for name in names)
    return (*map(percent_value, (row.completion, row.planned, timely(row))), *counts)


def present(there: int | None, of: int) -> PrintedValue:
    """Return how many elements are there, as "6/7"; None, which is printed blank, where that is not known."""
    return None if there is None else f"{there}/{of}"


_HEIGHT = 300  # pixels


def add_band_chart(
    page: RollupSheet, row: int, column: int, title: str, table: tuple[int, int, int], values: int, width: int
) -> None:
    """Lay a column chart at a 0-based cell, `width` pixels wide.

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
    chart.set_size({"width": width, "height": _HEIGHT})
    page.sheet.insert_chart(
        row, column, chart, {"object_position": 2, "description": title, "x_offset": 4, "y_offset": 4}
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
_NO_PROVINCE, _NO_DISTRICT = "(ไม่ระบุจังหวัด)", "(ไม่ระบุอำเภอ)"
_OFFICES = TableColumn("หน่วยงาน", 10, "right")


def make_country_workbook(summary: Summary) -> bytes:
    """Return the bytes of the workbook; equal summaries give equal bytes. Every figure is a value."""
    book = Book(_FONT, title=f"{_TITLE} {summary.month}")
    _overview(book, summary)
    _groups(book, summary, PROVINCES_SHEET, "รายจังหวัด", (TableColumn("จังหวัด", 30),), summary.provinces)
    districts = (TableColumn("จังหวัด", 24), TableColumn("อำเภอ", 24))
    _groups(book, summary, DISTRICTS_SHEET, "รายอำเภอ", districts, summary.districts)
    if len(summary.offices) <= MOST_ROWS:
        _offices(book, summary)
    if summary.faults:
        _faults(book, summary)
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
    page = _page(book, summary, OVERVIEW_SHEET, "", _OVERVIEW)
    page.gap()
    chart_row = page.row
    for _ in range(_CHART_ROWS):
        page.gap(points=21)
    page.gap()
    first = _counts_beside_bands(page, summary)
    table = (first, first + BANDS - 1, 3)
    add_band_chart(page, chart_row, 0, "จำนวนหน่วยงานตามความคืบหน้า", table, 4, 560)
    add_band_chart(page, chart_row, 3, "จำนวนหน่วยงานตามการส่งรายงานทันกำหนด", table, 5, 490)
    page.legend(LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _counts_beside_bands(page: RollupSheet, summary: Summary) -> int:
    """Write the country's figures on the left, the bands on the right; return the first row of the bands."""
    page.headings()
    first = page.row
    country, left = summary.country, _country_rows(summary)
    bands = [
        (
            # 100 is in the last band; the others end below the next, as two decimals are printed.
            f"{low}–{low + 10 if low == 90 else low + 9.99:g}",
            country.bands[number],
            country.timely_bands[number],
        )
        for number, low in enumerate(range(0, 100, 100 // BANDS))
    ]
    page.rows([(*own, None, *band) for own, band in zip(left, bands, strict=False)])
    page.rows(left[len(bands) :], _OVERVIEW[:2])
    return first


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


def _groups(
    book: Book,
    summary: Summary,
    name: str,
    title: str,
    names: Sequence[TableColumn],
    groups: Sequence[Group],
) -> None:
    page = _page(book, summary, name, title, (*names, _OFFICES, *FIGURES, *ELEMENTS))
    rows: list[PrintedRow] = [
        (
            *(group.province or _NO_PROVINCE, group.district or _NO_DISTRICT)[: len(names)],
            group.offices,
            *figures(group),
            *(
                # Blank where no office tells its elements: that is not none of them.
                present(whole if group.telling else None, group.telling)
                for whole in (group.whole_plans, group.whole_reports)
            ),
        )
        for group in groups
    ]
    page.table(rows, empty="ยังไม่มีหน่วยงานที่นับได้")
    page.legend(LEGEND, *COLUMN_LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _offices(book: Book, summary: Summary) -> None:
    names = (
        TableColumn("จังหวัด", 18),
        TableColumn("อำเภอ", 18),
        TableColumn("หน่วยงาน", 38),
        TableColumn("รหัส", 12, "center"),
    )
    page = _page(book, summary, OFFICES_SHEET, "รายหน่วยงาน", (*names, *FIGURES, *ELEMENTS))
    rows: list[PrintedRow] = []
    for row in summary.offices:
        elements = (row.plan_elements, PLAN_ELEMENTS), (row.report_elements, REPORT_ELEMENTS)
        whole = (present(None if has is None else len(has), len(asked)) for has, asked in elements)
        rows.append((row.province, row.district, row.agency_name, row.agency_code, *figures(row), *whole))
    page.table(rows, empty="ยังไม่มีหน่วยงานที่นับได้")
    page.legend(LEGEND, *COLUMN_LEGEND, SELF_DECLARED, EQUAL_WEIGHT)


def _faults(book: Book, summary: Summary) -> None:
    columns = (TableColumn("ที่", 50), TableColumn("สิ่งที่พบ", 70), TableColumn("วิธีแก้ไข", 70))
    page = _page(book, summary, FAULTS_SHEET, "ที่ไม่ได้นับหรือต้องแก้ไข", columns)
    told = ((fault.file, describe(fault)) for fault in summary.faults)
    page.table([(file, words.message, words.advice) for file, words in told], empty="")
    page.legend(LEGEND)
