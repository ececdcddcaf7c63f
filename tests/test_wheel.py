"""What is built can be installed by itself, and plays the example far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import toolkit
from toolkit.messages.catalogue import FAMILIES
from toolkit.printing.libreoffice import VARIABLE

CHECKOUT = Path(toolkit.__file__).parents[1]
BUNDLED = ("plan.xlsx", "examples/thetsaban-tambon.toml", "reports/six-month.xlsx", "reports/memo.docx")


def run(*command: object, cwd: Path) -> str:
    """Run a program; gives what it printed, fails with what it said."""
    done = subprocess.run(
        [str(argument) for argument in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def test_the_wheel_holds_the_workbooks_and_the_words(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for bundled in BUNDLED:
            kept = archive.read(f"toolkit/bundled/workbooks/{bundled}")
            assert kept == (CHECKOUT / "workbooks" / bundled).read_bytes()
        control = archive.read("toolkit/bundled/macros/ita-control.xlsm")
    assert control == (CHECKOUT / "macros" / "ita-control.xlsm").read_bytes()
    assert "toolkit/locale/th/LC_MESSAGES/ita.mo" in names
    assert "toolkit/py.typed" in names
    assert {f"toolkit/messages/words/{family}.toml" for family in FAMILIES} <= names
    assert {"toolkit/publish/templates/index.html", "toolkit/publish/assets/sarabun-OFL.txt"} <= names
    assert {f"toolkit/assessment/years/{year}.toml" for year in range(2562, 2570)} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"toolkit", "ita_toolkit"}


def test_the_source_archive_holds_what_is_needed_to_build_and_test(built: Path) -> None:
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "LICENSE", "Makefile", "tests/conftest.py", "toolkit/py.typed"}
    needed |= {"make/control_workbook.py", "macros/ita-control.xlsm"}
    assert needed | {f"workbooks/{bundled}" for bundled in BUNDLED} <= names


def test_the_wheel_alone_plays_the_example(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an environment of its own; what it depends on is taken from ours, since a test of the architecture
    sees that all of it is declared."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--no-compile", "--no-deps", wheel, cwd=tmp_path)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-I", "-c", ask, cwd=tmp_path).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    where = run(python, "-I", "-c", "import toolkit; print(toolkit.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(tmp_path / "venv")

    monkeypatch.setenv(VARIABLE, "gone")  # what LibreOffice prints needs nothing of the wheel
    said = run(programs / "ita", "demo", "office", cwd=tmp_path)
    office = tmp_path / "office"
    assert "68.00" in said
    made = {path.relative_to(office).as_posix() for path in office.rglob("*") if path.is_file()}
    assert {
        "plan.xlsx",
        "reports/rollup-2567-03.xlsx",
        "reports/rollup-2567-03.json",
        "reports/six-month-2567.xlsx",
    } <= made
    assert len([name for name in made if name.startswith("outbox/")]) == 6
    assert "archive/ledger.jsonl" in made
    assert (office / "plan.xlsx").read_bytes().startswith(b"PK")
