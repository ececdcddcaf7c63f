"""Ctrl-C anywhere, and a plan that is open in another program: one sentence, nothing harmed."""

from __future__ import annotations

import os

import pytest
from runs import MARCH, Ita, snapshot

from toolkit import cli
from toolkit.intake.plan_file import plan_in_use
from toolkit.office.folder import OfficeFolder

SAVED = 1_704_873_600
"""10 January 2024, 15.00 in Bangkok."""


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["toolkit.rollup.roll_up.take_in", "toolkit.rollup.write.write_reports"])
def test_a_command_that_is_stopped(
    ita: Ita, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = snapshot(office.root)
    monkeypatch.setattr(where, stopped)
    result = ita("rollup", *MARCH, "--office", office.root)
    assert (result.exit_code, result.stderr.split()) == (1, ["ยกเลิกแล้ว"])
    assert snapshot(office.root) == before


@pytest.mark.parametrize(("lang", "words"), [("th", "ยกเลิกแล้ว"), ("en", "Aborted!")])
def test_a_command_that_is_stopped_while_it_loads(
    monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(cli, "load_commands", stopped)
    monkeypatch.setattr("sys.argv", ["ita", "--lang", lang, "status"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == words


@pytest.mark.parametrize(
    ("lock", "program"), [("~$plan.xlsx", "Excel"), (".~lock.plan.xlsx#", "LibreOffice")]
)
@pytest.mark.parametrize("command", [("check",), ("rollup", *MARCH), ("status", *MARCH), ("distribute",)])
def test_a_plan_that_is_open_in_another_program(
    ita: Ita, fresh: OfficeFolder, command: tuple[str, ...], lock: str, program: str
) -> None:
    assert "กำลังเปิดอยู่" not in ita(*command, "--office", fresh.root).stderr
    (fresh.root / lock).write_bytes(b"")
    os.utime(fresh.plan, (SAVED, SAVED))
    result = ita(*command, "--office", fresh.root)
    assert result.exit_code == 0
    told = f"กำลังเปิดอยู่ใน {program} จึงใช้ฉบับที่บันทึกไว้เมื่อ 10 ม.ค. 67 เวลา 15.00 น."
    assert told in result.stderr
    assert f"ให้ลบไฟล์ {lock}" in result.stderr
    assert [finding.code for finding in plan_in_use(fresh)] == ["plan-in-use"]
