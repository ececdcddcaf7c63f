"""Months named in a text: which of them can hardly be when the work was done.

Fiscal year 2565 runs from October 2564 to September 2565; reports are of March 2565 unless another month is named.
"""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

import datetime as dt

import pytest
from sheets import month_sheet, told

from toolkit.model.month import Month
from toolkit.rules.time_in_text import check_times

MARCH, OCTOBER, SEPTEMBER = Month(2565, 3), Month(2564, 10), Month(2565, 9)
DONE, ONGOING = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ"


def outside(text: str, month: Month = MARCH, field: str = "action") -> str:
    """What is said of a text in a row that is done: the month as written, or "" for nothing."""
    rows = {"1.1": {"status": DONE, "action": "ทำ", field: text}}
    found = [
        finding for finding in check_times(month_sheet(month, rows)) if finding.code == "time-outside-year"
    ]
    assert all((finding.sheet, finding.expected) == ("แผ่น", "2565") for finding in found)
    return " ".join(finding.found for finding in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("จัดประชุมเมื่อเดือนมีนาคม ๒๕๖๔", "มีนาคม ๒๕๖๔"),
        ("จัดประชุมเมื่อวันที่ 15 มี.ค. 64 ณ ห้องประชุม", "มี.ค. 64"),
        ("จัดประชุมเมื่อวันที่ 15/3/2564", "15/3/2564"),
        ("จัดประชุมเมื่อวันที่ 15/03/64", "15/03/64"),
        ("เผยแพร่ข้อมูลบนเว็บไซต์เมื่อเดือนกุมภาพันธ์ 2564 แล้ว", "กุมภาพันธ์ 2564"),
        ("ดำเนินการตามแผน เดือนมีนาคม 2564", "มีนาคม 2564"),
        ("ดำเนินการแล้วเสร็จภายในเดือนมกราคม พ.ศ. 2564", "มกราคม พ.ศ. 2564"),
        ("ประกาศใช้เมื่อ มกราคม 2566", "มกราคม 2566"),
        ("คำสั่งที่ 45/2564 ลงวันที่ 12 กุมภาพันธ์ 2564", "กุมภาพันธ์ 2564"),
        ("ประชุม ธ.ค.๖๓ และ ม.ค.๖๕", "ธ.ค.๖๓"),
        ("ประชุมเดือนธันวาคม 2564 และเดือนมกราคม 2564", "มกราคม 2564"),
        ("ดำเนินการระหว่างเดือนตุลาคม 2563 ถึงเดือนมีนาคม 2564", "มีนาคม 2564"),
        ("ต.ค.๖๓ - มี.ค.๖๔", "มี.ค.๖๔"),
        ("อบรมเจ้าหน้าที่เมื่อเดือนมีนาคม 2022", ""),  # 2022 is 2565
        ("อบรมเจ้าหน้าที่เมื่อ March 2021", "March 2021"),
        ("ประชุมพนักงานเดือนมีนาคม 2555", "มีนาคม 2555"),
    ],
)
def test_a_year_that_is_another_one(text: str, found: str) -> None:
    assert outside(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "จัดประชุมเมื่อเดือนมีนาคม 2565",
        "จัดประชุมเมื่อวันที่ 5 เม.ย. 65",
        "จัดประชุมเดือนตุลาคม 2564 ถึงเดือนมีนาคม 2565",
        # a year without a month, a plan's or a project's years
        "เผยแพร่ผลการประเมิน ITA ปี ๒๕๖๓ แล้ว",
        "จัดทำแผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖-๒๕๗๐)",
        "ประกาศแผนการจัดซื้อจัดจ้าง ปีงบประมาณ ๒๕๖๖",
        "โครงการ อบต. โปร่งใส 2560",
        # laws and orders, statistics, contracts
        "ชี้แจงตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
        "ปฏิบัติตามระเบียบพัสดุ ลงวันที่ 23 สิงหาคม 2560",
        "ประชุมตามคำสั่งที่ 123/2563 ลงวันที่ 5 มกราคม 2563",
        "อ้างถึงหนังสือที่ มท 0808/ว123 ลงวันที่ 10 กุมภาพันธ์ 2564",
        "รวบรวมสถิติผู้ใช้บริการเดือนมกราคม 2564 มาเปรียบเทียบ",
        "ใช้ข้อมูลของเดือนมีนาคม 2564",
        "ปรับปรุงระบบที่ใช้มาตั้งแต่เดือนมกราคม 2563",
        "ตรวจครุภัณฑ์ที่จัดซื้อเมื่อเดือนมิถุนายน 2562",
        "แจ้งเวียนหนังสือ ที่ ทย 0004/ว0019 ลงวันที่ 20 มีนาคม 2560 เรื่อง การรับของขวัญ",
        "ยกเลิกประกาศลงวันที่ 3 มกราคม 2562",
        # further away than any slip
        "กฎหมายใช้บังคับ 11 ตุลาคม 2540",
        # the months just before the year, whose work goes on
        "สรุปผลการจัดซื้อจัดจ้างของเดือนกันยายน 2564",
        # plans for later
        "เตรียมจัดประชุมในเดือนพฤศจิกายน 2565",
        "สัญญาจ้างสิ้นสุดเดือนธันวาคม 2565",
        "จะดำเนินการต่อในเดือนมกราคม 2566",
        # numbers that are no year
        "เดือนมีนาคม 64 ราย และเดือนเมษายน 63 ราย",
        "เดือนมีนาคม 2564 ราย",
        "หนังสือที่ 12/2564",
        "มีผู้เข้าร่วม 2,564 คน ในเดือนมีนาคม",
    ],
)
def test_other_times_that_are_meant(text: str) -> None:
    assert outside(text) == ""


@pytest.mark.parametrize(
    ("month", "text", "found"),
    [
        (OCTOBER, "สรุปผลของเดือนกันยายน 2564", ""),
        (OCTOBER, "รวบรวมคำขอระหว่างเดือนตุลาคม 2563 ถึงเดือนกันยายน 2564", ""),
        (OCTOBER, "จัดประชุมเมื่อเดือนมีนาคม 2564", "มีนาคม 2564"),
        (SEPTEMBER, "จัดประชุมเมื่อเดือนกันยายน 2564", "กันยายน 2564"),
        (SEPTEMBER, "ประชุมเมื่อ 3 ตุลาคม 2565", ""),  # the month in which it was signed
        (SEPTEMBER, "ประชุมเมื่อ 3 ธันวาคม 2565", "ธันวาคม 2565"),
        (SEPTEMBER, "เลื่อนไปประชุม 3 ตุลาคม 2565", ""),
    ],
)
def test_the_months_beside_the_year(month: Month, text: str, found: str) -> None:
    assert outside(text, month) == found


@pytest.mark.parametrize(
    ("field", "text", "looked_at"),
    [
        ("action", "ประชุมเมื่อเดือนมีนาคม 2564", True),
        ("evidence", "รายงานการประชุม 15 มี.ค. 64", True),
        ("reason", "ผู้รับจ้างขอขยายเวลาเมื่อเดือนมีนาคม 2564", True),
        ("reason", "ผู้รับจ้างทิ้งงานเมื่อเดือนมิถุนายน 2564", False),  # June 2565 is still to come
        ("reason", "จะได้รับงบประมาณในเดือนมกราคม 2566", False),
    ],
)
def test_fields(field: str, text: str, looked_at: bool) -> None:
    assert bool(outside(text, field=field)) is looked_at


@pytest.mark.parametrize(
    ("field", "looked_at"), [("result", True), ("outcome", True), ("problem", True), ("suggestion", False)]
)
def test_outcomes(field: str, looked_at: bool) -> None:
    sheet = month_sheet(MARCH, {}, {"1": {field: "จัดประชุมเมื่อเดือนมีนาคม ๒๕๖๔"}})
    expected = {"result": "C11", "outcome": "D11", "problem": "E11"}.get(field)
    assert told(check_times(sheet)) == ([f"time-outside-year {expected} มีนาคม ๒๕๖๔"] if looked_at else [])


@pytest.mark.parametrize(
    ("status", "text", "reported_on", "found"),
    [
        (DONE, "ประกาศใช้เมื่อวันที่ 15 มิ.ย. 65", None, ["time-ahead H9 มิ.ย. 65"]),
        (DONE, "ประกาศใช้เมื่อวันที่ 4 เม.ย. 65", None, []),  # reported on 1 April
        (DONE, "ประกาศใช้เมื่อวันที่ 4 มิ.ย. 65", dt.date(2022, 6, 5), []),
        (DONE, "ประกาศใช้แล้ว จะทบทวนในเดือน มิ.ย. 65", None, []),
        (DONE, "ประกาศใช้แล้ว กำหนดทบทวนเดือน มิ.ย. 65", None, []),
        (ONGOING, "ประกาศใช้เมื่อวันที่ 15 มิ.ย. 65", None, []),
    ],
)
def test_months_to_come_in_what_is_done(
    status: str, text: str, reported_on: dt.date | None, found: list[str]
) -> None:
    rows = {"1.1": {"status": status, "percent": "40" if status == ONGOING else "", "action": text}}
    assert told(check_times(month_sheet(MARCH, rows, reported_on=reported_on))) == found
