"""Findings about what is allowed to be typed but worth a second look: sense, times, evidence, letters."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

SENSE: Mapping[str, Rule] = {
    "percent-fell": Rule(
        "warning",
        (
            "ร้อยละสะสมลดลงจาก {expected} เหลือ {found}",
            "ตรวจว่าเป็นร้อยละสะสม ถ้าลดลงจริง ให้บอกเหตุผลในช่องเหตุผล/ปัญหา",
        ),
        (
            "The percent reached fell from {expected} to {found}",
            "Check that it is the percent reached so far; if it did fall, say why in the reason column",
        ),
        example=("30", "40"),
    ),
    "done-taken-back": Rule(
        "warning",
        ("ขั้นตอนนี้รายงานว่าแล้วเสร็จตั้งแต่เดือน {found}", "ตรวจสถานะ ถ้าต้องทำต่อจริง ให้บอกเหตุผลในช่องเหตุผล/ปัญหา"),
        (
            "This step was reported done in {found}",
            "Check its status; if work does go on, say why in the reason column",
        ),
        example=("ธันวาคม 2566", ""),
    ),
    "past-due": Rule(
        "note",
        ("ขั้นตอนนี้เลยกำหนดแล้ว (กำหนดเสร็จ {found})", "เร่งดำเนินการ และบอกเหตุที่ล่าช้าในช่องเหตุผล/ปัญหา"),
        (
            "This step is past its due month ({found})",
            "Hurry it on, and say why it is late in the reason column",
        ),
        example=("ธันวาคม 2566", ""),
    ),
    "action-repeated": Rule(
        "note",
        ("สิ่งที่ทำในเดือนนี้เหมือนกับที่รายงานของเดือน {found} ทุกคำ", "พิมพ์เฉพาะสิ่งที่ทำเพิ่มในเดือนนี้"),
        ("What was done is word for word that of {found}", "Type what was done in this month"),
        example=("พฤศจิกายน 2566", ""),
    ),
    "action-same-everywhere": Rule(
        "warning",
        ("สิ่งที่ทำเหมือนกันทุกขั้นตอนในแผ่นนี้ ({expected}): “{found}”", "พิมพ์สิ่งที่ทำจริงของแต่ละขั้นตอน"),
        (
            'Every step on the sheet ({expected}) has the same action: "{found}"',
            "Type what was really done for each step",
        ),
        warning_from="2570-10",
        example=("ดำเนินการตามแผนเรียบร้อย", "1.1, 1.2, 2.1"),
    ),
    "all-na": Rule(
        "warning",
        ("ทั้ง {found} ขั้นตอนของกองถูกรายงานว่าไม่เกี่ยวข้อง", "ตรวจสถานะ ถ้าไม่เกี่ยวข้องจริง ให้ผู้ดูแลแผนแก้กองที่รับผิดชอบ"),
        (
            "All {found} steps of the division are reported as not relevant",
            "Check them; if that is so, have the responsible divisions mended in the plan",
        ),
        example=("4", ""),
    ),
    "result-same": Rule(
        "note",
        ("มาตรการ {found} ใช้ข้อความสรุปเดียวกัน ซึ่งจะพิมพ์ซ้ำในรายงาน", "สรุปผลของแต่ละมาตรการแยกกัน"),
        (
            "Measures {found} have the same summary, which reports will print for each",
            "Sum up each measure on its own",
        ),
        example=("1, 2", ""),
    ),
    "time-outside-year": Rule(
        "warning",
        ("ข้อความมีเดือน “{found}” ซึ่งอยู่นอกปีงบประมาณ {expected}", "ตรวจปีที่พิมพ์ ถ้าหมายถึงเรื่องของปีอื่นจริง ไม่ต้องแก้"),
        (
            'The text names "{found}", outside fiscal year {expected}',
            "Check the year; leave it if another year is meant",
        ),
        example=("มีนาคม ๒๕๖๖", "2567"),
    ),
    "time-ahead": Rule(
        "note",
        (
            "รายงานว่าแล้วเสร็จ แต่ข้อความมีเดือน “{found}” ซึ่งอยู่หลังเดือน {expected}",
            "ตรวจเดือนและปีที่พิมพ์ หรือสถานะของขั้นตอน",
        ),
        (
            'Reported as done, but the text names "{found}", which is after {expected}',
            "Check the month and year, or the step's status",
        ),
        example=("15 มี.ค. 67", "ธันวาคม 2566"),
    ),
    "evidence-local": Rule(
        "warning",
        (
            "หลักฐาน “{found}” อยู่ในเครื่องหรือเครือข่ายของกอง ผู้อื่นเปิดดูไม่ได้",
            "ใส่ลิงก์ที่เปิดได้จากที่อื่น เลขที่หนังสือ หรือส่งไฟล์แนบมาด้วย",
        ),
        (
            'The evidence "{found}" lies on one computer or network and nobody else can open it',
            "Give a link that opens elsewhere or a document number, or send the file along",
        ),
        warning_from="2570-10",
        example=(r"D:\งาน ITA\คู่มือ.pdf", ""),
    ),
    "evidence-link": Rule(
        "note",
        ("ลิงก์ “{found}” เปิดไม่ได้ เพราะพิมพ์ไม่ครบหรือมีช่องว่างคั่น", "คัดลอกลิงก์ทั้งเส้นจากหน้าเว็บมาวางใหม่"),
        (
            'The link "{found}" opens nothing: it is mistyped or broken by a blank',
            "Copy the whole link from the page once more",
        ),
        example=("http//www.thungtuayang.example", ""),
    ),
    "evidence-vague": Rule(
        "warning",
        ("ขั้นตอนนี้ต้องมีหลักฐาน แต่ “{found}” ไม่ได้บอกว่าดูได้ที่ใด", "พิมพ์ลิงก์ เลขที่หนังสือ หรือชื่อไฟล์หลักฐาน"),
        (
            'This step needs evidence, and "{found}" does not say where to find it',
            "Type a link, a document number or a file name",
        ),
        warning_from="2570-10",
        example=("ตามเอกสารแนบ", ""),
    ),
    "text-repaired": Rule(
        "note",
        ("ข้อความพิมพ์ผิดรูปหรือมีอักขระแฝง จึงอ่านตามที่แก้แล้ว เช่น “{found}” (เซลล์ {expected})", "ไม่ต้องแก้ ถ้าอ่านถูกต้องแล้ว"),
        (
            'Mistyped marks or hidden characters were mended on reading, as in "{found}" (cells {expected})',
            "Nothing to do if that is what was meant",
        ),
        example=("แล้วเสร็จ", "H9, H10"),
    ),
    "letter-foreign": Rule(
        "note",
        ("มีอักษรภาษาอื่นปนในคำไทย เช่น “{found}” (เซลล์ {expected})", "พิมพ์คำนั้นใหม่เป็นอักษรไทย"),
        (
            'A letter of another script stands in a Thai word, as in "{found}" (cells {expected})',
            "Type the word again in Thai letters",
        ),
        example=("กาsประชุม", "H9"),
    ),
}
