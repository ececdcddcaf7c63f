"""Findings about printing: what kept a file from becoming a PDF, and what will look different on paper."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

PRINTING: Mapping[str, Rule] = {
    "engine-missing": Rule(
        "error",
        (
            "เครื่องนี้ไม่มีโปรแกรมที่ใช้พิมพ์เป็น PDF (ต้องใช้ {expected})",
            "ติดตั้ง LibreOffice ซึ่งใช้ได้ฟรี แล้วสั่งใหม่ หรือเปิดไฟล์แล้วบันทึกเป็น PDF เอง",
        ),
        (
            "No program that prints to PDF was found on this machine (needed: {expected})",
            "Install LibreOffice, which is free, and run again, or open the file and save it as PDF yourself",
        ),
        example=("", "Excel / LibreOffice"),
    ),
    "macros-no-excel": Rule(
        "error",
        (
            "ปุ่มสั่งงานใช้กับ Excel บน Windows หรือ Mac เครื่องนี้เป็น {found} จึงยังไม่ได้วางสมุดงานสั่งงาน",
            "พิมพ์ ita macros install บนเครื่องที่จะเปิดด้วย Excel ส่วนเครื่องนี้พิมพ์คำสั่ง ita ได้ครบทุกอย่างที่ปุ่มทำ",
        ),
        (
            "The buttons work in Excel on Windows or macOS, this machine runs {found}, so nothing was installed",
            "Run ita macros install on the machine that has Excel; here the commands of ita do all that buttons do",
        ),
        example=("", "Linux"),
    ),
    "engine-broken": Rule(
        "error",
        (
            "{found} พิมพ์ไม่ได้เลย แม้แต่แผ่นทดสอบ จึงยังไม่ได้ทำ PDF ของไฟล์นี้",
            "เปิด {found} เองดูว่าใช้งานได้ ติดตั้งใหม่ถ้าเปิดไม่ได้ แล้วสั่งอีกครั้ง",
        ),
        (
            "{found} prints nothing, not even a test sheet, so there is no PDF of this file",
            "Open {found} yourself to see whether it works, install it anew if not, and run again",
        ),
        example=("LibreOffice", ""),
    ),
    "engine-not-for-word": Rule(
        "error",
        (
            "{found} พิมพ์เอกสาร Word ไม่ได้ และไม่พบ LibreOffice ในเครื่องนี้",
            "เปิดเอกสารใน Word แล้วบันทึกเป็น PDF หรือติดตั้ง LibreOffice แล้วสั่งใหม่",
        ),
        (
            "{found} does not print Word documents, and there is no LibreOffice on this machine",
            "Open the document in Word and save it as PDF, or install LibreOffice and run again",
        ),
        example=("Excel", ""),
    ),
    "print-failed": Rule(
        "error",
        (
            "โปรแกรมพิมพ์เปิดไฟล์นี้ไม่ได้ จึงไม่มี PDF",
            "เปิดไฟล์ใน Excel หรือ Word แล้วบันทึกเป็นไฟล์ใหม่ จากนั้นสั่งใหม่",
        ),
        (
            "The printing program made nothing of this file, so there is no PDF",
            "Open it in Excel or Word, save it as a new file and run again",
        ),
    ),
    "print-hung": Rule(
        "error",
        (
            "โปรแกรมพิมพ์ค้างที่ไฟล์นี้ จึงไม่มี PDF",
            "ลองสั่งเฉพาะไฟล์นี้อีกครั้ง ถ้ายังค้าง ให้เปิดไฟล์แล้วบันทึกเป็น PDF เอง",
        ),
        (
            "The printing program hung on this file, so there is no PDF",
            "Try this file alone; if it hangs again, open it and save it as PDF yourself",
        ),
    ),
    "print-not-ours": Rule(
        "error",
        (
            "สมุดงานนี้ไม่ได้ออกจากโปรแกรมนี้ จึงไม่รู้ว่าควรพิมพ์หน้าใด",
            "เลือกสมุดงานที่โปรแกรมสร้าง เช่น ไฟล์ในโฟลเดอร์ reports ไฟล์อื่นให้พิมพ์จาก Excel",
        ),
        (
            "This workbook was not made by the toolkit, so nobody knows which of its pages to print",
            "Choose one that it made, such as those in the folder reports; print others from Excel",
        ),
    ),
    "print-kind-unknown": Rule(
        "error",
        (
            "ไฟล์นี้ไม่ใช่สมุดงาน (.xlsx) หรือเอกสาร Word (.docx) จึงไม่พิมพ์เป็น PDF",
            "เปิดไฟล์แล้วบันทึกเป็น .xlsx หรือ .docx จากนั้นสั่งใหม่",
        ),
        (
            "This is neither a workbook (.xlsx) nor a Word document (.docx), so no PDF is made of it",
            "Open it, save it as .xlsx or .docx and run again",
        ),
    ),
    "pdf-not-written": Rule(
        "error",
        ("เขียนไฟล์ {file} ไม่ได้ ({found})", "สั่งใหม่โดยระบุโฟลเดอร์อื่นด้วย --to หรือตั้งชื่อไฟล์ให้สั้นลง"),
        (
            "File {file} cannot be written ({found})",
            "Run again with another folder in --to, or give the file a shorter name",
        ),
        example=("File name too long", ""),
    ),
    "font-missing": Rule(
        "warning",
        (
            "เครื่องนี้ไม่มีแบบอักษร {found} จึงพิมพ์ด้วยแบบอักษรอื่นแทน ({expected}) บรรทัดอาจตัดต่างจากเดิม",
            "ติดตั้งแบบอักษรนั้นแล้วสั่งใหม่ ถ้าต้องการให้ตัวหนังสือตรงตามระเบียบ",
        ),
        (
            "This machine lacks the font {found}; another one is printed instead ({expected}), and lines may "
            "break elsewhere",
            "Install that font and run again, if the lettering has to be the official one",
        ),
        example=("TH SarabunPSK", "Laksaman"),
    ),
    "font-digits": Rule(
        "warning",
        (
            "แบบอักษร {found} เขียนเลขอารบิกเป็นเลขไทย แต่เครื่องนี้ไม่มี ตัวเลขจึงพิมพ์เป็นเลขอารบิก",
            "ติดตั้งแบบอักษรนั้น หรือเลือกแบบอักษรอื่นในแผ่น หน่วยงาน ของแผน แล้วทำรายงานใหม่",
        ),
        (
            "The font {found}, which draws digits as Thai ones, is not there, so digits come out as Arabic ones",
            "Install it, or choose another font on the plan's sheet หน่วยงาน and make the report again",
        ),
        example=("TH SarabunIT๙", ""),
    ),
    "pdf-unreadable": Rule(
        "error",
        ("อ่าน PDF ไม่ได้ จึงตรวจไม่ได้ว่าพิมพ์ครบหรือไม่ ({found})", "ทำ PDF จากสมุดงานใหม่โดยไม่ใส่รหัสผ่าน แล้วตรวจอีกครั้ง"),
        (
            "The PDF cannot be read, so nobody can tell whether it is complete ({found})",
            "Make it anew from the workbook, without a password, and check again",
        ),
        example=("Data format error", ""),
    ),
    "pdf-no-text": Rule(
        "error",
        (
            "PDF ทั้ง {found} หน้าไม่มีตัวหนังสือที่โปรแกรมอ่านได้ จึงตรวจไม่ได้ว่าพิมพ์ครบหรือไม่",
            "ทำ PDF จากสมุดงานโดยตรง อย่าใช้ภาพสแกน แล้วตรวจอีกครั้ง",
        ),
        (
            "None of the PDF's {found} pages has text that a program can read, so it cannot be checked",
            "Make the PDF from the workbook itself, not by scanning, and check again",
        ),
        example=("12", ""),
    ),
    "pdf-text-low": Rule(
        "error",
        (
            "พิมพ์ไม่ครบ เพราะแถวเตี้ยเกินไป ส่วนที่หายคือ “{found}”",
            "เพิ่มความสูงของแถว หรือแบ่งข้อความไว้หลายแถว แล้วทำ PDF ใหม่",
        ),
        (
            "The row is too low to print all of its text; lost: “{found}”",
            "Make the row higher, or part the text over several rows, and make the PDF anew",
        ),
        example=("และเผยแพร่บนเว็บไซต์ของหน่วยงาน", ""),
    ),
    "pdf-text-narrow": Rule(
        "error",
        (
            "พิมพ์ไม่ครบ เพราะข้อความยาวกว่าช่อง ส่วนที่หายคือ “{found}”",
            "สั่งให้ข้อความขึ้นบรรทัดใหม่ในช่อง (ตัดข้อความ) หรือขยายคอลัมน์ แล้วทำ PDF ใหม่",
        ),
        (
            "The text is longer than its cell and was not printed whole; lost: “{found}”",
            "Let the cell wrap its text or widen the column, and make the PDF anew",
        ),
        example=("ประจำปีงบประมาณ พ.ศ. 2567", ""),
    ),
    "pdf-number-narrow": Rule(
        "error",
        (
            "ตัวเลข {found} พิมพ์ออกมาเป็น ### หรือเลขย่อ เพราะคอลัมน์แคบเกินไป",
            "ขยายคอลัมน์ให้เห็นตัวเลขครบ แล้วทำ PDF ใหม่",
        ),
        (
            "The number {found} came out as ### or shortened, because its column is too narrow",
            "Widen the column until the whole number shows, and make the PDF anew",
        ),
        example=("1,234,567.89", ""),
    ),
    "pdf-text-absent": Rule(
        "error",
        (
            "ไม่พบข้อความของ {expected} ช่องใน PDF ช่องแรกคือ “{found}”",
            "ดูว่าหน้าใน PDF ครบหรือไม่ และ PDF ทำจากสมุดงานฉบับนี้หรือไม่ แล้วทำ PDF ใหม่",
        ),
        (
            "The text of {expected} cells is not in the PDF, the first of which reads “{found}”",
            "See whether all pages are there and whether the PDF was made from this very workbook; make it anew",
        ),
        example=("จัดทำคู่มือการให้บริการ", "5"),
    ),
    "pdf-other-workbook": Rule(
        "error",
        (
            "PDF ไม่ตรงกับสมุดงาน ไม่พบข้อความ {found} ช่องจากทั้งหมด {expected} ช่อง",
            "เลือก PDF ที่ทำจากสมุดงานฉบับนี้ หรือทำ PDF ใหม่",
        ),
        (
            "The PDF does not belong to this workbook: the text of {found} of its {expected} cells is missing",
            "Choose the PDF that was made from it, or make it anew",
        ),
        example=("120", "140"),
    ),
    "pdf-row-hidden": Rule(
        "warning",
        (
            "แถวที่ {expected} ซ่อนอยู่จึงไม่พิมพ์ ข้อความในแถวคือ “{found}”",
            "เลิกซ่อนแถวหรือล้างตัวกรอง แล้วทำ PDF ใหม่ ถ้าตั้งใจซ่อนไม่ต้องทำอะไร",
        ),
        (
            "Row {expected} is hidden and does not print; it reads “{found}”",
            "Show the row or clear the filter and make the PDF anew, unless it is hidden on purpose",
        ),
        example=("จัดทำคู่มือการให้บริการ", "12"),
    ),
    "pdf-paper": Rule(
        "error",
        (
            "หน้า {found} ไม่ตรงกับกระดาษ {expected} มิลลิเมตร",
            "ตั้งขนาดและแนวกระดาษของแผ่นให้ถูกต้อง แล้วทำ PDF ใหม่",
        ),
        (
            "Page {found} is not on paper {expected} mm",
            "Set the sheet's paper and its direction, and make the PDF anew",
        ),
        example=("3 (216 × 279)", "A4 (297 × 210)"),
    ),
    "pdf-page-empty": Rule(
        "warning",
        (
            "หน้า {found} ว่าง ไม่มีอะไรนอกจากหัวตาราง",
            "ลบแถวหรือคอลัมน์ว่างท้ายแผ่น หรือกำหนดพื้นที่พิมพ์ แล้วทำ PDF ใหม่",
        ),
        (
            "Page {found} is empty but for headings",
            "Delete blank rows and columns at the end of the sheet, or set a print area, and make the PDF anew",
        ),
        example=("4", ""),
    ),
    "pdf-page-number": Rule(
        "warning",
        (
            "เลขหน้าไม่ต่อเนื่อง พบ {found} ในหน้าที่ควรเป็น {expected}",
            "ดูว่ามีหน้าขาดหรือสลับกันหรือไม่ แล้วทำ PDF ใหม่",
        ),
        (
            "Page numbers do not run on: {found} stands where {expected} should",
            "See whether a page is missing or out of place, and make the PDF anew",
        ),
        example=("5/12", "4/11"),
    ),
    "pdf-font-outside": Rule(
        "error",
        (
            "PDF ไม่ได้ฝังแบบอักษร {found} เครื่องอื่นอาจแสดงตัวหนังสือผิด",
            "ตั้งให้โปรแกรมฝังแบบอักษรเมื่อบันทึกเป็น PDF แล้วทำใหม่",
        ),
        (
            "The PDF does not hold the font {found}, so other machines may show other letters",
            "Let the program embed fonts when it saves a PDF, and make it anew",
        ),
        example=("TH SarabunPSK", ""),
    ),
    "pdf-font-replaced": Rule(
        "warning",
        (
            "PDF ใช้แบบอักษร {found} แทน {expected} บรรทัดอาจตัดต่างจากเดิม",
            "ติดตั้งแบบอักษร {expected} ในเครื่องที่ทำ PDF ถ้าต้องการให้ตัวหนังสือตรงตามระเบียบ",
        ),
        (
            "The PDF is written in {found} instead of {expected}; lines may break elsewhere",
            "Install {expected} where the PDF is made, if the lettering has to be the official one",
        ),
        example=("Laksaman", "TH Sarabun New"),
    ),
}
