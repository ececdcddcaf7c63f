"""A plan that is missing, unreadable or wrong: one clear message, nothing half written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from runs import MARCH, Ita, edit, find, replace_text, snapshot

from toolkit.office.folder import OfficeFolder

OF_PLAN = (("check",), ("distribute",), ("rollup",), ("status",), ("report", "six-month"))


@pytest.mark.parametrize("command", OF_PLAN, ids=" ".join)
def test_no_plan(ita: Ita, tmp_path: Path, command: tuple[str, ...]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = ita(*command, "--office", empty)
    assert result.exit_code == 1
    assert result.stdout == ""
    message, advice = result.stderr.splitlines()
    assert message == f"ไม่พบแผนมาตรการ plan.xlsx ในโฟลเดอร์ {empty}"
    assert advice.startswith("→ ")
    assert list(empty.iterdir()) == []


def test_the_folder_is_named_even_if_it_is_the_current_one(
    ita: Ita, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(tmp_path) in ita("status").stderr


@pytest.mark.parametrize("command", OF_PLAN, ids=" ".join)
def test_a_plan_that_cannot_be_read(ita: Ita, office: OfficeFolder, command: tuple[str, ...]) -> None:
    office.plan.write_bytes(office.plan.read_bytes()[:-3000])
    before = snapshot(office.root)
    result = ita(*command, "--office", office.root)
    assert result.exit_code == 1
    assert "plan.xlsx: ไม่ผ่าน ต้องแก้ไข\n   ✗ ไฟล์ชำรุด" in result.output
    assert "Traceback" not in result.output
    assert snapshot(office.root) == before


@pytest.mark.parametrize("command", OF_PLAN, ids=" ".join)
def test_a_table_that_lost_its_marker(ita: Ita, office: OfficeFolder, command: tuple[str, ...]) -> None:
    edit(office.plan, replace_text("ขั้นตอน", "ita:steps", None))
    before = snapshot(office.root)
    result = ita(*command, "--office", office.root)
    assert result.exit_code == 1
    assert "plan.xlsx: ไม่ผ่าน ต้องแก้ไข\n   ✗ แผ่น ขั้นตอน: ไม่พบตาราง ita:steps" in result.output
    assert "คัดลอกแผ่นนี้จากไฟล์ที่ได้รับแจกหรือแผนเปล่ามาใหม่" in result.output
    assert snapshot(office.root) == before


def test_a_division_that_nobody_knows(ita: Ita, fresh: OfficeFolder) -> None:
    def change(book: Any) -> None:
        find(book["ขั้นตอน"], "divisions").offset(row=2).value = "กองลม"

    edit(fresh.plan, change)
    cell = find(openpyxl.load_workbook(fresh.plan)["ขั้นตอน"], "กองลม").coordinate
    said = f"✗ แผ่น ขั้นตอน เซลล์ {cell}: ไม่มีกอง “กองลม” ในแผ่น กอง — แก้ให้ตรงกับรหัสหรือชื่อในแผ่น กอง"
    assert said in ita("check", "--office", fresh.root).stdout
    before = snapshot(fresh.root)
    result = ita("distribute", "--office", fresh.root)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "ยังไม่แจกแบบรายงาน" in result.stderr
    assert snapshot(fresh.root) == before


GOES_OUT = (("distribute",), ("report", "plan"), ("report", "six-month", *MARCH), ("publish",))


@pytest.mark.parametrize("command", GOES_OUT, ids=" ".join)
@pytest.mark.parametrize(
    ("sheet", "field", "text"),
    [
        ("มาตรการ", "monitoring", None),
        ("หน่วยงาน", "agency_code", "ยังไม่ระบุ"),
        ("หน่วยงาน", "agency_name", " ยังไม่ ระบุ"),
        ("กอง", "division_name", "ยังไม่ระบุ"),
        ("ขั้นตอน", "divisions", "สำนักปลัดเทศบาล, ยังไม่ระบุ"),
        ("ผู้ลงนาม", "title", "ยังไม่ระบุ"),
    ],
)
def test_nothing_goes_out_with_a_plan_that_has_errors(
    ita: Ita, office: OfficeFolder, command: tuple[str, ...], sheet: str, field: str, text: str | None
) -> None:
    def change(book: Any) -> None:
        place = find(book[sheet], field)
        (place.offset(column=2) if sheet == "หน่วยงาน" else place.offset(row=2)).value = text

    edit(office.plan, change)
    before = snapshot(office.root)
    result = ita(*command, "--office", office.root)
    assert result.exit_code == 1
    assert "แผนยังมีข้อผิดพลาด" in result.stderr
    if text is not None:
        assert "ซึ่งโปรแกรมใส่ไว้แทนข้อมูลที่ยังไม่มี" in result.stderr
    assert snapshot(office.root) == before


@pytest.mark.parametrize("command", [("rollup", *MARCH), ("status", *MARCH)])
def test_the_work_is_done_before_the_plan_is_called_wrong(
    ita: Ita, office: OfficeFolder, command: tuple[str, ...]
) -> None:
    def change(book: Any) -> None:
        find(book["มาตรการ"], "monitoring").offset(row=2).value = None

    edit(office.plan, change)
    result = ita(*command, "--office", office.root)
    assert result.exit_code == 1
    if command[0] != "status":
        assert "เขียนไฟล์แล้ว: reports/" in result.stdout
        assert "ไม่มีการกำกับติดตาม" in result.output
