"""Findings of `ita import`: documents of other years that become a plan.

Codes that begin with `import-file-` are about the document as a file; the others about what it says.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.import_doubts import DOUBTS
from toolkit.messages.rule import Rule

_FILES: Mapping[str, Rule] = {
    "import-file-empty": Rule(
        "error",
        ("ไฟล์ว่างเปล่า ไม่มีเนื้อหา", "คัดลอกไฟล์จากต้นฉบับใหม่ แล้วสั่งอีกครั้ง"),
        ("The file is empty", "Copy it from the original and run again"),
    ),
    "import-file-not-regular": Rule(
        "error",
        ("รายการนี้ไม่ใช่ไฟล์เอกสาร (เป็นโฟลเดอร์หรือรายการของระบบ)", "ระบุชื่อไฟล์เอกสาร เช่น แผนปีก่อน.docx"),
        ("This is no document but a folder or a system file", "Name a document, such as last-year.docx"),
    ),
    "import-file-too-large": Rule(
        "error",
        ("ไฟล์ใหญ่เกินกว่าที่รับได้ ({found})", "ลบภาพออก หรือคัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่ แล้วสั่งอีกครั้ง"),
        (
            "The file is larger than accepted ({found})",
            "Take the pictures out or copy the tables into a new file, then run again",
        ),
    ),
    "import-file-encrypted": Rule(
        "error",
        ("ไฟล์ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้", "เปิดไฟล์ เอารหัสผ่านออก (ไฟล์ > ข้อมูล > ป้องกันเอกสาร) บันทึก แล้วสั่งอีกครั้ง"),
        (
            "The file is protected by a password and cannot be read",
            "Open it, remove the password (File > Info > Protect), save and run again",
        ),
    ),
    "import-file-pdf": Rule(
        "error",
        (
            "ไฟล์เป็น PDF จึงนำเข้าตารางไม่ได้",
            "เปิด PDF ใน Word (หรือแปลงด้วยโปรแกรมอ่านอักษร) ตรวจตาราง บันทึกเป็น .docx แล้วนำเข้าไฟล์นั้น",
        ),
        (
            "The file is a PDF, whose tables cannot be imported",
            "Open it in Word (or run text recognition), look over the tables, save as .docx and import that",
        ),
    ),
    "import-file-picture": Rule(
        "error",
        (
            "ไฟล์เป็นภาพ ({found}) จึงไม่มีตัวอักษรให้อ่าน",
            "แปลงภาพเป็นข้อความด้วยโปรแกรมอ่านอักษร หรือพิมพ์ตารางใน Word บันทึกเป็น .docx แล้วนำเข้าไฟล์นั้น",
        ),
        (
            "The file is a picture ({found}) and holds no text",
            "Run text recognition or type the table in Word, save as .docx and import that",
        ),
    ),
    "import-file-other-format": Rule(
        "error",
        (
            "ไฟล์เป็นรูปแบบ {found} ซึ่งไม่รับ",
            "เปิดไฟล์แล้วเลือก บันทึกเป็น > {expected} แล้วนำเข้าไฟล์ใหม่",
        ),
        (
            "The file is in the format {found}, which is not accepted",
            "Open it, choose Save As > {expected} and import the new file",
        ),
    ),
    "import-file-archive": Rule(
        "error",
        ("ไฟล์เป็นไฟล์บีบอัด ({found}) ไม่ใช่เอกสาร", "แตกไฟล์ก่อน แล้วนำเข้าเอกสารที่อยู่ข้างในทีละไฟล์"),
        (
            "The file is an archive ({found}) and no document",
            "Unpack it first, then import the documents inside one by one",
        ),
    ),
    "import-file-unknown": Rule(
        "error",
        ("ไม่รู้จักชนิดของไฟล์จากเนื้อหาข้างใน", "บันทึกเป็น Word (.docx), Excel (.xlsx) หรือ CSV แล้วนำเข้าไฟล์ใหม่"),
        (
            "The kind of the file cannot be told from its content",
            "Save it as Word (.docx), Excel (.xlsx) or CSV and import the new file",
        ),
    ),
    "import-file-damaged": Rule(
        "error",
        (
            "ไฟล์ชำรุด จึงอ่านไม่ได้ (ส่วนที่เสีย: {found})",
            "เปิดในโปรแกรมที่สร้างไฟล์แล้วบันทึกเป็นไฟล์ใหม่ ถ้าเปิดไม่ได้ ให้ใช้สำเนาที่ยังดีแทน",
        ),
        (
            "The file is damaged and cannot be read (broken part: {found})",
            "Open it in the program that made it and save a new copy; if it does not open, use a sound copy",
        ),
    ),
    "import-file-unsafe": Rule(
        "error",
        (
            "โครงสร้างภายในไฟล์ผิดปกติ ({found}) จึงไม่เปิดอ่าน",
            "เปิดใน Word หรือ Excel แล้วบันทึกเป็นไฟล์ใหม่ จากนั้นนำเข้าไฟล์ใหม่",
        ),
        (
            "The inside of the file is abnormal ({found}), so it is not opened",
            "Open it in Word or Excel, save a new copy and import that",
        ),
    ),
    "import-file-too-long": Rule(
        "error",
        (
            "เนื้อหาในเอกสารมากเกินกว่าที่รับได้ ({found})",
            "คัดลอกเฉพาะตารางมาตรการไปไว้ในไฟล์ใหม่ (ตารางละไม่เกิน {expected}) แล้วนำเข้าไฟล์นั้น",
        ),
        (
            "The document holds more than is accepted ({found})",
            "Copy the table of measures into a new file (at most {expected} each) and import that",
        ),
    ),
    "import-file-timeout": Rule(
        "error",
        (
            "อ่านไฟล์นานเกิน {found} วินาที จึงหยุดอ่าน",
            "คัดลอกเฉพาะตารางมาตรการไปไว้ในไฟล์ใหม่ แล้วนำเข้าไฟล์นั้น",
        ),
        (
            "Reading took longer than {found} seconds and was stopped",
            "Copy the table of measures into a new file and import that",
        ),
    ),
    "import-file-crashed": Rule(
        "error",
        (
            "อ่านไฟล์ไม่สำเร็จ เพราะไฟล์ชำรุดหรือมีโครงสร้างที่ไม่รู้จัก",
            "เปิดใน Word หรือ Excel แล้วบันทึกเป็น .docx หรือ .xlsx ใหม่ จากนั้นนำเข้าไฟล์ใหม่",
        ),
        (
            "The file could not be read: it is damaged or built in an unknown way",
            "Open it in Word or Excel, save it anew as .docx or .xlsx and import that",
        ),
    ),
    "import-file-quote": Rule(
        "error",
        (
            'บรรทัดที่ {found} ของไฟล์ CSV มีเครื่องหมายคำพูด (") ที่ไม่ครบคู่',
            "แก้เครื่องหมายคำพูดให้ครบคู่ หรือเปิดใน Excel แล้วบันทึกเป็น .xlsx",
        ),
        (
            'Line {found} of the CSV file has a quotation mark (") without its partner',
            "Complete the pair, or open the file in Excel and save it as .xlsx",
        ),
    ),
    "import-file-encoding": Rule(
        "error",
        ("ตัวอักษรในไฟล์ไม่ใช่ UTF-8 และไม่ใช่ Windows-874 (TIS-620)", "เปิดใน Excel แล้วบันทึกเป็น CSV UTF-8 หรือ .xlsx"),
        (
            "The letters of the file are neither UTF-8 nor Windows-874 (TIS-620)",
            "Open it in Excel and save it as CSV UTF-8 or .xlsx",
        ),
    ),
    "import-file-encoding-guessed": Rule(
        "note",
        ("อ่านตัวอักษรในไฟล์ด้วยรหัส {found}", "ถ้าตัวอักษรไทยผิดเพี้ยน ให้บันทึกไฟล์เป็น CSV UTF-8 แล้วนำเข้าใหม่"),
        (
            "The letters of the file were read as {found}",
            "If the Thai text is garbled, save the file as CSV UTF-8 and import it again",
        ),
    ),
    "import-file-nested-table": Rule(
        "note",
        ("ตารางที่ {found} มีตารางซ้อนอยู่ในช่อง จึงนำมาต่อเป็นบรรทัดในช่องนั้น", "ตรวจข้อความในช่องนั้น"),
        (
            "Table {found} has a table inside a cell, joined as lines of that cell",
            "Look over that cell's text",
        ),
    ),
    "import-file-table-left-out": Rule(
        "warning",
        ("ไม่ได้อ่านตาราง {found} เพราะใหญ่เกินกว่าที่รับได้", "ถ้าต้องใช้ตารางนี้ ให้คัดลอกเฉพาะส่วนที่ใช้ไปไว้ในไฟล์ใหม่"),
        (
            "Table {found} was not read because it is larger than accepted",
            "If it is needed, copy the part that matters into a new file",
        ),
    ),
    "import-file-sheet-hidden": Rule(
        "note",
        ("ไม่ได้อ่านแผ่นงานที่ซ่อนไว้: {found}", "ถ้าต้องใช้ ให้ยกเลิกการซ่อน บันทึก แล้วนำเข้าใหม่"),
        ("Hidden sheet not read: {found}", "If it is needed, unhide it, save and import again"),
    ),
    "import-file-no-stored-value": Rule(
        "warning",
        ("เซลล์ {found} เป็นสูตรที่ไม่มีค่าเก็บไว้ จึงอ่านเป็นช่องว่าง", "เปิดใน Excel บันทึก แล้วนำเข้าใหม่"),
        (
            "Cell {found} is a formula without a stored value and was read as blank",
            "Open the file in Excel, save it and import again",
        ),
    ),
    "import-file-footnotes": Rule(
        "note",
        ("เอกสารมีเชิงอรรถ {found} รายการ นำมาต่อเป็นย่อหน้าหลังข้อความหรือตารางที่อ้างถึง", "ตรวจว่ามีข้อความใดต้องอยู่ในแผน"),
        (
            "{found} footnotes became paragraphs after the text or table that refers to them",
            "Look whether any of them belongs into the plan",
        ),
    ),
    "import-file-embedded": Rule(
        "warning",
        (
            "เอกสารมีวัตถุฝังอยู่ {found} รายการ (เช่น ตาราง Excel) ซึ่งอ่านไม่ได้",
            "ถ้าเป็นตารางที่ต้องใช้ ให้วางเป็นตารางของ Word แทน",
        ),
        (
            "{found} embedded objects (such as Excel tables) cannot be read",
            "If a table among them is needed, paste it as a Word table",
        ),
    ),
    "import-file-pictures": Rule(
        "warning",
        (
            "เอกสารไม่มีตาราง แต่มีภาพ {found} ภาพ ซึ่งอาจเป็นภาพของตาราง",
            "พิมพ์ตารางในภาพเป็นตารางของ Word แล้วนำเข้าใหม่",
        ),
        (
            "The document has no table but {found} pictures, which may show one",
            "Type the table of the picture as a Word table and import again",
        ),
    ),
}

IMPORTING: Mapping[str, Rule] = {**_FILES, **DOUBTS}
