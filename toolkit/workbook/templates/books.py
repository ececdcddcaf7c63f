"""The report templates that the toolkit ships, one for each shape of report.

A template is an ordinary workbook: its cells hold text with Jinja2 expressions (`{{ measure.no }}`), and
a defined name `band_measure` marks the rows that are repeated for each measure. Offices may change
wording, fonts, widths and order, and keep their own copy. `toolkit.workbook.filling.fill` fills them; the
names that may stand in expressions are those of `toolkit.report.content`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.workbook.layouts import SCHEMA
from toolkit.workbook.style import Book
from toolkit.workbook.tables_out import write_meta
from toolkit.workbook.templates.pages import (
    MONTH,
    PERIOD,
    YEAR,
    analysis,
    cover,
    divisions,
    ending,
    late_steps,
    measures,
    memo,
    photos,
    scores,
)
from toolkit.workbook.templates.sheet import REPORT_SIZE, TemplateColumn

TEMPLATE_FONT = "TH Sarabun New"
SCHEME = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_MEASURE = TemplateColumn("มาตรการ/แนวทาง", 22, "{{ measure.title }}")
_STEPS = TemplateColumn("วิธีการดำเนินการ", 34, "{{ measure.steps }}")
_RESPONSIBLE = TemplateColumn("ผู้รับผิดชอบ", 15, "{{ measure.responsible }}")
_PERIOD = TemplateColumn("ระยะเวลา\nดำเนินการ", 14, "{{ measure.period }}", centred=True)
_RESULT = TemplateColumn("ผลการดำเนินงาน", 40, "{{ measure.result }}")
_OUTCOME = TemplateColumn("ผลลัพธ์/ความสำเร็จ\nของการดำเนินการ", 30, "{{ measure.outcome }}")


def _book(title: str) -> Book:
    return Book(TEMPLATE_FONT, title=title, size=REPORT_SIZE)


def _finish(book: Book) -> bytes:
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


def plan_template() -> bytes:
    """The plan for signature: memo, analysis of the last result, five columns."""
    book = _book(f"แบบ{SCHEME}")
    memo(book)
    analysis(book)
    columns = (
        TemplateColumn("มาตรการ", 26, "{{ measure.title }}"),
        TemplateColumn("ขั้นตอนหรือวิธีการดำเนินการ", 46, "{{ measure.steps }}"),
        TemplateColumn("การกำกับติดตาม", 36, "{{ measure.monitoring }}"),
        TemplateColumn("ระยะเวลา\nดำเนินการ", 18, "{{ measure.period }}", centred=True),
        TemplateColumn("ผู้รับผิดชอบ", 20, "{{ measure.responsible }}"),
    )
    page = measures(book, columns, f"แผนการดำเนินการตาม{SCHEME}", YEAR, "{{ agency.place }}", sections=True)
    page.signatures()
    page.finish()
    return _finish(book)


def monthly_template() -> bytes:
    """The month for the executive: the whole, the measures, the late steps, and who reported."""
    book = _book(f"แบบรายงานความก้าวหน้าประจำเดือนตาม{SCHEME}")
    memo(book)
    columns = (
        TemplateColumn("ที่", 6, "{{ measure.no }}", centred=True),
        TemplateColumn("มาตรการ", 34, "{{ measure.text }}"),
        TemplateColumn("แผน\n(ร้อยละ)", 10, "{{ measure.planned }}", centred=True),
        TemplateColumn("ผล\n(ร้อยละ)", 10, "{{ measure.percent }}", centred=True),
        TemplateColumn("แล้วเสร็จ", 12, "{{ measure.counts }}", centred=True),
        TemplateColumn("สถานะ", 13, "{{ measure.state }}", centred=True),
        TemplateColumn("ผลการดำเนินงานถึงเดือนนี้", 61, "{{ measure.result }}"),
    )
    page = measures(
        book,
        columns,
        f"รายงานความก้าวหน้าตาม{SCHEME}",
        MONTH,
        "{{ agency.place }}",
        "ความคืบหน้ารวมร้อยละ {{ overall.percent }} (แผนร้อยละ {{ overall.planned }}) "
        "แล้วเสร็จ {{ overall.counts }}",
    )
    ending(page)
    late_steps(book)
    divisions(book)
    return _finish(book)


def six_month_template() -> bytes:
    """The six-month report: cover, memo, analysis, six columns, photographs."""
    book = _book(f"แบบรายงานผลการดำเนินการตาม{SCHEME} รอบ 6 เดือน")
    cover(book, "รายงานผลการดำเนินการ", f"ตาม{SCHEME}", YEAR, f"({PERIOD})")
    memo(book)
    analysis(book)
    columns = (
        *(_MEASURE, _STEPS, _RESPONSIBLE, _PERIOD, _RESULT),
        TemplateColumn("ข้อเสนอแนะ", 21, "{{ measure.suggestion }}"),
    )
    page = measures(
        book,
        columns,
        f"รายงานผลการดำเนินการตาม{SCHEME}",
        f"{YEAR} รอบ {{{{ report.months }}}} เดือน ({PERIOD})",
        "{{ agency.place }}",
    )
    ending(page)
    photos(book)
    return _finish(book)


def annual_template() -> bytes:
    """The annual report: cover, memo, results with charts, six columns by section, photographs."""
    book = _book(f"แบบรายงานผลการดำเนินการตาม{SCHEME} ประจำปี")
    cover(book, "รายงานผลการดำเนินการ", f"ตาม{SCHEME}", YEAR)
    memo(book)
    scores(book)
    columns = (_MEASURE, _STEPS, _RESPONSIBLE, _PERIOD, _RESULT, _OUTCOME)
    page = measures(
        book,
        columns,
        f"รายงานผลการดำเนินการตาม{SCHEME}",
        f"{YEAR} ({PERIOD})",
        "{{ agency.place }}",
        sections=True,
    )
    ending(page)
    photos(book)
    return _finish(book)


def annual_brief_template() -> bytes:
    """The short annual report: four columns, problems, suggestions and the reporter."""
    book = _book(f"แบบรายงานผลการดำเนินการตาม{SCHEME} ประจำปี (ย่อ)")
    memo(book)
    columns = (
        TemplateColumn(
            "มาตรการหรือกิจกรรมที่ดำเนินการ",
            44,
            "{{ measure.title }}{% if measure.refs %}\n(ข้อ {{ measure.refs }}){% endif %}\n"
            "{{ measure.steps }}",
        ),
        TemplateColumn("สรุปผลการดำเนินการ", 44, "{{ measure.result }}"),
        TemplateColumn("ผลลัพธ์หรือความสำเร็จ\nของการดำเนินการ", 38, "{{ measure.outcome }}"),
        TemplateColumn("ผู้รับผิดชอบ", 20, "{{ measure.responsible }}"),
    )
    page = measures(
        book,
        columns,
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        YEAR,
        "{{ agency.place }}",
    )
    page.gap()
    for label, name in (("ปัญหา/อุปสรรค", "whole.problem"), ("ข้อเสนอแนะ", "whole.suggestion")):
        page.text(f"{label} :", bold=True, height=30)
        page.text(f"{{{{ {name} }}}}", indent=1)
    page.text("ผู้รายงาน {{ reporter.name }} {{ reporter.title }}   วัน/เดือน/ปี {{ report.date }}", height=34)
    page.band("note", page.text("{{ note.text }}"))
    page.finish()
    photos(book)
    return _finish(book)


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "plan": plan_template,
    "monthly": monthly_template,
    "six-month": six_month_template,
    "annual": annual_template,
    "annual-brief": annual_brief_template,
}
"""What each template in `workbooks/reports/` is made by, by its name."""
