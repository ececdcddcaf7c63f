"""An example of every command, with what it says in both languages. The tests of the documentation run them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Where an example runs (see CONTRIBUTING.md), the command, and its output in English and Thai. Those that
    take long and are run elsewhere are not run here."""

    run: str
    command: str
    en: str
    th: str


_CSV = "ลำดับ,มาตรการ,ขั้นตอน,ผู้รับผิดชอบ\\n1,ปรับปรุงคู่มือ,ร่างคู่มือ,กองคลัง\\n"

EXAMPLES: Mapping[str, Example] = {
    "new": Example(
        "new",
        "ita new my-office --example thetsaban-tambon",
        "Made my-office. Next: open my-office/plan.xlsx in Excel, fill it in, then run: ita check",
        "สร้าง my-office แล้ว …",
    ),
    "import": Example(
        "new",
        f"printf '{_CSV}' > last-year.csv\n$ ita import last-year.csv --year 2570 --to plan.xlsx",
        "1 measures, 1 steps, 1 divisions, 0 scores; fiscal year 2570\n…",
        "ได้ 1 มาตรการ 1 ขั้นตอน 1 กอง และคะแนน 0 รายการ ปีงบประมาณ 2570\n…",
    ),
    "check": Example(
        "guide",
        "ita check plan.xlsx",
        "plan.xlsx: accepted\n…\nNothing to mend.",
        "plan.xlsx: ผ่าน\n…\nไม่มีสิ่งที่ต้องแก้ไข",
    ),
    "distribute": Example(
        "guide",
        "ita distribute --division 01",
        "outbox/สำนักปลัดเทศบาล-2570.xlsx\nWorkbooks in outbox/: 1. Send each one to its division.",
        "outbox/สำนักปลัดเทศบาล-2570.xlsx\nทำแบบรายงานสำหรับแจกไว้ในโฟลเดอร์ outbox แล้ว 1 ไฟล์ …",
    ),
    "rollup": Example(
        "guide",
        "ita rollup --month 2570-03",
        "…\nCompletion 68.00 % (plan 72.88 %), 12 of 23 steps done\n"
        "Reported: 5 of 6 divisions (0 late) returned: 1\n…\nWritten: reports/rollup-2570-03.xlsx",
        "…\nความคืบหน้าร้อยละ 68.00 (แผนกำหนดไว้ร้อยละ 72.88) แล้วเสร็จ 12 จาก 23 ขั้นตอน\n"
        "ส่งแล้ว 5 จาก 6 กอง (ส่งล่าช้า 0 กอง) ส่งคืนแก้ไข 1 กอง\n…\nเขียนไฟล์แล้ว: reports/rollup-2570-03.xlsx",
    ),
    "status": Example(
        "guide",
        "ita status --month 2570-03 --message",
        "ITA measures, report of 2570-03\nReturned, waiting for a correction: • กองช่าง\n…",
        "…\nเรื่อง รายงานผลตามมาตรการ ITA ประจำเดือนมีนาคม 2570\nส่งคืนให้แก้ไข รอฉบับแก้ไขจาก • กองช่าง\n…",
    ),
    "report": Example(
        "guide",
        "ita report monthly --month 2570-02",
        "…\nWritten: reports/monthly-2570-02.xlsx\nWritten: reports/monthly-2570-02-memo.docx\n"
        "Written: reports/monthly-2570-02.sources.csv",
        "…\nเขียนไฟล์แล้ว: reports/monthly-2570-02.xlsx\nเขียนไฟล์แล้ว: reports/monthly-2570-02-memo.docx\n"
        "เขียนไฟล์แล้ว: reports/monthly-2570-02.sources.csv",
    ),
    "export": Example(
        "none - docs/th/reports.md runs it",
        "ita export reports/rollup-2570-03.xlsx",
        "…\nWritten: reports/rollup-2570-03.pdf",
        "…\nเขียนไฟล์แล้ว: reports/rollup-2570-03.pdf",
    ),
    "macros": Example(
        "guide",
        "ita macros export --to modules",
        "…\nWritten: modules/ItaAnswers.bas\n…",
        "…\nเขียนไฟล์แล้ว: modules/ItaAnswers.bas\n…",
    ),
    "publish": Example(
        "guide",
        "ita publish --base-url https://www.thungtuayang.example/ita/2570",
        "…\nWritten: site/index.html\nFiles of the site: …; changed: …",
        "…\nเขียนไฟล์แล้ว: site/index.html\nไฟล์ของเว็บไซต์ … ไฟล์ เปลี่ยนแปลง … ไฟล์",
    ),
    "log": Example(
        "guide",
        "ita log --verify",
        "Sound: … lines of the ledger, … archived files.",
        "ถูกต้องครบถ้วน ทะเบียน … รายการ ไฟล์ … ไฟล์ ไม่มีการแก้ไข…",
    ),
    "consolidate": Example(
        "none - docs/th/provinces.md runs it",
        "ita consolidate . --to ../summary --month 2570-03 --workers 1",
        "…\n1 offices in 1 provinces, month 2570-03\n"
        "Mean completion 68.00 % (plan 72.88 %); reports on time 83.33 %\n…\n"
        "Written: ../summary/summary.xlsx",
        "…\n1 หน่วยงาน 1 จังหวัด เดือน 2570-03\n…\nเขียนไฟล์แล้ว: ../summary/summary.xlsx",
    ),
    "demo": Example(
        "none - tests/cli/test_program.py runs it",
        "ita demo",
        "An office folder with its plan and 6 division workbooks.\n…\nCompletion 68.00 % (plan 72.88 %), …\n…",
        "สร้างโฟลเดอร์หน่วยงานพร้อมแผน และแบบรายงานของกอง 6 ไฟล์\n…",
    ),
    "open": Example(
        "none - tests/web/test_server.py runs it",
        "ita open --no-browser",
        "The front page is open at http://127.0.0.1:…\n…",
        "เปิดหน้าแรกแล้วที่ http://127.0.0.1:…\n…",
    ),
    "doctor": Example("demo", "ita doctor", "✓ Python: …\n…", "✓ Python: …\n…"),
}
