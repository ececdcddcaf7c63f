"""Make `ita-control.xlsm` again from the .bas files and the layout: `make macros` (LibreOffice, UNO).

Compiling gives other bytes each time, so it is done only where a module has changed: the workbook keeps the
digest of the modules that it was compiled from.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from toolkit.books.control_book import make_control_workbook, project_of, sheet_count
from toolkit.report.kinds import KINDS

HERE = Path(__file__).parents[1] / "macros"
CONTROL = HERE / "ita-control.xlsm"
MODULES = tuple(sorted(HERE.glob("*.bas")))
UNO_PYTHON = "/usr/bin/python3"


def digest_of(modules: Iterable[Path] = MODULES) -> str:
    """What the workbook remembers of its modules; another number of sheets needs other modules too."""
    together = hashlib.sha256(f"{sheet_count()}\n".encode())
    for path in modules:
        together.update(f"{path.name}\n".encode() + path.read_bytes())
    return f"macros {together.hexdigest()}"


def compile_project(modules: Iterable[Path] = MODULES) -> bytes:
    """The modules as LibreOffice compiles them to a vbaProject.bin."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "compiled.xlsm"
        script = Path(__file__).with_name("vba_project.py")
        command = [UNO_PYTHON, str(script), str(sheet_count()), str(target), *map(str, modules)]
        subprocess.run(command, check=True, timeout=180)
        return project_of(target.read_bytes())


def build(control: Path = CONTROL) -> bytes:
    """The bytes of the control workbook, with the project that it has where its modules are the same."""
    digest = digest_of()
    known = control.is_file() and digest.encode() in _properties(control)
    project = project_of(control.read_bytes()) if known else compile_project()
    return make_control_workbook(project, reports=[kind.th for kind in KINDS.values()], note=digest)


def _properties(control: Path) -> bytes:
    with zipfile.ZipFile(control) as archive:
        return archive.read("docProps/core.xml")


if __name__ == "__main__":
    CONTROL.write_bytes(build())
