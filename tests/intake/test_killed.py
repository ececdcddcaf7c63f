"""A roll-up killed at any touch of the disk leaves the folder as before or as after, and the next goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_office import SmallOffice, sheet

from toolkit.intake.verify import verify
from toolkit.office.folder import OfficeFolder

SCRIPT = Path(__file__).with_name("killed_run.py")


def send_four(small_office: SmallOffice) -> None:
    """Two sound workbooks, one that is rejected, and one file that is no workbook."""
    december = ("ธ.ค.", "4 ม.ค. 2567")
    sound, other = sheet(*december, {"1.1": "p40", "1.2": "n"}), sheet(*december, {"1.1": "p60"})
    wrong = sheet(*december, {"2.1": "p120"})
    small_office.send("ก.xlsx", small_office.fill("01", sound), "2024-01-04 09:00")
    small_office.send("ข.xlsx", small_office.fill("02", other), "2024-01-04 10:00")
    small_office.send("ค.xlsx", small_office.fill("02", wrong), "2024-01-04 11:00")
    small_office.send("ง.pdf", b"%PDF-1.7", "2024-01-04 12:00")


def contents(office: OfficeFolder) -> dict[str, object]:
    """Every file by its path; of the ledger what its lines say, as their order decides the hashes."""
    files = (path for path in office.root.rglob("*") if path.is_file() and not path.name.startswith("."))
    found: dict[str, object] = {office.relative(path): path.read_bytes() for path in files}
    lines = [json.loads(line) for line in office.ledger.read_bytes().splitlines()]
    said = [{key: line[key] for key in line if key != "before"} for line in lines]
    return found | {office.relative(office.ledger): said}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL and no fork")
@pytest.mark.slow
def test_killed_at_every_touch_of_the_disk(small_office: SmallOffice, tmp_path: Path) -> None:
    send_four(small_office)
    folder = tmp_path / "killed"
    small_office.copy(folder / "office")
    done = subprocess.run(
        [sys.executable, SCRIPT, folder], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    touches = int((folder / "touches").read_text())
    assert touches > 25  # the killer sees what it should
    before, after = contents(OfficeFolder(folder / "office")), contents(OfficeFolder(folder / "0"))
    assert len(after) >= len(before) + 4
    for at in range(1, touches + 1):
        killed = OfficeFolder(folder / f"{at}-killed")
        assert verify(killed).sound, at
        for name, data in contents(killed).items():
            if name.endswith("ledger.jsonl"):
                assert data == after[name][: len(data)], at  # type: ignore[index,arg-type]
            else:
                assert data in (before.get(name), after[name]), (at, name)
        assert contents(OfficeFolder(folder / str(at))) == after, at
