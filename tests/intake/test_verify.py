"""Verifying the ledger's chain and the archived files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_office import SmallOffice, sheet

from toolkit.intake.verify import verify
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
    assert [each.code for each in found.findings] == codes
    assert found.sound is sound
    assert (found.lines, found.files) == ((0, 0) if codes == ["ledger-broken"] else (2, 2))


def test_a_plan_changed_in_the_archive_stays_changed(small_office: SmallOffice) -> None:
    """A later distribution of the same plan does not make the changed copy good."""
    append(plan(small_office.office.root))
    small_office.distribute("2023-10-03 09:00")
    assert [each.code for each in verify(small_office.office).findings] == ["archive-changed"]


def test_an_office_that_has_not_begun_is_sound(tmp_path: Path) -> None:
    assert verify(OfficeFolder(tmp_path)).sound
