"""The chasing text (ข้อความทวงถาม): what to paste into a chat so that the missing reports come in."""

from __future__ import annotations

from toolkit.model.finding import Lang
from toolkit.rollup.completion import Calculator
from toolkit.rollup.reporting import ReportingBook, deadline
from toolkit.rollup.roll_up import RollUp
from toolkit.thai.dates import format_date, format_month


def chasing_text(roll_up: RollUp, lang: Lang = "th") -> str:
    """Say who has not reported and which workbooks wait for a correction; a thank-you where all is in.

    Up to the deadline it is a reminder: a division that still has time counts as missing.
    """
    figures, plan = roll_up.figures, roll_up.plan
    due = deadline(figures.month, plan.agency.report_due_day)
    early = figures.as_of <= due
    awaited = _awaited(roll_up) if early else frozenset()
    names = {
        state: [
            division.division_name
            for division in figures.divisions
            if division.report == state or (state == "missing" and division.division_code in awaited)
        ]
        for state in ("missing", "rejected", "empty")
    }
    words = _THAI if lang == "th" else _ENGLISH
    month = format_month(figures.month, "full") if lang == "th" else str(figures.month)
    day = format_date(due.date()) if lang == "th" else due.date().isoformat()
    lines = [words["title"].format(month=month)]
    for state in ("missing", "rejected", "empty"):
        if names[state]:
            lines.append(words[state].format(names=" ".join(f"• {name}" for name in names[state])))
    if len(lines) == 1:
        return f"{lines[0]}\n{words['complete']}"
    return "\n".join((*lines, words["remind" if early else "please"].format(day=day)))


def _awaited(roll_up: RollUp) -> frozenset[str]:
    """Return the divisions that have something to report for the month and have sent nothing so far."""
    figures, plan = roll_up.figures, roll_up.plan
    calculator = Calculator(plan, roll_up.accepted.entries)
    book = ReportingBook(plan, calculator, roll_up.accepted, (), as_of=figures.as_of)
    return frozenset(
        division.division_code
        for division in figures.divisions
        if division.report == "not-due" and book.has_due_row(division.division_code, figures.month)
    )


_THAI = {
    "title": "เรียน ผู้อำนวยการกองและผู้ประสานงาน ITA\nเรื่อง รายงานผลตามมาตรการ ITA ประจำเดือน{month}",
    "missing": "ยังไม่ได้รับรายงานจาก {names}",
    "rejected": "ส่งคืนให้แก้ไข รอฉบับแก้ไขจาก {names}",
    "empty": "ส่งแล้วแต่ยังไม่ได้กรอกความคืบหน้า {names}",
    "please": "เลยกำหนดส่ง (วันที่ {day}) แล้ว ขอความอนุเคราะห์ส่งแบบรายงานโดยด่วน ขอขอบคุณ",
    "remind": "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ {day} ขอขอบคุณ",
    "complete": "ได้รับรายงานครบทุกกองแล้ว ขอขอบคุณทุกกอง",
}
_ENGLISH = {
    "title": "ITA measures, report of {month}",
    "missing": "Not received yet: {names}",
    "rejected": "Returned, waiting for a correction: {names}",
    "empty": "Sent without any progress filled in: {names}",
    "please": "Please send the workbook as soon as you can (it was due on {day}). Thank you.",
    "remind": "Please send the workbook by {day}. Thank you.",
    "complete": "All divisions have reported. Thank you.",
}
