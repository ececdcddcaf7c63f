"""A small office that has reported: texts of every kind, five years of scores, photographs and an emblem."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from small_office import MONTHS, SmallOffice, moment, sheet

from toolkit.books.plan_book import PlanContent
from toolkit.intake.plan_file import check_plan_file
from toolkit.planning.new_office import new_office
from toolkit.report.kinds import TEMPLATES
from toolkit.report.write import WrittenReport, write_report

AGENCY = {
    "agency_code": "05990102",
    "agency_name": "เทศบาลตำบลบ้านตัวอย่าง",
    "district": "สมมุติ",
    "province": "ตัวอย่าง",
    "fiscal_year": "2567",
    "document_number": "ตย 52001/",
    "website": "https://www.bantuayang.example/ita2567",
    "numerals": "ไทย",
    "logo": "ตรา.png",
}
_INDICATORS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
_BASE = (82.0, 78.5, 80.25, 77.0, 79.75, 83.1, 76.4, 75.9, 90.0, 85.0)
_OVERALL = {"2563": ("70.10", "C"), "2564": ("74.55", "C")}
_TABLES = {
    "divisions": (
        {"division_code": "01", "division_name": "สำนักปลัดเทศบาล", "head_title": "หัวหน้าสำนักปลัดเทศบาล"},
        {"division_code": "02", "division_name": "กองคลัง"},
        {"division_code": "03", "division_name": "กองช่าง"},
    ),
    "scores": (
        *(
            {"year": year, "item": "overall", "score": score, "level": level}
            for year, (score, level) in _OVERALL.items()
        ),
        *(
            {"year": str(2565 + late), "item": item, "score": f"{base + 3 * late:.2f}"}
            for late in range(3)
            for item, base in zip(_INDICATORS, _BASE, strict=True)
        ),
    ),
    "weaknesses": (
        {
            "indicator": "1",
            "issue_no": "1",
            "weakness": "คู่มือบริการยังไม่ครบทุกงาน",
            "action": "แก้ไข",
            "measures": "1",
        },
        {"indicator": "7", "issue_no": "2", "weakness": "เว็บไซต์ปรับปรุงช้า", "action": "พัฒนา", "measures": "2"},
    ),
    "measures": (
        {
            "measure_no": "1",
            "section": "แบบวัด IIT",
            "measure": "ปรับปรุงคู่มือบริการ",
            "refs": "I1, E13",
            "monitoring": "ประชุมติดตามทุกเดือน",
        },
        {
            "measure_no": "2",
            "section": "แบบวัด EIT",
            "measure": "เปิดเผยข้อมูลบนเว็บไซต์",
            "monitoring": "รายงานรอบ 6 เดือน",
        },
        {
            "measure_no": "3",
            "section": "แบบวัด EIT",
            "measure": "ซักซ้อมการรับเรื่องร้องเรียน",
            "monitoring": "รายงานสิ้นปี",
        },
    ),
    "steps": (
        {
            "measure_no": "1",
            "step_no": "1",
            "step": "ทบทวนคู่มือ 12 เรื่อง",
            "divisions": "01, 02",
            "due": "ธ.ค. 66",
        },
        {"measure_no": "1", "step_no": "2", "step": "ประกาศใช้คู่มือ2567.pdf", "divisions": "01"},
        {"measure_no": "2", "step_no": "1", "step": "ตรวจข้อมูลตามข้อ o9 และ o13", "divisions": "02"},
        {"measure_no": "3", "step_no": "1", "step": "จัดซ้อมปีละ 1 ครั้ง", "divisions": "03"},
    ),
    "texts": (
        {
            "report": "annual",
            "measure_no": "2",
            "field": "suggestion",
            "text": "ควรจัดสรรงบประมาณบำรุงเว็บไซต์ไว้ล่วงหน้า",
        },
    ),
    "signatories": (
        {"order": "1", "role": "ผู้รายงาน", "name": "นางสาวสมมุติ รายงาน", "title": "นักวิเคราะห์นโยบายและแผน"},
        {"order": "2", "role": "หัวหน้าสำนักปลัด", "name": "นายสมมุติ ตรวจทาน", "title": "หัวหน้าสำนักปลัดเทศบาล"},
        {"order": "3", "role": "ปลัด", "name": "", "title": "ปลัดเทศบาล"},
        {"order": "4", "role": "นายก", "name": "นายสมมุติ รับรอง", "title": "นายกเทศมนตรีตำบลบ้านตัวอย่าง"},
    ),
}


def picture(colour: str, size: tuple[int, int] = (400, 300), kind: str = "JPEG") -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def reported_office(root: Path, *, numerals: str = "ไทย") -> SmallOffice:
    """The office with everything that its divisions sent until the day after the deadline of March, taken in;
    the third division never reported, and one picture is broken."""
    new_office(root, content=PlanContent({**AGENCY, "numerals": numerals}, _TABLES))
    made = SmallOffice(root)
    made.office.plan.with_name(AGENCY["logo"]).write_bytes(picture("navy", (200, 200), "PNG"))
    made.distribute("2023-10-02 09:00")
    _send_months(made)
    folder = "สำนักปลัดเทศบาล/ภาพ"
    for name, data in (
        ("1 ประชุมทบทวนคู่มือ 2 ครั้ง.jpg", picture("grey")),
        ("1 คู่มือฉบับใหม่.jpg", picture("teal", (300, 400))),
        ("2 เว็บไซต์ที่ปรับปรุงแล้ว.jpg", picture("olive", (640, 200))),
        ("2 ภาพเสีย.jpg", b"no picture at all"),
    ):
        made.send(f"{folder}/{name}", data, "2024-04-03 09:00")
    made.take("2024-04-06 09:00")
    return made


def _send_months(made: SmallOffice) -> None:
    first = made.fill(
        "01",
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": _row("แล้วเสร็จ", "", "ทบทวนคู่มือครบ 12 เรื่อง"), "1.2": "p30"}),
        sheet(
            "มี.ค.",
            "3 เม.ย. 2567",
            {"1.2": _row("กำลัง", "60", "ยกร่างประกาศแล้ว & รอลงนาม <ฉบับจริง>")},
            outcomes={
                "1": {
                    "result": "ทบทวนคู่มือครบทุกเรื่อง และยกร่างประกาศแล้ว",
                    "outcome": "ประชาชนทราบขั้นตอนชัดเจนขึ้น",
                    "problem": "คู่มือบางเรื่องรอระเบียบใหม่",
                    "suggestion": "ขอให้กองตรวจร่างภายใน 7 วัน",
                }
            },
        ),
    )
    second = made.fill(
        "02",
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": _row("แล้วเสร็จ", "", "ทบทวนคู่มือภาษีแล้ว"), "2.1": "p20"}),
        sheet(
            "มี.ค.",
            "3 เม.ย. 2567",
            {"2.1": _row("กำลัง", "50", "={{ 7*7 }} ลงข้อมูลแล้ว 5 รายการ")},
            outcomes={
                "1": {
                    "result": "ปรับปรุงคู่มืองานภาษีแล้ว",
                    "outcome": "ประชาชนทราบ ขั้นตอนชัดเจนขึ้น",
                    "problem": "–",
                    "suggestion": "–",
                },
                "2": {"result": "", "outcome": "", "problem": "เว็บไซต์ขัดข้อง 2 วัน", "suggestion": ""},
            },
        ),
    )
    made.send("สำนักปลัดเทศบาล.xlsx", first, "2024-04-03 10:00")
    made.send("กองคลัง.xlsx", second, "2024-04-03 11:00")


def _row(status: str, percent: str, action: str) -> dict[str, str]:
    words = {"แล้วเสร็จ": "ดำเนินการแล้วเสร็จ", "กำลัง": "อยู่ระหว่างดำเนินการ"}
    return {"status": words[status], "percent": percent, "action": action, "reason": ""}


def write(made: SmallOffice, template: str, **options: object) -> WrittenReport:
    """One report of the office by the name of its template, as at the day after March's deadline; of the
    year an interim one."""
    plan = check_plan_file(made.office).usable
    kind = TEMPLATES[template]
    at = moment("2024-04-06 09:00")
    options = {"interim": True, **options}
    return write_report(made.office, plan, kind, MONTHS["มี.ค."], at, template, **options)  # type: ignore[arg-type]
