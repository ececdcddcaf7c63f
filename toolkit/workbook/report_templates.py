"""The report templates that the toolkit ships, made from this specification.

A template is an ordinary workbook: its cells hold text with Jinja2 expressions (`{{ measure.no }}`), and
a defined name `band_measure` marks the rows that are repeated for each measure. Offices may change
wording, fonts, widths and order, and keep their own copy. `toolkit.workbook.fill` fills them; the names
that may stand in expressions are those of `toolkit.report.six_month`.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.workbook.layouts import SCHEMA
from toolkit.workbook.row_height import row_height
from toolkit.workbook.style import Book, landscape_a4
from toolkit.workbook.tables_out import write_meta

TEMPLATE_FONT = "TH Sarabun New"
TITLE_SIZE = 18
REPORT_SIZE = 14
BAND = "band_"
"""The beginning of the defined names that mark repeated rows."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a report's table: heading, width in characters, the expression in the repeated row."""

    heading: str
    width: float
    expression: str
    centred: bool = False


SIX_MONTH_SHEET = "รายงาน"
SIX_MONTH_TITLES = (
    "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "ประจำปีงบประมาณ พ.ศ. {{ report.fiscal_year }} รอบ {{ report.months }} เดือน"
    " ({{ report.first_day }} – {{ report.last_day }})",
    "{{ agency.place }}",
)
SIX_MONTH_COLUMNS = (
    TemplateColumn("มาตรการ/แนวทาง", 22, "{{ measure.title }}"),
    TemplateColumn("วิธีการดำเนินการ", 34, "{{ measure.steps }}"),
    TemplateColumn("ผู้รับผิดชอบ", 15, "{{ measure.responsible }}"),
    TemplateColumn("ระยะเวลา\nดำเนินการ", 14, "{{ measure.period }}", centred=True),
    TemplateColumn("ผลการดำเนินงาน", 40, "{{ measure.result }}"),
    TemplateColumn("ข้อเสนอแนะ", 21, "{{ measure.suggestion }}"),
)
_SIGNATURE_ROWS = (
    ("", 22.0),
    ("{{ signatures.SIDE.line }}", 30.0),
    ("{{ signatures.SIDE.name }}", 30.0),
    ("{{ signatures.SIDE.title }}", 30.0),
)
_HALVES = (("left", 0, 2), ("right", 3, 5))


def make_six_month_template() -> bytes:
    """The six-month report (รายงานรอบ 6 เดือน): six columns, one row a measure, signatures two abreast."""
    book = Book(TEMPLATE_FONT, title="แบบรายงานผลการดำเนินการตามมาตรการ รอบ 6 เดือน", size=REPORT_SIZE)
    sheet = book.sheet(SIX_MONTH_SHEET)
    for number, column in enumerate(SIX_MONTH_COLUMNS):
        sheet.set_column(number, number, column.width)
    last = len(SIX_MONTH_COLUMNS) - 1
    title = book.look(font_size=TITLE_SIZE, bold=True, align="center", valign="vcenter", font_color="#000000")
    for row, text in enumerate(SIX_MONTH_TITLES):
        sheet.merge_range(row, 0, row, last, text, title)
        sheet.set_row(row, 38)
    heading = len(SIX_MONTH_TITLES) + 1
    sheet.set_row(heading - 1, 17)
    _write_table(book, sheet, heading)
    note = heading + 2
    sheet.set_row(note, 26)
    text = "{{ note.text }}"
    sheet.merge_range(note, 0, note, last, text, book.look(font_color="#000000"))
    first = note + 1
    _write_signatures(book, sheet, first)
    name = f"'{SIX_MONTH_SHEET}'"
    book.workbook.define_name(f"{BAND}measure", f"={name}!${heading + 2}:${heading + 2}")
    book.workbook.define_name(f"{BAND}note", f"={name}!${note + 1}:${note + 1}")
    book.workbook.define_name(f"{BAND}signatures", f"={name}!${first + 1}:${first + len(_SIGNATURE_ROWS)}")
    landscape_a4(sheet, repeat=(heading, heading), footer="{{ agency.name }}")
    write_meta(
        book,
        {
            "kind": "report",
            "schema": SCHEMA,
            "agency_code": "{{ meta.agency_code }}",
            "fiscal_year": "{{ meta.fiscal_year }}",
            "plan_digest": "{{ meta.plan_digest }}",
            "toolkit_version": "{{ meta.toolkit_version }}",
        },
    )
    return book.finish()


def _write_table(book: Book, sheet: Worksheet, heading: int) -> None:
    """The heading row and the row that is repeated, at 0-based rows `heading` and the next."""
    line = {"border": 1, "border_color": "#000000", "font_color": "#000000"}
    head = book.look(**line, bold=True, align="center", valign="vcenter", bg_color="#E7E6E6")
    sheet.set_row(heading, 62)
    texts = [(column.expression, column.width) for column in SIX_MONTH_COLUMNS]
    sheet.set_row(heading + 1, row_height(texts, REPORT_SIZE))
    for number, column in enumerate(SIX_MONTH_COLUMNS):
        sheet.write_string(heading, number, column.heading, head)
        look = book.look(**line, align="center" if column.centred else "left")
        sheet.write_string(heading + 1, number, column.expression, look)


def _write_signatures(book: Book, sheet: Worksheet, first: int) -> None:
    """The signature rows from a 0-based row on, one signatory on each half of the page."""
    look: Format = book.look(align="center", valign="vcenter", font_color="#000000")
    for place, (text, height) in enumerate(_SIGNATURE_ROWS):
        sheet.set_row(first + place, height)
        for side, left, right in _HALVES:
            sheet.merge_range(first + place, left, first + place, right, text.replace("SIDE", side), look)
