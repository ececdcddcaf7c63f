"""Findings of `ita import` about periods, scores and levels. `{file}` is the place in the source document."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

FIGURES: Mapping[str, Rule] = {
    "import-period-unreadable": Rule(
        "warning",
        ("อ่านระยะเวลา “{found}” ไม่ออก จึงเว้นเดือนไว้ (ทั้งปีงบประมาณ; ต้นฉบับ {file})", "พิมพ์เดือนเริ่มและเดือนสิ้นสุด"),
        (
            'The period "{found}" cannot be read; the months were left blank (source: {file})',
            "Type start and end",
        ),
    ),
    "import-period-outside": Rule(
        "warning",
        (
            "ระยะเวลา “{found}” ไม่อยู่ในปีงบประมาณ {expected} ทั้งหมด จึงใช้เฉพาะส่วนที่อยู่ในปี (ต้นฉบับ {file})",
            "ตรวจเดือนเริ่มและเดือนสิ้นสุด",
        ),
        (
            'The period "{found}" reaches outside fiscal year {expected} and was cut to it (source: {file})',
            "Check start and end",
        ),
    ),
    "import-period-shifted": Rule(
        "note",
        ("เลื่อนระยะเวลา “{found}” เป็น {expected}", "ตรวจว่าเดือนใหม่ถูกต้องสำหรับปีนี้"),
        ('The period "{found}" was moved to {expected}', "Check that the new months are right for this year"),
    ),
    "import-period-assumed": Rule(
        "note",
        ("เอกสารไม่มีระยะเวลาของมาตรการนี้ จึงถือเป็นทั้งปีงบประมาณ", "ถ้ามีกำหนดเวลา ให้พิมพ์เดือนเริ่มและเดือนสิ้นสุด"),
        ("The document gives no period, so it is the whole fiscal year", "Type start and end if it has them"),
    ),
    "import-score-differs": Rule(
        "warning",
        ("เอกสารให้คะแนนรายการนี้ต่างกัน ใช้ {expected} (พบด้วยว่า {found}; ต้นฉบับ {file})", "ตรวจคะแนนกับประกาศผล"),
        (
            "The document gives several scores; {expected} was used (also met: {found}; source: {file})",
            "Check the score",
        ),
    ),
    "import-score-change": Rule(
        "warning",
        ("เอกสารเขียนว่าคะแนนเปลี่ยน {found} แต่ผลต่างคือ {expected} (ต้นฉบับ {file})", "ตรวจคะแนนทั้งสองปี"),
        (
            "The change is written as {found}, but the difference is {expected} (source: {file})",
            "Check both scores",
        ),
    ),
    "import-score-computed": Rule(
        "warning",
        (
            "คะแนน {found} ไม่ตรงกับที่คำนวณจากคะแนนอื่นในเอกสาร ({expected}; ต้นฉบับ {file})",
            "ตรวจคะแนนทั้งหมดของปีนั้นกับประกาศผล",
        ),
        (
            "The score {found} does not follow from the document's other scores ({expected}; source: {file})",
            "Check all scores of that year against the result",
        ),
    ),
    "import-score-year": Rule(
        "warning",
        ("ไม่แน่ชัดว่าคะแนนนี้เป็นของปีใด ใช้ปี {found} (ต้นฉบับ {file})", "ตรวจปีของคะแนน"),
        ("The year of this score is not certain; {found} was used (source: {file})", "Check the year"),
    ),
    "import-indicator-name": Rule(
        "note",
        (
            "เอกสารเรียกตัวชี้วัดนี้ว่า “{found}” ซึ่งไม่ตรงกับชื่อทางการ ถือตามเลขคือ {expected} (ต้นฉบับ {file})",
            "ตรวจเลขตัวชี้วัด",
        ),
        (
            'The indicator is called "{found}"; by its number it is {expected} (source: {file})',
            "Check the number of the indicator",
        ),
    ),
    "import-level-vocabulary": Rule(
        "warning",
        ("ระดับ “{found}” ไม่ใช่คำที่ใช้ในปี {expected}", "ตรวจระดับกับประกาศผล"),
        ('The level "{found}" is none of those used in {expected}', "Check the level against the result"),
    ),
}
