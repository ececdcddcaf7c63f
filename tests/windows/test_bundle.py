"""What the zip for Windows holds, and that it works there as the toolkit does here: to the byte.

Wine shows paths, code page, renames and the parts compiled for Windows at work; Excel, SmartScreen, antivirus
and OneDrive only a real PC shows.
"""

from __future__ import annotations

import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from office_year import end_year
from windows_program import CHECKOUT, Windows

from toolkit import Office
from toolkit.example.demo import Demo
from toolkit.version import __version__

YEAR = Path(__file__).with_name("office_year.py")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of an office by its path; without the lock, which Windows removes, and PDFs, which another
    program prints."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock" and path.suffix != ".pdf"
    }


def names_that_differ(folder: Path, other: Path) -> list[str]:
    """The files that only one of two folders has, or that are not the same."""
    one, two = tree(folder), tree(other)
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def test_the_zip_holds_what_runs_by_itself(bundle_zip: Path) -> None:
    with zipfile.ZipFile(bundle_zip) as archive:
        members = archive.infolist()
        names = {member.filename.partition("/")[2] for member in members}
        start = archive.read(f"ita-toolkit-{__version__}/เริ่มใช้งาน ITA.cmd")
        search = archive.read(f"ita-toolkit-{__version__}/program/python311._pth").decode("ascii")
    assert {"อ่านก่อน.txt", "program/ita.exe", "program/python.exe", "licences/ita-toolkit.txt"} <= names
    # What marks a name as UTF-8: without it Windows reads Thai names in the code page of the United States.
    assert all(member.filename.isascii() or member.flag_bits & 0x800 for member in members)
    assert {member.filename.partition("/")[0] for member in members} == {f"ita-toolkit-{__version__}"}
    assert len({name.casefold() for name in names}) == len(names)
    assert start.isascii()
    assert start.count(b"\n") == start.count(b"\r\n")
    assert search.splitlines()[:3] == ["python311.zip", ".", "site"]


def test_the_zip_leaves_out_what_no_clerk_needs_and_no_licence(bundle_zip: Path) -> None:
    with zipfile.ZipFile(bundle_zip) as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
    parts = {name.split("/")[2] for name in names if name.startswith("program/site/")}
    assert not parts & {"pandas", "numpy", "bin", "pythonwin"}
    assert not [name for name in names if "/tests/" in name or name.endswith((".h", "RECORD"))]
    assert not [name for name in names if name.startswith("program/site/xlwings/pro/")]
    described = {part.partition("-")[0] for part in parts if part.endswith(".dist-info")}
    assert described == {name.split("/")[1] for name in names if name.count("/") == 2 and "licences/" in name}
    # The folder may be read-only, on a share or a stick: nothing is compiled there.
    compiled = {
        name.replace("__pycache__/", "").partition(".cpython")[0] for name in names if "__pycache__" in name
    }
    assert {name.removesuffix(".py") for name in names if name.endswith(".py")} == compiled


@pytest.fixture(scope="module")
def year(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year that was begun and ended here."""
    folder = tmp_path_factory.mktemp("ปี") / "ที่นี่"
    shutil.copytree(demo.office.root, folder)
    end_year(Office(folder))
    return folder


@pytest.mark.slow
def test_a_year_begun_there_goes_on_here(windows: Windows, demo: Demo, year: Path, tmp_path: Path) -> None:
    """Half a year has the bytes that it has here, and so has the whole, whose ledger holds on both."""
    office = tmp_path / "เทศบาล ตัวอย่าง"
    said = windows.ita("demo", windows.path(office))
    assert "68.00" in said
    assert names_that_differ(office, demo.office.root) == []
    end_year(Office(office))
    assert names_that_differ(office, year) == []
    assert "ถูกต้องครบถ้วน" in windows.ita("log", "--verify", "--office", windows.path(office))


@pytest.mark.slow
def test_a_year_begun_here_goes_on_there(windows: Windows, demo: Demo, year: Path, tmp_path: Path) -> None:
    """Its figures stand in the JSON of each roll-up, which are compared with all other files."""
    there = tmp_path / "ปี ที่โน่น"
    shutil.copytree(demo.office.root, there)
    windows.python(windows.path(YEAR), "end", windows.path(there))
    assert names_that_differ(there, year) == []
    assert Office(there).verify().sound


def test_output_that_is_redirected_is_utf_8(windows: Windows, tmp_path: Path) -> None:
    assert f"ita-toolkit {__version__}" in windows.ita("--version")
    assert "คำสั่ง" in windows.ita("--help")


def test_excel_can_be_driven(windows: Windows) -> None:
    """What xlwings needs of pywin32 is there, though nothing ran after its installation."""
    said = windows.python(
        "-c", "import pythoncom, xlwings; print([engine.name for engine in xlwings.engines])"
    )
    assert said.strip() == "['excel']"


def test_a_document_is_imported_by_a_process_of_its_own(windows: Windows, tmp_path: Path) -> None:
    (tmp_path / "แผน ปีก่อน.csv").write_text(
        "ที่,มาตรการ,วิธีการ,ผู้รับผิดชอบ,ระยะเวลา\n1,มาตรการให้บริการโปร่งใส,ปรับปรุงคู่มือ,สำนักปลัด,ต.ค. 66 - ก.ย. 67\n",
        encoding="utf-8-sig",
    )
    said = windows.ita("import", windows.path(tmp_path / "แผน ปีก่อน.csv"), cwd=tmp_path)
    assert "แผน ปีก่อน" in said
    assert list(tmp_path.glob("*.xlsx"))


def test_the_workflow_for_windows_runs_what_is_there() -> None:
    """It cannot run here: so its lines are held against the checkout."""
    workflow = yaml.safe_load((CHECKOUT / ".github" / "workflows" / "windows.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["runs-on"] == "windows-latest"
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert all(line.startswith(("python -m ", "python packaging/", "curl.exe ")) for line in lines)
    named = {word for line in lines for word in line.split() if word.startswith(("packaging/", "tests/"))}
    assert named == {"packaging/windows/bundle.py", "tests/windows"}
    assert all((CHECKOUT / name).exists() for name in named)
    modules = {line.split()[2] for line in lines if line.startswith("python -m ")}
    assert all(find_spec(module) for module in modules), modules
