"""Wrong usage: exit code 2, in the language chosen, and a suggestion where one is near."""

from __future__ import annotations

import re

import pytest
from runs import Ita

from toolkit.office.folder import OfficeFolder

WRONG: list[tuple[tuple[str, ...], str]] = [
    (("rolup",), "ไม่มีคำสั่ง rolup หมายถึง 'rollup' หรือไม่"),
    (("rollup", "--moth", "2567-03"), "ไม่มีตัวเลือก --moth หมายถึง '--month' หรือไม่"),
    (("rollup", "--month"), "ตัวเลือก --month ต้องใส่ค่าตามหลัง 1 ค่า"),
    (("rollup", "--month", "13/67"), "ค่าของ '--month' ไม่ถูกต้อง: อ่านเดือน “13/67” ไม่ออก ให้พิมพ์เช่น 2570-03"),
    (("rollup", "--as-of", "เที่ยง"), "ค่าของ '--as-of' ไม่ถูกต้อง: อ่านเวลา “เที่ยง” ไม่ออก"),
    (("check", "--json=yes"), "ตัวเลือก --json ไม่ต้องใส่ค่า"),
    (("check", "--office", __file__), "เป็นไฟล์ ไม่ใช่โฟลเดอร์"),
    (("status", "มีนาคม"), "พิมพ์คำสั่งเกิน (มีนาคม)"),
    (("report",), "ระบุชื่อรายงาน: plan, monthly, six-month, annual"),
    (("report", "weekly"), "ไม่รับ “weekly” ให้เลือกจาก"),
    (("new",), "ยังไม่ได้ระบุ 'โฟลเดอร์'"),
    (("new", "x", "--from", "nowhere"), "ค่าของ '--from' ไม่ถูกต้อง: ไม่พบ “nowhere”"),
    (("new", "x", "--from", ".", "--example", "y"), "เลือกได้อย่างเดียว ระหว่าง --from กับ --example"),
    (("new", "x", "--example", "y"), "ไม่มีหน่วยงานสมมติชื่อ “y” ชื่อที่มีคือ thetsaban-tambon"),
    (("--lang", "de"), "ไม่รับ “de” ให้เลือกจาก 'th', 'en'"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), WRONG, ids=[" ".join(arguments[:2]) for arguments, _ in WRONG]
)
def test_wrong_usage_is_told_in_thai(ita: Ita, arguments: tuple[str, ...], said: str) -> None:
    result = ita(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.partition("ข้อผิดพลาด: ")[2]
    assert result.stdout == ""
    assert not re.search(r"\b(Error|Usage|Try|Invalid|Missing|such|for|is)\b", result.stderr)


def test_wrong_usage_is_told_in_english(ita: Ita) -> None:
    result = ita("--lang", "en", "rolup")
    assert result.exit_code == 2
    assert "No such command 'rolup'. Did you mean 'rollup'?" in result.stderr


@pytest.mark.parametrize("command", [("rollup",), ("status",), ("report", "six-month")])
def test_a_month_of_another_year_is_wrong_usage(
    ita: Ita, fresh: OfficeFolder, command: tuple[str, ...]
) -> None:
    result = ita(*command, "--office", fresh.root, "--month", "2568-01")
    assert result.exit_code == 2
    assert "เดือน 2568-01 อยู่นอกปีงบประมาณ 2567" in result.stderr
    assert list(fresh.reports.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "env", "thai"),
    [
        (("--help",), {}, True),
        (("--lang", "en", "--help"), {}, False),
        (("--lang", "en", "status", "--office", "x"), {}, False),
        (("status", "--lang", "en", "--office", "x"), {}, False),
        (("status", "--office", "x"), {"ITA_LANG": "en"}, False),
        (("--lang", "th", "status", "--office", "x"), {"ITA_LANG": "en"}, True),
        (("--lang", "en", "status", "--office", "x"), {"ITA_LANG": "th"}, False),
        (("status", "--lang", "th", "--office", "x"), {"ITA_LANG": "en"}, True),
    ],
)
def test_the_nearest_choice_of_language_wins(
    ita: Ita, arguments: tuple[str, ...], env: dict[str, str], thai: bool
) -> None:
    assert bool(re.search("[ก-๙]", ita(*arguments, env=env).output)) is thai
