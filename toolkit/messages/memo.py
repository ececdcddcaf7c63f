"""Findings about the memo: its Word template and the office's emblem."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

MEMO: Mapping[str, Rule] = {
    "memo-template-unreadable": Rule(
        "error",
        (
            "แม่แบบบันทึกข้อความเปิดเป็นเอกสาร Word ไม่ได้",
            "เปิดแม่แบบใน Word แล้วบันทึกเป็น .docx หรือใช้แม่แบบมาตรฐานของชุดโปรแกรม",
        ),
        (
            "The memo template cannot be opened as a Word document",
            "Open it in Word and save it as .docx, or use the standard template",
        ),
    ),
    "memo-template-name": Rule(
        "error",
        (
            "แม่แบบบันทึกข้อความใช้ชื่อ “{found}” ซึ่งไม่มี ตรงย่อหน้า “{expected}”",
            "แก้ชื่อในวงเล็บปีกกาของย่อหน้านั้นให้ตรงกับแม่แบบมาตรฐาน",
        ),
        (
            'The memo template uses the name "{found}", which there is not, in the paragraph "{expected}"',
            "Correct the name between the braces as in the standard template",
        ),
        example=("memo.subjet", "เรื่อง {{ memo.subjet }}"),
    ),
    "memo-template-expression": Rule(
        "error",
        (
            "คำสั่งในวงเล็บปีกกาของแม่แบบบันทึกข้อความอ่านไม่ได้ ตรงย่อหน้า “{found}”",
            "แก้ย่อหน้านั้นให้เหมือนแม่แบบมาตรฐาน",
        ),
        (
            'What stands between the braces of the memo template cannot be computed in the paragraph "{found}"',
            "Correct that paragraph as in the standard template",
        ),
        example=("เรื่อง {{ memo.subject", ""),
    ),
    "memo-template-torn": Rule(
        "error",
        (
            "แม่แบบบันทึกข้อความมีคำสั่ง for หรือ if ที่เริ่มในย่อหน้าหรือช่องหนึ่ง แต่จบในอีกที่หนึ่ง",
            "ให้คำสั่งเริ่ม (for, if) และคำสั่งจบ (endfor, endif) อยู่ในย่อหน้าของตนเองอย่างแม่แบบมาตรฐาน",
        ),
        (
            "The memo template has a for or if that begins in one paragraph or cell and ends inside another",
            "Give its beginning (for, if) and its end (endfor, endif) a paragraph each, as in the standard template",
        ),
    ),
    "logo-missing": Rule(
        "warning",
        (
            "ไม่พบไฟล์ภาพตราหน่วยงาน {found} บันทึกข้อความจึงไม่มีตรา",
            "วางไฟล์ภาพไว้ในโฟลเดอร์เดียวกับแผน หรือแก้ชื่อไฟล์ในแผ่น หน่วยงาน",
        ),
        (
            "The office's emblem {found} is not there, so the memo lacks it",
            "Put the picture beside the plan, or correct its name on the sheet หน่วยงาน",
        ),
        example=("ตรา.png", ""),
    ),
    "logo-unreadable": Rule(
        "warning",
        (
            "เปิดภาพตราหน่วยงาน {found} ไม่ได้ บันทึกข้อความจึงไม่มีตรา",
            "บันทึกภาพเป็น PNG หรือ JPEG ขนาดไม่เกิน 4,000 จุด แล้ววางแทนไฟล์เดิม",
        ),
        (
            "The office's emblem {found} cannot be opened, so the memo lacks it",
            "Save the picture as PNG or JPEG, at most 4,000 pixels across, and put it in its place",
        ),
        example=("ตรา.png", ""),
    ),
}
