"""The page of finding codes, from the catalogue: one section a code, under its family."""

from __future__ import annotations

from typing import Literal

from markdown import page, quoted

from toolkit.messages.catalogue import CATALOGUE, FAMILIES, Rule, codes_of
from toolkit.model.finding import Lang
from toolkit.model.month import Month
from toolkit.thai.dates import format_month
from toolkit.thai.labels import SEVERITY_LABELS

MonthStyle = Literal["full", "iso"]
_TITLES: tuple[tuple[str, str, str], ...] = (
    ("reading", "Reading a file", "การอ่านไฟล์"),
    ("plan", "The plan", "แผนมาตรการ"),
    ("plan_sense", "Sense of the plan", "ความสมเหตุสมผลของแผน"),
    ("submission", "Division workbooks", "แบบรายงานของกอง"),
    ("values", "What is typed in a row", "ค่าที่กรอกในแถว"),
    ("sense", "Worth a second look", "สิ่งที่ควรตรวจอีกครั้ง"),
    ("safety", "Safety of workbooks", "ความปลอดภัยของสมุดงาน"),
    ("photo", "Photographs", "ภาพกิจกรรม"),
    ("office", "The office folder", "โฟลเดอร์หน่วยงาน"),
    ("report", "Reports", "รายงาน"),
    ("memo", "The memo", "บันทึกข้อความ"),
    ("printing", "Printing", "การพิมพ์"),
    ("publish", "Publishing", "การเผยแพร่"),
    ("importing", "Import", "การนำเข้าเอกสาร"),
    ("scale", "Many offices", "หลายหน่วยงาน"),
)
_TITLE = {"en": "Finding codes", "th": "รหัสสิ่งที่ตรวจพบ"}
_INTRO = {
    "en": """What the toolkit finds in a file has a code, the same in both languages, in `--json` and in returned
workbooks. An **error** must be mended before a workbook is accepted, a **warning** stops nothing but deserves a look,
a **note** only tells. Words stand here as with the values of an example; `…` stands for a value.
The same in Thai: [รหัสสิ่งที่ตรวจพบ](codes.th.md).""",
    "th": """ทุกสิ่งที่โปรแกรมตรวจพบมีรหัสประจำ ใช้รหัสเดียวกันทั้งในไฟล์ที่ส่งคืนและใน `--json` **ต้องแก้ไข** คือต้องแก้ก่อนจึงจะรับไฟล์ได้
**ควรตรวจสอบ** คือรับไฟล์ได้แต่ควรดูอีกครั้ง **หมายเหตุ** คือแจ้งให้ทราบ ข้อความด้านล่างใส่ค่าตัวอย่างไว้แล้ว เครื่องหมาย `…` แทนค่าที่พบจริง
ภาษาอังกฤษอยู่ที่ [Finding codes](codes.md)""",
}
_ADVICE = {"en": "What to do", "th": "วิธีแก้"}


def codes_page(lang: Lang) -> str:
    """All codes in one language."""
    untitled = set(FAMILIES).difference(family for family, _, _ in _TITLES)
    if untitled:
        raise SystemExit(f"make/reference/codes.py has no title for {', '.join(sorted(untitled))}")
    sections = (_family(family, th if lang == "th" else en, lang) for family, en, th in _TITLES)
    return page(_TITLE[lang], _INTRO[lang], *sections)


def _family(family: str, title: str, lang: Lang) -> str:
    sections = (_section(code, CATALOGUE[code], lang) for code in codes_of(family))
    return "\n\n".join((f"## {title}", *sections))


def _section(code: str, rule: Rule, lang: Lang) -> str:
    found, expected = (value or "…" for value in rule.example)
    values = {"found": found, "expected": expected, "sheet": "…", "file": "…"}
    message, advice = (sentence.format(**values) for sentence in (rule.th if lang == "th" else rule.en))
    announced = "".join(f"; {place}" for place in _announced(rule, lang))
    return (
        f"### `{code}`\n\n**{SEVERITY_LABELS[lang][rule.severity]}**{announced}\n\n"
        f"{quoted(message)}\n\n*{_ADVICE[lang]}:* {quoted(advice)}"
    )


def _announced(rule: Rule, lang: Lang) -> list[str]:
    """From which month on a new rule is a warning or an error."""

    milder = (
        (rule.warning_from, "a note for months before {}", "เดือนก่อน{}เป็นหมายเหตุ"),
        (rule.error_from, "a warning for months before {}", "เดือนก่อน{}เป็นข้อควรตรวจสอบ"),
    )
    style: MonthStyle = "full" if lang == "th" else "iso"
    return [
        (th if lang == "th" else en).format(format_month(Month.parse(month), style))
        for month, en, th in milder
        if month
    ]
