"""Findings about a division's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

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
        example=("rollup", ""),
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
        example=("9", ""),
    ),
    "agency-other": Rule(
        "error",
        ("สมุดงานนี้เป็นของหน่วยงานรหัส {found} ไม่ใช่ {expected}", "ส่งไฟล์ให้หน่วยงานเจ้าของ และใช้สมุดงานของหน่วยงานนี้"),
        (
            "This workbook belongs to agency {found}, not {expected}",
            "Send it to its owner and use this agency's workbook",
        ),
        example=("05990102", "05990101"),
    ),
    "year-other": Rule(
        "error",
        ("สมุดงานนี้เป็นของปีงบประมาณ {found} ไม่ใช่ {expected}", "กรอกในสมุดงานของปีงบประมาณ {expected} แล้วส่งใหม่"),
        (
            "This workbook is of fiscal year {found}, not {expected}",
            "Fill in the workbook of fiscal year {expected} and send that",
        ),
        example=("2566", "2567"),
    ),
    "division-not-in-plan": Rule(
        "error",
        ("สมุดงานนี้เป็นของกองรหัส “{found}” ซึ่งไม่มีในแผน", "ตรวจรหัสกองในแผ่น กอง ของแผน หรือส่งสมุดงานที่ถูกต้อง"),
        (
            'This workbook is of division "{found}", which is not in the plan',
            "Check the plan's division sheet, or send the right workbook",
        ),
        example=("09", ""),
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
        example=("เดือนที่แล้ว", ""),
    ),
    "month-doubled": Rule(
        "error",
        ("มีแผ่นรายงานของเดือน {found} มากกว่าหนึ่งแผ่น", "ลบแผ่นที่ซ้ำให้เหลือเพียงแผ่นเดียว แล้วส่งใหม่"),
        (
            "There is more than one sheet for {found}",
            "Delete the copies so that one is left, and send it again",
        ),
        example=("ธันวาคม 2566", ""),
    ),
    "month-other-year": Rule(
        "error",
        ("แผ่นนี้เป็นเดือน {found} ซึ่งอยู่นอกปีงบประมาณ {expected}", "กรอกในสมุดงานของปีงบประมาณ {expected} แล้วส่งใหม่"),
        (
            "This sheet is for {found}, outside fiscal year {expected}",
            "Fill in the workbook of that fiscal year and send it",
        ),
        example=("ตุลาคม 2567", "2567"),
    ),
    "month-not-begun": Rule(
        "warning",
        ("เดือน {found} ยังไม่เริ่ม จึงยังไม่อ่านข้อมูลของแผ่นนี้", "ส่งใหม่เมื่อถึงเดือนนั้น"),
        ("{found} has not begun, so this sheet is not read yet", "Send it again when that month has begun"),
        example=("มกราคม 2567", ""),
    ),
    "month-unsigned": Rule(
        "error",
        ("เดือน {found} มีข้อมูลแล้วแต่ยังไม่ได้กรอก{expected}", "กรอก{expected}ที่หัวแผ่นงาน แล้วส่งใหม่"),
        (
            "{found} has data but lacks its {expected}",
            "Fill it in at the top of the sheet and send it again",
        ),
        example=("ธันวาคม 2566", "วันที่รายงาน"),
    ),
    "month-draft": Rule(
        "note",
        ("เดือน {found} ยังไม่สิ้นสุดและยังไม่ได้ลงชื่อผู้รายงาน จึงยังไม่อ่าน", "กรอกผู้รายงานและวันที่รายงานเมื่อพร้อมส่ง"),
        (
            "{found} has not ended and is not signed, so it is not read yet",
            "Fill in the reporter and the date when it is ready",
        ),
        example=("ธันวาคม 2566", ""),
    ),
    "reported-on-unreadable": Rule(
        "error",
        ("อ่านวันที่รายงาน “{found}” ไม่ออก", "พิมพ์วัน เดือน และปี เช่น 5 เม.ย. 2567"),
        ('The reporting date "{found}" cannot be read', "Type day, month and year, like 5 เม.ย. 2567"),
        example=("เมื่อวาน", ""),
    ),
    "reported-on-year": Rule(
        "note",
        (
            "วันที่รายงานในเซลล์เป็นปี ค.ศ. {found} จึงอ่านเป็นวันที่ {expected}",
            "ครั้งต่อไปให้พิมพ์วัน เดือน และปีเป็นข้อความ เช่น 5 เม.ย. 2567",
        ),
        (
            "The reporting date's cell holds the year {found} CE and was read as {expected}",
            "Next time type day, month and year as text, like 5 เม.ย. 2567",
        ),
        example=("1967", "5 เมษายน 2567"),
    ),
    "reported-on-serial": Rule(
        "note",
        (
            "วันที่รายงานเป็นเลขลำดับวันของ Excel ({found}) จึงอ่านเป็นวันที่ {expected}",
            "ครั้งต่อไปให้พิมพ์วัน เดือน และปี เช่น 5 เม.ย. 2567",
        ),
        (
            "The reporting date is a day number of Excel's ({found}) and was read as {expected}",
            "Next time type day, month and year, like 5 เม.ย. 2567",
        ),
        example=("45387", "5 เมษายน 2567"),
    ),
    "reporter-odd": Rule(
        "warning",
        ("ชื่อผู้รายงาน “{found}” ไม่บอกว่าเป็นใคร", "พิมพ์ตำแหน่งหรือชื่อผู้รายงาน"),
        ('The reporter "{found}" names nobody', "Type the reporter's post or name"),
        example=("1", ""),
    ),
    "reported-on-odd": Rule(
        "warning",
        ("วันที่รายงาน {found} ไม่สอดคล้องกับเดือน {expected}", "ตรวจวัน เดือน และปีของวันที่รายงาน"),
        ("The reporting date {found} does not fit {expected}", "Check its day, month and year"),
        example=("4 มกราคม 2566", "ธันวาคม 2566"),
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
        example=("ธันวาคม 2566 (3 มกราคม 2567)", "4 มกราคม 2567"),
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
        example=("1.1", ""),
    ),
    "key-unknown": Rule(
        "warning",
        ("ขั้นตอน {found} ไม่มีในแผนปัจจุบัน จึงเก็บไว้แต่ไม่นำมาคำนวณ", "สอบถามผู้ดูแลแผนว่าขั้นตอนนี้ถูกยกเลิกแล้วหรือไม่"),
        (
            "Step {found} is not in today's plan; it is kept but not counted",
            "Ask the keeper of the plan whether the step was ended",
        ),
        example=("9.9", ""),
    ),
    "row-not-yours": Rule(
        "warning",
        ("ขั้นตอน {found} ไม่ใช่ของกองนี้ จึงเก็บไว้แต่ไม่นำมาคำนวณ", "ตรวจกองที่รับผิดชอบในแผน"),
        (
            "Step {found} is not this division's; it is kept but not counted",
            "Check the responsible divisions in the plan",
        ),
        example=("2.1", ""),
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
        example=("ประกาศใช้คู่มือ", "1.1"),
    ),
}
