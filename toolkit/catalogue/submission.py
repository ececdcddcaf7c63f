"""Findings about a division's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.catalogue.rule import Rule

SUBMISSION: Mapping[str, Rule] = {
    "identity-missing": Rule(
        "error",
        ("ไฟล์นี้ไม่ใช่สมุดงานที่ออกจากแผนนี้ (ไม่พบแผ่นระบุตัวตน)", "กรอกในสมุดงานจากโฟลเดอร์ outbox แล้วส่งใหม่"),
        (
            "This workbook was not issued from this plan (its identity sheet is missing)",
            "Fill in the workbook from the outbox folder and send that",
        ),
    ),
    "kind-wrong": Rule(
        "error",
        ("ไฟล์นี้เป็นเอกสารชนิดอื่น ({found}) ไม่ใช่สมุดงานของกอง", "กรอกในสมุดงานของกองที่ได้รับแจก แล้วส่งใหม่"),
        (
            "This is a workbook of kind {found}, not a division's",
            "Fill in the division workbook that was issued and send that",
        ),
    ),
    "schema-unknown": Rule(
        "error",
        (
            "สมุดงานนี้ทำจากโปรแกรมรุ่นที่ไม่รู้จัก (รูปแบบ {found})",
            "ติดตั้งโปรแกรม ita รุ่นล่าสุด หรือแจกสมุดงานใหม่ด้วยคำสั่ง ita distribute",
        ),
        (
            "This workbook has an unknown layout ({found})",
            "Install the newest ita, or issue the workbooks again with ita distribute",
        ),
    ),
    "agency-other": Rule(
        "error",
        ("สมุดงานนี้เป็นของหน่วยงานรหัส {found} ไม่ใช่ {expected}", "ส่งไฟล์ให้หน่วยงานเจ้าของ และใช้สมุดงานของหน่วยงานนี้"),
        (
            "This workbook belongs to agency {found}, not {expected}",
            "Send it to its owner and use this agency's workbook",
        ),
    ),
    "year-other": Rule(
        "error",
        ("สมุดงานนี้เป็นของปีงบประมาณ {found} ไม่ใช่ {expected}", "กรอกในสมุดงานของปีงบประมาณ {expected} แล้วส่งใหม่"),
        (
            "This workbook is of fiscal year {found}, not {expected}",
            "Fill in the workbook of fiscal year {expected} and send that",
        ),
    ),
    "division-not-in-plan": Rule(
        "error",
        ("สมุดงานนี้เป็นของกองรหัส “{found}” ซึ่งไม่มีในแผน", "ตรวจรหัสกองในแผ่น กอง ของแผน หรือส่งสมุดงานที่ถูกต้อง"),
        (
            'This workbook is of division "{found}", which is not in the plan',
            "Check the plan's division sheet, or send the right workbook",
        ),
    ),
    "plan-older": Rule(
        "note",
        ("สมุดงานนี้ออกจากแผนฉบับก่อน จึงอ่านตามเลขขั้นตอน", "สั่ง ita distribute แล้วแจกสมุดงานฉบับใหม่ให้กองนี้"),
        (
            "This workbook was issued from an earlier plan; it is read by step numbers",
            "Run ita distribute and give the division its new workbook",
        ),
    ),
    "no-months": Rule(
        "error",
        ("ไม่พบแผ่นรายงานประจำเดือนเลย", "กรอกในสมุดงานจากโฟลเดอร์ outbox แล้วส่งใหม่"),
        ("No month sheet was found", "Fill in the workbook from the outbox folder and send that"),
    ),
    "nothing-submitted": Rule(
        "warning",
        (
            "ยังไม่มีเดือนใดที่กรอกผู้รายงานและวันที่รายงาน จึงยังไม่มีข้อมูลให้รับ",
            "กรอกผู้รายงานและวันที่รายงานของเดือนที่จะส่ง แล้วส่งใหม่",
        ),
        (
            "No month has its reporter and date filled in, so there is nothing to accept",
            "Fill in both for the month to be sent and send it again",
        ),
    ),
    "month-unreadable": Rule(
        "error",
        ("อ่านเดือนของแผ่นนี้ไม่ออก (พบ “{found}”)", "พิมพ์เดือนให้ตรงกับชื่อแผ่น หรือกรอกในสมุดงานจากโฟลเดอร์ outbox"),
        (
            'The month of this sheet cannot be read (found "{found}")',
            "Type it as in the sheet's name, or fill in the workbook from the outbox folder",
        ),
    ),
    "month-doubled": Rule(
        "error",
        ("มีแผ่นรายงานของเดือน {found} มากกว่าหนึ่งแผ่น", "ลบแผ่นที่ซ้ำให้เหลือเพียงแผ่นเดียว แล้วส่งใหม่"),
        (
            "There is more than one sheet for {found}",
            "Delete the copies so that one is left, and send it again",
        ),
    ),
    "month-other-year": Rule(
        "error",
        ("แผ่นนี้เป็นเดือน {found} ซึ่งอยู่นอกปีงบประมาณ {expected}", "กรอกในสมุดงานของปีงบประมาณ {expected} แล้วส่งใหม่"),
        (
            "This sheet is for {found}, outside fiscal year {expected}",
            "Fill in the workbook of that fiscal year and send it",
        ),
    ),
    "month-not-begun": Rule(
        "warning",
        ("เดือน {found} ยังไม่เริ่ม จึงยังไม่อ่านข้อมูลของแผ่นนี้", "ส่งใหม่เมื่อถึงเดือนนั้น"),
        ("{found} has not begun, so this sheet is not read yet", "Send it again when that month has begun"),
    ),
    "month-unsigned": Rule(
        "error",
        ("เดือน {found} มีข้อมูลแล้วแต่ยังไม่ได้กรอก{expected}", "กรอก{expected}ที่หัวแผ่นงาน แล้วส่งใหม่"),
        (
            "{found} has data but lacks its {expected}",
            "Fill it in at the top of the sheet and send it again",
        ),
    ),
    "month-draft": Rule(
        "note",
        ("เดือน {found} ยังไม่สิ้นสุดและยังไม่ได้ลงชื่อผู้รายงาน จึงยังไม่อ่าน", "กรอกผู้รายงานและวันที่รายงานเมื่อพร้อมส่ง"),
        (
            "{found} has not ended and is not signed, so it is not read yet",
            "Fill in the reporter and the date when it is ready",
        ),
    ),
    "reported-on-unreadable": Rule(
        "error",
        ("อ่านวันที่รายงาน “{found}” ไม่ออก", "พิมพ์วัน เดือน และปี เช่น 5 เม.ย. 2567"),
        ('The reporting date "{found}" cannot be read', "Type day, month and year, like 5 เม.ย. 2567"),
    ),
    "reported-on-odd": Rule(
        "warning",
        ("วันที่รายงาน {found} ไม่สอดคล้องกับเดือน {expected}", "ตรวจวัน เดือน และปีของวันที่รายงาน"),
        ("The reporting date {found} does not fit {expected}", "Check its day, month and year"),
    ),
    "older-report": Rule(
        "note",
        (
            "วันที่รายงานของเดือน {found} เก่ากว่าฉบับที่รับไว้แล้ว ({expected}) จึงไม่เปลี่ยนข้อมูลเดือนนี้",
            "ถ้าต้องการแก้ข้อมูลที่ส่งไปแล้ว ให้ใส่วันที่รายงานเป็นวันที่ส่งครั้งนี้",
        ),
        (
            "The report of {found} is dated before the accepted one ({expected}) and changes nothing",
            "To correct what was sent, put today's date as the reporting date",
        ),
    ),
    "row-without-key": Rule(
        "note",
        ("แถวนี้ไม่มีเลขประจำแถว จึงถือเป็นหมายเหตุ ไม่ใช่ข้อมูล", "กรอกข้อมูลในแถวเดิมของสมุดงาน"),
        ("This row has no row key, so it is a remark, not data", "Fill in the workbook's own rows"),
    ),
    "key-doubled": Rule(
        "error",
        ("เลขประจำแถว {found} ซ้ำกันในแผ่นเดียว", "ลบแถวที่คัดลอกมา แล้วกรอกในแถวเดิม"),
        ("Row key {found} stands twice on the sheet", "Delete the copied row and fill in the original one"),
    ),
    "key-unknown": Rule(
        "warning",
        ("ขั้นตอน {found} ไม่มีในแผนปัจจุบัน จึงเก็บไว้แต่ไม่นำมาคำนวณ", "สอบถามผู้ดูแลแผนว่าขั้นตอนนี้ถูกยกเลิกแล้วหรือไม่"),
        (
            "Step {found} is not in today's plan; it is kept but not counted",
            "Ask the keeper of the plan whether the step was ended",
        ),
    ),
    "row-not-yours": Rule(
        "warning",
        ("ขั้นตอน {found} ไม่ใช่ของกองนี้ จึงเก็บไว้แต่ไม่นำมาคำนวณ", "ตรวจกองที่รับผิดชอบในแผน"),
        (
            "Step {found} is not this division's; it is kept but not counted",
            "Check the responsible divisions in the plan",
        ),
    ),
    "key-mismatch": Rule(
        "error",
        (
            "เลขประจำแถว {expected} ไม่ตรงกับข้อความในแถว (“{found}”)",
            "คัดลอกข้อมูลที่กรอกลงในแถวที่ถูกต้องของสมุดงานจากโฟลเดอร์ outbox โดยไม่เรียงหรือย้ายแถว",
        ),
        (
            'Row key {expected} does not agree with the row\'s text ("{found}")',
            "Copy what was typed into the right rows of the workbook from the outbox folder; never sort or move rows",
        ),
    ),
    "status-unknown": Rule(
        "error",
        ("ไม่รู้จักสถานะ “{found}”", "เลือกสถานะจากรายการในเซลล์"),
        ('Status "{found}" is not known', "Choose one from the list in the cell"),
    ),
    "status-variant": Rule(
        "note",
        ("อ่าน “{found}” เป็น “{expected}”", "ครั้งต่อไปให้เลือกสถานะจากรายการในเซลล์"),
        ('"{found}" was read as "{expected}"', "Choose from the list in the cell next time"),
    ),
    "status-missing": Rule(
        "error",
        ("กรอกข้อมูลในแถวแล้วแต่ยังไม่ได้เลือกสถานะ", "เลือกสถานะของขั้นตอนนี้จากรายการในเซลล์"),
        ("The row is filled in but has no status", "Choose the step's status from the list in the cell"),
    ),
    "percent-unreadable": Rule(
        "error",
        ("อ่านร้อยละ “{found}” ไม่ออก", "พิมพ์ตัวเลข 0 ถึง 100"),
        ('Percent "{found}" cannot be read', "Type a number from 0 to 100"),
    ),
    "percent-range": Rule(
        "error",
        ("ใส่ร้อยละ {found} ซึ่งไม่อยู่ระหว่าง 0 ถึง 100", "แก้เป็นตัวเลข 0 ถึง 100"),
        ("Percent {found} is not between 0 and 100", "Type a number from 0 to 100"),
    ),
    "percent-conflict": Rule(
        "error",
        ("ร้อยละ {found} ไม่ตรงกับสถานะ “{expected}”", "แก้ร้อยละหรือสถานะให้ตรงกัน หรือเว้นร้อยละว่างไว้"),
        (
            'Percent {found} does not agree with the status "{expected}"',
            "Make them agree, or leave the percent blank",
        ),
    ),
    "percent-missing": Rule(
        "error",
        ("สถานะอยู่ระหว่างดำเนินการต้องมีร้อยละ 1 ถึง 99 (พบ “{found}”)", "พิมพ์ร้อยละสะสม 1 ถึง 99 หรือเปลี่ยนสถานะ"),
        (
            'A step in progress needs a percent from 1 to 99 (found "{found}")',
            "Type the percent reached, 1 to 99, or change the status",
        ),
    ),
    "percent-share": Rule(
        "note",
        ("อ่าน {found} เป็นร้อยละ {expected}", "พิมพ์เป็นร้อยละ เช่น 50 ไม่ใช่ 0.5"),
        ("{found} was read as {expected} percent", "Type percents such as 50, not 0.5"),
    ),
    "percent-wording": Rule(
        "note",
        ("อ่าน “{found}” เป็นร้อยละ {expected}", "ครั้งต่อไปให้พิมพ์เฉพาะตัวเลข"),
        ('"{found}" was read as {expected} percent', "Type the number only next time"),
    ),
    "percent-not-counted": Rule(
        "note",
        ("ขั้นตอนที่ทำซ้ำนับเป็นรอบ จึงไม่ใช้ร้อยละ {found}", "เว้นร้อยละของขั้นตอนนี้ว่างไว้"),
        (
            "A recurring step is counted in rounds, so percent {found} is not used",
            "Leave the percent blank",
        ),
    ),
    "reason-missing": Rule(
        "error",
        ("สถานะ “{expected}” ต้องมีเหตุผล", "พิมพ์เหตุผลหรือปัญหาของขั้นตอนนี้"),
        ('The status "{expected}" needs a reason', "Type why, or what the problem is"),
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
    ),
}
