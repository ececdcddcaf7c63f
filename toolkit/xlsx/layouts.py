"""The one specification of every table that the toolkit writes and reads back.

A table is found by its marker `ita:<name>` in column A, a field by its id in the marker's row; the
Thai headings below them are for people. Workbooks are made from this and checked against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.model.cells import column_letters
from toolkit.thai.words import STATUS_LABELS

SCHEMA = "1"
MARKER = "ita:"
META_SHEET = "_meta"
LISTS_SHEET = "_lists"

ValueKind = Literal["text", "number", "percent", "choice", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its id, its Thai heading, its width in characters and how people fill it.

    `choices` names a list of `CHOICES`; `hint` is the input message (title is the heading). A field that was
    `added` may be missing: workbooks made before have no such column.
    """

    id: str
    heading: str
    width: float = 14
    kind: ValueKind = "text"
    choices: str = ""
    hint: str = ""
    required: bool = False
    locked: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name (marker `ita:<name>`), its sheet, its title and its columns in order.

    `rows` is the number of blank rows that a new workbook offers; `keys` are the keys of a
    key-value table (key, label, hint).
    """

    name: str
    sheet: str
    title: str
    fields: tuple[Field, ...]
    rows: int = 0
    keys: tuple[Key, ...] = ()

    @property
    def marker(self) -> str:
        """What stands in column A where the table begins."""
        return MARKER + self.name

    @property
    def field_ids(self) -> tuple[str, ...]:
        return tuple(field.id for field in self.fields)


@dataclass(frozen=True, slots=True)
class Key:
    """One row of a key-value table."""

    id: str
    label: str
    hint: str = ""
    choices: str = ""
    required: bool = False


CHOICE_IDS: Mapping[str, Mapping[str, str]] = {
    "numerals": {"เลขไทย": "thai", "เลขอารบิก": "arabic"},
    "report": {
        "แผนมาตรการ": "plan",
        "รายงานประจำเดือน": "monthly",
        "รายงานรอบ 6 เดือน": "six-month",
        "รายงานประจำปี": "annual",
    },
    "score_item": {
        "คะแนนรวม": "overall",
        "IIT": "iit",
        "EIT": "eit",
        "EIT ส่วนที่ 1": "eit1",
        "EIT ส่วนที่ 2": "eit2",
        "OIT": "oit",
    },
    "text_field": {
        "สรุปผล": "result",
        "ผลลัพธ์": "outcome",
        "ปัญหา": "problem",
        "ข้อเสนอแนะ": "suggestion",
    },
}
"""The words of some choices, as people pick them, and the ids that they stand for, which are read as well."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    # The formulas of division workbooks know a status by its place in this list.
    "status": tuple(STATUS_LABELS.values()),
    "every": ("เดือน", "ไตรมาส"),
    "yes": ("ใช่",),
    "yes_no": ("ใช่", "ไม่"),
    "numerals": tuple(CHOICE_IDS["numerals"]),
    "action": ("แก้ไข", "พัฒนา", "รักษาระดับ"),
    "agency_type": (
        *("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร"),
        *("องค์การบริหารส่วนจังหวัด", "โรงพยาบาล", "โรงเรียน", "วิทยาลัย", "มหาวิทยาลัย"),
        *("สถานีตำรวจ", "หน่วยงานอื่น"),
    ),
    "font": ("TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙", "Sarabun", "Laksaman"),
    "score_item": (*map(str, range(1, 11)), *CHOICE_IDS["score_item"]),
    "report": tuple(CHOICE_IDS["report"]),
    "text_field": tuple(CHOICE_IDS["text_field"]),
    "role": ("ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้เห็นชอบ", "ผู้อนุมัติ"),
}


def choice_word(choices: str, text: str) -> str:
    """Return the word that people pick for an id of `CHOICE_IDS`; any other text as it is."""
    words = CHOICE_IDS.get(choices, {})
    return next((word for word, id_ in words.items() if id_ == text), text)


def list_range(name: str, lists: Mapping[str, Sequence[str]] = CHOICES) -> str:
    """Return the range of one of the lists on the list sheet, for dropdowns and formulas."""
    # By reference: Excel "repairs" a workbook with an inline list of more than 255 characters.
    letter = column_letters(list(lists).index(name) + 1)
    return f"={LISTS_SHEET}!${letter}$1:${letter}${len(lists[name])}"


_LABEL_VALUE = (Field("label", "รายการ", 34, locked=True), Field("value", "ข้อมูล", 48))

AGENCY = Table(
    "agency",
    "หน่วยงาน",
    "ข้อมูลหน่วยงาน",
    (*_LABEL_VALUE,),
    keys=(
        Key("agency_code", "รหัสหน่วยงาน", "รหัสที่ใช้ในระบบ ITAS หรือรหัส อปท. พิมพ์เป็นข้อความ", required=True),
        Key("agency_name", "ชื่อหน่วยงาน", "ชื่อเต็มตามที่จะพิมพ์ในรายงาน", required=True),
        Key("agency_type", "ประเภทหน่วยงาน", "เลือกจากรายการ", choices="agency_type"),
        Key("district", "อำเภอ", "ไม่ต้องพิมพ์คำว่า อำเภอ"),
        Key("province", "จังหวัด", "ไม่ต้องพิมพ์คำว่า จังหวัด"),
        Key("postal_code", "รหัสไปรษณีย์", "ห้าหลัก พิมพ์บนปกรายงาน เว้นว่างได้"),
        Key("fiscal_year", "ปีงบประมาณ (พ.ศ.)", "สี่หลัก เช่น 2570", required=True),
        Key("document_number", "เลขที่หนังสือ (ขึ้นต้น)", "เช่น สท 51201/"),
        Key("result_announced", "วันที่ประกาศผลประเมิน ITA ปีก่อน", "เช่น 2 สิงหาคม 2569 เว้นว่าง = จุดไว้เขียน"),
        Key("own_result_announced", "วันที่ประกาศผลประเมิน ITA ปีนี้", "พิมพ์ในบันทึกรายงานประจำปี เว้นว่าง = จุด"),
        Key("adopted_by", "ที่ประชุมซึ่งเห็นชอบมาตรการ", "เช่น ประชุมหัวหน้าส่วนราชการ เมื่อวันที่ 27 ก.ย. 2569"),
        Key("working_group", "คำสั่งแต่งตั้งคณะทำงาน", "เช่น คำสั่งที่ 512/2569 ลงวันที่ 2 ต.ค. 2569"),
        # No later than the 28th, a day that every month has.
        Key("report_due_day", "กำหนดส่งรายงานภายในวันที่ (ของเดือนถัดไป)", "ตัวเลข 1 ถึง 28 ถ้าเว้นว่างคือวันที่ 5"),
        Key("numerals", "ตัวเลขในรายงาน", "เว้นว่าง = เลขไทย", choices="numerals"),
        Key("font", "แบบอักษรในรายงาน", "เว้นว่าง = TH Sarabun New", choices="font"),
        Key("website", "เว็บไซต์หน่วยงาน", "เช่น https://www.example.go.th"),
        Key("garuda", "ภาพตราครุฑ", "ชื่อไฟล์ภาพสำหรับบันทึกข้อความ เว้นว่าง = เว้นที่ไว้"),
        Key("logo", "ไฟล์ภาพตราหน่วยงาน", "ชื่อไฟล์ภาพที่อยู่ในโฟลเดอร์เดียวกับแผน"),
        Key(
            # What is published of its progress is for the office to choose; a blank is no.
            "publish_status",
            "เผยแพร่ร้อยละความคืบหน้าบนเว็บไซต์",
            "ใช่ = เผยแพร่, ไม่ หรือเว้นว่าง = ไม่เผยแพร่",
            choices="yes_no",
        ),
        Key(
            "restatement_notes",
            "พิมพ์หมายเหตุการปรับปรุงข้อมูลท้ายรายงาน",
            "เว้นว่าง = พิมพ์, ไม่ = แสดงเฉพาะในสมุดงานสรุปผล",
            choices="yes_no",
        ),
        # The codes of some years are not confirmed, so an office may name its own.
        Key("plan_item", "รหัสข้อ OIT ของแผนนี้", "เช่น O22 ตามด้วยชื่อข้อได้ เว้นว่าง = ตามเกณฑ์ของปี"),
        Key("result_item", "รหัสข้อ OIT ของรายงานผล", "เช่น O23 ตามด้วยชื่อข้อได้ เว้นว่าง = ตามเกณฑ์ของปี"),
        Key("last_questions", "รหัสข้อสุดท้ายของ IIT, EIT, OIT", "เช่น I15, E9, O35 เว้นว่าง = ตามเกณฑ์ของปี"),
    ),
)

DIVISIONS = Table(
    "divisions",
    "กอง",
    "กองและสำนักของหน่วยงาน",
    (
        Field("division_code", "รหัสกอง", 10, hint="ไม่ซ้ำกัน เช่น 01 ห้ามเปลี่ยนหลังแจกแล้ว", required=True),
        Field("division_name", "ชื่อกอง", 30, hint="ชื่อเต็มตามที่จะพิมพ์ในรายงาน", required=True),
        Field("aliases", "ชื่ออื่นที่ใช้เรียก", 30, hint="คั่นด้วยเครื่องหมายจุลภาค"),
        Field("head_title", "ตำแหน่งหัวหน้ากอง", 26),
        Field("email", "อีเมล", 26),
        # Blank counts as yes: only a division that "ทุกกอง" does not mean has to say so.
        Field("in_all", "นับรวมใน “ทุกกอง”", 12, "choice", "yes_no", "ไม่ = ไม่รวมเมื่อเขียนว่าทุกกอง, เว้นว่าง = รวม"),
        Field("until", "สิ้นสุดภารกิจเดือน", 12, hint="เดือนสุดท้ายที่กองนี้ยังมีอยู่ เช่น ธ.ค. 69"),
        Field("successor", "กองที่รับโอนภารกิจ", 16, hint="รหัสหรือชื่อกองที่รับโอนภารกิจ"),
    ),
    rows=20,
)

SCORES = Table(
    "scores",
    "ผลประเมิน",
    "ผลการประเมิน ITA ปีที่ผ่านมา",
    (
        Field("year", "ปี พ.ศ.", 10, required=True),
        Field(
            "item",
            "รายการ",
            14,
            "choice",
            "score_item",
            "1 ถึง 10 = ตัวชี้วัด, IIT EIT OIT = แบบวัด, คะแนนรวม หรือรหัสข้อคำถาม เช่น I1",
            True,
        ),
        Field("score", "คะแนน", 12, "number", hint="0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง"),
        Field("level", "ระดับ", 16, hint="กรอกเฉพาะแถว คะแนนรวม เช่น ผ่านดี หรือ A"),
        Field("text", "ข้อคำถาม", 60, hint="ข้อความของข้อคำถาม เมื่อรายการเป็นรหัสข้อ", added=True),
    ),
    rows=60,
)

WEAKNESSES = Table(
    "weaknesses",
    "ประเด็น",
    "ประเด็นที่ต้องแก้ไข พัฒนา หรือรักษาระดับ",
    (
        Field("indicator", "ตัวชี้วัด", 10, hint="เลขตัวชี้วัด 1-10", required=True),
        Field("issue_no", "ประเด็นที่", 10),
        Field("weakness", "ข้อบกพร่อง/จุดอ่อน", 70),
        Field("action", "แก้ไข/พัฒนา", 14, "choice", "action"),
        Field("measures", "มาตรการที่ตอบ", 16, hint="ลำดับมาตรการ คั่นด้วยจุลภาค เช่น 1, 3"),
    ),
    rows=30,
)

# A number has no dot, since row keys are "measure.step"; the printed number may be any text.
MEASURES = Table(
    "measures",
    "มาตรการ",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    (
        Field("measure_no", "ลำดับ", 8, hint="ตัวเลขหรือข้อความสั้น ไม่ซ้ำ ไม่มีจุด ห้ามเปลี่ยนหลังแจกแล้ว", required=True),
        Field("label", "เลขที่พิมพ์", 9, hint="เว้นว่าง = ใช้ลำดับ"),
        Field("section", "หมวด", 18),
        Field("issue_no", "ประเด็นที่", 9, hint="เลขของประเด็นตามรายชื่อในแผ่นคำแนะนำ เช่น 1"),
        Field("measure", "มาตรการ", 52, required=True),
        Field("refs", "ข้อคำถามที่เกี่ยวข้อง", 14, hint="เช่น I2, E5, O13"),
        Field("start", "เริ่ม", 12, hint="เช่น ต.ค. 69 เว้นว่าง = ต้นปีงบประมาณ"),
        Field("end", "สิ้นสุด", 12, hint="เช่น ก.ย. 70 เว้นว่าง = สิ้นปีงบประมาณ"),
        Field("period", "ระยะเวลา (ที่พิมพ์)", 20, hint="เว้นว่าง = สร้างจากเดือนเริ่มและสิ้นสุด"),
        Field("responsible", "ผู้รับผิดชอบ (ที่พิมพ์)", 22, hint="เว้นว่าง = สร้างจากกองในขั้นตอน"),
        Field("monitoring", "การกำกับติดตาม", 40, required=True),
        Field("expected", "ผลที่คาดหวัง", 34),
        Field("weight", "น้ำหนัก", 9, "number", hint="ตัวเลขมากกว่า 0 เว้นว่าง = 1"),
        Field("officer", "เจ้าหน้าที่ผู้รับผิดชอบ", 26, hint="ชื่อและตำแหน่ง พิมพ์ใต้กอง ไม่เผยแพร่ เว้นว่างได้", added=True),
    ),
    rows=40,
)

STEPS = Table(
    "steps",
    "ขั้นตอน",
    "ขั้นตอนหรือวิธีการดำเนินการ",
    (
        Field("measure_no", "ลำดับมาตรการ", 10, required=True),
        Field("step_no", "ลำดับขั้นตอน", 10, hint="ไม่ซ้ำในมาตรการเดียวกัน ไม่มีจุด ห้ามเปลี่ยนหลังแจกแล้ว", required=True),
        Field("label", "เลขที่พิมพ์", 9, hint="เว้นว่าง = ใช้ลำดับ"),
        Field("step", "ขั้นตอน/วิธีการ", 62, required=True),
        Field("divisions", "กองที่รับผิดชอบ", 26, hint="รหัสหรือชื่อกอง คั่นด้วยจุลภาค หรือ ทุกกอง", required=True),
        Field("unit", "งาน/ฝ่าย", 16),
        Field("due", "กำหนดเสร็จ", 12, hint="เช่น ธ.ค. 69 เว้นว่าง = สิ้นสุดมาตรการ"),
        Field("every", "รอบการดำเนินการ", 10, "choice", "every", "เว้นว่าง = ทำครั้งเดียว"),
        Field("from", "เริ่มใช้เดือน", 12, hint="ขั้นตอนที่เพิ่มกลางปี เช่น ม.ค. 70"),
        Field("until", "ใช้ถึงเดือน", 12, hint="ขั้นตอนที่ยกเลิกกลางปี เช่น ธ.ค. 69"),
        Field("weight", "น้ำหนัก", 9, "number", hint="ตัวเลขมากกว่า 0 เว้นว่าง = 1"),
        Field("evidence_required", "ต้องมีหลักฐาน", 10, "choice", "yes", "ใช่ = ต้องแนบหลักฐานเมื่อแล้วเสร็จ"),
    ),
    rows=150,
)

TEXTS = Table(
    "texts",
    "ถ้อยคำรายงาน",
    "ถ้อยคำที่ผู้จัดทำรายงานกำหนดเอง",
    (
        Field("report", "รายงาน", 18, "choice", "report"),
        Field("measure_no", "ลำดับมาตรการ", 12),
        Field("field", "ช่อง", 14, "choice", "text_field"),
        Field("text", "ข้อความที่ให้พิมพ์", 80),
    ),
    rows=20,
)

SIGNATORIES = Table(
    "signatories",
    "ผู้ลงนาม",
    "ผู้ลงนามในรายงาน",
    (
        Field("order", "ลำดับ", 8),
        Field("role", "หน้าที่", 24, "choice", "role", "ผู้จัดทำเป็นผู้ลงนามท้ายบันทึก ผู้อื่นลงความเห็นตามลำดับ"),
        Field("name", "ชื่อ-สกุล", 30),
        Field("title", "ตำแหน่ง", 36),
    ),
    rows=10,
)

# In the order in which a plan is filled in; its guide numbers the sheets by it.
PLAN_TABLES = (AGENCY, DIVISIONS, SCORES, WEAKNESSES, MEASURES, STEPS, TEXTS, SIGNATORIES)

# Read whatever the state of its sheet: LibreOffice saves a very hidden one as hidden.
META = Table(
    "meta",
    META_SHEET,
    "",
    _LABEL_VALUE,
    keys=tuple(
        Key(key, key)
        for key in (
            *("kind", "schema", "agency_code", "fiscal_year"),
            *("division_code", "plan_digest", "toolkit_version", "ledger_head"),
        )
    ),
)

MONTH = Table(
    "month",
    "",
    "",
    _LABEL_VALUE,
    keys=(
        Key("month", "เดือน"),
        Key("division_name", "กอง"),
        Key("reporter", "ผู้รายงาน (ตำแหน่ง)", "โปรดระบุชื่อหรือตำแหน่งของผู้รายงาน", required=True),
        Key("reported_on", "วันที่รายงาน", "เช่น 5 เม.ย. 2570", required=True),
        # Computed for those who fill in; intake judges for itself.
        Key("ready", "ผลตรวจก่อนส่ง"),
    ),
)

STATUS = Table(
    "status",
    "",
    "ความคืบหน้ารายขั้นตอน",
    (
        Field("measure", "มาตรการ", 24, locked=True),
        Field("step", "ขั้นตอน", 30, locked=True),
        Field("due", "กำหนดเสร็จ", 10, locked=True),
        # Computed for those who fill in, and never read: intake knows what it accepted.
        Field("previous", "ร้อยละสะสมถึงเดือนก่อน", 11, "percent", locked=True),
        Field("status", "สถานะ", 16, "choice", "status", "เลือกจากรายการทุกแถวที่ถึงกำหนดรายงาน แถวสีเทาไม่ต้องกรอก"),
        Field("percent", "ร้อยละสะสม", 8, "percent", hint="ตั้งแต่เริ่มงานถึงสิ้นเดือนนี้ 1 ถึง 99 เมื่ออยู่ระหว่างดำเนินการ"),
        Field("action", "สิ่งที่ทำในเดือนนี้", 34, hint="ทำอะไร เมื่อใด ได้ผลอย่างไร"),
        Field("evidence", "หลักฐาน", 16, hint="ลิงก์ เลขที่หนังสือ หรือชื่อไฟล์"),
        Field("reason", "เหตุผล/ปัญหา", 16, hint="ต้องกรอกเมื่อไม่สามารถดำเนินการได้ หรือไม่เกี่ยวข้อง"),
    ),
)

OUTCOMES = Table(
    "outcomes",
    "",
    "สรุปผลรายมาตรการ (กรอกเดือนมีนาคม กันยายน และเดือนที่แล้วเสร็จ)",
    (
        Field("measure", "มาตรการ", 24, locked=True),
        Field("result", "สรุปผลการดำเนินการถึงปัจจุบัน", 44, hint="ข้อความนี้จะพิมพ์ในรายงาน"),
        Field("outcome", "ผลลัพธ์/ความสำเร็จ", 36),
        Field("problem", "ปัญหา/อุปสรรค", 28),
        Field("suggestion", "ข้อเสนอแนะ", 28),
    ),
)

PHOTOS = Table(
    "photos",
    "ภาพกิจกรรม",
    "ภาพกิจกรรม",
    (
        Field("month", "เดือน", 12, hint="เช่น มี.ค. 70"),
        Field("measure_no", "ลำดับมาตรการ", 12),
        Field("caption", "คำบรรยายภาพ", 50),
        Field("picture", "วางภาพในช่องนี้", 46),
    ),
    rows=12,
)

GUIDE_SHEET = "คำแนะนำ"
SUMMARY_SHEET = "สรุป"
FINDINGS_SHEET = "ผลตรวจ"
REMOVED_SHEET = "ขั้นตอนที่ยกเลิก"
"""The sheet that keeps a division's accepted entries of steps that left the plan."""
FINDINGS_HEADING_ROW = 3
"""Zero-based row of the headings on the findings sheet of a division workbook."""
