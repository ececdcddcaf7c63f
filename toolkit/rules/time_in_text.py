"""Time rules: months that are named in a text and can hardly be when the work was done.

The usual slip is the year: the text of last year's report is carried on, or the old year is typed out of
habit ("จัดประชุมเมื่อเดือนมีนาคม 2564" in a report of March 2565). Laws, contracts, statistics of earlier
times and plans for later ones are named rightly, so a month counts only where nothing says that it is one
of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.model.finding import Finding
from toolkit.model.month import Month, fiscal_months
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.dates import format_month
from toolkit.thai.mentions import Mention, mentions
from toolkit.xlsx.tables import TableRow

_WORK_FIELDS = ("action", "evidence", "result", "outcome")
"""Fields that tell what was done."""
_BESIDE_FIELDS = ("reason", "problem")
"""Fields that may well speak of other times: only what looks like a wrong year counts. Suggestions are for
times to come."""
_MOST_YEARS = 10
"""A year further away is a law's or a slip that no month can be guessed from."""
_BEFORE = 45
"""How many characters before a month may say what it is."""
_REFERENCE = re.compile(
    r"ตาม(?:ประกาศ|คำสั่ง|หนังสือ|มติ|บันทึก|ระเบียบ|พระราช|กฎ|สัญญา|ข้อ|ที่)|อ้างถึง|อ้างอิง|ฉบับเดิม|ฉบับก่อน|เดิมลง|ยกเลิก|สถิติ|ย้อนหลัง|เทียบ"
    r"|ข้อมูล(?:ของ|ณ|ประจำ|เดือน|ปี|ระหว่าง)|ผลการประเมิน|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ค้างจาก|(?:ซื้อ|ใช้งาน|ก่อสร้าง|ติดตั้ง)(?:มา)?(?:เมื่อ|ตั้งแต่)"
    r"|(?:พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ|ข้อบัญญัติ|เทศบัญญัติ|กฎกระทรวง).{0,30}(?:ลงวันที่|มีผล|ฉบับ)"
    r"|ตั้งแต่(?:เดือน|วันที่)?\s*[0-9๐-๙]{0,2}\s*$"
)
_DOCUMENT = re.compile(r"ลงวันที่\s*[0-9๐-๙]{0,2}\s*$")
"""The date of a document: one of a few years ago is cited, only last year's may be this year's."""
_COMING = re.compile(
    r"จะ|กำหนด|ภายใน|เลื่อน|คาด|(?<!ตาม)แผน(?!ก)|ต่อไป|ถัดไป|เตรียม|ครบรอบ|หมดอายุ|สิ้นสุด|จนถึง|มีผล|รอ(?!บ)|นัด|ก่อน|ไม่เกิน|งวด|ปีหน้า"
)
_RANGE = re.compile(r"[\s\-–—~()]*(?:จน)?(?:ถึง)?[\s\-–—~]*(?:สิ้น)?(?:เดือน|วันที่)?\s*[0-9๐-๙]{0,2}\s*")


def check_times(sheet: MonthSheet) -> Iterator[Finding]:
    """Find months outside the fiscal year, at most one a cell; in rows that are done, months to come."""
    done = {entry.key for entry in sheet.report.entries if entry.status == "done"}
    for record, field in sheet.typed:
        if field not in (*_WORK_FIELDS, *_BESIDE_FIELDS):
            continue
        text = record.text(field)
        # A report of March that is signed in April may well tell of April.
        day = sheet.report.reported_on
        latest = max(sheet.month, Month.of(day)) if day is not None else sheet.month
        named = tuple(mention for mention in mentions(text) if not sheet.month < mention.month <= latest)
        outside = _outside(text, named, sheet.month, beside=field in _BESIDE_FIELDS)
        if outside is not None:
            year = str(sheet.month.fiscal_year)
            yield record.location.finding("time-outside-year", field, outside, year)
        elif record.key in done and field == "action":
            yield from _ahead(sheet, record, text, named)


def _outside(text: str, named: tuple[Mention, ...], month: Month, *, beside: bool) -> str | None:
    """Return the first month that is taken for a slip, as it is written."""
    for index, mention in enumerate(named):
        opens = index + 1 < len(named) and _joined(text, mention, named[index + 1])
        closes = index > 0 and _joined(text, named[index - 1], mention)
        if not opens and _is_slip(text, mention, month, unsure=closes or beside):
            return text[mention.start : mention.end]
    return None


def _joined(text: str, one: Mention, next_one: Mention) -> bool:
    """Return whether two months are the ends of one range, which its last month stands for."""
    between = text[one.end : next_one.start]
    return bool(between.strip()) and _RANGE.fullmatch(between) is not None


def _is_slip(text: str, mention: Mention, month: Month, *, unsure: bool) -> bool:
    named, year = mention.month, month.fiscal_year
    if named.fiscal_year == year or abs(named.fiscal_year - year) > _MOST_YEARS:
        return False
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    # Orders stay in force for years and are cited by their date.
    if _DOCUMENT.search(before) and abs(named.fiscal_year - year) > 1:
        return False
    if (_REFERENCE if named < month else _COMING).search(before):
        return False
    meant = next(other for other in fiscal_months(year) if other.number == named.number)
    might_be = meant <= month + 1  # the same month of this year is past: only its year may be wrong
    # A month to come, and the last quarter of the year before, are often meant as they are written.
    if unsure or named > month or fiscal_months(year)[0] - named <= 3:
        return might_be
    return True


def _ahead(sheet: MonthSheet, record: TableRow, text: str, named: tuple[Mention, ...]) -> Iterator[Finding]:
    """Find the first month after the report in the text of what is done: it was not done then."""
    for mention in named:
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        if sheet.month < mention.month and not _COMING.search(before):
            written, month = text[mention.start : mention.end], format_month(sheet.month, "full")
            yield record.location.finding("time-ahead", "action", written, month)
            return
