"""Findings about files as such: can they be read at all?"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

READING: Mapping[str, Rule] = {
    "file-missing": Rule(
        "error",
        ("ไม่พบไฟล์ {file}", "ตรวจชื่อไฟล์และโฟลเดอร์ แล้วสั่งใหม่"),
        ("File {file} is not there", "Check the file's name and folder, then run again"),
    ),
    "file-no-access": Rule(
        "error",
        ("เปิดอ่านไฟล์ {file} ไม่ได้", "ปิดไฟล์ในโปรแกรมอื่น หรือขอสิทธิ์อ่านไฟล์ แล้วสั่งใหม่"),
        (
            "File {file} cannot be opened ({found})",
            "Close it in other programs or get the right to read it, then run again",
        ),
        example=("PermissionError", ""),
    ),
    "file-not-regular": Rule(
        "error",
        ("รายการนี้เป็นทางลัดหรือไฟล์ของระบบ จึงไม่เปิดอ่าน", "นำไฟล์ Excel จริงมาวางแทน"),
        (
            "This is a link or a system file, so it is not opened",
            "Put the Excel file itself here instead",
        ),
    ),
    "file-too-large": Rule(
        "error",
        ("ไฟล์ใหญ่เกินกว่าที่รับได้ ({found})", "ย่อขนาดภาพ หรือลบข้อมูลที่ไม่เกี่ยวข้องออก แล้วส่งใหม่"),
        (
            "The file is larger than accepted ({found})",
            "Shrink pictures or remove unrelated data, then send it again",
        ),
        example=("60 MB", ""),
    ),
    "file-empty": Rule(
        "error",
        ("ไฟล์ว่างเปล่า (0 ไบต์)", "คัดลอกไฟล์จากต้นฉบับใหม่ แล้วส่งอีกครั้ง"),
        ("The file is empty (0 bytes)", "Copy it from the original and send it again"),
    ),
    "file-not-workbook": Rule(
        "error",
        ("ไฟล์นี้ไม่ใช่สมุดงาน Excel (ข้างในเป็น {found})", "กรอกในสมุดงาน Excel ที่ได้รับแจก แล้วส่งไฟล์นั้น (.xlsx)"),
        (
            "This is not an Excel workbook (its content is {found})",
            "Fill in the Excel workbook that was issued and send it as .xlsx",
        ),
        example=("PDF", ""),
    ),
    "file-encrypted": Rule(
        "error",
        ("ไฟล์ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้", "เปิดใน Excel เอารหัสผ่านออก (ไฟล์ > ข้อมูล > ป้องกันสมุดงาน) แล้วส่งใหม่"),
        (
            "The file is protected by a password and cannot be read",
            "Remove the password in Excel (File > Info > Protect Workbook) and send it again",
        ),
    ),
    "file-old-format": Rule(
        "error",
        ("ไฟล์เป็นรูปแบบ {found} ซึ่งไม่รับ", "เปิดไฟล์แล้วเลือก บันทึกเป็น > สมุดงาน Excel (.xlsx) แล้วส่งใหม่"),
        (
            "The file is in the format {found}, which is not accepted",
            "Open it, choose Save As > Excel Workbook (.xlsx) and send it again",
        ),
        example=(".xls", ""),
    ),
    "file-damaged": Rule(
        "error",
        ("ไฟล์ชำรุด จึงอ่านไม่ได้ (ส่วนที่เสีย: {found})", "เปิดใน Excel แล้วบันทึกเป็นไฟล์ใหม่ ถ้าเปิดไม่ได้ ให้ใช้สำเนาที่ยังดีแทน"),
        (
            "The file is damaged and cannot be read (broken part: {found})",
            "Open it in Excel and save a new copy; if it does not open, use a sound copy instead",
        ),
        example=("xl/workbook.xml", ""),
    ),
    "file-unsafe": Rule(
        "error",
        ("โครงสร้างภายในไฟล์ผิดปกติ ({found}) จึงไม่เปิดอ่าน", "เปิดใน Excel แล้วบันทึกเป็นไฟล์ใหม่ จากนั้นส่งไฟล์ใหม่"),
        (
            "The inside of the file is abnormal ({found}), so it is not opened",
            "Open it in Excel, save a new copy and send that",
        ),
        example=("../a.xml", ""),
    ),
    "part-encoding": Rule(
        "error",
        ("ข้อความในไฟล์ใช้รหัสอักขระที่อ่านไม่ได้ (ส่วน {found})", "เปิดใน Excel แล้วบันทึกเป็นไฟล์ใหม่ จากนั้นส่งไฟล์ใหม่"),
        (
            "The text inside the file is in an encoding that cannot be read (part {found})",
            "Open it in Excel, save a new copy and send that",
        ),
        example=("xl/styles.xml", ""),
    ),
    "file-no-sheets": Rule(
        "error",
        ("สมุดงานไม่มีแผ่นงานเลย", "เปิดใน Excel แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) อีกครั้ง จากนั้นส่งใหม่"),
        (
            "The workbook has no sheets",
            "Open it in Excel, save it as an Excel workbook (.xlsx) and send it again",
        ),
    ),
    "sheet-duplicate": Rule(
        "error",
        ("มีแผ่นงานชื่อ “{found}” ซ้ำกัน", "เปลี่ยนชื่อหรือลบแผ่นงานที่ซ้ำ แล้วส่งใหม่"),
        ('There are two sheets named "{found}"', "Rename or delete one of them and send it again"),
        example=("ธ.ค.66", ""),
    ),
    "cell-broken": Rule(
        "error",
        ("อ่านค่าในแผ่นงานไม่ได้ (พบ “{found}”)", "พิมพ์ค่านั้นใหม่ แล้วบันทึกและส่งอีกครั้ง"),
        (
            'A value on the sheet cannot be read (found "{found}")',
            "Type it again, save and send the file again",
        ),
        example=("1x5", ""),
    ),
}
