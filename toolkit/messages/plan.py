"""Findings about the measure plan."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

PLAN: Mapping[str, Rule] = {
    "plan-kind-wrong": Rule(
        "error",
        (
            "ไฟล์ plan.xlsx เป็นเอกสารชนิดอื่น ({found}) ไม่ใช่แผนมาตรการ",
            "นำไฟล์แผนมาตรการมาวางในโฟลเดอร์หน่วยงาน โดยใช้ชื่อ plan.xlsx",
        ),
        (
            "plan.xlsx is a workbook of kind {found}, not a plan",
            "Put the measure plan into the office folder under the name plan.xlsx",
        ),
    ),
    "marker-missing": Rule(
        "error",
        (
            "ไม่พบตาราง {found} (เครื่องหมายในคอลัมน์ A ที่ซ่อนอยู่หายไป)",
            "นำแผ่นงานนี้จากไฟล์ที่ออกให้มาใหม่ แล้ววางข้อมูลเดิมลงไป",
        ),
        (
            "Table {found} was not found (its marker in hidden column A is gone)",
            "Take this sheet from the workbook as issued and paste your data into it",
        ),
    ),
    "table-doubled": Rule(
        "error",
        ("พบตาราง {found} มากกว่าหนึ่งแห่ง", "ลบตารางที่ซ้ำให้เหลือเพียงตารางเดียว"),
        ("Table {found} stands in more than one place", "Delete the copy so that one is left"),
    ),
    "field-missing": Rule(
        "error",
        (
            "ไม่พบช่อง {found} ในตาราง {expected} (ชื่อช่องในแถวที่ซ่อนอยู่หายไป)",
            "คัดลอกแถวที่ซ่อนอยู่เหนือหัวตารางจากไฟล์ที่ออกให้มาวางใหม่",
        ),
        (
            "Field {found} was not found in table {expected} (its id in the hidden row is gone)",
            "Copy the hidden row above the headings from the workbook as issued",
        ),
    ),
    "field-doubled": Rule(
        "error",
        ("มีช่อง {found} ซ้ำกันในตาราง {expected}", "ลบคอลัมน์ที่ซ้ำออกให้เหลือคอลัมน์เดียว"),
        ("Field {found} stands twice in table {expected}", "Delete one of the two columns"),
    ),
    "row-ignored": Rule(
        "note",
        ("แถวนี้ไม่มีค่าในช่องแรกของตาราง จึงถือเป็นหมายเหตุ ไม่ใช่ข้อมูล", "ถ้าเป็นข้อมูล ให้กรอกช่องแรกของแถว"),
        (
            "This row has nothing in the table's first field, so it is a remark, not data",
            "If it is data, fill in its first field",
        ),
    ),
    "cell-error": Rule(
        "error",
        ("มีค่าผิดพลาด {found} แทนข้อมูล", "แก้สูตร หรือพิมพ์ค่าลงไปแทน"),
        ("The error {found} stands in place of a value", "Mend the formula or type the value instead"),
    ),
    "formula-uncached": Rule(
        "error",
        ("มีสูตรที่ยังไม่มีผลลัพธ์", "เปิดไฟล์ใน Excel แล้วบันทึก หรือพิมพ์ค่าแทนสูตร"),
        (
            "A formula stands here without a result",
            "Open and save the file in Excel, or type the value instead",
        ),
    ),
    "agency-value-missing": Rule(
        "error",
        ("ยังไม่ได้กรอก “{expected}”", "พิมพ์{expected}ในแผ่น หน่วยงาน"),
        ('"{expected}" is not filled in', "Type it on the sheet หน่วยงาน"),
    ),
    "fiscal-year-invalid": Rule(
        "error",
        ("ปีงบประมาณ “{found}” ไม่ถูกต้อง", "พิมพ์ปี พ.ศ. สี่หลัก เช่น 2567"),
        ('Fiscal year "{found}" is not valid', "Type the Buddhist year in four digits, e.g. 2567"),
    ),
    "due-day-invalid": Rule(
        "error",
        ("วันครบกำหนดส่งรายงาน “{found}” ไม่ถูกต้อง", "พิมพ์ตัวเลข 1 ถึง 28 หรือเว้นว่างเพื่อใช้วันที่ 5"),
        (
            'The report due day "{found}" is not valid',
            "Type a number from 1 to 28, or leave it blank for the 5th",
        ),
    ),
    "division-code-invalid": Rule(
        "error",
        ("รหัสกอง “{found}” ใช้ไม่ได้", "ใช้ตัวอักษร ตัวเลข หรือขีดกลาง ไม่เกิน 20 ตัว"),
        ('Division code "{found}" cannot be used', "Use letters, digits or hyphens, at most 20"),
    ),
    "number-doubled": Rule(
        "error",
        ("{expected} “{found}” ซ้ำกัน", "ให้เลขใหม่ที่ไม่ซ้ำ โดยไม่ใช้เลขที่เคยแจกไปแล้ว"),
        ('{expected} "{found}" stands twice', "Give one of them a new number that was never distributed"),
    ),
    "number-dotted": Rule(
        "error",
        ("{expected} “{found}” มีจุดหรือช่องว่าง", "ใช้เลขหรือข้อความสั้นที่ไม่มีจุด ถ้าต้องการพิมพ์แบบมีจุดให้ใส่ในช่อง เลขที่พิมพ์"),
        (
            '{expected} "{found}" has a dot or a blank',
            "Use a number without a dot; what is printed goes into the label column",
        ),
    ),
    "name-ambiguous": Rule(
        "error",
        ("ชื่อ “{found}” ใช้กับหลายกอง ({expected})", "แก้ชื่อกองหรือชื่ออื่นที่ใช้เรียกให้ไม่ซ้ำกัน"),
        ('The name "{found}" belongs to several divisions ({expected})', "Make names and aliases unique"),
    ),
    "division-unknown": Rule(
        "error",
        ("ไม่รู้จักกอง “{found}”", "แก้ให้ตรงกับรหัสหรือชื่อในแผ่น กอง หรือเพิ่มเป็นชื่ออื่นที่ใช้เรียกในแผ่นนั้น"),
        ('Division "{found}" is not known', "Write it as on the sheet กอง, or add it there as an alias"),
    ),
    "successor-missing": Rule(
        "warning",
        (
            "กอง {found} มีถึงเดือน {expected} แต่ไม่ได้ระบุกองที่รับงานต่อ",
            "ใส่รหัสกองที่รับงานต่อ มิฉะนั้นงานของกองนี้จะหลุดจากแผน",
        ),
        (
            "Division {found} ends in {expected} but names no successor",
            "Name the successor, or its work drops out of the plan",
        ),
    ),
    "date-unreadable": Rule(
        "error",
        ("อ่านเดือน “{found}” ไม่ออก", "พิมพ์เดือนและปี เช่น ต.ค. 66 หรือ 31 มี.ค. 2567"),
        ('The month "{found}" cannot be read', "Type month and year, like ต.ค. 66 or 31 มี.ค. 2567"),
    ),
    "date-outside-year": Rule(
        "error",
        ("{found} อยู่นอกปีงบประมาณ {expected}", "แก้เดือนให้อยู่ระหว่างตุลาคมถึงกันยายนของปีงบประมาณนั้น"),
        (
            "{found} lies outside fiscal year {expected}",
            "Choose a month from October to September of that fiscal year",
        ),
    ),
    "period-reversed": Rule(
        "error",
        ("{found} มาก่อน {expected} ซึ่งเป็นเดือนเริ่ม", "แก้เดือนสิ้นสุดหรือเดือนเริ่มให้เรียงตามลำดับเวลา"),
        ("{found} comes before the start, {expected}", "Put the start before the end"),
    ),
    "due-after-end": Rule(
        "error",
        ("กำหนดเสร็จ {found} อยู่หลังสิ้นสุดมาตรการ ({expected})", "ตรวจเดือนกำหนดเสร็จของขั้นตอนหรือเดือนสิ้นสุดของมาตรการ"),
        (
            "The due month {found} lies after the measure's end ({expected})",
            "Check the step's due month or the measure's end",
        ),
    ),
    "every-unknown": Rule(
        "error",
        ("ไม่รู้จักรอบการทำซ้ำ “{found}”", "เลือก เดือน หรือ ไตรมาส หรือเว้นว่าง"),
        ('The recurrence "{found}" is not known', "Choose เดือน or ไตรมาส, or leave it blank"),
    ),
    "weight-invalid": Rule(
        "error",
        ("น้ำหนัก “{found}” ไม่ถูกต้อง", "พิมพ์ตัวเลขมากกว่า 0 หรือเว้นว่างเพื่อใช้ 1"),
        ('The weight "{found}" is not valid', "Type a number above 0, or leave it blank for 1"),
    ),
    "score-invalid": Rule(
        "error",
        ("คะแนน “{found}” ไม่อยู่ระหว่าง 0 ถึง 100", "พิมพ์ตัวเลข 0 ถึง 100"),
        ('The score "{found}" is not between 0 and 100', "Type a number from 0 to 100"),
    ),
    "score-item-unknown": Rule(
        "error",
        ("ไม่รู้จักรายการคะแนน “{found}”", "ใช้ 1 ถึง 10, overall, iit, eit, eit1, eit2 หรือ oit"),
        ('The score item "{found}" is not known', "Use 1 to 10, overall, iit, eit, eit1, eit2 or oit"),
    ),
    "plan-empty": Rule(
        "error",
        ("แผนยังไม่มีมาตรการ", "กรอกแผ่น มาตรการ และแผ่น ขั้นตอน"),
        ("The plan has no measures", "Fill in the sheets มาตรการ and ขั้นตอน"),
    ),
    "measure-text-missing": Rule(
        "error",
        ("มาตรการ {found} ไม่มีข้อความ", "พิมพ์ข้อความของมาตรการ"),
        ("Measure {found} has no text", "Type the text of the measure"),
    ),
    "measure-without-step": Rule(
        "error",
        ("มาตรการ {found} ไม่มีขั้นตอน", "เพิ่มอย่างน้อยหนึ่งขั้นตอนในแผ่น ขั้นตอน"),
        ("Measure {found} has no steps", "Add at least one on the sheet ขั้นตอน"),
    ),
    "monitoring-missing": Rule(
        "error",
        ("มาตรการ {found} ไม่มีการกำกับติดตาม", "พิมพ์วิธีกำกับติดตามและรายงานผล"),
        ("Measure {found} has no monitoring", "Type how it is monitored and reported"),
    ),
    "step-measure-unknown": Rule(
        "error",
        ("ขั้นตอนนี้อ้างถึงมาตรการ “{found}” ซึ่งไม่มีในแผ่น มาตรการ", "แก้ลำดับมาตรการให้ตรงกับแผ่น มาตรการ"),
        (
            'This step names measure "{found}", which is not on the sheet มาตรการ',
            "Make it agree with the sheet มาตรการ",
        ),
    ),
    "step-number-missing": Rule(
        "error",
        ("ขั้นตอนของมาตรการ {found} ไม่มีลำดับขั้นตอน", "ใส่ลำดับขั้นตอนที่ไม่ซ้ำในมาตรการเดียวกัน"),
        ("A step of measure {found} has no number", "Give it a number that is unique in its measure"),
    ),
    "step-text-missing": Rule(
        "error",
        ("ขั้นตอน {found} ไม่มีข้อความ", "พิมพ์ขั้นตอนหรือวิธีการดำเนินการ"),
        ("Step {found} has no text", "Type the step"),
    ),
    "step-without-division": Rule(
        "error",
        ("ขั้นตอน {found} ไม่มีกองที่รับผิดชอบ", "ใส่รหัสหรือชื่อกอง หรือ ทุกกอง"),
        ("Step {found} has no responsible division", "Name a division, or ทุกกอง for all"),
    ),
    "text-moved": Rule(
        "error",
        ("ข้อความของเลข {found} เคยแจกไปแล้วในเลข {expected}", "เปลี่ยนกลับเป็นเลขเดิม เพราะเลขที่แจกไปแล้วเปลี่ยนไม่ได้"),
        (
            "The text of number {found} was distributed under number {expected}",
            "Give it its old number back: a number that was distributed never changes",
        ),
    ),
    "text-replaced": Rule(
        "warning",
        (
            "ข้อความของเลข {found} ต่างจากที่แจกไปแล้วมาก เดิมคือ “{expected}” และผลที่กองรายงานไว้ยังผูกกับเลขนี้",
            "ถ้าเป็นงานใหม่ ให้คืนข้อความเดิมแล้วเพิ่มแถวที่ใช้เลขใหม่ ถ้าเป็นงานเดิมที่เขียนใหม่ ไม่ต้องแก้",
        ),
        (
            'The text of number {found} is quite another than was distributed, "{expected}", and keeps its results',
            "For new work put the old text back and add a row with a new number; the same work reworded may stay",
        ),
        example=("1.2", "ประกาศใช้คู่มือ"),
    ),
    "number-vanished": Rule(
        "error",
        (
            "เลข {found} ที่แจกไปแล้วหายไปจากแผน",
            "นำแถวเดิมกลับมา และถ้าต้องการยกเลิก ให้ใส่เดือนสุดท้ายในช่อง นับถึงเดือน ของแถวนั้น",
        ),
        (
            "Number {found}, which was distributed, is gone from the plan",
            "Put its row back, and to end it fill in its last month",
        ),
    ),
}
