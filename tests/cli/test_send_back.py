"""The copy of a rejected workbook that goes back to its division is named where the workbook is."""

from __future__ import annotations

import json
import shutil

import pytest
from runs import MARCH, Ita

from toolkit.office.folder import OfficeFolder

FILE = "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx"
COPY = "returned/กองช่าง เดือนมีนาคม 2567-"


@pytest.mark.parametrize("command", [("rollup", *MARCH), ("check",), ("status", *MARCH)])
@pytest.mark.parametrize(("lang", "words"), [("th", "ไฟล์ส่งคืน"), ("en", "Send back")])
def test_the_copy_is_named(
    ita: Ita, office: OfficeFolder, command: tuple[str, ...], lang: str, words: str
) -> None:
    lines = ita(*command, "--office", office.root, "--lang", lang).stdout.splitlines()
    (named,) = (line for line in lines if COPY in line)
    assert named.startswith(f"   {words}: {COPY}")
    assert (office.root / named.partition(": ")[2]).is_file()
    assert any(FILE in line for line in lines[: lines.index(named)])


def test_json_has_the_keys_of_the_contract_alone(ita: Ita, office: OfficeFolder) -> None:
    files = json.loads(ita("check", "--office", office.root, "--json").stdout)["files"]
    assert {frozenset(file) for file in files} == {frozenset(("file", "kind", "verdict", "findings"))}


def test_a_plan_among_the_submissions_is_told_once(ita: Ita, office: OfficeFolder) -> None:
    shutil.copy(office.plan, office.inbox / "แผน.xlsx")
    first = ita("rollup", *MARCH, "--office", office.root).stdout
    assert first.count("inbox/แผน.xlsx") == 1
    assert "ไม่ใช่แบบรายงานของกอง" in first
    # It waits for a correction from then on, and is not told at length again.
    assert "ไม่ใช่แบบรายงานของกอง" not in ita("rollup", *MARCH, "--office", office.root).stdout
