"""The chasing text (ข้อความทวงถาม): what to paste into a chat so that the missing reports come in."""

from __future__ import annotations

from toolkit.model.finding import Lang
from toolkit.rollup.reporting import deadline
from toolkit.rollup.roll_up import RollUp
from toolkit.thai.date_format import format_date, format_month


def chasing_text(roll_up: RollUp, lang: Lang = "th") -> str:
    """Who has not reported and which workbooks wait for a correction; a thank-you where all is in."""
    figures, plan = roll_up.figures, roll_up.plan
    names = {
        state: [each.division_name for each in figures.divisions if each.report == state]
        for state in ("missing", "rejected", "empty")
    }
    due = deadline(figures.month, plan.agency.report_due_day).date()
    words = _THAI if lang == "th" else _ENGLISH
    month = format_month(figures.month, "full") if lang == "th" else str(figures.month)
    day = format_date(due) if lang == "th" else due.isoformat()
    lines = [words["title"].format(month=month)]
    for state in ("missing", "rejected", "empty"):
        if names[state]:
            lines.append(words[state].format(names=" ".join(f"• {name}" for name in names[state])))
    if len(lines) == 1:
        return f"{lines[0]}\n{words['complete']}"
    return "\n".join((*lines, words["please"].format(day=day)))


_THAI = {
    "title": "รายงานมาตรการ ITA ประจำเดือน{month}",
    "missing": "ยังไม่ได้รับรายงานจาก {names}",
    "rejected": "ส่งกลับให้แก้ไข รอฉบับแก้ไขจาก {names}",
    "empty": "ส่งแล้วแต่ยังไม่ได้กรอกความคืบหน้า {names}",
    "please": "ขอความกรุณาส่งสมุดงานกลับมาโดยเร็ว (กำหนดส่ง {day}) ขอขอบคุณ",
    "complete": "ได้รับครบทุกกองแล้ว ขอขอบคุณทุกกอง",
}
_ENGLISH = {
    "title": "ITA measures, report of {month}",
    "missing": "Not received yet: {names}",
    "rejected": "Returned, waiting for a correction: {names}",
    "empty": "Sent without any progress filled in: {names}",
    "please": "Please send the workbook as soon as you can (it was due on {day}). Thank you.",
    "complete": "All divisions have reported. Thank you.",
}
