"""Findings about what a workbook carries besides values, and about what became of its form."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

SAFETY: Mapping[str, Rule] = {
    "file-macros": Rule(
        "error",
        (
            "ในไฟล์มีมาโคร ({found}) ซึ่งสมุดงานที่แจกไม่มี จึงไม่รับ",
            "เปิดใน Excel แล้วเลือก บันทึกเป็น > สมุดงาน Excel (.xlsx) จากนั้นส่งไฟล์ที่บันทึกใหม่",
        ),
        (
            "The file holds macros ({found}), which no issued workbook does, so it is not accepted",
            "Open it in Excel, choose Save As > Excel Workbook (.xlsx) and send that file",
        ),
    ),
    "file-macro-format": Rule(
        "warning",
        (
            "ไฟล์บันทึกเป็นชนิดที่มีมาโครได้ (.xlsm) แม้ข้างในไม่มีมาโคร",
            "ครั้งต่อไปเลือก บันทึกเป็น > สมุดงาน Excel (.xlsx) แล้วส่งไฟล์นั้น",
        ),
        (
            "The file was saved as a kind that may hold macros (.xlsm), though it holds none",
            "Next time choose Save As > Excel Workbook (.xlsx) and send that file",
        ),
    ),
    "file-connections": Rule(
        "error",
        (
            "ไฟล์ดึงข้อมูลจากแหล่งภายนอก ({found}) จึงไม่รับ",
            "ลบการเชื่อมต่อที่เมนู ข้อมูล > แบบสอบถามและการเชื่อมต่อ แล้วบันทึกและส่งใหม่",
        ),
        (
            "The file fetches data from elsewhere ({found}), so it is not accepted",
            "Delete the connections under Data > Queries & Connections, save and send it again",
        ),
    ),
    "file-program-links": Rule(
        "error",
        (
            "ไฟล์มีลิงก์ที่เรียกโปรแกรมอื่นในเครื่อง ({found}) จึงไม่รับ",
            "ตัดลิงก์ที่เมนู ข้อมูล > แก้ไขลิงก์ แล้วบันทึกและส่งใหม่",
        ),
        (
            "The file holds links that call other programs ({found}), so it is not accepted",
            "Break them under Data > Edit Links, save and send it again",
        ),
    ),
    "file-external-links": Rule(
        "warning",
        (
            "ในไฟล์มีลิงก์ไปยังไฟล์อื่น ({found}) ซึ่งไม่เปิดตาม",
            "ตัดลิงก์ที่เมนู ข้อมูล > แก้ไขลิงก์ และครั้งต่อไปให้วางแบบเฉพาะค่า",
        ),
        (
            "The file holds links to other files ({found}), which are not followed",
            "Break them under Data > Edit Links, and paste values only next time",
        ),
    ),
    "file-embedded": Rule(
        "warning",
        (
            "ในไฟล์มีเอกสารหรือปุ่มที่ฝังไว้ ({found}) ซึ่งไม่อ่าน",
            "ลบออกจากแผ่นงาน และถ้าเป็นหลักฐาน ให้ส่งเป็นไฟล์แยกแล้วพิมพ์ชื่อไฟล์ในช่องหลักฐาน",
        ),
        (
            "Documents or buttons are embedded in the file ({found}), which are not read",
            "Delete them; send evidence as a file of its own and type its name in the evidence cell",
        ),
    ),
    "formula-unsafe": Rule(
        "error",
        (
            "สูตร “{found}” เรียกโปรแกรมหรือข้อมูลจากภายนอก จึงไม่รับ",
            "ลบสูตรนี้ แล้วพิมพ์ค่าลงในเซลล์แทน",
        ),
        (
            'The formula "{found}" calls a program or fetches data from elsewhere, so it is not accepted',
            "Delete the formula and type the value instead",
        ),
    ),
    "link-local": Rule(
        "warning",
        (
            "ลิงก์ชี้ไปที่ไฟล์ในเครื่องหรือในเครือข่ายของกอง ({found}) ซึ่งผู้อื่นเปิดไม่ได้",
            "ส่งไฟล์นั้นมาด้วย หรือใส่ลิงก์ที่ขึ้นต้นด้วย https:// แทน",
        ),
        (
            "The link leads to a file on the division's own computer or network ({found}), "
            "which nobody else can open",
            "Send that file as well, or use a link that begins with https://",
        ),
    ),
    "link-odd": Rule(
        "warning",
        (
            "ลิงก์นี้ไม่ใช่ที่อยู่เว็บหรืออีเมล ({found}) จึงไม่ควรกดเปิด",
            "ลบลิงก์ หรือใส่ลิงก์ที่ขึ้นต้นด้วย https:// แทน",
        ),
        (
            "The link is neither a web nor a mail address ({found}) and should not be opened",
            "Remove it, or use a link that begins with https://",
        ),
    ),
    "text-command": Rule(
        "warning",
        (
            "ข้อความ “{found}” เป็นสูตรที่เรียกโปรแกรมหรือข้อมูลจากภายนอก จึงเก็บไว้เป็นข้อความเท่านั้น",
            "ลบข้อความนี้ แล้วพิมพ์ข้อมูลจริงแทน",
        ),
        (
            'The text "{found}" is a formula that calls a program or fetches data; it is kept as text only',
            "Delete it and type what was meant",
        ),
    ),
    "text-formula": Rule(
        "note",
        (
            "ข้อความ “{found}” ขึ้นต้นเหมือนสูตร จึงอ่านเป็นข้อความและไม่คำนวณ",
            "ถ้าตั้งใจให้คำนวณ ให้พิมพ์ผลลัพธ์แทนสูตร",
        ),
        (
            'The text "{found}" begins like a formula; it is read as text and not computed',
            "If it was meant to be computed, type the result instead",
        ),
    ),
    "text-long": Rule(
        "warning",
        (
            "ข้อความยาว {found} ตัวอักษร ซึ่งจะพิมพ์ล้นหลายหน้า",
            "ย่อให้เหลือสาระสำคัญไม่เกิน {expected} ตัวอักษร แล้วส่งรายละเอียดเป็นไฟล์แยก",
        ),
        (
            "The text has {found} letters and would run over several printed pages",
            "Shorten it to at most {expected} letters and send the details as a file of their own",
        ),
    ),
    "row-hidden": Rule(
        "warning",
        (
            "แถวของ {found} ถูกซ่อนไว้แต่มีข้อมูล ซึ่งอ่านตามปกติ",
            "เลือกแถวบนและแถวล่าง คลิกขวาแล้วเลือก เลิกซ่อน จากนั้นตรวจว่าข้อมูลถูกต้อง",
        ),
        (
            "The hidden rows of {found} hold data, which is read like any other",
            "Select the rows above and below, right-click, Unhide, and check the data",
        ),
    ),
    "row-filtered": Rule(
        "note",
        (
            "แถวของ {found} ถูกตัวกรองซ่อนไว้แต่มีข้อมูล ซึ่งอ่านตามปกติ",
            "ล้างตัวกรองที่เมนู ข้อมูล > ล้าง แล้วตรวจว่าข้อมูลครบทุกแถว",
        ),
        (
            "A filter hides the rows of {found}, whose data is read like any other",
            "Clear the filter under Data > Clear and check every row",
        ),
    ),
    "computed-overwritten": Rule(
        "note",
        (
            "ช่องที่คำนวณเองถูกพิมพ์ทับหรือลบ ({found}) จึงไม่คำนวณอีก แต่ไม่กระทบข้อมูลที่ส่ง",
            "เดือนต่อไปให้กรอกในสมุดงานฉบับใหม่จากโฟลเดอร์ outbox",
        ),
        (
            "Computed cells were typed over or deleted ({found}); they compute no more, but what was sent is sound",
            "Fill in a new workbook from the outbox folder next month",
        ),
    ),
    "dropdown-lost": Rule(
        "note",
        (
            "ช่องสถานะไม่มีรายการให้เลือกแล้ว ({found}) เพราะถูกวางทับ",
            "ครั้งต่อไปให้กด F2 ก่อนวาง หรือวางแบบเฉพาะค่า",
        ),
        (
            "Status cells have lost their list of choices ({found}), since something was pasted over them",
            "Press F2 before pasting, or paste values only",
        ),
    ),
    "row-missing": Rule(
        "warning",
        (
            "แถวของขั้นตอน {found} ถูกลบไปจากแผ่นนี้ จึงถือว่าไม่มีรายงาน",
            "คัดลอกข้อมูลที่กรอกลงในสมุดงานจากโฟลเดอร์ outbox ซึ่งมีครบทุกแถว แล้วส่งใหม่",
        ),
        (
            "The row of step {found} was deleted from this sheet, so nothing is reported for it",
            "Copy what was typed into the workbook from the outbox folder, which has every row, and send that",
        ),
    ),
    "month-sheet-missing": Rule(
        "warning",
        (
            "สมุดงานไม่มีแผ่นรายงานของเดือน {found}",
            "เดือนต่อไปให้กรอกในสมุดงานจากโฟลเดอร์ outbox ซึ่งมีครบ 12 เดือน และไม่ลบแผ่นงาน",
        ),
        (
            "The workbook has no sheet for {found}",
            "Fill in the workbook from the outbox folder next month, which has all twelve, and delete no sheet",
        ),
    ),
    "identity-from-content": Rule(
        "warning",
        (
            "ไม่พบแผ่นระบุตัวตน จึงถือว่าเป็นสมุดงานของ{found} ตามชื่อกองและขั้นตอนในแผ่นรายเดือน",
            "ตรวจว่าเป็นของกองนี้จริง และครั้งต่อไปให้ส่งสมุดงานที่แจก โดยไม่คัดลอกแผ่นไปไว้ในไฟล์อื่น",
        ),
        (
            "The identity sheet is missing; by the division's name and the steps on its month sheets "
            "this is taken for the workbook of {found}",
            "Make sure that it is, and send the issued workbook next time, without copying sheets to another",
        ),
    ),
}
