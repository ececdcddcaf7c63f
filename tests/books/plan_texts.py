"""A whole plan as Markdown tables, changed a sheet or a row at a time, and read."""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

from collections.abc import Mapping

from markdown_book import markdown_book

from toolkit.books.plan_reading import read_plan
from toolkit.model.finding import Finding
from toolkit.model.plan import Plan
from toolkit.xlsx.strict_reader import read_book

# Column A is the marker's; the rows below the headings begin at row 3.
AGENCY = """
| ita:agency     | label          | value             |
|                | รายการ         | ข้อมูล              |
| agency_code    | รหัส            | "05990101"        |
| agency_name    | ชื่อ             | เทศบาลตำบลทุ่งตัวอย่าง |
| fiscal_year    | ปีงบประมาณ      | 2567              |
| report_due_day | วันครบกำหนด     |                   |
"""
DIVISIONS = """
| ita:divisions | division_code | division_name | aliases     | head_title | email | in_all | until | successor |
|               | รหัส           | ชื่อ            | ชื่ออื่น        |            |       |        |       |           |
|               | "01"          | สำนักปลัด       | สป.         |            |       |        |       |           |
|               | "02"          | กองคลัง        | กค., ส่วนการคลัง |          |       |        |       |           |
|               | "03"          | หน่วยตรวจสอบภายใน |           |            |       | ไม่     |       |           |
"""
MEASURES = """
| ita:measures | measure_no | label | section | issue_no | measure | refs | start | end | period | responsible | monitoring | expected | weight |
|              | ลำดับ        |       |         |          | มาตรการ  |      |       |     |        |             |            |          |        |
|              | 1          |       |         |          | ปรับปรุงคู่มือ |   |       |     |        |             | ทุกเดือน     |          |        |
"""
STEPS = """
| ita:steps | measure_no | step_no | label | step | divisions | unit | due | every | from | until | weight | evidence_required |
|           | มาตรการ     | ขั้นตอน   |       |      |           |      |     |       |      |       |        |                   |
|           | 1          | 1       |       | ร่าง   | สำนักปลัด   |      |     |       |      |       |        |                   |
"""
SCORES = "| ita:scores | year | item | score | level |\n|  | ปี | รายการ | คะแนน | ระดับ |"
WEAKNESSES = "| ita:weaknesses | indicator | issue_no | weakness | action | measures |\n|  | ตัวชี้วัด |"
TEXTS = "| ita:texts | report | measure_no | field | text |\n|  | รายงาน |"
SIGNATORIES = "| ita:signatories | order | role | name | title |\n|  | ลำดับ |"
BOOK: Mapping[str, str] = {
    "หน่วยงาน": AGENCY,
    "กอง": DIVISIONS,
    "ผลประเมิน": SCORES,
    "ประเด็น": WEAKNESSES,
    "มาตรการ": MEASURES,
    "ขั้นตอน": STEPS,
    "ถ้อยคำรายงาน": TEXTS,
    "ผู้ลงนาม": SIGNATORIES,
}


def read(changed: Mapping[str, str] | None = None) -> tuple[Plan | None, tuple[Finding, ...]]:
    return read_plan(read_book(markdown_book({**BOOK, **(changed or {})})))


def plan_of(changed: Mapping[str, str] | None = None) -> Plan:
    plan, findings = read(changed)
    assert findings == ()
    assert plan is not None
    return plan


def places(changed: Mapping[str, str]) -> list[str]:
    """Every finding as "code sheet!cell"."""
    return [f"{finding.code} {finding.sheet}!{finding.cell}" for finding in read(changed)[1]]


def row(layout: str, **values: str) -> str:
    """A table with one data row: the values by field id, blanks elsewhere."""
    lines = [line for line in layout.strip().splitlines() if line.startswith("|")]
    ids = [cell.strip() for cell in lines[0].strip("|").split("|")]
    assert set(values) <= set(ids), set(values) - set(ids)
    return "\n".join((*lines[:2], "| " + " | ".join(values.get(id_, "") for id_ in ids) + " |"))


def step(**values: str) -> dict[str, str]:
    return {
        "ขั้นตอน": row(STEPS, **{"measure_no": "1", "step_no": "1", "step": "ร่าง", "divisions": "01", **values})
    }


def measure(**values: str) -> dict[str, str]:
    return {
        "มาตรการ": row(MEASURES, **{"measure_no": "1", "measure": "ปรับปรุง", "monitoring": "ทุกเดือน", **values})
    }


def division(**values: str) -> dict[str, str]:
    last = row(DIVISIONS, division_code='"04"', **values).splitlines()[-1]
    return {"กอง": DIVISIONS + last}


def agency(old: str, new: str) -> dict[str, str]:
    assert old in AGENCY
    return {"หน่วยงาน": AGENCY.replace(old, new)}


# --- a plan as it should be ----------------------------------------------------------------------
