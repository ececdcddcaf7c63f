"""The forms in which people type a date, a month, a percent and a status: each of them means the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from oracle.raw_cells import LONG, SHORT, begins, month_text
from oracle.workbooks import Shown, Typed

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def date_forms(day: dt.date) -> list[Typed]:
    era, name = day.year + 543, (SHORT[day.month - 1], LONG[day.month - 1])
    thai = f"{day.day} {name[1]} {era}".translate(THAI)
    return [
        Shown(day, "d mmm yyyy"),
        Shown(day, "d mmm bbbb"),
        *([Shown(day.replace(year=era), "d/m/yyyy")] if (day.month, day.day) != (2, 29) else []),
        f"{day.day} {name[0]} {era % 100}",
        f"{day.day} {name[0]}{era % 100}".translate(THAI),
        thai,
        f"{day.day}/{day.month}/{era}",
        f"{day:%d/%m}/{era % 100}",
        day.isoformat(),
    ]


def month_forms(month: int) -> list[Typed]:
    era, name = month // 12, (SHORT[month % 12], LONG[month % 12])
    day = begins(month).date()
    return [
        month_text(month),
        f"{name[0]}{era % 100}",
        f"{name[0]} {era % 100}".translate(THAI),
        f"{name[1]} {era}",
        f"ภายใน {name[0]}{era % 100}".translate(THAI),
        Shown(day.replace(day=12), "mmm yy"),
        Shown(day.replace(year=era), "d/m/yyyy"),
    ]


PERCENTS = (
    "1",
    "10",
    "20",
    "25",
    "33",
    "33.33",
    "50",
    "52.025",
    "60",
    "66.665",
    "80",
    "90",
    "95",
    "99",
    "12.345",
)


def percent_forms(percent: str) -> list[Typed]:
    value = Decimal(percent)
    return [
        float(value),
        Shown(float(value / 100), "0%"),
        float(value / 100),
        percent.translate(THAI),
        f"ร้อยละ {percent}".translate(THAI),
        f"{percent}%",
    ]


WORDS = {
    "not_started": ("ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ"),
    "in_progress": ("อยู่ระหว่างดำเนินการ", " อยู่ระหว่างดำเนินการ\u200b"),
    "done": ("ดำเนินการแล้วเสร็จ", "แล้วเสร็จ", "ดำเนินการแล้ว", "ดำเนินการเสร็จสิ้น"),
    "cannot": ("ไม่สามารถดำเนินการได้",),
    "na": ("ไม่เกี่ยวข้อง",),
}
HUNDRED: tuple[Typed, ...] = (100, Shown(1, "0%"), "๑๐๐%", "100")
