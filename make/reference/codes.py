"""The page of finding codes, from the catalogue: one section a code, under its family."""

from __future__ import annotations

from typing import Literal

from markdown import page, quoted

from toolkit.messages.catalogue import CATALOGUE, FAMILIES, Rule, codes_of
from toolkit.model.finding import Lang
from toolkit.model.month import Month
from toolkit.thai.dates import format_month
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.thai.text import thai_order

MonthStyle = Literal["full", "iso"]
# First what an officer gets back with a division's workbook, then what the head of office meets over the year.
_TITLES: tuple[tuple[str, str, str], ...] = (
    ("values", "What is typed in a row", "ค่าที่กรอกในแถว"),
    ("submission", "Division workbooks", "แบบรายงานของกอง"),
    ("sense", "Worth a second look", "สิ่งที่ควรตรวจอีกครั้ง"),
    ("photo", "Photographs", "ภาพกิจกรรม"),
    ("reading", "Reading a file", "การอ่านไฟล์"),
    ("safety", "Safety of workbooks", "ความปลอดภัยของสมุดงาน"),
    ("plan", "The plan", "แผนมาตรการ"),
    ("plan_sense", "Sense of the plan", "ความสมเหตุสมผลของแผน"),
    ("importing", "Import", "การนำเข้าเอกสาร"),
    ("office", "The office folder", "โฟลเดอร์หน่วยงาน"),
    ("report", "Reports", "รายงาน"),
    ("memo", "The memo", "บันทึกข้อความ"),
    ("printing", "Printing", "การพิมพ์"),
    ("publish", "Publishing", "การเผยแพร่"),
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
หาจากข้อความที่เห็นบนจอ หกหมวดแรกคือสิ่งที่พบในไฟล์ของกอง ในแต่ละหมวดเรียงข้อที่ต้องแก้ไขก่อน แล้วเรียงตามตัวอักษร
ภาษาอังกฤษอยู่ที่ [Finding codes](codes.md)""",
}
_GRAVITY = {"error": 0, "warning": 1, "note": 2}
_ADVICE = {"en": "What to do", "th": "วิธีแก้"}


def codes_page(lang: Lang) -> str:
    """All codes in one language."""
    untitled = set(FAMILIES).difference(family for family, _, _ in _TITLES)
    if untitled:
        raise SystemExit(f"make/reference/codes.py has no title for {', '.join(sorted(untitled))}")
    sections = (_family(family, th if lang == "th" else en, lang) for family, en, th in _TITLES)
    return page(_TITLE[lang], _INTRO[lang], *sections)


def _family(family: str, title: str, lang: Lang) -> str:
    codes = list(codes_of(family))
    if lang == "th":
        # An officer looks for the sentence on the screen, gravest first; a program looks for the code.
        order = thai_order(_texts(CATALOGUE[code], lang)[0] for code in codes)
        codes.sort(
            key=lambda code: (_GRAVITY[CATALOGUE[code].severity], order[_texts(CATALOGUE[code], lang)[0]])
        )
    sections = (_section(code, CATALOGUE[code], lang) for code in codes)
    return "\n\n".join((f"## {title}", *sections))


def _texts(rule: Rule, lang: Lang) -> tuple[str, str]:
    """Return a rule's message and advice with its example filled in."""
    found, expected = (value or "…" for value in rule.example)
    values = {"found": found, "expected": expected, "sheet": "…", "file": "…"}
    message, advice = (sentence.format(**values) for sentence in (rule.th if lang == "th" else rule.en))
    return message, advice


def _section(code: str, rule: Rule, lang: Lang) -> str:
    message, advice = _texts(rule, lang)
    announced = "".join(f"; {place}" for place in _announced(rule, lang))
    severity = f"**{SEVERITY_LABELS[lang][rule.severity]}**{announced}"
    told = f"*{_ADVICE[lang]}:* {quoted(advice)}"
    if lang == "th":
        return f"### {quoted(' '.join(message.split()))}\n\n{severity} · `{code}`\n\n{told}"
    return f"### `{code}`\n\n{severity}\n\n{quoted(message)}\n\n{told}"


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
