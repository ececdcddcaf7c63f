"""How sheets of the country's summary look: titles, and the columns that provinces and offices share."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model.country import Group, OfficeRow, Summary, timely
from toolkit.model.month import Month
from toolkit.thai.dates import format_moment, format_month
from toolkit.workbook.rollup.sheet import Column, Row, Value, percent_value

SELF_DECLARED = "ตัวเลขเป็นข้อมูลที่หน่วยงานรายงานเอง ใช้ติดตามและช่วยเหลือ ไม่ใช้จัดอันดับ จึงเรียงตามชื่อ"
EQUAL_WEIGHT = "ร้อยละของจังหวัดและอำเภอเป็นค่าเฉลี่ยที่ทุกหน่วยงานมีน้ำหนักเท่ากัน"
COLUMN_LEGEND = (
    "ทันกำหนด = ร้อยละของรายงานกองที่ถึงกำหนดและส่งทัน · ต่ำกว่าแผน, เกินกำหนด = จำนวนมาตรการ · ยังไม่ส่ง = จำนวนกอง",
    "ขาดรายงาน = จำนวนแถวงาน (ขั้นตอน × กอง) ที่เดือนนี้ไม่มีข้อมูลใหม่ · ไม่เกี่ยวข้อง, ทำไม่ได้ = จำนวนขั้นตอน",
    "แผนครบ, รายงานครบ = มีองค์ประกอบครบกี่ข้อ (ของกลุ่ม: กี่หน่วยงานที่ครบทุกข้อ) ว่าง = ไฟล์ผลไม่ได้บอก",
)
FIGURES = (
    Column("ความคืบหน้า\n(ร้อยละ)", 13, "right", percent=True, bar=True),
    Column("แผน\n(ร้อยละ)", 11, "right", percent=True),
    Column("ทันกำหนด\n(ร้อยละ)", 11, "right", percent=True),
    Column("ต่ำกว่า\nแผน", 9, "right"),
    Column("เกิน\nกำหนด", 9, "right"),
    Column("ยังไม่ส่ง", 9, "right"),
    Column("ขาด\nรายงาน", 9, "right"),
    Column("ไม่\nเกี่ยวข้อง", 9, "right"),
    Column("ทำ\nไม่ได้", 9, "right"),
)
ELEMENTS = (Column("แผนครบ", 9, "center"), Column("รายงานครบ", 10, "center"))
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
    """The month, the fiscal year and the moment of the figures."""
    as_of = format_moment(summary.as_of, "arabic")
    if not summary.month:
        return f"ยังไม่มีหน่วยงานที่นับได้ · ข้อมูล ณ {as_of}"
    month = format_month(Month.parse(summary.month), "full", "arabic")
    return f"ประจำเดือน{month} (ปีงบประมาณ พ.ศ. {summary.fiscal_year}) · ข้อมูล ณ {as_of}"


def figures(row: Group | OfficeRow) -> Row:
    """The cells of `FIGURES`."""
    counts: Mapping[str, int] = (
        row.counts
        if isinstance(row, Group)
        else {
            name: getattr(row, name)
            for name in ("behind", "overdue", "missing", "stale", "steps_na", "steps_cannot")
        }
    )
    return (
        percent_value(row.completion),
        percent_value(row.planned),
        percent_value(timely(row)),
        *(counts[name] for name in ("behind", "overdue", "missing", "stale", "steps_na", "steps_cannot")),
    )


def present(there: int | None, of: int) -> Value:
    """ "6/7": how many elements are there; a blank where it is not told."""
    return None if there is None else f"{there}/{of}"
