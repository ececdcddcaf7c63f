"""Findings about what a division typed into a row: status, percent and the texts that a status asks for."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

VALUES: Mapping[str, Rule] = {
    "status-unknown": Rule(
        "error",
        ("ไม่รู้จักสถานะ “{found}”", "เลือกสถานะจากรายการในเซลล์"),
        ('Status "{found}" is not known', "Choose one from the list in the cell"),
        example=("ดีมาก", ""),
    ),
    "status-misspelt": Rule(
        "error",
        ("ไม่รู้จักสถานะ “{found}” หมายถึง {expected} ใช่หรือไม่", "เลือกสถานะที่ถูกต้องจากรายการในเซลล์"),
        (
            'Status "{found}" is not known; is {expected} meant?',
            "Choose the right one from the list in the cell",
        ),
        example=("ดำเนิการแล้วเสร็จ", "“ดำเนินการแล้วเสร็จ”"),
    ),
    "status-dash": Rule(
        "note",
        (
            "ใส่ “{found}” เป็นสถานะ จึงถือว่าเดือนนี้ไม่มีความเคลื่อนไหว",
            "ถ้ายังไม่ได้เริ่มทำ ให้เลือก “ยังไม่ดำเนินการ” จากรายการในเซลล์",
        ),
        (
            'The status is "{found}", which is taken as no news this month',
            "If nothing was begun yet, choose “ยังไม่ดำเนินการ” from the list in the cell",
        ),
        example=("-", ""),
    ),
    "evidence-alone": Rule(
        "warning",
        ("มีหลักฐานแต่ไม่ได้เลือกสถานะ จึงไม่นับแถวนี้", "เลือกสถานะของขั้นตอนนี้จากรายการในเซลล์"),
        (
            "There is evidence but no status, so the row is not counted",
            "Choose the step's status from the list in the cell",
        ),
    ),
    "status-variant": Rule(
        "note",
        ("อ่าน “{found}” เป็น “{expected}”", "ครั้งต่อไปให้เลือกสถานะจากรายการในเซลล์"),
        ('"{found}" was read as "{expected}"', "Choose from the list in the cell next time"),
        example=("แล้วเสร็จ", "ดำเนินการแล้วเสร็จ"),
    ),
    "status-missing": Rule(
        "error",
        ("กรอกข้อมูลในแถวแล้วแต่ยังไม่ได้เลือกสถานะ", "เลือกสถานะของขั้นตอนนี้จากรายการในเซลล์"),
        ("The row is filled in but has no status", "Choose the step's status from the list in the cell"),
    ),
    "percent-unreadable": Rule(
        "error",
        ("อ่านร้อยละ “{found}” ไม่ออก", "พิมพ์เป็นตัวเลขเดียว 0 ถึง 100 เช่น 50 หรือ 33.33 ไม่ใช้คำอ่าน"),
        ('Percent "{found}" cannot be read', "Type one number from 0 to 100 in digits, such as 50 or 33.33"),
        example=("ห้าสิบ", ""),
    ),
    "percent-as-date": Rule(
        "error",
        ("ช่องร้อยละนี้จัดรูปแบบเป็นวันที่ไว้ (พบ {found})", "คัดลอกช่องร้อยละของแถวอื่นมาวางทับ แล้วพิมพ์ร้อยละใหม่"),
        (
            "The percent's cell is formatted as a date (found {found})",
            "Copy the percent cell of another row over it and type the percent again",
        ),
        example=("1900-02-19", ""),
    ),
    "percent-format": Rule(
        "error",
        (
            "ใส่ {found} ในเซลล์ที่จัดรูปแบบเป็นเปอร์เซ็นต์ จึงกลายเป็นร้อยละ {expected}",
            "พิมพ์ใหม่เป็น {found}%",
        ),
        (
            "{found} in a cell formatted as a percent means {expected} percent",
            "Type {found}% instead",
        ),
        example=("50", "5000"),
    ),
    "percent-range": Rule(
        "error",
        ("ใส่ร้อยละ {found} ซึ่งไม่อยู่ระหว่าง 0 ถึง 100", "แก้เป็นตัวเลข 0 ถึง 100"),
        ("Percent {found} is not between 0 and 100", "Type a number from 0 to 100"),
        example=("120", ""),
    ),
    "percent-conflict": Rule(
        "error",
        ("ร้อยละ {found} ไม่ตรงกับสถานะ “{expected}”", "แก้ร้อยละหรือสถานะให้ตรงกัน หรือเว้นร้อยละว่างไว้"),
        (
            'Percent {found} does not agree with the status "{expected}"',
            "Make them agree, or leave the percent blank",
        ),
        example=("80", "ดำเนินการแล้วเสร็จ"),
    ),
    "percent-missing": Rule(
        "error",
        ("สถานะอยู่ระหว่างดำเนินการต้องมีร้อยละ 1 ถึง 99 (พบ “{found}”)", "พิมพ์ร้อยละสะสม 1 ถึง 99 หรือเปลี่ยนสถานะ"),
        (
            'A step in progress needs a percent from 1 to 99 (found "{found}")',
            "Type the percent reached, 1 to 99, or change the status",
        ),
        example=("–", ""),
    ),
    "percent-share": Rule(
        "note",
        ("อ่าน {found} เป็นร้อยละ {expected}", "พิมพ์เป็นร้อยละ เช่น 50 ไม่ใช่ 0.5"),
        ("{found} was read as {expected} percent", "Type percents such as 50, not 0.5"),
        example=("0.5", "50"),
    ),
    "percent-wording": Rule(
        "note",
        ("อ่าน “{found}” เป็นร้อยละ {expected}", "ครั้งต่อไปให้พิมพ์เฉพาะตัวเลข"),
        ('"{found}" was read as {expected} percent', "Type the number only next time"),
        example=("ไม่น้อยกว่า 95%", "95"),
    ),
    "percent-not-counted": Rule(
        "note",
        ("ขั้นตอนที่ทำซ้ำนับเป็นรอบ จึงไม่ใช้ร้อยละ {found}", "เว้นร้อยละของขั้นตอนนี้ว่างไว้"),
        (
            "A recurring step is counted in rounds, so percent {found} is not used",
            "Leave the percent blank",
        ),
        example=("50", ""),
    ),
    "reason-missing": Rule(
        "error",
        ("สถานะ “{expected}” ต้องมีเหตุผล", "พิมพ์เหตุผลหรือปัญหาของขั้นตอนนี้"),
        ('The status "{expected}" needs a reason', "Type why, or what the problem is"),
        example=("", "ไม่สามารถดำเนินการได้"),
    ),
    "action-missing": Rule(
        "warning",
        ("ยังไม่ได้บอกว่าเดือนนี้ทำอะไร", "พิมพ์สิ่งที่ทำในเดือนนี้ เพื่อใช้ในรายงาน"),
        ("What was done this month is not written", "Type what was done; reports are made from it"),
    ),
    "evidence-missing": Rule(
        "warning",
        ("ขั้นตอนนี้ต้องมีหลักฐานเมื่อแล้วเสร็จ", "พิมพ์ลิงก์ เลขที่หนังสือ หรือชื่อไฟล์หลักฐาน"),
        ("This step needs evidence when done", "Type a link, a document number or a file name"),
    ),
    "result-missing": Rule(
        "warning",
        ("ยังไม่ได้สรุปผลของมาตรการ {found}", "พิมพ์สรุปผลการดำเนินการถึงเดือนนี้ เพื่อใช้ในรายงาน"),
        (
            "The result of measure {found} is not written",
            "Type the summary so far; reports print it",
        ),
        example=("1", ""),
    ),
    "row-blank": Rule(
        "note",
        (
            "ขั้นตอน {found} ถึงกำหนดรายงานแต่เว้นว่าง จึงถือว่าไม่มีความเคลื่อนไหว",
            "ถ้ามีความเคลื่อนไหว ให้เลือกสถานะและกรอกข้อมูลของขั้นตอนนั้น",
        ),
        (
            "Due but blank, which means no news: step {found}",
            "If there is news, choose its status and fill in its row",
        ),
        example=("1.1, 2.3", ""),
    ),
}
