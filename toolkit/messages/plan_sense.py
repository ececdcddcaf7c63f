"""Findings about whether a measure plan makes sense: its scores, issues, weaknesses, references and repeats."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

_SCORES: Mapping[str, Rule] = {
    "score-year-invalid": Rule(
        "error",
        ("ปีของคะแนน “{found}” ไม่ถูกต้อง", "พิมพ์ปี พ.ศ. สี่หลักของผลประเมิน เช่น 2566"),
        (
            'The year of the score, "{found}", is not valid',
            "Type the Buddhist year in four digits, e.g. 2566",
        ),
    ),
    "score-doubled": Rule(
        "error",
        ("รายการ {found} ของปีนี้มีคะแนนอยู่แล้วที่เซลล์ {expected}", "ลบหรือแก้แถวที่ซ้ำ ให้เหลือรายการละหนึ่งแถวในแต่ละปี"),
        (
            "Item {found} of this year has a score already, in {expected}",
            "Delete or mend one of the two rows",
        ),
    ),
    "score-year-late": Rule(
        "warning",
        ("คะแนนปี {found} เป็นปีหลังปีงบประมาณของแผน ({expected})", "ตรวจปีของคะแนน และปีงบประมาณในแผ่น หน่วยงาน"),
        (
            "The score is of {found}, after the plan's fiscal year ({expected})",
            "Check the year of the score, and the fiscal year on the sheet หน่วยงาน",
        ),
    ),
    "score-basis-missing": Rule(
        "warning",
        (
            "มีคะแนนปี {found} ซึ่งเป็นปีของแผนเอง แต่ไม่มีคะแนนปี {expected} ที่ต้องใช้วิเคราะห์เพื่อทำแผนนี้",
            "เพิ่มคะแนนของปีก่อนหน้า หรือแก้ปีของคะแนน",
        ),
        (
            "There are scores of {found}, the plan's own year, but none of {expected}, on which the plan has to rest",
            "Add those of the year before, or correct the year",
        ),
    ),
    "score-not-reproduced": Rule(
        "warning",
        (
            "คะแนน {found} ไม่ตรงกับที่คำนวณจากคะแนนอื่นของปีเดียวกัน ({expected})",
            "ตรวจคะแนนของปีนี้กับประกาศผล ถ้าตรงแล้วไม่ต้องแก้ รายงานใช้คะแนนที่พิมพ์ไว้",
        ),
        (
            "The score {found} does not follow from the year's other scores ({expected})",
            "Check them against the result; a score that was announced so may stay, and reports use it",
        ),
    ),
    "level-unknown": Rule(
        "warning",
        ("ระดับ “{found}” ไม่ใช่คำที่ใช้ในปีนั้น ({expected})", "พิมพ์ระดับตามประกาศผลของปีนั้น"),
        ('The level "{found}" is none of that year ({expected})', "Type the level as announced that year"),
    ),
    "level-differs": Rule(
        "warning",
        ("ระดับ “{found}” ไม่ตรงกับคะแนน ซึ่งควรเป็น {expected}", "ตรวจคะแนนและระดับกับประกาศผล"),
        (
            'The level "{found}" does not fit the scores, which give {expected}',
            "Check scores and level against the result",
        ),
    ),
}

_WEAKNESSES: Mapping[str, Rule] = {
    "analysis-missing": Rule(
        "note",
        (
            "แผ่น ประเด็น ยังว่าง แต่แผนต้องมีการวิเคราะห์ผลประเมินปี {found}",
            "พิมพ์ข้อบกพร่องและประเด็นที่ต้องพัฒนา พร้อมมาตรการที่ตอบแต่ละประเด็น",
        ),
        (
            "The sheet ประเด็น is empty, yet a plan holds an analysis of the result of {found}",
            "Type the faults and the points to develop, with the measures for each",
        ),
    ),
    "weakness-without-measure": Rule(
        "warning",
        ("ประเด็นนี้ยังไม่มีมาตรการที่ตอบ", "ใส่ลำดับมาตรการที่ใช้แก้ไขหรือพัฒนาประเด็นนี้"),
        ("This weakness has no measure", "Name the measures that mend or develop it"),
    ),
    "weakness-measure-unknown": Rule(
        "warning",
        ("ประเด็นนี้อ้างถึงมาตรการ “{found}” ซึ่งไม่มีในแผน", "แก้ลำดับมาตรการให้ตรงกับแผ่น มาตรการ"),
        (
            'This weakness names measure "{found}", which is not in the plan',
            "Make it agree with the sheet มาตรการ",
        ),
    ),
    "weakness-indicator-unknown": Rule(
        "warning",
        ("ไม่มีตัวชี้วัด “{found}”", "พิมพ์เลขตัวชี้วัด 1 ถึง {expected}"),
        ('There is no indicator "{found}"', "Type its number, 1 to {expected}"),
    ),
    "weakness-year-late": Rule(
        "warning",
        (
            "ประเด็นนี้อ้างผลประเมินปี {found} แต่แผนปี {expected} ต้องใช้ผลของปีก่อนหน้า",
            "แก้ปีในข้อความ หรือวิเคราะห์จากผลประเมินของปีก่อนหน้า",
        ),
        (
            "This weakness cites the result of {found}, but a plan for {expected} rests on an earlier one",
            "Correct the year, or analyse the result of the year before",
        ),
    ),
}

_MEASURES: Mapping[str, Rule] = {
    "issues-unnamed": Rule(
        "warning",
        (
            "ยังไม่ได้ระบุว่ามาตรการใดอยู่ในประเด็นใด ทั้งที่แผนต้องครอบคลุม {expected} ประเด็น",
            "พิมพ์เลขประเด็น 1 ถึง {expected} ในช่อง ประเด็นที่ ของทุกมาตรการ",
        ),
        (
            "No measure says which issue it is about, and a plan covers {expected} issues",
            "Type a number from 1 to {expected} in the column ประเด็นที่ of every measure",
        ),
    ),
    "issue-missing": Rule(
        "warning",
        (
            "ยังไม่มีมาตรการในประเด็นที่ {found} {expected}",
            "เพิ่มมาตรการ หรือใส่เลขประเด็นนี้ในช่อง ประเด็นที่ ของมาตรการที่ตอบประเด็นนี้",
        ),
        (
            "No measure is about issue {found}, {expected}",
            "Add one, or type the number in the column ประเด็นที่ of the measure that is",
        ),
    ),
    "issue-unknown": Rule(
        "warning",
        ("ไม่มีประเด็นที่ “{found}”", "พิมพ์เลข 1 ถึง {expected} ถ้ามีหลายประเด็นให้คั่นด้วยจุลภาค"),
        ('There is no issue "{found}"', "Type a number from 1 to {expected}, several parted by commas"),
    ),
    "reference-beyond": Rule(
        "warning",
        ("ไม่มีข้อ {found} เพราะข้อสุดท้ายคือ {expected}", "ตรวจรหัสข้อกับคู่มือการประเมินของปีนั้น"),
        (
            "There is no question {found}; the last one is {expected}",
            "Check the code against the year's manual",
        ),
    ),
    "measure-ends-early": Rule(
        "note",
        (
            "ทุกขั้นตอนของมาตรการ {found} นับถึงเดือน {expected} ซึ่งมาก่อนเดือนสิ้นสุดของมาตรการ",
            "แก้เดือนสิ้นสุดของมาตรการให้ตรงกัน หรือเพิ่มขั้นตอนสำหรับเดือนที่เหลือ",
        ),
        (
            "All steps of measure {found} count until {expected}, before the measure's end",
            "Move the measure's end, or add steps for the months that are left",
        ),
    ),
    "measure-repeated": Rule(
        "warning",
        ("มาตรการ {found} มีข้อความเหมือนมาตรการ {expected}", "รวมเป็นมาตรการเดียว หรือแก้ข้อความให้ต่างกัน"),
        (
            "Measure {found} has the same text as measure {expected}",
            "Make them one, or word them differently",
        ),
    ),
    "step-repeated": Rule(
        "warning",
        (
            "ขั้นตอน {found} มีข้อความเหมือนขั้นตอน {expected} และมีกองเดียวกันรับผิดชอบ",
            "รวมเป็นขั้นตอนเดียว หรือแก้ข้อความให้ต่างกัน",
        ),
        (
            "Step {found} has the same text as step {expected}, and a division has both",
            "Make them one, or word them differently",
        ),
    ),
}

_OFFICE: Mapping[str, Rule] = {
    "division-name-missing": Rule(
        "error",
        ("กองรหัส {found} ไม่มีชื่อ", "พิมพ์ชื่อเต็มของกอง"),
        ("Division {found} has no name", "Type its full name"),
    ),
    "successor-loop": Rule(
        "error",
        ("กองที่รับงานต่อวนกลับมาที่กองเดิม ({found})", "แก้ช่อง กองที่รับงานต่อ ให้เป็นกองที่ยังมีอยู่"),
        ("The successors lead back to where they began ({found})", "Name a division that goes on"),
    ),
    "division-unused": Rule(
        "note",
        ("“{found}” ไม่มีขั้นตอนใดในแผน จึงจะไม่มีสมุดงานของกองนี้", "ถ้ามีงานในแผน ให้ใส่ชื่อกองในแผ่น ขั้นตอน"),
        (
            '"{found}" has no step in the plan and will get no workbook',
            "If it has work, name it on the sheet ขั้นตอน",
        ),
    ),
    "agency-setting-unreadable": Rule(
        "warning",
        ("อ่าน “{found}” ในช่อง {expected} ไม่ออก", "พิมพ์รหัสข้อตามตัวอย่าง หรือเว้นว่างเพื่อใช้ตามเกณฑ์ของปี"),
        ('"{found}" in {expected} cannot be read', "Type codes as in the example, or leave it blank"),
    ),
    "facts-unconfirmed": Rule(
        "note",
        (
            "บางข้อข้างต้นตรวจด้วยเกณฑ์การประเมินที่ยังไม่ยืนยันสำหรับแผนปี {found}",
            "ตรวจกับคู่มือการประเมิน ถ้ารหัสข้อต่างไป ให้พิมพ์รหัสที่ถูกต้องในแผ่น หน่วยงาน",
        ),
        (
            "Some of this rests on facts of the assessment not yet confirmed for a plan of {found}",
            "Check the manual; where codes differ, type the right ones on the sheet หน่วยงาน",
        ),
    ),
}

PLAN_SENSE: Mapping[str, Rule] = {**_SCORES, **_WEAKNESSES, **_MEASURES, **_OFFICE}
