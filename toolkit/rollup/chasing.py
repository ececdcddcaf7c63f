"""The chasing text (ข้อความทวงถาม): what to paste into a chat so that the missing reports come in."""

from __future__ import annotations

from toolkit.model.finding import Lang
from toolkit.rollup.reporting import deadline
from toolkit.rollup.roll_up import RollUp
from toolkit.thai.dates import format_date, format_month

_STATES = ("missing", "left-out", "wrong-kind", "rejected", "empty")


def chasing_text(roll_up: RollUp, lang: Lang = "th") -> str:
    """Say who has not reported and which workbooks wait for a correction; a thank-you where all is in.

    Up to the deadline it is a reminder: a division that still has time counts as missing. Before the month
    has ended it names nobody.
    """
    figures, plan = roll_up.figures, roll_up.plan
    due = deadline(figures.month, plan.agency.report_due_day)
    early = figures.as_of <= due
    words = _THAI if lang == "th" else _ENGLISH
    month = format_month(figures.month, "full") if lang == "th" else str(figures.month)
    day = format_date(due.date()) if lang == "th" else due.date().isoformat()
    word = plan.division_word
    heads = "ผู้อำนวยการกอง" if word == "กอง" else f"หัวหน้า{word}"
    title = words["title"].format(month=month, heads=heads)
    # Nobody can have reported in full before the month is over.
    if not figures.month_ended:
        return f"{title}\n{words['open'].format(month=month, day=day)}"
    names: dict[str, list[str]] = {state: [] for state in _STATES}
    for division in figures.divisions:
        state: str = division.told
        if early and division.asked and state == "not-due":
            state = "missing"
        # Whoever sent a PDF, or last month's workbook again, believes to have reported: the text has to say
        # what was wrong with it.
        state = division.instead or state
        if state in names:
            names[state].append(division.division_name)
    lines = [
        words[state].format(names=" ".join(f"• {name}" for name in listed))
        for state, listed in names.items()
        if listed
    ]
    if not lines:
        return f"{title}\n{words['complete'].format(word=word)}"
    return "\n".join((title, *lines, words["remind" if early else "please"].format(day=day)))


_THAI = {
    "title": "เรียน {heads}และผู้ประสานงาน ITA\nเรื่อง รายงานผลตามมาตรการ ITA ประจำเดือน{month}",
    "missing": "ยังไม่ได้รับรายงานจาก {names}",
    "left-out": "ส่งแล้วแต่ในไฟล์ไม่มีข้อมูลของเดือนนี้ โปรดกรอกแผ่นของเดือนแล้วส่งใหม่ {names}",
    "wrong-kind": "ส่งผิดชนิด (ไม่ใช่แบบรายงาน Excel ที่แจกให้) โปรดส่งแบบรายงานที่แจกให้ {names}",
    "rejected": "ส่งคืนให้แก้ไข รอฉบับแก้ไขจาก {names}",
    "empty": "ส่งแล้วแต่ยังไม่ได้กรอกความคืบหน้า {names}",
    "please": "เลยกำหนดส่ง (วันที่ {day}) แล้ว ขอความอนุเคราะห์ส่งแบบรายงานโดยด่วน ขอขอบคุณ",
    "remind": "ขอความอนุเคราะห์ส่งแบบรายงานภายในวันที่ {day} ขอขอบคุณ",
    "open": "เดือน{month} ยังไม่สิ้นสุด จึงยังไม่ต้องทวงถาม (กำหนดส่ง {day})",
    "complete": "ได้รับรายงานครบทุก{word}แล้ว ขอขอบคุณทุก{word}",
}
_ENGLISH = {
    "title": "ITA measures, report of {month}",
    "missing": "Not received yet: {names}",
    "left-out": "Sent a workbook that says nothing of this month; please fill in its sheet: {names}",
    "wrong-kind": "Sent something else than the Excel workbook that was issued; please send that: {names}",
    "rejected": "Returned, waiting for a correction: {names}",
    "empty": "Sent without any progress filled in: {names}",
    "please": "Please send the workbook as soon as you can (it was due on {day}). Thank you.",
    "remind": "Please send the workbook by {day}. Thank you.",
    "open": "{month} has not ended yet; nobody has to be asked (due on {day})",
    "complete": "All divisions have reported. Thank you.",
}
