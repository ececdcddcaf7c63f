"""Findings about reports: what to mend before one is signed."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

REPORT: Mapping[str, Rule] = {
    "report-kept": Rule(
        "warning",
        (
            "ไฟล์ {found} ในโฟลเดอร์ reports มีผู้แก้ไขไว้ จึงเก็บฉบับที่แก้ไขเป็น {expected} แล้วเขียนฉบับใหม่",
            "เปิดฉบับที่เก็บไว้ คัดลอกส่วนที่แก้ไขมาใส่ฉบับใหม่ ถ้าไม่ใช้แล้วให้ลบได้",
        ),
        (
            "Somebody had edited {found} in reports: it was kept as {expected}, and a new one written",
            "Copy what was edited from the kept file into the new one, or delete it where it is of no use",
        ),
        example=("annual-2567-memo.docx", "annual-2567-memo (แก้ไข 1a2b3c4d).docx"),
    ),
    "report-result-missing": Rule(
        "warning",
        (
            "มาตรการ {found} ยังไม่มีผลการดำเนินงานให้พิมพ์ จึงพิมพ์ขีดไว้",
            "ขอผลจากกองที่รับผิดชอบ หรือพิมพ์ข้อความเองในแผ่น ถ้อยคำรายงาน ของแผน",
        ),
        (
            "Measure {found} has no result to print; a dash stands in its place",
            "Ask its divisions, or write your own words on the plan's sheet ถ้อยคำรายงาน",
        ),
    ),
    "template-not-workbook": Rule(
        "error",
        ("ไฟล์แม่แบบไม่ใช่ไฟล์ Excel แบบ .xlsx ที่เปิดอ่านได้", "เปิดไฟล์ใน Excel แล้วบันทึกเป็น .xlsx หรือใช้แม่แบบมาตรฐาน"),
        (
            "The template is not an .xlsx workbook that can be read",
            "Open it in Excel and save it as .xlsx, or use the standard one",
        ),
    ),
    "template-exists": Rule(
        "note",
        (
            "ไฟล์ {found} มีอยู่แล้วและถูกแก้ไข จึงไม่เขียนทับ",
            "ถ้าต้องการแม่แบบมาตรฐานใหม่ ให้เปลี่ยนชื่อหรือย้ายไฟล์เดิมก่อน แล้วสั่งอีกครั้ง",
        ),
        (
            "File {found} is there already, changed, and is left as it is",
            "To have the standard template anew, rename or move it and run the command again",
        ),
        example=("templates/memo.docx", ""),
    ),
    "template-empty": Rule(
        "error",
        ("แม่แบบไม่มีช่องใดที่จะเติมข้อความ", "ใส่ชื่อข้อมูลในวงเล็บปีกกาคู่ลงในช่องที่ต้องการ ดูตัวอย่างจากแม่แบบมาตรฐาน"),
        (
            "The template has no cell to fill in",
            "Write names in double braces into its cells, as the standard template does",
        ),
    ),
    "template-name-unknown": Rule(
        "error",
        ("แม่แบบใช้ชื่อ {found} ซึ่งรายงานนี้ไม่มี", "ตรวจตัวสะกดกับแม่แบบมาตรฐาน ชื่อในแถวที่ทำซ้ำใช้ได้เฉพาะในแถวนั้น"),
        (
            "The template uses the name {found}, which this report does not have",
            "Compare it with the standard template; names of repeated rows work only in those rows",
        ),
    ),
    "template-expression": Rule(
        "error",
        ("อ่านคำสั่ง {found} ในแม่แบบไม่ได้", "ให้มีเพียงชื่อข้อมูลอยู่ในวงเล็บปีกกาคู่ที่ครบทั้งสองข้าง ดูตัวอย่างจากแม่แบบมาตรฐาน"),
        (
            "The template's {found} cannot be worked out",
            "Write only a name between two pairs of braces, as the standard template does",
        ),
    ),
    "template-formula": Rule(
        "error",
        ("ชื่อข้อมูลอยู่ในสูตร {found}", "พิมพ์เป็นข้อความธรรมดา ไม่ขึ้นต้นด้วยเครื่องหมาย ="),
        ("A name stands inside the formula {found}", "Write it as plain text that does not begin with ="),
    ),
    "template-formula-moves": Rule(
        "error",
        ("สูตรหรือชื่อ {found} อ้างถึงแถวที่จะเลื่อนเมื่อเติมรายงาน", "ลบสูตรนี้ แล้วใช้ชื่อข้อมูลของรายงานแทน"),
        (
            "The formula or name {found} refers to rows that move when the report is filled",
            "Delete it and use a name of the report instead",
        ),
    ),
    "template-rich-text": Rule(
        "error",
        ("ช่องที่มีชื่อข้อมูลใช้ตัวอักษรหลายแบบปนกัน ซึ่งจะหายไปเมื่อเติม", "จัดให้ทั้งช่องเป็นแบบอักษร ขนาด และสีเดียวกัน"),
        (
            "A cell to be filled mixes kinds of letters, which would be lost",
            "Give the whole cell one font, size and colour",
        ),
    ),
    "template-merge-low": Rule(
        "error",
        ("ข้อความยาวเกินกว่าที่เซลล์ซึ่งผสานหลายแถวจะแสดงได้", "เลิกผสานเซลล์ข้ามแถวในแม่แบบ แล้วข้อความจะต่อหน้าถัดไปเอง"),
        (
            "A text is too long for cells that are merged over several rows",
            "Unmerge them in the template; the text then goes on over the pages",
        ),
    ),
    "template-chart-unknown": Rule(
        "error",
        ("แม่แบบมีชื่อ {found} แต่รายงานไม่มีแผนภูมินี้", "ใช้ชื่อที่มี ({expected}) หรือลบชื่อนี้ใน สูตร > ตัวจัดการชื่อ"),
        (
            "The template has the name {found}, but the report has no such chart",
            "Use a known name ({expected}), or delete it in Formulas > Name Manager",
        ),
        example=("chart_total", "chart_overall"),
    ),
    "template-band-unknown": Rule(
        "error",
        ("ชื่อ {found} ไม่ตรงกับข้อมูลที่ทำซ้ำได้ในรายงานนี้ (มี {expected})", "แก้ชื่อในเมนู สูตร > ตัวจัดการชื่อ หรือลบชื่อนั้น"),
        (
            "The name {found} is none that this report repeats (it has {expected})",
            "Mend it in Formulas > Name Manager, or delete it",
        ),
    ),
    "template-band-nowhere": Rule(
        "error",
        ("ชื่อ {found} ไม่ได้ชี้ไปที่แถวใดในแม่แบบ", "กำหนดแถวให้ใหม่ในเมนู สูตร > ตัวจัดการชื่อ หรือลบชื่อนั้น"),
        (
            "The name {found} marks no rows of the template",
            "Set its rows again in Formulas > Name Manager, or delete it",
        ),
    ),
    "template-band-overlap": Rule(
        "error",
        ("แถวของ {found} ทับกัน", "ให้แถวของชื่อหนึ่งอยู่ในอีกชื่อทั้งหมด หรือแยกจากกัน"),
        ("The rows of {found} overlap", "Let the rows of one lie wholly inside the other, or apart"),
    ),
    "template-band-merge": Rule(
        "error",
        ("เซลล์ {expected} ผสานข้ามขอบของแถวที่ทำซ้ำ {found}", "เลิกผสานเซลล์ หรือให้เซลล์ที่ผสานอยู่ในแถวที่ทำซ้ำทั้งหมด"),
        (
            "Cells {expected} are merged across the edge of the repeated rows {found}",
            "Unmerge them, or keep them inside the repeated rows",
        ),
    ),
    "template-band-drawing": Rule(
        "error",
        ("มีรูปหรือกราฟวางอยู่ในแถวที่ทำซ้ำ {found}", "ย้ายรูปไปไว้นอกแถวที่ทำซ้ำ"),
        ("A picture or chart lies in the repeated rows {found}", "Move it out of the repeated rows"),
    ),
    "template-table-moves": Rule(
        "error",
        (
            "แม่แบบมีตารางของ Excel ({found}) ซึ่งขยายตามรายงานไม่ได้",
            "เปลี่ยนตารางเป็นช่วงปกติ (ออกแบบตาราง > แปลงเป็นช่วง)",
        ),
        (
            "The template has an Excel table ({found}) that cannot grow with the report",
            "Turn it into a plain range (Table Design > Convert to Range)",
        ),
    ),
    **{
        f"template-lost-{kind}": Rule(
            "error",
            (f"แม่แบบมี{thai} ซึ่งจะหายไปเมื่อเติมรายงาน", "ลบออกจากแม่แบบ หรือใช้ข้อความในช่องและรูปภาพธรรมดาแทน"),
            (
                f"The template has {english}, which would be lost",
                "Delete it, or use text in cells and plain pictures instead",
            ),
        )
        for kind, (thai, english) in {
            "shape": ("กล่องข้อความหรือรูปวาด", "a text box or a drawn shape"),
            "chart": ("กราฟ", "a chart"),
            "picture": (
                "รูปภาพแบบที่เก็บไว้ไม่ได้ (EMF, WMF, SVG รูปที่ครอบตัด หรือรูปในเซลล์)",
                "a picture that cannot be kept (EMF, WMF, SVG, cropped, or placed in a cell)",
            ),
            "header-picture": ("รูปในหัวกระดาษหรือท้ายกระดาษ", "a picture in a page header or footer"),
            "sparkline": ("กราฟเล็กในเซลล์ (Sparkline)", "sparklines"),
            "format": (
                "รูปแบบตามเงื่อนไขแบบแถบสีหรือไอคอนรุ่นใหม่",
                "conditional formats of a newer kind (data bars, icons)",
            ),
            "validation": ("รายการเลือกที่อ้างถึงแผ่นอื่นแบบรุ่นใหม่", "a validation of a newer kind"),
            "slicer": ("ตัวแบ่งส่วนข้อมูล (Slicer)", "a slicer or timeline"),
            "control": ("ปุ่ม ช่องทำเครื่องหมาย หรือวัตถุฝัง", "buttons, check boxes or embedded objects"),
            "pivot": ("ตาราง Pivot", "a pivot table"),
            "link": ("ลิงก์หรือการเชื่อมต่อไปยังข้อมูลนอกไฟล์", "links or connections to data outside the file"),
            "macro": ("มาโคร", "macros"),
        }.items()
    },
}
