"""What a clerk's PC does to the program: files that are open, names and paths that Windows does not take.

Wine takes paths of any length, so that what Windows says of one that is too long is tried in tests/office.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from windows_program import Windows

from toolkit import Office
from toolkit.example.demo import Demo

pytestmark = pytest.mark.slow
HOLDING = Path(__file__).with_name("holding.py")


@pytest.fixture(scope="module")
def office(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A copy of the worked example, in a path with Thai and blanks."""
    return Office(shutil.copytree(demo.office.root, tmp_path_factory.mktemp("ปี ๖๗") / "เทศบาล ก"))


@pytest.mark.parametrize(
    ("held", "command"),
    [
        ("plan.xlsx", ("check",)),
        ("archive/ledger.jsonl", ("status",)),
        ("reports/rollup-2567-03.xlsx", ("rollup", "--month", "2567-03", "--as-of", "2567-04-06T09:00")),
        ("reports/six-month-2567.xlsx", ("report", "six-month", "--date", "2567-04-10")),
        ("reports/six-month-2567-memo.docx", ("report", "six-month", "--number", "1")),
    ],
)
def test_a_file_that_is_open_is_named_and_nothing_is_lost(
    windows: Windows, office: Office, held: str, command: tuple[str, ...]
) -> None:
    ledger, path = office.ledger.read_bytes(), office.root / held
    before = path.read_bytes()
    ita = (windows.path(windows.program / "ita.exe"), *command, "--office", windows.path(office.root))
    said = windows.python(windows.path(HOLDING), windows.path(path), *ita)
    assert said.endswith("ended with 1\n"), said
    assert path.name in said
    assert "ปิดไฟล์" in said
    assert "Traceback" not in said
    assert (path.read_bytes(), office.ledger.read_bytes()) == (before, ledger)
    assert office.verify().sound


@pytest.mark.parametrize("name", ["a?b", "CON", "aux.ก", "กอง/nul", "Q:/ไม่มีไดรฟ์", "ย" * 170])
def test_an_office_that_windows_cannot_hold_is_refused(windows: Windows, tmp_path: Path, name: str) -> None:
    said = windows.ita("new", name, cwd=tmp_path, code=1)
    assert "Traceback" not in said
    assert not list(tmp_path.rglob("plan.xlsx"))


def test_a_port_that_is_taken_is_told(windows: Windows, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = windows.ita("open", "--no-browser", "--port", port, cwd=tmp_path, code=1)
    assert f"ใช้พอร์ต {port} ไม่ได้" in said


@pytest.fixture
def windows_7(windows: Windows) -> Iterator[Windows]:
    """Wine that calls itself Windows 7."""
    if windows.prefix is None:
        pytest.skip("Windows itself cannot be made older")
    key = ("reg", "add", r"HKCU\Software\Wine", "/f", "/v", "Version", "/d")
    windows.run(*key, "win7")
    yield windows
    windows.run(*key, "win10")


def test_an_old_windows_is_told_which_it_has_to_be(windows_7: Windows) -> None:
    start = windows_7.path(windows_7.bundle / "เริ่มใช้งาน ITA.cmd")
    said = windows_7.run("cmd", "/c", start, code=1)
    assert "needs Windows 10 or 11" in said
    assert "http://" not in said
