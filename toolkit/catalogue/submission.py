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
        ("ไฟล์นี้เป็นเอกสารชนิด {found} ไม่ใช่สมุดงานของกอง", "ส่งสมุดงานของกองที่ได้รับแจก"),
        (
            "This is a workbook of kind {found}, not a division's",
            "Send the division workbook that was issued",
        ),
    ),
    "schema-unknown": Rule(
        "error",
        ("สมุดงานนี้ทำจากโปรแกรมรุ่นที่ไม่รู้จัก (รูปแบบ {found})", "ปรับโปรแกรม ita ให้เป็นรุ่นล่าสุด หรือแจกสมุดงานใหม่"),
        ("This workbook has an unknown layout ({found})", "Update ita, or distribute the workbooks again"),
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
            "Fill in the workbook of fiscal year {expected}",
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
        ("สมุดงานนี้ออกจากแผนฉบับก่อน จึงอ่านตามเลขขั้นตอน", "แจกสมุดงานฉบับใหม่ให้กองนี้ด้วย ita distribute"),
        (
            "This workbook was issued from an earlier plan; it is read by step numbers",
            "Give the division the new workbook (ita distribute)",
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
        ("อ่านเดือนของแผ่นนี้ไม่ออก (พบ “{found}”)", "พิมพ์เดือนกลับให้ตรงกับชื่อแผ่น หรือใช้สมุดงานจาก outbox"),
        (
            'The month of this sheet cannot be read (found "{found}")',
            "Type it as in the sheet's name, or use the workbook from outbox",
        ),
    ),
    "month-doubled": Rule(
        "error",
        ("มีแผ่นรายงานของเดือน {found} มากกว่าหนึ่งแผ่น", "เหลือไว้เพียงแผ่นเดียว แล้วส่งใหม่"),
        ("There is more than one sheet for {found}", "Keep one and send it again"),
    ),
    "month-other-year": Rule(
        "error",
        ("แผ่นนี้เป็นเดือน {found} ซึ่งอยู่นอกปีงบประมาณ {expected}", "ใช้สมุดงานของปีงบประมาณ {expected}"),
        (
            "This sheet is for {found}, outside fiscal year {expected}",
            "Use the workbook of fiscal year {expected}",
        ),
    ),
    "month-not-begun": Rule(
        "warning",
        ("เดือน {found} ยังไม่เริ่ม จึงยังไม่อ่านข้อมูลของแผ่นนี้", "ส่งใหม่เมื่อถึงเดือนนั้น"),
        ("{found} has not begun, so this sheet is not read yet", "Send it again when that month has begun"),
    ),
    "month-unsigned": Rule(
        "error",
        ("เดือน {found} มีข้อมูลแล้วแต่ยังไม่ได้กรอก{expected}", "กรอกผู้รายงานและวันที่รายงานที่หัวแผ่นงาน"),
        (
            "{found} has data but lacks its {expected}",
            "Fill in the reporter and the date at the top of the sheet",
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
        ("อ่านวันที่รายงาน “{found}” ไม่ออก", "พิมพ์เช่น 5 เม.ย. 2567"),
        ('The reporting date "{found}" cannot be read', "Type it like 5 เม.ย. 2567"),
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
            "ถ้าต้องการแก้ไข ให้แก้วันที่รายงานเป็นวันที่ส่งใหม่",
        ),
        (
            "The report of {found} is dated before the accepted one ({expected}) and changes nothing",
            "To correct it, give it the date of today",
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
        ("ขั้นตอน {found} ไม่มีในแผนปัจจุบัน จึงเก็บไว้แต่ไม่นำมาคำนวณ", "ตรวจกับงานแผนว่าขั้นตอนนี้ถูกยกเลิกแล้วหรือไม่"),
        ("Step {found} is not in today's plan; it is kept but not counted", "Ask whether the step was ended"),
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
            "อย่าเรียงหรือย้ายแถว ให้คัดลอกข้อมูลที่กรอกลงสมุดงานจาก outbox",
        ),
        (
            'Row key {expected} does not agree with the row\'s text ("{found}")',
            "Rows must not be sorted or moved: copy what was typed into the workbook from outbox",
        ),
    ),
    "status-unknown": Rule(
        "error",
        ("เซลล์ {cell}: ไม่รู้จักสถานะ “{found}”", "เลือกสถานะจากรายการในเซลล์"),
        ('Cell {cell}: status "{found}" is not known', "Choose one from the list in the cell"),
    ),
    "status-variant": Rule(
        "note",
        ("เซลล์ {cell}: อ่าน “{found}” เป็น “{expected}”", "เลือกจากรายการในเซลล์จะแน่นอนกว่า"),
        ('Cell {cell}: "{found}" was read as "{expected}"', "Choosing from the list is safer"),
    ),
    "status-missing": Rule(
        "error",
        ("เซลล์ {cell}: กรอกข้อมูลในแถวแล้วแต่ยังไม่ได้เลือกสถานะ", "เลือกสถานะของขั้นตอนนี้"),
        ("Cell {cell}: the row is filled in but has no status", "Choose the step's status"),
    ),
    "percent-unreadable": Rule(
        "error",
        ("เซลล์ {cell}: อ่านร้อยละ “{found}” ไม่ออก", "พิมพ์ตัวเลข 0 ถึง 100"),
        ('Cell {cell}: percent "{found}" cannot be read', "Type a number from 0 to 100"),
    ),
    "percent-range": Rule(
        "error",
        ("เซลล์ {cell}: ใส่ร้อยละ {found} ซึ่งไม่อยู่ระหว่าง 0 ถึง 100", "แก้เป็นตัวเลข 0 ถึง 100"),
        ("Cell {cell}: percent {found} is not between 0 and 100", "Type a number from 0 to 100"),
    ),
    "percent-conflict": Rule(
        "error",
        ("เซลล์ {cell}: ร้อยละ {found} ไม่ตรงกับสถานะ “{expected}”", "แก้ร้อยละหรือสถานะให้ตรงกัน หรือเว้นร้อยละว่างไว้"),
        (
            'Cell {cell}: percent {found} does not agree with the status "{expected}"',
            "Make them agree, or leave the percent blank",
        ),
    ),
    "percent-missing": Rule(
        "error",
        ("เซลล์ {cell}: อยู่ระหว่างดำเนินการแต่ร้อยละ ({found}) ไม่อยู่ระหว่าง 1 ถึง 99", "พิมพ์ร้อยละสะสม 1 ถึง 99"),
        (
            "Cell {cell}: in progress, but the percent ({found}) is not between 1 and 99",
            "Type the percent reached, 1 to 99",
        ),
    ),
    "percent-share": Rule(
        "note",
        ("เซลล์ {cell}: อ่าน {found} เป็นร้อยละ {expected}", "พิมพ์เป็นร้อยละ เช่น 50 ไม่ใช่ 0.5"),
        ("Cell {cell}: {found} was read as {expected} percent", "Type percents such as 50, not 0.5"),
    ),
    "percent-wording": Rule(
        "note",
        ("เซลล์ {cell}: อ่าน “{found}” เป็นร้อยละ {expected}", "พิมพ์เฉพาะตัวเลข"),
        ('Cell {cell}: "{found}" was read as {expected} percent', "Type the number only"),
    ),
    "percent-not-counted": Rule(
        "note",
        ("เซลล์ {cell}: ขั้นตอนที่ทำซ้ำนับเป็นรอบ จึงไม่ใช้ร้อยละ {found}", "เว้นร้อยละของขั้นตอนนี้ว่างไว้"),
        (
            "Cell {cell}: a recurring step is counted in rounds, so percent {found} is not used",
            "Leave the percent blank",
        ),
    ),
    "reason-missing": Rule(
        "error",
        ("เซลล์ {cell}: สถานะ “{expected}” ต้องมีเหตุผล", "พิมพ์เหตุผลในเซลล์ {cell}"),
        ('Cell {cell}: the status "{expected}" needs a reason', "Type it into cell {cell}"),
    ),
    "action-missing": Rule(
        "warning",
        ("เซลล์ {cell}: ยังไม่ได้เขียนว่าเดือนนี้ทำอะไร", "พิมพ์สิ่งที่ทำในเดือนนี้ เพื่อใช้ในรายงาน"),
        ("Cell {cell}: what was done this month is not written", "Type it; reports are made from it"),
    ),
    "evidence-missing": Rule(
        "warning",
        ("เซลล์ {cell}: ขั้นตอนนี้ต้องมีหลักฐานเมื่อแล้วเสร็จ", "พิมพ์ลิงก์ เลขที่หนังสือ หรือชื่อไฟล์หลักฐาน"),
        ("Cell {cell}: this step needs evidence when done", "Type a link, a document number or a file name"),
    ),
    "result-missing": Rule(
        "warning",
        ("เซลล์ {cell}: ยังไม่ได้สรุปผลของมาตรการ {found}", "พิมพ์สรุปผลการดำเนินการถึงปัจจุบัน เพื่อใช้ในรายงาน"),
        (
            "Cell {cell}: the result of measure {found} is not written",
            "Type the summary so far; reports print it",
        ),
    ),
    "row-blank": Rule(
        "note",
        (
            "เซลล์ {cell}: ขั้นตอน {found} ถึงกำหนดรายงานแต่เว้นว่าง จึงถือว่าไม่มีความเคลื่อนไหว",
            "เลือกสถานะถ้ามีความเคลื่อนไหว",
        ),
        (
            "Cell {cell}: step {found} is due but blank, which means no news",
            "Choose a status if there is news",
        ),
    ),
}
