"""Findings about photographs of activities."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

PHOTO: Mapping[str, Rule] = {
    "photo-without-measure": Rule(
        "warning",
        ("ภาพนี้ไม่ได้ระบุลำดับมาตรการ", "พิมพ์ลำดับมาตรการในแถวของภาพ หรือขึ้นต้นชื่อไฟล์ภาพด้วยลำดับมาตรการ"),
        (
            "This picture names no measure",
            "Type the measure's number in the picture's row, or begin the picture's file name with it",
        ),
    ),
    "photo-measure-unknown": Rule(
        "warning",
        ("ภาพนี้ระบุมาตรการ “{found}” ซึ่งไม่มีในแผน", "แก้ลำดับมาตรการให้ตรงกับแผน"),
        ('This picture names measure "{found}", which is not in the plan', "Make it agree with the plan"),
        example=("9", ""),
    ),
    "photo-month-unreadable": Rule(
        "note",
        ("อ่านเดือนของภาพ “{found}” ไม่ออก", "พิมพ์เดือนและปี เช่น มี.ค. 67"),
        ('The picture\'s month "{found}" cannot be read', "Type month and year, like มี.ค. 67"),
        example=("ต้นปี", ""),
    ),
    "photo-in-cell": Rule(
        "warning",
        ("ภาพนี้วางแบบอยู่ในเซลล์ จึงนำไปพิมพ์ในรายงานไม่ได้", "คลิกขวาที่ภาพใน Excel เลือก วางบนเซลล์ แล้วส่งใหม่"),
        (
            "This picture was placed in the cell, so no report can print it",
            "Right-click it in Excel, choose Place over Cells and send the file again",
        ),
    ),
    "picture-unreadable": Rule(
        "warning",
        ("เปิดภาพนี้ไม่ได้ ({found}) รายงานจึงไม่มีภาพนี้", "บันทึกภาพเป็น JPEG หรือ PNG แล้ววางใหม่"),
        (
            "This picture cannot be opened ({found}), so the report lacks it",
            "Save it as JPEG or PNG and put it in again",
        ),
        example=("EMF", ""),
    ),
    "picture-too-large": Rule(
        "warning",
        ("ภาพนี้ใหญ่เกินกว่าที่เปิดได้ ({found}) รายงานจึงไม่มีภาพนี้", "ย่อภาพให้กว้างไม่เกิน 4,000 จุด แล้ววางใหม่"),
        (
            "This picture is too large to open ({found}), so the report lacks it",
            "Shrink it to at most 4,000 pixels across and put it in again",
        ),
        example=("200 ล้านจุด", ""),
    ),
}
