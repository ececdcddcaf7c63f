"""Findings about the office folder itself: its plan file, archive, ledger and outputs."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

OFFICE: Mapping[str, Rule] = {
    "plan-missing": Rule(
        "error",
        (
            "ไม่พบแผนมาตรการ plan.xlsx ในโฟลเดอร์ {found}",
            "เข้าไปในโฟลเดอร์ของหน่วยงานก่อน หรือระบุโฟลเดอร์ด้วย --office หรือสร้างใหม่ด้วยคำสั่ง ita new",
        ),
        (
            "There is no plan.xlsx in the folder {found}",
            "Go to the office folder, name it with --office, or make one with ita new",
        ),
    ),
    "office-exists": Rule(
        "error",
        ("โฟลเดอร์ {found} มีแผนมาตรการอยู่แล้ว จึงไม่เขียนทับ", "เลือกโฟลเดอร์อื่น หรือย้ายแผนเดิมออกก่อน"),
        (
            "The folder {found} holds a plan already and is left as it is",
            "Choose another folder, or move the old plan away first",
        ),
    ),
    "output-locked": Rule(
        "error",
        ("เขียนไฟล์ {file} ไม่ได้ เพราะเปิดค้างอยู่ในโปรแกรมอื่น หรือไม่มีสิทธิ์เขียน", "ปิดไฟล์นั้นใน Excel แล้วสั่งใหม่"),
        (
            "File {file} cannot be written: it is open elsewhere or write-protected",
            "Close it in Excel and run the command again",
        ),
    ),
    "disk-full": Rule(
        "error",
        ("เขียนไฟล์ {file} ไม่ได้ เพราะพื้นที่ดิสก์เต็ม", "ลบหรือย้ายไฟล์ที่ไม่ใช้ออกจากดิสก์ แล้วสั่งใหม่"),
        (
            "File {file} cannot be written: the disk is full",
            "Make room on the disk and run the command again",
        ),
    ),
    "office-busy": Rule(
        "error",
        ("มีผู้อื่นกำลังสั่งงานกับโฟลเดอร์นี้อยู่", "รอสักครู่ แล้วสั่งใหม่"),
        ("Somebody else is working on this folder", "Wait a moment and run the command again"),
    ),
    "archive-missing": Rule(
        "error",
        ("ไฟล์ที่รับไว้แล้วหายไป: {found}", "นำไฟล์นั้นจากสำเนาสำรองกลับมาวางที่เดิม แล้วสั่งใหม่"),
        (
            "An accepted file has vanished from the archive: {found}",
            "Put it back from a backup and run again",
        ),
    ),
    "archive-changed": Rule(
        "error",
        ("ไฟล์ที่รับไว้แล้วถูกแก้ไขภายหลัง: {found}", "นำไฟล์เดิมจากสำเนาสำรองกลับมาวางแทน และอย่าแก้ไฟล์ในโฟลเดอร์ archive"),
        (
            "A file in the archive was changed after it was accepted: {found}",
            "Restore it from a backup; never edit files in archive",
        ),
    ),
    "archive-unlisted": Rule(
        "note",
        (
            "ไฟล์ {found} อยู่ในโฟลเดอร์ archive แต่ไม่มีในทะเบียนรับไฟล์ จึงไม่นำมาคำนวณ",
            "ถ้ามีผู้นำมาวางเอง ให้ย้ายไปไว้ในโฟลเดอร์ inbox",
        ),
        (
            "File {found} lies in the archive but not in the ledger, so it counts nowhere",
            "If somebody put it there by hand, move it to the inbox folder",
        ),
    ),
    "program-fault": Rule(
        "error",
        ("โปรแกรมขัดข้องขณะตรวจไฟล์นี้ จึงยังไม่รับข้อมูล", "ส่งโฟลเดอร์ {found} ให้ผู้ดูแลโปรแกรม ไฟล์อื่นตรวจตามปกติแล้ว"),
        (
            "The program failed on this file, so it is not accepted yet",
            "Send the folder {found} to whoever looks after the program; the other files were dealt with",
        ),
    ),
    "ledger-broken": Rule(
        "error",
        (
            "ทะเบียนรับไฟล์ {file} ถูกแก้ไขหรือชำรุดที่บรรทัด {found}",
            "นำไฟล์เดิมจากสำเนาสำรองกลับมาวางแทน แล้วสั่งใหม่",
        ),
        (
            "The ledger {file} was changed or damaged at line {found}",
            "Restore it from a backup and run again",
        ),
    ),
    "date-shifted": Rule(
        "note",
        ("เลื่อนวันที่จาก {found} เป็น {expected}", "ตรวจว่าเดือนใหม่ถูกต้องสำหรับปีนี้"),
        ("Date moved from {found} to {expected}", "Check that the new month is right for this year"),
    ),
    "division-replaced": Rule(
        "note",
        ("กอง {found} ไม่มีแล้ว จึงเปลี่ยนเป็น {expected}", "ตรวจว่ากองที่รับงานต่อถูกต้อง"),
        ("Division {found} is no more and was replaced by {expected}", "Check that the successor is right"),
    ),
    "plan-has-errors": Rule(
        "error",
        ("แผนยังมีที่ผิด จึงยังไม่ออกสมุดงาน", "สั่ง ita check แล้วแก้ทุกข้อในแผนที่มีเครื่องหมาย ✗ จากนั้นสั่งใหม่"),
        (
            "The plan has errors, so no workbooks are issued",
            "Run ita check, mend everything in the plan that is marked ✗ and run again",
        ),
    ),
    "outbox-kept": Rule(
        "warning",
        (
            "สมุดงาน {found} ในโฟลเดอร์ outbox ถูกกรอกหรือแก้ไข จึงเก็บไว้เป็น {expected}",
            "ถ้าเป็นข้อมูลที่จะส่ง ให้ย้ายไฟล์นั้นไปไว้ในโฟลเดอร์ inbox",
        ),
        (
            "Workbook {found} in outbox had been changed and was kept as {expected}",
            "If it holds data to be sent, move it to the inbox folder",
        ),
    ),
    "outbox-removed": Rule(
        "note",
        (
            "ลบสมุดงาน {found} ออกจากโฟลเดอร์ outbox แล้ว เพราะกองเปลี่ยนชื่อหรือไม่มีงานในแผนแล้ว",
            "ใช้สมุดงานอื่นในโฟลเดอร์นั้นแทน ถ้ากองกรอกไฟล์ชื่อเดิมไว้แล้ว ยังส่งไฟล์นั้นได้",
        ),
        (
            "Workbook {found} was removed from outbox: its division has another name or no work in the plan now",
            "Use the others there; what a division filled in under the old name can still be sent",
        ),
        example=("กองคลัง-2567.xlsx", ""),
    ),
    "outbox-unused": Rule(
        "warning",
        (
            "สมุดงาน {found} ในโฟลเดอร์ outbox ไม่ใช้แล้ว เพราะกองเปลี่ยนชื่อหรือไม่มีงานในแผนแล้ว แต่ถูกแก้ไขหรือเปิดค้างอยู่ จึงไม่ลบ",
            "ถ้าเป็นข้อมูลที่จะส่ง ให้ย้ายไปไว้ในโฟลเดอร์ inbox ถ้าไม่ใช่ ให้ลบได้",
        ),
        (
            "Workbook {found} in outbox is no longer used, since its division has another name or no work now, "
            "but was changed or is open, so it was left",
            "If it holds data to be sent, move it to the inbox folder; otherwise delete it",
        ),
        example=("กองคลัง-2567.xlsx", ""),
    ),
    "division-ended": Rule(
        "note",
        (
            "“{found}” มีถึงเดือน{expected} และรายงานครบแล้ว จึงไม่ออกสมุดงานให้",
            "ไม่ต้องทำอะไร แต่ถ้ากองนี้ยังมีอยู่ ให้แก้ช่อง มีถึงเดือน ในแผ่น กอง",
        ),
        (
            "Division {found} ended in {expected} and has reported everything, so it gets no workbook",
            "Nothing to do; if it still exists, mend its last month on the sheet กอง",
        ),
        example=("กองคลัง", "ธันวาคม 2566"),
    ),
    "division-not-issued": Rule(
        "note",
        ("กอง {found} ไม่มีขั้นตอนที่รับผิดชอบ จึงไม่ออกสมุดงานให้", "ถ้ากองนี้มีงานในแผน ให้ใส่ชื่อกองในแผ่น ขั้นตอน"),
        (
            "Division {found} has no steps, so it gets no workbook",
            "If it has work in the plan, name it on the sheet ขั้นตอน",
        ),
    ),
}
