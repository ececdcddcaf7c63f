"""What guides and pictures show: the worked example in the running fiscal year, and a document to import.

The worked example itself stays in the year that it was written for, whose months have all ended: its commands
can be tried on any day.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import docx

from toolkit.books.bundled import bundled
from toolkit.example.worked_example import DEFAULT_EXAMPLE, Example, read_example
from toolkit.model.month import Month
from toolkit.rollup.reporting import deadline
from toolkit.thai.dates import EXAMPLE_YEAR

MARCH = Month(EXAMPLE_YEAR, 3)
NOW = deadline(MARCH, due_day=5) + dt.timedelta(hours=9)
"""The morning after the deadline of March: the moment at which the commands of the guides are given."""

_WRITTEN_FOR = 2567
_YEARS = re.compile(
    r"""(?<!\d)(?:25|20)\d\d(?!\d)  # 2567 and 2024
    | (?<=[ก-ฮ]\.)\ ?6[5-8](?!\d)   # มี.ค. 67
    | (?<=\d/)6[5-8](?!\d)          # 5/4/67""",
    re.VERBOSE,
)
_MOVED = {
    "29 ก.พ.": "28 ก.พ.",
    "29 กุมภาพันธ์": "28 กุมภาพันธ์",
    'level = "B"': 'level = "ต้องปรับปรุง"',
    ", O27, O30, O31": "",
}
"""What the later year calls otherwise: leap days, levels, and the codes of a shorter list."""


def guide_example() -> Example:
    """Return the worked example with every year moved from its own to the guides'."""
    text = _YEARS.sub(_moved, bundled(f"examples/{DEFAULT_EXAMPLE}.toml").decode())
    for own, moved in _MOVED.items():
        text = text.replace(own, moved)
    return read_example(text)


def guide_document(path: Path) -> Path:
    """Write last year's plan of a hospital as a Word document with one table, and return its path: units to
    ask about, and a heading that leaves a doubt."""
    rows = (
        ("แนวทาง", "โครงการ/กิจกรรม", "ระยะเวลา", "ผู้รับผิดชอบ"),
        ("พัฒนางานบริการ", "๑. ทบทวนคู่มือ\n๒. เปิดจองคิวทางเว็บไซต์", "ต.ค. ๖๘ - ธ.ค. ๖๘", "งานเวชระเบียน"),
        ("เปิดเผยข้อมูล", "ประกาศแผนจัดซื้อจัดจ้าง", "พ.ย. ๖๘", "กลุ่มงานพัสดุ, กองคลัง"),
        ("ป้องกันการทุจริต", "อบรมเจ้าหน้าที่ทุกคน", "ม.ค. ๖๙", "ทุกหน่วยงานที่เกี่ยวข้องกับการเงิน"),
    )
    document = docx.Document()
    document.add_paragraph("โรงพยาบาลสมมติ")
    document.add_paragraph("แผนส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๙")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def _moved(year: re.Match[str]) -> str:
    number = year[0].strip()
    return year[0].replace(number, str(int(number) + EXAMPLE_YEAR - _WRITTEN_FOR))
