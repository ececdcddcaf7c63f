"""Findings about reports: what to mend before one is signed."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.catalogue.rule import Rule

REPORT: Mapping[str, Rule] = {
    "report-result-missing": Rule(
        "warning",
        (
            "มาตรการ {found} ยังไม่มีผลการดำเนินงานให้พิมพ์ จึงพิมพ์ขีดไว้",
            "ขอผลจากกองที่รับผิดชอบ หรือพิมพ์ข้อความเองในแผ่น ถ้อยคำรายงาน ของแผน",
        ),
        (
            "Measure {found} has no result to print; a dash stands in its place",
            "Ask its divisions, or write your own words on the plan's sheet ถ้อยคำรายงาน",
        ),
    ),
    "template-broken": Rule(
        "error",
        (
            "แม่แบบรายงานใช้ไม่ได้ ({found})",
            "แก้แม่แบบตรงที่ระบุ หรือสั่งใหม่โดยไม่ใส่ --template เพื่อใช้แม่แบบมาตรฐาน",
        ),
        (
            "The report template cannot be used ({found})",
            "Mend it there, or run again without --template to use the standard one",
        ),
    ),
}
