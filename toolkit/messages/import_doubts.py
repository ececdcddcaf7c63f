"""Findings of `ita import` about what a document says: what was read how, and what a person should look at.

`{file}` is the place in the source document.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.import_figures import FIGURES
from toolkit.messages.rule import Rule

_REFUSED: Mapping[str, Rule] = {
    "import-no-table": Rule(
        "error",
        ("เอกสารนี้ไม่มีตาราง", "เปิดเอกสารที่มีตารางมาตรการ หรือพิมพ์ตารางใน Word แล้วนำเข้าใหม่"),
        (
            "The document has no table",
            "Choose the document with the table of measures, or type it as a table",
        ),
    ),
    "import-no-header": Rule(
        "error",
        (
            "ไม่พบตารางที่มีหัวตารางของมาตรการ (พบหัวตาราง: {found})",
            "ให้แถวบนสุดของตารางมีหัวข้อ เช่น มาตรการ ขั้นตอนหรือวิธีการ ผู้รับผิดชอบ ระยะเวลา แล้วนำเข้าใหม่",
        ),
        (
            "No table has the headings of measures (headings found: {found})",
            "Give the table a first row such as มาตรการ, ขั้นตอนหรือวิธีการ, ผู้รับผิดชอบ, ระยะเวลา and import again",
        ),
    ),
    "import-no-measures": Rule(
        "error",
        ("ตารางมีหัวตาราง แต่ไม่มีมาตรการ", "ตรวจว่าช่องมาตรการในตารางมีข้อความ แล้วนำเข้าใหม่"),
        ("The table has headings but no measures", "See that its measure column is filled and import again"),
    ),
    "import-too-large": Rule(
        "error",
        (
            "ตารางมีมาตรการหรือขั้นตอนเกินที่แผนหนึ่งควรมี ({expected})",
            "ตรวจว่าเป็นตารางมาตรการของหน่วยงานเดียว แล้วนำเข้าใหม่",
        ),
        (
            "The tables hold more measures or steps than a plan has ({expected})",
            "See that this is the table of one office's measures and import again",
        ),
    ),
    "import-text-too-long": Rule(
        "error",
        ("ข้อความในช่องเดียวยาว {found} ตัวอักษร เกินที่ Excel รับได้", "แบ่งข้อความในตารางเป็นหลายแถว แล้วนำเข้าใหม่"),
        (
            "A text of {found} characters is longer than a cell of Excel holds",
            "Part it into several rows and import again",
        ),
    ),
    "import-year-missing": Rule(
        "error",
        ("เอกสารไม่ได้บอกปีงบประมาณ", "ระบุปีของแผน เช่น --year 2568"),
        ("The document names no fiscal year", "Give the year of the plan, such as --year 2568"),
    ),
    "import-target-exists": Rule(
        "error",
        ("มีไฟล์ {found} อยู่แล้ว จึงไม่เขียนทับ", "ลบหรือย้ายไฟล์เดิม หรือระบุชื่ออื่นด้วย --to"),
        (
            "The file {found} is there already and is left as it is",
            "Move it away, or give another name with --to",
        ),
    ),
}

_OFFICE: Mapping[str, Rule] = {
    "import-agency-code": Rule(
        "warning",
        ("เอกสารไม่มีรหัสหน่วยงาน จึงใส่ “{found}” ไว้แทน", "พิมพ์รหัสหน่วยงานจริงในช่องนี้"),
        ('The document has no agency code; "{found}" stands in its place', "Type the real code in this cell"),
    ),
    "import-agency-name": Rule(
        "warning",
        ("ไม่พบชื่อหน่วยงานในเอกสาร จึงใส่ “{found}” ไว้แทน", "พิมพ์ชื่อหน่วยงานในช่องนี้"),
        ('No agency name was found; "{found}" stands in its place', "Type the name in this cell"),
    ),
    "import-agency-spelling": Rule(
        "warning",
        ("เอกสารเขียนชื่อหน่วยงานหลายแบบ ใช้ “{expected}” (พบด้วยว่า: {found})", "ตรวจตัวสะกดชื่อหน่วยงาน"),
        (
            'The agency is spelt in several ways; "{expected}" was used (also met: {found})',
            "Check the spelling",
        ),
    ),
    "import-year-from-text": Rule(
        "note",
        ("ตารางไม่มีระยะเวลาที่ระบุปี จึงใช้ปีงบประมาณ {found} จากหัวเรื่อง", "ตรวจปีงบประมาณของแผน"),
        (
            "No period names a year, so fiscal year {found} was taken from the headings",
            "Check the fiscal year",
        ),
    ),
    "import-year-differs": Rule(
        "warning",
        ("ระยะเวลาในตารางเป็นปีงบประมาณ {found} แต่หัวเรื่องกล่าวถึงปี {expected}", "ตรวจปีงบประมาณของแผน"),
        ("The periods lie in fiscal year {found}, the headings speak of {expected}", "Check the fiscal year"),
    ),
    "import-division-new": Rule(
        "warning",
        ("ไม่รู้จักกองชื่อ “{found}” จึงเพิ่มเป็นกองใหม่ (ต้นฉบับ {file})", "ตรวจว่าเป็นกองจริง หรือเป็นชื่ออื่นของกองที่มีอยู่"),
        (
            'Division "{found}" is not known and was added as a new one (source: {file})',
            "Check that it is a division and no other name of one that is there",
        ),
    ),
    "import-division-missing": Rule(
        "warning",
        ("ไม่พบชื่อกองที่รับผิดชอบ จึงใส่ “{found}” ไว้แทน", "ใส่กองที่รับผิดชอบ"),
        ('No responsible division was found; "{found}" stands in its place', "Name the responsible division"),
    ),
    "import-divisions-few": Rule(
        "warning",
        ("เอกสารเขียนว่าทุกกอง แต่ระบุชื่อกองไว้เพียง: {found}", "เพิ่มกองที่เหลือของหน่วยงานในแผ่น กอง"),
        ("The document says every division but names only: {found}", "Add the others on the sheet กอง"),
    ),
    "import-name-moved": Rule(
        "note",
        ("ย้ายชื่อบุคคลจากช่องผู้รับผิดชอบไปไว้ที่แผ่น ผู้ลงนาม", "ตรวจแผ่น ผู้ลงนาม และลบชื่อที่ไม่ต้องการ"),
        ("Names of persons were moved from here to the sheet ผู้ลงนาม", "Look over that sheet"),
    ),
}

_ROWS: Mapping[str, Rule] = {
    "import-column-read": Rule(
        "note",
        ("คอลัมน์ “{found}” อ่านเป็น {expected}", "ถ้าไม่ถูกต้อง ให้แก้หัวตารางในเอกสารแล้วนำเข้าใหม่"),
        ('Column "{found}" was read as {expected}', "If that is wrong, reword the heading and import again"),
    ),
    "import-column-kept": Rule(
        "note",
        ("คอลัมน์ “{found}” ไม่มีช่องในแผน เก็บไว้เป็นหมายเหตุที่ช่องมาตรการ", "ย้ายข้อความที่ต้องการใช้ไปไว้ในแผน"),
        (
            'Column "{found}" has no place in a plan and was kept as notes',
            "Move what is needed into the plan",
        ),
    ),
    "import-header-carried": Rule(
        "note",
        ("ตารางที่ {found} ไม่มีหัวตาราง จึงอ่านต่อจากตารางก่อนหน้า", "ตรวจว่าเป็นตารางเดียวกัน"),
        ("Table {found} has no headings and was read as going on from the one before", "Check that it does"),
    ),
    "import-table-skipped": Rule(
        "warning",
        (
            "ไม่ได้ใช้ตารางนี้ เพราะไม่ใช่ตารางมาตรการหรือคะแนน (ต้นฉบับ {file}): {found}",
            "ถ้ามีมาตรการอยู่ ให้แก้หัวตารางแล้วนำเข้าใหม่",
        ),
        (
            "A table that is none of measures or scores was not used (source: {file}): {found}",
            "If it holds measures, reword its headings and import again",
        ),
    ),
    "import-text-left": Rule(
        "warning",
        ("ข้อความในตารางที่ไม่มีช่องในแผน (ต้นฉบับ {file}): {found}", "ตรวจว่าต้องใช้ข้อความนี้ในแผนหรือไม่"),
        (
            "Text of a table that has no place in the plan (source: {file}): {found}",
            "See whether it is needed",
        ),
    ),
    "import-table-title": Rule(
        "note",
        ("ข้อความเหนือหัวตาราง (ต้นฉบับ {file}): {found}", "ตรวจว่าต้องใช้ข้อความนี้ในแผนหรือไม่"),
        ("Text above the headings of a table (source: {file}): {found}", "See whether it is needed"),
    ),
    "import-measure-again": Rule(
        "note",
        ("มาตรการนี้อยู่ในเอกสารสองตาราง นำข้อมูลมารวมกัน (ต้นฉบับ {file})", "ตรวจว่าเป็นมาตรการเดียวกัน"),
        (
            "The measure stands in two tables, which were joined (source: {file})",
            "Check that it is one measure",
        ),
    ),
    "import-text-after": Rule(
        "note",
        ("ข้อความท้ายเอกสารเก็บไว้เป็นหมายเหตุ: {found}", "ตรวจว่าต้องใช้ข้อความนี้ในแผนหรือไม่"),
        ("Text at the end of the document was kept as a note: {found}", "See whether it is needed"),
    ),
    "import-continuation-row": Rule(
        "note",
        ("แถวก่อนหน้านี้มีแต่คำว่า “{found}” ถือเป็นรอยต่อหน้า (ต้นฉบับ {file})", "ตรวจว่าไม่มีข้อความขาดหาย"),
        (
            'The row before says only "{found}" and was taken as a page break (source: {file})',
            "Check that nothing is lost",
        ),
    ),
    "import-piece-returned": Rule(
        "warning",
        ("ข้อความ “{found}” อยู่ในแถวของมาตรการถัดไป นำกลับมาไว้ที่มาตรการนี้ (ต้นฉบับ {file})", "ตรวจว่าเป็นของมาตรการนี้"),
        (
            '"{found}" stood in the row of the next measure and was given back to this one (source: {file})',
            "Check that it belongs here",
        ),
    ),
    "import-row-joined": Rule(
        "note",
        ("แถวที่ไม่มีข้อความในช่องมาตรการ นำมาต่อกับมาตรการนี้ (ต้นฉบับ {file})", "ตรวจว่าเป็นของมาตรการนี้"),
        ("A row without a measure was joined to this one (source: {file})", "Check that it belongs here"),
    ),
    "import-cell-inherited": Rule(
        "warning",
        ("ช่องนี้ว่างในเอกสาร จึงใช้ “{found}” จากมาตรการก่อนหน้า (ต้นฉบับ {file})", "ตรวจว่าใช้ร่วมกันจริง"),
        (
            'The cell is blank; "{found}" of the measure before was used (source: {file})',
            "Check that it is shared",
        ),
    ),
    "import-measure-holds-list": Rule(
        "note",
        ("ข้อความมาตรการมีรายการย่อย เก็บไว้ในมาตรการเดียว (ต้นฉบับ {file})", "ถ้าเป็นหลายมาตรการ ให้แยกเป็นหลายแถว"),
        (
            "The measure's text holds a list, which was kept in one measure (source: {file})",
            "Part it if it is several",
        ),
    ),
    "import-monitoring-assumed": Rule(
        "warning",
        ("เอกสารไม่มีการกำกับติดตาม จึงใส่ข้อความมาตรฐานไว้แทน", "แก้ให้ตรงกับวิธีกำกับติดตามของหน่วยงาน"),
        (
            "The document has no monitoring; the standard wording stands in its place",
            "Reword it as your office does it",
        ),
    ),
    "import-reference-asked": Rule(
        "warning",
        (
            "“{found}” หมายถึงข้อคำถาม {expected} ใช่หรือไม่ (อ่านเลข 1 ตัวแรกเป็นตัวอักษร I; ต้นฉบับ {file})",
            "ตรวจรหัสข้อคำถามในช่องนี้",
        ),
        (
            'Does "{found}" mean question {expected} (the first 1 read as the letter I; source: {file})?',
            "Check the question code in this cell",
        ),
    ),
}

_STEPS: Mapping[str, Rule] = {
    "import-step-joined": Rule(
        "warning",
        ("ข้อความ “{found}” ไม่มีเลขข้อ จึงต่อท้ายขั้นตอนนี้ (ต้นฉบับ {file})", "ตรวจว่าเป็นข้อความเดียวกัน"),
        (
            '"{found}" has no number and was joined to this step (source: {file})',
            "Check that it belongs to it",
        ),
    ),
    "import-step-divisions": Rule(
        "note",
        ("วงเล็บท้ายขั้นตอนระบุกอง “{found}” จึงใช้เป็นกองที่รับผิดชอบขั้นตอนนี้ (ต้นฉบับ {file})", "ตรวจกองที่รับผิดชอบ"),
        (
            'The brackets behind the step name "{found}", who were taken as responsible for it (source: {file})',
            "Check who is responsible",
        ),
    ),
    "import-lead-joined": Rule(
        "warning",
        (
            "ข้อความนำ “{found}” วางไว้หน้าขั้นตอนแรก (ต้นฉบับ {file})",
            "ตรวจข้อความของขั้นตอน หรือย้ายข้อความนำไปไว้ในมาตรการ",
        ),
        (
            'The introduction "{found}" was put before the first step (source: {file})',
            "Check it, or move it to the measure",
        ),
    ),
    "import-numbering-broken": Rule(
        "warning",
        ("เลขข้อของขั้นตอนไม่ต่อเนื่อง (ต้นฉบับ {file})", "ตรวจว่าแบ่งขั้นตอนครบถ้วน"),
        ("The numbers of the steps do not follow on (source: {file})", "Check that the steps are complete"),
    ),
    "import-numbering-restarts": Rule(
        "warning",
        ("เลขข้อเริ่มนับใหม่ในช่องเดียวกัน แยกเป็นขั้นตอนต่อกัน (ต้นฉบับ {file})", "ตรวจว่าเป็นขั้นตอนหรือเป็นรายการย่อย"),
        (
            "The numbers begin again in one cell and were taken as further steps (source: {file})",
            "Check whether they are steps or parts of one",
        ),
    ),
    "import-dash-items": Rule(
        "warning",
        ("แยกขั้นตอนตามขีดกลางในบรรทัดเดียวกัน (ต้นฉบับ {file})", "ตรวจว่าแบ่งขั้นตอนถูกที่"),
        (
            "The steps were parted at dashes inside a line (source: {file})",
            "Check that they are parted rightly",
        ),
    ),
    "import-list-kept": Rule(
        "note",
        ("ขั้นตอนมีรายการย่อย เก็บไว้ในขั้นตอนเดียว (ต้นฉบับ {file})", "ถ้าเป็นหลายขั้นตอน ให้แยกเป็นหลายแถว"),
        (
            "A step holds a list, which was kept in one step (source: {file})",
            "Part it if it is several steps",
        ),
    ),
    "import-line-items": Rule(
        "warning",
        ("ไม่มีเลขข้อ จึงถือแต่ละบรรทัดเป็นหนึ่งขั้นตอน (ต้นฉบับ {file})", "ตรวจว่าแบ่งขั้นตอนถูกที่"),
        (
            "There are no numbers, so each line became a step (source: {file})",
            "Check that they are parted rightly",
        ),
    ),
    "import-steps-from-measure": Rule(
        "note",
        ("แยกขั้นตอนจากข้อความในช่องมาตรการ (ต้นฉบับ {file})", "ตรวจข้อความของมาตรการและขั้นตอน"),
        ("The steps were taken out of the measure's cell (source: {file})", "Look over measure and steps"),
    ),
    "import-rows-grouped": Rule(
        "note",
        ("แถวที่อยู่ใต้มาตรการนี้อ่านเป็นขั้นตอนของมาตรการ (ต้นฉบับ {file})", "ถ้าเป็นมาตรการแยกกัน ให้ย้ายไปไว้ในแผ่น มาตรการ"),
        (
            "The rows below this measure were read as its steps (source: {file})",
            "Move them to the sheet มาตรการ if they are measures of their own",
        ),
    ),
    "import-step-recurs": Rule(
        "note",
        ("ระยะเวลา “{found}” อ่านว่าทำซ้ำทุก{expected} (ต้นฉบับ {file})", "ถ้าทำเพียงครั้งเดียว ให้ลบคำในช่องนี้"),
        (
            'The period "{found}" was read as done again every {expected} (source: {file})',
            "Clear this cell if it is done once only",
        ),
    ),
    "import-step-is-measure": Rule(
        "warning",
        ("เอกสารไม่มีขั้นตอนของมาตรการนี้ จึงใช้ข้อความมาตรการเป็นขั้นตอน (ต้นฉบับ {file})", "พิมพ์ขั้นตอนหรือวิธีการดำเนินการ"),
        ("The measure has no steps, so its own text became one (source: {file})", "Type its steps"),
    ),
}

DOUBTS: Mapping[str, Rule] = {**_REFUSED, **_OFFICE, **_ROWS, **_STEPS, **FIGURES}
