"""Verifying the ledger's chain and the archived files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forged_ledger import changed
from small_office import SmallOffice, sheet

from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.verify import verify
from toolkit.model.finding import UserError
from toolkit.office.folder import OfficeFolder

Harm = Callable[[Path], object]


@pytest.fixture
def office(small_office: SmallOffice) -> OfficeFolder:
    """An office with one accepted workbook."""
    data = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"}))
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    small_office.take("2024-01-06 09:00")
    return small_office.office


def accepted(root: Path) -> Path:
    (path,) = root.glob("archive/01/*.xlsx")
    return path


def plan(root: Path) -> Path:
    (path,) = root.glob("archive/plan-*.xlsx")
    return path


def ledger(root: Path) -> Path:
    return root / "archive" / "ledger.jsonl"


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.parametrize(
    ("harm", "codes", "sound"),
    [
        (lambda _: None, [], True),
        (lambda root: append(accepted(root)), ["archive-changed"], False),
        (lambda root: accepted(root).unlink(), ["archive-missing"], False),
        (lambda root: append(plan(root)), ["archive-changed"], False),
        (lambda root: plan(root).unlink(), ["archive-missing"], False),
        (lambda root: append(ledger(root)), [], True),  # a torn last line, as a crash leaves it
        (lambda root: ledger(root).write_bytes(b"{}\n"), ["ledger-broken"], False),
        (lambda root: (root / "archive" / "x.xlsx").write_bytes(b"x"), ["archive-unlisted"], True),
        (lambda root: (root / "archive" / ".ita-0.tmp").write_bytes(b"x"), [], True),
    ],
    ids=[
        "untouched",
        "changed",
        "gone",
        "plan changed",
        "plan gone",
        "torn ledger",
        "broken ledger",
        "unlisted",
        "unfinished",
    ],
)
def test_what_verification_finds(office: OfficeFolder, harm: Harm, codes: list[str], sound: bool) -> None:
    harm(office.root)
    found = verify(office)
    assert [finding.code for finding in found.findings] == codes
    assert found.sound is sound
    assert (found.lines, found.files) == ((0, 0) if codes == ["ledger-broken"] else (2, 2))


DIFFERENCES: dict[str, tuple[Callable[[dict[str, Any]], object], list[tuple[str, str, str]]]] = {
    "a percent": (lambda month: month["rows"][0].__setitem__(3, 90), [("percent", "40", "90")]),
    "a status": (
        lambda month: month["rows"][1].__setitem__(2, "done"),
        [("status 1.2", "ยังไม่ดำเนินการ", "ดำเนินการแล้วเสร็จ")],
    ),
    "a text": (lambda month: month["rows"][0].__setitem__(4, ""), [("action", "ดำเนินการตามแผน", "")]),
    "the reporter": (lambda month: month.update(reporter="นิติกร"), [("reporter", "นักวิชาการ", "นิติกร")]),
    "the date": (
        lambda month: month.update(reported_on="2024-01-05"),
        [("reported_on", "4 มกราคม 2567", "5 มกราคม 2567")],
    ),
    "a column": (
        lambda month: month["columns"].update(percent="Z"),
        [("percent", "40", "40")],
    ),
    "a row taken out": (
        lambda month: month["rows"].pop(1),
        [("status 1.2", "ยังไม่ดำเนินการ", ""), ("action 1.2", "ดำเนินการตามแผน", "")],
    ),
    "an outcome put in": (
        lambda month: month.update(outcomes=[[30, "1", "ได้ผล", "", "", ""]]),
        [("", "", "ได้ผล")],
    ),
    "another sheet": (lambda month: month.update(sheet="ม.ค.67"), [("", "", "ธันวาคม 2566")]),
}


@pytest.mark.parametrize("what", DIFFERENCES)
def test_a_line_that_says_something_else_than_its_file(office: OfficeFolder, what: str) -> None:
    change, expected = DIFFERENCES[what]
    rows = json.loads(ledger(office.root).read_bytes().splitlines()[1])["months"][0]
    cells = {"": "", **rows["cells"]}
    for number, key, *_ in rows["rows"]:
        for name, letters in rows["columns"].items():
            cells.setdefault(name, f"{letters}{number}")
            cells[f"{name} {key}"] = f"{letters}{number}"
    changed(office, lambda line: change(line["months"][0]) if "months" in line else None)
    verified = verify(office)
    found = [(finding.code, finding.cell, finding.found, finding.expected) for finding in verified.findings]
    assert found == [("archive-differs", cells[at], here, there) for at, here, there in expected]
    assert {(finding.file, finding.sheet) for finding in verified.findings} == {
        (office.relative(accepted(office.root)), "ม.ค.67" if what == "another sheet" else "ธ.ค.66")
    }
    assert not verified.sound


def test_a_plan_changed_in_the_archive_stays_changed(small_office: SmallOffice) -> None:
    """No later distribution of the same plan makes the changed copy good."""
    append(plan(small_office.office.root))
    with pytest.raises(UserError, match="plan-has-errors"):
        small_office.distribute("2023-10-03 09:00")
    assert "archive-changed" in [
        finding.code for finding in check_plan_file(small_office.office).result.findings
    ]
    assert [finding.code for finding in verify(small_office.office).findings] == ["archive-changed"]


def test_an_office_that_has_not_begun_is_sound(tmp_path: Path) -> None:
    assert verify(OfficeFolder(tmp_path)).sound
