"""The kinds of sheet that report templates are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.workbook.style import Book
from toolkit.workbook.templates.sheet import BLACK, TemplateColumn, TemplateSheet

COVER_SHEET, MEMO_SHEET, ANALYSIS_SHEET = "ปก", "บันทึกข้อความ", "ผลวิเคราะห์"
SCORES_SHEET, REPORT_SHEET, PHOTOS_SHEET = "ผลประเมิน", "รายงาน", "ภาพกิจกรรม"
LATE_SHEET, DIVISIONS_SHEET = "งานล่าช้า", "การส่งรายงาน"
PORTRAIT = (12.0,) * 8
MEMO = (14.5, *(9.5,) * 7)
"""The first column holds ส่วนราชการ at 20 points."""
MEMO_MARGINS = (3.0, 2.0, 2.5, 2.0)
"""Left, right, top and bottom in centimetres, as official letters have them."""
PERIOD = "{{ report.first_day }} – {{ report.last_day }}"
YEAR = "ประจำปีงบประมาณ พ.ศ. {{ report.fiscal_year }}"
MONTH = "ประจำเดือน{{ report.month }}"
CHART_ROWS = 13
YEARS_SHOWN = 5
"""As many years as the report has columns for (`year_columns`)."""


def cover(book: Book, *titles: str) -> None:
    """The cover: the titles in the middle of a page, the office below."""
    page = TemplateSheet(book, COVER_SHEET, PORTRAIT, portrait=True)
    page.gap(60)
    page.text("{{ logo }}", height=110, align="center")
    page.gap(70)
    page.titles(*titles, size=24)
    page.gap(150)
    page.titles("{{ agency.name }}", "{{ agency.district }} {{ agency.province }}", size=22)
    page.finish(footer="")


def memo(book: Book) -> None:
    """The memo (บันทึกข้อความ) as a sheet."""
    page = TemplateSheet(book, MEMO_SHEET, MEMO, portrait=True)
    page.sheet.set_row(0, 58)
    page.sheet.write_string(0, 0, "{{ logo }}", book.look(align="center", valign="vcenter"))
    title = book.look(font_size=29, bold=True, align="center", valign="vcenter", font_color=BLACK)
    page.merged(1, 6, "บันทึกข้อความ", title)
    page.row += 1
    _labelled(page, ("ส่วนราชการ", "{{ memo.sender }}", 0, 7))
    _labelled(page, ("ที่", "{{ memo.number }}", 0, 3), ("วันที่", "{{ memo.date }}", 4, 7))
    _labelled(page, ("เรื่อง", "{{ memo.subject }}", 0, 7))
    _labelled(page, ("เรียน", "{{ memo.to }}", 0, 7), line=False)
    page.gap(18)
    first = page.text("{{ part.heading }}", bold=True, font_size=16, height=30)
    for name, indent in (("told", 2), ("item", 3), ("after", 2)):
        page.band(name, page.text(f"{{{{ {name} }}}}", font_size=16, height=30, indent=indent))
    page.band("part", first, page.row - 1)
    closing = page.text("{{ memo.closing }}", font_size=16, height=34, indent=4)
    _signed(page, "memo.writer", 4, 7)
    page.keep("closing", closing, page.row - 1)
    _opinions(page)
    page.finish(margins=MEMO_MARGINS)


def _labelled(page: TemplateSheet, *places: tuple[str, str, int, int], line: bool = True) -> None:
    """Labels in bold, each with its text over a dotted line up to a column."""
    book = page.book
    bold = book.look(bold=True, font_size=20, valign="bottom", font_color=BLACK, text_wrap=False)
    under = {"bottom": 4, "bottom_color": BLACK} if line else {}
    text_look = book.look(font_size=16, valign="bottom", font_color=BLACK, **under)
    page.sheet.set_row(page.row, 34)
    for label, text, first, last in places:
        page.sheet.write_string(page.row, first, label, bold)
        page.merged(first + 1, last, text, text_look)
    page.row += 1


def _signed(page: TemplateSheet, name: str, left: int, right: int) -> None:
    page.gap(22)
    for field in ("line", "name", "title"):
        text = f"{{{{ {name}.{field} }}}}"
        page.text(text, font_size=16, height=28, columns=(left, right), align="center")


def _opinions(page: TemplateSheet) -> None:
    """The opinions two abreast, each with room to write in."""
    first = page.row
    look = page.book.look(font_size=16, align="center", valign="vcenter", font_color=BLACK)
    head = page.book.look(font_size=16, bold=True, align="left", valign="vcenter", font_color=BLACK)
    for text, height in (("heading", 34.0), ("", 44.0), ("line", 28.0), ("name", 28.0), ("title", 28.0)):
        page.sheet.set_row(page.row, height)
        for side, left, right in (("left", 0, 3), ("right", 4, 7)):
            place = "heading" if text == "heading" else f"signature.{text}"
            said = f"{{{{ opinions.{side}.{place} }}}}" if text else ""
            page.merged(left, right, said, head if text == "heading" else look)
        page.row += 1
    page.band("opinions", first, page.row - 1)
    page.keep("opinions", first, page.row - 1)


def analysis(book: Book) -> None:
    """What was found in the last result, indicator by indicator, and the measures that answer it."""
    columns = (
        TemplateColumn("ตัวชี้วัดของการประเมิน", 40, "{{ indicator.title }}"),
        TemplateColumn("ประเด็นที่ต้องแก้ไข พัฒนา หรือรักษาระดับ", 88, "{{ indicator.weaknesses }}"),
        TemplateColumn("มาตรการที่", 18, "{{ indicator.measures }}", centred=True),
    )
    page = TemplateSheet(book, ANALYSIS_SHEET, [each.width for each in columns])
    page.titles("การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปี {{ result.year }}", "{{ agency.place }}")
    page.text(
        "คะแนนรวม {{ result.overall }} คะแนน ระดับ {{ result.level }} "
        "(IIT {{ result.iit }} · EIT {{ result.eit }} · OIT {{ result.oit }})",
        align="center",
        height=30,
    )
    page.gap()
    page.headings(columns, 34)
    first = page.across("{{ instrument.name }}  {{ instrument.score }} คะแนน")
    page.band("indicator", page.cells(columns))
    page.band("instrument", first, page.row - 1)
    page.optional()
    page.finish()


def scores(book: Book) -> None:
    """The results: overall by year, each indicator by year, with a chart of either."""
    widths = (6.0, 30.0, *(13.0,) * YEARS_SHOWN, 66.0)
    page = TemplateSheet(book, SCORES_SHEET, widths)
    page.titles("ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปี {{ result.year }}", "{{ agency.place }}")
    page.text(
        "คะแนนรวม {{ result.overall }} คะแนน ระดับ {{ result.level }} "
        "(IIT {{ result.iit }} · EIT {{ result.eit }} · OIT {{ result.oit }})",
        align="center",
        height=30,
        bold=True,
    )
    page.text("ตัวชี้วัดที่ได้คะแนนน้อยที่สุด: {{ result.weakest }}", align="center", height=28)
    lacking = "{% if result.lacking %}ที่ต้องเพิ่มเพื่อขึ้นไปอีกระดับ: {{ result.lacking }}{% endif %}"
    page.text(lacking, align="center", height=28)
    columns = (
        TemplateColumn("ที่", widths[0], "{{ indicator.no }}", centred=True),
        TemplateColumn("ตัวชี้วัด", widths[1], "{{ indicator.name }}"),
        *(
            TemplateColumn(
                f"{{{{ year_columns[{place}] }}}}", 13, f"{{{{ indicator.history[{place}] }}}}", centred=True
            )
            for place in range(YEARS_SHOWN)
        ),
        TemplateColumn("การเปลี่ยนแปลงจากปีก่อน", widths[7], "{{ indicator.change }}"),
    )
    page.table(columns, "indicator", 50, repeat=False, least=26)
    for name in ("overall", "indicators"):
        page.gap()
        first = page.row
        for _ in range(CHART_ROWS):
            page.gap(22)
        page.place(f"chart_{name}", first, page.row - 1)
    page.optional()
    page.finish()


def late_steps(book: Book) -> None:
    """The steps that are overdue or behind their plan."""
    columns = (
        TemplateColumn("มาตรการ", 10, "{{ late.measure_no }}", centred=True),
        TemplateColumn("ขั้นตอน", 10, "{{ late.no }}", centred=True),
        TemplateColumn("สิ่งที่ต้องดำเนินการ", 60, "{{ late.text }}"),
        TemplateColumn("ผู้รับผิดชอบ", 26, "{{ late.responsible }}"),
        TemplateColumn("กำหนด", 12, "{{ late.due }}", centred=True),
        TemplateColumn("แผน\n(ร้อยละ)", 11, "{{ late.planned }}", centred=True),
        TemplateColumn("ผล\n(ร้อยละ)", 11, "{{ late.percent }}", centred=True),
        TemplateColumn("สถานะ", 15, "{{ late.state }}", centred=True),
    )
    page = TemplateSheet(book, LATE_SHEET, [each.width for each in columns])
    page.titles("ขั้นตอนที่ล่าช้าหรือเกินกำหนด", MONTH, "{{ agency.place }}")
    page.gap()
    page.table(columns, "late")
    page.optional()
    page.finish()


def divisions(book: Book) -> None:
    """Which divisions reported in the month, and how far each is."""
    columns = (
        TemplateColumn("กอง", 40, "{{ division.name }}"),
        TemplateColumn("การส่งรายงาน", 22, "{{ division.report }}", centred=True),
        TemplateColumn("รับเมื่อ", 28, "{{ division.received }}", centred=True),
        TemplateColumn("ความคืบหน้า\n(ร้อยละ)", 22, "{{ division.percent }}", centred=True),
    )
    page = TemplateSheet(book, DIVISIONS_SHEET, [each.width for each in columns], portrait=True)
    page.titles("การส่งรายงานของกอง", MONTH, "{{ agency.place }}")
    page.text("ส่งรายงานแล้ว {{ overall.reported }}", align="center")
    page.gap()
    page.table(columns, "division")
    page.finish()


def photos(book: Book) -> None:
    """Photographs of activities, two abreast."""
    page = TemplateSheet(book, PHOTOS_SHEET, (46.0, 3.0, 46.0), portrait=True)
    page.titles("ภาพกิจกรรมการดำเนินการตามมาตรการ", YEAR, "{{ agency.place }}", size=16)
    page.gap()
    first = page.row
    for name, height, look in (
        ("picture", 182.0, {"align": "center"}),
        ("caption", 26.0, {"align": "center", "valign": "top"}),
        ("measure", 26.0, {"align": "center", "valign": "top", "italic": True}),
    ):
        page.sheet.set_row(page.row, height)
        form = page.book.look(font_color=BLACK, **look)
        for side, column in (("left", 0), ("right", 2)):
            page.sheet.write_string(page.row, column, f"{{{{ photos.{side}.{name} }}}}", form)
        page.row += 1
    page.band("photos", first, page.row - 1)
    page.optional()
    page.finish()


def measures(
    book: Book,
    columns: Sequence[TemplateColumn],
    *titles: str,
    sections: bool = False,
) -> TemplateSheet:
    """The table of measures, by section where wanted; what follows it is up to the caller."""
    page = TemplateSheet(book, REPORT_SHEET, [each.width for each in columns])
    page.titles(*titles)
    page.gap(17)
    if not sections:
        page.table(columns, "measure")
        return page
    page.headings(columns)
    first = page.across("{{ heading }}")
    page.band("heading", first)
    page.band("measure", page.cells(columns))
    page.band("section", first, page.row - 1)
    return page


def ending(page: TemplateSheet) -> None:
    """Footnotes and signatures at the end of a table, never alone on a page."""
    first = page.row
    page.band("note", page.text("{{ note.text }}"))
    page.signatures()
    page.keep("closing", first, page.row - 1)
    page.finish()
