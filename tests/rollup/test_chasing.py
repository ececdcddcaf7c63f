"""The text to paste into a chat: whom it names, before and after the deadline."""

from __future__ import annotations

import pytest
from small_office import SmallOffice, moment, sheet

from toolkit.model.month import Month
from toolkit.rollup.chasing import chasing_text
from toolkit.rollup.roll_up import status_of

OCTOBER = Month(2566, 10)


def _chased(small: SmallOffice, at: str) -> list[str]:
    return chasing_text(status_of(small.office, small.plan, month=OCTOBER, as_of=moment(at))).splitlines()


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("2023-11-02 09:00", "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ 5 พฤศจิกายน 2566 ขอขอบคุณ"),
        ("2023-11-05 23:59", "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ 5 พฤศจิกายน 2566 ขอขอบคุณ"),
        ("2023-11-06 00:00", "เลยกำหนดส่ง (วันที่ 5 พฤศจิกายน 2566) แล้ว ขอความอนุเคราะห์ส่งแบบรายงานโดยด่วน ขอขอบคุณ"),
    ],
)
def test_whom_it_names(small_office: SmallOffice, at: str, last: str) -> None:
    """กองช่าง has no step and is never chased; nobody is thanked for what is still to come."""
    greeting, title, missing, please = _chased(small_office, at)
    assert greeting == "เรียน ผู้อำนวยการกองและผู้ประสานงาน ITA"
    assert title == "เรื่อง รายงานผลตามมาตรการ ITA ประจำเดือนตุลาคม 2566"
    assert missing == "ยังไม่ได้รับรายงานจาก • สำนักปลัด • กองคลัง"
    assert please == last


def test_who_has_sent_is_not_named(small_office: SmallOffice) -> None:
    data = small_office.fill("02", sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p40"}))
    small_office.send("02.xlsx", data, "2023-11-01 10:00")
    small_office.take("2023-11-02 08:00")
    assert _chased(small_office, "2023-11-02 09:00")[2] == "ยังไม่ได้รับรายงานจาก • สำนักปลัด"


def test_thanks_when_all_is_in(small_office: SmallOffice) -> None:
    for code, rows in (("01", {"1.1": "d", "1.2": "d"}), ("02", {"1.1": "d", "2.1": "d"})):
        data = small_office.fill(code, sheet("ต.ค.", "1 พ.ย. 2566", rows))
        small_office.send(f"{code}.xlsx", data, "2023-11-01 10:00")
    small_office.take("2023-11-02 08:00")
    assert _chased(small_office, "2023-11-02 09:00")[2:] == ["ได้รับรายงานครบทุกกองแล้ว ขอขอบคุณทุกกอง"]
