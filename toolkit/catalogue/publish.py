"""Findings about publishing: what the public would miss on the pages, or meet broken."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.catalogue.rule import Rule

PUBLISH: Mapping[str, Rule] = {
    "publish-element-missing": Rule(
        "warning",
        (
            "หน้าเผยแพร่ยังขาด “{found}” ตามที่เกณฑ์ ITA กำหนด ({expected})",
            "เติมในแผนหรือขอจากกองที่รับผิดชอบ แล้วเผยแพร่ใหม่ก่อนส่งแบบประเมิน",
        ),
        (
            'The pages lack "{found}", which the assessment asks for ({expected})',
            "Complete the plan or ask the divisions, then publish again before the form is sent",
        ),
        example=("ผลลัพธ์หรือความสำเร็จของการดำเนินการ", "มาตรการ 2, 5"),
    ),
    "publish-item-unconfirmed": Rule(
        "warning",
        (
            "รหัสข้อ {found} ของ ITA ปี {expected} ที่พิมพ์ในหน้าเผยแพร่ยังไม่ได้ยืนยันกับประกาศของปีนั้น",
            "ตรวจกับแบบประเมิน ถ้าไม่ตรงให้พิมพ์รหัสข้อที่ถูกในแผ่น หน่วยงาน ของแผน",
        ),
        (
            "Item code {found} of the ITA of {expected} on the pages is not confirmed for that year",
            "Compare it with the assessment form, and type the right one on the plan's sheet หน่วยงาน",
        ),
        example=("O34", "2567"),
    ),
    "publish-address-unknown": Rule(
        "note",
        (
            "ยังไม่ทราบที่อยู่เว็บไซต์ที่จะวางหน้าเผยแพร่ หน้ารายข้อ ITA จึงบอกได้เพียงชื่อไฟล์",
            "เผยแพร่ใหม่พร้อมระบุ --base-url ตามด้วยที่อยู่ของโฟลเดอร์บนเว็บไซต์",
        ),
        (
            "Where the pages will stand is not known, so the item pages can name their file only",
            "Publish again with --base-url and the address of the folder on the website",
        ),
    ),
    "publish-document-missing": Rule(
        "warning",
        (
            "ยังไม่มีไฟล์ {found} ในโฟลเดอร์ reports จึงไม่มีให้ดาวน์โหลด",
            "สร้างรายงานด้วย ita report และ PDF ด้วย ita export แล้วเผยแพร่ใหม่",
        ),
        (
            "There is no file {found} in reports, so none can be downloaded",
            "Make the report with ita report and its PDF with ita export, then publish again",
        ),
        example=("six-month-2567.pdf", ""),
    ),
    "publish-document-unreadable": Rule(
        "warning",
        (
            "ไฟล์นี้เปิดเพื่อตัดข้อมูลภายในออกไม่ได้ จึงไม่ได้เผยแพร่",
            "เปิดไฟล์แล้วบันทึกใหม่ให้ตรงชนิดของไฟล์ (.xlsx หรือ .pdf) หรือสร้างใหม่ แล้วเผยแพร่อีกครั้ง",
        ),
        (
            "This file cannot be opened to take internal data out, so it was not published",
            "Save it again as what its name says (.xlsx or .pdf), or make it anew, and publish again",
        ),
    ),
    "publish-link-malformed": Rule(
        "warning",
        (
            "ที่อยู่เว็บของหลักฐาน “{found}” เขียนไม่ถูกรูปแบบ จึงไม่ได้แสดงเป็นลิงก์",
            "แก้ที่อยู่ให้เป็นแบบ https://ชื่อเว็บ/หน้า ในแบบรายงานของกอง แล้วส่งใหม่",
        ),
        (
            'The evidence address "{found}" is malformed, so it is not shown as a link',
            "Write it like https://site/page in the division's workbook and send it again",
        ),
        example=("https://เว็บ ไซต์", ""),
    ),
    "publish-link-broken": Rule(
        "warning",
        (
            "เปิดลิงก์หลักฐาน {found} ไม่ได้ ({expected})",
            "ตรวจว่าหน้าเว็บยังอยู่และเปิดได้โดยไม่ต้องเข้าสู่ระบบ หรือแก้ลิงก์ในแบบรายงานของกอง",
        ),
        (
            "The evidence link {found} does not open ({expected})",
            "See that the page is still there and needs no login, or mend the link in the division's workbook",
        ),
        example=("https://www.example.go.th/plan", "404"),
    ),
}
